"""Agents of the user's own in the seats of a Mesa model: what they see, and what their moves do."""

import multiprocessing
from collections.abc import Iterable
from functools import partial

import mesa
import numpy as np
import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.abm.seating import Seat
from simulation.engine.batch import negotiate
from simulation.errors import DelegationSimError
from simulation.live import IllegalMoveError, SeatMove, SeatView
from simulation.protocols.result import SIGNALS
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from tests.own_agents import Moody, Refuser, Silent, Stubborn, Talker, Whim, ends, played
from tests.properties.test_the_same_bits import assert_same

OBJECTS = SIGNALS.index("formal_object")


@pytest.fixture(scope="module")
def hour() -> Scenario:
    return load_scenario("first_hour")


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_agents_that_return_nothing_play_what_the_engine_plays(hour: Scenario, seed: int) -> None:
    everybody = {item.key: Silent for item in hour.delegations}
    model = NegotiationModel(hour, seed=seed, seats=everybody)
    assert_same(model.run(), negotiate(hour, seed=seed))
    assert all(agent.seen for agent in model.agents)
    assert not model.moves


def test_an_agent_is_asked_in_every_phase(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"SAB": Silent})
    model.run()
    (agent,) = model.agents_by_type[Silent]
    phases = [(view.session, view.phase) for view in agent.seen]
    held = range(1, model.session + 1)
    assert [place for place in phases if place[1] == "talks"] == [(session, "talks") for session in held]
    assert {phase for _, phase in phases} == {"talks", "floor", "package", "adoption"}
    assert phases == sorted(set(phases), key=phases.index)
    for view in agent.seen:
        assert view.request is not None
        assert view.request.legal
        assert view.own.key == view.request.seat == "SAB"
        assert bool(view.request.asked) == (view.phase == "floor")


def test_what_an_agent_objects_to_is_objected_to(hour: Scenario) -> None:
    record = played(hour, TAM=Stubborn)
    row = record.tableau.delegations.index("TAM")
    signal = record.signal[:, row]
    assert (signal[signal >= 0] == OBJECTS).all()
    assert ends(record) != ends(negotiate(hour, seed=3))
    assert record.played[:, row].all()
    assert record.played.sum() == record.n_rounds


