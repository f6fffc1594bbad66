"""The picture beside the editor agrees with the library on where the red lines are."""

import numpy as np
import pytest

from dashboard.editing.preview import objectors, stands, unlike_its_source
from simulation.engine.batch import prepare
from simulation.engine.simulate import load_scenario
from simulation.preferences.values import evaluate
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.schema import Scenario


def surely(name: str) -> Scenario:
    """Return a case in which everything stands where it most likely stands."""
    case = load_scenario(name)
    sure = [
        delegation.model_copy(
            update={
                "confidence": None,
                "mandate": {
                    issue: mandate.model_copy(update={"confidence": None})
                    for issue, mandate in delegation.mandate.items()
                },
            }
        )
        for delegation in case.delegations
    ]
    lines = [
        bloc.model_copy(
            update={
                "line": {key: line.model_copy(update={"confidence": None}) for key, line in bloc.line.items()}
            }
        )
        for bloc in case.blocs
    ]
    return case.model_copy(update={"delegations": tuple(sure), "blocs": tuple(lines)})


@pytest.mark.parametrize("name", shipped_scenarios())
def test_red_lines_and_refusals_are_those_of_the_first_session(name: str) -> None:
    case = surely(name)
    room = prepare(case).open(1, [0])
    table = room.tableau
    is_red = evaluate(table, room.setting.ladder, room.setting.refuses, table).is_red[0]
    for number, issue in enumerate(case.issues):
        found = {one.key: one for one in stands(case, issue.key)}
        for row, key in enumerate(table.delegations):
            one = found[key]
            assert np.isclose(one.position, table.ideal[0, row, number])
            assert np.isclose(one.low, max(table.red_low[0, row, number], 0))
            assert np.isclose(one.high, min(table.red_high[0, row, number], 1))
            assert one.may_block == table.decide[row]
            if one.cares and one.may_block:
                assert one.refuses_draft == is_red[row, number, table.draft[number]], (key, issue.key)


def test_everybody_is_shown_from_zero_to_one() -> None:
    found = stands(load_scenario("wtpf13"), "Q1")
    assert len(found) == 53
    assert [one.position for one in found] == sorted(one.position for one in found)


def test_the_worked_package_has_nobody_beyond_a_red_line() -> None:
    assert objectors(load_scenario("worked_package")) == {"seats": [], "agenda": []}


def test_a_moved_position_no_longer_speaks_for_its_source() -> None:
    before = load_scenario("wtpf13")
    after = load_scenario("wtpf13", overrides={"delegations.USA.mandate.Q1.position": "0.9"})
    honest = load_scenario(
        "wtpf13",
        overrides={
            "delegations.USA.mandate.Q1.position": "0.9",
            "delegations.USA.mandate.Q1.basis": "judgement",
        },
    )
    assert unlike_its_source(before, before) == []
    assert unlike_its_source(before, after) == [("USA", "Q1")]
    assert unlike_its_source(before, honest) == []
