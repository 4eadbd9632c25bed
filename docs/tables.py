"""The program itself → tables of the documents: commands, formats, kinds, words, messages, modules, scores.

cog calls these inside the Markdown files (``make cog``); ``make lint`` fails where a table is out of date.
"""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "notice_parser"


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    r"""Return a Markdown table.

    >>> print(table(("format", "limit"), [("PDF", "2000 | pages")]))
    | format | limit |
    |---|---|
    | PDF | 2000 \| pages |
    """
    names = list(header)
    lines = [" | ".join(str(cell).replace("|", "\\|") for cell in line) for line in (names, *rows)]
    lines.insert(1, "---")
    return "\n".join("|" + "---|" * len(names) if line == "---" else f"| {line} |" for line in lines)


def contents(document: str) -> str:
    """Return the chapters of a document as links; ``document`` is its path in the project."""
    titles = re.findall(r"^## (.+)$", (ROOT / document).read_text("utf-8"), re.MULTILINE)
    return "\n".join(f"- [{title}](#{anchor(title)})" for title in titles)


def anchor(title: str) -> str:
    """Return what a link to a chapter is called where Markdown is shown.

    >>> anchor("个人信息、异议、审计"), anchor("Own notices")
    ('个人信息异议审计', 'own-notices')
    """
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def commands() -> str:
    """Return every command, those of groups too, with its one line of help."""
    from notice_parser.cli import main

    return table(("命令", "做什么"), _commands(main, "notice-parser"))


def _commands(group: click.Group, path: str) -> Iterator[tuple[str, str]]:
    for name, command in sorted(group.commands.items()):
        yield f"`{path} {name}`", command.help or ""
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


def formats() -> str:
    """Return what is read, with what, up to which size."""
    from notice_parser.reading import READABLE

    header = ("format", "files taken from a folder", "read with", "limits")
    return table(header, ((row.name, " ".join(row.suffixes), row.library, row.limits) for row in READABLE))


def kinds() -> str:
    """Return the kinds of event with the forms that each reads."""
    from notice_parser.notices import KINDS

    found = sorted(KINDS.values(), key=lambda kind: kind.event_type)
    header = ("kind", "名称", "what it reads")
    return table(
        header,
        ((kind.event_type, kind.label, (inspect.getdoc(kind.read) or "").splitlines()[0]) for kind in found),
    )


def kinds_in_chinese() -> str:
    """Return the names of the kinds, as staff meet them in the column 类型."""
    from notice_parser.store.labels import EVENT_TYPES

    return "、".join(EVENT_TYPES.values())


def suffixes() -> str:
    """Return the suffixes that are taken from a folder."""
    from notice_parser.reading import READABLE

    return "、".join(suffix for row in READABLE for suffix in row.suffixes)


def notices() -> str:
    """Return the notices of the corpus and why each is there."""
    about = {
        path.parent.name: tomllib.loads(path.read_text("utf-8")) for path in ROOT.glob("corpus/*/about.toml")
    }
    rows = ((name, facts["place"], facts["agency"], facts["why"]) for name, facts in sorted(about.items()))
    return table(("notice", "place", "agency", "why it is here"), rows)


def scores() -> str:
    """Return the scores that `make score` wrote last."""
    halves = tomllib.loads((ROOT / "corpus" / "scores.toml").read_text("utf-8"))
    rows = (
        (name, half["notices"], f"{half['rows']:.3f}", f"{half['mean']:.3f}") for name, half in halves.items()
    )
    return table(("half", "notices", "exact F1 of rows", "mean over notices"), rows)


def refusals() -> str:
    """Return every reason why a file is not read, with what to do, as the program says them."""
    told: dict[tuple[str, str], None] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "Unreadable" and len(node.args) == 3:
                reason, advice = map(_words, node.args[1:])
                if reason and advice:
                    told[reason, advice] = None
    return table(("原因", "办法"), sorted(told))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _words(node: ast.expr) -> str:
    """Return the words of a message, with … for what differs each time; nothing if it is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        return "".join(map(str, parts))
    if isinstance(node, ast.IfExp):
        return " / ".join(filter(None, (_words(node.body), _words(node.orelse))))
    return ""


def layers() -> str:
    """Return the layers of the package, as the import contract has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    return "\n".join(
        f"{number}. {layer.replace('|', '·')}" for number, layer in enumerate(contract["layers"], 1)
    )


def house() -> str:
    """Return the map of the house: every module with the one sentence that it says of itself, in folders."""
    lines: list[str] = []
    for folder in (PACKAGE, *sorted(path for path in PACKAGE.rglob("*") if (path / "__init__.py").exists())):
        modules = [path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]
        own = _sentence(folder / "__init__.py")
        lines += ["", f"## {folder.relative_to(PACKAGE.parent)}/", "", own, ""]
        if modules:
            rows = ((f"[{path.name}](../{path.relative_to(ROOT)})", _sentence(path)) for path in modules)
            lines.append(table(("file", "what it does"), rows))
    return "\n".join(lines).strip()


def outside() -> str:
    """Return the scripts beside the package, with what each says of itself."""
    found = [ROOT / "demo.py"]
    for folder in ("corpus", "models", "bench", "docs", "deploy", "tests"):
        found += sorted((ROOT / folder).glob("*.py"))
    rows = ((f"[{path.relative_to(ROOT)}](../{path.relative_to(ROOT)})", _sentence(path)) for path in found)
    return table(("file", "what it does"), rows)


def _sentence(path: Path) -> str:
    """Return the first paragraph of a module's docstring in one line."""
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return re.sub(r"\s+", " ", told.split("\n\n")[0]).replace("``", "`").strip()
