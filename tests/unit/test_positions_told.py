"""Where delegations stand towards the text on the table, and what their changes of position are put down to."""

import numpy as np
import pytest

from simulation.reasons import dealings
from simulation.reasons.reading import Reading
from simulation.state.tableau import TEXT
from tests.told_cases import CASES, made, record


@pytest.mark.parametrize("case", CASES)
def test_the_changes_of_position_add_up_to_the_way_from_the_opening_to_the_end(case: str) -> None:
    played = record(case)
    keys = list(played.tableau.delegations)
    issues = [issue.key for issue in played.scenario.issues]
    total = np.zeros(played.position.shape[1:])
    for move in made(case, "change_position"):
        total[keys.index(move.delegation), issues.index(move.issue)] += move.amount
    way = played.position[-1] - played.tableau.ideal[0]
    assert np.abs(total - way).max() <= dealings.NOTICEABLE * played.n_rounds


@pytest.mark.parametrize("case", CASES)
def test_a_delegation_stands_at_a_plain_text_on_the_table_exactly_if_its_account_accepts_it(
    case: str,
) -> None:
    played, reading = record(case), Reading(record(case))
    table, issues = played.table, np.arange(played.table.shape[1])
    tableau = played.tableau
    for session in range(played.n_rounds):
        now = table[session + 1]
        is_plain = (tableau.option_kind[issues, now] == TEXT) & np.isnan(tableau.precision[issues, now])
        is_open = played.opened[session] & ~played.is_clean[session] & is_plain
        there = np.abs(played.position[session] - reading.places(now)) <= 1e-9
        could = played.could[session][:, issues, now]
        assert (there == could)[:, is_open].all()


@pytest.mark.parametrize("case", CASES)
def test_only_who_has_released_something_is_told_to_have_given_by_the_call_or_the_clock(case: str) -> None:
    played = record(case)
    rows = {key: row for row, key in enumerate(played.tableau.delegations)}
    issues = {issue.key: at for at, issue in enumerate(played.scenario.issues)}
    ease = np.concatenate([0.0 * played.ease[:1], played.ease])
    for move in made(case, "change_position"):
        if move.cause in ("called", "clock"):
            at = (rows[move.delegation], issues[move.issue])
            assert ease[move.session][at] > ease[move.session - 1][at], move


@pytest.mark.parametrize("case", CASES)
def test_the_causes_of_a_change_account_for_all_of_it(case: str) -> None:
    played, reading = record(case), Reading(record(case))
    before = played.tableau.ideal[0]
    for session, now in enumerate(played.position):
        assert np.allclose(reading.shares_of_change(session).sum(axis=0), now - before, atol=1e-9)
        before = now
