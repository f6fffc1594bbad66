"""Cases come in as text: what the command line takes is kept, everything else gets nowhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.frame.escaping import escaped
from dashboard.library import cases
from simulation.engine.component_checks import check_components
from simulation.scenario.load import find_problems, load_scenario, scenario_hash, shipped_scenarios
from tests.small_cases import data, delegation, issue
from tests.spoken_for import BY_CASE

SAMPLE = cases.case_yaml("worked_isolation", {})

HOSTILE = {
    "a tag that runs Python": "!!python/object/apply:os.system [touch pwned]",
    "a file of the server": SAMPLE.replace(
        "schema: 1", "schema: 1\ntables: {delegations: ../../../etc/passwd}", 1
    ),
    "an absolute file": SAMPLE.replace("schema: 1", "schema: 1\ntables: {mandates: /etc/passwd}", 1),
    "itself as a table": SAMPLE.replace("schema: 1", "schema: 1\ntables: {delegations: case.yaml}", 1),
    "a billion laughs": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{n}: &{n} [{', '.join(['*' + p] * 9)}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "a deep nest": "[" * 5000 + "]" * 5000,
    "a wrong kind of thing": "42",
    "nothing": "",
    "no text": "\x00\x01\x02",
    "a long key": "x" * 900_000 + ": 1",
    "another schema": SAMPLE.replace("schema: 1", "schema: 2", 1),
    "a list in place of a name": SAMPLE.replace("schema: 1", "schema: 1\nkey: [a, b]", 1),
}


@pytest.mark.parametrize("key", BY_CASE)
def test_every_shipped_case_comes_down_and_goes_up_again_unchanged(key: str) -> None:
    uploads: dict[str, str] = {}
    added, problems = cases.add_case(cases.case_yaml(key, {}), uploads, f"{key}.yaml")
    assert problems == []
    assert added is not None
    assert scenario_hash(cases.scenario_of(added, uploads)) == scenario_hash(cases.scenario_of(key, {}))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_told_what_is_wrong_and_nothing_else_happens(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    uploads: dict[str, str] = {}
    key, problems = cases.add_case(text, uploads)
    assert (key, uploads) == (None, {})
    assert problems
    told = "\n".join(map(str, problems))
    assert "root:" not in told
    assert "/tmp" not in told.replace("/etc/passwd", "")  # noqa: S108 - where it was read is nobody's business
    assert list(tmp_path.iterdir()) == []


@given(data=st.binary(max_size=3000))
def test_whatever_comes_in_is_taken_or_told(data: bytes) -> None:
    uploads: dict[str, str] = {}
    key, problems = cases.add_case(data, uploads)
    assert (key is None) == bool(problems) == (uploads == {})


@settings(max_examples=40)
@given(place=st.integers(0, len(SAMPLE)), inserted=st.text(max_size=20), removed=st.integers(0, 40))
def test_a_file_damaged_anywhere_is_taken_or_told(place: int, inserted: str, removed: int) -> None:
    uploads: dict[str, str] = {}
    text = SAMPLE[:place] + inserted + SAMPLE[place + removed :]
    key, problems = cases.add_case(text.encode("utf-8", "replace"), uploads)
    assert (key is None) == bool(problems)
    if key is not None:
        assert cases.scenario_of(key, uploads).delegations


def test_an_uploaded_case_has_the_wordings_that_drafting_groups_may_write() -> None:
    text, uploads = cases.case_yaml("first_hour", {}) + "drafting: true\n", dict[str, str]()
    added, problems = cases.add_case(text, uploads)
    assert problems == []
    assert added is not None
    opened = load_scenario("first_hour", overrides={"drafting": "true"})
    assert scenario_hash(cases.scenario_of(added, uploads)) == scenario_hash(opened)


def test_problems_are_those_that_the_command_line_prints(tmp_path: Path) -> None:
    text = SAMPLE.replace("sessions: 8", "sessions: eight").replace("rule: consensus", "rule: concensus")
    assert text != SAMPLE
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    command = [str(Path(sys.executable).parent / "delegation-sim"), "validate", "mine.yaml"]
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout  # noqa: S603
    assert [str(problem) for problem in cases.problems_of(text, "mine.yaml")] == printed.splitlines()
    assert printed.startswith("mine.yaml:")


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    problems = cases.problems_of(b"x" * (cases.MAX_UPLOAD + 1), "big.yaml")
    assert len(problems) == 1
    assert "Valid: at most 1,000,000." in problems[0].message


def test_the_same_text_is_kept_once_and_the_oldest_goes_first() -> None:
    uploads: dict[str, str] = {}
    keys = [cases.add_case(f"{SAMPLE}\n# {number}\n", uploads)[0] for number in range(25)]
    assert len(uploads) == cases.MAX_UPLOADS
    assert list(uploads) == keys[-cases.MAX_UPLOADS :]
    cases.add_case(f"{SAMPLE}\n# 24\n", uploads)
    assert len(uploads) == cases.MAX_UPLOADS


@given(name=st.text(max_size=300))
def test_a_file_name_is_plain_whatever_the_browser_sends(name: str) -> None:
    found = cases.file_name(name)
    assert found == Path(found).name
    assert found.isascii()
    assert not found.startswith(".")
    assert found.endswith((".yaml", ".yml"))
    assert len(found) < 100
    assert cases.file_name(found) == found


@given(text=st.text(max_size=200))
def test_an_escaped_text_holds_no_sign_that_markdown_would_read(text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    rest = shown.replace("\\\\", "").replace("\\", "\\\x00")
    signs = [place for place, sign in enumerate(rest) if sign in "!#$&*+./:<=>@[]^_`{|}~"]
    assert all(rest[place - 1] == "\x00" for place in signs)
    assert re.match(r"\d{0,9}[-)]", shown) is None  # it would begin a list


def test_find_problems_reads_a_whole_case() -> None:
    assert find_problems("wtpf13", checks=(check_components,)) == []


def test_the_list_of_cases_begins_with_the_real_ones() -> None:
    rows = cases.shipped_rows()
    assert {row.key for row in rows} == set(shipped_scenarios())
    assert rows[0].key == cases.DEFAULT_CASE
    assert [row.nature for row in rows] == sorted((row.nature for row in rows), reverse=True)
    assert (rows[0].delegations, rows[0].deciding, rows[0].positions) == (53, 41, 477)


def _plenary(delegations: int, issues: int, sessions: int) -> str:
    questions = [issue(f"q{place}") for place in range(issues)]
    seats = [delegation(f"d{place}", *[0.5] * issues) for place in range(delegations)]
    return yaml.dump(data(seats, issues=questions, sessions=sessions), Dumper=yaml.CSafeDumper)


def test_a_case_that_would_hold_up_the_server_is_told_its_size_the_limit_and_what_to_do() -> None:
    uploads: dict[str, str] = {}
    key, problems = cases.add_case(_plenary(300, 2, 60), uploads)
    assert (key, uploads) == (None, {})
    (problem,) = problems
    assert problem.line is not None
    told = str(problem)
    assert "delegations 300, issues 2, sessions 60" in told
    assert "about 18 seconds" in told
    assert "Valid: at most 10 seconds" in told
    assert "command line, which has no limit" in told


@pytest.mark.parametrize("size", [(200, 9, 50), (193, 20, 20), (1000, 1, 1), (2, 1, 500)])
def test_a_session_of_the_united_nations_fits(size: tuple[int, int, int]) -> None:
    assert cases.seconds_of(*size) <= cases.MAX_SECONDS


@pytest.mark.parametrize("size", [(200, 10, 60), (1000, 30, 40), (1000, 1, 10), (100, 60, 100)])
def test_what_takes_far_longer_does_not_fit(size: tuple[int, int, int]) -> None:
    assert cases.seconds_of(*size) > cases.MAX_SECONDS


def test_a_large_case_below_the_limit_is_taken() -> None:
    uploads: dict[str, str] = {}
    key, problems = cases.add_case(_plenary(60, 2, 41), uploads)
    assert problems == []
    assert key is not None
    assert len(cases.scenario_of(key, uploads).delegations) == 60


def test_the_case_at_hand_stays_however_many_come() -> None:
    uploads: dict[str, str] = {}
    first, _ = cases.add_case(SAMPLE, uploads)
    assert first is not None
    for number in range(cases.MAX_UPLOADS + 2):
        cases.add_case(f"{SAMPLE}# {number}\n", uploads, in_use=[first])
    assert len(uploads) == cases.MAX_UPLOADS
    assert cases.is_here(first, uploads)
    assert not cases.is_here(cases.key_of(f"{SAMPLE}# 0\n"), uploads)
