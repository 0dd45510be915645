"""Every column of the state, declared once: row number, unit, meaning.

From these classes follow the blocks of the compiled engine, the attributes of the Mesa agents, the names that
expressions may use, and the data dictionary.
"""

from __future__ import annotations

from enum import IntEnum


class Column(IntEnum):
    """A row of a block: its number (the value), the unit of what it holds and what that means."""

    unit: str
    meaning: str

    def __new__(cls, number: int, unit: str, meaning: str) -> Column:
        """Make a member whose value is the row number."""
        member = int.__new__(cls, number)
        member._value_ = number
        member.unit = unit
        member.meaning = meaning
        return member


class FirmFloat(Column):
    """One row a float of every firm (float64)."""

    REVENUE = 0, "CNY_10k", "revenue of the quarter"
    REVENUE_YEAR = 1, "CNY_10k", "revenue since January, in December of the year"
    REVENUE_LAST_YEAR = 2, "CNY_10k", "revenue of the last full year"
    SHARE = 3, "share", "share of the national market of the firm's industry"
    TRANSITORY = 4, "log_points", "part of this year's growth shock that is not carried on"
    GAIN = 5, "log_points", "gain in unit cost since the base, realised"
    HABIT = 6, "log_points", "gain already turned into share"
    EMPLOYMENT = 7, "persons", "employees"
    PRODUCTIVITY = 8, "CNY_10k_per_person", "annual revenue per employee at the base year"
    ENERGY_BASE = 9, "tce_per_CNY_10k", "energy per value added at the base"
    ENERGY_KEPT = 10, "share", "product of what the upgrades leave of the energy used"
    ENERGY = 11, "tce", "energy used in the quarter"
    VALUE_ADDED = 12, "CNY_10k", "value added of the quarter at base-year prices"
    VALUE_ADDED_SHARE = 13, "share", "value added per revenue"
    CAPITAL = 14, "CNY_10k", "fixed capital"
    CASH = 15, "CNY_10k", "money at hand"
    DEBT = 16, "CNY_10k", "bank debt"
    BORROWS = 17, "share", "1 where banks lend to the firm, else 0"
    MARGIN = 18, "share", "operating profit per revenue before upgrades"
    SAVING = 19, "CNY_10k_per_year", "savings of upgrades kept by the firm, realised"
    GAIN_SETTLED = 20, "log_points", "gain of upgrades past their ramp"
    SAVING_SETTLED = 21, "CNY_10k_per_year", "savings of upgrades past their ramp"
    CAPABILITY = 22, "logit_points", "rank of ln revenue per employee in the industry, plus noise, on the logit scale"
    HURDLE = 23, "per_year", "hurdle rate of return"
    RND_SHARE = 24, "share", "research and development per revenue"
    RND_YEAR = 25, "CNY_10k", "R&D spending since January"
    RND_LAST_YEAR = 26, "CNY_10k", "R&D spending of the last full year"
    RND_BEFORE = 27, "CNY_10k", "R&D spending of the year before the last"
    PRODUCT_RATE = 28, "products_per_quarter", "expected new products of a quarter"
    PRODUCTS_YEAR = 29, "products", "new products since January"
    LANDMARK_YEAR = 30, "products", "landmark products since January"
    CAPITAL_ORDERS_YEAR = 31, "projects", "general investment orders above the project threshold since January"
    CAPITAL_SPENDING_YEAR = 32, "CNY_10k", "general equipment ordered since January"
    CAPITAL_LARGEST_YEAR = 33, "CNY_10k", "largest single general investment order since January, construction included"
    VALUE_ADDED_YEAR = 34, "CNY_10k", "value added since January at base-year prices"


class FirmCode(Column):
    """One row a code of every firm; -1 for none (int32)."""

    ENTITY = 0, "id", "permanent number; draws hang on it"
    ACTIVE = 1, "flag", "1 while the firm is in the above-scale population"
    CLUSTER = 2, "code", "cluster of the plan"
    INDUSTRY = 3, "code", "industry of the cluster"
    CITY = 4, "code", "city the firm stands in"
    CHAIN = 5, "code", "supply chain of the cluster"
    GROUP = 6, "code", "owner group"
    LEAD = 7, "flag", "1 for a lead firm named by the plan"
    RECOGNISED = 8, "flag", "1 once a programme of the plan or one above it has recognised the firm"
    NATIONAL = 9, "flag", "1 once a national title is held"
    BORN = 10, "quarter", "quarter of entry above the threshold, -1 in the base population"
    INSOLVENT = 11, "quarters", "quarters in a row with cash below zero and no credit"
    TAKEN_UP = 12, "flag", "1 once the firm's first robots came after the base"
    RENEWED = 13, "flag", "1 once the firm placed a general investment order since the base year"


