-- Numbers of persons as keyed hash, objections, what was published and withdrawn, and who did what.

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
