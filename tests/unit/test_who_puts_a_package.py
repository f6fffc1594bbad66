"""Who puts a package beside the chair: the first person who wants to, else an agent that builds bridges."""

import numpy as np
import pytest

from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.people import People
from simulation.protocols.room import Room, Turn
from tests.small_cases import SAY, Data, case, delegation, issue

DRAFT = 3
"""The wording at .75, which the draft has and everybody likes best."""
BRIDGE: Data = {"strategy": {"key": "bridge_builder"}}


def begun(*rows: Data, firm: bool = False) -> tuple[Conference, Room, Turn]:
    """Return a session on two clauses that were read once, and people who may sit in the seats.

    Today all take whatever is worth no less than no text; those who are firm take the draft and nothing else.
    """
    issues = [issue(f"q{k}", draft=f"o{DRAFT}", status_quo=0.0) for k in range(2)]
    mandate: Data = {"red_line": 0.125 if firm else 0.5}
    seats = [delegation(f"d{k}", 0.75, 0.75, **(mandate | row)) for k, row in enumerate(rows)]
    negotiation = prepare(case(seats, issues=issues, forum={"package": True}, chair={"powers": []}))
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    room.people = People.nobody(len(rows), 2, room.tableau.n_options)
    turn = negotiation.protocol.begin(room)
    room.state.readings[:], turn.asked = 1, np.zeros_like(turn.asked)
    return negotiation.protocol, room, turn


def put(protocol: Conference, room: Room, turn: Turn) -> int:
    """Return the row of who puts a package; -1: nobody."""
    protocol.package.apply(room, turn, protocol.signal, 0.0)
    return int(turn.bridge_by[0])


def test_an_agent_that_builds_bridges_and_may_propose_puts_a_package() -> None:
    protocol, room, turn = begun({}, BRIDGE, {})
    assert put(protocol, room, turn) == 1
    assert room.state.is_clean.all()


@pytest.mark.parametrize(
    "row",
    [{}, BRIDGE | {"rights": SAY | {"propose": False}}],
    ids=["builds no bridges", "may not propose"],
)
def test_without_an_agent_that_builds_bridges_and_may_propose_nobody_puts_a_package(row: Data) -> None:
    protocol, room, turn = begun({}, row, {})
    assert put(protocol, room, turn) == -1
    assert not room.state.is_clean.any()


def test_nobody_puts_a_package_by_instructions_for_a_person_whose_delegation_builds_bridges() -> None:
    protocol, room, turn = begun({}, BRIDGE, {})
    assert room.people is not None
    room.people.seated[1] = True
    assert put(protocol, room, turn) == -1


def test_no_agent_puts_a_package_before_every_clause_was_read() -> None:
    protocol, room, turn = begun({}, BRIDGE, {})
    room.state.readings[0, 1] = 0
    assert put(protocol, room, turn) == -1


def with_packages(
    packages: dict[int, int], *, seated: tuple[int, ...], firm: bool = False
) -> tuple[int, Room]:
    """Return who puts a package, and the room after it, where rows would put one wording on both clauses.

    The second row is an agent that builds bridges.
    """
    protocol, room, turn = begun({}, BRIDGE, {}, firm=firm)
    assert room.people is not None
    room.people.seated[list(seated)] = True
    for row, option in packages.items():
        room.people.package[row] = option
    return put(protocol, room, turn), room


@pytest.mark.parametrize(("seated", "author", "option"), [((0, 2), 0, DRAFT), ((2,), 2, DRAFT - 1)])
def test_of_several_packages_that_of_the_first_seat_with_a_person_in_it_is_put(
    seated: tuple[int, ...], author: int, option: int
) -> None:
    by, room = with_packages({0: DRAFT, 2: DRAFT - 1}, seated=seated)
    assert by == author
    assert room.state.is_clean.all()
    np.testing.assert_array_equal(room.state.table, [[option, option]])


def test_where_the_package_of_the_first_person_fails_nobody_else_puts_one_in_the_same_session() -> None:
    by, room = with_packages({0: 0, 2: DRAFT}, seated=(0, 2), firm=True)
    assert by == 0
    assert not room.state.is_clean.any()
