"""What the coach says with an advice to join: how many stand there, what it is worth or costs, and what one may."""

from dataclasses import replace

import pytest

from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.training.advice import counted
from simulation.training.advisers import _join
from tests.training.test_coach_within_reach import two_wordings


@pytest.mark.parametrize(("may", "within"), [(True, True), (True, False), (False, True)])
def test_who_stands_alone_is_told_how_many_it_joins_and_for_what_if_that_may_be_put(
    *, may: bool, within: bool
) -> None:
    view = two_wordings((1.0, 0.5), ("SAB", "LUM"))
    (clause,) = view.issues
    options = tuple(
        replace(one, is_admissible=may, is_within=within, instructed="") for one in clause.options
    )
    view = replace(view, issues=(replace(clause, options=options, salience=1.5),))
    told = [(one.key, one.move and one.move.move, one.values["n"], one.aside) for one in _join(view)]
    aside = "" if within else "coach.beyond"
    assert told == ([("join_others", "join_coalition", 2, aside)] if may else [])


def test_a_loss_by_which_one_joins_others_is_told_as_a_cost() -> None:
    view = two_wordings((-0.2, -0.1), ("SAB",))
    (told,) = _join(replace(view, issues=(replace(view.issues[0], salience=0.5),)))
    assert (told.key, told.values["gain"]) == ("join_spare", counted(view, 0.1))


def test_who_joins_a_coalition_keeps_what_it_said_of_other_wordings_as_the_coach_says() -> None:
    live = _in_session_3()
    for move, option in (
        ("support", "report_views_options_for_body"),
        ("join_coalition", "options_for_body"),
        ("join_coalition", "report_views"),
    ):
        live.submit(SeatMove(seat="TAM", move=move, issue="mechanism", option=option))
    clause = next(issue for issue in view_of(live, "TAM").issues if issue.key == "mechanism")
    said = {option.key: (option.said, "TAM" in option.holders) for option in clause.options}
    assert said["report_views_options_for_body"] == ("support", False)
    assert said["options_for_body"] == ("support", False)  # one coalition on a clause: this one is left
    assert said["report_views"] == ("support", True)


def _in_session_3() -> LiveNegotiation:
    """Return a negotiation in which a group has brought back what TAM wants most, and others stand for less."""
    live = LiveNegotiation("first_hour", seed=3, seats=("TAM",))
    for session in (
        (
            ("support", "pace", "at_once"),
            ("can_live_with", "mechanism", "options_for_body"),
            ("can_live_with", "mechanism", "report_views"),
            ("can_live_with", "participation", "written_input"),
        ),
        (("can_live_with", "participation", "respective_roles"), ("can_live_with", "support", "fund")),
    ):
        for move, issue, option in session:
            live.submit(SeatMove(seat="TAM", move=move, issue=issue, option=option))
        for _ in ("talks", "floor"):
            live.submit(SeatMove(seat="TAM", move="done"))
            live.advance()
    return live
