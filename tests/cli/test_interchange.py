"""The commands `import` and `export`: files whole or not at all, results apart from messages, exit codes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.scenario.load import load_scenario

type Invoke = Callable[..., Result]

TABLE = """\
actor;issue;position;salience;power;remark
Alba;term;4;80;12;x
Brod;term;10;40;6;
Cora;term;7;100;3;
"""
TIDY = """\
"actor","issue","position","salience","capability"
"Alba","term",4,80,12
"Brod","term",10,40,6
"Cora","term",7,100,3
"""


SEEN = (
    "On term the scale was taken to run from the lowest to the highest position. If it runs further, give it: "
    "--scale LOW..HIGH."
)


READ = "Read as UTF-8, cells between semicolons, decimals behind a point."


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "term-of-office.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_becomes_a_case_and_the_case_the_table(invoke: Invoke, table: Path, tmp_path: Path) -> None:
    made = invoke("import", table.name)
    assert made.exit_code == 0
    assert made.stdout.startswith(
        "The case is in term_of_office.yaml: 3 delegations, 1 issue, 3 positions.\n"
    )
    assert made.stderr.splitlines() == [
        READ,
        "Columns that were left aside: remark.",
        SEEN,
        "Saliences were divided by 100.",
        "Capabilities were divided by 12, the largest.",
    ]
    assert invoke("validate", "term_of_office.yaml").stdout == "term_of_office.yaml: no problem.\n"
    out = invoke("export", "term_of_office.yaml")
    left_out = "Wordings, first draft, status quo and rules are not in the table: import fills them in.\n"
    assert (out.exit_code, out.stdout, out.stderr) == (0, TIDY, left_out)
    assert names_in(tmp_path) == ["term-of-office.csv", "term_of_office.yaml"]


def test_key_title_scale_and_file_can_be_given(invoke: Invoke, table: Path, tmp_path: Path) -> None:
    options = (
        "--out",
        "a.yaml",
        "--key",
        "terms",
        "--title",
        "Terms",
        "--scale",
        "term=0..20",
        "--format",
        "tidy",
    )
    assert invoke("import", table.name, *options).exit_code == 0
    case = load_scenario(tmp_path / "a.yaml")
    assert (case.key, case.title) == ("terms", "Terms")
    assert case.delegations[0].mandate["term"].position == 0.2


def test_a_file_that_is_there_is_replaced_only_with_force(
    invoke: Invoke, table: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("mine", encoding="utf-8")
    refused = invoke("import", table.name, "--out", "mine.yaml")
    assert refused.exit_code == 1
    first, *_, last = refused.stderr.splitlines()
    assert first == READ
    assert last == "mine.yaml is there already. Name another file, or replace it with --overwrite."
    assert mine.read_text(encoding="utf-8") == "mine"
    assert invoke("import", table.name, "--out", "mine.yaml", "--force").exit_code == 0
    assert load_scenario(mine).key == "term_of_office"
    mine.rename(tmp_path / "mine.csv")
    assert invoke("export", "worked_clock", "--out", "mine.csv").exit_code == 1
    assert load_scenario(tmp_path / "mine.csv").key == "term_of_office"


def test_a_table_with_problems_leaves_nothing_behind(invoke: Invoke, table: Path, tmp_path: Path) -> None:
    table.write_text(TABLE.replace("10;40", "1,000;40"), encoding="utf-8")
    refused = invoke("import", table.name)
    assert refused.exit_code == 1
    assert refused.stdout == ""
    read, said = refused.stderr.splitlines()
    assert read == READ
    assert said.startswith("term-of-office.csv:3:3: position is '1,000', which may mean 1000 or 1.000.")
    assert names_in(tmp_path) == ["term-of-office.csv"]


@pytest.mark.parametrize("where", [".", "none/case.yaml"])
def test_a_place_that_cannot_be_written_is_said(
    where: str, invoke: Invoke, table: Path, tmp_path: Path
) -> None:
    refused = invoke("import", table.name, "--out", where)
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[-1].startswith(where)
    assert names_in(tmp_path) == ["term-of-office.csv"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--format", "xml", "'xml'. Valid: tidy, ktab, decide."),
        ("--scale", "10..4", "'10..4' is not LOW..HIGH or ISSUE=LOW..HIGH, such as 0..100."),
        ("--key", "1 a", "'1 a' is no key"),
        ("--title", " ", "a title is one line of 1 to 200 characters."),
    ],
)
def test_an_option_that_cannot_be_is_wrong_usage(
    option: str, value: str, said: str, invoke: Invoke, table: Path
) -> None:
    refused = invoke("import", table.name, option, value)
    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.split())


def test_export_writes_a_file_and_says_what_the_table_cannot_hold(invoke: Invoke, tmp_path: Path) -> None:
    done = invoke(
        "export",
        "wtpf13",
        "--out",
        "wtpf13.csv",
        "--keys",
        "--set",
        "delegations.BRA.mandate.Q1.position=0.4",
    )
    assert done.exit_code == 0
    assert done.stdout == "The table is in wtpf13.csv: 477 rows.\n"
    assert done.stderr == (
        "477 numbers are not known for sure: the most likely value stands.\n"
        "Wordings, first draft, status quo and rules are not in the table: import fills them in.\n"
        "Its translations are not in the table: they stay in the file of the case.\n"
    )
    text = (tmp_path / "wtpf13.csv").read_text(encoding="utf-8")
    assert '"BRA","Q1",0.4,' in text
    assert len(text.splitlines()) == 478


def test_export_says_that_red_lines_are_not_in_the_table(invoke: Invoke) -> None:
    done = invoke("export", "first_hour", "--out", "first.xlsx")
    assert (
        "24 mandates have a red line or a list of what is acceptable, which the table cannot hold"
        in done.stderr
    )


def test_nothing_in_a_name_steers_the_terminal(invoke: Invoke, table: Path) -> None:
    table.write_text(TABLE.replace("Alba", "Alba\x1b[31m"), encoding="utf-8")
    refused = invoke("import", table.name)
    assert refused.exit_code == 1
    assert "U+001B" in refused.stderr
    assert "\x1b" not in refused.output


def test_export_of_an_imported_case_says_what_the_table_cannot_hold(invoke: Invoke, table: Path) -> None:
    assert invoke("import", table.name, "--out", "term.yaml").exit_code == 0
    done = invoke("export", "term.yaml", "--set", "delegations.Alba.mandate.term.red_line=0.1")
    assert done.exit_code == 0
    assert done.stderr == (
        "1 mandate has a red line or a list of what is acceptable, which the table cannot hold: "
        "a case made of the table has none.\n"
        "Wordings, first draft, status quo and rules are not in the table: import fills them in.\n"
    )
