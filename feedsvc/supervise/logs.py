"""One plain log line, the same in every process: time in UTC, process, level, message; on standard error."""

from __future__ import annotations

import logging
import sys
import time


class _Utc(logging.Formatter):
    converter = staticmethod(time.gmtime)


def configure(level: str, process: str) -> None:
    """Set up logging of this process; ``level`` is debug, info, warning or error. Earlier handlers are replaced.

    It is the level of our own lines; libraries speak up from warning on, or from error on when that is the level.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Utc(f"%(asctime)s {process:<6} %(levelname)-7s %(message)s", "%Y-%m-%d %H:%M:%SZ"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    logging.getLogger("feedsvc").setLevel(level.upper())
    root.setLevel(max(logging.WARNING, logging.getLogger("feedsvc").level))
