"""One vector of parameters a member, drawn from posterior and priors by the member's own numbers."""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from clustercast.agents.draws import Stream
from clustercast.model.compiled.bulk_draws import keyed_uniforms
from clustercast.scenarios import Accounts, Industry, Plan
from clustercast.scenarios.declared import quantity_keys
from clustercast.scenarios.parameters import Parameter

PEERS = ("cluster", "industry", "chain", "nation")
ACCOUNTS = quantity_keys(Accounts)
JOINTLY = "posterior"
"""Name of the number that chooses a vector of the posterior."""
INDUSTRY_QUANTITIES = quantity_keys(Industry)


def key_of(name: str) -> int:
    """A number for a name that does not depend on which other names there are (CRC-32)."""
    return zlib.crc32(name.encode("utf-8"))


def draw_parameter(
    parameter: Parameter, name: str, seed: int, member: int, attempt: int, stream: Stream = Stream.PARAMETER
) -> float:
    """The value of one parameter in one member: inverse distribution function of its own uniform."""
    return _draw_all({name: parameter}, seed, member, attempt, stream)[name]


def draw_parameters(plan: Plan, seed: int, member: int, attempt: int = 0) -> dict[str, float]:
    """Every parameter of the plan in one member.  ``attempt`` counts vectors refused by the burn-in.

    What the plan's posterior informs is one of its vectors, drawn by a number of its own; the rest, and whatever a pack
    or a sweep sets anew, comes from its prior, each by a number of its own.
    """
    jointly = joint_draw(plan, seed, member, attempt)
    rest = {name: one for name, one in plan.parameters.items() if name not in jointly}
    alone = _draw_all(rest, seed, member, attempt, Stream.PARAMETER)
    return {name: jointly[name] if name in jointly else alone[name] for name in plan.parameters}


def joint_draw(plan: Plan, seed: int, member: int, attempt: int) -> dict[str, float]:
    """The parameters that a member takes from the plan's posterior, all from one vector."""
    if plan.posterior is None:
        return {}
    (chosen,) = _uniforms([JOINTLY], seed, member, attempt, Stream.PARAMETER)
    vector = plan.posterior.draw(chosen)
    return {name: vector[name] for name in plan.posterior.taken(plan.parameters, plan.base_year)}


def _draw_all(
    parameters: Mapping[str, Parameter], seed: int, member: int, attempt: int, stream: Stream
) -> dict[str, float]:
    drawn = _uniforms(list(parameters), seed, member, attempt, stream)
    return {name: float(one.draw(u)) for (name, one), u in zip(parameters.items(), drawn, strict=True)}


def _uniforms(names: Sequence[str], seed: int, member: int, attempt: int, stream: Stream) -> list[float]:
    keys = np.array([key_of(name) for name in names], dtype=np.int64)
    drawn = np.zeros(keys.shape[0])
    keyed_uniforms(seed, member, int(stream), keys, attempt, drawn)
    return drawn.tolist()


def drawn_accounts(plan: Plan, seed: int, member: int) -> dict[str, float]:
    """The accounts of the base year in one member: revenue (CNY 100m), its growth and the nation's (percent)."""
    names = {key: f"accounts.{key}" for key in ACCOUNTS}
    return {name: draw_parameter(getattr(plan.accounts, key), name, seed, member, 0) for key, name in names.items()}


def drawn_industries(plan: Plan, seed: int, member: int) -> dict[str, float]:
    """Every quantity that sets an industry of the plan apart, in one member: ``steel.growth_gap`` (as in the pack)."""
    drawn: dict[str, float] = {}
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
