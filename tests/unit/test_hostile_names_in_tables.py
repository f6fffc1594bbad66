"""Names that would act as formulas in a spreadsheet stay text, and come back as they were."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from simulation.scenario.interchange import read_table
from simulation.scenario.interchange.table_rows import guarded
from simulation.state import case_workbook, tidy_table

NAMES = st.text(alphabet=st.sampled_from("=+-@\t\r'\u2212\uff1d ABab1;,|\"é"), min_size=1, max_size=12)


@settings(max_examples=80)
@given(names=st.lists(NAMES, min_size=2, max_size=4))
def test_hostile_names_stay_text_in_csv_and_in_a_workbook_and_come_back(names: list[str]) -> None:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["actor", "issue", "position", "salience", "capability"])
    for place, name in enumerate(names):
        writer.writerow([guarded(name), "fee", place / 10, 0.5, 1])
    first = read_table(file.getvalue().encode(), "t.csv")
    if first.case is None:  # names that a reader cannot tell apart, or that show nothing
        return
    scenario = first.case.scenario
    text = tidy_table(scenario).text
    for row in list(csv.reader(io.StringIO(text)))[1:]:
        assert row[0].lstrip()[:1] not in set("=+-@\t\r")
        assert float(row[2]) >= 0
    assert read_table(text.encode(), "t.csv").required().scenario == scenario
    book = load_workbook(io.BytesIO(case_workbook(scenario)))
    assert {cell.data_type for row in book["Positions"].iter_rows(max_col=2) for cell in row} == {"s"}
    assert read_table(case_workbook(scenario), "t.csv").required().scenario == scenario
