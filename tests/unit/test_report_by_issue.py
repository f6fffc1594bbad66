"""Positions by session: a chart for each issue, a line for each delegation, names that do nothing."""

from typing import Any

import numpy as np
import pytest

from simulation.engine.batch import negotiate
from simulation.reasons import build_log, coalitions_of
from simulation.report.by_issue import view_issues
from simulation.report.delegations_shown import people_of
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.storage import Run, make_run


def play(scenario: Scenario) -> Run:
    record = negotiate(scenario, seed=1)
    return make_run(record, build_log(record), coalitions_of(record), command="delegation-sim run case")


@pytest.fixture(scope="module")
def run() -> Run:
    return play(load_scenario("wtpf13_training"))


def test_each_issue_has_a_chart_with_a_line_for_each_delegation(run: Run) -> None:
    charts = view_issues(run, people_of(run))
    assert [chart.name for chart in charts] == [issue.name for issue in run.scenario.issues]
    assert {chart.chart.count('class="course"') for chart in charts} == {len(run.delegations)}
    assert all(chart.chart.count('class="table"') == 1 for chart in charts)


def test_the_numbers_are_those_of_the_run(run: Run) -> None:
    for place, chart in enumerate(view_issues(run, people_of(run))):
        assert chart.opening == pytest.approx(np.median(run.opening[:, place]))
        assert chart.end == pytest.approx(np.median(run.position[-1, :, place]))
        assert chart.spread[0] <= chart.end <= chart.spread[1]


def test_an_issue_is_marked_closed_from_where_it_stays_agreed(run: Run) -> None:
    shape = (run.manifest.sessions, -1)
    clean = np.asarray(run.tables["issues"]["clean"]).reshape(shape)
    charts = view_issues(run, people_of(run))
    assert any(chart.closed for chart in charts)
    for place, chart in enumerate(charts):
        assert (chart.closed is None) == (not clean[-1, place])
        assert ('class="closing"' in chart.chart) == (chart.closed is not None)
        if chart.closed:
            assert clean[chart.closed - 1 :, place].all()
            assert chart.closed == 1 or not clean[chart.closed - 2, place]


def test_hostile_names_are_escaped_in_the_charts() -> None:
    data: dict[str, Any] = load_scenario("wtpf13_training").model_dump(mode="json", by_alias=True)
    data["delegations"][0] |= {"name": "</title></svg><svg onload=alert(1)>", "short": None}
    data["issues"][0]["name"] = "<script>alert(1)</script>"
    data["issues"][0]["low"] = "<b>low</b>"
    run = play(Scenario.model_validate(data))
    drawn = "".join(chart.chart for chart in view_issues(run, people_of(run)))
    assert "&lt;script&gt;" in drawn
    assert "&lt;b&gt;low" in drawn
    assert not any(words in drawn for words in ("<script", "<b>", "<svg onload"))
