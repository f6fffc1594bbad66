"""How often clauses close that "How would this land?" gives so many of 100: games played beside their forecasts.

Run it with `python -m benchmarks.landings`; docs/explanation/live.md and `simulation.training.forecast.TRIED` tell what
it printed. With `--json` it prints what the table at the head of docs/validation.md is made of.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation import load_scenario
from simulation.arrays import FloatArray, IntArray
from simulation.engine.record import Record
from simulation.experiments.backtest.grouped import LEVEL, Resampled, groups
from simulation.experiments.validation.contest import Contest
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.training.forecast import BANDS, READINGS, closings
from simulation.version import version

__all__ = [
    "GAMES",
    "Asked",
    "Games",
    "as_data",
    "as_lines",
    "closes",
    "contest_of",
    "games",
    "main",
    "played",
]

FORMAT: Final = "delegation-sim landings 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""

_FIRST_HOUR: Final = (1, 2, 3, 4, 5, 6)
_TRAINING: Final = (3, 6, 9)
_OVERSIGHT: Final = (2, 4, 6)
GAMES: Final = (
    ("wtpf13_training", "LUM", _TRAINING),
    ("wtpf13_training", "MON", _TRAINING),
    ("wtpf13_training", "TAM", _TRAINING),
    ("first_hour", "SAB", _FIRST_HOUR),
    ("first_hour", "NOR", _FIRST_HOUR),
    ("first_hour", "TAM", _FIRST_HOUR),
    ("ai_oversight", "TAV", _OVERSIGHT),
    ("ai_oversight", "CLA", _OVERSIGHT),
    ("ai_oversight", "VEN", _OVERSIGHT),
)
"""Case, seat, and the sessions at whose beginning the clauses of the day are forecast: the seats that the packs offer
to newcomers, to others and to the experienced."""
_SEEDS: Final = 30
_FUTURES: Final = 60


type Games = dict[str, list[tuple[str, list["Asked"]]]]
"""By case, the seat of each game and what was forecast in it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One forecast, and what came of the clause."""

    session: int
    share: float
    """Share of the futures in which it closes, no new wording."""
    closed: bool


def played(case: str, seat: str, sessions: Sequence[int], seed: int) -> Iterator[Asked]:
    """Yield the forecasts of one game, each beside what came of it.

    A person sits in the seat who says nothing and follows the instructions. What is forecast is a room in which agents
    sit in every seat from here, so with each forecast the game is played out by agents from where it stands.
    """
    live = LiveNegotiation(load_scenario(case), seats=(seat,), seed=seed)
    while live.phase != "over":
        if live.phase == "talks" and live.session in sessions:
            found = closings(view_of(live, seat), live.case, replications=_FUTURES)
            record = live.fork().play_out() if found else None
            for place, issue in enumerate(live.case.issues):
                if record is not None and issue.key in found:
                    closed = closes(record, place, live.session)
                    yield Asked(live.session, found[issue.key], closed)
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()


def closes(record: Record, place: int, session: int) -> bool:
    """Return whether a clause closed on words by the end of its next `READINGS` readings, or of the last session.

    A clause that is read less often until the end has until the end, as in the futures: a package may close it.
    """
    read = [at for at in range(session - 1, record.n_rounds) if record.opened[at, place]]
    last = read[READINGS - 1] + 1 if len(read) >= READINGS else record.n_rounds
    return bool(record.is_clean[last, place] and record.tableau.commits[place, record.table[last, place]])


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


def games(seeds: int = _SEEDS) -> Games:
    """Return what was forecast in every game, by case: the seeds are those from 1 on, to which nothing was fitted."""
    found: Games = {}
    for case, seat, sessions in GAMES:
        for seed in range(1, seeds + 1):
            found.setdefault(case, []).append((seat, list(played(case, seat, sessions, seed))))
        asked = [one for other, game in found[case] if other == seat for one in game]
        share, closed = _sheets(asked)
        print(f"{case} {seat}: {((share - closed) ** 2).mean():.3f}", file=sys.stderr, flush=True)
    return found


def as_data(found: Games, *, seeds: int = _SEEDS) -> dict[str, object]:
    """Return plain data for JSON."""
    return {
        "format": FORMAT,
        "version": version(),
        "seed": 1,
        "level": LEVEL,
        "replications": seeds,
        "contests": [contest_of(case, played).as_data() for case, played in found.items()],
    }


def as_lines(found: Games) -> Iterator[str]:
    """Yield how many closed, by case, seat and band of the forecast, then by case and tenth of it."""
    for case, seat, _ in GAMES:
        share, closed = _sheets([one for other, asked in found[case] if other == seat for one in asked])
        error, base = ((share - closed) ** 2).mean(), closed.mean() * (1 - closed.mean())
        yield f"{case} {seat}: {len(share)} clauses, squared error {error:.3f}, always the mean {base:.3f}"
        yield from _by(np.searchsorted(BANDS, share, side="right"), "band", share, closed)
    for case, asked in found.items():
        share, closed = _sheets([one for _, game in asked for one in game])
        yield f"{case}, all seats: {len(share)} clauses"
        yield from _by(np.minimum((10 * share).astype(int), 9), "tenth", share, closed)


def _sheets(asked: Sequence[Asked]) -> tuple[FloatArray, FloatArray]:
    """Return the forecasts, and whether the clauses closed (1) or not (0)."""
    return np.array([one.share for one in asked]), np.array([float(one.closed) for one in asked])


def _by(group: IntArray, name: str, share: FloatArray, closed: FloatArray) -> Iterator[str]:
    for at in np.unique(group):
        here = group == at
        yield f"  {name} {at}: {here.sum()} clauses, said {share[here].mean():.2f}, closed {closed[here].mean():.2f}"


def main() -> None:
    """Print how many closed, or what the table of the page is made of and that beside it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="as data; the rest goes to stderr")
    is_json, found = parser.parse_args().json, games()
    for line in as_lines(found):
        print(line, file=sys.stderr if is_json else sys.stdout)
    if is_json:
        print(json.dumps(as_data(found), indent=1))


if __name__ == "__main__":
    main()
