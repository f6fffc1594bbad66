"""A chair serves the room: for one seat it sets up two groups, suspends once and looks for a text twice, in all."""

import pytest

from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove, view_of

TOLD = {"ask_for_group": (2, "a drafting group 2 times"), "ask_for_recess": (1, "no delegation a second one")}
"""How often the chair goes along with a seat, and what it says to it then."""


def asks(live: LiveNegotiation, seat: str, move: str) -> None:
    issue = "roles" if move == "ask_for_group" else ""
    live.submit(SeatMove(seat=seat, move=move, issue=issue))


def next_session(live: LiveNegotiation) -> None:
    now = live.session
    while live.session == now:
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()


@pytest.fixture
def asked_enough(request: pytest.FixtureRequest) -> LiveNegotiation:
    """The talks of a session, in which LUM has asked for a thing in those before as often as it is granted."""
    live = LiveNegotiation("wtpf13_training", seats=("LUM", "SAB"))
    for _ in range(TOLD[request.param][0]):
        next_session(live)
        asks(live, "LUM", request.param)
    next_session(live)
    return live


@pytest.mark.parametrize(("asked_enough", "move"), [(kind, kind) for kind in TOLD], indirect=["asked_enough"])
def test_once_more_is_refused_to_that_seat_and_not_to_another(
    asked_enough: LiveNegotiation, move: str
) -> None:
    legal = {request.seat: request.legal for request in asked_enough.pending}
    assert move not in legal["LUM"]
    assert move in legal["SAB"]
    with pytest.raises(IllegalMoveError, match=TOLD[move][1]):
        asks(asked_enough, "LUM", move)
    asks(asked_enough, "SAB", move)


@pytest.mark.parametrize("asked_enough", ["ask_for_group"], indirect=True)
def test_each_kind_is_counted_for_itself_and_a_fork_counts_on(asked_enough: LiveNegotiation) -> None:
    twin = asked_enough.fork(asked_enough.session)
    for live in (asked_enough, twin):
        assert "ask_for_group" not in live.pending[0].legal
        assert {"ask_for_recess", "ask_for_chair_text"} <= set(live.pending[0].legal)


def test_a_text_that_the_chair_did_not_look_for_does_not_count() -> None:
    live, refused = LiveNegotiation("wtpf13_training", seats=("LUM",)), 0
    for _ in range(3):
        if live.submit(SeatMove(seat="LUM", move="ask_for_chair_text")).granted:
            break
        refused += 1
        next_session(live)
    assert refused
    assert not live.live.has_asked_enough("ask_for_chair_text", live.live.row("LUM"))


def test_a_seat_sees_which_of_its_requests_would_be_the_last() -> None:
    live = LiveNegotiation("wtpf13_training", seats=("LUM", "SAB"))
    next_session(live)
    assert view_of(live, "LUM").last_asked == frozenset()
    asks(live, "LUM", "ask_for_group")
    next_session(live)
    assert view_of(live, "LUM").last_asked == {"ask_for_group"}
    assert view_of(live, "SAB").last_asked == frozenset()
    asks(live, "LUM", "ask_for_group")
    next_session(live)
    assert view_of(live, "LUM").last_asked == frozenset()
