"""What is told of a run is the same, as data and in each language, in its JSON, its report and the replay."""

import html
import re
from collections.abc import Mapping
from typing import Any

import pytest

from dashboard.frame.language import words_in
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_data import make_replay
from simulation.cli.finished import Finished
from simulation.cli.json_page import document_of
from simulation.engine.batch import negotiate
from simulation.reasons import outcome_sentence
from simulation.report import render_report
from simulation.report.study.written_lists import capital
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.storage import Run, make_run
from simulation.words import LANGUAGES, Said, say, told_in
from tests.extent import at_a_desk

CASES = shipped_scenarios()
SEEDS = range(1, 41)


def plain(page: str) -> str:
    """Return the text of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def flat(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def data_of(told: Mapping[str, Any]) -> dict[str, Said]:
    """Return what a part of a document tells, by field, as data."""
    return {name: Said.from_plain(plain) for name, plain in told["said"].items()}


def check(case: str, seed: int) -> None:
    record = negotiate(load_scenario(case), seed=seed)
    done = Finished(record=record)
    run = make_run(record, done.log, done.history, command="delegation-sim run")
    check_data(done, run, document_of(done))
    for language in LANGUAGES:
        with told_in(language):
            check_words(document_of(done), plain(render_report(run)), make_replay(run, words_in(language)))


def check_data(done: Finished, run: Run, document: Mapping[str, Any]) -> None:
    """Check that terminal, document and what report and replay are made of tell the same as data."""
    heads = [data_of(session)["sentence"] for session in document["story"]]
    assert heads == [sentence.head for sentence in done.sentences] == list(run.tables["sessions"]["headline"])
    outcome = data_of(document["outcome"])
    assert outcome == {"sentence": run.manifest.sentence, "left_over": run.manifest.left_over}
    assert outcome["sentence"] == outcome_sentence(done.record)
    assert done.gist.outcome == Said.joined(*outcome.values())
    assert heads[-1].inner("outcome") == outcome["sentence"]
    assert document["outcome"]["class"] == run.manifest.outcome["class"] == done.record.outcome.outcome_class
    names = [data_of(item)["name"] for item in document["coalitions"]]
    assert names == [item.name for item in done.history.coalitions]
    assert names == [item.name for item in run.history.coalitions]
    movers = [(item["delegation"], item["issue"], data_of(item)["reason"]) for item in document["movers"]]
    assert movers == [(mover.delegation, mover.issue, mover.reason) for mover in done.movers]
    table = run.tables["movements"]
    assert movers == list(zip(table["delegation"], table["issue"], table["reason"], strict=True))


def check_words(document: Mapping[str, Any], page: str, replay: Replay) -> None:
    """Check that report and replay say in a language what the document says in it."""
    heads = [session["sentence"] for session in document["story"]]
    assert [sentence["head"] for sentence in replay["sentences"][1:]] == heads
    assert not [head for head in heads if flat(head) not in page]
    names = [(item["letter"], item["name"]) for item in document["coalitions"]]
    assert [(item["letter"], item["name"]) for item in replay["coalitions"]] == names
    assert not [name for _, name in names if flat(name) not in page]
    outcome = document["outcome"]
    assert flat(outcome["sentence"]) in page
    assert heads[-1].endswith(outcome["sentence"])
    label = say(f"class.{outcome['class']}")
    assert capital(flat(label)) in page
    assert flat(label).startswith(flat(" ".join(replay["sentences"][-1]["lines"])))
    furthest = {mover["delegation"]: mover for mover in reversed(document["movers"])}
    assert not [mover for mover in list(furthest.values()) if flat(mover["reason"]) not in page]


@pytest.mark.parametrize("case", CASES)
def test_a_run_is_told_in_the_same_words_everywhere(case: str) -> None:
    for seed in (1, 2):
        check(case, seed)


@pytest.mark.parametrize("case", at_a_desk([], CASES))
def test_forty_runs_are_told_in_the_same_words_everywhere(case: str) -> None:
    for seed in SEEDS:
        check(case, seed)
