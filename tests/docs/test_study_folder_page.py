"""The page on study folders tells what every column of one holds."""

import re
import runpy
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from simulation.scenario.load import load_scenario
from simulation.study.study_running import TABLES
from tests.small_studies import conducted, study

WRITER = runpy.run_path(str(Path(__file__).parents[2] / "docs/reference_pages.py"))
FAMILIES = re.compile(r"^(signal|option|place|gain_of|gain)\..+")


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small comparison, which has every table."""
    case, other = load_scenario("worked_clock"), load_scenario("worked_clock", overrides={"sessions": "3"})
    folder = tmp_path_factory.mktemp("study") / "study"
    conducted(study(case, other, replications=4), folder)
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_on_the_page(table: str, compared: Path) -> None:
    parts = sorted((compared / table).glob("*.parquet"))
    schema = pq.read_schema(parts[0] if parts else compared / f"{table}.parquet")
    told = {name: kind for name, (kind, _) in WRITER["STUDY_COLUMNS"][table].items()}
    stem = {name.partition(".")[0]: name for name in told if "." in name}
    found = [stem[match[1]] if (match := FAMILIES.match(name)) else name for name in schema.names]
    assert set(found) == set(told)
    types = {"word": "string", "integer": "int64", "number": "double", "flag": "bool"}
    for name, field in zip(found, schema, strict=True):
        assert str(field.type).startswith(types.get(told[name], "list")), name
