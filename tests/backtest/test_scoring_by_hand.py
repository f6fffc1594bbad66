"""What a back-test tells of a model, against the forecasts and outcomes themselves, in plain Python."""

from collections.abc import Sequence
from dataclasses import replace
from math import log
from statistics import fmean, stdev

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.evidence.backtest import grouped, models
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.forecast_score import Forecasts, ModelScore
from simulation.evidence.backtest.outcome_layer_fit import fit_shipped
from simulation.evidence.backtest.run_backtest import FOLDS, Backtest, run_backtest
from simulation.models import outcome_layer


def told(ran: Backtest, key: str, capability: str) -> tuple[Forecasts, ModelScore]:
    (made,) = [one for one in ran.forecasts if one.key == (key, capability)]
    row = ran.of(key, capability)
    assert row is not None
    return made, row


def reached(p: Sequence[float], share: float) -> int:
    """Return the first mark at or below which so much of the probability lies."""
    total = 0.0
    for mark, each in enumerate(p):
        total += each
        if total >= share - 1e-9:
            return mark
    return len(p) - 1


def by_hand(p: Sequence[float], outcome: int) -> dict[str, float]:
    """Return the scores of one forecast."""
    below = [sum(p[: mark + 1]) for mark in range(101)]
    right = sum(each for mark, each in enumerate(p) if (mark + 5) // 10 == (outcome + 5) // 10)
    begin, end = below[outcome] - p[outcome], below[outcome]

    def inside(low: float, high: float) -> float:
        if p[outcome] == 0:
            return float(low <= begin <= high)
        return max(min(end, high) - max(begin, low), 0.0) / p[outcome]

    return {
        "crps": sum((each - (outcome <= mark)) ** 2 for mark, each in enumerate(below)),
        "log": -log(0.98 * p[outcome] + 0.02 / 101),
        "log_bins": -log(0.98 * right + 0.02 / 11),
        "pit_50": inside(0.25, 0.75),
        "pit_80": inside(0.1, 0.9),
        "plain_80": float(reached(p, 0.1) <= outcome <= reached(p, 0.9)),
        "width_80": float(reached(p, 0.9) - reached(p, 0.1)),
    }


@pytest.mark.parametrize("capability", ["equal", "gdp"])
def test_every_score_is_the_mean_of_sums_by_hand(ran: Backtest, invented: Decisions, capability: str) -> None:
    made, row = told(ran, "marks_3", capability)
    assert made.probability is not None
    each = [
        by_hand(p, round(y))
        for p, y in zip(made.probability.tolist(), invented.outcome.tolist(), strict=True)
    ]
    for name in each[0]:
        assert row.proper[name].value == pytest.approx(fmean(one[name] for one in each)), name
    medians = [reached(p, 0.5) for p in made.probability.tolist()]
    assert made.point.tolist() == medians
    errors = [abs(a - b) for a, b in zip(medians, invented.outcome.tolist(), strict=True)]
    assert row.error.value == pytest.approx(fmean(errors))


@pytest.mark.parametrize("capability", ["equal", "gdp"])
def test_differences_are_to_the_mean_and_to_scaled_errors_under_the_same_capability(
    ran: Backtest, capability: str
) -> None:
    mean, scaled = told(ran, "mean", capability)[1], told(ran, "mean_scaled", capability)[1]
    for key in ("median", "marks_3"):
        row = told(ran, key, capability)[1]
        assert row.beyond_mean is not None
        assert row.beyond_mean.value == pytest.approx(row.error.value - mean.error.value)
    marks_3 = told(ran, "marks_3", capability)[1]
    assert marks_3.beyond_scaled is not None
    assert marks_3.beyond_scaled.value == pytest.approx(
        marks_3.proper["crps"].value - scaled.proper["crps"].value
    )


def test_a_distribution_is_learned_from_all_other_folds_under_its_own_capability(
    ran: Backtest, invented: Decisions
) -> None:
    fold = grouped.folds(grouped.groups(invented.proposal), 1, 10)
    for capability in ("equal", "gdp"):
        made, _ = told(ran, "marks_3", capability)
        assert made.probability is not None
        for number in (0, 7):
            known, asked = invented.only(np.flatnonzero(fold != number)), np.flatnonzero(fold == number)
            fitted = outcome_layer.fit(
                known.position,
                known.capability[capability] * known.salience,
                known.outcome,
                terms=outcome_layer.BASIC,
            )
            influence = invented.capability[capability] * invented.salience
            assert_allclose(
                made.probability[asked],
                outcome_layer.probabilities(invented.position[asked], influence[asked], coefficients=fitted),
            )
    assert FOLDS == 10


def test_errors_are_told_by_procedure_and_by_size_of_the_room(ran: Backtest, invented: Decisions) -> None:
    made, row = told(ran, "mean", "gdp")
    error = np.abs(made.point - invented.outcome).tolist()
    for name, part in row.by_procedure.items():
        some = [each for each, procedure in zip(error, invented.procedure, strict=True) if procedure == name]
        assert part.n == len(some)
        assert part.value == pytest.approx(fmean(some))
    assert len(row.by_procedure) > 1


@pytest.mark.parametrize(("room", "name"), [(10, "3-10"), (11, "11-17"), (17, "11-17"), (18, "18-")])
def test_rooms_are_told_apart_at_ten_and_at_seventeen(invented: Decisions, room: int, name: str) -> None:
    wide = replace(
        invented,
        delegations=tuple(f"d{place}" for place in range(room)),
        position=np.tile(np.linspace(0, 100, room), (18, 1)),
        salience=np.ones((18, room)),
        capability={"equal": np.ones((18, room))},
    )
    small = replace(
        invented.only(np.arange(18)),
        position=np.where(
            np.arange(18)[:, None] == 0, wide.position, np.where(np.arange(room) < 3, wide.position, np.nan)
        ),
        delegations=wide.delegations,
        salience=wide.salience,
        capability=wide.capability,
    )
    found = run_backtest(small, seed=1, points=models.POINT_MODELS[:1], spreads=()).of("mean", "equal")
    assert found is not None
    counts = {key: part.n for key, part in found.by_size.items()}
    assert counts == ({"3-10": 18} if name == "3-10" else {"3-10": 17, name: 1})
    alone = abs(50.0 - float(invented.outcome[0]))
    if name != "3-10":
        assert found.by_size[name].value == pytest.approx(alone)


def test_an_interval_leaves_a_fortieth_of_the_resamples_out_on_either_side() -> None:
    # Groups of unlike sizes: of each resample the mean of decisions, not the mean of the means of groups.
    sizes, values = (1, 5, 2, 8, 3, 4, 6, 1), (9.0, 1.0, 4.0, 0.0, 7.0, 2.0, 1.0, 8.0)
    group = np.repeat(np.arange(8), sizes)
    found = grouped.Resampled(group, seed=1).mean(np.repeat(values, sizes))
    drawn = np.random.default_rng(5).integers(8, size=(20_000, 8))
    means = (np.array(sizes) * values)[drawn].sum(axis=1) / np.array(sizes)[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    assert_allclose([found.low, found.high], [low, high], atol=0.12)
    assert found.level == 0.95
    assert found.value == pytest.approx(sum(s * v for s, v in zip(sizes, values, strict=True)) / sum(sizes))


def test_resamples_behind_standard_errors_draw_as_many_groups_as_there_are_with_replacement() -> None:
    group = np.array([0, 0, 1, 2, 2, 2])
    members = {0: (0, 1), 1: (2,), 2: (3, 4, 5)}
    rows = grouped.resampled_rows(group, seed=1, number=300)
    counted = []
    for row in rows:
        drawn = row.tolist()
        times = [drawn.count(places[0]) for places in members.values()]
        assert sorted(drawn) == sorted(
            place for one, often in zip(members.values(), times, strict=True) for place in one * often
        )
        assert sum(times) == 3
        counted.append(times)
    assert_allclose(np.mean(counted, axis=0), 1.0, atol=0.15)
    assert max(max(times) for times in counted) == 3


def test_folds_are_drawn_and_not_taken_in_the_order_of_the_table() -> None:
    fold = grouped.folds(np.arange(50), seed=1, number=10)
    assert any(len({*fold[start : start + 5].tolist()}) > 1 for start in range(0, 50, 5))
    assert fold.tolist() != [place % 10 for place in range(50)]


def test_a_standard_error_is_the_deviation_of_fits_to_resampled_proposals(invented: Decisions) -> None:
    (_, three) = fit_shipped(invented, seed=2, draws=2)
    group = grouped.groups(invented.proposal)

    def fitted(rows: np.ndarray) -> list[float]:
        some = invented.only(rows)
        found = outcome_layer.fit(
            some.position, some.influence("gdp"), some.outcome, terms=outcome_layer.BASIC
        )
        return [getattr(found, term) for term in outcome_layer.BASIC]

    draws = [fitted(rows) for rows in grouped.resampled_rows(group, 2, 2)]
    assert_allclose(three.standard_error, [stdev(each) for each in zip(*draws, strict=True)], rtol=1e-6)
    assert_allclose(three.fitted, fitted(np.arange(18)), rtol=1e-6)
    assert three.capability == "gdp"


def test_intervals_resample_proposals_and_those_of_differences_are_paired(
    ran: Backtest, invented: Decisions
) -> None:
    by_proposal = grouped.Resampled(grouped.groups(invented.proposal), 1)
    mean, median = told(ran, "mean", "gdp")[0], told(ran, "median", "gdp")
    errors = [np.abs(made.point - invented.outcome) for made in (mean, median[0])]
    assert median[1].error == by_proposal.mean(errors[1])
    assert median[1].beyond_mean == by_proposal.mean(errors[1] - errors[0])
    assert median[1].error != grouped.Resampled(np.arange(18), 1).mean(errors[1])
    made, row = told(ran, "marks_3", "gdp")
    scaled, _ = told(ran, "mean_scaled", "gdp")
    crps = [
        np.array(
            [
                by_hand(p, round(y))["crps"]
                for p, y in zip(each.tolist(), invented.outcome.tolist(), strict=True)
            ]
        )
        for each in (made.probability, scaled.probability)
        if each is not None
    ]
    paired = by_proposal.mean(crps[0] - crps[1])
    assert row.beyond_scaled is not None
    assert_allclose([row.beyond_scaled.low, row.beyond_scaled.high], [paired.low, paired.high])
