"""The invented province with what only other plans use: places, outside paths, many like bodies, investment."""

from pathlib import Path

from clustercast.scenarios import Plan, load_plan

WHY = 'standing = "assumed", reason = "invented"'
OUTSIDE = f"""
[[path]]
id = "gdp"
label_zh = "生产总值"
label_en = "gross domestic product"
unit = "CNY_100m"
base = {{prior = "uniform", low = 900, high = 1100, unit = "CNY_100m", {WHY}}}
growth = {{value = 7, unit = "percent_per_year", {WHY}}}

[[path]]
id = "investment_outside"
label_zh = "投资"
label_en = "investment"
unit = "CNY_100m"
base = {{value = 400, unit = "CNY_100m", {WHY}}}
growth = {{value = -2, unit = "percent_per_year", {WHY}}}
"""
BODIES = f"""
[[organisation]]
id = "zone"
kind = "zone"
number = 4
label_zh = "开发区"
label_en = "development zone"
city = "donghe"
quality = {{prior = "uniform", low = 0.2, high = 0.7, unit = "number", {WHY}}}
weight = {{prior = "uniform", low = 0.1, high = 0.3, unit = "share", {WHY}}}
size = {{prior = "uniform", low = 5, high = 15, unit = "10k_t", {WHY}}}
reason = "invented"

[[organisation]]
id = "belt"
kind = "belt"
label_zh = "产业带"
label_en = "belt"
weight = {{value = 0.25, unit = "share", {WHY}}}
reason = "invented"
"""
PROGRAMMES = f"""
[[programme]]
id = "zone-title"
label_zh = "示范开发区"
label_en = "demonstration zones"
subject = "organisation"
act = "recognition"
eligible = 'kind == "zone" and not has("zone-title") and revenue_year / gdp > 0'
score = "size"
capacity = {{value = 1, unit = "centres_per_year", {WHY}}}

[[programme]]
id = "first-rung"
label_zh = "第一级"
label_en = "first rung"
subject = "firm"
act = "recognition"
eligible = "active == 1 and renewed == 1 and outlay(\\"robot-grant\\") >= 0"
score = "capital_largest_year"
cells = 'scope == "other"'
capacity = {{value = 9, unit = "firms_per_year", {WHY}}}

[[programme]]
id = "second-rung"
label_zh = "第二级"
label_en = "second rung"
subject = "firm"
act = "recognition"
eligible = 'had("first-rung")'
score = "revenue_year"
capacity = {{value = 5, unit = "firms_per_year", {WHY}}}

[[programme]]
id = "closure"
label_zh = "淘汰"
label_en = "closures"
subject = "firm"
act = "phase_out"
eligible = "active == 1"
score = "energy / value_added"
from_year = 2018
capacity = {{value = 4, unit = "firms_per_year", {WHY}}}
"""
CITIES, CLUSTERS = ("beigang", "nanling", "donghe"), ("machine-tools-core", "farm-machinery-support", "machinery-belt")
INDUSTRIES = ("machine_tools", "farm_machinery", "cars")
INDICATORS = {
    "gdp_path": "gdp",
    "share_of_gdp": "sum(revenue_year) / 10000 / gdp + investment_outside",
    "firms": "count(1)",
    "ladder": 'count(had("first-rung") and has("second-rung")) + 100 * count(got_year("second-rung"))',
    "first_rung": 'count(has("first-rung"))',
    "second_rung": 'count(has("second-rung"))',
    "second_rung_pool": 'pool("second-rung")',
    "of_programmes": 'awarded("closure") + 10 * awarded("zone-title") + outlay("smart-demonstration")',
    "awarded_since": 'awarded_since("first-rung") + 100 * awarded_since("zone-title")',
    "zones": 'count_organisations(has("zone-title")) + 10 * count_organisations(got_year("zone-title"))',
    "zone_revenue": 'sum_organisations(revenue_year, where=kind == "zone")',
    "zone_weight": 'sum_organisations(weight, where=kind == "zone")',
    "zone_size": 'sum_organisations(size * (1 - had("zone-title")))',
    "belt_revenue": 'sum_organisations(revenue_year, where=kind == "belt")',
    "entered": "entered_year + 1000 * entered_since",
    "left_phased": "left_phased_year + 1000 * left_phased_since",
    "renewed": "count(renewed)",
    "largest": "sum(capital_largest_year)",
    "large_projects": "count(capital_largest_year >= 500)",
    "cells_with_title": 'sum_cells(firms * has("first-rung"), where=scope == "other" and industry == "cars")',
    "cells_new": 'sum_cells(firms * got_year("first-rung")) + sum_cells(firms * had("first-rung"))',
    "cities_above": "count_cities(total(revenue_year) >= 500000)",
    "least_of_cities": "least_cities(total(robots), where=total(1) > 0)",
    "least_of_all_cities": 'least_cities(total(green >= 1) / total(1), where=city != "beigang")',
    "least_of_clusters": "least_clusters(total(smart_reached_since) * wage)",
    "chains_above": 'count_chains(total(revenue_year) > 0 and chain == "machinery")',
    "chain_revenue": "sum_chains(total(revenue_year))",
    "chain_firms": "sum(revenue_year, where=chain >= 0)",
    "all_cities": "sum_cities(total(revenue_year))",
}
for _table, _plural, _names in (
    ("city", "cities", CITIES), ("cluster", "clusters", CLUSTERS), ("industry", "industries", INDUSTRIES),
):  # fmt: skip
    for _name in _names:
        INDICATORS[f"place_{_table}_{_name}"] = f'sum_{_plural}(total(revenue_year), where={_table} == "{_name}")'
        INDICATORS[f"where_{_table}_{_name}"] = f'sum(revenue_year, where={_table} == "{_name}")'


def add(path: Path, text: str) -> None:
    """Write text at the end of a file."""
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")


def indicator(name: str, expression: str) -> str:
    """An indicator as text."""
    text = expression.replace('"', '\\"')
    labels = 'label_zh = "指标"\nlabel_en = "indicator"\nunit = "number"\nkind = "stock"'
    return f'\n[[indicator]]\nid = "{name}"\n{labels}\nexpression = "{text}"\n'


def places_pack(folder: Path) -> Path:
    """Change a copy of the invented province, and give its folder."""
    add(folder / "outside.toml", OUTSIDE)
    add(folder / "organisations.toml", BODIES)
    add(folder / "programmes.toml", PROGRAMMES)
    add(folder / "indicators.toml", "".join(indicator(name, text) for name, text in INDICATORS.items()))
    path = folder / "instruments.toml"
    text = path.read_text(encoding="utf-8")
    assert 'lever = "demand"\n' in text
    path.write_text(text.replace('lever = "demand"\n', 'lever = "investment"\n'), encoding="utf-8")
    return folder


def places_plan(folder: Path) -> Plan:
    """That pack as a plan."""
    return load_plan(places_pack(folder))
