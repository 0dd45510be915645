"""Row operations of the machine: columns into registers, registers into registers."""

from clustercast.agents.rule import event
from clustercast.model.expressions.opcodes import Op, Table, Test


@event
def load(given, state, table, op, to, a, b, begin, n) -> None:
    """Fill a register with ``n`` rows of a table from ``begin``, or with one number."""
    if op in (Op.FLOAT, Op.UPGRADE_FLOAT):
        _load_floats(state, table, op, to, a, b, begin, n)
    elif op == Op.CODE:
        _copy(state.codes[a][begin : begin + n], to, n)
    elif op == Op.UPGRADE_CODE:
        _copy(state.upgrade_codes[a, b][begin : begin + n], to, n)
    elif op == Op.TITLE:
        _load_titles(state, table, a, b, to, begin, n)
    elif op == Op.TOTAL:
        _copy(state.totals[a][begin : begin + n], to, n)
    elif op == Op.PLACE:
        for i in range(n):
            to[i] = begin + i
    else:
        _repeat(number(given, state, op, a, b), to, n)


@event
def _copy(values, to, n) -> None:
    """A function of its own on a tile's own piece: the compiler sees that no index is negative, and uses SIMD."""
    for i in range(n):
        to[i] = values[i]


@event
def number(given, state, op, a, b):
    """A number that is given: a constant, one of the economy, an outside path's, a programme's."""
    if op == Op.CONST:
        return given.constants[a]
    if op == Op.SCALAR:
        return state.economy[a]
    if op == Op.OUTSIDE:
        return state.outside[a]
    return state.programmes[a, b]


@event
def _repeat(value, to, n) -> None:
    for i in range(n):
        to[i] = value


@event
def _load_floats(state, table, op, to, a, b, begin, n) -> None:
    if table == Table.CELL and op == Op.UPGRADE_FLOAT:
        values = state.cell_upgrades[a, b]
    elif table == Table.CELL:
        values = state.cells[a]
    elif table == Table.GROUP:
        values = state.groups[a]
    elif table == Table.ORGANISATION:
        values = state.organisations[a]
    elif op == Op.UPGRADE_FLOAT:
        values = state.upgrade_floats[a, b]
    else:
        values = state.floats[a]
    _copy(values[begin : begin + n], to, n)


@event
def _load_titles(state, table, programme, test, to, begin, n) -> None:
    """Whether a firm or body holds a title (1), held it at the end of last year (2 is new), got it this year.

    In a cell the shares of its firms that do.
    """
    if table == Table.CELL:
        held = state.cell_titles[0, programme][begin : begin + n]
        new = state.cell_titles[1, programme][begin : begin + n]
        for i in range(n):
            if test == Test.HAS:
                to[i] = held[i]
            else:
                to[i] = new[i] if test == Test.GOT_YEAR else held[i] - new[i]
        return
    titles = state.organisation_titles[programme] if table == Table.ORGANISATION else state.titles[programme]
    titles = titles[begin : begin + n]
    if test == Test.HAS:
        for i in range(n):
            to[i] = 1.0 if titles[i] > 0 else 0.0
        return
    wanted = 1 if test == Test.HAD else 2
    for i in range(n):
        to[i] = 1.0 if titles[i] == wanted else 0.0


@event
def combine(op, a, b, to, n) -> None:
    """Fill a register from two others; division by zero is 0, truth is 1 or 0."""
    if op == Op.ADD:
        for i in range(n):
            to[i] = a[i] + b[i]
    elif op == Op.SUB:
        for i in range(n):
            to[i] = a[i] - b[i]
    elif op == Op.MUL:
        for i in range(n):
            to[i] = a[i] * b[i]
    elif op == Op.DIV:
        for i in range(n):
            to[i] = a[i] / b[i] if b[i] != 0.0 else 0.0
    elif op == Op.NEG:
        for i in range(n):
            to[i] = -a[i]
    elif op == Op.NOT:
        for i in range(n):
            to[i] = 1.0 if a[i] == 0.0 else 0.0
    elif op == Op.AND:
        for i in range(n):
            to[i] = 1.0 if (a[i] != 0.0) & (b[i] != 0.0) else 0.0
    elif op == Op.OR:
        for i in range(n):
            to[i] = 1.0 if (a[i] != 0.0) | (b[i] != 0.0) else 0.0
    else:
        _compare(op, a, b, to, n)


@event
def _compare(op, a, b, to, n) -> None:
    if op == Op.LT:
        for i in range(n):
            to[i] = 1.0 if a[i] < b[i] else 0.0
    elif op == Op.LE:
        for i in range(n):
            to[i] = 1.0 if a[i] <= b[i] else 0.0
    elif op == Op.GT:
        for i in range(n):
            to[i] = 1.0 if a[i] > b[i] else 0.0
    elif op == Op.GE:
        for i in range(n):
            to[i] = 1.0 if a[i] >= b[i] else 0.0
    elif op == Op.EQ:
        for i in range(n):
            to[i] = 1.0 if a[i] == b[i] else 0.0
    else:
        for i in range(n):
            to[i] = 1.0 if a[i] != b[i] else 0.0
