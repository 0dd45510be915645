"""What would make the two engines differ, or compile slowly, is not written in rules, agents, events or kernel.

Python and compiled code agree to the last bit on ``+ - * /``, comparisons, floor and a few functions of ``math``; they
do not on powers, on NumPy's functions, on sums and on sorting (decision ``0001-one-set-of-rules-two-engines.md``).
"""

import ast
import math
import random
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    "agents/**/*.py",
    "model/events/**/*.py",
    "model/expressions/aggregates.py",
    "model/expressions/evaluate.py",
    "model/expressions/opcodes.py",
    "model/expressions/row_operations.py",
    "model/kernel.py",
    "model/quarter.py",
    "model/reference/closures.py",
    "model/region.py",
)
MATH = {"exp", "log", "log1p", "expm1", "sqrt", "floor", "ceil", "erfc", "isfinite"}
NUMPY = {"zeros", "empty", "ndarray", "float64", "int32", "int64", "partition"}  # arrays, their kind, the n-th value
CALLS = {"sum": "a plain loop in slot order", "pow": "x * x, sqrt or the rule `power`"}
WORDS = {
    "argsort": "the total order of model/events/ranking.py",
    "fastmath": "nothing: it changes results",
    "prange": "range: partial sums depend on the number of threads",
    "random": "the keyed draws of agents/draws.py",
    "fsum": "a plain loop in slot order",
}


class Finder(ast.NodeVisitor):
    """Collects what is banned: line, what, and what to write instead."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.modules: dict[str, str] = {}

    def ban(self, node: ast.AST, what: str, remedy: str) -> None:
        self.found.append(f"{getattr(node, 'lineno', 0)}: {what}; write {remedy}")

    def visit_Import(self, node: ast.Import) -> None:
        for name in node.names:
            self.modules[name.asname or name.name] = name.name
            self.word(node, name.name.split(".")[-1])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module in ("math", "numpy"):
            self.ban(node, f"from {node.module} import", f"import {node.module}, so that its functions are seen")
        for name in [*(node.module or "").split("."), *(name.name for name in node.names)]:
            self.word(node, name)

    def word(self, node: ast.AST, name: str) -> None:
        if name in WORDS:
            self.ban(node, name, WORDS[name])

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Pow | ast.MatMult):
            self.ban(node, "** or @", "x * x, sqrt, the rule `power`, or a loop")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.op, ast.Pow | ast.MatMult):
            self.ban(node, "**= or @=", "x * x, sqrt, the rule `power`, or a loop")
        self.target(node.target)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self.target(target)
        self.generic_visit(node)

    def target(self, node: ast.expr) -> None:
        """Assignment to a slice costs more than a second of compiling each."""
        if isinstance(node, ast.Tuple | ast.List):
            for part in node.elts:
                self.target(part)
        if isinstance(node, ast.Subscript):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if any(isinstance(part, ast.Slice) or _is_ellipsis(part) for part in parts):
                self.ban(node, "assignment to a slice", "a loop")

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in CALLS:
            self.ban(node, f"{node.func.id}(...)", CALLS[node.func.id])
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("sum", "mean", "dot", "cumsum", "sort", "fill"):
            self.ban(node, f".{node.func.attr}(...)", "a loop")
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        module = self.modules.get(node.value.id, "") if isinstance(node.value, ast.Name) else ""
        if module == "math" and node.attr not in MATH:
            self.ban(node, f"math.{node.attr}", "one of " + ", ".join(sorted(MATH)))
        if module == "numpy" and node.attr not in NUMPY:
            self.ban(node, f"np.{node.attr}", "math on numbers, loops over arrays")
        self.word(node, node.attr)
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self.word(node, node.id)

    def visit_keyword(self, node: ast.keyword) -> None:
        self.word(node, node.arg or "")
        self.generic_visit(node)


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def banned(source: str) -> list[str]:
    """What the source of a module has that it must not."""
    finder = Finder()
    finder.visit(ast.parse(source))
    return finder.found


def held() -> list[Path]:
    """The files that are held to this."""
    return sorted({path for place in PLACES for path in ROOT.glob(place)})


def test_the_places_have_files():
    names = {path.relative_to(ROOT).as_posix() for path in held()}
    assert {
        "agents/firm/investment.py",
        "agents/draws.py",
        "model/events/markets.py",
        "model/expressions/evaluate.py",
    } <= names
    assert len(names) > 25


@pytest.mark.parametrize("path", held(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_banned_is_written(path):
    assert not banned(path.read_text(encoding="utf-8"))


# That it can fail


@pytest.mark.parametrize(
    "source",
    [
        "y = x ** 2",
        "y = 2.0 ** x",
        "y **= 3",
        "y = pow(x, 2)",
        "y = sum(values)",
        "y = values.sum()",
        "import numpy as np\ny = np.exp(x)",
        "import numpy\ny = numpy.log(x)",
        "import numpy as np\ny = np.sum(x)",
        "import numpy as np\ny = np.sqrt(x)",
        "import numpy as np\ny = np.argsort(x)",
        "order = keys.argsort()",
        "from numpy import exp",
        "from math import pow",
        "import math\ny = math.pow(x, 2)",
        "import math\ny = math.fsum(x)",
        "import math\ny = math.log2(x)",
        "import math as m\ny = m.gamma(x)",
        "a[:] = b",
        "a[1:n] = b",
        "a[0, :] = b",
        "a[...] = 0.0",
        "a[:n] += b",
        "(a[:], c) = b",
        "run = njit(fastmath=True)(f)",
        "import numba\nfor i in numba.prange(n): pass",
        "from numba import prange",
        "import random",
        "from random import random",
        "import numpy as np\nrng = np.random.default_rng(1)",
        "x = self.random.random()",
    ],
)
def test_planted_constructs_are_found(source):
    assert banned(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Text with ** and sum(x) and random words."""',
        "# a ** b",
        "import math\ny = math.exp(x) * math.sqrt(x) // 2 % 3",
        "import numpy as np\ndef f(a: np.ndarray) -> None:\n    b = np.zeros((2, 3), dtype=np.int64)",
        "a[i] = b[i]\na[0, i] += 1.0\nc = a[1:3]",
        "total = 0.0\nfor x in values:\n    total += x",
    ],
)
def test_what_is_allowed_is_not_found(source):
    assert not banned(source)


# The functions that are allowed


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("exp", -745.0, 709.0),
        ("log", 1e-300, 1e12),
        ("log1p", -0.999999, 1e6),
        ("expm1", -50.0, 50.0),
        ("sqrt", 0.0, 1e12),
        ("floor", -1e9, 1e9),
        ("ceil", -1e9, 1e9),
        ("erfc", -27.0, 27.0),
    ],
)
def test_allowed_function_has_the_same_bits_in_compiled_code(name, low, high):
    function = getattr(math, name)
    scope: dict[str, Any] = {"math": math}
    exec(f"def loop(given, out):\n    for i in range(len(given)):\n        out[i] = math.{name}(given[i])", scope)
    draw = random.Random(4458)
    given = [draw.uniform(low, high) for _ in range(50_000)] + [draw.uniform(0.0, 1.0) for _ in range(50_000)]
    found = np.empty(len(given))
    compiled: Any = numba.njit(scope["loop"])
    compiled(np.array(given), found)
    wanted = np.array([float(function(x)) for x in given])
    assert (found.view(np.int64) == wanted.view(np.int64)).all()


def test_functions_with_a_short_vector_library_are_off():
    assert not numba.config.USING_SVML  # type: ignore[attr-defined]
