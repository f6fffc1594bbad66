"""A case is loaded by name or from a file, or every problem is said at once."""

import json
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest

import scenarios
from simulation.errors import ScenarioError
from simulation.scenario.json_schema import scenario_schema
from simulation.scenario.load import find_problems, load_scenario, scenario_hash, shipped_scenarios
from simulation.scenario.problems import MAX_PROBLEMS, Mark, Problem, Problems
from simulation.scenario.problems import Path as CasePath
from simulation.scenario.schema import Normal, Scenario

type Write = Callable[[str, str | bytes], Path]


def test_a_file_without_a_mistake_becomes_a_case(write: Write, small_case: str) -> None:
    case = load_scenario(write("case.yaml", small_case))
    assert case.key == "small"
    assert case.delegations[1].mandate["Q1"].position == Normal(mean=0.8, sd=0.1)
    assert case.delegations[0].mandate["Q1"].red_line == (0.0, 0.5)
    assert find_problems(write("case.yaml", small_case)) == []


@pytest.mark.parametrize("name", ["my table.csv", "table.TSV", "decide.txt"])
def test_a_table_is_no_case_and_can_be_made_one(write: Write, name: str) -> None:
    file = write(name, "actor,issue,position\nA,x,10\n")
    with pytest.raises(ScenarioError, match=r": This is a table, not a case\.") as caught:
        load_scenario(file)
    assert str(caught.value).endswith(f"Make one of it with: delegation-sim import {shlex.quote(str(file))}")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "Pays;é".encode("cp1252")),
        ("a.tsv", "Pays\té".encode("utf-16-le")),
        ("a.xlsx", b"PK\3\4\0\xff"),
    ],
)
def test_a_table_is_told_as_one_whatever_its_bytes_are(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ScenarioError, match=r"This is a table, not a case\..*delegation-sim import "):
        load_scenario(file)


