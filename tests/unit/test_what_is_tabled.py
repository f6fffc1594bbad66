"""What comes to the floor: when a clause may be struck, who tables what it could not accept, and platforms."""

import numpy as np
import pytest

from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.room import Room, Turn
from tests.small_cases import PLAIN, SAY, Data, case, delegation, issue, options


def begun(rows: list[Data], protocol: Data, **fields: object) -> tuple[Conference, Room, Turn]:
    negotiation = prepare(case(rows, protocol=PLAIN | protocol, **fields))  # type: ignore[arg-type] # by name
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    return negotiation.protocol, room, negotiation.protocol.begin(room)


def may_be_struck(*, readings: int, session: int, last_resort: int) -> bool:
    """Return whether a clause may be struck, or referred, in a session of ten after so many readings of three."""
    clause = issue(choices=options(0.0, 1.0, delete=0.5, refer=0.5))
    protocol, room, turn = begun(
        [delegation("d0", 0.5)],
        {"propose": {"patience": 3, "last_resort": last_resort}},
        issues=[clause],
        sessions=10,
    )
    room.state.readings[:], room.state.session = readings, session - 1
    turn.last = room.state.sessions_left <= 1
    protocol.propose.admit(room, turn)
    assert turn.admissible[0, 0, :2].all()
    struck, referred = turn.admissible[0, 0, 2:].tolist()
    assert struck == referred
    return bool(struck)


@pytest.mark.parametrize(
    ("readings", "session", "struck"), [(2, 9, False), (3, 1, True), (0, 9, False), (0, 10, True)]
)
def test_a_clause_may_be_struck_after_three_readings_or_in_the_last_session(
    readings: int, session: int, *, struck: bool
) -> None:
    assert may_be_struck(readings=readings, session=session, last_resort=0) is struck


@pytest.mark.parametrize(
    ("readings", "session", "struck"), [(9, 8, False), (0, 8, False), (0, 9, True), (0, 10, True)]
)
def test_where_it_is_a_last_resort_a_clause_may_be_struck_in_the_last_two_sessions_however_often_read(
    readings: int, session: int, *, struck: bool
) -> None:
    assert may_be_struck(readings=readings, session=session, last_resort=2) is struck


@pytest.mark.parametrize(("strategy", "speakers"), [("hold", set()), ("obstructor", {0})])
def test_what_one_could_not_accept_and_is_worse_than_no_text_is_tabled_by_who_came_for_none_and_nobody_else(
    strategy: str, speakers: set[int]
) -> None:
    # Everything on the axis is worse for the first than the state of things, with which it is content.
    rows = [
        delegation("d0", 0.5, strategy={"key": strategy}, red_line=1.0, rights=SAY),
        delegation("d1", 0.5, rights={"speak": True, "object": True}),
    ]
    clause = issue(choices=options(0.0, 1.0), status_quo=0.5)
    protocol, room, turn = begun(rows, {}, issues=[clause])
    assert (room.state.gain[0, 0] < 0).all()
    turn.could[0, 0] = False
    turn.believed = np.zeros((1, 1, 2, 2))
    protocol.propose.apply(room, turn)
    assert set(turn.speaker[turn.speaker >= 0].tolist()) == speakers


@pytest.mark.parametrize(("strategy", "option"), [("hold", 3), ("bridge_builder", 2)])
def test_who_builds_bridges_tables_the_wording_with_most_support_of_those_that_leave_it_no_worse_off(
    strategy: str, option: int
) -> None:
    # It could accept its own best wording only, which few would support; of the first two most would, but it loses.
    rows = [
        delegation("d0", 0.75, strategy={"key": strategy}, rights=SAY),
        delegation("d1", 0.5, rights={"speak": True, "object": True}),
    ]
    protocol, room, turn = begun(rows, {})
    room.state.gain[0, 0, 0] = -0.2, -0.1, 0.0, 0.25, 0.0
    turn.could[0, 0, 0] = np.arange(5) == 3
    turn.believed = np.broadcast_to([0.9, 0.8, 0.6, 0.1, 0.5], (1, 1, 2, 5)).copy()
    protocol.propose.apply(room, turn)
    assert set(turn.speaker_option[turn.speaker >= 0].tolist()) == {option}


def test_nobody_stands_with_a_platform_across_its_red_line_for_the_sake_of_its_bloc() -> None:
    # The bloc goes by its large member, which can live with everything. The small one may accept .5 and nothing else,
    # though it would gain most by .75.
    rows = [
        delegation("d0", 0.75, blocs=["b0"]),
        delegation("d1", 0.75, blocs=["b0"], capability=0.01),
    ]
    rows[1]["mandate"]["q0"]["acceptable"] = ["o2"]
    protocol, room, turn = begun(
        rows,
        {"caucus": True, "coalesce": {"bloc_line": True}},
        blocs=[{"key": "b0", "name": "b0", "discipline": 1.0}],
    )
    turn.asked = np.full_like(turn.asked, -1.0)
    turn.own_margin = room.state.gain + 1.0
    turn.believed = np.ones((1, 1, 2, 5))
    assert turn.is_red[0, 1, 0].tolist() == [True, True, False, True, True]
    assert room.state.gain[0, 1, 0].argmax() == 3
    protocol.coalesce.apply(room, turn)
    assert room.state.platform[0, :, 0].tolist() == [3, 2]
