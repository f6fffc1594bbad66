"""A seat that leaves its answers to its instructions is known, and owed, as an agent is: silence is no way to play."""

from collections.abc import Iterator

import numpy as np
import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.engine.batch import negotiate, prepare
from simulation.engine.record import Record
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.package import _begin
from simulation.protocols.conference.signal import CAN_LIVE_WITH, FORMAL_OBJECT
from simulation.protocols.people import People
from simulation.reasons import build_log
from simulation.reasons.delegation_summary import summary
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.training.place import places_of
from tests import small_cases
from tests.extent import at_a_desk

SEATS = [
    *(("first_hour", seat) for seat in ("TAM", "ALT", "NOR", "LUM", "SAB")),
    *(("ai_oversight", seat) for seat in ("VEN", "FMA")),
    *(("wtpf13_training", seat) for seat in ("VEL", "ALT", "SAB")),
]
COURSE = ("table", "signal", "objects", "platform", "trust", "earned", "credit", "is_clean")


class Greets(DelegationAgent):
    """Says hello in the first talks, and nothing more."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        if view.phase == "talks" and view.session == 1:
            yield SeatMove(seat=self.key, move="speak", text="Good morning.")


class RecessFirst(DelegationAgent):
    """Asks for a recess in the first talks, and leaves the rest to its instructions."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        if view.phase == "talks" and view.session == 1:
            yield SeatMove(seat=self.key, move="ask_for_recess")


class RecessThenBack(RecessFirst):
    """The same, and hands the seat back to the built-in agent."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        yield from super().act(view)
        if view.phase == "talks" and view.session == 2:  # the session after
            yield SeatMove(seat=self.key, move="hand_over")


class AsksAround(DelegationAgent):
    """Talks to the first delegation that it may talk to, in the first session, and is silent."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        if view.phase == "talks" and view.session == 1:
            yield SeatMove(seat=self.key, move="consult_bilaterally", to=view.others[0].key)


def listening(case: Scenario | str, seat: str, replication: int, *talks: str) -> LiveNegotiation:
    """Return a negotiation after its first session; a person in the seat called these talks and let things go on."""
    live = LiveNegotiation(case, seed=5, replication=replication, seats=(seat,))
    for other in talks:
        live.submit(SeatMove(seat=seat, move="consult_bilaterally", to=other))
    return let_go_on(live)


def let_go_on(live: LiveNegotiation) -> LiveNegotiation:
    """Let things go on to the next session."""
    session = live.session
    while live.session == session:
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return live


def differing(one: Record, other: Record) -> list[str]:
    """Return in what of its course one negotiation differs from another."""
    return [name for name in COURSE if not np.array_equal(getattr(one, name), getattr(other, name))]


@pytest.mark.parametrize(("case", "seat"), at_a_desk([SEATS[1]], SEATS))
def test_a_greeting_changes_nothing(case: str, seat: str) -> None:
    for replication in range(4):
        greeted = NegotiationModel(case, seed=5, replication=replication, seats={seat: Greets}).run()
        assert greeted.played.any()
        plain = negotiate(load_scenario(case), seed=5, replication=replication)
        assert differing(greeted, plain) == []


@pytest.mark.parametrize("sits", ["person", "agent"])
def test_the_talks_of_colleagues_are_told_as_theirs_and_not_counted_as_those_of_who_sits_there(
    sits: str,
) -> None:
    if sits == "person":
        live = LiveNegotiation("first_hour", seed=5, seats=("SAB",))
        while live.pending:
            for request in live.pending:
                live.submit(SeatMove(seat=request.seat, move="done"))
            live.advance()
        record = live.record
    else:
        record = NegotiationModel("first_hour", seed=5, seats={"SAB": Greets}).run()
    log = build_log(record)
    talks = [move for move in log.by("SAB") if move.move == "consult_bilaterally"]
    assert len(talks) == int((record.partner[:, record.tableau.delegations.index("SAB")] >= 0).sum()) > 0
    theirs = [move for move in talks if record.played[move.session - 1].any()]
    assert {(move.cause, str(move.private_reason)) for move in theirs} == {
        ("colleagues", "Its colleagues held the talks that it left open.")
    }
    told = [str(line) for line in summary(log, "SAB")]
    sought = [line for line in told if line.startswith("It sought")]
    assert len(theirs) == len(talks)
    assert not sought
    others = [str(line) for line in summary(log, "TAM")]
    assert [line for line in others if line.startswith("It sought")]


