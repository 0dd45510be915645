"""Posteriors: parameter vectors drawn jointly, given what was known at a forecast origin.

A posterior is a folder of `scenarios/posterior/`, as `clustercast calibrate` writes it: `draws.csv` (equally weighted
vectors, a column a parameter) and `manifest.json` (origin, base year, the priors it started from, how it was made). A
plan takes the latest one whose origin does not lie after its own.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clustercast.scenarios.folder import FilesRead, shown
from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.priors import FAMILIES, Prior

DRAWS, MANIFEST = "draws.csv", "manifest.json"
OF_BASE_YEAR = frozenset({"robot_stock_nation", "arm_price_base", "wage_china_base"})
"""Parameters that speak of the base year: they pass to plans of the same base year only."""
REMEDY = "the folder as `clustercast calibrate` writes it"


@dataclass(frozen=True, slots=True)
class Posterior:
    """Vectors of parameters: `rows[row][column]` in the order of `names`; `priors` are what they were drawn from.

    `origin` is the year at which the data were cut, `base_year` that of the plan whose priors were used. `figures` is
    how many observed figures it was fitted to, `informed` are the parameters that these narrowed.
    """

    id: str
    origin: int
    base_year: int
    names: tuple[str, ...]
    priors: Mapping[str, Prior]
    rows: tuple[tuple[float, ...], ...]
    figures: int = 0
    informed: frozenset[str] = frozenset()

    def applies(self, name: str, parameter: Parameter, base_year: int) -> bool:
        """Whether a plan takes a parameter from here: its prior is the one that the posterior started from.

        A parameter that a pack or a sweep sets anew keeps what they say.
        """
        return parameter.prior == self.priors[name] and (base_year == self.base_year or name not in OF_BASE_YEAR)

    def taken(self, parameters: Mapping[str, Parameter], base_year: int) -> tuple[str, ...]:
        """The parameters that a plan takes from here, in the order of the columns."""
        return tuple(
            name for name in self.names if name in parameters and self.applies(name, parameters[name], base_year)
        )

    def draw(self, u: float) -> dict[str, float]:
        """The vector at u (0 < u < 1): row floor(u n)."""
        return dict(zip(self.names, self.rows[int(u * len(self.rows))], strict=True))


def prior_data(prior: Prior) -> dict[str, Any]:
    """A prior as plain data: its family and its numbers."""
    return {"prior": prior.family, **asdict(prior)}


def prior_of(data: Mapping[str, Any]) -> Prior:
    """The prior of plain data."""
    return FAMILIES[data["prior"]](**{key: value for key, value in data.items() if key != "prior"})


def latest_posterior(files: FilesRead, home: Path, origin: int) -> Posterior | None:
    """The latest posterior of `home/posterior/` that was known at an origin (a year), None if there is none.

    Its bytes count towards the hash of the plan. Notes a fault where one cannot be read.
    """
    folders = sorted(path.parent for path in (home / "posterior").glob(f"*/{MANIFEST}"))
    found = [one for one in (_manifest(folder, files) for folder in folders) if one is not None]
    known = [one for one in found if one[1]["origin"] <= origin]
    if not known:
        return None
    folder, manifest = max(known, key=lambda one: one[1]["origin"])
    return _read(folder, manifest, files)


def _manifest(folder: Path, files: FilesRead) -> tuple[Path, dict[str, Any]] | None:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return folder, {"origin": int(manifest["origin"]), **manifest}
    except (OSError, ValueError, KeyError, TypeError) as error:
        files.faults.add(shown(folder / MANIFEST), "", "", f"it cannot be read ({error})", REMEDY)
        return None


def _read(folder: Path, manifest: dict[str, Any], files: FilesRead) -> Posterior | None:
    content = b""
    try:
        content = (folder / DRAWS).read_bytes()
        names, *lines = csv.reader(io.StringIO(content.decode("utf-8")))
        rows = tuple(tuple(map(float, line)) for line in lines)
        priors = {name: prior_of(manifest["parameters"][name]["prior"]) for name in names}
        informed = frozenset(name for name in names if manifest["parameters"][name].get("informed"))
        figures = len(manifest.get("data", ()))
        base_year = int(manifest["base_year"])
        made = Posterior(folder.name, manifest["origin"], base_year, tuple(names), priors, rows, figures, informed)
        faulty = list(_faults(made))
    except (OSError, ValueError, KeyError, TypeError) as error:
        made, faulty = None, [f"it cannot be read ({error})"]
    for problem in faulty:
        files.faults.add(shown(folder / DRAWS), "", "", problem, REMEDY)
    if made is None or faulty:
        return None
    files.contents[f"posterior/{folder.name}/{DRAWS}"] = content
    return made


def _faults(posterior: Posterior) -> Iterator[str]:
    if not posterior.rows:
        yield "it holds no vector"
    if any(len(row) != len(posterior.names) for row in posterior.rows):
        yield "a line has more or fewer numbers than the first line has names"
