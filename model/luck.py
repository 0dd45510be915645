"""The uniforms of a quarter for callers outside the kernel."""

from __future__ import annotations

import numpy as np

from clustercast.agents.draws import fill_bulk
from clustercast.model.compile import entry


@entry
def draw_bulk(luck: np.ndarray, entity: np.ndarray, n: int, seed: int, member: int, quarter: int) -> None:
    """Fill ``luck[stream, word, slot]`` for the firms of these permanent numbers (``clustercast.agents.draws.fill_bulk``)."""
    fill_bulk(luck, entity, n, seed, member, quarter)
