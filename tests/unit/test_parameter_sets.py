"""Each replication draws a set of parameters, alone as in company, and the word of a case's author stands."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.engine.batch import negotiate, play_batch, prepare
from simulation.engine.simulate import load_scenario
from simulation.evidence.backtest.council_cases import COUNCIL
from simulation.protocols.conference.conference import Conference
from simulation.protocols.parameter_sets import sets_table
from simulation.protocols.parameter_sets.sets import DRAWABLE, DRAWN_TOGETHER, ParameterSets, draw
from simulation.protocols.parameter_sets.sets_table import ParameterSetsError, read_sets, sets_for
from simulation.scenario.schema import ProtocolChoice, Rights
from simulation.storage.manifest import manifest_of
from tests.extent import at_a_desk
from tests.small_sets import FOLDER, assert_alone_as_in_company, bits, invented_sets, two_sets

SHIPPED = ("first_hour", "wtpf13_training", "unga_cyber", "wtpf13")


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHIPPED))
def test_a_replication_in_a_batch_is_the_one_with_its_set_written_into_the_case(name: str) -> None:
    assert_alone_as_in_company(load_scenario(name), invented_sets(), range(3, 6))


def test_sets_change_how_a_case_goes() -> None:
    case = load_scenario("first_hour")
    plain = play_batch(prepare(case), seed=1, replications=range(16))
    drawn = play_batch(prepare(case, invented_sets()), seed=1, replications=range(16))
    assert sum(bits(plain, row) != bits(drawn, row) for row in range(16)) > 8


OTHER = {
    "clock.lead": 9.0,
    "coalesce.cosign": 1.0,
    "values.curve": 1.6,
    "clock.urgency": 2.0,
    "decide.outvoted": 0.0,
}
"""Where .65 is hardly another value."""


@pytest.mark.parametrize("name", DRAWABLE)
def test_every_parameter_that_can_be_drawn_reaches_the_room(name: str) -> None:
    protocol = "{key: conference, programme: false}" if name == "concede.premium" else "{key: conference}"
    by_vote = name.startswith(("decide.", "persuade."))
    rule = {"forum.decision": "{rule: qualified_majority}"} if by_vote else {}
    case = load_scenario("wtpf13" if by_vote else "wtpf13_training", overrides={"protocol": protocol, **rule})
    if name == "persuade.strength":
        first, *rest = case.delegations
        heard = first.model_copy(update={"rights": Rights(speak=True, persuade=True)})
        case = case.model_copy(update={"delegations": (heard, *rest)})
    if name == "values.failure_cost":
        unpriced = tuple(one.model_copy(update={"reservation": None}) for one in case.delegations)
        case = case.model_copy(update={"delegations": unpriced})
    other = OTHER.get(name, 0.65)
    plain = play_batch(prepare(case), seed=1, replications=range(8))
    drawn = play_batch(prepare(case, two_sets(name, other, other)), seed=1, replications=range(8))
    assert any(bits(plain, row) != bits(drawn, row) for row in range(8))


def test_what_the_protocol_block_names_is_never_drawn() -> None:
    case = load_scenario("first_hour", overrides={"protocol.concede.pace": "0.11"})
    found = invented_sets().for_one(case.protocol, 1, 0)
    assert "concede.pace" not in found.values
    assert "concede.premium" in found.values
    assert (
        dict(manifest_of(negotiate(found.written_into(case), seed=1), "").parameters)["concede.pace"] == 0.11
    )
    same = play_batch(prepare(case, two_sets("concede.pace", 0.9, 1.0)), seed=1, replications=range(4))
    plain = play_batch(prepare(case), seed=1, replications=range(4))
    assert [bits(same, row) for row in range(4)] == [bits(plain, row) for row in range(4)]


def test_a_mechanism_that_the_case_switches_off_stays_off() -> None:
    for off in (False, {"enabled": False}):
        choice = ProtocolChoice.model_validate({"key": "conference", "concede": off})
        names = set(invented_sets().for_one(choice, 1, 0).values)
        assert names == {name for name in DRAWABLE if not name.startswith("concede.")}


def test_a_mechanism_that_the_case_only_names_is_drawn() -> None:
    choice = ProtocolChoice.model_validate({"key": "conference", "concede": True})
    assert set(invented_sets().for_one(choice, 1, 0).values) == set(DRAWABLE)


def test_a_delegation_keeps_its_own_price_of_failure() -> None:
    case = load_scenario("wtpf13")
    own = [d.key for d in case.delegations if d.reservation is not None]
    first = case.delegations[0].key
    named = case.model_copy(
        update={
            "delegations": tuple(
                d.model_copy(update={"reservation": -0.3 if d.key == first else None})
                for d in case.delegations
            )
        }
    )
    room = prepare(named, two_sets("values.failure_cost", 0.7, 0.7)).open(1, [0, 5])
    for place, key in enumerate(room.tableau.delegations):
        assert set(room.tableau.failure_cost[:, place]) == {0.3 if key == first else 0.7}
    written = prepare(case, two_sets("values.failure_cost", 0.7, 0.7)).open(1, [0])
    for place, key in enumerate(written.tableau.delegations):
        assert (written.tableau.failure_cost[0, place] != 0.7) == (key in own)


def test_another_protocol_draws_nothing() -> None:
    case = load_scenario("first_hour", overrides={"protocol": "{key: compromise}"})
    assert invented_sets().for_batch(case.protocol, 1, range(4)) is None
    drawn = play_batch(prepare(case, invented_sets()), seed=1, replications=range(4))
    plain = play_batch(prepare(case), seed=1, replications=range(4))
    assert [bits(drawn, row) for row in range(4)] == [bits(plain, row) for row in range(4)]


@given(
    weight=st.lists(st.floats(0, 5), min_size=1, max_size=9).filter(lambda found: sum(found) > 0.01),
    seed=st.integers(0, 2**40),
    ids=st.lists(st.integers(0, 10**9), min_size=1, max_size=8),
)
def test_a_set_is_drawn_alone_as_in_company(weight: list[float], seed: int, ids: list[int]) -> None:
    together = draw(np.array(weight), seed, ids)
    assert together.tolist() == [int(draw(np.array(weight), seed, [k])[0]) for k in ids]
    assert all(weight[number] > 0 for number in together)


def test_sets_are_drawn_as_often_as_they_weigh() -> None:
    found = draw(np.array([1.0, 0.0, 3.0]), 1, range(0, 8000, DRAWN_TOGETHER))
    share = np.bincount(found, minlength=3) / len(found)
    assert abs(share[0] - 0.25) < 0.025  # five standard errors of 4,000 draws are .034
    assert share[1] == 0


def test_two_replications_in_a_row_share_a_set() -> None:
    numbers = invented_sets().numbers(1, range(200)).reshape(-1, DRAWN_TOGETHER)
    assert (numbers == numbers[:, :1]).all()
    assert len(set(numbers[:, 0].tolist())) > 15


def test_the_median_is_the_parameter_up_to_which_lies_half_of_the_weight() -> None:
    sets = ParameterSets(
        names=("concede.pace",),
        rows=((0.1,), (0.4,), (0.2,)),
        weights=(2.0, 1.0, 1.0),
        provenance={},
        source="",
    )
    assert sets.medians() == {"concede.pace": 0.1}
    assert replace(sets, weights=(1.0, 1.0, 1.0)).medians() == {"concede.pace": 0.2}


def test_the_protocol_stands_at_the_medians_of_the_shipped_table_to_two_digits() -> None:
    shipped = sets_for("drawn")
    assert shipped is not None
    medians = {name: float(f"{value:.2g}") for name, value in shipped.medians().items()}
    assert {name: _standing(name) for name in medians} == medians


def test_what_is_shipped_says_what_it_was_fitted_to() -> None:
    shipped = sets_for("drawn")
    assert shipped is not None
    told = shipped.provenance
    assert told["fitted"] == sorted([*shipped.names, *COUNCIL])
    assert told["of_council"] == [*COUNCIL]
    medians = {name: told["quantiles"][name]["50"] for name in COUNCIL}
    assert {name: float(f"{value:.2g}") for name, value in medians.items()} == COUNCIL
    assert shipped.size == told["accepted"]
    assert told["generations"][-1]["threshold"] < 1.01 * told["nearest_threshold"]


def test_median_draws_nothing() -> None:
    assert sets_for("median") is None


@pytest.mark.skipif(sets_table.is_shipped(), reason="a table is shipped")
def test_without_a_shipped_table_nothing_can_be_drawn() -> None:
    with pytest.raises(ParameterSetsError, match="comes with no table of parameter sets"):
        sets_for("drawn")


def test_a_folder_of_ones_own_is_a_table_too() -> None:
    found = sets_for(str(FOLDER))
    assert found is not None
    assert (found.size, found.names, found.source) == (24, DRAWABLE, str(FOLDER))


WRONG: dict[str, tuple[str, list[str]]] = {
    "no weight": ("concede.pace\n0.2\n", ["The first column is concede.pace. Valid: weight"]),
    "nothing in it": ("", ["The first column is . Valid: weight"]),
    "a name": (
        "weight,concede.pase\n1,0.2\n",
        ["concede.pase is not a parameter", "Did you mean 'concede.pace'?"],
    ),
    "not drawable": (
        "weight,coalesce.tell\n1,0.2\n",
        ["coalesce.tell is not a parameter that replications can draw"],
    ),
    "twice": ("weight,concede.pace,concede.pace\n1,0.2,0.2\n", ["concede.pace appears twice"]),
    "a word": (
        "weight,concede.pace\n1,slow\n1,0.2,3\n",
        [":2: This line is not a set", ":3: This line is not a set"],
    ),
    "a weight": (
        "weight,concede.pace\n-1,0.2\n1,nan\n",
        [":2: This line is not a set", ":3: This line is not a set"],
    ),
    "a range": ("weight,concede.pace\n1,0.2\n1,1.5\n", [":3: concede.pace: ", "less than or equal to 1"]),
    "a switch": ("weight,signal.size\n1,0.2\n1,0\n", [":3: signal.size is 0, which switches something off"]),
    "no weights": ("weight,concede.pace\n0,0.2\n", ["No set has a weight above 0"]),
    "no sets": ("weight,concede.pace\n", ["No set has a weight above 0"]),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_table_that_cannot_be_used_is_refused_with_all_that_is_wrong(what: str, tmp_path: Path) -> None:
    text, told = WRONG[what]
    (tmp_path / "sets.csv").write_text(text, encoding="utf-8")
    (tmp_path / "provenance.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ParameterSetsError) as caught:
        read_sets(tmp_path, source="x")
    for words in [*told, "This is not a record of provenance"]:
        assert words in str(caught.value)


def test_a_table_that_is_no_ordinary_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "sets.csv").symlink_to("/dev/null")
    (tmp_path / "provenance.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ParameterSetsError) as caught:
        read_sets(tmp_path, source="x")
    assert str(caught.value).startswith(f"{tmp_path / 'sets.csv'}: This is not an ordinary file.")


def test_both_files_are_missed_at_once(tmp_path: Path) -> None:
    with pytest.raises(ParameterSetsError) as caught:
        read_sets(tmp_path, source="x")
    assert str(caught.value).count("cannot be read") == 2


def test_a_table_is_told_by_its_hash(tmp_path: Path) -> None:
    text = (FOLDER / "sets.csv").read_text(encoding="utf-8")
    (tmp_path / "sets.csv").write_text(text.rstrip().rpartition("\n")[0], encoding="utf-8")
    (tmp_path / "provenance.json").write_text(json.dumps({}), encoding="utf-8")
    assert read_sets(tmp_path, source="x").sha256 != invented_sets().sha256


def _standing(name: str) -> float:
    found: Any = Conference()
    for part in name.split("."):
        found = getattr(found, part)
    return float(found)
