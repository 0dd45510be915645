"""What a plan names: its targets, instruments, clusters, industries, places, firms, programmes. Data, never changed.

Every text is the plan's own or a label in Chinese (`_zh`) and English (`_en`). Expressions stay text on this floor.
"""

from dataclasses import dataclass

from clustercast.scenarios.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Scope:
    """What a number of a plan speaks of: region, sector and population."""

    region: str | None = None
    sector: str | None = None
    population: str | None = None


@dataclass(frozen=True, slots=True)
class BaseValue:
    """The value a target starts from, as the plan states it."""

    value: float
    unit: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """A number that the plan states about the time before it, with the words in which it does."""

    id: str
    quote: str
    section: str
    label_zh: str
    label_en: str
    indicator: str
    value: float
    unit: str
    year: int | None
    scope: Scope
    note: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A break in a published statistic: from `year` it stands at between two factors of the earlier accounts."""

    series: str
    year: int
    factor_low: float
    factor_high: float
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry of the plan, or an auxiliary one that its targets count.

    `stratum` says how many jobs robots can do, `weight` is its share of the plan's firms, `buys_local` whether the
    local content of upgrade orders lands in it.

    How it differs from the others, each quantity drawn once a member: `national_share`, the region's share of its
    national market, and `value_added_share`, value added per revenue (the parameters without them); `growth_gap`, real
    growth of its demand above the common trend (percent a year); `energy_factor`, energy per value added relative to
    the common base; `size_factor`, mean revenue of its firms relative to that of the others.
    """

    code: str
    label_zh: str
    label_en: str
    stratum: str
    kind: str
    weight: float
    buys_local: bool = False
    national_share: Parameter | None = None
    growth_gap: Parameter | None = None
    value_added_share: Parameter | None = None
    energy_factor: Parameter | None = None
    size_factor: Parameter | None = None
    note: str = ""

    @property
    def auxiliary(self) -> bool:
        """Whether the industry lies outside the plan and is held only because targets count it."""
        return self.kind == "auxiliary"


