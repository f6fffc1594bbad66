"""What is added can be taken away again, with everything that names it."""

import re
from functools import cache
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.editor import adding_parts, judgement_marks
from dashboard.editor.checking import check
from dashboard.editor.edits import get, put
from dashboard.editor.opening_case import Data, open_shipped
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.problems import Path
from tests.spoken_for import BY_CASE

SHIPPED = shipped_scenarios()
LOOSE = re.compile(r"No \w+( of \S+)? is called")


@cache
def opened(name: str) -> Data:
    data = open_shipped(name).data
    assert data is not None
    return data


def messages(data: Data) -> list[str]:
    return [placed.problem.message for placed in check(data).problems]


@pytest.mark.parametrize("name", BY_CASE)
def test_a_new_issue_waits_for_its_words_is_played_with_them_and_can_be_taken_away(name: str) -> None:
    data = opened(name)
    more = adding_parts.add_issue(data, "Who pays")
    place, added = len(data["issues"]), more["issues"][-1]
    (where, clause), *_ = adding_parts.clauses_of(more, added["key"])
    empty: list[Path] = [("issues", place, end) for end in ("low", "high")]
    empty += [("issues", place, "options", option, "label") for option in range(3)]
    empty += [(*where, "wordings", key) for key in clause["wordings"]]
    assert {placed.path for placed in check(more).problems} == set(empty)
    assert (added["status_quo"], added["draft"]) == ("first", "last")
    written = more
    for number, path in enumerate(empty):
        written = put(written, path, f"Words {number}")
    assert messages(written) == []
    assert adding_parts.remove_issue(more, added["key"]) == data


@pytest.mark.parametrize("name", BY_CASE)
def test_a_new_delegation_can_be_played_and_taken_away(name: str) -> None:
    data = opened(name)
    more = adding_parts.add_seat(data, "Östland", "academia")
    assert more["delegations"][-1]["key"] == "Ostland"
    assert messages(more) == []
    assert adding_parts.remove_seat(more, len(data["delegations"])) == data


def test_the_scale_of_an_issue_goes_with_it() -> None:
    data = opened("worked_package") | {"scales": {"positions": {"seats": [0, 10]}, "salience": 100}}
    left = adding_parts.remove_issue(data, "seats")
    assert left["scales"] == {"salience": 100}
    assert messages(left) == []


@settings(max_examples=30)
@given(st.data())
def test_nothing_is_left_that_names_a_delegation_that_went(draw: st.DataObject) -> None:
    data = opened(draw.draw(st.sampled_from(SHIPPED)))
    place = draw.draw(st.integers(0, len(data["delegations"]) - 1))
    left = adding_parts.remove_seat(data, place)
    assert [message for message in messages(left) if LOOSE.search(message)] == []
    seats = [seat.get("seat", number) for number, seat in enumerate(data["delegations"])]
    kept = [seat.get("seat", number) for number, seat in enumerate(left["delegations"])]
    assert kept == [*seats[:place], *seats[place + 1 :]]


@settings(max_examples=30)
@given(st.data())
def test_nothing_is_left_that_names_an_issue_or_option_that_went(draw: st.DataObject) -> None:
    data = opened(draw.draw(st.sampled_from(SHIPPED)))
    issue = draw.draw(st.sampled_from(data["issues"]))
    option = draw.draw(st.sampled_from([one["key"] for one in issue["options"]]))
    fewer = adding_parts.remove_option(data, issue["key"], option)
    assert [message for message in messages(fewer) if LOOSE.search(message)] == []
    if len(data["issues"]) > 1:
        left = adding_parts.remove_issue(data, issue["key"])
        assert [message for message in messages(left) if LOOSE.search(message)] == []


def test_an_option_that_went_leaves_the_status_quo_where_it_was() -> None:
    data = opened("wtpf13")
    left = adding_parts.remove_option(data, "Q1", "tunis_35_37")
    assert left["issues"][0]["status_quo"] == 0.7
    assert left["issues"][0]["draft"] == "sovereign_first"
    again = adding_parts.remove_option(left, "Q1", "sovereign_first")
    assert again["issues"][0]["draft"] == "each_in_role"
    assert messages(again) == []


@pytest.mark.parametrize("name", BY_CASE)
def test_a_new_option_stands_in_a_free_place_and_is_worded_in_every_clause(name: str) -> None:
    data = opened(name)
    for issue in data["issues"]:
        more = adding_parts.add_option(data, issue["key"], "Something else")
        assert messages(more) == []
        place = adding_parts.keys_of(data, "issues").index(issue["key"])
        option = more["issues"][place]["options"][-1]
        assert option["position"] not in {one["position"] for one in issue["options"]}
        assert adding_parts.remove_option(more, issue["key"], option["key"]) == data


def test_a_copy_wants_the_same_and_has_its_own_name_and_seat() -> None:
    data = adding_parts.copy_seat(opened("worked_package"), 1, "Otherland")
    first, second = data["delegations"][1:]
    assert second["key"] == "Otherland"
    assert second["seat"] == 2
    assert second["mandate"] == first["mandate"]
    assert messages(data) == []


def test_a_clause_that_went_is_needed_by_nobody() -> None:
    data = adding_parts.add_clause(opened("worked_package"), "seats")
    (first, _), (second, clause) = adding_parts.clauses_of(data, "seats")
    assert clause["label"] == "3."
    data = put(data, (*first, "depends_on"), [clause["key"]])
    left = adding_parts.remove_clause(data, second)
    assert "depends_on" not in get(left, first)
    assert messages(left) == []


def test_groups_are_joined_and_left_wherever_membership_is_written() -> None:
    data = adding_parts.add_group(
        adding_parts.add_group(opened("worked_package"), "The Four"), "Island States"
    )
    data = put(data, ("blocs", 0, "members"), ["OPEN"])
    data = put(data, ("blocs", 0, "spokesperson"), "OPEN")
    joined = adding_parts.set_groups(data, 0, {"The_Four", "Island_States"})
    assert joined["delegations"][0]["blocs"] == ["Island_States"]
    left = adding_parts.set_groups(joined, 0, {"Island_States"})
    assert left["blocs"][0] == {"key": "The_Four", "name": "The Four"}
    assert messages(left) == []
    assert "blocs" not in adding_parts.remove_group(
        adding_parts.remove_group(left, "The_Four"), "Island_States"
    )


MARKED: Final = {
    "issues": [
        {
            "issue": "seats",
            "reason": "so",
            "others": [{"status_quo": "x"}],
            "positions": {"x": [0, 1], "y": [0, 1]},
        },
        {"issue": "other", "reason": "so", "status_quo": [0, 1]},
    ],
    "red_lines": [{"factor": [0.5, 1.5], "reason": "so", "delegations": ["A", "B"]}],
}


def test_what_is_marked_as_judgement_goes_with_what_it_is_about() -> None:
    marked = {"key": "small", "judgement": MARKED}
    left = judgement_marks.without_option(marked, "seats", "x")["judgement"]["issues"][0]
    assert left == {"issue": "seats", "reason": "so", "positions": {"y": [0, 1]}}
    without = judgement_marks.without_issue(judgement_marks.without_issue(marked, "seats"), "other")
    assert without["judgement"] == {"red_lines": MARKED["red_lines"]}
    alone = judgement_marks.without_delegation(without, "A")
    assert alone["judgement"]["red_lines"][0]["delegations"] == ["B"]
    assert judgement_marks.without_delegation(alone, "B") == {"key": "small"}
    assert judgement_marks.without_issue(marked, "none") is marked
