"""Zip container → its parts, within limits that no honest document meets."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from ..model import Unreadable

MAX_MEMBERS = 20_000
MAX_UNPACKED = 1_000_000_000  # bytes, of all members together
MAX_RATIO = 200  # unpacked to packed, of what is large
MAX_PART = 200_000_000  # bytes of one part that is taken apart in memory
_LARGE = 30_000_000
_ENCRYPTED = 0x1

Element = Any  # lxml's, whose stubs know no bare tags


class Relation(NamedTuple):
    """What a part of an office document leads to: the kind of thing, and its part."""

    kind: str  # the last word of its type: styles, footnotes, header, …
    target: str
    inside: bool  # the target is a part of the package; nothing outside is ever opened


class Package:
    """An open container; parts are looked up whatever the case and the slashes of their names."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open a container; raise ``Unreadable`` where it is broken, locked or a bomb."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise Unreadable(name, "文件已损坏或不完整", "请重新下载或索取原件") from error
        members = self._zip.infolist()
        check_sizes(name, [(info.file_size, info.compress_size) for info in members])
        self._members = {_folded(info.filename): info for info in members if not info.is_dir()}
        self.names = [info.filename.replace("\\", "/") for info in self._members.values()]

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part."""
        return _folded(part) in self._members

    def bytes(self, part: str) -> bytes:
        """Return a part; ``KeyError`` where there is none."""
        info = self._members[_folded(part)]
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable(self.name, "文件有打开密码", "请取得密码，另存为无密码的文件")
        if info.file_size > MAX_PART:
            raise Unreadable(self.name, "文件解压后过大", "请拆分后再试")
        return self._zip.read(info)

    def xml(self, part: str) -> Element:
        """Return the root of an XML part, its names without namespaces."""
        return bare(self.name, self.bytes(part))

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Return what a part, or the package itself, leads to, by the id that it uses for it."""
        folder, file = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, Relation] = {}
        for item in self.xml(listed) if listed in self else ():
            if item.tag != "Relationship":
                continue
            kind = item.get("Type", "").rpartition("/")[2]
            inside = item.get("TargetMode") != "External"
            target = item.get("Target", "")
            found[item.get("Id", "")] = Relation(kind, resolved(folder, target) if inside else "", inside)
        return found


def check_sizes(name: str, sizes: list[tuple[int, int]]) -> None:
    """Raise ``Unreadable`` for a container of too much: ``sizes`` are unpacked and packed bytes a member."""
    if len(sizes) > MAX_MEMBERS:
        raise Unreadable(name, f"压缩包内文件过多（{len(sizes)} 个）", f"请拆分为不超过 {MAX_MEMBERS} 个文件")
    bomb = any(size > _LARGE and size > MAX_RATIO * max(packed, 1) for size, packed in sizes)
    if bomb or sum(size for size, _ in sizes) > MAX_UNPACKED:
        raise Unreadable(name, "解压后过大，可能是压缩炸弹", "请核对来源，或索取原件")


def resolved(folder: str, target: str) -> str:
    """Return the part that a path means: from the root where it begins with a slash, else from ``folder``.

    >>> resolved("Doc_0/Pages", "../Res/a.png"), resolved("Doc_0", "/Doc_0/Tpls/Tpl_0.xml")
    ('Doc_0/Res/a.png', 'Doc_0/Tpls/Tpl_0.xml')
    """
    target = unquote(target).replace("\\", "/").strip()
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).removeprefix("../") if path else ""


def bare(name: str, data: bytes) -> Element:
    """Parse XML and drop the namespaces of its names; entities are not followed, nothing is fetched.

    Raise ``Unreadable`` where it is none, or declares a document type, as none of these formats does.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, "文件已损坏或不完整", "请重新下载或索取原件") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(name, "文件含有不应有的外部定义（DTD），可能有害", "请核对来源，或索取原件")
    for element in root.iter(etree.Element):
        element.tag = element.tag.rpartition("}")[2]
        for key in [key for key in element.attrib if key.startswith("{")]:
            element.attrib[key.rpartition("}")[2]] = element.attrib.pop(key)
    return root


def _folded(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