@dataclass(frozen=True, slots=True)
class City:
    """A city or county; `parent` is the government above it (the code of a city, or "province")."""

    code: str
    label_zh: str
    label_en: str
    parent: str = "province"


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the plan, in its words, and what the model needs in order to judge it.

    `value` is a number, a range (low, high) or None (qualitative); `from_year` and `by` bound the years it speaks of.
    `status` is projected, conditional or outside; `measure` and `pool` are ids of indicators; `same_as` restates
    another target; targets of one `group` are counted once; `goal` is the group of levers whose effort serves it.
    """

    id: str
    quote: str
    section: str
    label_zh: str
    label_en: str
    indicator: str
    kind: str
    strength: str
    status: str
    family: str = ""
    scope: Scope = Scope()
    comparator: str | None = None
    value: float | tuple[float, float] | None = None
    unit: str | None = None
    base: BaseValue | None = None
    from_year: int | None = None
    by: int | None = None
    responsible: tuple[str, ...] = ()
    modelled_by: str = ""
    mechanism: str = "none"
    why: str = ""
    why_zh: str = ""
    measure: str | None = None
    pool: str | None = None
    base_form: str | None = None
    same_as: str | None = None
    group: str | None = None
    goal: str | None = None
    note: str = ""
    note_zh: str = ""
    note_en: str = ""

    @property
    def low(self) -> float | None:
        """The value, or the lower end of the range."""
        return self.value[0] if isinstance(self.value, tuple) else self.value

    @property
    def high(self) -> float | None:
        """The value, or the upper end of the range."""
        return self.value[1] if isinstance(self.value, tuple) else self.value


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that the plan makes responsible: `name` is its word for it, the labels are what reports call it."""

    name: str
    label_zh: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A measure that the plan announces, and the lever on which it acts ("none" when the model has none for it)."""

    id: str
    quote: str
    label_zh: str
    label_en: str
    type: str
    lever: str
    section: str = ""
    level: str = ""
    amount: float | None = None
    unit: str | None = None
    trigger: str | None = None
    beneficiary: str = ""
    acts_on: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    responsible: tuple[str, ...] = ()
    intensity: str | None = None
    industry: str | None = None
    why: str = ""
    why_zh: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """An industry cluster: where an industry's firms stand. One with `part_of` holds no firms of its own (weight 0).

    `lead_firms` are the words of the plan; `lead_firms_en` says them in English, where the labels of the `LeadFirm` of
    the same name do not.
    """

    id: str
    label_zh: str
    label_en: str
    role: str
    weight: float
    quote: str = ""
    section: str = ""
    industry_zh: str = ""
    industry_en: str = ""
    places: tuple[str, ...] = ()
    lead_firms: tuple[str, ...] = ()
    lead_firms_en: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    lead_firms_quote: str = ""
    industry: str | None = None
    cities: tuple[str, ...] = ()
    cities_note: str = ""
    chain: str = ""
    flagship: bool = False
    part_of: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeadFirm:
    """A named firm at the head of a cluster: its group, its annual revenue (CNY 100m; `revenue.year`) and the share
    of it earned by the region's entities.
    """

    code: str
    label_zh: str
    label_en: str
    cluster: str
    city: str
    group: str
    revenue: Parameter | None = None
    local_share: Parameter | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number computed from the firms at the end of each quarter, by an expression."""

    id: str
    label_zh: str
    label_en: str
    unit: str
    kind: str
    expression: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of a government: who is eligible, by which score they are ranked, what is given and how much.

    `capacity` awards a year, `budget` CNY 10k a year, `reward` CNY 10k an award, `support_share` of the equipment cost;
    an expression (`eligible`, `score`, `base_weight`, `cells`) is text.

    `base_share` of those who qualify hold it at the base, each with a chance in proportion to `base_weight`. `cells` is
    the share of the firms of a cell that qualifies. A title is given by an authority above (`level`): `above_quota` a
    year in all its territory, `share_of_candidates` of the field standing in the region. A status comes with a `rate` a
    year, which moves with the outside path `path`; a mandate is complied with at `rate` a year, and at
    `inspection_rate` more under full inspection.
    """

    id: str
    label_zh: str
    label_en: str
    subject: str
    act: str
    eligible: str
    score: str
    instruments: tuple[str, ...] = ()
    upgrade: str | None = None
    capacity: Parameter | None = None
    support_share: Parameter | None = None
    budget: Parameter | None = None
    reward: Parameter | None = None
    delay_quarters: int = 0
    from_year: int | None = None
    to_year: int | None = None
    level: str = "national"
    above_quota: Parameter | None = None
    share_of_candidates: Parameter | None = None
    gamma: Parameter | None = None
    rate: Parameter | None = None
    inspection_rate: Parameter | None = None
    path: str | None = None
    base_share: Parameter | None = None
    base_weight: str | None = None
    cells: str | None = None
    goal: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Bodies that are not firms and that a target counts: centres, parks, zones, mines; `number` of a kind alike.

    `weight` is the share of the revenue of its city's firms (the region's, without a city) that is earned in it; `size`
    any other fact of it that a target adds up (capacity of a mine), in its own unit.
    """

    id: str
    kind: str
    label_zh: str
    label_en: str
    field: str = ""
    industry: str | None = None
    city: str | None = None
    number: int = 1
    quality: Parameter | None = None
    weight: Parameter | None = None
    size: Parameter | None = None
    source: str = ""
    locator: str = ""
    standing: str = "assumed"
    reason: str = ""
    reason_zh: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Something firms take up: in `units` (robots) or in named `levels` (0 for none, then `levels` in order).

    `parameters` maps what the model needs of it (cost, gain, life) to ids of parameters. `outreach` and `support` are
    the levers that make it known and that pay for it, `goal` the goal that these levers serve. What stood at the end of
    the base year is `base_share` of the plan's firms, or the sum of `base_counts` times the product of `base_factors`
    (all ids of parameters). `hardware` says whether it is made by machine builders, whose sales it adds to.
    """

    code: str
    label_zh: str
    label_en: str
    form: str
    parameters: dict[str, str]
    outreach: str
    support: str
    goal: str
    base_share: str | None = None
    base_counts: tuple[str, ...] = ()
    base_factors: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    life_quarters: int | None = None
    hardware: bool = False
    note: str = ""

    def names(self) -> frozenset[str]:
        """Ids of every parameter that the upgrade names."""
        base = (self.base_share,) if self.base_share else (*self.base_counts, *self.base_factors)
        return frozenset((*self.parameters.values(), *base))


@dataclass(frozen=True, slots=True)
class OutsidePath:
    """A number that the firms of the plan do not move and that a target is held against: the region's GDP.

    A year's value is `base` (in the base year) times (1 + `growth`) to the power of the years since.
    """

    id: str
    label_zh: str
    label_en: str
    unit: str
    base: Parameter
    growth: Parameter
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series: its value, the data row it is from and the words of the source."""

    year: int
    value: float
    row: str = ""
    source: str = ""
    quote_excerpt: str = ""
    standing: str = "statistic"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A yearly series of published numbers, in the order of the years."""

    id: str
    label: str
    unit: str
    points: tuple[Point, ...]
    note: str = ""
    label_zh: str = ""
    label_en: str = ""

    def by_year(self) -> dict[int, float]:
        """The values by year, in `unit`."""
        return {point.year: point.value for point in self.points}
