"""Agents of the user's own and people at one table: one driver with the Mesa model, and a log that says its limits."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest

from simulation.abm import DelegationAgent, NegotiationModel, beside_people
from simulation.abm.seating import Seat
from simulation.errors import DelegationSimError
from simulation.live import (
    HolderError,
    IllegalMoveError,
    LiveLogError,
    LiveNegotiation,
    SeatMove,
    SeatView,
    view_of,
)
from simulation.live.live_negotiation import Maker
from simulation.live.log import LiveLog
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.storage.live_log import load_live, save_log
from simulation.training.course_of_play import course_of
from tests.live.playing import Wanderer, play_to_the_end
from tests.own_agents import Moody, Silent, Stubborn, Talker, Whim
from tests.properties.test_the_same_bits import assert_same


@pytest.fixture(scope="module")
def hour() -> Scenario:
    return load_scenario("first_hour")


def beside(cast: Mapping[str, Seat]) -> dict[str, Maker]:
    return {key: beside_people(seat) for key, seat in cast.items()}


def hold_session(live: LiveNegotiation) -> None:
    """Let people be content with their instructions until the next talks."""
    session = live.session
    while live.phase != "over" and (live.session, live.phase) in {(session, phase) for phase in PHASES}:
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()


PHASES = ("talks", "floor", "package")


@pytest.mark.parametrize(("seed", "level"), [(1, "standard"), (3, "hard")])
def test_without_people_it_is_what_the_mesa_model_plays(hour: Scenario, seed: int, level: str) -> None:
    cast: dict[str, Seat] = {"TAM": Stubborn, "SAB": Talker, "LUM": Whim, "NOR": Silent}
    live = LiveNegotiation(hour, seed=seed, level=level, agents=beside(cast))
    model = NegotiationModel(hour, seed=seed, skill=level, seats=cast)
    for name in ("pressed", "holds_out"):
        of_live, of_model = (getattr(one.setting, name).tolist() for one in (live.live.room, model.room))
        assert of_live == of_model
    assert_same(live.play_out(), model.run())
    assert live.moves == model.moves
    assert len(live.moves) > 5


def test_an_agent_plays_beside_a_person_who_plays_anything(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("SAB",), agents=beside({"TAM": Stubborn, "NOR": Moody}), seed=2)
    assert live.seated == ("SAB",)
    play_to_the_end(live, Wanderer(hour, 2))
    keys = live.live.room.tableau.delegations
    tam, sab = keys.index("TAM"), keys.index("SAB")
    assert live.record.own_agent[:, tam].all()
    assert live.record.played[:, sab].all()
    assert not live.record.own_agent[:, sab].any()
    assert {made.move.seat for made in live.moves} == {"TAM", "NOR"}
    assert not [entry for entry in live.log.entries if isinstance(entry, SeatMove) and entry.seat != "SAB"]


def test_with_its_agents_the_log_is_the_negotiation(hour: Scenario) -> None:
    cast: dict[str, Seat] = {"TAM": Whim, "NOR": Moody}
    live = LiveNegotiation(hour, seats=("SAB",), agents=beside(cast), seed=2)
    play_to_the_end(live, Wanderer(hour, 2))
    log = LiveLog.from_text(live.log.to_text())
    again = LiveNegotiation.from_log(log, hour, agents=beside(cast))
    for twin in (again, live.fork()):
        assert_same(twin.record, live.record)
        assert twin.moves == live.moves
        assert twin.log.to_text() == live.log.to_text()
    before = live.undo()
    assert before.log.entries == live.log.entries[: len(before.log.entries)]
    assert [made.session for made in live.fork(2).moves if made.session > 2] == []


def test_a_log_without_its_agents_says_whose_code_it_needs(hour: Scenario, tmp_path: Path) -> None:
    live = LiveNegotiation(hour, seats=("SAB",), agents=beside({"TAM": Stubborn}))
    hold_session(live)
    with pytest.raises(LiveLogError, match="Your own agents held these seats: TAM"):
        LiveNegotiation.from_log(live.log, hour)
    file = save_log(live.log, tmp_path / "game.live.json")
    with pytest.raises(LiveLogError, match="Your own agents held these seats: TAM"):
        load_live(file, hour)
    with pytest.raises(LiveLogError, match=r"TAM.* act differently now from when this was played"):
        LiveNegotiation.from_log(live.log, hour, agents=beside({"TAM": Silent}))
    assert LiveNegotiation.from_log(live.log, hour, agents=beside({"TAM": Stubborn})).moves == live.moves


def test_a_game_from_which_the_only_agent_is_taken_back_can_be_opened_without_it(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("LUM",))
    for other in ("SAB", "NOR"):
        live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to=other))
    live.put("TAM", beside_people(Stubborn))
    before = live.undo()
    assert before.log.seats_of_agents == ()
    for one in (before, before.fork(), before.fork(1)):
        again = LiveNegotiation.from_log(LiveLog.from_text(one.log.to_text()), hour)
        assert again.log.to_text() == one.log.to_text()


def test_agents_that_a_log_does_not_name_leave_it_as_it_is(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("LUM",))
    hold_session(live)
    given = LiveNegotiation.from_log(live.log, hour, agents=beside({"TAM": Stubborn}))
    assert given.log.to_text() == live.log.to_text()


def test_the_log_of_people_alone_is_as_it_was(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("SAB",))
    hold_session(live)
    assert not {"agents", "decided"} & set(live.log.to_json())


@pytest.mark.parametrize("agents", ["TAM", [3], ["SAB"], ["TAM", "TAM"]])
def test_a_log_that_names_agents_badly_is_refused(hour: Scenario, agents: object) -> None:
    plain = LiveNegotiation(hour, seats=("SAB",)).log.to_json() | {"agents": agents}
    del plain["seal"]
    with pytest.raises(LiveLogError, match="seats are not keys"):
        LiveLog.from_json(plain)


def test_an_agent_takes_a_seat_over_and_gives_it_back(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("SAB",), seed=3)
    hold_session(live)
    live.put("TAM", beside_people(Stubborn))
    hold_session(live)
    live.submit(SeatMove(seat="TAM", move="hand_over"))
    hold_session(live)
    live.put("TAM", beside_people(Talker))
    assert live.moves[-1].move.seat == "TAM"
    hold_session(live)
    row = live.live.room.tableau.delegations.index("TAM")
    own = live.live.so_far.own_agent[:, row].tolist()
    assert own[:4] == [False, True, False, True][: len(own)]
    assert len(own) > 2
    assert live.log.seats_of_agents == ("TAM",)
    with pytest.raises(LiveLogError, match="TAM"):
        LiveNegotiation.from_log(live.log, hour)
    live = LiveNegotiation(hour, seats=("SAB",), seed=3)
    hold_session(live)
    live.put("TAM", beside_people(Moody))
    hold_session(live)
    assert live.fork().moves == live.moves
    again = LiveNegotiation.from_log(
        LiveLog.from_text(live.log.to_text()), hour, agents=beside({"TAM": Moody})
    )
    assert again.moves == live.moves
    assert again.moves


def offer(live: LiveNegotiation) -> SeatMove:
    """Return an offer of the person's to Tamarat."""
    one, other = view_of(live, "SAB").issues[:2]
    give, get = (one.key, one.to_offer.key), (other.key, other.best.key)
    return SeatMove(seat="SAB", move="offer_trade", to="TAM", give=give, get=get)


