"""New sections at the end of the operator's feedsvc.toml: everything that stands there, comments too, stays as it is."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from feedsvc.config.loading import PREFIX, default_folder, find_folder, load
from feedsvc.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedsvc.config.settings import Settings
    from feedsvc.model import Section


def block(sections: Iterable[Section]) -> str:
    """The sections in TOML, ready to be pasted into feedsvc.toml."""
    return "\n".join("\n".join(_lines(section)) + "\n" for section in sections)


def append_sections(sections: Iterable[Section], path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Write the sections to the end of feedsvc.toml and give the new settings.

    The file is replaced at once or not at all, and only when it is sound with the sections in it. ``path`` is what ``load`` takes. Raises
    ConfigError when the sections come from elsewhere, the file cannot be written, or it would not be sound.
    """
    file = _file(path or find_folder(environ), path, environ)
    try:
        before = file.read_bytes().decode() if file.exists() else ""
        draft = _written_beside(file, _joined(before, block(sections)))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{file}: cannot be written: {error}"]) from error
    try:
        settings = load(draft, environ)
        draft.replace(file)
    except ConfigError as error:
        raise ConfigError([fault.replace(str(draft), str(file)) for fault in error.faults]) from error
    except OSError as error:
        raise ConfigError([f"{file}: cannot be written: {error}"]) from error
    finally:
        draft.unlink(missing_ok=True)
    return settings


def _file(place: Path, named: Path | None, environ: Mapping[str, str]) -> Path:
    name = f"{PREFIX}SECTIONS"
    if found := next((key for key in environ if key.upper().startswith(name)), None):
        raise ConfigError([f"environment: {found}: stands above the file; add the sections there"])
    if named is None and place == default_folder():
        raise ConfigError([f"{place}: is the sample that comes with feedsvc; `feedsvc init` writes a folder of your own"])
    file = place if place.is_file() else place / "feedsvc.toml"
    return file.resolve()  # a link stays one, and what it leads to is replaced


def _joined(before: str, added: str) -> str:
    end = "\r\n" if "\r\n" in before else "\n"
    text = f"{before.rstrip()}\n\n{added}" if before.strip() else added
    return text.replace("\r\n", "\n").replace("\n", end)


def _written_beside(file: Path, text: str) -> Path:
    """In the same folder: sources.toml is looked for there, and only within one file system is replacing one step."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".new", dir=file.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(text.encode())
        stream.flush()
        os.fsync(stream.fileno())
    if file.exists():
        shutil.copymode(file, name)
    else:
        Path(name).chmod(0o644)
    return Path(name)


def _lines(section: Section) -> list[str]:
    values: dict[str, str | tuple[str, ...]] = {
        "slug": section.slug,
        "title": section.title,
        "language": section.language,
        "description": section.description,
        "tags": section.tags,
        "paths": section.paths,
        "keywords": section.keywords,
    }
    return ["[[sections]]", *(f"{key} = {_toml(value)}" for key, value in values.items() if value)]


def _toml(value: str | tuple[str, ...]) -> str:
    """JSON's strings and lists are TOML's, but for one character that TOML wants escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")
