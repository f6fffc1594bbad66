"""Two guesses before one sees a run: on the text or on how it ends, and who is first to leave its group.

What to ask is chosen from other runs of the case where there are any: what they leave open. Else it is chosen from the
run itself and by lot, without a hint at how it goes. Everything is arrays: R runs, C clauses, I issues, A delegations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.rng import Streams

__all__ = [
    "NO",
    "NOBODY",
    "SUREST",
    "YES",
    "OtherEndings",
    "Question",
    "RunEnding",
    "counted",
    "guesses_before",
]

NOBODY: Final = -1
"""In place of a row: nobody leaves."""
YES: Final = 1
NO: Final = 0
SUREST: Final = 0.85
"""Largest share of the runs that one answer may have: beyond, it is no question."""
_NAMED: Final = 3
"""Answers that one chooses from, beside nobody."""
_ASKED: Final = 2
_SEEN: Final = 1
"""Session at which one is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnding:
    """How the run ends that is asked about."""

    in_text: Sequence[bool]
    """Clause is in the text, `[C]`."""
    disputed: Sequence[int]
    """Sessions in which each clause was in brackets, `[C]`."""
    issue: Sequence[int]
    """Place of the issue of each clause, `[C]`."""
    closed: Sequence[int]
    """Session in which each issue closed, `[I]`; 0: never."""
    sessions: int
    first: Sequence[int]
    """Rows of those who are first to leave their group."""
    outcome: int
    """Code of its class of outcome."""
    capability: FloatArray
    """`[A]`."""
    decides: BoolArray
    """Who has a say, `[A]`."""
    seed: int
    """Of the lots that are drawn where there are no other runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEndings:
    """How other runs of a case end."""

    in_text: BoolArray
    """Clause is in the text, `[R, C]`."""
    closed: IntArray
    """Session in which each issue closed, `[R, I]`; 0: never."""
    outcome: IntArray
    """Codes of classes of outcome, `[R]`."""
    first: BoolArray
    """Is among the first who leave their group, `[R, A]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask, which answers are right, and in how many of the other runs each is."""

    kind: Literal["text", "closed", "first", "ending"]
    """Is a clause in the text; is an issue closed by a session; who leaves first; how does it end."""
    answers: tuple[int, ...]
    """`YES` and `NO`, or rows and `NOBODY`, or codes of outcomes, in the order in which they are shown."""
    right: tuple[int, ...]
    """The answers of the run."""
    about: int = -1
    """The clause or the issue."""
    session: int = 0
    hits: tuple[int, ...] | None = None
    """Runs in which each answer is right; None: there are no other runs."""

    def is_open(self, runs: int) -> bool:
        """Return whether no answer is nearly sure."""
        return self.hits is not None and max(self.hits) <= SUREST * runs


def guesses_before(run: RunEnding, others: OtherEndings | None = None) -> tuple[Question, ...]:
    """Return at most two questions; fewer, or none, where the other runs leave less open."""
    if others is None:
        return (*_text_by_lot(run), _first_by_lot(run))
    found = (*_least_sure(run, others), counted(_first(run, others), others), _ending(run, others))
    return tuple(one for one in found if one.is_open(len(others.outcome)))[:_ASKED]


def counted(question: Question, others: OtherEndings) -> Question:
    """Return a question with the number of runs in which each of its answers is right."""
    about, runs = question.about, len(others.outcome)
    match question.kind:
        case "text":
            yes = int(others.in_text[:, about].sum())
        case "closed":
            yes = int(((others.closed[:, about] > 0) & (others.closed[:, about] <= question.session)).sum())
        case "ending":
            hits = tuple(int((others.outcome == code).sum()) for code in question.answers)
            return replace(question, hits=hits)
        case "first":
            often, nobody = others.first.sum(axis=0), int((~others.first.any(axis=1)).sum())
            hits = tuple(nobody if row == NOBODY else int(often[row]) for row in question.answers)
            return replace(question, hits=hits)
    return replace(question, hits=(yes, runs - yes))


def _least_sure(run: RunEnding, others: OtherEndings) -> list[Question]:
    """Return the question on the text that is nearest to even; of several as near one on what is in it at the end."""

    def sure(one: Question) -> tuple[float, ...]:
        yes, no = one.hits or (0, 0)
        far = abs(yes - no) / (2 * len(others.outcome))
        held = run.disputed[one.about] if one.kind == "text" else 0
        return round(far, 1), one.kind != "text", far, -held

    every = [counted(one, others) for one in (*_texts(run), *_closings(run))]
    return [min(every, key=sure)] if every else []


def _texts(run: RunEnding) -> Iterator[Question]:
    for clause, is_in in enumerate(run.in_text):
        yield _yes_or_no("text", clause, is_so=is_in)


def _closings(run: RunEnding) -> Iterator[Question]:
    """Yield whether each issue is closed by each session that is not yet seen, if it is open so far."""
    for issue, closed in enumerate(run.closed):
        if not 0 < closed <= _SEEN:
            for session in range(_SEEN + 1, run.sessions):
                yield _yes_or_no("closed", issue, is_so=0 < closed <= session, session=session)


def _yes_or_no(kind: Literal["text", "closed"], about: int, *, is_so: bool, session: int = 0) -> Question:
    right = (YES if is_so else NO,)
    return Question(kind=kind, answers=(YES, NO), right=right, about=about, session=session)


def _first(run: RunEnding, others: OtherEndings) -> Question:
    choices = _choices(run.first, others.first.sum(axis=0), run.capability, run.decides)
    return Question(kind="first", answers=choices, right=_leavers(run))


def _leavers(run: RunEnding) -> tuple[int, ...]:
    return tuple(run.first) or (NOBODY,)


def _ending(run: RunEnding, others: OtherEndings) -> Question:
    """Return how it ends: the classes in which most of the runs end, and that of this one."""
    codes, counts = np.unique(others.outcome, return_counts=True)
    named = codes[np.argsort(-counts, kind="stable")][:_NAMED].tolist()
    answers = tuple(sorted({*named, run.outcome}))
    return counted(Question(kind="ending", answers=answers, right=(run.outcome,)), others)


def _choices(
    first: Sequence[int], often: IntArray, capability: FloatArray, decides: BoolArray
) -> tuple[int, ...]:
    """Return those who leave first most often, then those who decide and have most voice; one of them is right."""
    order = np.lexsort((-capability, ~decides, -often)).tolist()
    named = order[:_NAMED]
    if first and not set(first) & set(named):
        named[-1] = next(row for row in order if row in first)
    return (*sorted(named), NOBODY)


def _text_by_lot(run: RunEnding) -> list[Question]:
    """Return whether the issue in brackets longest is closed by the session in which it is, or by the one before.

    Which of the two is asked is drawn. Where it never closes, or at once, it is drawn whether to ask of a clause that
    ends in the text or of one that does not: the one longest in brackets of these. Nothing is asked if all end alike.
    """
    if not run.disputed:
        return []
    longest = sorted(range(len(run.disputed)), key=lambda place: (-run.disputed[place], place))
    issue = run.issue[longest[0]]
    closed, lot = run.closed[issue], bool(Streams(run.seed).generator("guess", 1).integers(2))
    if closed > _SEEN + 1:
        return [_yes_or_no("closed", issue, is_so=not lot, session=closed - lot)]
    if all(run.in_text) or not any(run.in_text):
        return []
    clause = next(place for place in longest if run.in_text[place] == lot)
    return [_yes_or_no("text", clause, is_so=lot)]


def _first_by_lot(run: RunEnding) -> Question:
    """Return neighbours in voice, in a ring from the greatest to the smallest, the right one at any place of theirs.

    Each three in a row of the ring are drawn as often for each of them, so that they do not say which of them is
    right. Where nobody leaves, anybody may be the one around whom they are drawn.
    """
    generator = Streams(run.seed).generator("guess", 0)
    ring = np.argsort(-run.capability, kind="stable")
    right = generator.choice(np.array(sorted(run.first) or range(len(ring))))
    size = min(_NAMED, len(ring))
    start = int(np.flatnonzero(ring == right)[0]) - int(generator.integers(size))
    named = ring[np.arange(start, start + size) % len(ring)].tolist()
    return Question(kind="first", answers=(*sorted(named), NOBODY), right=_leavers(run))
