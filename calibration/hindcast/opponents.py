"""The opponents of the model, in the order in which tables show them."""

from __future__ import annotations

from clustercast.calibration.hindcast import curves, time_series
from clustercast.calibration.hindcast.forecaster import Forecaster, on_installations

OPPONENTS: tuple[Forecaster, ...] = (
    on_installations("persistence", time_series.persistence),
    on_installations("drift", time_series.drift),
    on_installations("linear_trend", time_series.linear_trend),
    on_installations("log_trend", time_series.log_trend),
    on_installations("bass", curves.bass),
    on_installations("logistic", curves.logistic),
    on_installations("ar1", time_series.ar1),
    on_installations("ets", time_series.ets),
)
