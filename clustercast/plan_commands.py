"""The commands that look at plans: plans, show, check."""

from pathlib import Path

from clustercast.screen import language, show_json, show_sentences
from clustercast.screen import show as print_parts
from reports.words import Language
from scenarios import Fault, PackError, load_plan, load_scenario, plan_names
from scenarios.decoding import NotTextError
from scenarios.quotes import quote_faults, quotes, read_document


def plans(as_json: bool, lang: Language | None) -> None:
    """List the plans that come with the model."""
    from reports.plan_view import plan_list, plan_row

    loaded = [load_plan(name) for name in plan_names()]
    if as_json:
        show_json([plan_row(one) for one in loaded])
        return
    print_parts(plan_list(loaded, language(lang)))


def show(plan: str, as_json: bool, lang: Language | None) -> None:
    """Show the targets, instruments and clusters of a plan."""
    from reports.plan_view import plan_data, plan_parts

    loaded = load_plan(plan)
    if as_json:
        show_json(plan_data(loaded))
        return
    print_parts(*plan_parts(loaded, language(lang)))


def check(path: str, document: Path | None) -> None:
    """Check a pack with its expressions and, against a document, its quotes; or a scenario file."""
    from clustercast.forecast import expression_faults

    if path.endswith(".toml"):
        scenario = load_scenario(path)
        show_sentences(f"{scenario.id}: no faults")
        return
    plan = load_plan(path)
    faults = expression_faults(plan)
    if document is not None:
        faults += quote_faults(plan, _text(document), document.name)
    if faults:
        raise PackError(faults)
    counted = f"{len(plan.targets)} targets, {len(plan.instruments)} instruments, {len(plan.clusters)} clusters"
    found = f", {sum(1 for _ in quotes(plan))} quotes found" if document is not None else ""
    show_sentences(f"{plan.id}: no faults ({counted}{found})")


def _text(document: Path) -> str:
    try:
        return read_document(document)
    except (OSError, NotTextError) as error:
        problem = f"the file is {error}" if isinstance(error, NotTextError) else "the file cannot be read"
        remedy = "the path of the plan's text, saved as plain text (utf-8 or gb18030)"
        raise PackError([Fault(str(document), "", "", problem, remedy)]) from None
