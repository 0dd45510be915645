"""What only some systems can do stands in one module, and no test hangs on a clock."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("clustercast", "reports", "calibration", "model", "agents", "scenarios")
ALONE = "model/system/posix.py"
MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "signal", "syslog", "termios", "tty"}
OF_OS = {
    "chown", "fchmod", "fchown", "fdatasync", "fork", "forkpty", "getegid", "geteuid", "getgid", "getloadavg",
    "getppid", "getuid", "kill", "killpg", "mkfifo", "nice", "pread", "pwrite", "sched_getaffinity", "setsid",
    "statvfs", "sysconf", "uname", "wait", "waitpid",
}  # fmt: skip
WORDS = {"preexec_fn", "process_group", "start_new_session"}
CLOCKS = {"getloadavg", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "thread_time"}
GIVES_UP = "tests/sweeps.py"
"""The one file of tests that reads a clock, so that a fault does not keep it waiting for ever."""


def of_some_systems(source: str) -> list[str]:
    """What a module asks of the system that not every system has."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name in MODULES]
        if isinstance(node, ast.ImportFrom) and node.module in MODULES | {"os"}:
            found.append(f"from {node.module} import")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found += [f"os.{node.attr}"] * (node.value.id == "os" and node.attr in OF_OS)
        if isinstance(node, ast.keyword) and node.arg in WORDS:
            found.append(node.arg)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("/proc/"):
            found.append(node.value)
    return found


def clocks(source: str) -> list[str]:
    """The clocks that a module reads."""
    names = [node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    return [name for name in names if name in CLOCKS]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_what_only_some_systems_can_do_stands_in_one_module():
    asked = {short(path): of_some_systems(path.read_text(encoding="utf-8")) for floor in FLOORS
             for path in (ROOT / floor).rglob("*.py")}  # fmt: skip
    found = {name: what for name, what in asked.items() if what}
    assert list(found) == [ALONE], found


def test_no_test_reads_a_clock():
    found = {short(path): clocks(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("*.py")}
    assert [name for name, read in found.items() if read] == [GIVES_UP], found


@pytest.mark.parametrize(
    "source",
    ["import signal", "from os import kill", "import os\nos.getppid()", "f(start_new_session=True)", "'/proc/x'"],
)
def test_planted_calls_are_found(source):
    assert of_some_systems(source)


def test_planted_clocks_are_found():
    assert clocks("import time\nbegan = time.monotonic()")
