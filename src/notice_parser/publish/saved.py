"""Questions that analysts ask → their forms and their SQL.

A column whose name begins with an underscore is not shown: it leads to the page of a subject or an event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..store.labels import ACTIONS, CERTAINTIES, EVENT_TYPES

Kind = Literal["day", "month", "text", "number", "choice", "lines", "hidden"]


@dataclass(frozen=True)
class Field:
    """What a person fills in."""

    name: str
    label: str
    kind: Kind = "text"
    default: str = ""  # today: China's date
    hint: str = ""
    choices: str = ""  # SQL of value and label
    required: bool = False


@dataclass(frozen=True)
class Question:
    """A question in plain words."""

    name: str  # in the address
    title: str
    about: str
    fields: tuple[Field, ...]
    sql: str
    help: tuple[tuple[str, str], ...] = ()  # column → what it means


def _words(column: str, words: dict[str, str]) -> str:
    """Return SQL that says codes in Chinese."""
    cases = " ".join(f"WHEN '{code}' THEN '{word}'" for code, word in words.items())
    return f"CASE {column} {cases} ELSE {column} END"


_KIND = _words("a.event_type", EVENT_TYPES)
_ACTION = _words("a.action", {str(action): word for action, word in ACTIONS.items()})
_LISTS = (
    "SELECT DISTINCT list_name AS value, list_name AS label FROM listing_periods"
    " WHERE list_name IS NOT NULL ORDER BY 1 LIMIT 500"
)
_AUTHORITIES = (
    "SELECT authority AS value, authority AS label FROM monthly_counts WHERE authority <> ''"
    " GROUP BY 1 ORDER BY sum(acts) DESC LIMIT 500"
)
_KINDS = " UNION ALL ".join(
    f"SELECT '{code}' AS value, '{word}' AS label" for code, word in EVENT_TYPES.items()
)
_ENDED = (
    "CASE p.end_reason WHEN 'removed' THEN '移出' WHEN 'revoked' THEN '撤销' WHEN 'expired' THEN '届满' END"
)
_BASIS = (
    "CASE p.expires_basis WHEN 'stated' THEN '通知写明' WHEN 'computed' THEN '按期限推算'"
    " WHEN 'permanent' THEN '永久' END"
)
_ON_LIST = "p.from_day <= :on AND (p.until_day IS NULL OR p.until_day > :on)"
_LISTING_HELP = (
    ("列入日", "从这一天起算作在名单上；通知只写到月份的，从次月起算"),
    ("届满日", "通知写明的截止日，或者由起始日和期限推算"),
    ("届满依据", "届满日是通知写明的，还是推算的"),
    ("来源数", "有几份通知报道过"),
    ("待核", "依据的事件里有待复核或者相互矛盾的"),
)

QUESTIONS = (
    Question(
        "listed",
        "某一天谁在名单上",
        "选一个日期，查当天仍在名单上的单位和个人。移出、撤销或已届满的不算。",
        (
            Field("on", "日期", "day", "today", required=True),
            Field("list", "名单", "choice", choices=_LISTS),
            Field("name", "名称包含"),
        ),
        f"""
SELECT p.name AS "主体", p.identifier AS "代码", p.list_name AS "名单", p.list_level AS "等级",
  p.authority AS "认定部门", p.document_number AS "文号", p.from_day AS "列入日", p.expires AS "届满日",
  {_BASIS} AS "届满依据", p.sources AS "来源数", CASE p.doubtful WHEN 1 THEN '是' ELSE '' END AS "待核",
  p.subject AS _subject, p.event_key AS _event
FROM listing_periods p WHERE {_ON_LIST} AND (:list = '' OR p.list_name = :list)
  AND (:name = '' OR instr(p.name, :name)) ORDER BY p.from_day DESC, p.key
""",
        _LISTING_HELP,
    ),
    Question(
        "history",
        "某个单位或个人的全部记录",
        "填名称（可以只填一部分）或统一社会信用代码，查它的全部事件。",
        (Field("who", "名称或代码", required=True, hint="如：长河茶行"),),
        """
SELECT e."日期", s.name AS "主体", e."类型", e."动作", e."名单", e."认定部门", e."文号", e."罚款（元）",
  e."确定性", e."复核", s.key AS _subject, e."标识" AS _event
FROM (SELECT subject FROM subject_names WHERE instr(name, :who)
  UNION SELECT subject FROM subject_identifiers WHERE value = upper(:who)) found
JOIN subjects s ON s.key = found.subject JOIN subject_mentions m ON m.subject = s.key
JOIN "信用事件" e ON e."编号" = m.event WHERE :who <> ''
ORDER BY e."日期" DESC, e."编号" DESC
""",
        (("确定性", "已生效才是事实；其余不能当作已经发生"),),
    ),
    Question(
        "expiring",
        "即将届满",
        "查今后若干天内届满、现在仍在名单上的。可以订阅为日历。",
        (
            Field("days", "今后几天", "number", "30", required=True),
            Field("list", "名单", "choice", choices=_LISTS),
        ),
        f"""
