"""Which stored article a draft is, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feedsvc import matching
from feedsvc.authority import Roster, site_of
from feedsvc.matching import Catalogue, State, Teller, fold, settle
from feedsvc.model import Draft, Enclosure, Grade, Image

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EARLIER = NOW - timedelta(hours=3)
COURIER = Teller(1, "courier")
KABAR = Teller(2, "kabar")
HEADLINE = "Harbour bridge opens to cyclists after nine years"


def fresh(draft: Draft, teller: Teller = COURIER, now: datetime = NOW) -> State:
    return settle(draft, None, teller, now)


def test_the_id_comes_from_the_url_and_from_nothing_else() -> None:
    one = fresh(Draft(title="One", url="https://courier.example/a", guid="7"))
    other = fresh(Draft(title="Two", url="https://courier.example/a", summary="longer"), KABAR, NOW + timedelta(days=3))
    assert one.id == other.id


def test_ids_are_the_ones_that_subscribers_have_seen_before() -> None:
    """These values must never change: every reader's marks hang on them."""
    assert str(matching.article_id(Draft(title="x", url="https://courier.example/a"), "courier")) == "58e17129-00dc-56ea-94a6-36a8ed9beb42"
    assert str(matching.article_id(Draft(title="Harbour bridge opens"), "courier")) == "166bc0f6-ee6d-5bb9-a873-be3eb25db561"


def test_the_id_of_a_story_is_another_one_than_its_articles_and_never_changes() -> None:
    article = matching.article_id(Draft(title="x", url="https://courier.example/a"), "courier")
    assert str(matching.story_id(article)) == "1aef9adc-3517-548d-a4fb-82c7cb813a64"


def test_a_headline_without_link_keeps_its_id_when_its_article_arrives() -> None:
    headline = fresh(Draft(title=HEADLINE, grade=Grade.MENTION))
    article = Draft(
        title="HARBOUR bridge opens to cyclists — after nine years",
        url="https://courier.example/bridge",
        published=NOW - timedelta(hours=1),
    )
    found = Catalogue([headline]).find(article, COURIER, NOW)
    assert found is not None
    merged = settle(article, found, COURIER, NOW)
    assert merged.id == headline.id
    assert (merged.url, merged.published_at) == ("https://courier.example/bridge", NOW - timedelta(hours=1))


def test_a_headline_of_another_source_is_the_same_article_only_if_it_is_distinctive_and_recent() -> None:
    long, short = fresh(Draft(title=HEADLINE)), fresh(Draft(title="Weather today"))
    catalogue = Catalogue([long, short])
    assert catalogue.find(Draft(title=HEADLINE, url="https://kabar.example/b"), KABAR, NOW) == long
    assert catalogue.find(Draft(title="Weather today", url="https://kabar.example/w"), KABAR, NOW) is None
    assert catalogue.find(Draft(title=HEADLINE, url="https://kabar.example/b"), KABAR, NOW + timedelta(days=30)) is None


def test_two_articles_with_links_are_never_joined_by_their_headline() -> None:
    one = fresh(Draft(title=HEADLINE, url="https://courier.example/a"))
    assert Catalogue([one]).find(Draft(title=HEADLINE, url="https://courier.example/b"), COURIER, NOW) is None


def test_an_article_that_moves_to_a_new_address_under_its_old_guid_is_the_same_article_there() -> None:
    """The headline may change with the address, as long as the date stays; or the date, as long as the headline does."""
    published = NOW - timedelta(hours=5)
    known = fresh(Draft(title=HEADLINE, url="https://courier.example/brigde", guid="tag:7", published=published))
    catalogue = Catalogue([known])
    retitled = Draft(title="Bridge opens", url="https://courier.example/bridge", guid="tag:7", published=published)
    redated = Draft(title=HEADLINE, url="https://courier.example/bridge", guid="tag:7", published=NOW)
    for draft in (retitled, redated):
        assert catalogue.find(draft, COURIER, NOW) == known
        moved = settle(draft, known, COURIER, NOW)
        assert (moved.id, moved.url, moved.published_at) == (known.id, draft.url, published)
        assert settle(draft, moved, COURIER, NOW) == moved


