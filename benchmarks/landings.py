"""How often clauses close that "How would this land?" gives so many of 100: games played beside their forecasts.

Run it with `python -m benchmarks.landings`; docs/explanation/live.md and `simulation.training.forecast.TRIED` tell what
it printed, and with `--skill easy` or `hard` at that level. With `--json` it prints what the table at the head of
docs/validation.md is made of. With `--fit` it plays other games, those with the seeds 101 to 130, and prints the file
of corrections with what they teach of that level (`simulation.training.corrected`).
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize

from simulation import load_scenario
from simulation.arrays import FloatArray, IntArray
from simulation.engine.record import Record
from simulation.evidence.backtest.grouped import LEVEL, Resampled, groups
from simulation.evidence.validation.contest import Contest
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.moves import LEVELS
from simulation.scenario.load import scenario_hash
from simulation.training.corrected import FILE, TERMS, Correction, evidence, published, text_of
from simulation.training.forecast import BANDS, READINGS, believed, uncorrected
from simulation.version import version

__all__ = [
    "GAMES",
    "Asked",
    "Games",
    "as_data",
    "as_lines",
    "closes",
    "contest_of",
    "corrected_by",
    "fitted",
    "games",
    "main",
    "parts",
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
_FITTED: Final = (101, 30)
"""First seed and number of the games of each seat that the correction is fitted to."""
_FUTURES: Final = 60
_PLAIN: Final = "standard"
_HELD: Final = 0.0001
"""How much a weight that differs by one from no correction adds to the squared error that is made least."""
_HELD_TO_PLAIN: Final = 0.01
"""The same of a weight that differs from that of standard, at other levels: chosen by games at hard with the seeds 101
to 112, each fourth of them forecast by the others."""


type Games = dict[str, list[tuple[str, list["Asked"]]]]
"""By case, the seat of each game and what was forecast in it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One forecast, and what came of the clause."""

    session: int
    share: float
    """Share of the futures in which it closes, no new wording, as a seat is told it."""
    closed: bool
    plain: float = 0.0
    """The same without the correction."""
    evidence: tuple[float, ...] = ()
    """What the correction goes by: see `evidence`."""


def played(
    case: str, seat: str, sessions: Sequence[int], seed: int, *, skill: str = _PLAIN
) -> Iterator[Asked]:
    """Yield the forecasts of one game of some level, each beside what came of it.

    A person sits in the seat who says nothing and follows the instructions. What is forecast is a room in which agents
    sit in every seat from here, so with each forecast the game is played out by agents from where it stands.
    """
    live = LiveNegotiation(load_scenario(case), seats=(seat,), seed=seed, level=skill)
    while live.phase != "over":
        if live.phase == "talks" and live.session in sessions:
            view = view_of(live, seat)
            plain = uncorrected(view, live.case, replications=_FUTURES)
            yield from _asked(live, view, plain) if plain else ()
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()


def _asked(live: LiveNegotiation, view: SeatView, plain: dict[str, float]) -> Iterator[Asked]:
    """Yield the forecasts of one session, each beside what comes of it."""
    record, found = live.fork().play_out(), believed(plain, view)
    seen = evidence(np.array(list(plain.values())), view)
    places = {issue.key: place for place, issue in enumerate(live.case.issues)}
    for row, (key, share) in enumerate(plain.items()):
        closed = closes(record, places[key], live.session)
        yield Asked(live.session, found[key], closed, share, tuple(seen[row].tolist()))


def closes(record: Record, place: int, session: int) -> bool:
    """Return whether a clause closed on words by the end of its next `READINGS` readings, or of the last session.

    A clause that is read less often until the end has until the end, as in the futures: a package may close it.
    """
    read = [at for at in range(session - 1, record.n_rounds) if record.opened[at, place]]
    last = read[READINGS - 1] + 1 if len(read) >= READINGS else record.n_rounds
    return bool(record.is_clean[last, place] and record.tableau.commits[place, record.table[last, place]])


def contest_of(case: str, games: Sequence[tuple[str, Sequence[Asked]]], *, skill: str = _PLAIN) -> Contest:
    """Return the squared error of the forecast in one case beside whoever always says what share of a seat's closed.

    Args:
        case: The case.
        games: The seat of each game, and what was forecast in it; intervals resample games.
        skill: Level of the games. Beyond standard the key names it, so that the table on the page does not take it.
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
        key=f"landings.{case}" if skill == _PLAIN else f"landings.{case}.{skill}",
        better="less",
        n=len(closed),
        ours="landing",
        value=resampled.mean(error["landing"]),
        simple={"mean": resampled.mean(error["mean"])},
        beyond={"mean": resampled.mean(error["landing"] - error["mean"])},
    )


