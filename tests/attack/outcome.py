"""What a trial of an attack ends with."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Outcome:
    """The class of the end, and what shows it."""

    kind: Literal["accepted", "refused", "traceback", "hang", "torn", "silent"]
    detail: str
