"""Tables of decisions: both forms say the same, and what is wrong with a table is said where it stands."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulation.errors import StudyError
from simulation.evidence.backtest.decision_tables import read_decisions
from simulation.evidence.backtest.decisions import Decisions
from tests.backtest.conftest import INVENTED, as_published

type Write = Callable[[str], Path]

TIDY = "proposal,issue,procedure,outcome,actor,position,salience,gdp_weight\n"
THREE = "P1,I1,COD,40,AA,0,50,2\nP1,I1,COD,40,BB,100,25,1\nP1,I1,COD,40,CC,50,100,4\n"


def complaints(path: Path) -> list[str]:
    with pytest.raises(StudyError) as caught:
        read_decisions(path)
    return [line.removeprefix(f"{path}") for line in str(caught.value).splitlines()]


def test_what_is_no_ordinary_file_is_refused_before_it_is_read() -> None:
    refused = ": This is not an ordinary file. Valid: a text file. Copy it into one."
    assert complaints(Path("/dev/null")) == [refused]


def test_the_tidy_form_is_read_cell_by_cell(write: Write) -> None:
    found = read_decisions(write(TIDY + THREE))
    assert (found.proposal, found.issue, found.procedure) == (("P1",), ("I1",), ("COD",))
    assert found.delegations == ("AA", "BB", "CC")
    assert found.position.tolist() == [[0, 100, 50]]
    assert found.salience.tolist() == [[0.5, 0.25, 1.0]]
    assert found.outcome.tolist() == [40]
    assert found.capability["equal"].tolist() == [[1, 1, 1]]
    assert found.capability["gdp"].tolist() == [[0.5, 0.25, 1.0]]
    assert found.influence("gdp").tolist() == [[0.25, 0.0625, 1.0]]


def test_the_invented_table_is_read_whole(invented: Decisions) -> None:
    assert (len(invented.issue), len(set(invented.proposal))) == (18, 12)
    assert invented.delegations == ("AA", "BB", "CC", "COM", "DD", "EP")
    assert invented.room.sum() == 94
    assert invented.left_out == {"no_outcome": 0, "few": 0, "off_scale": 0}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_published_form_says_the_same_as_the_tidy_one(
    separator: str, invented: Decisions, write: Write
) -> None:
    found = read_decisions(write(as_published(invented, separator=separator, capability=True)))
    assert (found.proposal, found.issue, found.procedure, found.delegations) == (
        *(invented.proposal, invented.issue, invented.procedure),
        invented.delegations,
    )
    assert_array_equal(found.position, invented.position)
    assert_allclose(found.salience, invented.salience)
    assert_array_equal(found.outcome, invented.outcome)
    here = invented.takes_part
    assert_allclose(found.capability["gdp"][here], invented.capability["gdp"][here])


def test_without_a_row_of_capability_all_are_equal(invented: Decisions, write: Write) -> None:
    assert list(read_decisions(write(as_published(invented))).capability) == ["equal"]


def test_codes_for_missing_values_of_the_published_form_are_counted_and_left_out(
    invented: Decisions, write: Write
) -> None:
    lines = as_published(invented).splitlines()
    cells = [line.split(";") for line in lines]
    cells[1][-1] = "999"  # the outcome of the first issue
    cells[2][13:19] = ["999"] * 4 + cells[2][17:19]  # four of six positions of the second
    found = read_decisions(write("\n".join(";".join(row) for row in cells)))
    assert len(found.issue) == 16
    assert found.left_out == {"no_outcome": 1, "few": 1, "off_scale": 5}


def test_a_delegation_without_position_or_salience_takes_no_part(write: Write) -> None:
    found = read_decisions(write(TIDY + THREE + "P1,I1,COD,40,DD,,50,2\nP1,I1,COD,40,EE,10,n/a,2\n"))
    assert found.delegations == ("AA", "BB", "CC")


def test_an_issue_needs_an_outcome_and_three_delegations(write: Write) -> None:
    more = "P2,I2,COD,,AA,0,50,2\nP3,I3,COD,10,AA,0,50,2\nP3,I3,COD,10,BB,0,50,2\n"
    found = read_decisions(write(TIDY + THREE + more))
    assert found.issue == ("I1",)
    assert found.left_out == {"no_outcome": 1, "few": 1, "off_scale": 0}


def test_a_decimal_comma_is_a_decimal_point(invented: Decisions, write: Write) -> None:
    text = as_published(invented).splitlines()
    cells = text[1].split(";")
    cells[-1] = "33,5"
    assert read_decisions(write("\n".join([text[0], ";".join(cells), *text[2:]]))).outcome[0] == 33.5


def test_every_problem_is_told_at_its_line_and_cell(write: Write) -> None:
    rows = "P1,I1,COD,40,AA,0,50,2\nP1,I1,COD,41,BB,101,high,1\nP1,I1,COD,40,AA,5,-1,0\nP1,,COD,40,DD,5,5,1\n"
    told = complaints(write(TIDY + rows + "P1,I1,COD\n"))
    assert [line.partition(". Valid")[0] for line in told] == [
        ":3:2: Outcome, procedure, rule or reference point of I1 differs from that on line 2",
        ":3:6: position is 101",
        ":3:7: salience is 'high', not a number",
        ":4:5: AA already has a row on I1",
        ":4:7: salience is -1",
        ":4:8: The capability of AA is 0",
        ":5:2: issue is empty",
        ":6:1: This row has 3 cells",
    ]


def test_capability_is_for_everybody_or_for_nobody(invented: Decisions, write: Write) -> None:
    assert complaints(write(TIDY + THREE.replace(",4\n", ",\n")))[0].startswith(":4:8: CC has no capability.")
    cells = as_published(invented, capability=True).splitlines()
    cells[1] = cells[1].replace("4;", "0;", 1)
    assert complaints(write("\n".join(cells)))[0].startswith(
        ":2:17: The capability of COM is 0. Valid: a num"
    )


def test_capability_is_checked_where_a_delegation_has_no_position_too(write: Write) -> None:
    (told,) = complaints(write(TIDY + THREE + "P1,I1,COD,40,DD,,50,-4\n"))
    assert told.startswith(":5:8: The capability of DD is -4. Valid: a number above 0 for everybody")
    found = read_decisions(write(TIDY + THREE + "P1,I1,COD,40,DD,,50,9\nP1,I1,COD,40,EE,,50,\n"))
    assert found.capability["gdp"].tolist() == [[0.5, 0.25, 1.0]]


def test_a_number_off_the_scale_is_told_as_it_is_written(write: Write) -> None:
    told = complaints(write(TIDY + THREE.replace(",100,25,", ",100.0000001,-1e-9,")))
    assert [line.partition(". Valid: 0 to 100")[0] for line in told] == [
        ":3:6: position is 100.0000001",
        ":3:7: salience is -1e-9",
    ]


@pytest.mark.parametrize("cell", ["nan", "NaN", "n/a"])
def test_what_stands_for_no_value_names_nobody_and_nothing(
    cell: str, invented: Decisions, write: Write
) -> None:
    told = complaints(write(TIDY + THREE + f"{cell},{cell},COD,40,{cell},5,5,1\n"))
    assert [line.partition(" is ")[0] for line in told] == [":5:1: proposal", ":5:2: issue", ":5:5: actor"]
    assert all(f" is {cell!r}, which stands for no value. Valid: a name." in line for line in told)
    head, first, *rows = as_published(invented).splitlines()
    cells = first.split(";")
    cells[head.split(";").index("isnr")] = cell
    (told_wide,) = complaints(write("\n".join([head, ";".join(cells), *rows])))
    assert f"isnr is {cell!r}, which stands for no value." in told_wide
    assert read_decisions(write(TIDY + THREE.replace("COD", cell))).procedure == ("",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ":1:1: The table has no rows under a header."),
        (TIDY, ":1:1: The table has no rows under a header."),
        ("proposal,issue,actor\nP,I,A\n", ":1:1: 3 columns are missing: outcome, position, salience."),
        (
            f"issue,{TIDY}{THREE}".replace("P1,", "1,P1,"),
            ":1:1: These columns appear more than once: issue.",
        ),
        ("prnr;isnr;out;pa;sa\nP;I;4;5;6\n", ":1:1: There are fewer than three delegations."),
        ("prnr;isnr;pa;sa\nP;I;5;6\n", ":1:1: The column out is missing."),
        (TIDY + "P1,I1,COD,40,AA,0,50,2\n", ": no issue has an outcome and at least 3 delegations"),
    ],
)
def test_what_is_no_table_of_decisions_is_refused_in_one_sentence(
    text: str, words: str, write: Write
) -> None:
    (told,) = complaints(write(text))
    assert told.startswith(words)


@pytest.mark.parametrize("raw", [b"\x00\xff\xfe", b"\xef\xbb\xbf", INVENTED.read_bytes()[:100], b'"' * 3000])
def test_no_bytes_end_in_a_traceback(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bytes.csv"
    path.write_bytes(raw)
    with pytest.raises(StudyError):
        read_decisions(path)


def test_accents_of_an_older_encoding_do_no_harm(invented: Decisions, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(as_published(invented).replace("An invented", "Créé").encode("latin-1"))
    assert_array_equal(read_decisions(path).outcome, invented.outcome)


def test_some_of_the_decisions_keep_their_order_and_may_repeat(invented: Decisions) -> None:
    some = invented.only(np.array([4, 0, 4]))
    assert some.issue == (invented.issue[4], invented.issue[0], invented.issue[4])
    assert_array_equal(some.position, invented.position[[4, 0, 4]])


def test_a_table_larger_than_any_file_of_ours_is_refused_before_it_is_read(tmp_path: Path) -> None:
    table = tmp_path / "large.csv"
    table.write_bytes(b"issue,delegation\n" + b"x,y\n" * 1_300_000)
    with pytest.raises(StudyError, match=r"large\.csv: The table is too large\. Valid: at most 5 MB\."):
        read_decisions(table)


@pytest.mark.parametrize("cell", ["nan", "NaN", "inf", "-Infinity", "1e999", "high", "1_0", "0x1"])
def test_what_is_no_number_is_not_taken_for_no_value(cell: str, invented: Decisions, write: Write) -> None:
    told = complaints(write(TIDY + THREE + f"P1,I1,COD,40,DD,{cell},{cell},{cell}\n"))
    assert [line.partition(" is ")[0] for line in told] == [
        ":5:6: position",
        ":5:7: salience",
        ":5:8: gdp_weight",
    ]
    assert all(f" is {cell!r}, not a number. Valid: a number, or nothing." in line for line in told)
    lines = as_published(invented).splitlines()
    cells = lines[1].split(";")
    cells[13] = cells[-1] = cell
    told = complaints(write("\n".join([lines[0], ";".join(cells), *lines[2:]])))
    assert [line.partition(": ")[0] for line in told] == [":2:14", f":2:{len(cells)}"]


@pytest.mark.parametrize("cell", ["", ".", "-", "NA", "n/a", "null"])
def test_no_value_is_written_as_tables_write_it(cell: str, write: Write) -> None:
    found = read_decisions(write(TIDY + THREE + f"P1,I1,COD,40,DD,{cell},50,2\n"))
    assert found.delegations == ("AA", "BB", "CC")


def test_an_outcome_that_is_no_number_is_one_fault(write: Write) -> None:
    for first in (0, 1, 2):
        rows = THREE.splitlines()
        rows[first] = rows[first].replace(",40,", ",nan,")
        told = complaints(write(TIDY + "\n".join(rows)))
        assert [line.partition(", not")[0] for line in told] == [f":{first + 2}:4: outcome is 'nan'"]


def test_an_issue_of_the_published_form_has_a_name_and_one_row(invented: Decisions, write: Write) -> None:
    head, first, second, *rows = as_published(invented).splitlines()
    place = head.split(";").index("isnr")
    cells = second.split(";")
    cells[place] = ""
    told = complaints(write("\n".join([head, first, ";".join(cells), first, *rows])))
    assert [line.partition(". Valid")[0] for line in told] == [
        f":3:{place + 1}: isnr is empty",
        f":4:{place + 1}: {invented.issue[0]} already has a row, on line 2",
    ]


def test_a_column_that_may_be_there_is_there_once(write: Write) -> None:
    (told,) = complaints(write(TIDY.strip() + ",procedure\n" + THREE.replace("\n", ",COD\n")))
    assert told.startswith(":1:1: These columns appear more than once: procedure.")


def test_a_text_is_no_table_and_a_workbook_no_text(write: Write, tmp_path: Path) -> None:
    (told,) = complaints(write("Dear all, here is\nwhat, you, asked, for.\n"))
    assert told.startswith(":1:1: 6 columns are missing: ")
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00")
    assert complaints(path)[0].startswith(": this is no text. Valid: a table whose cells are parted by tabs")
