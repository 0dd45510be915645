# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2 一步步校准 · Calibrate step by step
#
# **回答的问题：当时已公布的数据说明了哪些参数，哪些说明不了？**
#
# **What it answers: of which parameters do the figures known at the time say something, and of which do they not?**

# %% tags=["parameters"]
import os

import clustercast

PLAN = os.environ.get("CLUSTERCAST_NOTEBOOK_PLAN", "henan-equipment-2017")
LIVE_POINTS = int(os.environ.get("CLUSTERCAST_NOTEBOOK_LIVE_POINTS", "150"))
ORIGIN = 2017


def written(value):
    """A share of 1, or a number of robots."""
    return f"{value:.3f}" if value < 1.0 else f"{value:,.0f}"


# %% [markdown]
# ## 一、当时知道什么 · First, what was known
#
# 只取预测起点之前已公布的数；要看未来，数据层会报错。安装量用的是后来修订的版本，即“拟实时”。
#
# Only figures published by the forecast origin; to look ahead is an error. Installations are a later, revised vintage:
# pseudo real time.

# %%
known = clustercast.evidence_at(ORIGIN)
for kind, year, value, rows in zip(known.kinds, known.years, known.values, known.sources, strict=True):
    print(f"{kind:14} {year} {written(value):>10}   {rows}")

# %% [markdown]
# ## 二、模型给出什么 · Second, what the model gives
#
# 用与预测相同的规则，让全国的企业从2001年走到起点。效益的平移量越大，机器人越划算；似然最高处是数据偏爱的值。
#
# The nation's firms follow the same rules as in a forecast, from 2001 on. The shift of ln benefit makes robots pay more
# or less; the data prefer the shift at which the log likelihood is highest.

# %%
plan = clustercast.load_plan(PLAN, prior=True)
for shift in (-1.0, -0.5, 0.0, 0.5, 1.0):
    path = clustercast.simulate_nation(plan, {"log_shift": shift}, until=known.last_year, known_to=ORIGIN - 1)
    figures = clustercast.figures_of(path, known.kinds, known.years)
    fits = float(clustercast.log_likelihood(figures, known))
    print(f"shift {shift:+.1f}: {figures[0]:10,.0f} robots installed in {known.years[0]}, log likelihood {fits:12.1f}")

# %% [markdown]
# ## 三、拟合 · Third, the fit
#
# 重要性嵌套抽样（nautilus）在先验里寻找与数据相符的参数组合。这里用的点少，只为快；
# 正式校准用命令 `clustercast calibrate`。
# 宽度比是后验与先验标准差之比：0.9以上即“数据未说明”。
#
# Importance nested sampling (nautilus) searches the priors for vectors that agree with the figures. Few points here,
# for speed; the command `clustercast calibrate` takes more. The ratio is the posterior's standard deviation over the
# prior's: from 0.9 on the parameter is not informed by data.

# %%
fitted = clustercast.calibrate(ORIGIN, live_points=LIVE_POINTS, effective=3 * LIVE_POINTS)
for row in fitted.parameters:
    low, middle, high = row.posterior
    said = "informed 有信息" if row.informed else "not informed by data 数据未说明"
    print(
        f"{row.label_zh} / {row.label_en}: prior {row.prior[0]:.3g} to {row.prior[2]:.3g}, "
        f"posterior {middle:.3g} ({low:.3g} to {high:.3g}), ratio {row.ratio:.2f}: {said}"
    )

# %% [markdown]
# ## 四、反过来检验 · Fourth, back to the figures
#
# 后验能否再现所用的数？落在90%预测区间之外的要当心。
#
# Does the posterior give the figures back? One outside the predicted 90 % is a warning.

# %%
print(f"effective sample size {fitted.full.effective:.0f}")
for row in fitted.figures:
    low, middle, high = row.predicted
    place = "" if row.within else "   <- outside 在区间外"
    band = f"{written(middle)} ({written(low)} to {written(high)})"
    print(f"{row.label_en}: observed {written(row.observed)}, predicted {band}{place}")

# %% [markdown]
# ## 五、不要传染行不行 · Fifth, would no contagion do?
#
# 另一变体中人人都知道机器人，没有从同行学习。对数证据相差在2以内，数据就分不清两者。
#
# In a rival variant everybody knows of robots and nobody learns from peers. Within 2 in log evidence the data cannot
# tell them apart.

# %%
gap = fitted.log_bayes_factor
error = (fitted.full.log_evidence_error**2 + fitted.threshold.log_evidence_error**2) ** 0.5
print(f"log evidence of the full model over the one without contagion: {gap:+.1f} ± {error:.1f}")
print("the data cannot tell them apart 数据分不清" if abs(gap) < 2.0 + error else "the data prefer one 数据有所偏好")

# %% [markdown]
# 预测默认从随模型附带的后验抽取这些参数（起点之前的数据所得）；`load_plan(..., prior=True)` 改用先验。
#
# Forecasts draw these parameters from the posterior that comes with the model, of data known at the plan's origin;
# `load_plan(..., prior=True)` takes the priors.