SELECT p.expires AS "届满日",
  CAST(julianday(p.expires) - julianday(date('now', '+8 hours')) AS INTEGER) AS "剩余天数",
  p.name AS "主体", p.list_name AS "名单", p.list_level AS "等级", p.authority AS "认定部门",
  p.from_day AS "列入日", {_BASIS} AS "届满依据", p.subject AS _subject, p.event_key AS _event
FROM listing_periods p WHERE p.expires BETWEEN date('now', '+8 hours')
  AND date('now', '+8 hours', '+' || min(max(CAST(:days AS INTEGER), 0), 36500) || ' days')
  AND p.from_day <= date('now', '+8 hours') AND (p.until_day IS NULL OR p.until_day > date('now', '+8 hours'))
  AND (:list = '' OR p.list_name = :list) ORDER BY p.expires, p.name
""",
        _LISTING_HELP,
    ),
    Question(
        "repeated",
        "多次受罚或多次列入的",
        "查一段时间里受过几次行政处罚、或几次被列入惩戒类名单的主体；同一决定登在几份通知里只算一次。",
        (
            Field("times", "至少几次", "number", "2", required=True),
            Field("first", "从", "day"),
            Field("last", "到", "day"),
        ),
        """
SELECT s.name AS "主体", s.identifier AS "代码", count(DISTINCT a.key) AS "次数",
  sum(a.event_type = 'admin.penalty') AS "处罚", sum(a.event_type <> 'admin.penalty') AS "列入",
  min(a.event_date) AS "最早", max(a.event_date) AS "最近", s.key AS _subject
FROM acts a JOIN subject_mentions m ON m.event = a.event JOIN subjects s ON s.key = m.subject
WHERE a.certainty = 'asserted' AND a.state = 'standing' AND (a.event_type = 'admin.penalty' OR
  a.action = 'add' AND a.event_type IN (
    'list.serious', 'list.warning', 'list.abnormal', 'list.judgment_defaulter'))
  AND s.mentions >= CAST(:times AS INTEGER) AND NOT s.anonymised
  AND (:first = '' OR a.event_date >= :first) AND (:last = '' OR substr(a.event_date, 1, 10) <= :last)
GROUP BY s.key HAVING count(DISTINCT a.key) >= CAST(:times AS INTEGER) ORDER BY 3 DESC, 7 DESC, s.name
""",
        (("次数", "行政处罚和列入惩戒类名单的次数之和"),),
    ),
    Question(
        "penalties",
        "罚款在某个数额以上",
        "按罚款金额查行政处罚，金额从大到小。",
        (
            Field("yuan", "罚款不少于（元）", "number", "100000", required=True),
            Field("first", "从", "day"),
            Field("last", "到", "day"),
            Field("authority", "认定部门包含"),
        ),
        """
SELECT e."罚款（元）", e."主体", e."日期", e."认定部门", e."文号", e."事由", e."确定性", e."标识" AS _event
FROM "信用事件" e WHERE e."类型" = '行政处罚' AND e."罚款（元）" >= CAST(:yuan AS REAL)
  AND (:first = '' OR e."日期" >= :first) AND (:last = '' OR e."日期" <= :last)
  AND (:authority = '' OR instr(e."认定部门", :authority)) ORDER BY e."罚款（元）" DESC, e."编号" DESC
""",
    ),
    Question(
        "monthly",
        "按部门和月份统计",
        "每个部门每个月作出多少决定；只计已生效、没有被更正或撤销的，同一决定只算一次。",
        (
            Field("first", "从", "month"),
            Field("last", "到", "month"),
            Field("authority", "认定部门", "choice", choices=_AUTHORITIES),
            Field("kind", "种类", "choice", choices=_KINDS),
        ),
        f"""
SELECT nullif(a.month, '') AS "月份", nullif(a.authority, '') AS "认定部门", {_KIND} AS "类型",
  nullif(a.list_name, '') AS "名单", nullif({_ACTION}, '') AS "动作", a.acts AS "件数"
FROM monthly_counts a WHERE (:first = '' OR a.month >= :first) AND (:last = '' OR a.month <= :last)
  AND (:authority = '' OR a.authority = :authority) AND (:kind = '' OR a.event_type = :kind)
ORDER BY a.month DESC, a.acts DESC, 2, 3, 4
""",
        (("月份", "空白表示通知没有写日期"),),
    ),
    Question(
        "decisions",
        "决定清单",
        "逐件列出已生效的决定；同一决定登在几份通知里只列一次。",
        (
            Field("first", "从", "month"),
            Field("last", "到", "month"),
            Field("authority", "认定部门", "choice", choices=_AUTHORITIES),
            Field("kind", "种类", "choice", choices=_KINDS),
            Field("besides", "除去的种类", "hidden"),
        ),
        """
