-- What recognition knew of each line, what a place and a person of the text are; corrections without a number.

ALTER TABLE fragments ADD COLUMN confidence REAL NOT NULL DEFAULT 1.0 /* of recognition, 0 to 1; 1 where the text was not recognised */;
ALTER TABLE fragments ADD COLUMN raw TEXT /* what recognition read, where that was repaired */;
ALTER TABLE fragments ADD COLUMN doubtful TEXT NOT NULL DEFAULT '' /* characters of the line that recognition was least sure of */;
ALTER TABLE mentions ADD COLUMN code TEXT /* of a place: of GB/T 2260; null where several divisions bear the name */;
ALTER TABLE mentions ADD COLUMN anonymised INTEGER NOT NULL DEFAULT 0 CHECK (anonymised IN (0, 1)) /* of a person: 1 for 孙某某 */;
UPDATE mentions SET anonymised = 1 WHERE kind = 'person' AND text GLOB '*[某*＊×○xX]*';

ALTER TABLE withdrawals ADD COLUMN taken_back TEXT /* when the file was taken in again on purpose; China's time */;
ALTER TABLE withdrawals ADD COLUMN taken_back_by TEXT /* who took it back */;

ALTER TABLE acts ADD COLUMN maybe_superseded_by TEXT REFERENCES acts (key) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED /* the act of a correction that names this one by its words only: for a person to decide */;
CREATE INDEX acts_maybe_superseded ON acts (maybe_superseded_by) WHERE maybe_superseded_by IS NOT NULL;
CREATE INDEX notices_corrects ON notices (id) WHERE corrects = 1;

CREATE TABLE act_decisions ( -- what people decided: a notice corrects an earlier one, or it does not
  id INTEGER PRIMARY KEY, -- in the order decided; of two on the same pair the later holds
  decision TEXT NOT NULL CHECK (decision IN ('corrects', 'apart')), -- apart: it corrects something else
  earlier TEXT, -- sha256 of the earlier notice; null: none that was received
  later TEXT NOT NULL, -- sha256 of the notice that calls itself a correction
  reviewer TEXT NOT NULL, -- who decided
  reason TEXT NOT NULL, -- why
  made TEXT NOT NULL -- China's time, ISO 8601
) STRICT;
CREATE INDEX act_decisions_earlier ON act_decisions (earlier);
CREATE INDEX act_decisions_later ON act_decisions (later);

CREATE VIEW "疑似更正" AS -- 更正通知没有写明原文号：它更正的可能是这些决定，或者一个也没有对上，待人判断
SELECT c."主体" AS "主体", c."类型" AS "类型", c."名单" AS "名单", o."日期" AS "原日期", c."日期" AS "更正日期",
  o."原文" AS "原文", c."原文" AS "更正原文", o."文件" AS "原文件", c."文件" AS "更正文件",
  o."标识" AS "原标识", c."标识" AS "更正标识"
FROM acts a JOIN acts b ON b.key = a.maybe_superseded_by
JOIN "信用事件" o ON o."编号" = a.event JOIN "信用事件" c ON c."编号" = b.event
UNION ALL
SELECT NULL, NULL, NULL, NULL, n.published, NULL, n.title, NULL, t."文件", NULL,
  coalesce((SELECT min(event_key) FROM events WHERE notice = n.id), n.sha256)
FROM notices n JOIN "通知" t ON t."编号" = n.id
WHERE n.corrects = 1 AND NOT EXISTS (SELECT 1 FROM events e JOIN act_events k ON k.event = e.id
    JOIN acts a ON a.superseded_by = k.act WHERE e.notice = n.id)
  AND NOT EXISTS (SELECT 1 FROM events e JOIN act_events k ON k.event = e.id
    JOIN acts a ON a.maybe_superseded_by = k.act WHERE e.notice = n.id)
  AND NOT EXISTS (SELECT 1 FROM act_decisions d WHERE d.later = n.sha256);

-- Who is on a list on a day, in the order in which it is shown, found in the index alone.

DROP INDEX listing_periods_list;
CREATE INDEX listing_periods_list ON listing_periods (list_name, from_day, name, key, until_day);
