"""What is told of a session in which several things happen to groups, on groups that are set by hand."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from simulation.coalitions import CoalitionHistory, track
from simulation.engine.batch import negotiate
from simulation.reasons.reading import Reading, coalitions_of, moments_of
from simulation.reasons.story import closing_clauses, main_event, session_sentences
from simulation.scenario.load import load_scenario
from simulation.text.document import build_document
from simulation.words import Said
from tests.told_cases import record

CASE = "wtpf13_training"


def history_of(*sessions: Sequence[Sequence[int]], case: str = CASE) -> CoalitionHistory:
    """Return the history of groups that are given as rows; after the last session given they stay as they are."""
    played = record(case)
    label = np.full((played.n_rounds, len(played.tableau.delegations)), -1)
    for session, groups in enumerate(sessions):
        label[session:] = -1
        for number, rows in enumerate(groups):
            label[session:, list(rows)] = number
    history = track(label, np.ones(label.shape[1]))
    named = tuple(
        replace(item, name=Said.verbatim(f"the {item.letter} group")) for item in history.coalitions
    )
    return replace(history, coalitions=named)


def head(session: int, *sessions: Sequence[Sequence[int]]) -> str:
    return str(session_sentences(record(CASE), history_of(*sessions))[session - 1].head)


START = ((0, 1, 2, 3), (4, 5, 6), (7, 8, 9))
CROSSED = ((2, 3, 4), (5, 6), (0, 1, 7, 8, 9))


def test_of_two_crossings_in_a_session_the_one_of_more_delegations_is_told() -> None:
    event = main_event(history_of(START, CROSSED), 2)
    assert event is not None
    assert (event.kind, event.members) == ("switched", (0, 1))
    assert " are the first to cross from the A group " in head(2, START, CROSSED)


@pytest.mark.parametrize(
    ("also", "word"),
    [((), " goes back from the C group "), ((7,), " are the first to cross from the C group ")],
)
def test_only_who_was_all_there_before_goes_back(also: tuple[int, ...], word: str) -> None:
    there = tuple(row for row in (1, 7, 8, 9) if row not in also)
    assert word in head(3, START, CROSSED, ((2, 3, 4, 0, *also), (5, 6), there))


def test_who_crosses_where_others_did_in_an_earlier_session_is_not_the_first() -> None:
    told = head(3, START, CROSSED, ((3, 4), (5, 6), (0, 1, 2, 7, 8, 9)))
    assert " leaves the A group " in told
    assert "first" not in told


def test_two_that_cross_from_one_group_at_once_are_both_the_first() -> None:
    two_ways = ((2, 3), (4, 5, 6, 0), (7, 8, 9, 1))
    assert " is the first to cross from the A group " in head(2, START, two_ways)


@pytest.mark.parametrize(
    ("rest", "before", "is_largest"),
    [
        ((0, 1, 2, 3), (4, 5), False),
        ((0, 1, 2), (4, 5), True),
        ((0, 1, 2), (3, 4, 5), True),
        ((0, 1), (3, 4, 5), False),
    ],
    ids=["another is as large", "it is now", "another was as large", "it was before"],
)
def test_a_merged_group_is_the_largest_only_if_no_other_is_as_large_and_it_was_not_before(
    rest: tuple[int, ...], before: tuple[int, ...], *, is_largest: bool
) -> None:
    told = head(2, (rest, before, (6, 7)), (rest, (*before, 6, 7)))
    assert " merges into " in told
    assert ("which is now the largest group" in told) == is_largest


def test_where_all_groups_have_merged_no_other_is_left() -> None:
    assert head(2, ((0, 1, 2), (4, 5)), ((0, 1, 2, 4, 5),)).endswith("; no other group is left.")


def test_delegations_are_named_in_the_order_of_their_capability() -> None:
    played = record(CASE)
    first, second = (Reading(played).names[row] for row in (3, 2))
    assert played.tableau.capability[0, 3] > played.tableau.capability[0, 2]
    told = head(2, START, ((0, 1), (4, 5, 6), (2, 3, 7, 8, 9)))
    assert told.index(first) < told.index(second)


def test_nothing_is_left_open_only_before_the_last_session() -> None:
    case, told = load_scenario("first_hour"), set[bool]()
    for seed in range(1, 40):
        played = negotiate(case, seed=seed)
        if not played.is_clean[-1].all():
            continue
        is_early = played.n_rounds < case.sessions
        begins = f"Session {played.n_rounds}: {'nothing is left open' if is_early else 'the end'}. "
        assert str(session_sentences(played, coalitions_of(played))[-1].head).startswith(begins)
        told.add(is_early)
        if len(told) == 2:
            break
    assert told == {True, False}


def test_a_clause_closes_in_one_session_and_is_not_counted_again() -> None:
    played = record(CASE)
    moments = moments_of(played)[: played.n_rounds + 1]
    documents = [build_document(played.scenario, played.tableau.delegations, moment) for moment in moments]
    closed = [closing_clauses(before, now) for before, now in pairwise(documents)]
    assert sum(closed) == closing_clauses(documents[0], documents[-1]) > max(closed)
