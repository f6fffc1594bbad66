"""Where an end lies in a seat's own range: 0 the worst document, 1 the best, of those that cross no red line.

The red lines are those of all who decide. A seat has one range in a replication, whatever is played: red lines and
gains are those of the case and of all events that it schedules, and every wording counts that could be written. So the
same text always has the same place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray
from simulation.engine.batch import prepare
from simulation.engine.case_events import apply_due
from simulation.engine.record import Record
from simulation.state.falling import Falling
from simulation.training.frontier import Stakes, choices

__all__ = ["Place", "places", "places_of", "stakes_of_the_case"]

_MOST_PARENTS: Final = 12
"""Issues on which others hang, up to which every set of them is tried as gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What an end is worth to a seat, against the documents that cross no red line of a decision-holder.

    All worths are in lengths of the axis, as in `Stakes.worth`.
    """

    worth: float
    """Of the document; of no document, what that is worth."""
    worst: float
    """Of those documents; it may be worth less than no document."""
    best: float
    has_document: bool

    @property
    def value(self) -> float | None:
        """The place: (worth - worst) / (best - worst); None where there is no range.

        No document counts as what it is worth, so it may lie below 0; and a document that crosses somebody's red line
        may lie beyond either end.
        """
        width = self.best - self.worst
        return (self.worth - self.worst) / width if width > ATOL else None


def places_of(record: Record) -> tuple[Place, ...]:
    """Return the place of every delegation at the end of a record, by row; see `stakes_of_the_case`."""
    return places(stakes_of_the_case(record), record.outcome.option)


def stakes_of_the_case(record: Record) -> Stakes:
    """Return the stakes in the replication of a record before anybody has said a word.

    All events that the case schedules are applied, those too that came after the last session that was held. What
    moves an ideal during the game, persuasion, does not count; nor does what a drafting group has written.
    """
    negotiation = prepare(record.scenario)
    room = negotiation.open(record.seed, [record.replication])
    for session in sorted({event.session for event in record.scenario.events}):
        room.state.session = session - 1
        apply_due(record.scenario, room)
    return replace(Stakes.now(room.tableau, room.state), is_red=room.state.is_red[0])


def places(stakes: Stakes, final: IntArray) -> tuple[Place, ...]:
    """Return the place of a final text, option by issue `[I]`, -1: not in it, for every delegation, by row.

    A text of which nothing is left is no document; what fell with another clause counts nothing.
    """
    has_document = bool((stakes.left(final) >= 0).any())
    worth: FloatArray = stakes.worth(final) if has_document else stakes.no_deal
    best = _best(stakes, stakes.gain)
    worst = -_best(stakes, -stakes.gain)
    ends = (worst, best) if np.isfinite(best).all() else (worth, worth)
    return tuple(
        Place(worth=own, worst=low, best=high, has_document=has_document)
        for own, low, high in zip(worth.tolist(), *(end.tolist() for end in ends), strict=True)
    )


def _best(stakes: Stakes, gain: FloatArray) -> FloatArray:
    """Return the mean gain of the best document for each delegation, `[A]`; -inf: there is no document.

    Red lines rule out wordings, clause by clause, so the best document says on each clause what is best there. What
    falls with another clause counts nothing, so this is asked anew for each set of clauses on which others hang and
    which are gone.
    """
    within = choices(stakes)
    if not all(map(len, within)):
        return np.full(len(gain), -np.inf)
    falling = Falling.nothing(*gain.shape[1:]) if stakes.falling is None else stakes.falling
    parents = falling.parents
    best = np.full(len(gain), -np.inf)
    for gone in _gone(parents):
        is_gone = np.isin(np.arange(len(within)), gone)
        falls = falling.falls(is_gone)
        most, said = np.zeros((2, len(gain), len(within)))
        for i, says in enumerate(within):
            strikes = falling.deletes[i, says] & (says >= 0)
            there = says[((says < 0) | strikes) == is_gone[i]] if i in parents else says
            counts = (there >= 0) & (falling.deletes[i, there] | ~falls[i])
            most[:, i] = np.where(counts, gain[:, i, there], 0.0).max(axis=1, initial=-np.inf)
            said[:, i] = gain[:, i, there[counts]].max(axis=1, initial=-np.inf)
        if np.isfinite(most).all():
            # A document says something: where nothing at all would be best, the clause stays that costs least.
            best = np.maximum(best, most.sum(axis=1) - (most - said).min(axis=1))
    mean: FloatArray = best / len(within)
    return mean


def _gone(parents: IntArray) -> Iterator[IntArray]:
    """Yield sets of the issues on which others hang: all sets; of very many issues, those of two at most."""
    upto = len(parents) if len(parents) <= _MOST_PARENTS else 2
    for size in range(upto + 1):
        for gone in combinations(parents.tolist(), size):
            yield np.array(gone, dtype=np.int64)
