"""Elements of a page → which of them are the site around the notice: menus, foot, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..headers import header_depth
from ..package import Element
from ..shapes import entry

UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "option",
    "optgroup", "button", "input", "textarea", "audio", "video", "canvas", "map", "head", "datalist",
    "dialog",
})  # fmt: skip
_BLOCKS = frozenset({
    "div", "ul", "ol", "dl", "nav", "section", "header", "footer", "aside", "table", "td", "tr", "p",
    "form", "menu", "center", "main",
})  # fmt: skip
_AROUND = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|foot(?:er)?\w*|copyright|bread\w*|crumbs?|share\w*|bshare\w*|bdshare\w*|side(?:bar)?"
    r"|related|recommend|friend\w*|toolbar|search\w*|login|banner|logo|pagination|pager|qrcode|ewm|erweima"
    r"|fontsize|top-?bar|site-?map)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|ofd|wps|et|zip|rar|jpe?g|png)(?:$|[?#])", re.IGNORECASE)
_MOST = 0.3  # of a page's text: what holds more is no menu
_LINKED = 0.6
_HEAD = 8  # rows by which a table shows its header


@dataclass
class Mass:
    """How much text stands under an element, and how much of it is links."""

    text: int = 0
    linked: int = 0
    links: int = 0
    names: int = 0  # links that are entries of a list: 云岭石料厂
    files: int = 0  # links to annexes
    tables: list[Element] = field(default_factory=list)  # of data


def around(root: Element, tables: set[Element]) -> set[Element]:
    """Return the elements that are of the site, given which tables hold data."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    mass = {element: Mass() for element in elements}
    for element in reversed(elements):  # children before parents
        own = mass[element]
        if element.tag not in UNSEEN:
            own.text += _length(element.text)
        if element.tag == "a" and element.get("href"):
            own.linked, own.links = own.text, 1
            words = "".join(element.itertext()).strip()
            own.names += entry(words)
            own.files += bool(_FILE.search(element.get("href", "")) or re.match("附件", words))
        if element in tables:
            own.tables.append(element)
        parent = mass.get(element.getparent())
        if parent is not None:
            parent.text += (own.text if element.tag not in UNSEEN else 0) + _length(element.tail)
            parent.linked += own.linked
            parent.links += own.links
            parent.names += own.names
            parent.files += own.files
            if len(parent.tables) < 3:
                parent.tables += own.tables[:3]
    total = mass[root].text if root in mass else 0
    return {element for element in elements if _is_around(element, mass[element], total)}


def _is_around(element: Element, mass: Mass, total: int) -> bool:
    if element.tag not in _BLOCKS or mass.text > _MOST * total or not mass.text or mass.files:
        return False
    if mass.tables and any(_has_header(table) for table in mass.tables):
        return False
    if element.tag in ("nav", "footer", "aside"):
        return True
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    if _AROUND.search(named) and next(element.iter("h1", "h2"), None) is None:
        return True
    return mass.links >= 3 and mass.linked >= _LINKED * mass.text and mass.names < 0.5 * mass.links


def is_data(table: Element, page: int) -> bool:
    """Whether a table sets out data and is not only layout; ``page`` is the length of the page's text."""
    if table.get("role") == "presentation":
        return False
    inner = [other for other in table.iter("table") if other is not table]
    if any(len(list(other.iter("tr"))) > 1 for other in inner):
        return False
    rows = own_rows(table)
    cells = [cell for row in rows for cell in own_cells(row)]
    filled = [_length("".join(cell.itertext())) for cell in cells]
    if max((len(own_cells(row)) for row in rows), default=0) < 2 or sum(map(bool, filled)) < 2:
        return False
    if any(cell.find(".//h1") is not None for cell in cells):
        return False
    return not (max(filled) > 400 and max(filled) > 0.6 * page and len(cells) < 8)


def own_rows(table: Element) -> list[Element]:
    """Return the rows of a table, not those of tables inside it."""
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows += [row for row in child if row.tag == "tr"]
    return rows


def own_cells(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def _has_header(table: Element) -> bool:
    texts = [["".join(cell.itertext()).strip() for cell in own_cells(row)] for row in own_rows(table)[:_HEAD]]
    width = max(map(len, texts), default=0)
    return header_depth([row + [""] * (width - len(row)) for row in texts if row]) > 0


def _length(text: str | None) -> int:
    return len("".join((text or "").split()))
