"""Who may speak for an article."""

from __future__ import annotations

import pytest

from feedsvc.authority import Roster, site_of

ROSTER = Roster({1: frozenset({"courier.example"}), 2: frozenset({"127.0.0.1:8080"}), 3: frozenset()})


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.courier.example/a", "courier.example"),
        ("https://m.courier.example/a", "courier.example"),
        ("https://amp.com/a", "amp.com"),
        ("http://127.0.0.1:8080/a", "127.0.0.1:8080"),
        ("https://courier.example:443/a", "courier.example"),
    ],
)
def test_a_site_is_its_host_whatever_form_of_it_is_served(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("source", "url", "home"),
    [
        (1, "https://courier.example/a", True),
        (1, "https://news.courier.example/a", True),
        (1, "https://notcourier.example/a", False),
        (1, None, True),
        (2, "http://127.0.0.1:8080/a", True),
        (2, "http://127.0.0.1:9090/a", False),
        (3, "https://anywhere.example/a", True),
    ],
)
def test_a_source_is_at_home_on_its_own_site_and_the_operators_file_everywhere(source: int, url: str | None, home: bool) -> None:
    assert ROSTER.at_home(source, url) is home


def test_between_two_strangers_both_may_speak() -> None:
    assert ROSTER.may_speak(2, 1, "https://elsewhere.example/a")
    assert not ROSTER.may_speak(2, 1, "https://courier.example/a")
