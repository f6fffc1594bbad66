"""Lists of fallbacks that are drawn: who has one names its next best wordings, and each replication keeps its own."""

import numpy as np
from numpy.testing import assert_array_equal

from simulation import load_scenario
from simulation.engine.batch import prepare
from simulation.state.tableau import Tableau
from simulation.training.beliefs import ListedTableau

CASE = load_scenario("first_hour")


def tableau(replications: int = 20) -> Tableau:
    return prepare(CASE).open(4, range(replications)).tableau


def drawn(share: float = 1.0) -> tuple[Tableau, ListedTableau]:
    plain, chance = tableau(), np.random.default_rng(3)
    listed = chance.random(plain.ideal.shape[:2]) < share
    return plain, ListedTableau.drawn(plain, listed, chance)


def test_a_list_names_the_one_or_two_wordings_that_come_next_to_the_favourite() -> None:
    plain, found = drawn()
    apart = np.abs(plain.option_position - plain.ideal[..., None])
    apart = np.where(plain.valid, apart, np.inf)
    on = np.isfinite(found.release)
    assert set(np.unique(on.sum(axis=3))) == {1, 2}
    nearest = np.take_along_axis(apart, apart.argsort(axis=3), axis=3)
    for place in range(1, 3):
        whose = on.sum(axis=3) == place
        assert_array_equal(np.where(on, apart, 0.0).max(axis=3)[whose], nearest[..., place][whose])
    assert not on[np.broadcast_to(~plain.valid, on.shape)].any()


def test_a_list_is_let_go_step_by_step_as_one_that_a_case_writes_out() -> None:
    _, found = drawn()
    on = np.isfinite(found.release)
    for length, steps in ((1, [1 / 2]), (2, [1 / 3, 2 / 3])):
        rows = found.release[on.sum(axis=3) == length]
        np.testing.assert_allclose(np.unique(rows[np.isfinite(rows)]), steps)


def test_whoever_is_not_on_a_list_keeps_what_the_case_says() -> None:
    plain, found = drawn(share=0.0)
    for row in range(20):
        assert_array_equal(found.release[row], plain.release)
        assert_array_equal(found.has_fallbacks[row], plain.has_fallbacks)


def test_a_part_of_the_replications_keeps_their_lists() -> None:
    _, found = drawn(share=0.5)
    part = found.take(np.array([7, 2]))
    assert_array_equal(part.release, found.release[[7, 2]])
    assert_array_equal(part.has_fallbacks, found.has_fallbacks[[7, 2]])
    assert_array_equal(part.flexibility, found.flexibility[[7, 2]])
