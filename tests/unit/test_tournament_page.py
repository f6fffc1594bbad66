"""The page of a tournament: nothing that users name gets into it as markup, and only references are translated."""

import numpy as np

from simulation.abm import OwnAgent
from simulation.delegates import Nothing
from simulation.report.tournament import entrant_name, place_words, tournament_page
from simulation.scenario.load import load_scenario
from simulation.stats import interval
from simulation.tournament import Entrant, Game, Tournament, league_of
from simulation.words import told_in

HOSTILE = "<script>alert('1')</script>&\""


def page() -> str:
    case = load_scenario("first_hour")
    seats = tuple(one.model_copy(update={"short": HOSTILE}) for one in case.delegations)
    own = OwnAgent(file=f"{HOSTILE}.py", name="Own", source=b"")
    plan = Tournament(
        case=case.model_copy(update={"title": HOSTILE, "delegations": seats}),
        entrants=(Entrant(name="nothing", agent=Nothing), Entrant(name=HOSTILE, agent=own)),
        seats=("SAB", "TAM"),
        replications=2,
        seed=1,
        skill="standard",
    )
    games = [
        Game(
            entrant=entrant.name,
            seat=seat,
            replication=n,
            place=(n + len(entrant.name)) / 60,
            worth=0.0,
            worst=0.0,
            best=1.0,
            has_document=True,
            sessions=6,
            broken=0,
        )
        for entrant in plan.entrants
        for seat in plan.seats
        for n in range(2)
    ]
    return tournament_page(league_of(plan, games), command=f"delegation-sim tournament {HOSTILE}")


def test_what_users_name_is_no_markup_on_the_page() -> None:
    found = page()
    assert "<script" not in found
    assert found.count("&lt;script&gt;") > 10  # title, seats, entrant, file and command


def test_only_references_are_translated() -> None:
    with told_in("fr"):
        assert entrant_name("always oppose") == "toujours s’opposer"
        assert entrant_name("always_oppose") == "always_oppose"


def test_a_place_without_an_interval_says_in_how_many_games_it_came() -> None:
    assert place_words(interval.mean(np.full(10, -0.21))) == "−0.21 in all 10 games"
    assert place_words(interval.mean(np.array([0.1, 0.3]))).startswith("0.20 (")
    assert place_words(None) == "–"
