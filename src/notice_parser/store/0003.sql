-- The fate of files: from the moment a content is met until it is read, failed or withdrawn.

CREATE TABLE files_3 ( -- one row per content ever met, however many names it came under
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

INSERT INTO files_3 (sha256, size, archive, first_seen, source_url, published, issuer, status, attempts, changed)
SELECT sha256, size, archive, first_seen, source_url, published, issuer, status, 1, first_seen FROM files;

DROP TABLE files;

ALTER TABLE files_3 RENAME TO files;

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
