"""Row + Frame → the fields of its event: its own cells first, then what the announcement says."""

from __future__ import annotations

import re
from typing import Any

from ..mentions.authorities import full_name
from ..mentions.dates import find_dates
from ..mentions.document_numbers import find_document_numbers
from ..mentions.durations import find_durations
from ..mentions.lists import find_lists
from ..model import Action, Authority, BlockKind, Certainty, Event, MentionKind, Span
from ..text import without_quotes
from .arguments import body
from .cell_values import date_of, heading_count, level_of, text_of
from .columns import Column
from .days_of_rows import OWN_ACT
from .frames import Frame
from .grades import GRADE, praised
from .listing import list_kind
from .passage import Source
from .row_validity import row_validity
from .rows import Entry, Row
from .treatments import is_burden, is_penalty, own_words
from .validity import Term, term
from .verdicts import Verdict, verdict_of

_REFUSED = re.compile(r"不予|不同意|未通过|不通过|不符合|驳回|不准|^否$|^×$")
_NOT_LISTED = re.compile(
    r"(?:不予?|免予|暂不|暂缓|未)(?:予以?)?(?:列入|纳入|发布|公布|公示|记录|记入|录入|认定)(?!的|完整|及时|准确|真实)"
)
_REGRADED = re.compile(  # 查实欠缴社保费，降为B级, behind a grade
    rf"(?<!拟)(?<!将)(?:[降升调]低?|下调|上调|改评|降级|升级|变更|调整|恢复)(?:为|至)(?P<level>{GRADE})"
)
_OF_RECORD = re.compile(r"(?P<level>一般|较重|较大|严重|特别严重)(?=不良行为|失信行为)")
_MOVED = re.compile(r"列入|移出|纳入|退出|移入")
_BOARD = re.compile(r"[红黑](?:名单|榜)")
_OF_LISTS = re.compile(r"名单|名录|榜")
_HONOUR = re.compile(  # （二）诚信个体工商户（3名）: not the 先进个人 that only says who of them
    r"(?:^|[）)、.．])(?P<name>(?!先进|优秀|获奖)[\u4e00-\u9fff]{0,16}?(?:诚信|守信|信用|文明|示范|标兵|模范)[\u4e00-\u9fff]{0,10}(?:企业|单位|个人|集体|工商户|商户|户|店))[（(]"
)
_STAYS = re.compile(r"(?:延期|延长|顺延)[^，。；（）]{0,12}")
_ON_THAT_DAY = re.compile(r"(?P<day>\d{4}年\d{1,2}月\d{1,2}日)(?:被|起)?(?:依法)?(?:列入|纳入)")
_CITED = re.compile(r"《[^》]+》[^。；，\n]*")
_DAY_AFTER = re.compile(r"[，,、；;]?\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?$")
_LONGER = re.compile(
    r"(?:继续|保留|维持|未移出|上述|以上)[^。；]{0,30}期限?(?:相应|再|统一|均)?(?:顺延|延长)"
)
_LONGER_CELL = re.compile(r"\s*(?:延长|延期|顺延|延至)")
_LATER = (Action.REMOVE, Action.REVOKE, Action.EXTEND, Action.MAINTAIN)
_LISTED_ON = re.compile(r"挂牌|列入|纳入|认定|录入|载入|入库|核查|复核|复查|检查|核实")

_COMMENDS = re.compile(r"决定[^。]*?(?:表彰|表扬|授予|命名|嘉奖)")
_DECIDES = re.compile(r"(?:研究|同意|会议|常务会议|办公会议|[，,])*决定(?!的|书)")


