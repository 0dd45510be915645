"""Fixtures that every test may use, and fixed examples for hypothesis."""

from hypothesis import settings

from tests.invented import commons, invented_pack

__all__ = ["commons", "invented_pack"]

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")
