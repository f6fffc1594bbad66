"""Talks and trades between two, by sums on paper: what each learns, how trust moves, and what is given for what."""

import numpy as np
import pytest

from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.room import Room, Turn
from tests.small_cases import PLAIN, case, delegation, issue

GUEST, HOST = 0, 1


def begun(*, salience: tuple[tuple[float, ...], ...] = ((1.0, 1.0),) * 2) -> tuple[Conference, Room, Turn]:
    """Return a session of two delegations on two clauses, in which the first asks the other for one talk.

    They want the ends of both axes. The first trusts the other by .4, and is trusted by .8.
    """
    rows = [
        delegation(f"d{k}", float(k), float(k), salience=salience[k], attention=1 - k, red_line=1.0)
        for k in range(2)
    ]
    protocol = PLAIN | {"consult": True, "trade": True}
    negotiation = prepare(case(rows, issues=[issue("q0"), issue("q1")], protocol=protocol))
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    turn, state = negotiation.protocol.begin(room), room.state
    state.trust[0, GUEST, HOST], state.trust[0, HOST, GUEST] = 0.4, 0.8
    state.unknown = np.ones_like(state.unknown)
    state.give = np.full_like(state.give, 0.1)
    return negotiation.protocol, room, turn


def test_each_learns_by_the_trust_it_has_in_the_other() -> None:
    protocol, room, turn = begun()
    protocol.consult.hold(room, turn, protocol.trade)
    unknown = room.state.unknown[0]
    assert unknown[GUEST, HOST] == pytest.approx(1 - 2 * 0.3 * 0.4)
    assert unknown[HOST, GUEST] == pytest.approx(1 - 2 * 0.3 * 0.8)


@pytest.mark.parametrize(
    ("accepts", "clean", "change"),
    [
        ((True, True), (False, False), 0.5),
        ((True, False), (False, False), 0.0),
        ((False, False), (False, False), -0.5),
        ((True, False), (True, False), -0.5),
        ((False, True), (True, False), 0.5),
    ],
    ids=str,
)
def test_trust_moves_both_ways_by_the_share_of_open_clauses_on_which_both_say_the_same(
    accepts: tuple[bool, bool], clean: tuple[bool, bool], change: float
) -> None:
    # The host accepts the text on every table; the guest that on some.
    protocol, room, turn = begun()
    turn.stance = np.ones_like(turn.stance)
    turn.stance[0, GUEST] = np.array(accepts)[:, None]
    room.state.is_clean[0] = clean
    protocol.consult.hold(room, turn, protocol.trade)
    trust = room.state.trust[0]
    assert trust[GUEST, HOST] == pytest.approx(0.4 + 0.05 * change)
    assert trust[HOST, GUEST] == pytest.approx(0.8 + 0.05 * change)


def traded(room: Room, turn: Turn, protocol: Conference) -> tuple[list[list[float]], tuple[int, int]]:
    """Return what was traded on each clause by either, `[A, I]`, and what the guest gave and got."""
    protocol.trade.strike(room, turn, 0, np.array([[HOST, -1]]))
    found: list[list[float]] = room.state.traded[0].round(12).tolist()
    return found, (int(turn.trade_give[0, GUEST, 0]), int(turn.trade_get[0, GUEST, 0]))


UNLIKE = ((0.5, 1.5), (1.5, 0.5))
"""Either cares more about the clause about which the other cares less."""


def test_each_gives_where_the_other_cares_more_by_the_trust_it_has_in_the_other() -> None:
    protocol, room, turn = begun(salience=UNLIKE)
    assert traded(room, turn, protocol) == ([[0.25 * 0.4, 0.0], [0.0, 0.25 * 0.8]], (0, 1))


@pytest.mark.parametrize("who", [GUEST, HOST])
def test_nobody_trades_with_one_that_has_not_begun_to_give(who: int) -> None:
    protocol, room, turn = begun(salience=UNLIKE)
    room.state.give[0, who] = 0.0
    assert traded(room, turn, protocol) == ([[0.0, 0.0], [0.0, 0.0]], (-1, -1))


@pytest.mark.parametrize(
    ("salience", "trades"),
    [
        (((0.5, 1.51), (1.5, 1.5)), False),
        (((1.5, 1.5), (1.51, 0.5)), False),
        (((0.5, 1.53), (1.5, 1.5)), True),
        (((1.5, 1.5), (1.53, 0.5)), True),
        (((0.5, 1.5), (1.5, 1.5)), False),
    ],
)
def test_a_trade_is_worth_more_than_a_fiftieth_to_either_side(
    salience: tuple[tuple[float, float], tuple[float, float]], *, trades: bool
) -> None:
    protocol, room, turn = begun(salience=UNLIKE)
    room.state.salience = np.array([salience])
    assert (traded(room, turn, protocol)[1] != (-1, -1)) is trades


def test_nothing_is_traded_on_a_clause_that_is_agreed() -> None:
    protocol, room, turn = begun(salience=UNLIKE)
    room.state.is_clean[0, 1] = True
    assert traded(room, turn, protocol)[1] == (-1, -1)


@pytest.mark.parametrize(("mark", "partner"), [(0.6, 1), (0.7, 2)])
def test_who_objects_is_sought_out_more_for_each_clause_that_is_open(mark: float, partner: int) -> None:
    # The second objects on an open clause and on an agreed one, the third on none: 2 to 1.
    rows = [delegation(f"d{k}", 0.5, 0.5, attention=1 if k == 0 else 0) for k in range(3)]
    negotiation = prepare(case(rows, issues=[issue("q0"), issue("q1")], protocol=PLAIN | {"consult": True}))
    assert isinstance(negotiation.protocol, Conference)
    protocol, room = negotiation.protocol, negotiation.open(1, [0])
    turn = protocol.begin(room)
    room.state.objects[0, 1], room.state.is_clean[0, 0] = True, True
    room.draws.talk[0, 0, 0, 0] = mark
    protocol.consult.hold(room, turn, protocol.trade)
    assert turn.partner[0, :, 0].tolist() == [partner, -1, -1]
