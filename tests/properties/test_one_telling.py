"""What is told of a run is the same, as data and in each language, in its JSON, its report and the replay."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
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
from tests.extent import WHOLE, at_a_desk
from tests.spoken_for import BY_CASE

CASES = shipped_scenarios()
SEEDS = range(2, 41)
LARGE = ("unga_cyber", "wtpf13")
"""Cases with many clauses and delegations, which take longest and say most in a run: a dozen runs are enough."""


def plain(page: str) -> str:
    """Return the text of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def told_in_report(page: str, start: str, end: str) -> str:
    """Return the text of the report between two pieces of its source, each there once."""
    _, _, rest = page.partition(start)
    return plain(rest.partition(end)[0])


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
            document, page, replay = (
                document_of(done),
                render_report(run),
                make_replay(run, words_in(language)),
            )
            check_words(document, plain(page), replay)
            check_gist(document, page, replay)


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
    assert done.gist == run.gist
    gist = data_of(document["gist"])
    assert gist == {name: getattr(done.gist, name) for name in ("lead", "ending", "together", "moved")}
    assert document["gist"]["turning_points"] == [sentence.session for sentence in done.gist.points]
    answers = [
        (item["kind"], item["session"] or 0, data_of(item)["answer"]) for item in document["gist"]["glance"]
    ]
    assert answers == [(one.kind, one.session, one.told) for one in done.gist.glance]
    check_lead(gist, done, outcome["left_over"])
    names = [data_of(item)["name"] for item in document["coalitions"]]
    assert names == [item.name for item in done.history.coalitions]
    assert names == [item.name for item in run.history.coalitions]
    movers = [(item["delegation"], item["issue"], data_of(item)["reason"]) for item in document["movers"]]
    assert movers == [(mover.delegation, mover.issue, mover.reason) for mover in done.movers]
    table = run.tables["movements"]
    assert movers == list(zip(table["delegation"], table["issue"], table["reason"], strict=True))


def check_lead(gist: Mapping[str, Said], done: Finished, left_over: Said) -> None:
    """Check that the lead tells what was left over, the ending and the two heaviest sessions, in their order."""
    heaviest = sorted(done.gist.points[:2], key=lambda sentence: sentence.session)
    assert gist["lead"] == Said.joined(left_over, gist["ending"], *(sentence.head for sentence in heaviest))
    assert done.gist.told(2) == tuple(heaviest)


def check_gist(document: Mapping[str, Any], page: str, replay: Replay) -> None:
    """Check that report and replay choose, order and stress what the document does."""
    gist, heads = document["gist"], [session["sentence"] for session in document["story"]]
    assert replay["lead"] == gist["lead"]
    assert told_in_report(page, '<p class="lead">', "</p>") == flat(gist["lead"])
    assert replay["turns"] == gist["turning_points"]
    turning = told_in_report(page, f"<h2>{say('report.when.heading')}</h2>", "<details>")
    chosen = [*sorted(gist["turning_points"]), len(heads)]
    told = [flat(f"{heads[place - 1]} {document['story'][place - 1]['brackets']}") for place in chosen]
    assert turning == " ".join(told)
    movers = {mover["delegation"]: mover["reason"] for mover in reversed(document["movers"])}
    reasons = [
        flat(movers[key]) for key in dict.fromkeys(mover["delegation"] for mover in document["movers"])
    ]
    rows = [
        plain(row)
        for table in re.findall(r'<table class="movers">.*?</table>', page, re.DOTALL)
        for row in re.findall(r'<tr><th scope="row">(.*?)</tr>', table, re.DOTALL)
    ]
    assert len(rows) == len(reasons)
    assert [row[-len(reason) :] for row, reason in zip(rows, reasons, strict=True)] == reasons


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
    lines = replay["sentences"][-1]["lines"]
    assert lines
    assert all(lines)
    assert flat(label).startswith(flat(" ".join(lines)))
    furthest = {mover["delegation"]: mover for mover in reversed(document["movers"])}
    assert not [mover for mover in list(furthest.values()) if flat(mover["reason"]) not in page]


@pytest.mark.parametrize("case", BY_CASE)
def test_a_run_is_told_in_the_same_words_everywhere(case: str) -> None:
    check(case, 1)


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
def test_many_runs_are_told_in_the_same_words_everywhere(case: str) -> None:
    number = (11 if case in LARGE else 39) if WHOLE else 4
    for seed in SEEDS[:number]:
        check(case, seed)


def test_a_report_or_replay_that_chooses_otherwise_is_caught() -> None:
    record = negotiate(load_scenario("wtpf13_training"), seed=1)
    done = Finished(record=record)
    run, other = (make_run(record, done.log, done.history, command="delegation-sim run") for _ in range(2))
    document, page, replay = document_of(done), render_report(run), make_replay(run, words_in("en"))
    check_gist(document, page, replay)
    gist = run.gist
    swapped = (gist.points[1], gist.points[0], *gist.points[2:])
    for change in (
        {"lead": gist.ending},
        {"points": gist.points[:-1]},
        {"points": swapped},
        {"movers": gist.movers[1:]},
    ):
        other.__dict__["gist"] = replace(gist, **change)
        mutant = make_replay(other, words_in("en"))
        with pytest.raises(AssertionError):
            check_gist(document, render_report(other), mutant)


def test_an_ending_without_a_label_is_caught() -> None:
    record = negotiate(load_scenario("worked_package"), seed=1)
    done = Finished(record=record)
    run = make_run(record, done.log, done.history, command="delegation-sim run")
    document, page, replay = document_of(done), plain(render_report(run)), make_replay(run, words_in("en"))
    check_words(document, page, replay)
    for lines in ([], [""]):
        replay["sentences"][-1]["lines"] = lines
        with pytest.raises(AssertionError):
            check_words(document, page, replay)
