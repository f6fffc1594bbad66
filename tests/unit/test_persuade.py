"""Persuasion, by sums on paper: whom persuaders meet, how far they draw it, and where it stops."""

from collections.abc import Sequence

import numpy as np
import pytest

from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from tests.small_cases import PLAIN, Data, case, delegation

DECIDES: Data = {"rights": {"speak": True, "propose": True, "object": True}}
PERSUADES: Data = {"rights": {"speak": True, "persuade": True}}


def ideals(
    rows: list[Data],
    *,
    strength: float = 0.1,
    drawn: Sequence[Sequence[float]] = (),
    red_low: float | None = None,
) -> list[float]:
    """Return what delegations want after a session in which persuaders talked twice, unless they have less time.

    Whom each persuader meets goes by the numbers `drawn` for it.
    """
    protocol = PLAIN | {"consult": {"talks": 2}, "persuade": {"strength": strength}}
    negotiation = prepare(case(rows, protocol=protocol))
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    if drawn:
        room.draws.persuade[0, 0] = drawn
    if red_low is not None:
        room.state.red_low = np.full_like(room.state.red_low, red_low)
    negotiation.protocol.begin(room)
    found: list[float] = room.state.ideal[0, :, 0].round(12).tolist()
    return found


def decides(place: float, **fields: object) -> Data:
    return delegation("d0", place, **(DECIDES | fields))


def persuades(key: str, place: float, **fields: object) -> Data:
    return delegation(key, place, **(PERSUADES | fields))


@pytest.mark.parametrize(
    ("capability", "attention", "place"), [(1.0, 2, 0.6), (0.5, 2, 0.55), (1.0, 1, 0.55), (1.0, 0, 0.5)]
)
def test_each_talk_draws_a_share_of_the_distance_by_the_capability_of_who_persuades(
    capability: float, attention: int, place: float
) -> None:
    rows = [decides(0.5), persuades("p0", 1.0, capability=capability, attention=attention)]
    assert ideals(rows) == [pytest.approx(place), 1.0]


def test_persuaders_of_either_side_draw_by_how_often_they_talk() -> None:
    # Two talks draw .2 of the way from .5 to 1, one draws .1 of that to 0: .1 less .05.
    rows = [decides(0.5), persuades("p0", 1.0), persuades("p1", 0.0, attention=1)]
    assert ideals(rows) == [pytest.approx(0.55), 1.0, 0.0]


def test_however_many_draw_nobody_is_moved_beyond_where_they_want_it() -> None:
    # Four talks that draw the whole way each: the mean of what the persuaders want.
    rows = [decides(0.2, red_line=1.0), persuades("p0", 0.9), persuades("p1", 0.6)]
    assert ideals(rows, strength=1.0) == [pytest.approx(0.75), 0.9, 0.6]


def test_persuaders_meet_those_who_decide_by_capability_and_nobody_else() -> None:
    # Of the capability of those who decide the first has a quarter: a mark at .2 is its, one at .3 is the last's. Who
    # sits between them does not decide.
    rows = [
        delegation("d0", 0.5, capability=0.25, **DECIDES),
        delegation("w", 0.5, capability=1.0, rights={"speak": True, "propose": True}),
        delegation("d1", 0.5, capability=0.75, **DECIDES),
        persuades("p0", 1.0),
    ]
    assert ideals(rows, drawn=[[0.2, 0.3]]) == [0.55, 0.5, 0.55, 1.0]
    assert ideals(rows, drawn=[[0.3, 0.3]]) == [0.5, 0.5, 0.6, 1.0]


def test_nobody_is_persuaded_across_its_red_line() -> None:
    assert ideals([decides(0.5, red_line=0.1), persuades("p0", 1.0)], strength=1.0) == [0.6, 1.0]
    assert ideals([decides(0.5, red_line=0.1), persuades("p0", 0.0)], strength=1.0) == [0.4, 0.0]


def test_who_wants_what_lies_beyond_its_own_red_line_is_not_moved_to_the_line() -> None:
    assert ideals([decides(0.5), persuades("p0", 0.5)], red_low=0.7) == [0.5, 0.5]
