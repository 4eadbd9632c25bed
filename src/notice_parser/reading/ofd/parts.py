"""OFD package → its documents, pages, templates, fonts and pictures, wherever its paths lead."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ...model import Unreadable
from ..package import Element, Package, resolved

MAX_PAGES = 2_000


class Font(NamedTuple):
    """What a text object's font says of its look."""

    name: str = ""
    bold: bool = False


@dataclass
class Resources:
    """What text and pictures refer to by number."""

    fonts: dict[str, Font] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)  # → part
    colors: dict[str, str] = field(default_factory=dict)  # of drawing parameters: their fill colour
    composites: dict[str, Element] = field(default_factory=dict)


class PageParts(NamedTuple):
    """One page: its size in millimetres, what is drawn on it in order, and what is pinned on it."""

    width: float
    height: float
    layers: list[Element]
    notes: list[Element]  # appearances of annotations
    resources: Resources


def pages(package: Package) -> Iterator[PageParts]:
    """Yield the pages of all documents of a package.

    Raise ``Unreadable`` where it is encrypted, or its root is missing.
    """
    root = package.xml("OFD.xml")
    if any(_encrypted(part) for part in package.names) or root.find(".//Encryptions") is not None:
        raise Unreadable(package.name, "文件已加密", "请取得未加密的 OFD 或 PDF 原件")
    count = 0
    for body in root.iter("DocBody"):
        part = _root_of(package, body)
        if part is None:
            continue
        for page in _pages_of(package, part):
            count += 1
            if count > MAX_PAGES:
                raise Unreadable(package.name, "页数过多", f"请拆分为不超过 {MAX_PAGES} 页的文件")
            yield page


def _encrypted(part: str) -> bool:
    name = posixpath.basename(part).lower()
    return name in ("encryptions.xml", "encryptinfo.xml", "decryptseed.dat") or name.endswith("encrypted.xml")


def _root_of(package: Package, body: Element) -> str | None:
    """Return the part of a document's current version."""
    for version in body.iter("Version"):
        if version.get("Current", "").lower() == "true":
            listed = resolved("", version.get("BaseLoc") or "")
            if listed in package and (root := package.xml(listed).find(".//DocRoot")) is not None:
                found = resolved(posixpath.dirname(listed), root.text or "")
                for part in (found, resolved("", root.text or "")):
                    if part in package:
                        return part
    stated = body.find("DocRoot")
    part = resolved("", (stated.text if stated is not None else "") or "")
    if part in package:
        return part
    return next((name for name in package.names if name.endswith("Document.xml")), None)


def _pages_of(package: Package, part: str) -> Iterator[PageParts]:
    root, folder = package.xml(part), posixpath.dirname(part)
    common = root.find("CommonData")
    common = root if common is None else common
    resources = Resources()
    for tag in ("PublicRes", "DocumentRes"):
        for item in common.iterchildren(tag):
            _add_resources(package, _located(package, folder, item.text), resources)
    area = _box(common.find("PageArea"))
    templates = {
        item.get("ID", ""): _located(package, folder, item.get("BaseLoc"))
        for item in common.iter("TemplatePage")
    }
    notes = _annotations(package, root, folder)
    listed = root.find("Pages")
    for item in listed.iterchildren("Page") if listed is not None else ():
        where = _located(package, folder, item.get("BaseLoc"))
        page = _page_xml(package, where)
        if page is None:  # what cannot be found stays a page without content
            yield PageParts(*(area or (210.0, 297.0)), [], [], resources)
            continue
        own = _with_own(package, page, where or "", resources)
        below: list[Element] = []
        above: list[Element] = []
        for template in page.iter("Template"):
            layers = _template(package, templates.get(template.get("TemplateID", "")), resources)
            (above if template.get("ZOrder") == "Foreground" else below).extend(layers)
        size = _box(page.find("Area")) or area or (210.0, 297.0)
        layers = [*below, *page.iter("Layer"), *above]
        yield PageParts(*size, layers, notes.get(item.get("ID", ""), []), own)


