"""What a class costs: `python -m benchmarks.classroom [ROW ...] [--quick] [--service] [--json]`.

Servers on 127.0.0.1, started as `delegation-sim class` starts them and ended here; people who join, listen, look and
send forms from another process. It prints a row a target, with the load of the machine and how long an application of
Starlette that answers two letters took beside it, and takes about fifteen minutes: name rows to measure those alone.
`--quick` measures small classes for a moment, to see that all works; its figures say little. `--service` plays a class
through the room service by itself instead, in one process and without pages, on any database (`--url`).
"""

import argparse
import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import _class_served as served
from benchmarks._class_brief import first_brief
from benchmarks._class_heap import classes_in_a_row
from benchmarks._class_rows import Row, table
from benchmarks._class_service import service_figures
from benchmarks._timing import versions

__all__ = ["ROWS", "main", "measured"]

type Measure = Callable[[Path, "Size"], Awaitable[Sequence[Row]]]


class Size:
    """How much is measured.

    Args:
        is_quick: Small classes, for a moment.
    """

    def __init__(self, *, is_quick: bool) -> None:
        self.people, self.polling, self.pushed = (6, 6, 8) if is_quick else (40, 100, 300)
        self.seconds, self.pace = (2.0, (0.1, 0.5)) if is_quick else (30.0, (20.0, 60.0))
        self.kills = 1 if is_quick else 20
        self.classes = 2 if is_quick else 10
        self.sessions = 2 if is_quick else None
        self.tables = 1 if is_quick else 4


async def _joins(folder: Path, size: Size) -> Sequence[Row]:
    return [await served.joins(folder, size.people)]


async def _submissions(folder: Path, size: Size) -> Sequence[Row]:
    return await served.submissions(folder, size.people, 2 * size.seconds, size.pace)


async def _polling(folder: Path, size: Size) -> Sequence[Row]:
    return [await served.answers(folder, size.polling, size.seconds, size.pace, is_pushed=False)]


async def _pushed(folder: Path, size: Size) -> Sequence[Row]:
    return [await served.answers(folder, size.pushed, size.seconds, size.pace, is_pushed=True)]


async def _closing(folder: Path, size: Size) -> Sequence[Row]:
    return [await served.closings(folder, size.tables)]


async def _heap(folder: Path, size: Size) -> Sequence[Row]:
    return [await classes_in_a_row(folder, size.classes, size.people, sessions=size.sessions)]


async def _kills(folder: Path, size: Size) -> Sequence[Row]:
    return [await served.kills(folder, size.kills)]


async def _brief(folder: Path, _: Size) -> Sequence[Row]:
    return [await first_brief(folder)]


ROWS: Final[Mapping[str, Measure]] = {
    "joins": _joins,
    "submissions": _submissions,
    "polling": _polling,
    "pushed": _pushed,
    "closing": _closing,
    "heap": _heap,
    "kills": _kills,
    "brief": _brief,
}
"""What is measured, by name."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or the figures of the service."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"any of {', '.join(ROWS)}; all if left out")
    parser.add_argument("--quick", action="store_true", help="small classes, for a moment")
    parser.add_argument("--service", action="store_true", help="the room service by itself")
    parser.add_argument("--url", default="", help="with --service: its database; a new file if left out")
    parser.add_argument("--case", default="wtpf13_training", help="with --service")
    parser.add_argument("--tables", type=int, default=4, help="with --service")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    if wrong := [name for name in asked.rows if name not in ROWS]:
        parser.error(f"{', '.join(wrong)}? Valid: {', '.join(ROWS)}.")
    if asked.service:
        _print_service(asked)
        return
    rows = asyncio.run(measured(asked.rows or list(ROWS), is_quick=asked.quick))
    if asked.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    print(f"{versions()}, {os.cpu_count()} cores\n\n{table(rows)}")


async def measured(names: Sequence[str], *, is_quick: bool = False) -> list[Row]:
    """Return rows, each of a server of its own, one after the other."""
    rows = list[Row]()
    for name in names:
        with TemporaryDirectory() as folder:
            rows += await ROWS[name](Path(folder), Size(is_quick=is_quick))
    return rows


def _print_service(asked: argparse.Namespace) -> None:
    with TemporaryDirectory() as folder:
        url = asked.url or f"sqlite:///{Path(folder) / 'classes.db'}"
        figures = service_figures(url, case=asked.case, tables=asked.tables)
    if asked.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{versions()}\n")
    for what, value in figures.items():
        print(f"{what}: {value}")


if __name__ == "__main__":
    main()
