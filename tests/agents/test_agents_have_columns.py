"""The attributes of an agent are its columns, in lower case: the data dictionary holds for both engines."""

import pytest

from clustercast.agents import views
from tests.engines import case_of, invented_plan, region


@pytest.fixture(scope="module")
def twin():
    made = region(case_of(invented_plan(), "as-written"))
    yield made
    made.close()


@pytest.mark.parametrize("table", views.TABLES)
def test_every_row_has_its_columns_and_nothing_else(twin, table):
    entity = views.TABLES[table]
    wanted = [column.name.lower() for _, columns in entity.blocks for column in columns]
    wanted += [*entity.vectors, *(["upgrades"] if entity.parts else []), "number"]
    if entity.record:
        wanted += getattr(twin.given, entity.record).dtype.names
    assert len(set(wanted)) == len(wanted), "two columns share a name"
    for row in getattr(twin, table)[:3]:
        of_mesa = {"unique_id", "model", "pos"}
        assert set(vars(row)) - of_mesa == set(wanted)


@pytest.mark.parametrize("table", [name for name, entity in views.TABLES.items() if entity.parts])
def test_every_part_has_its_columns_and_nothing_else(twin, table):
    parts = views.TABLES[table].parts
    assert parts is not None
    wanted = [column.name.lower() for _, columns in parts.blocks for column in columns]
    assert set(vars(getattr(twin, table)[0].upgrades[0])) == {*wanted, "number"}
    assert len(set(wanted)) == len(wanted)


def test_codes_are_whole_numbers(twin):
    for table in ("firms", "cells", "organisations", "groups"):
        for _, columns in views.TABLES[table].blocks:
            whole = [column.name.lower() for column in columns if column.unit in ("code", "id")]
            assert all(type(getattr(row, name)) is int for row in getattr(twin, table) for name in whole)
