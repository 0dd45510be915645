# pyright: reportMissingImports=false
"""Which mutations are drawn: those of cosmic-ray that a run can tell from a crash, and dropped or turned statements."""

import parso
from cosmic_ray import plugins
from cosmic_ray.operators.operator import Operator

ARITHMETIC = ("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod")
COMPARISONS = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
OTHERS = (
    "NumberReplacer", "AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop", "ReplaceUnaryOperator_Delete_USub",
    "ReplaceUnaryOperator_Delete_Not", "ReplaceBinaryOperator_RShift_LShift", "ReplaceBinaryOperator_BitAnd_BitOr",
)  # fmt: skip
TURNED = {"+=": ("-=", "="), "-=": ("+=", "="), "*=": ("/=", "="), "/=": ("*=", "=")}


class DropStatement(Operator):
    """Leave out an assignment to a row or an array, a sum into a variable, a call, or an early return."""

    def mutation_positions(self, node):
        """Where the statement stands, if it is one of these."""
        if node.type == "simple_stmt" and _can_go(node.children[0]):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        """``pass`` in its place."""
        put = parso.parse("pass\n").children[0]
        put.get_first_leaf().prefix = node.get_first_leaf().prefix
        return put

    @classmethod
    def examples(cls):
        """None."""
        return ()


class TurnAugmented(Operator):
    """``+=`` into ``-=`` or ``=``, and so on."""

    def mutation_positions(self, node):
        """Once for every other form."""
        for _ in TURNED.get(getattr(node, "value", ""), ()):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        """The other form in its place."""
        node.value = TURNED[node.value][index]
        return node

    @classmethod
    def examples(cls):
        """None."""
        return ()


def _can_go(statement):
    if statement.type == "return_stmt":
        return statement.parent.parent.type == "suite" and statement.parent.parent.parent.type != "funcdef"
    if statement.type == "expr_stmt":
        augmented = getattr(statement.children[1], "value", "") in TURNED
        return augmented or statement.children[0].type == "atom_expr"
    return statement.type == "atom_expr"


def _names():
    for of, others in ((ARITHMETIC, ARITHMETIC[:4]), (COMPARISONS, COMPARISONS)):
        kind = "Binary" if of is ARITHMETIC else "Comparison"
        yield from (f"Replace{kind}Operator_{a}_{b}" for a in of for b in others if a != b)
    yield from OTHERS


def operators():
    """Every operator by its name."""
    found = {name: plugins.get_operator(f"core/{name}")() for name in _names()}
    return found | {"DropStatement": DropStatement(), "TurnAugmented": TurnAugmented()}
