"""Sensitivity indices of functions whose indices are known."""

from itertools import combinations

import numpy as np
import pytest

from simulation.arrays import FloatArray
from simulation.study.factor import Factor
from simulation.study.sensitivity import morris_design, morris_indices, sobol_design, sobol_indices

ANGLES = tuple(Factor(key=f"x{k}", kind="continuous", low=-np.pi, high=np.pi) for k in (1, 2, 3))
ISHIGAMI = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0.0, 0.2437)}
"""First and total order for a = 7, b = 0.1: Ishigami and Homma 1990; Saltelli and others 2008, Global Sensitivity
Analysis: The Primer, section 4.
"""


def ishigami(x: FloatArray) -> FloatArray:
    """Return the function of Ishigami and Homma (1990)."""
    value: FloatArray = np.sin(x[:, 0]) * (1 + 0.1 * x[:, 2] ** 4) + 7 * np.sin(x[:, 1]) ** 2
    return value


def morris_1991(x: FloatArray) -> FloatArray:
    """Return the function of 20 inputs of Morris (1991, section 5), without its random small coefficients."""
    w = 2 * (x - 0.5)
    for k in (2, 4, 6):  # the third, fifth and seventh input
        w[:, k] = 2 * (1.1 * x[:, k] / (x[:, k] + 0.1) - 0.5)
    value: FloatArray = 20 * w[:, :10].sum(axis=1)
    for coefficient, inputs, order in ((-15, 6, 2), (-10, 5, 3), (5, 4, 4)):
        for together in combinations(range(inputs), order):
            value += coefficient * w[:, together].prod(axis=1)
    return value


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shares_of_variance_of_the_ishigami_function_lie_in_their_intervals(seed: int) -> None:
    design = sobol_design(ANGLES, 1024, seed=seed)
    found = sobol_indices(design, ishigami(design.values), seed=seed, level=0.99)
    for one in found.influences:
        first, total = ISHIGAMI[one.key]
        assert one.first.low <= first <= one.first.high
        assert one.total.low <= total <= one.total.high
        assert one.total.high - one.total.low < 0.25


def test_the_ranking_of_the_ishigami_function_is_settled() -> None:
    design = sobol_design(ANGLES, 1024, seed=1)
    found = sobol_indices(design, ishigami(design.values), seed=1).convergence
    assert found.settled
    assert found.stages[-1].ranking == ("x1", "x2", "x3")
    assert max(found.stages[-1].widths) < max(found.stages[0].widths)


def test_the_first_and_third_input_of_the_ishigami_function_work_together() -> None:
    design = sobol_design(ANGLES, 1024, seed=1, second_order=True)
    pairs = sobol_indices(design, ishigami(design.values), seed=1, level=0.99).pairs
    assert pairs[0].keys == ("x1", "x3")
    assert (
        pairs[0].share.low <= 0.2437 <= pairs[0].share.high
    )  # the only pair: total less first order of x1 and x3
    assert not any(pair.share.is_clear for pair in pairs[1:])


def test_shares_of_variance_are_those_of_salib() -> None:
    from SALib.analyze import sobol  # type: ignore[import-untyped] # it ships no types; a third of a second

    design = sobol_design(ANGLES, 256, seed=1, second_order=True)
    y = ishigami(design.values)
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
    theirs = sobol.analyze(problem, y, num_resamples=2, seed=1)
    ours = sobol_indices(design, y, seed=1)
    # SALib centres by the mean of all points, we by that of A and B: the total is the same, the rest nearly.
    np.testing.assert_allclose([one.total.value for one in ours.influences], theirs["ST"], rtol=1e-9)
    np.testing.assert_allclose([one.first.value for one in ours.influences], theirs["S1"], atol=0.02)


def test_elementary_effects_are_those_of_salib() -> None:
    from SALib.analyze import morris

    design = morris_design(ANGLES, 32, seed=1)
    y = ishigami(design.values)
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
    theirs = morris.analyze(problem, design.unit, y, num_resamples=2, seed=1)
    effects = morris_indices(design, y, seed=1).effects
    np.testing.assert_allclose([one.mu.value for one in effects], theirs["mu"], atol=1e-9)
    np.testing.assert_allclose([one.mu_star.value for one in effects], theirs["mu_star"], atol=1e-9)
    np.testing.assert_allclose([one.sigma for one in effects], theirs["sigma"], atol=1e-9)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_effects_of_a_linear_function_are_its_coefficients(seed: int) -> None:
    factors = (
        Factor(key="a", kind="continuous", low=0.0, high=2.0),
        Factor(key="b", kind="integer", low=1, high=7),
        Factor(key="c", kind="choices", choices=("5", "10", "15")),
        Factor(key="d", kind="choices", choices=("no", "yes")),
    )
    design = morris_design(factors, 6, seed=seed)
    effects = morris_indices(design, design.values @ np.array([3.0, -0.5, 0.2, 4.0]), seed=seed).effects
    # Coefficient times range: 3 x 2, -0.5 x 6, 0.2 x 10, 4 x 1.
    np.testing.assert_allclose([one.mu.value for one in effects], [6.0, -3.0, 2.0, 4.0], rtol=1e-5)
    np.testing.assert_allclose([one.mu_star.value for one in effects], [6.0, 3.0, 2.0, 4.0], rtol=1e-5)
    np.testing.assert_allclose([one.sigma for one in effects], 0.0, atol=1e-4)


def test_the_function_of_morris_has_ten_inputs_that_matter_and_ten_that_do_not() -> None:
    # Morris (1991, figure 1): inputs 1 to 10 matter, 8 to 10 by themselves only (no spread); 11 to 20 hardly at all.
    factors = tuple(Factor(key=f"x{k}", kind="continuous", low=0.0, high=1.0) for k in range(1, 21))
    design = morris_design(factors, 40, seed=1)
    effects = morris_indices(design, morris_1991(design.values), seed=1).effects
    assert [one.is_clear for one in effects] == [True] * 10 + [False] * 10
    np.testing.assert_allclose([one.mu.value for one in effects[7:10]], 40.0, rtol=1e-4)
    np.testing.assert_allclose([one.sigma for one in effects[7:10]], 0.0, atol=1e-2)
    assert all(one.sigma > 10 for one in effects[:6])
