"""How an entry point is compiled: what it calls is linked into it once, and only the whole is optimised.

By itself numba optimises every function with all that it calls, and again within each of its callers, and turns each
into machine code that nobody jumps to.  Here a function that is compiled for an entry stays a part: its module is
linked, with all others that the entry reaches, into the entry's own, which alone is optimised and made executable.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from llvmlite import binding
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.runtime.nrt import rtsys


class _NowhereToStand:
    """Takes the environment of a function that is never called by itself: what it is linked into has its own."""

    def set_env(self, name: str, environment: Any) -> None:
        """Do nothing."""


class PartLibrary(JITCodeLibrary):
    """The code of a function that other compiled functions call, and nobody else."""

    _own_module: Any = None
    codegen = property(lambda self: _NowhereToStand())

    def get_pointer_to_function(self, name: str) -> int:
        """No address: there is no machine code."""
        return 0

    def finalize(self) -> None:
        """Nothing more is added; no passes but those of its functions were run."""
        self._raise_if_finalized()
        for library in self._linking_libraries:
            self._reload_init.update(library._reload_init)
        self._finalized = True

    def own_module(self) -> Any:
        """Its own functions alone, free to stand in several modules."""
        if self._own_module is None:
            self._own_module = self._final_module.clone()
            make_linkable(self._own_module)
        return self._own_module

    def _get_module_for_linking(self) -> Any:
        """A module of its functions and of all that they reach, made when something whole is linked with it."""
        if self._shared_module is None:
            module = self.own_module().clone()
            for linked in reached(self._linking_libraries):
                module.link_in(linked, preserve=True)
            self._shared_module = module
        return self._shared_module


def make_linkable(module: Any) -> None:
    """Let the functions of a module be defined elsewhere too, be inlined, and be left out where nobody calls them."""
    for function in module.functions:
        if not function.is_declaration and function.linkage == binding.Linkage.external:
            function.linkage = "linkonce_odr"


def reached(libraries: Iterable[Any]) -> list[Any]:
    """The modules of libraries and of what they link in turn, each once; a whole library's module has it all."""
    modules: list[Any] = []
    waiting, seen = list(libraries), set[int]()
    while waiting:
        library = waiting.pop(0)
        if id(library) in seen:
            continue
        seen.add(id(library))
        if isinstance(library, PartLibrary):
            modules.append(library.own_module())
            waiting += library._linking_libraries
        else:
            modules.append(library._get_module_for_linking())
    return modules


class EntryCompiler(Compiler):
    """Compiles an entry point whole, and what it calls as parts.  The compiler's lock is held meanwhile."""

    def compile_extra(self, func: Any) -> Any:
        """Compile ``func`` for the pipeline's argument types."""
        context = self.state.targetctx
        rtsys.initialize(context)
        codegen = context.codegen()
        self.state.library = codegen.create_library(func.__qualname__)
        self.state.library.enable_object_caching()
        codegen._library_class = PartLibrary
        try:
            return super().compile_extra(func)
        finally:
            del codegen._library_class