def test_who_asks_for_a_recess_and_is_silent_ends_where_the_agent_of_its_seat_would() -> None:
    """It hid what it could accept, so the room looked for a text near its wish: it ended at .9 of its range for .4."""
    kept, handed = (
        [
            places_of(NegotiationModel("ai_oversight", seed=5, replication=one, seats={"FMA": way}).run())[4]
            for one in range(12)
        ]
        for way in (RecessFirst, RecessThenBack)
    )
    means = [np.mean([place.value for place in ends if place.value is not None]) for ends in (kept, handed)]
    assert abs(means[0] - means[1]) < 0.1  # it was .5


def test_a_person_that_said_nothing_is_known_as_its_instructions_are_and_by_its_words_where_it_spoke() -> (
    None
):
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",)).live
    row = live.row("SAB")
    could = np.full((1, *live.people.said.shape), 0.37)
    assert (live.people.stance(could) == could).all()
    assert not live.people.speaks.any()
    live.people.said[row, 0, 0] = 0  # it supports that wording
    assert live.people.stance(could)[0, row, 0, 0] == 1.0
    assert (live.people.stance(could)[0, row].ravel()[1:] == 0.37).all()
    assert np.flatnonzero(live.people.speaks).tolist() == [row]
    assert np.argwhere(live.people.spoken_on).tolist() == [[row, 0]]
    live.people.seated[row] = False  # handed over: what it said is the agent's no more
    assert (live.people.stance(could) == could).all()
    assert not live.people.speaks.any()


def test_whoever_puts_a_package_knows_what_was_said_on_the_floor_of_the_session() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",))
    row, checked = live.live.row("SAB"), 0
    while live.session < 5:
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat="SAB", move="object_formally", issue=issue, option=option))
        if live.phase == "floor":
            now = live.live
            search = _begin(
                now.room, now.turn, np.array([0]), signal=now.protocol.signal, lean=0.0, author=None
            )
            said = now.people.said[row] == FORMAL_OBJECT
            assert (search.guess[0][said][:, row] == 0.0).all()
            checked += int((now.turn.stance[0, row][said] > 0.0).sum())
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    assert checked  # what was believed before the floor was another thing


@pytest.mark.parametrize(("case", "seat"), at_a_desk([SEATS[1]], SEATS))
def test_who_calls_no_talk_is_known_and_trusted_as_an_agent_is_and_has_traded_nothing(
    case: str, seat: str
) -> None:
    met = 0
    without = load_scenario(case, overrides={"protocol.coalesce": False})  # its members tell each other more
    for replication in range(4):
        held = listening(without, seat, replication).live
        agents = let_go_on(LiveNegotiation(without, seed=5, replication=replication)).live
        row, record = held.row(seat), held.so_far
        np.testing.assert_array_equal(record.partner[0], agents.so_far.partner[0])
        np.testing.assert_array_equal(held.room.state.unknown, agents.room.state.unknown)
        np.testing.assert_array_equal(held.room.state.trust, agents.room.state.trust)
        assert (record.trade_give[0, row] == -1).all()
        assert not held.room.state.traded[0, row].any()  # nor with whom comes to it
        met += int((record.partner[0, row] >= 0).sum())
    assert bool(met) == bool(held.room.setting.talks[row])  # meetings of blocs leave some seats no time


