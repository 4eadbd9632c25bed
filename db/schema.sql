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
, run INTEGER REFERENCES runs (id) ON DELETE SET NULL /* the run that read it last; null: before runs were kept */, corrects INTEGER NOT NULL DEFAULT 0 CHECK (corrects IN (0, 1)) /* 1 where its title says that it corrects an earlier one */) STRICT;

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
  y1 REAL NOT NULL, confidence REAL NOT NULL DEFAULT 1.0 /* of recognition, 0 to 1; 1 where the text was not recognised */, raw TEXT /* what recognition read, where that was repaired */, doubtful TEXT NOT NULL DEFAULT '' /* characters of the line that recognition was least sure of */, -- lower edge
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
  role TEXT, code TEXT /* of a place: of GB/T 2260; null where several divisions bear the name */, anonymised INTEGER NOT NULL DEFAULT 0 CHECK (anonymised IN (0, 1)) /* of a person: 1 for 孙某某 */, -- of a person: the post in brackets after the name
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
, known_from TEXT /* since when the record is as it is here; China's time */) STRICT;

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

CREATE VIRTUAL TABLE event_search USING fts5 (words, content = '', tokenize = 'unicode61');

CREATE VIRTUAL TABLE subject_search USING fts5 (words, content = '', tokenize = 'unicode61');

CREATE VIRTUAL TABLE notice_search USING fts5 (words, content = '', tokenize = 'unicode61');

CREATE TABLE derivation ( -- by which rules the derived tables were made; one row
  id INTEGER PRIMARY KEY CHECK (id = 1), -- always 1
  rules INTEGER NOT NULL -- number of the rules; with any other the derived tables are made again
) STRICT;

CREATE TABLE runs ( -- which program read: one row per run of a command that wrote notices
  id INTEGER PRIMARY KEY, -- its number
  command TEXT NOT NULL, -- ingest, reparse, ...
  parser TEXT NOT NULL, -- version of the package
  rules TEXT NOT NULL, -- fingerprint of everything that decides what is read
  models TEXT NOT NULL, -- the package that brings the models, and its version
  started TEXT NOT NULL, -- China's time, ISO 8601
  finished TEXT, -- China's time; null while it runs, and for ever if it was cut off
  notices INTEGER, -- how many it wrote
  events INTEGER -- how many those hold
) STRICT;

CREATE INDEX notices_run ON notices (run);

CREATE INDEX notices_number ON notices (document_number) WHERE document_number IS NOT NULL;

CREATE INDEX events_number ON events (document_number) WHERE document_number IS NOT NULL;

