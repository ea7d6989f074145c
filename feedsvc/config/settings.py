"""What the operator can set: frozen tables with their ranges and defaults. config/feedsvc.toml says in words what each key does."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from feedsvc.model import ALL, Section

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# First path segments that the web room uses itself, now or by its design; of "feeds.opml" and its like the name without the ending.
RESERVED = frozenset(
    {ALL, "latest", "trending", "source", "search", "story", "archive", "hub", "api", "admin", "static", "feeds", "sections"}
    | {"favicon", "robots", "well-known", "healthz", "readyz", "metrics"}
)
# C0 and C1 controls, line and paragraph separators, lone surrogates, noncharacters: the text goes into XML, headers, logs and terminals.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST = timedelta(days=366)
_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}


def _duration(value: object, shortest: int = 1) -> object:
    """Accept "90s", "15m", "6h" or "2d". A bare number says no unit, and minutes are meant as often as seconds."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, str) and (match := re.fullmatch(r"\s*(\d{1,9})\s*(s|m|min|h|d)\s*", value)):
        seconds = int(match[1]) * _UNITS[match[2]]
    else:
        raise ValueError('is not a duration; write it like "90s", "15m", "6h" or "2d"')
    if not shortest <= seconds <= _LONGEST.total_seconds():  # before timedelta sees it, which overflows
        raise ValueError(f'must be from "{shortest}s" to "366d"')
    return timedelta(seconds=seconds)


def _language(value: str) -> str:
    if value and not _LANGUAGE.fullmatch(value):
        raise ValueError('is not a language tag; write it like "en" or "id-ID"')
    return value


def _zone(value: str) -> str:
    if value and value not in available_timezones():
        raise ValueError('is not a time zone; write it like "Asia/Jakarta" or "Europe/Berlin"')
    return value


