"""What opinion dynamics and alternating offers cost: `python -m benchmarks.models_opinion`.

Opinion dynamics: 200 delegations, 50 steps, as NDlib 6.0.1 was timed on a complete graph (HK 1.93 s, Deffuant 0.50 s).
Alternating offers: 625 outcomes, at most 100 rounds, Boulware aspirations, as NegMAS 0.16.0 was timed (2 parties 4,360
rounds a second, 10: 674, 50: 43.6, 100: 11.6, 193: 2.5). Both on another machine: compare orders of magnitude. The
single text and the landscape have no published times.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np

from benchmarks._timing import median_seconds, versions
from simulation.models import landscape, opinion, single_text, stacked_offers

__all__ = ["main"]

DELEGATIONS: Final = 200
STEPS: Final = 50
BOUND: Final = 0.1
PARTIES: Final = (2, 10, 50, 100, 193)
OUTCOMES: Final = 625
ROUNDS: Final = 100
REPLICATIONS: Final = 20
RUNS: Final = 5

type Row = tuple[str, str, str]


def main() -> None:
    """Print the table."""
    rows = [*_opinions(), *_offers(), *_others()]
    print(f"{versions()}\n")
    print("| what | target | median (least to most) |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def _repeat(step: Callable[[np.ndarray], np.ndarray], position: np.ndarray) -> None:
    for _ in range(STEPS):
        position = step(position)


def _opinions() -> list[Row]:
    generator = np.random.default_rng(1)
    one, two = generator.random(DELEGATIONS), generator.random((DELEGATIONS, 2))
    influence, salience = generator.random(DELEGATIONS), generator.random(two.shape)

    def vectors(position: np.ndarray) -> np.ndarray:
        away = opinion.distance(position, salience)
        return opinion.mean_in_reach_of_vectors(position, away, bound=BOUND, influence=influence)

    def in_turn(position: np.ndarray) -> np.ndarray:
        pairs = opinion.draw_pairs(generator, DELEGATIONS, DELEGATIONS)
        return opinion.meet_in_turn(position, pairs, bound=BOUND)

    plain = partial(opinion.mean_in_reach, bound=BOUND)
    weighted = partial(opinion.mean_in_reach, bound=BOUND, influence=influence)
    many = generator.random((REPLICATIONS, DELEGATIONS))
    return [
        _timed("Hegselmann and Krause", "at most 10 ms", lambda: _repeat(plain, one)),
        _timed("the same with influence", "at most 10 ms", lambda: _repeat(weighted, one)),
        _timed(f"the same, {REPLICATIONS} replications", "", lambda: _repeat(weighted, many)),
        _timed("the same on two issues by salience", "", lambda: _repeat(vectors, two)),
        _timed("Deffuant, pairs in turn", "", lambda: _repeat(in_turn, one[:, None])),
    ]


def _timed(what: str, target: str, task: Callable[[], object]) -> Row:
    middle, least, most = (1e3 * seconds for seconds in median_seconds(task, RUNS))
    return what, target, f"{middle:.1f} ms ({least:.1f} to {most:.1f})"


def _offers() -> list[Row]:
    generator = np.random.default_rng(2)
    rows = []
    for parties in PARTIES:
        target = "at least 250" if parties == PARTIES[-1] else ""
        for answers in ("in_turn", "at_once"):
            value = generator.random((1, parties, OUTCOMES))
            rows.append(_rounds(value, f"{parties} parties, {answers}: rounds a second", target, answers))
    value = generator.random((REPLICATIONS, PARTIES[-1], OUTCOMES))
    what = f"{PARTIES[-1]} parties, in_turn, {REPLICATIONS} replications: rounds a second"
    return [*rows, _rounds(value, what, "", "in_turn")]


def _rounds(value: np.ndarray, what: str, target: str, answers: stacked_offers.Answers) -> Row:
    def play() -> stacked_offers.Agreement:
        return stacked_offers.alternating_offers(
            value, rounds=ROUNDS, reservation=0.0, exponent=stacked_offers.BOULWARE, answers=answers
        )

    found = play()
    played = int(np.where(found.outcome < 0, ROUNDS, found.round).sum())
    middle, least, most = (played / seconds for seconds in median_seconds(play, RUNS))
    return what, target, f"{middle:,.0f} ({most:,.0f} to {least:,.0f})"


def _others() -> list[Row]:
    generator = np.random.default_rng(3)
    gain, sizes = generator.random((PARTIES[-1], 12, 8)), np.full(12, 8)
    half = generator.normal(size=(17, 17))
    size, propensity = generator.random(17), half + half.T

    def mediated() -> single_text.Course:
        return single_text.mediate(
            gain,
            start=np.zeros(12, dtype=np.int64),
            proposals=single_text.neighbours_in_turn(sizes),
            verdict=lambda gains, loses: bool((gains & ~loses).sum() >= 2 * len(gain) / 3),
            generator=np.random.default_rng(4),
            most_refusals=len(sizes) * 7,
        )

    proposals = len(mediated().proposals)
    return [
        _timed(
            f"single text, {len(gain)} delegations, 12 issues of 8 options, {proposals} proposals",
            "",
            mediated,
        ),
        _timed(
            "landscape, 17 delegations from 65,536 starts", "", lambda: landscape.explore(size, propensity)
        ),
    ]


if __name__ == "__main__":
    main()
