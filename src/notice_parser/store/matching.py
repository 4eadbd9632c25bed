"""Names and codes of a list → who of them is listed on a day: by code, by name, or by a close name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from ..text.names import fold
from .identities import core, organisation_code, place_of
from .lookalikes import skeleton

ADVERSE = ("list.serious", "list.warning", "list.abnormal", "list.judgment_defaulter")
_CLOSE = 85.0  # of 100, of names without place and form: less alike ones are other firms
_BLOCK = 2  # characters that close names begin with, place left out


class Listing(NamedTuple):
    """One stay on a list that is running on the day, and the words that prove it."""

    subject: str
    name: str
    identifier: str | None
    kind: str
    list_name: str | None
    list_level: str | None
    authority: str | None
    document_number: str | None
    start: str | None
    expires: str | None
    doubtful: int
    event_key: str
    event_type: str
    file: str
    page: int
    quote: str


class Hit(NamedTuple):
    """A listed subject that a row may mean: how it was found, how alike the names are, and what to do."""

    how: str  # 代码一致, 名称一致, 名称相近, 同名不同代码
    likeness: float
    certain: bool  # nothing is left for a person to decide
    name: str  # of the subject, that of all its names which was found
    listing: Listing


_LISTED = """
    SELECT p.subject, p.name, p.identifier, p.kind, p.list_name, p.list_level, p.authority, p.document_number,
      coalesce(p.start, p.from_day), p.expires, p.doubtful, p.event_key, p.event_type,
      (SELECT min(f.name) FROM file_names f WHERE f.sha256 = n.sha256), e.page, e.quote
    FROM listing_periods p JOIN events e ON e.event_key = p.event_key JOIN notices n ON n.id = e.notice
    WHERE p.from_day <= ?1 AND (p.until_day IS NULL OR p.until_day > ?1)
"""


class Listed:
    """Who is listed on a day, to be looked up by code and by name."""

    def __init__(self, db: Connection, on: str, lists: Sequence[str] = ()) -> None:
        """Load who is listed; ``lists`` are words of list names or codes of kinds, else the adverse kinds."""
        self.by_subject: dict[str, list[Listing]] = defaultdict(list)
        for row in db.execute(_LISTED, (on,)):
            listing = Listing(*row)
            if _wanted(listing, lists):
                self.by_subject[listing.subject].append(listing)
        self.codes: dict[str, set[str]] = defaultdict(set)  # code → subjects
        self.own_codes: dict[str, set[str]] = defaultdict(set)  # subject → codes
        for subject, value in db.execute("SELECT subject, value FROM subject_identifiers"):
            code = organisation_code(value)
            if subject in self.by_subject and code:
                self.codes[code.identity].add(subject)
                self.own_codes[subject].add(code.identity)
        self.names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.bones: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.blocks: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for subject, name in db.execute("SELECT subject, name FROM subject_names"):
            if subject in self.by_subject:
                folded = fold(name)
                self.names[folded].add((subject, name))
                self.bones[skeleton(folded)].add((subject, name))
                brand = core(name)
                self.blocks[brand[:_BLOCK]].append((brand, subject, name))

    def find(self, name: str, printed: str | None) -> list[Hit]:
        """Return whom a name and a code may mean, the surest first; none where nobody listed is like them.

        A name is certain only of one organisation, whose code is not known to be another, and only if it is
        a name that no other city gives away: one that holds its place or its form of company.
        """
        folded = fold(name)
        code = organisation_code(printed) if printed else None
        hits: dict[str, tuple[str, float, bool, str]] = {}
        if code:
            for subject in self.codes.get(code.identity, ()):
                hits[subject] = ("代码一致", 100.0, True, self.by_subject[subject][0].name)
        for subject, seen in self.names.get(folded, ()) if folded else ():
            if subject not in hits:
                other = bool(code and self.own_codes.get(subject))
                kind = self.by_subject[subject][0].kind
                alone = len(self.names[folded]) == 1 and bool(place_of(name) or "有限" in name)
                sure = alone and not other and kind == "organisation" and "某" not in name
                hits[subject] = ("同名不同代码" if other else "名称一致", 100.0, sure, seen)
        for subject, seen, likeness in self._close(name, folded):
            if subject not in hits and not (code and self.own_codes.get(subject)):
                hits[subject] = ("名称相近", likeness, False, seen)
        return [
            Hit(how, likeness, certain and not listing.doubtful, seen, listing)
            for subject, (how, likeness, certain, seen) in sorted(
                hits.items(), key=lambda item: (not item[1][2], -item[1][1], item[0])
            )
            for listing in self.by_subject[subject]
        ]

    def _close(self, name: str, folded: str) -> Iterator[tuple[str, str, float]]:
        from rapidfuzz import fuzz, process

        if len(folded) < 4:
            return
        for subject, seen in self.bones.get(skeleton(folded), ()):
            if fold(seen) != folded:
                yield subject, seen, fuzz.ratio(folded, fold(seen))
        brand, place = core(name), place_of(name)
        block = self.blocks.get(brand[:_BLOCK], ())
        for _, likeness, at in process.extract(
            brand, [entry[0] for entry in block], scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=5
        ):
            _, subject, seen = block[at]
            if fold(seen) != folded and (place_of(seen) or place) == (place or place_of(seen)):
                yield subject, seen, likeness


def _wanted(listing: Listing, lists: Iterable[str]) -> bool:
    if not lists:
        return listing.event_type in ADVERSE
    return any(word in (listing.list_name or "") or word == listing.event_type for word in lists)
