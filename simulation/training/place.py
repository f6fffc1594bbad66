"""Where an end lies in a seat's own range: 0 the worst document that all could adopt, 1 the best of them."""

from dataclasses import dataclass

from simulation.arrays import ATOL, FloatArray, IntArray
from simulation.engine.record import Record
from simulation.training.frontier import Stakes, documents

__all__ = ["Place", "places", "places_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What an end is worth to a seat, against the documents that every decision-holder could adopt.

    All worths are in lengths of the axis, as in `Stakes.worth`.
    """

    worth: float
    """Of the document; of no document, what that is worth."""
    worst: float
    """Of the documents that cross no red line of a decision-holder and leave none below its no-deal value."""
    best: float
    has_document: bool
    is_exact: bool
    """The range is that of all such documents; else a bounded search found it."""

    @property
    def value(self) -> float | None:
        """The place: (worth - worst) / (best - worst); None where there is no range.

        No document counts as what it is worth, so it may lie below 0; and a document that leaves another below its
        no-deal value may lie above 1.
        """
        width = self.best - self.worst
        return (self.worth - self.worst) / width if width > ATOL else None


def places_of(record: Record) -> tuple[Place, ...]:
    """Return the place of every delegation at the end of a record, by row.

    The range is by red lines and gains as they are after the last session, what events have changed included.
    """
    return places(Stakes.at_the_end(record), record.outcome.option)


def places(stakes: Stakes, final: IntArray) -> tuple[Place, ...]:
    """Return the place of a final text, option by issue `[I]`, -1: not in it, for every delegation, by row.

    Every document is gone through where there are at most `MOST_DOCUMENTS`, red lines already taken off, as in the
    shipped training cases. A text of which nothing is left is no document.
    """
    adoptable, has_document = documents(stakes), bool((final >= 0).any())
    worth: FloatArray = stakes.worth(final) if has_document else stakes.no_deal
    found = adoptable.worth if len(adoptable) else worth[None]
    worst, best = found.min(axis=0), found.max(axis=0)
    return tuple(
        Place(
            worth=float(worth[row]),
            worst=float(worst[row]),
            best=float(best[row]),
            has_document=has_document,
            is_exact=adoptable.is_exact,
        )
        for row in range(len(worth))
    )
