"""A sensitivity study on screen and in words: what moves each target, how sure that is, and how to read it."""

from __future__ import annotations

from math import hypot, isnan
from statistics import median

from rich.table import Table

from clustercast.calibration.sensitivity.indices import Effect, Index
from clustercast.calibration.sensitivity.study import Sensitivity
from clustercast.reports.tables.folding import FoldingTable
from clustercast.reports.tables.markdown import markdown_table
from clustercast.reports.words.numbers import number
from clustercast.reports.words.rounding import whole_percent
from clustercast.reports.words.sensitivity_words import phrase
from clustercast.reports.words.words import Language, label_of, listed, say
from clustercast.scenarios import Target

SHOWN = 3
LITTLE = 0.1
"""Where the few hold less than this of all effects, their shares of what little they make are left to the files."""
LEAST = 0.005
"""What moves less than half a percent of all is not named on screen; the files have everything."""


COLUMNS = ("screened_margin", "screened_probability", "shared_margin")


def sensitivity_table(found: Sensitivity, lang: Language) -> Table:
    """One row a projected target: what moves its margin and its probability, strongest first, by either method."""
    table: Table = FoldingTable(show_lines=True, expand=True, header_style="bold", title_justify="left")
    table.title = _heading(found, lang)
    for name in _head(lang):
        table.add_column(name, ratio=3)
    for cells in _rows(found, lang):
        table.add_row(*cells)
    return table


def sensitivity_markdown(found: Sensitivity, lang: Language) -> str:
    """The same table, and under it what was run and how to read it."""
    table = markdown_table(_head(lang), _rows(found, lang))
    return (
        "\n".join(
            [
                f"# {_heading(found, lang)}",
                "",
                *table,
                "",
                *(f"- {one}" for one in sensitivity_sentences(found, lang, "")),
            ]
        )
        + "\n"
    )


def _heading(found: Sensitivity, lang: Language) -> str:
    return phrase("title", lang, plan=_title(found, lang), scenario=label_of(found.scenario, lang))


def _head(lang: Language) -> list[str]:
    return [say("target", lang), *(phrase(key, lang) for key in COLUMNS)]


def _rows(found: Sensitivity, lang: Language) -> list[list[str]]:
    """A projected target a row, its cells in the order of ``_head``."""
    rows = []
    for target in _targets(found):
        screened = found.screening(target.id), found.screening(target.id, "probability")
        cells = [_lines([_effect(found, one, lang) for one in each if one.share >= LEAST], lang) for each in screened]
        rows.append([label_of(target, lang), *cells, _shared(found, target.id, lang)])
    return rows


def _title(found: Sensitivity, lang: Language) -> str:
    return found.plan.title_zh if lang == "zh" else found.plan.title_en


def _targets(found: Sensitivity) -> list[Target]:
    return [one for one in found.plan.targets if one.status == "projected"]


def _lines(said: list[str], lang: Language) -> str:
    return "\n".join(said[:SHOWN]) or phrase("nothing", lang)


def _shared(found: Sensitivity, target: str, lang: Language) -> str:
    """The strongest indices, below the part of all effects that the factors of the second stage hold."""
    if not found.indices:
        return phrase("not_computed", lang)
    said = [_index(found, one, lang) for one in found.shares(target) if one.total >= LEAST]
    if not said:
        return _lines(said, lang)
    covered = found.covered(target)
    head = phrase("covered", lang, share=_whole(covered))
    return head if covered < LITTLE else f"{head}\n{_lines(said, lang)}"


def factor_label(found: Sensitivity, id: str, lang: Language) -> str:
    """What a factor is called."""
    return label_of({one.id: one for one in found.factors}[id], lang)


def _effect(found: Sensitivity, one: Effect, lang: Language) -> str:
    sign = "" if one.mu is None else "+" if one.mu > 0.0 else "−"
    error = _half_width(one.design_error, one.member_error)
    name = factor_label(found, one.factor, lang)
    if one.measure == "probability":
        return phrase("points", lang, name=name, size=sign + _whole(one.mu_star), error=_whole(error))
    return phrase("share", lang, name=name, sign=sign, share=_whole(one.share))


def _index(found: Sensitivity, one: Index, lang: Language) -> str:
    name = factor_label(found, one.factor, lang)
    error = _half_width(one.total_error, one.total_member_error)
    return phrase("total", lang, name=name, total=_whole(one.total), error=_whole(error), first=_whole(one.first))


def _half_width(design: float, members: float) -> float:
    """Both errors together, as of independent parts; that of members may have no number (one member)."""
    return hypot(design, 0.0 if isnan(members) else members)


def _whole(share: float) -> str:
    return number(float(whole_percent(share)))


def sensitivity_sentences(found: Sensitivity, lang: Language, folder: str) -> list[str]:
    """What was run, how sure the numbers are, how to read them, and where the files are."""
    settings = found.settings
    said = [
        phrase("screening_runs", lang, factors=len(found.screened), trajectories=settings.trajectories,
               members=settings.members, runs=found.runs[0]),
    ]  # fmt: skip
    if found.indices:
        names = listed((factor_label(found, one, lang) for one in found.chosen), lang)
        said.append(phrase("indices_runs", lang, factors=names, points=settings.base_points, runs=found.runs[1]))
        design, members = _widest(found)
        said.append(phrase("left_error", lang, design=_whole(design), members=_whole(members)))
    said.append(phrase("luck", lang))
    said.append(phrase("reading", lang, refused=_whole(found.refused)))
    if any(found.left_out) or found.failed_members:
        trajectories, points = found.left_out
        said.append(phrase("left_out", lang, failed=found.failed_members, trajectories=trajectories, points=points))
    return [*said, phrase("files", lang, folder=folder)] if folder else said


def _widest(found: Sensitivity) -> tuple[float, float]:
    """Half-widths, design and members, of the largest total index of a target (margin): medians over targets."""
    targets = dict.fromkeys(one.target for one in found.indices if one.measure == "margin")
    strongest = [found.shares(target)[0] for target in targets]
    if not strongest:
        return 0.0, 0.0
    design = median(one.total_error for one in strongest)
    known = [one.total_member_error for one in strongest if not isnan(one.total_member_error)]
    return design, median(known) if known else 0.0


def sensitivity_text(found: Sensitivity, folder: str) -> str:
    """The sentences in English and Chinese, one a line."""
    english, chinese = (sensitivity_sentences(found, lang, folder) for lang in ("en", "zh"))
    return "\n".join((*english, "", *chinese)) + "\n"
