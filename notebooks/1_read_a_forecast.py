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
# # 1 读懂一份预测 · Read a forecast
#
# **回答的问题：哪些目标在模型中能达成，把握多大，为什么？**
#
# **What it answers: which targets of a plan are met in the model, how sure is that, and why?**

# %% tags=["parameters"]
import os
import tempfile
from pathlib import Path

from IPython.display import SVG, Markdown, display

import clustercast

PLAN = os.environ.get("CLUSTERCAST_NOTEBOOK_PLAN", "henan-equipment-2017")
MEMBERS = int(os.environ.get("CLUSTERCAST_NOTEBOOK_MEMBERS", "40"))
FOLDER = Path(tempfile.mkdtemp()) / "run"

# %% [markdown]
# 一次运行对每个情景模拟同一批成员：每个成员抽取一组参数和一串偶然因素。正式使用请取400个成员以上。
#
# A run simulates the same members under each scenario; a member is one draw of all parameters and of all
# chance events. For use, take 400 members or more.

# %%
forecast = clustercast.run(PLAN, ["as-written", "no-incentives"], members=MEMBERS, out=FOLDER)
display(Markdown(clustercast.markdown(forecast.record, "zh")))
display(Markdown(clustercast.markdown(forecast.record, "en")))

# %% [markdown]
# ## 一项目标 · One target
#
# 概率是达标成员的比例，括号内是成员数有限带来的95%区间，不是现实中“被宣布完成”的可能性。
# `drivers` 是与差额相关最强的参数及按其五等分的概率；没有 `stands_out` 的可能只是巧合。
#
# A probability is the share of members that meet the target; its 95 % interval says what the number of members leaves
# open, not how likely the target is to be *reported* as met. `drivers` are the parameters that go with the margin, with
# the probability over their fifths; one that does not stand out may be chance.

# %%
projected = [one for one in forecast.record.of("as-written") if one.probability is not None]
target = min(projected, key=lambda one: abs(one.probability - 0.5))
print(target.label_zh, "/", target.label_en)
print(f"{target.probability:.0%} ({target.mc_low:.0%} to {target.mc_high:.0%}) of {target.members} members")
print(f"asked for {target.required:,.0f}, median {target.median:,.0f} {target.unit}")
for one in target.drivers:
    print(f"  {one.parameter}: {one.p_low:.0%} to {one.p_high:.0%}, stands out: {one.stands_out}")

# %% [markdown]
# ## 激励措施改变了多少 · What the incentives change
#
# 两个情景的成员逐一配对（共同随机数），所以差值比各自的概率准得多。
#
# Members are paired between scenarios (common random numbers), so a difference is far surer than either probability.

# %%
for one in forecast.record.differences:
    if one.target == target.target:
        print(f"{one.scenario} - {one.against}: {one.difference:+.1%}, standard error {one.standard_error:.1%}")

# %% [markdown]
# ## 路径 · The path
#
# 扇形图画出各成员所走的路径；全部数值可由 `open_run` 逐项读取，带单位。
#
# The fan shows where members go; `open_run` gives every value, with its unit.

# %%
clustercast.write_report(forecast, FOLDER, languages=("zh",), formats=("svg",))
chart = next(iter(sorted((FOLDER / "charts").rglob(f"fan-{target.target}.zh.svg"))))
display(SVG(filename=str(chart)))

# %%
with clustercast.open_run(FOLDER) as values:
    path = values[target.indicator].sel(scenario="as-written")
    print(path.quantile([0.05, 0.5, 0.95], dim="member").isel(quarter=[3, 7, 11, -1]).to_series().unstack())
