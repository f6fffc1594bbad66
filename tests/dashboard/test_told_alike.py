"""What happened in a session, what a study found and how a negotiation ended are said alike wherever they are said."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.frame.language import words_in
from dashboard.lab import study_told
from dashboard.lab.case_versions import Inputs, Version
from dashboard.lab.study_asked import ask
from dashboard.replay.replay_data import make_replay
from simulation.cli.app import app
from simulation.cli.finished import Finished
from simulation.cli.json_page import document_of
from simulation.cli.session_page import print_sessions
from simulation.cli.study_page import print_study
from simulation.cli.terminal import Page
from simulation.engine.batch import negotiate
from simulation.report import render_report
from simulation.report.study import study_opening
from simulation.report.study.study_page import study_page
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.storage import make_run
from simulation.storage.study_folder import StudyFolder
from simulation.study.change_phrase import change_phrase
from simulation.study.estimates_told import difference, is_clear
from simulation.study.short_answer import short_answer
from simulation.study.study import Change
from simulation.study.study_running import play_study
from simulation.study.study_summary import StudySummary
from simulation.study.summarise import summarise
from simulation.words import LANGUAGES, Said, say, told_in
from tests.html_pages import Page as HtmlPage

SEEDS = range(1, 41)
QUICK = {("wtpf13_training", 2), ("worked_package", 1)}


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
    document = document_of(done)
    assert [item["sentence"] for item in document["story"]] == heads
    groups = [str(group.name) for group in run.history.coalitions]
    assert [group["name"] for group in document["coalitions"]] == groups
    assert [group["name"] for group in replay["coalitions"]] == groups
    assert all(squeezed(name) in report for name in groups)
    assert len({group["letter"] for group in replay["coalitions"]}) == len(groups)  # none is used twice
    ending = document["outcome"]
    assert squeezed(ending["sentence"]) in report
    assert ending["sentence"] in heads[-1]
    assert " ".join(replay["sentences"][-1]["lines"]) == say(f"class.{ending['class']}")
    assert say(f"class.{ending['class']}").lower() in report.lower()
    with told_in("fr"):
        french = [str(sentence.head) for sentence in Finished(record=done.record).sentences]
    told = [sentence["head"] for sentence in make_replay(run, words_in("fr"))["sentences"][1:]]
    assert told == french


COMPARED = {
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
    case, change, n = COMPARED[study]
    inputs = Inputs(case=case, versions=(Version(letter="A", changes=(change,)),))
    return play_study(ask(inputs, load_scenario(case), replications=n).study)


@pytest.mark.parametrize(
    "study", [pytest.param(one, marks=() if one in AT_A_DESK else pytest.mark.thorough) for one in COMPARED]
)
def test_a_study_is_told_alike_on_the_terminal_in_its_report_and_in_the_lab(
    study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = compared(study)
    for language in LANGUAGES:
        with told_in(language):
            page = squeezed(HtmlPage(study_page(summary)).text)
            top = study_opening.headline(summary)
        words = words_in(language)
        found = study_told.headline(words, summary, 1)
        base = study_told.headline(words, summary, 0)
        alone = replace(summary, variants=summary.variants[:1], kind="ensemble")
        with told_in(language):
            first = study_opening.headline(alone)
        assert found.sentence == top
        assert squeezed(found.sentence) in page
        assert squeezed(found.lead[0]) in page
        assert base.sentence == first
        capsys.readouterr()
        with told_in(language):
            print_study(summary, None)
        shown = squeezed(capsys.readouterr().out)
        with told_in(language):
            answer = [squeezed(str(sentence)) for sentence in short_answer(summary, 1).sentences]
        assert len(answer) >= 3  # what is adopted, who gains, who loses
        assert [squeezed(words.told(sentence)) for sentence in found.answer] == answer
        assert all(sentence in page and sentence in shown for sentence in answer)
    print_study(summary, None)
    shown = squeezed(capsys.readouterr().out)
    assert squeezed(study_opening.headline(summary)) in shown
    if is_clear(found.finding, 1):
        change = squeezed(str(difference(found.finding, 1))).removesuffix(")")  # what is known may follow
        assert f"{found.finding.label} {change}" in shown


ALONE = ("--workers", "1", "--out", "study")
CODED = (
    "judgement={issues: [{issue: pace, reason: no quotation, others: [{kinds: {continue: text}}], "
    "positions: {into_operation: [0.5, 0.8]}}], red_lines: [{factor: [0.7, 1.3], reason: heard in corridors}]}"
)
AGENT = """\
from simulation.abm import DelegationAgent


