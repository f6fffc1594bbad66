"""The worked cases of the specification, section 16, built here from scratch; every number is worked out by hand.

Sessions are counted from 0, as in the specification. Here pressure is felt as it is, nobody waits and all issues open
alike (`BY_HAND`); what those parameters do is worked out in `test_worked_forms`. The same cases as shipped files:
`test_worked_cases_as_shipped`.
"""

from typing import NamedTuple

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.engine.batch import negotiate
from simulation.engine.record import CLOSED_BY, SIGNALS, Record
from simulation.scenario.schema import Scenario
from tests.extent import at_a_desk
from tests.small_cases import BY_HAND, PLAIN, RUNGS, Data, case, delegation, issue, options

SEEDS = pytest.mark.parametrize("seed", at_a_desk([1], [1, 20130514]))


class Clock(NamedTuple):
    """A variant of case 1 and what must come of it."""

    give: list[float]
    brackets: list[int]
    closed_at: int
    option: str | None
    outcome_class: str
    gain: float
    sessions: int = 10
    strategy: str = "linear"
    red_line: float = 0.5
    special: str | None = None
    beside: bool = True
    """The special option stands beside the rungs; else in place of the one in the middle."""


TEN = [0.15, 0.30, 0.375, 3 / 7, 0.50, 0.60]
FORTY = [3 / (40 - t) for t in range(36)]
BOULWARE = [0.027, 1 / 27, 0.052734375, 27 / 343, 0.125, 0.216, 0.366, 0.516, 0.666]
TO_THE_END = [*TEN, 0.75, 0.90, 1.0, 1.0]
BRACKETS = [2, 2, 1, 1, 1, 0]
CLOCK = {
    "ten sessions": Clock(TEN, BRACKETS, 5, "o2", "consensus_clean", 0.0),
    "five sessions": Clock(
        [0.15, 0.30, 0.45, 0.60], [2, 2, 1, 0], 3, "o2", "consensus_clean", 0.0, sessions=5
    ),
    "three sessions": Clock([0.15, 0.30, 0.45], [2, 2, 1], -1, None, "deferred_or_referred", 0.0, sessions=3),
    "forty sessions": Clock(FORTY, [2] * 31 + [1] * 4 + [0], 35, "o2", "consensus_clean", 0.0, sessions=40),
    "Boulware": Clock(BOULWARE, [2] * 6 + [1, 1, 0], 8, "o2", "consensus_clean", 0.0, strategy="boulware"),
    "narrow red lines": Clock(
        TO_THE_END, [2, 2] + [1] * 8, -1, None, "deferred_or_referred", 0.0, red_line=0.25
    ),
}
for _beside in (True, False):
    _where = "beside" if _beside else "in place"
    CLOCK |= {
        f"agreed language {_where}": Clock(
            TEN,
            BRACKETS,
            5,
            "agreed_language",
            "consensus_clean",
            0.0,
            red_line=0.25,
            special="agreed_language",
            beside=_beside,
        ),
        f"vague {_where}": Clock(
            TEN[:5],
            [2, 2, 1, 1, 0],
            4,
            "vague",
            "consensus_clean",
            0.03,
            red_line=0.25,
            special="vague",
            beside=_beside,
        ),
        f"delete {_where}": Clock(
            TEN,
            BRACKETS,
            5,
            "delete",
            "deferred_or_referred",
            0.0,
            red_line=0.25,
            special="delete",
            beside=_beside,
        ),
    }


def _keys(small: Scenario, record: Record) -> list[str | None]:
    return [
        small.issues[place].options[option].key if option >= 0 else None
        for place, option in enumerate(record.outcome.option)
    ]


def _closed_at(record: Record) -> list[int]:
    closed = record.closed_by >= 0
    return [int(when.argmax()) if when.any() else -1 for when in closed.T]


@SEEDS
@pytest.mark.parametrize("variant", CLOCK.values(), ids=CLOCK)
def test_the_clock_case_goes_as_worked_out(variant: Clock, seed: int) -> None:
    rungs = RUNGS if variant.special is None or variant.beside else (0.0, 0.25, 0.75, 1.0)
    choices = options(*rungs, **({} if variant.special is None else {variant.special: 0.5}))
    small = case(
        [
            delegation(
                key, place, red_line=variant.red_line, reservation=-0.2, strategy={"key": variant.strategy}
            )
            for key, place in (("d0", 0.2), ("d1", 0.8))
        ],
        issues=[issue(choices=choices)],
        protocol=PLAIN | BY_HAND,
        sessions=variant.sessions,
        chair={"powers": []},
    )
    record = negotiate(small, seed=seed)
    assert_allclose(record.give, np.column_stack([variant.give] * 2), atol=1e-9)
    assert record.brackets[:, 0].tolist() == variant.brackets
    assert _closed_at(record) == [variant.closed_at]
    assert _keys(small, record) == [variant.option]
    assert record.outcome.outcome_class == variant.outcome_class
    assert_allclose(record.outcome.gain, [variant.gain] * 2, atol=1e-9)


