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

TRIES = 3
"""Members whose base year is tried before a plan is said to have none."""

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


def check(
    path: str, document: Path | None, firms: Path | None = None, deep: bool = False, lang: Language | None = None
) -> None:
    """Check a pack with its expressions, its quotes against a document, a register for it; or a scenario file.

    `deep`: one base year is tried too.
    """
    from clustercast.model.expressions.assembly import expression_faults

    if path.endswith(".toml"):
        scenario = load_scenario(path)
        show_sentences(f"{scenario.id}: no faults")
        return
    plan = load_plan(path, judge=expression_faults)
    faults = quote_faults(plan, _text(document), document.name) if document is not None else ()
    if faults:
        raise PackError(faults)
    with_register = plan if firms is None else with_firms(plan, read_register(firms, plan))
    tried = _tried(with_register) if deep else None
    register = with_register.register
    _show_to_do(plan, document is not None, language(lang))
    if tried is not None:
        show_sentences(say("tried", language(lang), firms=tried))
    if register is not None:
        _show_register(register, language(lang))


def _tried(plan: Plan) -> int:
    """The firms of one member's base year. Raises PackError with what went wrong where no member of three has one."""
    from clustercast.commands.runs import announce_compilation
    from clustercast.model.ensemble.warm import warm
    from clustercast.model.member import MemberError, make_model, prepare

    model = make_model(plan, ())
    announce_compilation()
    warm(model)
    failed = ""
    for member in range(TRIES):
        try:
            return prepare(model, 1, member).firms
        except MemberError as error:
            failed = str(error)
    remedy = "numbers under which a base year can be (see the accounts and parameters.toml)"
    raise PackError([plan.fault("plan", "", "", f"no base year can be simulated ({failed})", remedy)])


def words(topic: str, as_json: bool, lang: Language | None) -> None:
    """What a pack may say, a topic of `pack_words.TOPICS`."""
    from clustercast.reports.tables.pack_words import tables_of, words_of

    if as_json:
        show_json([one.plain() for one in words_of(topic)])
        return
    for table in tables_of(topic, language(lang)):
        print_parts(table, "")


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
        unread = f"the file cannot be read ({getattr(error, 'strerror', '')})"
        problem = f"the file is {error}" if isinstance(error, NotTextError) else unread
        remedy = "the path of the plan's text, saved as plain text (utf-8 or gb18030)"
        raise PackError([Fault(str(document), "", "", problem, remedy)]) from None
