"""Whoever is said to hold a bracket objects to the wording that is on the table, and to no earlier one."""

import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from tests.extent import at_a_desk
from tests.live.playing import Wanderer


def text_says_as_the_agenda(view: SeatView) -> None:
    """Hold the text against the agenda: the same wording on the table, the same brackets, and nobody on both sides."""
    issues = {issue.key: issue for issue in view.issues}
    for clause in view.document.clauses:
        if view.phase == "over" or clause.falls_with:
            continue
        issue = issues[clause.issue]
        assert clause.option == next(option.key for option in issue.options if option.on_table)
        if clause.status in ("open", "bracketed"):
            owners = {bracket.owner for bracket in clause.brackets}
            assert owners == set(issue.brackets)
            assert owners.isdisjoint(clause.wordings[0].holders)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("key", at_a_desk(["first_hour"], ["first_hour", "wtpf13_training"]))
def test_nobody_holds_a_bracket_on_a_wording_that_it_stands_for_neither_in_the_agenda_nor_in_the_text(
    key: str, seed: int
) -> None:
    case = load_scenario(key)
    seat = case.delegations[0].key
    live, bot = LiveNegotiation(case, seed=seed, seats=(seat,)), Wanderer(case, seed)
    held = 0
    while live.phase != "over":
        for issue in view_of(live, seat).issues:
            table = next(option for option in issue.options if option.on_table)
            assert set(table.holders).isdisjoint(issue.brackets)
            held += len(issue.brackets)
        text_says_as_the_agenda(view_of(live, seat))
        if live.pending:
            bot.move(live)
        else:
            live.advance()
    assert held


def test_who_objected_to_the_text_before_the_chairs_holds_no_bracket_on_the_chairs() -> None:
    case = load_scenario("first_hour")
    live = LiveNegotiation(case, seed=6, seats=("SAB",))  # the chair puts texts here
    let_go = 0
    while live.phase != "over":
        if live.phase == "floor":
            objects, keys = live.live.room.state.objects[0], live.live.room.tableau.delegations
            for place, issue in enumerate(view_of(live, "SAB").issues):
                if live.live.turn.chair_text[0, place] not in (-1, live.live.recorder.table[-1][place]):
                    let_go += len({keys[row] for row in objects[:, place].nonzero()[0]} - set(issue.brackets))
        if live.pending:
            live.submit(SeatMove(seat="SAB", move="done"))
        else:
            live.advance()
    assert let_go
