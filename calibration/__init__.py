"""How well the model does: where it meets what was observed.

This floor is for observed series and their moments, fitting parameters to them, hindcasts, scores of forecasts
and sensitivity analysis. It holds no code yet: every parameter is drawn from its prior in ``scenarios``.
It may import from ``model``, ``agents`` and ``scenarios``; ``reports`` and ``clustercast`` may import from it.
"""
