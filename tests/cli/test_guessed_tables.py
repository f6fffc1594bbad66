"""The command `import` asks before it uses what is only guessed of a table, and shows it where that is wanted."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import Result

from simulation.scenario import load_scenario
from simulation.storage import load_run
from simulation.storage.parquet import read_columns

type Invoke = Callable[..., Result]

COMMAND = Path(sys.executable).parent / "delegation-sim"
TABLE = "Pays;Pos;Sal\nAlba;0,2;1\nBrod;0,7;0,5\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "fee.csv"
    path.write_text(TABLE, encoding="cp1252")
    return path


def test_without_anybody_to_ask_a_guess_is_refused_with_the_line_to_type(
    invoke: Invoke, table: Path, tmp_path: Path
) -> None:
    refused = invoke("import", table.name, "--title", "A fee", "--scale", "0..1")
    assert refused.exit_code == 1
    assert "“Pays” as delegation, “Pos” as position, “Sal” as salience" in refused.stderr
    assert "delegation-sim import fee.csv --scale 0..1 --title 'A fee' --yes." in refused.stderr
    see = "delegation-sim import fee.csv --scale 0..1 --title 'A fee' --explain"
    assert f"To see it: {see}." in refused.stderr
    assert f"To see it: {see}." in invoke(*shlex.split(see)[1:-1], "--json").stderr
    assert [path.name for path in tmp_path.iterdir()] == ["fee.csv"]
    assert invoke("import", table.name, "--title", "A fee", "--scale", "0..1", "--yes").exit_code == 0
    assert load_scenario(tmp_path / "fee.yaml").delegations[1].mandate["fee"].position == 0.7


def test_a_column_can_be_said_to_be_another(invoke: Invoke, table: Path, tmp_path: Path) -> None:
    done = invoke("import", table.name, "--yes", "--column", "Sal=capability", "--column", "Pos=position")
    assert done.exit_code == 0
    case = load_scenario(tmp_path / "fee.yaml")
    assert [seat.capability for seat in case.delegations] == [1.0, 0.5]
    wrong = invoke("import", table.name, "--column", "Sal=weight")
    assert wrong.exit_code == 2
    assert "'Sal=weight' is not HEADING=ROLE. Valid roles: actor, issue, position" in " ".join(
        wrong.stderr.split()
    )


def test_the_case_that_would_come_out_is_shown_and_nothing_written(
    invoke: Invoke, table: Path, tmp_path: Path
) -> None:
    shown = invoke("import", table.name, "--explain")
    assert shown.exit_code == 0
    assert "This case would come out. Nothing was written." in shown.stdout
    assert "Pos      position    0.2, 0.7" in shown.stdout
    assert "Alba" in shown.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["fee.csv"]


def test_a_case_is_written_as_a_workbook_and_read_again(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("export", "worked_package", "--out", "a.xlsx").stdout == "The table is in a.xlsx: 4 rows.\n"
    assert load_workbook(tmp_path / "a.xlsx")["Positions"]["A2"].value == "Openland"
    made = invoke("import", "a.xlsx")
    assert made.exit_code == 0
    assert "Sheets that were left aside: Delegations, Issues and Options." in made.stderr
    assert len(load_scenario(tmp_path / "a.yaml").delegations) == 2


def test_the_tables_of_a_run_are_written_as_a_workbook(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("run", "worked_package", "--seed", "1", "--out", "run").exit_code == 0
    assert invoke("export", "run").exit_code == 2
    done = invoke("export", "run", "--out", "run.xlsx")
    assert done.exit_code == 0
    run = load_run(tmp_path / "run")
    book = load_workbook(tmp_path / "run.xlsx")
    assert book.sheetnames == list(run.tables)
    assert done.stdout == f"The tables of run are in run.xlsx: {len(run.tables)} sheets.\n"
    rows = list(book["positions"].iter_rows(values_only=True))
    assert rows[0] == tuple(run.tables["positions"])
    found = [row[rows[0].index("position")] for row in rows[1:]]
    assert found == pytest.approx(list(run.tables["positions"]["position"]), rel=1e-15)


@pytest.mark.parametrize(
    ("command", "sheets"),
    [
        pytest.param(
            ("ensemble", "worked_package", "-n", "4"),
            ["estimates", "coalitions", "replications"],
            marks=pytest.mark.thorough,  # a comparison holds these and one more
        ),
        (
            ("compare", "worked_package", "--lever", "sessions=3", "-n", "4"),
            ["estimates", "differences", "coalitions", "replications"],
        ),
        (("run", "worked_assembly"), ["members", "texts", "signatures", "votes"]),
        (("ensemble", "worked_assembly", "-n", "4"), ["survival", "new_texts", "lists", "pairs"]),
    ],
)
def test_all_that_is_kept_is_written_as_a_workbook_the_same_each_time(
    invoke: Invoke, tmp_path: Path, command: tuple[str, ...], sheets: list[str]
) -> None:
    assert invoke(*command, "--out", "kept").exit_code == 0
    assert invoke("export", "kept", "--out", "kept.csv").exit_code == 2
    done = invoke("export", "kept", "--out", "kept.xlsx")
    assert done.stdout == f"The tables of kept are in kept.xlsx: {len(sheets)} sheets.\n"
    book = load_workbook(tmp_path / "kept.xlsx")
    assert book.sheetnames == sheets
    for parts in (tmp_path / "kept").rglob("*.parquet"):
        name = parts.stem if parts.stem in sheets else parts.parent.name
        if name in sheets and "runs" not in parts.parts:
            columns, _ = read_columns(parts)
            rows = list(book[name].iter_rows(values_only=True))
            assert rows[0] == tuple(columns)
            assert len(rows) == 1 + len(next(iter(columns.values())))
    assert invoke("export", "kept", "--out", "again.xlsx").exit_code == 0
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "kept.xlsx").read_bytes()


def test_a_name_that_looks_like_a_formula_is_text_in_the_workbook_of_a_run(
    invoke: Invoke, tmp_path: Path
) -> None:
    name = "=HYPERLINK(1)"
    ran = invoke("run", "worked_package", "--set", f"delegations.OPEN.name={name}", "--out", "run")
    assert ran.exit_code == 0, ran.stderr
    assert invoke("export", "run", "--out", "run.xlsx").exit_code == 0
    cells = [cell for row in load_workbook(tmp_path / "run.xlsx")["delegations"].iter_rows() for cell in row]
    assert f"'{name}" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}


NOTED = "actor,issue,position,salience,capability\nAlba,fee,2,40,1\nBrod,fee,7,90,1\n"


@pytest.mark.parametrize("line", [("--explain",), ("--yes",)])
def test_what_decides_the_numbers_is_said_before_the_case_is_shown_or_written(
    invoke: Invoke, tmp_path: Path, line: tuple[str, ...]
) -> None:
    (tmp_path / "noted.csv").write_text(NOTED, encoding="utf-8")
    assert "Saliences were divided by 100" in invoke("import", "noted.csv", *line).stderr


@pytest.mark.parametrize("line", [(), ("--json",)])
def test_what_decides_the_numbers_is_said_before_somebody_is_asked(
    invoke: Invoke, tmp_path: Path, line: tuple[str, ...]
) -> None:
    (tmp_path / "noted.csv").write_text(NOTED.replace("actor", "Pays"), encoding="utf-8")
    told = invoke("import", "noted.csv", *line).stderr
    assert "“Pays” as delegation" in told
    assert 0 <= told.find("Saliences were divided by 100") < told.find("nobody is here to ask")


def test_a_column_that_is_not_there_is_refused_with_those_that_are(invoke: Invoke, table: Path) -> None:
    refused = invoke("import", table.name, "--yes", "--column", "Xx=position")
    assert refused.exit_code == 1
    assert "no column “Xx”. Valid: Pays, Pos and Sal." in refused.stderr
    assert not table.with_suffix(".yaml").exists()


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a"])
def test_a_case_is_written_under_the_endings_of_what_it_becomes_only(
    invoke: Invoke, tmp_path: Path, name: str
) -> None:
    refused = invoke("export", "worked_package", "--out", name)
    assert refused.exit_code == 2
    assert "ends in .csv or .xlsx" in " ".join(refused.stderr.replace("│", " ").split())
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no such terminals here")
@pytest.mark.parametrize(
    ("answer", "code", "written"), [("y", 0, ["fee.csv", "fee.yaml"]), ("n", 1, ["fee.csv"])]
)
def test_a_person_at_a_terminal_is_asked_whether_the_reading_is_right(
    table: Path, tmp_path: Path, answer: str, code: int, written: list[str]
) -> None:
    ours, theirs = os.openpty()
    command = [str(COMMAND), "import", table.name]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while b"Is this reading right? [y/N]: " not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, f"{answer}\n".encode())
        assert process.wait(timeout=60) == code
    os.close(ours)
    assert sorted(path.name for path in tmp_path.iterdir()) == written


def test_what_means_nothing_for_a_run_is_refused(invoke: Invoke) -> None:
    assert invoke("run", "worked_package", "--out", "run", "--quiet").exit_code == 0
    for option in (("--keys",), ("--set", "sessions=3")):
        refused = invoke("export", "run", "--out", "run.xlsx", *option)
        assert refused.exit_code == 2
        assert f"{option[0]} means nothing for a run that is kept" in " ".join(refused.stderr.split())


def test_a_folder_called_like_a_case_does_not_hide_it(invoke: Invoke, tmp_path: Path) -> None:
    there = invoke("export", "worked_package").stdout
    told = invoke("story", "first_hour").stdout
    for name in ("worked_package", "first_hour"):
        (tmp_path / name).mkdir()
    assert invoke("export", "worked_package").stdout == there
    assert invoke("story", "first_hour").stdout == told
