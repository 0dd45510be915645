"""Figures that arrive while a plan runs: what was published of its targets and indicators, read and checked."""

from clustercast.scenarios.figures.entries import Figure, Figures
from clustercast.scenarios.figures.read import read_figures
from clustercast.scenarios.figures.template import template_rows, template_text

__all__ = ["Figure", "Figures", "read_figures", "template_rows", "template_text"]
