"""The files of a plan pack and their tables. To add a key, declare it in its entry: `entries/`, `plan.py`."""

from clustercast.scenarios import entries
from clustercast.scenarios.declared import fields_of
from clustercast.scenarios.fields import text
from clustercast.scenarios.plan import PLAN_NOTES, Accounts, Plan
from clustercast.scenarios.reading import Field, Table

PLAN = (*fields_of(Plan), *(Field(key, text(empty=True), default="") for key in PLAN_NOTES))
ACCOUNTS = fields_of(Accounts)


def _table(name: str, made: type, held_as: str, id_key: str = "id") -> Table:
    return Table(name, id_key, fields_of(made), made, held_as)


PLAN_TABLES = (
    _table("break", entries.Break, "breaks", "series"),
    _table("baseline", entries.Baseline, "baselines"),
    _table("industry", entries.Industry, "industries", "code"),
    _table("city", entries.City, "cities", "code"),
)
"""Tables of `plan.toml` besides [plan] and [accounts]."""
PACK_FILES: dict[str, tuple[Table, ...]] = {
    "targets.toml": (_table("target", entries.Target, "targets"),),
    "instruments.toml": (_table("instrument", entries.Instrument, "instruments"),),
    "clusters.toml": (_table("cluster", entries.Cluster, "clusters"),),
    "indicators.toml": (_table("indicator", entries.Indicator, "indicators"),),
    "lead_firms.toml": (_table("lead_firm", entries.LeadFirm, "lead_firms", "code"),),
    "programmes.toml": (_table("programme", entries.Programme, "programmes"),),
    "organisations.toml": (_table("organisation", entries.Organisation, "organisations"),),
    "outside.toml": (_table("path", entries.OutsidePath, "outside"),),
    "agencies.toml": (_table("agency", entries.Agency, "agencies", "name"),),
}
REQUIRED_FILES = ("plan.toml", "targets.toml", "instruments.toml", "clusters.toml", "indicators.toml")
TABLES = {table.name: table for tables in (PLAN_TABLES, *PACK_FILES.values()) for table in tables}
"""Every table of a pack by its name in the files."""
NAMES_IN_PLAN = {name: table.held_as for name, table in TABLES.items()}
"""Name of a table in the files -> name of its entries in the plan."""