class UpgradeFloat(Column):
    """One row a float of every firm and upgrade (float64)."""

    TASTE = 0, "share", "persistent taste V, uniform"
    LOG_SHOCK = 1, "log_points", "idiosyncratic shift of ln benefit"
    PENDING_COST = 2, "CNY_10k", "cost of the order not yet installed"
    PENDING_SAVING = 3, "CNY_10k_per_year", "yearly saving of that order"
    PENDING_GAIN = 4, "log_points", "gain in unit cost of that order"
    GAIN_HELD = 5, "log_points", "gain of what is installed, for the wear of robots"
    SAVING_HELD = 6, "CNY_10k_per_year", "saving of what is installed"


class UpgradeCode(Column):
    """One row a code of every firm and upgrade (int32)."""

    AWARE = 0, "flag", "1 once the firm knows the upgrade"
    LEVEL = 1, "level", "level reached, or robots in use"
    PENDING = 2, "level", "levels or robots ordered and not yet delivered"
    ORDERED = 3, "quarter", "quarter of that order"
    BASE_LEVEL = 4, "level", "level at the end of the base year"
    ADDED = 5, "units", "robots or levels installed since the base year"
    ADDED_YEAR = 6, "units", "robots or levels installed since January"
    FIRST_YEAR = 7, "flag", "1 if the first level was reached this year"
    SECOND_YEAR = 8, "flag", "1 if the second level was reached this year"
    BY_GRANT = 9, "flag", "1 if the order in hand was induced by a grant"
    DELIVERED = 10, "units", "delivered this quarter"


class WantFloat(Column):
    """What a firm decided this quarter, for every upgrade (float64)."""

    STRATUM = 0, "code", "never 0, induced 1, always 2"
    APPLIES = 1, "flag", "1 if it applies for the grant"
    UNITS = 2, "units", "robots or levels it would order"
    COST = 3, "CNY_10k", "installed cost"
    SAVING = 4, "CNY_10k_per_year", "yearly saving"
    GRANT = 5, "CNY_10k", "grant if awarded"
    JUDGED = 6, "share", "benefit per cost at the unrounded order against that of the order itself"


class CellFloat(Column):
    """One row a fact of every cell of weighted firms (float64)."""

    SCOPE = 0, "code", "0 the nation, 1 the region's other sectors, 2 its own (burn-in only), 3 below scale"
    STRATUM = 1, "code", "0 other, 1 car, 2 electronics"
    INDUSTRY = 2, "code", "industry of the region, -1 in the nation"
    FIRMS = 3, "firms", "firms in the cell"
    EMPLOYMENT = 4, "persons", "employees of one firm"
    REVENUE = 5, "CNY_10k", "annual revenue of one firm"
    LOG_TYPE = 6, "log_points", "shift of ln benefit of the cell's type (Gauss-Hermite node)"
    HURDLE = 7, "per_year", "hurdle rate"
    ENTITY = 8, "id", "number that the cell's draws hang on"


class CellUpgradeFloat(Column):
    """One row a state of every cell and upgrade (float64)."""

    AWARE = 0, "share", "share of firms that know the upgrade"
    WILLING = 1, "share", "share willing: aware, not adopted, taste below P"
    CHANCE = 2, "share", "P at the last quarter"
    ADOPTED = 3, "share", "share with at least the first level"
    UPPER = 4, "share", "share at the second level"
    STOCK = 5, "units", "robots in use, all firms of the cell"
    FIRST_WAIT = 6, "share", "adoption ordered last quarter"
    SECOND_WAIT = 7, "share", "adoption ordered the quarter before"
    UNITS_FIRST_WAIT = 8, "units", "robots ordered last quarter"
    UNITS_SECOND_WAIT = 9, "units", "robots ordered the quarter before"
    UPPER_FIRST_WAIT = 10, "share", "second levels ordered last quarter"
    UPPER_SECOND_WAIT = 11, "share", "second levels ordered the quarter before"
    ADDED = 12, "units", "robots installed since the base year"
    ADDED_YEAR = 13, "units", "robots installed since January"
    USERS_ADDED_YEAR = 14, "firms", "firms that took up since January"