def row_fields(source: Source, row: Row, frame: Frame) -> dict[str, Any]:
    """Return what the row and what stands around it say of the act, apart from the penalty itself."""
    base, values = frame.event, row.values
    told = values.get(Column.DATE)
    verdict = _verdict(values)
    action = verdict.action if verdict else base.action
    later = action in _LATER or (verdict is not None and verdict.level is not None)
    if later and told is not None and _LISTED_ON.search(told.header):
        told = values.get(Column.REMOVED_ON) if action is Action.REMOVE else None  # not when it was listed
    if base.event_type == "repair.accepted" and told is not None and "处罚" in told.header:
        told = None  # of the penalty that the repair is about
    told = told or _dated_beside(values) or (_listed_on(values) if base.action is Action.ADD else None)
    date = date_of(told or values.get(Column.NUMBER), source) or base.event_date
    fields: dict[str, Any] = {
        "authority": _authority(source, _own(values.get(Column.AUTHORITY), base), base),
        "document_number": _number(source, _own(values.get(Column.NUMBER), base), base),
        "event_date": date,
        "reason": text_of(values.get(Column.REASON)) or base.reason,
        "legal_basis": _basis(values) or base.legal_basis,
    }
    fields |= row_validity(source, row, base, date)
    treated = base.event_type.startswith(("admin.", "measure.")) or (
        is_burden(row) and not base.event_type.startswith(("commitment.", "rating."))
    )
    if treated and (base.event_type == "admin.penalty" or not is_penalty(row)):
        fields |= own_words(source, row)
    if base.event_type == "admin.penalty" and is_burden(row):
        fields |= {"event_type": "measure.punish", "measure": text_of(values.get(Column.PENALTY))}
        titled = OWN_ACT.search(re.sub(r"\s", "", source.masthead.title or ""))
        if titled and Column.AUTHORITY not in values and fields.get("certainty") is not Certainty.PROPOSED:
            fields["event_date"] = fields["event_date"] or source.own_date  # the circular is the act
    fields |= _moved(source, values, base)
    if base.event_type == "honour.award" and base.list_name and (own := _HONOUR.search(row.heading or "")):
        fields["list_name"] = own["name"]
    result = text_of(values.get(Column.RESULT)) or text_of(values.get(Column.PENALTY))
    if base.event_type == "repair.accepted" and result and _REFUSED.search(result):
        fields["certainty"] = Certainty.NEGATED
    said_beside = (result or "") + (text_of(values.get(Column.REMARK)) or "")
    if base.event_type.startswith("list.") and _NOT_LISTED.search(said_beside):
        fields["certainty"] = Certainty.NEGATED
    if base.event_type == "admin.licence" and result and _REFUSED.search(result):
        fields["certainty"] = Certainty.NEGATED
    said = level_of(row)
    if base.event_type == "rating.assigned" and (remark := values.get(Column.REMARK)):
        moved_to = _REGRADED.search(remark.text)
        said = re.sub(r"[“”‘’\s]", "", moved_to["level"]) if moved_to and said else said
    treated_as = _OF_RECORD.search(text_of(values.get(Column.PENALTY)) or "")
    if said is None and base.event_type.startswith("list.") and treated_as:
        said = treated_as["level"]
    graded = ("list.", "rating.", "honour.", *(("admin.inspection",) if row.heading else ()))
    if said and base.event_type.startswith(graded) and said != "诚信示范":
        fields["list_level"] = said
        if frame.announced is None or base.list_level not in (None, said):
            fields["stated_count"] = heading_count(row)
    elif row.heading and base.stated_count is None and base.event_type.startswith(graded):
        fields["stated_count"] = heading_count(row)  # 二、先进个人（6名）
    return fields


def _listed_on(values: dict[Column, Entry]) -> Entry | None:
    """The day in a treatment that tells when the listing was made: …罚款2万元；2024年8月6日列入失信名单."""
    entry = values.get(Column.PENALTY)
    found = _ON_THAT_DAY.search(entry.text) if entry else None
    if entry is None or found is None:
        return None
    low, high = (entry.span.start + at for at in found.span("day"))
    return Entry(found["day"], Span(low, high))


def _own(entry: Entry | None, base: Event) -> Entry | None:
    """A number or a body, unless it is that of the penalty which a repair is about."""
    of_record = base.event_type == "repair.accepted" and entry is not None and "处罚" in entry.header
    return None if of_record else entry


def _dated_beside(values: dict[Column, Entry]) -> Entry | None:
    """The cell whose header says that it holds the day too: 处罚结果及日期, 作出处罚的机关名称和日期."""
    beside = (values.get(Column.PENALTY), values.get(Column.AUTHORITY))
    return next((entry for entry in beside if entry and re.search(r"日期|时间", entry.header)), None)


def _basis(values: dict[Column, Entry]) -> str | None:
    """The law that a row cites: in a column of its own, or beside the penalty (处罚种类和依据)."""
    entry = values.get(Column.BASIS)
    if entry is None and (beside := values.get(Column.PENALTY)) and "依据" in beside.header:
        cited = _CITED.search(beside.text)
        return cited[0].strip() if cited else None
    return text_of(entry)


