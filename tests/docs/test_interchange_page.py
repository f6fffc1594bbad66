"""The tables that the page on import shows can be imported, and end as it says."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulation.cli.app import app
from simulation.engine.simulate import load_scenario, simulate

PAGE = (Path(__file__).parents[2] / "docs/how-to/import-a-table.md").read_text(encoding="utf-8")
TABLES = re.findall(r"^```(?:csv|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_on_the_page_becomes_a_case_that_can_be_played(
    table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = "fee.csv" if table == TABLES[0] else "terms.csv"
    Path(file).write_text(table, encoding="utf-8")
    done = CliRunner().invoke(app, ["import", file, *(["--yes"] if table == TABLES[0] else [])])
    assert done.exit_code == 0
    if table in TABLES[:2]:
        for line in (*done.stderr.splitlines(), done.stdout.splitlines()[0]):
            assert f"\n{line}\n" in PAGE
    assert simulate(load_scenario(Path(file).with_suffix(".yaml")), seed=1).n_rounds > 0


def test_the_page_shows_every_layout() -> None:
    assert [table.split("\n")[0][:5] for table in TABLES] == ["Pays;", "actor", "Water", "#A;A1"]
