"""What is told of a session in which several things happen to groups, on groups that are set by hand."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from simulation.coalitions import CoalitionEvent, CoalitionHistory, track
from simulation.engine.batch import negotiate
from simulation.reasons.news import News, news_in, news_of, turning_points
from simulation.reasons.record_reading import Reading, coalitions_of, document_at
from simulation.reasons.session_story import session_sentences
from simulation.scenario.load import load_scenario
from simulation.text.document import DocumentState
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
    """Return what is told of a session after which the groups are these, where everybody moves in every session."""
    played = record(CASE)
    steps = np.arange(played.n_rounds)[:, None, None]
    moving = replace(played, position=np.broadcast_to(0.01 * (1 + steps), played.position.shape))
    return str(session_sentences(moving, history_of(*sessions))[session - 1].head)


START = ((0, 1, 2, 3), (4, 5, 6), (7, 8, 9))
CROSSED = ((2, 3, 4), (5, 6), (0, 1, 7, 8, 9))


def test_of_two_crossings_in_a_session_the_one_of_more_delegations_is_told() -> None:
    event = news_in(record(CASE), history_of(START, CROSSED))[1].event
    assert event is not None
    assert (event.kind, event.members) == ("switched", (0, 1))
    assert " are the first to cross from the A group " in head(2, START, CROSSED)


@pytest.mark.parametrize(
    ("also", "word"),
    [((), " goes back from the C group "), ((7,), " are the first to cross from the C group ")],
)
def test_only_who_was_all_there_before_goes_back(also: tuple[int, ...], word: str) -> None:
    there = tuple(row for row in (1, 7, 8, 9) if row not in also)
    assert word in head(4, START, CROSSED, CROSSED, ((2, 3, 4, 0, *also), (5, 6), there))


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


def test_a_group_whose_members_go_to_two_others_comes_apart_and_each_part_is_told() -> None:
    rooms = (((0, 1, 2, 9), (3, 4, 5), (6, 7, 8)), ((0, 1, 2, 9, 6, 7), (3, 4, 5, 8)))
    event = news_in(record(CASE), history_of(*rooms))[1].event
    assert event is not None
    assert (event.kind, event.members) == ("ended", (6, 7, 8))
    told = head(2, *rooms)
    names = Reading(record(CASE)).names
    first, rest = told.partition("the C group comes apart: ")[2].split("; ")
    assert first.endswith(" go to the A group")
    assert names[6] in first
    assert names[7] in first
    assert rest == f"{names[8]} goes to the B group."


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
    closed = [one.closed for one in news_in(played, coalitions_of(played))]
    last = document_at(played, played.n_rounds)
    over = sum(last.count(status) for status in ("clean_ad_ref", "deleted", "deferred"))
    assert sum(closed) == over > max(closed)


def news_of_two(moves: Sequence[float], *sessions: Sequence[int]) -> tuple[News, ...]:
    """Return the news of four delegations in groups given by session, of which the last one stands where it is told."""
    label = np.array(sessions)
    place = np.full((len(sessions) + 1, 4, 1), 0.5)
    place[:, 3, 0] = moves
    document = DocumentState(
        title="", instrument="opinion", chapeau="", session=0, is_adopted=False, sections=()
    )
    return news_of([document] * len(place), track(label, np.ones(4)), place)


def test_a_change_of_sides_that_is_undone_at_once_is_not_told() -> None:
    away, back = (0, 0, 1, 0), (0, 0, 1, 1)
    told = news_of_two((0, 0, 0.1, 0.2, 0.3, 0.3), back, away, back, back, back)
    assert [one.event for one in told[1:]] == [None] * 4


def test_a_change_of_sides_that_lasts_two_sessions_is_told_when_it_began() -> None:
    old, new = (0, 0, 1, 1), (0, 0, 1, 0)
    told = news_of_two((0, 0, 0.1, 0.2, 0.3, 0.4), old, new, new, old, old)
    assert [one.session for one in told[1:] if one.event is not None] == [2, 4]


def test_a_change_of_sides_in_the_last_session_is_told() -> None:
    told = news_of_two((0, 0, 0.1), (0, 0, 1, 1), (0, 0, 1, 0))
    assert told[1].event is not None
    assert not told[1].is_redrawn


def test_who_stayed_put_did_not_act_when_the_line_was_redrawn() -> None:
    told = news_of_two((0.2, 0.2, 0.204), (0, 0, 1, 1), (0, 0, 1, 0))
    assert told[1].is_redrawn
    assert not told[0].is_redrawn


def test_a_line_that_was_redrawn_is_told_as_that_and_turns_nothing() -> None:
    played = record(CASE)
    still = replace(played, position=np.repeat(played.position[:1], played.n_rounds, axis=0))
    history = history_of(START, CROSSED)
    told = str(session_sentences(still, history)[1].head)
    assert "stayed put; the line was redrawn, and they now count with the C group" in told
    assert "cross" not in told
    news = tuple(replace(one, closed=0) for one in news_in(still, history))
    assert turning_points(news, played.tableau.capability[0]) == []


def test_of_a_group_that_is_none_any_more_nobody_is_told_to_count_no_longer_with_itself() -> None:
    played = record(CASE)
    still = replace(played, position=np.repeat(played.position[:1], played.n_rounds, axis=0))
    history = history_of(START, START[:2])
    told = str(session_sentences(still, history)[1].head)
    assert "is no longer a group: nobody in it moved, the line was redrawn" in told
    assert "no longer count with" not in told


def test_what_became_of_the_text_is_told_before_who_changed_sides() -> None:
    played = record(CASE)
    closing = next(
        one.session for one in news_in(played, coalitions_of(played)) if one.session > 1 and one.closed
    )
    crossed = [START] * (closing - 1) + [CROSSED]
    told = head(closing, *crossed)
    assert told.startswith(f"Session {closing}: agreed ")
    assert told.index("agreed") < told.index("are the first to cross")


def test_the_sessions_in_which_most_changed_are_the_turning_points() -> None:
    one = news_of_two((0, 0.1), (0, 0, 1, 1))[0]
    crossed = CoalitionEvent(session=4, kind="switched", members=(0, 1), coalition=1, source=0)
    news = [
        replace(one, session=1),
        replace(one, session=2, event=None, closed=1),
        replace(one, session=3, event=None),
        replace(one, session=4, event=crossed),
        replace(one, session=5, event=None, closed=9),
    ]
    voice = np.array([1.0, 1.0, 1.0, 1.0])
    assert turning_points(news, voice) == [4, 2]
    assert turning_points(news, voice, 1) == [4]
