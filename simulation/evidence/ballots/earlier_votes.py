"""What other votes tell of a vote: how far the room went along, and where each member stood in it.

A yes counts 1, an abstention 0, a no -1. Another roll call says the more, the more words its title shares and the
nearer it lies in time; where another side tabled it, it speaks for the other direction. A member's record is completed
by that of members who stand near it, who speak for it alone where it did not vote. How fast votes age is learned where
there is something to learn it from: positions that wander [MartinQuinn2002]_ are best told by weights that fall
exponentially with time [Muth1960]_.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.ballots.vote_tables import Positions, RollCalls

__all__ = ["D1", "D2", "MEMORY", "Body", "body_of", "nearest", "side_of", "standing_in", "told_by"]

D1: Final = "pca_all_d1"
D2: Final = "pca_all_d2"
"""The two dimensions of voting on other subjects, as the table of positions names them."""
# All of these were set before anything was fitted.
MEMORY: Final = 2.0
"""Years after which another roll call says less by a factor of e, where that is not learned."""
_STRANGER: Final = 0.1
"""What a roll call says whose title shares no word, beside 1 for one with the same title."""
_AS_USUAL: Final = 0.05
"""Weight of the usual: most texts are voted for by most."""
_NEAR: Final = 0.5
"""Width of the neighbourhood, in standard deviations of the positions."""
_NEIGHBOURS: Final = 0.5
"""What the neighbours count beside a vote of one's own."""
_LETTERS: Final = 6
_LEAST_LETTERS: Final = 4
_DAYS: Final = 365.25
_VALUE: Final = np.array([1.0, 0.0, -1.0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """The voting body: its roll calls, and what is known of it before each of them."""

    calls: RollCalls
    place: FloatArray
    """Standardised positions before each roll call, `[K, M, 2]`; all 0 without a table of positions."""
    side: FloatArray
    """Unit vector from the middle towards who tabled it, `[K, 2]`; 0 where it is not known."""
    words: FloatArray
    """What the column says of the row by its words, `[K, K]`; 0 for itself."""
    years: FloatArray
    """Time between two roll calls, `[K, K]`."""
    earlier: BoolArray
    """Whether the column was voted on before the row, on another day, `[K, K]`."""

    @property
    def voted(self) -> BoolArray:
        """Who voted, `[K, M]`."""
        return self.calls.vote >= 0

    def nearness(self, call: int, memory: float = MEMORY) -> FloatArray:
        """Return what others say of a roll call, by words and time, `[K]`; memory in years."""
        near: FloatArray = self.words[call] * np.exp(-self.years[call] / memory)
        return near


def body_of(calls: RollCalls, positions: Positions | None) -> Body:
    """Return a voting body with what can be known of it before each roll call."""
    n_calls, n_members = calls.vote.shape
    place = np.zeros((n_calls, n_members, 2))
    if positions is not None:
        for call, day in enumerate(calls.date):
            columns = [positions.at(method, day, calls.members) for method in (D1, D2)]
            place[call] = _standardised(np.stack(columns, axis=1))
    side = np.stack([side_of(calls, place[call], call) for call in range(n_calls)])
    when = np.array([_year(day) for day in calls.date])
    words = np.array([[_overlap(one, other) for other in calls.title] for one in calls.title])
    words += _STRANGER
    np.fill_diagonal(words, 0.0)
    years = np.abs(when[:, None] - when)
    earlier = np.array([[_is_before(other, one) for other in calls.date] for one in calls.date])
    return Body(calls=calls, place=place, side=side, words=words, years=years, earlier=earlier)


def side_of(calls: RollCalls, place: FloatArray, call: int) -> FloatArray:
    """Return the direction of who tabled a roll call, `[2]`; 0 where it is not known."""
    rows = [calls.members.index(one) for one in calls.sponsor[call] if one in calls.members]
    mean = place[rows].mean(axis=0) if rows else np.zeros(2)
    length = float(np.hypot(*mean))
    return mean / length if length > 0 else mean


def nearest(body: Body, call: int, known: BoolArray) -> int | None:
    """Return which of the known roll calls `[K]` says most of another; the first of equals; None without any."""
    some = known & (np.arange(len(known)) != call)
    return int(np.where(some, body.nearness(call), -1.0).argmax()) if some.any() else None


def told_by(body: Body, call: int, known: BoolArray, memory: float = MEMORY) -> FloatArray:
    """Return the vote to be expected of each member from known roll calls `[K]`: 1 yes, -1 no, or beyond; `[M]`.

    Args:
        body: The voting body.
        call: What is asked for.
        known: Roll calls that may be known of, `[K]`.
        memory: Years after which another roll call says less by a factor of e.
    """
    weight = np.where(known, body.nearness(call, memory), 0.0)
    alike = _alike(body, call)
    value = _VALUE[body.calls.vote]
    voted = body.voted
    near = _neighbourhood(body.place[call])
    along, apart, total = np.float64(_AS_USUAL), np.zeros(len(near)), _AS_USUAL
    said = _AS_USUAL
    for other in np.flatnonzero(weight).tolist():
        here = voted[other]
        if not here.any():
            continue
        mean = value[other, here].mean()
        own = _completed(value[other], here, near, mean)
        along = along + weight[other] * max(alike[other], 0.0) * mean
        said += weight[other] * max(alike[other], 0.0)
        apart = apart + weight[other] * alike[other] * (own - mean)
        total += weight[other] * abs(alike[other])
    expected: FloatArray = along / said + apart / total
    return expected


def standing_in(calls: RollCalls, memory: float = MEMORY) -> FloatArray:
    """Return how much more than the others each member voted for the texts, late ones above all, `[M]`; NaN: never.

    A vote counts less by a factor of e for every `memory` years.
    """
    when = np.array([_year(day) for day in calls.date])
    weight = np.exp((when - when.max()) / memory)[:, None] * (calls.vote >= 0)
    value = np.where(calls.vote >= 0, _VALUE[calls.vote], 0.0)
    mean = value.sum(axis=1, keepdims=True) / np.maximum((calls.vote >= 0).sum(axis=1, keepdims=True), 1)
    total = weight.sum(axis=0)
    apart = (weight * (value - mean)).sum(axis=0)
    standing: FloatArray = np.divide(apart, total, out=np.full(len(total), np.nan), where=total > 0)
    return standing


def _completed(value: FloatArray, voted: BoolArray, near: FloatArray, mean: float) -> FloatArray:
    """Return the votes of a roll call with what neighbours add, `[M]`."""
    share = near * voted
    total = share.sum(axis=1)
    around = np.divide(
        share @ np.where(voted, value, 0.0), total, out=np.full(len(near), mean), where=total > 0
    )
    own: FloatArray = np.where(voted, (value + _NEIGHBOURS * around) / (1.0 + _NEIGHBOURS), around)
    return own


def _alike(body: Body, call: int) -> FloatArray:
    """Return how far other roll calls were tabled from the same side, from -1 to 1, `[K]`; 1 where it is not known."""
    known = np.hypot(body.side[:, 0], body.side[:, 1]) > 0
    both = known & known[call]
    same = np.array([bool(one) and one == body.calls.sponsor[call] for one in body.calls.sponsor])
    alike: FloatArray = np.where(both & ~same, body.side @ body.side[call], 1.0)
    return alike


def _neighbourhood(place: FloatArray) -> FloatArray:
    """Return how near the column is to the row, `[M, M]`; 0 to itself."""
    away = ((place[:, None] - place) ** 2).sum(axis=2)
    near: FloatArray = np.exp(-0.5 * away / _NEAR**2)
    np.fill_diagonal(near, 0.0)
    return near


def _standardised(place: FloatArray) -> FloatArray:
    """Return columns with mean 0 and deviation 1; the middle for whoever has no position."""
    place = np.where(np.isfinite(place).any(axis=0), place, 0.0)
    middle, spread = np.nanmean(place, axis=0), np.nanstd(place, axis=0)
    return np.nan_to_num((place - middle) / np.where(spread > 0, spread, 1.0))


def _overlap(one: str, other: str) -> float:
    """Return the share of words that two titles have in common; words that begin alike are one."""
    first, second = _words(one), _words(other)
    union = first | second
    return len(first & second) / len(union) if union else 1.0


def _words(title: str) -> frozenset[str]:
    parts: Sequence[str] = "".join(sign if sign.isalnum() else " " for sign in title.casefold()).split()
    return frozenset(part[:_LETTERS] for part in parts if len(part) >= _LEAST_LETTERS)


def _is_before(one: str, other: str) -> bool:
    """Return whether a day or month is over before another; of a day and its month neither is."""
    size = min(len(one), len(other))
    return one[:size] < other[:size]


def _year(day: str) -> float:
    year, month, number = (*map(int, day.split("-")), 1)[:3]
    return date(year, month, number).toordinal() / _DAYS
