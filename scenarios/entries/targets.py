"""What a plan wants and does: targets with their numbers, instruments, indicators, the agencies responsible."""

from clustercast.scenarios import fields as read
from clustercast.scenarios.declared import entry, key
from clustercast.scenarios.forms import BETTER, FORMS, FORMS_OF_KIND, INDICATOR_KINDS
from clustercast.scenarios.levers import GOALS, INTENSITIES, LEVERS, NO_LEVER

COMPARATORS = (">=", ">", "=", "~", "<=", "<")
STRENGTHS = ("binding", "aspirational")
MECHANISMS = ("behaviour", "quota", "none")
STATUSES = ("projected", "conditional", "outside")
BASE_FORMS = ("additive", "multiplicative")
INSTRUMENT_TYPES = (
    "promotion", "platform", "other", "demonstration", "selection_quota", "reward", "mandate", "recruitment",
    "evaluation", "information", "regulation_relief", "training", "land", "merger_support", "grant", "fund",
    "phase_out", "energy", "tax", "guarantee", "insurance", "procurement", "matching", "interest_subsidy",
)  # fmt: skip
INSTRUMENT_LEVELS = ("province", "city", "national", "county", "park")


@entry
class Scope:
    """What a number of a plan speaks of: region, sector and population."""

    region: str | None = key(read.text(empty=True), default=None)
    sector: str | None = key(read.text(empty=True), default=None)
    population: str | None = key(read.text(empty=True), default=None)


@entry
class BaseValue:
    """The value a target starts from, as the plan states it."""

    value: float = key(read.number())
    unit: str = key(read.unit())
    year: int | None = key(read.year(), default=None)


@entry
class Baseline:
    """A number that the plan states about the time before it, with the words in which it does."""

    id: str = key(read.identifier())
    quote: str = key(read.text())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    section: str = key(read.text(empty=True), default="")
    note: str = key(read.text(empty=True), default="")
    indicator: str = key(read.text())
    scope: Scope = key(read.table_of(Scope), default=Scope())
    value: float = key(read.number())
    unit: str = key(read.unit())
    year: int | None = key(read.year(), default=None)


@entry
class Break:
    """A break in a published statistic: from `year` it stands at between two factors of the earlier accounts."""

    series: str = key(read.identifier())
    year: int = key(read.year())
    factor_low: float = key(read.number(0, 1000))
    factor_high: float = key(read.number(0, 1000))
    source: str = key(read.text())
    note: str = key(read.text(empty=True), default="")


@entry
class Target:
    """A target of the plan, in its words, and what the model needs in order to judge it.

    `value` is a number, a range (low, high) or None (qualitative); `from_year` and `by` bound the years it speaks of.
    `form` says how it is judged where that is not the first of its kind; `comparable` is the rate of the year on a
    comparable basis, judged in place of the level's growth where the plan says so; an "about" that is `two_sided` is
    missed above too. `status` is projected, conditional or outside; `measure` and `pool` are ids of indicators;
    `same_as` restates another target; targets of one `group` are counted once; `goal` is the group of levers whose
    effort serves it.
    """

    id: str = key(read.identifier())
    quote: str = key(read.text())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    section: str = key(read.text(empty=True), default="")
    family: str = key(read.text(empty=True), default="")
    modelled_by: str = key(read.text(empty=True), default="")
    why: str = key(read.text(empty=True), default="")
    why_zh: str = key(read.text(empty=True), default="")
    note: str = key(read.text(empty=True), default="")
    note_zh: str = key(read.text(empty=True), default="")
    note_en: str = key(read.text(empty=True), default="")
    indicator: str = key(read.text())
    scope: Scope = key(read.table_of(Scope), default=Scope())
    comparator: str | None = key(read.word(COMPARATORS, "comparator"), default=None)
    value: float | tuple[float, float] | None = key(read.number_or_range(), default=None)
    unit: str | None = key(read.unit(), default=None)
    kind: str = key(read.word(FORMS_OF_KIND, "kind"))
    base: BaseValue | None = key(read.table_of(BaseValue), default=None)
    from_year: int | None = key(read.year(), default=None, written="from")
    by: int | None = key(read.year(), default=None)
    strength: str = key(read.word(STRENGTHS, "strength"))
    responsible: tuple[str, ...] = key(read.texts(), default=())
    mechanism: str = key(read.word(MECHANISMS, "mechanism"), default="none")
    status: str = key(read.word(STATUSES, "status"))
    measure: str | None = key(read.identifier(), default=None, refers_to="indicator")
    pool: str | None = key(read.identifier(), default=None, refers_to="indicator")
    same_as: str | None = key(read.identifier(), default=None, refers_to="target")
    base_form: str | None = key(read.word(BASE_FORMS, "base_form"), default=None)
    group: str | None = key(read.identifier(), default=None)
    goal: str | None = key(read.word(GOALS, "goal"), default=None)
    form: str | None = key(read.word(FORMS, "form"), default=None)
    comparable: str | None = key(read.identifier(), default=None, refers_to="indicator")
    two_sided: bool = key(read.flag(), default=False)

    @property
    def read_as(self) -> str:
        """The form in which it is judged."""
        return self.form or FORMS_OF_KIND[self.kind][0]

    @property
    def low(self) -> float | None:
        """The value, or the lower end of the range."""
        return self.value[0] if isinstance(self.value, tuple) else self.value

    @property
    def high(self) -> float | None:
        """The value, or the upper end of the range."""
        return self.value[1] if isinstance(self.value, tuple) else self.value


@entry
class Agency:
    """An agency that the plan makes responsible: `name` is its word for it, the labels are what reports call it."""

    name: str = key(read.text())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())


@entry
class Instrument:
    """A measure that the plan announces, and the lever on which it acts ("none" when the model has none for it)."""

    id: str = key(read.identifier())
    quote: str = key(read.text())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    section: str = key(read.text(empty=True), default="")
    beneficiary: str = key(read.text(empty=True), default="")
    why: str = key(read.text(empty=True), default="")
    why_zh: str = key(read.text(empty=True), default="")
    note: str = key(read.text(empty=True), default="")
    type: str = key(read.word(INSTRUMENT_TYPES, "type"))
    level: str = key(read.word(INSTRUMENT_LEVELS, "level"), default="")
    amount: float | None = key(read.number(0), default=None)
    unit: str | None = key(read.unit(), default=None)
    trigger: str | None = key(read.text(), default=None)
    acts_on: tuple[str, ...] = key(read.texts(), default=())
    from_year: int | None = key(read.year(), default=None, written="from")
    to_year: int | None = key(read.year(), default=None, written="to")
    responsible: tuple[str, ...] = key(read.texts(), default=())
    lever: str = key(read.word((*LEVERS, NO_LEVER), "lever"))
    intensity: str | None = key(read.word(INTENSITIES, "intensity"), default=None)
    industry: str | None = key(read.identifier(), default=None, refers_to="industry")


@entry
class Indicator:
    """A number computed from the firms at the end of each quarter, by an expression; `better` is up or down."""

    id: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    note: str = key(read.text(empty=True), default="")
    unit: str = key(read.unit())
    kind: str = key(read.word(INDICATOR_KINDS, "kind"))
    better: str = key(read.word(BETTER, "direction"), default="up")
    expression: str = key(read.expression())
