"""Marks on a map: none is drawn farther from its place than it may be, and each is drawn once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from simulation.drawing import Spot, stand_apart
from simulation.drawing.geometry import outlines_meet, push_apart

PLACES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 30), st.just(2)),
    elements=st.floats(20, 180, width=32),
)


@given(wish=PLACES, slack=st.floats(1, 20))
def test_pushed_marks_stay_within_their_slack(wish: np.ndarray, slack: float) -> None:
    radius = np.full(len(wish), 6.0)
    found = push_apart(
        wish, radius, gap=2.0, low=np.zeros(2), high=np.full(2, 200.0), slack=np.array([slack, slack / 2])
    )
    assert (np.abs(found - wish) <= np.array([slack, slack / 2]) + 1e-9).all()


@given(wish=PLACES, slack=st.floats(1, 20))
def test_every_mark_is_in_one_cell_within_its_slack(wish: np.ndarray, slack: float) -> None:
    spots = [
        Spot(x=x, y=y, box=(x - slack, y - slack, x + slack, y + slack), wide=6, high=6, group=row % 3)
        for row, (x, y) in enumerate(wish.tolist())
    ]
    cells = stand_apart(spots, gap=2.0, size_of=lambda members: (6.0 + len(members) ** 0.5, 7.0))
    assert sorted(row for cell in cells for row in cell.members) == list(range(len(spots)))
    for cell in cells:
        for row in cell.members:
            assert max(abs(cell.x - spots[row].x), abs(cell.y - spots[row].y)) <= slack + 1e-9


def test_outlines_meet_where_they_cover_each_other() -> None:
    square = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])
    assert outlines_meet(square, square + 5)
    assert outlines_meet(square, square * 0.2 + 4)  # one within the other
    assert not outlines_meet(square, square + np.array([11.0, 0.0]))
    assert not outlines_meet(square, square + np.array([0.0, -11.0]))
