"""The command backtest: a page, one JSON document, a file; and mistakes answered in words."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

type Invoke = Callable[..., Result]

INVENTED = str(Path(__file__).parents[1] / "backtest" / "invented_decisions.csv")
"""Nothing in it ever happened."""


def test_the_page_shows_every_model_and_says_what_it_means(invoke: Invoke) -> None:
    done = invoke("backtest", "deu3", INVENTED)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("How far off, in points of 100\n  model, capability ")
    lines = done.stdout.splitlines()
    assert sum(line.startswith("  weighted mean (GDP) ") for line in lines) == 4
    assert max(map(len, lines)) <= 100
    assert "18 decisions of 12 proposals." in " ".join(done.stdout.split())


@pytest.mark.thorough  # test_every_json.py reads its document
def test_json_is_one_document_and_the_same_goes_into_a_file(invoke: Invoke, tmp_path: Path) -> None:
    done = invoke("backtest", "deu3", INVENTED, "--json", "--seed", "4", "--out", "found.json")
    data = json.loads(done.stdout)
    assert json.loads((tmp_path / "found.json").read_text("utf-8")) == data
    assert (data["format"], data["seed"], data["decisions"]) == ("delegation-sim backtest 1", 4, 18)
    first = data["models"][0]
    assert (first["model"], first["capability"], first["error_beyond_mean"]) == ("mean", "equal", None)
    assert first["error"]["low"] < first["error"]["value"] < first["error"]["high"]
    assert [path.name for path in tmp_path.iterdir()] == ["found.json"]


def test_coefficients_are_fitted_and_shown_beside_the_shipped_ones(invoke: Invoke) -> None:
    shown = invoke("backtest", "fit", INVENTED, "--markdown").stdout
    assert "| coefficient | fitted | standard error | shipped |" in shown
    assert "| 3.610 |" in shown


def test_a_table_that_is_none_is_refused_with_its_place(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("proposal,issue\nP,I\n", encoding="utf-8")
    done = invoke("backtest", "deu3", "bad.csv")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("bad.csv:1:1: 4 columns are missing: outcome, actor, position, salience.")


def test_a_file_that_is_not_there_is_told(invoke: Invoke) -> None:
    done = invoke("backtest", "fit", "nowhere.csv")
    assert done.exit_code == 1
    assert done.stderr.startswith("nowhere.csv: There is no such file in this folder.")


def test_a_result_never_replaces_the_table(invoke: Invoke, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_bytes(Path(INVENTED).read_bytes())
    assert invoke("backtest", "deu3", "table.csv", "--out", "./table.csv").exit_code == 2
    assert table.read_bytes() == Path(INVENTED).read_bytes()


@pytest.mark.parametrize("words", [["--json", "--markdown"], ["--seed", "-1"]])
def test_wrong_usage_ends_with_two(words: list[str], invoke: Invoke) -> None:
    assert invoke("backtest", "deu3", INVENTED, *words).exit_code == 2


DISPUTES = str(Path(INVENTED).with_name("invented_disputes.json"))


def test_disputes_are_played_and_told_within_the_page(invoke: Invoke) -> None:
    done = invoke("backtest", "disputes", DISPUTES, "-n", "4")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "LIGHTHOUSE-1901: Who keeps the lighthouses of the Inner Sea (1 June 1901)"
    assert max(map(len, lines)) <= 100
    assert sum(line.endswith("←") for line in lines) == 3
    assert "3 disputes, each played 4 times (seed 1)" in " ".join(done.stdout.split())


def test_disputes_as_json_name_file_seed_and_version(invoke: Invoke) -> None:
    data = json.loads(invoke("backtest", "disputes", DISPUTES, "-n", "2", "--seed", "4", "--json").stdout)
    assert (data["format"], data["seed"], data["replications"]) == ("delegation-sim disputes 2", 4, 2)
    assert data["file_hash"] == hashlib.sha256(Path(DISPUTES).read_bytes()).hexdigest()
    first = data["disputes"][0]["issues"][0]
    assert (first["issue"], first["outcome"], first["scored_at"]) == ("L1", 0.5, "0.5")
    assert set(first["probability"]["marks"]) == {"0", "0.5", "1", "no_agreement"}


def test_a_file_of_disputes_that_is_none_is_refused_with_its_place(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"disputes": [{"id": "A"}]}', encoding="utf-8")
    done = invoke("backtest", "disputes", "bad.json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert all(line.startswith("bad.json:1:") for line in done.stderr.splitlines())
