"""New instructions and what they do to red lines: a red line goes where the position goes."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from tests.small_cases import Data, case, delegation, issue

SECOND = delegation("d1", 1.0)


def told(red_line: object, *events: Data, place: float = 0.25, sessions: int = 4) -> Record:
    """Return the record of a negotiation in which d0 gets new instructions."""
    core: Data = {"session": 2, "kind": "instruction", "note": "", "delegation": "d0", "issue": "q0"}
    rows = [delegation("d0", place, red_line=red_line), SECOND]
    whole = case(rows, sessions=sessions, events=[core | event for event in events])
    return negotiate(whole, seed=1)


def line(record: Record, session: int) -> list[float]:
    """Return the red line of d0 and its ideal between the ends."""
    at = (session, 0, 0)
    return [float(record.red_low[at]), float(record.ideal[at]), float(record.red_high[at])]


def test_a_red_line_round_a_position_goes_along_with_it() -> None:
    record = told(0.1, {"position": 0.75})
    assert_allclose(line(record, 0), [0.15, 0.25, 0.35])
    assert_allclose(line(record, 1), [0.65, 0.75, 0.85])
    assert record.is_red[0, 0, 0].tolist() == [True, False, True, True, True]
    assert record.is_red[1, 0, 0].tolist() == [True, True, True, False, True]


def test_a_new_red_line_stays_where_it_was_put() -> None:
    record = told(0.1, {"position": 0.75, "red_line": [0.5, 0.8]}, {"session": 3, "position": 0.5})
    assert line(record, 1) == [0.5, 0.75, 0.8]
    assert line(record, 2) == [0.5, 0.5, 0.8]


def test_instructions_of_one_session_are_read_in_the_order_of_the_case() -> None:
    moved, fixed = {"position": 0.5}, {"red_line": [0.25, 0.75]}
    assert line(told(0.1, fixed, moved), 1) == [0.25, 0.5, 0.75]
    assert line(told(0.1, moved, fixed), 1) == [0.25, 0.5, 0.75]


def test_a_red_line_given_as_an_interval_stays_where_it_is() -> None:
    record = told([0.0, 0.5], {"position": 0.5})
    assert line(record, 0) == [0.0, 0.25, 0.5]
    assert line(record, 1) == [0.0, 0.5, 0.5]


def test_nobody_is_told_to_wish_what_its_own_red_line_rules_out() -> None:
    assert line(told(0.1, {"red_line": [0.5, 1.0]}), 1) == [0.5, 0.5, 1.0]
    assert line(told([0.0, 0.5], {"position": 1.0}), 1) == [0.0, 0.5, 0.5]


def test_an_instruction_on_all_issues_moves_the_red_lines_of_all() -> None:
    rows = [delegation("d0", 0.25, 0.5, red_line=0.1), delegation("d1", 1.0, 1.0)]
    rows[0]["mandate"]["q1"]["red_line"] = [0.25, 0.75]
    event: Data = {"session": 2, "kind": "instruction", "note": "", "delegation": "d0", "position": 0.75}
    record = negotiate(case(rows, issues=[issue(), issue("q1")], sessions=3, events=[event]), seed=1)
    assert_allclose(record.red_low[1, 0], [0.65, 0.25])
    assert_allclose(record.red_high[1, 0], [0.85, 0.75])
    assert_allclose(record.red_low[:, 1], np.broadcast_to(record.red_low[0, 1], (record.n_rounds, 2)))


@pytest.mark.parametrize("position", [0.0, 0.5, 1.0])
def test_whoever_gets_a_new_position_can_accept_it(position: float) -> None:
    record = told(0.0, {"position": position})
    places = record.tableau.option_position[0].tolist()
    assert not record.is_red[1, 0, 0, places.index(position)]