class ObjectsOnce(Stubborn):
    """Objects to all that is on the floor of the first session, and is silent from then on."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        return super().act(view) if view.session == 1 else []


def test_what_an_agent_said_stands_until_it_says_otherwise(hour: Scenario) -> None:
    record, plain = played(hour, TAM=ObjectsOnce), negotiate(hour, seed=3)
    row = record.tableau.delegations.index("TAM")
    first, later = record.signal[0, row] == OBJECTS, record.signal[1:, row]
    assert (later[:, first][later[:, first] >= 0] == OBJECTS).all()
    assert (later[:, first] >= 0).any()
    assert (later[:, ~first][later[:, ~first] >= 0] != OBJECTS).any()
    assert (plain.signal[:, row][:, first] != OBJECTS).any()


def test_talks_in_which_an_agent_makes_no_move_the_built_in_one_holds(hour: Scenario) -> None:
    row = negotiate(hour, seed=3).tableau.delegations.index("TAM")
    assert (played(hour, TAM=ObjectsOnce).partner[:, row] >= 0).any(axis=1).all()
    assert (played(hour, TAM=Talker).partner[:, row] == -1).all()


def test_others_go_by_what_an_agent_said_and_else_by_its_instructions(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"TAM": Stubborn, "SAB": Silent})
    model.step()
    assert model.live is not None
    tam = model.tableau.delegations.index("TAM")
    said = model.live.people.said[tam].copy()
    model.step()
    stance = model.live.turn.stance[0, tam]
    assert (said >= 0).any()
    assert (stance[said >= 0] == 0).all()
    could = np.full((1, *model.live.people.said.shape), 0.37)
    could[:, tam] = 0.21
    by_all = model.live.people.stance(could)[0]
    assert (by_all[tam][model.live.people.said[tam] < 0] == 0.21).all()
    assert (np.delete(by_all, tam, axis=0) == 0.37).all()


def test_order_of_seats_and_agents_changes_nothing(hour: Scenario) -> None:
    cast: dict[str, Seat] = {"SAB": Talker, "TAM": Stubborn, "NOR": Talker}
    known = played(hour, **cast)
    assert not (known.played.any(axis=0) == negotiate(hour, seed=3).played.any(axis=0)).all()
    model = NegotiationModel(hour, seed=3, seats=dict(reversed(cast.items())))
    model.agents.shuffle(inplace=True)
    assert model.agents.get("key") != list(model.tableau.delegations)
    assert_same(model.run(), known)


def test_nobody_sees_what_another_does_in_the_same_phase(hour: Scenario) -> None:
    views: list[list[SeatView]] = []
    for other in (DelegationAgent, Talker):
        model = NegotiationModel(hour, seed=3, seats={"SAB": other, "TAM": Silent})
        model.step()
        (agent,) = model.agents_by_type[Silent]
        views.append(agent.seen)
    (alone, beside) = (seen[0] for seen in views)
    assert beside.request == alone.request
    assert beside.issues == alone.issues
    assert beside.others == alone.others


def test_of_two_that_ask_the_chair_at_once_the_first_of_the_case_is_granted_it(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"TAM": Talker, "SAB": Talker})
    model.run_for(2)
    asked = [made for made in model.moves if made.move.move == "ask_for_group" and made.session == 2]
    rows = [model.tableau.delegations.index(made.move.seat) for made in asked]
    assert rows == sorted(rows)
    assert [made.reply.granted for made in asked] == [True, False]
    assert "Somebody else was faster" in str(asked[1].reply.reason)


def test_an_agent_may_act_at_the_end_alone() -> None:
    hour = load_scenario("first_hour", overrides={"protocol.concede.pace": 0.27})  # its chair puts a package
    model = NegotiationModel(hour, seed=4, seats={"SAB": Refuser})
    record = model.run()
    assert "refuse_package" in [made.move.move for made in model.moves]
    plain = negotiate(hour, seed=4)
    row = plain.tableau.delegations.index("SAB")
    assert (plain.closed_by == 2).any()
    assert ends(record) != ends(plain)
    first = next(made.session for made in model.moves)
    assert record.played[:, row].tolist() == [session >= first for session in range(1, record.n_rounds + 1)]


def test_what_an_agent_hears_in_a_talk_stands_in_its_next_view(hour: Scenario) -> None:
    class Listener(Talker):
        heard: tuple[str, ...] = ()

        def act(self, view: SeatView) -> Iterable[SeatMove]:
            self.heard = tuple(other.key for other in view.others if other.told is not None)
            return super().act(view)

    model = NegotiationModel(hour, seed=3, seats={"SAB": Listener})
    model.step()
    (agent,) = model.agents_by_type[Listener]
    (talk,) = (made for made in model.moves if made.move.move == "consult_bilaterally")
    assert talk.reply.granted
    assert talk.move.to in agent.heard


class Trader(DelegationAgent):
    """Offers Tamarat one trade in the first talks: its ideal on the first clause for the draft of the second."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        if (view.session, view.phase) == (1, "talks"):
            one, other = view.issues[:2]
            give, get = (one.key, one.to_offer.key), (other.key, other.best.key)
            yield SeatMove(seat=self.key, move="offer_trade", to="TAM", give=give, get=get)


def answering(move: str) -> type[DelegationAgent]:
    def answer(self: DelegationAgent, view: SeatView) -> list[SeatMove]:
        return [
            SeatMove(seat=self.key, move=move, offer=offer.id) for offer in view.offers if offer.by == "SAB"
        ]

    return type("Answering", (DelegationAgent,), {"answer": answer})


def test_a_trade_is_answered_by_the_agent_to_which_it_is_offered(hour: Scenario) -> None:
    bound, answers = [], []
    for move in ("accept_trade", "refuse_trade"):
        model = NegotiationModel(hour, seed=3, seats={"SAB": Trader, "TAM": answering(move)})
        model.step()
        assert model.live is not None
        bound.append({(promise.by, promise.to) for promise in model.live.ledger})
        answers.append([made.move.move for made in model.moves])
    assert bound == [{("SAB", "TAM"), ("TAM", "SAB")}, set()]
    assert answers == [["offer_trade", "accept_trade"], ["offer_trade", "refuse_trade"]]


