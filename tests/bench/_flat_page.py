"""The generated parts of docs/trending.md: two tables between markers, and the plots beside the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.bench._flat import SMALL_CHANGE
from tests.bench._plot import svg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.bench._flat import Chart, Curve

PAGE = "trending.md"
MEASURED, FLATNESS = "measured", "flatness"  # the names in the markers: <!-- bench: measured --> ... <!-- end of bench -->
_END = "<!-- end of bench -->"


def write(folder: Path, charts: Sequence[Chart], lines: Sequence[Mapping[str, object]]) -> None:
    """Renew what this run has measured; the rows of other cases stay as they are."""
    page = folder / PAGE
    text = page.read_text("utf-8")
    if charts:
        rows = {f"{chart.case}: `{each.name}`": _flat_row(chart, each) for chart in charts for each in chart.curves}
        header = ["constant", "shipped", "tried", "score as shipped", "lowest and highest", "best at", "other formula"]
        text = _renewed(text, FLATNESS, header, rows)
    if lines:
        measured = {str(line["case"]): _measured_row(line) for line in lines}
        text = _renewed(text, MEASURED, ["case", "ours", "unit", "best other formula", "its score"], measured)
    page.write_text(text, "utf-8")
    for chart in charts:
        (folder / f"{_name(chart)}.svg").write_text(svg(chart), "utf-8")


def _name(chart: Chart) -> str:
    return f"trending-flat-{chart.case.replace(' ', '-')}"


def _flat_row(chart: Chart, each: Curve) -> list[str]:
    scores = [score for _, score in each.points]
    shipped = dict(each.points)[each.shipped]
    best = max(each.points, key=lambda point: (-point[1] if chart.less_is_better else point[1], point[0] == each.shipped))
    verdict = f"{best[0]:.4g}" if abs(best[1] - shipped) >= SMALL_CHANGE else f"{best[0]:.4g} (no finding)"
    return [
        f"{each.shipped:.4g} {each.unit.split(' (')[0]}".strip(),
        f"{each.points[0][0]:.4g} to {each.points[-1][0]:.4g}",
        f"{shipped:.4f}",
        f"{min(scores):.4f} to {max(scores):.4f}",
        "as shipped" if best[0] == each.shipped else verdict,
        f"{chart.peer} {dict(zip((value for value, _ in each.points), each.peers, strict=True))[each.shipped]:.4f}",
    ]


def _measured_row(line: Mapping[str, object]) -> list[str]:
    theirs = line["theirs"]
    return [str(line["ours"]), str(line["unit"]), str(line["peer"]), "" if theirs is None else str(theirs)]


def _renewed(text: str, name: str, header: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str:
    """The text with these rows in the table of that name, after the rows it keeps; a row goes by its first cell."""
    begin = f"<!-- bench: {name} -->"
    if begin not in text or _END not in text.split(begin, 1)[1]:
        raise SystemExit(f"{PAGE} has no part between '{begin}' and '{_END}'; put these two lines where the table is to stand.")
    before, rest = text.split(begin, 1)
    old, after = rest.split(_END, 1)
    known = {match[1]: match[0] for match in re.finditer(r"^\| (.+?) \|.*$", old, re.MULTILINE) if match[1] != header[0]}
    known |= {key: "| " + " | ".join([key, *cells]) + " |" for key, cells in rows.items()}
    table = ["| " + " | ".join(header) + " |", "|---" * len(header) + "|", *known.values()]
    return f"{before}{begin}\n" + "\n".join(table) + f"\n{_END}{after}"
