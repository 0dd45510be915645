# pyright: reportMissingImports=false
"""What a run of mutants showed, as a page that is kept."""

import subprocess
from pathlib import Path

from cosmic_ray.work_item import TestOutcome

from tests.mutation.mutants import EQUIVALENT, ROOT, judged_equivalent, key_of

PAGE = Path(__file__).with_name("summary.md")
VERDICTS = ("killed", "survived", "equivalent")
HEAD = """# Mutants of the rules and acts

Written by `make mutants`. A mutant is one changed operator, constant or comparison, or one dropped statement, in the
body of a rule or an act. It is killed if a test of the rules and acts fails, uncompiled, or if the tests do not end
(by time). Equivalent are those that no test can tell from the text (`equivalent.toml` has the reasons); the others
survive.

| | |
|---|---|
"""


def commit():
    """The commit tested, with a mark if any file but this page differs from it."""
    others = ("--", ".", f":!{PAGE.relative_to(ROOT)}")
    said, changed = (
        subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()
        for words in (("rev-parse", "--short=10", "HEAD"), ("status", "--porcelain", *others))
    )
    return said + (" and changes since" if changed else "")


def verdicts(results, equivalent):
    """(verdict, key, whether it ran out of time) of every mutant."""
    for item, result in results:
        key = key_of(item.mutations[0])
        if result.test_outcome == TestOutcome.KILLED:
            verdict = "killed"
        else:
            verdict = "equivalent" if key in equivalent else "survived"
        yield verdict, key, result.output == "timeout"


def line(*cells):
    """A row of a table."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def counts_of(found):
    """Drawn, killed, of these by time, survived, equivalent, and the part killed of those that are not equivalent."""
    killed, survived, equivalent = (sum(one[0] == verdict for one in found) for verdict in VERDICTS)
    part = killed / max(1, killed + survived)
    return len(found), killed, sum(late for *_, late in found), survived, equivalent, part


def by_file(found):
    """The counts of every file, and of all."""
    of_file = {path: [one for one in found if one[1][0] == path] for path in sorted({key[0] for _, key, _ in found})}
    for name, some in {**{f"`{path}`": some for path, some in of_file.items()}, "all": found}.items():
        *counts, part = counts_of(some)
        yield line(name, *counts, f"{part:.1%}")


def named(found, verdict, reasons):
    """The mutants of a verdict, each with its change."""
    for _, (path, function, before, after), _ in sorted(one for one in found if one[0] == verdict):
        change = f"`{before.replace(chr(10), ' / ')}` -> `{after.replace(chr(10), ' / ')}`"
        reason = reasons.get((path, function, before, after), "")
        yield f"- `{path}` `{function}`: {change}" + (f": {reason}" if reason else "")


def write(results, total, given):
    """Write the page; the part killed of those that are not equivalent."""
    reasons = judged_equivalent()
    found = list(verdicts(results, reasons))
    drawn, killed, late, survived, equivalent, part = counts_of(found)
    for verdict, key, _ in found:
        if verdict == "killed" and key in reasons:
            print(f"{EQUIVALENT.name} is wrong: the tests tell this mutant from the text: {key}")  # noqa: T201
    facts = [
        line("command", f'`make mutants MUTANTS={given.count} ARGS="--seed {given.seed}"`'),
        line("commit", commit()),
        line("drawn", f"{drawn} of {total}, seed {given.seed}"),
        line("killed", f"{killed} ({late} by time)"),
        line("survived", survived),
        line("equivalent", equivalent),
        line("killed of those not equivalent", f"{part:.1%} (asked: {given.least:.0%})"),
        line("killed of all drawn", f"{killed / max(1, drawn):.1%}"),
    ]
    head = line(
        "file", "drawn", "killed", "of these by time", "survived", "equivalent", "killed of those not equivalent"
    )
    parts = [HEAD + "\n".join(facts), "\n".join([head, "|---" * 7 + "|", *by_file(found)])]
    for title, verdict in (("Survivors", "survived"), ("Equivalent", "equivalent")):
        parts.append(f"## {title}\n\n" + ("\n".join(named(found, verdict, reasons)) or "None."))
    page = Path(given.out) if given.out else PAGE
    page.write_text("\n\n".join(parts) + "\n")
    print(f"{part:.1%} killed of {drawn - equivalent} mutants that are not equivalent; see {page}")  # noqa: T201
    return part