class Silent(DelegationAgent):
    def act(self, view):
        return []
"""
STUDIES = {
    "many runs": ("ensemble", "worked_clock", "-n", "30"),
    "a change": ("compare", "worked_clock", "--lever", "sessions=5", "-n", "20"),
    "a sweep of one": ("sweep", "worked_clock", "--over", "sessions=3,5,20", "-n", "8"),
    "a sweep of two": (
        "sweep",
        "worked_clock",
        "--over",
        "sessions=3,20",
        "--over",
        "isolation=0,0.3",
        "-n",
        "6",
    ),
    "what matters": (
        *("sensitivity", "worked_clock", "--over", "sessions=3..20", "--over", "isolation=0..0.3"),
        *("-n", "6", "--size", "4"),
    ),
    "what a seat can": ("compare", "first_hour", "--holder", "TAM=agents.py:Silent", "-n", "10"),
    "what tips the ending": ("ensemble", "first_hour", "-n", "60", "--when", "not adopted"),
    "codings": ("ensemble", "first_hour", "-n", "24", "--set", CODED, "--codings", "--parameters", "median"),
}
"""Each as a line of a shell."""
QUICK_STUDIES = ("many runs", "a change", "a sweep of one", "what matters")


@pytest.mark.parametrize(
    "study",
    [pytest.param(one, marks=() if one in QUICK_STUDIES else pytest.mark.thorough) for one in STUDIES],
)
def test_what_a_teller_chose_is_placed_by_terminal_and_report_in_both_languages(
    study: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agents.py").write_text(AGENT, encoding="utf-8")
    done = CliRunner(env={"COLUMNS": "100"}).invoke(app, [*STUDIES[study], *ALONE])
    assert done.exit_code == 0, done.stderr
    summary = summarise(StudyFolder.open(tmp_path / "study"))
    chosen = {}
    for language in LANGUAGES:
        with told_in(language):
            page = squeezed(HtmlPage(study_page(summary)).text)
            capsys.readouterr()
            print_study(summary, tmp_path / "study", outcomes=summary.outcomes)
            shown = squeezed(capsys.readouterr().out)
            found = [*study_opening.analysis_told(summary), *summary.coded, *summary.drawn, *summary.held]
            chosen[language] = [
                study_opening.headline(summary),
                *map(str, found),
                say("study.cannot.heading"),
            ]
        for sentence in map(squeezed, chosen[language]):
            assert sentence in shown
            assert sentence in page
    assert len(chosen["en"]) == len(chosen["fr"])
    assert squeezed(chosen["en"][0]) in squeezed(done.stdout)  # as it was told when it was played
    assert not set(chosen["en"]) & set(chosen["fr"])


def test_a_change_that_has_no_phrase_or_a_long_one_is_quoted_and_several_are_listed() -> None:
    summary = compared("clock, short")
    with told_in("en"):
        assert str(change_phrase(summary, 1)) == "5 sessions"
        told = summary.words[1]
        assert str(change_phrase(replace(summary, changes=((), ("nosuch=5",))), 1)) == f"“{told}”"
        assert str(change_phrase(replace(summary, changes=()), 1)) == f"“{told}”"
        two = replace(
            summary,
            words=(summary.words[0], Said.apart([told, told])),
            changes=((), ("sessions=5", "sessions=5")),
        )
        assert str(change_phrase(two, 1)) == "5 sessions and 5 sessions"
        many = replace(
            summary,
            words=(summary.words[0], Said.apart([told] * 12)),
            changes=((), ("sessions=5",) * 12),
        )
        shown = str(change_phrase(many, 1))
        assert shown.startswith(f"“{told}; ")
        assert shown.endswith("…”")
    with told_in("fr"):
        assert str(change_phrase(summary, 1)) == "5 séances"
