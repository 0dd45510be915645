"""What the columns that expressions may name are called in Chinese, and over what time each counts.

The English meaning stands where the column is declared (`agents/columns.py`). ``now``: as it stands at the end of the
quarter; ``quarter``: in the quarter; ``year``: since January, whole in December; ``since``: since the base year;
``base``: at the base year; ``rate``: a rate a year.
"""

TIMES: dict[str, tuple[str, str]] = {
    "now": ("季末", "at the end of the quarter"),
    "quarter": ("当季", "of the quarter"),
    "year": ("当年（1月起，12月为全年）", "of the year (since January, whole in December)"),
    "last_year": ("上年", "of last year"),
    "since": ("基年以来", "since the base year"),
    "base": ("基年", "at the base year"),
    "rate": ("每年", "a year"),
}

FIRM = {
    "revenue": ("营业收入", "quarter"),
    "revenue_year": ("当年营业收入", "year"),
    "revenue_last_year": ("上一完整年度营业收入；当年入规企业为入规时的年收入", "last_year"),
    "share": ("占全国本行业市场份额", "now"),
    "transitory": ("当年增长冲击中不延续的部分", "year"),
    "gain": ("基年以来已实现的单位成本下降", "since"),
    "habit": ("已转化为份额的单位成本下降", "now"),
    "employment": ("从业人员", "now"),
    "productivity": ("基年人均年营业收入", "base"),
    "energy_base": ("基年单位增加值能耗", "base"),
    "energy_kept": ("各项升级后剩余的能耗比例", "now"),
    "energy": ("综合能源消费量", "quarter"),
    "value_added": ("增加值（基年价，可比）", "quarter"),
    "value_added_share": ("增加值占营业收入比例", "now"),
    "capital": ("固定资产", "now"),
    "cash": ("货币资金", "now"),
    "debt": ("银行借款", "now"),
    "borrows": ("银行是否放贷（1为是）", "now"),
    "margin": ("升级前营业利润率", "now"),
    "saving": ("升级带来且由企业留存的节约额", "rate"),
    "gain_settled": ("已过爬坡期的升级带来的单位成本下降", "now"),
    "saving_settled": ("已过爬坡期的升级带来的节约额", "rate"),
    "capability": ("行业内人均收入位次加扰动（逻辑刻度）", "now"),
    "hurdle": ("要求的投资回报率", "rate"),
    "rnd_share": ("研发费用占营业收入比例", "now"),
    "rnd_year": ("当年研发费用", "year"),
    "rnd_last_year": ("上年研发费用", "last_year"),
    "rnd_before": ("前年研发费用", "last_year"),
    "product_rate": ("每季新产品期望数", "quarter"),
    "products_year": ("当年新产品", "year"),
    "landmark_year": ("当年标志性产品", "year"),
    "capital_orders_year": ("当年达到项目门槛的一般投资订单数", "year"),
    "capital_spending_year": ("当年订购的一般设备金额", "year"),
    "capital_largest_year": ("当年最大单笔一般投资（含建筑工程）", "year"),
    "value_added_year": ("当年增加值（基年价，可比）", "year"),
    "entity": ("企业固定编号", "now"),
    "active": ("在规模以上企业中为1", "now"),
    "cluster": ("所在集群", "now"),
    "industry": ("所属行业", "now"),
    "city": ("所在城市", "now"),
    "chain": ("所属产业链", "now"),
    "group": ("所属集团，无则为负", "now"),
    "lead": ("规划点名的龙头企业为1", "now"),
    "recognised": ("获得规划或上级认定后为1", "now"),
    "national": ("获得国家级称号后为1", "now"),
    "born": ("入规季度，基年已有企业为-1", "now"),
    "insolvent": ("连续资金为负且无信贷的季数", "now"),
    "taken_up": ("基年后首次应用机器人后为1", "since"),
    "renewed": ("基年后有过一般投资订单为1", "since"),
}

FIRM_UPGRADE = {
    "aware": ("知晓该升级为1", "now"),
    "level": ("已达到的等级，机器人为在用台数", "now"),
    "pending": ("已订购未交付的等级或台数", "now"),
    "ordered": ("该订单的季度", "now"),
    "base_level": ("基年末等级或台数", "base"),
    "added": ("基年以来新增台数或等级", "since"),
    "added_year": ("当年新增台数或等级", "year"),
    "first_year": ("当年达到第一级为1", "year"),
    "second_year": ("当年达到第二级为1", "year"),
    "by_grant": ("在手订单由补助促成为1", "now"),
    "delivered": ("当季交付", "quarter"),
    "reached_1_year": ("当年达到第一级为1", "year"),
    "reached_2_year": ("当年达到第二级为1", "year"),
    "reached_since": ("基年以来等级有提升为1", "since"),
}

CELL = {
    "scope": ("所代表的企业：other 区内其他行业，below 规模以下", "now"),
    "stratum": ("工种类型：0其他、1汽车、2电子", "now"),
    "industry": ("所属行业", "now"),
    "firms": ("企业数", "now"),
    "employment": ("单个企业从业人员", "now"),
    "revenue": ("单个企业年营业收入", "year"),
    "log_type": ("收益偏移（对数）", "now"),
    "hurdle": ("要求的投资回报率", "rate"),
    "entity": ("编号", "now"),
}

