"""What the page of one story tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from feedsvc.model import ALL, language_of
from feedsvc.text.html import to_text, without_media
from feedsvc.web.chart import draw

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.model import Article, Section, Story, Trend
    from feedsvc.web.chart import Drawing

HISTORY = timedelta(days=30)  # how long a list that the story left is shown
STEADY = timedelta(minutes=10)  # for so long the page stays the same, as long as nothing happens


@dataclass(frozen=True, slots=True)
class Place:
    """One Trending list that the story is or lately was in."""

    title: str
    language: str
    path: str
    trend: Trend
    drawing: Drawing | None  # of how its rank went


def telling(article: Article, trends: list[tuple[str, Trend]], story: Story | None, settings: Settings, now: datetime) -> dict[str, object]:
    """The values of story.html. Stored HTML was sanitised at the door, so it may go out as markup; pictures of others never do."""
    sections = {section.slug: section for section in settings.declared_sections()}
    until = now - (now - now.replace(hour=0, minute=0, second=0, microsecond=0)) % STEADY
    text = without_media(article.content_html)
    return {
        "article": article,
        "text": Markup(text),  # noqa: S704
        "standfirst": "" if _begins_with(to_text(text), article.summary) else article.summary,
        "filed": [sections[slug] for slug in article.sections if slug in sections],
        "edited": article.updated_at > article.published_at,
        "others": [other for other in story.articles if other.id != article.id] if story else [],
        "places": [_place(slug, trend, sections, settings, until) for slug, trend in _shown(trends, sections)],
    }


def _begins_with(text: str, summary: str) -> bool:
    """Whether the summary is only the first lines of the text, as most sources send it, with or without an ellipsis."""
    opening = summary.rstrip(" .…[]")
    return not opening or text.startswith(opening)


def _shown(trends: list[tuple[str, Trend]], sections: dict[str, Section]) -> list[tuple[str, Trend]]:
    """The lists worth telling of: that of its language only where the story is not in that of everything."""
    slugs = {slug for slug, _ in trends}
    return [(slug, trend) for slug, trend in trends if slug == ALL or slug in sections or (language_of(slug) and ALL not in slugs)]


def _place(slug: str, trend: Trend, sections: dict[str, Section], settings: Settings, until: datetime) -> Place:
    drawing = draw(trend.course, until, listed=trend.rank is not None)
    if slug == ALL:
        return Place("everything", "", "/trending", trend, drawing)
    if tag := language_of(slug):
        return Place(f"everything in one language ({tag})", "", f"/trending?lang={tag}", trend, drawing)
    section = sections[slug]
    return Place(section.title, section.language or settings.site.language, f"/{slug}/trending", trend, drawing)
