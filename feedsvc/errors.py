"""The one error tree. Third-party exceptions are wrapped at the room's door with ``from``.

A message names the thing (file, key, URL, source) and the way out, in one sentence, since the command line and the pages show it as it is.
"""

from __future__ import annotations


class FeedsvcError(Exception):
    """Everything feedsvc raises on purpose."""


class ConfigError(FeedsvcError):
    """The configuration cannot be used; ``faults`` holds one sentence per fault (file, key, reason)."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class SourceError(FeedsvcError):
    """A source could not be read; the sentence goes into the source's row."""


class SourceUnreadable(SourceError):
    """Bytes arrived, but they are not the feed, page or document they should be."""


class StoreError(FeedsvcError):
    """The store did not do what was asked."""


class StoreUnavailable(StoreError):
    """The store cannot be reached or is locked: try again later, serve the last good edition meanwhile."""


class StoreConflict(StoreError):
    """Another writer was first: do the transaction again."""


class UnknownSource(FeedsvcError):
    """No source has this slug."""


class BadParameter(FeedsvcError):
    """A feed parameter has a value that cannot be used; the sentence is shown to the client with status 400."""


class UnknownFeed(FeedsvcError):
    """There is no such section or feed."""
