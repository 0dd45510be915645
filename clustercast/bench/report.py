"""All measurements of one run, their words, and the files they go to."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numba
import numpy as np

from clustercast.bench.engine import growth, kernel_and_floor, reference
from clustercast.bench.interrupts import ending
from clustercast.bench.members import Cost, costs
from clustercast.bench.newcomer import charts_and_report, from_nothing
from clustercast.bench.runs import members_for, memory, storing, two_workers, updating, verifying
from clustercast.bench.scale import Scale, small_plan
from clustercast.bench.starts import compiling, help_seconds
from clustercast.bench.toy import toys
from clustercast.model.ensemble.warm import warm
from clustercast.model.member import make_model
from clustercast.model.system.files import write_whole
from clustercast.model.system.posix import load, processor
from clustercast.scenarios import load_plan, load_scenario

WORDS = {
    "kernel_ns": ("kernel, ns a firm-quarter", "<= 350"),
    "reference_ns": ("Mesa engine, ns a firm-quarter", "<= 40,000"),
    "floor_ns": ("bare draws in bulk, ns a firm-quarter", ""),
    "kernel_over_floor": ("kernel over bare draws", "<= 40"),
    "reference_over_kernel": ("Mesa engine over kernel", ""),
    "two_workers_over_one": ("two workers over one, speed", ">= 1.9"),
    "million_over_ten_thousand": ("a hundred times the firms, time", "<= 160"),
    "store_overhead": ("storing, share of the time", "<= 0.02"),
    "bytes_per_member": ("bytes a member and scenario", "<= 20,000"),
    "verifying_s": ("verifying a run of 400 members that is read, s", "<= 0.3"),
    "update_s": ("an update of 400 members with ten figures, s", "<= 5"),
    "memory_growth_mb": ("memory from few to many members, MB", "<= 5"),
    "compile_s": ("compiling into an empty cache, s", "<= 45"),
    "cached_start_s": ("loading compiled code, s", "<= 1"),
    "help_s": ("clustercast --help, s", "<= 0.5"),
    "ctrl_c_s": ("Ctrl-C to the end of a run, s", "<= 2"),
    "forecast_from_nothing_s": ("make forecast from nothing, s", ""),
    "prepare_over_floor": ("preparing a member over the draws of its quarters", ""),
    "scenario_over_floor": ("a scenario of a member over the draws of its quarters", ""),
    "state_mb": ("state of a member, MB", ""),
    "charts_s": ("charts of five scenarios, two languages, SVG and PNG, s", ""),
    "report_s": ("report of five scenarios, two languages, every format, s", ""),
}
"""What each number is, and what is to be reached."""
TOY_FIRMS, TOY_QUARTERS = 2_000, 16


Measured = float | dict[str, float] | None
"""A number, or one a plan; None: it cannot be measured here."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What was measured: the numbers by key, the toy's three ways, the machine and how much was run."""

    numbers: dict[str, Measured]
    toys: dict[str, float]
    machine: str
    scale: Scale