def _located(package: Package, folder: str, target: str | None) -> str | None:
    """Return the part that a path leads to, from its folder or, as some writers mean it, from the root."""
    if not target or not target.strip():
        return None
    for part in (resolved(folder, target), resolved("", target)):
        if part in package:
            return part
    end = "/" + resolved("", target).lower()
    return next((name for name in package.names if name.lower().endswith(end)), None)


def _page_xml(package: Package, part: str | None) -> Element | None:
    if part is None:
        return None
    try:
        return package.xml(part)
    except Unreadable:
        return None


def _template(package: Package, part: str | None, resources: Resources) -> list[Element]:
    page = _page_xml(package, part)
    if page is None:
        return []
    own = _with_own(package, page, part or "", Resources())
    for kind in ("fonts", "media", "colors", "composites"):
        for id, value in getattr(own, kind).items():
            getattr(resources, kind).setdefault(id, value)
    return list(page.iter("Layer"))


def _with_own(package: Package, page: Element, part: str, shared: Resources) -> Resources:
    """Return the resources of a page: the document's and its own."""
    listed = [_located(package, posixpath.dirname(part), item.text) for item in page.iterchildren("PageRes")]
    if not listed:
        return shared
    own = Resources(dict(shared.fonts), dict(shared.media), dict(shared.colors), dict(shared.composites))
    for found in listed:
        _add_resources(package, found, own)
    return own


def _add_resources(package: Package, part: str | None, resources: Resources) -> None:
    root = _page_xml(package, part)
    if root is None:
        return
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(part or ""), root.get("BaseLoc") or ""))
    for font in root.iter("Font"):
        name = f"{font.get('FontName') or ''} {font.get('FamilyName') or ''}"
        bold = font.get("Bold", "").lower() == "true" or int(_number(font.get("Weight"), 400)) >= 600
        heavy = any(word in name.lower() for word in ("bold", "heavy", "black", "simhei", "heiti", "黑体"))
        resources.fonts[font.get("ID", "")] = Font(name.strip(), bold or heavy)
    for media in root.iter("MultiMedia"):
        file = media.find("MediaFile")
        where = _located(package, folder, file.text if file is not None else None)
        if where is not None:
            resources.media[media.get("ID", "")] = where
    for drawing in root.iter("DrawParam"):
        color = drawing.find("FillColor")
        if color is not None and color.get("Value"):
            resources.colors[drawing.get("ID", "")] = color.get("Value", "")
    for composite in root.iter("CompositeGraphicUnit"):
        resources.composites[composite.get("ID", "")] = composite


def _annotations(package: Package, root: Element, folder: str) -> dict[str, list[Element]]:
    """Return the appearances pinned on each page, by the page's id."""
    found: dict[str, list[Element]] = {}
    for item in root.iterchildren("Annotations"):
        listed = _located(package, folder, item.text)
        index = _page_xml(package, listed)
        for page in index.iter("Page") if index is not None else ():
            file = page.find("FileLoc")
            where = _located(
                package, posixpath.dirname(listed or ""), file.text if file is not None else None
            )
            notes = _page_xml(package, where)
            if notes is not None:
                found.setdefault(page.get("PageID", ""), []).extend(notes.iter("Appearance"))
    return found


def _box(area: Element | None) -> tuple[float, float] | None:
    """Return width and height of a page area, in millimetres."""
    box = area.find("PhysicalBox") if area is not None else None
    values = numbers(box.text if box is not None else None)
    return (values[2], values[3]) if len(values) == 4 and min(values[2:]) > 0 else None


def numbers(text: str | None) -> list[float]:
    """Read numbers parted by blanks; what is none counts as 0."""
    return [_number(part, 0.0) for part in (text or "").replace(",", " ").split()]


def _number(text: str | None, default: float) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1e7 else default
