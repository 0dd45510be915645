"""The rule of practice on numbers worked by hand: half of the time, half of the task."""

import pytest

from clustercast.model.inputs.tolerances import Bar
from clustercast.model.updating.time_progress import time_progress
from clustercast.scenarios import load_plan
from clustercast.scenarios.figures import Figure
from tests.engines import INVENTED

PLAN = load_plan(INVENTED)


@pytest.mark.parametrize(
    ("target", "bar", "base", "year", "value", "word"),
    [
        ("revenue-2020", 500.0, 300.0, 2018, 400.0, "in_line"),  # half of the way at half of the time
        ("revenue-2020", 500.0, 300.0, 2018, 415.0, "faster"),  # 0.575 of the way
        ("revenue-2020", 500.0, 300.0, 2018, 380.0, "lagging"),  # 0.4 of the way
        ("revenue-2020", 500.0, 300.0, 2018, 500.0, "reached"),
        ("robots-added-2020", 400.0, 900.0, 2017, 100.0, "in_line"),  # a count starts from nothing
        ("robots-added-2020", 400.0, 900.0, 2017, 70.0, "lagging"),
        ("energy-intensity-cut-2020", 10.0, 1.0, 2019, 7.5, "in_line"),
        ("smart-workshops-per-year", 8.0, 0.0, 2018, 8.0, "in_line"),  # one year of several is not all of them
        ("smart-workshops-per-year", 8.0, 0.0, 2018, 9.0, "faster"),
        ("smart-workshops-per-year", 8.0, 0.0, 2020, 8.0, "reached"),
    ],
)
def test_the_class_of_a_figure(target, bar, base, year, value, word):
    told = (Figure(target, "target", year, 4, value),)
    assert time_progress(PLAN, PLAN.target(target), Bar(bar), base, told) == word


def test_the_latest_figure_decides_and_without_one_there_is_no_class():
    target = PLAN.target("revenue-2020")
    told = (Figure(target.id, "target", 2018, 4, 500.0), Figure(target.id, "target", 2019, 4, 400.0))
    assert time_progress(PLAN, target, Bar(500.0), 300.0, told) == "lagging"
    assert time_progress(PLAN, target, Bar(500.0), 300.0, ()) == ""
