"""The closed lists of words by which a plan pack speaks to the model.

Levers are what a planner sets; goals are groups of targets among which the effort of a government is divided;
intensities are the classes of how firmly an instrument is worded (model description, event 2).
"""

LEVERS: dict[str, tuple[str, str]] = {
    "outreach_robots": ("机器人宣传示范", "awareness of industrial robots"),
    "outreach_smart": ("智能工厂宣传示范", "awareness of smart-factory upgrades"),
    "outreach_green": ("绿色改造宣传示范", "awareness of green retrofits"),
    "support_robots": ("机器人应用补助", "money for industrial robots"),
    "support_smart": ("智能化改造补助", "money for smart-factory upgrades"),
    "support_green": ("绿色化改造补助", "money for green retrofits"),
    "outreach_digital": ("数字化宣传示范", "awareness of cloud, numerical control and digital integration"),
    "support_digital": ("数字化改造补助", "money for cloud, numerical control and digital integration"),
    "investment": ("技术改造与项目投资", "general investment"),
    "credit": ("融资担保与贴息", "guarantees and interest subsidies"),
    "rnd": ("研发创新支持", "research and development"),
    "integrator_capacity": ("系统集成能力", "capacity of system integrators"),
    "demand": ("市场推广与政府采购", "market promotion and local procurement"),
    "mergers": ("兼并重组", "mergers and acquisitions"),
    "entry": ("招商引资", "attracting firms"),
    "platforms": ("创新平台与示范称号", "organisations and titles"),
    "service": ("服务型制造", "service manufacturing"),
    "selection": ("遴选次序", "who is picked first"),
    "evaluation": ("考核督导", "effort of governments"),
    "phase_out": ("落后产能退出", "closing outdated capacity"),
}

NO_LEVER = "none"

LEVER_GOALS: dict[str, str] = {
    "outreach_robots": "robots",
    "support_robots": "robots",
    "outreach_smart": "smart",
    "support_smart": "smart",
    "integrator_capacity": "smart",
    "outreach_green": "green",
    "support_green": "green",
    "outreach_digital": "digital",
    "support_digital": "digital",
    "investment": "investment",
    "rnd": "innovation",
    "platforms": "innovation",
    "selection": "innovation",
    "demand": "growth",
    "mergers": "growth",
    "entry": "growth",
    "credit": "growth",
    "phase_out": "growth",
    "service": "service",
}
"""Lever -> the goal that it serves, whose effort scales it. Only `evaluation` serves none: it moves effort itself."""

GOALS: dict[str, tuple[str, str]] = {
    "robots": ("工业机器人", "industrial robots"),
    "smart": ("智能制造", "smart manufacturing"),
    "green": ("绿色制造", "green manufacturing"),
    "digital": ("数字化", "digital manufacturing"),
    "investment": ("投资", "investment"),
    "innovation": ("创新", "innovation"),
    "growth": ("规模增长", "growth"),
    "service": ("服务型制造", "service manufacturing"),
}

INTENSITIES: dict[str, str] = {
    "agency_and_quota": "intensity_agency_and_quota",
    "agency": "intensity_agency",
    "exhortation": "intensity_exhortation",
}
"""Class of wording -> id of the parameter that says how strong one instrument of the class is."""

STANDINGS: dict[str, tuple[str, str]] = {
    "quoted": ("规划原文", "quoted from the plan"),
    "statistic": ("统计数据", "official statistic"),
    "published": ("已发表文献", "published study"),
    "assumed": ("假设", "assumed"),
}