SELECT e."日期", e."主体", e."类型", e."动作", e."名单", e."认定部门", e."文号", e."罚款（元）",
  a.sources AS "来源数", e."标识" AS _event
FROM acts a LEFT JOIN "信用事件" e ON e."编号" = a.event
WHERE a.certainty = 'asserted' AND a.state = 'standing' AND (:first = '' OR a.month >= :first)
  AND (:last = '' OR a.month <= :last) AND (:authority = '' OR a.authority = :authority)
  AND (:kind = '' OR a.event_type = :kind)
  AND (:besides = '' OR NOT instr(',' || :besides || ',', ',' || a.event_type || ','))
ORDER BY a.event_date DESC, a.event DESC
""",
        (("来源数", "有几份通知报道过"),),
    ),
    Question(
        "check",
        "批量核查",
        "每行一个名称或统一社会信用代码，一次查清哪些现在在名单上、哪些有过记录。名称须与通知所写一致。",
        (
            Field("names", "名称或代码，每行一个", "lines", required=True),
            Field("on", "以哪一天为准", "day", "today", required=True),
        ),
        f"""
SELECT q.value ->> 0 AS "查询", CASE WHEN s.key IS NULL THEN '未找到' WHEN l.lists IS NOT NULL THEN '在名单上'
  ELSE '有记录' END AS "结果", s.name AS "主体", s.identifier AS "代码", l.lists AS "当日所在名单",
  s.mentions AS "记录数", s.key AS _subject
FROM json_each(:names) q
LEFT JOIN subjects s ON s.key IN (
  SELECT subject FROM subject_names WHERE name IN (q.value ->> 0, q.value ->> 1, q.value ->> 2)
  UNION SELECT subject FROM subject_identifiers WHERE value = q.value ->> 3)
LEFT JOIN (SELECT p.subject, group_concat(DISTINCT coalesce(p.list_name, '未写明名单')) AS lists
  FROM listing_periods p WHERE {_ON_LIST} GROUP BY p.subject) l ON l.subject = s.key
ORDER BY q.key
""",
        (("记录数", "出现在多少个事件里"),),
    ),
    Question(
        "unmatched",
        "移出未见列入",
        "通知说移出，却没有收到过列入的通知：可能有通知没有收全。",
        (Field("name", "名称包含"),),
        f"""
SELECT p.removed_day AS "移出日", p.name AS "主体", p.list_name AS "名单", p.authority AS "认定部门",
  {_ENDED} AS "结束方式", p.subject AS _subject, p.event_key AS _event
FROM listing_periods p WHERE p.from_day IS NULL AND (:name = '' OR instr(p.name, :name))
ORDER BY p.removed_day DESC, p.key
""",
    ),
    Question(
        "objections",
        "异议",
        "对事件的异议：办结期限、是否超期、结果。办结之前事件不进公开副本；登记和办结用命令 objections。",
        (
            Field(
                "state",
                "状态",
                "choice",
                choices="SELECT 'open' AS value, '未办结' AS label UNION ALL SELECT 'late', '超期未结'"
                " UNION ALL SELECT 'settled', '已办结'",
            ),
        ),
        """
SELECT o.deadline AS "办结期限",
  CASE WHEN o.result IS NULL
    THEN CAST(julianday(o.deadline) - julianday(date('now', '+8 hours')) AS INTEGER) END AS "剩余天数",
  CASE o.result WHEN 'upheld' THEN '成立' WHEN 'partly' THEN '部分成立' WHEN 'dismissed' THEN '不成立'
    WHEN 'withdrawn' THEN '已撤回' ELSE '未办结' END AS "结果",
  o.received AS "收到日期", e."主体", e."类型", e."名单",
  o.deadline_rule AS "期限依据", e."标识" AS _event
FROM objections o LEFT JOIN "信用事件" e ON e."标识" = o.event_key
WHERE :state = '' OR (:state = 'settled') = (o.result IS NOT NULL)
  AND (:state <> 'late' OR o.deadline < date('now', '+8 hours'))
ORDER BY o.result IS NOT NULL, o.deadline, o.id
""",
        (("剩余天数", "负数为已超期的天数"),),
    ),
    Question(
        "unreliable",
        "不能当作事实的事件",
        "通知里拟定、将来、有条件、否定或涉嫌的说法，都不是已经发生的事。",
        (
            Field(
                "certainty",
                "确定性",
                "choice",
                choices=" UNION ALL ".join(
                    f"SELECT '{word}' AS value, '{word}' AS label"
                    for word in CERTAINTIES.values()
                    if word != "已生效"
                ),
            ),
        ),
        """
SELECT e."确定性", e."日期", e."主体", e."类型", e."动作", e."名单", e."原文", e."标识" AS _event
FROM "信用事件" e WHERE e."确定性" <> '已生效' AND (:certainty = '' OR e."确定性" = :certainty)
ORDER BY e."编号" DESC
""",
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}
