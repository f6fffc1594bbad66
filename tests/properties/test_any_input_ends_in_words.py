"""Whatever a file holds, loading ends in a case or in a list of problems."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.errors import ScenarioError
from simulation.scenario.load import find_problems, load_scenario
from simulation.scenario.problems import Problems
from simulation.scenario.strict_yaml import parse_yaml

CASE = """\
schema: 1
key: tiny
title: T
summary: S
nature: illustrative
forum: {preset: itu_wtpf}
tables: {mandates: m.csv}
issues:
  - {key: Q1, name: n, dimension: pace, status_quo: a, draft: a, options: [{key: a, label: l, position: 0.5}]}
document:
  title: D
  instrument: opinion
  sections:
    - kind: noting
      heading: noting
      force: preambular
      clauses: [{key: c, label: a, title: t, issue: Q1, wordings: {a: w}, depends_on: []}]
delegations:
  - {key: A, name: n, kind: government, blocs: [B]}
blocs: [{key: B, name: b, line: {Q1: {position: {low: 0, high: 1}}}}]
events: [{session: 1, kind: deadline, note: x, sessions: 3}]
"""
TABLE = "delegation,issue,position,red_low,red_high,fallbacks\nA,Q1,0.5,0.2,0.7,a\n"
PIECES = st.sampled_from(
    [
        "",
        "[",
        "]",
        "{",
        "}",
        ": ",
        "- ",
        "\n",
        "\t",
        "'",
        '"',
        "&a ",
        "*a",
        "!x ",
        "~",
        "true",
        "0",
        "-1",
        "1e999",
        "é",
    ]
)


def broken(text: str, draw: st.DrawFn) -> str:
    """Return the text with a few stretches of it replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + draw(PIECES) + text[end:]
    return text


@st.composite
def broken_files(draw: st.DrawFn) -> tuple[str, str]:
    """A case and its table, one of them broken."""
    return (broken(CASE, draw), TABLE) if draw(st.booleans()) else (CASE, broken(TABLE, draw))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the files of this module."""
    return tmp_path_factory.mktemp("cases")


@given(files=broken_files())
def test_a_damaged_case_loads_or_is_refused_in_words(folder: Path, files: tuple[str, str]) -> None:
    path = folder / "case.yaml"
    for file, text in zip((path, folder / "m.csv"), files, strict=True):
        file.write_text(text, encoding="utf-8")
    problems = find_problems(path)
    assert all(str(problem).startswith(str(folder)) for problem in problems)
    if problems:
        with pytest.raises(ScenarioError):
            load_scenario(path)
    else:
        assert load_scenario(path).issues


ODD_VALUES: st.SearchStrategy[object] = st.sampled_from(
    [
        None,
        True,
        -1,
        1.5,
        "x",
        "",
        [],
        {},
        [1],
        ["a"],
        [[]],
        [{}],
        {"a": 1},
        {"key": []},
        {"low": 0, "high": "x"},
    ]
)


def replaced(value: object, draw: st.DrawFn) -> object:
    """Return the data with something odd at one place inside."""
    if not value or not isinstance(value, dict | list) or draw(st.integers(0, 5)) == 0:
        return draw(ODD_VALUES)
    if isinstance(value, list):
        place = draw(st.integers(0, len(value) - 1))
        return [replaced(part, draw) if place == number else part for number, part in enumerate(value)]
    name = draw(st.sampled_from(sorted(value)))
    return {**value, name: replaced(value[name], draw)}


@st.composite
def odd_cases(draw: st.DrawFn) -> object:
    """The data of a case with odd values at up to three places."""
    problems = Problems()
    data, _ = parse_yaml(CASE.replace("tables: {mandates: m.csv}\n", ""), "case.yaml", problems)
    for _ in range(draw(st.integers(1, 3))):
        data = replaced(data, draw)
    return data


@given(data=odd_cases())
def test_values_of_any_type_at_any_place_are_refused_in_words(folder: Path, data: object) -> None:
    path = folder / "odd.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    for problem in find_problems(path):
        assert str(problem).startswith(str(path))
        assert " Valid: " in problem.message


@given(content=st.binary(max_size=60))
def test_bytes_are_refused_in_words(folder: Path, content: bytes) -> None:
    path = folder / "bytes.yaml"
    path.write_bytes(content)
    assert find_problems(path)


@settings(max_examples=40)
@given(path=st.text(max_size=30), value=st.text(max_size=30))
def test_any_override_works_or_is_named(folder: Path, path: str, value: str) -> None:
    case = folder / "case.yaml"
    case.write_text(CASE.replace("tables: {mandates: m.csv}\n", ""), encoding="utf-8")
    for problem in find_problems(case, overrides={path: value}):
        assert str(problem).startswith("--set ")
        assert "\n" not in str(problem)
