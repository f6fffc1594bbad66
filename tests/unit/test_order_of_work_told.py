"""What is told of the order of work: clauses called, stock taken, what drafting groups bring back."""

import re
from dataclasses import replace

import numpy as np
import pytest

from simulation.arrays import ATOL
from simulation.cli.finished import Finished
from simulation.cli.session_page import print_sessions
from simulation.cli.terminal import Page
from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons import CHAIR, Log, Move, build_log, coalitions_of, session_sentences
from simulation.reasons.record_reading import CAUSES, Reading
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.words import told_in
from tests.small_cases import BY_HAND, PLAIN, Data, case, delegation, issue
from tests.told_cases import WITH_FORMS, explained, log, record


def two_clauses(
    *, near: float = 0.25, strategy: str = "linear", light: float = 0.9, **fields: object
) -> Scenario:
    """Return a room that stands closer together on the first clause than on the second; calls come evenly."""
    rows = [
        delegation(f"d{k}", 0.5 + side * near, 0.5 + side * 0.4, red_line=1.0, strategy={"key": strategy})
        for k, side in enumerate((-1, 1))
    ]
    rules: Data = {
        "programme": {"enabled": True, "late": 1.0, "light": light, "stock_taking": 2},
        "clock": {"floor": 2},
    }
    issues = [issue(f"q{k}", status_quo=0.0) for k in range(2)]
    drawn: Data = {"protocol": PLAIN | BY_HAND | rules, "forum": {"package": False}, "sessions": 10} | fields
    return case(rows, issues=issues, **drawn)


def told(scenario: Scenario) -> tuple[Record, Log]:
    played = negotiate(scenario, seed=1)
    return played, build_log(played)


def made(told: Log, move: str) -> list[Move]:
    return [each for each in told.moves if each.move == move]


def test_who_keeps_a_bracket_before_the_call_is_told_to_wait_for_it_and_until_when() -> None:
    played, said = told(two_clauses())
    first = int(played.called[:, 1].argmax())  # counted from 0
    assert first > 1
    for objection in made(said, "object_formally"):
        if objection.issue == "q1":
            waits = objection.session <= first
            assert (objection.cause == "uncalled") is waits
            assert (
                f"The Chair calls this clause only in session {first + 1}, and until then it keeps its bracket, even "
                "on wordings that it promised in trades." in str(objection.private_reason)
            ) is waits
    assert any("The Chair calls this clause only in session" in line for line in explained(said, "d0", 1))


def test_a_clause_that_closes_before_its_call_is_told_without_a_session() -> None:
    played, said = told(two_clauses(near=0.0625))
    assert played.is_clean[:, 0].argmax() < played.called[:, 0].argmax()
    reasons = {str(move.private_reason) for move in made(said, "object_formally") if move.issue == "q0"}
    assert any("has not called this clause yet, and until then" in reason for reason in reasons)
    assert not any("calls this clause only in session" in reason for reason in reasons)
    assert not [move for move in made(said, "call_clause") if move.issue == "q0"]


def test_a_clause_that_closes_on_the_floor_before_its_turn_is_never_told_to_be_called() -> None:
    played, said = told(two_clauses(near=0.0625, sessions=12))
    assert played.closed_by[0, 0] == 0
    assert played.called[-1, 0]
    assert [move.issue for move in made(said, "call_clause")] == ["q1"]
    for move in said.moves:
        if move.issue == "q0":
            assert "calls this clause only in session" not in str(move.private_reason)
            assert "before the Chair has called it" not in str(move.private_reason)


def test_the_log_says_in_which_session_each_open_clause_is_called_and_when_stock_is_taken() -> None:
    played, said = told(two_clauses(strategy="hold"))
    called = {(move.issue, move.session) for move in made(said, "call_clause")}
    assert called == {(f"q{k}", int(played.called[:, k].argmax()) + 1) for k in range(2)}
    assert [move.session for move in made(said, "take_stock")] == [9, 10]
    assert all(move.delegation == CHAIR for move in said.moves if move.move in ("call_clause", "take_stock"))


