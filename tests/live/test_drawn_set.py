"""One negotiation with a drawn set: whoever plays it, it is that replication of the batch."""

from simulation.abm import NegotiationModel
from simulation.abm.held_replications import play_held
from simulation.engine.batch import play_batch, prepare
from simulation.engine.simulate import load_scenario, simulate
from simulation.live import LiveNegotiation, SeatMove
from simulation.live.log import LiveLog
from tests.own_agents import Silent
from tests.small_sets import bits, invented_sets

CASE, K = "first_hour", 5


def test_model_live_negotiation_and_record_are_the_same_replication() -> None:
    sets = invented_sets()
    record = simulate(CASE, replication=K, parameters=sets)
    model = NegotiationModel(CASE, seed=1, replication=K, parameters=sets).run()
    live = LiveNegotiation(CASE, replication=K, parameters=sets).play_out()
    assert record == model == live
    assert record.drawn == sets.for_one(load_scenario(CASE).protocol, 1, K)
    batch = play_batch(prepare(load_scenario(CASE), sets), seed=1, replications=[K])
    assert batch.result.option[0].tolist() == record.outcome.option.tolist()
    assert batch.result.margin[0].tobytes() == record.outcome.margin.tobytes()


def test_agents_who_leave_all_to_instructions_change_no_bit() -> None:
    case, sets = load_scenario(CASE), invented_sets()
    held = play_held(case, seed=1, replications=range(3), holders={"LUM": Silent}, parameters=sets)
    plain = play_batch(prepare(case, sets), seed=1, replications=range(3))
    assert [bits(held, row) for row in range(3)] == [bits(plain, row) for row in range(3)]


def test_a_log_is_played_again_without_the_table() -> None:
    sets = invented_sets()
    live = LiveNegotiation(CASE, replication=K, seats=("LUM",), parameters=sets)
    live.submit(SeatMove(seat="LUM", move="done"))
    live.advance()
    log = LiveLog.from_text(live.log.to_text())
    assert log.drawn == live.log.drawn
    assert log.is_of(load_scenario(CASE))
    again = LiveNegotiation.from_log(log, load_scenario(CASE))
    assert again.phase == live.phase
    assert again.play_out() == live.fork().play_out()
    assert live.undo().phase == "talks"
    assert live.fork(1).log.drawn == live.log.drawn


def test_a_log_without_a_drawn_set_does_not_speak_of_one() -> None:
    assert "drawn" not in LiveNegotiation(CASE, seats=("LUM",)).log.to_json()
