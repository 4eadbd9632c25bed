"""OOXML text document → Document: what it would print, tracked changes accepted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from ...model import Document, Unreadable
from ..flow import Styled, document_of
from ..grid import Grid
from ..images import read_pictures
from ..package import Element, Package, Relation
from ..progress import Progress, unheard
from ..web import page_items
from .body import Body, Parts
from .numbering import lists_of
from .styles import Styles

MAX_NOTES = 5_000
_FEW = 10  # characters; with fewer, a document of pictures is a scan
_PAGE_NUMBER = re.compile(r"[-—–－―─·~•\s第页共/／\d,，]*")
_PAGES = (".htm", ".html", ".xhtml", ".mht", ".mhtml")
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif")


def read_docx(name: str, data: bytes, ocr: str, progress: Progress = unheard) -> Document:
    """Read a .docx, .docm or .dotx file; macros in it are not even opened.

    A document that holds nothing but pictures is recognised by the engine ``ocr``.
    Raise ``Unreadable`` where it is broken or has no text.
    """
    package = Package(name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    main = _main_part(package)
    relations = package.relations(main)
    items = list(_items(package, main, relations))
    length = sum(len(item.text.strip()) if isinstance(item, Styled) else 100 for item in items)
    if length < _FEW:
        pictures = [
            package.bytes(relation.target)
            for relation in relations.values()
            if relation.kind == "image"
            and relation.target.lower().endswith(_PICTURES)
            and relation.target in package
        ]
        if pictures:
            return read_pictures(name, sha256, pictures, ocr, progress)
    return document_of(items, name, sha256)


def _main_part(package: Package) -> str:
    for relation in package.relations().values():
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise Unreadable(package.name, "文件已损坏或不完整（缺少正文）", "请重新下载或索取原件")


def _items(package: Package, main: str, relations: dict[str, Relation]) -> Iterator[Styled | Grid]:
    """Yield the head of the first page, the body, and the foot, without what the body repeats."""
    root = package.xml(main)
    body = root.find("body")
    if body is None:
        raise Unreadable(package.name, "文件已损坏或不完整（缺少正文）", "请重新下载或索取原件")
    parts = _parts(package, relations)
    items = list(Body(parts).items(body))
    text = _squeezed(items)
    section = next(body.iter("sectPr"), None)
    yield from _margin("headerReference", section, package, relations, parts, text)
    yield from items
    yield from _margin("footerReference", section, package, relations, parts, text)


def _parts(package: Package, relations: dict[str, Relation]) -> Parts:
    def part(kind: str) -> Element | None:
        for relation in relations.values():
            if relation.kind == kind and relation.inside and relation.target in package:
                return package.xml(relation.target)
        return None

    notes: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        found = part(f"{kind}s")
        for note in found.iterchildren(kind) if found is not None else ():
            if note.get("type") in (None, "normal") and len(notes) < MAX_NOTES:
                notes[kind, note.get("id", "")] = note
    chunks = {
        id: page_items(package.name, package.bytes(relation.target))
        for id, relation in relations.items()
        if relation.kind == "aFChunk"
        and relation.target.lower().endswith(_PAGES)
        and relation.target in package
    }
    return Parts(Styles(part("styles")), lists_of(part("numbering")), notes, chunks)


def _margin(
    kind: str,
    section: Element | None,
    package: Package,
    relations: dict[str, Relation],
    parts: Parts,
    text: str,
) -> Iterator[Styled | Grid]:
    """Yield what stands in the first page's head or foot, but page numbers and what the body says too."""
    if section is None:
        return
    listed = {item.get("type", "default"): item.get("id", "") for item in section.iterchildren(kind)}
    first = section.find("titlePg")
    of_first = first is not None and first.get("val", "1") not in ("0", "false", "off")
    id = listed.get("first" if of_first else "default")
    relation = relations.get(id or "")
    if relation is None or relation.target not in package:
        return
    for item in Body(parts).items(package.xml(relation.target)):
        said = _squeezed([item])
        if said and not _PAGE_NUMBER.fullmatch(said) and said not in text:
            yield item


def _squeezed(items: Sequence[Styled | Grid]) -> str:
    texts = [
        item.text if isinstance(item, Styled) else "".join(cell.text for cell in item.printed())
        for item in items
    ]
    return re.sub(r"\s", "", "".join(texts))
