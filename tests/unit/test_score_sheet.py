"""Points: the gains of a seat as a screen counts them, 100 to a length of the axis in the mean over the issues."""

import itertools

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray
from simulation.engine.score_sheet import POINTS, score_sheet
from simulation.live import LiveNegotiation, view_of
from simulation.report.pack.facilitator_guide import zone_flaws
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.scenario.schema import Scenario
from tests.extent import at_a_desk
from tests.small_cases import case, delegation, issue

TRAININGS = ("ai_oversight", "first_hour", "wtpf13_training")


@pytest.fixture
def pair() -> Scenario:
    """Return a case of two issues with the status quo at .5, for one seat that wants (1, .5) and one that is bound."""
    bound = {"q0": {"position": 0.0, "salience": 0.5, "acceptable": ("o0",)}}
    wants = {
        "q0": {"position": 1.0, "salience": 0.9, "red_line": (0.5, 1.0)},
        "q1": {"position": 0.5, "salience": 0.3, "red_line": (0.0, 1.0)},
    }
    seats = [delegation("A", mandate=wants, reservation=-0.1), delegation("B", mandate=bound)]
    return case(seats, issues=[issue("q0"), issue("q1")])


def test_points_are_worked_out_by_hand(pair: Scenario) -> None:
    # A: relative saliences 1.5 and .5. On q0 the gains of .5, .75, 1 are 0, .375, .75, those of 0 and .25 negative and
    # red; on q1 those of 0 .25 .5 .75 1 are -.25 -.125 0 -.125 -.25. Over two issues, a gain of .02 is a point.
    sheet = score_sheet(pair)
    assert sheet.is_red[0, 0].tolist() == [True, True, False, False, False]
    assert sheet.points[0, 0, 2:].tolist() == pytest.approx([0.0, 18.75, 37.5])
    assert sheet.points[0, 1].tolist() == pytest.approx([-12.5, -6.25, 0.0, -6.25, -12.5])
    assert sheet.left_open[0].tolist() == [0.0, 0.0]
    assert sheet.least[0].tolist() == pytest.approx([0.0, -12.5])
    assert sheet.most[0].tolist() == pytest.approx([37.5, 0.0])
    assert sheet.stake[0].tolist() == pytest.approx([37.5, 12.5])
    assert sheet.no_deal[0] == pytest.approx(-10.0)  # -.1 on each issue
    assert sheet.worth({"q0": "o4", "q1": "o2"})[0] == pytest.approx(37.5)
    assert sheet.worth({"q1": "o1"})[0] == pytest.approx(-6.25)


def test_a_text_is_refused_over_a_red_line_or_because_none_is_better(pair: Scenario) -> None:
    sheet = score_sheet(pair)
    assert sheet.crossed({"q0": "o1", "q1": "o2"}) == {"A": ("q0",), "B": ("q0",)}
    assert sheet.refuses({"q0": "o2", "q1": "o0"}) == ("A", "B")  # -12.5 points, and none has -10
    assert sheet.better_off_without({"q0": "o2", "q1": "o0"}) == ("A",)
    assert sheet.refuses({"q1": "o2"}) == ()


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_the_points_on_paper_are_those_that_a_seat_sees_on_a_screen(name: str) -> None:
    case = load_scenario(name)
    sheet = score_sheet(case)
    seats = [(row, seat.key) for row, seat in enumerate(case.delegations) if seat.key != "OST"]  # it watches
    for row, key in seats:
        view = view_of(LiveNegotiation(case, seed=3, seats=(key,)), key)
        for place, topic in enumerate(view.issues):
            seen = [POINTS * option.gain / len(view.issues) for option in topic.options]
            assert_allclose(sheet.points[row, place, : len(seen)], seen, atol=1e-9)
            assert sheet.is_red[row, place, : len(seen)].tolist() == [one.is_red for one in topic.options]
        assert sheet.no_deal[row] == pytest.approx(POINTS * view.own.no_deal)


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_what_a_drafting_group_may_write_changes_no_points_of_what_is_written(name: str) -> None:
    with_groups, without = (
        score_sheet(load_scenario(name, overrides={"drafting": d})) for d in ("true", "false")
    )
    written = without.points.shape[2]
    assert (~with_groups.is_written).any()
    assert_allclose(with_groups.no_deal, without.no_deal)
    assert_allclose(with_groups.stake, without.stake)
    assert_allclose(
        with_groups.points[..., :written][:, without.is_written], without.points[:, without.is_written]
    )


