"""The fast forms of the Spatial Model of Politics give what its formulas give, contest by contest."""

from collections.abc import Iterable
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.models.spatial import SMP, SpatialOptions
from simulation.models.spatial.challenges import challenges
from simulation.models.spatial.choices import VotingRule
from simulation.models.spatial.views import attitudes, distances
from simulation.models.spatial.votes import strengths
from tests.models import plain_spatial
from tests.models.spatial_cases import EXAMPLES, Case, cases, options


def assert_challenges_are_plain(case: Case, choice: SpatialOptions, pairs: Iterable[tuple[int, int]]) -> None:
    table = case.table
    distance = distances(table, table.position)
    attitude = attitudes(table, distance, choice)
    found = challenges(table, distance, attitude, choice)
    for i, j in pairs:
        expected = plain_spatial.challenge(
            i,
            j,
            distance=distance,
            attitude=attitude,
            capability=case.capability,
            care=table.care,
            options=choice,
        )
        assert_allclose((found[0][i, j], found[1][i, j]), expected, atol=1e-11)


@settings(max_examples=60)
@given(case=cases(plain=True), choice=options())
def test_challenges_are_what_the_formulas_give_contest_by_contest(case: Case, choice: SpatialOptions) -> None:
    n = len(case.position)
    assert_challenges_are_plain(case, choice, [(i, j) for i in range(n) for j in range(n) if i != j])


@pytest.mark.parametrize("n", [60, 280])
def test_large_rooms_are_weighed_in_parts_with_the_same_result(n: int) -> None:
    rng = np.random.default_rng(n)
    case = Case(rng.random((n, 3)), rng.uniform(0.05, 1, (n, 3)) / 3, rng.uniform(0.1, 1, n))
    ends = [0, 1, n // 2, n - 2, n - 1]
    assert_challenges_are_plain(case, SMP, [(i, j) for i in ends for j in ends if i != j])


@EXAMPLES
@given(seed=st.integers(0, 2**32 - 1), voting=st.sampled_from(get_args(VotingRule.__value__)))
def test_strengths_are_what_the_votes_of_all_add_up_to(seed: int, voting: VotingRule) -> None:
    rng = np.random.default_rng(seed)
    capability, worths = rng.uniform(0, 1, 6), rng.random((6, 5))
    expected = plain_spatial.strengths(voting, capability, worths)
    assert_allclose(strengths(voting, capability, worths), expected, atol=1e-13)
