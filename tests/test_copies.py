"""Which texts are copies of each other."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from feedsvc.copies import ALIKE, FEWEST, Copies, may_be_alike, resemblance, sketch

WORDS = [
    *("the", "ferry", "left", "on", "saturday", "evening", "and", "sank", "in", "heavy", "seas", "two", "hours", "later"),
    *("the", "agency", "said", "while", "divers", "looked", "for", "those", "below"),
]
texts = st.lists(st.sampled_from([f"w{n}" for n in range(30)]), max_size=120)


def test_a_text_with_a_word_changed_is_a_copy() -> None:
    changed = [*WORDS[:8], "rough", *WORDS[9:]]
    assert resemblance(sketch(WORDS), sketch(changed)) >= ALIKE


def test_the_same_words_in_another_order_are_not_a_copy() -> None:
    assert resemblance(sketch(WORDS), sketch(sorted(WORDS))) < ALIKE


def test_a_headline_too_short_to_tell_is_nobodys_copy() -> None:
    short = ["what", "we", "know", "so"]
    assert sketch(short) == ()
    assert resemblance(sketch(short), sketch(short)) == 0


def test_the_likest_is_found_first_and_of_equals_the_smaller_id() -> None:
    copies = Copies()
    copies.put(UUID(int=3), sketch(WORDS))
    copies.put(UUID(int=2), sketch(WORDS))
    copies.put(UUID(int=1), sketch(WORDS[:-2]))
    assert [article.int for _, article in copies.like(sketch(WORDS))] == [2, 3, 1]


def test_what_was_dropped_is_not_found() -> None:
    copies = Copies()
    copies.put(UUID(int=1), sketch(WORDS))
    copies.drop(UUID(int=1))
    assert copies.like(sketch(WORDS)) == []


def test_of_articles_with_one_text_each_goes_alone_and_the_others_are_still_found() -> None:
    copies = Copies()
    for number in (1, 2, 3):
        copies.put(UUID(int=number), sketch(WORDS))
    for number, left in ((2, [1, 3]), (1, [3]), (3, [])):
        copies.drop(UUID(int=number))
        assert [article.int for _, article in copies.like(sketch(WORDS))] == left
    copies.put(UUID(int=2), sketch(WORDS))
    assert [article.int for _, article in copies.like(sketch(WORDS))] == [2]


@given(texts, st.lists(st.tuples(st.integers(0, 119), st.sampled_from(["x", "y", "z"])), max_size=60))
def test_no_copy_is_passed_over_by_the_first_look(words: list[str], changes: list[tuple[int, str]]) -> None:
    changed = dict(changes)
    one, other = sketch(words), sketch([changed.get(place, word) for place, word in enumerate(words)])
    assert may_be_alike(set(one), other) or resemblance(one, other) < ALIKE


@given(texts)
def test_every_text_long_enough_is_found_as_its_own_copy(words: list[str]) -> None:
    made, copies = sketch(words), Copies()
    copies.put(UUID(int=1), made)
    long_enough = len(set(pairwise(words))) >= FEWEST
    assert copies.like(made) == ([(1.0, UUID(int=1))] if long_enough else [])


@given(texts, texts)
def test_resemblance_is_the_same_both_ways_and_a_share(one: list[str], other: list[str]) -> None:
    there, back = resemblance(sketch(one), sketch(other)), resemblance(sketch(other), sketch(one))
    assert there == back
    assert 0 <= there <= 1
