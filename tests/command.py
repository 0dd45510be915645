"""The command line as tests call it: in no language of the terminal's own, on a screen of a known width."""

from typer.testing import CliRunner

from clustercast.commands.cli import app

ENVIRONMENT = {"LANG": "C", "LC_ALL": "", "COLUMNS": "140"}


def invoke(*words):
    """Run `clustercast` with these words; its exit code and what it printed."""
    return CliRunner().invoke(app, [str(word) for word in words], env=ENVIRONMENT)
