"""A key is declared once: what reads it, what is checked and what is drawn follow from the declaration."""

import pytest

from clustercast.scenarios import Programme
from clustercast.scenarios.declared import entry, fields_of, key, quantities_of, quantity_keys
from clustercast.scenarios.faults import Faults, Place
from clustercast.scenarios.fields import number, table_of, text
from clustercast.scenarios.numbers import BESTOWED, Act
from clustercast.scenarios.pack_checks import check_act
from clustercast.scenarios.pack_tables import TABLES
from clustercast.scenarios.parameters import Parameter, quantity
from clustercast.scenarios.plan import Accounts
from clustercast.scenarios.reading import Entry, read_fields


@entry
class Loan:
    """An invented entry."""

    name: str = key(text())
    years: float = key(number(0), default=3.0, written="for")
    rate: Parameter | None = key(quantity(("share",)), default=None, called=("{}利率", "rate of {}"))


def read(raw):
    faults = Faults()
    return read_fields(raw, fields_of(Loan), Place(faults, "loans.toml", "one")), [str(fault) for fault in faults]


def test_a_declared_key_is_read_under_its_written_name():
    values, faults = read({"name": "a", "for": 2.0})
    assert not faults
    assert Loan(**values) == Loan(name="a", years=2.0)
    assert Loan(name="a").years == 3.0


def test_a_key_without_a_default_is_required():
    _, faults = read({"for": -1.0})
    assert faults == [
        'loans.toml [one] name: this key is missing; write it: name = "..."',
        "loans.toml [one] for: -1 is negative; write a number of 0 or more",
    ]


def test_an_entry_may_stand_in_another_one():
    faults = Faults()
    found = table_of(Loan)({"name": "a", "for": 1.0}, Place(faults, "loans.toml"))
    assert found == Loan(name="a", years=1.0)


def test_quantities_are_what_members_draw():
    assert quantity_keys(Loan) == ("rate",)
    assert quantities_of(Loan)[0].called == ("{}利率", "rate of {}")
    assert quantity_keys(Accounts) == ("base_revenue", "base_growth", "nation_growth")
    assert all(all(one.called) for one in quantities_of(Programme))


@pytest.mark.parametrize("act", Act)
def test_an_act_refuses_every_key_that_does_not_know_it(act):
    """All at once, besides the keys that it needs."""
    fields = TABLES["programme"].fields
    found = Faults()
    place = Place(found, "programmes.toml", "one")
    check_act(Entry("programme", "one", dict.fromkeys([field.name for field in fields], 1), frozenset(), place), act)
    refused = {field.key for field in fields if field.acts and act not in field.acts}
    assert {fault.key for fault in found} == refused
    check_act(Entry("programme", "one", dict.fromkeys(field.name for field in fields), frozenset(), place), act)
    assert {fault.key for fault in found} == refused | {field.key for field in fields if act in field.needed_by}


def test_what_an_act_needs_it_knows():
    for field in fields_of(Programme):
        assert not field.acts or set(field.needed_by) <= set(field.acts)


def test_acts_are_words_and_numbers():
    assert Act.words()[:6] == ("recognition", "grant", "title", "status", "mandate", "phase_out")
    assert [Act.of(word) for word in Act.words()] == list(range(len(Act)))
    assert set(BESTOWED) < set(Act)