def fitted(found: Games, *, skill: str = _PLAIN) -> Correction:
    """Return the correction with the least squared error, each case counting as much as another.

    Weights are held a little towards those of no correction at all, for what hardly occurs in games. Those of any other
    level than standard are held towards what standard has taught, and more, so that fewer games suffice.
    """
    rows = [
        (1.0 / sum(len(game) for _, game in asked), one)
        for asked in found.values()
        for _, game in asked
        for one in game
    ]
    weight = np.array([weight for weight, _ in rows]) / len(found)
    seen = np.array([one.evidence for _, one in rows])
    closed = np.array([float(one.closed) for _, one in rows])
    start, hold = _start(skill)

    def loss(at: FloatArray) -> tuple[float, FloatArray]:
        said = 1.0 / (1.0 + np.exp(-(seen @ at)))
        slope = 2.0 * (weight * (said - closed) * said * (1.0 - said)) @ seen
        held = at - start
        return float(weight @ (said - closed) ** 2 + hold * held @ held), slope + 2.0 * hold * held

    best = minimize(loss, start, jac=True, method="BFGS").x
    return Correction(**dict(zip(TERMS, best.tolist(), strict=True)))


def _start(skill: str) -> tuple[FloatArray, float]:
    """Return the weights that those of a level are held to, and how much."""
    if skill == _PLAIN:
        return np.array([float(term == "share") for term in TERMS]), _HELD
    return np.array([getattr(published(_PLAIN), term) for term in TERMS]), _HELD_TO_PLAIN


def games(seeds: int = _SEEDS, first: int = 1, skill: str = _PLAIN) -> Games:
    """Return what was forecast in every game of a level, by case: to the seeds from 1 to 30 nothing was fitted."""
    found: Games = {}
    for case, seat, sessions in GAMES:
        for seed in range(first, first + seeds):
            found.setdefault(case, []).append((seat, list(played(case, seat, sessions, seed, skill=skill))))
        asked = [one for other, game in found[case] if other == seat for one in game]
        share, closed = _sheets(asked)
        print(f"{case} {seat}: {((share - closed) ** 2).mean():.3f}", file=sys.stderr, flush=True)
    return found


def as_data(found: Games, *, seeds: int = _SEEDS, first: int = 1, skill: str = _PLAIN) -> dict[str, object]:
    """Return plain data for JSON."""
    return {
        "format": FORMAT,
        "version": version(),
        "seed": first,
        "skill": skill,
        "level": LEVEL,
        "replications": seeds,
        "contests": [contest_of(case, played, skill=skill).as_data() for case, played in found.items()],
    }


def as_lines(found: Games) -> Iterator[str]:
    """Yield how many closed, by case, seat and band of the forecast, then by case and tenth of it."""
    for case, seat, _ in GAMES:
        share, closed = _sheets([one for other, asked in found[case] if other == seat for one in asked])
        error, base = ((share - closed) ** 2).mean(), closed.mean() * (1 - closed.mean())
        yield f"{case} {seat}: {len(share)} clauses, squared error {error:.3f}, always the mean {base:.3f}"
        plain = np.array([one.plain for other, asked in found[case] if other == seat for one in asked])
        off, apart = parts(share, closed)
        yield (
            f"  reliability {off:.3f}, resolution {apart:.3f}, uncertainty {base:.3f}; "
            f"squared error without the correction {((plain - closed) ** 2).mean():.3f}"
        )
        yield from _by(np.searchsorted(BANDS, share, side="right"), "band", share, closed)
    for case, asked in found.items():
        share, closed = _sheets([one for _, game in asked for one in game])
        yield f"{case}, all seats: {len(share)} clauses"
        yield from _by(np.minimum((10 * share).astype(int), 9), "tenth", share, closed)


def parts(share: FloatArray, closed: FloatArray) -> tuple[float, float]:
    """Return reliability and resolution by tenths of the forecast (Murphy 1973).

    The squared error is reliability less resolution plus uncertainty, but for what forecasts differ within a tenth.
    """
    tenth, off, apart = np.minimum((10 * share).astype(int), 9), 0.0, 0.0
    for at in np.unique(tenth):
        here = tenth == at
        off += here.mean() * (share[here].mean() - closed[here].mean()) ** 2
        apart += here.mean() * (closed[here].mean() - closed.mean()) ** 2
    return float(off), float(apart)


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
    parser.add_argument(
        "--fit", action="store_true", help="print the corrections, learned anew from seeds 101 to 130"
    )
    parser.add_argument("--skill", choices=LEVELS, default=_PLAIN, help="level of the games")
    parser.add_argument("--first", type=int, help="first seed")
    parser.add_argument("--seeds", type=int, help="games of each seat")
    options = parser.parse_args()
    first = options.first or (_FITTED[0] if options.fit else 1)
    seeds = options.seeds or (_FITTED[1] if options.fit else _SEEDS)
    found = games(seeds, first, options.skill)
    for line in as_lines(found):
        print(line, file=sys.stderr if options.json or options.fit else sys.stdout)
    if options.fit:
        print(corrected_by(found, first=first, seeds=seeds, skill=options.skill), end="")
    elif options.json:
        print(json.dumps(as_data(found, seeds=seeds, first=first, skill=options.skill), indent=1))


def corrected_by(found: Games, *, first: int, seeds: int, skill: str = _PLAIN) -> str:
    """Return the file of corrections with what games teach of their level."""
    origin = {
        "version": version(),
        "seeds": [first, first + seeds - 1],
        "cases": {case: scenario_hash(load_scenario(case)) for case in found},
        "clauses": sum(len(game) for asked in found.values() for _, game in asked),
    }
    return text_of(FILE.read_text(encoding="utf-8"), skill, fitted(found, skill=skill), origin)


if __name__ == "__main__":
    main()
