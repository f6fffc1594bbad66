"""What moved the others: objections on the clauses that matter most to a seat, late ones first, one a delegation."""

import pytest

from simulation.live import LiveNegotiation, view_of
from simulation.reasons.record_log import build_log
from simulation.report.debrief import debrief_page
from simulation.training.debrief import Debrief, debriefing
from tests.training.played import quiet

SEAT = "NOR"


@pytest.fixture(scope="module", params=[1, 2])
def both(request: pytest.FixtureRequest) -> tuple[LiveNegotiation, Debrief]:
    live = quiet(request.param)
    return live, next(iter(debriefing(live, SEAT)))


def test_at_first_each_delegation_is_told_of_once(both: tuple[LiveNegotiation, Debrief]) -> None:
    _, told = both
    who = [one.delegation for one in told.moved]
    others = len({one.delegation for one in told.opened if one.is_telling})
    assert others > 1
    assert len(set(who[:others])) == others


def test_an_objection_of_the_last_two_sessions_comes_before_all_else_that_its_delegation_did(
    both: tuple[LiveNegotiation, Debrief],
) -> None:
    live, told = both
    late = [
        one
        for one in told.opened
        if one.is_telling and one.move == "object_formally" and one.session > told.sessions - 2
    ]
    assert late
    dear = {issue.name: issue.salience for issue in view_of(live, SEAT).issues}
    first = {one.delegation: one for one in reversed(told.moved)}
    for who in {one.delegation for one in late}:
        assert first[who].move == "object_formally"
        assert first[who].session > told.sessions - 2
        assert dear[first[who].issue] == max(dear[one.issue] for one in late if one.delegation == who)
    assert told.moved[0].delegation in {one.delegation for one in late}


def test_a_reason_is_told_with_the_session_in_which_it_last_moved_somebody(
    both: tuple[LiveNegotiation, Debrief],
) -> None:
    live, told = both
    log = build_log(live.record)
    for one in told.moved:
        sessions = [
            move.session
            for move in log.moves
            if (log.roster.name(move.delegation), move.move, move.private_reason)
            == (one.delegation, one.move, one.private)
            and log.roster.issues.get(move.issue, "") == one.issue
            and (not move.option or log.roster.option(move.issue, move.option) == one.option)
        ]
        assert one.session == max(sessions)


def test_the_page_tells_first_of_each_delegation_what_the_terminal_does(
    both: tuple[LiveNegotiation, Debrief],
) -> None:
    _, told = both
    first = {one.delegation: one for one in reversed(told.moved)}
    assert all(told.moved_each[who][0] is one for who, one in first.items())
    page = debrief_page(told)
    assert all(f"<summary><bdi>{who}</bdi></summary>" in page for who in first)
