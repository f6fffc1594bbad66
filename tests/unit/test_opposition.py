"""What stands against a clause in brackets: who blocks it, who waits for its call, who prefers other words."""

import numpy as np
import pytest

from simulation.cli.finished import Finished
from simulation.cli.session_page import print_sessions
from simulation.cli.terminal import Page
from simulation.engine.batch import negotiate
from simulation.engine.simulate import load_scenario
from simulation.reasons.moves_logged import Move
from simulation.reasons.opposition import (
    Deciding,
    Opposition,
    blockers,
    brackets_told,
    deciding_of,
    oppositions,
)
from simulation.reasons.record_log import build_log
from simulation.reasons.record_reading import coalitions_of, document_at
from simulation.reasons.session_story import session_sentences
from simulation.rules.decision import RULES, Voters
from simulation.scenario.translations.telling import in_language
from simulation.storage import make_run
from simulation.text.document import Bracket, ClauseState, DocumentState, SectionState, Wording
from simulation.words import NOTHING, told_in
from tests.extent import at_a_desk
from tests.told_cases import CASES, log, record

SEATS = ("AAA", "BBB", "CCC", "DDD")


def standing(case: str) -> tuple[tuple[Opposition, ...], ...]:
    played = record(case)
    documents = [document_at(played, session) for session in range(played.n_rounds + 1)]
    return oppositions(documents, log(case).moves, deciding_of(played))


@pytest.fixture(params=at_a_desk(["wtpf13", "first_hour"], CASES))
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def test_every_clause_in_brackets_is_told_and_no_other(name: str) -> None:
    played = record(name)
    for session, told in enumerate(standing(name)):
        document = document_at(played, session)
        open_ = [clause.key for clause in document.clauses if clause.status == "bracketed"]
        assert [one.clause for one in told] == open_


def test_whoever_holds_a_bracket_blocks_or_waits_and_nobody_is_told_twice(name: str) -> None:
    played = record(name)
    for session, told in enumerate(standing(name)):
        clauses = {clause.key: clause for clause in document_at(played, session).clauses}
        for one in told:
            holds = {bracket.owner for bracket in clauses[one.clause].brackets}
            assert set(one.blocks) | set(one.waits) >= holds
            assert len({*one.blocks, *one.waits, *one.prefers}) == len(one.blocks + one.waits + one.prefers)
            if not deciding_of(played).conditions.needs_yes:
                assert set(one.blocks) | set(one.waits) == holds


def test_only_before_its_call_does_anybody_wait_and_then_only_a_red_line_blocks(name: str) -> None:
    played = record(name)
    issues = {issue.key: place for place, issue in enumerate(played.scenario.issues)}
    place = {key: row for row, key in enumerate(played.tableau.delegations)}
    for session, told in enumerate(standing(name)[1:]):
        clauses = {clause.key: clause for clause in document_at(played, session + 1).clauses}
        for one in told:
            issue = issues[clauses[one.clause].issue]
            read = int(np.flatnonzero(played.opened[: session + 1, issue])[-1])
            crossed = played.is_red[read, :, issue, int(played.table[session + 1, issue])]
            if played.called[session, issue]:
                assert one.waits == ()
            else:
                assert all(crossed[place[key]] for key in one.blocks)
            assert not any(crossed[place[key]] for key in one.waits)


def test_enough_to_stop_it_is_what_the_rule_in_force_says(name: str) -> None:
    played = record(name)
    keys = np.array(played.tableau.delegations)
    for told in standing(name):
        for one in told:
            against = np.isin(keys, (*one.blocks, *one.waits))  # who waits may object once it is called
            passes = played.conditions.passes(against[:, None], against[:, None])[0]
            assert one.is_stopped == (bool(one.blocks) and not passes)


def test_session_by_session_the_run_names_who_blocks_and_by_what(capsys: pytest.CaptureFixture[str]) -> None:
    with told_in("en"):
        print_sessions(Page(), Finished(record=record("first_hour")))
    told = " ".join(capsys.readouterr().out.split()).split("Session ")
    assert "Altamere, Nordhaven and Lumera block it: it crosses their red lines." in told[1]
    assert "these brackets block it" not in told[1]
    assert "The Chair has called it for decision: these brackets block it." in told[3]


