"""What is tested on recorded votes: forms of the ballot, and simpler models beside them.

Every model takes a roll call that it has not seen, the roll calls whose votes it may learn from, and for each of them
those that it may know of. It gives the chances of yes, abstention and no of every member, `[M, 3]`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.evidence.ballots import earlier_votes
from simulation.evidence.ballots.earlier_votes import Body
from simulation.evidence.ballots.ordered import RIDGE, Ballot, fit_ballot
from simulation.evidence.ballots.vote_tables import CAST, Groups
from simulation.protocols.room import in_line

__all__ = [
    "COPIES",
    "FORMS",
    "LINES",
    "OURS",
    "SPATIAL",
    "USUAL",
    "Form",
    "Knows",
    "Learned",
    "copy_of",
    "fitted",
    "held_to",
    "lines_of",
    "model_of",
    "usual_of",
]

type Knows = Callable[[int], BoolArray]
"""Which roll calls may be known of when one is asked, `[K]`."""
type Model = Callable[[int, Sequence[int], Knows], FloatArray]

LINES: Final = ("eu27_2013_05", "rcc", "arab_league", "african_group")
"""Groups that speak with one voice, as the table of countries names them. Of several the first counts."""
_DISCIPLINE: Final = 0.5
"""That of the conference where a case names none."""
_DOUBLINGS: Final = (0, -1, 1, -2, 2, -3, 3)
"""Memories that are tried, as doublings of the one that is set: three months to sixteen years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A margin that the ballot turns into chances."""

    key: str
    terms: tuple[str, ...]
    """Beside a level: `record`, what other votes tell; `place`, how far it stands to the side of who tabled it."""
    in_line: bool = True
    """Whether groups that speak with one voice hold their members to their mean."""
    fits: str = field(default="all", metadata={"valid": ("all", "side", "nearest")})
    """From which roll calls: all, those of the same side where there are any, the nearest."""
    ages: bool = True
    """Whether it is learned how fast votes age; else the memory is the one that is set."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Learned:
    """What a form learned from roll calls."""

    ballot: Ballot
    memory: float
    """Years after which another roll call says less by a factor of e."""


OURS: Final = "ballot"
SPATIAL: Final = "spatial"
FORMS: Final = (
    Form(key=OURS, terms=("record", "place")),
    Form(key="ballot_set_memory", terms=("record", "place"), ages=False),
    Form(key="ballot_record", terms=("record",)),
    Form(key="ballot_place", terms=("place",)),
    Form(key="ballot_no_line", terms=("record", "place"), in_line=False),
    Form(key=SPATIAL, terms=("d1", "d2"), in_line=False, fits="side"),
    Form(key="spatial_nearest", terms=("d1", "d2"), in_line=False, fits="nearest"),
)
COPIES: Final = ("copy_last", "copy_nearest")
"""Copies of the last earlier vote, and of the one that is nearest in words and time."""
USUAL: Final = "usual"


def lines_of(groups: Groups | None, members: Sequence[str]) -> FloatArray:
    """Return who is held to the line of which group, `[M, B]` of 1 and 0; of several the first counts."""
    line = np.zeros((len(members), len(LINES)))
    if groups is not None:
        free = np.ones(len(members), dtype=bool)
        for place, column in enumerate(LINES):
            line[:, place] = groups.belongs(column, members) & free
            free &= line[:, place] == 0
    return line


def held_to(line: FloatArray, terms: FloatArray) -> FloatArray:
    """Return terms `[M, F]` with those of each group drawn towards its mean, as blocs of the conference do."""
    share = line / np.maximum(line.sum(axis=1, keepdims=True), 1.0)
    say = (line / np.maximum(line.sum(axis=0), 1.0)).T[None]
    mixed: FloatArray = in_line(terms[None], share, say, _DISCIPLINE * line.sum(axis=1, keepdims=True))[0]
    return mixed


