"""What the coach says with an advice to join: how many stand there, what it is worth or costs, and what one may."""

from dataclasses import replace

import pytest

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
