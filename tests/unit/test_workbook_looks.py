"""What a workbook shows beside its values is said: hidden rows and columns, merged cells, rows far below."""

import io

from openpyxl import Workbook

from simulation.scenario.interchange import TableReading, read_table

HEADINGS: list[object] = ["actor", "issue", "position", "salience", "capability"]


def reading(rows: list[list[object]], *, hide: str = "", merge: str = "", far: int = 0) -> TableReading:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADINGS, *rows):
        sheet.append(list(row))
    for name in hide:
        if name.isdigit():
            sheet.row_dimensions[int(name)].hidden = True
        else:
            sheet.column_dimensions[name].hidden = True
    if merge:
        sheet.merge_cells(merge)
    if far:
        sheet.cell(far, 1, "Zed")
    file = io.BytesIO()
    book.save(file)
    return read_table(file.getvalue(), "t.xlsx")


FEE: list[list[object]] = [
    ["Alba", "fee", 0.2, 1, 1],
    ["Brod", "fee", 0.7, 0.5, 1],
    ["Cora", "fee", 0.4, 1, 1],
]


def test_hidden_rows_and_columns_are_said() -> None:
    told = reading(FEE, hide="23D").required().notes
    assert "2 rows that are hidden or filtered out in the workbook were read too." in told
    assert "Columns that are hidden in the workbook were read too: “salience”." in told
    assert not [note for note in reading(FEE).required().notes if "hidden" in note]


def test_rows_far_below_are_said_not_to_be_read() -> None:
    assert "Rows below 60000 were not read." in reading(FEE, far=1_048_576).required().notes
    assert "Rows below 60000 were not read." not in reading(FEE).required().notes


def test_merged_cells_are_filled_down_once_somebody_agrees() -> None:
    rows = [[who, "fee" if n == 0 else None, *rest] for n, (who, _, *rest) in enumerate(FEE)]
    found = reading(rows, merge="B2:B4")
    assert [str(guess) for guess in found.guesses] == [
        "1 merged cell was filled down: each of its rows takes its content."
    ]
    assert [len(seat.mandate) for seat in found.required().scenario.delegations] == [1, 1, 1]


def test_a_formula_without_its_value_is_one_problem() -> None:
    found = reading([*FEE, ["Dora", "fee", "=1/2", 1, 1]])
    assert [(one.line, one.column) for one in found.problems] == [(5, 3)]
    assert "formula" in found.problems[0].message


def test_years_in_the_headings_are_no_table_of_ktab() -> None:
    found = read_table(b"Country,2019,2020,2021\nAlba,1,2,3\nBrod,3,1,2\n", "t.csv")
    assert [issue.name for issue in found.required().scenario.issues] == ["2019", "2020", "2021"]
