"""Tables whose headings stand in two rows come out as the case that is meant, once somebody agrees to it."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from simulation.errors import ScenarioError
from simulation.scenario.interchange import import_table, read_table
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


NUMBERS = [["Alba", 0.2, 1, 0.4, 0.5], ["Brod", 0.7, 0.25, 0.9, 0.75]]
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
    ],
)
def test_a_title_over_one_row_of_headings_names_no_issue(table: str) -> None:
    reading = read_table(table.encode(), "fee.csv")
    assert {issue.name for issue in reading.required().scenario.issues} <= {"fee", "term"}
    assert "two rows" not in " ".join(map(str, reading.guesses))
