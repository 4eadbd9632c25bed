-- Facets of a filtered table, counted from the index alone.

CREATE INDEX "信用事件_统计" ON "信用事件" ("动作", "名单", "类型", "认定部门", "确定性", "复核", "日期");
