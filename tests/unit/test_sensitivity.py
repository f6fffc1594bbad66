"""Sensitivity analysis: the same seed gives the same bytes, noise is told from effects, and words say so."""

import sys
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from simulation.arrays import FloatArray
from simulation.errors import StudyError
from simulation.stats.interval import Estimate
from simulation.stats.resample import as_outcome, noise
from simulation.study.convergence import converge, stage
from simulation.study.design import Design
from simulation.study.factor import Factor
from simulation.study.kept_findings import written
from simulation.study.sensitivity import morris_design, morris_indices, sobol_design, sobol_indices
from simulation.study.sensitivity_indices import Outcome

ADOPTED = Outcome(about="whether the text is adopted", measure="the share adopted")
FACTORS = (
    Factor(key="sessions", kind="integer", low=5, high=20, label="the deadline"),
    Factor(key="isolation", kind="continuous", low=0.0, high=0.3),
    Factor(key="rule", kind="choices", choices=("consensus", "majority", "none")),
)


def runs(design: Design, n: int = 100) -> FloatArray:
    """Return runs that are adopted with the sessions, `(V, N)`; half of their chance is shared by all points."""
    x = design.values
    likely = 0.2 + 0.5 * (x[:, 0] - 5) / 15 + 0.1 * (x[:, 2] == 1)
    generator = np.random.default_rng(1)
    chance = 0.5 * generator.random(n) + 0.5 * generator.random((len(x), n))
    adopted: FloatArray = (chance < likely[:, None]).astype(np.float64)
    return adopted


def test_a_trajectory_moves_each_factor_once() -> None:
    design = morris_design(FACTORS, 6, seed=1)
    assert len(design.points) == 6 * 4
    moved = (np.diff(design.unit.reshape(6, 4, 3), axis=1) != 0).astype(int)
    assert moved.sum(axis=2).tolist() == [[1, 1, 1]] * 6
    assert moved.sum(axis=1).tolist() == [[1, 1, 1]] * 6


def test_trajectories_reach_both_ends_of_whole_numbers_and_choices() -> None:
    design = morris_design(FACTORS, 40, seed=1)
    assert {point["sessions"] for point in design.points} == {"5", "10", "15", "20"}
    assert {point["isolation"] for point in design.points} == {"0", "0.1", "0.2", "0.3"}
    assert {point["rule"] for point in design.points} == {"consensus", "majority", "none"}


@pytest.mark.parametrize("make", [morris_design, sobol_design])
def test_a_larger_design_begins_with_the_smaller(
    make: Callable[[Sequence[Factor], int, int], Design],
) -> None:
    small, large = make(FACTORS, 8, 5), make(FACTORS, 16, 5)
    assert large.points[: len(small.points)] == small.points


def test_the_same_seed_gives_the_same_bytes_whatever_the_global_state() -> None:
    def all_bytes() -> tuple[bytes, str]:
        screen, shares = morris_design(FACTORS, 8, seed=0), sobol_design(FACTORS, 16, seed=0)
        found = [
            morris_indices(screen, runs(screen), seed=0).to_plain(),
            sobol_indices(shares, runs(shares), seed=0).to_plain(),
        ]
        return screen.unit.tobytes() + shares.unit.tobytes(), written({"found": found})

    np.random.seed(1)  # noqa: NPY002 - the global state is what must not matter
    first = all_bytes()
    np.random.seed(2)  # noqa: NPY002
    assert all_bytes() == first


def test_an_analysis_leaves_the_global_state_as_it_was() -> None:
    np.random.seed(3)  # noqa: NPY002
    expected = np.random.random()  # noqa: NPY002
    np.random.seed(3)  # noqa: NPY002
    design = sobol_design(FACTORS, 16, seed=1)
    sobol_indices(design, runs(design), seed=1)
    morris_design(FACTORS, 4, seed=1)
    assert np.random.random() == expected  # noqa: NPY002


def test_another_seed_gives_other_points() -> None:
    assert morris_design(FACTORS, 8, seed=1).points != morris_design(FACTORS, 8, seed=2).points
    assert sobol_design(FACTORS, 8, seed=1).points != sobol_design(FACTORS, 8, seed=2).points


def test_the_sentence_says_what_matters_most_and_what_has_no_clear_effect() -> None:
    design = morris_design(FACTORS, 32, seed=3)
    found = morris_indices(design, runs(design), seed=1, outcome=ADOPTED)
    assert str(found.sentence).startswith(
        "What matters most for whether the text is adopted is the deadline: "
        "moving it over its range changes the share adopted by 0."
    )
    assert str(found.sentence).endswith("; isolation has no clear effect.")
    assert [effect.is_clear for effect in found.effects] == [True, False, True]
    assert found.effects[0].mu.low > 0


