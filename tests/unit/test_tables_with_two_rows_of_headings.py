"""Tables whose headings stand in two rows come out as the case that is meant, once somebody agrees to it."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from simulation.errors import ScenarioError
from simulation.scenario.interchange import TableReading, import_table, read_table
from tests.tables_read import CARED, stands

ROWS = "Alba,0.2,1,0.4,0.5\nBrod,0.7,0.25,0.9,0.75\n"
KINDS = "Country,Position,Salience,Position,Salience\n"


def workbook(rows: Sequence[Sequence[object]], *merged: str) -> bytes:
    """Return a workbook as people make one: with cells that are merged."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


NUMBERS: list[list[object]] = [["Alba", 0.2, 1, 0.4, 0.5], ["Brod", 0.7, 0.25, 0.9, 0.75]]
LOWER = ["", "Position", "Salience", "Position", "Salience"]

FORMS: dict[str, str | bytes] = {
    "names over empty cells": f",fee,,term,\n{KINDS}{ROWS}",
    "names that are repeated": f",fee,fee,term,term\n{KINDS}{ROWS}",
    "delegations named in the upper row": f"Country,fee,,term,\n,Position,Salience,Position,Salience\n{ROWS}",
    "delegations named in neither": f",fee,,term,\n,Position,Salience,Position,Salience\n{ROWS}",
    "a title above": f"Positions 2026,,,,\n,,,,\n,fee,,term,\n{KINDS}{ROWS}",
    "topics above": f",Trade,,,\n,fee,,term,\n{KINDS}{ROWS}",
    "semicolons and decimal commas from Windows": (
        ";fee;;term;\r\nPays;Préférence;Importance;Préférence;Importance\r\n"
        "Alba;0,2;1;0,4;0,5\r\nBrod;0,7;0,25;0,9;0,75\r\n"
    ).encode("cp1252"),
    "UTF-16 with tabs": f",fee,,term,\n{KINDS}{ROWS}".replace(",", "\t").encode("utf-16"),
    "as LibreOffice writes it, all in quotation marks": (
        '"","fee","","term",""\n"Country","Pos","Sal","Pos","Sal"\n'
        '"Alba",0.2,1,0.4,0.5\n"Brod",0.7,0.25,0.9,0.75\n'
    ),
    "what columns hold above the names": (
        ",Position,,Salience,\nCountry,fee,term,fee,term\nAlba,0.2,0.4,1,0.5\nBrod,0.7,0.9,0.25,0.75\n"
    ),
    "saliences before positions, and a remark": (
        ",fee,,,term,,\nCountry,Note,Sal,Pos,Note,Sal,Pos\nAlba,x,1,0.2,y,0.5,0.4\nBrod,,0.25,0.7,,0.75,0.9\n"
    ),
    "scales below": (
        ",fee,,term,\nCountry,Pos (0-10),Sal (0-100),Pos (0-5),Sal (0-100)\nAlba,2,100,2,50\nBrod,7,25,4.5,75\n"
    ),
    "scales above": (
        ",fee (0-10),,term [0..5],\nCountry,Pos,Sal,Pos,Sal\nAlba,2,1,2,0.5\nBrod,7,0.25,4.5,0.75\n"
    ),
    "a row for each issue": (
        ",Alba,,Brod,\nIssue,Position,Salience,Position,Salience\nfee,0.2,1,0.7,0.25\nterm,0.4,0.5,0.9,0.75\n"
    ),
    "a row for each issue, delegations below": (
        "Topic,Position,,Salience,\n,Alba,Brod,Alba,Brod\nfee,0.2,0.7,1,0.25\nterm,0.4,0.9,0.5,0.75\n"
    ),
    "saliences that are called weights": f"Country,fee,,term,\n,Position,Weight,Position,Weight\n{ROWS}",
    "weights above": (
        "Country,Position,,Weight,\n,fee,term,fee,term\nAlba,0.2,0.4,1,0.5\nBrod,0.7,0.9,0.25,0.75\n"
    ),
    "a year among the issues": (
        "Country,Position,,,Salience,\n,fee,term,Year,fee,term\n"
        "Alba,0.2,0.4,2012,1,0.5\nBrod,0.7,0.9,2013,0.25,0.75\n"
    ),
    "a row of units": (
        "Country,Power,fee,,term,\n,,Position,Salience,Position,Salience\n,votes,0-100,%,0-5,%\n"
        "Alba,4,20,100,2,50\nBrod,2,70,25,4.5,75\n"
    ),
    "a workbook with merged names": workbook(
        [["", "fee", "", "term", ""], ["Country", *LOWER[1:]], *NUMBERS], "B1:C1", "D1:E1"
    ),
    "a workbook with names merged both ways": workbook(
        [["Country", "fee", "", "term", ""], LOWER, *NUMBERS], "A1:A2", "B1:C1", "D1:E1"
    ),
    "a workbook with a merged title": workbook(
        [
            ["Who stands where", *LOWER[:1] * 4],
            ["", "fee", "", "term", ""],
            ["Country", *LOWER[1:]],
            *NUMBERS,
        ],
        "A1:E1",
        "B2:C2",
        "D2:E2",
    ),
}
"""Files that all say the same."""