def test_without_a_programme_nothing_is_called_and_nobody_waits() -> None:
    moves = build_log(
        negotiate(load_scenario("first_hour", overrides={"protocol.programme": "false"}), seed=1)
    ).moves
    assert not [
        move for move in moves if move.move in ("call_clause", "take_stock") or move.cause == "uncalled"
    ]


@pytest.mark.parametrize(
    ("place", "why"),
    [
        # .9 of the way by the square root of the half of the clauses that is harder
        (0, "Holding out gains little on an easy clause, so it gave 64% of the way"),
        (1, "so it gave what it was ready to give: 81% of the way"),
    ],
)
def test_what_is_given_at_the_call_is_told_by_it_and_whether_for_an_easy_clause(place: int, why: str) -> None:
    played, said = told(two_clauses())
    first = int(played.called[:, place].argmax()) + 1
    changed = [
        move for move in made(said, "change_position") if (move.issue, move.session) == (f"q{place}", first)
    ]
    assert {move.cause for move in changed} == {"called"}
    for move in changed:
        assert str(move.private_reason).startswith("The Chair called the clause")
        assert why in str(move.private_reason)


def test_new_instructions_after_the_call_are_no_pressure_of_time() -> None:
    # Hardly anything is released: what is open on the first clause is so since the call, before and after.
    drawn = two_clauses(near=0.35, light=0.5).model_dump(mode="json", by_alias=True)
    drawn["protocol"]["concede"] |= {"priority": 1.0, "pace": 1e-12}
    new = {
        "session": 9,
        "kind": "instruction",
        "note": "Told.",
        "delegation": "d0",
        "issue": "q0",
        "salience": 0.25,
    }
    reading = Reading(negotiate(Scenario.model_validate(drawn | {"events": [new]}), seed=1))
    record = reading.record
    session = int((record.salience[1:, 0, 0] != record.salience[:-1, 0, 0]).argmax()) + 1
    assert record.ease[session - 1, 0, 0] > 0
    assert not record.is_clean[session, 0]
    shares = dict(zip(CAUSES, reading.shares_of_change(session)[:, 0, 0], strict=True))
    assert abs(shares["clock"]) < ATOL
    assert abs(shares["wish"]) > ATOL


def test_what_was_gained_elsewhere_is_told_to_count_only_once_a_clause_is_called() -> None:
    told_so = 0
    for seed in range(1, 4):
        played = negotiate(load_scenario("wtpf13_training"), seed=seed)
        keys = [topic.key for topic in played.scenario.issues]
        for move in build_log(played).moves:
            if "make up for it" in str(move.private_reason):
                session, place = move.session - 1, keys.index(move.issue)
                assert move.cause == "account"
                assert played.called[session, place], move
                called_now = not played.called[session - 1, place] if session else True
                if move.move == "lift_brackets":
                    told_so += 1
                    assert (
                        str(move.private_reason).startswith("The Chair has called the clause") is called_now
                    )
    assert told_so


def test_who_lifts_a_bracket_within_its_instructions_needs_nothing_from_elsewhere() -> None:
    played = negotiate(load_scenario("wtpf13_training"), seed=1)
    keys = [topic.key for topic in played.scenario.issues]
    lifted = [move for move in made(build_log(played), "lift_brackets") if move.cause == "mandate"]
    for move in lifted:
        row, place = played.tableau.delegations.index(move.delegation), keys.index(move.issue)
        option = int(played.table[move.session, place])
        own = played.own_margin[move.session - 1, row, place, option]
        account = played.credit[move.session - 1, row] * played.called[move.session - 1, place]
        assert own - account >= -ATOL
    assert lifted


def test_a_clock_that_presses_more_than_the_call_is_told_as_the_clock() -> None:
    _, said = told(two_clauses(light=0.0))
    causes = {move.session: move.cause for move in made(said, "change_position") if move.issue == "q0"}
    assert [causes[session] for session in (5, 6, 7)] == ["called", "clock", "clock"]


