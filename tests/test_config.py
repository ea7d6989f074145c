"""Configuration: files, environment, and a sentence for every fault."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from feedsvc.config import Settings, default_folder, find_folder, load, missing_files
from feedsvc.errors import ConfigError

ROOT = Path(__file__).resolve().parents[1]


def write(folder: Path, main: str = "", sources: str = "") -> Path:
    (folder / "feedsvc.toml").write_text(main, encoding="utf-8")
    (folder / "sources.toml").write_text(sources, encoding="utf-8")
    return folder


def faults(folder: Path, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(folder, environ or {})
    return caught.value.faults


def test_an_empty_configuration_is_a_good_one(tmp_path: Path) -> None:
    settings = load(write(tmp_path), {})
    assert (settings.server.port, settings.base_url) == (8000, "http://127.0.0.1:8000")


def test_the_environment_stands_above_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, '[server]\nport = 1\n[site]\ntitle = "x"\n')
    environ = {
        "FEEDSVC_SERVER__PORT": "9000",
        "FEEDSVC_SITE__TITLE": "12",
        "FEEDSVC_INGEST__TIMEOUT": "5s",
        "FEEDSVC_CONFIG": "elsewhere",
        "HOME": "/",
    }
    settings = load(folder, environ)
    assert (settings.server.port, settings.site.title, settings.ingest.timeout) == (9000, "12", timedelta(seconds=5))


def test_every_key_can_be_set_from_the_environment(tmp_path: Path) -> None:
    write(tmp_path)
    for table, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            for key in field.annotation.model_fields:
                sentence = faults(tmp_path, {f"FEEDSVC_{table}__{key}".upper(): '{"no": "such"}'})[0]
                assert sentence.startswith(f"environment: FEEDSVC_{table}__{key}".upper().replace("ENVIRONMENT", "environment"))
    settings = load(
        tmp_path, {"FEEDSVC_SECTIONS": '[{"slug": "world", "title": "World"}]', "FEEDSVC_INGEST__ALLOW_PRIVATE": '["10.0.0.0/8"]'}
    )
    assert settings.sections[0].slug == "world"
    assert str(settings.ingest.allow_private[0]) == "10.0.0.0/8"


def test_an_unknown_key_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    write(tmp_path, "[server]\nprt = 1\n", '[[sources]]\nslug = "a"\nurl = "https://a.example/"\nsection = []\n')
    assert faults(tmp_path) == [
        f'{tmp_path}/feedsvc.toml: server.prt: unknown key; did you mean "port"?',
        f'{tmp_path}/sources.toml: sources[1] "a".section: unknown key; did you mean "sections"?',
    ]
    assert faults(write(tmp_path), {"FEEDSVC_SERVR__PORT": "1"}) == [
        'environment: FEEDSVC_SERVR__PORT: unknown variable; did you mean "FEEDSVC_SERVER__PORT"?'
    ]


@pytest.mark.parametrize(
    ("main", "sources", "said"),
    [
        ("[server\n", "", "cannot be read"),
        ("server = 1", "", "server"),
        ("[server]\nport = 70000", "", "server.port: input should be less than or equal to 65535 (it is 70000)"),
        ('[ingest]\ntimeout = "soon"', "", 'ingest.timeout: is not a duration; write it like "90s", "15m", "6h" or "2d" (it is \'soon\')'),
        ('[ingest]\nallow_private = ["here"]', "", "ingest.allow_private: 'here' does not appear"),
        ('[ingest]\nmin_interval = "2h"\nmax_interval = "1h"', "", "ingest.min_interval: must not be longer"),
        ("[trending]\nenter = 30", "", "trending.enter"),
        ('[site]\nurl = "news.example.org"', "", "site.url: is not a web address"),
        ('[store]\nurl = "mysql://x"', "", "store.url: must begin with"),
        ('[[sections]]\nslug = "latest"\ntitle = "x"', "", "is a name that feedsvc uses itself"),
        ('[[sections]]\nslug = "a"\ntitle = "x"\n[[sections]]\nslug = "a"\ntitle = "y"', "", 'the slug "a" is used twice'),
        ('[[sections]]\ntitle = "x"', "", "sections[1].slug: is required and missing"),
        ('[[sources]]\nslug="a"', "", "declare sources in"),
        ("", '[[sources]]\nslug = "A b"\nurl = "x"', 'sources[1] "A b".slug'),
        ("", '[[sources]]\nslug = "a"\nurl = "ftp://a.example/"', "is neither a web address"),
        ("", '[[sources]]\nslug = "a"\nurl = "https://a.example/"\nsections = ["wrld"]', 'there is no section "wrld"'),
        ("", '[[sources]]\nslug = "a"\nurl = "https://a.example/"\nkind = "rss"', "kind"),
        ("", "source = []", 'source: unknown key; did you mean "sources"?'),
    ],
)
def test_each_fault_names_file_key_and_reason(tmp_path: Path, main: str, sources: str, said: str) -> None:
    sentence = "\n".join(faults(write(tmp_path, main, sources)))
    assert said in sentence
    assert sentence.startswith(str(tmp_path / ("sources.toml" if sources else "feedsvc.toml")))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(write(tmp_path, "[server]\nport = 0\nworkers = 0\n"))) == 2


def test_bytes_that_are_no_text_are_a_fault_and_no_trace(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "feedsvc.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in faults(tmp_path)[0]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "there is no such file or folder" in faults(tmp_path / "none")[0]


def test_a_missing_file_of_a_source_is_told_and_stops_nothing(tmp_path: Path) -> None:
    settings = load(write(tmp_path, "", '[[sources]]\nslug = "a"\nurl = "a.xml"\n'), {})
    assert "there is no file" in missing_files(settings)[0]


def test_the_folder_is_found_by_variable_then_here_then_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_folder({"FEEDSVC_CONFIG": "x"}) == Path("x")
    assert find_folder({}) == default_folder()
    (tmp_path / "config").mkdir()
    write(tmp_path / "config")
    assert find_folder({}) == Path("config")


def test_the_file_that_comes_with_feedsvc_shows_every_key_with_its_true_default() -> None:
    data = tomllib.loads((ROOT / "config" / "feedsvc.toml").read_text(encoding="utf-8"))
    written = (ROOT / "config" / "feedsvc.toml").read_text(encoding="utf-8")
    mine = {"title", "description"}  # the sample newsroom's own
    plain = Settings()
    for table, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            assert data[table].keys() == field.annotation.model_fields.keys(), table
            shown = getattr(Settings.model_validate({table: data[table]}), table)
            for key in data[table].keys() - (mine if table == "site" else set()):
                assert getattr(shown, key) == getattr(getattr(plain, table), key), f"{table}.{key}"
                assert re.search(rf"^#.*\n(#.*\n)*{key} =", written, re.MULTILINE), f"{table}.{key} has no comment"


def test_the_configuration_that_comes_with_feedsvc_has_no_fault() -> None:
    settings = load(ROOT / "config", {})
    assert missing_files(settings) == []
    assert settings.sections
    assert settings.sources
