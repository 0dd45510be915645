"""Every name that the front door promises is there, and explains itself."""

import pytest

import clustercast


@pytest.mark.parametrize("name", clustercast.__all__)
def test_it_is_there_with_a_docstring(name):
    assert (getattr(clustercast, name).__doc__ or "").strip()


def test_no_other_name_is():
    with pytest.raises(AttributeError, match="no attribute 'foretell'"):
        _ = clustercast.foretell
