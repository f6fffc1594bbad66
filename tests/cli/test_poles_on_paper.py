"""Every command and every page written by one tells directions by the poles of the issue."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.engine.batch import negotiate
from simulation.reasons import build_log, coalitions_of
from simulation.report import render_report
from simulation.storage import make_run
from simulation.words import told_in
from tests.html_pages import Page
from tests.poles import as_file, as_scenario, usual_poles_in
from tests.spoken_for import BY_LANGUAGE
from tests.told_cases import explained

type Invoke = Callable[..., Result]


QUICK = (
    ("run", "CASE", "--out", "a-run"),
    ("report", "a-run"),
    ("explain", "a-run", "--delegation", "CC"),
    ("explain", "a-run", "--delegation", "CC", "--session", "2"),
    ("show", "CASE"),
    ("show", "CASE", "--delegation", "AA", "--confidential"),
)
SLOW = (
    ("run", "CASE", "--json"),
    ("run", "CASE", "--protocol", "compromise"),
    ("pack", "CASE", "--out", "papers"),
    ("forecast", "CASE", "-n", "4", "--out", "forecast.html"),
    ("compare", "CASE", "--lever", "draft=lowest", "-n", "4", "--out", "a-study"),
    ("report", "a-study"),
)


@pytest.mark.parametrize(
    ("commands", "pages"), [(QUICK, 1), pytest.param(SLOW, 8, marks=pytest.mark.thorough)]
)
def test_no_command_names_the_usual_poles_in_a_case_that_has_others(
    commands: tuple[tuple[str, ...], ...], pages: int, invoke: Invoke, tmp_path: Path
) -> None:
    case = as_file(tmp_path)
    for arguments in commands:
        result = invoke(*(case if word == "CASE" else word for word in arguments))
        assert result.exit_code == 0, (arguments, result.stdout)
        assert usual_poles_in(result.stdout) == [], arguments
    written = list(tmp_path.rglob("*.html"))
    assert len(written) >= pages
    for page in written:
        assert usual_poles_in(page.read_text(encoding="utf-8")) == [], page


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_report_and_no_reason_names_the_usual_poles(language: str, apart: bool) -> None:  # noqa: FBT001 - a parameter
    with told_in(language):
        record = negotiate(as_scenario(apart=apart), seed=1)
        log, groups = build_log(record), coalitions_of(record)
        run = make_run(record, log, groups, command="")
        text = Page(render_report(run)).text
        told = "\n".join(line for key in log.roster.names for line in explained(log, key))
    assert usual_poles_in(text) == usual_poles_in(told) == []
    assert "deep cut" in text
    assert "deep cut" in told


def test_what_a_report_calls_the_ends_of_its_axis_holds_on_most_issues_and_it_names_the_others() -> None:
    record = negotiate(as_scenario(), seed=1)
    run = make_run(record, build_log(record), coalitions_of(record), command="")
    text = Page(render_report(run)).text
    assert "deep cut at the top" in text
    assert "Most issues use these names for their ends, but not “Start”." in text
    assert "left 0, right 1, the two poles of each issue" in text
    record = negotiate(as_scenario(apart=True), seed=1)
    run = make_run(record, build_log(record), coalitions_of(record), command="")
    assert "and the like at the top" in Page(render_report(run)).text
