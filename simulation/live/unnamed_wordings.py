"""Which wordings of a clause stand for a move that names none: the next softer one, its deletion, its referral."""

import numpy as np

from simulation.live.live_state import LiveState
from simulation.state.tableau import DELETE, REFER

__all__ = ["softer_option", "special_option"]


def softer_option(live: LiveState, issue: int) -> int:
    """Return the next wording that is written, from the text on the table towards the status quo; -1: there is none."""
    tableau = live.room.tableau
    lies = live.room.setting.ladder.position[issue]
    table = int(live.room.state.table[0, issue])
    home, here = float(tableau.status_quo[issue]), float(lies[table])
    text = live.room.state.written[0, issue] & ~np.isin(tableau.option_kind[issue], (DELETE, REFER))
    between = text & (np.abs(lies - home) < abs(here - home)) & ((lies - home) * (here - home) >= 0)
    if not between.any():
        return -1
    return int(np.where(between, np.abs(lies - here), np.inf).argmin())


def special_option(live: LiveState, issue: int, kind: int) -> int:
    """Return the option of this kind, a code of `OPTION_KINDS`, of an issue; -1: it has none."""
    tableau = live.room.tableau
    found = np.flatnonzero(tableau.valid[issue] & (tableau.option_kind[issue] == kind))
    return int(found[0]) if len(found) else -1
