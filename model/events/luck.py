"""The firms' luck of a quarter, drawn for all at once."""

from typing import Any

from clustercast.agents.columns import FirmCode
from clustercast.agents.draws import Draws, fill_bulk
from clustercast.model.compiled.shortcut import shortcut


def draw_luck(region: Any, draws: Draws) -> None:
    """Every firm's uniforms of the quarter, ``firm.luck[stream, word]``: those of the streams filled in bulk."""
    region.draw_luck(draws)


@shortcut(draw_luck)
def _fill_columns(region: Any, draws: Draws) -> None:
    state = region.state
    fill_bulk(state.luck, state.codes[FirmCode.ENTITY], len(region.firms), draws.seed, draws.member, draws.quarter)
