"""What discovery found, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedsvc.ingest import Report
    from feedsvc.model import Section, Source
    from feedsvc.sources.candidates import Candidate
    from feedsvc.sources.discover import Discovery
    from feedsvc.sources.suggestions import SectionIdea


@dataclass(frozen=True, slots=True)
class Added:
    """A new source, and how its first poll ended; None where it is left to the schedule."""

    source: Source
    report: Report | None = None


def table(found: Discovery, known: Mapping[str, Source]) -> Table:
    """One row a candidate, numbered from one."""
    table = Table(box=None, pad_edge=False, header_style="bold", title=Text(found.title or found.url), title_justify="left")
    table.add_column("", justify="right")
    for heading in ("", "kind"):
        table.add_column(heading, no_wrap=True)
    for heading in ("articles", "newest (UTC)"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("address and first headlines", "why"):
        table.add_column(heading, overflow="fold", ratio=1)
    for number, one in enumerate(found.candidates, 1):
        why = f"is read already as {known[one.url].slug}" if one.url in known else one.reason
        mark = "✓" if one.recommended and one.url not in known else ""
        newest = f"{one.newest:%Y-%m-%d %H:%M}" if one.newest else ""
        about = Text("\n".join([one.url, *(f"  {title}" for title in one.samples)]))
        table.add_row(str(number), mark, one.kind, str(one.count), newest, about, Text(why))
    return table


def destination(idea: SectionIdea) -> str:
    """Where the articles of a site's section go."""
    if not idea.existing:
        return "is new"
    paths = ", ".join(f'"{path}"' for path in idea.uncovered)
    return f"goes into {idea.existing_title}" + (f"; add {paths} to its paths, so that articles without tags do too" if paths else "")


def sentence(added: Added) -> str:
    """What was added and what came of it."""
    source, report = added.source, added.report
    if report is None:
        return f"added {source.slug}: {source.url}"
    if report.outcome == "failed":
        return f"added {source.slug}: {source.url}; it could not be read now and will be tried again: {report.reason}"
    count = report.counts.added
    brought = "nothing that the others lack" if not count else "1 article" if count == 1 else f"{count} articles"
    return f"added {source.slug}: {brought} from {source.url}"


def as_json(found: Discovery, known: Mapping[str, Source], added: Sequence[Added], declared: Sequence[Section], trouble: str) -> str:
    """One object. ``slug`` is null for what is no source; ``articles``, those that its first poll brought, for what was not added now."""
    new = {one.source.url: one for one in added}
    candidates = [_json_of(one) | _adoption(new.get(one.url), known.get(one.url)) for one in found.candidates]
    sections = [
        {"slug": idea.slug, "title": idea.title, "paths": idea.paths, "tags": idea.tags, "language": idea.language, "count": idea.count}
        | {"existing": idea.existing or None, "uncovered": idea.uncovered, "added": idea.slug in {section.slug for section in declared}}
        for idea in found.sections
    ]
    tried = [{"url": one.url, "way": one.way, "outcome": one.outcome} for one in found.tried]
    whole = {"url": found.url, "title": found.title, "language": found.language, "candidates": candidates, "sections": sections}
    return json.dumps(whole | {"tried": tried, "trouble": trouble or None}, ensure_ascii=False)


def _adoption(added: Added | None, known: Source | None) -> dict[str, Any]:
    source, report = (added.source, added.report) if added else (known, None)
    return {
        "slug": source.slug if source else None,
        "added": added is not None,
        "articles": report.counts.added if report else None,
        "trouble": report.reason if report and report.outcome == "failed" else None,
    }


def _json_of(one: Candidate) -> dict[str, Any]:
    return {
        "url": one.url,
        "kind": one.kind,
        "way": one.way,
        "title": one.title,
        "homepage": one.homepage,
        "language": one.language,
        "count": one.count,
        "newest": one.newest.isoformat() if one.newest else None,
        "oldest": one.oldest.isoformat() if one.oldest else None,
        "samples": one.samples,
        "full_texts": round(one.full_texts, 3),
        "boxes": [{"kind": box.kind, "heading": box.heading, "tab": box.tab, "count": box.count} for box in one.boxes],
        "section": one.section,
        "recommended": one.recommended,
        "reason": one.reason,
    }
