"""How well the model does: where it meets what was observed.

Observed series, fitting parameters to them, recovery of known ones, hindcasts and their scores.
It may import from ``model``, ``agents`` and ``scenarios``; ``reports`` and ``clustercast`` may import from it.
"""
