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
# # 3 回溯检验与技能 · Hindcast and skill
#
# **回答的问题：站在过去的起点上，模型的预测胜过简单外推吗？哪里输？**
#
# **What it answers: from an origin in the past, would the model have beaten simple extrapolation, and where does it
# lose?**

# %% tags=["parameters"]
from IPython.display import Markdown, display

import clustercast

SEED = 1

# %% [markdown]
# ## 怎么做 · How it is done
#
# 每个起点只用当时已知的数重新拟合，往前预测一到四年；2019—2022年从未用于拟合。对手是持平、线性与对数趋势、
# Bass与逻辑斯蒂曲线、AR(1)和指数平滑，同样给出概率分布。CRPS是对整个分布的误差，越小越好；技能是比对手少的份额。
#
# At every origin the model is fitted anew to what was known, and forecasts one to four years; 2019 to 2022 were never
# used in a fit. Its opponents, with distributions of their own: persistence, linear and log trend, Bass and logistic
# curve, AR(1), exponential smoothing. CRPS is the error of a whole distribution, skill the part of it that the model
# saves against an opponent.

# %%
found = clustercast.hindcast(seed=SEED)

# %% [markdown]
# ## 胜、平、负 · Wins, ties, losses
#
# 区间含零即为平；只有四年，误差又彼此相连，所以区间偏窄，也不做Diebold–Mariano检验。
#
# A tie where the interval holds zero. Four years whose errors hang together leave intervals too narrow, and are too few
# for a test by Diebold and Mariano.

# %%
for one in found.skills(held_out_years=True):
    print(f"{one.opponent:14} skill {one.value:+.2f} ({one.low:+.2f} to {one.high:+.2f}): {one.verdict}")

# %% [markdown]
# ## 区间够宽吗 · Are the bands wide enough?
#
# 90%区间应盖住约九成的实际值；次数太少时，覆盖率本身的不确定也很大。
#
# A 90 % band should hold about nine outcomes in ten; with so few, the coverage itself is uncertain.

# %%
for one in found.rolling(found.model):
    low, _, median, _, high = one.quantiles
    place = "inside" if low <= one.observed <= high else "OUTSIDE"
    band = f"{median:,.0f} ({low:,.0f} to {high:,.0f})"
    print(f"origin {one.origin}, {one.year}: {band}, came {one.observed:,.0f}: {place}")

# %% [markdown]
# ## 全部 · All of it
#
# 命令 `clustercast hindcast` 另外检验各规划自己的指标。
#
# The command `clustercast hindcast` judges the plans' own indicators as well.

# %%
display(Markdown(clustercast.hindcast_report(found, "zh")))
display(Markdown(clustercast.hindcast_report(found, "en")))
