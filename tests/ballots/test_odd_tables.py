"""Tables that the rules allow and that say little: nobody voted, one member, one region; and members of no country."""

import json
from pathlib import Path

import pytest

from tests.ballots.conftest import CALLS, Write, cast
from tests.ballots.test_commands import invoke

HEAD = "resolution,date,title,iso3,vote\n"
MEMBERS = ("FRA", "GHA", "PER")


def table(folder: Path, votes: list[str], days: list[str] | None = None) -> Path:
    """Write one roll call a string, a letter a member, each a year after the one before it."""
    path = folder / "votes.csv"
    dates = days or [f"{2001 + number}-12-01" for number in range(len(votes))]
    rows = [
        f"R/{number},{day},Networks,{member},{vote}\n"
        for number, (day, letters) in enumerate(zip(dates, votes, strict=True))
        for member, vote in zip(MEMBERS, letters, strict=False)
    ]
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def told(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("silent", ["R/1", "R/4"])
def test_a_roll_call_on_which_nobody_voted_is_left_out_and_changes_nothing(silent: str, write: Write) -> None:
    paths = write(lambda call, state: "X" if call == silent else cast(call, state))
    done = invoke("votes", paths["votes"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "6 roll calls, " in done.stdout
    assert f"{silent} is left out: nobody voted on it." in told(done.stdout)
    found = json.loads(invoke("votes", paths["votes"], "--json").stdout)
    assert found["left_out"] == [silent]
    rows = paths["votes"].read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if not row.startswith(f"{silent},")]
    paths["votes"].write_text("\n".join(kept) + "\n", encoding="utf-8")
    without = json.loads(invoke("votes", paths["votes"], "--json").stdout)
    assert found["regimes"] == without["regimes"]
    assert without["left_out"] == []


def test_a_table_in_which_nobody_voted_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = table(tmp_path, ["XXX", "XXX", "XXX"])
    done = invoke("votes", path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.strip().endswith(
        "votes.csv: nobody voted: every vote is X. Valid: some votes of Y, A or N. Give another table."
    )


def test_one_roll_call_with_votes_among_silent_ones_is_too_few(tmp_path: Path) -> None:
    done = invoke("votes", table(tmp_path, ["XXX", "YNA", "XXX"]))
    assert done.exit_code == 1
    assert "fewer than two roll calls on which somebody voted" in done.stderr


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("votes", "days", "said"),
    [
        (["Y", "N"], None, "2 roll calls, 2 votes cast by 1 members"),
        (["YYX", "NNX", "YNX"], None, "3 roll calls, 6 votes cast by 2 members"),
        (["YYY", "YYY", "YYY"], None, "3 roll calls, 9 votes cast by 3 members"),
        (["AAA", "AAA"], None, "2 roll calls, 6 votes cast by 3 members"),
        (["YXX", "XNX"], None, "2 roll calls, 2 votes cast by 2 members"),
        (["YNA", "NYA"], ["2001-12-01", "2001-12-01"], "Nothing was voted on before R/0, R/1."),
    ],
)
def test_a_table_that_says_little_is_tested_all_the_same(
    votes: list[str], days: list[str] | None, said: str, tmp_path: Path
) -> None:
    done = invoke("votes", table(tmp_path, votes, days))
    assert (done.exit_code, done.stderr) == (0, "")
    assert said in told(done.stdout)
    assert "nan" not in done.stdout


@pytest.mark.filterwarnings("error")
def test_positions_of_none_of_the_members_leave_all_in_the_middle(tmp_path: Path, write: Write) -> None:
    path = table(tmp_path, ["YNA", "NYA", "YNN"])
    path = path.rename(tmp_path / "own.csv")
    done = invoke("votes", path, "--positions", write()["positions"])
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_state_that_is_no_three_capital_letters_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(
        HEAD + "R/1,2001-01-01,T,Germany,Y\nR/1,2001-01-01,T,usa,N\nR/2,2002-01-01,T,DEU,Y\n", "utf-8"
    )
    done = invoke("votes", path)
    assert done.exit_code == 1
    assert (
        "votes.csv:2:4: iso3 is 'Germany'. Valid: three capital letters, such as DEU. Correct the cell."
        in told(done.stderr)
    )
    assert "votes.csv:3:4: iso3 is 'usa'." in done.stderr


def test_signatures_of_a_state_by_its_name_are_told_too(write: Write) -> None:
    paths = write()
    text = paths["signatures"].read_text(encoding="utf-8")
    paths["signatures"].write_text(text.replace("SAC,", "Samland,"), encoding="utf-8")
    given = ("--positions", paths["positions"], "--blocs", paths["countries"])
    done = invoke("signatures", paths["signatures"], *given)
    assert done.exit_code == 1
    assert "signatures.csv:4:1: iso3 is 'Samland'." in done.stderr


def test_members_that_no_row_of_countries_knows_are_counted_and_named(write: Write) -> None:
    paths = write()
    rows = paths["countries"].read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row[:3] not in ("SAB", "SAE")]
    paths["countries"].write_text("\n".join(kept) + "\n", encoding="utf-8")
    given = ("--positions", paths["positions"], "--blocs", paths["countries"])
    said = "2 members have no row in the table of countries, and so belong to no group: SAB, SAE."
    for command in ("votes", "signatures"):
        assert said in told(invoke(command, paths[command], *given).stdout)
        found = json.loads(invoke(command, paths[command], *given, "--json").stdout)
        assert found["members_without_country"] == ["SAB", "SAE"]


def test_where_there_is_nothing_to_copy_is_said_and_what_holds_elsewhere(write: Write) -> None:
    path = write()["votes"]
    page = told(invoke("votes", path).stdout)
    assert "Nothing was voted on before R/1. Where only earlier votes are known, the copies have" in page
    found = json.loads(invoke("votes", path, "--json").stdout)
    assert found["first"]["roll_calls"] == ["R/1"]
    votes = {one["resolution"]: one["votes"] for one in found["roll_calls"]}
    by_call = {one["model"]: one["by_call"] for one in found["regimes"][0]["models"]}
    later = [call for call in CALLS if call != "R/1"]
    for one in found["first"]["others"][1:]:
        apart = sum(
            votes[call] * (by_call["ballot"][call][0] - by_call[one["model"]][call][0]) for call in later
        )
        assert one["ours_accuracy"]["value"] == pytest.approx(apart / sum(votes[call] for call in later))
    assert "On the other roll calls the ballot less copy of the last vote is " in page


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("regions", ["one", "none"])
def test_signatures_of_one_region_alone_leave_nothing_to_learn_from(regions: str, write: Write) -> None:
    paths = write()
    head, *rows = paths["countries"].read_text(encoding="utf-8").splitlines()
    columns = head.split(",")
    cells = ",".join("1" if regions == "one" and name == "rcc" else "0" for name in columns[1:])
    paths["countries"].write_text("\n".join([head, *(f"{row[:3]},{cells}" for row in rows)]) + "\n", "utf-8")
    given = ("--positions", paths["positions"], "--blocs", paths["countries"])
    done = invoke("signatures", paths["signatures"], *given)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "all states are of one region, or of none" in done.stderr
