# pyright: reportOptionalSubscript=false
"""Packs, scenarios and sweeps that hands and chance have changed: read, or refused in clear lines; never a traceback.

What is accepted must be fit to run: a model can be laid out in bounded room, every member draws finite numbers within
their ranges, every text can be shown, and `show` and `check` print it.
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from io import StringIO
from math import isfinite
from pathlib import Path
from random import Random
from typing import Any

from rich.console import Console

from clustercast.model.expressions.assembly import expression_faults
from clustercast.model.inputs.parameter_draw import draw_parameters, drawn_accounts, drawn_industries
from clustercast.model.member import make_model
from clustercast.reports.tables.plan_view import plan_data, plan_parts
from clustercast.reports.tables.to_do import to_do
from clustercast.reports.words.words import LANGUAGES
from clustercast.scenarios import PackError, Plan, Scenario, load_plan, load_scenario, plan_names
from clustercast.scenarios.characters import UNPRINTABLE
from clustercast.scenarios.folder import HOME
from clustercast.scenarios.new_plan import write_new_plan
from clustercast.scenarios.pack import ALL_FILES
from clustercast.scenarios.sweep import load_sweep
from tests.attack import junk
from tests.attack.outcome import Outcome

COUNT = 5_000
INVENTED = Path(__file__).parents[1] / "data" / "invented-province"
SCENARIOS = sorted((HOME / "library").glob("*.toml"))
SWEEPS = sorted((HOME / "sweeps").glob("*.toml"))
MOST_BYTES = 8_000_000_000
"""Room that the columns of an accepted plan may ask for: eight bytes a slot and some two hundred columns."""
BYTES_A_SLOT = 8 * 200
KEY = re.compile(r"^(\s*[\w-]+\s*=\s*)(.*)$")
NUMBER = re.compile(r"(?<![\w.\"])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.\"])")


def trial(seed: int, number: int, folder: Path) -> Outcome:
    """Change one pack, scenario or sweep, and read it."""
    draw = Random(f"packs {seed} {number}")
    what = draw.choices((_pack, _scenario, _sweep), (0.75, 0.15, 0.1))[0]
    done, read = what(draw, folder)
    try:
        found = read()
    except PackError as error:
        wrong = _unclear(error)
        return Outcome("traceback", f"{done}: {wrong}") if wrong else Outcome("refused")
    except Exception as error:
        return Outcome("traceback", f"{done}: {type(error).__name__}: {error}"[:500])
    try:
        wrong = _unfit(found)
    except Exception as error:
        return Outcome("traceback", f"{done}: accepted, then {type(error).__name__}: {error}"[:500])
    return Outcome("silent", f"{done}: {wrong}"[:500]) if wrong else Outcome("accepted")


# What is changed


def _pack(draw: Random, folder: Path) -> tuple[str, Callable[[], Any]]:
    source = draw.choice((INVENTED, INVENTED, None, *(HOME / "plans" / name for name in plan_names())))
    copy = folder / "pack"
    shutil.copytree(source or write_new_plan("template-plan", folder), copy)
    done = [copy.name if source is None else source.name]
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        file = copy / draw.choice(ALL_FILES)
        done.append(f"{file.name} {_changed_file(draw, file)}")
    return "; ".join(done), lambda: load_plan(copy, judge=expression_faults, prior=draw.random() < 0.5)


def _scenario(draw: Random, folder: Path) -> tuple[str, Callable[[], Any]]:
    source = draw.choice(SCENARIOS)
    copy = Path(shutil.copy(source, folder / "scenario.toml"))
    done = _changed_text(draw, copy)
    return f"{source.name} {done}", lambda: load_scenario(copy)


def _sweep(draw: Random, folder: Path) -> tuple[str, Callable[[], Any]]:
    source = draw.choice(SWEEPS)
    copy = Path(shutil.copy(source, folder / "sweep.toml"))
    done = _changed_text(draw, copy)
    return f"{source.name} {done}", lambda: load_sweep(copy, judge=expression_faults)


def _changed_file(draw: Random, file: Path) -> str:
    """Change a file's text, its bytes, or what stands in its place; what was done."""
    if os.path.lexists(file) and not file.is_file():
        return "is no file any more"
    chance = draw.random()
    if chance < 0.85:
        return _changed_text(draw, file)
    if chance < 0.93:
        file.write_bytes(junk.flipped(draw, file.read_bytes() if file.exists() else b"[plan]"))
        return "bytes"
    file.unlink(missing_ok=True)
    instead = draw.choice(("nothing", "folder", "pipe", "link to nothing", "link to a device"))
    if instead == "folder":
        file.mkdir()
    elif instead == "pipe":
        os.mkfifo(file)
    elif instead != "nothing":
        file.symlink_to("nowhere" if instead == "link to nothing" else "/dev/zero")
    return instead