def web_address(url: str) -> SplitResult:
    """The parts of a URL, once its host and port are sound. Raises ValueError with the reason; says nothing of scheme or missing parts."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"is not a web address: {error}") from error
    if port == 0:
        raise ValueError("is not a web address: nothing can listen on port 0")
    return parts


Duration = Annotated[timedelta, BeforeValidator(_duration), Field(ge=timedelta(seconds=1), le=_LONGEST)]
Pause = Annotated[timedelta, BeforeValidator(partial(_duration, shortest=0)), Field(ge=timedelta(0), le=_LONGEST)]  # "0s" is none
Language = Annotated[str, AfterValidator(_language)]  # a BCP 47 tag, or "" for unknown
Zone = Annotated[str, AfterValidator(_zone)]  # an IANA time zone, or "" for unknown


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _one_line(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation is int:
            raise ValueError("is not a number")
        for text in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(text, str) and (found := _UNPRINTABLE.search(text)):
                raise ValueError(f"holds the character U+{ord(found[0]):04X}; a setting is one line of plain text")
        return value


class SiteSettings(_Table):
    title: str = "feedsvc"
    description: str = "Latest and trending news, section by section."
    language: Language = Field("en", min_length=1)
    zone: Zone = ""
    url: str = ""
    uid: str = ""

    @field_validator("url")
    @classmethod
    def _http(cls, value: str) -> str:
        parts = web_address(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
            raise ValueError('is not a web address; write it like "https://news.example.org"')
        return value.rstrip("/")


class StoreSettings(_Table):
    url: str = "sqlite:///var/feedsvc.db"

    @field_validator("url")
    @classmethod
    def _known(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError('must begin with "sqlite:///" or "postgresql://"')
        if value.startswith("sqlite:") and not value.removeprefix("sqlite:///").partition("?")[0]:
            raise ValueError('names no file; write it like "sqlite:///var/feedsvc.db"')
        return value


class ServerSettings(_Table):
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    workers: int = Field(1, ge=1, le=64)
    cache_bytes: int = Field(64_000_000, ge=1_000_000)
    max_age: Duration = timedelta(minutes=5)

    @field_validator("host")
    @classmethod
    def _bare(cls, value: str) -> str:
        """A name or address alone: ``Settings.base_url`` puts it into a URL."""
        if ":" in value:
            ip_address(value)  # its ValueError is the reason
        elif re.search(r"[\s/?#@\[\]\\]", value):
            raise ValueError('is not a host name or address; write it like "127.0.0.1"')
        return value


class IngestSettings(_Table):
    contact: str = ""
    timeout: Duration = timedelta(seconds=30)
    max_bytes: int = Field(10_000_000, ge=10_000, le=200_000_000)
    max_items: int = Field(500, ge=1, le=10_000)
    concurrency: int = Field(20, ge=1, le=500)
    min_interval: Duration = timedelta(minutes=5)
    max_interval: Duration = timedelta(hours=12)
    host_delay: Pause = timedelta(seconds=1)
    max_delay: Pause = timedelta(seconds=60)
    max_pages: int = Field(200, ge=0, le=10_000)
    readers: int = Field(0, ge=0, le=64)
    read_timeout: Duration = timedelta(seconds=20)
    allow_private: tuple[IPv4Network | IPv6Network, ...] = ()

    @field_validator("allow_private", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if not isinstance(value, (list, tuple)):
            raise ValueError('is not a list; write it like ["10.0.0.0/8"]')
        return tuple(ip_network(str(item)) for item in value)


class TrendingSettings(_Table):
    size: int = Field(20, ge=1, le=200)
    enter: int = Field(10, ge=1, le=200)
    leave: int = Field(20, ge=1, le=200)
    linger: Duration = timedelta(hours=48)
    list_expiry: Duration = timedelta(hours=6)


class LogSettings(_Table):
    level: Literal["debug", "info", "warning", "error"] = "info"


class SectionSettings(_Table):
    slug: str = Field(pattern=SLUG, max_length=60)
    title: str = Field(min_length=1, max_length=120)
    language: Language = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    @field_validator("slug")
    @classmethod
    def _free(cls, value: str) -> str:
        if value in RESERVED:
            raise ValueError(f'"{value}" is a name that feedsvc uses itself; choose another slug')
        return value


class RulesSettings(_Table):
    """As model.Rules; sources/selectors.py knows what a valid selector is."""

    popular: str = Field("", max_length=1000)
    latest: str = Field("", max_length=1000)
    listing: str = Field("", max_length=1000)
    title: str = Field("", max_length=1000)
    text: str = Field("", max_length=1000)
    published: str = Field("", max_length=1000)
    authors: str = Field("", max_length=1000)
    remove: str = Field("", max_length=1000)


class SourceSettings(_Table):
    slug: str = Field(pattern=SLUG, max_length=60)
    url: str = Field(min_length=1, max_length=2000)
    kind: Literal["auto", "feed", "page", "document", "sitemap"] = "auto"
    title: str = ""
    homepage: str = ""
    language: Language = ""
    sections: tuple[str, ...] = ()
    interval: Duration | None = None
    zone: Zone = ""
    pages: Literal["auto", "always", "never"] = "auto"
    rules: RulesSettings = RulesSettings()
    enabled: bool = True


class Settings(_Table):
    """Everything that the operator can set. ``sources`` come from sources.toml, the rest from feedsvc.toml."""

    site: SiteSettings = SiteSettings()
    store: StoreSettings = StoreSettings()
    server: ServerSettings = ServerSettings()
    ingest: IngestSettings = IngestSettings()
    trending: TrendingSettings = TrendingSettings()
    log: LogSettings = LogSettings()
    sections: tuple[SectionSettings, ...] = ()
    sources: tuple[SourceSettings, ...] = ()
    folder: Path = Path("config")  # where the files were found; file sources are relative to it

    @property
    def base_url(self) -> str:
        """Where subscribers reach the service, without a trailing slash."""
        if self.site.url:
            return self.site.url
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.server.host, self.server.host)  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server.port}"

    @property
    def uid(self) -> str:
        """What feed ids are made from; it must outlive a move of the service."""
        return self.site.uid or (urlsplit(self.base_url).hostname or "feedsvc")

    def declared_sections(self) -> tuple[Section, ...]:
        return tuple(Section(**section.model_dump()) for section in self.sections)
