"""Forecasts of all models: figures that can be worked out by hand, and the same whoever plays the parts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError, UnknownComponentError
from simulation.forecast import forecast_told
from simulation.forecast.all_models import forecast_from, forecast_of
from simulation.forecast.compared_models import SHELF, WEIGHTED_MEAN, Shown, shown_for
from simulation.forecast.disagreement import apart, standings
from simulation.forecast.expected import expected
from simulation.forecast.landed import joined, land
from simulation.models.option_cells import distribution_among
from simulation.models.outcome_layer import Coefficients
from simulation.scenario.schema import ProtocolChoice
from simulation.words import told_in
from tests.small_cases import case, delegation, issue
from tests.told_forecasts import landing, made, room


def one_column(*points: float) -> float:
    return float(apart(np.array(points)[:, None])[0])


def test_the_mean_distance_of_two_models_is_that_of_all_pairs() -> None:
    assert one_column(0.0, 0.5, 1.0) == pytest.approx(2 / 3)  # pairs .5, .5, 1
    assert one_column(0.0, 1.0) == 1.0
    assert one_column(0.3, 0.3, 0.3) == pytest.approx(0.0)
    assert one_column(0.7) == 0.0  # one model disagrees with nobody


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8))
def test_it_is_the_same_as_going_through_the_pairs(points: list[float]) -> None:
    pairs = [abs(a - b) for place, a in enumerate(points) for b in points[place + 1 :]]
    assert one_column(*points) == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


def test_how_a_delegation_fares_is_its_distance_by_salience() -> None:
    ideal = np.array([[0.0, 1.0], [0.5, 0.5]])
    salience = np.array([[0.75, 0.25], [0.5, 0.5]])
    points = np.array([[0.0, 0.0], [1.0, 1.0], [0.5, 0.5]])
    first, second = standings(["x", "y"], ideal, salience, points)
    assert (first.delegation, first.loss) == ("x", (0.25, 0.75, 0.5))  # .25 x 1; .75 x 1; .5
    assert (first.spread, first.best, first.worst) == (0.5, 0, 1)
    assert (second.delegation, second.loss) == ("y", (0.5, 0.5, 0.0))
    assert (second.spread, second.best, second.worst) == (0.5, 2, 0)  # of equals the first


def test_who_cares_for_nothing_counts_all_issues_alike() -> None:
    (only,) = standings(["x"], np.array([[0.0, 0.0]]), np.zeros((1, 2)), np.array([[0.2, 0.6]]))
    assert only.loss == pytest.approx((0.4,))


def test_a_forecast_tells_median_interval_and_wording_of_each_model() -> None:
    forecast = made()
    assert forecast.point[:, 0].tolist() == pytest.approx([0.4, 0.5, 0.2, 0.8, 0.5])
    # Draws .2 .2 .2 .4: the 95th of 100 lies .85 of the way from the third to the fourth.
    assert forecast.interval[2, 0].tolist() == pytest.approx([0.2, 0.37])
    assert forecast.option[:, 0].tolist() == [2, 2, 1, 3, -1]
    assert forecast.option_share[:, 0].tolist() == [1.0, 1.0, 0.75, 0.75, 0.75]


def test_a_model_lands_in_the_wording_that_most_of_its_draws_end_in() -> None:
    points = (0.0, 0.0, 0.0, 0.02, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0)
    ends = (0, 0, 0, 0, 2, 2, 2, 4, 4, 4)
    landed = [landing("compromise", (0.4,) * 10, (2,) * 10), landing("deffuant", points, ends)]
    forecast = forecast_from(room(), landed, seed=1)
    # Four draws end in the first wording, three each in two others: the median of all is .5, that of the four 0.
    assert forecast.option[:, 0].tolist() == [2, 0]
    assert forecast.point[:, 0].tolist() == [0.4, 0.0]
    assert forecast.interval[1, 0].tolist() == [0.0, 1.0]
    assert forecast.standings[0].loss == pytest.approx((0.5, 0.9))  # of the second delegation, which wants .9


def test_variants_of_one_kind_do_not_vote_more_than_once() -> None:
    # Kinds at .45 (the middle of .4 and .5), .2, .8 and .5: pairs .25 .35 .05 .6 .3 .3, mean 1.85 / 6.
    assert made().apart[0] == pytest.approx(1.85 / 6)


def test_the_outcome_layer_stands_round_the_weighted_mean_of_the_case() -> None:
    (marks,) = made().marks
    plain = distribution_among([10.0, 90.0], [0.8, 0.2], [0, 25, 50, 75, 100])
    assert marks.forecast.marks.tolist() == [0, 12.5, 25, 37.5, 50, 62.5, 75, 87.5, 100]
    assert marks.forecast.scale.centre == pytest.approx(26.0)  # .8 x 10 + .2 x 90
    assert marks.forecast.probability == pytest.approx(plain.probability)
    assert np.ptp(marks.flat.band(0.8)) >= np.ptp(marks.steep.band(0.8))


def test_beside_it_stand_other_slopes_and_the_landings_of_the_conference() -> None:
    (marks,) = made().marks
    rungs = [0, 25, 50, 75, 100]

    def layer(slope: float, centre: list[float] | None = None) -> list[float]:
        draws = ([[10.0, 90.0]] * 4, [[0.8, 0.2]] * 4)
        of = Coefficients(distance=slope, occupied=3.61, share=0.86)
        return list(distribution_among(*draws, rungs, centre, coefficients=of).probability)

    assert marks.flat.probability.tolist() == pytest.approx(layer(0.35))
    assert marks.steep.probability.tolist() == pytest.approx(layer(1.05))
    assert marks.simulated is not None
    assert marks.simulated.probability.tolist() == pytest.approx(layer(0.695, [50.0, 50.0, 50.0, 100.0]))


def test_whoever_has_no_instructions_holds_nothing_even_where_nobody_cares() -> None:
    people = [
        delegation("a", 0.1, 0.5, salience=(0.0, 1.0)),
        delegation("b", 0.9, 0.5, salience=(0.0, 1.0)),
        delegation("c", 0.5, 0.5, salience=(0.0, 1.0)),
    ]
    del people[2]["mandate"]["q0"]
    two = case(people, issues=[issue("q0"), issue("q1")])
    found = forecast_of(two, replications=1, models=(WEIGHTED_MEAN,)).marks[0].forecast
    assert found.scale.centre == pytest.approx(50.0)
    assert found.probability == pytest.approx(
        distribution_among([10.0, 90.0], [1.0, 1.0], [0, 25, 50, 75, 100]).probability
    )


def test_where_models_end_is_told_by_wording_those_without_text_by_name() -> None:
    told = list(map(str, forecast_told.choices(made(), 0)))
    assert told == [
        "“wording 2”: weighted mean and plain mean.",
        "No text, so that the status quo stays: conference.",
        "“wording 1”: position exchange.",
        "“wording 3”: pairwise talks.",
    ]


def test_the_headline_says_which_wording_how_sure_and_who_ends_elsewhere() -> None:
    # Kinds alike: all of one point for all (two models) and a quarter of exchange end in wording 2: 1.25 / 4.
    found = expected(made(), 0)
    assert (found.option, found.share, found.least, found.most) == (2, 0.3125, 0.0, 1.0)
    assert found.others == ((1, ("exchange",)), (3, ("opinion",)), (-1, ("conference",)))
    assert str(forecast_told.headline(made())) == (
        "The models expect “wording 2”, in 31% of their runs on average over the kinds of model (0% to 100%)."
    )
    assert str(forecast_told.doubt(made())) == (
        "Other kinds of models most often end elsewhere: "
        "in “wording 1” (exchange), in “wording 3” (persuasion), without a text (the conference)."
    )


def test_models_that_end_elsewhere_than_their_kind_are_named() -> None:
    ends = {"compromise": (2, 2), "plain_mean": (3, 3), "median": (2, 2), "exchange": (2, 2)}
    forecast = forecast_from(room(), [landing(key, (0.5, 0.5), end) for key, end in ends.items()], seed=1)
    assert str(forecast_told.headline(forecast)) == (
        "The models expect “wording 2”, in 83% of their runs on average over the kinds of model (67% to 100%)."
    )
    told = "All kinds of models agree. One model most often ends elsewhere: plain mean."
    assert str(forecast_told.doubt(forecast)) == told
    alone = forecast_from(room(), [landing("compromise", (0.5, 0.5), (-1, -1))], seed=1)
    assert str(forecast_told.headline(alone)) == "The models expect no text, in 100% of their runs."
    assert not forecast_told.doubt(alone)


def test_of_several_issues_the_headline_tells_the_surest_and_the_doubt_the_least_sure() -> None:
    forecast = forecast_of(load_scenario("first_hour"), replications=2)
    found = [expected(forecast, issue) for issue in range(4)]
    surest = max(range(4), key=lambda issue: found[issue].share)
    least = min(range(4), key=lambda issue: found[issue].share)
    names = [issue.name for issue in forecast.case.issues]
    headline, doubt = str(forecast_told.headline(forecast)), str(forecast_told.doubt(forecast))
    assert headline.startswith(
        f"On {sum(each.share > 0.5 for each in found)} of 4 issues the models mostly end in one wording"
    )
    assert f"on “{names[surest]}” ({found[surest].share:.0%})" in headline
    assert doubt.startswith(f"They are least sure on “{names[least]}”")
    for option, _ in found[least].others:
        assert forecast_told.wording(forecast, least, option) in doubt or option < 0


@given(st.permutations(range(5)))
def test_the_order_of_models_does_not_change_what_they_expect(order: list[int]) -> None:
    landed = made().landed
    forecast = forecast_from(room(), [landed[place] for place in order], seed=1)
    one, other = expected(made(), 0), expected(forecast, 0)
    assert (one.option, one.share, one.least, one.most) == (
        other.option,
        other.share,
        other.least,
        other.most,
    )


def test_only_delegations_about_whom_models_differ_are_told_of() -> None:
    # Ayland wants .1: .3 .4 .1 .7 .4 away; Beeland wants .9: .5 .4 .7 .1 .4.
    found = forecast_told.most_disputed(made())
    assert [each.delegation for each in found] == ["a", "b"]
    assert found[0].loss == pytest.approx((0.3, 0.4, 0.1, 0.7, 0.4))
    told = list(map(str, forecast_told.standing_sentences(made())))
    assert told[0] == (
        "Ayland: best off under position exchange (0.10 from what it wants), worst under pairwise talks (0.70)."
    )


def test_what_has_nothing_to_work_on_is_named_and_exchange_is_told_why() -> None:
    forecast = made()
    assert not any("Nothing to do here" in str(limit) for limit in forecast_told.limits(forecast))
    still = [forecast.landed[0], landing("exchange", (0.4,) * 4, (2,) * 4)]
    told = list(map(str, forecast_told.limits(forecast_from(forecast.case, still, seed=1))))[-2:]
    assert told[0].endswith("lands on the weighted mean: position exchange.")
    assert told[1].startswith("Exchange needs delegations that care about different issues")
    camps = [forecast.landed[0], landing("landscape", (0.4,) * 4, (2,) * 4)]
    last = list(map(str, forecast_told.limits(forecast_from(forecast.case, camps, seed=1))))[-1]
    assert last.endswith("lands on the weighted mean: two camps.")


@pytest.mark.parametrize("model", SHELF, ids=lambda model: model.key)
def test_parts_joined_are_the_whole_to_the_last_bit(model: Shown) -> None:
    case = load_scenario("first_hour")
    whole = land(case, model, seed=3, replications=range(4))
    parts = joined([land(case, model, seed=3, replications=part) for part in (range(3), range(3, 4))])
    assert parts.point.tobytes() == whole.point.tobytes()
    assert np.array_equal(parts.option, whole.option)


def test_the_worked_package_has_the_means_of_its_sums() -> None:
    # On seats .8 x .2 + .2 x .8, on agenda the other way round; by heads half-way.
    found = forecast_of(load_scenario("worked_package"), replications=2, models=shown_for(["plain_mean"]))
    assert found.point == pytest.approx(np.array([[0.32, 0.68], [0.5, 0.5]]))
    assert [model.key for model in found.models] == ["compromise", "plain_mean"]


def test_the_weighted_mean_stands_next_to_whatever_is_asked_for() -> None:
    assert [model.key for model in shown_for(["median"])] == ["compromise", "median"]
    assert shown_for(()) == SHELF
    assert SHELF[0] == WEIGHTED_MEAN
    with pytest.raises(UnknownComponentError, match="Did you mean 'median'"):
        shown_for(["medain"])
    with pytest.raises(StudyError, match=r"replications is 0\. Valid: a whole number from 1"):
        forecast_of(room(), replications=0)


@pytest.mark.parametrize(
    "own", [{"key": "compromise", "counting": "heads"}, {"key": "challenge", "preset": "masad"}]
)
def test_a_protocol_of_the_case_changes_none_of_the_models(own: dict[str, str]) -> None:
    plain = load_scenario("worked_package")
    other = plain.model_copy(update={"protocol": ProtocolChoice(**own)})
    models = [model for model in SHELF if model.protocol != "conference"]
    one, two = (forecast_of(case, replications=1, models=models) for case in (plain, other))
    np.testing.assert_array_equal(one.point, two.point)


def test_a_forecast_is_told_in_the_language_in_which_it_is_read() -> None:
    found = forecast_told.headline(made())
    assert str(found).startswith("The models expect “wording 2”")
    with told_in("fr"):
        assert "31\N{NO-BREAK SPACE}% de leurs simulations" in str(found)
        assert found == forecast_told.headline(made())
