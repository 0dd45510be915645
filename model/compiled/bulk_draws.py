"""Many draws at once, compiled, for callers outside the kernel."""

import numpy as np

from clustercast.agents.draws import fill_bulk, keyed_uniform
from clustercast.model.compiled.compile import entry


@entry
def draw_bulk(luck: np.ndarray, entity: np.ndarray, n: int, seed: int, member: int, quarter: int) -> None:
    """Fill ``luck[Luck, word, slot]`` for the firms of these permanent numbers (``fill_bulk``)."""
    fill_bulk(luck, entity, n, seed, member, quarter)


@entry
def keyed_uniforms(seed: int, member: int, stream: int, entities, time: int, drawn) -> None:
    """First word of ``keyed_uniform`` for all ``entities``, into ``drawn``.

    Compiled: a member draws hundreds of parameters, again for every refused vector.
    """
    for place in range(entities.shape[0]):
        drawn[place] = keyed_uniform(seed, member, stream, entities[place], time, 0)
