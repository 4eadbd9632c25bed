"""Text → document numbers (发文字号), decision numbers, orders, announcements and court cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Mention, MentionKind, Span
from ..text import fold_width

_S = r"[^\S\t\n]{0,3}"
_OPEN, _CLOSE = r"〔﹝\[［【｛{（〈<「〖", r"〕﹞\]］】｝}）〉>」〗"
_D = r"[0-9Oo〇lI]"
_SEQ = rf"(?:(?:[A-Z]{{1,2}}[-－—–]|[A-Z])?{_D}{{1,8}}(?:[-－—–]{_D}{{1,8}}){{0,2}})"
_MORE = rf"(?:{_S}(?:[、,，和及]|号?{_S}(?:至|到|[-—–~～－])){_S}第?{_SEQ}(?=号|[、至到~-]))"  # 5、7号
_ADDRESS = r"(?![楼院门线厂路幢栋井机令公房室信卡])"
_NEXT = rf"(?:{_S}(?:[、和及与]|至|到|[-—–~～－]){_S}第?{_S}{_SEQ}{_S}号{_ADDRESS})"  # 2号、3号
_HALF = r"(?:[一-鿿]{0,8}字)"

# everything but the code, which stands to the left and has no mark of its own
_NUMBERED = re.compile(
    rf"{_S}[{_OPEN}]{_S}(?P<year>{_D}{{4}}){_S}年?{_S}[{_CLOSE}]{_S}(?P<half>{_HALF})?{_S}(?P<nth>第?){_S}"
    rf"(?P<seq>{_SEQ}{_MORE}{{0,12}}){_S}号(?P<part>{_S}之[一二三四五六七八九十0-9]{{1,3}}|-[0-9]{{1,3}}(?![0-9号]))?"
    rf"(?P<next>{_NEXT}{{0,40}})"
)
_UNBRACKETED = re.compile(
    rf"(?P<year>(?<![0-9])20[0-9]{{2}})(?:{_S}年?{_S}[-－—–]{_S}|{_S}年{_S}第{_S})(?P<seq>[0-9]{{1,6}}){_S}号(?!楼|令|公告|通告)"
)
_COURT = re.compile(
    rf"[（〔\[【]{_S}(?P<year>(?:19|20)[0-9]{{2}}){_S}[）〕\]】]{_S}"
    rf"(?P<court>最高法|[京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新兵][0-9]{{2,4}}|"
    rf"[京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新兵]|[一-鿿]{{1,5}}(?=[民刑行执商知][一-鿿]{{0,3}}字第))"
    rf"(?P<type>[民刑行执破商知财赔认保司清强调催督特诉仲非委法][一-鿿]{{0,5}}?)(?P<zi>字)?{_S}(?P<nth>第)?{_S}"
    rf"(?P<seq>[0-9]{{1,8}}){_S}号(?P<part>{_S}之{_S}[一二三四五六七八九十0-9]{{1,3}})?"
)
_ANNOUNCED = re.compile(
    rf"(?P<form>公告|通告|通报|令)(?:{_S}(?P<year>20[0-9]{{2}}|19[0-9]{{2}}){_S}年{_S}第{_S}(?P<seq>[0-9]{{1,4}}){_S}号|"
    rf"{_S}第{_S}(?P<only>[0-9]{{1,4}}|[一二三四五六七八九十百]{{1,5}}){_S}号)"
    rf"|(?:(?P<year2>20[0-9]{{2}}|19[0-9]{{2}}){_S}年{_S})?第{_S}(?P<seq2>[0-9]{{1,4}}){_S}号{_S}(?P<form2>公告|通告|令)"
)
_ALONE = re.compile(
    rf"(?:^|(?<=\n)){_S}(?P<year>20[0-9]{{2}}){_S}年{_S}第{_S}(?P<seq>[0-9]{{1,4}}){_S}号{_S}(?=\n|$)"
)

_RUN = re.compile(r"[一-鿿A-Z]")
_INNER = re.compile(r"（[一-鿿]{1,8}）$")
_NOT_INNER = re.compile(r"试行|暂行|修订|以下|简称|摘要|节选|草案|名称|姓名|附")
_LEADS = re.compile(
    "根据|依据|依照|按照|遵照|对照|参照|执行|落实|贯彻|违反|撤销|废止|替代|修改|修订|印发|下发|出台|发布|公布|制定|转发|颁布|制发|签发|送达|下达|作出|做出|"
    "出具|收到|详见|参见|引用|适用|依|上述|下列|原件|分别为|分别是|其中|同时|以及|我局|我市|我县|本局|该局|你局|我厅|我委|文件号|文件|文号|字号|案号|编号|号码|"
    "决定书|通知书|告知书|裁定书|判决书|责令书|建议书|意见书|认定书|许可证|处罚决定(?!字|书)|(?<!罚)决定(?!字|书)|公告(?!字)|通知|通报|批复|规定|办法|方案|意见|要点|精神|"
    "关于|现将|已将|就是|其|该|即|是|为|的|了|之|号|等|以(?!信)|见|将|由(?!中)|按|凭|并|[与和及经](?=[一-鿿]{3})"
)
_BODY_ENDS = re.compile(
    r"(?:委员会|人民政府|办公室|管理局|监督局|总队|支队|大队|法院|检察院|分局|总局|[省市县区]局|财局|[安政育生障通务游计境]局|[省市县区]政府)(?=[一-鿿]{2})"
    r"|海关(?=[一-鿿]{1,4}关[一-鿿])"  # 吴淞海关|沪吴关知字
)
# whom a decision is about stands before its number: 云台茶行临市监罚〔2023〕7号, 甲公司对…〔2023〕45号
_PARTY_ENDS = re.compile(
    r"(?:公司|合作社|经营部|事务所|超市|药房|药店|[饭酒分本商]店|[茶商车]行|门市部|服务部|[加工化]厂|某某?)[对因就]?(?=[一-鿿]{2})|"
    r"(?<=[司厂店行社所部某人])[对因就](?=[一-鿿]{0,12}$)"
)
_MAY_OPEN = re.compile(r"经(?:信|发|开|贸|管|济|合|委)|和(?:政|县|府|发)|与$|及$|原(?:政|发|府)|由$|按$")
_DIGITS = str.maketrans("Oo〇lI—–", "00011--")
_JOINT = re.compile(r"[一-鿿]{2,14}[部委局署行会院办厅][、 ]$")


def find_document_numbers(text: str) -> Iterator[Mention]:
    """Find each document number; its value is canonical: 昆应急〔2020〕60号.

    Any bracket around the year becomes 〔〕, but a court case keeps （）, and an announcement or order
    keeps its own form (公告2020年第8号, 令第45号). 第 and zeros before the number stay as printed. A range or
    an enumeration is one mention.

    >>> text = "根据临发改[2021]7号和(2021)浙0102执35号之一，印发《办法》（临信办〔2O21〕第6 号）"
    >>> [mention.value for mention in find_document_numbers(text)]
    ['临发改〔2021〕7号', '（2021）浙0102执35号之一', '临信办〔2021〕第6号']
    """
    folded = fold_width(text)
    found = [*_courts(folded)]
    taken = [span for span, _ in found]
    for span, value in (*_numbered(folded, taken), *_announced(folded), *_unbracketed(folded)):
        found.append((span, value))
    end = -1
    for span, value in sorted(found, key=lambda item: (item[0].start, -item[0].end)):
        if span.start >= end:
            end = span.end
            yield Mention(
                kind=MentionKind.DOCUMENT_NUMBER,
                span=span,
                text=text[span.start : span.end],
                value=value,
                found_by="document_numbers",
            )


def _courts(text: str) -> Iterator[tuple[Span, str]]:
    """Yield court case numbers: （2020）苏0583执1234号之一."""
    for match in _COURT.finditer(text):
        nth = "第" if match["nth"] else ""
        part = "".join((match["part"] or "").split())
        kind = f"{match['court']}{match['type']}{match['zi'] or ''}"
        yield Span(*match.span()), f"（{match['year']}）{kind}{nth}{match['seq']}号{part}"


def _numbered(text: str, courts: list[Span]) -> Iterator[tuple[Span, str]]:
    """Yield numbers with the year in brackets: 昆应急〔2020〕60号."""
    starts = {span.start for span in courts}
    last_code, last_end = "", -1
    for match in _NUMBERED.finditer(text):
        if match.start() + len(match[0]) - len(match[0].lstrip()) in starts:
            continue
        start = code_start(text, match.start())
        code = "".join(text[start : match.start()].split())
        if not code:  # 昆应急〔2020〕60号、〔2020〕61号
            if not (last_code and re.fullmatch(r"\s?[、和及与]\s?", text[last_end : match.start()][:4])):
                continue
            code, start = last_code, match.start() + len(match[0]) - len(match[0].lstrip())
        year = match["year"].translate(_DIGITS)
        if not 1949 <= int(year) <= 2099:
            continue
        rest = "".join(f"{match['seq']}号{match['part'] or ''}{match['next'] or ''}".split()).translate(
            _DIGITS
        )
        half = match["half"] or ""
        nth = "第" if match["nth"] else ""
        half = "" if half == "字" else half
        last_code, last_end = code, match.end()
        yield Span(start, match.end()), f"{code}〔{year}〕{half}{nth}{rest}"


def _announced(text: str) -> Iterator[tuple[Span, str]]:
    """Yield announcements and orders: 公告2020年第8号, 令第45号, 2018年第40号公告."""
    for match in _ANNOUNCED.finditer(text):
        form = match["form"] or match["form2"]
        if form == "通报" and not match["year"]:
            continue
        start = code_start(text, match.start(), keep_bodies=True)
        body = text[start : match.start()]
        while body and start and (joint := _JOINT.search(text[max(start - 17, 0) : start])):
            start -= len(joint[0])
        if form == "令" and (not body or body[-1] in "责指法禁命司勒号口"):
            continue
        if match["only"] and form != "令" and not body:
            continue
        start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
        yield Span(start, match.end()), "".join(text[start : match.end()].split())
    for match in _ALONE.finditer(text):
        yield (
            Span(match.start("year"), text.rindex("号", match.start(), match.end()) + 1),
            "".join(match[0].split()),
        )


def _unbracketed(text: str) -> Iterator[tuple[Span, str]]:
    """Yield numbers without brackets: 昆应急2020-60号, 昆应急2020年第60号."""
    for match in _UNBRACKETED.finditer(text):
        start = code_start(text, match.start())
        code = text[start : match.start()].strip()
        if len(code) < 3 or len(code) > 12 or re.search(r"公告|通告|[简通专]报|专刊|信息|令|[月日期]$", code):
            continue
        yield Span(start, match.end()), f"{code}〔{match['year']}〕{match['seq']}号"


def code_start(text: str, end: int, *, keep_bodies: bool = False) -> int:
    """Return where the code that ends at ``end`` begins: not the words that lead to it.

    >>> text = "依据市局文件苏安监"
    >>> text[code_start(text, len(text)):]
    '苏安监'
    """
    while end and text[end - 1] == " ":
        end -= 1
    start = end
    while start and end - start < 30:
        if _RUN.match(text[start - 1]):
            start -= 1
        elif text[start - 1] == "）" and (inner := _INNER.search(text[max(start - 12, 0) : start])):
            if _NOT_INNER.search(inner[0]):
                break
            start -= len(inner[0])
        else:
            break
    opened = start == 0 or text[start - 1] in " \n\t（："  # nothing before to join with
    run = text[start:end]
    cut = int(start > 0 and text[start - 1].isdigit() and run[:1] in ("月", "日"))  # 4月20日|内市监异字
    for lead in _LEADS.finditer(run):
        rest = run[lead.end() :]
        if lead.start() == 0 == cut and opened and _MAY_OPEN.match(run):
            continue
        if lead.start() == 0 and lead[0] == "和" and (start == 0 or text[start - 1] == "\n"):
            continue  # 和地人社函: nothing stands before it to join with
        if _MAY_OPEN.match(run[lead.start() :]) and lead[0] == "经":
            continue
        if keep_bodies and lead[0] in "和与及" and lead.start():
            continue  # 住房和城乡建设部
        if (len(rest) >= 2 and not (keep_bodies and rest in ("公告", "令"))) or (
            not rest and (len(lead[0]) == 1 or cut or keep_bodies)
        ):
            cut = lead.end()
    if not keep_bodies:
        for body in _BODY_ENDS.finditer(run, cut):
            if len(run) - body.end() >= 2 and run[body.end() :] not in ("公告", "通告", "文件"):
                cut = body.end()
        for party in _PARTY_ENDS.finditer(run, cut):
            cut = party.end()
    run = run[cut:]
    if run.startswith("）"):
        cut += 1
    return start + cut if len(run) <= (30 if keep_bodies else 18) else end
