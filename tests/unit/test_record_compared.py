"""Records, and what is in them, can be compared and printed."""

from dataclasses import replace

import pytest

from simulation import simulate
from simulation.engine.record import Record


@pytest.fixture(scope="module")
def record() -> Record:
    return simulate("worked_isolation", seed=1)


def test_records_of_the_same_case_and_seed_are_equal(record: Record) -> None:
    again = simulate("worked_isolation", seed=1)
    assert record == again
    assert hash(record) == hash(again)
    assert record.tableau == again.tableau
    assert record.outcome == again.outcome
    assert record.conditions == again.conditions


def test_records_that_differ_in_one_bit_are_not(record: Record) -> None:
    moved = record.position.copy()
    moved[-1, 0, 0] += 1e-16 + abs(moved[-1, 0, 0]) * 1e-15
    assert record != replace(record, position=moved)
    assert record != replace(record, position=record.position[:-1])
    assert record != simulate("worked_isolation", seed=2)
    assert record != "a record"


def test_a_record_says_in_a_line_what_it_is(record: Record) -> None:
    assert repr(record) == (
        "<Record of worked_isolation: seed 1, replication 0, 1 of 8 sessions, consensus_with_statements>"
    )