def test_a_guid_that_is_used_again_for_other_news_names_another_article() -> None:
    known = fresh(Draft(title="Weather for Monday", url="https://courier.example/1", guid="weather", published=EARLIER))
    catalogue = Catalogue([known])
    tomorrow = Draft(title="Weather for Tuesday", url="https://courier.example/2", guid="weather", published=NOW)
    assert catalogue.find(tomorrow, COURIER, NOW) is None
    namesake = replace(tomorrow, title=known.title)
    assert catalogue.find(namesake, COURIER, NOW + 2 * matching.SAME_HEADLINE_WITHIN) is None
    assert catalogue.find(replace(tomorrow, published=EARLIER), KABAR, NOW) is None, "two sources may use the same guid"


def test_a_guid_of_any_length_is_a_name_that_a_database_can_index() -> None:
    draft = Draft(title="One", guid="\u2603" * 2000, published=EARLIER)
    assert max(len(name.encode()) for name in fresh(draft).urls) < 1000
    assert Catalogue([fresh(draft)]).find(replace(draft, title="Two"), COURIER, NOW) == fresh(draft)


def test_the_section_that_a_page_names_is_one_of_its_tags() -> None:
    assert fresh(Draft(title="One", section="Dunia", tags=("asia", "Iran"))).tags == ("Dunia", "asia", "Iran")
    assert fresh(Draft(title="One", section="Dunia", tags=("asia", "dunia"))).tags == ("asia", "dunia")


def test_a_headline_seen_again_after_its_article_was_retitled_is_still_that_article() -> None:
    headline = fresh(Draft(title=HEADLINE, grade=Grade.MENTION))
    retitled = settle(Draft(title="Bridge opens", url="https://courier.example/b"), headline, COURIER, NOW)
    assert Catalogue([retitled]).find(Draft(title=HEADLINE, grade=Grade.MENTION), COURIER, NOW) == retitled


def test_an_edit_moves_updated_at_and_leaves_the_rest_of_the_identity_alone() -> None:
    known = fresh(Draft(title="Old", url="https://courier.example/a", published=NOW - timedelta(hours=2)))
    edited = settle(Draft(title="New", url="https://courier.example/a", published=NOW), known, COURIER, NOW + timedelta(minutes=5))
    assert (edited.id, edited.title, edited.updated_at) == (known.id, "New", NOW + timedelta(minutes=5))
    assert edited.published_at == known.published_at, "a re-dated item must not come back as news"


def test_the_publishers_own_time_of_an_edit_is_taken_when_it_is_news() -> None:
    known = fresh(Draft(title="Old", url="https://courier.example/a", published=NOW - timedelta(hours=2)))
    edit = Draft(title="New", url="https://courier.example/a", modified=NOW - timedelta(hours=1))
    assert settle(edit, known, COURIER, NOW).updated_at == NOW - timedelta(hours=1)


def test_a_date_in_the_future_becomes_now() -> None:
    assert fresh(Draft(title="x", url="https://courier.example/a", published=NOW + timedelta(days=9))).published_at == NOW


def test_what_an_edit_leaves_out_is_kept() -> None:
    full = Draft(
        title="x", url="https://courier.example/a", summary="s", content_html="<p>c</p>", image=Image("https://courier.example/i.jpg")
    )
    kept = settle(Draft(title="y", url="https://courier.example/a"), fresh(full), COURIER, NOW)
    assert (kept.title, kept.summary, kept.content_html, kept.image) == ("y", full.summary, full.content_html, full.image)


def test_another_source_fills_gaps_and_overwrites_nothing() -> None:
    known = fresh(Draft(title="x", url="https://courier.example/a", summary="ours"))
    told = settle(Draft(title="theirs", url="https://courier.example/a", summary="theirs", content_html="<p>text</p>"), known, KABAR, NOW)
    assert (told.title, told.summary, told.content_html, told.source) == ("x", "ours", "<p>text</p>", 1)


def test_the_articles_own_page_takes_over_from_a_mention() -> None:
    known = fresh(Draft(title="x …", url="https://courier.example/a", grade=Grade.MENTION))
    told = settle(Draft(title="x in full", url="https://courier.example/a", grade=Grade.PAGE), known, KABAR, NOW)
    assert (told.title, told.source, told.grade) == ("x in full", 2, Grade.PAGE)


VICTIM, STRANGER = "https://courier.example/a", "https://stranger.example/x"
ROSTER = Roster({1: frozenset({"courier.example"}), 2: frozenset({"stranger.example"}), 3: frozenset({"courier.example"})})
HOME, FOREIGN, SISTER = Teller(1, "courier", roster=ROSTER), Teller(2, "stranger", roster=ROSTER), Teller(3, "sister", roster=ROSTER)


