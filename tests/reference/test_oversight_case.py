"""What the guide of the third training case says of it, counted over all of its documents."""

import numpy as np
import pytest

from simulation.arrays import ATOL
from simulation.engine.batch import prepare
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.training.frontier import Stakes, documents, frontier

CASE = load_scenario("ai_oversight")
PACK = load_pack("ai_oversight")


@pytest.fixture(scope="module")
def stakes() -> Stakes:
    room = prepare(CASE).open(1, [0])
    return Stakes.now(room.tableau, room.state)


def _text(**changed: str) -> np.ndarray:
    assert PACK is not None
    said = {**PACK.best_package.options, **changed}
    return np.array([[o.key for o in issue.options].index(said[issue.key]) for issue in CASE.issues])


def test_companies_civil_society_engineers_and_scientists_decide_beside_four_governments(
    stakes: Stakes,
) -> None:
    assert stakes.decide.all()
    assert sorted(seat.kind for seat in CASE.delegations if seat.kind != "government") == [
        "academia",
        "civil_society",
        "private_sector",
        "technical_community",
    ]


def test_of_4096_texts_96_cross_no_red_line_and_all_of_them_beat_none(stakes: Stakes) -> None:
    assert np.prod([len(issue.options) for issue in CASE.issues]) == 4096
    found = documents(stakes)
    assert found.is_exact
    assert (len(found), len(frontier(found.worth))) == (96, 64)


def test_the_best_package_is_worth_more_than_no_text_to_all_and_nothing_is_better_for_all(
    stakes: Stakes,
) -> None:
    best = _text()
    assert (stakes.worth(best) > stakes.no_deal + 0.03).all()
    found = documents(stakes)
    row = int((found.option == best).all(axis=1).argmax())
    assert (found.option[row] == best).all()
    assert row in frontier(found.worth)


def test_every_clause_of_the_package_is_dear_to_one_or_two_and_costs_somebody(stakes: Stakes) -> None:
    best = _text()
    gain = stakes.gain[:, np.arange(len(best)), best]
    dear = gain > 0.3
    assert dear.any(axis=1).all()
    assert set(dear.sum(axis=0).tolist()) <= {1, 2}
    assert (gain < -ATOL).any(axis=0).all()


def test_the_fair_middle_of_every_clause_brings_less_to_all_but_tavela(stakes: Stakes) -> None:
    assert PACK is not None
    middle = _text(**PACK.traps[0].options)
    assert not stakes.crosses(middle).any()
    less = stakes.worth(middle) < stakes.worth(_text())
    assert [seat.key for seat, lost in zip(CASE.delegations, less, strict=True) if not lost] == ["TAV"]


def test_a_licence_and_a_fund_cross_the_lines_of_those_whom_the_guide_counts(stakes: Stakes) -> None:
    assert PACK is not None
    assert PACK.traps[2].options == {"reporting": "licence", "access": "fund"}
    assert stakes.crosses(_text(reporting="licence")).sum() == 4
    assert stakes.crosses(_text(access="fund")).sum() == 2
