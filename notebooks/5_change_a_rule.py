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
# # 5 改一条规则 · Change a rule
#
# **回答的问题：如果企业不从同行那里得知新技术，哪些指标会动，动多少？**
#
# **What it answers: if firms did not hear of new technology from their peers, what would move, and by how much?**

# %% tags=["parameters"]
import inspect
import os

import clustercast

PLAN = os.environ.get("CLUSTERCAST_NOTEBOOK_PLAN", "henan-equipment-2017")
QUARTERS = int(os.environ.get("CLUSTERCAST_NOTEBOOK_QUARTERS", "8"))
VALUES = {"n_firms": 450.0, "stretch_limit": 5.0}

# %% [markdown]
# ## 规则是什么 · What a rule is
#
# 每条行为规则只写一次，是数的纯函数，文档里有公式、单位和来源。可读的引擎（Mesa）逐个主体调用它；
# 预测用的编译引擎内联同一函数。
#
# Every rule of behaviour is written once, a pure function of numbers with equation, units and source. The readable
# engine (Mesa) calls it agent by agent; the compiled engine of the forecasts inlines the same function.

# %%
print(len(clustercast.rules()), "rules")
print(inspect.getsource(clustercast.rules()["awareness_hazard"]))


# %% [markdown]
# ## 换一条 · Another one
#
# 参数相同，只去掉模仿一项。`changed_rule` 只改可读引擎，且只在 `with` 之内。
#
# The same arguments, without the term of imitation. `changed_rule` changes the readable engine only, and only within
# `with`.


# %%
def without_peers(innovation, outreach, imitation, exposure):
    """Nobody learns from those who have it already."""
    return clustercast.rules()["awareness_hazard"](innovation, outreach, 0.0, exposure)


plan = clustercast.load_plan(PLAN)
names = [one.id for one in plan.indicators]


def followed(region):
    """The indicators after so many quarters, by name."""
    for _ in range(QUARTERS):
        region.step()
    found = dict(zip(names, region.indicators(), strict=True))
    region.close()
    return found


# %%
before = followed(clustercast.region(PLAN, values=VALUES))
other = clustercast.region(PLAN, values=VALUES)
with clustercast.changed_rule("awareness_hazard", without_peers):
    after = followed(other)

# %% [markdown]
# ## 什么动了 · What moves
#
# 两个地区种子和成员相同，即随机数相同，差别只来自规则。为了快，这里只有几百家企业、一个成员；正式结论要改
# `agents/` 里的函数，再用编译引擎跑几百个成员。
#
# Both regions have the same seed and member, so common random numbers: what differs is due to the
# rule. For speed there are a few hundred firms and one member here; for a conclusion, change the function in `agents/`
# and run some hundred members with the compiled engine.

# %%
moved = {name: (before[name], after[name]) for name in names if before[name] != after[name]}
print(f"{len(moved)} of {len(names)} indicators differ after {QUARTERS} quarters")
for name, (old, new) in sorted(moved.items(), key=lambda one: -abs(one[1][1] - one[1][0]) / (abs(one[1][0]) + 1e-9)):
    print(f"  {plan.indicator(name).label_en}: {old:,.4g} -> {new:,.4g} {plan.indicator(name).unit}")

# %% [markdown]
# ## 基年也换 · In the base year as well
#
# 同一份代码也走完规划之前的年份：在 `with` 之内用 `through_base_year=True` 生成的地区，其基年也按新规则得出
# （主体逐季走过，需要几秒；效益平移量仍是原规则下解出的）。
#
# The same text goes through the years before the plan: a region made within `with` and `through_base_year=True` has the
# new rule in its base year too (agents step quarter by quarter, some seconds; the shifts of benefit are still those
# solved under the old rule).


# %%
def users(region):
    """Firms that know, and firms that use, each upgrade."""
    firms = [one for one in region.firms if one.active == 1]
    found = [
        (sum(one.upgrades[k].aware for one in firms), sum(one.upgrades[k].level > 0 for one in firms))
        for k in range(len(region.upgrades))
    ]
    region.close()
    return found


as_it_was = users(clustercast.region(PLAN, values=VALUES, through_base_year=True))
assert as_it_was == users(clustercast.region(PLAN, values=VALUES))
with clustercast.changed_rule("awareness_hazard", without_peers):
    without = users(clustercast.region(PLAN, values=VALUES, through_base_year=True))
for upgrade, old, new in zip(plan.upgrades, as_it_was, without, strict=True):
    print(f"{upgrade.code}: know {old[0]} -> {new[0]}, use {old[1]} -> {new[1]} at the base")

# %% [markdown]
# 规则已复原：再跑一次与第一次相同。
#
# The rule is restored: another run is the first one again.

# %%
assert followed(clustercast.region(PLAN, values=VALUES)) == before
