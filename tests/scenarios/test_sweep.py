"""Sweeps: what a design file may say, what it means, and every fault at once."""

import pytest

from clustercast.scenarios import PackError, load_plan, load_scenario
from clustercast.scenarios.design import Axis, design_table, quantity_of, table_hash, varied_plan
from clustercast.scenarios.folder import HOME
from clustercast.scenarios.sweep import load_sweep, quantities

HEAD = 'id = "s"\nplan = "invented-province"\n'
LEVER = '[[axis]]\nlever = "credit"\n'


@pytest.fixture
def sweep(invented_pack):
    """Reads a sweep of the invented province from the text that follows id and plan."""

    def read(text):
        path = invented_pack.parent / "s.toml"
        path.write_text(HEAD.replace("invented-province", "./invented-province") + text, encoding="utf-8")
        return load_sweep(path)

    return read


def faults_of(sweep, text):
    with pytest.raises(PackError) as raised:
        sweep(text)
    return [str(one).split("/s.toml ", 1)[-1] for one in raised.value.faults]


# Designs


def numbers(row):
    """A row in which every axis has a value."""
    assert None not in row
    return [value for value in row if value is not None]


def test_a_grid_has_every_combination_and_the_last_axis_moves_fastest():
    axes = (Axis("lever", "credit", values=(0.0, 2.0)), Axis("parameter", "x", low=1.0, high=2.0, steps=3))
    assert design_table(axes, "grid") == ((0, 1), (0, 1.5), (0, 2), (2, 1), (2, 1.5), (2, 2))
    assert design_table(axes, "grid", reference=True)[0] == (None, None)


def test_no_axis_is_one_point():
    assert design_table((), "grid") == design_table((), "grid", reference=True) == ((),)


def test_a_latin_hypercube_has_a_point_in_every_stratum_of_every_axis():
    axes = (Axis("lever", "a", low=0.0, high=1.0), Axis("lever", "b", low=2.0, high=4.0))
    table = design_table(axes, "latin_hypercube", 20, 5)
    for k, (low, high) in enumerate(((0.0, 1.0), (2.0, 4.0))):
        strata = sorted(int(20 * (numbers(row)[k] - low) / (high - low)) for row in table)
        assert strata == list(range(20))


def test_a_sobol_sequence_fills_halves_and_quarters_evenly():
    axes = tuple(Axis("lever", name, low=0.0, high=1.0) for name in "ab")
    table = design_table(axes, "sobol", 16, 5)
    cells = sorted((int(4 * a), int(4 * b)) for a, b in map(numbers, table))
    assert cells == [(i, j) for i in range(4) for j in range(4)]


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_a_sample_hangs_on_its_seed_only_and_listed_values_come_equally_often(kind):
    axes = (Axis("lever", "a", values=(0.0, 1.0, 2.0, 3.0)), Axis("lever", "b", low=0.0, high=1.0))
    table = design_table(axes, kind, 16, 1)
    assert table == design_table(axes, kind, 16, 1) != design_table(axes, kind, 16, 2)
    assert sorted(numbers(row)[0] for row in table) == sorted([0.0, 1.0, 2.0, 3.0] * 4)
    assert table_hash(axes, table) != table_hash(axes[::-1], table)


# What a point means


def test_a_point_fixes_parameters_and_quantities_and_multiplies_levers(sweep):
    found = sweep(
        'members = 5\nscenarios = ["as-written", "double-incentives"]\nreference = true\n'
        + LEVER + "values = [0.5]\n"
        '[[axis]]\nparameter = "demand_growth"\nvalues = [0.06]\n'
        '[[axis]]\nquantity = "robot-grant.support_share"\nvalues = [0.4]\n'
    )  # fmt: skip
    assert [axis.name for axis in found.axes] == [
        "lever.credit", "parameter.demand_growth", "robot-grant.support_share",
    ]  # fmt: skip
    plan, scenarios = found.at(1)
    assert [plan.parameters["demand_growth"].draw(u) for u in (0.1, 0.9)] == [0.06, 0.06]
    assert next(one for one in plan.programmes if one.id == "robot-grant").support_share.draw(0.2) == 0.4
    assert [one.lever("credit") for one in scenarios] == [0.5, 1.0]
    assert [one.lever("rnd") for one in scenarios] == [1.0, 2.0]
    others = [name for name in plan.parameters if name != "demand_growth"]
    assert all(plan.parameters[name] is found.plan.parameters[name] for name in others)
    assert found.at(0) == (found.plan, found.scenarios)


def test_defaults_and_paths_from_the_folder_of_the_file(sweep, tmp_path):
    (tmp_path / "own.toml").write_text('id = "own"\nlabel_zh = "自"\nlabel_en = "own"\n', encoding="utf-8")
    found = sweep('members = 5\nscenarios = ["own.toml"]\n')
    assert (found.seed, found.kind, found.axes, found.table, found.label_zh) == (1, "grid", (), ((),), "s")
    assert [one.id for one in found.scenarios] == ["own"]
    assert sweep("precision = 0.05\n").scenarios == (load_scenario("as-written"),)


def test_every_example_that_ships_is_sound():
    paths = sorted((HOME / "sweeps").glob("*.toml"))
    assert paths
    for path in paths:
        assert len(load_sweep(path).table) > 1


def test_quantities_are_those_that_a_pack_has(invented_pack):
    found = quantities(load_plan(invented_pack))
    assert "robot-grant.support_share" in found and "robot-grant.reward" not in found
    assert "accounts.base_growth" in found and not [name for name in found if name.endswith(".growth_gap")]


