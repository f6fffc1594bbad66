"""What happened in a session, what a study found and how a negotiation ended are said alike wherever they are said."""

import re
from functools import cache

import pytest

from dashboard.charts.replay import make_replay
from dashboard.words import words_in
from simulation.cli.finished import Finished
from simulation.cli.json_page import document_of
from simulation.cli.page import Page
from simulation.cli.session_page import print_sessions
from simulation.engine.batch import negotiate
from simulation.report import render_report
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.storage import make_run
from simulation.words import told_in
from tests.html_pages import Page as HtmlPage

SEEDS = range(1, 41)
QUICK = {("wtpf13_training", 2), ("first_hour", 3), ("worked_package", 1)}


@cache
def played(case: str, seed: int) -> Finished:
    return Finished(record=negotiate(load_scenario(case), seed=seed))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def all_runs() -> list[object]:
    return [
        pytest.param(case, seed, marks=() if (case, seed) in QUICK else (pytest.mark.thorough,))
        for case in shipped_scenarios()
        for seed in SEEDS
    ]


@pytest.mark.parametrize(("case", "seed"), all_runs())
def test_a_session_is_told_alike_on_the_terminal_in_the_report_and_in_the_replay(
    case: str, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    done = played(case, seed)
    run = make_run(done.record, done.log, done.history, command="")
    heads = [sentence.head for sentence in done.sentences]
    print_sessions(Page(), done)
    shown, report = squeezed(capsys.readouterr().out), squeezed(HtmlPage(render_report(run)).text)
    for session, head in enumerate(heads[:-1], start=1):
        assert head.removeprefix(f"Session {session}: ") in shown
    assert all(squeezed(head) in report for head in heads)
    replay = make_replay(run, words_in("en"))
    assert [sentence["head"] for sentence in replay["sentences"][1:]] == heads
    assert [item["sentence"] for item in document_of(done)["story"]] == heads
    with told_in("fr"):
        french = [sentence.head for sentence in Finished(record=done.record).sentences]
    told = [sentence["head"] for sentence in make_replay(run, words_in("fr"))["sentences"][1:]]
    assert told == french
