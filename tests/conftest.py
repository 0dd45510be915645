"""Fixtures that every test may use, and fixed examples for hypothesis."""

from hypothesis import settings

from tests.invented import commons, invented_pack

__all__ = ["commons", "invented_pack"]

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")


def pytest_sessionstart(session):
    """Compile the kernel once before several workers start, so that they find it in the cache."""
    if hasattr(session.config, "workerinput") or not getattr(session.config.option, "numprocesses", None):
        return
    from clustercast.model.ensemble.warm import warm
    from clustercast.model.member import make_model
    from clustercast.scenarios import load_plan

    warm(make_model(load_plan("henan-equipment-2017"), ()))
