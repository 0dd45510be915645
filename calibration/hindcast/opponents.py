"""The opponents of the model, in the order in which tables show them."""

from __future__ import annotations

from calibration.hindcast import curves, time_series
from calibration.hindcast.forecaster import Forecaster, on_installations

OPPONENTS: tuple[Forecaster, ...] = (
    on_installations("persistence", "保持不变（随机游走）", "persistence (random walk)", time_series.persistence),
    on_installations("drift", "带漂移的随机游走", "random walk with drift", time_series.drift),
    on_installations("linear_trend", "线性趋势", "linear trend", time_series.linear_trend),
    on_installations("log_trend", "对数趋势", "log trend", time_series.log_trend),
    on_installations("bass", "巴斯曲线", "Bass curve", curves.bass),
    on_installations("logistic", "逻辑斯蒂曲线", "logistic curve", curves.logistic),
    on_installations("ar1", "AR(1)（对数增长率）", "AR(1) of log growth", time_series.ar1),
    on_installations("ets", "指数平滑（ETS）", "exponential smoothing (ETS)", time_series.ets),
)
