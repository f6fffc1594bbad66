"""What ways to play are worth: `python -m benchmarks.seats [--seeds 4] [--skill standard] [--case first_hour]`.

The place of a seat at the end, 0 the worst and 1 the best document that crosses no red line of those who decide: of
the reference delegates, single buttons, and the coach's moves, in every seat that decides, all under the same chance.
First the mean over the seats, then seat by seat, with how much there is to win in each. Four seeds show that it runs,
in minutes; the figures that are told of the delegates come of 40, which take half an hour.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from benchmarks._bounds import bounds_of
from benchmarks._seats import Capital, ChairText, Coached, GroupButton, NotRed, Recess
from benchmarks._timing import versions
from benchmarks._training import CASES, options
from simulation.report.tournament import over_words, place_words
from simulation.scenario.load import load_scenario
from simulation.study import pool
from simulation.tournament import Entrant, League, league_of, play, tournament_of

__all__ = ["chosen", "main"]

BOUNDED: Final = 4
"""Replications in which every document is gone through: mandates hardly differ from one to the next."""
OTHERS: Final = {
    "not red": NotRed,
    "group button": GroupButton,
    "chair's text button": ChairText,
    "recess button": Recess,
    "capital button": Capital,
    "coach": Coached,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = options(__doc__)
    parser.add_argument("--only", default="", help="names of ways to play, with commas between")
    parser.add_argument("--workers", type=int, default=None)
    asked = parser.parse_args(arguments)
    print(f"{versions()}\n")
    leagues = [_league(case, asked) for case in asked.case or CASES]
    _print_means(leagues)
    for case, league in zip(asked.case or CASES, leagues, strict=True):
        _print_seats(league)
        _print_bounds(case, league, asked)


def _league(case: str, asked: argparse.Namespace) -> League:
    """Return the table of a case, and print how long a game takes."""
    own = [Entrant(name=name, agent=agent) for name, agent in OTHERS.items()]
    plan = tournament_of(case, entrants=own, replications=asked.seeds, seed=asked.seed, skill=asked.skill)
    plan = replace(plan, entrants=chosen(plan.entrants, asked.only))
    begun = time.perf_counter()
    with pool.processes(asked.workers) as executor:
        games = play(plan, executor)
    each = 1000 * (time.perf_counter() - begun) / len(games)
    print(f"{case}: {len(games):,} games, {each:.0f} ms each with all workers, {asked.skill}\n")
    return league_of(plan, games)


def chosen(entrants: Sequence[Entrant], names: str) -> tuple[Entrant, ...]:
    """Return the entrants of these names, and the first, against which they are measured; all if none is named.

    Raises:
        SystemExit: if a name is none of theirs.
    """
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    there = {one.name for one in entrants}
    if wanted - there:
        raise SystemExit(f"--only: {', '.join(sorted(wanted - there))}? Valid: {', '.join(sorted(there))}.")
    return tuple(one for one in entrants if not wanted or one.name in {entrants[0].name, *wanted})


def _print_means(leagues: Sequence[League]) -> None:
    print(
        f"| mean over the seats | {' | '.join(f'{one.manifest["case"]} | over nothing' for one in leagues)} |"
    )
    print(f"| --- {'| --- | --- ' * len(leagues)}|")
    tables = [{one.entrant: one.total for one in league.standings} for league in leagues]
    for entrant in tables[0]:
        cells = [
            f"{place_words(table[entrant].place)} | {over_words(table[entrant].over_base)}"
            for table in tables
        ]
        print(f"| {entrant} | {' | '.join(cells)} |")


def _print_seats(league: League) -> None:
    """Print the mean place in each seat, with the share of games that ended with a document."""
    print(f"\n| {league.manifest['case']} | {' | '.join(league.names)} | mean | document | broken |")
    print(f"| --- {'| ---: ' * (len(league.names) + 3)}|")
    for one in league.standings:
        places = [cell.place for cell in (*one.seats.values(), one.total)]
        told = " | ".join("–" if place is None else f"{place.value:.2f}" for place in places)
        print(f"| {one.entrant} | {told} | {one.total.documents:.2f} | {one.total.broken:.1f} |")


def _print_bounds(case: str, league: League, asked: argparse.Namespace) -> None:
    """Print how much there is to win in each seat."""
    found = bounds_of(
        load_scenario(case),
        tuple(league.names),
        seed=asked.seed,
        replications=min(asked.seeds, BOUNDED),
    )
    rows = {
        "no document": found.none,
        "the fairest document": found.fairest,
        "the best that all would sign": found.best,
    }
    for name, places in rows.items():
        told = " | ".join(f"{place:.2f}" for place in (*places, sum(places) / len(places)))
        print(f"| *{name}* | {told} | | |")
    counted = "gone through one by one" if found.is_exact else "searched"
    print(f"\n{found.number:,} documents leave no decision-holder worse off than none ({counted}).")


if __name__ == "__main__":
    main()
