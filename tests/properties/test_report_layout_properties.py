"""The geometry of the charts: nothing overlaps, order is kept, and the same input gives the same drawing."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from simulation.arrays import FloatArray, IntArray
from simulation.drawing.braid import lay_braid
from simulation.drawing.geometry import convex_hull, core, push_apart, stack

TOP, BOTTOM = 10.0, 210.0


@st.composite
def bands(draw: st.DrawFn) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    n = draw(st.integers(1, 30))
    centre = np.sort(draw(arrays(np.float64, n, elements=st.floats(-50, 300))))
    height = draw(arrays(np.float64, n, elements=st.floats(0.1, 9)))
    weight = draw(arrays(np.float64, n, elements=st.floats(0.1, 20)))
    gap = draw(arrays(np.float64, n - 1, elements=st.floats(0, 9)))
    return centre, height, weight, gap


@given(bands())
def test_bands_never_overlap_and_keep_their_order(
    given_bands: tuple[FloatArray, FloatArray, FloatArray, FloatArray],
) -> None:
    centre, height, weight, gap = given_bands
    edge = stack(centre, height, weight, gap, top=TOP, bottom=BOTTOM)
    assert (edge[1:] - (edge[:-1] + height[:-1]) >= gap - 1e-6).all()
    assert edge[0] >= TOP - 1e-9


@given(bands())
def test_bands_stay_in_the_frame_if_they_fit(
    given_bands: tuple[FloatArray, FloatArray, FloatArray, FloatArray],
) -> None:
    centre, height, weight, gap = given_bands
    assume(height.sum() + gap.sum() <= BOTTOM - TOP)
    edge = stack(centre, height, weight, gap, top=TOP, bottom=BOTTOM)
    assert edge[-1] + height[-1] <= BOTTOM + 1e-6


@given(st.integers(1, 12), st.data())
def test_bands_with_room_lie_where_they_wish(n: int, data: st.DataObject) -> None:
    slack = data.draw(arrays(np.float64, n, elements=st.floats(0, 3)))
    centre = TOP + 8 + np.cumsum(slack + 10) - 10
    height = np.full(n, 8.0)
    edge = stack(centre, height, np.ones(n), np.full(n - 1, 2.0), top=TOP, bottom=BOTTOM)
    assert_allclose(edge, centre - 4)


def test_two_bands_that_wish_the_same_place_meet_in_the_weighted_middle() -> None:
    edge = stack(
        np.array([100.0, 100.0]),
        np.array([10.0, 10.0]),
        np.array([3.0, 1.0]),
        np.array([2.0]),
        top=0.0,
        bottom=200.0,
    )
    assert_allclose(edge, [92.0, 104.0])  # 95 and 83 are wished for the first; (3 x 95 + 83) / 4 = 92


@st.composite
def rooms(draw: st.DrawFn) -> tuple[FloatArray, IntArray, FloatArray]:
    sessions, n = draw(st.integers(2, 6)), draw(st.integers(1, 40))
    main = draw(arrays(np.float64, (sessions, n), elements=st.floats(0, 1)))
    label = draw(arrays(np.int64, (sessions, n), elements=st.integers(-1, 4)))
    capability = draw(arrays(np.float64, n, elements=st.floats(0, 1)))
    return main, label, capability


@given(rooms())
def test_threads_of_a_braid_never_overlap(room: tuple[FloatArray, IntArray, FloatArray]) -> None:
    main, label, capability = room
    braid = lay_braid(main, label, capability, top=TOP, bottom=BOTTOM)
    for edge in braid.edge:
        ordered = edge[np.lexsort((edge[:, 1], edge[:, 0]))]
        assert (ordered[1:, 0] >= ordered[:-1, 1] - 1e-6).all()
        assert ordered[0, 0] >= TOP - 1e-6
        assert ordered[-1, 1] <= BOTTOM + 1e-6


@given(rooms())
def test_members_of_a_coalition_lie_side_by_side_in_the_order_of_their_positions(
    room: tuple[FloatArray, IntArray, FloatArray],
) -> None:
    main, label, capability = room
    braid = lay_braid(main, label, capability, top=TOP, bottom=BOTTOM)
    for session in range(len(main)):
        for coalition in np.unique(label[session][label[session] >= 0]).tolist():
            rows = np.flatnonzero(label[session] == coalition)
            rows = rows[np.argsort(braid.edge[session, rows, 0], kind="stable")]
            assert (np.diff(main[session, rows]) >= 0).all()
            assert_allclose(braid.edge[session, rows[1:], 0], braid.edge[session, rows[:-1], 1], atol=1e-6)
            assert braid.rope(session, coalition) == (
                braid.edge[session, rows[0], 0],
                braid.edge[session, rows[-1], 1],
            )


@given(rooms())
def test_the_same_room_is_laid_the_same(room: tuple[FloatArray, IntArray, FloatArray]) -> None:
    main, label, capability = room
    first, second = (lay_braid(main, label, capability, top=TOP, bottom=BOTTOM) for _ in range(2))
    assert_array_equal(first.edge, second.edge)


@given(
    arrays(np.float64, st.tuples(st.integers(1, 25), st.just(2)), elements=st.floats(0, 400)),
    st.booleans(),
)
def test_marks_do_not_cover_each_other(wish: FloatArray, together: bool) -> None:  # noqa: FBT001 - drawn
    if together:
        wish = np.full_like(wish, 200.0)  # all in one place
    radius = np.linspace(3.0, 6.0, len(wish))
    place = push_apart(wish, radius, gap=1.0, low=np.zeros(2), high=np.full(2, 400.0))
    distance = np.hypot(*(place[:, None] - place).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    assert (distance >= radius[:, None] + radius).all()
    assert (place >= radius[:, None]).all()
    assert (place <= 400.0 - radius[:, None]).all()


def test_marks_with_room_stay_where_they_are() -> None:
    wish = np.array([[50.0, 50.0], [150.0, 60.0], [90.0, 140.0]])
    place = push_apart(wish, np.full(3, 5.0), gap=1.0, low=np.zeros(2), high=np.full(2, 200.0))
    assert_allclose(place, wish)


@given(arrays(np.float64, st.tuples(st.integers(3, 40), st.just(2)), elements=st.floats(-100, 100, width=32)))
def test_a_hull_holds_all_points_and_turns_one_way(points: FloatArray) -> None:
    hull = convex_hull(points)
    assume(len(hull) > 2)
    ahead = np.roll(hull, -1, axis=0) - hull
    to_points = points[None] - hull[:, None]
    turn = ahead[:, None, 0] * to_points[..., 1] - ahead[:, None, 1] * to_points[..., 0]
    assert (turn >= -1e-6).all()


def test_a_member_far_from_the_rest_is_not_core() -> None:
    place = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 2.0], [2.0, 2.0], [100.0, 100.0]])
    assert core(place, 1.0).tolist() == [True, True, True, True, False]
    assert core(place, 200.0).all()