def fitted(form: Form, body: Body, line: FloatArray, train: Sequence[int], knows: Knows) -> Learned:
    """Return the ballot of a form and its memory, learned from some roll calls.

    The memory is the one that makes their votes likeliest, less a penalty on doublings of the one that is set, as on
    slopes: where they say nothing of it, it stays.
    """
    rows = [(call, body.voted[call]) for call in train]
    cast = np.concatenate([body.calls.vote[call, here] for call, here in rows])

    def learned(memory: float) -> Learned:
        terms = [_terms(form, body, line, call, knows(call), memory=memory)[here] for call, here in rows]
        return Learned(ballot=fit_ballot(np.concatenate(terms), cast), memory=memory)

    if not form.ages or "record" not in form.terms:
        return learned(earlier_votes.MEMORY)
    tried = [(doublings, learned(earlier_votes.MEMORY * 2.0**doublings)) for doublings in _DOUBLINGS]
    return min(tried, key=lambda one: one[1].ballot.loss + 0.5 * RIDGE * one[0] ** 2)[1]


def model_of(form: Form, body: Body, line: FloatArray) -> Model:
    """Return a form as a model that learns."""

    def asked(call: int, train: Sequence[int], knows: Knows) -> FloatArray:
        chosen = _chosen(form, body, call, train)
        found = fitted(form, body, line, chosen, knows)
        return found.ballot.chances(_terms(form, body, line, call, knows(call), memory=found.memory))

    return asked


def usual_of(body: Body) -> Model:
    """Return the model that expects of everybody the shares of the votes cast before."""

    def asked(call: int, train: Sequence[int], knows: Knows) -> FloatArray:  # noqa: ARG001 - a model takes three
        return np.tile(_shares(body.calls.vote[list(train)]), (body.calls.vote.shape[1], 1))

    return asked


def copy_of(key: str, body: Body) -> Model:
    """Return the model that expects everybody to vote again as on another roll call, as often as it was so.

    Whoever did not vote there votes as most did; where there is no other, it is as usual.
    """

    def source(call: int, known: BoolArray) -> int | None:
        if key == "copy_nearest":
            return earlier_votes.nearest(body, call, known)
        before = np.flatnonzero(known & body.earlier[call])
        after = np.flatnonzero(known & ~body.earlier[call] & (np.arange(len(known)) != call))
        return int(before[-1]) if len(before) else int(after[0]) if len(after) else None

    def copied(call: int, known: BoolArray) -> IntArray | None:
        other = source(call, known)
        if other is None:
            return None
        vote = body.calls.vote[other]
        most = int(np.bincount(vote[vote >= 0], minlength=len(CAST)).argmax())
        return np.where(vote >= 0, vote, most)

    def asked(call: int, train: Sequence[int], knows: Knows) -> FloatArray:
        says = copied(call, knows(call))
        if says is None:
            return usual_of(body)(call, train, knows)
        right, asked = 1.0, 2.0  # one of two before anything was seen
        for one in train:
            before, here = copied(one, knows(one)), body.voted[one]
            if before is not None:
                right += float((before == body.calls.vote[one])[here].sum())
                asked += float(here.sum())
        chance = np.full((len(says), len(CAST)), 0.5 * (1.0 - right / asked))
        chance[np.arange(len(says)), says] = right / asked
        return chance

    return asked


def _chosen(form: Form, body: Body, call: int, train: Sequence[int]) -> Sequence[int]:
    known = np.isin(np.arange(len(body.calls.key)), list(train))
    if form.fits == "nearest":
        other = earlier_votes.nearest(body, call, known)
        return train if other is None else [other]
    if form.fits == "side":
        same = [one for one in train if body.side[one] @ body.side[call] > 0]
        return same or train
    return train


def _terms(
    form: Form, body: Body, line: FloatArray, call: int, known: BoolArray, *, memory: float
) -> FloatArray:
    """Return the terms of a form for a roll call, a level first, `[M, F]`."""
    place = body.place[call]
    columns = [np.ones(len(place))]
    for name in form.terms:
        if name == "record":
            columns.append(earlier_votes.told_by(body, call, known, memory))
        elif name == "place":
            columns.append(place @ body.side[call])
        else:
            columns.append(place[:, ("d1", "d2").index(name)])
    terms = np.stack(columns, axis=1)
    return held_to(line, terms) if form.in_line else terms


def _shares(vote: IntArray) -> FloatArray:
    """Return the shares of yes, abstention and no, one of each added, `[3]`."""
    count = np.bincount(vote[vote >= 0], minlength=len(CAST)) + 1.0
    shares: FloatArray = count / count.sum()
    return shares