def test_uncertain_numbers_count_at_their_most_likely_value() -> None:
    sure = {"delegations.ALT.mandate.pace.position": "0.2"}
    spread = {"delegations.ALT.mandate.pace.position": "{low: 0.0, mode: 0.2, high: 0.9}"}
    first, second = (score_sheet(load_scenario("first_hour", overrides=change)) for change in (sure, spread))
    assert np.array_equal(first.points, second.points, equal_nan=True)


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_every_text_of_a_landing_zone_is_better_than_none_for_all_who_decide(name: str) -> None:
    scenario, pack = load_scenario(name), load_pack(name)
    assert pack is not None
    sheet = score_sheet(scenario)
    texts = [
        dict(zip(pack.landing_zone, options, strict=True))
        for options in itertools.product(*pack.landing_zone.values())
    ]
    assert dict(pack.best_package.options) in texts
    assert [sheet.refuses(text) for text in texts] == [()] * len(texts)
    assert zone_flaws(scenario, pack, sheet) == []
    assert sheet.decides.sum() == {"ai_oversight": 8, "first_hour": 5, "wtpf13_training": 8}[name]


def test_a_landing_zone_that_does_not_hold_is_told() -> None:
    changed = load_scenario("wtpf13_training", overrides={"delegations.ALT.reservation": "0.0"})
    pack = load_pack("wtpf13_training", scenario=changed)
    assert pack is not None
    flaws = zone_flaws(changed, pack, score_sheet(changed))
    assert flaws
    assert all("is worth less than none to Altamere" in flaw for flaw in flaws)


def test_in_the_first_hour_the_best_package_is_the_fairest_and_the_traps_are_refused_or_less_fair() -> None:
    scenario, pack = load_scenario("first_hour"), load_pack("first_hour")
    assert pack is not None
    sheet = score_sheet(scenario)
    rows = np.flatnonzero(sheet.decides)
    keys = [item.key for item in scenario.issues]

    def over_none(text: dict[str, str]) -> FloatArray:
        worth: FloatArray = sheet.worth(text)[rows] - sheet.no_deal[rows]
        return worth

    def fairness(text: dict[str, str]) -> float:
        return float(over_none(text).prod())

    written = ([option.key for option in item.options if not option.drafted] for item in scenario.issues)
    every = [dict(zip(keys, options, strict=True)) for options in itertools.product(*written)]
    fits = [text for text in every if not sheet.refuses(text)]
    best = dict(pack.best_package.options)
    assert (len(every), len(fits)) == (400, 14)
    assert max(fits, key=fairness) == best
    middle, alone, quoted = ({**best, **trap.options} for trap in pack.traps)
    for trap in (middle, quoted):  # everybody could sign it, and would leave something on the table
        assert trap in fits
        assert fairness(trap) < fairness(best) / 2
    assert sheet.refuses(alone) == ("NOR",)
    assert "NOR" not in sheet.crossed(alone)
    changed = dict(
        zip((scenario.delegations[row].key for row in rows), over_none(quoted) / over_none(best), strict=True)
    )
    assert {key for key, share in changed.items() if share < 0.75} == {"TAM", "LUM", "SAB"}


def test_the_package_of_the_first_hour_is_a_trade_over_issues_that_matter_differently() -> None:
    sheet = score_sheet(load_scenario("first_hour"))
    rows = {seat.key: row for row, seat in enumerate(sheet.scenario.delegations)}
    dearest = {key: int(sheet.stake[row].argmax()) for key, row in rows.items()}
    assert dearest == {"TAM": 0, "ALT": 1, "NOR": 2, "LUM": 3, "SAB": 3, "ONA": 2}