def answering(move: str) -> type[DelegationAgent]:
    def answer(self: DelegationAgent, view: SeatView) -> list[SeatMove]:
        return [
            SeatMove(seat=self.key, move=move, offer=offer.id) for offer in view.offers if offer.by == "SAB"
        ]

    return type("Answering", (DelegationAgent,), {"answer": answer})


def test_an_agent_answers_what_a_person_offers_it_at_once(hour: Scenario) -> None:
    replies = list[tuple[str, bool, str]]()
    for kind in (answering("accept_trade"), answering("refuse_trade"), Silent):
        live = LiveNegotiation(hour, seats=("SAB",), agents=beside({"TAM": kind}), seed=3)
        reply = live.submit(offer(live))
        bound = {(promise.by, promise.to) for promise in live.live.ledger}
        assert reply.granted == (bound == {("SAB", "TAM"), ("TAM", "SAB")})
        replies.append((reply.by, reply.granted, str(reply.reason)))
        assert live.fork().live.ledger == live.live.ledger
    assert replies[0][:2] == ("TAM", True)
    assert replies[1] == ("TAM", False, "No, not on these terms.")
    built_in = LiveNegotiation(hour, seats=("SAB",), seed=3)
    told = built_in.submit(offer(built_in))
    assert replies[2] == (told.by, told.granted, str(told.reason))


class Offers(DelegationAgent):
    """Offers Sabora a trade in the first talks."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Offer the draft of one clause for that of another."""
        if (view.session, view.phase) == (1, "talks"):
            one, other = view.issues[:2]
            give, get = (one.key, one.to_offer.key), (other.key, other.best.key)
            yield SeatMove(seat=self.key, move="offer_trade", to="SAB", give=give, get=get)


