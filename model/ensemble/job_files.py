"""Recipes on their way to processes of this machine: each written to a file once, read by every process once."""

import pickle
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import IO

from clustercast.model.ensemble.job import MODELS_KEPT, Recipe
from clustercast.model.system.posix import unnamed_file


class RecipeFiles:
    """The files of the recipes that were handed out last; they have no names, so that none is ever left."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[IO[bytes], str]] = OrderedDict()

    def path(self, recipe: Recipe) -> str:
        """The file of a recipe that was written."""
        return self._kept[recipe.key][1]

    def write(self, recipe: Recipe) -> None:
        """Writes a recipe unless it stands there; the oldest go, of which no job can be open any more."""
        if recipe.key in self._kept:
            return
        file, path = unnamed_file()
        file.write(pickle.dumps(recipe))
        file.flush()
        self._kept[recipe.key] = file, path
        while len(self._kept) > MODELS_KEPT:
            self._kept.popitem(last=False)[1][0].close()

    def remove(self) -> None:
        """Removes all of them."""
        while self._kept:
            self._kept.popitem()[1][0].close()


@lru_cache(maxsize=MODELS_KEPT)
def recipe_in(path: str, key: str) -> Recipe:
    """The recipe in a file that the parent wrote; ``key`` is the recipe's own, for numbers of files come again."""
    return pickle.loads(Path(path).read_bytes())
