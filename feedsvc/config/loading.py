"""Files and environment -> ``Settings``, or every fault at once: one sentence each, with file, key, reason and the nearest known name."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections import Counter
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from feedsvc.config.settings import Settings, web_address
from feedsvc.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

PREFIX = "FEEDSVC_"
MAX_FILE = 5_000_000  # bytes; a sources.toml of 20,000 sources is about 4 MB
MAX_DEPTH = 10  # arrays and tables inside each other; the settings need three
TOO_DEEP = f"is nested more than {MAX_DEPTH} arrays or tables deep"
_DEEP_RUN = re.compile(rf"(?:[\[{{][^\[\]{{}}]*+){{{MAX_DEPTH + 1}}}")
_REASONS = {  # plainer than pydantic's words for the faults that people make most
    "missing": "is required and missing",
    "model_type": "must be a table",
    "tuple_type": 'must be a list, such as ["one", "two"]',
    "string_type": "must be a text in quotes",
    "slug": "may hold lower-case letters, digits and single hyphens only",
}


def default_folder() -> Path:
    """The configuration that comes with the package: the sample newsroom."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "default_config"
    return packaged if packaged.is_dir() else package.parent / "config"


def find_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """FEEDSVC_CONFIG, else ./config, else the packaged sample."""
    if named := environ.get("FEEDSVC_CONFIG"):
        return Path(named)
    here = Path("config")
    try:
        return here if (here / "feedsvc.toml").is_file() or (here / "sources.toml").is_file() else default_folder()
    except OSError:  # a folder that may not be entered is still the one that is meant
        return here


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from a folder, or from one feedsvc.toml with sources.toml beside it.

    Raises ConfigError with all faults, not just the first.
    """
    folder, main = _place(path or find_folder(environ))
    faults: list[str] = []
    data = _read(main, faults)
    sources = _read(folder / "sources.toml", faults)
    faults += _strays(data, sources, main, folder / "sources.toml")
    if faults:
        raise _refusal(faults)
    origins = _overlay(data, environ, faults)
    merged = sources | data | {"folder": folder}
    settings = _validate(merged, main, folder / "sources.toml", origins, faults)
    faults += _cross_faults(settings, main, folder / "sources.toml") if settings else []
    if faults or settings is None:
        raise _refusal(faults)
    return settings


def _place(path: Path) -> tuple[Path, Path]:
    """The folder, and the main file, which need not be there."""
    try:
        if path.exists():
            return (path.parent, path) if path.is_file() else (path, path / "feedsvc.toml")
    except OSError as error:
        raise _refusal([f"{path}: cannot be read: {error.strerror}"]) from error
    raise _refusal([f"{path}: there is no such file or folder; `feedsvc init` writes one to start from"])


def _refusal(faults: list[str]) -> ConfigError:
    """Keys, slugs and paths stand in the sentences as they were written; what a terminal would obey is shown escaped."""
    return ConfigError(["".join(char if char.isprintable() else ascii(char)[1:-1] for char in fault) for fault in faults])


def _strays(data: dict[str, Any], declared: dict[str, Any], main: Path, sources: Path) -> Iterator[str]:
    for key in data.keys() & {"sources", "folder"}:
        yield f"{main}: {key}: does not belong here; declare sources in {sources}"
    for key in sorted(declared.keys() - {"sources"}):
        yield f"{sources}: {key}: unknown key{_nearest(key, ['sources'])}"


def _read(file: Path, faults: list[str]) -> dict[str, Any]:
    try:
        if not file.is_file():
            return {}
        if file.stat().st_size > MAX_FILE:
            raise ValueError(f"is larger than {MAX_FILE} bytes")
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        faults.append(f"{file}: cannot be read: {error}")
        return {}
    except RecursionError:
        faults.append(f"{file}: {_deep_key(text)}: {TOO_DEEP}")
        return {}
    faults += [f"{file}: {key}: {TOO_DEEP}" for key, value in data.items() if _too_deep(value)]
    return data


def _deep_key(text: str) -> str:
    """Line and key of the first run of opening brackets that is too long, in a text too deep for the parser."""
    found = _DEEP_RUN.search(text)
    if found is None:
        return "the file"
    above = text[: found.start()]
    key = above.rpartition("\n")[2].partition("=")[0].strip()
    return f"line {above.count(chr(10)) + 1}" + (f": {key}" if key else "")


def _too_deep(value: object) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _overlay(data: dict[str, Any], environ: Mapping[str, str], faults: list[str]) -> dict[tuple[str, ...], str]:
    """Lay FEEDSVC_TABLE__KEY variables over the data; returns which key came from which variable."""
    origins: dict[tuple[str, ...], str] = {}
    for name, value in sorted(environ.items()):
        if not name.startswith(PREFIX) or name == "FEEDSVC_CONFIG":
            continue
        keys = tuple(part.lower() for part in name.removeprefix(PREFIX).split("__"))
        model = _model_at(keys[:-1])
        if model is None or keys[-1] not in model.model_fields or keys[0] == "folder":
            known = [PREFIX + "__".join(path).upper() for path in _known_paths()]
            faults.append(f"environment: {name}: unknown variable{_nearest(name, known)}")
            continue
        try:
            _lay(data, keys, _from_text(value))
        except RecursionError:
            faults.append(f"environment: {name}: {'.'.join(keys)}: {TOO_DEEP}")
        origins[keys] = name
    return origins


def _lay(data: dict[str, Any], keys: tuple[str, ...], value: object) -> None:
    table = data
    for key in keys[:-1]:
        table = table.setdefault(key, {})
        if not isinstance(table, dict):
            return  # "site = 3": there is no table to lay over, which validation says of the file or variable that wrote it
    table[keys[-1]] = value


def _from_text(value: str) -> object:
    """Lists and tables are written as JSON; everything else stays text, which pydantic reads as the key's type.

    Raises RecursionError for JSON deeper than MAX_DEPTH.
    """
    if not value.lstrip().startswith(("[", "{")):
        return value
    try:
        parsed: object = json.loads(value)
    except ValueError:
        return value
    if _too_deep(parsed):
        raise RecursionError(TOO_DEEP)
    return parsed


def _model_at(keys: tuple[str, ...]) -> type[BaseModel] | None:
    model: type[BaseModel] = Settings
    for key in keys:
        field = model.model_fields.get(key)
        if field is None or not isinstance(field.annotation, type) or not issubclass(field.annotation, BaseModel):
            return None
        model = field.annotation
    return model


def _known_paths(model: type[BaseModel] = Settings, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        if prefix == () and name == "folder":
            continue
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _known_paths(field.annotation, (*prefix, name))
        else:
            yield (*prefix, name)


def _validate(data: dict[str, Any], main: Path, sources: Path, origins: dict[tuple[str, ...], str], faults: list[str]) -> Settings | None:
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        faults.extend(_sentence(detail, data, main, sources, origins) for detail in error.errors(include_url=False))
        return None


def _sentence(detail: ErrorDetails, data: dict[str, Any], main: Path, sources: Path, origins: dict[tuple[str, ...], str]) -> str:
    where = [part for part in detail["loc"] if part != "function-after"]
    variable = next((name for keys, name in origins.items() if tuple(where[: len(keys)]) == keys), None)
    file = f"environment: {variable}" if variable else str(sources if where[:1] == ["sources"] else main)
    key = _dotted(where, data)
    if detail["type"] == "extra_forbidden":
        return f"{file}: {key}: unknown key{_nearest(str(where[-1]), _siblings(where))}"
    kind = "slug" if detail["type"] == "string_pattern_mismatch" and where[-1:] == ["slug"] else detail["type"]
    reason = _REASONS.get(kind) or detail["msg"].removeprefix("Value error, ")
    return f"{file}: {key}: {reason[0].lower() + reason[1:]}{_shown(detail.get('input'))}"


def _shown(value: object) -> str:
    if isinstance(value, int) and value.bit_length() > 200:  # Python refuses to write integers of thousands of digits
        return ""
    return f" (it is {value!r})" if isinstance(value, (str, int, float)) and len(repr(value)) < 80 else ""


def _dotted(where: list[int | str], data: Any) -> str:
    """sections.1.slug -> sections[2] "dunia".slug: counted from one, with the slug where there is one."""
    text = ""
    for part in where:
        data = _at(data, part)
        if isinstance(part, int):
            slug = data.get("slug") if isinstance(data, dict) else None
            text += f"[{part + 1}]" + (f' "{slug}"' if isinstance(slug, str) else "")
        else:
            text += f".{part}" if text else part
    return text


def _at(data: Any, part: int | str) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    return data[part] if isinstance(data, list) and isinstance(part, int) and part < len(data) else None


def _siblings(where: list[int | str]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in where[:-1]:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        inner = getattr(annotation, "__args__", (annotation,))[0]
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else model
    return [name for name in model.model_fields if (model is not Settings or name not in {"sources", "folder"})]


def _nearest(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; known are: {', '.join(sorted(known)[:20])}" if known else "; none is declared"


def _cross_faults(settings: Settings, main: Path, sources: Path) -> Iterator[str]:
    """What no single key can know: slugs used twice, sections that are not declared, files that are not there."""
    yield from _doubles("sections", [section.slug for section in settings.sections], main)
    yield from _doubles("sources", [source.slug for source in settings.sources], sources)
    known = [section.slug for section in settings.sections]
    for number, source in enumerate(settings.sources, 1):
        key = f'sources[{number}] "{source.slug}"'
        for slug in source.sections:
            if slug not in known:
                yield f'{sources}: {key}.sections: there is no section "{slug}"{_nearest(slug, known)}'
        if reason := _url_fault(source.url):
            yield f"{sources}: {key}.url: {reason}"
    if settings.ingest.min_interval > settings.ingest.max_interval:
        yield f"{main}: ingest.min_interval: must not be longer than ingest.max_interval"
    if not settings.trending.enter <= settings.trending.leave:
        yield f"{main}: trending.enter: must not be greater than trending.leave"


def _url_fault(url: str) -> str | None:
    try:
        parts = web_address(url)
    except ValueError as error:
        return f'"{url}" {error}'
    if parts.scheme in {"http", "https"}:
        return None if parts.hostname else f'"{url}" has no host name'
    if parts.scheme and "://" in url:
        return f'"{url}" is neither a web address (http, https) nor a file'
    return None


def missing_files(settings: Settings) -> list[str]:
    """One sentence for each file source whose file is not there (now: it may come later, so this does not stop a start)."""
    return [
        f'{settings.folder / "sources.toml"}: sources[{number}] "{source.slug}".url: there is no file "{settings.folder / source.url}"; '
        "a path is relative to the folder of sources.toml"
        for number, source in enumerate(settings.sources, 1)
        if "://" not in source.url and not _is_file(settings.folder / source.url)
    ]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the file system allows, a folder that may not be entered
        return False


def _doubles(table: str, slugs: list[str], file: Path) -> Iterator[str]:
    for slug in sorted(slug for slug, uses in Counter(slugs).items() if uses > 1):
        yield f'{file}: {table}: the slug "{slug}" is used twice; slugs must be unique'
