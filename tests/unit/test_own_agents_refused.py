"""Agents of the user's own that do what is not possible, and what is no agent: one clear error, and nothing done."""

from collections.abc import Iterable
from typing import ClassVar

import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.errors import DelegationSimError, UnknownComponentError
from simulation.live import IllegalMoveError, SeatMove, SeatView
from simulation.live.request import Told
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from tests.own_agents import Silent, Stubborn, Talker, played
from tests.properties.test_the_same_bits import assert_same


@pytest.fixture(scope="module")
def hour() -> Scenario:
    return load_scenario("first_hour")


def wrong(returned: object, phase: str = "talks") -> type[DelegationAgent]:
    def act(_: DelegationAgent, view: SeatView) -> object:
        return returned if view.phase == phase else None

    return type("Wrong", (DelegationAgent,), {"act": act})


@pytest.mark.parametrize(
    ("returned", "told"),
    [
        ("support", r"act\(\) has to return a list of SeatMove, or nothing\. It returned 'support'"),
        ([1], r"It returned \[1\]"),
        (
            [SeatMove(seat="LUM", move="done")],
            "A move of LUM: the agent in the seat of SAB moves for SAB alone",
        ),
        ([SeatMove(seat="SAB", move="speak", text=3)], "A field of speak does not have the type"),  # type: ignore[arg-type] # on purpose
        ([SeatMove(seat="SAB", move="suport")], "Did you mean 'support'"),
        ([SeatMove(seat="SAB", move="support")], "needs issue, option"),
        ([SeatMove(seat="SAB", move="sign")], "Not now"),
    ],
)
def test_what_is_not_possible_is_refused_with_who_where_and_what_would_be(
    hour: Scenario, returned: object, told: str
) -> None:
    model = NegotiationModel(hour, seed=3, seats={"SAB": wrong(returned)})
    with pytest.raises(IllegalMoveError, match=told) as refused:
        model.step()
    assert str(refused.value).startswith(
        "Wrong, the agent in the seat of Sabora (SAB), cannot do that in session 1"
    )
    assert "(the talks)" in str(refused.value)
    assert "propose_option" in refused.value.legal
    assert "propose_option" in str(refused.value)


def test_nothing_has_happened_after_a_move_that_is_not_possible(hour: Scenario) -> None:
    nonsense = SeatMove(seat="SAB", move="object_formally", issue=hour.issues[0].key, option="nonsense")
    seats = {"TAM": Stubborn}
    model = NegotiationModel(hour, seed=3, seats=seats | {"SAB": wrong([nonsense], "floor")})
    for _ in range(2):
        with pytest.raises(IllegalMoveError, match=r"\(the wordings on the floor\).*nonsense"):
            model.step()
        assert (model.session, model.time, model.running, model.moves) == (0, 0, True, ())
    model.put("SAB", DelegationAgent)
    assert_same(model.run(), played(hour, TAM=Stubborn))
    assert model.time == model.session


@pytest.mark.parametrize(
    ("seats", "error", "told"),
    [
        ("SAB", DelegationSimError, r"seats=\[\{\}, \{'SAB': Stubborn\}\]"),
        ({"SAX": Stubborn}, UnknownComponentError, "Did you mean 'SAB'"),
        ({"SAB": 3}, DelegationSimError, "In the seat of SAB is 3"),
        ({"SAB": lambda _, row: row}, DelegationSimError, "In the seat of SAB is"),
    ],
)
def test_who_is_no_agent_is_refused(hour: Scenario, seats: object, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        NegotiationModel(hour, seed=3, seats=seats)  # type: ignore[arg-type] # that is the point


def test_a_protocol_that_asks_nobody_takes_no_agents(hour: Scenario) -> None:
    protocol = hour.protocol.model_validate({"key": "compromise"})
    case = hour.model_copy(update={"protocol": protocol})
    with pytest.raises(DelegationSimError, match="asks no delegation"):
        NegotiationModel(case, seats={"SAB": Stubborn})


def test_nobody_makes_an_offer_to_itself(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"SAB": Silent, "TAM": Silent})
    model.run()
    seen = [(agent.key, view) for agent in model.agents.select(agent_type=Silent) for view in agent.seen]
    offers = [(key, offer.by) for key, view in seen for offer in view.offers]
    assert offers
    assert not [key for key, by in offers if by == key]


def test_what_an_agent_does_to_its_view_changes_nothing(hour: Scenario) -> None:
    class Vandal(DelegationAgent):
        def act(self, view: SeatView) -> None:
            view.places[:] = 0.0

    assert_same(played(hour, SAB=Vandal), played(hour))


def test_what_an_agent_was_told_stays_as_it_was_whatever_it_does_to_its_view(hour: Scenario) -> None:
    class Forger(Talker):
        clears = True
        seen: ClassVar[list[Told]] = []

        def act(self, view: SeatView) -> Iterable[SeatMove]:
            for other in view.others:
                if other.told is not None:
                    self.seen.append(other.told)
                    if self.clears:
                        other.told.accepts.clear()
                        other.told.refuses.clear()
            return super().act(view)

    class Reader(Forger):
        clears = False
        seen: ClassVar[list[Told]] = []

    for kind in (Forger, Reader):
        played(hour, SAB=kind)
    assert len(Reader.seen) > 1
    assert Forger.seen == Reader.seen


def test_whoever_is_no_agent_leaves_the_one_that_sits_there_in_its_seat(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=1, seats={"SAB": Stubborn})
    with pytest.raises(DelegationSimError, match="In the seat of SAB is 3"):
        model.put("SAB", 3)  # type: ignore[arg-type] # on purpose
    assert model.agents.select(agent_type=Stubborn).get("key") == ["SAB"]


def test_an_agent_of_another_seat_or_model_is_refused(hour: Scenario) -> None:
    other = NegotiationModel(hour, seed=1)
    for seat in (lambda model, _: Stubborn(model, 0), lambda _, row: Stubborn(other, row)):
        with pytest.raises(DelegationSimError, match="an agent of another seat or another model"):
            NegotiationModel(hour, seed=1, seats={"SAB": seat})


def test_what_is_not_possible_is_refused_also_where_others_move_in_the_same_talks(hour: Scenario) -> None:
    cast = {"SAB": wrong([SeatMove(seat="SAB", move="sign")]), "TAM": Talker}
    model = NegotiationModel(hour, seed=1, seats=cast)
    with pytest.raises(IllegalMoveError, match="Not now"):
        model.step()
    assert (model.session, model.moves) == (0, ())


def test_an_agent_that_hands_its_seat_over_is_asked_again_once_it_is_put_there_anew(hour: Scenario) -> None:
    def act(agent: DelegationAgent, view: SeatView) -> list[SeatMove]:
        return [SeatMove(seat=agent.key, move="hand_over")] if view.phase == "talks" else []

    model = NegotiationModel(hour, seed=1, seats={"SAB": type("Leaver", (DelegationAgent,), {"act": act})})
    model.run_for(2)
    assert [made.move.move for made in model.moves] == ["hand_over"]
    model.put("SAB", Silent)
    model.run_for(1)
    assert model.agents.select(agent_type=Silent).get("seen") != [[]]