def test_a_trade_left_unanswered_is_answered_as_instructed(hour: Scenario) -> None:
    casts: list[dict[str, Seat]] = [{"SAB": Trader}, {"SAB": Trader, "TAM": Silent}]
    models = [NegotiationModel(hour, seed=3, seats=cast) for cast in casts]
    assert_same(*(model.run() for model in models))
    left, right = (model.moves[0] for model in models)
    assert left == right
    assert left.reply.by == "TAM"
    assert str(left.reply.reason)


def test_only_offers_are_answered_in_an_answer(hour: Scenario) -> None:
    def answer(self: DelegationAgent, view: SeatView) -> SeatMove:
        return SeatMove(seat=self.key, move="speak", text=f"{len(view.offers)} offers")

    chatty = type("Chatty", (DelegationAgent,), {"answer": answer})
    model = NegotiationModel(hour, seed=3, seats={"SAB": Trader, "TAM": chatty})
    with pytest.raises(IllegalMoveError, match="accept_trade or refuse_trade, and with nothing else"):
        model.step()


def test_a_fork_takes_what_agents_keep_along_and_goes_on_bit_for_bit(hour: Scenario) -> None:
    cast: dict[str, Seat] = {"SAB": partial(Moody, patience=3), "TAM": Moody, "LUM": Talker}
    model = NegotiationModel(hour, seed=3, seats=cast)
    model.run_for(2)
    twin = model.fork()
    (ours, theirs) = (list(one.agents_by_type[Moody]) for one in (model, twin))
    assert [agent.diary for agent in theirs] == [agent.diary for agent in ours]
    assert {agent.key: agent.patience for agent in theirs} == {"SAB": 3, "TAM": 2}
    assert all(agent.model is twin for agent in twin.agents)
    assert twin.agents.get("unique_id") == model.agents.get("unique_id")
    before = [list(agent.diary) for agent in ours]
    record = twin.run()
    assert [agent.diary for agent in ours] == before
    assert_same(model.run(), record)
    assert [agent.diary for agent in ours] == [agent.diary for agent in theirs]
    assert model.moves == twin.moves


def test_agents_that_know_each_other_know_the_copies_of_each_other_in_a_fork(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"SAB": Moody, "TAM": Moody})
    one, other = model.agents_by_type[Moody]
    one.friend, other.friend = other, one
    one.dice = model.rng
    twin = model.fork()
    left, right = twin.agents_by_type[Moody]
    assert left.friend is right
    assert right.friend is left
    assert left.dice is twin.rng


def test_what_cannot_be_copied_is_named(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"SAB": Moody})
    (agent,) = model.agents_by_type[Moody]
    agent.diary = (sign for sign in "")
    with pytest.raises(DelegationSimError, match="diary of Moody cannot be copied"):
        model.fork()


def test_a_seat_is_taken_over_and_given_back(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3)
    model.step()
    agent = model.put("TAM", Stubborn)
    assert [one for one in model.agents if one.key == "TAM"] == [agent]
    model.step()
    model.put("TAM", DelegationAgent)
    model.run()
    row = model.tableau.delegations.index("TAM")
    assert model.record.played[:, row].tolist() == [False, True] + [False] * (model.session - 2)


def test_an_agent_that_hands_its_seat_over_is_asked_no_more(hour: Scenario) -> None:
    class Brief(Silent):
        def act(self, view: SeatView) -> Iterable[SeatMove]:
            super().act(view)
            return [SeatMove(seat=self.key, move="hand_over")]

    model = NegotiationModel(hour, seed=3, seats={"TAM": Brief})
    record = model.run()
    (agent,) = model.agents_by_type[Brief]
    assert len(agent.seen) == 1
    assert ends(record) == ends(negotiate(hour, seed=3))


def test_agents_removed_from_the_model_leave_their_seats_to_the_built_in_ones(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"TAM": Stubborn})
    model.agents.select(lambda agent: agent.key == "TAM").do("remove")
    assert_same(model.run(), negotiate(hour, seed=3))