CELL_UPGRADE = {
    "aware": ("知晓该升级的企业比例", "now"),
    "willing": ("知晓、未采用且愿意的企业比例", "now"),
    "chance": ("上季采用概率", "quarter"),
    "adopted": ("至少达到第一级的企业比例", "now"),
    "upper": ("达到第二级的企业比例", "now"),
    "stock": ("该组全部企业在用机器人", "now"),
    "first_wait": ("上季订购的企业比例", "quarter"),
    "second_wait": ("前一季订购的企业比例", "quarter"),
    "units_first_wait": ("上季订购的机器人", "quarter"),
    "units_second_wait": ("前一季订购的机器人", "quarter"),
    "upper_first_wait": ("上季订购第二级的企业比例", "quarter"),
    "upper_second_wait": ("前一季订购第二级的企业比例", "quarter"),
    "added": ("基年以来新增机器人", "since"),
    "added_year": ("当年新增机器人", "year"),
    "users_added_year": ("当年首次采用的企业数", "year"),
}

GROUP = {
    "members": ("区内成员企业数", "now"),
    "revenue_year": ("年营业收入，含区外子公司", "year"),
    "revenue_home": ("区内成员年营业收入", "year"),
    "outside_base": ("基年区外子公司年营业收入", "base"),
    "outside_year": ("区外年营业收入", "year"),
    "acquired": ("所收购企业的年营业收入（按基年市场规模）", "since"),
    "has_national": ("有成员获国家级称号为1", "now"),
    "industry": ("基年最大成员所属行业", "base"),
}

ORGANISATION = {
    "kind": ("机构类型", "now"),
    "industry": ("所属行业，无则为-1", "now"),
    "city": ("所在城市，无则为-1", "now"),
    "quality": ("评审所见质量", "now"),
    "designated": ("获得规划或上级认定后为1", "now"),
    "national": ("获得国家级称号后为1", "now"),
    "weight": ("占所在城市（无城市则全区）企业收入的比例", "now"),
    "size": ("目标要加总的另一数量", "now"),
    "revenue_year": ("当年在该机构内实现的收入", "year"),
}

REGION = {
    "wage": ("本地制造业工资", "rate"),
    "ppi": ("工业生产者出厂价格，基年为1", "quarter"),
    "ppi_growth": ("出厂价格当年涨幅", "rate"),
    "loan_rate": ("贷款利率（未加企业溢价）", "rate"),
    "energy_price": ("能源价格，基年为1", "quarter"),
    "arm_price": ("机器人本体价格", "quarter"),
    "world_cumulative": ("全球机器人累计装机", "now"),
    "world_other": ("当季全国以外装机", "quarter"),
    "nation_added": ("当季全国装机", "quarter"),
    "productivity_index": ("人均收入指数，基年为1", "quarter"),
    "mean_rnd": ("基年企业平均年研发费用", "base"),
    "shift_integration": ("情景对集成成本的倍数", "quarter"),
    "shift_credit": ("情景对信贷额度的倍数", "quarter"),
    "wage_growth": ("工资当年涨幅", "rate"),
    "energy_growth": ("能源价格当年涨幅", "rate"),
    "region_added": ("当季本地装机", "quarter"),
    "demand_index": ("本地行业名义需求指数，基年为1", "quarter"),
    "robots_nation": ("全国在用机器人", "now"),
    "first_arm_price": ("基年机器人本体价格", "base"),
    "first_cumulative": ("基年全球累计装机", "base"),
    "out_gain_settled": ("区外已过爬坡期的单位成本下降", "now"),
    "wage_nation": ("全国制造业工资", "rate"),
    "entered_year": ("当年升规企业（不扣退出）", "year"),
    "entered_since": ("基年以来升规企业（不扣退出）", "since"),
    "left_phased_year": ("当年按要求关停的规上企业", "year"),
    "left_phased_since": ("基年以来按要求关停的规上企业", "since"),
}

PROGRAMME = {
    "awarded": ("当年授予、补助、执行或关停数", "year"),
    "awarded_since": ("基年以来授予、补助、执行或关停数", "since"),
    "pool": ("上一轮符合条件者", "year"),
    "outlay": ("当年支付", "year"),
}

TABLES: dict[str, tuple[str, str]] = {
    "firm": ("规模以上企业：count、sum、mean", "firms above scale: count, sum, mean"),
    "upgrade of a firm": (
        "企业的每项升级，以 robots 为例；其他升级换成其代码",
        "every upgrade of a firm, here robots; write the code of another",
    ),
    "cell": (
        "加权企业组（规模以下、其他行业）：count_cells、sum_cells",
        "weighted firms below scale and of other sectors: count_cells, sum_cells",
    ),
    "upgrade of a cell": ("企业组的每项升级，以 robots 为例", "every upgrade of a cell, here robots"),
    "group": ("集团：count_groups、sum_groups", "owner groups: count_groups, sum_groups"),
    "organisation": (
        "机构：count_organisations、sum_organisations",
        "organisations: count_organisations, sum_organisations",
    ),
    "region": ("全区单一数值，直接写名称", "one number of the region, named as it is"),
    "programme": ('程序的数量，写 awarded("程序id")', 'a number of a programme, as awarded("its id")'),
}

DIMENSIONS = {
    "money": "金额", "money flow": "年金额", "money a person": "人均金额", "price": "单价", "foreign money": "美元",
    "yen": "日元", "yen a unit": "日元单价", "share": "占比", "share a year": "年占比或增速", "rate": "频率",
    "log": "对数", "log a year": "年对数", "energy intensity": "能耗强度", "energy": "能源", "energy price": "能源价格",
    "time": "时间", "date": "年份", "number": "纯数", "index": "指数", "rank": "位次", "ratio": "比值", "power": "功率",
    "area": "面积", "mass": "质量", "count": "个数",
}  # fmt: skip
"""What the dimensions of units are called in Chinese."""
