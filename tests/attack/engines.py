"""Mutated packs, scenarios and registers in both engines: whatever is accepted gives the same bits, or fails alike.

With NUMBA_BOUNDSCHECK=1 in the environment every index of the kernel is checked: it is then compiled once more.
"""

import random
import re
import shutil
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from clustercast.agents.columns import UpgradeCode
from clustercast.model import kernel
from clustercast.model.compiled.state import DONE, NOT_FINITE, State, copied
from clustercast.model.expressions.assembly import expression_faults
from clustercast.model.member import MemberError, make_model, prepare, scenario_tables
from clustercast.model.reference.agents_from_columns import write
from clustercast.scenarios import LEVERS, PackError, Plan, load_plan, load_scenario
from clustercast.scenarios.numbers import Path as Outside
from clustercast.scenarios.register import example_text, read_register, with_firms
from tests.attack.outcome import Outcome
from tests.engines import INVENTED, SCRATCH, Case, differ, differences, region

COUNT = 300
CPU, WALL, MEMORY = 900, 3600, 0
"""Compiling may be among the seconds and the bytes of a trial."""
MOST_WORK = 40_000
"""Slots times quarters that are compared: the agents are slow."""
NUMBER = re.compile(r"(?<![\w.\"-])-?\d+(?:\.\d+)?(?![\w.\"-])")
Alike = tuple[int | str, np.ndarray, State | None]
"""Status (or the arithmetic that failed), indicators ``[indicator, quarter]``, state."""


def trial(seed: int, number: int, folder: Path) -> Outcome:
    """One mutated pack with a scenario, every third with a register, in a folder of its own."""
    draw = random.Random(f"engines {seed} {number}")
    pack, scenario = folder / "pack", folder / "scenario.toml"
    shutil.copytree(INVENTED, pack)
    for _ in range(draw.randint(0, 4)):
        mutate(pack, draw)
    scenario.write_text(made_scenario(draw), encoding="utf-8")
    firms = folder / "firms.csv" if number % 3 == 0 else None
    return tried(lambda: _accepted(pack, firms, draw), scenario, number)


def tried(load: Callable[[], Plan], scenario: Path, member: int = 0) -> Outcome:
    """What a plan under a scenario ends with in both engines."""
    try:
        found = compared(load(), scenario, member)
    except PackError as error:
        return Outcome("refused", str(error))
    except MemberError as error:
        return Outcome("refused", str(error))
    except Exception:
        return Outcome("traceback", traceback.format_exc())
    return Outcome("silent", found) if found else Outcome("accepted", "")


