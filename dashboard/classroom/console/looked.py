"""What one seat sees, for the host alone: its card, what lies before it, and its private notes."""

from collections.abc import Mapping
from typing import Any

from dashboard.classroom.screens import Sight
from dashboard.seat import offers
from dashboard.seat.card import Card
from dashboard.seat.sheet import sheet_of
from dashboard.seat.telling import Teller
from simulation.classroom.views import HostTable

__all__ = ["looked"]


def looked(sight: Sight, table: HostTable, seat: str) -> Mapping[str, Any]:
    """Return what stands under *What this seat sees*."""
    service, caller = sight.service, sight.caller
    view = service.look(caller, table.clock.table, seat)
    teller = Teller(view, sheet_of(service.case(caller)), sight.words)
    names = {one.key: one.name for one in table.seats}
    return {
        "card": Card(teller),
        "offers": [(names.get(one.by, one.by), offers.terms(teller, one)) for one in view.offers],
        "promises": offers.promises(teller),
        "notes": [
            (names.get(note.by, note.by), names.get(note.to, note.to), note.text)
            for note in table.notes
            if seat in (note.by, note.to)
        ],
    }