def as_bytes(table: str | bytes) -> bytes:
    return table if isinstance(table, bytes) else table.encode()


@pytest.mark.parametrize("form", FORMS)
def test_two_rows_of_headings_are_read_together_and_not_without_a_yes(form: str, tmp_path: Path) -> None:
    data = as_bytes(FORMS[form])
    reading = read_table(data, "t.csv")
    assert stands(reading) == CARED
    assert "They were read together" in str(reading.guesses[0]) + str(reading.guesses[-1])
    assert str(reading.guesses[0]) in reading.required().scenario.notes
    file = tmp_path / "t.csv"
    file.write_bytes(data)
    with pytest.raises(ScenarioError, match="only guessed"):
        import_table(file)
    assert import_table(file, agreed=True).scenario == reading.required().scenario


def test_the_rows_and_a_heading_made_of_both_are_told() -> None:
    reading = read_table(as_bytes(FORMS["a title above"]), "t.csv")
    assert (
        str(reading.guesses[0])
        == "The headings stand in two rows, lines 3 and 4. They were read together, such as “fee / Position”."
    )
    assert "1 row above the headings was left aside." in reading.required().notes


def test_long_names_with_signs_come_out_whole() -> None:
    name = "Fee, in euros - for whoever arrives by sea, by land or by air, and stays more than a night"
    reading = read_table(f';"{name}";\nCountry;Pos;Sal\nAlba;0.2;1\nBrod;0.7;0.5\n'.encode(), "t.csv")
    assert stands(reading) == {("Alba", name): (0.2, 1.0), ("Brod", name): (0.7, 0.5)}


def test_a_capability_stands_under_the_last_name_and_belongs_to_the_delegation() -> None:
    table = (
        f",fee,,term,,\nCountry,Position,Salience,Position,Salience,Power\n{ROWS.replace('0.5\n', '0.5,4\n')}"
    )
    reading = read_table(table.replace("0.75\n", "0.75,2\n").encode(), "t.csv")
    assert stands(reading) == CARED
    assert [seat.capability for seat in reading.required().scenario.delegations] == [1.0, 0.5]


def test_a_column_taken_wrong_is_put_right_by_its_joined_heading() -> None:
    data = as_bytes(FORMS["names over empty cells"])
    reading = read_table(data, "t.csv", columns={"term / Position": "aside", "term / Salience": "aside"})
    assert stands(reading) == {pair: at for pair, at in CARED.items() if pair[1] == "fee"}


def test_a_position_that_is_no_number_is_told_at_its_cell() -> None:
    (problem, *_) = read_table(
        f",fee,,term,\n{KINDS}{ROWS.replace(',0.7', ',high')}".encode(), "t.csv"
    ).problems
    assert str(problem).startswith("t.csv:4:2: ")


