"""Which articles become one story, and what stays as it is."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc import stories
from feedsvc.matching import story_id
from feedsvc.stories import COPY, Clusters, Headline, Membership

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FERRY = (
    "Ferry sinks off Lombok with 80 aboard",
    "Lombok ferry sinking: dozens still missing",
    "Rescuers search for passengers of sunken Lombok ferry",
)
TEXT = (
    "The ferry left Padang Bai on Saturday evening and sank in heavy seas off the coast of Lombok two hours later, the search agency said. "
    "Fishermen pulled most of the passengers from the water before dawn, and divers are looking for those who were below deck."
)


def article(number: int) -> UUID:
    return UUID(int=number)


def headline(number: int, title: str, *, text: str = "", language: str = "en", source: str = "courier", at: datetime = NOON) -> Headline:
    return Headline(article(number), title, text, language, source, at)


def place(clusters: Clusters, *titles: str, language: str = "en") -> list[Membership]:
    return [clusters.put(headline(n, title, language=language)) for n, title in enumerate(titles, 1)]


def test_articles_on_one_event_are_one_story_and_others_are_not() -> None:
    found = place(Clusters(), *FERRY, "Parliament passes budget after all-night debate")
    assert [each.story for each in found[:3]] == [story_id(article(1))] * 3
    assert found[3].story == story_id(article(4))
    assert [each.is_new for each in found] == [True, False, False, True]


def test_the_reason_is_the_shared_words_as_the_article_writes_them() -> None:
    assert set(place(Clusters(), *FERRY)[2].why) >= {"lombok", "ferry"}


def test_the_first_article_leads_and_goes_on_leading() -> None:
    assert {each.lead for each in place(Clusters(), *FERRY)} == {article(1)}


def test_one_everyday_word_in_common_is_not_an_event_in_common() -> None:
    calls = [
        "Zelensky calls for meeting with Starmer",
        "Teachers call for smaller classes",
        "NHS calls for 200,000 new blood donors",
        "Call for calm after Leeds derby",
        "Fishermen call off blockade of Calais",
    ]
    assert len({each.story for each in place(Clusters(), *calls)}) == len(calls)


def test_a_place_in_common_makes_no_event_of_two_articles_of_one_paper() -> None:
    """A paper's articles are of one town; when another paper writes of that town on the same day, it is more likely for the same reason."""
    one, other = "Mayor of Brantholm opens the floating market after two years of repairs", "Rowers of Brantholm reach the final"
    alone, apart = Clusters(), Clusters()
    same = [alone.put(headline(1, one)), alone.put(headline(2, other))]
    two = [apart.put(headline(1, one)), apart.put(headline(2, other, source="kabar"))]
    assert [each.is_new for each in same] == [True, True]
    assert [each.is_new for each in two] == [True, False]


def test_an_update_in_the_same_paper_joins_its_story() -> None:
    found = place(Clusters(), "Fire guts the old fish market of Brantholm", "Two arrested over the fire in the fish market of Brantholm")
    assert found[1].story == found[0].story


def test_a_crowded_story_takes_no_article_for_its_topic_alone() -> None:
    clusters = Clusters()
    crowd = [f"Abortion ban in Kansas: voters reject amendment {'abcdefgh'[n % 8]}{n}" for n in range(300)]
    found = place(clusters, *crowd)
    assert len({each.story for each in found}) == 1
    assert clusters.put(headline(999, "Abortion clinics in Argentina mark five years")).is_new


def test_a_story_goes_on_being_told_but_takes_no_loosely_like_article_days_later() -> None:
    loose = "Lombok tourism board unveils plan for the season"
    soon, late, still = Clusters(), Clusters(), Clusters()
    for clusters in (soon, late, still):
        place(clusters, *FERRY)
        clusters.put(headline(4, "Lombok ferry sinking: divers reach the wreck", source="kabar", at=NOON + 48 * HOUR))
    assert not soon.put(headline(9, loose, at=NOON + HOUR)).is_new
    assert late.put(headline(9, loose, at=NOON + 96 * HOUR)).is_new
    assert not still.put(headline(9, "Lombok ferry: last of the missing found", at=NOON + 96 * HOUR)).is_new


def test_what_later_articles_add_does_not_change_what_a_large_story_is(monkeypatch: pytest.MonkeyPatch) -> None:
    drifted = "Safety checks: harbour master goes"
    bridge = "Lombok ferry sinking: harbour master resigns over safety checks"
    monkeypatch.setattr(stories, "CORE", 3)
    frozen = Clusters()
    assert place(frozen, *FERRY, bridge)[3].story == story_id(article(1))
    assert frozen.put(headline(9, drifted, source="kabar")).is_new
    monkeypatch.setattr(stories, "CORE", 64)
    growing = Clusters()
    place(growing, *FERRY, bridge)
    assert not growing.put(headline(9, drifted, source="kabar")).is_new


