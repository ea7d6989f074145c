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


SECTION = '[[sections]]\nslug = "a"\ntitle = "x"\n'
SOURCE = '[[sources]]\nslug = "a"\n'


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


def test_the_sources_can_be_set_from_the_environment_too(tmp_path: Path) -> None:
    folder = write(tmp_path, "", '[[sources]]\nslug = "a"\nurl = "https://a.example/"\n')
    settings = load(folder, {"FEEDSVC_SOURCES": '[{"slug": "b", "url": "https://b.example/"}]'})
    assert [source.slug for source in settings.sources] == ["b"]
    assert faults(folder, {"FEEDSVC_SOURCES": '[{"slug": "b"}]'}) == [
        'environment: FEEDSVC_SOURCES: sources[1] "b".url: is required and missing'
    ]


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
        ("", SOURCE + 'url = "http://[::1/feed"', 'sources[1] "a".url: "http://[::1/feed" is not a web address: Invalid IPv6 URL'),
        ("", SOURCE + 'url = "http://[news]/feed"', 'sources[1] "a".url: "http://[news]/feed" is not a web address'),
        (
            "",
            SOURCE + 'url = "http://a.example:99999/"',
            'sources[1] "a".url: "http://a.example:99999/" is not a web address: Port out of range',
        ),
        ("", SOURCE + 'url = "http://a.example:http/"', 'sources[1] "a".url: "http://a.example:http/" is not a web address: Port'),
        ('[site]\nurl = "http://[::1"', "", "site.url: is not a web address: Invalid IPv6 URL (it is 'http://[::1')"),
        ('[site]\nurl = "http://a.example:99999/"', "", "site.url: is not a web address: Port out of range"),
        ('[site]\nurl = "http://a.example:0/"', "", "site.url: is not a web address: nothing can listen on port 0"),
        ('[server]\nhost = "[::1"', "", "server.host: '[::1' does not appear to be an IPv4 or IPv6 address"),
        ('[server]\nhost = "a.example/news"', "", "server.host: is not a host name or address"),
        ("", SOURCE + 'url = "a\\u0000b"', 'sources[1] "a".url: holds the character U+0000; a setting is one line of plain text'),
        ("", '[[sources]]\nslug = "a\\u001b"\nurl = "x"', r'sources[1] "a\x1b".slug: holds the character U+001B'),
        ('[site]\ntitle = "H\\u0000\\u001bx"', "", "site.title: holds the character U+0000"),
        ('[site]\ndescription = """two\nlines"""', "", "site.description: holds the character U+000A"),
        ('[store]\nurl = "sqlite:///a\\u001b.db"', "", "store.url: holds the character U+001B"),
        (SECTION + 'paths = ["/news/", "/new\\u009bs/"]', "", 'sections[1] "a".paths: holds the character U+009B'),
        ('"\\u001b[2J" = 1', "", r"feedsvc.toml: \x1b[2J: unknown key"),
        ("site = 3", "", "feedsvc.toml: site: must be a table (it is 3)"),
        ("[server]\nmax_age = 5", "", "server.max_age: is not a duration"),
        ('[server]\nmax_age = "15"', "", "server.max_age: is not a duration"),
        ("[trending]\nsize = true", "", "trending.size: is not a number"),
        ('[[sections]]\nslug = "a"\ntitle = "x"\ntags = "world"', "", 'must be a list, such as ["one", "two"]'),
        ("sections = 3", "", 'feedsvc.toml: sections: must be a list, such as ["one", "two"] (it is 3)'),
        ("a = " + "[" * 100_000, "", "feedsvc.toml: line 1: a: is nested more than 10 arrays or tables deep"),
        ("\n[site]\ntitle = " + "{a = " * 5000, "", "feedsvc.toml: line 3: title: is nested more than 10"),
        ("a = [" + "[1], [" * 5000, "", "feedsvc.toml: the file: is nested more than 10"),
        ("", "sources = " + "[" * 300 + "]" * 300, "sources.toml: sources: is nested more than 10"),
        ("[server]\nmax_age = 99999999999999999999", "", "server.max_age: is not a duration"),
        ("[server]\nmax_age = -99999999999999999999", "", "server.max_age: is not a duration"),
        ('[server]\nmax_age = "999999999d"', "", 'server.max_age: must be from "1s" to "366d" (it is \'999999999d\')'),
        ("[server]\nmax_age = nan", "", "server.max_age: is not a duration"),
        ("[server]\nmax_age = -inf", "", "server.max_age: is not a duration"),
        ("[server]\nmax_age = 0x" + "f" * 6000, "", "server.max_age: is not a duration"),
        ("[server]\nport = 0x" + "f" * 6000, "", "server.port: input should be less than or equal to 65535"),
        (SECTION + 'language = "english!"', "", 'sections[1] "a".language: is not a language tag; write it like "en" or "id-ID"'),
        ("", SOURCE + 'url = "x"\nlanguage = "en_GB"', 'sources[1] "a".language: is not a language tag'),
        ('[site]\nlanguage = ""', "", "site.language: "),
        ('[store]\nurl = "sqlite:///"', "", 'store.url: names no file; write it like "sqlite:///var/feedsvc.db"'),
        ('[store]\nurl = "sqlite:///?mode=ro"', "", "store.url: names no file"),
    ],
)
def test_each_fault_names_file_key_and_reason(tmp_path: Path, main: str, sources: str, said: str) -> None:
    sentence = "\n".join(faults(write(tmp_path, main, sources)))
    assert said in sentence
    assert sentence.startswith(str(tmp_path / ("sources.toml" if sources else "feedsvc.toml")))


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"FEEDSVC_SITE": "3", "FEEDSVC_SITE__TITLE": "x"}, "environment: FEEDSVC_SITE: site: must be a table (it is '3')"),
        ({"FEEDSVC_SECTIONS": "[" * 100_000}, "environment: FEEDSVC_SECTIONS: sections: is nested more than 10 arrays or tables deep"),
        ({"FEEDSVC_SECTIONS": "[" * 300 + "]" * 300}, "environment: FEEDSVC_SECTIONS: sections: is nested more than 10"),
        ({"FEEDSVC_SITE__TITLE": '{"a":' * 100_000}, "environment: FEEDSVC_SITE__TITLE: site.title: is nested more than 10"),
        ({"FEEDSVC_SERVER__MAX_AGE": "999999999d"}, 'environment: FEEDSVC_SERVER__MAX_AGE: server.max_age: must be from "1s" to "366d"'),
        ({"FEEDSVC_SITE__TITLE": "a\x1bb"}, "environment: FEEDSVC_SITE__TITLE: site.title: holds the character U+001B"),
        ({"FEEDSVC_SITE__TITLE": "\udcff"}, "environment: FEEDSVC_SITE__TITLE: site.title: holds the character U+DCFF"),
        ({"FEEDSVC_\udcff": "x"}, r"environment: FEEDSVC_\udcff: unknown variable"),
        ({"FEEDSVC_STORE__URL": "sqlite:///"}, "environment: FEEDSVC_STORE__URL: store.url: names no file"),
        ({"FEEDSVC_SITE__URL": "http://a.example:99999"}, "environment: FEEDSVC_SITE__URL: site.url: is not a web address"),
    ],
)
def test_each_fault_of_a_variable_names_it_with_key_and_reason(tmp_path: Path, environ: dict[str, str], said: str) -> None:
    sentences = faults(write(tmp_path), environ)
    assert len(sentences) == 1
    assert sentences[0].startswith(said)


