"""What list, show and validate print as JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import Result

from simulation.scenario import load_scenario, scenario_hash, shipped_scenarios

type Invoke = Callable[..., Result]
SHIPPED = Path(__file__).parents[2] / "scenarios"


def test_the_list_holds_every_shipped_case_with_its_sizes(invoke: Invoke) -> None:
    listed = json.loads(invoke("list", "--json").stdout)
    assert [case["key"] for case in listed["cases"]] == list(shipped_scenarios())
    one = next(case for case in listed["cases"] if case["key"] == "wtpf13")
    assert (one["delegations"], one["clauses"]) == (53, 15)


@pytest.mark.parametrize(("what", "some"), [("--components", "consensus"), ("--levers", "sessions")])
def test_what_can_be_chosen_has_its_keys(invoke: Invoke, what: str, some: str) -> None:
    found = json.loads(invoke("list", what, "--json").stdout)
    assert some in {one["key"] for group in found.values() if isinstance(group, list) for one in group}


def test_a_shown_case_is_one_that_can_be_read_again(invoke: Invoke, tmp_path: Path) -> None:
    shown = json.loads(invoke("show", "first_hour", "--set", "sessions=9", "--json").stdout)
    again = tmp_path / "again.yaml"
    again.write_text(yaml.safe_dump(shown["case"]), encoding="utf-8")
    case = load_scenario(str(again))
    assert case.sessions == 9
    assert scenario_hash(case) == shown["hash"]


def test_problems_stand_with_their_places(invoke: Invoke, tmp_path: Path) -> None:
    text = (
        (SHIPPED / "worked_clock.yaml").read_text(encoding="utf-8").replace("sessions: 10", "sessions: none")
    )
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    done = invoke("validate", str(tmp_path / "bad.yaml"), "worked_clock", "--json")
    assert done.exit_code == 1
    bad, good = json.loads(done.stdout)["files"]
    assert [text.splitlines()[one["line"] - 1] for one in bad["problems"]] == ["sessions: none"]
    assert good["problems"] == []


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.yaml")), ids=lambda file: file.name)
def test_every_shipped_file_names_its_schema_and_keeps_to_it(file: Path) -> None:
    from jsonschema import Draft202012Validator

    first, _, _ = file.read_text(encoding="utf-8").partition("\n")
    head, _, schema = first.partition("=")
    assert head == "# yaml-language-server: $schema"
    rules = json.loads((SHIPPED / schema).read_text(encoding="utf-8"))
    assert rules["$id"].startswith("urn:delegation-sim:schema:")
    Draft202012Validator(rules).validate(yaml.safe_load(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("kind", "file"), [("pack", "pack.schema.json"), ("assembly", "assembly.schema.json")]
)
def test_the_other_schemas_that_are_shipped_are_current(invoke: Invoke, kind: str, file: str) -> None:
    assert json.loads(invoke("schema", kind).stdout) == json.loads(
        (SHIPPED / file).read_text(encoding="utf-8")
    )
