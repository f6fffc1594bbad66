"""What a breach took of trust comes back by and by, and nothing else does."""

import numpy as np
import pytest

from simulation.arrays import ATOL
from simulation.live.promises import Promise, after_session
from simulation.protocols.result import SIGNALS
from tests.live.playing import sit

FORMAL_OBJECT = SIGNALS.index("formal_object")
GIVE = ("diagnosis", "incomplete")


def trusted(talked: list[float], *, breaks: bool, begins: float) -> list[list[float]]:
    """Return how far TAM and VEL trust LUM after each session, as talks move it; VEL was promised something."""
    live = sit().live
    room, mine = live.room, live.row("LUM")
    others = [live.row("TAM"), live.row("VEL")]
    room.state.trust[0, :, mine] = begins
    if breaks:
        live.ledger = [Promise(by="LUM", to="VEL", issue=GIVE[0], option=GIVE[1], trade="t", session=1)]
        issue, option = live.place(GIVE)
        live.turn.opened[0, 0], live.turn.is_opened[0] = issue, np.arange(live.turn.is_opened.shape[1]) == 0
        live.turn.signal[0, 0, mine, option] = FORMAL_OBJECT
    found = list[list[float]]()
    for session, change in enumerate(talked, start=1):
        room.state.trust[0, :, mine] += change
        live.ledger = after_session(room, live.turn, live.ledger, session, lost=live.lost)
        found.append(room.state.trust[0, others, mine].tolist())
    return found


@pytest.mark.parametrize(
    ("begins", "talked"), [(0.5, [-0.05, *[0.0] * 30]), (0.45, [0.0] * 30), (0.97, [0.025] + [0.0] * 50)]
)
def test_who_broke_a_promise_is_never_trusted_more_than_the_same_seat_without(
    begins: float, talked: list[float]
) -> None:
    broke = np.array(trusted(talked, breaks=True, begins=begins))
    kept = np.array(trusted(talked, breaks=False, begins=begins))
    assert (broke[0] < kept[0]).all()
    assert (broke <= kept + ATOL).all()
    np.testing.assert_allclose(broke[-1], kept[-1])  # all that was lost by it, and no more, has come back


def test_what_was_lost_and_not_healed_is_forked_with_the_negotiation() -> None:
    live = sit().live
    twin = live.fork()
    twin.lost[:] = 0.5
    assert not live.lost.any()
