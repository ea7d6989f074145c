"""How long to wait before a dead process is started again (pure)."""

from __future__ import annotations

FIRST = 1.0  # seconds
LONGEST = 30.0  # seconds
STEADY = 60.0  # seconds of life after which earlier deaths are forgotten


def deaths_in_a_row(earlier: int, lived: float) -> int:
    """Count a death after ``lived`` seconds; a process that lived steadily starts counting anew."""
    return 1 if lived >= STEADY else earlier + 1


def pause(deaths: int) -> float:
    """Seconds to wait after that many deaths in a row: 1, 2, 4, 8, 16, 30, 30, ..."""
    doublings = min(max(deaths, 1) - 1, 10)  # bounded, since a float overflows at 1024 doublings
    return min(FIRST * 2.0**doublings, LONGEST)
