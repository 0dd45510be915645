"""Files that are huge, endless, repeated or written to deceive: refused soon, in few lines, as what they are."""

import os
import pickle

import pytest

from clustercast.model.expressions.assembly import expression_faults
from clustercast.scenarios import PackError, load_plan, load_scenario
from clustercast.scenarios.characters import UNPRINTABLE, printable, shortened, simplified
from clustercast.scenarios.faults import LONGEST_NAMED, LONGEST_SAID, MOST_KEPT, Fault, Faults
from clustercast.scenarios.quotes import read_document
from clustercast.scenarios.reading import LARGEST_FILE, MOST_ENTRIES, MOST_UNKNOWN, read_toml
from clustercast.scenarios.sweep import load_sweep

REPEATED = {
    "indicators.toml": ("indicator", "id"), "programmes.toml": ("programme", "id"), "outside.toml": ("path", "id"),
    "organisations.toml": ("organisation", "id"), "clusters.toml": ("cluster", "id"), "targets.toml": ("target", "id"),
}  # fmt: skip


def faults_of(pack):
    with pytest.raises(PackError) as raised:
        load_plan(pack, judge=expression_faults)
    return raised.value.faults


def read(tmp_path, text):
    path, faults = tmp_path / "one.toml", Faults()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_toml(path, path.name, faults), list(faults)


# Repeated


@pytest.mark.parametrize(("file", "table", "key"), [(file, *names) for file, names in REPEATED.items()]
                         + [("plan.toml", "industry", "code"), ("plan.toml", "city", "code")])  # fmt: skip
def test_an_id_used_twice_is_a_fault_and_no_traceback(invented_pack, file, table, key):
    with (invented_pack / file).open("a", encoding="utf-8") as out:
        out.write(f'\n[[{table}]]\n{key} = "twice"\n\n[[{table}]]\n{key} = "twice"\n')
    assert any(one.key == key and "used twice" in one.problem for one in faults_of(invented_pack))


