# pyright: reportMissingImports=false
"""What a run of mutants showed, as a page that is kept."""

import subprocess
from collections import Counter
from pathlib import Path

from cosmic_ray.work_item import TestOutcome

from tests.mutation.mutants import ROOT, judged_equivalent, key_of

PAGE = Path(__file__).with_name("summary.md")
HEAD = """# Mutants of the rules and acts

Written by `make mutants`. A mutant is one changed operator, constant or comparison, or one dropped statement, in the
body of a rule or an act. It is killed if a test of the rules and acts fails, uncompiled, or if a run does not end.
Equivalent are those that no test can tell from the text (`equivalent.toml` has the reasons); the others survive.

| | |
|---|---|
"""


def commit():
    """The commit tested, with a mark if the text differs from it."""
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return said.stdout.strip()


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


def by_file(found):
    """The counts of every file, and of all."""
    counts = Counter((name, key[0]) for name, key, _ in found)
    for path in [*sorted({key[0] for _, key, _ in found}), "all"]:
        row = [sum(n for (name, at), n in counts.items() if name == verdict and path in (at, "all"))
               for verdict in ("killed", "survived", "equivalent")]  # fmt: skip
        yield line(f"`{path}`" if path != "all" else path, sum(row), *row)


def named(found, verdict, reasons):
    """The mutants of a verdict, each with its change."""
    for _, (path, function, before, after), _ in sorted(one for one in found if one[0] == verdict):
        change = f"`{before.replace(chr(10), ' / ')}` -> `{after.replace(chr(10), ' / ')}`"
        reason = reasons.get((path, function, before, after), "")
        yield f"- `{path}` `{function}`: {change}" + (f": {reason}" if reason else "")


def write(results, total, given, seconds, each):
    """Write the page; the part killed of those that are not equivalent."""
    reasons = judged_equivalent()
    found = list(verdicts(results, reasons))
    counts = Counter(name for name, _, _ in found)
    part = counts["killed"] / max(1, counts["killed"] + counts["survived"])
    facts = [
        line("commit", commit()),
        line("drawn", f"{len(found)} of {total}, seed {given.seed}"),
        line("killed", f"{counts['killed']} ({sum(late for *_, late in found)} by time)"),
        line("survived", counts["survived"]),
        line("equivalent", counts["equivalent"]),
        line("killed of those not equivalent", f"{part:.1%}"),
        line("killed of all", f"{counts['killed'] / max(1, len(found)):.1%}"),
        line("processor time", f"{seconds:.1f} s the tests on the text itself; {each:.1f} s a mutant of this run"),
    ]
    parts = [
        HEAD + "\n".join(facts),
        line("file", "drawn", "killed", "survived", "equivalent") + "\n|---|---|---|---|---|",
    ]
    parts[1] += "\n" + "\n".join(by_file(found))
    for title, verdict in (("Survivors", "survived"), ("Equivalent", "equivalent")):
        parts.append(f"## {title}\n\n" + ("\n".join(named(found, verdict, reasons)) or "None."))
    page = Path(given.out) if given.out else PAGE
    page.write_text("\n\n".join(parts) + "\n")
    print(f"{part:.1%} killed of {len(found) - counts['equivalent']} mutants that are not equivalent; see {page}")  # noqa: T201
    return part
