"""Every rule gives the same bits, and the same exceptions, in Python and in compiled code."""

import importlib
import inspect
import math
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

import numba
import numpy as np
import pytest
from numba import types

from clustercast import agents
from clustercast.agents.rule import RULES

ROWS = 10_000
ENDS = 0.08  # share of arguments at one of the special values of their range


@dataclass(frozen=True)
class Real:
    """Floats, even between the ends; the ends and `also` come up often."""

    low: float
    high: float
    also: tuple[float, ...] = ()

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        values = self._inside(rng)
        special = np.array([self.low, self.high, *self.also], dtype=values.dtype)
        chosen = rng.random(ROWS) < ENDS
        values[chosen] = rng.choice(special, chosen.sum())
        return values

    def _inside(self, rng: np.random.Generator) -> np.ndarray:
        return rng.uniform(self.low, self.high, ROWS)


class Log(Real):
    """Positive floats, even on the logarithmic scale."""

    def _inside(self, rng: np.random.Generator) -> np.ndarray:
        return np.exp(rng.uniform(math.log(self.low), math.log(self.high), ROWS))


class Whole(Real):
    """Integers, where the rule or those who call it mean integers."""

    def _inside(self, rng: np.random.Generator) -> np.ndarray:
        return rng.integers(int(self.low), int(self.high) + 1, ROWS)


DRAW = Real(0.5 / 2**32, 1.0 - 0.5 / 2**32, (0.5,))  # a uniform of the draws
SHARE = Real(0.0, 1.0)
CAP = Real(0.0, 0.95, (0.5,))  # largest support counted
LEVER = Real(0.0, 0.95)  # intensity of a lever
ANY = Real(-1e3, 1e3, (0.0,))
MONEY = Log(1e-3, 1e8, (0.0,))  # CNY 10k
SOME = Log(1e-3, 1e8)
RATE = Real(1e-6, 3.0)
COUNT = Whole(0, 5000)

