"""A quarter in its order: the thirteen events of the model description, the same for both engines."""

from typing import Any

from clustercast.agents.books import open_books, settle
from clustercast.agents.draws import Draws
from clustercast.agents.rule import event
from clustercast.model.events.accounts import keep_accounts
from clustercast.model.events.cells import move_cells
from clustercast.model.events.economy import move_economy
from clustercast.model.events.expressions import record_figures
from clustercast.model.events.groups import add_up_groups
from clustercast.model.events.innovate import innovate
from clustercast.model.events.luck import draw_luck
from clustercast.model.events.markets import clear_markets
from clustercast.model.events.organisations import add_up_organisations
from clustercast.model.events.outside import look_outside
from clustercast.model.events.population_flow import enter, leave
from clustercast.model.events.profile import note_year
from clustercast.model.events.programmes.announce import announce
from clustercast.model.events.programmes.evaluate import evaluate
from clustercast.model.events.programmes.recognise import recognise
from clustercast.model.events.take_up.assess import assess
from clustercast.model.events.take_up.comply import comply
from clustercast.model.events.take_up.deliver import deliver
from clustercast.model.events.take_up.install import install
from clustercast.model.events.take_up.learn import learn
from clustercast.model.events.take_up.order import order
from clustercast.model.events.turn_of_year import turn_of_year


@event
def run_quarter(region: Any, draws: Draws, t: int) -> None:
    """Run the quarter of ``draws``, the ``t``-th of the run counted from 0."""
    quarter = draws.quarter
    january, december = quarter % 4 == 0, quarter % 4 == 3

    # before anything happens
    draw_luck(region, draws)  # the firms' uniforms of the quarter
    open_books(region)  # last quarter's payments are forgotten, balances stay
    if january:
        turn_of_year(region, quarter)  # the year's counters start again

    # 1. the economy
    move_economy(region, draws, t)  # demand, prices, wages, the robot price
    look_outside(region, t)  # numbers that the plan's firms do not move

    # 2. governments
    announce(region, quarter, t)  # intensities of levers; programmes open and close

    # 3. to 8. upgrades
    learn(region, draws)  # 3. firms hear of upgrades, by outreach and from peers
    assess(region, draws)  # 4. those that review weigh benefit against cost, and whether to apply
    order(region, draws)  # 5. and 6. grants by rank, then whoever invests unaided; banks lend
    comply(region, draws)  # some of those under an order to take up comply
    deliver(region, draws)  # 7. integrators deliver what is oldest, within their capacity
    install(region, quarter)  # 8. deliveries are installed, robots wear out, gains ramp up
    move_cells(region, draws)  # the same for the nation's firms and others outside the register, in expectation

    # 9. markets and money
    clear_markets(region, draws)  # shares, revenue, jobs, energy, research
    keep_accounts(region)  # wages, taxes, debt, payout, general investment

    # 10. population
    leave(region, draws)  # insolvent, in December also below the threshold or closed by order
    enter(region, draws, t)  # firms grow past the size threshold

    # 11. research, and what firms add up to
    innovate(region, quarter)  # new products
    add_up_groups(region, draws)  # owner groups, their subsidiaries outside and acquisitions
    add_up_organisations(region)  # what is earned in zones and parks

    # 12. December's rounds
    if december:
        recognise(region, draws)  # recognitions, titles and statuses

    # 13. the books close, the quarter is recorded
    settle(region)  # every account but the firms' and the outside's is cleared
    record_figures(region)  # every indicator of the plan
    if december:
        note_year(region, quarter // 4 - region.stance.first_year + 1)  # who has what, for charts
        evaluate(region, quarter)  # 12, second part: next year's effort on goals and cities
