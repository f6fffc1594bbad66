"""Pages that follow from code or data say what these say."""

import re
import runpy
from pathlib import Path

import pytest

from simulation.engine.simulate import load_scenario, simulate
from simulation.scenario.pack_schema import Pack
from simulation.storage import TABLES

DOCS = Path(__file__).parents[2] / "docs"
WRITER = runpy.run_path(str(DOCS / "reference_pages.py"))
PAGES = WRITER["PAGES"]


@pytest.mark.parametrize("name", PAGES)
def test_a_written_page_is_current(name: str) -> None:
    page = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert page == PAGES[name](), "run: python docs/reference_pages.py"


def test_the_case_in_the_how_to_can_be_negotiated(tmp_path: Path) -> None:
    page = (DOCS / "how-to/write-a-case.md").read_text(encoding="utf-8")
    block = re.search(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert block is not None
    file = tmp_path / "registry.yaml"
    file.write_text(block[1], encoding="utf-8")
    record = simulate(load_scenario(file), seed=2)
    assert record.tableau.delegations == ("ALDO", "BREN", "CALI", "OPER")
    assert record.outcome.outcome_class.startswith("consensus")


@pytest.mark.parametrize("table", TABLES)
def test_the_page_on_run_folders_tells_what_every_column_holds(table: str) -> None:
    page = (DOCS / "reference/run-folder.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## `{table}.parquet`\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| [\w ]+ \| .{4,} \|$", section, re.MULTILINE)
    assert told == list(TABLES[table].columns)


@pytest.mark.parametrize("column", [column for column, _ in WRITER["WORDS"]])
def test_words_are_listed_for_columns_that_there_are(column: str) -> None:
    table, _, name = column.partition(".")
    assert TABLES[table].columns[name][0] == "word"


def test_the_page_on_packs_tells_every_field() -> None:
    page = (DOCS / "reference/pack-format.md").read_text(encoding="utf-8")
    section = page.partition("\n## The pack\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert told == list(Pack.model_fields)
