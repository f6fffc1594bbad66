"""Broken cases end in clear messages at the right line, whatever is wrong, and never in anything else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.scenario.load import find_problems, load_scenario
from simulation.words import told_in
from tests.broken_cases import FIELDS, NUMBERS, REFERENCES, SYNTAX, Broken

type Write = Callable[[str, str | bytes], Path]


@pytest.mark.parametrize("broken", [*FIELDS, *NUMBERS, *REFERENCES, *SYNTAX], ids=lambda broken: broken.name)
def test_a_mistake_is_said_at_its_line(write: Write, small_case: str, broken: Broken) -> None:
    assert broken.old in small_case
    text = small_case.replace(broken.old, broken.new, 1)
    start = text.index(broken.at) if broken.at else small_case.index(broken.old)
    line = text.count("\n", 0, start) + 1
    path = write("case.yaml", text)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    said = str(caught.value)
    assert any(one.startswith(f"{path}:{line}:") and broken.phrase in one for one in said.splitlines()), said


@pytest.mark.parametrize("broken", [*FIELDS, *NUMBERS, *REFERENCES], ids=lambda broken: broken.name)
def test_a_message_says_what_is_valid_and_what_to_do(write: Write, small_case: str, broken: Broken) -> None:
    path = write("case.yaml", small_case.replace(broken.old, broken.new, 1))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    for line in str(caught.value).splitlines():
        _, valid, advice = line.partition(" Valid: ")
        assert valid, line
        assert advice.endswith("."), line


@pytest.mark.parametrize("broken", [*NUMBERS, FIELDS[9]], ids=lambda broken: broken.name)
def test_one_mistake_in_a_number_is_said_once(write: Write, small_case: str, broken: Broken) -> None:
    path = write("case.yaml", small_case.replace(broken.old, broken.new, 1))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert len(str(caught.value).splitlines()) == 1, str(caught.value)


@pytest.mark.parametrize("broken", [*FIELDS, *NUMBERS, *REFERENCES, *SYNTAX], ids=lambda broken: broken.name)
def test_a_mistake_is_said_in_french_where_it_is_said_in_english(
    write: Write, small_case: str, broken: Broken
) -> None:
    path = write("case.yaml", small_case.replace(broken.old, broken.new, 1))
    ours = find_problems(path)
    with told_in("fr"):
        theirs = find_problems(path)
    places = [[(one.line, one.column) for one in found] for found in (ours, theirs)]
    assert sorted(places[0]) == sorted(places[1])
    for one in theirs:
        assert " Admis\N{NO-BREAK SPACE}: " in one.message
        assert not re.search(r"\b(?:Valid|the|is|of|it|them|not|No)\b", one.message), one.message
    assert not {one.message for one in ours} & {one.message for one in theirs}
