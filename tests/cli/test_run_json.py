"""What run --json prints: one document, of the shape that the documentation says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import Result

type Invoke = Callable[..., Result]

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/reference/result.schema.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "arguments",
    [
        ("wtpf13_training",),
        ("worked_package", "--set", "forum.package=false"),
        ("worked_package", "--out", "kept"),
        ("worked_isolation",),
        ("wtpf13_training", "--set", "forum.preset=itu_treaty"),
        ("wtpf13_training", "--protocol", "compromise"),
    ],
)
def test_the_document_has_the_shape_of_its_schema(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    result = invoke("run", *arguments, "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    jsonschema.validate(json.loads(result.stdout), SCHEMA)


def test_the_schema_is_one_and_leaves_nothing_unsaid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["additionalProperties"] is False
    assert set(SCHEMA["required"]) == set(SCHEMA["properties"])


def test_every_part_of_the_document_is_described_in_the_reference(invoke: Invoke) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/json.md").read_text(encoding="utf-8")
    document = json.loads(invoke("run", "worked_package", "--json").stdout)
    assert [name for name in document if f"`{name}`" not in page] == []


def test_the_document_says_what_the_page_says(invoke: Invoke) -> None:
    document: dict[str, Any] = json.loads(invoke("run", "worked_package", "--json").stdout)
    assert document["outcome"]["class"] == "consensus_clean"
    assert document["sessions"] == {"planned": 12, "held": 4}
    options = {issue["key"]: issue["option"] for issue in document["issues"]}
    assert options == {"seats": "two_seats", "agenda": "eight_items"}
    assert {issue["closed_by"] for issue in document["issues"]} == {"chair_package"}
    assert document["asked"] is True
    kept = [(row["clauses"], row["survived"]) for row in document["text"]["survival"]]
    assert kept == [(2, 2)]
    # scenarios/worked_package.yaml shows the sum: .18 a clause for each side.
    assert [delegation["gain"] for delegation in document["delegations"]] == [0.18, 0.18]


def test_a_baseline_that_asks_nobody_names_no_coalition_and_no_session(invoke: Invoke) -> None:
    result = invoke("run", "wtpf13_training", "--protocol", "compromise", "--json")
    document: dict[str, Any] = json.loads(result.stdout)
    assert (document["coalitions"], document["story"], document["movers"]) == ([], [], [])
    assert {delegation["joins"] for delegation in document["delegations"]} == {None}
    assert (document["asked"], document["text"]["adopted"]) == (False, False)
    assert document["outcome"]["sentence"].startswith("The method (weighted mean) asks no delegation: ")
