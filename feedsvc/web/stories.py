"""What the page of one story tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from feedsvc.model import ALL
from feedsvc.text.html import to_text, without_media

if TYPE_CHECKING:
    from feedsvc.config import Settings
    from feedsvc.model import Article, Section, Story, Trend


@dataclass(frozen=True, slots=True)
class Place:
    """One Trending list that the story is or lately was in."""

    title: str
    language: str
    path: str
    trend: Trend


def telling(article: Article, trends: list[tuple[str, Trend]], story: Story | None, settings: Settings) -> dict[str, object]:
    """The values of story.html. Stored HTML was sanitised at the door, so it may go out as markup; pictures of others never do."""
    sections = {section.slug: section for section in settings.declared_sections()}
    text = without_media(article.content_html)
    return {
        "article": article,
        "text": Markup(text),  # noqa: S704
        "standfirst": "" if _begins_with(to_text(text), article.summary) else article.summary,
        "filed": [sections[slug] for slug in article.sections if slug in sections],
        "edited": article.updated_at > article.published_at,
        "others": [other for other in story.articles if other.id != article.id] if story else [],
        "places": [_place(slug, trend, sections, settings) for slug, trend in trends if slug == ALL or slug in sections],
    }


def _begins_with(text: str, summary: str) -> bool:
    """Whether the summary is only the first lines of the text, as most sources send it, with or without an ellipsis."""
    opening = summary.rstrip(" .…[]")
    return not opening or text.startswith(opening)


def _place(slug: str, trend: Trend, sections: dict[str, Section], settings: Settings) -> Place:
    if slug == ALL:
        return Place("everything", "", "/trending", trend)
    section = sections[slug]
    return Place(section.title, section.language or settings.site.language, f"/{slug}/trending", trend)
