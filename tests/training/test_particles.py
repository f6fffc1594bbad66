"""Which drawn instructions and moods fit together: shares that can be worked out by hand."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray
from simulation.protocols.conference.concede import mood_of
from simulation.state.draws import Draws
from simulation.training.explained import GRID, mood_at
from simulation.training.particles import Moods, pick

MOODS = Moods(0.17)
FUTURES = 4000


def alike(fit: FloatArray) -> FloatArray:
    """Return that all drawings are as likely in the one kind of room there is."""
    return np.zeros((1, fit.shape[0], fit.shape[2]))


def chance() -> np.random.Generator:
    return np.random.default_rng(5)


def test_a_drawing_that_explains_nine_times_as_well_is_taken_nine_times_as_often() -> None:
    fit = np.zeros((2, 1, 2, GRID))
    fit[0, 0, 1] = np.log(9.0)
    picked = pick(fit, MOODS, lean=alike(fit), futures=FUTURES, chance=chance())
    share = (picked.drawing == 1).mean(axis=0)
    assert_allclose(share, [0.9, 0.5], atol=0.03)


def test_what_explains_nothing_of_any_mood_leaves_moods_as_they_are_believed_before() -> None:
    fit = np.zeros((3, 4, 5, GRID))
    picked = pick(fit, MOODS, lean=alike(fit), futures=FUTURES, chance=chance())
    uniform = np.random.default_rng(7).random((FUTURES, 1, 5))
    empty = np.empty((FUTURES, 0))
    draws = Draws(
        talk=empty,
        floor=empty,
        platform=empty,
        tie=empty,
        chair_talk=empty,
        mood=uniform,
        capital=empty,
        persuade=empty,
    )
    before = mood_of(draws, 0.17)
    assert picked.mood.mean() == pytest.approx(0.0, abs=0.01)
    assert picked.mood.std() == pytest.approx(before.std(), rel=0.05)
    # Half of it is of the whole room, so clauses go together.
    assert np.corrcoef(picked.mood[:, 0], picked.mood[:, 1])[0, 1] == pytest.approx(0.5, abs=0.06)


def test_a_clause_on_which_much_was_accepted_tells_of_the_mood_of_the_others_too() -> None:
    fit = np.zeros((2, 3, 4, GRID))
    fit[:, 0] = 20.0 * mood_at(
        MOODS.top
    )  # the better the mood, the better it explains what was said on the first
    mood = pick(fit, MOODS, lean=alike(fit), futures=FUTURES, chance=chance()).mood.mean(axis=0)
    assert mood[0] > 0.2
    assert mood[1:].min() > 0.05
    assert mood[0] > mood[1:].max() + 0.05


def test_instructions_and_moods_that_fit_only_together_are_taken_together() -> None:
    # The first drawing explains what was said in a good mood, the second in a bad one, and neither else.
    fit = np.full((1, 1, 2, GRID), -12.0)
    fit[0, 0, 0, GRID // 2 + 3 :] = 0.0
    fit[0, 0, 1, : GRID // 2 - 2] = 0.0
    picked = pick(fit, MOODS, lean=alike(fit), futures=FUTURES, chance=chance())
    assert ((picked.drawing[:, 0] == 0) == (picked.mood[:, 0] > 0.0)).mean() > 0.98


def test_where_nothing_but_instructions_decides_there_is_no_mood() -> None:
    fit = np.zeros((2, 2, 3, GRID))
    picked = pick(fit, Moods(0.0), lean=alike(fit), futures=50, chance=chance())
    assert not picked.mood.any()


def test_who_lets_go_early_makes_the_others_likelier_to_do_so_as_rooms_are_quick_or_slow() -> None:
    # Two kinds of room: in the first nine of ten go early (drawing 0), in the second one of ten.
    lean = np.log(np.repeat(np.array([[0.9, 0.1], [0.1, 0.9]])[:, None], 3, axis=1))
    fit = np.zeros((3, 1, 2, GRID))
    fit[0, 0, 1] = -20.0  # what the first said, only drawing 0 explains
    early = (pick(fit, MOODS, lean=lean, futures=FUTURES, chance=chance()).drawing == 0).mean(axis=0)
    assert_allclose(early, [1.0, 0.82, 0.82], atol=0.03)  # .9 x .9 + .1 x .1