RANGES: dict[str, tuple[Real, ...]] = {
    # arithmetic
    "exponential": (Real(-800.0, 800.0, (0.0, 1e-300, -700.0, 700.0)),),
    "power": (Log(1e-12, 1e12, (0.0, -1.0, 1.0)), Real(-40.0, 40.0, (0.0, 0.5, 0.7, 1.0, 2.0))),
    "logistic": (Real(-800.0, 800.0, (0.0, -1e-17, 1e308)),),
    "clip": (ANY, Real(-10.0, 0.0), Real(0.0, 10.0)),
    "ratio": (ANY, ANY),
    # cells
    "willing_after": (SHARE, SHARE, SHARE, SHARE, SHARE, SHARE),
    "binomial_approximation": (Real(0.0, 1e5), SHARE, Real(-6.5, 6.5, (0.0,))),
    "positive_part": (ANY,),
    "chance_within": (Real(0.0, 20.0), SHARE),
    "part_of": (Real(0.0, 1e4), Real(0.0, 1e4, (-1.0,))),
    "lacking_share": (Real(-0.5, 1.5, (0.0, 1.0)), SHARE),
    "waiting_free": (SHARE, SHARE, SHARE, SHARE),
    "ready_for_next": (SHARE, SHARE, SHARE, SHARE),
    "mixed_share": (SHARE, Real(0.0, 1e4), Real(1e-3, 1.0), SHARE),
    "robots_brought": (Real(0.0, 1e5), Real(0.0, 1e4, (-1.0,))),
    # distributions
    "normal_quantile": (Real(1e-10, 1.0 - 1e-10, (1e-300, 1e-12, 0.075, 0.925, 0.5, 1.0 - 2.0**-53)),),
    "_central_numerator": (Real(0.0, 0.180625),),
    "_central_denominator": (Real(0.0, 0.180625),),
    "_near_tail": (Real(-0.1, 3.4),),
    "_far_tail": (Real(0.0, 22.5),),
    "laplace_quantile": (DRAW, Real(0.0, 0.45)),
    "poisson_quantile": (DRAW, Log(1e-3, 700.0, (0.0, -1.0))),
    "normal_probability": (Real(-38.0, 38.0, (0.0,)),),
    "lognormal_quantile": (DRAW, MONEY, Real(0.0, 3.0)),
    "truncated_lognormal_quantile": (DRAW, Real(-2.0, 10.0), Real(0.1, 2.0), Log(0.01, 1.0), Log(10.0, 1e4)),
    # draws
    "keyed_uniform": (
        Whole(0, 2**40),
        Whole(0, 10**6),
        Whole(0, 66),
        Whole(0, 2**31 - 1),
        Whole(-1, 9000),
        Whole(0, 99),
    ),
    # economy
    "autoregression": (Real(-0.5, 0.5), Real(-0.2, 0.2), SHARE, Real(-0.5, 0.5)),
    "shared_innovation": (Real(-6.5, 6.5), Real(-6.5, 6.5), SHARE, SHARE),
    "excess_scale": (Real(0.01, 20.0), SOME, SOME),
    "stretch_to_total": (SOME, SOME, Whole(1, 8000), Real(0.0, 1e4)),
    "affine_to_total": (SOME, SOME, Real(0.5, 2.0)),
    # awareness
    "awareness_hazard": (RATE, LEVER, RATE, SHARE),
    "share_of_others": (Real(0.0, 9.0), Real(0.0, 9.0), Whole(0, 1), Real(0.0, 3.0, (1.0,))),
    "peer_exposure": (SHARE, SHARE, SHARE, Real(-1.0, 1.0), Real(-1.0, 1.0), Real(-1.0, 1.0), SHARE),
    # entry
    "expected_entries": (Real(0.0, 0.5), COUNT, Real(0.0, 9e3), Real(0.0, 9e3), LEVER),
    "entrant_revenue": (DRAW, Real(500.0, 2000.0), Real(0.0, 2.0)),
    # finance
    "free_cash": (Real(-1e5, 1e6, (0.0,)), Real(0.0, 1e5), Real(1.0, 30.0), SHARE, Real(1.0, 12.0, (6.0,))),
    "open_credit": (SHARE, MONEY, MONEY, MONEY, Real(0.0, 10.0)),
    "total_assets": (MONEY, MONEY, SHARE, Real(0.0, 2.0)),
    "investment_trigger": (SHARE, LEVER),
    "capital_order": (MONEY, MONEY, SHARE, SHARE),
    "capital_drift": (SHARE, Real(-0.3, 0.5)),
    "years_to_review": (Real(0.01, 1.0),),
    "opening_gap": (DRAW, Real(0.01, 0.5), Real(0.02, 0.5), Real(0.1, 5.0)),
    "steady_order": (MONEY, SHARE, Real(0.02, 0.5), Real(0.1, 5.0)),
    "size_class": (Log(1.0, 1e7, (1e4, 5e4, 1e5, 5e5)),),
    "left_by_wear": (SHARE,),
    "insolvent_quarters": (Whole(0, 40), Real(-10.0, 10.0, (0.0,)), Real(-1.0, 10.0, (0.0,))),
    "debt_service": (MONEY, Real(0.5, 40.0, (1.0,))),
    "payout": (Real(-1e5, 1e6), MONEY, SHARE),
    # innovation
    "product_rate": (Real(0.0, 5.0), MONEY, MONEY, SHARE),
    "research_spending": (MONEY, SHARE, SHARE, LEVER),
    # installation
    "ramp": (Whole(0, 60), Real(-0.5, 0.5, (-0.2,))),
    # investment
    "annuity": (Real(1e-12, 3.0, (0.0, 1e-9)), Real(1.0, 30.0)),
    "discount": (RATE, Whole(0, 40)),
    "invest_probability": (
        Log(1e-6, 1e6, (0.0, -5.0)),
        MONEY,
        MONEY,
        Real(0.0, 12.0),
        Real(0.5, 20.0),
        Real(1.0, 1.8),
        CAP,
    ),
    "expected_probability": (MONEY, MONEY, MONEY, SHARE, Real(0.0, 12.0), Real(0.5, 20.0), Real(1.0, 1.8), CAP),
    "stratum": (DRAW, SHARE, SHARE),
    "least_return": (DRAW, Real(0.0, 12.0), Log(1e-6, 1e6, (0.0,)), Real(0.5, 20.0, (0.0,))),
    "raised_by_support": (SHARE, Real(1.0, 1.8), CAP),
    "first_order_units": (Real(0.0, 5000.0), SHARE, DRAW),
    "repeat_order_units": (Real(0.0, 5000.0), COUNT, SHARE, DRAW),
    "robot_capacity": (SHARE, Real(0.0, 1e5), Real(1.0, 6.0)),
    "robot_saving": (COUNT, Real(1.0, 6.0), Real(1.0, 30.0), SHARE, Real(0.0, 10.0)),
    "level_cost": (SHARE, SOME, MONEY, SOME, SHARE),
    "level_saving": (SHARE, SHARE, SHARE, SHARE, MONEY, SHARE, SHARE),
    "net_gain": (SHARE, SHARE, SHARE),
    "firm_benefit": (Real(-1e4, 1e6), SHARE, SHARE, Real(0.0, 8.0), SHARE, Real(0.05, 20.0)),
    "robot_cost": (Real(1.0, 1e3), MONEY, MONEY, Real(0.0, 5.0)),
    "unit_cost_gain": (Real(-1e4, 1e6), SHARE, MONEY),
    "wright_price": (SOME, Log(1.0, 1e8), Log(1.0, 1e8), Real(0.0, 0.34, (-0.1,))),
    # market
    "size_shift": (Real(0.0, 9e4, (-1.0,)), Real(0.0, 1.0)),
    "judged_at_unrounded_order": (
        Real(0.0, 500.0),
        Real(0.0, 2000.0),
        Real(0.0, 500.0),
        Real(0.0, 1.0),
        Real(0.4, 1.0),
    ),
    "share_step": (Real(-0.5, 0.5), Real(-0.5, 0.5), Real(-1.0, 1.0), Real(0.0, 8.0), SHARE),
    "grown_share": (SHARE, Real(-5.0, 5.0, (0.0,))),
    "shock_scale": (Real(0.05, 0.45), SHARE, MONEY, SOME, Real(-0.4, 0.0), Real(0.3, 0.45)),
    "shock_carried": (DRAW, Real(0.0, 0.45), SHARE),
    "employment_level": (MONEY, Real(5.0, 500.0), Real(0.5, 3.0), Real(-0.16, 0.10), Whole(0, 1)),
    "energy_intensity": (Real(0.0, 5.0), Real(0.0, 0.1), Real(0.0, 20.0), SHARE),
    "energy_kept": (SHARE, SHARE),
    # support
    "award_belief": (Real(0.0, 50.0), SHARE, COUNT, COUNT),  # no weight and no applicants: no belief
    "expected_reward": (SHARE, MONEY, SHARE, Real(0.0, 10.0)),
    "worth_applying": (MONEY, SHARE, Real(0.0, 10.0)),
    "years_of_loan": (Real(0.25, 60.0, (12.0,)),),
    "interest_subsidy_value": (MONEY, Real(0.0, 0.1), Whole(0, 12), RATE),
    # government
    "scaled_intensity": (Real(0.0, 1.0), Real(0.0, 5.0, (-1.0,))),
    "joint_intensity": (SHARE, SHARE),
    "target_progress": (MONEY, Real(-10.0, 1e6, (0.0,)), Whole(0, 3)),
    "target_gap": (Real(-1e3, 1e6), Real(-1.0, 1e6, (0.0,))),
    "effort_weight": (Real(0.0, 2.0), Real(0.0, 2.0), SHARE),
    "tournament_weight": (Real(0.0, 1.0), SHARE),
    "growth_requirement": (MONEY, MONEY, Real(0.0, 10.0), Real(0.0, 10.0)),
    # titles
    "quota_within": (Log(0.1, 1e18, (0.0, 0.5, 3.0)), Log(1.0, 1e18, (0.0, -1.0)), Log(1e-2, 1e4, (0.0,))),
    "awards_of": (Real(0.0, 6e3, (0.0, 0.5, 3.0, 1e18)), Real(0.0, 5e3, (0.0, 0.5, 7.0))),
    "firms_part": (Real(0.0, 6e3, (0.0, 3.0)), Whole(0, 5000), Real(0.0, 1e3, (0.0, 0.3))),
    "title_weight": (Real(0.0, 3.0), Real(-30.0, 30.0)),
    "rivals_reference": (Log(1e-3, 1e8, (0.0,)), Log(1e-3, 1e8, (0.0,)), SHARE),
    "title_theta": (Log(0.1, 1e4, (0.0,)), Log(1e-3, 1e8, (0.0,)), Log(1e-3, 1e8, (0.0,)), SHARE),
    "title_chance": (Log(1e-9, 1.0, (0.0,)), Real(0.0, 3.0), Real(-30.0, 30.0)),
    "status_rate": (RATE, MONEY, Log(1e-3, 1e8, (0.0, -1.0))),
    "base_title_chance": (SHARE, Real(-1.0, 20.0, (0.0, 1.0))),
    # suppliers
    "next_capacity": (Real(0.0, 1e4), Real(0.0, 1e5), LEVER, Real(0.5, 4.0, (2.0,)), SHARE, SHARE),
}


