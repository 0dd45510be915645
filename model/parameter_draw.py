"""One vector of parameters a member, drawn from the priors by the member's own numbers."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np

from agents.draws import Stream
from model.kernel import keyed_uniforms
from scenarios import Plan
from scenarios.parameters import Parameter

PEERS = ("cluster", "industry", "chain", "nation")
ACCOUNTS = ("base_revenue", "base_growth", "nation_growth")
INDUSTRY_QUANTITIES = ("national_share", "growth_gap", "value_added_share", "energy_factor", "size_factor")


def key_of(name: str) -> int:
    """A number for a name that does not depend on which other names there are (CRC-32)."""
    return zlib.crc32(name.encode("utf-8"))


def draw_parameter(
    parameter: Parameter, name: str, seed: int, member: int, attempt: int, stream: Stream = Stream.PARAMETER
) -> float:
    """The value of one parameter in one member: inverse distribution function of its own uniform."""
    return _draw_all({name: parameter}, seed, member, attempt, stream)[name]


def draw_parameters(plan: Plan, seed: int, member: int, attempt: int = 0) -> dict[str, float]:
    """Every parameter of the plan in one member.  ``attempt`` counts vectors refused by the burn-in."""
    return _draw_all(plan.parameters, seed, member, attempt, Stream.PARAMETER)


def _draw_all(
    parameters: Mapping[str, Parameter], seed: int, member: int, attempt: int, stream: Stream
) -> dict[str, float]:
    keys = np.array([key_of(name) for name in parameters], dtype=np.int64)
    drawn = np.zeros(keys.shape[0])
    keyed_uniforms(seed, member, int(stream), keys, attempt, drawn)
    pairs = zip(parameters.items(), drawn.tolist(), strict=True)
    return {name: float(parameter.draw(u)) for (name, parameter), u in pairs}


def drawn_accounts(plan: Plan, seed: int, member: int) -> dict[str, float]:
    """The accounts of the base year in one member: revenue (CNY 100m), its growth and the nation's (percent)."""
    names = {key: f"accounts.{key}" for key in ACCOUNTS}
    return {name: draw_parameter(getattr(plan.accounts, key), name, seed, member, 0) for key, name in names.items()}


def drawn_industries(plan: Plan, seed: int, member: int) -> dict[str, float]:
    """Every quantity that sets an industry of the plan apart, in one member: ``steel.growth_gap`` (as in the pack)."""
    drawn = {}
    for industry in plan.industries:
        for key in INDUSTRY_QUANTITIES:
            quantity = getattr(industry, key)
            if quantity is not None:
                name = f"{industry.code}.{key}"
                drawn[name] = draw_parameter(quantity, name, seed, member, 0, Stream.PROGRAMME)
    return drawn


def peer_weights(values: dict[str, float]) -> dict[str, float]:
    """Dirichlet weights of the circles (normalised gammas), with a floor for the nation; they sum to 1."""
    gammas = {peer: values[f"peer_gamma_{peer}"] for peer in PEERS}
    total = sum(gammas.values())
    floor = values["peer_nation_floor"]
    weights = {peer: (1.0 - floor) * gamma / total for peer, gamma in gammas.items()}
    weights["nation"] += floor
    return weights
