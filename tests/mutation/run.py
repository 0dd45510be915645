# pyright: reportMissingImports=false, reportArgumentType=false
"""Let the tests of rules and acts run on a sample of mutants, uncompiled; go on where a run stopped; sum up.

The tests are collected once.  Every mutant has a process of its own, forked from the one that has them: there the
function that is mutated gets other code, so that no file is changed, and the tests that speak of it come first.
"""

import argparse
import gc
import importlib
import os
import resource
import signal
import sys
from functools import cache

import hypothesis
import pytest
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from tests.mutation.mutants import ROOT, code_of, draw, fingerprint
from tests.mutation.summary import write

FOLDER = ROOT / "build" / "mutation"
TESTS = (
    "tests/agents/test_worked_rules.py", "tests/agents/worked", "tests/model/worked",
    "tests/agents/test_hand_checks.py", "tests/agents/test_draws.py",
    "tests/theory/test_title_rules.py", "tests/theory/test_distributions_theory.py",
    "tests/theory/test_rules_theory.py",
)  # fmt: skip
OPTIONS = ("-x", "-q", "-s", "--noconftest", "--tb=line", "--assert=plain", "-p", "no:cacheprovider")
READ = (
    "agents/**/*.py", "model/**/*.py", "scenarios/**/*.py", "scenarios/**/*.toml", "tests/*.py",
    "tests/agents/**/*.py", "tests/model/worked/*.py", "tests/theory/*.py",
    "tests/mutation/mutants.py", "tests/mutation/operators.py", "tests/mutation/run.py",
)  # fmt: skip
"""All that is mutated or read by the tests: a stopped run is gone on with only if none of it has changed."""
LEAST_TIME, TIMES_LONGER = 10, 5
"""Processor seconds of a mutant: so many times those of the tests on the text itself, and not fewer than the least."""
MEMORY = 2 << 30
"""Bytes of address space of a mutant."""


def set_up():
    """No compilation, one thread, no plugins; fixed examples of hypothesis, a quarter of the usual number."""
    os.environ |= {"NUMBA_DISABLE_JIT": "1", "OPENBLAS_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    hypothesis.settings.register_profile(
        "fixed", derandomize=True, deadline=None, database=None, max_examples=25,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=set(hypothesis.Phase) - {hypothesis.Phase.shrink, hypothesis.Phase.explain},
    )  # fmt: skip
    hypothesis.settings.load_profile("fixed")


def mutate(spec):
    """Give the function that the mutation stands in its other code, wherever it has been imported to."""
    module = importlib.import_module("clustercast." + ".".join(spec.module_path.with_suffix("").parts))
    parts = compile(code_of(spec)[1], str(ROOT / spec.module_path), "exec", dont_inherit=True).co_consts
    (code,) = (part for part in parts if getattr(part, "co_name", "") == spec.definition_name)
    getattr(module, spec.definition_name).__code__ = code


@cache
def text_of(path):
    """The text of a file of tests."""
    return path.read_text(encoding="utf-8")


def far_from(item, name):
    """How far a test is from a function: it calls it, it has to do with it, its file speaks of it."""
    return (name not in item.function.__code__.co_names, name not in item.name, name not in text_of(item.path))


class Mutants:
    """Where pytest would run the tests that it has collected, run them once for every mutant."""

    def __init__(self, base, jobs):
        self.base, self.jobs, self.forked = base, jobs, False

    def pytest_runtestloop(self, session):
        """Of the first process, True: all is done.  Of a fork, None: pytest goes on to run the tests."""
        gc.freeze()
        if not self.fork(session, None, 600):
            return None
        _, code, seconds, said = ended()
        if code:
            pytest.exit(f"the tests do not pass without a mutation:\n{said}", 1)
        limit = max(LEAST_TIME, int(TIMES_LONGER * seconds))
        waiting, running = list(self.base.pending_work_items), {}
        while waiting or running:
            while waiting and len(running) < self.jobs:
                item = waiting.pop()
                child = self.fork(session, item.mutations[0], limit)
                if not child:
                    return None
                running[child] = item
            child, code, _, said = ended()
            self.base.set_result(running.pop(child).job_id, outcome(code, said))
        return True

    def fork(self, session, spec, limit):
        """A process for the mutant ``spec`` (None: the text itself), of so many processor seconds; 0 in the process."""
        child = os.fork()
        if not child:
            self.forked = True
            out = os.open(FOLDER / f"{os.getpid()}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            if spec is not None:
                session.items.sort(key=lambda item: far_from(item, spec.definition_name))
                mutate(spec)
        return child


def ended():
    """Wait for one of the processes: (its number, exit code, processor seconds, last words)."""
    child, status, used = os.wait4(-1, 0)
    log = FOLDER / f"{child}.log"
    said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    log.unlink(missing_ok=True)
    return child, os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, said


def outcome(code, said):
    """What an exit says: 0 is a survivor, 1 a failed test; out of time is killed too."""
    if code == -signal.SIGXCPU:
        return WorkResult(WorkerOutcome.NORMAL, "timeout", TestOutcome.KILLED)
    if code not in (0, 1):
        pytest.exit(f"the tests of a mutant could not run ({code}):\n{said}", 1)
    return WorkResult(WorkerOutcome.NORMAL, said, TestOutcome.KILLED if code else TestOutcome.SURVIVED)


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
        set_up()
        mutants = Mutants(base, given.jobs)
        code = pytest.main([*OPTIONS, *TESTS], plugins=[mutants])
        sys.stdout.flush()
        if mutants.forked:
            os._exit(int(code))
        if code:
            sys.exit(int(code))
        part = write(base.completed_work_items, total, given)
    sys.exit(part < given.least)


if __name__ == "__main__":
    main()
