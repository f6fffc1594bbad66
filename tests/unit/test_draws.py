"""Random streams are frozen: the same numbers for ever, and none that depend on another."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from simulation.engine.batch import prepare
from simulation.protocols.conference.consult import pick_partner
from simulation.rng import STREAMS, Streams
from simulation.state.draws import Draws
from simulation.state.tableau import Tableau
from tests.small_cases import Data, case, delegation

FIRST = {
    "uncertainty": 0.8815491373372915,
    "talk": 0.08663550109667073,
    "floor": 0.8540335896190759,
    "platform": 0.66515602949444,
    "tie": 0.6749535666600608,
    "chair_talk": 0.7628545050908427,
    "persuade": 0.9550052008275323,
    "detect": 0.8321131671887766,
    "spread": 0.4748545386188404,
    "room": 0.614955408087023,
    "design": 0.9588965441747811,
    "resample": 0.44655820519896916,
    "forecast": 0.3123283666215959,
    "model": 0.03769887398160032,
    "mood": 0.5827606767315312,
    "capital": 0.20114243966872225,
    "own_agent": 0.3835362524426261,
    "answer": 0.011304147885444538,
    "sponsor": 0.8583035911650322,
    "stage": 0.3023162478366145,
    "coding": 0.38795573644019177,
    "parameter_set": 0.24594782291425843,
    "instance": 0.5150218493313224,
    "rehearsal": 0.18343812285614236,
    "guess": 0.676407845497047,
}
"""First number of each stream for seed 1, replication 0."""


def draws(protocol: Data | None = None, *, rows: int = 2, seed: int = 1, **fields: object) -> Draws:
    seated = [delegation(f"d{k}", 0.5, blocs=["b0"]) for k in range(rows)]
    seated.append(delegation("p", 0.5, rights={"persuade": True}, seat=99))
    blocs = [{"key": "b0", "name": "b0"}]
    small = case(seated, protocol=protocol or {}, blocs=blocs, **fields)  # type: ignore[arg-type] # by name
    return prepare(small).open(seed, [0, 1]).draws


@pytest.mark.parametrize("stream", STREAMS)
def test_a_stream_gives_the_numbers_it_always_gave(stream: str) -> None:
    assert Streams(1).generator(stream, 0).random() == FIRST[stream]


def test_the_ids_of_streams_are_never_given_anew() -> None:
    ids = {
        "uncertainty": 0,
        "talk": 1,
        "floor": 2,
        "platform": 3,
        "tie": 4,
        "chair_talk": 5,
        "persuade": 6,
        "detect": 7,
        "spread": 8,
        "room": 9,
        "design": 10,
        "resample": 11,
    }
    assert ids.items() <= STREAMS.items()
    assert len(set(STREAMS.values())) == len(STREAMS)


def test_streams_seeds_and_replications_all_differ() -> None:
    numbers = {
        Streams(seed).generator(stream, replication).random()
        for seed in (1, 2)
        for stream in STREAMS
        for replication in (0, 1)
    }
    assert len(numbers) == 4 * len(STREAMS)


def test_every_number_is_drawn_in_advance_in_the_shape_of_its_use() -> None:
    made = draws(sessions=6)
    assert made.talk.shape == (2, 6, 3, 2)
    assert made.floor.shape == (2, 6, 3, 1)
    assert made.platform.shape == made.tie.shape == (2, 6, 1, 5)
    assert made.chair_talk.shape == (2, 6, 4)
    assert made.persuade.shape == (2, 6, 1, 2)
    assert made.capital.shape == (2, 1, 3)
    assert 0 < made.tie.max() < 1e-6


def test_there_are_numbers_for_sessions_that_the_chair_or_an_event_adds() -> None:
    later = [{"session": 1, "kind": "deadline", "note": "longer", "sessions": 9}]
    made = draws({"clock": {"extend": 2}}, sessions=6, events=later)
    assert made.talk.shape[1] == 11


@pytest.mark.parametrize(
    "protocol",
    [
        {"caucus": False},
        {"trade": False},
        {"clock": {"floor": 1}},
        {"consult": {"learn": 0.9}},
        {"coalesce": False},
    ],
)
def test_a_lever_leaves_the_numbers_as_they_are(protocol: Data) -> None:
    plain, other = draws(), draws(protocol)
    for name in ("talk", "floor", "platform", "tie", "chair_talk", "capital", "persuade"):
        assert_array_equal(getattr(plain, name), getattr(other, name))


def test_one_more_delegation_at_the_end_leaves_the_numbers_of_the_others() -> None:
    few, more = draws(rows=2), draws(rows=3)
    assert_array_equal(few.talk[:, :, :2], more.talk[:, :, :2])
    assert_array_equal(few.floor[:, :, :2], more.floor[:, :, :2])
    assert_array_equal(few.capital[:, :, :2], more.capital[:, :, :2])
    for name in ("platform", "tie", "chair_talk", "persuade"):
        assert_array_equal(getattr(few, name), getattr(more, name))


def test_a_longer_conference_extends_a_shorter_one() -> None:
    short, long = draws(sessions=4), draws(sessions=9)
    for name in ("talk", "floor", "platform", "tie", "chair_talk", "persuade"):
        assert_array_equal(getattr(short, name), getattr(long, name)[:, :4])


def test_one_more_talk_leaves_the_partners_of_the_others() -> None:
    few, more = draws({"consult": {"talks": 2}}), draws({"consult": {"talks": 3, "chair_talks": 6}})
    assert_array_equal(few.talk, more.talk[..., :2])
    assert_array_equal(few.persuade, more.persuade[..., :2])
    assert_array_equal(few.chair_talk, more.chair_talk[..., :4])


def test_one_more_delegation_leaves_what_the_others_are_drawn_to_want() -> None:
    def drawn(rows: int) -> Tableau:
        vague = {"low": 0.2, "mode": 0.5, "high": 0.9}
        seated = [delegation(f"d{k}", vague, red_line={"mean": 0.5, "sd": 0.1}) for k in range(rows)]
        return prepare(case(seated)).open(1, [0]).tableau

    few, more = drawn(2), drawn(3)
    assert_array_equal(few.ideal, more.ideal[:, :2])
    assert_array_equal(few.red_low, more.red_low[:, :2])
    assert len(set(more.ideal[0, :, 0])) == 3


def test_talks_go_to_partners_by_capability() -> None:
    weight = np.array([[1.0, 2.0, 1.0]])
    marks = [pick_partner(weight, np.full((1, 3), u), np.arange(3))[0].tolist() for u in (0.0, 0.5, 0.99)]
    assert marks == [[1, 0, 0], [1, 2, 1], [2, 2, 1]]


def test_nobody_talks_to_itself_or_to_those_without_a_voice() -> None:
    assert pick_partner(np.array([[1.0]]), np.array([[0.3]]), np.array([0])).tolist() == [[-1]]
    assert pick_partner(np.array([[1.0, 0.0]]), np.array([[0.3, 0.3]]), np.arange(2)).tolist() == [[-1, 0]]