class CellPassFloat(Column):
    """One row a result of this quarter's pass over cells and upgrades (float64); from ANNUITY on, of the first pass."""

    FIRST_CHANCE = 0, "share", "P of the first step"
    NEXT_CHANCE = 1, "share", "P of the second step"
    FULL_SAVING = 2, "CNY_10k_per_year", "yearly saving of both steps of one firm"
    INVESTED = 3, "share", "firms that ordered this quarter"
    ARRIVED = 4, "share", "firms whose first step arrived this quarter"
    ANNUITY = 5, "years", "present value of 1 a year over the upgrade's life at the cell's hurdle rate"
    BOOST = 6, "factor", "e to the shift of ln benefit"
    UNITS = 7, "units", "first order of robots of one firm; 0 where its jobs allow no whole one"
    SIZE = 8, "units", "that order to the power that cost grows with"


class MarketFloat(Column):
    """One row a fact of every industry's national market (float64)."""

    REAL_GROWTH = 0, "per_year", "growth of real demand this year"
    REAL_INDEX = 1, "index", "real demand, base year 1"
    NOMINAL = 2, "CNY_10k", "nominal demand of the quarter"
    BASE_QUARTER = 3, "CNY_10k", "nominal demand of an average quarter of the base year"
    SHARE_OUT = 4, "share", "share of the outside"
    GAIN_OUT = 5, "log_points", "gain in unit cost of the outside since the base"
    HABIT_OUT = 6, "log_points", "gain of the outside already turned into share"
    MEAN_GAIN = 7, "log_points", "xbar, share-weighted"
    LOCAL_ORDERS = 8, "CNY_10k", "upgrade orders placed with the region's makers last quarter"
    REGION_REVENUE = 9, "CNY_10k", "revenue of the region's firms in the quarter"
    OUTSIDE_REVENUE = 10, "CNY_10k", "revenue of the outside in the quarter"


class EconomyFloat(Column):
    """One entry a price or path of the quarter (float64)."""

    WAGE = 0, "CNY_10k_per_year", "manufacturing wage in the region"
    PPI = 1, "index", "producer prices, base year 1"
    PPI_GROWTH = 2, "per_year", "their growth this year"
    LOAN_RATE = 3, "per_year", "loan rate before the firm's premium"
    ENERGY_PRICE = 4, "index", "energy price, base year 1"
    ARM_PRICE = 5, "CNY_10k", "robot arm"
    WORLD_CUMULATIVE = 6, "units", "robots ever installed in the world"
    WORLD_OTHER = 7, "units", "robots installed outside the nation in a quarter"
    NATION_ADDED = 8, "units", "robots installed in the nation this quarter"
    PRODUCTIVITY_INDEX = 9, "index", "revenue per employee, base year 1"
    MEAN_RND = 10, "CNY_10k", "mean R&D of a firm in a year, at the base"
    SHIFT_INTEGRATION = 11, "index", "scenario factor of integration cost"
    SHIFT_CREDIT = 12, "index", "scenario factor of credit limits"
    WAGE_GROWTH = 13, "per_year", "growth of wages this year"
    ENERGY_GROWTH = 14, "per_year", "growth of the energy price this year"
    REGION_ADDED = 15, "units", "robots installed in the region this quarter"
    DEMAND_INDEX = 16, "index", "nominal demand of the region's industries by its base revenue, base year 1"
    ROBOTS_NATION = 17, "units", "robots in use in the nation"
    FIRST_ARM_PRICE = 18, "CNY_10k", "robot arm at the base year"
    FIRST_CUMULATIVE = 19, "units", "robots ever installed in the world at the base"
    OUT_GAIN_SETTLED = 20, "log_points", "gain of the outside past its ramp"
    WAGE_NATION = 21, "CNY_10k_per_year", "manufacturing wage of the nation"
    ENTERED_YEAR = 22, "firms", "firms that grew above the size threshold since January, those that left not taken off"
    ENTERED_SINCE = 23, "firms", "the same since the base year"
    LEFT_PHASED_YEAR = 24, "firms", "firms above the threshold closed by order since January"
    LEFT_PHASED_SINCE = 25, "firms", "the same since the base year"


class GovernmentFloat(Column):
    """One row a fact of every government: 0 the province, then its cities (float64)."""

    EFFORT = 0, "share", "effort relative to an even split among governments"
    PROGRESS = 1, "share", "mean take-up of the plan's upgrades among its firms"
    RANK = 2, "share", "rank in last year's table, 0 first, 1 last"
    OUTLAY_YEAR = 3, "CNY_10k", "grants and rewards paid since January"


class SupplierFloat(Column):
    """One row a fact of every integrator (one an upgrade) (float64)."""

    CAPACITY = 0, "units", "robots or projects it installs in a quarter"
    BACKLOG = 1, "units", "ordered and not yet delivered"
    DELIVERED = 2, "units", "delivered this quarter"
    CARRY = 3, "units", "part of a project done and not yet delivered"


