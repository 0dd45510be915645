"""Bodies that are not firms, at the base year: what the plan says of each, with its own draws."""

from clustercast.agents.columns import OrganisationFloat
from clustercast.model.compiled.state import State
from clustercast.model.expressions.vocabulary import code_numbers
from clustercast.model.inputs.parameter_draw import draw_parameter
from clustercast.scenarios import Plan
from clustercast.scenarios.entries import Organisation


def bodies(plan: Plan) -> list[tuple[str, Organisation]]:
    """Every body with its name: an entry with a ``number`` stands for that many alike, ``zone#1``, ``zone#2``, ..."""
    named: list[tuple[str, Organisation]] = []
    for entry in plan.organisations:
        ordinals = [""] if entry.number == 1 else [f"#{ordinal}" for ordinal in range(1, entry.number + 1)]
        named += [(f"{entry.id}{ordinal}", entry) for ordinal in ordinals]
    return named


def place_organisations(plan: Plan, state: State, seed: int, member: int) -> None:
    """Set kind, industry, city, quality, weight and size of every body."""
    codes = code_numbers(plan)
    for number, (name, entry) in enumerate(bodies(plan)):
        column = state.organisations[:, number]
        column[OrganisationFloat.KIND] = codes["kind"][entry.kind]
        column[OrganisationFloat.INDUSTRY] = codes["industry"].get(entry.industry, -1)
        column[OrganisationFloat.CITY] = codes["city"].get(entry.city, -1)
        for row, quantity in (
            (OrganisationFloat.QUALITY, entry.quality),
            (OrganisationFloat.WEIGHT, entry.weight),
            (OrganisationFloat.SIZE, entry.size),
        ):
            if quantity is not None:
                column[row] = draw_parameter(quantity, f"{name}.{row.name.lower()}", seed, member, 0)
