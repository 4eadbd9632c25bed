"""Records and expected records → what a careful reader would object to, one line each.

One row is one event on one subject; a row is found when type and subject agree (for a list also action and
certainty), and right when every compared field agrees. `optional` events count neither for nor against, and
`alt` lists other values that a careful reader may write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

FIELDS = (
    "certainty",
    "list_name",
    "list_level",
    "authority",
    "document_number",
    "event_date",
    "start",
    "end",
    "duration",
    "fine_yuan",
    "confiscated_yuan",
    "penalty_kinds",
    "identifier",
    "stated_count",
)
COUNTED = re.compile(r"^[\d.]+万?余?[家户名个人]")  # 12家企业 and 企业 are the same group
UNASSERTED = ("prescriptive", "conditional", "negated", "prospective")
Row = dict[str, Any]


def misses(expected: dict[str, Any], records: Iterable[dict[str, Any]]) -> list[str]:
    """Return what differs, sorted; empty when the records say what the expected ones say."""
    wanted, read = list(_rows(expected["events"])), list(_rows(records))
    pairs = _pairs(wanted, read)
    found = {i for i, _ in pairs}
    explained = {j for _, j in pairs}
    lines = [
        f"{_label(wanted[i])}: {field} is {read[j].get(field)!r}, not {wanted[i].get(field)!r}"
        for i, j in pairs
        if not wanted[i].get("optional")
        for field in FIELDS
        if not _agree(field, wanted[i], read[j])
    ]
    lines += [
        f"{_label(row)}: missed" for i, row in enumerate(wanted) if i not in found and not row.get("optional")
    ]
    lines += [
        f"{_label(row)}: not in the notice"
        for j, row in enumerate(read)
        if j not in explained and not _is_unasserted(row)
    ]
    return sorted(lines + _forbidden(expected, read, explained))


class Tally(NamedTuple):
    """Rows a careful reader writes, rows read, and those of them that are found and that are right."""

    wanted: int
    read: int
    found: int
    right: int

    @property
    def exact(self) -> float:
        """The F1 of right rows; 1 where nothing is wanted and nothing is read."""
        return 2 * self.right / (self.wanted + self.read) if self.wanted + self.read else 1.0


def tally(expected: dict[str, Any], records: Iterable[dict[str, Any]]) -> Tally:
    """Count the rows; optional ones and what is read of them count neither way."""
    wanted, read = list(_rows(expected["events"])), list(_rows(records))
    pairs = _pairs(wanted, read)
    optional = {i for i, row in enumerate(wanted) if row.get("optional")}
    due = [(i, j) for i, j in pairs if i not in optional]
    paired = {j for _, j in pairs}
    said = [j for j, row in enumerate(read) if j not in paired and not _is_unasserted(row)]
    right = sum(all(_agree(field, wanted[i], read[j]) for field in FIELDS) for i, j in due)
    return Tally(len(wanted) - len(optional), len(said) + len(due), len(due), right)


class Judged(NamedTuple):
    """One row that was read: how sure it was, whether it went to a person, and what the truth says of it."""

    confidence: float
    review: str
    found: bool
    right: bool


def judged(expected: dict[str, Any], records: Iterable[dict[str, Any]]) -> list[Judged]:
    """Hold each row that was read against the truth; optional rows and demands count neither way.

    >>> truth = {"events": [{"event_type": "list.red", "action": "add", "subjects": [{"name": "云台茶行"}]}]}
    >>> read = [truth["events"][0] | {"confidence": 0.95, "review": "auto"}]
    >>> judged(truth, read)
    [Judged(confidence=0.95, review='auto', found=True, right=True)]
    """
    wanted, read = list(_rows(expected["events"])), list(_rows(records))
    truth = {j: wanted[i] for i, j in _pairs(wanted, read)}
    return [
        Judged(
            row["confidence"],
            row["review"],
            j in truth,
            j in truth and all(_agree(field, truth[j], row) for field in FIELDS),
        )
        for j, row in enumerate(read)
        if (not truth[j].get("optional") if j in truth else not _is_unasserted(row))
    ]


def _is_unasserted(row: Row) -> bool:
    return (row.get("certainty") or "asserted") in UNASSERTED


def fold(text: object) -> str:
    """Drop what does not tell two names apart: width, spaces, quotation marks, kinds of bracket."""
    folded = unicodedata.normalize("NFKC", str(text or "")).translate(str.maketrans("〔〕【】[]", "()()()"))
    return re.sub(r"[\s\"'“”‘’《》〈〉、,。.;:·•\-—_]", "", folded).lower()


def _rows(events: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for event in events:
        for subject in event.get("subjects") or [{}]:
            name = subject.get("name")
            yield event | {
                "name": name,
                "names": {fold(name), COUNTED.sub("", fold(name)), *map(fold, subject.get("aliases") or ())},
                "identifier": subject.get("identifier"),
            }


def _pairs(wanted: list[Row], read: list[Row]) -> list[tuple[int, int]]:
    """Pair the rows that tell of the same act, those first that agree in most fields."""
    candidates = [
        (sum(_agree(field, want, row) for field in FIELDS), not want.get("optional"), -i, -j)
        for i, want in enumerate(wanted)
        for j, row in enumerate(read)
        if _same(want, row)
    ]
    taken: set[int] = set()
    used: set[int] = set()
    pairs = []
    for *_, i, j in sorted(candidates, reverse=True):
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((-i, -j))
    return pairs


def _same(want: Row, row: Row) -> bool:
    types = {want["event_type"], *(want.get("alt") or {}).get("event_type", ())}
    if row["event_type"] not in types or not want["names"] & row["names"]:
        return False
    if row["event_type"].startswith("list.") and want["event_type"].startswith("list."):
        return _agree("action", want, row) and _agree("certainty", want, row)
    # rules and policies have no subject: a different number is a different document
    numbers = [fold(each.get("document_number")) for each in (want, row)]
    return bool(want["name"]) or not all(numbers) or numbers[0] == numbers[1]


def _agree(field: str, want: Row, row: Row) -> bool:
    allowed = [want.get(field), *(want.get("alt") or {}).get(field, ())]
    return any(_equal(field, value, row.get(field)) for value in allowed)


def _equal(field: str, want: Any, got: Any) -> bool:
    match field:
        case "authority":
            names, others = _names(want), _names(got)
            return bool(names & others) or not (names or others)
        case "list_name":
            a, b = fold(want), fold(got)
            half = min(len(a), len(b)) * 2 >= max(len(a), len(b)) >= 4
            return a == b or (half and (a in b or b in a))
        case "penalty_kinds":
            return set(want or ()) == set(got or ())
        case "fine_yuan" | "confiscated_yuan":
            return (want and float(want)) == (got and float(got))
        case "stated_count" | "event_date" | "start" | "end" | "duration":
            return bool((want or None) == (got or None))
        case "certainty":
            return (want or "asserted") == (got or "asserted")
        case "document_number":  # 89-93号 is not 8993号
            return re.sub(r"\s", "", fold_number(want)) == re.sub(r"\s", "", fold_number(got))
        case _:
            return fold(want) == fold(got)


def fold_number(text: object) -> str:
    """Fold a decision's number, keeping the hyphen of a range."""
    return fold(re.sub(r"(?<=\d)\s*[-—－~～至]\s*(?=\d)", "至", str(text or "")))


def _names(authority: dict[str, str | None] | str | None) -> set[str]:
    if isinstance(authority, str):
        return {fold(authority)}
    return {fold(authority[key]) for key in ("written", "full") if authority.get(key)} if authority else set()


def _forbidden(expected: dict[str, Any], read: list[Row], explained: set[int]) -> list[str]:
    """What the notice says and does not do, and whom it names and does nothing to."""
    lines = []
    for denied in expected.get("not_events") or ():
        quote = fold(denied["quote"])
        for j, row in enumerate(read):
            if (row.get("certainty") or "asserted") != "asserted":
                continue
            if denied.get("what", "event") in ("event", "list"):
                words = fold(row.get("quote"))
                if j not in explained and words and (words in quote or quote in words):
                    lines.append(f"{_label(row)}: must not be asserted: {denied['quote']}")
            elif denied["what"] == "subject" and fold(row["name"]) == quote:
                lines.append(f"{_label(row)}: is no subject")
    return lines


def _label(row: Row) -> str:
    return " ".join(str(row[key]) for key in ("event_type", "action", "name") if row.get(key))