def test_a_daily_column_is_no_story_but_an_update_of_the_same_hours_and_another_papers_copy_are() -> None:
    column = "How the major US stock indexes fared {}"
    clusters = Clusters()
    first = clusters.put(headline(1, column.format("Thursday")))
    update = clusters.put(headline(2, column.format("today"), at=NOON + 3 * HOUR))
    other = clusters.put(headline(3, column.format("Friday"), at=NOON + 24 * HOUR))
    assert (update.story, other.is_new) == (first.story, True)
    assert clusters.put(headline(4, column.format("Friday"), source="kabar", at=NOON + 25 * HOUR)).story == other.story


def test_a_live_blog_of_the_next_day_stays_with_a_story_that_others_tell() -> None:
    clusters = Clusters()
    first = clusters.put(headline(1, "Live updates on the Lombok ferry sinking, day 1"))
    clusters.put(headline(2, FERRY[1], source="kabar"))
    again = clusters.put(headline(3, "Live updates on the Lombok ferry sinking, day 2", at=NOON + 24 * HOUR))
    assert again.story == first.story
    assert again.why != (COPY,)


def test_a_first_headline_is_weighed_rightly_when_nothing_else_is_known() -> None:
    first, second = place(Clusters(), "What we know about the weather", "How to vote in the election this year")
    assert first.story != second.story


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("id", "Polisi menangkap tersangka pembunuhan di Bekasi", "Tersangka pembunuh ditangkap polisi Bekasi"),
        ("de", "Bahnstreik legt Fernverkehr lahm", "Fernverkehr steht still: Streik der Bahn, Bahnstreiks gehen weiter"),
        ("ja", "東京都知事選挙で小池氏が当選", "小池氏、都知事選挙で三選"),
        ("hi", "दिल्ली में भारी बारिश से बाढ़", "बाढ़ और बारिश से दिल्ली बेहाल"),
        ("xx", "Zorblat vremka tulsopi", "Vremka: zorblat krun"),
    ],
)
def test_other_endings_scripts_and_languages_are_understood(language: str, one: str, other: str) -> None:
    found = place(Clusters(), one, other, language=language)
    assert found[0].story == found[1].story


def test_articles_in_two_languages_are_two_stories() -> None:
    clusters = Clusters()
    one = clusters.put(headline(1, "Prabowo Jokowi Megawati Surabaya", language="id"))
    other = clusters.put(headline(2, "Megawati Prabowo, Jokowi: Surabaya", language="en"))
    assert one.story != other.story


def test_a_near_copy_joins_under_another_headline_and_even_another_language_tag() -> None:
    clusters = Clusters()
    first = clusters.put(headline(1, "Disaster at sea", text=TEXT))
    copy = clusters.put(headline(2, "Night of horror", text=TEXT.replace("Saturday evening", "Saturday"), language="", source="kabar"))
    assert copy.story == first.story
    assert copy.why == (COPY,)


def test_the_same_words_after_the_window_are_another_story() -> None:
    clusters = Clusters()
    first = clusters.put(headline(1, FERRY[0]))
    later = clusters.put(headline(2, FERRY[0], at=NOON + 49 * HOUR))
    assert later.story != first.story


def test_no_story_runs_for_ever() -> None:
    clusters = Clusters()
    found = [clusters.put(headline(day, FERRY[0], source=f"paper-{day}", at=NOON + day * 24 * HOUR)).story for day in range(20)]
    assert len(set(found)) == 3


def test_what_is_forgotten_takes_no_more_articles_and_no_more_memory() -> None:
    clusters = Clusters()
    place(clusters, *FERRY)
    clusters.forget(NOON + HOUR)
    assert len(clusters) == 0
    assert clusters.put(headline(9, FERRY[1])).is_new


def test_an_article_that_changes_keeps_its_place() -> None:
    clusters = Clusters()
    first, *_ = place(clusters, *FERRY)
    again = clusters.put(headline(1, "Parliament passes budget after all-night debate"))
    assert (again.story, again.is_new) == (first.story, False)
    assert clusters.put(headline(9, "Budget passed by parliament in all-night debate")).is_new


def test_articles_an_operator_split_stay_apart_even_as_copies() -> None:
    clusters = Clusters(apart={frozenset({article(1), article(2)})})
    found = [clusters.put(headline(n, FERRY[0], text=TEXT)) for n in (1, 2)]
    assert found[0].story != found[1].story


def test_a_known_article_stays_where_the_store_has_it() -> None:
    clusters = Clusters()
    story = story_id(article(77))
    clusters.known(headline(1, FERRY[0]), story)
    clusters.known(headline(77, "Parliament passes budget after all-night debate"), story)
    joined = clusters.put(headline(2, FERRY[1]))
    assert (joined.story, joined.lead) == (story, article(77))


