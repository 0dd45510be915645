"""A finished run, opened: its folder, its values, what was found, and the plan it was made from.

Charts and documents are made from this alone, so that they can be made long after the run and on another machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clustercast.model.results.run_folder import CONTENTS_FILE, PLAN_FILE
from clustercast.reports.run.record import RunRecord, read_record
from clustercast.scenarios import PackError, Plan, load_plan

if TYPE_CHECKING:
    import xarray as xr

    from clustercast.model.ensemble.ensemble import Ensemble


class NoRunError(ValueError):
    """A folder that holds no finished run; its text says what is missing and what to name instead."""


@dataclass(frozen=True)
class OpenedRun:
    """A finished run. ``inputs`` is its plan.json, ``contents`` its contents.json (labels and units of all values).

    ``plan`` is None where the pack was changed since, or is not here: then labels come from the record and the
    contents, and what only the pack knows (the plan's own words, sources of parameters) is left out and said to be.
    ``pack`` is where the plan was looked for, if not under its name.
    """

    folder: Path
    record: RunRecord
    inputs: dict[str, Any]
    contents: dict[str, Any]
    plan: Plan | None
    pack: str | None = None

    @cached_property
    def dataset(self) -> xr.Dataset:
        """Every value with names and units, read from the blocks as it is needed (see `open_run`)."""
        from clustercast.model.results.dataset import open_run

        return open_run(self.folder)

    @cached_property
    def ensemble(self) -> Ensemble | None:
        """The run as `judge` reads it, values unread until indexed; None without the plan."""
        return None if self.plan is None else _ensemble(self.folder, self.plan, self.record)


def open_report(folder: str | Path, pack: str | Path | None = None) -> OpenedRun:
    """The run in a folder. ``pack`` names the plan pack where it is no longer found under the name in plan.json.

    Raises NoRunError when there is no finished run, or its files cannot be read.
    """
    folder = Path(folder)
    try:
        record = read_record(folder)
        inputs, contents = (json.loads((folder / name).read_text("utf-8")) for name in (PLAN_FILE, CONTENTS_FILE))
    except (FileNotFoundError, NotADirectoryError) as error:
        missing = Path(error.filename or "attainment.json").name
        raise NoRunError(f"{folder} holds no finished run ({missing} is missing); name the folder of one") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoRunError(f"{folder}: the record of the run cannot be read; make the run again") from None
    plan = _same_plan(pack or inputs["plan"], inputs["plan_hash"])
    return OpenedRun(folder, record, inputs, contents, plan, None if pack is None else str(pack))


def _same_plan(pack: str | Path, hash: str) -> Plan | None:
    """The plan of a pack whose files have the hash that the run was made with, drawn from priors or not; else None."""
    try:
        plans = (load_plan(pack, prior=prior) for prior in (False, True))
        return next((plan for plan in plans if plan.hash == hash), None)
    except (PackError, OSError):
        return None


def _ensemble(folder: Path, plan: Plan, record: RunRecord) -> Ensemble:
    """The stored values under the names that judgements are made by."""
    from clustercast.model.ensemble.ensemble import Ensemble
    from clustercast.model.results.store import Store
    from clustercast.model.results.stored_arrays import StoredArray

    store = Store.look(folder)
    entries = store.entries(0)
    names = [one.id for one in record.scenarios]
    members = range(max((entry["last"] for entry in entries), default=0))
    values, base, draws = (StoredArray(store, field, names, members, point=0) for field in ("values", "base", "draws"))
    contents = store.contents()
    return Ensemble(
        plan=plan,
        scenarios=tuple(names),
        seed=record.seed,
        values=values,
        base=base,
        draws=draws,
        parameters=tuple(contents["parameters"]),
        failures=store.failures(entries),
        facts={},
        elapsed=0.0,
        run_under={one.id: one.members for one in record.scenarios if one.members is not None},
    )
