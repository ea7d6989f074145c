"""Charts of how flat a score is, as SVG: small multiples of one scale, readable on light and dark pages."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench._flat import Chart, Curve

WIDTH, HEIGHT, ACROSS = 290, 190, 3  # pixels of a panel, and panels in a row
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 30, 34  # pixels around the plot of a panel
HEAD = 62  # pixels above the panels
REACH = 2.0  # times the curves' own span that the scale grows at most for the other formula's sake; what lies beyond is told in words
LEAST_SPAN = 0.05  # of the axis, in NDCG or F1: ten times what is no finding, so that what is flat looks flat
MARGIN = 0.06  # of the span, above and below
STYLE = """
svg { font: 12px system-ui, sans-serif; background: #fff; }
text { fill: #333; } .name { font-weight: 600; } .faint { fill: #666; font-size: 11px; }
.paper { fill: #fff; } .grid { stroke: #ddd; } .ours { stroke: #0b62a8; fill: none; stroke-width: 2; }
.dot { fill: #0b62a8; } .shipped { stroke: #0b62a8; stroke-width: 2.5; fill: #fff; }
.peer { stroke: #b3541e; stroke-width: 1.5; stroke-dasharray: 5 4; fill: none; }
.theirs { fill: #a04814; font-size: 11px; }
@media (prefers-color-scheme: dark) {
svg { background: #16191d; } .paper { fill: #16191d; } text { fill: #d8dce0; } .faint { fill: #9aa3ab; } .grid { stroke: #343a40; }
.ours { stroke: #6cb6ff; }
.dot { fill: #6cb6ff; }
.shipped { stroke: #6cb6ff; fill: #16191d; } .peer { stroke: #f0a070; } .theirs { fill: #f0a070; }
}
""".strip()


def svg(chart: Chart) -> str:
    """The whole chart. The same curves give the same bytes."""
    low, high = _range(chart)
    rows = math.ceil(len(chart.curves) / ACROSS)
    width, height = WIDTH * ACROSS, HEAD + HEIGHT * rows
    head = [
        f'<text x="10" y="18" class="name">{escape(chart.case.capitalize())}: {escape(chart.measure)}</text>',
        f'<text x="10" y="36" class="faint">All panels share one y axis, from {low:.4g} to {high:.4g}{_zero(low)}. '
        "Ring: the value as shipped. x: the value, each step a factor.</text>",
        f'<text x="10" y="52" class="theirs">Dashed: {escape(chart.peer)}{_beyond(chart, low, high)}.</text>',
    ]
    panels = [
        f'<g transform="translate({WIDTH * (at % ACROSS)},{HEAD + HEIGHT * (at // ACROSS)})">{"".join(_panel(each, low, high))}</g>'
        for at, each in enumerate(chart.curves)
    ]
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
    title = f"<title>{escape(chart.case)}: {escape(chart.measure)}</title>"
    paper = f'<rect class="paper" width="{width}" height="{height}"/>'
    return "\n".join([opened, title, f"<style>{STYLE}</style>", paper, *head, *panels, "</svg>"]) + "\n"


def _range(chart: Chart) -> tuple[float, float]:
    """Of all curves; the other formula's scores too, unless the curves would be pressed flat by them."""
    scores = [score for each in chart.curves for _, score in each.points]
    low, high = min(scores), max(scores)
    span = max(high - low, LEAST_SPAN)
    near = [peer for each in chart.curves for peer in each.peers if low - REACH * span <= peer <= high + REACH * span]
    low, high = min([low, *near]), max([high, *near])
    margin = max(MARGIN * (high - low), (LEAST_SPAN - (high - low)) / 2)
    return max(low - margin, 0.0), high + margin


def _zero(low: float) -> str:
    return "" if low <= 0 else ", not from 0"


def _beyond(chart: Chart, low: float, high: float) -> str:
    outside = [peer for each in chart.curves for peer in each.peers if not low <= peer <= high]
    return f", beyond the axis at {outside[0]:.4g}" if outside else ""


def _panel(each: Curve, low: float, high: float) -> Iterator[str]:
    inner = HEIGHT - TOP - BOTTOM
    places = _places([value for value, _ in each.points])

    def down(score: float) -> float:
        return round(TOP + inner * (high - score) / (high - low), 1)

    yield f'<text x="{LEFT}" y="16" class="name">{escape(each.name)}</text>'
    for part in (0, 0.5, 1):
        score = low + part * (high - low)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down(score)}" y2="{down(score)}"/>'
        yield f'<text class="faint" x="{LEFT - 6}" y="{down(score) + 4}" text-anchor="end">{score:.4g}</text>'
    if all(low <= peer <= high for peer in each.peers):
        yield f'<polyline class="peer" points="{_line(places, [down(peer) for peer in each.peers])}"/>'
    yield f'<polyline class="ours" points="{_line(places, [down(score) for _, score in each.points])}"/>'
    for x, (value, score) in zip(places, each.points, strict=True):
        kind, radius = ("shipped", 5) if value == each.shipped else ("dot", 3)
        yield f'<circle class="{kind}" cx="{x}" cy="{down(score)}" r="{radius}"/>'
        yield f'<text class="faint" x="{x}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{value:.4g}</text>'
    yield f'<text class="faint" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(each.unit)}</text>'


def _places(values: Sequence[float]) -> list[float]:
    """Where the values stand from left to right, by their logarithm."""
    first, last = math.log(values[0]), math.log(values[-1])
    inner = WIDTH - LEFT - RIGHT - 20
    return [round(LEFT + 10 + inner * (math.log(value) - first) / (last - first), 1) for value in values]


def _line(across: Sequence[float], down: Sequence[float]) -> str:
    return " ".join(f"{x},{y}" for x, y in zip(across, down, strict=True))
