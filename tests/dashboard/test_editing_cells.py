"""An edit changes what it says and nothing else."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.editor import adding_parts, number_grids
from dashboard.editor.checking import check
from dashboard.editor.edits import drop, get, put, put_or_drop
from dashboard.editor.opening_case import Data, open_shipped
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.problems import Path
from tests.spoken_for import BY_CASE

SHIPPED = shipped_scenarios()
SHARES = [column for column, limits in number_grids.MANDATE_COLUMNS.items() if limits.form == "share"]


@cache
def opened(name: str) -> Data:
    data = open_shipped(name).data
    assert data is not None
    return data


def leaves(data: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list) and data and any(isinstance(one, dict) for one in data):
        for place, value in enumerate(data):
            yield from leaves(value, (*path, place))
    else:
        yield path, data


def changed(before: Data, after: Data) -> dict[Path, Any]:
    old, new = dict(leaves(before)), dict(leaves(after))
    return {path: new.get(path) for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def messages(data: Data) -> list[str]:
    return [placed.problem.message for placed in check(data).problems]


@pytest.mark.parametrize("name", BY_CASE)
def test_cells_that_are_written_back_as_they_are_change_nothing(name: str) -> None:
    data = opened(name)
    same = data
    for place, row in enumerate(number_grids.seat_rows(data)):
        for column, value in row.items():
            if get(data, ("delegations", place, column)) is not None:
                same = number_grids.apply_seat(same, place, column, value)
    for issue in data["issues"]:
        for place, row in enumerate(number_grids.mandates_of_issue(data, issue["key"])):
            for column in number_grids.MANDATE_COLUMNS:
                same = number_grids.apply_mandate(same, place, issue["key"], column, row[column])
    assert same == data


@given(st.data())
def test_a_number_in_a_cell_changes_that_number_only(draw: st.DataObject) -> None:
    data = opened(draw.draw(st.sampled_from(["wtpf13", "wtpf13_training", "unga_cyber"])))
    place = draw.draw(st.integers(0, len(data["delegations"]) - 1))
    issue = draw.draw(st.sampled_from(adding_parts.keys_of(data, "issues")))
    column = draw.draw(st.sampled_from(SHARES))
    value = draw.draw(st.floats(0, 1).map(lambda number: round(number, 3)))
    after = number_grids.apply_mandate(data, place, issue, column, value)
    here = ("delegations", place, "mandate", issue)
    has_mandate = get(data, here) is not None
    allowed: set[Path] = {(*here, "red_line" if column.startswith("red_") else column)}
    allowed |= set() if has_mandate else {here[:3], (*here, "position")}
    assert changed(data, after).keys() <= allowed
    assert number_grids.mandate_row(after["delegations"][place], issue)[column] == value


def test_all_cells_of_a_grid_are_edited_and_a_second_time_changes_nothing() -> None:
    data = opened("worked_package")
    cells: dict[int, dict[str, object]] = {0: {"position": 0.3, "red_low": 0.1}, 1: {"salience": None}}

    def apply(data: Data, row: int, column: str, value: object) -> Data:
        return number_grids.apply_mandate(data, row, "seats", column, value)

    once = number_grids.apply_cells(data, cells, apply)
    assert changed(data, once) == {
        ("delegations", 0, "mandate", "seats", "position"): 0.3,
        ("delegations", 0, "mandate", "seats", "red_line"): [0.1, 1.0],
        ("delegations", 1, "mandate", "seats", "salience"): None,
    }
    assert number_grids.apply_cells(once, cells, apply) == once


def test_the_old_data_stay_as_they_are() -> None:
    data = opened("worked_package")
    again = copy.deepcopy(data)
    put(data, ("delegations", 0, "mandate", "seats", "position"), 0.9)
    drop(data, ("issues", 0, "options", 1))
    adding_parts.remove_seat(data, 0)
    adding_parts.remove_issue(data, "seats")
    assert data == again


def test_a_half_width_becomes_an_interval_when_one_end_is_moved() -> None:
    data = opened("worked_package")
    row = number_grids.mandate_row(data["delegations"][1], "seats")
    assert (row["red_low"], row["red_high"]) == (0.1, 1.0)
    after = number_grids.apply_mandate(data, 1, "seats", "red_low", 0.4)
    assert changed(data, after) == {("delegations", 1, "mandate", "seats", "red_line"): [0.4, 1.0]}


def test_clearing_both_ends_leaves_the_red_line_to_the_protocol() -> None:
    data = put(opened("worked_package"), ("delegations", 0, "mandate", "seats", "red_line"), [0.1, 0.5])
    once = number_grids.apply_mandate(data, 0, "seats", "red_low", None)
    assert get(once, ("delegations", 0, "mandate", "seats", "red_line")) == [0.0, 0.5]
    data = drop(data, ("delegations", 0, "mandate", "seats", "red_line"))
    assert number_grids.apply_mandate(data, 0, "seats", "red_high", None) == data


def test_clearing_a_position_takes_the_mandate_away() -> None:
    data = opened("worked_package")
    after = number_grids.apply_mandate(data, 0, "seats", "position", None)
    assert "seats" not in after["delegations"][0]["mandate"]
    assert messages(after) == []


def test_a_first_salience_makes_a_mandate_at_the_status_quo() -> None:
    data = number_grids.apply_mandate(opened("worked_package"), 0, "seats", "position", None)
    after = number_grids.apply_mandate(data, 0, "seats", "salience", 0.3)
    assert after["delegations"][0]["mandate"]["seats"] == {"position": 0.5, "salience": 0.3}


def test_a_spread_stays_when_its_middle_is_edited() -> None:
    here = ("delegations", 0, "mandate", "seats", "position")
    data = put(opened("worked_package"), here, {"mean": 0.4, "sd": 0.1})
    assert number_grids.mandates_of_issue(data, "seats")[0]["position"] == 0.4
    assert number_grids.loosely_known(data, "seats") == [("Openland", {"mean": 0.4, "sd": 0.1})]
    assert get(number_grids.apply_mandate(data, 0, "seats", "position", 0.6), here) == {
        "mean": 0.6,
        "sd": 0.1,
    }
    between = put(data, here, {"low": 0.2, "high": 0.6})
    assert number_grids.mandates_of_issue(between, "seats")[0]["position"] == 0.4
    assert number_grids.apply_mandate(between, 0, "seats", "position", 0.4) == between
    assert get(number_grids.apply_mandate(between, 0, "seats", "position", 0.5), here) == 0.5


@pytest.mark.parametrize("name", BY_CASE)
def test_rows_stand_in_the_order_of_the_case(name: str) -> None:
    data = opened(name)
    names = [seat["name"] for seat in data["delegations"]]
    assert [row["name"] for row in number_grids.seat_rows(data)] == names
    assert [row["name"] for row in number_grids.mandates_of_issue(data, data["issues"][0]["key"])] == names
    assert [row["name"] for row in number_grids.mandates_of_seat(data, 0)] == [
        i["name"] for i in data["issues"]
    ]


def test_an_empty_value_takes_the_field_away() -> None:
    data = put_or_drop(opened("worked_package"), ("chair", "powers"), [])
    assert "chair" not in data
    assert put_or_drop(data, ("summary",), "new")["summary"] == "new"


def test_a_place_that_is_not_there_cannot_be_filled() -> None:
    with pytest.raises(LookupError):
        put(opened("worked_package"), ("delegations", 9, "name"), "x")
