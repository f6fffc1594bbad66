"""Every model of the back-test on small invented rooms, against sums written out in plain Python."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import exp, log, sqrt

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray
from simulation.evidence.backtest import models
from simulation.evidence.backtest.decisions import Decisions
from simulation.models import outcome_layer
from simulation.models.challenge import challenge_round
from simulation.models.challenge_rules import preset
from simulation.models.challenge_run import play_challenge
from simulation.models.exchange import exchange_round
from simulation.models.spatial import spatial_run

BY_KEY = {model.key: model for model in (*models.POINT_MODELS, *models.SPREAD_MODELS)}
POSITIONS = ((0.0, 100.0, 40.0), (20.0, 30.0, 90.0), (60.0, 60.0, 61.0), (0.0, 0.0, 100.0))
SALIENCES = ((0.5, 1.0, 1.0), (0.8, 0.2, 0.5), (1.0, 0.5, 0.25), (0.6, 0.4, 0.3))
CAPABILITY = (1.0, 0.5, 0.25)
OUTCOMES = (40.0, 75.0, 61.0, 0.0)


def table(rows: slice = slice(None)) -> Decisions:
    """Return some of four decisions of our own making, of three delegations each."""
    position = np.array(POSITIONS[rows])
    n = len(position)
    return Decisions(
        proposal=tuple(f"p{row}" for row in range(n)),
        issue=tuple(f"i{row}" for row in range(n)),
        procedure=("",) * n,
        rule=("",) * n,
        reference=np.full(n, np.nan),
        delegations=("EP", "B", "C"),
        position=position,
        salience=np.array(SALIENCES[rows]),
        outcome=np.array(OUTCOMES[rows]),
        capability={"equal": np.ones((n, 3)), "gdp": np.tile(CAPABILITY, (n, 1))},
        left_out={},
    )


def mean_and_spread(row: int) -> tuple[float, float]:
    """Return the mean of a room by capability times salience, and the standard deviation about it."""
    power = [c * s for c, s in zip(CAPABILITY, SALIENCES[row], strict=True)]
    pairs = list(zip(POSITIONS[row], power, strict=True))
    mean = sum(x * w for x, w in pairs) / sum(power)
    return mean, sqrt(sum(w * (x - mean) ** 2 for x, w in pairs) / sum(power))


def heights(values: Sequence[float]) -> list[float]:
    counts = Counter(min(max(round(value), 0), 100) for value in values)
    return [counts[mark] / len(values) for mark in range(101)]


def forecast(key: str, known: Decisions, asked: Decisions) -> FloatArray:
    model = BY_KEY[key]
    assert isinstance(model, models.SpreadModel)
    return model.learn(known, "gdp")(asked, "gdp")


def test_errors_of_the_mean_are_put_around_the_mean_as_large_as_they_were() -> None:
    errors = [OUTCOMES[row] - mean_and_spread(row)[0] for row in range(3)]
    found = forecast("mean_pooled", table(slice(3)), table(slice(3, 4)))
    assert_allclose(found[0], heights([mean_and_spread(3)[0] + error for error in errors]))


def test_scaled_errors_are_as_many_spreads_of_the_room_as_they_were() -> None:
    # The third room stands within a point: its spread counts as one point.
    spreads = [max(mean_and_spread(row)[1], 1.0) for row in range(4)]
    assert spreads[2] == 1.0
    units = [(OUTCOMES[row] - mean_and_spread(row)[0]) / spreads[row] for row in range(3)]
    found = forecast("mean_scaled", table(slice(3)), table(slice(3, 4)))
    assert_allclose(found[0], heights([mean_and_spread(3)[0] + spreads[3] * unit for unit in units]))


def test_the_spread_of_a_room_does_not_count_who_is_not_there() -> None:
    known, asked = table(slice(3)), table(slice(3, 4))
    one_more = replace(
        asked,
        delegations=(*asked.delegations, "D"),
        position=np.append(asked.position, [[np.nan]], axis=1),
        salience=np.append(asked.salience, [[0.0]], axis=1),
        capability={key: np.append(value, [[1.0]], axis=1) for key, value in asked.capability.items()},
    )
    assert_allclose(forecast("mean_scaled", known, one_more), forecast("mean_scaled", known, asked))


def test_climatology_is_how_often_each_mark_was_decided_on() -> None:
    assert_allclose(forecast("climatology", table(slice(3)), table(slice(3, 4)))[0], heights(OUTCOMES[:3]))


def gradient(theta: Sequence[float], terms: Sequence[str]) -> list[float]:
    """Return by how much the log likelihood of the four decisions rises with each coefficient."""
    found = [0.0] * len(terms)
    for row, outcome in enumerate(OUTCOMES):
        mean = mean_and_spread(row)[0]
        power = [c * s for c, s in zip(CAPABILITY, SALIENCES[row], strict=True)]
        traits = []
        for mark in range(101):
            share = sum(w for x, w in zip(POSITIONS[row], power, strict=True) if x == mark) / sum(power)
            every = {
                "distance": -abs(mark - mean) / 25,
                "occupied": float(share > 0),
                "share": share,
                "zero": float(mark == 0),
                "hundred": float(mark == 100),
                "fifty": float(mark == 50),
                "tens": float(mark % 10 == 0),
                "fives": float(mark % 5 == 0),
            }
            traits.append([every[term] for term in terms])
        raised = [exp(sum(t * k for t, k in zip(theta, each, strict=True))) for each in traits]
        for place in range(len(terms)):
            expected = sum(r * each[place] for r, each in zip(raised, traits, strict=True)) / sum(raised)
            found[place] += traits[int(outcome)][place] - expected
    return found


@pytest.mark.parametrize("key", ["marks_3", "marks_8"])
def test_a_fit_ends_where_likelihood_rises_as_fast_as_three_times_the_coefficients_cost(key: str) -> None:
    # Specification: sum ln p(y) - (3/2) |theta|^2, so that at the top the gradient is 3 theta.
    terms = outcome_layer.BASIC if key == "marks_3" else outcome_layer.TERMS
    fitted = outcome_layer.fit(
        np.array(POSITIONS), np.array(SALIENCES) * CAPABILITY, np.array(OUTCOMES), terms=terms
    )
    theta = [getattr(fitted, term) for term in terms]
    assert_allclose(gradient(theta, terms), [3 * value for value in theta], atol=1e-4)
    assert max(map(abs, theta)) > 0.3
    asked = table(slice(1))
    by_hand = outcome_layer.probabilities(asked.position, asked.influence("gdp"), coefficients=fitted)
    assert_allclose(forecast(key, table(), asked), by_hand)


def test_the_parliament_is_a_mark_of_its_own_that_a_fit_learns_from() -> None:
    always = replace(table(), outcome=np.array([0.0, 20.0, 60.0, 0.0]))  # where the Parliament stands
    plain, led = (forecast(key, always, table(slice(1, 2)))[0] for key in ("marks_8", "marks_8_parliament"))
    assert led[20] > plain[20] + 0.05
    theta = outcome_layer.fit_terms(
        np.concatenate(
            [
                outcome_layer.features(always.position, always.influence("gdp")),
                (np.array([0, 20, 60, 0])[:, None] == outcome_layer.GRID)[..., None],
            ],
            axis=-1,
        ),
        np.array([0, 20, 60, 0]),
    )
    eta = outcome_layer.features(table().position, table().influence("gdp"))[1] @ theta[:8]
    eta[20] += theta[8]
    assert_allclose(led, np.exp(eta) / np.exp(eta).sum())


def test_a_parliament_that_takes_no_part_is_no_mark() -> None:
    asked = table(slice(1))
    absent = replace(asked, position=np.array([[np.nan, 100.0, 40.0]]), salience=np.array([[0.0, 1.0, 1.0]]))
    known = replace(table(), outcome=np.array([0.0, 20.0, 60.0, 0.0]))
    traits = outcome_layer.features(known.position, known.influence("gdp"))
    parliament = (known.position[:, 0][:, None] == outcome_layer.GRID)[..., None]
    theta = outcome_layer.fit_terms(
        np.concatenate([traits, parliament], axis=-1), known.outcome.astype(np.int64)
    )
    without = outcome_layer.features(absent.position, absent.influence("gdp")) @ theta[:8]
    expected = np.exp(without) / np.exp(without).sum(axis=1, keepdims=True)
    assert_allclose(forecast("marks_8_parliament", known, absent), expected)


CROWD = (
    np.array([0.0, 20.0, 55.0, 80.0, 100.0]),
    np.array([1.0, 0.4, 0.7, 0.5, 0.9]),
    np.array([0.9, 0.6, 0.3, 0.8, 0.5]),
)
READINGS = {
    "challenge": "scholz-fixed",
    "challenge_published": "scholz-published",
    "challenge_printed": "scholz-printed",
    "challenge_masad": "masad",
}


FLIPPING = (
    np.array([0.0, 0.0, 20.0, 40.0, 50.0]),
    np.array([0.3, 0.4, 0.6, 0.3, 0.8]),
    np.array([0.5, 0.9, 1.0, 0.7, 0.3]),
)
"""Positions come back before six rounds are played, so that whoever stops there reads another mean."""


def rounds_of(room: tuple[FloatArray, FloatArray, FloatArray], name: str, number: int) -> list[float]:
    """Return the mean by influence of where all stand before and after each round of challenges."""
    position, capability, salience = room
    power, span = capability * salience, float(np.ptp(position))
    found = [float((position * power).sum() / power.sum())]
    for _ in range(number):
        position = challenge_round(position, capability, salience, preset(name), span=span)
        found.append(float((position * power).sum() / power.sum()))
    return found


@pytest.mark.parametrize(("key", "name"), READINGS.items())
def test_the_challenge_model_is_read_after_six_rounds(key: str, name: str) -> None:
    model = BY_KEY[key]
    assert isinstance(model, models.PointModel)
    means = rounds_of(CROWD, name, 6)
    assert model.point(*CROWD) == pytest.approx(means[6])
    assert min(abs(means[6] - means[0]), abs(means[6] - means[1])) > 1


@pytest.mark.parametrize("key", ["challenge", "challenge_published", "challenge_masad"])
def test_all_six_rounds_are_played_where_positions_come_back_before(key: str) -> None:
    model = BY_KEY[key]
    assert isinstance(model, models.PointModel)
    means = rounds_of(FLIPPING, READINGS[key], 7)
    stopped = play_challenge(*FLIPPING, preset(READINGS[key]), max_rounds=6)
    assert stopped.rounds < 6
    assert abs(float(stopped.mean[-1]) - means[6]) > 1
    assert model.point(*FLIPPING) == pytest.approx(means[6], abs=1e-4)
    assert min(abs(means[6] - means[other]) for other in (0, 1, 5, 7)) > 0.4


def test_positions_traded_give_the_outcome_after_the_exchange_and_not_before() -> None:
    # Each has its way on the issue that it cares for: before, both outcomes are .8 x 20 + .2 x 80 = 32, mirrored 68.
    model = BY_KEY["exchange"]
    assert isinstance(model, models.JointModel)
    position = np.array([[20.0, 20.0], [80.0, 80.0]])
    salience = np.array([[0.8, 0.2], [0.2, 0.8]])
    assert_allclose(model.points(position, np.ones(2), salience), [20.0, 80.0], atol=1e-6)
    assert_allclose(exchange_round(position, salience, np.ones(2), high=100).outcome_before, [32.0, 68.0])


def point(key: str, room: tuple[FloatArray, FloatArray, FloatArray]) -> float:
    model = BY_KEY[key]
    assert isinstance(model, models.PointModel)
    return model.point(*room)


def influence_mean(position: FloatArray) -> float:
    """Return the mean of positions by the influence of the inner room."""
    weighed = zip(position.tolist(), (INNER[1] * INNER[2]).tolist(), strict=True)
    return float(sum(x * w for x, w in weighed)) / float((INNER[1] * INNER[2]).sum())


INNER = (
    np.array([15.0, 38.0, 60.0, 66.0, 90.0]),
    np.array([1.0, 0.2, 0.5, 0.9, 0.4]),
    np.array([0.3, 0.9, 0.8, 0.2, 1.0]),
)
"""A room that does not reach the ends of the scale, with capability and salience apart."""


@pytest.mark.parametrize(
    ("capability", "camp"), [((1.0, 0.2, 0.5, 0.9, 0.4), 60.0), ((0.1, 0.8, 0.1, 0.3, 0.5), 55.137)]
)
def test_the_nash_point_has_the_largest_weighed_product_of_what_is_left_of_the_scale(
    capability: tuple[float, ...], camp: float
) -> None:
    room = (INNER[0], np.array(capability), INNER[2])

    def product(at: float) -> float:
        return float(sum(c * s * log(1 - abs(x - at) / 100) for x, c, s in zip(*room, strict=True)))

    best = max((step / 100 for step in range(10_001)), key=product)
    assert point("nash", room) == pytest.approx(best, abs=0.01)
    assert best == pytest.approx(camp, abs=0.01)
    assert abs(best - float(np.average(INNER[0], weights=room[1] * room[2]))) > 1


def test_without_a_reference_point_equal_shares_meet_half_way_between_the_outermost() -> None:
    assert point("kalai_smorodinsky", INNER) == pytest.approx((15 + 90) / 2)


def test_whoever_listens_to_all_within_a_quarter_of_the_scale_ends_where_sums_by_hand_do() -> None:
    place = INNER[0].tolist()
    for _ in range(50):
        heard = [
            [(x, w) for x, w in zip(place, INNER[1], strict=True) if abs(x - own) <= 25] for own in place
        ]
        place = [float(sum(x * w for x, w in near) / sum(w for _, w in near)) for near in heard]
    assert point("confidence", INNER) == pytest.approx(influence_mean(np.array(place)))
    assert len({round(x, 6) for x in place}) == 2  # two camps, after more than one round


def test_the_spatial_model_is_read_where_its_turns_end() -> None:
    end = spatial_run(INNER[0][:, None], INNER[2][:, None], INNER[1], high=100.0)[-1, :, 0]
    assert point("spatial", INNER) == pytest.approx(influence_mean(end))
    assert abs(influence_mean(end) - influence_mean(INNER[0])) > 0.5


def test_exchange_goes_by_capability_and_salience() -> None:
    model = BY_KEY["exchange"]
    assert isinstance(model, models.JointModel)
    position = np.array([[15.0, 20.0], [70.0, 80.0], [60.0, 10.0]])
    salience, capability = np.array([[0.8, 0.2], [0.3, 0.7], [0.5, 0.5]]), np.array([1.0, 0.4, 0.2])
    found = model.points(position, capability, salience)
    assert_allclose(found, exchange_round(position, salience, capability, high=100).outcome_after)
    assert np.abs(found - model.points(position, np.ones(3), salience)).max() > 1


def test_a_delegation_trades_with_the_largest_capability_that_it_has_on_the_issues_of_a_proposal() -> None:
    seen = []

    def spy(position: FloatArray, capability: FloatArray, salience: FloatArray) -> FloatArray:  # noqa: ARG001
        seen.append(capability.tolist())
        return np.zeros(position.shape[1])

    changing = np.array([[1.0, 0.5, 0.2], [0.25, 0.75, 0.2]])
    two = replace(
        table(slice(2)), proposal=("p", "p"), capability={"equal": np.ones((2, 3)), "gdp": changing}
    )
    models.points_of(models.JointModel(key="spy", points=spy), two, "gdp")
    assert seen == [[1.0, 0.75, 0.2]]
