"""What is told from the log of a negotiation: explanations, sessions, movements."""

import json
import re
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from simulation.errors import DelegationSimError, UnknownComponentError
from simulation.reasons import moves_beside_floor, session_story
from simulation.reasons.ending_in_words import outcome_sentence
from simulation.reasons.movement import tell_steps
from simulation.reasons.moves_logged import Log, Move, Roster
from simulation.reasons.record_reading import (
    Reading,
    coalitions_of,
    document_at,
    final_document,
    formed_of,
    versions_of,
)
from simulation.words import Said
from tests.told_cases import EACH, explained, log, made, record


def plain(row: Move | Roster) -> dict[str, Any]:
    found = {field.name: getattr(row, field.name) for field in fields(row)}
    return {name: value.to_plain() if isinstance(value, Said) else value for name, value in found.items()}


def read(row: dict[str, Any]) -> dict[str, Any]:
    told = (name for name, value in row.items() if isinstance(value, dict) and "key" in value)
    return row | {name: Said.from_plain(row[name]) for name in told}


def test_the_log_reads_back_from_plain_data() -> None:
    whole = log("wtpf13_training")
    roster = Roster(**read(json.loads(json.dumps(plain(whole.roster)))))
    rows = json.loads(json.dumps([plain(move) for move in whole.moves]))
    moves = tuple(Move(**{**read(row), "others": tuple(row["others"])}) for row in rows)
    assert moves == whole.moves
    again = Log(roster=roster, moves=moves)
    assert explained(again, "LUM", 4) == explained(whole, "LUM", 4)
    assert explained(again, "LUM") == explained(whole, "LUM")


def test_what_was_put_off_is_not_told_as_agreed() -> None:
    told = " ".join(explained(log("wtpf13"), "IND"))
    assert re.search(r"Referred elsewhere in session \d+: “Not now; go on discussing it”\.", told)
    assert not re.search(r"Agreed in session \d+: “Not now; go on discussing it”\.", told)


def test_every_field_of_a_move_is_documented_plain_data() -> None:
    assert {field.type for field in fields(Move)} == {int, str, float, Said, tuple[str, ...]}


@pytest.mark.parametrize("case", EACH)
def test_every_delegation_can_be_explained_as_a_whole_and_in_every_session(case: str) -> None:
    for seated in record(case).scenario.delegations:
        for session in (None, 1, record(case).n_rounds):
            lines = explained(log(case), seated.key, session)
            assert lines
            assert all(line.strip() and "{" not in line for line in lines)


def test_an_explanation_names_the_red_line_and_what_it_refused() -> None:
    told = ("  Red line: on ", "  In the room: “We", "  Its own reason: ", "  It would rather have “")
    sessions = range(1, record("wtpf13_training").n_rounds + 1)
    accounts = [explained(log("wtpf13_training"), "NOR", session) for session in sessions]
    assert any(all(any(line.startswith(begins) for line in lines) for begins in told) for lines in accounts)


def test_a_mistyped_delegation_gets_a_hint() -> None:
    with pytest.raises(UnknownComponentError, match="Did you mean 'IND'"):
        explained(log("wtpf13"), "INDI")


@pytest.mark.parametrize("session", [0, 21])
def test_a_session_that_was_not_held_cannot_be_explained(session: int) -> None:
    with pytest.raises(DelegationSimError, match="was not held"):
        explained(log("wtpf13"), "IND", session)


@pytest.mark.parametrize("case", EACH)
def test_each_session_has_a_headline_and_the_last_tells_the_outcome(case: str) -> None:
    sentences = session_story.session_sentences(record(case), coalitions_of(record(case)))
    assert [item.session for item in sentences] == list(range(1, record(case).n_rounds + 1))
    assert all(str(item.head).startswith(f"Session {item.session}: ") for item in sentences)
    assert str(outcome_sentence(record(case))) in str(sentences[-1].head)


def test_the_count_of_brackets_is_that_of_the_text() -> None:
    sentences = session_story.session_sentences(record("wtpf13"), coalitions_of(record("wtpf13")))
    for item in sentences:
        count = document_at(record("wtpf13"), item.session).count("bracketed")
        assert f"clauses in brackets: {count}, " in str(item.alt)


def test_who_moved_is_sorted_by_the_size_of_the_change() -> None:
    movers = session_story.who_moved(record("wtpf13"), log("wtpf13"))
    sizes = [abs(mover.amount) for mover in movers]
    assert sizes == sorted(sizes, reverse=True)
    assert all(mover.reason for mover in movers)
    first = movers[0]
    row = record("wtpf13").tableau.delegations.index(first.delegation)
    issue = [item.key for item in record("wtpf13").scenario.issues].index(first.issue)
    assert first.before == record("wtpf13").tableau.ideal[0, row, issue]
    assert first.after == record("wtpf13").position[-1, row, issue]


