"""Events that cannot happen, or change nothing, are refused at their line; those that fit are taken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.scenario.load import load_scenario

type Write = Callable[[str, str | bytes], Path]

BROKEN = {
    "for_nobody": (["delegation: BBC, salience: 1"], "No delegation is called 'BBC'. Did you mean 'BBB'?"),
    "on_no_issue": (["delegation: BBB, issue: Q9, position: 0.6"], "No issue is called 'Q9'"),
    "past_the_end": (
        ["session: 6, delegation: BBB, position: 0.6"],
        "Session 6 is past the end. Valid: 1 to 5.",
    ),
    "past_a_later_end": (
        ["kind: deadline, sessions: 8", "session: 9, delegation: BBB, position: 0.6"],
        "Session 9 is past the end. Valid: 1 to 8.",
    ),
    "past_an_earlier_end": (
        ["kind: deadline, sessions: 3", "session: 4, delegation: BBB, position: 0.6"],
        "Session 4 is past the end. Valid: 1 to 3.",
    ),
    "deadline_moved_after_the_end": (
        ["session: 6, kind: deadline, sessions: 8"],
        "Session 6 is past the end. Valid: 1 to 5.",
    ),
    "deadline_without_an_end": (["kind: deadline"], "A deadline without 'sessions' changes nothing"),
    "deadline_in_the_past": (
        ["kind: deadline, sessions: 1"],
        "The end is moved to session 1, before session 2",
    ),
    "deadline_with_instructions": (
        ["kind: deadline, sessions: 4, position: 0.6"],
        "'position' means nothing in a deadline. Valid: session, kind, note, sessions. Remove it.",
    ),
    "deadline_for_one": (
        ["kind: deadline, sessions: 4, delegation: BBB"],
        "'delegation' means nothing in a deadline",
    ),
    "instruction_with_a_deadline": (
        ["delegation: BBB, position: 0.6, sessions: 4"],
        "'sessions' means nothing in an instruction",
    ),
    "instruction_without_content": (["delegation: BBB, issue: Q1"], "This instruction changes nothing"),
    "instruction_to_nobody": (
        ["issue: Q1, position: 0.6"],
        "An instruction without 'delegation' reaches nobody. Valid: AAA, BBB, CCC. Add it.",
    ),
    "position_beyond_the_red_line": (
        ["delegation: AAA, issue: Q1, position: 0.6"],
        "The position 0.6 of AAA on Q1 lies outside its red line [0, 0.5]. Valid: 0 to 0.5",
    ),
    "position_beyond_the_red_line_on_one_of_all_issues": (
        ["delegation: AAA, position: 0.6"],
        "The position 0.6 of AAA on Q1 lies outside its red line [0, 0.5]",
    ),
    "position_beyond_a_red_line_of_earlier_instructions": (
        [
            "delegation: BBB, issue: Q1, position: 0.6, red_line: [0.4, 0.8]",
            "session: 3, delegation: BBB, issue: Q1, position: 0.3",
        ],
        "The position 0.3 of BBB on Q1 lies outside its red line [0.4, 0.8]",
    ),
    "red_line_that_leaves_the_position_outside": (
        [
            "session: 3, delegation: BBB, salience: 1",
            "session: 1, delegation: BBB, position: 0.9",
            "delegation: BBB, issue: Q1, red_line: [0.4, 0.8]",
        ],
        "The red line [0.4, 0.8] does not hold 0.9, the position of BBB on Q1",
    ),
    "red_line_out_of_order": (
        ["delegation: BBB, issue: Q1, red_line: [0.8, 0.4]"],
        "The red line [0.8, 0.4] is out of order",
    ),
}
FINE = [
    ["delegation: AAA, issue: Q1, position: 0.6, red_line: [0.4, 0.8]"],
    ["delegation: AAA, issue: Q1, position: 0.5"],
    ["delegation: AAA, issue: Q2, position: 0.9"],
    ["delegation: CCC, issue: Q1, position: 0.9"],
    ["delegation: BBB, position: 0.1"],
    ["delegation: BBB, issue: Q1, red_line: [0.0, 0.1]"],
    ["delegation: AAA, issue: Q1, salience: 0.9, flexibility: 0.1"],
    ["kind: deadline, sessions: 9", "session: 9, delegation: BBB, position: 0.6"],
    # Events are followed in the order of their sessions, not of their lines.
    [
        "session: 4, delegation: AAA, issue: Q1, position: 0.6",
        "session: 3, delegation: AAA, issue: Q1, position: 0.5, red_line: [0.4, 0.8]",
    ],
]


def _with(small_case: str, events: list[str]) -> str:
    """Return the case with these events; an instruction in session 2 unless they say otherwise."""
    lines = []
    for event in events:
        session = "" if "session: " in event else "session: 2, "
        kind = "" if "kind: " in event else "kind: instruction, "
        lines.append(f"  - {{{session}{kind}note: News, {event}}}\n")
    return small_case[: small_case.index("events:\n")] + "events:\n" + "".join(lines)


@pytest.mark.parametrize(("events", "phrase"), BROKEN.values(), ids=BROKEN)
def test_an_event_that_does_not_fit_is_said_once_at_its_line(
    write: Write, small_case: str, events: list[str], phrase: str
) -> None:
    text = _with(small_case, events)
    path = write("case.yaml", text)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    (said,) = str(caught.value).splitlines()
    assert said.startswith(f"{path}:{text.count(chr(10))}:"), said
    assert phrase in said
    assert " Valid: " in said


@pytest.mark.parametrize("events", FINE)
def test_events_that_fit_are_taken(write: Write, small_case: str, events: list[str]) -> None:
    assert len(load_scenario(write("case.yaml", _with(small_case, events))).events) == len(events)
