"""The firms' luck of a quarter, drawn for all at once."""

from typing import Any

from clustercast.agents.columns import FirmCode
from clustercast.agents.draws import Draws, Stream, fill_block
from clustercast.agents.lengths import WORDS, Luck
from clustercast.agents.rule import event
from clustercast.model.compiled.shortcut import shortcut


def draw_luck(region: Any, draws: Draws) -> None:
    """Every firm's uniforms of the quarter, ``firm.luck[Luck, word]``."""
    region.draw_luck(draws)


@shortcut(draw_luck)
def _fill_columns(region: Any, draws: Draws) -> None:
    """All of them, but for news of upgrades that are not on the market."""
    luck = region.state.luck
    _fill_one(region, draws, luck[Luck.REVIEW], Stream.REVIEW, 0)
    for block in range(luck.shape[1] // WORDS):
        _fill_one(region, draws, luck[Luck.TASTE_GATE], Stream.TASTE_GATE, block)
        if _on_market(region, block, draws.quarter):
            _fill_one(region, draws, luck[Luck.LEARN], Stream.LEARN, block)


@event
def _fill_one(region: Any, draws: Draws, words: Any, stream: int, block: int) -> None:
    entity = region.state.codes[FirmCode.ENTITY]
    fill_block(words, entity, len(region.firms), draws.seed, draws.member, draws.quarter, stream, block)


@event
def _on_market(region: Any, block: int, quarter: int) -> bool:
    """Whether one of the upgrades of a block of words can be heard of."""
    for k in range(WORDS * block, min(WORDS * block + WORDS, len(region.upgrades))):
        if quarter >= region.upgrades[k].launch:
            return True
    return False
