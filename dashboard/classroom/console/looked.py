"""What one seat sees, for the host alone: its card, what lies before it, and its private notes."""

from collections.abc import Mapping
from typing import Any

from dashboard.classroom.screens import Sight
from dashboard.seat import offers_told
from dashboard.seat.card_told import Card
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.classroom import HostTable

__all__ = ["looked"]


def looked(sight: Sight, table: HostTable, seat: str) -> Mapping[str, Any]:
    """Return what stands under *What this seat sees*."""
    service, caller = sight.service, sight.caller
    view = service.look(caller, table.clock.table, seat)
    teller = Teller(view, sheet_of(service.case(caller)), sight.words)
    names = {one.key: one.name for one in table.seats}
    return {
        "card": Card(teller),
        "offers": [(names.get(one.by, one.by), offers_told.terms(teller, one)) for one in view.offers],
        "promises": offers_told.promises(teller),
        "notes": [
            (names.get(note.by, note.by), names.get(note.to, note.to), note.text)
            for note in table.notes
            if seat in (note.by, note.to)
        ],
    }
