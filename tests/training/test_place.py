"""Where an end lies in a seat's own range, by hand."""

import numpy as np
import pytest

from simulation import simulate
from simulation.training.frontier import Stakes, documents
from simulation.training.place import places, places_of

NO_TEXT = np.array([-1, -1])


@pytest.fixture
def stakes() -> Stakes:
    """Two clauses of two wordings: ONE wants the second of each, TWO the first; ONE cannot have both its first."""
    one, two = [[-0.4, 0.8], [-0.2, 0.4]], [[0.6, -0.2], [0.2, -0.2]]
    return Stakes(
        gain=np.array([one, two]),
        is_red=np.zeros((2, 2, 2), dtype=bool),
        no_deal=np.array([-0.1, -0.1]),
        decide=np.array([True, True]),
        may_drop=False,
    )


def test_the_best_and_the_worst_document_that_all_could_adopt_are_the_ends(stakes: Stakes) -> None:
    # (0, 0) is worth -0.3 to ONE and (1, 1) -0.2 to TWO, below the -0.1 of no document. Left: (0, 1), (1, 0).
    assert documents(stakes).option.tolist() == [[0, 1], [1, 0]]
    best = places(stakes, np.array([1, 0]))
    assert [(round(one.worst, 9), round(one.best, 9)) for one in best] == [(0.0, 0.3), (0.0, 0.2)]
    assert [one.value for one in best] == pytest.approx([1.0, 0.0])
    assert [one.value for one in places(stakes, np.array([0, 1]))] == pytest.approx([0.0, 1.0])


def test_no_document_counts_as_what_it_is_worth_and_may_lie_below_the_range(stakes: Stakes) -> None:
    ends = places(stakes, NO_TEXT)
    assert [one.worth for one in ends] == [-0.1, -0.1]
    assert [one.value for one in ends] == pytest.approx([-1 / 3, -1 / 2])
    assert not any(one.has_document for one in ends)


def test_a_document_that_others_should_not_have_signed_may_lie_above_the_range(stakes: Stakes) -> None:
    assert places(stakes, np.array([1, 1]))[0].value == pytest.approx(0.6 / 0.3)


def test_a_red_line_takes_documents_out_of_the_range_of_everybody(stakes: Stakes) -> None:
    stakes.is_red[1, 0, 1] = True  # TWO cannot have what ONE wants on the first clause
    ends = places(stakes, np.array([0, 1]))
    assert [one.value for one in ends] == [None, None]
    assert [(one.worst, one.best) for one in ends] == [(one.worth, one.worth) for one in ends]


def test_where_nothing_could_be_adopted_there_is_no_place(stakes: Stakes) -> None:
    stakes.no_deal[:] = 1.0
    assert all(one.value is None for one in places(stakes, NO_TEXT))


@pytest.mark.parametrize("case", ["first_hour", "wtpf13_training"])
def test_the_range_of_the_shipped_training_cases_is_exact(case: str) -> None:
    record = simulate(case, seed=1)
    ends = places_of(record)
    assert all(one.is_exact for one in ends)
    for one, decides, cost in zip(ends, record.tableau.decide, record.tableau.failure_cost[0], strict=True):
        assert one.value is not None
        assert one.worst >= -cost - 1e-9 or not decides