def test_only_a_package_that_closes_a_clause_before_its_call_is_told_to_do_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    played = record("worked_package")
    assert (played.closed_by > 0).any()
    uncalled = replace(played, called=np.zeros_like(played.called))
    for each, is_told in ((played, False), (uncalled, True)):
        reasons = [str(move.private_reason) for move in made(build_log(each), "call_consensus")]
        assert [("before the Chair has called it" in reason) for reason in reasons] == [is_told] * len(
            reasons
        )
        print_sessions(Page(), Finished(record=each))
        assert ("before the Chair has called it" in " ".join(capsys.readouterr().out.split())) is is_told


def test_what_a_drafting_group_brings_back_is_in_the_log_with_those_who_had_objected() -> None:
    played, said = record(WITH_FORMS), log(WITH_FORMS)
    keys = [topic.key for topic in played.scenario.issues]
    drafted = made(said, "draft_wording")
    assert len(drafted) == int((played.drafted >= 0).sum()) > 0
    for move in drafted:
        place = keys.index(move.issue)
        options = played.scenario.issues[place].options
        assert options[int(played.drafted[move.session - 1, place])].key == move.option
        objected = played.objects[move.session - 2, :, place] & played.tableau.decide
        assert {played.tableau.delegations[row] for row in np.flatnonzero(objected)} == set(move.others)
        assert str(move.public_reason).startswith("A drafting group on ")


def test_who_sat_in_a_drafting_group_is_told_in_its_explanation_what_it_brought_back() -> None:
    said = log(WITH_FORMS)
    for move in made(said, "draft_wording"):
        line = f"came back with a new wording: “{said.roster.option(move.issue, move.option)}”."
        for key in said.roster.names:
            lines = explained(said, key, move.session)
            assert any(each.endswith(line) for each in lines) is (key in move.others)
            assert (f"  {move.private_reason}" in lines) is (key in move.others)


def test_no_reason_names_a_wording_before_a_group_has_written_it() -> None:
    played, said = record(WITH_FORMS), log(WITH_FORMS)
    written = Reading(played).written
    named = 0
    for place, topic in enumerate(played.scenario.issues):
        for number, option in enumerate(topic.options):
            if not option.drafted:
                continue
            for move in said.moves:
                there = written[min(move.session, played.n_rounds) - 1, place, number]
                if move.issue == topic.key and option.key in (move.option, move.refused):
                    named += 1
                    assert there, move
                assert there or f"“{option.label}”" not in str(move.red_line)
    assert named


def test_a_group_in_which_everybody_had_objected_has_no_other_side() -> None:
    with_all = [
        move
        for move in made(log(WITH_FORMS), "draft_wording")
        if "Everybody who decides" in str(move.private_reason)
    ]
    decide = int(record(WITH_FORMS).tableau.decide.sum())
    assert {len(move.others) == decide for move in with_all} <= {True}
    others = [move for move in made(log(WITH_FORMS), "draft_wording") if move not in with_all]
    assert all(
        re.search(r"those who had objected \(.+\) and the others", str(move.private_reason))
        for move in others
    )
    assert others


def test_a_quiet_session_is_told_by_what_the_chair_does_and_told_again_in_french() -> None:
    played, _ = told(two_clauses(strategy="hold", light=0.0))
    heads = [str(sentence.head) for sentence in session_sentences(played, coalitions_of(played))]
    quiet = {head.partition(": ")[2] for head in heads}
    assert "the Chair calls for decision: q0." in quiet
    assert "the Chair takes stock of everything still open." in quiet
    both = replace(played, called=np.array([[False, False]] * 4 + [[True, True]] * 6))
    told_of_both = [sentence.head for sentence in session_sentences(both, coalitions_of(both))]
    assert str(told_of_both[4]) == "Session 5: the Chair calls for decision: q0 and q1."
    with told_in("fr"):
        assert str(told_of_both[4]).replace("\N{NO-BREAK SPACE}", " ") == (
            "Séance 5 : la présidence soumet à décision : q0 et q1."
        )