def test_two_agents_in_one_seat_are_refused(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"TAM": Stubborn})
    Silent(model, model.tableau.delegations.index("TAM"))
    with pytest.raises(DelegationSimError, match=r"Two agents sit in the seat of TAM: Silent, Stubborn"):
        model.step()
    model.agents_by_type[Stubborn].do("remove")
    assert_same(model.run(), negotiate(hour, seed=3))


def test_instructions_and_deadlines_reach_a_model_with_agents_of_ones_own(hour: Scenario) -> None:
    issue = hour.issues[0].key
    records = []
    for seats in ({}, {"SAB": Silent}):
        model = NegotiationModel(hour, seed=3, seats=seats)
        model.step()
        model.instruct("TAM", issue, salience=1.0)
        model.step()
        model.move_deadline(4)
        records.append(model.run())
    assert records[0].scenario == records[1].scenario
    assert_same(*records)


def test_mesa_selects_groups_collects_and_runs_batches_of_own_agents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "set_start_method", lambda *_, **__: None)
    parameters = {"case": "first_hour", "seats": [{}, {"TAM": Stubborn}], "collect": True}
    rows = [
        mesa.batch_run(NegotiationModel, parameters, rng=[3, 4], display_progress=False) for _ in range(2)
    ]
    assert [row["give"] for row in rows[0]] == [row["give"] for row in rows[1]]
    clean = {(row["seed"], len(row["seats"])): row["clean"] for row in rows[0]}
    assert len(clean) == 4
    assert clean[3, 1] < clean[3, 0]
    model = NegotiationModel("first_hour", seed=3, seats={"TAM": Stubborn}, collect=True)
    model.run()
    assert model.agents.groupby(type).agg("capability", len)[Stubborn] == 1
    assert model.agents.select(agent_type=Stubborn).get("key") == ["TAM"]
    assert model.datacollector is not None
    kept = model.datacollector.get_agent_vars_dataframe().reset_index()
    positions = np.array([row.tolist() for row in kept[kept["key"] == "TAM"]["position"]])
    assert np.array_equal(positions[1:], model.record.position[:, model.tableau.delegations.index("TAM")])


def test_who_comes_later_has_heard_what_was_said_before(hour: Scenario) -> None:
    early = NegotiationModel(hour, seed=3, seats={"TAM": Silent})
    late = NegotiationModel(hour, seed=3)
    for model in (early, late):
        model.run_for(2)
    late.put("TAM", Silent)
    heard = []
    for model in (early, late):
        model.step()
        (agent,) = model.agents_by_type[Silent]
        heard.append(agent.seen[-1].heard)
        model.run()
    assert [len(sessions) for sessions in heard] == [2, 2]
    assert heard[0] == heard[1]
    assert all(heard[0])
    assert {move.session for move in heard[1][1]} == {2}


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_agents_do_order_and_forks_change_no_bit(hour: Scenario, seed: int) -> None:
    keys = [item.key for item in hour.delegations]
    model = NegotiationModel(hour, seed=seed, seats=dict.fromkeys(keys, Whim))
    other = NegotiationModel(hour, seed=seed, seats=dict.fromkeys(reversed(keys), Whim))
    other.agents.shuffle(inplace=True)
    other.run_for(2)
    twin = other.fork()
    assert_same(model.run(), twin.run())
    assert model.moves == twin.moves
    assert len({made.move.move for made in model.moves}) > 5
    assert {made.phase for made in model.moves} >= {"talks", "floor"}


def test_at_a_higher_skill_the_others_know_each_other_and_not_the_seats_of_ones_own(hour: Scenario) -> None:
    plain = NegotiationModel(hour, seed=3, seats={"TAM": Silent})
    hard = NegotiationModel(hour, seed=3, seats={"TAM": Silent}, skill="hard")
    row = hard.tableau.delegations.index("TAM")
    knows = hard.state.unknown[0] < plain.state.unknown[0]
    assert not knows[row].any()
    assert not knows[:, row].any()
    assert knows.any()
    assert ends(hard.fork().run()) == ends(hard.run())
    assert hard.fork().skill == hard.skill == "hard"
    assert hard.live is not None
    assert hard.live.level == "hard"


def test_a_skill_that_is_none_is_told(hour: Scenario) -> None:
    with pytest.raises(DelegationSimError, match=r"No skill is called 'harder'\. Did you mean 'hard'"):
        NegotiationModel(hour, skill="harder")
