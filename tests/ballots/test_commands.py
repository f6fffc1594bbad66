"""The commands backtest votes and backtest signatures: a page, one document, and what is not there."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from simulation.cli.app import app
from tests.ballots.conftest import Write


def invoke(*words: object) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(app, ["backtest", *map(str, words)])


def test_the_page_on_votes_shows_every_model_and_fits_a_narrow_terminal(write: Write) -> None:
    paths = write()
    done = invoke(
        "votes", paths["votes"], "--rollcalls", paths["rollcalls"], "--positions", paths["positions"]
    )
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Learned from all other roll calls, knowing only earlier votes (n 7)\n")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "7 roll calls, " in done.stdout
    assert "crossed (seed 1); differences are paired." in " ".join(done.stdout.split())
    assert "than 2-d spatial, nearest" in done.stdout or "from 2-d spatial, nearest" in done.stdout


def test_tables_beside_the_votes_are_read_under_their_usual_names_and_told(write: Write) -> None:
    paths = write()
    paths["votes"] = paths["votes"].rename(paths["votes"].with_name("my_votes.csv"))
    for name, usual in (("rollcalls", "my_rollcalls"), ("positions", "unga_ideal_points")):
        paths[name] = paths[name].rename(paths[name].with_name(f"{usual}.csv"))
    told = invoke("votes", paths["votes"]).stdout
    files = (
        "--rollcalls",
        paths["rollcalls"],
        "--positions",
        paths["positions"],
        "--blocs",
        paths["countries"],
    )
    assert invoke("votes", paths["votes"], *files).stdout == told
    assert "Read: my_votes.csv, unga_ideal_points.csv, countries.csv, my_rollcalls.csv." in " ".join(
        told.split()
    )


def test_signatures_without_positions_say_what_is_needed(write: Write) -> None:
    done = invoke("signatures", write()["signatures"])
    assert done.exit_code == 2
    assert "there is no unga_ideal_points.csv beside the table" in " ".join(
        done.stderr.replace("│", " ").split()
    )


def test_the_document_on_votes_names_files_seed_and_what_was_asked(write: Write) -> None:
    done = invoke("votes", write()["votes"], "--json")
    found = json.loads(done.stdout)
    assert (found["format"], found["seed"], found["members"]) == ("delegation-sim backtest votes 1", 1, 24)
    assert list(found["files"]) == ["votes.csv", "countries.csv", "rollcalls.csv"]
    assert [regime["regime"] for regime in found["regimes"]] == ["leave_one_out", "all_others", "forecast"]
    assert found["regimes"][0]["models"][0]["ours_log"] is None


def test_the_section_on_signatures_is_markdown_with_a_row_a_model_and_a_region(write: Write) -> None:
    paths = write()
    words = ("--positions", paths["positions"], "--blocs", paths["countries"], "--date", "2004-06-01")
    done = invoke("signatures", paths["signatures"], *words, "--markdown")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "| logistic, 2 positions | " in done.stdout
    assert "| CITEL (" in done.stdout
    assert "- 14 of 23 states signed; " in done.stdout


def test_a_table_of_countries_without_groups_is_refused(write: Write) -> None:
    paths = write()
    paths["countries"].write_text("iso3,name\nS01,One\n", encoding="utf-8")
    done = invoke("votes", paths["votes"], "--blocs", paths["countries"])
    assert done.exit_code == 1
    assert (
        "countries.csv:1:1: 4 columns are missing: eu27_2013_05, rcc, arab_league, african_group."
        in done.stderr
    )


@pytest.mark.parametrize(
    "words", [("--json", "--markdown"), ("--date", "yesterday"), ("--date", "2012-02-30")]
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...], write: Write) -> None:
    paths = write()
    given = ("--positions", paths["positions"], "--blocs", paths["countries"])
    assert invoke("signatures", paths["signatures"], *given, *words).exit_code == 2


@pytest.mark.parametrize("table", ["votes", "positions", "countries", "rollcalls"])
def test_no_table_that_is_read_is_written_over(table: str, write: Write) -> None:
    paths = write()
    before = paths[table].read_bytes()
    given = ("--positions", paths["positions"], "--rollcalls", paths["rollcalls"])
    assert invoke("votes", paths["votes"], *given, "--out", paths[table]).exit_code == 2
    assert paths[table].read_bytes() == before


@pytest.mark.parametrize("command", ["votes", "signatures", "deu3"])
def test_a_folder_in_place_of_a_table_is_said_to_be_one(command: str, tmp_path: Path) -> None:
    done = invoke(command, tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{tmp_path}: This is a folder. Valid: the name of a file.")


@pytest.mark.parametrize(("out", "said"), [("away/x.json", "There is no folder"), (".", "is a folder")])
def test_an_out_that_cannot_be_written_is_refused_before_anything_is_read(
    out: str, said: str, tmp_path: Path
) -> None:
    done = invoke("votes", tmp_path / "missing.csv", "--out", tmp_path / out)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []
