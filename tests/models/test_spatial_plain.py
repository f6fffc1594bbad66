"""The fast forms of the Spatial Model of Politics give what its formulas give, contest by contest."""

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.models.spatial.risk_attitudes import distances
from simulation.models.spatial.votes import strengths
from tests.models import plain_spatial
from tests.models.spatial_cases import EXAMPLES, Case, cases


def assert_challenges_are_plain(case: Case, pairs: Iterable[tuple[int, int]]) -> None:
    table = case.table
    distance = distances(table, table.position)
    attitude, found = case.attitude, case.challenges()
    for i, j in pairs:
        expected = plain_spatial.challenge(
            i,
            j,
            distance=distance,
            attitude=attitude,
            capability=case.capability,
            care=table.care,
        )
        assert_allclose((found[0][i, j], found[1][i, j]), expected, atol=1e-11)


@settings(max_examples=60)
@given(case=cases(plain=True))
def test_challenges_are_what_the_formulas_give_contest_by_contest(case: Case) -> None:
    n = len(case.position)
    assert_challenges_are_plain(case, [(i, j) for i in range(n) for j in range(n) if i != j])


@pytest.mark.parametrize("n", [60, 280])
def test_large_rooms_are_weighed_in_parts_with_the_same_result(n: int) -> None:
    rng = np.random.default_rng(n)
    case = Case(rng.random((n, 3)), rng.uniform(0.05, 1, (n, 3)) / 3, rng.uniform(0.1, 1, n))
    ends = [0, 1, n // 2, n - 2, n - 1]
    assert_challenges_are_plain(case, [(i, j) for i in ends for j in ends if i != j])


@EXAMPLES
@given(seed=st.integers(0, 2**32 - 1))
def test_strengths_are_what_the_votes_of_all_add_up_to(seed: int) -> None:
    rng = np.random.default_rng(seed)
    capability, worths = rng.uniform(0, 1, 6), rng.random((6, 5))
    expected = plain_spatial.strengths(capability, worths)
    assert_allclose(strengths(capability, worths), expected, atol=1e-13)