def test_scenarios_extend_each_other_so_far_only(tmp_path):
    for n in range(1200):
        text = f'id = "s{n}"\nlabel_zh = "a"\nlabel_en = "b"\nextends = "s{n + 1}"\n'
        (tmp_path / f"s{n}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="extend each other"):
        load_scenario(tmp_path / "s0.toml")


# Endless


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(invented_pack, tmp_path):
    for name in ("targets.toml", "agencies.toml"):
        (invented_pack / name).unlink(missing_ok=True)
        os.mkfifo(invented_pack / name)
    assert {one.problem for one in faults_of(invented_pack)} >= {"the file cannot be read (it is no regular file)"}
    for reader in (load_scenario, load_sweep):
        with pytest.raises(PackError):
            reader(invented_pack / "targets.toml")
    with pytest.raises(OSError, match="no regular file"):
        read_document(invented_pack / "targets.toml")


def test_an_optional_file_that_is_a_link_to_nothing_is_a_fault(invented_pack):
    (invented_pack / "agencies.toml").unlink(missing_ok=True)
    (invented_pack / "agencies.toml").symlink_to("nowhere.toml")
    assert any("link to nothing" in one.problem for one in faults_of(invented_pack))


def test_a_file_has_so_many_bytes_at_most(tmp_path):
    found, (fault,) = read(tmp_path, b"#" * (LARGEST_FILE + 1))
    assert found is None and "MB" in fault.problem


@pytest.mark.parametrize("part", ["a", '"a"', "'a b'", "a-b_c"])
@pytest.mark.parametrize("form", ["{} = 1", "[{}]", "[[{}]]", "x = {{{} = 1}}"])
def test_a_key_of_a_thousand_parts_is_refused_by_its_line(tmp_path, part, form):
    found, (fault,) = read(tmp_path, "# one\n\n" + form.format(".".join([part] * 50_000)) + "\n")
    assert found is None and fault.entry == "line 3" and "parts" in fault.problem


def test_what_is_no_long_key_is_left_alone(tmp_path):
    text = 'a = "' + "1.2 and " * 500 + '"\nb = """' + "and so. " * 500 + '"""\n[x.y.z]\nc = 1.5\n'
    found, faults = read(tmp_path, text)
    assert found is not None and not faults


def test_a_table_has_so_many_entries_at_most(invented_pack):
    with (invented_pack / "targets.toml").open("a", encoding="utf-8") as out:
        out.write("[[target]]\n" * (MOST_ENTRIES + 1))
    assert any("entries" in one.problem for one in faults_of(invented_pack))


# Many faults


def test_of_many_unknown_keys_the_first_are_named_and_all_are_counted(invented_pack):
    with (invented_pack / "agencies.toml").open("a", encoding="utf-8") as out:
        out.writelines(f"unknown{n} = 1\n" for n in range(20_000))
    found = faults_of(invented_pack)
    assert sum("not known" in one.problem for one in found) == MOST_UNKNOWN + 1
    assert any(one.problem.startswith("20000 keys") for one in found)


def test_faults_are_kept_once_each_and_counted_beyond_so_many():
    faults = Faults()
    for n in range(3 * MOST_KEPT):
        faults.add("file", f"row {n}", "key", "problem", "remedy")
        faults.add("file", f"row {n % 7}", "key", "problem", "remedy")
    assert len(list(faults)) == MOST_KEPT and len(faults) == 3 * MOST_KEPT
    with pytest.raises(PackError) as raised:
        faults.raise_if_any()
    error = raised.value
    assert str(error).splitlines()[-1] == f"and {3 * MOST_KEPT - PackError.shown} more"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


# Deceiving


STEERING = ["\x1b[2J", "\x07", "\x00", "\x9b31m", "\u202e", "\u2028", "\x7f", "\ud800", "\ufffe", "\x0b", "\r"]


@pytest.mark.parametrize("sign", STEERING)
def test_what_steers_a_terminal_is_shown_as_a_sign_of_its_own(sign):
    shown = printable(f"a{sign}b\tc\n中文 é 😀")
    assert not UNPRINTABLE.search(shown)
    assert shown.endswith("b\tc\n中文 é 😀")
    assert printable(shown) == shown


def test_a_fault_is_one_line_that_can_be_shown_and_is_not_long():
    faults = Faults()
    faults.add("a\x1b[31m" * 1000, "b\n" * 1000, "\u202ec" * 1000, "d" * 3_000_000, "e" * 3_000_000)
    (line,) = map(str, faults)
    assert not UNPRINTABLE.search(line) and "\n" not in line
    assert len(line) < 3 * LONGEST_NAMED + 2 * LONGEST_SAID + 20
    assert str(Fault("f\x1b", "", "", "p", "r")).startswith("f\ufffd")


@pytest.mark.parametrize("written", ['"x\\u001b[31my"', '"x\\u202ey"', '"""x\ny"""', '"x\\ty"'])
@pytest.mark.parametrize("file", ["plan.toml", "targets.toml", "clusters.toml", "indicators.toml", "programmes.toml"])
def test_a_label_is_one_line_of_characters_that_can_be_shown(invented_pack, file, written):
    path = invented_pack / file
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("label_en"))
    path.write_text("\n".join([*lines[:at], f"label_en = {written}", *lines[at + 1 :]]), encoding="utf-8")
    found = faults_of(invented_pack)
    assert [one.key for one in found] == ["label_en"] and "stands in the text" in found[0].problem


@pytest.mark.parametrize("most", [10, 11, 50])
def test_a_shortened_text_keeps_both_ends(most):
    text = "begin" + "x" * 1000 + "end"
    cut = shortened(text, most)
    assert len(cut) == most and cut.startswith("be") and cut.endswith("d")
    assert shortened("short", most) == "short"


def test_traditional_characters_are_simplified_each_by_itself():
    assert simplified("營業收入 GDP 從業人員") == "营业收入 GDP 从业人员"
    assert simplified("abc") == "abc"
