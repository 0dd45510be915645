"""The command line. Each command parses its words here and does its work in a module that is imported only then."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from clustercast.commands.screen import guarded
from clustercast.commands.terminal import prepare_terminal
from clustercast.reports.words.words import Language

app = typer.Typer(
    name="clustercast",
    help="Will an industrial plan reach its targets, and which levers move the odds?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Lang = Annotated[Language | None, typer.Option(help="Language; that of the terminal if not given.")]
Isolate = Annotated[
    bool, typer.Option("--isolate", help="Processes in place of threads: a crash takes one member only.")
]
Scheduler = Annotated[
    str | None, typer.Option(help="Address of a Dask scheduler whose workers do the work (tcp://...).")
]


@app.command()
@guarded
def plans(as_json: AsJson = False, lang: Lang = None) -> None:
    """List the plans that come with the model."""
    from clustercast.commands import plans

    plans.plans(as_json, lang)


@app.command()
@guarded
def show(
    plan: Annotated[str, typer.Argument(help="Name of a plan, or the path of its pack.")],
    by: Annotated[Literal["goal", "agency"], typer.Option(help="What the targets are grouped by.")] = "goal",
    why: Annotated[bool, typer.Option("--why", help="Add why a target gets no probability.")] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Show what a plan asks for, and with what it means to get there."""
    from clustercast.commands import plans

    plans.show(plan, as_json, lang, by, why)