def test_choices_without_order_are_switched_in_words() -> None:
    rule = (Factor(key="rule", kind="choices", choices=("consensus", "majority"), label="the rule"),)
    design = morris_design(rule, 8, seed=1)
    found = morris_indices(design, design.values[:, 0] * 0.5, seed=1, outcome=ADOPTED)
    assert str(found.sentence) == (
        "The rule matters for whether the text is adopted: "
        "switching it changes the share adopted by 0.50 on average (0.50 to 0.50)."
    )


def test_factors_whose_intervals_overlap_are_not_told_apart_in_words() -> None:
    design = sobol_design(FACTORS[1:], 64, seed=1)
    y = design.unit[:, 0] + (design.values[:, 1] > 0) * 0.6
    words = str(sobol_indices(design, y, seed=1).sentence)
    assert words.startswith(
        "Isolation comes first for the outcome, but cannot be told apart from rule: it has a part in 5"
    )


def test_a_factor_that_is_not_told_apart_does_not_matter_less_too() -> None:
    factors = tuple(Factor(key=f"x{k}", kind="continuous", label=f"factor {k}") for k in range(5))
    design = morris_design(factors, 8, seed=1)
    words = str(morris_indices(design, design.unit.sum(axis=1), seed=1).sentence)
    assert words.startswith(
        "Factor 0 comes first for the outcome, but cannot be told apart from factor 1, factor 2, factor 3"
    )
    assert "less" not in words


def test_one_factor_alone_has_no_clear_effect_or_matters() -> None:
    design = morris_design(FACTORS[1:2], 8, seed=1)
    y = np.random.default_rng(5).random((len(design.points), 50))
    assert str(morris_indices(design, y, seed=1).sentence) == "Isolation has no clear effect on the outcome."


def test_shares_of_variance_that_nobody_can_use_are_not_ranked() -> None:
    design = sobol_design(FACTORS, 8, seed=1)
    y = design.unit[:, 0] * design.unit[:, 1] + (design.values[:, 2] > 0) * design.unit[:, 1]
    assert str(sobol_indices(design, y, seed=1).sentence) == (
        "The shares of variance for the outcome are not usable with 8 samples: take 128 or more."
    )


def test_pure_noise_has_no_clear_effect() -> None:
    design = sobol_design(FACTORS, 64, seed=1)
    y = np.random.default_rng(5).random((len(design.points), 50))
    found = sobol_indices(design, y, seed=1, outcome=ADOPTED)
    assert str(found.sentence) == (
        "No factor has a clear effect on whether the text is adopted: neither the deadline nor isolation nor rule."
    )
    assert str(found.convergence.sentence).startswith("Nothing to rank")
    assert (found.noise.of_means or 0) > 0.9


def test_too_few_replications_are_said_instead_of_a_finding() -> None:
    design = morris_design(FACTORS, 16, seed=1)
    found = morris_indices(design, runs(design, 5), seed=1, outcome=ADOPTED)
    assert str(found.sentence) == (
        "5 replications of each point are too few to tell an effect on whether the text is adopted from noise: "
        "take 6 or more."
    )
    assert not found.convergence.settled
    assert str(morris_indices(design, runs(design, 1), seed=1).sentence).startswith(
        "One replication of each point is too"
    )


def test_an_outcome_that_never_changes_is_no_error() -> None:
    screen, shares = morris_design(FACTORS, 4, seed=1), sobol_design(FACTORS, 8, seed=1, second_order=True)
    assert not any(e.is_clear for e in morris_indices(screen, np.full((16, 9), 0.3), seed=1).effects)
    found = sobol_indices(shares, np.full((64, 9), 0.3), seed=1)
    assert [one.total.value for one in found.influences] == [0.0, 0.0, 0.0]
    assert "0% of the variance between points" in str(found.noise.sentence)


def test_noise_is_the_variance_within_points_over_replications() -> None:
    # Two points with means 0 and 1; residuals +-1 that differ between the points: MS = 4 / (1 x 1), within = 2.
    y = np.array([[-1.0, 1.0], [2.0, 0.0]])
    assert noise(y).of_means == 1.0
    # Ten apart: between = 50, residual mean square 4 over 2 replications is 2 of 50.
    apart = noise(y + np.array([[0.0], [9.0]]))
    assert apart.of_means == pytest.approx(2 / 50)
    assert apart.of_runs == pytest.approx(2 / (2 + 48))