class ClusterFloat(Column):
    """One row a fact of every cluster (float64)."""

    BELOW = 0, "firms", "firms below the size threshold"
    BASE_BELOW = 1, "firms", "the same at the base"
    BASE_FIRMS = 2, "firms", "firms above the threshold at the base"


class BankFloat(Column):
    """One row a fact of the bank (float64)."""

    LOANS = 0, "CNY_10k", "loans outstanding"
    GUARANTEED = 1, "CNY_10k", "guaranteed volume used"
    GUARANTEE_LIMIT = 2, "CNY_10k", "guaranteed volume allowed"
    WRITTEN_OFF = 3, "CNY_10k", "loans lost to exits"


class GroupFloat(Column):
    """One row a fact of every owner group (float64)."""

    MEMBERS = 0, "firms", "active members in the region"
    REVENUE_YEAR = 1, "CNY_10k", "annual revenue, subsidiaries outside the region included"
    REVENUE_HOME = 2, "CNY_10k", "annual revenue of the members in the region"
    OUTSIDE_BASE = 3, "CNY_10k", "annual revenue of subsidiaries outside the region at the base"
    OUTSIDE_YEAR = 4, "CNY_10k", "annual revenue outside the region"
    ACQUIRED = 5, "CNY_10k", "annual revenue of acquired firms at base-year market size"
    HAS_NATIONAL = 6, "flag", "1 if a member holds a national title"
    INDUSTRY = 7, "code", "industry of the largest member at the base"


class OrganisationFloat(Column):
    """One row a fact of every organisation (centre, park, zone) (float64)."""

    KIND = 0, "code", "kind of organisation"
    INDUSTRY = 1, "code", "industry, -1 for none"
    CITY = 2, "code", "city, -1 for none"
    QUALITY = 3, "logit_points", "quality seen by those who award"
    DESIGNATED = 4, "flag", "1 once recognised by a programme of the plan or one above it"
    NATIONAL = 5, "flag", "1 once it holds a national title"
    WEIGHT = 6, "share", "part of the revenue of its city's firms (of the region's, without a city) earned in it"
    SIZE = 7, "own unit", "another fact of it that a target adds up"
    REVENUE_YEAR = 8, "CNY_10k", "revenue since January earned in it"


class ProgrammeFloat(Column):
    """One row a state of every programme (float64)."""

    APPLICANTS = 0, "firms", "applicants this year"
    AWARDED = 1, "firms", "awards this year: titles, grants, orders complied with, closures"
    AWARD_RATE = 2, "share", "last year's award rate"
    BELIEF = 3, "share", "expected award rate of a reward"
    QUOTA_LEFT = 4, "firms", "awards left this year"
    BUDGET_LEFT = 5, "CNY_10k", "budget left this year"
    POOL = 6, "firms", "qualified at the last round"
    MARGINAL_SCORE = 7, "score", "score of the last winner of the last round"
    OUTLAY_YEAR = 8, "CNY_10k", "paid this year"
    LAPSED = 9, "firms", "awards of this year that lapsed for want of finance"
    SCALE = 10, "index", "how much of the programme acts this quarter: 0 outside its years or cut, 1 as written"
    OFFERED = 11, "share", "grant offered, as a share of installed cost"
    AWARDED_SINCE = 12, "firms", "awards since the base year"
    FIRST_WEIGHT = 13, "weight", "weight of the region's candidates in the first round of a title given above"


class Count(Column):
    """One entry a count of the run (int64)."""

    SLOTS_USED = 0, "firms", "slots of firms in use, of those that left too"
    ENTERED = 1, "firms", "firms that entered above the size threshold"
    LEFT_BELOW = 2, "firms", "firms that fell below the size threshold"
    LEFT_INSOLVENT = 3, "firms", "firms that left insolvent"
    LEFT_PHASED = 4, "firms", "firms closed by order"
    REFUSED_FINANCE = 5, "orders", "orders that could not be financed"
    REFUSED_WITH_AWARD = 6, "orders", "orders with a grant that could not be financed"
    INSTALLED = 7, "units", "robots installed this quarter"
    RETIRED = 8, "units", "robots worn out this quarter"
    STATUS = 9, "code", "0, or why the run must end"
    ACQUISITIONS = 10, "firms", "firms bought by groups"
    LEFT_ROBOTS = 11, "units", "robots of firms that left, less those that entrants brought"
    REVIEWING = 12, "firms", "firms that review their plans this quarter"


BLOCKS: dict[str, type[Column]] = {block.__name__: block for block in Column.__subclasses__()}
"""Every block by name: the data dictionary."""