def test_a_case_may_be_called_as_tables_are(write: Write, small_case: str) -> None:
    assert load_scenario(write("case.txt", small_case)).key == "small"


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_shipped_case_loads_by_its_name(name: str) -> None:
    assert load_scenario(name).key == name


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the folder of the shipped cases, which is read in its place: a test can change its files."""
    folder = tmp_path / "scenarios"
    shutil.copytree(Path(scenarios.__file__).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.delitem(sys.modules, "scenarios")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_shipped_case_is_read_anew_once_a_file_of_it_changes(shipped: Path) -> None:
    first = load_scenario("first_hour")
    assert load_scenario("first_hour") == first
    assert load_scenario("first_hour", overrides={"forum.refer": True}) != first
    file, told = shipped / "first_hour.yaml", f"\nsessions: {first.sessions}\n"
    text = file.read_text(encoding="utf-8")
    assert told in text
    file.write_text(text.replace(told, "\nsessions: 3\n"), encoding="utf-8")
    assert load_scenario("first_hour").sessions == 3 != first.sessions
    assert load_scenario("first_hour", overrides={"forum.refer": True}).sessions == 3


@pytest.mark.parametrize("name", shipped_scenarios())
def test_what_somebody_changes_in_a_shipped_case_reaches_nobody_else(name: str) -> None:
    case = load_scenario(name)
    before = (
        scenario_hash(case),
        dict(case.sources),
        {code: dict(told) for code, told in case.translations.items()},
    )
    case.sources["changed"] = "By somebody."
    for delegation in case.delegations:
        delegation.mandate.clear()
    for told in case.translations.values():
        assert isinstance(told, dict)
        told.clear()
    again = load_scenario(name)
    assert (scenario_hash(again), again.sources, again.translations) == before
    assert again.told_language == ""


def test_a_shipped_case_that_was_loaded_before_loads_at_once() -> None:
    load_scenario("wtpf13")
    took = []
    for _ in range(5):
        begun = process_time()
        load_scenario("wtpf13")
        took.append(process_time() - begun)
    assert min(took) < 0.1  # it takes 1.4 ms of a core; to read it takes hundreds


@pytest.mark.parametrize("text", ["schema: [\n", "- schema: 1\n", None])
def test_a_shipped_case_that_can_no_longer_be_read_says_why(shipped: Path, text: str | None) -> None:
    load_scenario("worked_clock")
    file = shipped / "worked_clock.yaml"
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    assert find_problems("worked_clock")
    with pytest.raises(ScenarioError, match=r"^worked_clock"):
        load_scenario("worked_clock", overrides={"sessions": 3})


def test_the_lock_of_an_editor_beside_the_shipped_cases_keeps_none_from_loading(shipped: Path) -> None:
    (shipped / ".#first_hour.yaml").symlink_to("somebody@somewhere.1")
    assert load_scenario("first_hour").key == "first_hour"
    shipped_scenarios.cache_clear()
    assert "first_hour" in shipped_scenarios()


def test_only_cases_are_listed() -> None:
    names = shipped_scenarios()
    assert "wtpf13" in names
    assert not any(name.startswith("_") for name in names)
    assert list(names) == sorted(names)


def test_a_mistyped_name_brings_the_names_that_exist() -> None:
    with pytest.raises(
        ScenarioError, match=r"^wtpf31: No shipped case has this name.*Did you mean 'wtpf13'\?"
    ):
        load_scenario("wtpf31")


def test_every_problem_of_a_case_is_said_at_once_in_the_order_of_the_file(
    write: Write, small_case: str
) -> None:
    text = small_case.replace("nature: illustrative", "nature: invented")
    text = text.replace("draft: itu", "draft: itx").replace("salience: {low", "saliense: {low")
    text = text.replace("ideal: {Q1: 0.5}", "ideal: {Q1: 1.5}")
    problems = find_problems(write("case.yaml", text))
    assert [(problem.line, problem.column) for problem in problems] == [(5, 9), (23, 12), (57, 5), (69, 15)]
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write("case.yaml", text))
    assert str(caught.value).splitlines() == [str(problem) for problem in problems]


def test_a_problem_reads_file_line_column_and_message() -> None:
    assert str(Problem("a.yaml", 3, 5, "Wrong.")) == "a.yaml:3:5: Wrong."
    assert str(Problem("--set x=1", None, None, "Wrong.")) == "--set x=1: Wrong."


def test_the_same_problem_is_said_once() -> None:
    problems = Problems()
    problems.add(Mark("a", 1, 1), "Wrong.")
    problems.add(Mark("a", 1, 1), "Wrong.")
    assert len(problems.sorted()) == 1


def test_problems_past_a_thousand_are_counted() -> None:
    problems = Problems()
    for line in range(MAX_PROBLEMS + 7):
        problems.add(Mark("a", line, 1), "Wrong.")
    assert len(problems.sorted()) == MAX_PROBLEMS + 1
    assert problems.sorted()[-1].message.startswith("At least 7 more problems are not listed")


def test_checks_of_upper_layers_speak_at_the_place_they_name(write: Write, small_case: str) -> None:
    def hold_has_no_pace(case: Scenario) -> Iterator[tuple[CasePath, str]]:
        for place, delegation in enumerate(case.delegations):
            if delegation.strategy is not None:
                yield ("delegations", place, "strategy", "key"), "Holding is not known here."

    path = write("case.yaml", small_case)
    with pytest.raises(ScenarioError, match=r"case\.yaml:64:21: Holding is not known here"):
        load_scenario(path, checks=[hold_has_no_pace])


def test_checks_of_upper_layers_are_not_asked_about_a_case_with_bad_fields(
    write: Write, small_case: str
) -> None:
    def never(case: Scenario) -> list[tuple[CasePath, str]]:
        raise AssertionError(case.key)

    path = write("case.yaml", small_case.replace("sessions: 5", "sessions: many"))
    assert len(find_problems(path, checks=[never])) == 1


def test_the_hash_is_that_of_the_content_not_of_the_layout(write: Write, small_case: str) -> None:
    plain = load_scenario(write("a.yaml", small_case))
    other = small_case.replace("sessions: 5\n", "").replace(
        "nature: illustrative\n", "nature: 'illustrative'\nsessions: 5\n"
    )
    assert scenario_hash(plain) == scenario_hash(load_scenario(write("b.yaml", f"# a comment\n{other}")))
    assert len(scenario_hash(plain)) == 64


def test_the_hash_changes_with_any_value(write: Write, small_case: str) -> None:
    plain = load_scenario(write("a.yaml", small_case))
    other = load_scenario(write("b.yaml", small_case.replace("position: 0.9}", "position: 0.91}")))
    assert scenario_hash(plain) != scenario_hash(other)


def test_a_case_may_repeat_itself_with_aliases(write: Write, small_case: str) -> None:
    text = small_case.replace("Q2: {position: 0.2}", "Q2: &far {position: 0.2}").replace(
        "Q2: {position: 0.9}", "Q2: *far"
    )
    assert load_scenario(write("case.yaml", text)).delegations[1].mandate["Q2"].position == 0.2


def test_the_json_schema_that_is_shipped_is_current() -> None:
    shipped = Path(__file__).parents[2] / "scenarios" / "schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == json.loads(json.dumps(scenario_schema()))


def test_the_json_schema_describes_models_and_fields() -> None:
    schema = scenario_schema()
    mandate = schema["$defs"]["Mandate"]
    assert mandate["description"] == "The instructions of a delegation on one issue."
    assert mandate["properties"]["position"]["description"].startswith("The preferred point")
    assert "tables" in schema["properties"]
