"""Rooms are cut in parts before a session, and lines of the floor are taken once; neither changes a result."""

import numpy as np

from simulation.engine.batch import Negotiation, play_batch, prepare, simulate_batch
from simulation.engine.room_parts import parts_of
from simulation.engine.round import play_round
from simulation.protocols.room import Room, Turn
from simulation.scenario.load import load_scenario

WTPF: Negotiation = prepare(load_scenario("wtpf13"))


def opened(number: int) -> Room:
    return WTPF.open(1, range(number))


def test_who_has_few_clauses_on_the_floor_is_played_apart_from_who_has_many() -> None:
    floor = np.array([1, 9] * 20)
    few, many = parts_of(opened(40), floor)
    assert few.rows.tolist() == list(range(0, 40, 2))
    assert many.rows.tolist() == list(range(1, 40, 2))


def test_a_cut_that_spares_little_is_not_made() -> None:
    assert len(parts_of(opened(40), np.array([1, 2] * 20))) == 1
    assert len(parts_of(opened(2), np.array([1, 9]))) == 1


def test_a_room_in_which_all_have_as_many_stays_whole() -> None:
    room = opened(40)
    assert parts_of(room, np.full(40, 9)) == [room]


def test_every_replication_is_in_one_part() -> None:
    floor = np.tile(np.arange(1, 10), 20)
    parts = parts_of(opened(180), floor)
    assert len(parts) > 2
    assert sorted(np.concatenate([part.rows for part in parts]).tolist()) == list(range(180))


def test_in_stock_taking_the_floor_holds_all_that_is_left_and_before_the_usual_two() -> None:
    room = opened(2)
    assert WTPF.protocol.floor(room).tolist() == [2, 2]
    room.state.is_clean[1, :5] = True
    room.state.session = 17
    assert WTPF.protocol.floor(room).tolist() == [9, 4]


def test_replications_played_in_parts_end_as_those_played_alone() -> None:
    case = load_scenario("wtpf13")
    together = simulate_batch(case, seed=2, replications=range(64))
    for replication in (0, 17, 63):
        alone = simulate_batch(case, seed=2, replications=[replication])
        np.testing.assert_array_equal(together.result.option[replication], alone.result.option[0])
        np.testing.assert_array_equal(together.result.margin[replication], alone.result.margin[0])
        np.testing.assert_array_equal(together.brackets[replication], alone.brackets[0])


def test_what_is_kept_of_the_floor_is_what_stands_there() -> None:
    room = opened(3)
    turn = play_round(WTPF.scenario, WTPF.protocol, room)
    gain = room.state.gain
    expected = np.stack([gain[r][:, turn.opened[r]].swapaxes(0, 1) for r in range(3)])
    np.testing.assert_array_equal(turn.on(gain), expected)
    np.testing.assert_array_equal(turn.kept(gain), expected)
    assert turn.kept(gain) is turn.kept(gain)
    turn.opened = turn.opened[:, ::-1].copy()
    np.testing.assert_array_equal(turn.kept(gain), expected[:, ::-1])


class Reaches:
    """Keeps how far everybody would go, session by session, of the first replication of a room."""

    def __init__(self, room: Room) -> None:
        del room
        self.seen = list[np.ndarray]()

    def note(self, room: Room, turn: Turn) -> None:
        del turn
        self.seen += [reach.copy() for reach in room.state.reach[room.rows == 0]]


def test_who_watches_a_batch_sees_how_far_everybody_would_go() -> None:
    watchers = list[Reaches]()

    def watch(room: Room) -> Reaches:
        watchers.append(Reaches(room))
        return watchers[-1]

    play_batch(WTPF, seed=1, replications=range(3), watch=watch)
    room, alone = opened(1), list[np.ndarray]()
    while not room.state.is_over.all():
        play_round(WTPF.scenario, WTPF.protocol, room)
        alone.append(room.state.reach[0].copy())
    np.testing.assert_array_equal(watchers[0].seen, alone)
    assert not np.array_equal(alone[0], alone[-1])
