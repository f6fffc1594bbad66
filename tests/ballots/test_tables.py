"""Tables that are none are refused, with every problem and its place at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.errors import StudyError
from simulation.evidence.ballots import signatures, vote_tables

HEAD = "resolution,date,title,iso3,vote\n"


def refused(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        vote_tables.read_roll_calls(path)
    return str(caught.value).replace(str(path), "FILE")


def test_every_problem_of_a_table_of_votes_is_told_with_its_place(tmp_path: Path) -> None:
    told = refused(
        tmp_path / "votes.csv",
        HEAD + "R/1,2001-01-01,T,SAB,yes\nR/1,2001-01-02,T,SAC,Y\nR/1,2001-01-02,T,SAC,N\nR/2,soon,T,,Y\n",
    )
    assert [line.split(" ", 1)[0] for line in told.splitlines()] == [
        "FILE:2:5:",
        "FILE:3:1:",
        "FILE:4:1:",
        "FILE:4:4:",
        "FILE:5:2:",
        "FILE:5:4:",
    ]
    assert "vote is 'yes'. Valid: Y, A, N, X." in told
    assert "SAC already has a vote on R/1" in told


def test_what_is_written_for_no_value_is_shown_as_it_is_written(tmp_path: Path) -> None:
    told = refused(tmp_path / "votes.csv", HEAD + "R/1,2001-01-01,T,SAB,NaN\nR/1,n/a,T,SAC,\n")
    assert "FILE:2:5: vote is 'NaN'. Valid: Y, A, N, X. Correct the cell." in told
    assert "FILE:3:2: date is 'n/a'. Valid: a day" in told
    assert "FILE:3:5: vote is ''. Valid" in told
    path = tmp_path / "signed.csv"
    path.write_text("iso3,attended,signed\nSAB,1,NaN\nSAC,1,0\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r":2:3: signed is 'NaN'\. Valid: 1 or 0"):
        vote_tables.read_signatures(path)


def test_a_roll_call_has_one_date(tmp_path: Path) -> None:
    told = refused(tmp_path / "votes.csv", HEAD + "R/1,2001-01-01,T,SAB,Y\nR/1,2001-01-02,T,SAC,Y\n")
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
    assert "fewer than two roll calls" in refused(tmp_path / "votes.csv", HEAD + "R/1,2001-01-01,T,SAB,Y\n")


def test_a_method_without_estimates_is_named(tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_text("iso3,date_from,date_to,method,estimate\nSAB,2000-01,2000-12,one,.5\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"There is no estimate by two\. Valid: rows by one, two"):
        vote_tables.read_positions(path, ("one", "two"))


def test_signatures_are_ones_and_noughts_of_some_who_did_and_some_who_did_not(tmp_path: Path) -> None:
    path = tmp_path / "signed.csv"
    path.write_text("iso3,attended,signed\nSAB,1,1\nSAC,1,perhaps\nSAC,maybe,0\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"3:3: signed is 'perhaps'(.|\n)*4:2: attended is 'maybe'"):
        vote_tables.read_signatures(path)
    path.write_text("iso3,attended,signed\nSAB,1,1\nSAC,0,0\n", encoding="utf-8")
    with pytest.raises(StudyError, match="all signed or none did"):
        vote_tables.read_signatures(path)


@pytest.mark.parametrize("day", ["2013-13-45", "2015-00", "2015-02-30", "\u0662\u0660\u0661\u0665-01-01"])
def test_a_day_that_no_calendar_has_is_refused(day: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "votes.csv", f"{HEAD}R/1,{day},T,SAB,Y\n").startswith("FILE:2:2: date is ")


def test_more_roll_calls_than_can_be_compared_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"R/{number},2001-01-01,T,SAB,Y\n" for number in range(2001))
    told = refused(tmp_path / "votes.csv", HEAD + rows)
    assert told == (
        "FILE: there are 2,001 roll calls of 1 members. Valid: at most 2,000 of at most 1,000. Give a smaller table."
    )


def faults(path: Path, text: str, read: Callable[[Path], object]) -> list[str]:
    """Return what is said of a table, up to what is valid."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        read(path)
    lines = str(caught.value).splitlines()
    return [line.replace(str(path), "FILE").partition(". Valid: ")[0] for line in lines]


def test_a_day_that_is_none_is_one_fault(tmp_path: Path) -> None:
    rows = "R/1,2001-13-01,T,SAB,Y\nR/1,2001-12-01,T,SAC,Y\nR/1,2001-12-01,T,SAD,N\n"
    found = faults(tmp_path / "votes.csv", HEAD + rows, vote_tables.read_roll_calls)
    assert found == ["FILE:2:2: date is '2001-13-01'"]