def test_beyond_the_most_stories_the_least_recently_told_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "MOST_STORIES", 2)
    clusters = Clusters()
    for n, title in enumerate((FERRY[0], "Parliament passes budget", "Striker signs for Persib")):
        clusters.put(headline(n, title, at=NOON + n * HOUR))
    assert len(clusters) == 2
    assert clusters.put(headline(9, FERRY[1], at=NOON + 3 * HOUR)).is_new


def test_a_text_of_any_size_costs_little_and_any_characters_are_taken() -> None:
    clusters = Clusters()
    assert clusters.put(headline(1, "x" * 10_000, text="word " * 1_000_000)).is_new
    assert clusters.put(headline(2, "\ud800\x00 ﷽ 🚢")).is_new
    assert clusters.put(headline(3, "")).is_new


VOCABULARY = (
    "ferry", "lombok", "sinks", "strike", "budget", "vote", "persib", "goal", "storm", "flood", "quake", "rescue", "minister", "calls",
    "new", "the", "of", "in", "police", "deal",
)  # fmt: skip
titles = st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=8).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(titles, st.integers(0, 60)), max_size=40), st.data())
def test_a_restart_changes_nothing(told: list[tuple[str, int]], data: st.DataObject) -> None:
    """Loading the live stories' articles from the store gives the memberships that an uninterrupted run gives."""
    told.sort(key=lambda each: each[1])
    arrived = [headline(n, title, at=NOON + hours * HOUR) for n, (title, hours) in enumerate(told)]
    stop = data.draw(st.integers(0, len(arrived)))
    whole, before = Clusters(), [(each, None) for each in arrived[:stop]]
    stored = [(each, whole.put(each).story) for each, _ in before]
    if stored:
        whole.forget(stored[-1][0].at - stories.WINDOW)
    restarted = Clusters()
    live = {story for each, story in stored if each.at >= stored[-1][0].at - stories.WINDOW}
    for each, story in stored:
        if story in live:
            restarted.known(each, story)
    assert [restarted.put(each) for each in arrived[stop:]] == [whole.put(each) for each in arrived[stop:]]


@settings(max_examples=60, deadline=None)
@given(st.lists(titles, max_size=40))
def test_the_same_articles_in_the_same_order_give_the_same_stories_under_the_id_of_their_first(told: list[str]) -> None:
    found = place(Clusters(), *told)
    assert found == place(Clusters(), *told)
    firsts = {each.story: each.article for each in reversed(found)}
    assert all(each.story == story_id(firsts[each.story]) and each.lead == firsts[each.story] for each in found)
    assert all(0 <= each.score <= 1.0001 for each in found)


@pytest.mark.parametrize(
    "tail",
    [
        "our reporter writes from the scene.",
        "The post appeared first on Harbour Post.",
        "Read the full story on Harbour Post and subscribe to our newsletter for more local news every morning.",
    ],
)
def test_what_a_paper_writes_under_all_its_articles_is_no_event(tail: str) -> None:
    titles = (
        "Library extends its opening hours in winter", "Fish market moves to the northern quay", "Choir of the cathedral looks for tenors",
        "School orchestra wins a prize in Bergen", "New timetable for the tram to the lighthouse", "Mayor resigns over harbour contracts",
        "Ferry runs aground off Gull Island", "Prices of flour rise for the third month", "Team loses final after extra time",
    )  # fmt: skip
    clusters = Clusters()
    found = [clusters.put(headline(number, title, text=f"{title}. {tail}")).story for number, title in enumerate(titles, 1)]
    assert len(set(found)) == len(titles)


def test_an_article_with_text_finds_its_story_behind_many_that_share_its_everyday_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the common words find is left out for cost, and no story is lost by it: the partition is that of looking at all of them."""

    everyday = "the left on and in of off the two later said most of from the water before are looking for those who were below"

    def mixed(seed: int, text: str) -> str:  # the same words in another order are no copy
        words = text.split()
        return " ".join(random.Random(seed).sample(words, len(words)))  # noqa: S311 - the same order every time

    def placed() -> list[UUID]:
        clusters = Clusters()
        crowd = [headline(n, f"Mayor of Town{n} opens bridge{n}", text=mixed(n, everyday), source=f"paper{n}") for n in range(10, 60)]
        told = [headline(n, title, text=mixed(n, TEXT), source=f"daily{n}") for n, title in enumerate(FERRY, 1)]
        return [clusters.put(each).story for each in (told[0], *crowd, *told[1:])]

    cut = (monkeypatch.setattr(stories, "ENOUGH", 20), placed())[1]
    monkeypatch.setattr(stories, "ENOUGH", stories.EFFORT)
    assert cut == placed()
    assert cut[0] == cut[-1] == cut[-2]
    assert cut[0] not in cut[1:-2]
