"""Pages that follow from code or data say what these say."""

import re
import runpy
from pathlib import Path

import pytest

from simulation.engine.simulate import load_scenario, simulate

DOCS = Path(__file__).parents[2] / "docs"
PAGES = runpy.run_path(str(DOCS / "reference_pages.py"))["PAGES"]


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
    record = simulate(load_scenario(file), seed=1)
    assert record.tableau.delegations == ("ALDO", "BREN", "CALI", "OPER")
    assert record.outcome.outcome_class.startswith("consensus")
