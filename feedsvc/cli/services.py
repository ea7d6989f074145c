"""``feedsvc run`` and ``feedsvc serve``: the processes that stay."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feedsvc import config
from feedsvc.supervise import logs, port
from feedsvc.supervise.lifeline import follow_parent
from feedsvc.supervise.supervisor import Child, Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedsvc.config import Settings


def _listening(command: Callable[..., None]) -> Callable[..., None]:
    """The options that override [server] of feedsvc.toml."""
    for option in (
        click.option("--workers", type=click.IntRange(1, 64), help="Web worker processes."),
        click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on."),
        click.option("--host", help="Address to listen on."),
    ):
        command = option(command)
    return command


def following(command: Callable[..., None]) -> Callable[..., None]:
    """The hidden option by which ``run`` tells its children whom to follow into the end."""
    return click.option("--follow", type=int, metavar="PID", hidden=True)(command)


@click.command()
@_listening
@click.pass_obj
def run(path: Path | None, /, **server: Any) -> None:
    """Serve feeds and pages, and keep them up to date, until Ctrl-C."""
    settings = _settings(path, server)
    logs.configure(settings.log.level, "run")
    port.require_free(settings.server.host, settings.server.port)
    prepare(settings)
    follow = ("--follow", str(os.getpid()))
    children = tuple(Child(name, (sys.executable, "-m", "feedsvc", command, *follow)) for name, command in _CHILDREN)
    Supervisor(children, {**os.environ, **_environment(path, settings)}).run(_announcer(settings))


_CHILDREN = (("web", "serve"), ("scheduler", "ingest"))


@click.command()
@_listening
@following
@click.pass_obj
def serve(path: Path | None, /, follow: int | None, **server: Any) -> None:
    """Serve feeds and pages only."""
    if follow:
        follow_parent(follow)
    settings = _settings(path, server)
    logs.configure(settings.log.level, "web")
    os.environ.update(_environment(path, settings))  # the workers read their configuration themselves
    click.echo(f"feedsvc: serving http://{settings.server.host}:{settings.server.port}/ with {settings.server.workers} worker(s)", err=True)
    from feedsvc.supervise import server as web  # loads Flask and granian, which no other command needs

    web.serve(settings)


def prepare(settings: Settings) -> None:
    """Bring the store up to date before anything starts: one that cannot be used is told once, and not by every child again and again."""
    from feedsvc import ingest
    from feedsvc.store import Store

    with closing(Store.open(settings.store.url)) as store:
        ingest.prepare(store, settings, datetime.now(UTC))


def _settings(path: Path | None, server: dict[str, Any]) -> Settings:
    settings = config.load(path)
    given = {key: value for key, value in server.items() if value is not None}
    return settings.model_copy(update={"server": settings.server.model_copy(update=given)})


def _environment(path: Path | None, settings: Settings) -> dict[str, str]:
    """What child processes need to come to the same settings."""
    server = settings.server
    named = {"FEEDSVC_CONFIG": str(path.absolute())} if path else {}
    return named | {f"FEEDSVC_SERVER__{key.upper()}": str(getattr(server, key)) for key in ("host", "port", "workers")}


def _announcer(settings: Settings) -> Callable[[], None]:
    """Print where to go, once, as soon as the web process answers."""
    waiting = [True]

    def look() -> None:
        if waiting and port.answers(settings.server.host, settings.server.port):
            waiting.clear()
            click.echo(welcome(settings))

    return look


def welcome(settings: Settings) -> str:
    """What a newcomer wants to know once the service is up."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.server.host, settings.server.host)  # noqa: S104
    local = f"http://{f'[{host}]' if ':' in host else host}:{settings.server.port}"
    lines = [
        "",
        f"  {settings.site.title} is up.",
        "",
        f"  Pages      {local}/",
        f"  Latest     {local}/latest.rss      (also .atom, .json)",
        f"  Trending   {local}/trending.rss    (also .atom, .json)",
        f"  All feeds  {local}/feeds.opml",
        *([f"  Public at  {settings.site.url}/"] if settings.site.url else []),
        "",
        *_where(settings),
        f"  To add a site, while this runs:  {_program()} add https://a-news-site.example/",
        f"  or describe it in {settings.folder / 'sources.toml'} and start again.",
        "  To stop:  Ctrl-C",
        "",
    ]
    return "\n".join(lines)


def _where(settings: Settings) -> list[str]:
    """Which files are in use: started in another folder, the service would be another one."""
    lines = [f"  Store      {settings.store.url.removeprefix('sqlite:///')}"] if settings.store.url.startswith("sqlite") else []
    if settings.folder == config.default_folder() and not Path("config").exists():
        lines += [
            "",
            "  There is no config/ here: this is the sample that comes with feedsvc.",
            f"  To get one to edit:  {_program()} init",
        ]
    return [*lines, ""]


def _program() -> str:
    """How this command is called from here."""
    beside = Path(sys.executable).parent / "feedsvc"
    found = shutil.which("feedsvc")
    if (found and Path(found).resolve() == beside.resolve()) or not beside.exists():
        return "feedsvc"
    shown = os.path.relpath(beside)
    return str(beside) if shown.startswith("..") else shown
