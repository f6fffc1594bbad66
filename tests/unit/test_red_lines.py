"""The red line of a mandate: one answer for the model, the terminal, the levers and the pages."""

import pytest

from dashboard.editor.preview import preview
from dashboard.lab.delegations_grid import Cell, value_of
from simulation.engine.batch import negotiate, prepare
from simulation.protocols.registry import defaults_of
from simulation.reasons.record_log import build_log
from simulation.scenario.schema import Normal
from simulation.state.instructions import mandate_on
from simulation.state.red_lines import Defaults, red_line, red_line_ends
from simulation.study.levers.instructed import half_width
from tests.small_cases import Data, case, delegation
from tests.small_cases import issue as question

GIVEN = {
    "half_width": (delegation("d0", 0.5, red_line=0.25), 0.25, (0.25, 0.75)),
    "uncertain": (
        delegation("d0", 0.5, red_line={"mean": 0.125, "sd": 0.0}),
        Normal(mean=0.125, sd=0.0),
        (0.375, 0.625),
    ),
    "interval": (delegation("d0", 0.5, red_line=[0.375, 1.0]), (0.375, 1.0), (0.375, 1.0)),
    "by the protocol": (delegation("d0", 0.25, red_line=None, salience=(0.5,)), 0.55, (0.0, 0.8)),
    "past the axis": (delegation("d0", 0.75, red_line=0.5), 0.5, (0.25, 1.0)),
}


@pytest.mark.parametrize("how", GIVEN)
def test_a_red_line_is_what_the_case_gives_or_what_the_protocol_assumes(how: str) -> None:
    row, line, ends = GIVEN[how]
    scenario = prepare(case([row])).blueprint.scenario
    seat, issue = scenario.delegations[0], scenario.issues[0]
    mandate = mandate_on(scenario, seat, issue)
    assert red_line(seat, mandate, defaults_of(scenario)) == line
    assert red_line_ends(seat, mandate, defaults_of(scenario)) == pytest.approx(ends)


@pytest.mark.parametrize("how", GIVEN)
def test_model_levers_and_pages_have_the_same_red_line(how: str) -> None:
    row, line, (low, high) = GIVEN[how]
    blueprint = prepare(case([row])).blueprint
    scenario, tableau = blueprint.scenario, blueprint.draw(1, [0])
    seat, issue = scenario.delegations[0], scenario.issues[0]
    drawn = max(tableau.red_low[0, 0, 0], 0.0), min(tableau.red_high[0, 0, 0], 1.0)
    assert drawn == pytest.approx((low, high))
    assert half_width(scenario, seat, mandate_on(scenario, seat, issue)) == line
    assert preview(scenario).stands(issue.key)[0].line == pytest.approx((low, high))
    cells = [Cell(delegation=seat.key, issue=issue.key, field=end) for end in ("red_low", "red_high")]
    assert [value_of(scenario, cell) for cell in cells] == pytest.approx([low, high])


def test_what_the_protocol_assumes_follows_the_salience_and_never_turns_negative() -> None:
    narrow = Defaults(red_line_base=0.75, red_line_slope=0.4)
    assert narrow.half_width(0.0) == 0.75
    assert narrow.half_width(1.0) == pytest.approx(0.35)
    assert Defaults(red_line_base=0.25, red_line_slope=1.0).half_width(0.5) == 0.0


def test_a_case_may_set_what_the_protocol_assumes() -> None:
    widths = {"red_line_base": 0.5, "red_line_slope": 0.25}
    row = delegation("d0", 0.5, red_line=None)
    blueprint = prepare(case([row], protocol={"key": "conference", "values": widths})).blueprint
    scenario, tableau = blueprint.scenario, blueprint.draw(1, [0])
    seat, issue = scenario.delegations[0], scenario.issues[0]
    assert red_line_ends(seat, mandate_on(scenario, seat, issue), defaults_of(scenario)) == (0.25, 0.75)
    assert (tableau.red_low[0, 0, 0], tableau.red_high[0, 0, 0]) == (0.25, 0.75)
    cells = [Cell(delegation=seat.key, issue=issue.key, field=end) for end in ("red_low", "red_high")]
    assert [value_of(scenario, cell) for cell in cells] == [0.25, 0.75]


@pytest.mark.parametrize(
    ("stake", "line"),
    [(None, "no text whatever, since it obstructs"), (0.5, "nothing closer to “high” than “0.25”")],
)
def test_an_obstructor_with_a_price_has_the_red_line_that_it_was_given(
    stake: float | None, line: str
) -> None:
    against: Data = {"red_line": 0.25, "strategy": {"key": "obstructor", "stake": stake}}
    topic = question(low="low", high="high")
    rows = [delegation("a", 0.0, **against), delegation("b", 1.0, red_line=0.1)]
    whole = build_log(negotiate(case(rows, issues=[topic], sessions=2), seed=1))
    told = {str(move.red_line) for move in whole.by("a") if move.red_line}
    assert told
    assert all(line in each for each in told)
