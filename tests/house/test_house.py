"""The layout of the project holds: floors, lock, sizes, words, notes in every folder."""

import ast
import importlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from clustercast.model.ensemble import child

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("reports", "calibration", "model", "agents", "scenarios")  # from the top down, below the front door
DOOR = ("commands", "bench", "api")
FOLDERS = ("clustercast", *FLOORS, "model/decisions", "notebooks", "results", "tests")
LARGEST_FILE = 1_000_000  # bytes
LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 50  # lines
MOST_IN_A_ROOM = 15  # modules side by side

# Spelled in pieces, so that this file does not find itself.
BANNED = re.compile("|".join((r"(?<![\w.}*-])/" + r"(?:work|tmp)\b", r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b")))
ADDRESS = re.compile(
    r"://|\bfile:/|--(?:extra-)?index-url|--find-links|--trusted-host|(?<![\w.])/\w|@ |"
    r"\b[\w-]+\.(?:com|org|net|io|dev|cn|edu|gov|local|lan)\b"
)


def run(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command and give what it said, whatever its exit code."""
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)


@cache
def sources() -> tuple[Path, ...]:
    """Files that git keeps or would keep; skips the test outside a git checkout."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def modules() -> list[Path]:
    """Python files that git keeps or would keep."""
    return [path for path in sources() if path.suffix == ".py"]


def short(path: Path) -> str:
    """The path as it is written inside the repository."""
    return path.relative_to(ROOT).as_posix()


def configured(*keys: str) -> Any:
    """A value of pyproject.toml."""
    value: Any = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for key in keys:
        value = value[key]
    return value


# Packages


@pytest.mark.parametrize("name", FLOORS)
def test_floor_is_a_package_of_ours_by_a_link_that_moves_with_the_repository(name):
    found = importlib.import_module(f"clustercast.{name}").__file__
    assert found is not None, f"{name} has no __init__.py"
    assert Path(found).resolve() == ROOT / name / "__init__.py"
    assert (ROOT / "clustercast" / name).readlink() == Path("..") / name


def test_installed_packages_resolve_inside_this_repository_from_any_folder(tmp_path):
    try:
        importlib.metadata.distribution("clustercast")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("clustercast is not installed in this environment; run make install")
    code = "import importlib.util as u, sys; print(*(u.find_spec(n).origin for n in sys.argv[1:]), sep='\\n')"
    said = run(sys.executable, "-c", code, *(f"clustercast.{name}" for name in FLOORS), cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert [Path(line).resolve() for line in said.stdout.split("\n")[:-1]] == [ROOT / n / "__init__.py" for n in FLOORS]


@pytest.mark.parametrize("folder", FOLDERS)
def test_folder_has_a_readme(folder):
    assert (ROOT / folder / "README.md").is_file()


def test_every_folder_of_modules_is_a_package():
    ours = ("clustercast", *FLOORS)
    missing = {short(p.parent) for p in modules() if p.relative_to(ROOT).parts[0] in ours} - {
        short(p.parent) for p in modules() if p.name == "__init__.py"
    }
    assert not missing, f"no __init__.py in {sorted(missing)}: these folders would not be shipped"


def test_private_and_complete_distribution():
    assert "Private :: Do Not Upload" in configured("project", "classifiers")
    shipped = configured("tool", "setuptools", "packages", "find", "include")
    assert set(shipped) == {"clustercast", "clustercast.*"}


# One name


def bare_imports(source: str) -> list[str]:
    """Imports of a floor by the name of its folder: a user's own module, or ours a second time."""
    found = []
    for node in ast.walk(ast.parse(source)):
        named = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            named = [node.module or ""]
        found += [f"{node.lineno}: {name}" for name in named if name.split(".")[0] in FLOORS]  # type: ignore[attr-defined]
    return found


def test_no_floor_is_imported_by_the_name_of_its_folder():
    assert not {short(path): found for path in modules() if (found := bare_imports(path.read_text(encoding="utf-8")))}


@pytest.mark.parametrize("source", ["import model", "import agents.draws as d", "from scenarios import load_plan"])
def test_a_bare_import_is_found(source):
    assert bare_imports(source)


@pytest.fixture
def hostile(tmp_path):
    """A folder whose modules have the names of our folders, and fail when imported."""
    for name in FLOORS:
        (tmp_path / f"{name}.py").write_text(f"raise RuntimeError('{name}.py of the user was imported')\n")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ("-c", "import clustercast; clustercast.load_plan('henan-equipment-2017'); clustercast.open_run"),
        ("-m", "clustercast", "plans"),
        ("script.py",),
    ],
)
def test_modules_of_a_user_with_the_names_of_our_folders_are_left_alone(hostile, words):
    (hostile / "script.py").write_text("import clustercast\nprint(clustercast.load_plan('henan-equipment-2017').id)\n")
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    said = subprocess.run(
        [sys.executable, *words], cwd=hostile, env={**os.environ, "PYTHONPATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


def test_processes_that_we_start_see_nothing_of_the_folder_they_run_in(hostile):
    code = "import clustercast.model, importlib.util as u, sys; print(*filter(u.find_spec, sys.argv[1:]))"
    said = subprocess.run(
        child.python("-c", code, *FLOORS), cwd=hostile, env=child.environment(PYTHONPATH=str(ROOT)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert hostile.as_posix() not in said.stdout


# Floors


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold the packages in a folder against the contracts in its pyproject.toml."""
    pytest.importorskip("importlinter")
    code = "from importlinter.cli import lint_imports_command as command; command()"
    return run(sys.executable, "-c", code, "--no-cache", cwd=folder)


def test_imports_point_down_only():
    said = lint_imports(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr


def test_contract_names_the_floors_in_order():
    (contract,) = (c for c in configured("tool", "importlinter", "contracts") if c["id"] == "floors")
    assert tuple(contract["layers"]) == tuple(f"clustercast.{name}" for name in (*DOOR, *FLOORS))
    assert configured("tool", "importlinter", "root_packages") == ["clustercast"]


def named_in_contracts() -> Iterator[str]:
    """Every module that a contract names; one below where it names all below a package."""
    for one in configured("tool", "importlinter", "contracts"):
        for place in one.get("containers", [""]):
            for layer in one.get("layers", ()):
                yield from (f"{place}.{name.strip()}".lstrip(".") for name in layer.split("|"))
        for key in ("protected_modules", "allowed_importers", "source_modules", "forbidden_modules"):
            yield from (
                re.sub(r"\*+", "some", name) for name in one.get(key, ()) if not re.search(r"(model|reports)\.\*", name)
            )


def empty_house(folder: Path) -> None:
    """The floors, empty, with the modules that the contracts name."""
    for name in named_in_contracts():
        package = folder.joinpath(*name.split("."))
        package.mkdir(parents=True, exist_ok=True)
        for inside in (package, *package.parents):
            if inside.is_relative_to(folder) and inside != folder:
                (inside / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", folder)


def test_only_the_hindcast_may_see_what_is_held_out(tmp_path):
    empty_house(tmp_path)
    calibration, look = tmp_path / "clustercast" / "calibration", "import clustercast.calibration.observed.held_out\n"
    (calibration / "hindcast" / "scores.py").write_text(look)
    assert lint_imports(tmp_path).returncode == 0
    (calibration / "fit.py").write_text(look)
    said = lint_imports(tmp_path)
    assert said.returncode == 1
    assert "clustercast.calibration.fit -> clustercast.calibration.observed.held_out" in said.stdout


@pytest.mark.parametrize(("lower", "upper"), [("scenarios", "agents"), ("agents", "model"), ("model", "reports")])
def test_contract_finds_an_import_that_points_up(tmp_path, lower, upper):
    empty_house(tmp_path)
    house = tmp_path / "clustercast"
    (house / upper / "__init__.py").write_text(f"import clustercast.{lower}\n")
    assert lint_imports(tmp_path).returncode == 0
    (house / upper / "__init__.py").write_text("")
    (house / lower / "__init__.py").write_text(f"import clustercast.{upper}\n")
    said = lint_imports(tmp_path)
    assert said.returncode == 1
    assert "BROKEN" in said.stdout


def test_no_circle_of_imports():
    """Not even among imports for types only."""
    grimp = pytest.importorskip("grimp")
    graph = grimp.build_graph("clustercast", cache_dir=None)
    TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).prepare()


def test_no_crowded_room():
    rooms = Counter(path.parent for path in modules() if path.name != "__init__.py")
    held = {short(room): n for room, n in rooms.items() if short(room).split("/")[0] in ("model", "reports")}
    assert not {room: n for room, n in held.items() if n > MOST_IN_A_ROOM}


# Locks


LOCKS = ("requirements.lock", "requirements-dev.lock")
"""What a forecast needs, and what development adds to it."""
NAME = r"[^A-Za-z0-9._-]"


def lock_lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def pinned(name: str) -> set[str]:
    return {line.split("==")[0] for line in lock_lines(name) if re.match("[a-z0-9._-]+==", line)}


def named(*keys: str) -> set[str]:
    return {re.split(NAME, word, maxsplit=1)[0].lower() for word in configured(*keys)}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_index_host_or_folder(lock):
    found = [line for line in lock_lines(lock) if "--hash=" not in line and ADDRESS.search(line)]
    assert not found


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_hash_for_every_pin(lock):
    text = "\n".join(line for line in lock_lines(lock) if not line.lstrip().startswith("#")).replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line.strip()]
    assert pins
    wrong = [pin for pin in pins if not re.fullmatch(r"[a-z0-9._-]+==\S+(\s+--hash=sha256:[0-9a-f]{64})+\s*", pin)]
    assert not wrong


def test_locks_cover_what_pyproject_names():
    forecast, added = (pinned(lock) for lock in LOCKS)
    assert named("project", "dependencies") | named("build-system", "requires") <= forecast
    assert named("project", "optional-dependencies", "dev") <= forecast | added


def test_a_forecast_fetches_nothing_that_only_development_needs():
    """Nothing that `dev` names, and no package that both locks pin: two versions of it could not be told apart."""
    forecast, added = (pinned(lock) for lock in LOCKS)
    assert not forecast & (named("project", "optional-dependencies", "dev") - named("project", "dependencies"))
    assert not forecast & added


# Files


def test_no_large_file():
    assert not [(short(path), path.stat().st_size) for path in sources() if path.stat().st_size > LARGEST_FILE]


def test_no_banned_words():
    found = []
    for path in sources():
        if path.name in (*LOCKS, "LICENSE"):
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{short(path)}:{n}: {line.strip()[:100]}" for n, line in enumerate(lines, 1) if BANNED.search(line)]
    assert not found


def test_no_long_file():
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert not {name: n for name, n in lengths.items() if n > LONGEST_FILE}


def test_no_long_function():
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found.append(f"{short(path)}:{node.lineno}: {node.name} has {lines} lines")
    assert not found


@pytest.mark.parametrize(
    "name",
    [
        ".venv/bin/python",
        "build/lib/x.py",
        "clustercast.egg-info/PKG-INFO",
        "model/__pycache__/x.pyc",
        ".pytest_cache/x",
        ".ruff_cache/x",
        ".hypothesis/x",
        ".import_linter_cache/x",
        "results/henan-equipment-2017/plan.json",
    ],
)
def test_git_ignores(name):
    sources()
    assert run("git", "check-ignore", "--quiet", "--no-index", name).returncode == 0


def test_git_keeps_the_note_on_results():
    sources()
    assert run("git", "check-ignore", "--quiet", "--no-index", "results/README.md").returncode == 1


def test_continuous_integration_is_executable():
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
