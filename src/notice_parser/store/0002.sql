-- The schema of version 2: what follows from all notices together, what was known when, what people decided.
--
-- Three sorts of tables. Derived ones (subjects … listing_sources, monthly_counts) follow from the rows of
-- version 1 and from the decisions, whatever the order of arrival, and can be made again at any time.
-- Decisions (reviews, corrections, subject_decisions, withdrawals) are kept for ever and refer to nothing that
-- a new reading may take away. Past ones (event_versions, past_periods) hold what we once knew.
-- Keys of derived rows are hashes of what they are made of, so that they are the same in every database.

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

ALTER TABLE notices ADD COLUMN run INTEGER REFERENCES runs (id) ON DELETE SET NULL /* the run that read it last; null: before runs were kept */;
ALTER TABLE notices ADD COLUMN corrects INTEGER NOT NULL DEFAULT 0 CHECK (corrects IN (0, 1)) /* 1 where its title says that it corrects an earlier one */;
ALTER TABLE events ADD COLUMN known_from TEXT /* since when the record is as it is here; China's time */;
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
) STRICT, WITHOUT ROWID;
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
CREATE INDEX listing_periods_list ON listing_periods (list_name, from_day, until_day);
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
) STRICT;
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

-- What analysts see of it, in Chinese. "Today" is China's date.

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
