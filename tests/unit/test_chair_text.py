"""On which clauses the chair looks for a text: each that it called and that has stayed open for long enough."""

import numpy as np
import pytest

from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from tests.small_cases import case, delegation, issue

CALLED, IS_CLEAN, WAITED = (True, True, False, True), (False, False, False, True), (2, 1, 2, 2)


@pytest.mark.parametrize(
    ("last", "expected"), [(False, [True, False, False, False]), (True, [True, True, False, False])]
)
def test_the_chair_counts_clause_by_clause_and_leaves_alone_what_it_has_not_called(
    *, last: bool, expected: list[bool]
) -> None:
    rows = [delegation(f"d{k}", *[place] * 4) for k, place in enumerate((0.0, 1.0))]
    small = case(
        rows,
        issues=[issue(f"q{k}") for k in range(4)],
        protocol={"chair_text": {"patience": 2}},
        chair={"powers": ["text"]},
    )
    negotiation = prepare(small)
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    turn = negotiation.protocol.begin(room)
    turn.called, turn.last = np.array([CALLED]), np.array([last])
    room.state.is_clean, room.state.waited = np.array([IS_CLEAN]), np.array([WAITED])
    assert negotiation.protocol.chair_text.issues(room, turn)[0].tolist() == expected