def test_what_a_replication_does_to_all_points_alike_is_no_noise_between_points() -> None:
    y = np.array([[0.0, 5.0, 9.0], [1.0, 6.0, 10.0]])
    assert noise(y).of_means == pytest.approx(0.0)
    assert (noise(y).of_runs or 0) > 0.9


def test_stages_are_nested_and_their_widths_are_told() -> None:
    design = sobol_design(FACTORS, 64, seed=3)
    y = runs(design)
    found = sobol_indices(design, y, seed=1).convergence
    assert [one.size for one in found.stages] == [16, 32, 64]
    alone = sobol_indices(sobol_design(FACTORS, 16, seed=3), y[: 16 * 5], seed=1)
    assert tuple(one.total.value for one in alone.influences) == found.stages[0].values
    assert found.stages[2].ranking[0] == "the deadline"


def test_a_ranking_that_changes_is_not_settled() -> None:
    def estimates(*values: float) -> list[Estimate]:
        return [Estimate(value=v, low=v - 0.1, high=v + 0.1, n=4) for v in values]

    names = ["a", "b", "c", "d"]
    half = stage(16, names, estimates(4, 3, 2, 1), [True, True, True, True])
    full = stage(32, names, estimates(4, 2, 3, 1), [True, True, True, False])
    assert str(converge([half, full], "samples").sentence) == (
        "Not settled: half the design (16 of 32 samples) puts a, b and c first, and the whole design a, c and b. "
        "The widest interval went from 0.2 to 0.2. Ask for more samples."
    )
    assert str(converge([half, half], "samples").sentence).startswith(
        "Settled: half the design (16 of 16 samples) ranks the first three factors in the same order"
    )
    assert converge([half], "samples").settled is False


@pytest.mark.parametrize(
    ("halves", "told"),
    [
        ((0.5, 1.0, 0.2), "Settled: half the design (16 of 32 samples) ranks the first two factors"),
        (
            (0.5, 1.2, 0.2),
            "Settled in order, not in size: half the design (16 of 32 samples) ranks the first two factors",
        ),
        (
            (0.5, 1.0, 9.0),
            "Settled: half the design (16 of 32 samples) ranks the first two factors",
        ),  # c is not clear
    ],
)
def test_sizes_have_settled_where_no_interval_of_the_first_is_wider_than_half_the_largest_index(
    halves: tuple[float, ...], told: str
) -> None:
    sizes = [
        Estimate(value=value, low=value - half, high=value + half, n=4)
        for value, half in zip((4.0, 2.0, 1.0), halves, strict=True)
    ]
    half, full = (stage(size, ["a", "b", "c"], sizes, [True, True, False]) for size in (16, 32))
    found = converge([half, full], "samples")
    assert str(found.sentence).startswith(told)
    assert (found.settled, found.is_order_settled) == (told.startswith("Settled: "), True)
    wide = "the widest of their intervals is 0.6 times the largest index; 0.5 is the most." in str(
        found.sentence
    )
    assert wide == (not found.settled)


def test_samples_of_a_sobol_design_are_a_power_of_two() -> None:
    with pytest.raises(StudyError, match=r"not 100\. Take 64 or 128\."):
        sobol_design(FACTORS, 100, seed=1)
    with pytest.raises(StudyError, match=r"not 0\. Take 2 or 4\."):
        sobol_design(FACTORS, 0, seed=1)


def test_too_large_a_design_says_what_to_do() -> None:
    with pytest.raises(
        StudyError, match=r"40,960 points, and 20,000 is the most: .* screen the factors with Morris"
    ):
        sobol_design(FACTORS, 8192, seed=1)
    with pytest.raises(StudyError, match="at least 2 trajectories, not 1"):
        morris_design(FACTORS, 1, seed=1)


def test_an_outcome_that_some_runs_lack_is_refused() -> None:
    y = np.ones((16, 9))
    y[3, 2] = np.nan
    with pytest.raises(StudyError, match="no value in some replications of 1 of 16 points"):
        morris_indices(morris_design(FACTORS, 4, seed=1), y, seed=1)
    with pytest.raises(ValueError, match="shape"):
        as_outcome(y, 17)


def test_a_design_of_another_method_is_refused() -> None:
    with pytest.raises(ValueError, match="a design of sobol, not of morris"):
        sobol_indices(morris_design(FACTORS, 4, seed=1), np.ones((16, 9)), seed=1)


def test_a_missing_library_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "SALib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(StudyError, match=r"SALib, which is not installed\. To add it: "):
        morris_design(FACTORS, 4, seed=1)
