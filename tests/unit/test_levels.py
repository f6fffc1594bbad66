"""What the level of a game makes of simulated delegations: knowledge, nerve and patience, never rules."""

import numpy as np
import pytest

from simulation.abm import NegotiationModel
from simulation.arrays import ATOL, FloatArray
from simulation.engine.batch import negotiate, prepare
from simulation.live.informed import HOLDS_OUT, PRESSED, inform
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


def _asked(
    level: str, seats: tuple[str, ...] = (), *, sold: float = 0.0
) -> list[tuple[FloatArray, FloatArray]]:
    """Return what the first of two asks for a clause that is dear to it and a cheap one, and its best, by session.

    There are four sessions, and from the first on the clock would have it release all. It sold a share of the way to
    its limit on each clause.
    """
    rows = [delegation(f"d{k}", 0.0, 0.0, salience=(1.6, 0.4)) for k in range(2)]
    issues = [issue(f"q{k}", choices=options(0.0, 0.5, 1.0)) for k in range(2)]
    protocol = {"clock": {"work": 10.0}, "concede": {"pace": 1.0}}
    negotiation = prepare(case(rows, issues=issues, sessions=4, protocol=protocol))
    assert isinstance(negotiation.protocol, Conference)
    room, found = negotiation.open(1, [0]), []
    inform(room, level=level, seats=seats)
    room.state.traded = np.full_like(room.state.traded, sold)
    for _ in range(4):
        turn = negotiation.protocol.begin(room)
        found.append((turn.aspiration[0, 0], room.state.hope[0, 0]))
        room.state.session += 1
    return found


def test_at_the_hard_level_a_delegation_holds_out_on_what_is_dear_to_it_until_the_last_session() -> None:
    plain = _asked("standard")
    for session, ((asked, best), (before, _)) in enumerate(zip(_asked("hard"), plain, strict=True), 1):
        assert asked[1] == before[1] < 0  # what is cheap goes by the clock
        if session == 4:
            assert asked[0] == before[0] < 0
        else:  # half of its best, by the root of the sessions that are left
            assert asked[0] == pytest.approx(0.5 * np.sqrt(1 - session / 4) * best[0])


def test_what_it_sold_on_a_clause_that_is_dear_to_it_opens_at_the_hard_level_too() -> None:
    unsold, sold, all_sold = (_asked("hard", sold=share)[0][0] for share in (0.0, 0.2, 1.0))
    (standard, _), *_ = _asked("standard")
    assert unsold[0] > sold[0] > all_sold[0] == standard[0]


def test_the_log_says_how_far_it_went_and_no_farther() -> None:
    model = NegotiationModel("wtpf13_training", seed=2, skill="hard")
    while model.running:
        model.step()
        assert model.turn is not None
        state = model.room.state
        gone = state.hope - state.flexibility * state.ease * (state.hope - state.limit)
        left = np.sqrt(state.sessions_left / state.deadline)  # after the session
        dear = (state.salience >= 1.0) & (state.hope > state.limit) & (state.flexibility * state.ease > 0)
        assert (gone[dear] >= (HOLDS_OUT["hard"] * left[:, None, None] * state.hope)[dear] - 1e-9).all()


@pytest.mark.parametrize("weight", [0.7, 0.8])
def test_to_whom_all_matters_alike_everything_is_dear(weight: float) -> None:
    # As shares of their mean, three weights of .7 are a hair more than 1 and three of .8 a hair less.
    rows = [delegation(f"d{k}", *[0.0] * 3, salience=(weight,) * 3) for k in range(2)]
    protocol = {"clock": {"work": 10.0}, "concede": {"pace": 1.0}}
    negotiation = prepare(
        case(rows, issues=[issue(f"q{k}") for k in range(3)], sessions=4, protocol=protocol)
    )
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    inform(room, level="hard", seats=())
    asked = negotiation.protocol.begin(room).aspiration
    assert (asked >= 0.5 * np.sqrt(3 / 4) * room.state.hope - ATOL).all()


def test_whoever_sits_in_a_seat_has_instructions_that_go_by_the_clock_at_every_level() -> None:
    for level in PRESSED:
        np.testing.assert_array_equal(_asked(level, seats=("d0",)), _asked("standard"))


def _given_away(monkeypatch: pytest.MonkeyPatch, holds_out: float) -> int:
    """Return how often a clause closed before the last session on what brings nothing to whom it is dear."""
    monkeypatch.setitem(HOLDS_OUT, "hard", holds_out)
    model, n = NegotiationModel("wtpf13_training", seed=2, skill="hard"), 0
    while model.running:
        model.step()
        assert model.turn is not None
        state, closed = model.room.state, np.flatnonzero(model.turn.closed_by[0] >= 0)
        gain = state.gain[0][:, closed, state.table[0, closed]]
        dear = (state.salience[0][:, closed] >= 1.0) & model.tableau.decide[:, None]
        n += int((dear & (gain <= 0)).sum()) * bool(state.sessions_left[0] > 0)
    return n


def test_who_holds_out_lets_its_own_clause_close_on_what_holds_already_less_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _given_away(monkeypatch, HOLDS_OUT["hard"]) < _given_away(monkeypatch, 0.0)
