"""What hangs on a clause that is gone is no part of the document, and counts for nobody."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, view_of
from simulation.scenario.schema import Scenario
from simulation.state.falling import let_fall
from simulation.text import DocumentState, Moment, build_document
from tests.hanging_cases import hanging_case

type Write = Callable[[str, str | bytes], Path]


def adopted(case: Scenario, option: list[int]) -> DocumentState:
    keys = [item.key for item in case.delegations]
    size = (len(keys), len(case.issues))
    says = np.array(option)
    moment = Moment(
        session=1,
        table=np.maximum(says, 0),
        is_clean=says >= 0,
        is_read=np.ones(len(says), dtype=np.bool_),
        holds=np.full(size, -1),
        objects=np.zeros(size, dtype=np.bool_),
        adopted=says,
    )
    return build_document(case, keys, moment)


@pytest.mark.parametrize("key", ["hanging", "unga_cyber", "wtpf13_training"])
def test_what_falls_in_the_text_falls_in_the_numbers_and_nothing_else(key: str) -> None:
    case = hanging_case() if key == "hanging" else load_scenario(key)
    chance = np.random.default_rng(1)
    highest = [len(issue.options) for issue in case.issues]
    documents = chance.integers(-1, highest, size=(60, len(highest)))
    left = let_fall(case, documents)
    fell = 0
    for before, after in zip(documents.tolist(), left.tolist(), strict=True):
        fallen = adopted(case, before).fallen
        dropped = {i.key for i, was, now in zip(case.issues, before, after, strict=True) if was >= 0 > now}
        assert dropped == {
            issue for issue in fallen if before[[i.key for i in case.issues].index(issue)] >= 0
        }
        assert [now for now in after if now >= 0] == [
            was for was, now in zip(before, after, strict=True) if now >= 0
        ]
        fell += len(dropped)
    assert fell > 0


def test_what_is_agreed_so_far_counts_no_clause_that_hangs_on_a_deleted_one(
    write: Write, small_case: str
) -> None:
    live = LiveNegotiation(load_scenario(write("small.yaml", small_case)), seats=("AAA",))
    moving = live.live.room.state
    moving.table[0] = [0, 1]
    moving.is_clean[0] = True
    row = live.live.row("AAA")
    both = (moving.gain[0, row, 0, 0] + moving.gain[0, row, 1, 1]) / 2
    assert view_of(live, "AAA").own.so_far == pytest.approx(both)
    moving.table[0, 0] = 2  # a) is deleted, and b) hangs on it
    view = view_of(live, "AAA")
    assert view.document.fallen == {"Q2": "recognizing a"}
    assert view.own.so_far == pytest.approx(moving.gain[0, row, 0, 2] / 2)
