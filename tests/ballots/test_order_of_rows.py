"""The rows of a file may stand in any order: the same is drawn, and the same bytes are printed."""

import json
from pathlib import Path

import numpy as np
import pytest

from simulation.evidence.backtest import as_markdown
from simulation.evidence.ballots import (
    LINES,
    backtest_votes,
    read_groups,
    read_positions,
    read_roll_calls,
    told_signatures,
)
from tests.ballots.conftest import METHODS, Write, signatures_of

ORDERS = ("turned", "shuffled")


def reorder(path: Path, order: str) -> None:
    """Put the rows of a file into another order."""
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    other = rows[::-1] if order == "turned" else np.random.default_rng(7).permutation(rows).tolist()
    assert other != rows
    path.write_text("\n".join([head, *other]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("table", ["votes", "rollcalls", "positions", "countries"])
def test_votes_are_read_the_same_in_every_order(table: str, order: str, write: Write) -> None:
    paths = write()

    def read() -> tuple[object, ...]:
        calls = read_roll_calls(paths["votes"], paths["rollcalls"])
        about = calls.members, calls.key, calls.date, calls.title, calls.sponsor, calls.vote.tolist()
        return *about, read_positions(paths["positions"], METHODS), read_groups(paths["countries"], LINES)

    before = read()
    reorder(paths[table], order)
    assert read() == before


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_rows_moves_no_byte_of_a_back_test_of_votes(order: str, write: Write) -> None:
    paths = write()

    def printed() -> str:
        calls = read_roll_calls(paths["votes"], paths["rollcalls"])
        groups = read_groups(paths["countries"], LINES)
        found = backtest_votes(calls, None, groups, seed=1, regimes=("forecast",))
        return json.dumps(found.as_data())

    before = printed()
    for table in ("votes", "rollcalls", "countries"):
        reorder(paths[table], order)
    assert printed() == before


def test_the_order_of_rows_moves_no_byte_of_a_back_test_of_signatures(write: Write) -> None:
    paths = write()

    def printed() -> str:
        found = signatures_of(paths)
        return json.dumps(found.as_data()) + as_markdown(told_signatures(found))

    before = printed()
    for table in ("signatures", "positions", "countries"):
        reorder(paths[table], "shuffled")
    assert printed() == before