def test_what_an_agent_offers_a_person_lies_before_the_person(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("SAB",), agents=beside({"TAM": Offers}), seed=3)
    lies = next(offer for offer in view_of(live, "SAB").offers if offer.id == "s1-TAM-1")
    assert not live.live.ledger
    live.submit(SeatMove(seat="SAB", move="accept_trade", offer=lies.id))
    assert {(promise.by, promise.to) for promise in live.live.ledger} == {("SAB", "TAM"), ("TAM", "SAB")}


def test_nobody_else_moves_for_an_agent_or_sits_in_its_seat(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("SAB",), agents=beside({"TAM": Stubborn}))
    for move in ("speak", "take_over"):
        text = "Thank you." if move == "speak" else ""
        with pytest.raises(IllegalMoveError, match="An agent of your own holds the seat of Tamarat"):
            live.submit(SeatMove(seat="TAM", move=move, text=text))
    with pytest.raises(IllegalMoveError, match="A person sits in the seat of Sabora"):
        live.put("SAB", beside_people(Stubborn))
    with pytest.raises(IllegalMoveError, match="A person sits in the seat of Sabora"):
        LiveNegotiation(hour, seats=("SAB",), agents=beside({"SAB": Stubborn}))
    with pytest.raises(IllegalMoveError, match="An agent of your own holds"):
        live.put("TAM", beside_people(Silent))
    with pytest.raises(DelegationSimError, match="In the seat of NOR is 3, which is not an agent"):
        live.put("NOR", lambda _, __: 3)  # type: ignore[arg-type, return-value] # on purpose
    with pytest.raises(DelegationSimError, match=r"seat it as beside_people\(Stubborn\)"):
        live.put("NOR", Stubborn)  # type: ignore[arg-type] # on purpose
    assert live.log.entries == []
    assert not next(other for other in view_of(live, "SAB").others if other.key == "TAM").is_person


class Fails(Moody):
    """Fails on the first floor."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Fail, or do as the moody do."""
        if view.phase == "floor":
            raise ZeroDivisionError
        return super().act(view)


def test_nothing_has_happened_after_an_agent_has_failed(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("SAB",), agents=beside({"TAM": Fails, "NOR": Talker}))
    live.submit(SeatMove(seat="SAB", move="done"))
    before, moves = live.log.to_text(), live.moves
    told = "the agent in the seat of Tamarat.*No part of this step was carried out; the agent keeps"
    for _ in range(2):
        with pytest.raises(HolderError, match=told):
            live.advance()
        assert (live.log.to_text(), live.moves, live.phase) == (before, moves, "talks")
    live.submit(SeatMove(seat="TAM", move="hand_over"))
    assert live.advance() == "floor"


def test_an_agent_finds_the_room_of_people_in_its_model(hour: Scenario) -> None:
    found = list[tuple[int, int, int, float]]()

    class Reader(DelegationAgent):
        def act(self, view: SeatView) -> None:
            here = self.model.agents.select(lambda agent: agent.key == self.key)
            found.append((len(here), len(self.model.agents), self.model.session, self.give))
            with pytest.raises(DelegationSimError, match="People sit in this room"):
                self.model.step()
            np.testing.assert_array_equal(self.ideal, [issue.ideal for issue in view.issues])

    live = LiveNegotiation(hour, seats=("SAB",), agents=beside({"TAM": Reader}))
    hold_session(live)
    assert [one[:3] for one in found[:1] + found[-1:]] == [(1, 6, 0), (1, 6, 1)]
    assert found[0] != found[-1]


@pytest.mark.parametrize(
    "meddle",
    [
        lambda agent: agent.model.instruct("SAB", flexibility=0.0),
        lambda agent: agent.model.move_deadline(2),
        lambda agent: agent.model.put("SAB", Stubborn),
        lambda agent: agent.model.fork(),
        lambda agent: agent.model.run(),
        lambda agent: agent.model.step(),
        lambda agent: agent.model.run_for(1),
    ],
)
def test_an_agent_beside_people_reads_the_room_and_does_nothing_to_it(
    hour: Scenario, meddle: Callable[[DelegationAgent], object]
) -> None:
    class Meddles(DelegationAgent):
        def act(self, view: SeatView) -> None:
            assert view.own.key == self.key
            meddle(self)

    with pytest.raises(HolderError, match="People sit in this room: it goes on when they do"):
        LiveNegotiation(hour, seats=("LUM",), agents=beside({"TAM": Meddles}))


def test_there_is_no_debriefing_beside_agents_of_ones_own(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("SAB",), agents=beside({"TAM": Silent}))
    live.play_out()
    with pytest.raises(DelegationSimError, match=r"A game beside your own agents \(TAM\) has no debriefing"):
        course_of(live)