USUAL = {float: Real(0.0, 1e3, (1.0,)), int: Whole(0, 100)}
"""What an argument of a rule is that says nothing else."""


def ranges_of(rule: Callable[..., Any]) -> tuple[Real, ...]:
    """The ranges written for a rule, or the usual ones of its arguments' kinds."""
    kinds = get_type_hints(rule)
    return RANGES.get(rule.__name__) or tuple(USUAL[kinds[name]] for name in inspect.signature(rule).parameters)


def every_rule() -> list[Callable[..., Any]]:
    """All rules of the package, found by importing every module of it."""
    for module in pkgutil.walk_packages(agents.__path__, "clustercast.agents."):
        importlib.import_module(module.name)
    return [rule for rule in RULES if rule.__module__.startswith("clustercast.agents.")]


def in_python(rule: Callable[..., Any], rows: list[tuple[Any, ...]]) -> list[Any]:
    """What the rule gives for each row, or the class of what it raises."""
    given = []
    for row in rows:
        try:
            given.append(rule(*row))
        except (ArithmeticError, ValueError) as error:
            given.append(type(error))
    return given


def over_rows(compiled: Any, arity: int) -> Any:
    """One compiled loop that writes the rule of each row into its last argument."""
    names = [f"a{number}" for number in range(arity)]
    call = ", ".join(f"{name}[i]" for name in names)
    text = f"def loop({', '.join(names)}, out):\n    for i in range(out.shape[0]):\n        out[i] = rule({call})\n"
    scope = {"rule": compiled}
    exec(text, scope)
    return numba.njit(scope["loop"])


