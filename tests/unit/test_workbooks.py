"""Workbooks are read within limits and told by cell, are written so that they read well, or end in words."""

import datetime as dt
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from simulation.scenario import load_scenario
from simulation.scenario.interchange import Role, TableReading, read_table
from simulation.scenario.interchange.workbook import MAX_UNPACKED
from simulation.state import case_workbook, tidy_table
from tests.extent import at_a_desk


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    book = Workbook()
    book.remove(book["Sheet"])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


TIDY_ROWS: list[list[object]] = [
    ["actor", "issue", "position", "salience", "capability"],
    ["Alba", "fee", 0.2, 1, 1],
    ["Brod", "fee", 0.7, 0.5, 0.5],
]
FEE = {"Alba": 0.2, "Brod": 0.7}


def stands(reading: TableReading) -> dict[str, object]:
    """Return positions on the only issue."""
    case = reading.required().scenario
    return {seat.name: seat.mandate[case.issues[0].key].position for seat in case.delegations}


def test_saliences_on_two_scales_are_refused_at_their_cell() -> None:
    reading = read_table(workbook({"Data": [*TIDY_ROWS, ["Cora", "fee", 0.9, 40, 1]]}), "t.xlsx")
    assert str(reading.problems[0]).startswith("t.xlsx:Data!D3: Some saliences look like shares")


def test_what_is_wrong_in_a_workbook_is_told_by_sheet_and_cell() -> None:
    rows: list[list[object]] = [
        *TIDY_ROWS,
        ["Cora", "fee", "x", 1, 1],
        [None, "fee", 0.5, 1, 1],
        ["Dora", "fee", 0.5, None, 1],
    ]
    reading = read_table(workbook({"Data": [["A title"], [], *rows]}), "t.xlsx")
    assert [str(problem).partition(". ")[0] for problem in reading.problems] == [
        "t.xlsx:Data!C6: position is 'x', not a number",
        "t.xlsx:Data!A7: actor is empty",
        "t.xlsx:Data!D8: salience is empty beside a number",
    ]


DAYS = (dt.date(2030, 1, 1), dt.datetime(2031, 5, 2, 12, 30))  # noqa: DTZ001 - workbooks know no zones


@pytest.mark.parametrize("heading", ["Deadline", "First reading"])
def test_a_column_of_dates_is_told_as_what_it_is(heading: str) -> None:
    rows: list[list[object]] = [["Country", heading, "Power"]]
    rows += [["Alba", DAYS[0], 1], ["Brod", None, 1], ["Cora", DAYS[1], 1]]
    (problem,) = read_table(workbook({"Data": rows}), "t.xlsx").problems
    typed = f"'{heading}=aside'" if " " in heading else f"{heading}=aside"
    assert str(problem) == (
        f"t.xlsx:Data!B1: Column “{heading}” holds dates. Write the year as a number (2030), "
        f"or leave the column aside: --column {typed}"
    )
    with_years: list[list[object]] = [rows[0], ["Alba", 2030, 1], ["Brod", 2035, 1]]
    assert stands(read_table(workbook({"Data": with_years}), "t.xlsx", scales={None: (2030, 2035)})) == {
        "Alba": 0.0,
        "Brod": 1.0,
    }


@pytest.mark.parametrize(
    ("rows", "columns", "told"),
    [
        ("Country,Deadline,Power\nA,1/5/2030,1\nB,31.12.31,1\n", {}, "Column “Deadline” holds dates"),
        ("Country,Deadline,Power\nA,2030-01-01,1\nB,soon,1\n", {}, "The column 'position' is missing"),
        (
            "Country,Deadline,Power\nA,2030-01-01,1\n",
            {"Deadline": "aside"},
            "The column 'position' is missing",
        ),
    ],
)
def test_only_dates_that_are_not_left_aside_are_told(
    rows: str, columns: Mapping[str, Role], told: str
) -> None:
    (problem,) = read_table(rows.encode(), "t.csv", columns=columns).problems
    assert told in str(problem)


def test_a_date_beside_positions_is_left_aside() -> None:
    rows: list[list[object]] = [
        ["Country", "Fee", "Deadline"],
        ["Alba", 0.2, DAYS[0]],
        ["Brod", 0.7, DAYS[1]],
    ]
    reading = read_table(workbook({"Data": rows}), "t.xlsx", scales={None: (0, 1)})
    assert stands(reading) == FEE
    assert any("Deadline" in note for note in reading.required().notes)


