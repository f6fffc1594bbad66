"""How often clauses close that "How would this land?" gives so many of 100: games played beside their forecasts.

Run it with `python -m benchmarks.landings`; docs/explanation/live.md and `simulation.training.forecast.TRIED` tell what
it printed. With `--json` it prints what the table at the head of docs/validation.md is made of.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation import load_scenario
from simulation.arrays import FloatArray
from simulation.experiments.backtest.grouped import LEVEL, Resampled, groups
from simulation.experiments.validation.contest import Contest
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.training.forecast import BANDS, READINGS, landing
from simulation.version import version

__all__ = ["GAMES", "Asked", "as_data", "contest_of", "main", "played"]

FORMAT: Final = "delegation-sim landings 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""

GAMES: Final = (
    ("wtpf13_training", "LUM", (3, 6, 8, 10, 12)),
    ("wtpf13_training", "MON", (3, 6, 8, 10, 12)),
    ("wtpf13_training", "TAM", (3, 6, 8, 10, 12)),
    ("first_hour", "SAB", (2, 3, 4, 5)),
    ("first_hour", "LUM", (2, 3, 4, 5)),
    ("first_hour", "NOR", (2, 3, 4, 5)),
)
"""Case, seat, and the sessions at whose beginning the clauses of the day are forecast."""
_SEEDS: Final = 30
_FUTURES: Final = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """One forecast, and what came of the clause."""

    session: int
    share: float
    """Share of the futures in which it closes, no new wording."""
    closed: bool


def played(case: str, seat: str, sessions: Sequence[int], seed: int) -> Iterator[Asked]:
    """Yield the forecasts of one game whose seat follows its instructions."""
    live = LiveNegotiation(load_scenario(case), seats=(seat,), seed=seed)
    asked = list[tuple[int, int, float]]()
    while live.phase != "over":
        if live.phase == "talks" and live.session in sessions:
            view = view_of(live, seat)
            for place, issue in enumerate(view.issues):
                if issue.on_agenda and issue.is_open:
                    other = next(o.key for o in issue.options if not o.on_table)
                    *_, found = landing(view, live.case, issue=issue.key, option=other, replications=_FUTURES)
                    asked.append((live.session, place, found.without.closes))
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    record = live.record
    for session, place, share in asked:
        read = [at for at in range(session - 1, record.n_rounds) if place in record.opened[at].nonzero()[0]]
        last = read[:READINGS][-1] + 1
        on_words = record.tableau.commits[place, record.table[last, place]]
        yield Asked(session, share, bool(record.is_clean[last, place] and on_words))


def contest_of(case: str, games: Sequence[tuple[str, Sequence[Asked]]]) -> Contest:
    """Return the squared error of the forecast in one case beside whoever always says what share of a seat's closed.

    Args:
        case: The case.
        games: The seat of each game, and what was forecast in it; intervals resample games.
    """
    rows = [(seat, f"{number}", one) for number, (seat, found) in enumerate(games) for one in found]
    seats, names, asked = zip(*rows, strict=True)
    closed = np.array([one.closed for one in asked], dtype=np.float64)
    share = np.array([one.share for one in asked])
    mean = np.empty(len(closed))
    for seat in set(seats):
        here = np.array([one == seat for one in seats])
        mean[here] = closed[here].mean()
    error: dict[str, FloatArray] = {"landing": (share - closed) ** 2, "mean": (mean - closed) ** 2}
    resampled = Resampled(groups(names), 1)
    return Contest(
        key=f"landings.{case}",
        better="less",
        n=len(closed),
        ours="landing",
        value=resampled.mean(error["landing"]),
        simple={"mean": resampled.mean(error["mean"])},
        beyond={"mean": resampled.mean(error["landing"] - error["mean"])},
    )


def as_data(seeds: int = _SEEDS) -> dict[str, object]:
    """Return plain data for JSON, of games with the seeds from 1 on."""
    found = {
        case: [
            (seat, list(played(case, seat, sessions, seed)))
            for other, seat, sessions in GAMES
            if other == case
            for seed in range(1, seeds + 1)
        ]
        for case in dict.fromkeys(case for case, *_ in GAMES)
    }
    return {
        "format": FORMAT,
        "version": version(),
        "seed": 1,
        "level": LEVEL,
        "replications": seeds,
        "contests": [contest_of(case, games).as_data() for case, games in found.items()],
    }


def main() -> None:
    """Print how many closed, by case, seat and band of the forecast; or what the table of the page is made of."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="only what the table of the page is made of")
    if parser.parse_args().json:
        print(json.dumps(as_data(), indent=1))
        return
    for case, seat, sessions in GAMES:
        found = [one for seed in range(1, _SEEDS + 1) for one in played(case, seat, sessions, seed)]
        share, closed = np.array([one.share for one in found]), np.array([one.closed for one in found])
        error, base = ((share - closed) ** 2).mean(), closed.mean() * (1 - closed.mean())
        print(f"{case} {seat}: {len(found)} clauses, squared error {error:.3f}, always the mean {base:.3f}")
        band = np.searchsorted(BANDS, share, side="right")
        for at in np.unique(band):
            here = band == at
            late = np.array([one.session >= max(sessions) - 1 for one in found]) & here
            print(
                f"  band {at}: {here.sum()} clauses, {closed[here].mean():.2f} closed"
                f"; in the last asked {late.sum()}, closed {closed[late].sum()}"
            )


if __name__ == "__main__":
    main()
