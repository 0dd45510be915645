# pyright: reportMissingImports=false, reportOptionalMemberAccess=false
"""Every mutant of the rules and acts, and a sample of them by a seed."""

import difflib
import hashlib
import random
import tomllib
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_code
from cosmic_ray.work_item import MutationSpec, WorkItem

from tests.mutation.operators import operators

ROOT = Path(__file__).parents[2]
MARKS = {"rule", "act", "inner_act"}
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


def marked(node):
    """Whether a part of a module stands in the body of a rule or an act."""
    while node and not (node.type == "funcdef" and node.parent.type == "decorated"):
        node, inner = node.parent, node
        if node and node.type == "funcdef" and inner is not node.children[-1]:
            return False  # names and types of its arguments
    return bool(node) and bool(MARKS & {mark.children[1].get_code() for mark in node.get_decorators()})


def of_module(path, known):
    """The mutants of one module; occurrences are counted over all of it, as the tool does."""
    tree, within = get_ast_from_path(path), str(path.relative_to(ROOT))
    for name, operator in known.items():
        places = ((node, *at) for node in ast_nodes(tree) for at in operator.mutation_positions(node))
        for number, (node, start, end) in enumerate(places):
            if marked(node):
                yield WorkItem.single(
                    f"{within} {name} {number}",
                    MutationSpec(
                        within, name, number, start, end, definition_name=ASTQuery(node).get_definition_name()
                    ),
                )


def draw(count, seed):
    """So many mutants drawn from all of them: (sample, number of all)."""
    known = operators()
    everything = [item for path in sorted(ROOT.glob("agents/**/*.py")) for item in of_module(path, known)]
    return random.Random(seed).sample(everything, min(count, len(everything))), len(everything)


def code_of(spec):
    """The module's text with the mutation in it."""
    text = (ROOT / spec.module_path).read_text()
    return text, mutate_code(text, operators()[spec.operator_name], spec.occurrence)


def key_of(spec):
    """What names a mutant while lines move: its file, its function, the changed lines before and after."""
    changed = list(difflib.unified_diff(*(text.splitlines() for text in code_of(spec)), n=0))[2:]
    before, after = ("\n".join(line[1:].strip() for line in changed if line.startswith(mark)) for mark in "-+")
    return str(spec.module_path), spec.definition_name, before, after


def judged_equivalent():
    """Mutants that no test can tell from the text, with the reason, by their key."""
    entries = tomllib.loads(EQUIVALENT.read_text()).get("mutant", []) if EQUIVALENT.exists() else []
    return {(one["file"], one["function"], one["before"], one["after"]): one["reason"] for one in entries}


def fingerprint(*patterns):
    """Of all files of these patterns."""
    made = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
        made.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return made.hexdigest()[:12]
