"""The names in the dataset of a run: indicators have theirs to themselves, and a pack that takes another is refused."""

import re

import pytest

from clustercast.model.expressions.assembly import expression_faults
from clustercast.model.results.dataset_names import is_taken
from clustercast.scenarios import PackError, load_plan, plan_names
from tests.invented import DATA
from tests.profiles import with_profile
from tests.synthetic import plausible


def test_every_name_besides_the_indicators_is_refused_to_them():
    plan = load_plan(DATA / "invented-province")
    ids = {one.id for one in plan.indicators}
    names = set(map(str, with_profile(plausible(plan)).dataset.variables))
    assert ids < names and len(names - ids) > 40
    assert {name for name in names if is_taken(name, ids)} == names - ids


@pytest.mark.parametrize(
    "name",
    ["outlay", "year", "scenario", "member", "point", "city", "cluster_label_zh", "draws", "met", "fact_firms",
     "design_lever.credit", "base_robots_stock"],
)  # fmt: skip
def test_an_indicator_of_such_a_name_is_a_fault_of_the_pack(invented_pack, name):
    path = invented_pack / "indicators.toml"
    text = path.read_text(encoding="utf-8")
    assert 'id = "robots_stock"' in text
    path.write_text(text + text[text.rindex("[[indicator]]") :].replace(last_id(text), name), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_plan(invented_pack, judge=expression_faults)
    (line,) = str(caught.value).splitlines()
    assert line.endswith(
        f'indicators.toml [{name}] id: "{name}" has another meaning among the values of a run; '
        f'write a name of its own, such as "plan_{name}"'
    )


def last_id(text):
    return re.findall(r'^id = "(.*)"', text, re.MULTILINE)[-1]


@pytest.mark.parametrize("name", ["base_metals_output", "design_centres", "outlays", "cities"])
def test_a_name_that_only_begins_like_another_is_free(name):
    assert not is_taken(name, {name, "robots_stock"})


@pytest.mark.parametrize("name", plan_names())
def test_the_plans_that_ship_have_no_such_names(name):
    assert expression_faults(load_plan(name)) == ()
