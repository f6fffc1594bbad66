"""What is marked as judgement is checked: every mistake is told where it stands."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.scenario.load import find_problems, load_scenario
from simulation.scenario.writing import case_text

type Write = Callable[[str, str], Path]

GOOD = """\
judgement:
  issues:
    - issue: Q1
      reason: the record is silent
      others: [{kinds: {b: vague}, status_quo: a}]
      positions: {b: [0.3, 0.6]}
    - {issue: Q2, reason: nobody said, status_quo: [0.1, 0.3]}
  red_lines:
    - {factor: [0.5, 2], reason: heard in corridors, delegations: [AAA]}
"""


def told(write: Write, small_case: str, text: str) -> list[str]:
    return [str(problem) for problem in find_problems(write("case.yaml", small_case + text))]


def test_marks_that_fit_are_taken_and_written_again(write: Write, small_case: str) -> None:
    case = load_scenario(write("case.yaml", small_case + GOOD))
    assert case.judgement is not None
    data = case.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert load_scenario(write("again.yaml", case_text(data, ""))) == case


@pytest.mark.parametrize(
    ("change", "line", "phrase"),
    [
        (("issue: Q1", "issue: Q7"), 3, "No issue is called 'Q7'"),
        (("issue: Q2", "issue: Q1"), 7, "'Q1'"),
        (("reason: nobody said, ", ""), 7, "'reason' is missing from the judgement of an issue"),
        (("{b: vague}", "{b: clear}"), 5, "Valid: text, agreed_language, vague"),
        (("{b: vague}", "{c: vague}"), 5, "No option of Q1 is called 'c'"),
        (
            ("{b: vague}, status_quo: a", "{b: agreed_language}"),
            5,
            "This other coding of Q1 changes nothing.",
        ),
        (("status_quo: a", "status_quo: x"), 5, "No option of Q1 is called 'x'"),
        (
            ("kinds: {b: vague}", "kinds: {none: text}"),
            5,
            "could not be played: Clause 'rec_a' has no wording",
        ),
        (("positions: {b:", "positions: {z:"), 6, "No option of Q1 is called 'z'"),
        (("[0.3, 0.6]", "[0.5, 0.6]"), 6, "[0.5, 0.6] does not hold 0.4"),
        (("[0.3, 0.6]", "[0.3, 1.0]"), 6, "'b' of Q1 could meet or pass 'a'"),
        (("[0.3, 0.6]", "[0.3, 1.6]"), 6, "above 1"),
        (("[0.1, 0.3]", "[0.3, 0.4]"), 7, "does not hold 0.2"),
        (
            ("issue: Q2, reason: nobody said, status_quo: [0.1, 0.3]", "issue: Q2, reason: no"),
            7,
            "Nothing of Q2",
        ),
        (("[0.5, 2]", "[1.5, 2]"), 9, "does not hold 1"),
        (("[AAA]", "[XXX]"), 9, "No delegation is called 'XXX'"),
        (("[AAA]", "[BBB]"), 9, "none of these a red line with a width"),
    ],
)
def test_a_mistake_is_told_at_its_line(
    write: Write, small_case: str, change: tuple[str, str], line: int, phrase: str
) -> None:
    old, new = change
    assert old in GOOD
    found = told(write, small_case, GOOD.replace(old, new, 1))
    here = [text for text in found if f"case.yaml:{small_case.count(chr(10)) + line}:" in text]
    assert any(phrase in text for text in here), found


def test_a_range_needs_a_status_quo_that_is_a_number(write: Write, small_case: str) -> None:
    text = "judgement: {issues: [{issue: Q1, reason: so, status_quo: [0.3, 0.5]}]}\n"
    assert "The status quo of Q1 is the option 'b', so it has no range." in "".join(
        told(write, small_case, text)
    )


def test_red_lines_are_marked_once_for_each_delegation(write: Write, small_case: str) -> None:
    twice = GOOD + "    - {factor: [0.9, 1.1], reason: all of them}\n"
    assert "The red lines of AAA are marked twice." in "".join(told(write, small_case, twice))


def test_what_whoever_plays_it_sets_is_no_mistake_of_the_case(write: Write, small_case: str) -> None:
    path = write("case.yaml", small_case + GOOD)
    assert find_problems(path, overrides={"issues.Q1.options.b.position": "0.9"}) == []