@pytest.mark.parametrize("written", ["site = 3", 'site = "x"', "site = [1]", '[[site]]\ntitle = "x"'])
def test_a_variable_over_something_that_is_no_table_blames_the_file(tmp_path: Path, written: str) -> None:
    (sentence,) = faults(write(tmp_path, written), {"FEEDSVC_SITE__TITLE": "x"})
    assert sentence.startswith(f"{tmp_path}/feedsvc.toml: site: must be a table")


# Every first path segment of the URLs that feedsvc serves or has set aside, without its ending.
@pytest.mark.parametrize(
    "slug",
    [
        "all",
        "latest",
        "trending",
        "source",
        "search",
        "story",
        "archive",
        "feeds",
        "hub",
        "api",
        "admin",
        "healthz",
        "readyz",
        "metrics",
        "static",
        "favicon",
        "robots",
        "well-known",
    ],
)
def test_no_section_takes_an_address_that_feedsvc_needs(tmp_path: Path, slug: str) -> None:
    (sentence,) = faults(write(tmp_path, f'[[sections]]\nslug = "{slug}"\ntitle = "x"\n'))
    assert "is a name that feedsvc uses itself" in sentence


def test_sound_values_near_the_refused_ones_are_taken(tmp_path: Path) -> None:
    main = '[server]\nmax_age = "366d"\nhost = "::1"\n[site]\nlanguage = "id-ID"\ntitle = "Berita “Pagi” 📰"\n'
    sources = SOURCE + 'url = "http://[::1]:65535/feed"\nlanguage = ""\nsections = ["a"]\n'
    settings = load(write(tmp_path, main + SECTION + 'language = "en-GB"\n', sources), {})
    assert (settings.server.max_age, settings.base_url, settings.site.language) == (timedelta(days=366), "http://[::1]:8000", "id-ID")
    assert (settings.sections[0].language, settings.sources[0].language) == ("en-GB", "")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(write(tmp_path, "[server]\nport = 0\nworkers = 0\n"))) == 2


def test_bytes_that_are_no_text_are_a_fault_and_no_trace(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "feedsvc.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in faults(tmp_path)[0]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "there is no such file or folder" in faults(tmp_path / "none")[0]


def test_a_name_longer_than_the_file_system_allows_is_a_fault_and_no_trace(tmp_path: Path) -> None:
    assert "cannot be read: File name too long" in faults(tmp_path / ("a" * 300))[0]
    settings = load(write(tmp_path, "", SOURCE + f'url = "{"a" * 300}"\n'), {})
    assert "there is no file" in missing_files(settings)[0]


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
