"""The language of indicators and programmes: text in, checked tree out.

    count(smart >= 2 and city == "luoyang")
    sum(energy, where=industry == "mining") / sum(value_added, where=industry == "mining")
    count(has("green-factory")) + awarded("closure")
    least_cities(total(smart >= 1), where=total(1) > 0)

``total(...)`` is the sum over the firms of a place (a city, cluster, chain or industry).

A text is parsed with Python's own grammar, and only a short list of node types is let through; names must be declared
columns.  Nothing is ever evaluated as Python.  Division by zero is 0, a rule of the language.
"""

from __future__ import annotations

import ast
import warnings

from clustercast.scenarios.faults import half_width, nearest
from clustercast.scenarios.language import (
    AGGREGATES,
    ARITHMETIC,
    COMPARISONS,
    PLACES,
    PROGRAMME_NUMBERS,
    TITLE_TESTS,
    TOTAL,
    ExpressionError,
    Node,
    Vocabulary,
    number_of,
)

LONGEST = 1000
FEW = 30
"""So many names are listed where none is like the one at fault."""
DEEPEST = 40
LARGEST_NUMBER = 1e15
EXAMPLE = 'for example sum(robots, where=city == "luoyang")'


def parse_indicator(text: str, words: Vocabulary) -> Node:
    """The tree of an expression whose value is one number (aggregates and region scalars).  Raises ExpressionError."""
    return _Reader(words).number(_tree(text))


def parse_row(text: str, table: str, words: Vocabulary) -> Node:
    """The tree of an expression with a value for every row of ``table``.  Raises ExpressionError."""
    return _Reader(words).row(_tree(text), table)


def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression has {len(text)} characters", f"at most {LONGEST}")
    if not text.strip():
        raise ExpressionError("the expression is empty", EXAMPLE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"{text!r} is no expression ({error})", half_width(text) or EXAMPLE) from None
    if _depth(tree) > DEEPEST:
        raise ExpressionError(f"the expression is nested deeper than {DEEPEST}", "it flatter")
    return tree


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return depth


def _shown(tree: ast.AST) -> str:
    """The part of the text at fault, shortened; what cannot be written back is named by its kind."""
    try:
        text = ast.unparse(tree)
    except (ValueError, RecursionError):
        text = type(tree).__name__
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _nearest(word: str, known: list[str]) -> str:
    close = nearest(word, known)
    if close:
        return close
    if len(known) > FEW:
        return f"one of the {len(known)} that clustercast words columns lists"
    return "one of " + ", ".join(sorted(known)) if known else "an expression without it: none is declared"


def _of_places() -> str:
    names = [name for name, (_, table) in AGGREGATES.items() if table in PLACES]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _adds_up(node: Node) -> bool:
    return node.op == TOTAL or any(_adds_up(part) for part in node.args)


def _programme_named(name: str, call: ast.Call) -> str:
    """The programme in ``has("programme")`` and its like."""
    match call:
        case ast.Call(args=[ast.Constant(value=str(programme))], keywords=[]):
            return programme
        case _:
            remedy = f'{name}("programme") with one id in quotation marks'
            raise ExpressionError(f"{_shown(call)} is not allowed here", remedy)


