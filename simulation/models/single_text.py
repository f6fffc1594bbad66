"""The single text: a mediator proposes, everybody compares with the text at hand in private, a veto rule decides.

A text is one option for each issue, `[I]`, worth the sum of its options' gains, `[A, I, O]` (see `texts`); a plain list
of outcomes is one issue. The mediator learns votes, never gains. One replication at a time: every proposal hangs on the
votes on the last, so replications share nothing but a loop, which is the caller's.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.models import package_texts

__all__ = [
    "LINE",
    "Course",
    "Proposals",
    "Propose",
    "Verdict",
    "at_most_against",
    "in_order",
    "mediate",
    "neighbours_in_turn",
    "towards_objectors",
]

type Verdict = Callable[[BoolArray, BoolArray], bool]
"""Whether a proposal replaces a text, from who gains by it and who loses, both `[A]`."""

type Propose = Callable[[IntArray | None, BoolArray], IntArray | None]
"""Return the next proposal, from the text at hand (None: none yet) and who objected to the last proposal, `[A]`.

Objectors are those who lose by it; if nobody does, those who do not gain; before the first proposal and after one that
passed, everybody. None: nothing is left to propose.
"""

type Proposals = Callable[[np.random.Generator], Propose]
"""Begin a series of proposals, which may remember what was refused."""

LINE: Final = (1.0, 0.5, 0.25, 0.125)
"""How far a line search goes towards the objectors, one after the other."""


def at_most_against(most: int) -> Verdict:
    """Return the rule that somebody gains and at most so many lose; the indifferent do not stand in the way."""

    def verdict(gains: BoolArray, loses: BoolArray) -> bool:
        return bool(gains.any()) and int(loses.sum()) <= most

    return verdict


def neighbours_in_turn(sizes: IntArray) -> Proposals:
    """Return the texts that differ from the one at hand in one option, in a random order, each once.

    Nothing is left once all were refused: then, and only then, does hill climbing end at a text. Without a text at
    hand, a random one.
    """

    def begin(generator: np.random.Generator) -> Propose:
        at: IntArray | None = None
        left: list[IntArray] = []

        def propose(text: IntArray | None, _: BoolArray) -> IntArray | None:
            nonlocal at, left
            if text is None:
                return generator.integers(sizes)
            if at is None or not np.array_equal(at, text):
                at, left = text, list(generator.permutation(package_texts.neighbours(text, sizes)))
            return left.pop() if left else None

        return propose

    return begin


def towards_objectors(
    ideal: FloatArray,
    influence: FloatArray,
    place: FloatArray,
    sizes: IntArray,
    *,
    shares: Sequence[float] = (1.0,),
) -> Proposals:
    """Return texts nearest to the mean of the ideals of the objectors, or part of the way there.

    With `shares` (1,) the mean itself, with `LINE` a line search from the text at hand towards it: of these shares of
    the way, the first that gives a text not yet proposed from here. Nothing is left once there is none.

    Args:
        ideal: `[A, I]`.
        influence: how much each counts in the mean, `[A, I]`, not negative.
        place: where each option lies, `[I, O]`, in the units of the ideals.
        sizes: how many options each issue has, `[I]`.
        shares: of the way from the text at hand.
    """
    issue = np.arange(len(sizes))

    def begin(_: np.random.Generator) -> Propose:
        at: IntArray | None = None
        tried: list[IntArray] = []

        def propose(text: IntArray | None, objects: BoolArray) -> IntArray | None:
            nonlocal at, tried
            counted = influence * objects[:, None]
            counted = np.where(counted.sum(axis=0) > 0.0, counted, objects[:, None])
            goal = (counted * ideal).sum(axis=0) / counted.sum(axis=0)
            if text is None:
                return package_texts.nearest_options(goal, place, sizes)
            if at is None or not np.array_equal(at, text):
                at, tried = text, [text]
            here = place[issue, text]
            for share in shares:
                point = package_texts.nearest_options(here + share * (goal - here), place, sizes)
                if not any(np.array_equal(point, other) for other in tried):
                    tried.append(point)
                    return point
            return None

        return propose

    return begin


def in_order(*ways: Proposals) -> Proposals:
    """Return what the first way has to propose; when it has nothing left, the next, and so on, each time anew."""

    def begin(generator: np.random.Generator) -> Propose:
        begun = [way(generator) for way in ways]

        def propose(text: IntArray | None, objects: BoolArray) -> IntArray | None:
            found = (way(text, objects) for way in begun)
            return next((proposal for proposal in found if proposal is not None), None)

        return propose

    return begin


@dataclass(frozen=True, slots=True)
class Course:
    """How a single text went."""

    text: IntArray | None
    """The best text, `[I]`; None: there was none to begin with and nothing was proposed."""
    proposals: IntArray
    """What was proposed, `[P, I]`."""
    gains: BoolArray
    """Who said that it was better than the text at hand, `[P, A]`."""
    loses: BoolArray
    """Who said that it was worse, `[P, A]`."""
    passed: BoolArray
    """Whether the veto rule let it replace the text at hand, `[P]`."""
    kept: BoolArray
    """Whether it became the best text, `[P]`: always as `passed`, except under simulated annealing."""
    settled: bool
    """It ended with refusals or with nothing left to propose, not because proposals ran out."""


def mediate(
    gain: FloatArray,
    *,
    start: IntArray | None,
    proposals: Proposals,
    verdict: Verdict,
    generator: np.random.Generator,
    most_refusals: int,
    most_proposals: int = 10_000,
    temperature: float = 0.0,
    cooling: float = 0.99,
) -> Course:
    """Return the course of a single text: proposals and votes, until too many were refused in a row.

    With a temperature T above 0 the mediator anneals: it goes on from a refused proposal with probability
    exp(-share of those who lose / T), and T shrinks with every proposal. It may thus leave a text that nobody can
    improve by one step. The best text is kept apart: a proposal becomes the best only if the veto rule lets it replace
    the best so far. So, whatever the way there, under unanimity nobody ends with less than at the start. Under a quota
    majorities may prefer b to a, c to b and a to c: the course then goes in circles until proposals run out, and the
    text it ends with is only the last (see `Course.settled`).

    Args:
        gain: what each option is worth, `[A, I, O]`, in any units of each delegation; -inf: out of the question.
        start: the text to begin with, `[I]`; None: the first proposal is adopted without a vote.
        proposals: where proposals come from.
        verdict: the veto rule.
        generator: all chance comes from it.
        most_refusals: end after so many refusals in a row; as many as a text has neighbours, or more, if all shall be
            asked about.
        most_proposals: end after so many proposals in any case.
        temperature: T at the first proposal, in shares of the room.
        cooling: T is multiplied by it after each.

    Known as: single negotiating text [Raiffa1982]_; annealing mediator [Klein2003]_.
    """
    everybody = np.ones(len(gain), dtype=np.bool_)
    tolerance = ATOL * _reach(gain)
    propose = proposals(generator)
    text = best = start
    objects, refused = everybody, 0
    record: list[tuple[IntArray, BoolArray, BoolArray, bool, bool]] = []
    while refused < most_refusals and len(record) < most_proposals:
        proposal = propose(text, objects)
        if proposal is None:
            break
        gains, loses = _votes(gain, proposal, text, tolerance)
        passed = text is None or verdict(gains, loses)
        kept = passed if text is best else verdict(*_votes(gain, proposal, best, tolerance))
        record.append((proposal, gains, loses, passed, kept))
        refused = 0 if passed else refused + 1
        objects = everybody if passed else loses if loses.any() else ~gains
        if kept:
            best = proposal
        if passed or _ventures(loses, temperature * cooling ** (len(record) - 1), generator):
            text = best if kept else proposal
    return _course(best, record, gain.shape, settled=len(record) < most_proposals)


def _reach(gain: FloatArray) -> FloatArray:
    """Return what lies between the best and the worst text of each, `[A]`, without what is out of the question."""
    there = np.isfinite(gain)
    high, low = np.where(there, gain, -np.inf).max(axis=2), np.where(there, gain, np.inf).min(axis=2)
    reach: FloatArray = np.where(high >= low, high - low, 0.0).sum(axis=1)
    return reach


def _votes(
    gain: FloatArray, proposal: IntArray, text: IntArray | None, tolerance: FloatArray
) -> tuple[BoolArray, BoolArray]:
    """Return who finds a proposal better than a text and who worse, both `[A]`; nobody without a text."""
    if text is None:
        nobody = np.zeros(len(gain), dtype=np.bool_)
        return nobody, nobody
    new, old = package_texts.worth(gain, proposal), package_texts.worth(gain, text)
    return new > old + tolerance, new < old - tolerance


def _ventures(loses: BoolArray, temperature: float, generator: np.random.Generator) -> bool:
    """Return whether an annealing mediator goes on from a refused proposal."""
    return temperature > 0.0 and generator.random() < math.exp(-float(loses.mean()) / temperature)


def _course(
    best: IntArray | None,
    record: list[tuple[IntArray, BoolArray, BoolArray, bool, bool]],
    shape: tuple[int, ...],
    *,
    settled: bool,
) -> Course:
    proposals, gains, loses, passed, kept = zip(*record, strict=True) if record else itertools.repeat((), 5)
    return Course(
        text=best,
        proposals=np.array(proposals, dtype=np.int64).reshape(-1, shape[1]),
        gains=np.array(gains, dtype=np.bool_).reshape(-1, shape[0]),
        loses=np.array(loses, dtype=np.bool_).reshape(-1, shape[0]),
        passed=np.array(passed, dtype=np.bool_),
        kept=np.array(kept, dtype=np.bool_),
        settled=settled,
    )
