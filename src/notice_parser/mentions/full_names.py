"""A body as written → its full official name, as far as the notice itself supports one."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Masthead
from .bodies import NO_BODY, bodies
from .vocabulary.bodies import NATIONAL, OFFICIAL, SELF, SHORTENED, TAIL, UNDER, WHOLE
from .vocabulary.places import LEVEL, chains, parts
from .vocabulary.trades import ENDING


def full_name(written: str, text_of_whole_notice: str, masthead: Masthead) -> str | None:
    """Return the full official name of a body as far as the notice supports it, else None.

    It does where the full form is printed elsewhere in it, where the issuer's name shortens to ``written``,
    and where 市 stands for the issuer's own city before a name that is not shortened. A shortened name
    that the notice nowhere spells out stays without a full one.

    >>> masthead = Masthead(issuer="临江市社会信用体系建设领导小组办公室")
    >>> full_name("市信用办", "", masthead), full_name("市水务局", "", masthead)
    ('临江市社会信用体系建设领导小组办公室', '临江市水务局')
    >>> full_name("市卫健委", "", masthead)
    """
    return _full_name("".join(written.split()), text_of_whole_notice, masthead.issuer, masthead.title)


@lru_cache(maxsize=512)
def _full_name(written: str, text: str, issuer: str | None, title: str | None) -> str | None:
    issuer = "".join(issuer.split()) if issuer else None
    if SELF.fullmatch(written):
        same = issuer and (
            issuer.endswith(written[1:])
            or (written[1:] == "办" and issuer.endswith("办公室"))
            or (written[1:] in ("委", "会") and issuer.endswith("委员会"))
            or written[1:] == "机关"
        )
        return (
            issuer
            if same and len(written) > 1 and written[1:] not in ("市", "省", "县", "区", "镇", "州")
            else None
        )
    home = _home(issuer, title)
    printed = _printed(text, issuer, title)
    if issuer and (issuer == written or _stands_for(written, issuer, home)):
        return issuer
    matches = {
        name
        for name in printed.get(written[-1:], ())
        if name != written and _is_whole(name) and _stands_for(written, name, home)
    }
    whole = sorted((name for name in matches if _located(name)), key=len)
    if whole and not _is_whole(written) and all(whole[-1].endswith(name) for name in whole):
        return whole[-1]
    longer = {name for name in printed.get(written[-1:], ()) if name.endswith(written) and name != written}
    if len(longer) == 1 and _located(written) and chains(name := longer.pop()) and _is_whole(written):
        return name if not name.startswith("国家") else written
    police = re.fullmatch(r"(.+?)(?:警方|公安)", written)
    if police:
        return _police(police[1], home)
    if _located(written) or (ENDING.search(written[-6:]) and not TAIL.search(written[-3:])):
        return written if _is_whole(written) or not _located(written) else None
    for name in sorted(matches - set(whole), key=len):
        placed = _placed(name, home)
        if placed and _is_whole(name):
            return placed
    return _placed(written, home) if _is_whole(written) else None


def _is_whole(written: str) -> bool:
    """Whether a body is written without shortening its department."""
    place = _place_part(written)
    rest = written[len(place) :]
    if NO_BODY.match(rest):
        return False
    if NATIONAL.match(written) and (len(place) < 2 or not _located(written)):
        return (
            "总局" in written
            or written
            in (
                "国务院",
                "财政部",
                "商务部",
                "教育部",
                "公安部",
                "民政部",
                "司法部",
                "应急管理部",
                "生态环境部",
                "自然资源部",
                "交通运输部",
                "水利部",
                "农业农村部",
            )
            or written.endswith(("委员会", "法院", "检察院", "办公厅", "总署", "人民银行"))
        )
    if not rest:
        return False
    match = OFFICIAL.match(rest) or WHOLE.match(rest)
    if match and (match.end() == len(rest) or UNDER.fullmatch(rest, match.end())):
        return True
    if SHORTENED.search(rest):
        return False
    return (len(place) >= 2 and len(rest) >= 3) or len(rest) >= 7


def _place_part(written: str) -> str:
    """Return the division or the level word with which a body's name begins, 中共 included."""
    party = 2 if written.startswith("中共") else 0
    places = chains(written[party:])
    if places and places[0].start == 0:
        return written[: party + places[0].end]
    match = LEVEL.match(written)
    return match[0] if match else ""


