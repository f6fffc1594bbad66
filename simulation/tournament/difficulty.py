"""Measures how hard the seats of a training case are: in how many games an honest delegate closes a text."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace

from simulation.delegates import DELEGATES
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.tournament.plan import Entrant, tournament_of
from simulation.tournament.play import play
from simulation.training.difficulty import DELEGATE, GAMES, SEED, SKILL, Difficulty
from simulation.version import version

__all__ = ["measure"]


def measure(
    case: Scenario,
    executor: Executor,
    *,
    games: int = GAMES,
    seed: int = SEED,
    watch: Callable[[int, int], None] | None = None,
) -> Difficulty:
    """Play the delegate in every seat of a case that decides, and count the games that end with a text."""
    plan = tournament_of(case, replications=games, seed=seed, skill=SKILL)
    plan = replace(plan, entrants=(Entrant(name=DELEGATE, agent=DELEGATES[DELEGATE]),))
    played = play(plan, executor, watch=watch)
    closed = {seat: sum(game.has_document for game in played if game.seat == seat) for seat in plan.seats}
    return Difficulty(
        case=case.key,
        instance=case.instance,
        case_hash=scenario_hash(case),
        games=games,
        seed=seed,
        version=version(),
        closed=closed,
    )
