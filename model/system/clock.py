"""The day, which is asked for once: when a run begins."""

from datetime import UTC, datetime


def today() -> str:
    """Today's date (UTC), as it is written into what a run leaves."""
    return datetime.now(UTC).date().isoformat()
