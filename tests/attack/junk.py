"""What is written where it does not belong: values of TOML, characters, numbers that cannot be."""

from random import Random

VALUES = (
    "nan", "-inf", "inf", "1e400", "-1", "0", "-0.0", "1e15", "-1e15", "1e-300", "9" * 400, "0.5", "3.5", "true", '""',
    "[]",
    "{}", "[[1], 2]", "{value = 1}", '"no-such-id"', "2026-01-01", "[2030, 2026]", '"2026Q9"', '"' + "x" * 600 + '"',
    '"x\\u001b[2J"',
    '"\\u202ex"', '"' + "长" * 3000 + '"', "[" * 300 + "]" * 300, '"count(("', '"sum(revenue_year, where=1/0)"',
    '"count(robots >= 1) / 0"', '"' + "(" * 200 + "1" + ")" * 200 + '"', '"__import__(1)"', '"a" "b"', '"\\ud800"',
    '{value = -5, unit = "share", standing = "assumed", reason = "x"}',
    '{value = 1e14, unit = "CNY_100m", standing = "assumed", reason = "x"}',
    '{prior = "lognormal", median = 1, log_sd = 40, unit = "share", standing = "assumed", reason = "x"}',
    '{prior = "normal", mean = 0.5, sd = 9, unit = "share", standing = "assumed", reason = "x"}',
    '{prior = "gamma", shape = 1e9, unit = "ratio", standing = "assumed", reason = "x"}',
    '{prior = "uniform", low = 3, high = 1, unit = "share", standing = "assumed", reason = "x"}',
)  # fmt: skip
SIGNS = "\x00\x07\x1b\x7f\x9b\u2028\u202e\ufeff\ufffe\"'=[]{}#\\,.\n\t é中²½😀"


def number(draw: Random, given: float) -> str:
    """A number in the place of a given one: scaled by far, negated, or one that cannot be."""
    scaled = given * 10.0 ** draw.choice((-12, -6, -3, -2, -1, 1, 2, 3, 6, 12))
    return draw.choice((f"{scaled:.6g}", f"{-given:.6g}", f"{given + 0.5:.6g}", f"{int(scaled)}", *VALUES[:13]))


def text(draw: Random, most: int = 12) -> str:
    """A few signs that tend to break a reader."""
    return "".join(draw.choice(SIGNS) for _ in range(draw.randint(1, most)))


def flipped(draw: Random, raw: bytes) -> bytes:
    """The bytes with some of them changed, or cut short."""
    changed = bytearray(raw)
    if changed and draw.random() < 0.2:
        return bytes(changed[: draw.randrange(len(changed))])
    for _ in range(draw.randint(1, 8) if changed else 0):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)
