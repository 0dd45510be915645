"""The layout of the project holds: floors, lock, sizes, words, notes in every folder."""

import ast
import importlib
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("clustercast", "reports", "calibration", "model", "agents", "scenarios")  # from the top down
FOLDERS = (*FLOORS, "model/decisions", "notebooks", "results", "tests")
LARGEST_FILE = 1_000_000  # bytes
LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 50  # lines

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
def test_package_resolves_inside_this_repository(name):
    found = importlib.import_module(name).__file__
    assert found is not None, f"{name} has no __init__.py"
    assert Path(found).resolve() == ROOT / name / "__init__.py"


def test_installed_packages_resolve_inside_this_repository_from_any_folder(tmp_path):
    try:
        importlib.metadata.distribution("clustercast")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("clustercast is not installed in this environment; run make install")
    code = "import importlib.util as u, sys; print(*(u.find_spec(n).origin for n in sys.argv[1:]), sep='\\n')"
    said = run(sys.executable, "-c", code, *FLOORS, cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert [Path(line).resolve() for line in said.stdout.split("\n")[:-1]] == [ROOT / n / "__init__.py" for n in FLOORS]


@pytest.mark.parametrize("folder", FOLDERS)
def test_folder_has_a_readme(folder):
    assert (ROOT / folder / "README.md").is_file()


def test_every_folder_of_modules_is_a_package():
    missing = {short(p.parent) for p in modules() if p.relative_to(ROOT).parts[0] in FLOORS} - {
        short(p.parent) for p in modules() if p.name == "__init__.py"
    }
    assert not missing, f"no __init__.py in {sorted(missing)}: these folders would not be shipped"


def test_private_and_complete_distribution():
    assert "Private :: Do Not Upload" in configured("project", "classifiers")
    shipped = configured("tool", "setuptools", "packages", "find", "include")
    assert set(shipped) == {*FLOORS, *(f"{name}.*" for name in FLOORS)}


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
    (contract,) = (c for c in configured("tool", "importlinter", "contracts") if c["type"] == "layers")
    assert tuple(contract["layers"]) == FLOORS
    assert set(configured("tool", "importlinter", "root_packages")) == set(FLOORS)


def empty_house(folder: Path) -> None:
    """The floors, empty, with the modules that the contracts name."""
    contracts = configured("tool", "importlinter", "contracts")
    named = [
        name for one in contracts for key in ("protected_modules", "allowed_importers") for name in one.get(key, ())
    ]
    for name in (*FLOORS, *named):
        package = folder.joinpath(*name.split("."))
        package.mkdir(parents=True, exist_ok=True)
        for inside in (package, *package.parents):
            if inside.is_relative_to(folder) and inside != folder:
                (inside / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", folder)


def test_only_the_hindcast_may_see_what_is_held_out(tmp_path):
    empty_house(tmp_path)
    (tmp_path / "calibration" / "hindcast" / "scores.py").write_text("import calibration.observed.held_out\n")
    assert lint_imports(tmp_path).returncode == 0
    (tmp_path / "calibration" / "fit.py").write_text("import calibration.observed.held_out\n")
    said = lint_imports(tmp_path)
    assert said.returncode == 1
    assert "calibration.fit -> calibration.observed.held_out" in said.stdout


@pytest.mark.parametrize(("lower", "upper"), [("scenarios", "agents"), ("agents", "model"), ("model", "clustercast")])
def test_contract_finds_an_import_that_points_up(tmp_path, lower, upper):
    empty_house(tmp_path)
    (tmp_path / upper / "__init__.py").write_text(f"import {lower}\n")
    assert lint_imports(tmp_path).returncode == 0
    (tmp_path / upper / "__init__.py").write_text("")
    (tmp_path / lower / "__init__.py").write_text(f"import {upper}\n")
    said = lint_imports(tmp_path)
    assert said.returncode == 1
    assert "BROKEN" in said.stdout


# Lock


def lock_lines() -> list[str]:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()


def test_lock_names_no_index_host_or_folder():
    found = [line for line in lock_lines() if "--hash=" not in line and ADDRESS.search(line)]
    assert not found


def test_lock_has_a_hash_for_every_pin():
    text = "\n".join(line for line in lock_lines() if not line.lstrip().startswith("#")).replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line.strip()]
    assert pins
    wrong = [pin for pin in pins if not re.fullmatch(r"[a-z0-9._-]+==\S+(\s+--hash=sha256:[0-9a-f]{64})+\s*", pin)]
    assert not wrong


def test_lock_covers_what_pyproject_names():
    named = [*configured("project", "dependencies"), *configured("project", "optional-dependencies", "dev")]
    named += configured("build-system", "requires")
    wanted = {re.split(r"[^A-Za-z0-9._-]", word, maxsplit=1)[0].lower() for word in named}
    locked = {line.split("==")[0] for line in lock_lines() if "==" in line}
    assert wanted <= locked


# Files


def test_no_large_file():
    assert not [(short(path), path.stat().st_size) for path in sources() if path.stat().st_size > LARGEST_FILE]


def test_no_banned_words():
    found = []
    for path in sources():
        if path.name in ("requirements.lock", "LICENSE"):
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
