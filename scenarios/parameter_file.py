"""Reading of parameter files: the common table and the narrowing of it by a pack."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from clustercast.scenarios.faults import Faults, choice_remedy
from clustercast.scenarios.parameters import NARROWING_FIELDS, PARAMETER_FIELDS, Parameter, read_parameter
from clustercast.scenarios.reading import FAULTY, Entry, Table, read_entries

COMMON = Table("parameter", "id", PARAMETER_FIELDS, Parameter)
NARROWING = Table("parameter", "id", NARROWING_FIELDS, Parameter)


def read_common(document: Mapping[str, Any], file: str, faults: Faults) -> dict[str, Parameter | None]:
    """The parameters of one file of the common table by id; None for a faulty one, whose faults are noted."""
    entries = read_entries(document, COMMON, file, faults)
    return {entry.id: read_parameter(entry.values, entry.place) for entry in entries}


def read_narrowing(
    document: Mapping[str, Any], common: Mapping[str, Parameter | None], file: str, faults: Faults
) -> dict[str, Parameter | None]:
    """The parameters that a pack narrows, by id, with the labels and the unit of the common table; None: faulty."""
    entries = read_entries(document, NARROWING, file, faults)
    return {entry.id: _narrowed(entry, common) for entry in entries}


def _narrowed(entry: Entry, common: Mapping[str, Parameter | None]) -> Parameter | None:
    if entry.values["id"] is FAULTY:
        return None
    if entry.id not in common:
        remedy = f"{choice_remedy(entry.id, list(common), 'parameter id')}; a pack narrows parameters, it adds none"
        entry.complain("id", f'no parameter "{entry.id}"', remedy)
    base = common.get(entry.id)
    if base is None:
        return None
    if entry.get("unit") not in (None, base.unit):
        entry.complain("unit", f'the unit "{entry.get("unit")}" is not that of the parameter', f'"{base.unit}"')
        return None
    of_base = {"unit": base.unit, "range": base.range, "whole": base.whole}
    read = read_parameter(entry.values | of_base, entry.place)
    if read is None:
        return None
    said = {key: getattr(base, key) for key in ("symbol", "label_zh", "label_en", "informs") if not getattr(read, key)}
    return replace(read, **said)
