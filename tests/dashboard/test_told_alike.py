"""What happened in a session, what a study found and how a negotiation ended are said alike wherever they are said."""

import re
from dataclasses import replace
from functools import cache

import pytest

from dashboard.frame.language import words_in
from dashboard.lab import study_told
from dashboard.lab.asking import ask
from dashboard.lab.case_versions import Inputs, Version
from dashboard.replay.replay_data import make_replay
from simulation.cli.finished import Finished
from simulation.cli.json_page import document_of
from simulation.cli.session_page import print_sessions
from simulation.cli.study_page import print_study
from simulation.cli.terminal import Page
from simulation.engine.batch import negotiate
from simulation.report import render_report
from simulation.report.study import opening
from simulation.report.study.study_page import study_page
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.storage import make_run
from simulation.study.conduct import play_study
from simulation.study.estimates_told import difference, is_clear
from simulation.study.study import Change
from simulation.study.summary import StudySummary
from simulation.words import LANGUAGES, say, told_in
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
    heads = [str(sentence.head) for sentence in done.sentences]
    print_sessions(Page(), done)
    shown, report = squeezed(capsys.readouterr().out), squeezed(HtmlPage(render_report(run)).text)
    for session, head in enumerate(heads[:-1], start=1):
        assert head.removeprefix(f"Session {session}: ") in shown
    assert all(squeezed(head) in report for head in heads)
    replay = make_replay(run, words_in("en"))
    assert [sentence["head"] for sentence in replay["sentences"][1:]] == heads
    assert [item["sentence"] for item in document_of(done)["story"]] == heads
    with told_in("fr"):
        french = [str(sentence.head) for sentence in Finished(record=done.record).sentences]
    told = [sentence["head"] for sentence in make_replay(run, words_in("fr"))["sentences"][1:]]
    assert told == french


STUDIES = {
    "training, majority": ("wtpf13_training", Change(lever="rule", value="simple_majority"), 40),
    "training, short": ("wtpf13_training", Change(lever="sessions", value="4"), 40),
    "training, another draft": ("wtpf13_training", Change(lever="draft", value="lowest"), 40),
    "first hour, majority": ("first_hour", Change(lever="rule", value="simple_majority"), 60),
    "first hour, short": ("first_hour", Change(lever="sessions", value="3"), 60),
    "clock, short": ("worked_clock", Change(lever="sessions", value="5"), 20),
    "clock, nothing": ("worked_clock", Change(lever="chair_powers", value="agenda,text"), 20),
    "cyber, consensus": ("unga_cyber", Change(lever="rule", value="consensus"), 12),
}
AT_A_DESK = ("clock, short", "clock, nothing")


def compared(study: str) -> StudySummary:
    case, change, n = STUDIES[study]
    inputs = Inputs(case=case, versions=(Version(letter="A", changes=(change,)),))
    return play_study(ask(inputs, load_scenario(case), replications=n).study)


@pytest.mark.parametrize(
    "study", [pytest.param(one, marks=() if one in AT_A_DESK else pytest.mark.thorough) for one in STUDIES]
)
def test_a_study_is_told_alike_on_the_terminal_in_its_report_and_in_the_lab(
    study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = compared(study)
    for language in LANGUAGES:
        with told_in(language):
            page = squeezed(HtmlPage(study_page(summary)).text)
            change = say("study.quoted", words=summary.words[1])
            top = opening.headline(summary)
        words = words_in(language)
        found = study_told.headline(words, summary, 1, change)
        base = study_told.headline(words, summary, 0, "")
        alone = replace(summary, variants=summary.variants[:1], kind="ensemble")
        with told_in(language):
            first = opening.headline(alone)
        assert found.sentence == top
        assert squeezed(found.sentence) in page
        assert squeezed(found.lead[0]) in page
        assert base.sentence == first
    print_study(summary, None)
    shown = squeezed(capsys.readouterr().out)
    assert squeezed(opening.headline(summary)) in shown
    assert str(found.finding.label) in shown
    if is_clear(found.finding, 1):
        assert f"{found.finding.label} {squeezed(str(difference(found.finding, 1)))}" in shown
