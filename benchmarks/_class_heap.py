"""Whether a server lets go of classes that are over: some in a row, opened, played, debriefed and ended."""

import asyncio
from pathlib import Path
from typing import Final

from benchmarks._class_people import Crowd, open_class
from benchmarks._class_rows import Row
from benchmarks._class_server import Served
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario

__all__ = ["classes_in_a_row", "play"]

_OVER: Final = 900.0
"""Seconds that pass between two classes by the clock of the server."""
_SHARE: Final = 0.1
"""That the memory may grow from the first class to the last."""
_OK: Final = 200
_SAID: Final = ("speak", "done")


async def classes_in_a_row(folder: Path, n: int, people: int, *, sessions: int | None = None) -> Row:
    """Play classes on one server, and compare what it keeps after the first and after the last.

    Args:
        folder: For the database.
        n: How many classes.
        people: In each.
        sessions: Of each; as in the case if left out.
    """
    scenario = load_scenario("first_hour", overrides={} if sessions is None else {"sessions": sessions})
    url = f"sqlite:///{folder / 'classes.db'}"
    taken, wrong = list[dict[str, float]](), ""
    async with Served(url) as server:
        for _ in range(n):
            wrong = wrong or await play(url, server.port, scenario, people)
            taken.append(await server.taken(_OVER))
    first, last = taken[0], taken[-1]
    growth = last["resident"] / first["resident"] - 1
    return Row(
        what=f"memory of the server after {n} classes of {people} in a row, to that after the first",
        target="at most 10 % more",
        found=f"{100 * growth:+.1f} % of {first['resident']:.0f} MiB; objects {_grown(first, last)}{wrong}",
        is_met=growth <= _SHARE and not wrong,
    )


def _grown(first: dict[str, float], last: dict[str, float]) -> str:
    return f"{100 * (last['objects'] / first['objects'] - 1):+.1f} %"


async def play(url: str, port: int, case: Scenario, people: int) -> str:
    """Play a class to its end with everybody's pages open, debrief it and end it; return what went wrong."""
    crowd = Crowd(open_class(url, case, people), port)
    await crowd.come()
    await crowd.run("Start")
    while any(not one.clock["is_ended"] for one in crowd.guests):
        for move in _SAID:
            await asyncio.gather(*(one.submit(move, **_text(move)) for one in crowd.guests if one.has_pen))
        await asyncio.gather(*(one.write() for one in crowd.guests if not one.has_pen))
        on = {one.clock["table"] for one in crowd.guests if not one.clock["is_ended"]}
        for table in on:
            await crowd.run("CloseNow", is_sure=False, table=table)
        await asyncio.sleep(0.2)
    await crowd.run("OpenDebrief")
    for told in await asyncio.gather(*(one.browser.see("/class/debrief") for one in crowd.guests)):
        if told.status != _OK:
            crowd.ledger.problem(f"the debriefing was answered with {told.status}")
    await crowd.run("EndClass")
    await crowd.leave()
    return "".join(f"; {what} ({n})" for what, n in crowd.ledger.problems.items())


def _text(move: str) -> dict[str, str]:
    return {"text": "We could live with this if others can."} if move == "speak" else {}
