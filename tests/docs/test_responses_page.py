"""The page on validation: the tables of ladders hold every ladder, and its sentences count what the tables say."""

import re
from pathlib import Path

import pytest

from benchmarks._ladders import LADDERS

PAGE = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
HEADINGS = {"defaults": "## Responses by default", "proposed": "## Responses in the proposed forms"}


def rows(form: str) -> list[list[str]]:
    """Return the cells of a table of ladders, row by row."""
    part = PAGE.partition(f"{HEADINGS[form]}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]


@pytest.mark.parametrize("form", HEADINGS)
def test_a_table_has_a_row_for_every_measure_of_every_ladder_that_has_a_direction(form: str) -> None:
    shown = [(lever, where, names) for lever, where, names, *_ in rows(form)]
    assert shown == [
        (ladder.lever, ladder.where, " · ".join(rung.name for rung in ladder.rungs))
        for ladder in LADDERS
        for asked in ladder.asked
        if asked.direction != "silent"
    ]


@pytest.mark.parametrize("form", HEADINGS)
def test_the_page_counts_the_ladders_of_a_table_that_hold(form: str) -> None:
    held: dict[tuple[str, str], bool] = {}
    for lever, where, *_, verdict in rows(form):
        held[lever, where] = held.get((lever, where), True) and verdict == "holds"
    words = f"{sum(held.values())} of {len(held)} ladders hold"
    assert words in PAGE.partition("## How the room responds")[2].partition("\n## ")[0]
    assert re.search(re.escape(words) + r" \(\d+ of them flat\)", PAGE.partition(HEADINGS[form])[2])