def test_a_date_is_held_against_that_of_the_row_that_gave_it(tmp_path: Path) -> None:
    rows = "R/1,2005-13-01,T,SAB,Y\nR/1,2006-01-01,T,SAC,Y\nR/1,2007-01-01,T,SAD,N\nR/1,2006-01-01,U,SAE,N\n"
    assert faults(tmp_path / "votes.csv", HEAD + rows, vote_tables.read_roll_calls) == [
        "FILE:2:2: date is '2005-13-01'",
        "FILE:4:1: Date or title of R/1 differs from that on line 3",
        "FILE:5:1: Date or title of R/1 differs from that on line 2",
    ]


@pytest.mark.parametrize("cell", ["nan", "NaN", "n/a"])
def test_what_stands_for_no_value_is_no_name(cell: str, tmp_path: Path) -> None:
    rows = f"{cell},2001-01-01,T,SAB,Y\nR/2,2001-01-02,T,{cell},Y\n"
    assert faults(tmp_path / "votes.csv", HEAD + rows, vote_tables.read_roll_calls) == [
        f"FILE:2:1: resolution is {cell!r}, which stands for no value",
        f"FILE:3:4: iso3 is {cell!r}, which stands for no value",
    ]
    votes, sponsors = tmp_path / "votes.csv", tmp_path / "rollcalls.csv"
    votes.write_text(HEAD + "R/1,2001-01-01,T,SAB,Y\nR/2,2001-01-02,T,SAB,N\n", encoding="utf-8")
    sponsors.write_text(f"resolution,lead_sponsor\nR/1,{cell}\n", encoding="utf-8")
    assert vote_tables.read_roll_calls(votes, sponsors).sponsor == ((), ())


