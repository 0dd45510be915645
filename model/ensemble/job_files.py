"""Recipes on their way to processes of this machine: each written to a file once, read by every process once."""

import os
import pickle
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from clustercast.model.ensemble.job import MODELS_KEPT, Recipe


class RecipeFiles:
    """The files of the recipes that were handed out last, in a folder of their own for passing files."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="clustercast-", ignore_cleanup_errors=True)
        self._kept: OrderedDict[str, Path] = OrderedDict()

    def path(self, recipe: Recipe) -> str:
        """The file of a recipe."""
        return str(Path(self._folder.name) / f"{recipe.key}.pickle")

    def write(self, recipe: Recipe) -> None:
        """Writes a recipe unless it stands there; the oldest go, of which no job can be open any more."""
        if recipe.key in self._kept:
            return
        path = Path(self.path(recipe))
        beside = path.with_suffix(".tmp")
        beside.write_bytes(pickle.dumps(recipe))
        os.replace(beside, path)
        self._kept[recipe.key] = path
        while len(self._kept) > MODELS_KEPT:
            self._kept.popitem(last=False)[1].unlink(missing_ok=True)

    def remove(self) -> None:
        """Removes all of them."""
        self._folder.cleanup()


@lru_cache(maxsize=MODELS_KEPT)
def recipe_in(path: str) -> Recipe:
    """The recipe in a file that the parent wrote."""
    return pickle.loads(Path(path).read_bytes())
