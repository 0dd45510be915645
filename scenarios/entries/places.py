"""Where and what there is: industries, cities, clusters, lead firms, organisations, the world outside."""

from clustercast.scenarios import fields as read
from clustercast.scenarios.declared import entry, key
from clustercast.scenarios.levers import STANDINGS
from clustercast.scenarios.numbers import Stratum
from clustercast.scenarios.parameters import Parameter, quantity

INDUSTRY_KINDS = ("advantage", "emerging", "other", "auxiliary")
CLUSTER_ROLES = ("core", "base", "support", "belt", "elsewhere")


@entry
class Industry:
    """An industry of the plan, or an auxiliary one that its targets count.

    `stratum` says how many jobs robots can do, `weight` is its share of the plan's firms, `buys_local` whether the
    local content of upgrade orders lands in it.

    How it differs from the others, each quantity drawn once a member: `national_share`, the region's share of its
    national market, and `value_added_share`, value added per revenue (the parameters without them); `growth_gap`, real
    growth of its demand above the common trend (percent a year); `energy_factor`, energy per value added relative to
    the common base; `size_factor`, mean revenue of its firms relative to that of the others.
    """

    code: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    note: str = key(read.text(empty=True), default="")
    stratum: str = key(read.word(Stratum.words(), "stratum"))
    kind: str = key(read.word(INDUSTRY_KINDS, "kind"))
    weight: float = key(read.number(0, 1e6))
    buys_local: bool = key(read.flag(), default=False)
    national_share: Parameter | None = key(
        quantity(("share",)),
        default=None,
        called=("{}占全国同行业收入比重", "the region's share of the national market of {}"),
    )
    growth_gap: Parameter | None = key(
        quantity(("percent_per_year",)),
        default=None,
        called=("{}需求增速高于总体的幅度", "growth of demand for {} above the common trend"),
    )
    value_added_share: Parameter | None = key(
        quantity(("share",)), default=None, called=("{}增加值率", "value added over revenue in {}")
    )
    energy_factor: Parameter | None = key(
        quantity(("ratio",)), default=None, called=("{}相对能耗强度", "energy per value added in {}, relative")
    )
    size_factor: Parameter | None = key(
        quantity(("ratio",)), default=None, called=("{}企业相对规模", "mean revenue of a firm in {}, relative")
    )

    @property
    def auxiliary(self) -> bool:
        """Whether the industry lies outside the plan and is held only because targets count it."""
        return self.kind == "auxiliary"


@entry
class City:
    """A city or county; `parent` is the government above it (the code of a city, or "province")."""

    code: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    parent: str = key(read.text(), default="province")


@entry
class Cluster:
    """An industry cluster: where an industry's firms stand. One with `part_of` holds no firms of its own (weight 0).

    `lead_firms` are the words of the plan; `lead_firms_en` says them in English, where the labels of the `LeadFirm` of
    the same name do not.
    """

    id: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    quote: str = key(read.text(empty=True), default="")
    section: str = key(read.text(empty=True), default="")
    industry_zh: str = key(read.text(empty=True), default="")
    industry_en: str = key(read.text(empty=True), default="")
    lead_firms_quote: str = key(read.text(empty=True), default="")
    cities_note: str = key(read.text(empty=True), default="")
    chain: str = key(read.text(empty=True), default="")
    note: str = key(read.text(empty=True), default="")
    places: tuple[str, ...] = key(read.texts(), default=())
    lead_firms: tuple[str, ...] = key(read.texts(), default=())
    lead_firms_en: tuple[str, ...] = key(read.texts(), default=())
    products: tuple[str, ...] = key(read.texts(), default=())
    role: str = key(read.word(CLUSTER_ROLES, "role"))
    industry: str | None = key(read.identifier(), default=None, refers_to="industry")
    cities: tuple[str, ...] = key(read.many(read.identifier()), default=(), refers_to="city")
    flagship: bool = key(read.flag(), default=False)
    weight: float = key(read.number(0, 1e6))
    part_of: str | None = key(read.identifier(), default=None, refers_to="cluster")


@entry
class LeadFirm:
    """A named firm at the head of a cluster: its group, its annual revenue (CNY 100m; `revenue.year`) and the share
    of it earned by the region's entities.
    """

    code: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    note: str = key(read.text(empty=True), default="")
    cluster: str = key(read.identifier(), refers_to="cluster")
    city: str = key(read.identifier(), refers_to="city")
    group: str = key(read.identifier())
    revenue: Parameter | None = key(quantity(("CNY_100m",), 0, 1e5), default=None)
    local_share: Parameter | None = key(quantity(("share",), 0, 1), default=None)


@entry
class Organisation:
    """Bodies that are not firms and that a target counts: centres, parks, zones, mines; `number` of a kind alike.

    `weight` is the share of the revenue of its city's firms (the region's, without a city) that is earned in it; `size`
    any other fact of it that a target adds up (capacity of a mine), in its own unit.
    """

    id: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    field: str = key(read.text(empty=True), default="")
    source: str = key(read.text(empty=True), default="")
    locator: str = key(read.text(empty=True), default="")
    reason: str = key(read.text(empty=True), default="")
    reason_zh: str = key(read.text(empty=True), default="")
    note: str = key(read.text(empty=True), default="")
    kind: str = key(read.identifier())
    number: int = key(read.whole(1, 10_000), default=1)
    industry: str | None = key(read.identifier(), default=None, refers_to="industry")
    city: str | None = key(read.identifier(), default=None, refers_to="city")
    quality: Parameter | None = key(quantity(None, -1e6, 1e6), default=None)
    weight: Parameter | None = key(quantity(("share",), 0, 1), default=None)
    size: Parameter | None = key(quantity(None, 0, 1e12), default=None)
    standing: str = key(read.word(STANDINGS, "standing"), default="assumed")


@entry
class OutsidePath:
    """A number that the firms of the plan do not move and that a target is held against: the region's GDP.

    A year's value is `base` (in the base year) times (1 + `growth`) to the power of the years since.
    """

    id: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    note: str = key(read.text(empty=True), default="")
    unit: str = key(read.unit())
    base: Parameter = key(quantity(None, -1e12, 1e12))
    growth: Parameter = key(quantity(("percent_per_year",), -99, 1000))