def test_a_stranger_changes_nothing_about_an_article_that_is_at_home_elsewhere() -> None:
    known = fresh(Draft(title="x", url=VICTIM), HOME)
    evil = Draft(
        title="HACKED",
        url=VICTIM,
        summary="evil",
        tags=("world",),
        enclosures=(Enclosure("https://stranger.example/x.exe"),),
        published=NOW - timedelta(days=900),
        aliases=(STRANGER,),
        grade=Grade.PAGE,
    )
    told = settle(evil, known, FOREIGN, NOW + timedelta(hours=1))
    assert told == replace(known, told_by=frozenset({1, 2}))


def test_an_articles_own_house_takes_it_over_from_a_stranger_that_was_first() -> None:
    known = fresh(Draft(title="HACKED", url=VICTIM, summary="evil"), FOREIGN)
    told = settle(Draft(title="x", url=VICTIM, summary="true"), known, HOME, NOW)
    assert (told.title, told.summary, told.source) == ("x", "true", 1)
    assert settle(Draft(title="HACKED", url=VICTIM), told, FOREIGN, NOW).title == "x"


def test_a_stranger_does_not_revive_what_was_withdrawn() -> None:
    gone = matching.withdraw(fresh(Draft(title="x", url=VICTIM), HOME), NOW)
    assert settle(Draft(title="x", url=VICTIM), gone, FOREIGN, NOW).withdrawn_at == NOW
    assert settle(Draft(title="x", url=VICTIM), gone, SISTER, NOW).withdrawn_at is None


def test_a_headline_takes_no_link_to_a_strangers_site() -> None:
    headline = fresh(Draft(title=HEADLINE), HOME)
    catalogue = Catalogue([headline])
    assert catalogue.find(Draft(title=HEADLINE, url=STRANGER), FOREIGN, NOW) is None
    assert catalogue.find(Draft(title=HEADLINE, url=VICTIM), FOREIGN, NOW) == headline
    assert catalogue.find(Draft(title=HEADLINE, url="https://elsewhere.example/1"), SISTER, NOW) == headline


def test_an_old_headline_of_the_same_source_is_not_the_new_article() -> None:
    headline = fresh(Draft(title=HEADLINE))
    article = Draft(title=HEADLINE, url="https://courier.example/new")
    assert Catalogue([headline]).find(article, COURIER, NOW + timedelta(days=400)) is None


def test_the_feed_corrects_what_a_page_read_once_had_said() -> None:
    roster = Roster(idle=frozenset({2}))
    page = fresh(Draft(title="Old", url=VICTIM, content_html="<p>long</p>", grade=Grade.PAGE), replace(KABAR, roster=roster))
    told = settle(Draft(title="Corrected", url=VICTIM), page, replace(COURIER, roster=roster), NOW)
    assert (told.title, told.content_html, told.source) == ("Corrected", "<p>long</p>", 1)


def test_withdrawing_and_returning_moves_no_date_of_the_article() -> None:
    known = fresh(Draft(title="x", url=VICTIM))
    back = settle(Draft(title="x", url=VICTIM), matching.withdraw(known, NOW), COURIER, NOW + timedelta(hours=1))
    assert back == known


def test_the_arrival_of_the_article_behind_a_headline_is_no_edit() -> None:
    headline = fresh(Draft(title=HEADLINE, url=VICTIM, grade=Grade.MENTION))
    article = Draft(title=HEADLINE, url=VICTIM, summary="s", published=NOW - timedelta(days=2))
    assert settle(article, headline, COURIER, NOW + timedelta(minutes=1)).updated_at == NOW - timedelta(days=2)


def test_a_popular_list_alone_does_not_make_news() -> None:
    mention = Draft(title="x", url="https://courier.example/a", grade=Grade.MENTION)
    known = settle(mention, None, replace(COURIER, popular=True), NOW)
    assert not known.in_latest
    assert settle(mention, known, COURIER, NOW).in_latest


