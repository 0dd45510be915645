"""The commands that look at plans: plans, show, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clustercast.commands.screen import language, say_error, screen, show_json, show_sentences, show_text
from clustercast.commands.screen import show as print_parts
from clustercast.model.system.files import whole_text
from clustercast.reports.words.words import Language, say
from clustercast.scenarios import Fault, PackError, Plan, load_plan, load_scenario, plan_names
from clustercast.scenarios.decoding import NotTextError
from clustercast.scenarios.quotes import quote_faults, quotes, read_document
from clustercast.scenarios.register import Register, example_text, read_register, with_firms

if TYPE_CHECKING:
    from clustercast.reports.tables.plan_view import Grouping


def plans(as_json: bool, lang: Language | None) -> None:
    """List the plans that come with the model."""
    from clustercast.reports.tables.plan_view import plan_list, plan_row

    loaded = [load_plan(name) for name in plan_names()]
    if as_json:
        show_json([plan_row(one) for one in loaded])
        return
    print_parts(plan_list(loaded, language(lang), screen().width))


def show(plan: str, as_json: bool, lang: Language | None, by: Grouping = "goal", why: bool = False) -> None:
    """Show the targets, instruments and clusters of a plan."""
    from clustercast.reports.tables.plan_view import plan_data, plan_parts

    loaded = load_plan(plan)
    if as_json:
        show_json(plan_data(loaded))
        return
    print_parts(*plan_parts(loaded, language(lang), by, why))


def register_template(plan: str, out: Path | None, lang: Language | None) -> None:
    """Write or print an example register of a plan; a file that exists is not overwritten."""
    loaded = load_plan(plan)
    text = example_text(loaded, language(lang))
    if out is None:
        show_text(text)
        return
    if out.exists():
        raise PackError([Fault(str(out), "", "", "the file exists already", "the name of a new file")])
    with whole_text(out, bom=True) as file:
        file.write(text)
    show_sentences(str(out))


def check(path: str, document: Path | None, firms: Path | None = None, lang: Language | None = None) -> None:
    """Check a pack with its expressions, its quotes against a document, a register for it; or a scenario file."""
    from clustercast.model.expressions.assembly import expression_faults

    if path.endswith(".toml"):
        scenario = load_scenario(path)
        show_sentences(f"{scenario.id}: no faults")
        return
    plan = load_plan(path, judge=expression_faults)
    faults = quote_faults(plan, _text(document), document.name) if document is not None else ()
    if faults:
        raise PackError(faults)
    register = None if firms is None else with_firms(plan, read_register(firms, plan)).register
    _show_to_do(plan, document is not None, language(lang))
    if register is not None:
        _show_register(register, language(lang))


def _show_register(register: Register, lang: Language) -> None:
    """What is odd about a register, and its sums beside the plan."""
    from clustercast.reports.tables.register_table import register_table

    for note in register.notes:
        say_error(note)
    print_parts("", register_table(register.totals, lang))


def _show_to_do(plan: Plan, quoted: bool, lang: Language) -> None:
    """That there are no faults, what the plan has, and what is still to do."""
    from clustercast.reports.tables.to_do import counted, to_do

    found = say("quotes_found", lang, count=sum(1 for _ in quotes(plan))) if quoted else ""
    show_sentences(say("no_faults", lang, plan=plan.id, counted=counted(plan, lang) + found))
    reminders = list(to_do(plan, lang))
    if reminders:
        show_sentences(say("still_to_do", lang), *(f"- {one}" for one in reminders))


def _text(document: Path) -> str:
    try:
        return read_document(document)
    except (OSError, NotTextError) as error:
        problem = f"the file is {error}" if isinstance(error, NotTextError) else "the file cannot be read"
        remedy = "the path of the plan's text, saved as plain text (utf-8 or gb18030)"
        raise PackError([Fault(str(document), "", "", problem, remedy)]) from None
