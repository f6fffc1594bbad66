"""What is told where agreed clauses are given up at the end so that the rest can be adopted."""

from dataclasses import replace
from functools import cache

import numpy as np

from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons import Log, build_log, document_at, final_document, left_over
from simulation.scenario.load import load_scenario
from simulation.text import brackets_fell, render_plain
from simulation.words import told_in
from tests.small_cases import PLAIN, case, delegation, issue, options


@cache
def saved() -> Record:
    """Return a negotiation by majority whose document would have failed with all its clauses.

    Each of three wants one clause and would rather have none of the other two; a fourth wants all. The whole is worse
    than none for three of four, and without a clause for one.
    """
    wants, loathes = 1.0, 0.0
    places = ((wants, loathes, loathes), (loathes, wants, loathes), (loathes, loathes, wants), (wants,) * 3)
    rows = [delegation(f"d{k}", *row, red_line=1.0, reservation=0.0) for k, row in enumerate(places)]
    small = case(
        rows,
        issues=[issue(f"q{k}", choices=options(1.0), draft="o0") for k in range(3)],
        protocol=PLAIN | {"clock": {"floor": 3}, "signal": False, "adopt": {"revise": True}},
        forum={"decision": {"rule": "qualified_majority", "threshold": 0.5}, "package": False},
        sessions=1,
        chair={"powers": []},
    )
    return negotiate(small, seed=1)


def given_up() -> list[int]:
    played = saved()
    return np.flatnonzero(played.is_clean[-1] & (played.outcome.option < 0)).tolist()


def log(language: str = "en") -> Log:
    with told_in(language):
        return build_log(saved())


def test_the_log_says_which_clause_was_given_up_and_whose_objections_that_met() -> None:
    played = saved()
    moves = [move for move in log().moves if move.move == "give_up_clause"]
    keys = [topic.key for topic in played.scenario.issues]
    assert [keys.index(move.issue) for move in moves] == given_up()
    assert given_up()
    for move in moves:
        won = played.outcome.won_over[:, keys.index(move.issue)]
        assert {played.tableau.delegations[row] for row in np.flatnonzero(won)} == set(move.others)
        assert all(log().roster.name(key) in str(move.private_reason) for key in move.others)
        assert ("objected to the whole" in str(move.private_reason)) is bool(won.any())
        for key in move.others:
            stand = log().by(key)[-1]
            assert str(stand.private_reason).startswith(
                "It objected to the whole document as long as it contained "
            )
            assert log().roster.issues[move.issue] in str(stand.private_reason)
    assert any(move.others for move in moves)


def test_nobody_is_won_over_by_a_clause_that_is_in_the_text_or_where_there_is_none() -> None:
    played = saved()
    assert not played.outcome.won_over[:, played.outcome.option >= 0].any()
    adopted = negotiate(
        load_scenario("wtpf13_training", overrides={"protocol.adopt.revise": "false"}), seed=1
    )
    assert not adopted.outcome.won_over.any()
    assert not [move for move in build_log(adopted).moves if move.move == "give_up_clause"]


def test_the_text_says_that_the_clause_was_agreed_and_not_that_it_stayed_in_brackets() -> None:
    played = saved()
    document = final_document(played)
    names = {played.scenario.issues[place].key for place in given_up()}
    gone = [clause for clause in document.clauses if clause.issue in names and not clause.falls_with]
    assert {clause.status for clause in gone} == {"given_up"}
    assert not brackets_fell(document_at(played, played.n_rounds), document)
    page = " ".join(render_plain(document, {}).split())
    assert page.count("agreed, and given up so that the rest could be adopted.") == len(gone)
    assert "given up so that the rest can be adopted" in str(left_over(played))
    assert "want of agreement" not in str(left_over(played))


def test_a_clause_that_stayed_open_is_dropped_and_not_given_up() -> None:
    played = saved()
    still_open = played.is_clean.copy()
    still_open[-1, given_up()] = False
    left = replace(played, is_clean=still_open)
    assert not [move for move in build_log(left).moves if move.move == "give_up_clause"]
    assert "dropped" in {clause.status for clause in final_document(left).clauses}
    assert "given_up" not in {clause.status for clause in final_document(left).clauses}


def test_it_is_the_same_whatever_the_language_it_is_told_in() -> None:
    with told_in("fr"):
        assert log("en") == log("fr")
        assert "sacrifiée" in str(left_over(saved()))
