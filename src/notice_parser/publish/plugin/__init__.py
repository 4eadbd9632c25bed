"""Datasette's hooks → our site: the same for ``datasette FILE`` and for ``notice-parser serve``."""

# Datasette's decorator for hooks has no types.
# mypy: disallow-untyped-decorators=False
from __future__ import annotations

from collections.abc import Callable
from importlib import import_module, resources
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from jinja2 import Environment

from ...text.bigrams import query_words
from .. import cells, chinese, copies, headers, refusal, sessions
from ..access import STAFF, is_staff
from ..audits import audited
from ..guard import guard
from ..metadata import TABLES, Described, described, metadata
from .routes import routes

if TYPE_CHECKING:  # Datasette loads us while it is itself being loaded
    from datasette.app import Datasette

_SCHEMAS: WeakKeyDictionary[Datasette, dict[str, dict[str, Described]]] = WeakKeyDictionary()
_SETTINGS = {
    "suggest_facets": False,
    "facet_time_limit_ms": 1000,
    "sql_time_limit_ms": 3000,
    "allow_download": False,
    "max_csv_mb": 0,
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
            datasette.sql_time_limit_ms = _SETTINGS["sql_time_limit_ms"]  # taken from the settings before us
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
    guard(conn)


@hookimpl(trylast=True)
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Make the pages speak Chinese."""
    chinese.install(
        env,
        lambda name: datasette.metadata("title", database=name, fallback=False),
        lambda view, name: bool(datasette.metadata("hidden", database=name, table=view, fallback=False)),
    )


@hookimpl
def extra_css_urls(datasette: Datasette) -> list[str]:
    """Add our style."""
    return [datasette.urls.path("/-/notice-parser/site.css")]


@hookimpl
def extra_template_vars(
    request: Request | None, datasette: Datasette, database: str | None, table: str | None
) -> Any:
    """Tell templates what the head of every page shows."""

    async def told() -> dict[str, Any]:
        nonce = request.scope.get(headers.NONCE, "") if request else ""
        names = list(_SCHEMAS.get(datasette, {}))
        if not names or request is None:
            return {"nonce": nonce}
        name = database if database in names else names[0]
        link = cells.base(datasette.setting("base_url"), name)
        site: dict[str, Any] = {
            "link": link,
            "tables": {
                one: datasette.urls.path(f"/{tilde_encode(name)}/{tilde_encode(one)}") for one in TABLES
            },
            "script": datasette.urls.path("/-/notice-parser/site.js"),
            "sign_in": datasette.urls.path("/-/notice-parser/sign-in"),
            "sign_out": datasette.urls.path("/-/notice-parser/sign-out"),
            "staff": await is_staff(datasette, request.actor),
            "at": request.full_path,
        }
        if copies.is_public(_SCHEMAS[datasette][name]):
            site |= {"public": await copies.told(datasette.databases[name]), "staff": False}
        if table in TABLES and database in names:
            query = f"?{request.query_string}" if request.query_string else ""
            export = f"{link}/export/{tilde_encode(table)}"
            site["exports"] = {kind: f"{export}.{kind}{query}" for kind in ("xlsx", "csv")}
            site["feed"] = f"{link}/events.atom{query}" if table == "信用事件" else None
        return {"nonce": nonce, "site": site}

    return told


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Any:
    """Show dates, amounts and keys as an analyst reads them."""
    if database not in _SCHEMAS.get(datasette, {}):
        return None
    return cells.cell(value, column, table, row, cells.base(datasette.setting("base_url"), database))


@hookimpl
def actor_from_request(datasette: Datasette, request: Request) -> dict[str, Any] | None:
    """Tell who is signed in."""
    return sessions.actor_of(datasette, request)


@hookimpl(trylast=True)  # the last answer is the one that counts
def permission_allowed(
    datasette: Datasette, actor: dict[str, Any] | None, action: str, resource: Any
) -> bool | None:
    """Let staff upload and review; let nobody reach behind the views of a public copy."""
    if copies.refuses(action, resource, _SCHEMAS.get(datasette, {})):
        return False
    return (actor or {}).get("role") == "staff" if action == STAFF else None


@hookimpl
def forbidden(datasette: Datasette, request: Request) -> Any:
    """Let whoever may not see a page sign in."""
    if not _SCHEMAS.get(datasette):
        return None
    return lambda: sessions.refuse(datasette, request)


@hookimpl
def skip_csrf(scope: dict[str, Any]) -> bool:
    """Let OpenRefine post its queries, which change nothing."""
    return str(scope["path"]).endswith("/reconcile")


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Datasette) -> Callable[..., Any]:
    """Send our headers, write down who takes tables out, refuse in Chinese, follow a replaced file."""

    def wrapped(app: Callable[..., Any]) -> Callable[..., Any]:
        return copies.follow(headers.wrapped(audited(refusal.in_chinese(app), datasette)), datasette)

    return wrapped


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add our pages, and the style and the scripts that they need."""
    return [
        *routes(),
        (r"^/-/notice-parser/site\.css$", _style),
        (r"^/-/notice-parser/site\.js$", _own_script),
        (r"^/-/notice-parser/table\.js$", _script),
    ]


def _style(request: Request) -> Response:
    return Response(_read(__name__, "static/site.css"), content_type="text/css; charset=utf-8")


def _own_script(request: Request) -> Response:
    return Response(_read(__name__, "static/site.js"), content_type="text/javascript; charset=utf-8")


def _script(request: Request) -> Response:
    """Send Datasette's own table.js with Chinese words."""
    import datasette

    source = _read(datasette.__name__, "static/table.js")
    return Response(chinese.translate(source, chinese.SCRIPT), content_type="text/javascript; charset=utf-8")


def _read(package: str, path: str) -> str:
    return resources.files(package).joinpath(path).read_text("utf-8")