def _located(written: str) -> bool:
    """Whether a name begins with a division or is national, so that no other is meant."""
    return (len(_place_part(written)) >= 2 and not LEVEL.fullmatch(_place_part(written))) or bool(
        NATIONAL.match(written)
    )


def _home(issuer: str | None, title: str | None) -> dict[str, str]:
    """Return what 市, 县, 区, 省 stand for in the notice: the issuer's own divisions."""
    for source in (issuer, title):
        plain = "".join((source or "").split())
        places = [place for place in chains(plain) if place.full]
        if places and (places[0].start == 0 or NATIONAL.match(plain) or plain.startswith("中共")):
            chain = plain[places[0].start : places[0].end]
            levels: dict[str, str] = {}
            end = 0
            for name in parts(chain):
                end += len(name)
                levels[name[-1]] = chain[:end] if name[-1] in "县区旗" else name
            return levels
    return {}


def _placed(written: str, home: dict[str, str]) -> str | None:
    """Put the notice's own place where only 市 or 县 stands."""
    match = LEVEL.match(written)
    if not match or len(match[0]) != 1 or match[0] not in home:
        return None
    return home[match[0]] + written[1:]


def _police(place: str, home: dict[str, str]) -> str | None:
    """Return the bureau that 某某警方 names where the notice knows the place."""
    for full in home.values():
        if full.endswith(place) or full.removesuffix(full[-1]).endswith(place):
            return full + "公安局"
    return None


@lru_cache(maxsize=16)
def _printed(text: str, issuer: str | None, title: str | None) -> dict[str, tuple[str, ...]]:
    """Return the bodies that the notice names, by their last character."""
    names: dict[str, dict[str, None]] = {}
    for source in (
        issuer or "",
        title or "",
        *text.split("\n"),
    ):  # no body goes on from one block to the next
        for body in bodies(source):
            name = "".join(source[body.start : body.end].split())
            if len(name) >= 5 and name[0] not in "我本":
                names.setdefault(name[-1], {})[name] = None
                if name.endswith("办公室"):
                    names.setdefault("办", {})[name] = None
                elif name.endswith("委员会"):
                    names.setdefault("委", {})[name] = None
    return {last: tuple(found)[:200] for last, found in names.items()}


def _stands_for(written: str, name: str, home: dict[str, str]) -> bool:
    """Whether ``written`` shortens ``name``: the same place, its characters in order, the same ending."""
    if len(written) >= len(name) or SELF.fullmatch(written):
        return False
    place = _place_part(written)
    body = written[len(place) :]
    if not body or (not NATIONAL.match(name) and not _same_place(place, _place_part(name), home)):
        return False
    if NATIONAL.match(name):
        inner = [p for p in chains(name) if p.start > 1]
        if not inner or not _same_place(place, name[inner[0].start : inner[0].end], home):
            return False
        rest = name[: inner[0].start] + name[inner[0].end :]
    else:
        rest = name[len(_place_part(name)) :]
    if place and len(body) == len(rest) and body != rest:
        return False
    return len(body) >= 2 and _shortens(body, rest)


def _same_place(short: str, long: str, home: dict[str, str]) -> bool:
    if not short:
        return False
    if len(short) == 1:
        return long == short or long == home.get(short) or (bool(long) and long[-1] == short and not home)
    return long.endswith(short) or re.sub(r"[省市县区州]$", "", long).endswith(short)


def _shortens(body: str, rest: str) -> bool:
    """Whether ``body`` is ``rest`` with characters left out, the ending kept as usage has it."""
    ending = next(
        (
            (s, f)
            for s, f in (
                ("办公室", "办公室"),
                ("办", "办公室"),
                ("委", "委员会"),
                ("会", "会"),
                ("中心", "中心"),
                ("监管局", "监管局"),
                ("监管分局", "监管分局"),
                ("局", "局"),
                ("厅", "厅"),
                ("院", "院"),
                ("队", "队"),
            )
            if body.endswith(s) and rest.endswith(f)
        ),
        None,
    )
    if ending is None:
        return False
    stem, whole = body[: -len(ending[0])], rest[: -len(ending[1])]
    if rest.endswith("委员会") and ending[0] == "会" and stem.endswith("委"):
        stem, whole = stem[:-1], rest[:-3]
    if ending[0] == "办" and stem.endswith("委"):
        stem, whole = stem[:-1], whole.removesuffix("委员会")
    position = 0
    for character in stem:
        position = whole.find(character, position) + 1
        if not position:
            return False
    return bool(stem)
