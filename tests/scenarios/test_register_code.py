"""Register code: every part computed once, written before it is read, in numbers that the compiled machine knows."""

import copy

from clustercast.scenarios.expressions import parse_indicator
from clustercast.scenarios.language import PLACES, TABLES
from clustercast.scenarios.register_code import OPS, code_array
from tests.small_machine import WORDS, assembler, run_numbers


def test_equal_parts_are_computed_once():
    code = assembler()
    texts = [
        "sum(revenue, where=robots > 1)",
        "count(robots > 1)",
        "sum(revenue, where=robots > 1) / count(robots > 1)",
    ]
    outputs = [code.number(parse_indicator(text, WORDS)) for text in texts]
    # robots, 1, robots > 1, revenue; count(c) is a condition alone
    assert len(code.rows["firm"]) == code.registers("firm") == 4
    assert len(code.aggregates) == 2
    assert len(code.numbers) == 3
    assert len(set(outputs)) == 3
    before = copy.deepcopy((code.rows, code.aggregates, code.numbers, code.constants))
    assert [code.number(parse_indicator(text, WORDS)) for text in texts] == outputs
    assert (code.rows, code.aggregates, code.numbers, code.constants) == before
    assert [run_numbers(code, output) for output in outputs] == [50.0, 2.0, 25.0]


def test_tables_share_no_registers():
    code = assembler()
    outputs = [
        code.number(parse_indicator(text, WORDS)) for text in ("sum(robots)", "sum_cells(robots)", "sum(robots * 1)")
    ]
    assert [code.registers(table) for table in TABLES] == [3, 2, 0, 0, 0, 0, 0, 0]
    assert [run_numbers(code, output) for output in outputs] == [7.0, 15.0, 7.0]


def test_every_register_is_written_once_and_before_it_is_read():
    code = assembler()
    for text, value in (
        ("sum(revenue * energy, where=dense or not robots)", 260.0),
        ("count(has('smart') or dense)", 2.0),
    ):
        assert run_numbers(code, code.number(parse_indicator(text, WORDS))) == value
    leaves = {number for number in OPS.values() if number < OPS["add"]}
    for table in TABLES:
        written = []
        for op, to, a, b in code.rows[table]:
            assert to == len(written)
            if op not in leaves:
                assert a in written
                assert b in written
            written.append(to)


def test_constants_are_kept_once():
    code = assembler()
    code.number(parse_indicator("1 + 1.0 + sum(robots * 1) + count(robots > 1)", WORDS))
    assert code.constants == [1.0]


def test_code_is_an_array_of_whole_numbers():
    code = assembler()
    code.number(parse_indicator("sum(revenue)", WORDS))
    assert code_array(code.rows["firm"]).dtype == "int64"
    assert code_array(code.rows["firm"]).shape == (2, 4)
    assert code_array([]).shape == (0, 4)


def test_places_stand_last_among_the_tables():
    assert TABLES[-len(PLACES) :] == PLACES


def test_a_total_is_made_once_for_its_places():
    code = assembler()
    texts = ("sum_cities(total(revenue))", "least_cities(total(revenue), where=total(1) > 1)", "sum(revenue)")
    outputs = [code.number(parse_indicator(text, WORDS)) for text in texts]
    assert len(code.totals) == 2
    assert code.registers("firm") == 2  # revenue, 1: the sum over firms reads the register of the total
    assert [run_numbers(code, output) for output in outputs] == [100.0, 50.0, 100.0]
    code.number(parse_indicator("sum_chains(total(revenue))", WORDS))
    assert len(code.totals) == 3
