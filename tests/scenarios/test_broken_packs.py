"""Whatever is done to a pack, it is read, or refused in lines that name file, problem and remedy; never a traceback."""

import shutil
from re import search

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clustercast.model.expressions.assembly import expression_faults
from clustercast.scenarios import Fault, PackError, load_plan
from clustercast.scenarios.new_plan import write_new_plan
from clustercast.scenarios.pack import ALL_FILES

JUNK = st.one_of(
    st.sampled_from(
        ["nan", "-inf", "1e400", "-1", "0", "true", '""', '"no-such-id"', "[]", "[[1], 2]", "{}", "{value = 1}",
         "2026-01-01", "9" * 400, '"' + "x" * 600 + '"', "[" * 50 + "]" * 50,
         '"count(("', '"sum(revenue_year, where=1/0)"', '"a" "b"',
         '{value = -5, unit = "no", standing = "assumed"}', '{prior = "uniform", low = 3, high = 1, unit = "share"}',
         "[2030, 2026]", '"2026Q9"', '"\\ud800"', '"__import__(1)"']
    ),
    st.text(max_size=12),
)  # fmt: skip
"""What is written in the place of a value."""
EDIT = st.one_of(
    st.tuples(st.just("value"), st.integers(0, 400), JUNK),
    st.tuples(st.just("drop"), st.integers(0, 400), st.just("")),
    st.tuples(st.just("twice"), st.integers(0, 400), st.just("")),
    st.tuples(st.just("insert"), st.integers(0, 400), st.text(max_size=20)),
)
SETTINGS = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return write_new_plan("template-plan", tmp_path_factory.mktemp("template"))


@pytest.fixture
def packs(invented_pack, template):
    """A pack that was written by hand, and one from the template."""
    return invented_pack, template


def edited(text, edits):
    """The text with lines changed: another value, left out, twice, or something between them."""
    lines = text.splitlines()
    for kind, at, new in edits:
        if not lines:
            return new
        n = at % len(lines)
        key = search(r"^\s*([\w-]+\s*=)", lines[n])
        if kind == "value" and key is not None:
            lines[n] = f"{key[1]} {new}"
        elif kind == "drop":
            del lines[n]
        elif kind == "twice":
            lines.insert(n, lines[n])
        else:
            lines.insert(n, new)
    return "\n".join(lines) + "\n"


def judged(folder):
    """The faults of a pack; [] when it has none. Anything but a PackError is a defect."""
    try:
        load_plan(folder, judge=expression_faults)
        return []
    except PackError as error:
        return list(error.faults)


def assert_clear(faults):
    for fault in faults:
        assert isinstance(fault, Fault)
        assert fault.file.strip() and fault.problem.strip() and fault.remedy.strip()
        assert "\n" not in str(fault) and "Traceback" not in str(fault)


@SETTINGS
@given(which=st.integers(0, 1), file=st.sampled_from(ALL_FILES), edits=st.lists(EDIT, min_size=1, max_size=5))
def test_a_broken_pack_is_refused_in_clear_words(packs, tmp_path, which, file, edits):
    folder = tmp_path / "broken"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(packs[which], folder)
    path = folder / file
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(edited(before, edits), encoding="utf-8", errors="replace")
    assert_clear(judged(folder))


@SETTINGS
@given(file=st.sampled_from(ALL_FILES), content=st.binary(max_size=200))
def test_any_bytes_in_a_file_of_a_pack(invented_pack, file, content):
    path = invented_pack / file
    kept = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    try:
        assert_clear(judged(invented_pack))
    finally:
        path.unlink() if kept is None else path.write_bytes(kept)


@pytest.mark.parametrize("file", ["targets.toml", "plan.toml", "programmes.toml"])
@pytest.mark.parametrize("value", ["nan", '"x"', "[]", "{}", "true", "-1"])
def test_every_key_of_a_file_with_a_wrong_value(packs, tmp_path, file, value):
    folder = tmp_path / "broken"
    shutil.copytree(packs[1], folder)
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    keys = {}
    for n, line in enumerate(lines):
        found = search(r"^([\w-]+)\s*=", line)
        if found is not None:
            keys.setdefault(found[1], n)
    for key, n in keys.items():
        changed = [*lines[:n], f"{key} = {value}", *lines[n + 1 :]]
        (folder / file).write_text("\n".join(changed), encoding="utf-8")
        assert_clear(judged(folder))
