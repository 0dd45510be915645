"""Plain data become records only where every entry is of the kind that is wanted; the first that is not is named."""

from dataclasses import dataclass, field
from typing import Any, TypedDict

import pytest

from clustercast.model.system.shaped import ShapeError, plain_of, shaped


class Inner(TypedDict):
    a: int


@dataclass(frozen=True)
class Outer:
    name: str
    range: float | tuple[float, float] | None
    many: tuple[Inner, ...] = ()
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)


def test_lists_become_tuples_and_whole_numbers_pass_for_fractional_ones():
    plain = {"name": "n", "range": [1, 2.5], "many": [{"a": 1, "b": []}], "labels": {"x": ["一", "one"]}}
    assert shaped(Outer, plain) == Outer("n", (1, 2.5), ({"a": 1, "b": []},), {"x": ("一", "one")})  # type: ignore[typeddict-unknown-key]
    assert shaped(Outer, {"name": "n", "range": None}) == Outer("n", None)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"name": 1}, "name is 1, wanted is text"), ({"range": "x"}, 'range is "x", wanted is a number'),
     ({"range": [1, 2, 3]}, "range is"), ({"range": True}, "range is true"), ({"many": {}}, "many is {}"),
     ({"many": [{"a": 1.5}]}, r"many\[0\]\.a is 1\.5, wanted is a whole number"),
     ({"many": [{}]}, r"many\[0\]\.a is missing"),
     ({"labels": {"x": ["one"]}}, r"labels\.x is .*a list of 2"), ({"other": 1}, "other is not known")],
)  # fmt: skip
def test_what_is_of_another_kind_is_named(change, said):
    with pytest.raises(ShapeError, match=said):
        shaped(Outer, {"name": "n", "range": 1.0} | change)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "nan!", b"\xff"])
def test_what_is_no_json_is_said_and_nothing_else_raised(text):
    with pytest.raises(ShapeError):
        plain_of(text)


@pytest.mark.parametrize("plain", [None, 1, [], "x", {}, {"name": "n"}])
def test_a_record_is_made_of_entries_by_name_with_all_that_it_needs(plain: Any):
    with pytest.raises(ShapeError):
        shaped(Outer, plain)
