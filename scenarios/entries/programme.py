"""Programmes of governments: their acts, and which keys each act takes or needs."""

from clustercast.scenarios import fields as read
from clustercast.scenarios.declared import entry, key
from clustercast.scenarios.levers import GOALS
from clustercast.scenarios.numbers import BESTOWED, UNLIMITED, Act
from clustercast.scenarios.parameters import Parameter, quantity

SUBJECTS = ("firm", "organisation")
TITLE_LEVELS = ("national", "province")
MONEY_A_YEAR = ("CNY_10k", "CNY_10k_per_year")
RECOGNITION, GRANT, TITLE, STATUS, MANDATE, PHASE_OUT = Act


@entry
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

    id: str = key(read.identifier())
    label_zh: str = key(read.label())
    label_en: str = key(read.label())
    note: str = key(read.text(empty=True), default="")
    subject: str = key(read.word(SUBJECTS, "subject"))
    act: str = key(read.word(Act.words(), "act"))
    instruments: tuple[str, ...] = key(read.many(read.identifier()), default=(), refers_to="instrument")
    eligible: str = key(read.expression())
    score: str = key(read.expression())
    upgrade: str | None = key(
        read.identifier(),
        default=None,
        refers_to="upgrade",
        needed_by={GRANT: "the code of an upgrade", MANDATE: "the code of the upgrade that is ordered"},
    )
    capacity: Parameter | None = key(
        quantity(None, 0, 1e7),
        default=None,
        acts=(RECOGNITION, GRANT, PHASE_OUT),
        called=("{}每年名额", "awards a year of {}"),
        without=UNLIMITED,
    )
    support_share: Parameter | None = key(
        quantity(("share",), 0, 1),
        default=None,
        acts=(GRANT,),
        called=("{}占设备投资比例", "share of equipment cost paid by {}"),
        without="support_share",
    )
    budget: Parameter | None = key(
        quantity(MONEY_A_YEAR, 0, 1e9),
        default=None,
        acts=(RECOGNITION, GRANT),
        called=("{}每年预算", "yearly budget of {}"),
        without=UNLIMITED,
    )
    reward: Parameter | None = key(
        quantity(("CNY_10k",), 0, 1e8),
        default=None,
        acts=BESTOWED,
        called=("{}每项奖励", "reward for each award of {}"),
    )
    delay_quarters: int = key(read.whole(0, 400), default=0)
    from_year: int | None = key(read.year(), default=None)
    to_year: int | None = key(read.year(), default=None)
    level: str = key(read.word(TITLE_LEVELS, "level"), default="national")
    above_quota: Parameter | None = key(
        quantity(low=0),
        default=None,
        acts=(TITLE,),
        needed_by={TITLE: "how many a year are given in all its territory, with unit and standing"},
        called=("{}上级每年授予数", "awards a year of {} in all its territory"),
    )
    share_of_candidates: Parameter | None = key(
        quantity(("share",), 0, 1),
        default=None,
        acts=(TITLE,),
        needed_by={TITLE: "the share of the candidates that stands in the region, with unit and standing"},
        called=("{}候选者中本地区占比", "the region's share of the candidates for {}"),
    )
    gamma: Parameter | None = key(
        quantity(None, -50, 50),
        default=None,
        acts=(TITLE, STATUS),
        called=("{}评分对机会的影响", "slope of chance on score in {}"),
        without="title_slope",
    )
    rate: Parameter | None = key(
        quantity(("per_year",), 0, 50),
        default=None,
        acts=(STATUS, MANDATE),
        needed_by={STATUS: 'the rate a year at which it comes, as {value = 0.02, unit = "per_year", ...}'},
        called=("{}每年发生率", "rate a year of {}"),
        without="mandate_rate",
    )
    inspection_rate: Parameter | None = key(
        quantity(("per_year",), 0, 50),
        default=None,
        acts=(MANDATE,),
        called=("{}全面督查下增加的每年执行率", "what full inspection adds to the yearly rate of {}"),
        without="mandate_inspection_rate",
    )
    path: str | None = key(read.identifier(), default=None, refers_to="path", acts=(STATUS,))
    base_share: Parameter | None = key(
        quantity(("share",), 0, 1),
        default=None,
        acts=BESTOWED,
        called=("基期已获{}的比例", "share of those eligible that hold {} at the base"),
    )
    base_weight: str | None = key(read.expression(), default=None, acts=BESTOWED)
    cells: str | None = key(read.expression(), default=None, acts=(RECOGNITION, STATUS, PHASE_OUT))
    goal: str | None = key(read.word(GOALS, "goal"), default=None)
