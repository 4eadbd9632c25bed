"""Datasette's English pages → Chinese ones, translated as their templates are loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import BaseLoader, Environment

_PLURAL = "{% if count == 1 %}{% else %}s{% endif %}"

# template → (its words, ours). The words are code of the pinned version: a test asks that each still occurs.
PHRASES: dict[str, tuple[tuple[str, str], ...]] = {
    "base.html": (
        ("<html>", '<html lang="zh-CN">'),
        ("<header><nav>", '{% include "_site_head.html" %}<header><nav>'),
        (">Menu</title>", ">菜单</title>"),
        (">Log out<", ">退出<"),
    ),
    "_crumbs.html": (("{{ item.label }}", "{{ item.label|chinese_crumb }}"),),
    "_footer.html": (
        ("Powered by", "由"),
        (">Datasette</a>", ">Datasette</a> 驱动"),
        ("Queries took {{ query_ms|round(3) }}ms", "查询用时 {{ query_ms|round|int }} 毫秒"),
        ("Data license:", "使用范围："),
        ("Data source:", "数据来源："),
        ("About:", "说明："),
    ),
    "_description_source_license.html": (
        ("Data license:", "使用范围："),
        ("Data source:", "数据来源："),
        ("About:", "说明："),
    ),
    "_facet_results.html": (
        ("({{ facet_info.type }})", "（{{ facet_info.type|chinese_facet }}）"),
        ('{{ (facet_value.label | string()) or "-" }}', "{{ facet_value.label|chinese_blank }}"),
        ('{{ facet_value.label or "-" }}', "{{ facet_value.label|chinese_blank }}"),
    ),
    "_suggested_facets.html": (
        ("Suggested facets:", "可按列统计："),
        ("({{ facet.type }})", "（{{ facet.type|chinese_facet }}）"),
    ),
    "_table.html": (
        ("0 records", "没有记录"),
        (
            'data-column-description="{{ column.description }}"',
            'data-column-description="{{ column.description }}" title="{{ column.description }}"',
        ),
    ),
    "index.html": (
        ('metadata.title or "Datasette"', 'metadata.title or "数据库"'),
        ("{{ database.name }}{% if", "{{ database.name|chinese_crumb }}{% if"),
        ("{{ database.name }}</a>", "{{ database.name|chinese_crumb }}</a>"),
        (" rows in {% endif %}", " 行，{% endif %}"),
        ("hidden_tables_count %}, {% endif -%}", "hidden_tables_count %}；{% endif -%}"),
        (" hidden table{% if database.hidden_tables_count != 1 %}s{% endif -%}", " 张后台表"),
        (" table{% if database.tables_count != 1 %}s{% endif %}", " 张表"),
        (" view{% if database.views_count != 1 %}s{% endif %}", " 个视图"),
        ('title="{{ table.count }} rows"', 'title="{{ table.count }} 行"'),
        ("{% if not loop.last %}, {% endif %}", "{% if not loop.last %}、{% endif %}"),
    ),
    "database.html": (
        ("{% block title %}{{ database }}", "{% block title %}{{ metadata.title or database }}"),
        ("Table actions", "操作"),
        ("Custom SQL query", "自定义查询（SQL）"),
        ("Format SQL", "整理语句"),
        ('value="Run SQL"', 'value="查询"'),
        (
            "The following databases are attached to this connection, "
            "and can be used for cross-database joins:",
            "还可以查询这些数据库：",
        ),
        (">Queries<", ">常用查询<"),
        (">Tables<", ">数据表<"),
        ("{% if views %}", "{% if views|rejectattr('name', 'chinese_hidden', database)|list %}"),
        ("{% for view in views %}", "{% for view in views if view.name is not chinese_hidden(database) %}"),
        (">Views<", ">视图<"),
        ("<em> (hidden)</em>", "<em>（后台表）</em>"),
        (
            "{{ column }}{% if not loop.last %}, {% endif %}",
            "{{ column }}{% if not loop.last %}、{% endif %}",
        ),
        ("Many rows", "很多行"),
        (f" row{_PLURAL.replace('count', 'table.count')}", " 行"),
        ("... and <", "另有 <"),
        (f" hidden table{_PLURAL.replace('count', 'hidden_count')}", " 张后台表"),
        ("Download SQLite DB:", "下载数据库："),
    ),
    "table.html": (
        ("{% block title %}{{ database }}: {{ table }}: ", "{% block title %}{{ metadata.title or table }} "),
        ("{{ urls.static('table.js') }}", "{{ urls.path('/-/notice-parser/table.js') }}"),
        (f" row{_PLURAL.replace('count', 'filtered_table_rows_count')}", " 行"),
        ("{{ human_description_en }}", "{{ human_description_en|chinese_description }}"),
        (" (view){% endif %}", "（视图）{% endif %}"),
        ("Table actions", "操作"),
        (
            '<dl class="column-descriptions">',
            '<details><summary>各列说明</summary><dl class="column-descriptions">',
        ),
        ("</dl>", "</dl></details>"),
        (">Search:<", ">搜索：<"),
        ("- remove filter -", "去掉此条件"),
        ("- column -", "选择列"),
        ("{{ display }}", "{{ display|chinese_lookup }}"),
        (">Sort...<", ">排序…<"),
        (">Sort by {{ column.name }}<", ">按{{ column.name }}排序<"),
        ("> descending<", "> 降序<"),
        ('value="Apply"', 'value="查询"'),
        (" extra where clause{% if extra_wheres_for_ui|length != 1 %}s{% endif %}", " 个附加条件"),
        (">remove</a>", ">去掉</a>"),
        (
            '<select name="_filter_column_{{ loop.index }}">',
            '<select name="_filter_column_{{ loop.index }}" aria-label="列">',
        ),
        (
            '<select name="_filter_op_{{ loop.index }}">',
            '<select name="_filter_op_{{ loop.index }}" aria-label="条件">',
        ),
        ('<select name="_filter_column">', '<select name="_filter_column" aria-label="列">'),
        ('<select name="_filter_op">', '<select name="_filter_op" aria-label="条件">'),
        ('class="filter-value"', 'class="filter-value" aria-label="值"'),
        ('title="{{ query.sql }}" ', ""),
        ("View and edit SQL", "查看并修改查询语句"),
        ('<p class="export-links">', '{% include "_exports.html" %}<p class="export-links">'),
        ("This data as ", "供程序使用："),
        ('", " if not loop.last', '"、" if not loop.last'),
        (
            '{% if display_rows %}, <a href="{{ url_csv }}">',
            '{% if display_rows %}、<a href="{{ url_csv }}">',
        ),
        (">advanced<", ">更多<"),
        ('These facets timed out: {{ ", ".join', '这些列的统计超时：{{ "、".join'),
        (">Next page<", ">下一页<"),
        ("Advanced export", "更多导出"),
        ("JSON shape:", "JSON 的形式："),
        (">default</a>,", ">默认</a>、"),
        (">array</a>,", ">数组</a>、"),
        (">newline-delimited</a>{% if primary_keys %},", ">每行一条</a>{% if primary_keys %}、"),
        (">object</a>", ">对象</a>"),
        ("CSV options:", "CSV 的选项："),
        (" download file<", " 下载为文件<"),
        (" expand labels<", " 显示名称<"),
        (" stream all rows<", " 导出全部行<"),
        ('value="Export CSV"', 'value="导出 CSV"'),
        (
            '<pre class="wrapped-sql">{{ table_definition }}</pre>',
            "<details><summary>表结构</summary>"
            '<pre class="wrapped-sql">{{ table_definition }}</pre></details>',
        ),
    ),
    "row.html": (
        ("{% block title %}{{ database }}: {{ table }}", "{% block title %}{{ table }}"),
        (
            "{{ table }}: {{ ', '.join(primary_key_values) }}",
            "{{ table }} {{ '、'.join(primary_key_values) }}",
        ),
        ("This data as ", "导出："),
        ('", " if not loop.last', '"、" if not loop.last'),
        ("Links from other tables", "相关记录"),
        (f" row{_PLURAL.replace('count', 'other.count')}", " 行"),
        ("from {{ other.other_column }} in {{ other.other_table }}", "{{ other.other_table }}"),
    ),
    "query.html": (
        ("{% block title %}{{ database }}", "{% block title %}{{ metadata.title or database }}"),
        ("This query cannot be executed because the database is immutable.", "数据库只读，不能执行此查询。"),
        ("Custom SQL query", "自定义查询（SQL）"),
        (
            " returning {% if truncated %}more than {% endif %}",
            "，返回{% if truncated %}超过{% endif %} ",
        ),
        (" row{% if display_rows|length == 1 %}{% else %}s{% endif %}", " 行"),
        ("{{ show_hide_text }}", "{{ '显示语句' if show_hide_text == 'show' else '隐藏语句' }}"),
        ("Query parameters", "查询条件"),
        ("Format SQL", "整理语句"),
        ('value="Run SQL"', 'value="查询"'),
        (">Edit SQL<", ">修改语句<"),
        ("This data as ", "导出："),
        ('", " if not loop.last', '"、" if not loop.last'),
        ('{% endfor %}, <a href="{{ url_csv }}">', '{% endfor %}、<a href="{{ url_csv }}">'),
        ("0 results", "没有结果"),
    ),
    "error.html": (("Error {{ status }}", "出错（{{ status }}）"),),
    "logout.html": (
        ("{% block title %}Log out", "{% block title %}退出"),
        ("<h1>Log out</h1>", "<h1>退出</h1>"),
        ("You are logged in as", "当前登录："),
        ('value="Log out"', 'value="退出"'),
    ),
}

SCRIPT = (  # the same for table.js, which draws the menu of a column
    ("Sort ascending", "升序"),
    ("Sort descending", "降序"),
    ("Facet by this", "按此列统计"),
    ("Hide this column", "隐藏此列"),
    ("Show all columns", "显示所有列"),
    ("Show not-blank rows", "只看不为空的行"),
    ("if (columnType) {", "if (false) {"),  # TEXT NOT NULL tells an analyst nothing
    ("Remove this filter", "去掉此条件"),
)

LOOKUPS = {
    "=": "等于",
    "!=": "不等于",
    "contains": "包含",
    "ends with": "结尾是",
    "starts with": "开头是",
    ">": "大于",
    "≥": "不小于",
    "<": "小于",
    "≤": "不大于",
    "like": "符合（%）",
    "not like": "不符合（%）",
    "glob": "符合（*）",
    "in": "在其中",
    "not in": "不在其中",
    "array contains": "数组包含",
    "array does not contain": "数组不含",
    "date": "日期是",
    "is null": "为空",
    "is not null": "不为空",
    "is blank": "空白",
    "is not blank": "非空白",
}

_DESCRIPTIONS = (
    (r'search matches "([^"]*)"', r"搜索“\1”"),
    (r"sorted by (\S+) descending", r"按\1降序"),
    (r"sorted by (\S+)", r"按\1升序"),
    (r'(\S+) contains "([^"]*)"', r"\1包含“\2”"),
    (r'(\S+) does not contain "([^"]*)"', r"\1不含“\2”"),
    (r'(\S+) starts with "([^"]*)"', r"\1开头是“\2”"),
    (r'(\S+) ends with "([^"]*)"', r"\1结尾是“\2”"),
    (r'(\S+) not like "([^"]*)"', r"\1不符合“\2”"),
    (r'(\S+) like "([^"]*)"', r"\1符合“\2”"),
    (r'(\S+) glob "([^"]*)"', r"\1符合“\2”"),
    (r'"(\S+)" is on date (\S+)', r"\1的日期是\2"),
    (r"(\S+) is not (?:null|blank)", r"\1不为空"),
    (r"(\S+) is (?:null|blank)", r"\1为空"),
    (r"(\S+) not in \[(.*?)\]", r"\1不在（\2）之中"),
    (r"(\S+) in \[(.*?)\]", r"\1在（\2）之中"),
    (r'(\S+) != "([^"]*)"', r"\1不是“\2”"),
    (r'(\S+) = "([^"]*)"', r"\1是“\2”"),
    (r"\bwhere ", "："),
    (r" and ", "，"),
    (r"(?<=[”\w]), (?=\w)", "，"),
    (r"(?<=[”\w）]) (?=按)", "，"),
)


def description(english: str | None) -> str:
    """Say in Chinese by what a table is filtered and sorted.

    >>> description('where 名单 contains "黄牌" and 动作 = "列入" sorted by 日期 descending')
    '：名单包含“黄牌”，动作是“列入”，按日期降序'
    """
    text = english or ""
    for pattern, chinese in _DESCRIPTIONS:
        text = re.sub(pattern, chinese, text)
    return text


def translate(source: str, phrases: Iterable[tuple[str, str]]) -> str:
    """Put our words for theirs."""
    for english, chinese in phrases:
        source = source.replace(english, chinese)
    return source


def trusted(source: str) -> str:
    """Mark the scripts inside a template as ours, so that the browser runs these and no others.

    >>> trusted('<script>go()</script><script src="x.js"></script>')
    '<script nonce="{{ nonce }}">go()</script><script src="x.js"></script>'
    """
    return re.sub(r"<script(?= *>|\{%)", '<script nonce="{{ nonce }}"', source)


class ChineseLoader(BaseLoader):
    """Load Datasette's own templates, and ours, with Chinese phrases."""

    def __init__(self, inner: BaseLoader) -> None:
        """Wrap the loader that finds them."""
        self.inner = inner

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the template's source, its file, and whether it is still current."""
        source, file, current = self.inner.get_source(environment, template)
        return trusted(translate(source, PHRASES.get(template.split(":")[-1], ()))), file, current

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""
        return self.inner.list_templates()


def install(
    env: Environment, title_of: Callable[[str], str | None], is_hidden: Callable[[str, str], bool]
) -> None:
    """Make an environment speak Chinese.

    ``title_of`` gives the title of a database by its name; ``is_hidden`` says of a view's and a database's
    name whether it is not for analysts.
    """
    filters: dict[str, Callable[[Any], Any]] = {
        "chinese_description": description,
        "chinese_lookup": lambda display: LOOKUPS.get(display, display),
        "chinese_facet": lambda kind: {"array": "数组", "date": "日期"}.get(kind, kind),
        "chinese_blank": lambda label: "（空白）" if label in (None, "") else label,
        "chinese_crumb": lambda label: "首页" if label == "home" else title_of(label) or label,
    }
    env.filters.update(filters)
    env.tests["chinese_hidden"] = is_hidden
    if env.loader and not isinstance(env.loader, ChineseLoader):
        env.loader = ChineseLoader(env.loader)