CREATE TABLE event_references ( -- numbers of other documents that an event's own words name: the listing that a removal ends
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, -- whose quote names it
  document_number TEXT NOT NULL, -- canonical
  PRIMARY KEY (event, document_number)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_references_number ON event_references (document_number);

CREATE TABLE subjects ( -- one row per firm, body or person, as far as notices and people tell them apart
  key TEXT NOT NULL PRIMARY KEY, -- hash of the least identity it is made of
  name TEXT NOT NULL, -- the one that most notices use
  kind TEXT NOT NULL CHECK (kind IN ('organisation', 'person')), -- what it is; groups are no subjects
  identifier TEXT, -- its code, if any notice prints a valid one
  place TEXT, -- the division that its name or the authorities' place it in
  anonymised INTEGER NOT NULL CHECK (anonymised IN (0, 1)), -- 1 for 孙某某, who is nobody else's 孙某某
  mentions INTEGER NOT NULL -- in how many events
) STRICT, WITHOUT ROWID;

CREATE INDEX subjects_name ON subjects (name);

CREATE INDEX subjects_identifier ON subjects (identifier) WHERE identifier IS NOT NULL;

CREATE TABLE subject_identities ( -- what tells subjects apart: a code, a full name in a place, a person in a document
  identity TEXT NOT NULL PRIMARY KEY, -- hash; decisions of people name subjects by it
  subject TEXT NOT NULL REFERENCES subjects (key) ON DELETE CASCADE, -- which subject it belongs to
  basis TEXT NOT NULL CHECK (basis IN ('code', 'name', 'short_name', 'person', 'anonymised', 'apart')), -- apart: set apart by a person
  name TEXT NOT NULL, -- without regard to width, spaces and brackets; of a code, the code
  place TEXT, -- the place within which the name is one subject's; null: within its notice only
  skeleton TEXT, -- the name with characters that look alike made equal
  core TEXT -- the name without place and form of enterprise
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_identities_subject ON subject_identities (subject);

CREATE INDEX subject_identities_name ON subject_identities (name);

CREATE INDEX subject_identities_skeleton ON subject_identities (skeleton) WHERE skeleton IS NOT NULL;

CREATE INDEX subject_identities_core ON subject_identities (core) WHERE core IS NOT NULL;

CREATE TABLE subject_identifiers ( -- every valid code of a subject
  subject TEXT NOT NULL REFERENCES subjects (key) ON DELETE CASCADE, -- whose
  scheme TEXT NOT NULL CHECK (scheme IN ('credit_code', 'organisation_code', 'registration', 'resident')), -- a resident's id is masked
  value TEXT NOT NULL, -- canonical
  PRIMARY KEY (subject, scheme, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_identifiers_value ON subject_identifiers (value);

CREATE TABLE subject_names ( -- every name of a subject
  subject TEXT NOT NULL REFERENCES subjects (key) ON DELETE CASCADE, -- whose
  name TEXT NOT NULL, -- as written
  events INTEGER NOT NULL, -- in how many events
  PRIMARY KEY (subject, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_names_name ON subject_names (name);

CREATE TABLE subject_mentions ( -- which subject each subject of an event is
  event INTEGER NOT NULL, -- the event
  number INTEGER NOT NULL, -- the subject's place in it
  identity TEXT NOT NULL, -- what the name alone tells
  code TEXT, -- what the printed code tells: an identity; null without a valid one
  subject TEXT NOT NULL REFERENCES subjects (key), -- who it is, all notices and decisions considered
  PRIMARY KEY (event, number),
  FOREIGN KEY (event, number) REFERENCES event_subjects (event, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_mentions_subject ON subject_mentions (subject, event);

CREATE INDEX subject_mentions_identity ON subject_mentions (identity, code);

CREATE INDEX subject_mentions_code ON subject_mentions (code) WHERE code IS NOT NULL;

CREATE TABLE subject_proposals ( -- two that may be one: for a person to decide, never joined by program
  a TEXT NOT NULL REFERENCES subject_identities (identity) ON DELETE CASCADE, -- the lesser identity
  b TEXT NOT NULL REFERENCES subject_identities (identity) ON DELETE CASCADE, -- the greater identity
  kind TEXT NOT NULL CHECK (kind IN ('look_alike', 'short_name', 'same_name')), -- why they may be one
  PRIMARY KEY (a, b, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_proposals_b ON subject_proposals (b);

CREATE TABLE former_names ( -- names that a notice says were changed: proposed, never joined by program
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, -- the event whose quote says it
  former TEXT NOT NULL, -- folded like subject_identities.name
  name TEXT NOT NULL, -- the present one, folded
  PRIMARY KEY (event, former, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX former_names_former ON former_names (former);

CREATE INDEX former_names_name ON former_names (name);

CREATE TABLE subject_decisions ( -- what people decided: two are one, or two are not
  id INTEGER PRIMARY KEY, -- in the order decided; of two on the same pair the later holds
  decision TEXT NOT NULL CHECK (decision IN ('merge', 'split')), -- one subject, or two
  a TEXT NOT NULL, -- an identity
  b TEXT NOT NULL, -- an identity; for a mention set apart, the new one
  a_name TEXT NOT NULL, -- the names at the time, for readers
  b_name TEXT NOT NULL, -- the names at the time, for readers
  event_key TEXT, -- of a mention set apart: the event
  reviewer TEXT NOT NULL, -- who decided
  reason TEXT NOT NULL, -- why
  made TEXT NOT NULL -- China's time, ISO 8601
) STRICT;

CREATE INDEX subject_decisions_a ON subject_decisions (a);

CREATE INDEX subject_decisions_b ON subject_decisions (b);

CREATE INDEX subject_decisions_event ON subject_decisions (event_key) WHERE event_key IS NOT NULL;

CREATE TABLE authorities ( -- one row per body, by its fullest name
  name TEXT NOT NULL PRIMARY KEY, -- the full name where a notice supports one, else as written
  place TEXT -- the division it belongs to
) STRICT, WITHOUT ROWID;

CREATE VIEW "部门名称" AS -- 通知里对每个部门的各种写法
SELECT DISTINCT coalesce(authority_full, authority_written) AS "部门", authority_written AS "写法"
FROM events WHERE authority_written IS NOT NULL;

CREATE TABLE acts ( -- one act of an authority, however many notices report it
  key TEXT NOT NULL PRIMARY KEY, -- the least event key of those that report it
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, -- the fullest report
  event_type TEXT NOT NULL, -- as in events, like the columns that follow
  certainty TEXT NOT NULL, -- only asserted is something that happened
  action TEXT, -- for list.*
  list_name TEXT, -- as the fullest report writes it
  authority TEXT REFERENCES authorities (name), -- whose act
  document_number TEXT, -- of the decision
  event_date TEXT, -- as precise as the notices
  month TEXT GENERATED ALWAYS AS (CASE WHEN length(event_date) >= 7 THEN substr(event_date, 1, 7) END) VIRTUAL, -- 2020-03
  state TEXT NOT NULL CHECK (state IN ('standing', 'superseded', 'revoked', 'disputed', 'rejected')), -- disputed: two notices contradict each other; rejected: by a reviewer
  superseded_by TEXT REFERENCES acts (key) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, -- the act that corrected or revoked it
  sources INTEGER NOT NULL -- how many notices report it
, maybe_superseded_by TEXT REFERENCES acts (key) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED /* the act of a correction that names this one by its words only: for a person to decide */) STRICT, WITHOUT ROWID;

CREATE INDEX acts_event ON acts (event);

CREATE INDEX acts_superseded ON acts (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE INDEX acts_date ON acts (event_date);

CREATE INDEX acts_authority ON acts (authority, event_date);

CREATE INDEX acts_number ON acts (document_number) WHERE document_number IS NOT NULL;

CREATE TABLE act_events ( -- which act an event reports: every source of an act
  event INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE, -- the report
  act TEXT NOT NULL REFERENCES acts (key) ON DELETE CASCADE, -- the act
  linked_by TEXT CHECK (linked_by IN ('number', 'content')) -- document number, or all that both say; null where it is the only report
) STRICT;

CREATE INDEX act_events_act ON act_events (act);

CREATE TABLE listing_periods ( -- one row per stay of a subject on a list, however many notices report it
  key TEXT NOT NULL PRIMARY KEY, -- hash of the subject and the act that opened it
  subject TEXT NOT NULL REFERENCES subjects (key), -- who
  name TEXT NOT NULL, -- of the subject
  identifier TEXT, -- of the subject
  kind TEXT NOT NULL, -- organisation, person
  event_type TEXT NOT NULL, -- list.red, list.warning, ...
  list_name TEXT, -- as the opening act writes it
  list_level TEXT, -- 黄牌, A级
  batch TEXT, -- 2020-2
  authority TEXT, -- that put it there
  document_number TEXT, -- of the decision that put it there
  start TEXT, -- as stated, and as precise; null: not stated
  from_day TEXT, -- first day on which it is counted as listed; null: only the end is known
  from_basis TEXT CHECK (from_basis IN ('stated', 'month', 'year', 'published', 'received')), -- stated to the day; else counted from the end of the month or year, from publication, from receipt
  "end" TEXT, -- last day as stated, extensions included
  expires TEXT, -- last day by the stated end or by the stated term; null: no term known
  expires_basis TEXT CHECK (expires_basis IN ('stated', 'computed', 'permanent')), -- computed: from start and term
  expires_rule TEXT, -- how it was computed
  extended INTEGER NOT NULL, -- how often
  removed TEXT, -- day of removal as stated, and as precise
  removed_day TEXT, -- first day on which it is no longer counted as listed because it was removed; null: not removed
  removed_basis TEXT CHECK (removed_basis IN ('stated', 'month', 'year', 'published', 'received')), -- as from_basis
  until_day TEXT, -- first day on which it is no longer listed, by removal or expiry; null: unknown end
  end_reason TEXT CHECK (end_reason IN ('removed', 'revoked', 'expired')), -- what until_day is due to
  early INTEGER NOT NULL CHECK (early IN (0, 1)), -- 1 where it was removed before its term was over
  doubtful INTEGER NOT NULL CHECK (doubtful IN (0, 1)), -- 1 where an act that made it waits for review or is disputed
  opened_by TEXT, -- act that put it there; null: only its end was reported
  closed_by TEXT, -- act that took it off
  event_key TEXT NOT NULL, -- event that proves it best
  sources INTEGER NOT NULL, -- how many notices report any of its acts
  known_from TEXT NOT NULL -- since when we know the row as it is; China's time
) STRICT;

CREATE INDEX listing_periods_subject ON listing_periods (subject, from_day);

CREATE INDEX listing_periods_type ON listing_periods (event_type, from_day, until_day);

CREATE INDEX listing_periods_until ON listing_periods (until_day, from_day);

CREATE INDEX listing_periods_expires ON listing_periods (expires);

CREATE TABLE listing_sources ( -- every event that made a period what it is
  period TEXT NOT NULL REFERENCES listing_periods (key) ON DELETE CASCADE, -- the period
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, -- the event
  part TEXT NOT NULL CHECK (part IN ('add', 'remove', 'extend', 'revoke', 'maintain')), -- what it did
  PRIMARY KEY (period, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX listing_sources_event ON listing_sources (event);

CREATE TABLE past_periods ( -- periods as we once knew them: the row, and until when it held
  key TEXT NOT NULL, -- of the period
  known_from TEXT NOT NULL, -- since when we knew it so
  known_to TEXT NOT NULL, -- when we learned better; China's time
  subject TEXT NOT NULL, -- who, by the key of that time
  name TEXT NOT NULL, -- of the subject
  identifier TEXT, -- of the subject
  event_type TEXT NOT NULL, -- list.red, list.warning, ...
  list_name TEXT, -- as in listing_periods
  from_day TEXT, -- as in listing_periods
  until_day TEXT, -- as in listing_periods
  record TEXT NOT NULL CHECK (json_valid(record)), -- the whole row of listing_periods, JSON
  PRIMARY KEY (key, known_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX past_periods_known ON past_periods (known_to);

CREATE INDEX past_periods_subject ON past_periods (subject);

CREATE TABLE event_versions ( -- event records as they once were
  event_key TEXT NOT NULL, -- of the event
  known_from TEXT NOT NULL, -- since when it was so
  known_to TEXT NOT NULL, -- when it was read or corrected otherwise, or lost; China's time
  sha256 TEXT NOT NULL, -- of the file
  record TEXT NOT NULL CHECK (json_valid(record)), -- the whole event record, JSON
  PRIMARY KEY (event_key, known_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_versions_sha256 ON event_versions (sha256);

CREATE TABLE reviews ( -- what people said of events; kept for ever, whatever is read again
  id INTEGER PRIMARY KEY, -- in the order given; of two on one event the later holds
  event_key TEXT NOT NULL, -- of the event as it was then
  attached TEXT, -- key of the event it holds for now; null: no such event is read any more
  sha256 TEXT NOT NULL, -- of the file
  decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'corrected', 'rejected')), -- right, right but for the corrections, wrong
  event_type TEXT NOT NULL, -- as read at the time: accuracy is counted by it
  quote TEXT NOT NULL, -- as read at the time: finds the event again where its key changed
  content TEXT NOT NULL, -- fingerprint of all that the program had read, without corrections
  reviewer TEXT NOT NULL, -- who
  reason TEXT, -- why
  made TEXT NOT NULL, -- China's time, ISO 8601
  stale INTEGER NOT NULL CHECK (stale IN (0, 1)) -- 1 where the program reads the event otherwise now: to be reviewed again
) STRICT;

CREATE INDEX reviews_event ON reviews (event_key);

CREATE INDEX reviews_attached ON reviews (attached);

CREATE INDEX reviews_file ON reviews (sha256);

CREATE TABLE corrections ( -- values that people corrected; no reading overwrites them
  review INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE, -- the review that made it
  field TEXT NOT NULL, -- of the event record
  old TEXT CHECK (json_valid(old)), -- what the program had read, JSON
  new TEXT CHECK (json_valid(new)), -- what is right, JSON
  "read" TEXT CHECK (json_valid("read")), -- what the program reads now, JSON
  PRIMARY KEY (review, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE withdrawals ( -- files taken out because they were dropped by mistake
  id INTEGER PRIMARY KEY, -- in order
  sha256 TEXT NOT NULL, -- of the file
  names TEXT NOT NULL, -- under which it came, by 、
  title TEXT, -- of the notice
  events INTEGER NOT NULL, -- how many it held
  withdrawn_by TEXT NOT NULL, -- who
  reason TEXT NOT NULL, -- why
  made TEXT NOT NULL -- China's time, ISO 8601
, taken_back TEXT /* when the file was taken in again on purpose; China's time */, taken_back_by TEXT /* who took it back */) STRICT;

CREATE INDEX withdrawals_sha256 ON withdrawals (sha256);

CREATE TABLE monthly_counts ( -- how many standing acts a month, authority and list has; kept by triggers
  month TEXT NOT NULL, -- 2020-03; empty: the notices do not say
  authority TEXT NOT NULL, -- empty: the notices do not say
  event_type TEXT NOT NULL, -- list.red, admin.penalty, ...
  list_name TEXT NOT NULL, -- empty: no list
  action TEXT NOT NULL, -- empty: no list
  acts INTEGER NOT NULL, -- asserted and standing
  PRIMARY KEY (month, authority, list_name, event_type, action)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER acts_counted AFTER INSERT ON acts WHEN new.certainty = 'asserted' AND new.state = 'standing' BEGIN
  INSERT INTO monthly_counts VALUES (coalesce(new.month, ''), coalesce(new.authority, ''), new.event_type,
    coalesce(new.list_name, ''), coalesce(new.action, ''), 1)
    ON CONFLICT DO UPDATE SET acts = acts + 1;
END;

CREATE TRIGGER acts_uncounted AFTER DELETE ON acts WHEN old.certainty = 'asserted' AND old.state = 'standing' BEGIN
  UPDATE monthly_counts SET acts = acts - 1
    WHERE month = coalesce(old.month, '') AND authority = coalesce(old.authority, '') AND event_type = old.event_type
    AND list_name = coalesce(old.list_name, '') AND action = coalesce(old.action, '');
  DELETE FROM monthly_counts
    WHERE month = coalesce(old.month, '') AND authority = coalesce(old.authority, '') AND event_type = old.event_type
    AND list_name = coalesce(old.list_name, '') AND action = coalesce(old.action, '') AND acts = 0;
END;

CREATE TRIGGER acts_recounted_out AFTER UPDATE ON acts WHEN old.certainty = 'asserted' AND old.state = 'standing' BEGIN
  UPDATE monthly_counts SET acts = acts - 1
    WHERE month = coalesce(old.month, '') AND authority = coalesce(old.authority, '') AND event_type = old.event_type
    AND list_name = coalesce(old.list_name, '') AND action = coalesce(old.action, '');
  DELETE FROM monthly_counts
    WHERE month = coalesce(old.month, '') AND authority = coalesce(old.authority, '') AND event_type = old.event_type
    AND list_name = coalesce(old.list_name, '') AND action = coalesce(old.action, '') AND acts = 0;
END;

CREATE TRIGGER acts_recounted_in AFTER UPDATE ON acts WHEN new.certainty = 'asserted' AND new.state = 'standing' BEGIN
  INSERT INTO monthly_counts VALUES (coalesce(new.month, ''), coalesce(new.authority, ''), new.event_type,
    coalesce(new.list_name, ''), coalesce(new.action, ''), 1)
    ON CONFLICT DO UPDATE SET acts = acts + 1;
END;

CREATE VIEW "名单记录" AS -- 每个主体每次列入名单一行，不论有几份通知
SELECT p.key AS "记录", p.name AS "主体", p.identifier AS "代码",
  CASE p.kind WHEN 'person' THEN '个人' ELSE '单位' END AS "类别", p.list_name AS "名单", p.list_level AS "等级",
  p.batch AS "批次", p.authority AS "认定部门", p.document_number AS "文号", p.start AS "列入日期",
  p.from_day AS "计入日",
  CASE p.from_basis WHEN 'stated' THEN '写明' WHEN 'month' THEN '只写到月' WHEN 'year' THEN '只写到年'
    WHEN 'published' THEN '按发布日' WHEN 'received' THEN '按收录日' END AS "计入依据", p.expires AS "届满日",
  CASE p.expires_basis WHEN 'stated' THEN '通知写明' WHEN 'computed' THEN '按期限推算' WHEN 'permanent' THEN '永久' END AS "届满依据",
  p.removed AS "移出日期", p.until_day AS "失效日",
  CASE p.end_reason WHEN 'removed' THEN '移出' WHEN 'revoked' THEN '撤销' WHEN 'expired' THEN '届满' END AS "结束方式",
  CASE p.early WHEN 1 THEN '是' ELSE '否' END AS "提前移出", p.extended AS "延期次数", p.sources AS "来源数",
  CASE p.doubtful WHEN 1 THEN '是' ELSE '否' END AS "待核", p.event_key AS "标识", p.subject AS "主体标识", p.event_type AS "类型代码"
FROM listing_periods p;

CREATE VIEW "现行名单" AS -- 今天（北京时间）仍在名单上的
SELECT v.* FROM "名单记录" v WHERE v."计入日" <= date('now', '+8 hours')
  AND (v."失效日" IS NULL OR v."失效日" > date('now', '+8 hours'));

CREATE VIEW "即将届满" AS -- 今天（北京时间）仍在名单上、三十天内届满的
SELECT v.*, CAST(julianday(v."届满日") - julianday(date('now', '+8 hours')) AS INTEGER) AS "剩余天数"
FROM "现行名单" v WHERE v."届满日" BETWEEN date('now', '+8 hours') AND date('now', '+8 hours', '+30 days');

CREATE VIEW "移出未见列入" AS -- 通知说移出，却没有收到过列入的通知
SELECT v.* FROM "名单记录" v WHERE v."计入日" IS NULL;

CREATE VIEW "每月统计" AS -- 每月、每个部门、每个名单作出多少决定；只计已生效、未被更正或撤销的
SELECT nullif(c.month, '') AS "月份", nullif(c.authority, '') AS "认定部门", c.event_type AS "类型代码",
  nullif(c.list_name, '') AS "名单",
  CASE c.action WHEN 'add' THEN '列入' WHEN 'remove' THEN '移出' WHEN 'extend' THEN '延长' WHEN 'revoke' THEN '撤销'
    WHEN 'maintain' THEN '维持' END AS "动作", c.acts AS "件数"
FROM monthly_counts c;

CREATE VIEW "主体名录" AS -- 每个主体一行，其名称、代码和出现次数
SELECT s.key AS "主体标识", s.name AS "名称", CASE s.kind WHEN 'person' THEN '个人' ELSE '单位' END AS "类别",
  s.identifier AS "代码", s.place AS "地区", s.mentions AS "事件数",
  (SELECT group_concat(n.name, '、') FROM subject_names n WHERE n.subject = s.key AND n.name <> s.name) AS "其他名称"
FROM subjects s;

CREATE VIEW "疑似同一主体" AS -- 两个名称可能是同一主体，待人判断；判断过的不再列出
WITH pairs (a, b, why) AS (
  SELECT a, b, CASE kind WHEN 'look_alike' THEN '字形相近' WHEN 'short_name' THEN '简称' ELSE '同名，不能确定' END
  FROM subject_proposals
  UNION SELECT a.identity, b.identity, '曾用名' FROM former_names f
    JOIN subject_identities a ON a.name = f.former JOIN subject_identities b ON b.name = f.name
    WHERE a.basis IN ('name', 'short_name') AND b.basis IN ('name', 'short_name')
)
SELECT s.name AS "甲", t.name AS "乙", p.why AS "理由", a.place AS "甲地区", b.place AS "乙地区",
  s.mentions AS "甲事件数", t.mentions AS "乙事件数", p.a AS "甲标识", p.b AS "乙标识"
FROM pairs p JOIN subject_identities a ON a.identity = p.a JOIN subject_identities b ON b.identity = p.b
JOIN subjects s ON s.key = a.subject JOIN subjects t ON t.key = b.subject
WHERE a.subject <> b.subject AND NOT EXISTS (SELECT 1 FROM subject_decisions d WHERE d.decision = 'split'
  AND ((d.a IN (p.a, s.key) AND d.b IN (p.b, t.key)) OR (d.b IN (p.a, s.key) AND d.a IN (p.b, t.key))));

CREATE VIEW "同一决定的来源" AS -- 几份通知报道同一决定时，每份一行
SELECT k.act AS "决定", f.name AS "文件", n.title AS "标题", e.event_key AS "标识",
  CASE k.linked_by WHEN 'number' THEN '文号相同' WHEN 'content' THEN '内容相同' END AS "依据",
  CASE WHEN a.event = e.id THEN '是' ELSE '否' END AS "最完整"
FROM acts a JOIN act_events k ON k.act = a.key JOIN events e ON e.id = k.event JOIN notices n ON n.id = e.notice
JOIN (SELECT sha256, min(name) AS name FROM file_names GROUP BY sha256) f ON f.sha256 = n.sha256
WHERE a.sources > 1;

CREATE VIEW "复核准确率" AS -- 人工复核过的事件里，读对的有多少；每个事件只计最后一次复核
SELECT r.event_type AS "类型代码", count(*) AS "已复核", sum(r.decision = 'confirmed') AS "读对",
  sum(r.decision = 'corrected') AS "更正", sum(r.decision = 'rejected') AS "驳回",
  round(100.0 * sum(r.decision = 'confirmed') / count(*), 1) AS "准确率（%）"
FROM reviews r WHERE r.id IN (SELECT max(id) FROM reviews GROUP BY event_key) GROUP BY r.event_type;

CREATE TABLE "files" ( -- one row per content ever met, however many names it came under
  sha256 TEXT NOT NULL PRIMARY KEY, -- of the file's bytes
  size INTEGER, -- bytes; null for text that came without a file
  archive TEXT, -- where the original is kept, relative to the folder of this database; null until it was read
  first_seen TEXT NOT NULL, -- China's time, ISO 8601
  source_url TEXT, -- given by whoever ingested it
  published TEXT CHECK (published IS date(published, '+0 days')), -- given, for what the paper does not say
  issuer TEXT, -- given, for what the paper does not say
  status TEXT NOT NULL CHECK (status IN ('received', 'reading', 'read', 'failed', 'replaced')), -- its fate; received: begun and cut off; replaced: a mended file lies in its place
  worker TEXT, -- the process that is at it; null where none is
  attempts INTEGER NOT NULL DEFAULT 0, -- how often it was begun
  code TEXT, -- kind of failure: unreadable, stalled, too_long, memory, crashed, error
  reason TEXT, -- why the last attempt failed, in Chinese
  advice TEXT, -- what to do about it, in Chinese
  place TEXT, -- where a file lies that was not read, for the next attempt
  changed TEXT NOT NULL -- when the status last changed, China's time, ISO 8601
) STRICT, WITHOUT ROWID;

CREATE TABLE unopened ( -- files that could not be opened, so that nothing is known of their content
  name TEXT NOT NULL PRIMARY KEY, -- base name with suffix
  reason TEXT NOT NULL, -- in Chinese
  advice TEXT NOT NULL, -- in Chinese
  place TEXT NOT NULL, -- where it lies
  attempts INTEGER NOT NULL, -- how often it was tried
  first_seen TEXT NOT NULL, -- China's time, ISO 8601
  changed TEXT NOT NULL -- when it was last tried
) STRICT, WITHOUT ROWID;

CREATE INDEX files_status ON files (status);

CREATE INDEX files_worker ON files (worker) WHERE worker IS NOT NULL;

CREATE VIEW "文件" AS -- 每个收到过的文件一行：读出了、正在读，还是失败了，原因和办法
SELECT
  n.name AS "文件名", -- 收到时的文件名
  CASE
    WHEN f.worker IS NOT NULL THEN '正在读'
    WHEN f.status = 'read' THEN '已读出'
    WHEN f.status = 'failed' THEN '失败'
    WHEN f.status = 'replaced' THEN '已替换'
    ELSE '未读完'
  END AS "状态", -- 已读出、失败、正在读、未读完（读的时候被中断）、已替换（原处换成了改好的文件）、已撤下、打不开
  f.reason AS "原因", -- 上一次没有读出的原因
  f.advice AS "办法", -- 应当怎么做
  f.attempts AS "次数", -- 读过几次
  f.size AS "大小", -- 字节
  replace(substr(n.first_seen, 1, 16), 'T', ' ') AS "收到时间", -- 第一次见到这个文件名的时间（北京时间）
  replace(substr(f.changed, 1, 16), 'T', ' ') AS "处理时间", -- 状态最近一次改变的时间（北京时间）
  (SELECT id FROM notices WHERE sha256 = f.sha256) AS "通知", -- 读出的通知
  f.sha256 AS "校验值" -- 文件内容的 SHA-256，内容相同的文件只读一次
FROM file_names n JOIN files f USING (sha256)
UNION ALL
SELECT name, '打不开', reason, advice, attempts, NULL, replace(substr(first_seen, 1, 16), 'T', ' '),
  replace(substr(changed, 1, 16), 'T', ' '), NULL, NULL
FROM unopened
UNION ALL
SELECT names, '已撤下', reason, '', NULL, NULL, NULL, replace(substr(made, 1, 16), 'T', ' '), NULL, sha256
FROM withdrawals WHERE sha256 NOT IN (SELECT sha256 FROM files);

CREATE INDEX "信用事件_统计" ON "信用事件" ("动作", "名单", "类型", "认定部门", "确定性", "复核", "日期");

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

CREATE INDEX listing_periods_list ON listing_periods (list_name, from_day, name, key, until_day);

CREATE TABLE number_keys ( -- keys that numbers of persons were hashed with; the keys themselves are in files outside
  id TEXT NOT NULL PRIMARY KEY, -- what tells one key from another and tells nothing of it
  made TEXT NOT NULL, -- when it was first used here; China's time, ISO 8601
  retired TEXT -- when another took its place; null: in use
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX number_keys_one ON number_keys ((1)) WHERE retired IS NULL;

CREATE TABLE person_numbers ( -- resident ids and mobile numbers of a notice: masked, and as keyed hash, never clear
  notice INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- of which notice
  number INTEGER NOT NULL, -- within the notice, from 1
  kind TEXT NOT NULL CHECK (kind IN ('resident_id', 'mobile')), -- what it is a number of
  masked TEXT NOT NULL CHECK (masked GLOB '*[*]*'), -- as the text shows it: 110105********002X
  hash TEXT NOT NULL, -- HMAC-SHA256 of the number; the same number has the same
  key TEXT NOT NULL REFERENCES number_keys (id), -- what it was hashed with; only hashes of one key compare
  span_start INTEGER NOT NULL, -- first character in the notice's text
  span_end INTEGER NOT NULL, -- one past the last character
  PRIMARY KEY (notice, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_numbers_hash ON person_numbers (hash);

CREATE TABLE objections ( -- what somebody objects to, by when it is due and what came of it
  id INTEGER PRIMARY KEY, -- in the order received
  event_key TEXT NOT NULL, -- of the event
  sha256 TEXT NOT NULL, -- of the file: finds what is meant where the event is read otherwise by now
  quote TEXT NOT NULL, -- of the event at the time
  received TEXT NOT NULL CHECK (received IS date(received, '+0 days')), -- the day it was received
  objector TEXT NOT NULL, -- who objects, in words: 当事人, 代理人
  reason TEXT NOT NULL, -- why
  deadline TEXT NOT NULL CHECK (deadline IS date(deadline, '+0 days')), -- the last day for an answer
  deadline_rule TEXT NOT NULL, -- how the deadline was counted, in Chinese
  recorded_by TEXT NOT NULL, -- who wrote it down
  made TEXT NOT NULL, -- when; China's time, ISO 8601
  result TEXT CHECK (result IN ('upheld', 'partly', 'dismissed', 'withdrawn')), -- null: open
  answer TEXT, -- what was found, in Chinese
  settled TEXT, -- when the result was written down; China's time, ISO 8601
  settled_by TEXT, -- who did
  CHECK ((result IS NULL) = (settled IS NULL) AND (result IS NULL) = (settled_by IS NULL))
) STRICT;

CREATE INDEX objections_event ON objections (event_key);

CREATE INDEX objections_file ON objections (sha256);

CREATE TRIGGER objections_stay BEFORE DELETE ON objections BEGIN
  SELECT RAISE(ABORT, 'objections are kept');
END;

CREATE TRIGGER objections_settled_once BEFORE UPDATE ON objections
WHEN old.result IS NOT NULL OR (new.id, new.event_key, new.sha256, new.quote, new.received, new.objector, new.reason,
  new.deadline, new.deadline_rule, new.recorded_by, new.made) IS NOT (old.id, old.event_key, old.sha256, old.quote,
  old.received, old.objector, old.reason, old.deadline, old.deadline_rule, old.recorded_by, old.made) BEGIN
  SELECT RAISE(ABORT, 'an objection is settled once');
END;

CREATE TABLE publications ( -- every public copy that was built
  id INTEGER PRIMARY KEY, -- in order
  copy TEXT NOT NULL, -- base name of the file: the next of this name takes its place
  on_day TEXT NOT NULL CHECK (on_day IS date(on_day, '+0 days')), -- the day for which it was decided what is public
  made TEXT NOT NULL, -- China's time, ISO 8601
  made_by TEXT NOT NULL, -- who
  events INTEGER NOT NULL -- how many it holds
) STRICT;

CREATE INDEX publications_copy ON publications (copy);

CREATE TABLE published_keys ( -- what was in which public copy, from one building to another
  copy TEXT NOT NULL, -- base name of the file
  key TEXT NOT NULL, -- event key
  since INTEGER NOT NULL REFERENCES publications (id), -- the first copy that held it
  publish_until TEXT, -- last day on which it may be shown, as the last copy had it; null: not said
  gone INTEGER REFERENCES publications (id), -- the first copy without it; null: still public
  reason TEXT CHECK (reason IN ('repaired', 'revoked', 'superseded', 'rejected', 'expired', 'disputed', 'source_withdrawn',
    'read_otherwise', 'rule')), -- why it was taken out
  PRIMARY KEY (copy, key, since),
  CHECK ((gone IS NULL) = (reason IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX published_keys_gone ON published_keys (gone) WHERE gone IS NOT NULL;

CREATE TABLE publish_terms ( -- in a public copy: until when each of its events may be shown; elsewhere empty
  event_key TEXT NOT NULL PRIMARY KEY, -- of the event
  publish_until TEXT NOT NULL CHECK (publish_until IS date(publish_until, '+0 days')), -- the last day
  rule TEXT -- by which rule
) STRICT, WITHOUT ROWID;

CREATE INDEX publish_terms_until ON publish_terms (publish_until);

CREATE TABLE audit ( -- who took data out or looked somebody up; rows are only ever added
  id INTEGER PRIMARY KEY, -- in order
  made TEXT NOT NULL, -- China's time, ISO 8601
  actor TEXT NOT NULL, -- account of the site, or user of the machine
  channel TEXT NOT NULL CHECK (channel IN ('command', 'site')), -- where
  action TEXT NOT NULL CHECK (action IN ('export', 'publish', 'withdrawn', 'check', 'lookup', 'download', 'objection', 'key')), -- what
  object TEXT NOT NULL, -- the table, the format or the copy
  rows INTEGER, -- how many records; null: not counted
  filters TEXT NOT NULL CHECK (json_valid(filters)) -- JSON: what was filtered by, names and numbers left out
) STRICT;

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'audit rows are only added');
END;

CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'audit rows are only added');
END;

CREATE TRIGGER audit_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = new.id) BEGIN
  SELECT RAISE(ABORT, 'audit rows are only added');
END;

CREATE VIEW "异议" AS -- 对事件的异议：谁在何时提出、何时到期、结果如何；处理完之前事件不对外公开
SELECT o.id AS "编号", -- 异议的编号
  o.event_key AS "标识", -- 事件的标识，点开看原页
  o.received AS "收到日期", -- 收到异议的日期
  o.objector AS "提出人", -- 当事人、代理人等
  o.reason AS "理由", -- 提出异议的理由
  o.deadline AS "办结期限", -- 最迟在这一天答复
  o.deadline_rule AS "期限依据", -- 期限怎样算出
  CASE WHEN o.result IS NULL THEN CAST(julianday(o.deadline) - julianday(date('now', '+8 hours')) AS INTEGER) END AS "剩余天数", -- 负数为已超期
  CASE WHEN o.result IS NULL AND o.deadline < date('now', '+8 hours') THEN '超期未结'
    ELSE CASE o.result WHEN 'upheld' THEN '成立' WHEN 'partly' THEN '部分成立' WHEN 'dismissed' THEN '不成立'
      WHEN 'withdrawn' THEN '已撤回' ELSE '处理中' END END AS "状态", -- 处理中、超期未结，或者结果
  o.answer AS "答复", -- 核查的结论
  o.recorded_by AS "登记人", -- 谁登记的
  o.settled_by AS "办结人", -- 谁办结的
  replace(substr(o.settled, 1, 16), 'T', ' ') AS "办结时间", -- 北京时间
  e."主体" AS "主体", e."类型" AS "类型", e."名单" AS "名单", o.quote AS "原文"
FROM objections o LEFT JOIN "信用事件" e ON e."标识" = o.event_key;