def _isolation(price: float) -> Scenario:
    rows = [delegation(f"d{k}", place, reservation=0.0) for k, place in enumerate((0.8, 0.8, 0.8, 0.8, 0.6))]
    return case(
        rows,
        issues=[issue(draft="o3")],
        sessions=8,
        protocol={**PLAIN, **BY_HAND, "signal": {"isolation": price}},
    )


@SEEDS
def test_standing_alone_costs_the_fifth_more_than_the_draft_does(seed: int) -> None:
    small = _isolation(0.10)
    record = negotiate(small, seed=seed)
    assert _closed_at(record) == [0]
    assert _keys(small, record) == ["o3"]
    assert_allclose(record.margin[0, 4, 0, 3], -0.05, atol=1e-9)
    assert [SIGNALS[code] for code in record.signal[0, :, 0, 3]] == ["support"] * 4 + ["statement"]
    assert_allclose(record.outcome.gain, [0.25, 0.25, 0.25, 0.25, -0.05], atol=1e-9)
    assert record.outcome.outcome_class == "consensus_with_statements"
    assert_allclose(record.outcome.signals, [0.8, 0, 0, 0.2, 0], atol=1e-9)


@SEEDS
def test_without_a_price_the_fifth_holds_out_until_the_others_give_all(seed: int) -> None:
    small = _isolation(0.0)
    record = negotiate(small, seed=seed)
    assert record.brackets[:, 0].tolist() == [1, 1, 1, 1, 1, 1, 0]
    assert record.give[6].tolist() == [1.0] * 5
    assert _closed_at(record) == [6]
    assert _keys(small, record) == ["o2"]
    assert_allclose(record.outcome.gain, [0.0] * 5, atol=1e-9)
    assert record.outcome.outcome_class == "consensus_clean"


def _package(*, red_line: float = 0.7, is_package: bool = True, draft: str = "o1") -> Scenario:
    protocol: Data = {
        **PLAIN,
        **BY_HAND,
        "clock": BY_HAND["clock"] | {"floor": 2},
        "chair_text": {"patience": 3},
        "values": {"edit_price": 0.0},
        "consult": {"enabled": False, "initial_knowledge": 1.0},
    }
    rows = [
        delegation("d0", 0.2, 0.2, salience=(0.8, 0.2), red_line=red_line, reservation=-0.1),
        delegation("d1", 0.8, 0.8, salience=(0.2, 0.8), red_line=red_line, reservation=-0.1),
    ]
    return case(
        rows,
        issues=[issue(f"q{k}", choices=options(0.2, 0.8), draft=draft) for k in range(2)],
        protocol=protocol,
        forum={"package": is_package},
        sessions=12,
        chair={"powers": ["text"]},
    )


@SEEDS
@pytest.mark.parametrize("draft", ["o0", "o1"])
def test_the_package_gives_each_side_what_it_cares_for(draft: str, seed: int) -> None:
    small = _package(draft=draft)
    record = negotiate(small, seed=seed)
    assert_allclose(record.give[:, 0], [0.15, 3 / 11, 0.30, 1 / 3], atol=1e-9)
    asked = record.aspiration.sum(axis=2)[:, 0]
    assert_allclose(asked, [0.48, 0.60 - 0.8 * 3 / 11, 0.36, 1 / 3], atol=1e-9)
    assert_allclose(record.gain[0, :, 0, 0] + record.gain[0, :, 1, 1], [0.36, 0.36], atol=1e-9)
    assert _closed_at(record) == [3, 3]
    assert [CLOSED_BY[code] for code in record.closed_by[3]] == ["chair_package"] * 2
    assert _keys(small, record) == ["o0", "o1"]
    assert_allclose(record.outcome.gain, [0.18, 0.18], atol=1e-9)
    assert record.outcome.outcome_class == "consensus_clean"


@SEEDS
@pytest.mark.parametrize(
    "small",
    [_package(is_package=False), _package(red_line=0.55)],
    ids=["clause by clause", "beyond a red line"],
)
def test_nothing_closes_clause_by_clause_or_across_a_red_line(small: Scenario, seed: int) -> None:
    record = negotiate(small, seed=seed)
    assert _closed_at(record) == [-1, -1]
    assert record.n_rounds == 12
    assert _keys(small, record) == [None, None]
    assert record.outcome.outcome_class == "deferred_or_referred"
