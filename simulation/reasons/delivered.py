"""Where a delegation stands with another wording than it else would, since it delivers what it sold."""

import numpy as np

from simulation.arrays import ATOL
from simulation.reasons.record_reading import Reading
from simulation.state.draws import TIE_SCALE

__all__ = ["delivers"]


def delivers(reading: Reading, at: tuple[int, int, int, int]) -> bool:
    """Return whether a delegation would have chosen another wording if it delivered nothing of what it sold.

    Its choice is made again from what is on record; see `Coalesce.apply`. Ties count as no difference.

    Args:
        reading: What happened.
        at: Session, counted from 0, row, issue and the option whose coalition it stands with since then.
    """
    *place, option = at
    session, row, issue = place
    record, conference, worth = reading.record, reading.conference, reading.favours.worth
    if conference is None or worth is None or record.traded[session, row, issue] == 0.0:
        return False
    coalesce = conference.coalesce
    if coalesce.deliver == 0.0 or record.conditions.needed < 1.0:
        return False
    over_none = np.maximum(record.gain[session, row, issue] - worth.limit[session, row, issue], 0.0)
    chance = record.believed[session, row, issue] ** coalesce.veto
    allowed = reading.stands[session, row, issue] & reading.admissible[session, issue]
    score = np.where(allowed, over_none * chance, -np.inf)
    if score.max() > score[option] + TIE_SCALE:
        return True
    before = record.platform[session - 1, row, issue] if session else -1
    return bool(before >= 0 and score[option] <= (1.0 + coalesce.switch) * score[before] + ATOL)