def _changed_text(draw: Random, file: Path) -> str:
    """Change a line or an entry; what was done."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else [""]
    n = draw.randrange(len(lines)) if lines else 0
    lines = lines or [""]
    how = draw.choice(
        ("value", "value", "number", "number", "drop", "twice", "entry", "key", "insert", "swap", "signs")
    )
    keyed = [at for at, line in enumerate(lines) if KEY.match(line)]
    numbers = [at for at, line in enumerate(lines) if not line.startswith(("#", "id")) and NUMBER.search(line)]
    if how == "value" and keyed:
        n = draw.choice(keyed)
        lines[n] = KEY.match(lines[n])[1] + draw.choice(junk.VALUES)
    elif how == "number" and numbers:
        n = draw.choice(numbers)
        found = draw.choice(list(NUMBER.finditer(lines[n])))
        lines[n] = lines[n][: found.start()] + junk.number(draw, float(found[0])) + lines[n][found.end() :]
    elif how == "drop":
        del lines[n]
    elif how == "twice":
        lines.insert(n, lines[n])
    elif how == "entry":
        lines += _entry(draw, lines)
    elif how == "key" and keyed:
        n = draw.choice(keyed)
        lines[n] = junk.text(draw, 3).strip() + lines[n]
    elif how == "swap" and len(keyed) > 1:
        n, other = draw.sample(keyed, 2)
        one, two = KEY.match(lines[n]), KEY.match(lines[other])
        lines[n], lines[other] = one[1] + two[2], two[1] + one[2]
    elif how == "signs":
        at = draw.randrange(len(lines[n]) + 1)
        lines[n] = lines[n][:at] + junk.text(draw) + lines[n][at:]
    else:
        lines.insert(n, draw.choice(junk.VALUES))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="replace")
    return f"{how} in line {n + 1}: {lines[n][:120] if n < len(lines) else ''}"


def _entry(draw: Random, lines: list[str]) -> list[str]:
    """One of the entries of a file, or only its head and id, once or often."""
    heads = [at for at, line in enumerate(lines) if line.startswith("[[")]
    if not heads:
        return lines
    begin = draw.choice(heads)
    end = next((at for at in heads if at > begin), len(lines))
    part = lines[begin : begin + 2] if draw.random() < 0.3 else lines[begin:end]
    return part * draw.choice((1, 1, 2, 40))


# What is seen


def _unclear(error: PackError) -> str:
    """What is wrong with a refusal: a fault without words, or one that cannot be shown."""
    for one in error.faults:
        line = str(one)
        if not (one.file.strip() and one.problem.strip() and one.remedy.strip()):
            return f"a fault says nothing: {line}"
        if "\n" in line or UNPRINTABLE.search(line) or "Traceback" in line:
            return f"a fault is no line: {line!r}"
    return "" if error.faults and len(str(error)) < 400_000 else "no fault, or too long a text"


def _unfit(found: Any) -> str:
    """Why something that was accepted cannot be run; "" when it can."""
    for text in _texts(found, 0):
        if UNPRINTABLE.search(text):
            return f"a text cannot be shown: {text[:60]!r}"
    if isinstance(found, Scenario):
        return (
            "" if all(isfinite(one) and 0.0 <= one <= 1e4 for one in found.levers.values()) else "a lever out of range"
        )
    return _unfit_plan(found if isinstance(found, Plan) else found.plan)


def _unfit_plan(plan: Plan) -> str:
    model = make_model(plan, [load_scenario("as-written")])
    if model.size.slots * BYTES_A_SLOT > MOST_BYTES:
        return f"{model.size.slots} slots"
    for attempt in range(3):
        values = draw_parameters(plan, 1, 0, attempt)
        for id, value in values.items():
            low, high = plan.parameters[id].range
            if not (isfinite(value) and low <= value <= high):
                return f"{id} is drawn as {value:g}"
    drawn = drawn_accounts(plan, 1, 0)
    if not all(isfinite(one) for one in drawn.values()) or not 0.0 < drawn["accounts.base_revenue"] < 1e7:
        return f"accounts are drawn as {drawn}"
    if not 10 <= round(values["n_firms"]) <= 500_000:
        return f"{values['n_firms']:g} firms"
    drawn_industries(plan, 1, 0)
    return _unshown(plan)


def _unshown(plan: Plan) -> str:
    """What is wrong with the plan on screen, as `show` and `check` print it."""
    text = StringIO()
    screen = Console(file=text, width=100)
    for lang in LANGUAGES:
        for by in ("goal", "agency"):
            for part in plan_parts(plan, lang, by, True):
                screen.print(part)
        for line in to_do(plan, lang):
            screen.print(line, markup=False)
    json.dumps(plan_data(plan))
    return "signs on screen that steer a terminal" if UNPRINTABLE.search(text.getvalue()) else ""


def _texts(found: Any, depth: int) -> list[str]:
    """Every text of an entry and of those in it."""
    if isinstance(found, str):
        return [found]
    if isinstance(found, tuple | list) and depth < 4:
        return [text for one in found for text in _texts(one, depth + 1)]
    if is_dataclass(found) and depth < 4:
        return [text for one in fields(found) for text in _texts(getattr(found, one.name), depth + 1)]
    return []
