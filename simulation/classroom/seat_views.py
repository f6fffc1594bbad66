"""What the seats of a class may know, worked out once for all who look before something happens at their table."""

from dataclasses import dataclass, field, fields

import numpy as np

from simulation.classroom.class_state import ClassState, Table
from simulation.live import LiveNegotiation, SeatView, enquiry, view_of
from simulation.live.open_to_all import Shown
from simulation.words import told_in

__all__ = ["SeatViews"]


@dataclass(slots=True, kw_only=True)
class _Moment:
    """A table as it stands, and what of it was looked at."""

    live: LiveNegotiation
    number: int
    """Of the last event that can have changed it."""
    shown: Shown
    views: dict[str, SeatView] = field(default_factory=dict)


class SeatViews:
    """The views of one class in memory; whoever uses it holds the class, so that nothing happens meanwhile."""

    def __init__(self) -> None:
        self._moments = dict[str, _Moment]()
        """By table."""
        self._last = dict[tuple[str, str], SeatView]()
        """By table and seat, what was seen last."""

    def of(self, state: ClassState, table: Table, seat: str) -> SeatView:
        """Return what a seat may know, as it is now: its ticket is closed, for the room goes on without it.

        As long as nothing of it has changed it is the same object, whatever else happened.
        """
        with told_in(state.plan.language):
            moment = self._moment(state, table)
            if seat not in moment.views:
                view = view_of(table.live, seat, shown=moment.shown)
                enquiry.close([view.ticket])
                before = self._last.get((table.key, seat))
                kept = before if before is not None and _is_same(before, view) else view
                moment.views[seat] = self._last[table.key, seat] = kept
        return moment.views[seat]

    def _moment(self, state: ClassState, table: Table) -> _Moment:
        number = max(state.general, table.version)
        found = self._moments.get(table.key)
        if found is None or found.live is not table.live or found.number != number:
            found = _Moment(live=table.live, number=number, shown=Shown.by(table.live.live))
            self._moments[table.key] = found
        return found


def _is_same(one: SeatView, other: SeatView) -> bool:
    for name in (each.name for each in fields(one) if each.compare):
        old, new = getattr(one, name), getattr(other, name)
        is_same = np.array_equal(old, new) if isinstance(old, np.ndarray) else old == new
        if not is_same:
            return False
    return True
