"""Sponsors, general terms, the wait of a clause and dissociation are told as what they are."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.arrays import BoolArray
from simulation.engine.batch import negotiate, simulate_batch
from simulation.engine.record import JOINS, OUTCOME_CLASSES, Record
from simulation.live import SeatMove, SeatView
from simulation.protocols.result import Result
from simulation.reasons.ending_in_words import outcome_sentence
from simulation.reasons.record_log import build_log
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.words import told_in
from tests.small_cases import Data, case, delegation, options
from tests.small_cases import issue as question
from tests.straight import STRAIGHT
from tests.told_cases import made, record


def test_who_tabled_a_draft_says_so_where_it_refuses_to_strike_it() -> None:
    choices = options(0.5, 1.0, delete=0.0)
    rows = [delegation("d0", 1.0, red_line=None), delegation("d1", 0.0, red_line=None)]
    issues = [question(choices=choices, status_quo=0.0, sponsors=["d0"])]
    moves = build_log(negotiate(case(rows, issues=issues, sessions=3), seed=1)).moves
    refusals = [move for move in moves if move.cause == "red_line" and move.option == "delete"]
    assert {move.delegation for move in refusals} == {"d0"}
    assert {str(move.private_reason) for move in refusals} == {
        "It tabled the first draft itself and does not agree to strike it."
    }
    assert {str(move.red_line) for move in refusals} == {
        "Red line: on q0 no deletion, since it tabled the first draft."
    }
    assert {str(move.refused_because) for move in refusals} <= {
        "",
        "it tabled the draft itself and does not strike it.",
    }


def test_general_terms_are_told_with_how_often_the_clause_had_been_read() -> None:
    played = negotiate(load_scenario("first_hour", overrides={"protocol.draft.vaguer": 3}), seed=21)
    vague = {
        option.key for issue in played.scenario.issues for option in issue.options if option.kind == "vague"
    }
    drafted = [move for move in build_log(played).moves if move.move == "draft_wording"]
    told = {move.option in vague: str(move.private_reason) for move in drafted}
    assert "After 4 readings the clause was still stuck, so it resorted to general terms" in told[True]
    assert "general terms" not in told[False]


def test_the_chairs_text_is_told_with_how_long_its_clause_had_waited() -> None:
    texts = made("wtpf13", "issue_chair_text")
    assert {"stalled"} <= {move.cause for move in texts} <= {"stalled", "last"}
    for move in texts:
        played = record("wtpf13")
        issue = [each.key for each in played.scenario.issues].index(move.issue)
        waited = int(played.called[: move.session - 1, issue].sum())
        assert move.cause == "last" or (
            waited >= 2 and f"for {waited} sessions since" in str(move.private_reason)
        )


def test_who_states_on_half_of_what_it_cares_about_lets_the_text_pass_and_steps_away() -> None:
    alike = load_scenario("worked_isolation", overrides={"protocol.adopt.at_a_loss": "true"})
    moves = build_log(negotiate(alike, seed=1)).moves
    (statement,) = (move for move in moves if move.move == "make_statement")
    (stand,) = (move for move in moves if move.move == "dissociate")
    assert (stand.delegation, stand.cause) == (statement.delegation, "salience")
    assert "at least 50% of what it cares about" in str(stand.private_reason)


def test_who_is_better_off_without_a_text_lets_it_pass_and_steps_away() -> None:
    (statement,) = made("worked_isolation", "make_statement")
    (stand,) = made("worked_isolation", "dissociate")
    assert (stand.delegation, stand.cause) == (statement.delegation, "isolation")
    assert str(stand.private_reason).startswith("It is better off without the document")
    assert str(outcome_sentence(record("worked_isolation"))) == (
        "The decision is adopted by consensus. One delegation lets it pass and dissociates itself from it."
    )


def test_who_steps_away_is_told_also_where_objections_are_overruled() -> None:
    overrides = {
        "forum": "{preset: itu_wtpf, decision: {rule: rough_consensus, threshold: 0.7}}",
        "protocol.signal": "{size: 0.0, isolation: 0.0}",
    }
    played = negotiate(load_scenario("worked_isolation", overrides=overrides), seed=1)
    assert str(outcome_sentence(played)) == (
        "The decision is adopted over objections; 4 of 5 stand by it. "
        "One delegation objects, and dissociates itself from it."
    )


def first(case: Scenario, found: Callable[[Result], BoolArray]) -> Record:
    """Return the first of many negotiations of which something is so, `[R]`."""
    many = simulate_batch(case, seed=1, replications=range(200)).result
    return negotiate(case, seed=1, replication=int(np.flatnonzero(found(many))[0]))


def apart(many: Result) -> BoolArray:
    """Return who dissociates, `[R, A]`."""
    return np.equal(many.joins, JOINS.index("dissociates"))


def test_who_objects_and_who_lets_it_pass_are_told_apart_where_objections_are_overruled() -> None:
    forum = "{preset: itu_wtpf, decision: {rule: rough_consensus, threshold: 0.6}}"
    case = load_scenario("wtpf13_training", overrides=STRAIGHT | {"forum": forum})

    def one_of_each(many: Result) -> BoolArray:
        objecting, passing = (
            (apart(many) & which).sum(axis=1) == 1 for which in (many.objects, ~many.objects)
        )
        both: BoolArray = objecting & passing
        return both

    played = first(case, one_of_each)
    assert str(outcome_sentence(played)) == (
        "The opinion is adopted over objections; 6 of 8 stand by it. "
        "One delegation objects, and dissociates itself from it. "
        "One delegation lets it pass and dissociates itself from it."
    )
    objects = [played.scenario.delegations[row].key for row in np.flatnonzero(played.outcome.objects)]
    causes = {move.delegation: move.cause for move in build_log(played).moves if move.move == "dissociate"}
    assert [causes.pop(key) for key in objects] == ["red_line"]
    assert list(causes.values()) == ["salience"]


def test_that_few_stand_by_what_is_adopted_over_objections_is_told() -> None:
    firm: Data = {"strategy": {"key": "hold"}, "red_line": 0.125}
    rows = [delegation(f"d{k}", 0.75 if k < 3 else 0.0, **firm) for k in range(5)]
    forum = {"decision": {"rule": "rough_consensus", "threshold": 0.55}}
    small = case(rows, issues=[question(draft="o3")], forum=forum, sessions=1, chair={"powers": []})
    assert str(outcome_sentence(negotiate(small, seed=1))) == (
        "The opinion is adopted over objections and with low participation; 3 of 5 stand by it. "
        "2 delegations object, and dissociate themselves from it."
    )


@pytest.mark.parametrize(("objects", "cause"), [(False, "isolation"), (True, "shortfall")])
def test_who_would_do_better_without_a_text_is_told_to_object_to_it_only_if_it_did(
    *, objects: bool, cause: str
) -> None:
    played = record("worked_isolation")
    (apart,) = np.flatnonzero(played.outcome.joins == JOINS.index("dissociates"))
    row = np.arange(len(played.outcome.joins)) == apart
    ended = replace(
        played.outcome,
        outcome_class="adopted_by_vote",
        margin=np.where(row, -0.05, 0.1),
        objects=row & objects,
    )
    (stand,) = (move for move in build_log(replace(played, outcome=ended)).moves if move.move == "dissociate")
    assert stand.cause == cause


def test_who_refuses_what_is_worth_more_to_it_than_none_is_not_said_to_follow_a_bloc() -> None:
    class Refuses(DelegationAgent):
        def act(self, view: SeatView) -> list[SeatMove]:
            refuses = SeatMove(seat=self.key, move="reject_document")
            return [refuses] if view.phase == "adoption" else []

    case = load_scenario("first_hour", overrides={"forum.decision.rule": "simple_majority"})
    model = NegotiationModel(case, seed=1, seats={"LUM": Refuses})
    model.run()
    moves = build_log(model.record).moves
    (stand,) = (move for move in moves if (move.delegation, move.move) == ("LUM", "vote_against"))
    assert stand.cause == "person"
    assert str(stand.private_reason).startswith("The person or agent in its seat refused the document")


def test_who_steps_away_from_a_text_that_is_adopted_in_part_is_told_in_either_language() -> None:
    partial = OUTCOME_CLASSES.index("partial")
    played = first(
        load_scenario("first_hour"),
        lambda many: (many.outcome_class == partial) & (apart(many).sum(axis=1) == 1),
    )
    told = outcome_sentence(played)
    assert str(told) == (
        "The opinion is adopted in part. One delegation lets it pass and dissociates itself from it."
    )
    with told_in("fr"):
        french = str(told)
    assert (
        french
        == "La conférence adopte l’avis en partie. Une délégation laisse passer le texte et s’en dissocie."
    )
