"""What the level of a game makes of simulated delegations: knowledge and nerve, never rules."""

import numpy as np
import pytest

from simulation.abm import NegotiationModel
from simulation.engine.batch import negotiate, prepare
from simulation.live.informed import PRESSED, inform
from simulation.protocols.conference.conference import Conference
from simulation.protocols.room import Room
from simulation.scenario.load import load_scenario
from tests.small_cases import case, delegation, issue, options

WILLING = -0.06
"""Short of what it asks by more than half the price of standing alone (.1 times 4 of 5), and by less than all of it."""


def _room(level: str, seats: tuple[str, ...] = ()) -> tuple[Conference, Room]:
    rows = [delegation(f"d{k}", 0.5) for k in range(5)]
    negotiation = prepare(case(rows, issues=[issue(choices=options(0.0, 0.5, 1.0))]))
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    inform(room, level=level, seats=seats)
    return negotiation.protocol, room


def _objects(level: str, margin: float, *, red: bool = False, seats: tuple[str, ...] = ()) -> bool:
    """Return whether the first of five objects to a wording that falls so far short for it and for nobody else."""
    protocol, room = _room(level, seats)
    margins = np.array([[[margin], [1.0], [1.0], [1.0], [1.0]]])
    reds = np.zeros_like(margins, dtype=bool)
    reds[0, 0] = red
    return bool(protocol.signal.judge(room, margins, reds, np.array([[True]])).objects[0, 0, 0])


@pytest.mark.parametrize(
    ("margin", "who"), [(-0.015, ()), (WILLING, ("hard",)), (-0.12, ("hard", "standard"))]
)
def test_the_harder_the_level_the_longer_a_delegation_bears_to_stand_alone(
    margin: float, who: tuple[str, ...]
) -> None:
    assert tuple(level for level in ("hard", "standard", "easy") if _objects(level, margin)) == who


def test_no_level_makes_anybody_accept_what_crosses_its_red_line() -> None:
    assert all(_objects(level, 1.0, red=True) for level in PRESSED)


def test_for_whoever_sits_in_a_seat_standing_alone_costs_the_same_at_every_level() -> None:
    assert not _objects("hard", WILLING, seats=("d0",))
    assert _objects("easy", -0.12, seats=("d0",))


def test_a_standard_room_is_the_room_of_analysts() -> None:
    model = NegotiationModel("first_hour", seed=4, skill="standard")
    model.run()
    plain = negotiate(load_scenario("first_hour"), seed=4)
    np.testing.assert_array_equal(model.record.signal, plain.signal)
