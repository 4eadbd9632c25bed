"""Datasette's hooks → our site: the same for ``datasette FILE`` and for ``notice-parser serve``."""

# Datasette's decorator for hooks has no types.
# mypy: disallow-untyped-decorators=False
from __future__ import annotations

from importlib import import_module, resources
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.utils.asgi import Request, Response
from jinja2 import Environment

from ...text.bigrams import query_words
from .. import cells, chinese, evidence
from ..metadata import Described, described, metadata

if TYPE_CHECKING:  # Datasette loads us while it is itself being loaded
    from datasette.app import Datasette

_SCHEMAS: WeakKeyDictionary[Datasette, dict[str, dict[str, Described]]] = WeakKeyDictionary()
_SETTINGS = {
    "suggest_facets": False,
    "facet_time_limit_ms": 1000,
    "sql_time_limit_ms": 3000,
    "allow_download": False,
}


@hookimpl
def startup(datasette: Datasette) -> Any:
    """Find the databases that are ours, and let Datasette take the time that their facets need."""

    async def inspect() -> None:
        found = {}
        for name, database in datasette.databases.items():
            sql = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL"
            tables = {row["name"]: row["sql"] for row in (await database.execute(sql)).rows}
            if "信用事件" in tables:
                found[name] = {table: described(definition) for table, definition in tables.items()}
        _SCHEMAS[datasette] = found
        if found:
            datasette._settings.update(_SETTINGS)
            # Else every 404 prints all local variables, people's names among them.
            import_module("datasette.handle_exception").rich = None  # type: ignore[attr-defined]

    return inspect


@hookimpl
def get_metadata(datasette: Datasette) -> dict[str, Any]:
    """Describe our tables; a metadata file of the user's own goes before."""
    return metadata(_SCHEMAS.get(datasette, {}))


@hookimpl(trylast=True)
def prepare_connection(conn: Any) -> None:
    """Let ``?_search=`` find Chinese words: Datasette calls this function on what was typed."""
    conn.create_function("escape_fts", 1, query_words, deterministic=True)


@hookimpl(trylast=True)
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Make the pages speak Chinese."""
    chinese.install(env, lambda name: datasette.metadata("title", database=name, fallback=False))


@hookimpl
def extra_css_urls(datasette: Datasette) -> list[str]:
    """Add our style."""
    return [datasette.urls.path("/-/notice-parser/site.css")]


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Any:
    """Show dates, amounts and keys as an analyst reads them."""
    if database not in _SCHEMAS.get(datasette, {}):
        return None
    return cells.cell(value, column, table, row, cells.base(datasette.setting("base_url"), database))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add the pages that show where a value comes from, and our style and script."""
    base = r"^/-/notice-parser/(?P<database>[^/]+)"
    return [
        (r"^/-/notice-parser/site\.css$", _style),
        (r"^/-/notice-parser/table\.js$", _script),
        (base + r"/evidence/(?P<key>[0-9a-f]{16})$", evidence.evidence),
        (base + r"/problem/(?P<number>\d{1,15})$", evidence.problem),
        (base + r"/cell/(?P<number>\d{1,15})$", evidence.assessment),
        (base + r"/source/(?P<notice>\d{1,12})/(?P<page>\d{1,6})$", evidence.source),
        (base + r"/image/(?P<notice>\d{1,12})/(?P<page>\d{1,6})\.png$", evidence.image),
    ]


def _style(request: Request) -> Response:
    return Response(_read(__name__, "static/site.css"), content_type="text/css; charset=utf-8")


def _script(request: Request) -> Response:
    """Send Datasette's own table.js with Chinese words."""
    import datasette

    source = _read(datasette.__name__, "static/table.js")
    return Response(chinese.translate(source, chinese.SCRIPT), content_type="text/javascript; charset=utf-8")


def _read(package: str, path: str) -> str:
    return resources.files(package).joinpath(path).read_text("utf-8")