def test_who_calls_one_talk_gets_none_from_its_colleagues_in_that_session() -> None:
    live = listening("ai_oversight", "FMA", 0, "APN")
    row = live.live.row("FMA")
    assert (live.live.so_far.partner[0, row] == -1).all()
    assert view_of(live, "FMA").talked_for == ()
    let_go_on(live)
    assert (live.live.so_far.partner[1, row] >= 0).any()


def test_a_seat_is_told_with_whom_its_colleagues_talked() -> None:
    live = listening("ai_oversight", "FMA", 0)
    record = live.live.so_far
    met = {
        record.tableau.delegations[other] for other in record.partner[0, live.live.row("FMA")] if other >= 0
    }
    assert met
    assert set(view_of(live, "FMA").talked_for) == met


def test_colleagues_tell_nothing_of_a_seat_in_which_a_person_sits() -> None:
    live = LiveNegotiation("ai_oversight", seed=5, seats=("FMA", "APN", "BSF", "MER"))
    keys, came = live.live.room.tableau.delegations, 0
    while live.session < 4:
        let_go_on(live)
        for row, others in live.live.talked_for.items():
            people = [other for other in others if keys[other] in live.seated]
            came += len(people)
            assert not [other for other in people if row in live.live.sought[other]]
            assert not [other for other in people if (other, row) in live.live.told]
    assert came


def test_an_agent_that_moves_in_the_talks_and_calls_none_has_them_held_without_trades() -> None:
    for way, talks in ((RecessFirst, True), (AsksAround, False)):
        records = [
            NegotiationModel("ai_oversight", seed=5, replication=one, seats={"FMA": way}).run()
            for one in range(6)
        ]
        row = records[0].tableau.delegations.index("FMA")
        assert any((record.partner[0, row] >= 0).any() for record in records) is talks
        assert all((record.trade_give[0, row] == -1).all() for record in records)
        assert not talks or not any(record.traded[0, row].any() for record in records)


def earned_of_a_slow_capital(given: tuple[float, float], said: tuple[int, int]) -> float:
    """Return what a person has earned that said that of what it likes best on each of two clauses; -1: nothing.

    Its instructions have gone so far on each, as fast as capital answers; the clock asks .1.
    """
    rows = [small_cases.delegation(f"d{k}", 0.5, 0.5) for k in range(2)]
    issues = [small_cases.issue(f"q{k}", choices=small_cases.options(0.0, 0.5, 1.0)) for k in range(2)]
    negotiation = prepare(small_cases.case(rows, issues=issues, protocol={"goodwill": True}))
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    turn, state = negotiation.protocol.begin(room), room.state
    state.flexibility, state.ease = np.ones((1, 2, 2)), np.array([[given, (0.1, 0.1)]])
    state.called, state.is_clean = np.array([[True, True]]), np.array([[False, False]])
    state.short, state.is_red = np.zeros((1, 2, 2, 3)), np.zeros((1, 2, 2, 3), dtype=bool)
    turn.due, turn.limited = np.full((1, 2, 2), 0.1), np.array([[True, False]])
    people = room.people = People.nobody(2, 2, 3)
    people.seated[0], people.said[0, :, 0] = True, said
    negotiation.protocol.goodwill.apply(room, turn)
    return round(float(state.earned[0, 0]), 12)


def test_a_slow_capital_excuses_a_person_on_the_clauses_on_which_it_has_not_spoken() -> None:
    says = [(-1, -1), (CAN_LIVE_WITH, -1), (FORMAL_OBJECT, -1), (FORMAL_OBJECT, FORMAL_OBJECT)]
    assert [earned_of_a_slow_capital((0.0, 0.0), said) for said in says] == [0.0, 0.0, -0.5, -1.0]
    # Who is ahead on the other clause, and in step with the clock in all, holds out no more than an agent would.
    assert earned_of_a_slow_capital((0.0, 0.2), (FORMAL_OBJECT, -1)) == 0.0
