"""What came of one attack."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["accepted", "refused", "traceback", "hang", "torn", "silent"]
SOUND: tuple[Kind, ...] = ("accepted", "refused")
"""What a trial may come to; everything else is a defect."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The kind, and for a defect what was done and what was seen.

    ``accepted``: used, and what it gives is right; ``refused``: said in clear lines, exit code 2; ``torn``: a product
    that stands half-written; ``silent``: exit code 0 and a wrong answer without a word.
    """

    kind: Kind
    detail: str = ""
