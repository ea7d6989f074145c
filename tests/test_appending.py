"""New sections are written to the operator's file, which stays the operator's."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from feedsvc.config import load
from feedsvc.config.appending import append_sections, block
from feedsvc.errors import ConfigError
from feedsvc.model import Section

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = '# ours, do not touch\n[site]\ntitle = "Kabar"  # the name\n\n[[sections]]\nslug = "dunia"\ntitle = "Dunia"\n'
BOLA = Section("bola", 'Bola "raya" \\ é', language="id", tags=("bola",), paths=("/bola/*",))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "feedsvc.toml"
    written.write_bytes(BEFORE.encode())
    return written


def test_the_sections_stand_at_the_end_and_everything_else_as_it_stood(file: Path) -> None:
    settings = append_sections([BOLA], file.parent, {})
    assert file.read_text(encoding="utf-8").startswith(BEFORE)
    assert [section.slug for section in settings.sections] == ["dunia", "bola"]
    assert load(file.parent, {}).declared_sections()[1] == BOLA
    assert [path.name for path in file.parent.iterdir()] == ["feedsvc.toml"]


def test_the_files_rights_and_line_ends_stay(file: Path) -> None:
    file.write_bytes(BEFORE.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    append_sections([BOLA], file.parent, {})
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")


def test_a_link_stays_a_link_and_a_folder_without_the_file_gets_one(tmp_path: Path, file: Path) -> None:
    linked, empty = tmp_path / "linked", tmp_path / "empty"
    linked.mkdir()
    empty.mkdir()
    (linked / "feedsvc.toml").symlink_to(file)
    append_sections([BOLA], linked, {})
    assert (linked / "feedsvc.toml").is_symlink()
    assert "bola" in file.read_text(encoding="utf-8")
    assert append_sections([BOLA], empty, {}).sections[0].slug == "bola"


@pytest.mark.parametrize(
    ("before", "section", "said"),
    [
        (BEFORE, Section("dunia", "Dunia"), "used twice"),
        ("sections = []\n", BOLA, "cannot be read"),
        (BEFORE, Section("latest", "Latest"), "name that feedsvc uses itself"),
        ("[site\n", BOLA, "cannot be read"),
    ],
)
def test_a_file_that_would_not_be_sound_is_left_as_it_is(file: Path, before: str, section: Section, said: str) -> None:
    file.write_text(before)
    with pytest.raises(ConfigError, match=said) as raised:
        append_sections([section], file.parent, {})
    assert file.read_text() == before
    assert "feedsvc.toml." not in str(raised.value)
    assert [path.name for path in file.parent.iterdir()] == ["feedsvc.toml"]


def test_sections_of_the_environment_stand_above_the_file_which_is_left_alone(file: Path) -> None:
    with pytest.raises(ConfigError, match="FEEDSVC_SECTIONS"):
        append_sections([BOLA], file.parent, {"FEEDSVC_SECTIONS": "[]"})
    assert file.read_text() == BEFORE


def test_the_sample_that_comes_with_feedsvc_is_nobodys_to_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="feedsvc init"):
        append_sections([BOLA], None, {})


def test_the_block_to_paste_is_what_would_be_written(file: Path) -> None:
    file.write_text(f"{BEFORE}\n{block([BOLA])}")
    assert load(file.parent, {}).declared_sections()[1] == BOLA