@pytest.mark.parametrize("case", EACH)
def test_the_versions_run_from_the_first_draft_to_the_text_as_adopted(case: str) -> None:
    versions = versions_of(record(case))
    assert versions[0].session == 0
    assert {clause.status for clause in versions[0].document.clauses} == {"tabled"}
    assert versions[-1].document == final_document(record(case))


def test_coalitions_are_detected_alike_every_time() -> None:
    first, second = coalitions_of(record("wtpf13")), coalitions_of(record("wtpf13"))
    assert np.array_equal(first.label, second.label)
    assert first.coalitions == second.coalitions
    names = [item.name for item in first.coalitions]
    assert all(names)
    assert len(set(names)) == len(names)


def test_coalitions_that_formed_are_those_of_the_record() -> None:
    played = record("wtpf13_training")
    for number, history in enumerate(formed_of(played)):
        pairs = (played.platform[:, :, number] >= 0) & (history.label < 0)
        for session, row in np.argwhere(pairs):  # only those who stand alone are left out
            option = played.platform[session, row, number]
            assert (played.platform[session, :, number] == option).sum() == 1


@pytest.mark.parametrize("case", EACH)
def test_the_causes_told_with_a_movement_add_up_to_it(case: str) -> None:
    for mover in session_story.who_moved(record(case), log(case)):
        if "shares of that way: " in str(mover.reason):
            told = (
                str(mover.reason)
                .split("shares of that way: ")[1]
                .replace("Steps in the other direction: ", "Steps in the other direction: −")
            )
            sums = [int(number.replace("−", "-")) / 100 for number in re.findall(r"(−?\d+)%", told)]
            slack = moves_beside_floor.NOTICEABLE * (len(sums) + record(case).n_rounds)
            assert sum(sums) == pytest.approx(abs(mover.amount), abs=slack)


@pytest.mark.parametrize("case", EACH)
def test_all_the_way_is_said_only_of_those_who_came_to_the_text(case: str) -> None:
    played, reading = record(case), Reading(record(case))
    rows = {key: row for row, key in enumerate(played.tableau.delegations)}
    issues = [issue.key for issue in played.scenario.issues]
    for move in made(case, "change_position"):
        number = issues.index(move.issue)
        table = reading.places(played.table[move.session])[number]
        gap = abs(played.position[move.session - 1, rows[move.delegation], number] - table)
        if move.cause == "table":
            assert ("all the way" in str(move.private_reason)) == (gap < moves_beside_floor.NOTICEABLE)


@pytest.mark.parametrize("case", EACH)
def test_a_summary_says_nothing_twice_and_has_one_line_for_each_issue(case: str) -> None:
    for seated in record(case).scenario.delegations:
        lines = explained(log(case), seated.key)
        said = [line for line in lines if "ed line" not in line and not line.startswith("  Its own")]
        assert len(said) == len(set(said))
        for name in log(case).roster.issues.values():
            assert sum(line.startswith(f"{name}: it opened nearest") for line in lines) <= 1


def test_refusals_are_counted_by_wording_and_not_by_session() -> None:
    refused = {
        (move.issue, move.option) for move in log("wtpf13").by("IND") if move.move == "object_formally"
    }
    (line,) = [line for line in explained(log("wtpf13"), "IND") if line.startswith("It refused")]
    assert f"{len(refused)} wordings on {len({issue for issue, _ in refused})} issues" in line


def test_a_trade_that_was_struck_in_two_talks_is_told_once() -> None:
    whole = log("wtpf13_training")
    trade = next(move for move in whole.moves if move.move == "offer_trade")
    twice = Log(roster=whole.roster, moves=(*whole.moves, trade))
    once = explained(whole, trade.delegation, trade.session)
    assert explained(twice, trade.delegation, trade.session) == once


def test_steps_back_are_told_apart_from_what_a_delegation_moved_its_way() -> None:
    why = Said.verbatim("Why.")
    move = Move(session=1, delegation="AAA", move="change_position", cause="table", private_reason=why)
    there = [replace(move, session=session, amount=amount) for session, amount in ((1, 0.1), (6, -0.7))]
    told = tell_steps(there, -0.6)
    assert str(told) == (
        "The largest step, 70% of the way between the extremes, in session 6: Why. All its steps in that direction "
        "by cause, in shares of that way: 70% with the text on the table. Steps in the other direction: 10% of that "
        "way."
    )
    assert "other direction" not in str(tell_steps([replace(move, amount=-0.1), *there[1:]], -0.8))


@pytest.mark.parametrize("case", EACH)
def test_no_step_is_told_as_larger_than_all_steps_that_way(case: str) -> None:
    for seated in record(case).scenario.delegations:
        line = explained(log(case), seated.key)[0]
        step = re.search(r"The largest step, (\d+)% of", line)
        if step:
            causes = re.search(r"shares of that way: (.*?)\.(?: Steps in|$)", line)
            assert causes is not None
            amounts = [int(amount) for amount in re.findall(r"(−?\d+)%", causes[1].replace("−", "-"))]
            assert min(amounts) >= 0
            assert sum(amounts) >= int(step[1]) - 2
