"""Texts as rows of options: all of them where they are few, a sample with everybody's best where they are many."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.models import package_texts

SIZES = np.array([2, 3, 1])


def test_few_texts_are_all_listed_in_the_order_of_enumeration() -> None:
    generator = np.random.default_rng(1)
    listed = package_texts.texts_to_consider(np.zeros((2, 3, 3)), SIZES, generator=generator)
    assert_array_equal(listed, list(itertools.product(range(2), range(3), range(1))))
    assert package_texts.count_texts(SIZES) == 6
    assert generator.random() == np.random.default_rng(1).random()


def test_a_large_room_is_counted_and_not_listed() -> None:
    sizes = np.full(12, 8)
    gain = np.random.default_rng(2).random((30, 12, 8))
    status_quo = np.zeros((1, 12), dtype=np.int64)
    assert package_texts.count_texts(sizes) == 8**12
    found = package_texts.texts_to_consider(
        gain, sizes, generator=np.random.default_rng(3), always=status_quo, drawn=200
    )
    listed = set(map(tuple, found.tolist()))
    assert len(listed) == len(found) == 231
    assert tuple(status_quo[0]) in listed
    assert all(tuple(best) in listed for best in gain.argmax(axis=2).tolist())
    again = package_texts.texts_to_consider(
        gain, sizes, generator=np.random.default_rng(3), always=status_quo, drawn=200
    )
    assert_array_equal(found, again)


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), sizes=st.lists(st.integers(1, 4), min_size=1, max_size=4).map(np.array))
def test_a_text_is_worth_the_sum_of_its_options(seed: int, sizes: np.ndarray) -> None:
    generator = np.random.default_rng(seed)
    gain = generator.random((2, 3, len(sizes), 4))
    listed = package_texts.texts_to_consider(gain[0], sizes, generator=generator)
    value = package_texts.worth(gain, listed)
    for k, text in enumerate(listed):
        expected = sum(gain[:, :, issue, option] for issue, option in enumerate(text))
        assert_allclose(value[..., k], expected)
        assert_allclose(package_texts.worth(gain, text), expected)
    best = package_texts.best_texts(gain, sizes)
    for row, one in itertools.product(range(2), range(3)):
        assert_allclose(package_texts.worth(gain[row, one], best[row, one]), value[row, one].max())


@given(data=st.data(), sizes=st.lists(st.integers(1, 4), min_size=1, max_size=4).map(np.array))
def test_neighbours_are_all_texts_that_differ_in_one_option(data: st.DataObject, sizes: np.ndarray) -> None:
    text = np.array([data.draw(st.integers(0, size - 1)) for size in sizes])
    near = {
        other
        for other in itertools.product(*map(range, sizes.tolist()))
        if sum(a != b for a, b in zip(other, text, strict=True)) == 1
    }
    found = package_texts.neighbours(text, sizes)
    assert len(found) == len(near)
    assert set(map(tuple, found.tolist())) == near


def test_the_mean_text_takes_the_option_nearest_to_the_mean() -> None:
    place = np.array([[0.0, 50.0, 100.0], [0.0, 100.0, np.nan]])
    sizes = np.array([3, 2])
    ideal = np.array([[0.0, 0.0], [100.0, 100.0], [100.0, 0.0]])
    influence = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    # Issue 1: 66.7 is nearest to 50. Issue 2, for which nobody counts: 33.3 is nearest to 0.
    assert_array_equal(package_texts.mean_text(ideal, influence, np.nan_to_num(place), sizes), [1, 0])
    influence[:, 1] = [0.0, 5.0, 1.0]
    assert_array_equal(package_texts.mean_text(ideal, influence, np.nan_to_num(place), sizes), [1, 1])


def test_half_way_between_two_options_the_first_is_nearest() -> None:
    assert package_texts.nearest_options(
        np.array([25.0]), np.array([[0.0, 50.0]]), np.array([2])
    ).tolist() == [0]
