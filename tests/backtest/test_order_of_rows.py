"""The rows of a file may stand in any order: the same is read of it, and so the same is played and drawn."""

import json
import shutil
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.evidence.backtest.convention.convention_files import COLUMNS, Convention, read_convention
from simulation.evidence.backtest.decision_tables import read_decisions
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.disputes.run_disputes import DisputeTest, run_disputes
from simulation.scenario.disputes import read_disputes
from tests.backtest.conftest import INVENTED, Write, as_published

CONVENTION = INVENTED.with_name("invented_convention")
DISPUTES = INVENTED.with_name("invented_disputes.json")


def shuffled(text: str, seed: int) -> str:
    head, *rows = text.splitlines()
    other = np.random.default_rng(seed).permutation(rows).tolist()
    assert other != rows
    return "\n".join([head, *other]) + "\n"


def plain(read: Convention | Decisions) -> dict[str, Any]:
    """Return what was read as what can be compared, without the hash of the files."""
    names = [one.name for one in fields(read) if one.name != "digest"]
    found = {name: getattr(read, name) for name in names}
    if isinstance(read, Decisions):
        found["capability"] = sorted((key, table.tolist()) for key, table in read.capability.items())
    return {
        name: repr(value.tolist() if hasattr(value, "tolist") else value) for name, value in found.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_decisions_are_read_the_same_in_every_order(seed: int, invented: Decisions, write: Write) -> None:
    text = INVENTED.read_text(encoding="utf-8")
    assert plain(read_decisions(write(shuffled(text, seed)))) == plain(invented)
    wide = plain(read_decisions(write(as_published(invented))))
    assert plain(read_decisions(write(shuffled(as_published(invented), seed)))) == wide


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("table", COLUMNS)
def test_a_convention_is_read_the_same_in_every_order(table: str, seed: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CONVENTION, tmp_path / "tables"))
    path = folder / table
    path.write_text(shuffled(path.read_text(encoding="utf-8"), seed), encoding="utf-8")
    assert plain(read_convention(folder)) == plain(read_convention(CONVENTION))


def turned(part: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return JSON with every list and every mapping the other way round."""
    if isinstance(part, dict):
        return {key: turned(part[key]) for key in reversed(part)}
    return [turned(one) for one in reversed(part)] if isinstance(part, list) else part


def by_dispute(test: DisputeTest) -> tuple[object, ...]:
    """Return what a test found, disputes and their issues in the order of their names."""
    found = test.as_data()
    for dispute in found["disputes"]:
        dispute["issues"].sort(key=lambda one: one["issue"])
    disputes = sorted(found["disputes"], key=lambda one: one["id"])
    return disputes, found["scores"], found["contests"], found["not_read"]


def test_disputes_end_the_same_in_whatever_order_a_file_has_them_and_who_stands_where(tmp_path: Path) -> None:
    data = json.loads(DISPUTES.read_text("utf-8"))
    data["disputes"][0] |= {"shelf_mark": 1, "archive_box": 2}
    tests = []
    for one in (data, turned(data)):
        path = tmp_path / "disputes.json"
        path.write_text(json.dumps(one), "utf-8")
        tests.append(run_disputes(read_disputes(path), "invented", seed=1, replications=2))
    before, after = tests
    assert [one.id for one in after.read.disputes] != [one.id for one in before.read.disputes]
    assert by_dispute(after) == by_dispute(before)
    assert before.read.not_read == ("archive_box", "shelf_mark")
    assert len(before.scored) > 1
    assert replace(before, issues=before.issues[::-1]).scored == before.scored