@pytest.mark.parametrize(
    "table",
    [
        "Positions 2026,,\nCountry,Pos,Sal\nAlba,0.2,1\nBrod,0.7,0.5\n",
        ",Positions 2026,,,\nactor,issue,position,salience,capability\nAlba,fee,0.2,1,1\nBrod,fee,0.7,0.5,1\n",
        "Position,,\nCountry,fee,term\nAlba,0.2,0.4\nBrod,0.7,0.9\n",
        "Country,Position,Salience\nAlba,0.2,1\nBrod,0.7,0.5\n",
        ",Trade,\nCountry,fee,term\nAlba,0.2,0.4\nBrod,0.7,0.9\n",
        ",,Details,Comment\nCountry,Position,Salience,Note\nAlba,0.2,1,x\nBrod,0.7,0.5,y\n",
    ],
)
def test_a_title_over_one_row_of_headings_names_no_issue(table: str) -> None:
    reading = read_table(table.encode(), "fee.csv")
    assert {issue.name for issue in reading.required().scenario.issues} <= {"fee", "term"}
    assert "two rows" not in " ".join(map(str, reading.guesses))


def power(reading: TableReading) -> list[object]:
    return [seat.capability for seat in reading.required().scenario.delegations]


def test_weights_under_two_names_are_saliences_and_a_capability_may_still_stand_by_itself() -> None:
    upper, lower = "Country,fee,,term,,Weight", ",Position,Weight,Position,Weight,"
    rows = ROWS.replace("0.5\n", "0.5,4\n").replace("0.75\n", "0.75,2\n")
    reading = read_table(f"{upper}\n{lower}\n{rows}".encode(), "t.csv")
    assert (stands(reading), power(reading)) == (CARED, [1.0, 0.5])
    told = "“Weight” was read as salience, since it stands beside a position under the same name."
    assert told in map(str, reading.guesses)
    assert told in reading.required().scenario.notes


def test_a_capability_under_each_name_beside_a_salience_is_left_aside_and_said() -> None:
    table = (
        "Country,fee,,,term,,\n,Position,Salience,Power,Position,Salience,Power\n"
        "Alba,0.2,1,3,0.4,0.5,1\nBrod,0.7,0.25,2,0.9,0.75,4\n"
    )
    reading = read_table(table.encode(), "t.csv")
    assert (stands(reading), power(reading)) == (CARED, [1.0, 1.0])
    assert "Columns that were left aside: fee / Power and term / Power." in reading.required().notes
    wanted = read_table(table.encode(), "t.csv", columns={"fee / Power": "capability"})
    assert power(wanted) == [1.0, pytest.approx(2 / 3)]


def test_a_year_is_no_issue_and_said_to_be_left_aside() -> None:
    notes = read_table(as_bytes(FORMS["a year among the issues"]), "t.csv").required().notes
    assert "Columns that were left aside: Year / Position." in notes


def test_a_total_is_an_issue_and_a_warning() -> None:
    table = ROWS.replace("0.5\n", "0.5,0.3,1\n").replace("0.75\n", "0.75,0.4,1\n")
    reading = read_table(f",fee,,term,,Total,\n{KINDS.strip()},Position,Salience\n{table}".encode(), "t.csv")
    assert {name for _, name in stands(reading)} == {"fee", "term", "Total"}
    (warning,) = map(str, reading.warnings)
    assert warning.startswith("“Total” (line 1) counts as an issue.")


@pytest.mark.parametrize("upper", ["Country,Power,fee,", "Country,Year,fee,", "Note,Country,fee,"])
def test_one_issue_in_two_rows_keeps_its_name(upper: str) -> None:
    rows = "Alba,4,0.2,1\nBrod,2,0.7,0.25\n"
    if upper.startswith("Note"):
        rows = "x,Alba,0.2,1\ny,Brod,0.7,0.25\n"
    reading = read_table(f"{upper}\n,,Position,Salience\n{rows}".encode(), "t.csv")
    assert stands(reading) == {pair: at for pair, at in CARED.items() if pair[1] == "fee"}
    assert power(reading) == ([1.0, 0.5] if "Power" in upper else [1.0, 1.0])