def test_where_the_chair_calls_nothing_no_run_says_that_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    case = load_scenario("first_hour", overrides={"protocol.programme": "false"})
    with told_in("en"):
        print_sessions(Page(), Finished(record=negotiate(case, seed=1)))
    told = " ".join(capsys.readouterr().out.split())
    assert "These brackets block it." in told
    assert "The Chair has called it" not in told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "All have to say yes, and no yes came from Philippines."),
        ("fr", "Il faut le oui de tous, et celui des Philippines manque."),
    ],
)
def test_silence_that_blocks_where_all_have_to_say_yes_is_told_as_no_red_line(
    capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    case = load_scenario("unga_cyber", overrides={"forum.decision.rule": "unanimity"})
    with told_in(language):
        print_sessions(Page(), Finished(record=negotiate(in_language(case, language), seed=1)))
    told = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    assert words in told


@pytest.mark.parametrize("rule", ["simple_majority", "qualified_majority"])
def test_a_clause_that_is_said_not_to_be_stopped_is_not_stopped_when_it_is_called(rule: str) -> None:
    played = negotiate(load_scenario("first_hour", overrides={"forum.decision.rule": rule}), seed=1)
    documents = [document_at(played, session) for session in range(played.n_rounds + 1)]
    told = oppositions(documents, build_log(played).moves, deciding_of(played))
    issues = {issue.key: place for place, issue in enumerate(played.scenario.issues)}
    for session in range(played.n_rounds):
        before = {clause.key: clause for clause in documents[session].clauses}
        after = {clause.key: clause for clause in documents[session + 1].clauses}
        for one in told[session]:
            issue = issues[before[one.clause].issue]
            same = played.table[session, issue] == played.table[session + 1, issue]
            if one.blocks and not one.is_stopped and played.called[session, issue] and same:
                assert after[one.clause].status != "bracketed", (session, one)


def test_in_session_11_of_the_shipped_run_one_clause_is_blocked_and_six_wait() -> None:
    told = {one.clause: one for one in standing("wtpf13")[11]}
    counts = {key: (len(one.blocks), len(one.waits), len(one.prefers)) for key, one in told.items()}
    assert counts["view_a"] == (14, 0, 26)
    assert counts["hall_a"] == (0, 15, 0)
    assert [key for key, one in told.items() if one.blocks] == ["view_a"]
    assert len(told) == 7


def test_sentences_tell_how_many_clauses_are_blocked_and_how_many_wait(name: str) -> None:
    played = record(name)
    sentences = session_sentences(played, coalitions_of(played), build_log(played))
    for sentence, told in zip(sentences, standing(name)[1:], strict=True):
        assert sentence.sub == brackets_told(told)


def test_a_kept_run_tells_the_same_as_the_record_that_it_was_made_of(name: str) -> None:
    played = record(name)
    run = make_run(played, log(name), coalitions_of(played), command="delegation-sim run")
    assert run.oppositions == standing(name)


@pytest.mark.parametrize(
    ("blocked", "waiting", "told"),
    [
        (0, 0, "No clause is in brackets."),
        (1, 0, "One clause is in brackets, blocked by 2 delegations."),
        (0, 1, "One clause is in brackets, waiting for the Chair’s call."),
        (
            0,
            3,
            (
                "3 clauses are in brackets: none is blocked for good yet; "
                "at the Chair’s call each objection is kept or dropped."
            ),
        ),
        (3, 0, "3 clauses are in brackets: all are blocked, by 2 delegations."),
        (1, 2, "3 clauses are in brackets: one is blocked by 2 delegations, 2 wait for the Chair’s call."),
        (
            2,
            1,
            "3 clauses are in brackets: 2 are blocked by 2 delegations, one waits for the Chair’s call.",
        ),
    ],
)
def test_the_state_of_the_brackets_is_one_sentence(blocked: int, waiting: int, told: str) -> None:
    against = [_against(blocks=("AAA", "BBB"))] * blocked + [_against(waits=("AAA",))] * waiting
    with told_in("en"):
        assert str(brackets_told(against)) == told
    assert blockers(against) == (frozenset({"AAA", "BBB"}) if blocked else frozenset())


def _against(*, blocks: tuple[str, ...] = (), waits: tuple[str, ...] = ()) -> Opposition:
    return Opposition(clause="a", blocks=blocks, waits=waits, prefers=(), is_stopped=bool(blocks))


def _document() -> DocumentState:
    clause = ClauseState(
        key="a",
        reference="noting a)",
        label="a)",
        title="Seats",
        issue="seats",
        status="bracketed",
        option="two",
        wordings=(
            Wording(option="two", text="two", holders=("BBB",)),
            Wording(option="three", text="three", holders=("AAA", "CCC")),
        ),
        brackets=(Bracket(owner="AAA", reason=NOTHING),),
    )
    section = SectionState(kind="noting", heading="noting", force="", clauses=(clause,))
    return DocumentState(
        title="", instrument="opinion", chapeau="", session=1, is_adopted=False, sections=(section,)
    )


def _answer(key: str, move: str, cause: str = "shortfall") -> Move:
    return Move(session=1, delegation=key, move=move, issue="seats", option="two", cause=cause)


def _judged(rule: str, *moves: Move, calls: bool = False) -> Opposition:
    voters = Voters(delegations=SEATS, decide=np.ones(4, dtype=bool), kind=np.zeros(4, dtype=np.int64))
    deciding = Deciding(delegations=SEATS, conditions=RULES.create(rule, {}).conditions(voters), calls=calls)
    return oppositions([_document()], [_at_first(move) for move in moves], deciding)[0][0]


def _at_first(move: Move) -> Move:
    """Return a move of the moment of the only document."""
    return Move(
        session=0,
        delegation=move.delegation,
        move=move.move,
        issue=move.issue,
        option=move.option,
        cause=move.cause,
    )


def test_under_consensus_one_objection_stops_a_clause_and_silence_does_not() -> None:
    judged = _judged("consensus", _answer("AAA", "object_formally"), _answer("CCC", "keep_silent"))
    assert (judged.blocks, judged.waits, judged.prefers, judged.is_stopped) == (("AAA",), (), ("CCC",), True)


def test_under_unanimity_whoever_keeps_silent_blocks_as_well() -> None:
    judged = _judged("unanimity", _answer("AAA", "object_formally"), _answer("CCC", "keep_silent"))
    assert (judged.blocks, judged.prefers, judged.is_stopped) == (("AAA", "CCC"), (), True)


def test_under_a_majority_one_objection_blocks_and_is_not_enough() -> None:
    judged = _judged("simple_majority", _answer("AAA", "object_formally"))
    assert (judged.blocks, judged.is_stopped) == (("AAA",), False)


def test_before_the_call_an_objection_waits_unless_a_red_line_is_crossed() -> None:
    waits = _judged("consensus", _answer("AAA", "object_formally", "uncalled"), calls=True)
    assert (waits.blocks, waits.waits, waits.is_stopped) == ((), ("AAA",), False)
    blocks = _judged("consensus", _answer("AAA", "object_formally", "red_line"), calls=True)
    assert (blocks.blocks, blocks.waits, blocks.is_stopped) == (("AAA",), (), True)