def test_an_estimate_may_begin_and_end_on_one_day(tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    rows = "SAB,2001-01-01,2001-01-01,one,.5\nSAB,2002-01,2002-01-31,one,.25\n"
    path.write_text("iso3,date_from,date_to,method,estimate\n" + rows, encoding="utf-8")
    assert dict(vote_tables.read_positions(path, ("one",)).windows["one"]) == {
        ("2001-01-01", "2001-01-01"): {"SAB": 0.5},
        ("2002-01", "2002-01-31"): {"SAB": 0.25},
    }


def test_a_row_without_a_name_is_one_fault_and_a_wrong_vote_hides_no_second_one(tmp_path: Path) -> None:
    rows = "R/1,2001-01-01,T,SAB,Y\n,2001-01-02,U,SAB,Y\nR/1,2001-01-01,T,SAB,maybe\n"
    assert faults(tmp_path / "votes.csv", HEAD + rows, vote_tables.read_roll_calls) == [
        "FILE:3:1: resolution is empty",
        "FILE:4:4: SAB already has a vote on R/1",
        "FILE:4:5: vote is 'maybe'",
    ]


def test_who_tabled_what_is_said_once(tmp_path: Path) -> None:
    votes = tmp_path / "votes.csv"
    votes.write_text(HEAD + "R/1,2001-01-01,T,SAB,Y\nR/2,2001-01-02,T,SAB,N\n", encoding="utf-8")

    def read(path: Path) -> object:
        return vote_tables.read_roll_calls(votes, path)

    path, head = tmp_path / "rollcalls.csv", "resolution,lead_sponsor\n"
    assert faults(path, f"{head}R/1,SAB\n,SAC\nR/1,SAD\n", read) == [
        "FILE:3:1: resolution is empty",
        "FILE:4:1: R/1 already has a row, on line 2",
    ]
    for names in ("SAC; SAB;", "SAB SAC"):
        path.write_text(f"{head}R/1,{names}\n", encoding="utf-8")
        assert vote_tables.read_roll_calls(votes, path).sponsor == (("SAB", "SAC"), ())


def test_every_cell_of_positions_is_checked(tmp_path: Path) -> None:
    rows = (
        "SAB,2000-01,2000-12,one,nan\nSAC,2000-01,2000-12,one,inf\nSAD,2000-01,2000-12,one,high\n"
        ",2000-01,2000-12,one,.5\nSAE,2000-12,2000-01,one,.5\nSAF,2000,2000-12,one,.5\n"
        "SAG,2000-01,2000-12,one,.5\nSAG,2000-01,2000-12,one,.5\nSAG,2001-01,2001-12,one,1_0\n"
        "SAH,2001-01,2001-12,one,\nSAI,never,never,other,nan\n"
    )
    found = faults(
        tmp_path / "positions.csv",
        "iso3,date_from,date_to,method,estimate\n" + rows,
        lambda path: vote_tables.read_positions(path, ("one",)),
    )
    assert found == [
        "FILE:2:5: estimate is 'nan', not a number",
        "FILE:3:5: estimate is 'inf', not a number",
        "FILE:4:5: estimate is 'high', not a number",
        "FILE:5:1: iso3 is empty",
        "FILE:6:3: The estimate ends on 2000-01, before it begins on 2000-12",
        "FILE:7:2: date_from is '2000'",
        "FILE:9:1: SAG already has a row, on line 8",
        "FILE:10:5: estimate is '1_0', not a number",
    ]


def test_a_method_whose_every_row_is_wrong_is_not_said_to_be_missing_too(tmp_path: Path) -> None:
    rows = "iso3,date_from,date_to,method,estimate\nSAB,2000-01,2000-12,one,nan\n"
    assert faults(
        tmp_path / "positions.csv", rows, lambda path: vote_tables.read_positions(path, ("one",))
    ) == ["FILE:2:5: estimate is 'nan', not a number"]


def test_columns_of_countries_hold_what_they_can(tmp_path: Path) -> None:
    head = "iso3,rcc,g77,fh_total_2012,gdp_pc_const_usd_2012,internet_users_pct_2012\n"
    rows = "SAB,2,2,101,-1,NaN\nSAC,yes,-1,-1,x,100.5\nSAD,1.0,0.5,inf,1e4,20\nSAD,1,1,1,1,1\n,0,0,0,0,0\nSAF,,,,,\n"

    def read(path: Path) -> object:
        return vote_tables.read_groups(path, ("rcc",), signatures.COUNTRY)

    assert faults(tmp_path / "countries.csv", head + rows, read) == [
        "FILE:2:2: rcc is '2'",
        "FILE:2:3: g77 is '2'",
        "FILE:2:4: fh_total_2012 is '101'",
        "FILE:2:5: gdp_pc_const_usd_2012 is '-1'",
        "FILE:2:6: internet_users_pct_2012 is 'NaN', not a number",
        "FILE:3:2: rcc is 'yes'",
        "FILE:3:3: g77 is '-1'",
        "FILE:3:4: fh_total_2012 is '-1'",
        "FILE:3:5: gdp_pc_const_usd_2012 is 'x', not a number",
        "FILE:3:6: internet_users_pct_2012 is '100.5'",
        "FILE:4:3: g77 is '0.5'",
        "FILE:4:4: fh_total_2012 is 'inf', not a number",
        "FILE:5:1: SAD already has a row, on line 4",
        "FILE:6:1: iso3 is empty",
    ]


def test_who_attended_signed_or_did_not_and_has_one_row(tmp_path: Path) -> None:
    rows = "SAB,1,1\nSAB,1,0\nSAC,1,\nSAD,,2\n,1,0\nSAE,,\n"
    found = faults(tmp_path / "signed.csv", "iso3,attended,signed\n" + rows, vote_tables.read_signatures)
    assert found == [
        "FILE:3:1: SAB already has a row, on line 2",
        "FILE:4:3: The cell is empty, though the state attended",
        "FILE:5:3: signed is '2'",
        "FILE:6:1: iso3 is empty",
    ]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", ["FILE:1:1: The table has no rows under a header"]),
        (b"\xef\xbb\xbf\r\n", ["FILE:1:1: The table has no rows under a header"]),
        (HEAD.encode(), ["FILE:1:1: The table has no rows under a header"]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ["FILE: this is no text"]),
        ((HEAD + "R/1,2001-01-01,T,SAB,Y\n").encode("utf-16"), ["FILE: this is no text"]),
        (b"Dear all, here, at last,\nare, the\nvotes.\n", ["FILE:1:1: 5 columns are missing: resolution, "]),
        (b"iso3," + HEAD.encode() + b"SAB,R/1,2001-01-01,T,SAB,Y\n", ["FILE:1:1: These columns appear more"]),
        (HEAD.encode() + b'R/1,"2001-01-01,T,SAB,Y\n', ["FILE:2:1: This row has 2 cells"]),
        (
            HEAD.encode() + b'R/1,"' + b"2001-01-01,T,SAB,Y\n" * 20_000,
            ["FILE:2:1: This is no row of a table"],
        ),
        (b"x," * 3_000_000, ["FILE: The table is too large"]),
    ],
)
def test_a_file_that_is_no_table_of_votes_gets_one_sentence(
    raw: bytes, told: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(raw)
    with pytest.raises(StudyError) as caught:
        vote_tables.read_roll_calls(path)
    lines = [line.replace(str(path), "FILE") for line in str(caught.value).splitlines()]
    assert [line.startswith(part) for line, part in zip(lines, told, strict=True)] == [True]


def test_mark_of_byte_order_ends_of_lines_and_separators_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    text = HEAD + "R/1,2001-01-01,T,SAB,Y\nR/2,2001-01-02,T,SAB,N\n"
    read = []
    for form in (
        text,
        "\ufeff" + text.replace("\n", "\r\n"),
        text.replace(",", ";"),
        text.replace(",", "\t"),
    ):
        path.write_bytes(form.encode())
        calls = vote_tables.read_roll_calls(path)
        read.append((calls.members, calls.key, calls.date, calls.title, calls.vote.tolist()))
    assert read == [(("SAB",), ("R/1", "R/2"), ("2001-01-01", "2001-01-02"), ("T", "T"), [[0], [2]])] * 4
