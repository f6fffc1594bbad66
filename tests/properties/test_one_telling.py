"""What is told of a run is the same in its JSON, in its report and in the data of the replay."""

import html
import re

import pytest

from dashboard.frame.language import words_in
from dashboard.replay.replay_data import make_replay
from simulation.cli.finished import Finished
from simulation.cli.json_page import document_of
from simulation.engine.batch import negotiate
from simulation.report import render_report
from simulation.report.study.written_lists import capital
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.storage import make_run
from simulation.words import say
from tests.extent import at_a_desk

CASES = shipped_scenarios()
SEEDS = range(1, 41)


def plain(page: str) -> str:
    """Return the text of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def check(case: str, seed: int) -> None:
    record = negotiate(load_scenario(case), seed=seed)
    done = Finished(record=record)
    run = make_run(record, done.log, done.history, command="delegation-sim run")
    document, page = document_of(done), plain(render_report(run))
    replay = make_replay(run, words_in("en"))
    heads = [session["sentence"] for session in document["story"]]
    assert [sentence["head"] for sentence in replay["sentences"][1:]] == heads
    assert not [head for head in heads if " ".join(head.split()) not in page]
    assert [str(sentence.head) for sentence in done.sentences] == heads
    assert [str(head) for head in run.tables["sessions"]["headline"]] == heads
    names = [(item["letter"], item["name"]) for item in document["coalitions"]]
    assert [(item["letter"], item["name"]) for item in replay["coalitions"]] == names
    assert not [name for _, name in names if name not in page]
    outcome = document["outcome"]
    assert outcome["sentence"] in page
    assert capital(say(f"class.{outcome['class']}")) in page
    assert heads[-1].endswith(outcome["sentence"])


@pytest.mark.parametrize("case", CASES)
def test_a_run_is_told_in_the_same_words_everywhere(case: str) -> None:
    for seed in (1, 2, 3):
        check(case, seed)


@pytest.mark.parametrize("case", at_a_desk([], CASES))
def test_forty_runs_are_told_in_the_same_words_everywhere(case: str) -> None:
    for seed in SEEDS:
        check(case, seed)
