"""The page on validation: the table of ladders holds every ladder, and its sentences count what it says."""

import re
from pathlib import Path

from benchmarks._ladders import LADDERS

PAGE = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
HEADING = "## Responses, ladder by ladder"


def rows() -> list[list[str]]:
    """Return the cells of the table of ladders, row by row."""
    part = PAGE.partition(f"{HEADING}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]


def test_the_table_has_a_row_for_every_measure_of_every_ladder_that_has_a_direction() -> None:
    shown = [(lever, where, names) for lever, where, names, *_ in rows()]
    assert shown == [
        (ladder.lever, ladder.where, " · ".join(rung.name for rung in ladder.rungs))
        for ladder in LADDERS
        for asked in ladder.asked
        if asked.direction != "silent"
    ]


def test_the_page_counts_the_ladders_that_hold() -> None:
    held: dict[tuple[str, str], bool] = {}
    for lever, where, *_, verdict in rows():
        held[lever, where] = held.get((lever, where), True) and verdict == "holds"
    words = f"{sum(held.values())} of {len(held)} ladders hold"
    assert words in PAGE.partition("## How the room responds")[2].partition("\n## ")[0]
    assert re.search(re.escape(words) + r" \(\d+ of them flat\)", PAGE.partition(HEADING)[2])