def test_a_withdrawn_article_returns_with_its_id_and_date() -> None:
    known = fresh(Draft(title="x", url="https://courier.example/a", published=NOW - timedelta(hours=1)))
    gone = matching.withdraw(known, NOW)
    back = settle(Draft(title="x", url="https://courier.example/a"), gone, COURIER, NOW + timedelta(hours=1))
    assert (back.withdrawn_at, back.id, back.published_at) == (None, known.id, known.published_at)
    assert settle(Draft(title="x", url="https://courier.example/a"), gone, replace(COURIER, popular=True), NOW).withdrawn_at == NOW


texts = st.text(alphabet="ab é-…", max_size=8)
times = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
drafts = st.builds(
    Draft,
    title=texts.map(lambda t: t or "t"),
    url=st.sampled_from([None, "https://courier.example/a"]),
    summary=texts,
    content_html=texts,
    authors=st.lists(texts, max_size=2).map(tuple),
    language=st.sampled_from(["", "en", "id"]),
    published=times,
    modified=times,
    tags=st.lists(texts, max_size=2).map(tuple),
    grade=st.sampled_from(Grade),
)
rosters = st.sampled_from([Roster(), ROSTER, Roster(idle=frozenset({1}))])
tellers = st.builds(
    Teller, source=st.integers(1, 3), slug=st.just("s"), place=st.integers(0, 5), popular=st.booleans(), again=st.booleans(), roster=rosters
)


@given(drafts, drafts, tellers, tellers)
def test_settling_the_same_draft_again_changes_nothing(first: Draft, second: Draft, one: Teller, two: Teller) -> None:
    known = settle(second, settle(first, None, one, NOW), two, NOW + timedelta(minutes=1))
    assert settle(second, known, two, NOW + timedelta(minutes=9)) == known


@given(drafts, drafts, tellers, tellers)
def test_times_stay_in_order_and_out_of_the_future(first: Draft, second: Draft, one: Teller, two: Teller) -> None:
    later = NOW + timedelta(minutes=1)
    known = settle(second, settle(first, None, one, NOW), two, later)
    assert known.published_at <= known.updated_at <= later
    assert known.first_seen_at == NOW


def test_two_articles_that_turn_out_to_be_one_keep_the_id_known_longest_and_the_word_of_who_told_most() -> None:
    headline = settle(Draft("A headline", url="https://a.example/1?x=1", grade=Grade.MENTION), None, Teller(1, "box", popular=True), NOW)
    page = Draft("The headline in full", url="https://a.example/1", content_html="<p>Text.</p>", published=EARLIER, grade=Grade.PAGE)
    article = settle(page, None, Teller(2, "feed"), NOW + MINUTE)
    one = fold(headline, article)
    assert (one.id, one.first_seen_at) == (headline.id, NOW)
    assert (one.title, one.content_html, one.url) == ("The headline in full", "<p>Text.</p>", "https://a.example/1")
    assert (one.published_at, one.dated, one.in_latest) == (EARLIER, True, True)
    assert one.urls == headline.urls | article.urls
    assert one.told_by == {1, 2}


def test_an_article_s_page_says_under_which_address_readers_should_find_it() -> None:
    headline = settle(Draft("A headline", url="https://a.example/1?x=1", grade=Grade.MENTION), None, Teller(1, "box"), NOW)
    page = Draft("A headline", url="https://a.example/1", aliases=("https://a.example/1?x=1",), grade=Grade.PAGE)
    assert settle(page, headline, Teller(1, "box"), NOW).url == "https://a.example/1"


def test_who_lives_under_a_name_that_anybody_may_register_is_a_stranger_to_the_others_there() -> None:
    roster = Roster({1: frozenset({site_of("https://m.co.id/")})})
    assert roster.at_home(1, "https://www.m.co.id/a")
    assert not roster.at_home(1, "https://courier.co.id/a")


def test_a_copy_in_a_cache_of_amp_pages_is_at_home_where_it_was_copied_from() -> None:
    assert site_of("https://courier-example.cdn.ampproject.org/c/s/www.courier.example/a") == site_of("https://courier.example/")


def test_pages_of_one_address_are_alike_only_if_headline_or_text_is() -> None:
    known = fresh(Draft(title=HEADLINE, url="https://courier.example/a", content_html="<p>The bridge opened. " + "It is long. " * 30))
    assert matching.alike(Draft(title="Harbour bridge opens to cyclists"), known)
    assert matching.alike(Draft(title="Nine years later", content_html=known.content_html + "And red.</p>"), known)
    assert not matching.alike(Draft(title="Mayor resigns over fish prices", content_html="<p>The mayor resigned.</p>"), known)
