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
# # 4 敏感性 · Sensitivity
#
# **回答的问题：哪些不确定的数左右一项目标能否达成，哪些无关紧要？**
#
# **What it answers: which uncertain numbers decide whether a target is met, and which do not matter?**

# %% tags=["parameters"]
import os

import clustercast

PLAN = os.environ.get("CLUSTERCAST_NOTEBOOK_PLAN", "henan-equipment-2017")
MEMBERS = int(os.environ.get("CLUSTERCAST_NOTEBOOK_MEMBERS", "4"))
TRAJECTORIES = int(os.environ.get("CLUSTERCAST_NOTEBOOK_TRAJECTORIES", "3"))
BASE_POINTS = int(os.environ.get("CLUSTERCAST_NOTEBOOK_BASE_POINTS", "8"))
FACTORS = ["demand_growth", "choosiness", "hurdle_median", "imitation_rate", "wage_growth", "learning_rate", "peers"]

# %% [markdown]
# ## 有哪些因素 · What varies
#
# 每个有先验区间的参数是一个因素；同属一个整体的数（各类参照对象的权重、一项政策的名额与力度）一起变动。
# 这里只取几个因素；全部因素用命令 `clustercast sensitivity PLAN`，结果可中断后继续。
#
# Every parameter with a range is a factor; numbers of one whole (weights of the peers, places and means of one
# programme) vary together. Here a few of them; the command `clustercast sensitivity PLAN` takes all, and goes on after
# a stop.

# %%
everything = clustercast.factors(PLAN)
known = {one.id: one for one in everything}
chosen = [id for id in FACTORS if id in known]
print(len(everything), "factors, of which here:")
for id in chosen:
    print(f"  {id}: {known[id].label_zh} / {known[id].label_en}")

# %% [markdown]
# ## 先筛查，再分方差 · First a screening, then shares of variance
#
# 筛查（Morris法）让因素逐个走过其先验的中间90%，看差额和概率变动多少；再对最强的几个算方差份额（Sobol法）。
# 每个设计点用同一批成员，偶然因素相抵：不起作用的因素恰为零。
#
# The screening (Morris) moves one factor after the other over the central 90 % of its prior; for the strongest, shares
# of variance follow (Sobol). Every point has the same members, so that chance cancels: what moves nothing comes out at
# exactly 0.

# %%
study = clustercast.sensitivity(
    PLAN, factors=chosen, trajectories=TRAJECTORIES, base_points=BASE_POINTS, few=3, members=MEMBERS
)
names = {one.id: one.label_en for one in study.factors}
print("members run:", study.runs)

# %%
targets = list(dict.fromkeys(one.target for one in study.effects))
for target in targets:
    print(target)
    for one in study.screening(target)[:3]:
        sure = f"±{one.design_error:.2g} (design) ±{one.member_error:.2g} (members)"
        print(f"  {names[one.factor]}: moves the margin by {one.mu_star:.3g} {sure}")

# %% [markdown]
# ## 份额 · Shares
#
# 总效应是其余因素都已知时仍剩下的方差；单独效应是只知道这一个因素能消除的方差。两者相差大，说明因素相互牵连。
# 半宽大于效应本身时，要多取基点或成员再下结论。由后验抽取的参数彼此相关，在这一步合成一个因素，整行取用。
#
# The total index is the variance that would remain if all others were known, the first the variance that knowing this
# one alone takes away; far apart, they tell of interaction. Where a half-width exceeds the index, take more base points
# or members before concluding anything. Parameters drawn from the posterior go together, so here they are one factor,
# taken by whole rows.

# %%
for target in targets:
    for one in study.shares(target):
        errors = f"±{one.total_error:.2f} (design) ±{one.total_member_error:.2f} (members)"
        print(f"{target}: {names[one.factor]}: total {one.total:.2f} {errors}, alone {one.first:.2f}")

# %% [markdown]
# 因素在此独立变动，与实际可能相关的组合不同；这是模型内的影响，不是政策效果的证据。
#
# Factors vary independently here, though in truth some go together; these are effects in the model, no evidence on what
# a policy does.
