"""How hard training cases and their instances are: `python -m benchmarks.difficulty [--games 10] [--case first_hour]`.

The share of games in which the honest delegate, in one seat among built-in agents, closes a text: seat by seat, for
each case as it is and for instances 1 to 3; and its place at the end beside that of one that does nothing. The same
seeds in every seat and every instance. All of it takes minutes on two cores; `--write` keeps it as the figures that
are shown.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from statistics import fmean
from typing import Final

from benchmarks._timing import versions
from benchmarks._training import CASES
from simulation.delegates import DELEGATES
from simulation.scenario.load import load_scenario, scenario_hash
from simulation.scenario.schema import Scenario
from simulation.stats.interval import Estimate
from simulation.study import pool
from simulation.tournament.games_played import Game, play
from simulation.tournament.tournament_plan import Entrant, tournament_of
from simulation.training.difficulty import DELEGATE, FILE, GAMES, IDLE, SEED, SKILL, Difficulty, text_of
from simulation.version import version

__all__ = ["main", "measure", "rows"]

INSTANCES: Final = 4
"""Of each case: as it is, and instances 1 to 3."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, and write the figures where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--games", type=int, default=GAMES, help="games in each seat")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--case", action="append", choices=CASES)
    parser.add_argument("--instances", type=int, default=INSTANCES, help="the case and so many less one")
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--write", action="store_true", help=f"keep it as {FILE.name}")
    asked = parser.parse_args(arguments)
    print(f"{versions()}\n")
    found = list[Difficulty]()
    with pool.processes(asked.workers) as executor:
        for key in asked.case or sorted(CASES):
            cases = [load_scenario(key, overrides={"instance": n}) for n in range(asked.instances)]
            begun = time.perf_counter()
            measured = [measure(case, executor, games=asked.games, seed=asked.seed) for case in cases]
            print("\n".join(rows(cases, measured)))
            print("\n".join(["", *map(_told, measured)]))
            print(f"\n{key}: {time.perf_counter() - begun:.0f} s\n", flush=True)
            found += measured
    if asked.write and asked.case:
        sys.exit("--write keeps all cases: leave out --case.")
    if asked.write:
        FILE.write_text(text_of(found), encoding="utf-8")


def measure(
    case: Scenario,
    executor: Executor,
    *,
    games: int = GAMES,
    seed: int = SEED,
) -> Difficulty:
    """Play the delegate in every seat of a case that decides, and count the games that end with a text.

    One that does nothing is played under the same chance: what skill pays is the place of the one beside the other's.
    """
    plan = tournament_of(case, replications=games, seed=seed, skill=SKILL)
    entrants = tuple(Entrant(name=name, agent=DELEGATES[name]) for name in (DELEGATE, IDLE))
    played = play(replace(plan, entrants=entrants), executor)
    of_delegate = [game for game in played if game.entrant == DELEGATE]
    closed = {
        seat: sum(game.has_document for game in of_delegate if game.seat == seat) for seat in plan.seats
    }
    return Difficulty(
        case=case.key,
        instance=case.instance,
        case_hash=scenario_hash(case),
        games=games,
        seed=seed,
        version=version(),
        closed=closed,
        place={one.name: _place(played, one.name) for one in entrants},
    )


def _place(played: Sequence[Game], entrant: str) -> float:
    """Return the mean place of an entrant at the end; games in which its seat has nothing at stake are left out."""
    return fmean(game.place for game in played if game.entrant == entrant and game.place is not None)


def rows(cases: Sequence[Scenario], measured: Sequence[Difficulty]) -> list[str]:
    """Return the table of a case, a row for each instance, a column for each seat."""
    shorts = {seat.key: seat.short or seat.name for seat in cases[0].delegations}
    seats = list(measured[0].closed)
    told = [f"| {cases[0].key} | {' | '.join(shorts[seat] for seat in seats)} | all |"]
    told.append(f"| --- {'| ---: ' * (len(seats) + 1)}|")
    for one in measured:
        name = f"instance {one.instance}" if one.instance else "the case"
        cells = [*(_cell(one.share(seat)) for seat in seats), _cell(one.over_seats)]
        told.append(f"| {name} | {' | '.join(cells)} |")
    return told


def _told(one: Difficulty) -> str:
    places = ", ".join(f"{name} {place:.2f}" for name, place in one.place.items())
    return f"{f'instance {one.instance}' if one.instance else 'the case'}: mean place {places}"


def _cell(share: Estimate) -> str:
    return f"{100 * share.value:.0f} ({100 * share.low:.0f}–{100 * share.high:.0f})"


if __name__ == "__main__":
    main()
