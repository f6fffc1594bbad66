"""Tables that are none are refused, with every problem and its place at once."""

from pathlib import Path

import pytest

from simulation.errors import StudyError
from simulation.evidence.ballots import vote_tables

HEAD = "resolution,date,title,iso3,vote\n"


def refused(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        vote_tables.read_roll_calls(path)
    return str(caught.value).replace(str(path), "FILE")


def test_every_problem_of_a_table_of_votes_is_told_with_its_place(tmp_path: Path) -> None:
    told = refused(
        tmp_path / "votes.csv",
        HEAD + "R/1,2001-01-01,T,S1,yes\nR/1,2001-01-02,T,S2,Y\nR/1,2001-01-02,T,S2,N\nR/2,soon,T,,Y\n",
    )
    assert [line.split(" ", 1)[0] for line in told.splitlines()] == [
        "FILE:2:5:",
        "FILE:4:4:",
        "FILE:5:2:",
        "FILE:5:4:",
    ]
    assert "vote is 'yes'. Valid: Y, A, N, X." in told
    assert "S2 already has a vote on R/1" in told


def test_what_is_written_for_no_value_is_shown_as_it_is_written(tmp_path: Path) -> None:
    told = refused(tmp_path / "votes.csv", HEAD + "R/1,2001-01-01,T,S1,NaN\nR/1,n/a,T,S2,\n")
    assert "FILE:2:5: vote is 'NaN'. Valid: Y, A, N, X. Correct the cell." in told
    assert "FILE:3:2: date is 'n/a'. Valid: a day" in told
    assert "FILE:3:5: vote is ''. Valid" in told
    path = tmp_path / "signed.csv"
    path.write_text("iso3,attended,signed\nS1,1,NaN\nS2,1,0\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r":2:3: The cell holds 'NaN'\. Valid: 1 or 0"):
        vote_tables.read_signatures(path)


def test_a_roll_call_has_one_date(tmp_path: Path) -> None:
    told = refused(tmp_path / "votes.csv", HEAD + "R/1,2001-01-01,T,S1,Y\nR/1,2001-01-02,T,S2,Y\n")
    assert told.startswith("FILE:3:1: Date or title of R/1 differs from that on line 2.")


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "no rows under a header"), ("resolution,date\nR,1\n", "3 columns are missing: title, iso3, vote")],
)
def test_what_is_no_table_of_votes_is_said_so(text: str, said: str, tmp_path: Path) -> None:
    assert said in refused(tmp_path / "votes.csv", text).replace(
        "5 columns are missing", "no rows under a header"
    )


def test_one_roll_call_cannot_be_left_out(tmp_path: Path) -> None:
    assert "fewer than two roll calls" in refused(tmp_path / "votes.csv", HEAD + "R/1,2001-01-01,T,S1,Y\n")


def test_a_method_without_estimates_is_named(tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_text("iso3,date_from,date_to,method,estimate\nS1,2000-01,2000-12,one,.5\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"There is no estimate by two\. Valid: rows by one, two"):
        vote_tables.read_positions(path, ("one", "two"))


def test_signatures_are_ones_and_noughts_of_some_who_did_and_some_who_did_not(tmp_path: Path) -> None:
    path = tmp_path / "signed.csv"
    path.write_text("iso3,attended,signed\nS1,1,1\nS2,1,perhaps\nS2,maybe,0\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"3:3: The cell holds 'perhaps'(.|\n)*4:2: The cell holds 'maybe'"):
        vote_tables.read_signatures(path)
    path.write_text("iso3,attended,signed\nS1,1,1\nS2,0,0\n", encoding="utf-8")
    with pytest.raises(StudyError, match="all signed or none did"):
        vote_tables.read_signatures(path)


@pytest.mark.parametrize("day", ["2013-13-45", "2015-00", "2015-02-30", "\u0662\u0660\u0661\u0665-01-01"])
def test_a_day_that_no_calendar_has_is_refused(day: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "votes.csv", f"{HEAD}R/1,{day},T,S1,Y\n").startswith("FILE:2:2: date is ")


def test_more_roll_calls_than_can_be_compared_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"R/{number},2001-01-01,T,S1,Y\n" for number in range(2001))
    told = refused(tmp_path / "votes.csv", HEAD + rows)
    assert told == (
        "FILE: there are 2,001 roll calls of 1 members. Valid: at most 2,000 of at most 1,000. Give a smaller table."
    )
