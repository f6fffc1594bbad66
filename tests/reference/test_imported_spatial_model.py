"""A table of KTAB that is imported and played under the spatial model ends where the model ends on its numbers.

The layout is that of KTAB's reader; the numbers are invented. Saliences are per cent of a delegation's attention.
"""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray
from simulation.engine.batch import negotiate
from simulation.models.spatial import spatial_run
from simulation.scenario.interchange.importing import import_text
from simulation.scenario.problems import Problems
from simulation.scenario.schema import ProtocolChoice, Scenario

HEADING = "Actor,Description,Power,One Position,One Salience,Two Position,Two Salience,Three Position,Three Salience,"
TABLE = np.array(
    [  # power, then position and salience on three dimensions
        [90.0, 5, 40, 80, 20, 30, 35],
        [40.0, 20, 10, 95, 60, 75, 20],
        [70.0, 55, 30, 10, 15, 90, 45],
        [25.0, 70, 25, 35, 25, 0, 25],
        [110.0, 100, 20, 60, 30, 45, 10],
        [60.0, 85, 50, 0, 5, 100, 40],
    ]
)


def imported(table: FloatArray) -> Scenario:
    rows = [f"S{row},,{','.join(f'{cell:g}' for cell in cells)}," for row, cells in enumerate(table)]
    text = "\n".join([f"Invented,,{len(table)},3,", HEADING, *rows])
    problems = Problems()
    found = import_text(text, "t.csv", problems)
    assert found is not None, list(problems.sorted())
    return found.scenario


def played(case: Scenario, rounds: int, sessions: int) -> FloatArray:
    """Return where the delegations end, `[A, I]`, 0 to 100."""
    protocol = ProtocolChoice.model_validate({"key": "spatial_model", "rounds": rounds})
    record = negotiate(case.model_copy(update={"protocol": protocol, "sessions": sessions}), seed=1)
    ended: FloatArray = 100 * record.ideal[-1]
    return ended


def run(table: FloatArray, turns: int, share: float = 100.0) -> FloatArray:
    """Return positions at the start and after each of so many turns, `[1 + T, A, I]`; fewer if they settle before."""
    return spatial_run(table[:, 1::2], table[:, 2::2] / share, table[:, 0], high=100)[: turns + 1]


@pytest.mark.parametrize("rounds", [2, 3, 20])
def test_saliences_that_are_shares_of_attention_are_played_as_they_are(rounds: int) -> None:
    assert (TABLE[:, 2::2].sum(axis=1) <= 100).all()
    assert_allclose(played(imported(TABLE), rounds, 20), run(TABLE, rounds)[-1], atol=1e-9)


@pytest.mark.parametrize("sessions", [1, 3, 10, 20])
def test_it_stops_where_the_model_stops_however_many_turns_a_session_holds(sessions: int) -> None:
    whole = run(TABLE, 20)
    turns = len(whole) - 1
    assert turns < 20
    assert turns % 2 == 1
    assert_allclose(played(imported(TABLE), 20, sessions), whole[-1], atol=1e-9)


def test_who_gives_more_than_all_attention_has_the_room_divided_by_the_largest_sum() -> None:
    table = TABLE.copy()
    table[1, 2::2] = 50, 60, 40
    assert_allclose(played(imported(table), 5, 20), run(table, 5, share=150.0)[-1], atol=1e-9)