def compared(plan: Plan, scenario: Path, member: int = 0) -> str:
    """In what the engines differ, or count wrong; "" where they do not. Raises PackError, MemberError."""
    chosen = load_scenario(scenario)
    model = make_model(plan, [chosen])
    try:
        prepared = prepare(model, 1, member)
    except ArithmeticError as error:
        raise MemberError("base year", str(error)) from error
    case = Case(model, prepared, chosen, 1, member)
    quarters = max(2, min(plan.n_quarters, MOST_WORK // model.size.slots))
    wanted, found = _compiled(case, quarters), _agents(case, quarters)
    return "; ".join(_different(plan, wanted, found))


def _compiled(case: Case, quarters: int) -> Alike:
    plan, state = case.model.plan, copied(case.prepared.state)
    out = np.full((case.model.size.indicators, quarters), np.nan)
    given = scenario_tables(case.model, case.prepared, case.scenario)
    try:
        return kernel.run(given, state, out, case.seed, case.member, plan.start, 0, quarters), out, state
    except ArithmeticError as error:
        return type(error).__name__, out, None


def _agents(case: Case, quarters: int) -> Alike:
    twin, mine = region(case), copied(case.prepared.state)
    out = np.full((case.model.size.indicators, quarters), np.nan)
    status: int | str = DONE
    for t in range(quarters):
        try:
            twin.step()
        except ArithmeticError as error:
            twin.close()
            return type(error).__name__, out, None
        status = int(twin.counts.status)
        if status == DONE:
            out[:, t] = twin.indicators()
            status = DONE if np.isfinite(out[:, t]).all() else NOT_FINITE
        if status != DONE:
            break
    write(twin, mine)
    twin.close()
    return status, out, mine


def _different(plan: Plan, wanted: Alike, found: Alike) -> Iterator[str]:
    if wanted[0] != found[0]:
        yield f"status {wanted[0]} compiled, {found[0]} on agents"
        return
    if wanted[0] != DONE:
        raise MemberError("run", f"status {wanted[0]} in both engines")
    for t in range(wanted[1].shape[1]):
        told = differences(plan, np.ascontiguousarray(found[1][:, t]), wanted[1][:, t])
        if told:
            yield f"quarter {t}: {told[:3]}"
            return
    state, mine = wanted[2], found[2]
    assert state is not None and mine is not None
    for name in state._fields:
        if name not in SCRATCH and differ(getattr(state, name), getattr(mine, name)):
            yield f"{name} differs"
    if (state.upgrade_codes[[UpgradeCode.LEVEL, UpgradeCode.PENDING, UpgradeCode.ADDED]] < 0).any():
        yield "a count below zero"


def _accepted(pack: Path, firms: Path | None, draw: random.Random) -> Plan:
    """The plan of a pack with its register, when both are accepted. Raises PackError."""
    plan = load_plan(pack, prior=True, judge=expression_faults)
    if firms is None:
        return plan
    rows = example_text(plan, "en").replace("EXAMPLE-", "firm-").splitlines()
    for _ in range(draw.randint(0, 3)):
        row = draw.randrange(1, len(rows))
        rows[row] = _with_number(rows[row], draw)
    firms.write_text("\n".join(rows), encoding="utf-8")
    return with_firms(plan, read_register(firms, plan))


# Mutations


def mutate(pack: Path, draw: random.Random) -> None:
    """Change one file of a pack: a number, a line, or a whole entry."""
    path = draw.choice(sorted(pack.glob("*.toml")))
    lines = path.read_text(encoding="utf-8").splitlines()
    numbers = [n for n, line in enumerate(lines) if NUMBER.search(line) and "=" in line and "quote" not in line]
    kind = draw.random()
    if kind < 0.8 and numbers:
        place = draw.choice(numbers)
        lines[place] = _with_number(lines[place], draw)
    elif kind < 0.9:
        del lines[draw.randrange(len(lines))]
    else:
        heads = [n for n, line in enumerate(lines) if line.startswith("[[")] or [0]
        first = draw.choice(heads)
        last = next((n for n in heads if n > first), len(lines))
        lines[first:last] = [] if draw.random() < 0.5 else lines[first:last] * 2
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _with_number(line: str, draw: random.Random) -> str:
    """The line with one of its numbers changed: by a little more often than beyond all measure."""
    found = [one for one in NUMBER.finditer(line) if one.start() > line.find("=")]
    if not found:
        return line
    one = draw.choice(found)
    value = float(one.group())
    factor = draw.choice((0.5, 0.9, 1.1, 2.0, 3.0, 10.0, 0.0, -1.0, 1e3, 1e6, 1e15))
    changed = value * factor if draw.random() < 0.9 else draw.choice((0.0, 1.0, -1.0, 1e-9, 2.0**31, 2.0**63))
    whole = "." not in one.group() and (changed == int(changed) or draw.random() < 0.8)
    return f"{line[: one.start()]}{int(changed) if whole else repr(changed)}{line[one.end() :]}"


def made_scenario(draw: random.Random) -> str:
    """A scenario of some levers and shocks, most of them sensible."""

    def factor() -> float:
        return draw.choice((0.0, 0.5, 0.8, 1.2, 2.0, 3.0, 10.0, 1e3) if draw.random() < 0.9 else (1e6, 1e15, 1e300))

    lines = ['id = "tried"', 'label_zh = "试"', 'label_en = "tried"', "[levers]"]
    lines += [f"{name} = {factor()}" for name in draw.sample(sorted(LEVERS), draw.randint(0, 4))]
    lines += ["[government]", f"start_delay_quarters = {draw.choice((0, 1, 4, 99, 10**9))}", f"attention = {factor()}"]
    for path in draw.sample(Outside.words(), draw.randint(0, 2)):
        first = draw.randint(1, 4)
        lines += ["[[shocks]]", f'path = "{path}"', f'from = "year{first}"', f'to = "year{first + draw.randint(0, 3)}"']
        lines += [f"factor = {factor()}"]
    return "\n".join(lines) + "\n"
