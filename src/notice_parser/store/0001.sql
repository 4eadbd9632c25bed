-- The schema of version 1. Columns carry their meaning as comments, which SQLite keeps: `.schema` shows them,
-- and the site takes the descriptions of the Chinese tables from them. Every foreign key names its column,
-- without which Datasette's facets fail. Boxes are fractions of the page, origin at the top left.

CREATE TABLE files ( -- one row per content, however many names it came under
  sha256 TEXT NOT NULL PRIMARY KEY, -- of the file's bytes
  size INTEGER, -- bytes; null for text that came without a file
  archive TEXT, -- where the original is kept, relative to the folder of this database
  first_seen TEXT NOT NULL, -- China's time, ISO 8601
  source_url TEXT, -- given by whoever ingested it
  published TEXT CHECK (published IS date(published, '+0 days')), -- given, for what the paper does not say
  issuer TEXT, -- given, for what the paper does not say
  status TEXT NOT NULL CHECK (status IN ('read', 'failed')), -- what became of it
  error TEXT -- why it failed, in Chinese
) STRICT, WITHOUT ROWID;

CREATE TABLE file_names ( -- every name under which a content was met
  sha256 TEXT NOT NULL REFERENCES files (sha256) ON DELETE CASCADE, -- of the file
  name TEXT NOT NULL, -- base name with suffix
  first_seen TEXT NOT NULL, -- China's time, ISO 8601
  PRIMARY KEY (sha256, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices ( -- what a file says of itself as a whole
  id INTEGER PRIMARY KEY, -- its number
  sha256 TEXT NOT NULL UNIQUE REFERENCES files (sha256) ON DELETE CASCADE, -- of the file
  title TEXT, -- the notice's own title
  issuer TEXT, -- who issued it, as far as the paper says
  document_number TEXT, -- canonical: 昆应急〔2020〕60号
  published TEXT CHECK (published IS date(published, '+0 days')), -- day of publication
  issue TEXT, -- a periodical's number: 2020-3
  parser_version TEXT NOT NULL -- the package's version and a fingerprint of its rules
) STRICT;

CREATE TABLE pages ( -- one row per page of a notice
  notice INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- of which notice
  number INTEGER NOT NULL, -- counted from 1
  width REAL NOT NULL, -- points
  height REAL NOT NULL, -- points
  read_by TEXT NOT NULL, -- text, ocr, blank
  PRIMARY KEY (notice, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks ( -- paragraphs, headings and tables; joined by newlines they are the notice's text
  notice INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- of which notice
  number INTEGER NOT NULL, -- reading order, from 1
  kind TEXT NOT NULL, -- what part it plays: title, paragraph, table, ...
  text TEXT NOT NULL, -- as read
  span_start INTEGER NOT NULL, -- characters of the notice's text, half-open
  span_end INTEGER NOT NULL, -- one past the last character
  page INTEGER NOT NULL, -- where it starts
  PRIMARY KEY (notice, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE fragments ( -- the lines of a block: which characters stand where
  notice INTEGER NOT NULL, -- of which notice
  block INTEGER NOT NULL, -- number of the block
  number INTEGER NOT NULL, -- within the block, from 1
  span_start INTEGER NOT NULL, -- first character in the notice's text
  span_end INTEGER NOT NULL, -- one past the last character
  page INTEGER NOT NULL, -- page number from 1
  x0 REAL NOT NULL, -- left edge
  y0 REAL NOT NULL, -- upper edge
  x1 REAL NOT NULL, -- right edge
  y1 REAL NOT NULL, -- lower edge
  PRIMARY KEY (notice, block, number),
  FOREIGN KEY (notice, block) REFERENCES blocks (notice, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions ( -- stretches of text that name something
  notice INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- of which notice
  number INTEGER NOT NULL, -- within the notice, from 1
  kind TEXT NOT NULL, -- date, duration, document_number, organisation, ...
  text TEXT NOT NULL, -- as written
  value TEXT NOT NULL, -- canonical
  span_start INTEGER NOT NULL, -- first character in the notice's text
  span_end INTEGER NOT NULL, -- one past the last character
  page INTEGER NOT NULL, -- page number from 1
  found_by TEXT NOT NULL, -- the recogniser
  confidence REAL NOT NULL, -- of the recogniser, 0 to 1
  unit TEXT, -- of a count: 家, 户, 名
  anchor TEXT, -- of a duration: the day it runs from or to, as written
  "full" TEXT, -- of an authority or title: the full name that a short one stands for
  role TEXT, -- of a person: the post in brackets after the name
  PRIMARY KEY (notice, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE events ( -- one act of an authority; the fields of an event record, null where the notice does not say
  id INTEGER PRIMARY KEY, -- its number
  event_key TEXT NOT NULL UNIQUE, -- hash of file, type, action and quote; the same after every re-reading
  notice INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- of which notice
  number INTEGER NOT NULL, -- within the notice, from 1
  event_type TEXT NOT NULL, -- list.red, admin.penalty, ...
  certainty TEXT NOT NULL, -- asserted, proposed, prospective, conditional, prescriptive, negated, alleged
  action TEXT, -- for list.*: add, remove, extend, revoke, maintain
  list_name TEXT, -- as the notice calls it, without year and batch
  list_level TEXT, -- as written
  batch TEXT, -- 2020-2 for 2020年第二批
  stated_count INTEGER, -- the number that the notice itself states
  authority_written TEXT, -- as in the notice
  authority_full TEXT, -- the full name if the notice supports one
  document_number TEXT, -- of the decision, canonical
  event_date TEXT, -- as precise as the notice: 2020, 2020-03, 2020-03-16
  start TEXT, -- first day, if stated
  "end" TEXT, -- only if printed; inclusive
  duration TEXT, -- ISO 8601 or PERMANENT
  derived_end TEXT, -- computed
  derived_end_rule TEXT, -- how it was computed
  penalty_kinds TEXT CHECK (penalty_kinds IS NULL OR json_valid(penalty_kinds)), -- JSON array
  fine_yuan TEXT, -- decimal
  confiscated_yuan TEXT, -- decimal
  reason TEXT, -- as written
  legal_basis TEXT, -- as written
  measure TEXT, -- as written
  document_title TEXT, -- of the document issued, or of the one that carries a rule
  quote TEXT NOT NULL, -- the exact words that prove the event
  span_start INTEGER NOT NULL, -- where the quote stands
  span_end INTEGER NOT NULL, -- one past the last character
  page INTEGER NOT NULL, -- where the quote starts
  x0 REAL, -- box around the quote on that page; null for text without pages
  y0 REAL, -- upper edge
  x1 REAL, -- right edge
  y1 REAL, -- lower edge
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- of the recogniser, 0 to 1
  review TEXT NOT NULL, -- auto, needs_review, confirmed, corrected, rejected
  review_reasons TEXT NOT NULL CHECK (json_valid(review_reasons)) -- JSON array
) STRICT;

CREATE TABLE event_subjects ( -- whom an act is done to
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, -- of which event
  number INTEGER NOT NULL, -- as in the notice, from 1
  name TEXT NOT NULL, -- as written
  kind TEXT NOT NULL, -- organisation, person, group
  identifier TEXT, -- the code as printed
  anonymised INTEGER NOT NULL CHECK (anonymised IN (0, 1)), -- 孙某某
  role TEXT, -- the post after a person's name
  span_start INTEGER, -- first character in the notice's text
  span_end INTEGER, -- one past the last character
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence ( -- which words prove which field of an event: one row per field and page rectangle
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, -- of which event
  field TEXT NOT NULL, -- a field of events, or quote
  number INTEGER NOT NULL, -- within the field, from 1
  span_start INTEGER NOT NULL, -- first character in the notice's text
  span_end INTEGER NOT NULL, -- one past the last character
  page INTEGER, -- null for text without pages
  x0 REAL, -- left edge
  y0 REAL, -- upper edge
  x1 REAL, -- right edge
  y1 REAL, -- lower edge
  PRIMARY KEY (event, field, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE problems ( -- what a person should look at
  notice INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- of which notice
  number INTEGER NOT NULL, -- within the notice, from 1
  code TEXT NOT NULL, -- silent_cue, count_mismatch, ...
  message TEXT NOT NULL, -- in Chinese
  page INTEGER NOT NULL, -- page number from 1
  span_start INTEGER NOT NULL, -- first character in the notice's text
  span_end INTEGER NOT NULL, -- one past the last character
  words TEXT NOT NULL, -- the text of the span
  PRIMARY KEY (notice, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE tables ( -- logical tables, their pieces on several pages joined
  notice INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- of which notice
  number INTEGER NOT NULL, -- within the notice, from 1
  block INTEGER NOT NULL, -- the block that holds it
  title TEXT, -- the caption above it
  pages TEXT NOT NULL CHECK (json_valid(pages)), -- JSON array
  header TEXT NOT NULL CHECK (json_valid(header)), -- JSON array, several header rows joined per column
  PRIMARY KEY (notice, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE table_cells ( -- body cells; one merged over several rows is repeated in each
  notice INTEGER NOT NULL, -- of which notice
  table_number INTEGER NOT NULL, -- number of the table
  "row" INTEGER NOT NULL, -- from 1
  "column" INTEGER NOT NULL, -- from 1
  header TEXT, -- of the column
  text TEXT NOT NULL, -- as printed
  span_start INTEGER NOT NULL, -- first character in the notice's text
  span_end INTEGER NOT NULL, -- one past the last character
  page INTEGER NOT NULL, -- page number from 1
  x0 REAL NOT NULL, -- left edge
  y0 REAL NOT NULL, -- upper edge
  x1 REAL NOT NULL, -- right edge
  y1 REAL NOT NULL, -- lower edge
  PRIMARY KEY (notice, table_number, "row", "column"),
  FOREIGN KEY (notice, table_number) REFERENCES tables (notice, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment_cells ( -- how one unit stands in one task of an assessment table
  notice INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- of which notice
  number INTEGER NOT NULL, -- within the notice, from 1
  table_number INTEGER NOT NULL, -- 1 for the first assessment table of the notice
  unit TEXT NOT NULL, -- who is assessed
  task TEXT NOT NULL, -- the column's header without its points
  points TEXT, -- the most that the header gives (0.6) or takes (-20), in 分
  status TEXT, -- completed, pending, not_assessed, no_event, count, blank; null: a mark the notice does not explain
  "count" INTEGER, -- how many, where status is count
  raw TEXT NOT NULL, -- as printed
  page INTEGER NOT NULL, -- page number from 1
  x0 REAL NOT NULL, -- left edge
  y0 REAL NOT NULL, -- upper edge
  x1 REAL NOT NULL, -- right edge
  y1 REAL NOT NULL, -- lower edge
  PRIMARY KEY (notice, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX notices_published ON notices (published);
CREATE INDEX mentions_value ON mentions (kind, value);
CREATE INDEX events_notice ON events (notice, number);
CREATE INDEX events_date ON events (event_date);
CREATE INDEX events_type ON events (event_type, action, event_date);
CREATE INDEX events_list ON events (list_name, action, event_date);
CREATE INDEX events_review ON events (review) WHERE review <> 'auto';
CREATE INDEX event_subjects_name ON event_subjects (name);
CREATE INDEX event_subjects_identifier ON event_subjects (identifier) WHERE identifier IS NOT NULL;

-- What analysts see: flat, in Chinese, written in the same transaction as the tables above.

CREATE TABLE "通知" ( -- 每份通知一行：是谁发的、读出了多少事件、来自哪个文件
  "编号" INTEGER PRIMARY KEY REFERENCES notices (id) ON DELETE CASCADE, -- 与 notices 的编号相同
  "标题" TEXT, -- 通知的标题，纸面没有则为空
  "发布机关" TEXT, -- 纸面所写；纸面没有时为收录时填写的
  "文号" TEXT, -- 统一写作 昆应急〔2020〕60号 的形式
  "发布日期" TEXT, -- 纸面所写；纸面没有时为收录时填写的
  "期号" TEXT, -- 简报的年份和期数，如 2020-3
  "文件" TEXT NOT NULL, -- 收到时的文件名；同一内容用过几个名字的都列出
  "页数" INTEGER NOT NULL, -- 原件的页数，纯文本为 0
  "事件数" INTEGER NOT NULL, -- 读出的信用事件
  "待复核" INTEGER NOT NULL, -- 其中需要人工核对的
  "问题数" INTEGER NOT NULL, -- 读的时候发现的疑点
  "来源网址" TEXT, -- 收录时填写
  "收录时间" TEXT NOT NULL -- 第一次收录的时间（北京时间）
) STRICT;

CREATE TABLE "信用事件" ( -- 每个信用事件一行：哪个部门、何时、对谁、做了什么；空白表示通知没有写
  "编号" INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE, -- 与 events 的编号相同
  "日期" TEXT, -- 行为作出的日期，精确到通知所写的程度；发布日期不算
  "类型" TEXT NOT NULL, -- 事件的种类
  "动作" TEXT, -- 名单类事件：列入、移出、延长、撤销、维持
  "确定性" TEXT NOT NULL, -- 已生效才是事实；拟定、将来、有条件、规定、否定、涉嫌都不能当作已经发生
  "名单" TEXT, -- 名单的名称，不含年份、批次
  "等级" TEXT, -- 黄牌、A级等，照原文
  "主体" TEXT, -- 当事人；多个的用顿号隔开，逐个的见“主体”表
  "认定部门" TEXT, -- 作出行为的部门；通知里有全称的用全称
  "原文" TEXT NOT NULL, -- 证明该事件的原话
  "页码" INTEGER NOT NULL, -- 原话所在的页
  "标识" TEXT NOT NULL UNIQUE, -- 固定不变的标识，点开看原页
  "批次" TEXT, -- 2020-2 即 2020年第二批
  "明示数量" INTEGER, -- 通知自己写明的数量，如“等20个”
  "文号" TEXT, -- 决定的文号
  "起始日" TEXT, -- 名单或措施的起始日
  "截止日" TEXT, -- 通知印明的截止日
  "期限" TEXT, -- 通知印明的期限
  "推算截止日" TEXT, -- 由起始日和期限推算，不是通知所写
  "处罚种类" TEXT, -- 罚款、警告、吊销许可证件等
  "罚款（元）" REAL, -- 单位：元
  "没收（元）" REAL, -- 单位：元
  "事由" TEXT, -- 照原文
  "依据" TEXT, -- 照原文
  "措施" TEXT, -- 照原文
  "所涉文件" TEXT, -- 印发的文件，或者作出该规定的文件
  "置信度" REAL NOT NULL, -- 程序的把握，0 到 1
  "复核" TEXT NOT NULL, -- 自动、待复核、已确认、已更正、已驳回
  "复核原因" TEXT, -- 为什么需要人工核对
  "文件" TEXT NOT NULL, -- 来源文件
  "通知" INTEGER NOT NULL REFERENCES "通知" ("编号") ON DELETE CASCADE -- 来自哪份通知
) STRICT;

CREATE TABLE "主体" ( -- 每个事件的每个当事人一行
  "编号" INTEGER PRIMARY KEY, -- 事件编号加上序号
  "名称" TEXT NOT NULL, -- 照原文
  "类别" TEXT NOT NULL, -- 单位、个人、群体
  "代码" TEXT, -- 印明的统一社会信用代码或其他号码
  "职务" TEXT, -- 姓名后括号里的职务
  "匿名" TEXT NOT NULL, -- 姓名用“某”隐去的为 是
  "日期" TEXT, -- 以下各列与事件相同
  "类型" TEXT NOT NULL, -- 事件的种类
  "动作" TEXT, -- 列入、移出、延长、撤销、维持
  "确定性" TEXT NOT NULL, -- 已生效才是事实
  "名单" TEXT, -- 名单的名称
  "等级" TEXT, -- 照原文
  "认定部门" TEXT, -- 作出行为的部门
  "事件" INTEGER NOT NULL REFERENCES "信用事件" ("编号") ON DELETE CASCADE, -- 哪个事件
  "标识" TEXT NOT NULL -- 事件的标识，点开看原页
) STRICT;

CREATE TABLE "考核结果" ( -- 考核表里每个单位、每项任务一行
  "编号" INTEGER PRIMARY KEY, -- 通知编号加上序号
  "序号" INTEGER NOT NULL, -- 通知里的第几格
  "单位" TEXT NOT NULL, -- 被考核的单位
  "任务" TEXT NOT NULL, -- 列的标题，不含分值
  "分值" TEXT, -- 标题里写明的最高得分，扣分为负
  "状态" TEXT NOT NULL, -- 已完成、待完成、非考核项、无、数量、空白；通知没有解释的符号为 未说明
  "数量" INTEGER, -- 状态为“数量”时的件数
  "原文" TEXT NOT NULL, -- 格子里印的字
  "表" INTEGER NOT NULL, -- 通知里的第几张考核表
  "页码" INTEGER NOT NULL, -- 所在的页，点开看原页
  "通知" INTEGER NOT NULL REFERENCES "通知" ("编号") ON DELETE CASCADE -- 来自哪份通知
) STRICT;

CREATE TABLE "问题" ( -- 读的时候发现的疑点，需要人看一眼
  "编号" INTEGER PRIMARY KEY, -- 通知编号加上序号
  "序号" INTEGER NOT NULL, -- 通知里的第几个疑点
  "种类" TEXT NOT NULL, -- 疑点的种类
  "说明" TEXT NOT NULL, -- 哪里不对
  "页码" INTEGER NOT NULL, -- 所在的页，点开看原页
  "原文" TEXT NOT NULL, -- 有疑点的原话
  "通知" INTEGER NOT NULL REFERENCES "通知" ("编号") ON DELETE CASCADE -- 来自哪份通知
) STRICT;

CREATE INDEX "信用事件_日期" ON "信用事件" ("日期");
CREATE INDEX "信用事件_类型" ON "信用事件" ("类型");
CREATE INDEX "信用事件_动作" ON "信用事件" ("动作");
CREATE INDEX "信用事件_确定性" ON "信用事件" ("确定性");
CREATE INDEX "信用事件_名单" ON "信用事件" ("名单");
CREATE INDEX "信用事件_认定部门" ON "信用事件" ("认定部门");
CREATE INDEX "信用事件_复核" ON "信用事件" ("复核");
CREATE INDEX "信用事件_通知" ON "信用事件" ("通知");
CREATE INDEX "主体_名称" ON "主体" ("名称");
CREATE INDEX "主体_代码" ON "主体" ("代码");
CREATE INDEX "主体_类别" ON "主体" ("类别");
CREATE INDEX "主体_类型" ON "主体" ("类型");
CREATE INDEX "主体_名单" ON "主体" ("名单");
CREATE INDEX "主体_日期" ON "主体" ("日期");
CREATE INDEX "主体_事件" ON "主体" ("事件");
CREATE INDEX "考核结果_单位" ON "考核结果" ("单位");
CREATE INDEX "考核结果_任务" ON "考核结果" ("任务");
CREATE INDEX "考核结果_状态" ON "考核结果" ("状态");
CREATE INDEX "考核结果_通知" ON "考核结果" ("通知");
CREATE INDEX "问题_种类" ON "问题" ("种类");
CREATE INDEX "问题_通知" ON "问题" ("通知");

-- Search: overlapping pairs of characters under a built-in tokenizer, so that any program can open the file.

CREATE VIRTUAL TABLE event_search USING fts5 (words, content = '', tokenize = 'unicode61');
CREATE VIRTUAL TABLE subject_search USING fts5 (words, content = '', tokenize = 'unicode61');
CREATE VIRTUAL TABLE notice_search USING fts5 (words, content = '', tokenize = 'unicode61');
