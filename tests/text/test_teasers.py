from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.text import teasers

TITLE = "Air surut"


@pytest.mark.parametrize(
    ("told", "tidied"),
    [
        ("Warga pulang. The post Air surut appeared first on Kabar Contoh.", "Warga pulang."),
        ("Warga pulang. Artikel Air surut pertama kali tampil pada Kabar Contoh.", "Warga pulang."),
        ("Warga pulang. Der Beitrag Air surut erschien zuerst auf kabar.example.", "Warga pulang."),
        ("Warga mulai pulang ke … Continue reading Air surut →", "Warga mulai pulang ke…"),
        ("Warga mulai pulang ke … Continue reading →", "Warga mulai pulang ke…"),
        ("Warga mulai pulang ke [&hellip;]".replace("&hellip;", "…"), "Warga mulai pulang ke…"),
        ("Warga mulai pulang ke [...]", "Warga mulai pulang ke…"),
        ("Warga pulang. Baca selengkapnya »", "Warga pulang."),
        ("Warga pulang... Continue Reading The post Air surut appeared first on Kabar.", "Warga pulang..."),
        ("Air surut", ""),
        ("", ""),
    ],
)
def test_what_software_hung_on_the_end_goes(told: str, tidied: str) -> None:
    assert teasers.tidy(told, TITLE) == tidied


@pytest.mark.parametrize(
    "told",
    [
        "Warga pulang setelah Air surut.",
        "The post office appeared first on the map. Then the school.",
        "Ia mengajak warga untuk membaca: read more books",
        "Read more",
        "Warga pulang...",
        "Continue reading is what he asked them to do.",
    ],
)
def test_a_text_that_only_resembles_it_stays(told: str) -> None:
    assert teasers.tidy(told, TITLE) == told


@settings(deadline=None)
@given(st.text(), st.text())
def test_nothing_but_an_ellipsis_is_ever_added(text: str, title: str) -> None:
    tidied = teasers.tidy(text, title)
    assert tidied.rstrip("…") in text
    assert len(tidied) <= len(text) + 1


def test_an_invitation_is_known_in_capitals_and_before_colons_and_quotes() -> None:
    assert teasers.tidy("Warga mulai pulang. READ MORE:", "Banjir") == "Warga mulai pulang."
    assert teasers.tidy("Warga mulai pulang. (Baca Selengkapnya” ", "Banjir") == "Warga mulai pulang."
    assert teasers.tidy("Warga mulai membaca selengkapnya buku itu.", "Banjir") == "Warga mulai membaca selengkapnya buku itu."
