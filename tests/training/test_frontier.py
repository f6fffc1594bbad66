"""The documents that all could adopt, their frontier, and the trades that a text leaves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulation import simulate
from simulation.training.frontier import Stakes, documents, frontier, swaps

WORTHS = st.integers(-8, 8).map(lambda n: n / 8)


@st.composite
def stakes(draw: st.DrawFn) -> Stakes:
    a, i, o = draw(st.integers(1, 4)), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    decide = draw(arrays(np.bool_, a))
    decide[0] = True
    return Stakes(
        gain=draw(arrays(np.float64, (a, i, o), elements=WORTHS)),
        is_red=draw(arrays(np.bool_, (a, i, o), elements=st.sampled_from([False, False, True]))),
        no_deal=draw(arrays(np.float64, a, elements=st.sampled_from([-0.5, -0.25, 0.0]))),
        decide=decide,
        may_drop=draw(st.booleans()),
    )


def test_of_the_worked_package_three_documents_can_be_adopted() -> None:
    found = documents(Stakes.at_the_end(simulate("worked_package", seed=1)))
    assert found.is_exact
    # two_seats and eight_items gives .18 to both; one clause alone .24 to one side and -.06 to the other.
    assert sorted(map(tuple, found.worth.round(9).tolist())) == [(-0.06, 0.24), (0.18, 0.18), (0.24, -0.06)]


@given(stakes())
def test_every_adoptable_document_keeps_red_lines_and_pays_everybody_with_a_say(stakes: Stakes) -> None:
    found = documents(stakes)
    assert not stakes.crosses(found.option)[:, stakes.decide].any()
    assert (found.worth[:, stakes.decide] >= stakes.no_deal[stakes.decide] - 1e-9).all()
    np.testing.assert_allclose(stakes.worth(found.option), found.worth, atol=1e-12)
    assert (found.option >= 0).any(axis=1).all()


@given(stakes())
def test_a_bounded_search_finds_nothing_that_is_not_there(stakes: Stakes) -> None:
    whole, bounded = documents(stakes), documents(stakes, most=8)
    assert {*map(tuple, bounded.option.tolist())} <= {*map(tuple, whole.option.tolist())}
    assert bounded.is_exact == (len(bounded) == len(whole)) or not bounded.is_exact


@given(arrays(np.float64, st.tuples(st.integers(1, 40), st.integers(1, 4)), elements=WORTHS))
def test_nothing_on_the_frontier_is_beaten_and_all_else_is(worth: np.ndarray) -> None:
    kept = set(frontier(worth).tolist())
    for row in range(len(worth)):
        beaten = ((worth >= worth[row]).all(axis=1) & (worth > worth[row]).any(axis=1)).any()
        assert beaten == (row not in kept)


@given(stakes(), st.data())
def test_no_trade_crosses_a_red_line_or_leaves_anybody_below_no_document(
    stakes: Stakes, data: st.DataObject
) -> None:
    final = data.draw(
        arrays(np.int64, stakes.gain.shape[1], elements=st.integers(-1, stakes.gain.shape[2] - 1))
    )
    for swap in swaps(stakes, 0, final, most=99):
        after = np.array(swap.option)
        assert not stakes.is_red[stakes.decide, swap.get[0], swap.get[1]].any()
        assert not stakes.crosses(after)[stakes.decide].any()
        assert (stakes.worth(after) >= stakes.no_deal - 1e-9)[stakes.decide].all()
        change = stakes.worth(after) - stakes.worth(final)
        assert change[0] == pytest.approx(swap.own)
        assert change[swap.other] == pytest.approx(swap.its)
        assert min(swap.own, swap.its) > 0


def test_a_trade_of_what_each_cares_for_less_is_found() -> None:
    cares_for_first, cares_for_second = [[0.4, 0.0], [0.1, 0.0]], [[0.0, 0.1], [0.0, 0.4]]
    found = swaps(
        Stakes(
            gain=np.array([cares_for_first, cares_for_second]),
            is_red=np.zeros((2, 2, 2), dtype=bool),
            no_deal=np.zeros(2),
            decide=np.ones(2, dtype=bool),
            may_drop=True,
        ),
        0,
        np.array([1, 0]),  # each has what it cares for less
    )
    assert [(swap.other, swap.get, swap.give) for swap in found] == [(1, (0, 0), (1, 1))]
    assert (found[0].own, found[0].its) == pytest.approx((0.15, 0.15))
