"""The kernel is compiled ahead once: no later model waits for a compiler or starts a process."""

import clustercast.model.ensemble.warm
from clustercast.model.compiled.compile import AHEAD, is_warm
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.ensemble.warm import signatures, warm
from clustercast.model.member import make_model
from clustercast.scenarios import load_plan, load_scenario
from tests.engines import INVENTED


def test_what_is_compiled_ahead_is_what_is_looked_for():
    assert set(signatures(make_model(load_plan(INVENTED), ()))) == set(AHEAD)


def test_after_a_run_no_model_starts_a_process(monkeypatch):
    plan = load_plan(INVENTED)
    run_ensemble(plan, [load_scenario("as-written")], members=1, seed=1, workers=1)
    assert is_warm()

    def start(*_, **__):
        raise AssertionError("a process was started")

    monkeypatch.setattr(clustercast.model.ensemble.warm.subprocess, "Popen", start)
    warm(make_model(plan, ()))
