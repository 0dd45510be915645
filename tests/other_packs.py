"""Packs made from the ones that are there: with other upgrades, with firms below scale, with another base year."""

import re
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path

from clustercast.scenarios import Plan, load_plan
from clustercast.scenarios.folder import HOME
from clustercast.scenarios.pack import idle_parameters

INVENTED = Path(__file__).parent / "data" / "invented-province"
FOUR = ("robots", "smart", "green", "service")
EIGHT = ("robots", "smart", "green", "cloud", "cnc", "rnd_institution", "audit", "energy_centre")
CATALOGUE = (*FOUR, "cloud", "digital", "cnc", "rnd_institution", "rnd_activity", "audit", "energy_centre", "cio")


def pack_with(folder: Path, into: Path, **head: object) -> Path:
    """A copy of a pack, below `into`, whose [plan] has other keys (`upgrades`, `below_scale`, `base_year`)."""
    copy = Path(shutil.copytree(folder, into / folder.name))
    lines = (copy / "plan.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split(" = ")[0] not in head]
    place = kept.index("[plan]") + 1
    said = [f"{key} = {_toml(value)}" for key, value in head.items()]
    (copy / "plan.toml").write_text("\n".join([*kept[:place], *said, *kept[place:]]) + "\n", encoding="utf-8")
    return copy


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def home_with_upgrades(into: Path, codes: tuple[str, ...]) -> Path:
    """Common files as they ship, with a catalogue of some upgrades only."""
    for name in ("parameters", "drivers", "posterior"):
        shutil.copytree(HOME / name, into / name)
    tables = (HOME / "upgrades.toml").read_text(encoding="utf-8").split("[[upgrade]]\n")[1:]
    kept = [table for table in tables if table.split('"')[1] in codes]
    (into / "upgrades.toml").write_text("".join(f"[[upgrade]]\n{table}" for table in kept), encoding="utf-8")
    return into


@cache
def invented_with(upgrades: tuple[str, ...] = FOUR, below_scale: bool = False) -> Plan:
    """The invented province with these upgrades, with or without its firms below scale."""
    with tempfile.TemporaryDirectory() as folder:
        return load_plan(pack_with(INVENTED, Path(folder), upgrades=upgrades, below_scale=below_scale))


def without(plan: Plan, codes: Collection[str]) -> Plan:
    """The plan without some upgrades and whatever names them; any upgrade of the catalogue may then be idle."""
    catalogue = invented_with(CATALOGUE).upgrades
    left = tuple(one for one in plan.upgrades if one.code not in codes)

    def free(*texts: str | None) -> bool:
        words = set(re.findall(r"\w+", " ".join(text or "" for text in texts)))
        return not any(word == code or word.startswith(f"{code}_") for word in words for code in codes)

    programmes = tuple(one for one in plan.programmes if free(one.upgrade, one.eligible, one.score))
    gone = {one.id for one in plan.programmes} - {one.id for one in programmes}
    indicators = tuple(
        one for one in plan.indicators if free(one.expression) and not any(id in one.expression for id in gone)
    )
    kept = {one.id for one in indicators}
    targets = tuple(one for one in plan.targets if {one.measure, one.pool} <= kept | {None})
    return replace(
        plan, upgrades=left, programmes=programmes, indicators=indicators, targets=targets,
        idle=idle_parameters(catalogue, {one.code for one in left}),
    )  # fmt: skip