def measure(scale: Scale, say: Callable[[str], None]) -> Bench:
    """Measure everything once; ``say`` is told what comes next."""
    scenario, plan = load_scenario("as-written"), load_plan(scale.plan)
    numbers: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="clustercast-bench-") as name:
        folder = Path(name)
        say("compiling")
        warm(make_model(plan, [scenario]))
        numbers["compile_s"], numbers["cached_start_s"] = compiling(str(scale.plan), folder)
        numbers["help_s"] = help_seconds()
        say("engines")
        numbers["kernel_ns"], numbers["floor_ns"] = kernel_and_floor(plan, scenario, scale.repeats)
        small = small_plan(folder)
        numbers["reference_ns"] = reference(small, scenario)
        ways = toys(TOY_FIRMS, TOY_QUARTERS, scale.repeats)
        say(f"{scale.firms[1]:,} firms")
        numbers["million_over_ten_thousand"] = growth(small, scenario, scale.firms, scale.repeats)
        say("workers and storing")
        members = members_for(scale)
        numbers["two_workers_over_one"] = two_workers(scale, members)
        numbers["store_overhead"], numbers["bytes_per_member"] = storing(scale, members, folder)
        numbers["verifying_s"] = verifying(folder / "run-0", members, scale.repeats)
        numbers["update_s"] = updating(scale.plan, folder / "run-0", members, scale.repeats)
        say("Ctrl-C")
        numbers["ctrl_c_s"] = ending(scale.plan, folder / "interrupted")
        say("memory")
        numbers["memory_growth_mb"] = memory(small.folder, scale.members, folder)
        say("members of every plan")
        numbers |= over_floor(costs((scale.plan, *scale.plans), scenario, scale.repeats), Path(scale.plan).name)
        say("charts and report")
        numbers["charts_s"], numbers["report_s"] = charts_and_report(scale, folder)
        say("make forecast from nothing")
        numbers["forecast_from_nothing_s"] = from_nothing(folder)
    numbers["kernel_over_floor"] = numbers["kernel_ns"] / numbers["floor_ns"]
    numbers["reference_over_kernel"] = numbers["reference_ns"] / numbers["kernel_ns"]
    return Bench({key: numbers[key] for key in WORDS}, ways, machine(), scale)


def over_floor(found: dict[str, Cost], main: str) -> dict[str, Measured]:
    """What members cost, over the floor, by plan, and the state of a member of the plan ``main``."""
    return {
        "prepare_over_floor": {plan: one.prepare_s / one.floor_s for plan, one in found.items()},
        "scenario_over_floor": {plan: one.scenario_s / one.floor_s for plan, one in found.items()},
        "state_mb": found[main].state_bytes / 1e6,
    }


def machine() -> str:
    """Processor, cores, load, system and versions, in one line."""
    name = processor() or platform.processor() or platform.machine()
    load_now = f"load {load():.1f} at the end"
    versions = f"Python {platform.python_version()}, numba {numba.__version__}, numpy {np.__version__}"
    return f"{name}, {os.cpu_count()} cores, {load_now}; {platform.platform()}; {versions}"


def rows(bench: Bench) -> list[tuple[str, str, str]]:
    """What it is, the number, what is to be reached."""
    found = [(words, number(bench.numbers[key]), wanted) for key, (words, wanted) in WORDS.items()]
    return found + [(f"toy rules as {way}, ns a firm-quarter", number(ns), "") for way, ns in bench.toys.items()]


def number(value: Measured) -> str:
    """Three or four digits that matter; of several plans each behind its name."""
    if value is None:
        return "not here"
    if isinstance(value, dict):
        return ", ".join(f"{plan} {number(one)}" for plan, one in value.items())
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def conditions(bench: Bench) -> str:
    """How the numbers came about, in a sentence."""
    scale = bench.scale
    return (
        f"Fastest of {scale.repeats} short runs of {Path(scale.plan).name}; {scale.firms[1]:,} firms over "
        f"{scale.firms[0]:,}; {scale.seconds:g} s of work for one worker; memory of {scale.members[1]:,} members over "
        f"that of {scale.members[0]:,}; charts and report of {scale.reported:,} members."
    )


def write(bench: Bench, folder: Path, date: str) -> tuple[Path, Path]:
    """Write ``<date>.md`` and ``<date>.json``; the latter holds the numbers by key and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    table = "\n".join(f"| {words} | {value} | {wanted} |" for words, value, wanted in rows(bench))
    head = (
        f"# Speed, {date}\n\n{bench.machine}\n\n{conditions(bench)}\n\n| what | measured | to reach |\n|---|---|---|\n"
    )
    pages, data = folder / f"{date}.md", folder / f"{date}.json"
    write_whole(pages, head + table + "\n")
    write_whole(data, json.dumps(bench.numbers, indent=1) + "\n")
    return pages, data
