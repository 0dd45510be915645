"""The closed list of units. A number in a pack without one of these units is refused.

`dimension` groups units that measure the same thing; inside a dimension `factor` converts a number to the dimension's
first unit (money: CNY 10k; share: 1; energy intensity: tce per CNY 10k). Units of counts have no factor.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its code in the files, its labels, what it measures and its factor within that dimension (or None)."""

    code: str
    label_zh: str
    label_en: str
    dimension: str = "count"
    factor: float | None = None


_MEASURES = (
    Unit("CNY_10k", "万元", "CNY 10,000", "money", 1.0),
    Unit("CNY", "元", "CNY", "money", 1e-4),
    Unit("CNY_1k", "千元", "CNY 1,000", "money", 0.1),
    Unit("CNY_1m", "百万元", "CNY million", "money", 100.0),
    Unit("CNY_100m", "亿元", "CNY 100 million", "money", 10_000.0),
    Unit("CNY_1bn", "十亿元", "CNY billion", "money", 100_000.0),
    Unit("CNY_10k_per_year", "万元/年", "CNY 10,000 a year", "money flow", 1.0),
    Unit("CNY_per_year", "元/年", "CNY a year", "money flow", 1e-4),
    Unit("CNY_100m_per_year", "亿元/年", "CNY 100 million a year", "money flow", 10_000.0),
    Unit("CNY_10k_per_person_year", "万元/人年", "CNY 10,000 a person and year", "money a person", 1.0),
    Unit("CNY_per_person_year", "元/人年", "CNY a person and year", "money a person", 1e-4),
    Unit("CNY_10k_per_unit", "万元/台", "CNY 10,000 a unit", "price"),
    Unit("CNY_10k_per_firm", "万元/家", "CNY 10,000 a firm", "price"),
    Unit("USD", "美元", "US dollars", "foreign money", 1.0),
    Unit("USD_1m", "百万美元", "USD million", "foreign money", 1e6),
    Unit("JPY", "日元", "yen", "yen", 1.0),
    Unit("JPY_1k", "千日元", "JPY 1,000", "yen", 1e3),
    Unit("JPY_1m", "百万日元", "JPY million", "yen", 1e6),
    Unit("JPY_1m_per_unit", "百万日元/台", "JPY million a unit", "yen a unit", 1e6),
    Unit("JPY_10k_per_unit", "万日元/台", "JPY 10,000 a unit", "yen a unit", 1e4),
    Unit("share", "比例", "share", "share", 1.0),
    Unit("percent", "%", "percent", "share", 0.01),
    Unit("points", "百分点", "percentage points", "share", 0.01),
    Unit("share_per_year", "每年比例", "share a year", "share a year", 1.0),
    Unit("percent_per_year", "%/年", "percent a year", "share a year", 0.01),
    Unit("per_year", "每年", "a year", "rate", 1.0),
    Unit("per_quarter", "每季", "a quarter", "rate", 4.0),
    Unit("log_points", "对数点", "log points", "log"),
    Unit("log_points_per_year", "对数点/年", "log points a year", "log a year"),
    Unit("tce_per_CNY_10k", "吨标准煤/万元", "tce per CNY 10,000", "energy intensity", 1.0),
    Unit("tce", "吨标准煤", "tonnes of coal equivalent", "energy", 1.0),
    Unit("10k_tce", "万吨标准煤", "10,000 tce", "energy", 1e4),
    Unit("CNY_10k_per_tce", "万元/吨标准煤", "CNY 10,000 per tce", "energy price"),
    Unit("years", "年", "years", "time", 1.0),
    Unit("quarters", "季", "quarters", "time", 0.25),
    Unit("year", "年份", "calendar year", "date"),
    Unit("number", "数", "pure number", "number", 1.0),
    Unit("ratio", "比率", "ratio", "number", 1.0),
    Unit("multiple", "倍", "multiple", "number", 1.0),
    Unit("multiple_of_base", "基期倍数", "multiple of the base", "number", 1.0),
    Unit("exponent", "指数(幂)", "exponent", "number", 1.0),
    Unit("elasticity", "弹性", "elasticity", "number", 1.0),
    Unit("weight", "权重", "weight", "number", 1.0),
    Unit("index", "指数", "index", "index"),
    Unit("rank", "位次", "rank", "rank"),
    Unit("persons_per_unit", "人/台", "persons a unit", "ratio"),
    Unit("persons_per_firm", "人/家", "persons a firm", "ratio"),
    Unit("firms_per_firm", "家/家", "firms per firm", "ratio"),
    Unit("products_per_firm_year", "项/家年", "products a firm and year", "ratio"),
    Unit("units_per_10k_persons", "台/万人", "units per 10,000 persons", "ratio"),
    Unit("MW", "兆瓦", "MW", "power"),
    Unit("m2", "平方米", "square metres", "area", 1.0),
    Unit("m2_by_2020", "平方米(到2020年)", "square metres by 2020", "area", 1.0),
    Unit("10k_t", "万吨", "10,000 tonnes", "mass"),
)

_COUNTS = {
    "firms": ("家", "firms"),
    "factories": ("个", "factories"),
    "workshops": ("个", "workshops"),
    "centres": ("个", "centres"),
    "products": ("项", "products"),
    "projects": ("个", "projects"),
    "fields": ("个", "fields"),
    "parks": ("个", "parks"),
    "units": ("台（个）", "units"),
    "persons": ("人", "persons"),
    "person_times": ("人次", "person-times"),
    "clusters": ("个", "clusters"),
    "groups": ("家", "groups"),
    "zones": ("个", "zones"),
    "platforms": ("个", "platforms"),
    "chains": ("条", "chains"),
    "towns": ("个", "towns"),
    "counties": ("个", "counties"),
    "cities": ("个", "cities"),
    "industries": ("个", "industries"),
    "institutes": ("家", "institutes"),
    "standards": ("项", "standards"),
    "brands": ("个", "brands"),
    "mines": ("座", "mines"),
    "base_stations": ("个", "base stations"),
    "task_forces": ("个", "task forces"),
    "technologies_and_products": ("项", "technologies and products"),
    "counties_per_industry": ("个/行业", "counties an industry"),
    "per_chain": ("每链", "a chain"),
    "firms_by_2020": ("家(到2020年)", "firms by 2020"),
    "products_by_2020": ("项(到2020年)", "products by 2020"),
    "firms_per_year": ("家/年", "firms a year"),
    "factories_per_year": ("个/年", "factories a year"),
    "workshops_per_year": ("个/年", "workshops a year"),
    "centres_per_year": ("个/年", "centres a year"),
    "products_per_year": ("项/年", "products a year"),
    "projects_per_year": ("个/年", "projects a year"),
    "parks_per_year": ("个/年", "parks a year"),
    "fields_per_year": ("个/年", "fields a year"),
    "platforms_per_year": ("个/年", "platforms a year"),
    "units_per_year": ("台/年", "units a year"),
    "counties_per_year": ("个/年", "counties a year"),
    "person_times_per_year": ("人次/年", "person-times a year"),
}

UNITS: dict[str, Unit] = {unit.code: unit for unit in _MEASURES} | {
    code: Unit(code, *labels) for code, labels in _COUNTS.items()
}


def convert(number: float, unit: str, to: str) -> float:
    """The number in another unit of the same dimension. Raises ValueError when the two cannot be compared."""
    one, other = UNITS[unit], UNITS[to]
    if unit == to:
        return number
    if one.factor is None or other.factor is None or one.dimension != other.dimension:
        raise ValueError(f'"{unit}" cannot be converted to "{to}"')
    return number * one.factor / other.factor