@app.command()
@guarded
def check(
    path: Annotated[str, typer.Argument(help="Name or path of a plan pack, or the path of a scenario file.")],
    document: Annotated[
        Path | None, typer.Option(help="Text of the plan (utf-8 or gb18030), in which every quote is looked for.")
    ] = None,
    firms: Annotated[Path | None, typer.Option(help="A register of firms (CSV) to check for this plan.")] = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Try one base year too, as a run does first; compiles the model if need be.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Check a plan pack or a scenario: every fault on a line of its own (exit code 2), else what is still to do."""
    from clustercast.commands import plans

    plans.check(path, document, firms, deep, lang)


@app.command()
@guarded
def words(
    topic: Annotated[Literal["units", "columns", "kinds"], typer.Argument(help="What to list.")],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """List what a pack may say: units; columns of expressions; kinds, forms, acts, levers, goals and keys."""
    from clustercast.commands import plans

    plans.words(topic, as_json, lang)


@app.command("new-plan")
@guarded
def new_plan(
    name: Annotated[str, typer.Argument(help="Name of the plan and of its folder: letters, digits, - and _.")],
    directory: Annotated[Path, typer.Option("--dir", help="Folder in which the plan's folder is made.")] = Path(),
    lang: Annotated[Language | None, typer.Option(help="Language of the comments; both if not given.")] = None,
) -> None:
    """Start a plan of your own: a folder with a commented example that runs, to be filled in."""
    from clustercast.commands import new_plan

    new_plan.new_plan(name, directory, lang)


@app.command("register-template")
@guarded
def register_template(
    plan: Annotated[str, typer.Argument(help="Name of a plan, or the path of its pack.")],
    out: Annotated[Path | None, typer.Option(help="File to write (CSV); printed if not given.")] = None,
    lang: Lang = None,
) -> None:
    """An example register of firms for a plan: every column, the plan's own places and clusters, invented firms."""
    from clustercast.commands import plans

    plans.register_template(plan, out, lang)


@app.command()
@guarded
def run(
    plan: Annotated[str, typer.Argument(help="Name of a plan, or the path of its pack.")],
    scenario: Annotated[
        list[str] | None, typer.Option(help="Name or path of a scenario; again for more. [as-written, no-incentives]")
    ] = None,
    members: Annotated[int | None, typer.Option(min=1, help="Members of each scenario. [400]")] = None,
    precision: Annotated[
        float | None,
        typer.Option(help="Instead of --members: add members until every 95 % interval is this narrow, as 0.02."),
    ] = None,
    most: Annotated[int | None, typer.Option(min=1, help="With --precision: at most so many members. [10000]")] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Threads; they change no number.")] = 2,
    out: Annotated[Path | None, typer.Option(help="Folder of the run. [results/<plan>-<run>]")] = None,
    firms: Annotated[
        Path | None, typer.Option(help="Your own register of firms (CSV) in place of the synthetic ones.")
    ] = None,
    isolate: Isolate = False,
    scheduler: Scheduler = None,
    prior: Annotated[
        bool, typer.Option("--prior", help="Draw every parameter from its prior, none from the posterior.")
    ] = False,
    with_charts: Annotated[
        bool, typer.Option("--charts", help="Draw the charts after the table (see: clustercast charts).")
    ] = False,
    with_report: Annotated[
        bool, typer.Option("--report", help="End with the report in both languages (see: clustercast report).")
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Forecast a plan: simulate, judge every target, and leave all values and tables in a folder.

    A run that was stopped goes on when the same command is given again.
    """
    from clustercast.commands import runs

    asked = runs.asked_members(members, precision, most)
    more = with_charts, with_report
    runs.run(plan, scenario, asked, seed, workers, out, firms, isolate, scheduler, prior, more, as_json, lang)


@app.command()
@guarded
def report(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    lang: Annotated[Language | None, typer.Option(help="Language of the report; both if not given.")] = None,
    kinds: Annotated[
        str, typer.Option("--format", help="What to write, with commas between: html, docx, xlsx, png, svg, pdf.")
    ] = "html,docx,xlsx",
    out: Annotated[Path | None, typer.Option(help="Folder of the report. [RUN/report]")] = None,
    plan: Annotated[
        Path | None, typer.Option(help="Folder of the plan pack, where it is not one that comes with the model.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that draw and write.")] = 2,
) -> None:
    """Write the report of a finished run: a page, a Word document and a workbook, in Chinese and English.

    png, svg and pdf are the charts as files of their own, each with its numbers as CSV.
    """
    from clustercast.commands import report

    report.report(run, lang, kinds, out, plan, workers)


@app.command()
@guarded
def charts(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    lang: Annotated[Language | None, typer.Option(help="Language of the charts; both if not given.")] = None,
    kinds: Annotated[
        str, typer.Option("--format", help="What to draw, with commas between: png, svg, pdf.")
    ] = "png,svg",
    out: Annotated[Path | None, typer.Option(help="Folder in which the folder charts is made. [RUN]")] = None,
    plan: Annotated[
        Path | None, typer.Option(help="Folder of the plan pack, where it is not one that comes with the model.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that draw.")] = 2,
) -> None:
    """Draw every chart of a finished run as files, each with its numbers as CSV, in Chinese and English."""
    from clustercast.commands import report

    report.charts(run, lang, kinds, out, plan, workers)


@app.command()
@guarded
def export(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    kind: Annotated[Literal["netcdf", "zarr", "csv"], typer.Option("--format", help="What to write.")] = "netcdf",
    out: Annotated[Path | None, typer.Option(help="File or folder to write. [RUN/export.<format>]")] = None,
) -> None:
    """Write every value of a run in another format: netCDF (.nc), zarr (a folder) or CSV (a folder of tables)."""
    from clustercast.commands import runs

    runs.export(run, kind, out)


@app.command()
@guarded
def calibrate(
    plan: Annotated[str, typer.Argument(help="A plan: its origin says which figures were known.")],
    cut: Annotated[str | None, typer.Option(help="Another cut of the data than the plan's, as known-2019.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write. [results/calibration-<cut>]")] = None,
    live_points: Annotated[int | None, typer.Option(min=80, help="Live points of the nested sampling. [400]")] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same posterior.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Threads; they change no number.")] = 2,
    check: Annotated[bool, typer.Option("--check", help="Only say whether the kept posterior is up to date.")] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Fit the parameters to the robots of the nation, as known at a plan's origin: what data inform, and what not.

    A fit that was stopped goes on when the same command is given again.
    """
    from clustercast.commands import calibrate

    calibrate.calibrate(plan, cut, out, live_points, seed, workers, check, as_json, lang)


@app.command()
@guarded
def sweep(
    file: Annotated[Path, typer.Argument(help="File of the sweep (TOML); scenarios/sweeps/ has an example.")],
    workers: Annotated[int, typer.Option(min=1, help="Threads; they change no number.")] = 2,
    out: Annotated[Path | None, typer.Option(help="Folder of the sweep. [results/<sweep>-<run>]")] = None,
    isolate: Isolate = False,
    scheduler: Scheduler = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Run a plan at many points of a design over levers and uncertainties, and show the best and the worst."""
    from clustercast.commands import sweep

    sweep.sweep(file, workers, out, isolate, scheduler, as_json, lang)


@app.command()
@guarded
def sensitivity(
    plan: Annotated[str, typer.Argument(help="Name of a plan, or the path of its pack.")],
    scenario: Annotated[str, typer.Option(help="Name or path of a scenario.")] = "as-written",
    trajectories: Annotated[int, typer.Option(min=2, help="Trajectories of the screening of all factors.")] = 6,
    points: Annotated[
        int, typer.Option(min=0, help="Base points of the shares of variance, a power of two; 0 leaves them out.")
    ] = 64,
    few: Annotated[int, typer.Option(min=1, help="How many factors go on from the screening to the shares.")] = 8,
    members: Annotated[int, typer.Option(min=1, help="Members at every point, the same ones.")] = 16,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Threads; they change no number.")] = 2,
    out: Annotated[Path | None, typer.Option(help="Folder of the study. [results/<plan>-sensitivity-<run>]")] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Ask what moves each target: a screening of every uncertain number, then shares of variance of the strongest.

    A study that was stopped goes on when the same command is given again.
    """
    from clustercast.commands import sensitivity

    asked = (trajectories, points, few, members, seed)
    sensitivity.sensitivity(plan, scenario, asked, workers, out, as_json, lang)


@app.command()
@guarded
def update(
    run: Annotated[str, typer.Argument(help="Folder of a run; or a plan, which is run first.")],
    figures: Annotated[Path, typer.Option(help="The figures that were published (CSV or xlsx; figures-template).")],
    until: Annotated[int | None, typer.Option(help="Leave out figures of later years. [the plan's last]")] = None,
    scenario: Annotated[str | None, typer.Option(help="Scenario of the run that is updated. [as-written]")] = None,
    plan: Annotated[Path | None, typer.Option(help="The pack of a run's plan, where it is not found by name.")] = None,
    members: Annotated[int, typer.Option(min=1, help="Members of a run that is still to be made.")] = 400,
    seed: Annotated[int, typer.Option(min=0, help="Seed of a run that is still to be made.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Threads; they change no number.")] = 2,
    confirm: Annotated[
        bool, typer.Option(help="Run the members again with updated parameters and say by how much that differs.")
    ] = True,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Tell the odds of every target anew, given figures that arrived since; the run itself stays as it is."""
    from clustercast.commands import update

    update.update(run, figures, until, scenario, plan, (members, seed, workers), confirm, as_json, lang)


@app.command("figures-template")
@guarded
def figures_template(
    of: Annotated[
        str, typer.Argument(metavar="PLAN", help="A plan; or the folder of a run, which tells what would tell most.")
    ],
    plan: Annotated[Path | None, typer.Option(help="The pack of a run's plan, where it is not found by name.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write (CSV); printed if not given.")] = None,
    lang: Lang = None,
) -> None:
    """A table to fill in with published figures: a row for each target and year that the model measures."""
    from clustercast.commands import update

    update.figures_template(of, plan, out, lang)


@app.command()
@guarded
def attainment(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    as_json: AsJson = False,
    lang: Lang = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print the table as Markdown.")] = False,
) -> None:
    """Show the attainment table of a finished run."""
    from clustercast.commands import runs

    runs.attainment(run, as_json, lang, as_markdown)


@app.command()
@guarded
def hindcast(
    plan: Annotated[str | None, typer.Argument(help="Judge the indicators of this plan only. [every plan]")] = None,
    members: Annotated[
        int, typer.Option(min=0, help="Members of each plan whose indicator is judged; 0: simulate none.")
    ] = 200,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Threads; they change no number.")] = 2,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables and the report; none if not given.")] = None,
    posteriors: Annotated[
        Path | None, typer.Option(help="Folder of the fits at earlier origins. [those that come with the model]")
    ] = None,
    refit: Annotated[
        bool, typer.Option("--refit", help="Fit every origin anew, into that folder [results/hindcast]; minutes.")
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Hold earlier forecasts against what came, beside persistence, trends, curves, AR(1) and ETS."""
    from clustercast.commands import hindcast

    fits = hindcast.Fits(posteriors, refit)
    hindcast.hindcast(plan, members, seed, workers, out, fits, as_json, lang)


@app.command()
@guarded
def bench(
    quick: Annotated[bool, typer.Option("--quick", help="A look in about two minutes; not to be quoted.")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure speed, start-up, storing and memory on this machine; a table, also in results/bench."""
    from clustercast.commands import bench

    bench.bench(quick, as_json)


def main() -> None:
    """Entry point of the command."""
    prepare_terminal()
    app()
