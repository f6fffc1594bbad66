"""What the command forecast prints and writes: every model on every issue, the same bytes every time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from simulation.forecast.compared_models import SHELF
from simulation.protocols.parameter_sets.sets_table import is_shipped

type Invoke = Callable[..., Result]
ALONE = ("--workers", "1")
CASE = "worked_package"


def run(invoke: Invoke, *arguments: str) -> str:
    result = invoke("forecast", CASE, "-n", "4", *ALONE, *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def document(invoke: Invoke, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(invoke, *arguments, "--json"))
    return found


def test_the_document_has_every_model_on_every_issue(invoke: Invoke) -> None:
    found = document(invoke)
    keys = [model.key for model in SHELF]
    assert [model["key"] for model in found["models"]] == keys
    assert [issue["key"] for issue in found["issues"]] == ["seats", "agenda"]
    assert [list(issue["models"]) for issue in found["issues"]] == [keys, keys]
    assert (found["case"], found["seed"], found["replications"], found["level"]) == (CASE, 1, 4, 0.9)
    mean = found["issues"][0]["models"]["compromise"]
    assert round(mean["point"], 12) == 0.32  # .8 x .2 + .2 x .8
    assert (mean["option"], mean["option_share"]) == ("two_seats", 1.0)
    expected = found["issues"][0]["expected"]
    assert expected["option"] in {each["option"] for each in found["issues"][0]["models"].values()}
    assert expected["least"] <= expected["share"] <= expected["most"]
    layer = found["issues"][0]["outcome_layer"]
    assert layer["marks"] == [0.2, 0.5, 0.8]
    assert round(sum(layer["probability"]), 12) == 1
    assert {row["key"] for row in found["delegations"]} == {"OPEN", "STATE"}
    assert all(list(row["loss"]) == keys for row in found["delegations"])


def test_the_same_seed_gives_the_same_bytes(invoke: Invoke) -> None:
    assert run(invoke, "--json", "--seed", "3") == run(invoke, "--json", "--seed", "3")


@pytest.mark.thorough  # tests/unit/test_forecast_pieces.py: draws are what each is alone
def test_the_number_of_workers_leaves_no_trace(invoke: Invoke) -> None:
    one, two = (
        invoke("forecast", CASE, "-n", "3", "--model", "median", "--json", "--workers", workers).stdout
        for workers in ("1", "2")
    )
    assert one == two


def test_a_model_that_is_not_there_is_answered_with_the_one_that_is_meant(invoke: Invoke) -> None:
    result = invoke("forecast", CASE, *ALONE, "--model", "medain")
    assert result.exit_code == 1
    assert "No model is called 'medain'. Did you mean 'median'?" in result.stderr
    assert "compromise" in result.stderr


def test_the_page_tells_points_wordings_and_limits(invoke: Invoke) -> None:
    page = run(invoke)
    assert "Worked case: a package and a red line: the models side by side" in page
    assert "0.32  0.68  weighted mean" in page
    assert "1. Seats of governments" in page
    assert "What this can and cannot tell" in page
    assert "4 draws of the uncertain numbers, seed 1" in page
    assert max(map(len, page.splitlines())) <= 100


def test_out_writes_a_page_that_says_how_to_make_it_again(invoke: Invoke, tmp_path: Path) -> None:
    told = run(invoke, "--model", "median", "--set", "sessions=9", "--out", "forecast.html")
    assert told.endswith("The report is in forecast.html.\n")
    source = (tmp_path / "forecast.html").read_text(encoding="utf-8")
    again = "delegation-sim forecast worked_package --model median --replications 4 --seed 1 --set sessions=9"
    assert again in source
    assert source.startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["forecast.html"]


def test_out_beside_json_leaves_the_document_alone(invoke: Invoke, tmp_path: Path) -> None:
    found = document(invoke, "--model", "median", "--out", "forecast.html")
    assert [model["key"] for model in found["models"]] == ["compromise", "median"]
    assert (tmp_path / "forecast.html").is_file()


def test_a_page_that_cannot_be_written_is_reported_in_words(invoke: Invoke) -> None:
    result = invoke("forecast", CASE, "-n", "1", *ALONE, "--model", "median", "--out", "nowhere/page.html")
    assert result.exit_code == 2
    assert "there is no folder nowhere" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("draws", ["0", "10001"])
def test_draws_out_of_range_are_refused(invoke: Invoke, draws: str) -> None:
    assert invoke("forecast", CASE, "-n", draws, *ALONE).exit_code == 2


def test_every_part_of_the_document_is_described_in_the_reference(invoke: Invoke) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/json.md").read_text(encoding="utf-8")
    section = page.partition("\n## Forecast\n")[2]
    found = document(invoke, "--model", "median")
    issue, model = found["issues"][0], found["issues"][0]["models"]["median"]
    named = [
        *(*found, *found["models"][0], *found["delegations"][0]),
        *(*issue, *model, *issue["outcome_layer"]),
    ]
    assert [name for name in named if f"`{name}`" not in section] == []


@pytest.mark.skipif(not is_shipped(), reason="this version comes with no table of parameter sets")
def test_it_says_everywhere_that_the_conference_plays_the_medians_where_it_plays(invoke: Invoke) -> None:
    told = "plays with the medians of the 300 sets of parameters"
    assert told in " ".join(run(invoke, "--model", "conference", "--out", "page.html").split())
    assert told in Path("page.html").read_text("utf-8")
    assert document(invoke, "--model", "conference")["parameters"] == {"source": "median", "size": 300}
    assert told not in " ".join(run(invoke, "--model", "exchange").split())
    assert document(invoke, "--model", "exchange")["parameters"] == {}


@pytest.mark.parametrize("command", ["run", "forecast"])
def test_who_brings_a_table_is_told_which_of_its_numbers_are_0_and_1(
    invoke: Invoke, tmp_path: Path, command: str
) -> None:
    (tmp_path / "own.csv").write_text("delegation,Tax,Start\nA,10,10\nB,40,90\nC,90,20\n", encoding="utf-8")
    assert invoke("import", "own.csv", "--yes").exit_code == 0
    few = ("-n", "4", "--workers", "1") if command == "forecast" else ()
    told = "Positions run from 0 to 1. In the table of the case, 0 is 10 and 1 is 90 on Tax and Start."
    assert told in " ".join(invoke(command, "own.yaml", *few).stdout.split())
    french = " ".join(invoke(command, "own.yaml", *few, "--language", "fr").stdout.split())
    assert "Dans le tableau du cas, 0 correspond à 10 et 1 à 90 sur Tax et Start." in french
    assert "from 0 to 1. In" not in invoke(command, "first_hour", *few).stdout


def test_a_case_from_a_table_is_told_in_its_numbers_as_well(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = (
        "actor,issue,position,salience,capability",
        "Alba,term,4,80,12",
        "Brod,term,10,40,6",
        "Cora,term,7,100,3",
    )
    Path("terms.csv").write_text("\n".join(rows))
    assert invoke("import", "terms.csv").exit_code == 0
    shown = " ".join(invoke("forecast", "terms.yaml", "-n", "1", "--workers", "1").stdout.split())
    assert "In the table of the case, 0 is 4 and 1 is 10 on term." in shown
    # The weighted mean of 4, 10 and 7, by .8 x 12, .4 x 6 and 1 x 3, is 5.56.
    assert (
        "In the numbers of the table: the weighted mean lands at 5.56, all models between 4.00 and" in shown
    )
