# pyright: reportMissingImports=false
"""Let the tests of rules and acts run on a sample of mutants, uncompiled; go on where a run stopped; sum up.

Every mutant has a process of its own, forked from one that has the libraries in memory and nothing of the project: it
reads the mutated module in place of the file, so no file is ever changed.
"""

import argparse
import gc
import importlib
import importlib.machinery
import os
import resource
import signal
import sys
import traceback

import hypothesis
import pytest
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from tests.mutation.mutants import ROOT, code_of, draw, fingerprint
from tests.mutation.summary import write

FOLDER = ROOT / "build" / "mutation"
LIBRARIES = ("numpy", "numba", "numba.extending", "scipy.integrate", "scipy.stats", "xml.dom.minidom")
TESTS = (
    "tests/agents/test_worked_rules.py", "tests/agents/worked", "tests/model/worked",
    "tests/agents/test_hand_checks.py", "tests/agents/test_draws.py",
    "tests/theory/test_title_rules.py", "tests/theory/test_distributions_theory.py",
    "tests/theory/test_rules_theory.py",
)  # fmt: skip
OPTIONS = ("-x", "-q", "--noconftest", "--tb=line", "--assert=plain", "-p", "no:cacheprovider")
READ = (
    "agents/**/*.py", "model/**/*.py", "scenarios/**/*.py", "scenarios/**/*.toml", "tests/*.py",
    "tests/agents/**/*.py", "tests/model/worked/*.py", "tests/theory/*.py",
    "tests/mutation/mutants.py", "tests/mutation/operators.py", "tests/mutation/run.py",
)  # fmt: skip
"""All that is mutated or read by the tests: a stopped run is gone on with only if none of it has changed."""
LEAST_TIME, TIMES_LONGER = 20, 5
"""Processor seconds of a mutant: so many times those of the tests on the text itself, and not fewer than the least."""
MEMORY = 2 << 30
"""Bytes of address space of a mutant."""


def preload():
    """Import what no mutant changes; fix the examples of hypothesis, of which none fails for being slow."""
    os.environ |= {"NUMBA_DISABLE_JIT": "1", "OPENBLAS_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    sys.dont_write_bytecode = False
    for name in LIBRARIES:
        importlib.import_module(name)
    hypothesis.settings.register_profile(
        "fixed", derandomize=True, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck),
        phases=set(hypothesis.Phase) - {hypothesis.Phase.shrink, hypothesis.Phase.explain},
    )  # fmt: skip
    hypothesis.settings.load_profile("fixed")
    gc.freeze()


def read_in_place(path, code):
    """Have a module's text read from memory."""
    read = importlib.machinery.SourceFileLoader.get_code

    def get_code(self, fullname):
        if os.path.realpath(self.path) == str(path):
            return compile(code, self.path, "exec", dont_inherit=True)
        return read(self, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code


def fork(spec, limit):
    """Test the mutant ``spec`` (None: the text itself) in a process of its own, of so many seconds; its number."""
    child = os.fork()
    if child:
        return child
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        out = os.open(FOLDER / f"{os.getpid()}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        if spec is not None:
            read_in_place(ROOT / spec.module_path, code_of(spec)[1])
        os._exit(int(pytest.main([*OPTIONS, *TESTS])))
    except BaseException:
        traceback.print_exc()
        os._exit(70)


def ended():
    """Wait for one of the processes: (its number, exit code, processor seconds, last words)."""
    child, status, used = os.wait4(-1, 0)
    log = FOLDER / f"{child}.log"
    said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    log.unlink(missing_ok=True)
    return child, os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, said


def unmutated():
    """Seconds that the tests take on the text itself, which they must pass."""
    fork(None, 600)
    _, code, seconds, said = ended()
    if code:
        sys.exit(f"the tests do not pass without a mutation:\n{said}")
    return seconds


def outcome(code, said):
    """What an exit says: 0 is a survivor; 1, 2, 3 a failed test, import or runner; out of time is killed too."""
    if code == -signal.SIGXCPU:
        return WorkResult(WorkerOutcome.NORMAL, "timeout", TestOutcome.KILLED)
    if code not in (0, 1, 2, 3):
        sys.exit(f"the tests of a mutant could not run ({code}):\n{said}")
    return WorkResult(WorkerOutcome.NORMAL, said, TestOutcome.KILLED if code else TestOutcome.SURVIVED)


def run(items, jobs, limit, done):
    """Test mutants, ``jobs`` at a time, each within ``limit`` processor seconds; hand each to ``done``."""
    waiting, running = list(items), {}
    while waiting or running:
        while waiting and len(running) < jobs:
            item = waiting.pop()
            running[fork(item.mutations[0], limit)] = item
        child, code, _, said = ended()
        done(running.pop(child).job_id, outcome(code, said))


def main():
    """Draw, test what is not tested yet, sum up; exit with 1 if too few are killed."""
    options = argparse.ArgumentParser(prog="make mutants")
    options.add_argument("--count", type=int, default=600)
    options.add_argument("--seed", type=int, default=2017)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--least", type=float, default=0.85, help="part that must be killed")
    options.add_argument("--out", default="", help="where the summary goes; as committed if not said")
    given = options.parse_args()
    os.chdir(ROOT)
    FOLDER.mkdir(parents=True, exist_ok=True)
    sample, total = draw(given.count, given.seed)
    with use_db(FOLDER / f"{given.seed}-{given.count}-{fingerprint(*READ)}.sqlite") as base:
        if not base.num_work_items:
            base.add_work_items(sample)
        preload()
        limit = max(LEAST_TIME, int(TIMES_LONGER * unmutated()))
        run(base.pending_work_items, given.jobs, limit, base.set_result)
        part = write(base.completed_work_items, total, given)
    sys.exit(part < given.least)


if __name__ == "__main__":
    main()