def _moved(source: Source, values: dict[Column, Entry], base: Event) -> dict[str, Any]:
    """Which list the row is of and which way it moves, where its own columns say so."""
    if not base.event_type.startswith("list."):
        return {}
    told: dict[str, Any] = {}
    called = values[Column.LIST].text if Column.LIST in values else ""
    boarded = base.list_name is not None and _BOARD.search(base.list_name) is not None
    if boarded and list_kind(called) in (None, base.event_type) and not _OF_LISTS.search(called):
        called = ""  # 诚信社区, 守合同重信用企业 under 一、红名单: why it is there
    if called and (kind := list_kind(called)):
        name = re.sub(r"^(?:列入|移出|纳入|退出|移入)", "", without_quotes(called))
        told |= {"event_type": kind, "list_name": name}
    elif called and (praise := praised(called)):
        return praise  # 纳税信用A级, 省级文明单位 in a column of lists
    treated = values.get(Column.PENALTY)
    named = next(find_lists(treated.text), None) if treated else None
    if named and "名" in named.value and "名单" not in (base.list_name or ""):
        told["list_name"] = named.value  # 列入“黑名单”, under 拖欠企业处理情况
    verdict = _verdict(values)
    beside = "".join(values[at].text for at in (Column.END, Column.DATE, Column.REMARK) if at in values)
    if verdict is None and base.action is Action.REMOVE and (kept := _STAYS.search(beside)):
        lengths = list(find_durations(kept[0]))
        told |= {"action": Action.EXTEND, "duration": lengths[0].value if lengths else None}
        told |= {"end": None, "stated_count": None}  # 2024-07-25（资金未退，延期一年）
    if verdict is not None:
        action = verdict.action
        told["action"] = action
        if action is not base.action or verdict.certainty is not None:
            told["stated_count"] = None
        if action is Action.MAINTAIN and (longer := _prolonged(source)) is not None:
            action = Action.EXTEND
            told |= {"action": action, "end": longer.end, "duration": longer.duration}
        if verdict.certainty is not None:
            told["certainty"] = verdict.certainty
        if verdict.level is not None:
            told["list_level"] = verdict.level
        cell = values.get(Column.ACTION) or values.get(Column.DURATION)
        days = list(find_dates(cell.text)) if cell else []
        until = days and cell and re.search(r"[至到]\s*$", cell.text[: days[-1].span.start])
        if action is Action.EXTEND and until:
            told["end"] = days[-1].value
        elif action is Action.REMOVE and len(days) == 1 and not until:
            told["event_date"] = days[0].value  # 提前解除（2023.08.30）
        if verdict.reason is not None and Column.REASON not in values:
            told["reason"] = verdict.reason
        if action in (Action.REMOVE, Action.REVOKE, Action.EXTEND):
            told |= {"start": None, "derived_end": None, "derived_end_rule": None}
        if action in (Action.REMOVE, Action.REVOKE):
            told |= {"duration": None, "end": None}
    return told


def _prolonged(source: Source) -> Term | None:
    """The new term of those who stay on a list, where a sentence gives it for all: 监控期顺延至…."""
    said = source.saying(_LONGER)
    found = term(said[0], 0, None) if len(said) == 1 else None
    return found if found and (found.end or found.duration) else None


def _verdict(values: dict[Column, Entry]) -> Verdict | None:
    """Which way the row says that its listing goes: in a column for it, or in that of the list."""
    listed = values.get(Column.LIST)
    entry = values.get(Column.ACTION) or (listed if listed and _MOVED.match(listed.text) else None)
    lasting = values.get(Column.DURATION)
    if entry is None and lasting is not None and _LONGER_CELL.match(lasting.text):
        entry = lasting  # 延长至2023年11月14日, in the column of terms
    return verdict_of(entry.text, entry.header) if entry else None


def _authority(source: Source, entry: Entry | None, base: Event) -> Authority | None:
    if entry is not None:
        written = re.sub(r"\s", "", entry.text)
        if re.search(r"日期|时间", entry.header):
            written = _DAY_AFTER.sub("", written)
        return Authority(written=written, full=full_name(written, source.text, source.masthead))
    if base.authority is not None:
        return base.authority
    return _commending(source, base) or source.acting_issuer or _only_body(source)


def _commending(source: Source, base: Event) -> Authority | None:
    """Who decided to commend those in an annex, where another body sends it out: 市政府决定，对…予以表扬."""
    if base.event_type not in ("honour.award", "list.red") or source.is_bulletin:
        return None
    deciding = {
        found.mention.text: found.mention
        for sentence in source.saying(_COMMENDS)
        for found in sentence.of(MentionKind.AUTHORITY)
        if _DECIDES.match(sentence.shape, found.end)
    }
    return body(next(iter(deciding.values()))) if len(deciding) == 1 else None


def _only_body(source: Source) -> Authority | None:
    """The one body that a page without signature names in its text, where it names no other."""
    if source.is_bulletin:
        return None
    bodies = {
        m.full: m
        for block in source.document.blocks
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.TITLE)
        for m in source.within(block.span)
        if m.kind is MentionKind.AUTHORITY and m.full
    }
    only = next(iter(bodies.values())) if len(bodies) == 1 else None
    return Authority(written=only.text, full=only.full) if only else None


def _number(source: Source, entry: Entry | None, base: Event) -> str | None:
    if entry is not None:
        found = list(find_document_numbers(entry.text))
        if len(found) == 1:
            return found[0].value
        return re.sub(r"\s", "", entry.text) if re.search(r"\d", entry.text) else None
    if base.certainty is Certainty.PROPOSED:
        return base.document_number
    return base.document_number or source.own_number
