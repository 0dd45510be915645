"""Compiled entry points on disk: one file each, named by what it was compiled from, read only if it is whole.

The name holds the hash of the sources that reach the entry, of the compiler's versions and flags, of the processor and
of the argument types.  So an edited rule is never stale, and an edit that does not reach an entry recompiles nothing;
checkouts with equal sources share their files.  A file that is not whole is removed, and its entry compiled anew.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy
from numba.core import compiler, serialize
from numba.core.caching import NullCache

from clustercast.model.system.cache_folder import cache_root
from clustercast.model.system.house import HOUSE

NUMERIC_PACKAGES = ("agents", "model", "scenarios")
CODE_FLAGS = (
    "NUMBA_OPT", "NUMBA_BOUNDSCHECK", "NUMBA_DEBUGINFO", "NUMBA_LOOP_VECTORIZE", "NUMBA_SLP_VECTORIZE",
    "NUMBA_ENABLE_AVX", "NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES", "NUMBA_DISABLE_JIT",
)  # fmt: skip
"""The settings of numba that change code; the others, such as the number of threads, change none."""
IMPORTS = re.compile(r"^[ \t]*from[ \t]+(clustercast[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)", re.MULTILINE)
MAKES_NO_CODE = ("clustercast.model.system", "clustercast.model.compiled.code_cache")
"""What is imported for files and processes alone."""
KEPT = 6
SUFFIX = ".code"
CACHE_ROOT = cache_root()


def toolchain() -> dict[str, str]:
    """What beside the sources changes compiled code: versions, and the compiler's settings where they are set."""
    versions = {"numba": numba.__version__, "llvmlite": llvmlite.__version__, "numpy": numpy.__version__}
    python = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    return versions | python | {name: os.environ[name] for name in CODE_FLAGS if os.environ.get(name)}


def sources_hash(house: Path = HOUSE) -> str:
    """sha256 over every source of the packages that make numbers, 24 characters."""
    return _hash(house, (path for package in NUMERIC_PACKAGES for path in sorted((house / package).rglob("*.py"))), {})


def reached_hash(module: str, house: Path = HOUSE) -> str:
    """sha256 over the sources of ``module`` and of all that it imports of this package, and the toolchain."""
    return _hash(house, sorted(reached(module, house)), toolchain())


def reached(module: str, house: Path = HOUSE) -> set[Path]:
    """The files of ``module`` and of what it imports of this package, directly or not, wherever the import stands."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        one = waiting.pop()
        path = None if one.startswith(MAKES_NO_CODE) else _file(one, house)
        if path is None or path in found:
            continue
        found.add(path)
        for package, names in IMPORTS.findall(path.read_text(encoding="utf-8")):
            waiting += [package, *(f"{package}.{name}" for name in re.findall(r"\w+", names))]
    return found


def _file(module: str, house: Path) -> Path | None:
    path = house.joinpath(*module.split(".")[1:])
    return next((one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file()), None)


def _hash(house: Path, paths: Iterable[Path], tools: dict[str, str]) -> str:
    digest = hashlib.sha256(repr(sorted(tools.items())).encode())
    for path in paths:
        digest.update(path.relative_to(house).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


@cache
def _hash_of(module: str) -> str:
    return reached_hash(module)


class CodeCache(NullCache):
    """Where numba finds and leaves the compiled forms of one entry point."""

    def __init__(self, module: str, name: str):
        self.module, self.name = module, name

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        return f"{self.module.rpartition('.')[2]}.{self.name}-{_hash_of(self.module)}"

    def is_warm(self) -> bool:
        """Whether compiled code for these very sources stands on disk."""
        return any(CACHE_ROOT.glob(f"{self.stem}-*{SUFFIX}"))

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Read the compiled code for the argument types ``sig``; None when there is none that is whole."""
        target_context.refresh()
        path = self._path(sig, target_context.codegen())
        try:
            found = path.read_bytes()
            digest, code = found[:32], found[32:]
            if hashlib.sha256(code).digest() == digest:
                return compiler.CompileResult._rebuild(target_context, *pickle.loads(code))
            path.unlink()
        except OSError:
            pass
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the compiled code for the argument types ``sig``; one that takes none is named, and costs time alone."""
        code = serialize.dumps(data._reduce())
        path = self._path(sig, data.codegen)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            beside.write_bytes(hashlib.sha256(code).digest() + code)
            beside.replace(path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            _not_kept(error.strerror)

    def _path(self, sig: Any, codegen: Any) -> Path:
        key = hashlib.sha256(f"{sig} {codegen.magic_tuple()}".encode()).hexdigest()[:16]
        return CACHE_ROOT / f"{self.stem}-{key}{SUFFIX}"

    def forget_old(self, keep: int = KEPT) -> None:
        """Remove all but the newest files of this entry."""
        files = sorted(CACHE_ROOT.glob(f"{self.stem.rpartition('-')[0]}-*"), key=_age)
        for path in files[keep:]:
            path.unlink(missing_ok=True)


@cache
def _not_kept(why: str) -> None:
    logging.getLogger("clustercast").warning(
        "compiled code cannot be kept in %s (%s), so that every command compiles the model anew; "
        "CLUSTERCAST_CACHE names another folder",
        CACHE_ROOT,
        why,
    )


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0