def differences(rule: Callable[..., Any], ranges: tuple[Real, ...]) -> list[tuple[Any, ...]]:
    """Arguments for which compiled code gives other bits, another kind of number or another exception."""
    rng = np.random.default_rng(20170904)
    columns = [each.draw(rng) for each in ranges]
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    expected = in_python(rule, rows)
    fine = np.array([not isinstance(value, type) for value in expected])
    kinds = {type(value) for value in expected if not isinstance(value, type)}
    assert len(kinds) == 1, f"{rule.__name__} gives {kinds}"
    (kind,) = kinds
    compiled = numba.njit(rule)
    loop = over_rows(compiled, len(ranges))
    found = np.empty(int(fine.sum()), dtype={float: np.float64, int: np.int64, bool: np.bool_}[kind])
    loop(*(column[fine] for column in columns), found)
    wanted = np.array([value for value, good in zip(expected, fine, strict=True) if good], dtype=found.dtype)
    unequal = found.view(np.uint8).reshape(len(found), -1) != wanted.view(np.uint8).reshape(len(found), -1)
    wrong = [
        row for row, bad in zip(np.array(rows, dtype=object)[fine].tolist(), unequal.any(axis=1), strict=True) if bad
    ]
    returned = compiled.nopython_signatures[0].return_type
    if not isinstance(returned, {float: types.Float, int: types.Integer, bool: types.Boolean}[kind]):
        wrong.append((f"compiled code returns {returned}, Python {kind.__name__}",))
    for row, value in [pair for pair in zip(rows, expected, strict=True) if isinstance(pair[1], type)][:20]:
        if in_python(compiled, [row]) != [value]:
            wrong.append((*row, value.__name__))
    return wrong


def test_every_rule_has_a_name_of_its_own_and_a_range_for_each_argument():
    names = [rule.__name__ for rule in every_rule()]
    assert len(names) > 60
    assert sorted(names) == sorted(set(names))
    assert not set(RANGES) - set(names), "ranges without a rule"
    for rule in every_rule():
        assert len(ranges_of(rule)) == len(inspect.signature(rule).parameters), rule.__name__


def test_a_rule_stays_a_plain_function():
    assert all(inspect.isfunction(rule) for rule in every_rule())


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.__name__)
def test_rule_gives_the_same_bits_compiled(rule):
    wrong = differences(rule, ranges_of(rule))
    assert not wrong, f"{len(wrong)} of {ROWS} differ, first {wrong[0]}"


# The comparison itself


def cube(x: float) -> float:
    """Integer power: compiled code multiplies, Python calls pow."""
    return x**3


def unguarded(x: float) -> float:
    """Python raises ValueError at 0, compiled code goes on with minus infinity."""
    return math.log(x)


def truncated(x: float) -> float:
    """An integer in Python, a float by name."""
    return math.floor(x)


def test_comparison_finds_other_bits():
    assert len(differences(cube, (Real(0.1, 9.0),))) > 1000


def test_comparison_finds_other_exceptions():
    assert differences(unguarded, (Real(0.0, 9.0),))[0] == (0.0, "ValueError")


def test_comparison_knows_integers():
    assert not differences(truncated, (Real(-9.0, 9.0),))
    assert np.array(in_python(truncated, [(2.5,)])).dtype == np.int64
