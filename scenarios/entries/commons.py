"""What every plan shares: the catalogue of upgrades, series of published numbers."""

from clustercast.scenarios import fields as read
from clustercast.scenarios.declared import entry, key
from clustercast.scenarios.levers import GOALS, LEVERS, STANDINGS
from clustercast.scenarios.numbers import Form


@entry
class Upgrade:
    """Something firms take up: in `units` (robots) or in named `levels` (0 for none, then `levels` in order).

    `parameters` maps what the model needs of it (cost, gain, life) to ids of parameters. `outreach` and `support` are
    the levers that make it known and that pay for it, `goal` the goal that these levers serve. What stood at the end of
    the base year is `base_share` of the plan's firms, or the sum of `base_counts` times the product of `base_factors`
    (all ids of parameters). `hardware` says whether it is made by machine builders, whose sales it adds to.
    """

    code: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    form: str = key(read.word(Form.words(), "form"))
    levels: tuple[str, ...] = key(read.many(read.identifier()), default=())
    life_quarters: int | None = key(read.whole(1), default=None)
    hardware: bool = key(read.flag(), default=False)
    outreach: str = key(read.word(LEVERS, "lever"))
    support: str = key(read.word(LEVERS, "lever"))
    goal: str = key(read.word(GOALS, "goal"))
    note: str = key(read.text(empty=True), default="")
    base_share: str | None = key(read.identifier(), default=None, refers_to="parameter")
    base_counts: tuple[str, ...] = key(read.many(read.identifier()), default=(), refers_to="parameter")
    base_factors: tuple[str, ...] = key(read.many(read.identifier()), default=(), refers_to="parameter")
    parameters: dict[str, str]

    def names(self) -> frozenset[str]:
        """Ids of every parameter that the upgrade names."""
        base = (self.base_share,) if self.base_share else (*self.base_counts, *self.base_factors)
        return frozenset((*self.parameters.values(), *base))


@entry
class Point:
    """One year of a series: its value, the data row it is from and the words of the source."""

    year: int = key(read.year())
    value: float = key(read.number())
    row: str = key(read.text(empty=True), default="")
    source: str = key(read.text(empty=True), default="")
    quote_excerpt: str = key(read.text(empty=True), default="")
    note: str = key(read.text(empty=True), default="")
    standing: str = key(read.word(STANDINGS, "standing"), default="statistic")


@entry
class Series:
    """A yearly series of published numbers, in the order of the years. Its label is the English one without another."""

    id: str = key(read.identifier())
    label: str = key(read.text(empty=True), default="")
    label_zh: str = key(read.text(empty=True), default="")
    label_en: str = key(read.text(empty=True), default="")
    note: str = key(read.text(empty=True), default="")
    unit: str = key(read.unit())
    points: tuple[Point, ...] = key(read.many(read.table_of(Point), least=1), written="point")

    def __post_init__(self) -> None:
        label, label_en = self.label or self.label_en or self.id, self.label_en or self.label
        ordered = tuple(sorted(self.points, key=lambda one: one.year))
        for name, value in (("label", label), ("label_en", label_en), ("points", ordered)):
            object.__setattr__(self, name, value)

    def by_year(self) -> dict[int, float]:
        """The values by year, in `unit`."""
        return {point.year: point.value for point in self.points}
