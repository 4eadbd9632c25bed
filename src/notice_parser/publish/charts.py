"""Counts → charts as SVG, each bar a link to its rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

COLOURS = ("#2f6690", "#d08c3f", "#5a8f69", "#b5525c", "#7d6b9e", "#4a9aa8", "#8a8d91", "#c2a83e")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 560, 230, 46, 24, 8


@dataclass(frozen=True)
class Bar:
    """One number of a chart and where its rows are."""

    group: str  # where it stands: a month, an authority
    series: str  # what it counts
    value: int
    href: str


def columns(bars: Sequence[Bar], groups: Sequence[str], series: Sequence[str], title: str) -> Markup:
    """Draw columns of stacked bars, one a group."""
    totals = {group: sum(bar.value for bar in bars if bar.group == group) for group in groups}
    top = _round_up(max(totals.values(), default=0))
    step = (_WIDTH - _LEFT) / max(len(groups), 1)
    parts = [*_grid(top)]
    for place, group in enumerate(groups):
        x, y = _LEFT + place * step, float(_HEIGHT - _BOTTOM)
        for bar in sorted(
            (bar for bar in bars if bar.group == group), key=lambda bar: series.index(bar.series)
        ):
            height = bar.value / top * (_HEIGHT - _BOTTOM - _TOP)
            y -= height
            label = f"{group}　{bar.series}：{bar.value:,} 件"
            parts.append(
                f'<a href="{escape(bar.href)}" aria-label="{escape(label)}">'
                f'<rect x="{x + step * 0.15:.1f}" y="{y:.1f}" width="{step * 0.7:.1f}"'
                f' height="{max(height, 0.6):.1f}" fill="{COLOURS[series.index(bar.series) % len(COLOURS)]}">'
                f"<title>{escape(label)}</title></rect></a>"
            )
        if place % max(1, math.ceil(len(groups) / 12)) == 0:
            parts.append(_text(x + step / 2, _HEIGHT - 7, _short_month(group), "middle"))
    return _svg(parts, title)


def lines(bars: Sequence[Bar], groups: Sequence[str], series: Sequence[str], title: str) -> Markup:
    """Draw one line a series over the groups, each point a link."""
    top = _round_up(max((bar.value for bar in bars), default=0))
    step = (_WIDTH - _LEFT) / max(len(groups), 1)
    parts = [*_grid(top)]
    for number, name in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        points = []
        for bar in bars:
            if bar.series == name:
                x = _LEFT + (groups.index(bar.group) + 0.5) * step
                points.append((x, _HEIGHT - _BOTTOM - bar.value / top * (_HEIGHT - _BOTTOM - _TOP), bar))
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y, bar in points:
            label = f"{bar.group}　{name}：{bar.value:,} 家在列"
            parts.append(
                f'<a href="{escape(bar.href)}" aria-label="{escape(label)}">'
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}">'
                f"<title>{escape(label)}</title></circle></a>"
            )
    for place, group in enumerate(groups):
        if place % max(1, math.ceil(len(groups) / 12)) == 0:
            parts.append(_text(_LEFT + (place + 0.5) * step, _HEIGHT - 7, _short_month(group), "middle"))
    return _svg(parts, title)


def legend(series: Sequence[str]) -> list[tuple[str, str]]:
    """Return the name and the colour of each series."""
    return [(name, COLOURS[place % len(COLOURS)]) for place, name in enumerate(series)]


def _grid(top: int) -> list[str]:
    parts = []
    for part in range(5):
        y = _HEIGHT - _BOTTOM - part / 4 * (_HEIGHT - _BOTTOM - _TOP)
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        if top * part % 4 == 0:
            parts.append(_text(_LEFT - 6, y + 4, f"{top * part // 4:,}", "end"))
    return parts


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(parts: Sequence[str], title: str) -> Markup:
    return Markup(
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group" aria-label="{escape(title)}">'
        + "".join(parts)
        + "</svg>"
    )


def _short_month(group: str) -> str:
    """Write a month as an axis shows it.

    >>> _short_month("2020-03"), _short_month("2020-01")
    ('3月', '2020年')
    """
    year, _, month = group.partition("-")
    return f"{year}年" if month == "01" else f"{int(month)}月" if month else group


def _round_up(value: int) -> int:
    """Return the least round number that is not below a value.

    >>> _round_up(0), _round_up(7), _round_up(230), _round_up(1001)
    (4, 8, 400, 2000)
    """
    if value <= 4:
        return 4
    power = 10 ** (len(str(value)) - 1)
    return int(next(power * step for step in (1, 2, 4, 8, 10, 20) if power * step >= value))
