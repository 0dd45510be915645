"""The parameter table, and how a pack narrows it."""

import pickle

import pytest

from clustercast.scenarios import Fixed, PackError, Parameter, ParameterTable, Uniform, load_plan
from clustercast.scenarios.priors import LogNormal, Normal


def parameter(key: str, low: float = 0.0, high: float = 2.0) -> Parameter:
    return Parameter(key, "share", Uniform(low, high), (low + high) / 2, "assumed", reason="a test")


@pytest.fixture
def table() -> ParameterTable:
    return ParameterTable([parameter("hurdle_median"), parameter("review_rate")])


def test_it_is_a_mapping_in_the_order_of_the_files(table):
    assert list(table) == ["hurdle_median", "review_rate"]
    assert len(table) == 2
    assert "review_rate" in table
    assert table["review_rate"].draw(0.25) == 0.5
    assert table.centre() == {"hurdle_median": 1.0, "review_rate": 1.0}


def test_narrowing_makes_another_table(table):
    fixed = table.narrowed({"review_rate": 0.25, "hurdle_median": Uniform(0.5, 0.7)})
    assert fixed["review_rate"].prior == Fixed(0.25)
    assert fixed["review_rate"].value == 0.25
    assert fixed["hurdle_median"].value == pytest.approx(0.6)
    assert table["review_rate"].prior == Uniform(0.0, 2.0)
    assert list(fixed) == list(table)


@pytest.mark.parametrize(
    ("prior", "least", "most"),
    [
        (Uniform(-100.0, 3.0), -100.0, 3.0),
        (Normal(0.0, 20.0), -126.7592, 126.7592),
        (LogNormal(2.0, 0.0), 2.0, 2.0),
        (LogNormal(1.0, 1e3), 0.0, float("inf")),
    ],
)
def test_what_a_member_may_get(prior, least, most):
    found = Parameter("one", "share", prior, prior.draw(0.5), "assumed", reason="a test").reach()
    assert found == (pytest.approx(least, rel=1e-6), pytest.approx(most, rel=1e-6))


def test_an_unknown_id_is_refused_with_the_nearest(table):
    with pytest.raises(KeyError, match='the nearest is "review_rate"'):
        table.narrowed({"review_rates": 0.1})
    with pytest.raises(KeyError, match="hurdle_median"):
        table["hurdle_medain"]


def test_it_travels_between_processes(table):
    assert dict(pickle.loads(pickle.dumps(table))) == dict(table)


def test_a_pack_narrows_numbers_and_keeps_labels(invented_pack, commons):
    plan = load_plan(invented_pack, home=commons)
    narrowed = plan.parameters["n_firms"]
    assert (narrowed.prior, narrowed.value, narrowed.unit) == (Uniform(100.0, 140.0), 120.0, "firms")
    assert narrowed.label_en == "n firms"
    assert narrowed.reason.startswith("invented: a province")
    assert plan.parameters["learning_rate"].value == 0.15
    assert len(plan.parameters) == 11


PRIORS = {
    "order": (
        "high = 140",
        "high = 90",
        "[n_firms] low: low 100 is above high 90; write low and high so that low <= high",
    ),
    "family": (
        '"uniform"\nlow = 100',
        '"uniformly"\nlow = 100',
        '[n_firms] prior: "uniformly" is not a known prior; write "uniform" (or another of "fixed", "uniform", '
        '"triangular", "lognormal", "normal", "gamma")',
    ),
    "missing": ("high = 140\n", "", "[n_firms] high: this key is missing for the prior uniform; write it: high = 1.0"),
    "other key": (
        "high = 140",
        "high = 140\nmode = 120",
        "[n_firms] mode: the prior uniform has no such key; write only low, high",
    ),
    "centre": (
        "high = 140",
        "high = 140\nvalue = 150",
        "[n_firms] value: 150 lies outside the prior (100 to 140); write a central value inside the prior",
    ),
    "no standing": (
        'standing = "assumed"\nreason = "invented: a province small enough for tests"',
        "",
        '[n_firms] standing: this key is missing; write it: standing = "quoted"',
    ),
    "no reason": (
        'reason = "invented: a province small enough for tests"',
        "",
        "[n_firms] reason: an assumed number has no reason; write why this number or range is assumed",
    ),
    "no source": (
        'standing = "assumed"\nreason = "invented: a province',
        'standing = "statistic"\nreason = "invented: a province',
        '[n_firms] source: the number has no source; write its source, or standing = "assumed" with a reason',
    ),
    "unit": (
        "high = 140",
        'high = 140\nunit = "factories"',
        '[n_firms] unit: the unit "factories" is not that of the parameter; write "firms"',
    ),
    "added": (
        '"n_firms"',
        '"n_firm"',
        '[n_firm] id: no parameter "n_firm"; write "n_firms" (or another of "n_firms", "n_aux_total", '
        '"robot_stock_region", "region_national_share", "smart_base_factories", "smart_base_workshops", '
        '"green_base_factories", "learning_rate", "ppi_growth", "peer_gamma_cluster", "stretch_limit"); '
        "a pack narrows parameters, it adds none",
    ),
    "not finite": (
        "high = 140",
        "high = inf",
        "[n_firms] high: inf is not a finite number of sensible size; write a number of at most 1e+15",
    ),
}


@pytest.mark.parametrize(("old", "new", "line"), PRIORS.values(), ids=PRIORS)
def test_a_faulty_narrowing_is_one_clear_line(invented_pack, commons, old, new, line):
    path = invented_pack / "parameters.toml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_plan(invented_pack, home=commons)
    assert [str(fault) for fault in raised.value.faults] == [f"{path.as_posix()} {line}"]
