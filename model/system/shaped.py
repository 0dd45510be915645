"""Plain data from a file held against the kind that is wanted, so that nothing of another shape is taken for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints, is_typeddict

T = TypeVar("T")


class ShapeError(ValueError):
    """Plain data of another shape; its text says which entry, and what is wanted there."""


def plain_of(content: str | bytes) -> Any:
    """The data in a JSON text. Raises ShapeError."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ShapeError(f"no JSON ({error})") from None


def shaped(kind: type[T], plain: Any, where: str = "") -> T:
    """Plain data as ``kind``: a dataclass, a TypedDict, a list, tuple or mapping of such, text, number, truth value,
    or one of some words (Literal).

    Lists become tuples where these are wanted, whole numbers pass for fractional ones. A dataclass needs the fields
    without defaults and takes no others; a TypedDict all of its keys, and leaves others alone. Raises ShapeError.
    """
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any:
        return plain
    if origin in (Union, UnionType):
        return _one_of(args, plain, where)
    if origin is Literal:
        if plain not in args:
            raise _wrong(where, f"one of {', '.join(map(repr, args))}", plain)
        return plain
    if is_dataclass(kind):
        return _record(kind, plain, where)
    if is_typeddict(kind):
        wanted = _hints(kind)
        given = _mapping(plain, where, wanted)
        return {key: shaped(wanted.get(key, Any), one, _within(where, key)) for key, one in given.items()}  # type: ignore[return-value]
    if origin in (dict, Mapping):
        return {key: shaped(args[1], one, _within(where, key)) for key, one in _mapping(plain, where).items()}  # type: ignore[return-value]
    if origin in (list, tuple):
        return origin(_items(origin, args, plain, where))  # type: ignore[operator]
    return _single(kind, plain, where)


def _record(kind: Any, plain: Any, where: str) -> Any:
    hints = _hints(kind)
    needed = [one.name for one in fields(kind) if one.default is one.default_factory]
    given = _mapping(plain, where, needed)
    unknown = next((key for key in given if key not in hints), None)
    if unknown is not None:
        raise ShapeError(f"{_within(where, unknown)} is not known here")
    return kind(**{key: shaped(hints[key], one, _within(where, key)) for key, one in given.items()})


def _items(origin: Any, args: tuple[Any, ...], plain: Any, where: str) -> list[Any]:
    if not isinstance(plain, list | tuple):
        raise _wrong(where, "a list", plain)
    each = origin is list or args[-1] is Ellipsis
    if not each and len(plain) != len(args):
        raise _wrong(where, f"a list of {len(args)}", plain)
    kinds = args[:1] * len(plain) if each else args
    return [shaped(one, item, f"{where}[{n}]") for n, (one, item) in enumerate(zip(kinds, plain, strict=True))]


def _one_of(kinds: tuple[Any, ...], plain: Any, where: str) -> Any:
    wrong: list[ShapeError] = []
    for one in kinds:
        try:
            return shaped(one, plain, where)
        except ShapeError as error:
            wrong.append(error)
    raise wrong[0]


def _single(kind: Any, plain: Any, where: str) -> Any:
    number = isinstance(plain, int | float) and not isinstance(plain, bool)
    names = {str: "text", int: "a whole number", float: "a number", bool: "true or false", NoneType: "null"}
    if kind is float and number:
        return plain
    if (kind is int and number and isinstance(plain, int)) or (kind is not int and isinstance(plain, kind)):
        return plain
    raise _wrong(where, names.get(kind, kind.__name__), plain)


def _mapping(plain: Any, where: str, needed: Any = ()) -> Mapping[str, Any]:
    if not isinstance(plain, dict):
        raise _wrong(where, "entries by name", plain)
    missing = next((key for key in needed if key not in plain), None)
    if missing is not None:
        raise ShapeError(f"{_within(where, missing)} is missing")
    return plain


def _wrong(where: str, wanted: str, plain: Any) -> ShapeError:
    return ShapeError(f"{where or 'the whole'} is {json.dumps(plain, default=str)[:40]}, wanted is {wanted}")


def _within(where: str, key: str) -> str:
    return f"{where}.{key}" if where else str(key)[:40]


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