class _Reader:
    """Turns the grammar's tree into ours, refusing whatever is not on the list."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.open: tuple[str, ...] = ()
        self.adding_up = False

    # one number ------------------------------------------------------------------------------------------------
    def number(self, tree: ast.expr) -> Node:
        match tree:
            case ast.Constant(value=value):
                return self._constant(value, "")
            case ast.Name(id=name):
                return self._scalar(name)
            case ast.BinOp(left=left, op=op, right=right):
                return Node(self._arithmetic(op), (self.number(left), self.number(right)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Node("neg", (self.number(operand),))
            case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE() as op], comparators=[right]):
                return Node(COMPARISONS[type(op)], (self.number(left), self.number(right)))
            case ast.Call(func=ast.Name(id=name)) if name in PROGRAMME_NUMBERS:
                return self._of_programme(name, tree, "")
            case ast.Call(func=ast.Name(id=name)):
                return self._aggregate(name, tree)
            case _:
                pass
        remedy = f"numbers, + - * /, one of < <= > >=, names of one number, and {', '.join(AGGREGATES)}"
        raise ExpressionError(f"{_shown(tree)} is not allowed here", remedy)

    def _scalar(self, name: str) -> Node:
        if name in self.words.scalars:
            return Node("scalar", value=name)
        columns = [column for table in self.words.tables.values() for column in table]
        if name in columns or name in self.words.derived:
            raise ExpressionError(f"{name} has a value for every row", f"sum({name}) or mean({name})")
        plain = sorted(one for one in self.words.scalars if one.isidentifier())
        raise ExpressionError(f"{name} is unknown", _nearest(name, plain))

    def _aggregate(self, name: str, call: ast.Call) -> Node:
        if name == TOTAL:
            raise ExpressionError(f"{TOTAL}(...) needs places", f"sum(...), or it inside {_of_places()}")
        if name not in AGGREGATES:
            raise ExpressionError(f"{name}(...) is unknown here", _nearest(name, [*AGGREGATES, *PROGRAMME_NUMBERS]))
        act, table = AGGREGATES[name]
        where = [keyword.value for keyword in call.keywords if keyword.arg == "where"]
        if len(where) != len(call.keywords):
            raise ExpressionError(f"{name}(...) takes only where= besides its first part", f"{name}(..., where=...)")
        if len(call.args) != 1:
            raise ExpressionError(f"{name}(...) takes one part, has {len(call.args)}", f"{name}(something)")
        first = self.row(call.args[0], table)
        condition = self.row(where[0], table) if where else Node("const", value=1.0, table=table)
        if table in PLACES and not (_adds_up(first) or _adds_up(condition)):
            problem = f"{name}(...) says nothing of the firms of a {table}"
            raise ExpressionError(problem, f"{TOTAL}(...) in it, as in {name}(total(revenue_year) >= 1000000)")
        if act == "count":
            condition = first if not where else Node("and", (first, condition), table=table)
            return Node("count", (condition,), table=table)
        return Node(act, (first, condition), table=table)

    # a value for every row -------------------------------------------------------------------------------------
    def row(self, tree: ast.expr, table: str) -> Node:
        match tree:
            case ast.Constant(value=value):
                return self._constant(value, table)
            case ast.Name(id=name):
                return self._column(name, table)
            case ast.BinOp(left=left, op=op, right=right):
                return Node(self._arithmetic(op), (self.row(left, table), self.row(right, table)), table=table)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Node("neg", (self.row(operand, table),), table=table)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Node("not", (self.row(operand, table),), table=table)
            case ast.BoolOp(op=op, values=values):
                word = "and" if isinstance(op, ast.And) else "or"
                return self._joined(word, [self.row(value, table) for value in values], table)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self._comparison(left, ops, comparators, table)
            case ast.Call(func=ast.Name(id=test)) if test in TITLE_TESTS:
                return self._title(test, _programme_named(test, tree), table)
            case ast.Call(func=ast.Name(id=fact)) if fact in PROGRAMME_NUMBERS:
                return self._of_programme(fact, tree, table)
            case ast.Call(func=ast.Name(id=name)) if name == TOTAL:
                return self._total(tree, table)
            case _:
                pass
        remedy = 'columns, numbers, + - * /, comparisons, and, or, not, has("programme")'
        if table in PLACES:
            remedy = f"{table}, {TOTAL}(...), numbers, + - * /, comparisons, and, or, not"
        raise ExpressionError(f"{_shown(tree)} is not allowed here", remedy)

    def _column(self, name: str, table: str) -> Node:
        if name in self.words.tables.get(table, frozenset()):
            return Node("column", value=name, table=table)
        if name in self.words.scalars:
            return Node("scalar", value=name, table=table)
        if table == "firm" and name in self.words.derived:
            return self._derived(name, table)
        if table in PLACES and (name in self.words.tables.get("firm", frozenset()) or name in self.words.derived):
            raise ExpressionError(f"{name} has a value for every firm, not for every {table}", f"{TOTAL}({name})")
        known = set(self.words.tables.get(table, frozenset[str]()))
        if table == "firm":
            known |= set(self.words.derived)
        raise ExpressionError(f"{name} is no column of the {table} table", _nearest(name, sorted(known)))

    def _derived(self, name: str, table: str) -> Node:
        if name in self.open:
            raise ExpressionError(f"{name} is derived from itself", "a text of it that names other columns")
        outer, self.open = self.open, (*self.open, name)
        node = self.row(_tree(self.words.derived[name]), table)
        self.open = outer
        return node

    def _comparison(self, left: ast.expr, ops: list[ast.cmpop], rights: list[ast.expr], table: str) -> Node:
        if len(ops) != 1:
            raise ExpressionError("several comparisons stand in a row", "one at a time: a < b and b < c")
        op = COMPARISONS.get(type(ops[0]))
        if op is None:
            raise ExpressionError("only < <= > >= == != compare", "one of these, joined by and, or, not")
        first, second = self.row(left, table), rights[0]
        if isinstance(second, ast.Constant) and isinstance(second.value, str):
            if op not in ("eq", "ne"):
                raise ExpressionError(f"the word {second.value!r} has no order", "== or != before it")
            return Node(op, (first, self._word(left, second.value, table)), table=table)
        return Node(op, (first, self.row(second, table)), table=table)

    def _word(self, column: ast.expr, word: str, table: str) -> Node:
        name = column.id if isinstance(column, ast.Name) else ""
        words = self.words.codes.get(name)
        if words is None:
            known = ", ".join(sorted(self.words.codes)) or "no column"
            raise ExpressionError(f"only {known} can be compared with a word, here {word!r}", "a number")
        if word not in words:
            raise ExpressionError(f"{name} has no {word!r}", _nearest(word, list(words)))
        return Node("const", value=float(words[word]), table=table)

    def _title(self, test: str, programme: str, table: str) -> Node:
        if table in PLACES:
            asked = f'{test}("{programme}")'
            raise ExpressionError(f"{asked} is not for the {table} table", f"{TOTAL}({asked})")
        if table not in ("firm", "cell", "organisation"):
            raise ExpressionError(f"{test}(...) is not for the {table} table", "it inside count(...) or sum(...)")
        self._known_programme(programme)
        title = self.words.titles.get(programme)
        if title is None:
            titles = _nearest(programme, list(self.words.titles))
            raise ExpressionError(f"the programme {programme!r} leaves no title behind", f"{titles}, or awarded(...)")
        if table not in title.tables:
            problem = f"no {table} can hold the title {programme!r}"
            if table == "cell":
                raise ExpressionError(problem, "the key cells in that programme, or an expression without it")
            raise ExpressionError(problem, _nearest(programme, self._titles_of(table)))
        return Node(test, value=float(title.number), table=table)

    def _titles_of(self, table: str) -> list[str]:
        return [name for name, title in self.words.titles.items() if table in title.tables]

    def _total(self, call: ast.Call, table: str) -> Node:
        """The firms of a place added up; what is added up is a row expression of the firm table."""
        if self.adding_up:
            raise ExpressionError(f"{TOTAL}(...) stands inside {TOTAL}(...)", "columns of the firm table inside it")
        if table not in PLACES:
            raise ExpressionError(f"{TOTAL}(...) is not for the {table} table", f"it inside {_of_places()}")
        if len(call.args) != 1 or call.keywords:
            raise ExpressionError(f"{TOTAL}(...) takes one part and nothing else", f"{TOTAL}(something)")
        self.adding_up = True
        inner = self.row(call.args[0], "firm")
        self.adding_up = False
        return Node(TOTAL, (inner,), table=table)

    # parts of both ---------------------------------------------------------------------------------------------
    def _of_programme(self, fact: str, call: ast.Call, table: str) -> Node:
        programme = _programme_named(fact, call)
        self._known_programme(programme)
        return Node("scalar", value=number_of(fact, programme), table=table)

    def _known_programme(self, programme: str) -> None:
        if programme not in self.words.programmes:
            known = sorted(self.words.programmes)
            raise ExpressionError(f"no programme is named {programme!r}", _nearest(programme, known))

    def _constant(self, value: object, table: str) -> Node:
        if isinstance(value, str):
            raise ExpressionError(f"the word {value!r} stands alone", 'it after a column: city == "luoyang"')
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ExpressionError(f"{value!r} is not allowed here", "a number")
        if abs(value) > LARGEST_NUMBER:
            raise ExpressionError("a number is too large", f"numbers up to {LARGEST_NUMBER:g}")
        return Node("const", value=float(value), table=table)

    def _arithmetic(self, op: ast.operator) -> str:
        word = ARITHMETIC.get(type(op))
        if word is None:
            raise ExpressionError("only + - * / are allowed", "x * x for a square")
        return word

    def _joined(self, op: str, parts: list[Node], table: str) -> Node:
        joined = parts[0]
        for part in parts[1:]:
            joined = Node(op, (joined, part), table=table)
        return joined
