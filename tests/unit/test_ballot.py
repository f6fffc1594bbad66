"""The ballot: what decides in the conference, sure and as chances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.engine.batch import prepare
from simulation.engine.round import play_round
from simulation.engine.simulate import load_scenario
from simulation.protocols.conference import ballot
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.poll import SIGNATURES, STANDS, VOTES
from simulation.protocols.result import Result
from simulation.protocols.room import Room

MARGINS = st.lists(st.floats(-2, 2), min_size=1, max_size=6).map(np.array)


@given(margin=MARGINS, price=st.floats(0, 1), noise=st.floats(0, 1))
def test_chances_add_up_to_one_and_none_is_below_nought(
    margin: np.ndarray, price: float, noise: float
) -> None:
    found = ballot.chances(margin, np.zeros(margin.shape, bool), price, noise=noise)
    parts = np.stack([found.willing, found.silent, found.statement, found.objects])
    assert_allclose(parts.sum(axis=0), 1.0)
    assert (parts >= -1e-12).all()


def test_without_noise_what_is_worth_nothing_less_than_no_text_is_voted_for() -> None:
    margin = np.array([0.1, 0.0, -0.04, -0.08, -0.2])
    found = ballot.chances(margin, np.zeros(5, bool), 0.1, noise=0.0)
    assert_array_equal(found.willing, [1, 1, 0, 0, 0])
    assert_array_equal(found.silent, [0, 0, 1, 0, 0])
    assert_array_equal(found.statement, [0, 0, 0, 1, 0])
    assert_array_equal(found.objects, [0, 0, 0, 0, 1])


def test_little_noise_is_nearly_none() -> None:
    margin, red = np.array([0.3, -0.05, -0.3, 0.3]), np.array([False, False, False, True])
    sure = ballot.chances(margin, red, 0.1, noise=0.0)
    nearly = ballot.chances(margin, red, 0.1, noise=1e-3)
    assert_allclose(nearly.willing, sure.willing, atol=1e-9)
    assert_allclose(nearly.objects, sure.objects, atol=1e-9)


def test_half_of_those_at_the_edge_are_willing_and_the_rest_is_an_ordered_logit() -> None:
    found = ballot.chances(np.zeros(1), np.zeros(1, bool), 0.2, noise=0.1)
    # 1 / (1 + e^2): the logistic function two units of noise beyond the edge.
    assert_allclose(
        [found.willing[0], found.abstains[0], found.objects[0]], [0.5, 0.3807971, 0.1192029], atol=1e-7
    )


def test_noise_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="not below 0"):
        ballot.chances(np.zeros(1), np.zeros(1, bool), 0.1, noise=-0.1)


def ended(name: str, **overrides: object) -> list[tuple[Conference, Room, Result]]:
    """Return rooms as their last session left them, and what came of them."""
    scenario = load_scenario(name, overrides=overrides)
    negotiation = prepare(scenario)
    conference = negotiation.protocol
    assert isinstance(conference, Conference)
    room, left = negotiation.open(3, range(6)), []
    while len(room.rows):
        play_round(scenario, conference, room)
        if room.state.is_over.any():
            done, room = room.take(room.state.is_over), room.take(~room.state.is_over)
            left.append((conference, done, conference.close(done)))
    return left


@pytest.mark.parametrize(
    ("name", "overrides"),
    [
        ("wtpf13_training", {"forum.decision": "{rule: simple_majority}", "forum.signing": True}),
        ("wtpf13_training", {"forum.decision": "{rule: rough_consensus}", "forum.signing": True}),
        ("first_hour", {"forum.signing": True}),
        ("worked_isolation", {"forum.signing": True}),
    ],
)
def test_without_noise_the_poll_of_an_adopted_text_is_how_it_was_adopted(
    name: str, overrides: dict[str, object]
) -> None:
    adopted = 0
    for conference, room, result in ended(name, **overrides):
        polled = conference.poll(room, result.option, noise=0.0)
        for row in np.flatnonzero((result.option >= 0).any(axis=1)).tolist():
            adopted += 1
            codes, found = (VOTES, polled.vote) if result.voted[row] else (STANDS, polled.stand)
            assert_array_equal(said(codes, found[row]), result.joins[row])
            if not result.voted[row]:
                assert_array_equal(said(SIGNATURES, polled.signature[row]), result.signature[row])
    assert adopted


def said(codes: tuple[int, ...], chances: np.ndarray) -> np.ndarray:
    """Return what everybody says for certain; -1 for who takes no part."""
    assert set(np.unique(chances)) <= {0.0, 1.0}
    return np.where(chances.any(axis=1), np.array(codes)[chances.argmax(axis=1)], -1)


def test_noise_moves_a_poll_towards_the_middle_and_knowledge_to_its_side() -> None:
    conference, room, _ = ended("first_hour")[-1]
    text = room.state.table
    sure, vague = (conference.poll(room, text, noise=noise).vote[..., 0] for noise in (0.0, 0.5))
    decide = room.tableau.decide
    assert (np.abs(vague - 0.5) <= np.abs(sure - 0.5) + 1e-12)[:, decide].all()
    told = conference.poll(room, text, noise=0.5, known=np.full(len(decide), 0.3)).vote[..., 0]
    assert (told[:, decide] >= vague[:, decide]).all()
    assert (told[:, decide] > vague[:, decide]).any()
