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
# # 6 公布数据到来时 · When figures arrive
#
# **回答的问题：规划实施两年后公布了新数据，哪些目标还能实现，哪些数据改变了判断？**
#
# **What it answers: two years into a plan figures are published: which targets are still in reach, and which figure
# changed that?**

# %% tags=["parameters"]
import csv
import os
from pathlib import Path

import clustercast

PLAN = os.environ.get("CLUSTERCAST_NOTEBOOK_PLAN", "henan-equipment-2017")
MEMBERS = int(os.environ.get("CLUSTERCAST_NOTEBOOK_MEMBERS", "100"))
FOLDER = Path("results") / "notebook-figures"

# %% [markdown]
# ## 一次推演，一张空表 · A run, and a table to fill in
#
# 空表按信息量排序：排在前面的数据最能缩小各项目标的不确定范围。
#
# The table is in the order of what would tell most: the figures at the top narrow the odds of the targets most.

# %%
run = clustercast.run(PLAN, ("as-written",), members=MEMBERS, out=FOLDER)
rows = list(csv.reader(clustercast.figures_template(FOLDER, pack=PLAN).splitlines()))
for row in rows[:6]:
    print(row[:7])

# %% [markdown]
# ## 填入数据 · The figures
#
# 这里以第一个成员的数值代替公布数据：它就是“真实情况”，因此结果可以核对。实际使用时填入公布数。
#
# Here the numbers of the first member stand in for published ones, so that the outcome is known; you would write what
# was published.

# %%
year = str(run.plan.base_year + 1)
target = next(one for one in run.plan.targets if one.status == "projected" and one.kind == "cumulative_count")
quarter = list(run.dataset["quarter"].values).index(f"{year}Q4")
value = float(run.values(target.measure, "as-written")[0, quarter])
Path("figures.csv").write_text(f"target,year,value,unit\n{target.id},{year},{round(value)},{target.unit}\n")

# %% [markdown]
# ## 概率如何变动 · How the odds move
#
# 每项数据的贡献相加，恰好等于概率的变动。
#
# What the figures bring adds up to the change of every probability.

# %%
found = clustercast.update(FOLDER, "figures.csv", pack=run.plan.folder, until=int(year), confirm=False)
for one in found.targets:
    before = "–" if one.before is None else f"{one.before:.0%}"
    news = ", ".join(f"{each.figure} {each.change:+.0%}" for each in one.news)
    print(f"{one.target:45} {before:>5} -> {one.after:4.0%}   {one.method:8} {one.time_progress:10} {news}")