def test_a_hidden_sheet_is_not_read() -> None:
    book = load_workbook(
        io.BytesIO(workbook({"Old": TIDY_ROWS, "Data": [*TIDY_ROWS, ["Cora", "fee", 0.9, 1, 1]]}))
    )
    book["Old"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert len(read_table(file.getvalue(), "t.xlsx").required().scenario.delegations) == 3


def test_a_formula_counts_by_its_value_and_is_told_where_it_has_none() -> None:
    rows = [TIDY_ROWS[0], ["Alba", "fee", "=1/5", 1, 1], ["Brod", "fee", 0.7, 0.5, 0.5]]
    data = workbook({"Data": rows})
    assert str(read_table(data, "t.xlsx").problems[0]).startswith(
        "t.xlsx:Data!C2: This cell holds a formula without its value."
    )
    valued = repacked(
        data,
        "xl/worksheets/sheet1.xml",
        lambda text: (
            text.replace(b"<v></v>", b"<v>0.2</v>")
            .replace(b"<v />", b"<v>0.2</v>")
            .replace(b"<v/>", b"<v>0.2</v>")
        ),
    )
    assert stands(read_table(valued, "fee.xlsx"))["Alba"] == 0.2


def repacked(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return file.getvalue()


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
PLAIN = workbook({"Data": TIDY_ROWS})
HOSTILE = {
    "a bomb": (repacked(PLAIN, "xl/media/x.xml", lambda _: b"0" * (MAX_UNPACKED + 1)), "too large"),
    "entities": (repacked(PLAIN, "xl/worksheets/sheet1.xml", lambda text: DOCTYPE + text), "cannot be read"),
    "cut off": (PLAIN[: len(PLAIN) // 2], "cannot be read"),
    "broken inside": (
        repacked(PLAIN, "xl/workbook.xml", lambda text: text[: len(text) // 2]),
        "cannot be read",
    ),
    "no sheets": (repacked(PLAIN, "xl/_rels/workbook.xml.rels", lambda _: b"<x/>"), ""),
    "another archive": (
        repacked(PLAIN, "xl/workbook.xml", bytes).replace(b"xl/workbook.xml", b"xl/workbook.abc"),
        "no workbook",
    ),
    "before 2007": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
    "a row that is too wide": (workbook({"Data": [TIDY_ROWS[0], ["x"] * 600]}), "has 600 cells"),
}


@pytest.mark.parametrize("form", HOSTILE)
def test_a_workbook_that_is_damaged_or_made_to_harm_is_refused_in_words(form: str) -> None:
    data, reason = HOSTILE[form]
    reading = read_table(data, "t.xlsx")
    assert reading.case is None
    assert reason in str(reading.problems[0])


def with_shared_text(text: bytes, rows: int) -> bytes:
    """Return a workbook of which many cells point to one text."""
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(9, rows + 9)
    )
    data = repacked(
        PLAIN, "xl/worksheets/sheet1.xml", lambda old: old.replace(b"</sheetData>", cells + b"</sheetData>")
    )
    listed = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    data = repacked(data, "[Content_Types].xml", lambda old: old.replace(b"</Types>", listed))
    of = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (of, text)
    return repacked(data, "xl/sharedStrings.xml", lambda _: texts)


@pytest.mark.parametrize(("length", "rows", "told"), [(10**6, 500, "A9"), (32_767, 2_000, "A1840")])
def test_one_long_text_in_many_cells_does_not_fill_the_memory(length: int, rows: int, told: str) -> None:
    data = with_shared_text(b"y" * length, rows)
    assert len(data) < 40_000
    tracemalloc.start()
    (problem,) = read_table(data, "t.xlsx").problems
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(problem).startswith(f"t.xlsx:Data!{told}: Unpacked, this workbook is too large.")
    assert "32767 characters a cell" in str(problem)
    assert most < 4 * MAX_UNPACKED


def test_a_cell_as_long_as_a_spreadsheet_takes_is_read() -> None:
    assert "too large" not in str(read_table(with_shared_text(b"y" * 32_767, 3), "t.xlsx").problems)


def renamed(data: bytes) -> bytes:
    """Return a workbook whose sheet is a part that does not end in .xml."""
    for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        data = repacked(
            data, part, lambda text: text.replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.dat")
        )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part.replace("sheet1.xml", "sheet1.dat"), old.read(part))
    return file.getvalue()


def test_a_sheet_is_checked_whatever_its_part_is_called() -> None:
    assert stands(read_table(renamed(PLAIN), "t.xlsx")) == FEE
    reading = read_table(renamed(HOSTILE["entities"][0]), "t.xlsx")
    assert "cannot be read" in str(reading.problems[0])
    formula = workbook({"Data": [*TIDY_ROWS, ["Cora", "fee", "=1/5", 1, 1]]})
    assert str(read_table(renamed(formula), "t.xlsx").problems[0]).startswith(
        "t.xlsx:Data!C4: This cell holds a formula without its value."
    )


def test_a_cell_far_out_does_not_make_a_sheet_endless() -> None:
    def far(text: bytes) -> bytes:
        return text.replace(
            b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
        )

    assert stands(read_table(repacked(PLAIN, "xl/worksheets/sheet1.xml", far), "t.xlsx")) == FEE


@settings(max_examples=40)
@given(data=st.binary(max_size=400), place=st.integers(0, 10_000))
def test_any_bytes_in_a_workbook_end_in_a_case_or_in_words(data: bytes, place: int) -> None:
    start = place % len(PLAIN)
    reading = read_table(PLAIN[:start] + data + PLAIN[start + len(data) :], "t.xlsx")
    assert (reading.case is None) == bool(reading.problems)


@pytest.mark.parametrize(
    "case", at_a_desk(["worked_package"], ["worked_package", "worked_isolation", "wtpf13"])
)
def test_a_case_goes_into_a_workbook_and_comes_out_as_from_its_csv(case: str) -> None:
    scenario = load_scenario(case)
    from_book = read_table(case_workbook(scenario), f"{case}.csv")
    from_text = read_table(tidy_table(scenario).text.encode(), f"{case}.csv")
    assert from_book.is_sure
    assert from_book.required().scenario == from_text.required().scenario


def test_a_workbook_has_headings_that_stay_numbers_that_are_numbers_and_columns_one_can_read() -> None:
    book = load_workbook(io.BytesIO(case_workbook(load_scenario("worked_package"))))
    assert book.sheetnames == ["Positions", "Delegations", "Issues", "Options"]
    sheet = book["Positions"]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["actor", "issue", "position", "salience", "capability"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "n", "n"]
    assert sheet.column_dimensions["B"].width > len("Agenda items of governments")


def test_the_same_tables_are_the_same_bytes_whenever_they_are_written() -> None:
    case = load_scenario("worked_clock")
    first = case_workbook(case)
    time.sleep(2.1)  # the clock of an archive has steps of two seconds
    assert case_workbook(case) == first