def varied_draw(plan, id):
    quantity = quantity_of(plan, id)
    assert quantity is not None
    return quantity.draw(0.9)


def test_quantities_of_accounts_and_industries_are_fixed_and_nothing_else():
    plan = load_plan("zhejiang-traditional-2017")
    gap = next(name for name in quantities(plan) if name.endswith(".growth_gap"))
    axes = (Axis("quantity", "accounts.base_growth"), Axis("quantity", gap))
    varied = varied_plan(plan, axes, (3.5, 0.25))
    assert varied.accounts.base_growth.draw(0.2) == 3.5 and varied_draw(varied, gap) == 0.25
    others = set(quantities(plan)) - {axis.id for axis in axes}
    assert all(quantity_of(varied, name) is quantity_of(plan, name) for name in others)
    assert (varied.parameters, varied.programmes) == (plan.parameters, plan.programmes)


# Faults


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "[s] members: neither members nor a precision is given; write members = 100 or precision = 0.02"),
        ("members = 5\nprecision = 0.1\n", "[s] precision: a precision finds the number of members"),
        ("members = 5\nmost = 9\n", "[s] most: this is the cap of a precision"),
        ("precision = 0.6\n", "[s] precision: 0.6 is above 0.49"),
        ("members = 0\n", "[s] members: 0 is below 1"),
        ("members = 5\nscenarios = []\n", "[s] scenarios: no scenario is named"),
        ('members = 5\nscenarios = ["as-written", "as-written"]\n', "is named twice"),
        ('members = 5\nscenarios = ["nowhere"]\n', "no scenario of this name"),
        ('members = 5\nkind = "random"\n', "[s] kind: \"random\" is not a known kind of design"),
        ('members = 5\nkind = "sobol"\npoints = 4\n', "[s] kind: a sobol design has no axis"),
        ('members = 5\nkind = "sobol"\npoints = 12\n' + LEVER + "range = [0, 1]\n", "write points = 16"),
        ('members = 5\nkind = "latin_hypercube"\n' + LEVER + "range = [0, 1]\n", "needs its number of points"),
        ("members = 5\npoints = 4\n" + LEVER + "values = [0, 1]\n", "the points of a grid follow from its axes"),
        ("members = 5\naxis = 3\n", "[s] axis: axes are tables"),
        ("members = 5\n" + LEVER, "[axis 1]: an axis has values or a range"),
        ("members = 5\n" + LEVER + "values = [1]\nrange = [0, 1]\n", "[axis 1]: an axis has values or a range"),
        ("members = 5\n" + LEVER + "values = [1, 1]\n", "[axis 1] values: a value is listed twice"),
        ("members = 5\n" + LEVER + "values = [-1]\n", "[axis 1] values: a lever of -1 is negative"),
        ("members = 5\n" + LEVER + "range = [1, 0]\nsteps = 3\n", "[axis 1] range: this is not a range"),
        ("members = 5\n" + LEVER + "range = [0, 1]\n", "[axis 1] steps: a grid cuts a range into steps"),
        ("members = 5\n" + LEVER + "values = [1]\nsteps = 3\n", "[axis 1] steps: only a grid cuts a range"),
        ("members = 5\n" + LEVER + 'parameter = "x"\nvalues = [1]\n', "[axis 1]: an axis varies one thing"),
        ('members = 5\n[[axis]]\nlever = "credits"\nvalues = [1]\n', 'lever: no lever "credits"; write "credit"'),
        ('members = 5\n[[axis]]\nparameter = "demand_grow"\nvalues = [1]\n', 'write "demand_growth"'),
        ('members = 5\n[[axis]]\nparameter = "demand_growth"\nvalues = [0.5]\n', "[axis 1] values: demand_growth lies"),
        ('members = 5\n[[axis]]\nquantity = "robot-grant.share"\nvalues = [1]\n', 'no quantity "robot-grant.share"'),
        ('members = 5\n[[axis]]\nquantity = "grant.support_share"\nvalues = [1]\n', 'quantity "grant.support_share"'),
        ('members = 5\n[[axis]]\nquantity = "accounts.base_revenue"\nvalues = [9]\n', "lies from 300 to 300"),
        ('members = 5\n[[axis]]\nquantity = "robot-grant.support_share"\nvalues = [2]\n', "lies from 0 to 1"),
        ("members = 5\n" + 2 * (LEVER + "values = [1]\n"), "[axis 2]: lever.credit is varied by two axes"),
        ("members = 5\nmember = 6\n", "[s] member: this key is not known"),
    ],
)  # fmt: skip
def test_a_fault_says_where_and_what_to_write(sweep, text, said):
    assert any(said in line for line in faults_of(sweep, text)), faults_of(sweep, text)


def test_all_faults_come_at_once(sweep, invented_pack):
    (invented_pack / "targets.toml").write_text("[[target]]\nid = 1\n", encoding="utf-8")
    lines = faults_of(sweep, 'scenarios = ["nowhere"]\nmembers = -1\n' + LEVER + "values = [-1]\n")
    for word in ("targets.toml", "nowhere", "members", "[axis 1] values"):
        assert any(word in line for line in lines), word


def test_no_file_and_no_toml(tmp_path):
    with pytest.raises(PackError, match="no file at this path"):
        load_sweep(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(PackError, match="not valid TOML"):
        load_sweep(tmp_path / "bad.toml")
