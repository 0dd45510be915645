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
    return draw_each({name: parameter}, seed, member, attempt, stream)[name]


def draw_parameters(plan: Plan, seed: int, member: int, attempt: int = 0) -> dict[str, float]:
    """Every parameter of the plan in one member.  ``attempt`` counts vectors refused by the burn-in.

    What the plan's posterior informs is one of its vectors, drawn by a number of its own; the rest, and whatever a pack
    or a sweep sets anew, comes from its prior, each by a number of its own.
    """
    jointly = joint_draw(plan, seed, member, attempt)
    rest = {name: one for name, one in plan.parameters.items() if name not in jointly}
    alone = draw_each(rest, seed, member, attempt, Stream.PARAMETER)
    return {name: jointly[name] if name in jointly else alone[name] for name in plan.parameters}


def joint_draw(plan: Plan, seed: int, member: int, attempt: int) -> dict[str, float]:
    """The parameters that a member takes from the plan's posterior, all from one vector."""
    if plan.posterior is None:
        return {}
    (chosen,) = _uniforms([JOINTLY], seed, member, attempt, Stream.PARAMETER)
    vector = plan.posterior.draw(chosen)
    return {name: vector[name] for name in plan.posterior.taken(plan.parameters, plan.base_year)}


def draw_each(
    parameters: Mapping[str, Parameter], seed: int, member: int, attempt: int, stream: Stream = Stream.PARAMETER
) -> dict[str, float]:
    """The values of named parameters in one member, each by its own uniform."""
    drawn = _uniforms(list(parameters), seed, member, attempt, stream)
    return {name: float(one.draw(u)) for (name, one), u in zip(parameters.items(), drawn, strict=True)}


def _uniforms(names: Sequence[str], seed: int, member: int, attempt: int, stream: Stream) -> list[float]:
    keys = np.array([key_of(name) for name in names], dtype=np.int64)
    drawn = np.zeros(keys.shape[0])
    keyed_uniforms(seed, member, int(stream), keys, attempt, drawn)
    return drawn.tolist()


def drawn_accounts(plan: Plan, seed: int, member: int) -> dict[str, float]:
    """The accounts of the base year in one member: revenue (CNY 100m), its growth and the nation's (percent)."""
    return draw_each({f"accounts.{key}": getattr(plan.accounts, key) for key in ACCOUNTS}, seed, member, 0)


def drawn_industries(plan: Plan, seed: int, member: int) -> dict[str, float]:
    """Every quantity that sets an industry of the plan apart, in one member: ``steel.growth_gap`` (as in the pack)."""
    every = {f"{one.code}.{key}": getattr(one, key) for one in plan.industries for key in INDUSTRY_QUANTITIES}
    given = {name: quantity for name, quantity in every.items() if quantity is not None}
    return draw_each(given, seed, member, 0, Stream.PROGRAMME)


def peer_weights(values: dict[str, float]) -> dict[str, float]:
    """Dirichlet weights of the circles (normalised gammas), with a floor for the nation; they sum to 1."""
    gammas = {peer: values[f"peer_gamma_{peer}"] for peer in PEERS}
    total = sum(gammas.values())
    floor = values["peer_nation_floor"]
    weights = {peer: (1.0 - floor) * gamma / total for peer, gamma in gammas.items()}
    weights["nation"] += floor
    return weights
