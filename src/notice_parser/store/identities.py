"""A subject of an event → what tells it apart from others: its code, its name in a place, its document."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

from stdnum.cn import uscc

from ..mentions.vocabulary.places import chains, is_word
from ..mentions.vocabulary.trades import ENDING
from ..text.names import fold

_DIVISION = re.compile(r".{1,9}?(?:自治[区州县旗]|[省市县区州盟旗])|.+")
_SHAPED = re.compile(  # a division that no table lists: 云溪市
    r"^(?:[\u4e00-\u9fff]{2,3}(?:省|自治区))?(?P<brief>(?![我本全各该])[\u4e00-\u9fff]{2,3}?)"
    r"(?:自治[县州旗]|(?<![超门夜早菜])市|县|(?<![小园景社街辖])区)(?!场|内|外|域|委会)"
)
_FORM = re.compile(
    r"(?:集团)?(?:股份|有限|责任|合作|合伙|独资|个人)*(?:公司|企业|集团|合作社|联社|分公司|总公司)?(?:（[^（）]*）)?$"
)
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LEAST_FULL = 4  # characters of a full name: 长河茶行


class Context(NamedTuple):
    """What an event and its notice say that tells subjects of one name apart."""

    sha256: str
    event_key: str
    place: str | None  # of the authority
    number: str | None  # of the document that the act stands in


class Identity(NamedTuple):
    """What a name tells of who is meant; ``code`` is what a valid printed code tells."""

    key: str
    basis: str  # name, short_name, person, anonymised
    name: str  # folded
    place: str | None
    code: str | None = None
    digits: str | None = None  # the part of the code that says whose it is


def identity(
    name: str, kind: str, identifier: str | None, anonymised: bool, number: int, context: Context
) -> Identity:
    """Tell a subject apart; ``number`` is its place in the event.

    A firm is one by its full name in its place; a short name, a name in no known place and a person hold
    within one document only, but for a person whose id is printed; 孙某某 is never anybody else's 孙某某.

    >>> here = Context("a" * 64, "k1", "云溪", None)
    >>> there = Context("b" * 64, "k2", "云溪", None)
    >>> def same(name: str, kind: str) -> bool:
    ...     return len({identity(name, kind, None, False, 1, notice).key for notice in (here, there)}) == 1
    >>> same("长河茶行", "organisation"), same("长河", "organisation"), same("许知远", "person")
    (True, False, False)
    """
    folded = fold(name)
    scope = f"{context.number}\x1f{context.place}" if context.number and context.place else context.sha256
    if anonymised:
        parts = ("anonymised", context.event_key, str(number))
        return Identity(key(*parts), "anonymised", folded, context.place)
    if kind == "person":
        parts = ("person", folded, identifier or scope)
        return Identity(key(*parts), "person", folded, None if identifier else context.place)
    code = organisation_code(identifier) if identifier else None
    place = place_of(name) or context.place
    if is_full(name) and place:
        parts, basis = ("name", folded, place), "name"
    else:
        parts, basis = ("name", folded, scope), "short_name"
    if code is None:
        return Identity(key(*parts), basis, folded, place)
    return Identity(key(*parts), basis, folded, place, key("code", code.identity), code.identity)


def key(*parts: str) -> str:
    """Return the hash that stands for some words."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class Code(NamedTuple):
    """A valid code: its scheme, its canonical form, and the part that says whose it is."""

    scheme: str
    value: str
    identity: str


@lru_cache(maxsize=4096)
def organisation_code(printed: str) -> Code | None:
    """Read a code of an organisation; None where its check digit fails or it is masked.

    A credit code holds the organisation code, so that both stand for one organisation.

    >>> organisation_code("91110000600037341L").identity == organisation_code("60003734-1").identity
    True
    >>> organisation_code("91110000600037341L")
    Code(scheme='credit_code', value='91110000600037341L', identity='600037341')
    >>> organisation_code("91110000600037341X")
    """
    code = re.sub(r"[\s-]", "", printed.upper())
    if re.fullmatch(r"[0-9A-Z]{18}", code) and uscc.is_valid(code):
        return Code("credit_code", code, code[8:17])
    if re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        total = sum(weight * int(digit, 36) for weight, digit in zip(_WEIGHTS, code[:8], strict=True))
        if code[8] == "0123456789X0"[11 - total % 11]:
            return Code("organisation_code", code, code)
    if re.fullmatch(r"[1-9][0-9]{14}", code):
        product = 10
        for digit in code[:14]:
            product = ((int(digit) + product) % 10 or 10) * 2 % 11
        if (product + int(code[14])) % 10 == 1:
            return Code("registration", code, code)
    return None


@lru_cache(maxsize=65536)
def place_of(name: str) -> str | None:
    """Return the last division that a name begins with, without its suffix.

    >>> [place_of(name) for name in ("江苏省昆山市应急管理局", "昆山长河茶行", "云溪市长河茶行", "长河茶行")]
    ['昆山', '昆山', '云溪', None]
    """
    found = chains(name[:24])
    if not found or found[0].start or (not found[0].full and is_word(name[: found[0].end])):
        shaped = _SHAPED.match(name)
        return shaped["brief"] if shaped else None
    last: str = _DIVISION.findall(name[: found[0].end])[-1]
    brief = re.sub(r"(?:自治[区州县旗]|[省市县区州盟旗])$", "", last)
    return brief if len(brief) >= 2 else last


@lru_cache(maxsize=65536)
def is_full(name: str) -> bool:
    """Whether a name is one that an organisation is registered under: it ends as such names end.

    A company's has its form (有限, 股份) or begins with its place; 长河公司 has neither.

    >>> is_full("云溪市长河贸易有限公司"), is_full("长河茶行"), is_full("长河公司"), is_full("裕达建工")
    (True, True, False, False)
    """
    if len(name) < _LEAST_FULL:
        return False
    if re.search(r"(?:公司|集团|企业)$", name) and not re.search("有限|股份|合伙", name):
        return place_of(name) is not None
    return any(found.end() == len(name) and found["loose"] is None for found in ENDING.finditer(name))


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """Return a folded name without the division it begins with and without its form of enterprise.

    >>> core("云南省昆明市长河贸易有限公司"), core("长河公司"), core("裕达建工")
    ('长河贸易', '长河', '裕达建工')
    """
    found, shaped = chains(name[:24]), _SHAPED.match(name)
    end = max(found[0].end if found and found[0].start == 0 else 0, shaped.end() if shaped else 0)
    if len(name) - end >= 2:
        name = name[end:]
    return fold(_FORM.sub("", name)) or fold(name)