@pytest.mark.parametrize(
    "names",
    [("Power", "term"), ("State", "Party"), ("Policy", "term"), ("2012", "2013"), ("Interest", "Power")],
)
@pytest.mark.parametrize(
    "form",
    [
        "Country,{0},,{1},\n,Position,Salience,Position,Salience\n",
        ",{0},{0},{1},{1}\nCountry,Position,Salience,Position,Salience\n",
        "Country,Position,Salience,Position,Salience\n,{0},{0},{1},{1}\n",
        ",Position,Salience,Position,Salience\nCountry,{0},{0},{1},{1}\n",
    ],
)
def test_issues_are_called_as_they_are_whatever_that_means_elsewhere(
    form: str, names: tuple[str, str]
) -> None:
    reading = read_table((form.format(*names) + ROWS).encode(), "t.csv")
    called = dict(zip(("fee", "term"), names, strict=True))
    assert stands(reading) == {(who, called[what]): at for (who, what), at in CARED.items()}


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (f",fee,,fee,\n{KINDS}{ROWS}", "1:5"),
        (f"Country,Position,,Salience,\n,fee,fee,fee,fee\n{ROWS}", "2:5"),
        (f",2012,,2012,\n{KINDS}{ROWS}", "1:5"),
    ],
)
def test_two_issues_of_one_name_are_one_problem(table: str, place: str) -> None:
    reading = read_table(table.encode(), "t.csv")
    (problem,) = map(str, reading.problems)
    assert problem.startswith(f"t.csv:{place}: Two rows of headings were seen (lines 1 and 2), but '")
    assert problem.endswith("Rename one of them.")
    assert not reading.guesses


def test_a_row_of_units_is_left_aside_and_its_scale_taken() -> None:
    reading = read_table(as_bytes(FORMS["a row of units"]), "t.csv")
    told = " ".join(map(str, reading.guesses))
    assert "Line 3 has neither a name nor a number: it was taken for a row of units and left aside." in told
    assert "numbers lie on these scales: fee 0..100 and term 0..5." in told
    assert power(reading) == [1.0, 0.5]


def test_a_first_row_without_a_name_that_holds_a_number_is_no_row_of_units() -> None:
    reading = read_table(f",fee,,term,\n{KINDS},0.2,%,,\n{ROWS}".encode(), "t.csv")
    assert {problem.line for problem in reading.problems} == {3}


@pytest.mark.parametrize(
    "heads",
    [
        "Country,Power,,fee,,term\n,,Position,Salience,Position,Salience",
        "Country,Power,,fee,\n,,Position,Salience,Note",
        "Country,Power,,fee,,,term,\n,,Position,Salience,Note,Position,Salience,Note",
        ",,,fee,,term\nCountry,Power,Position,Salience,Position,Salience",
    ],
)
def test_names_over_the_middle_of_their_columns_are_one_problem(heads: str) -> None:
    rows = [["Alba", "2", *["0.2"] * heads.split("\n")[1].count("ion"), *["1"] * 9], ["Brod", "1"]]
    width = heads.split("\n", maxsplit=1)[0].count(",") + 1
    body = "\n".join(",".join((row + ["0.5"] * width)[:width]) for row in rows)
    reading = read_table(f"{heads}\n{body}\n".encode(), "t.csv")
    (problem,) = map(str, reading.problems)
    assert problem.startswith("t.csv:1:1: Two rows of headings were seen (lines 1 and 2), but the names")
    assert not reading.guesses


def test_a_table_with_problems_is_not_said_to_lack_saliences() -> None:
    reading = read_table(b"Country,fee,term\n,What,How much\nAlba,0.2,1\nBrod,0.7,0.5\nCole,0.3,1\n", "t.csv")
    assert reading.problems
    assert "No column holds" not in " ".join(map(str, reading.guesses))


@pytest.mark.parametrize("other", ["tidy", "bare"])
def test_a_sheet_that_cannot_be_read_keeps_only_a_workbook_from_being_used_that_needs_it(
    other: str,
) -> None:
    book = Workbook()
    sheet, torn = book.active, book.create_sheet("Old")
    assert sheet is not None
    exact: list[list[object]] = [
        ["actor", "issue", "position", "salience", "capability"],
        ["Alba", "fee", 0.2, 1, 1],
        ["Brod", "fee", 0.7, 0.25, 1],
    ]
    for row in exact if other == "tidy" else NUMBERS:
        sheet.append(row)
    twice: list[list[object]] = [["", "fee", "", "fee", ""], ["Country", *LOWER[1:]], *NUMBERS]
    for row in twice:
        torn.append(row)
    file = io.BytesIO()
    book.save(file)
    reading = read_table(file.getvalue(), "t.xlsx")
    assert (reading.case is not None) is (other == "tidy")
    if other == "tidy":
        assert "Sheets that were left aside: Old." in reading.required().notes
    else:
        assert [one.sheet for one in reading.problems] == ["Old"]
