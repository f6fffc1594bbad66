"""Plays a whole class with simulated students and counts: the load test, and the check on the evening before."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np

from dashboard.classroom.cookies import host_key
from dashboard.classroom.rehearsal import door
from dashboard.classroom.rehearsal.meeting import Meeting
from dashboard.classroom.rehearsal.rehearsal_told import Rehearsal, Taken
from dashboard.classroom.rehearsal.rehearsed_host import Host, Seen
from dashboard.classroom.rehearsal.server import Server
from dashboard.classroom.rehearsal.student import Student
from dashboard.classroom.rehearsal.student_lines import LostError
from dashboard.frame.language import Words, words_in
from simulation.classroom import TIMED, ClassService, Plan, n_seats, suggested
from simulation.rng import Streams
from simulation.scenario import Scenario, load_scenario
from simulation.storage import temporary_folder
from simulation.version import version

__all__ = ["rehearse"]

_WHOLE: Final = 50.0
"""Seconds that the phases of a class are to take in all."""
_SLOWEST: Final = 5.0
"""Seconds of a phase."""
_MINUTES: Final = 0.5
"""Of a phase at the most: somebody who has dropped out holds nobody up for long."""
_MOST: Final = 900.0
"""Seconds after which a class is given up."""
_PATIENCE: Final = 240
"""Half seconds that everybody has to open the debriefing."""
_LEAVING: Final = 15.0
"""Seconds that everybody has to leave once the class is over."""
_KILLED_IN: Final = 2
"""Session in which the server is killed."""


def rehearse(
    case: Scenario | str,
    students: int,
    *,
    seed: int = 1,
    tell: Callable[[str], None],
    plan: Plan | None = None,
    language: str = "en",
    seconds: float = _WHOLE,
) -> Rehearsal:
    """Play a class to its end with simulated students over HTTP and push, on this machine alone.

    Args:
        case: The case, or the name of one.
        students: How many.
        seed: Of what they mean to do; what comes of it depends on who is quicker.
        tell: Told how far it has come.
        plan: Of the class; how long phases last is chosen here.
        language: Of what is told.
        seconds: That the phases of the class are to take in all, if the server is quick enough.

    Returns:
        Figures, and whether anything was lost.
    """
    scenario = load_scenario(case) if isinstance(case, str) else case
    with temporary_folder() as folder:
        found = plan or _plan_for(scenario, students, seed)
        pace = _pace(scenario, seconds)
        # Where phases last to their deadlines, as in homework, everybody waits for them.
        minutes = _MINUTES if found.goes_on == "when_done" else 5 * pace / 60
        found = replace(found, minutes=dict.fromkeys(TIMED, minutes))
        play = _Play(
            scenario,
            students,
            seed=seed,
            plan=found,
            pace=pace,
            tell=tell,
            words=words_in(language),
            folder=folder,
        )
        return asyncio.run(play.run())


def _plan_for(case: Scenario, students: int, seed: int) -> Plan:
    tables, people = suggested(students, n_seats(case))
    return Plan(tables=tables, people_a_seat=people, seed=seed)


def _pace(case: Scenario, seconds: float) -> float:
    """Return how long a student thinks: a phase takes some four times as long."""
    return min(_SLOWEST, seconds / (3 * case.sessions + 2)) / 4


class _Play:
    def __init__(
        self,
        case: Scenario,
        students: int,
        *,
        seed: int,
        plan: Plan,
        pace: float,
        tell: Callable[[str], None],
        words: Words,
        folder: Path,
    ) -> None:
        self._case, self._n, self._seed, self._plan = case, students, seed, plan
        self._pace, self._tell, self._words = pace, tell, words
        self._url = f"sqlite:///{folder / 'class.db'}"
        with ClassService(self._url) as service:
            self._opened = service.open(case, plan)
        self._server = Server(self._url, folder / "log")
        self._begun = perf_counter()
        self._kills = 0
        self._restarted: float | None = None
        self._is_played = False
        self._lost = set[int]()

    def _say(self, key: str, **values: object) -> None:
        self._tell(
            self._words.say(f"class.rehearsal.{key}", at=round(perf_counter() - self._begun), **values)
        )

    async def run(self) -> Rehearsal:
        """Play, and return what came of it; whatever happens, the server ends."""
        try:
            await self._server.start()
            meeting = Meeting(
                port=self._server.port, code=self._opened.code, seed=self._seed, pace=self._pace
            )
            try:
                async with asyncio.timeout(_MOST):
                    await self._play(meeting)
            except TimeoutError:
                meeting.ledger.problem("the class did not come to its end")
            finally:
                meeting.leave()
            await self._server.stop()
        finally:
            await self._server.kill()
        return self._result(meeting)

    def _chance(self, who: int, *what: int) -> np.random.Generator:
        return Streams(self._seed).generator("rehearsal", who, *what)

    async def _play(self, meeting: Meeting) -> None:
        host = Host(meeting, host_key(self._opened.room, self._opened.token), self._chance(0))
        everybody = [Student(meeting, number, self._chance(number)) for number in range(1, self._n + 1)]
        tasks = list[asyncio.Task[None]]()
        try:
            await host.enter()
            self._say("begins", n=self._n, tables=self._plan.tables)
            tasks += [asyncio.create_task(one.run()) for one in everybody]
            await asyncio.gather(*(door.looks_ahead(meeting) for _ in range(self._n // 4 + 1)))
            await self._wait_for_people(host, sum(one.habit != "late" for one in everybody))
            await host.does("Start")
            meeting.is_open.set()
            await self._host(meeting, host)
            await self._debrief(meeting, host, everybody)
        finally:
            meeting.is_over.set()
            await self._end(meeting, tasks, host)

    async def _wait_for_people(self, host: Host, n: int) -> None:
        begun, there = perf_counter(), 0
        while there < n:
            await asyncio.sleep(0.1)
            there = len((await host.look())["people"])
        self._say("in", n=n, seconds=self._words.number(round(perf_counter() - begun, 1)))

    async def _host(self, meeting: Meeting, host: Host) -> None:
        """Look after the tables until all are over, and kill the server once on the way."""
        chance, steps, told = self._chance(0, 1), host.steps(), set[tuple[int, str]]()
        has_erred = False
        while True:
            await meeting.think(chance, 1.5)
            seen = await host.look()
            await host.answer_calls(seen)
            on = [table for table in seen["tables"] if not table["clock"]["is_ended"]]
            if not on:
                return
            first = min(on, key=lambda one: (one["clock"]["session"], one["clock"]["table"]))["clock"]
            if (where := (first["session"], first["phase"])) not in told:
                told.add(where)
                self._say_where(meeting, first)
            if not self._kills and first["session"] >= min(_KILLED_IN, first["sessions"]):
                await self._kill(meeting, chance)
            elif steps:
                await steps.pop(0)(seen, on[int(chance.integers(len(on)))])
            if not has_erred:
                has_erred = True
                await host.errs()

    def _say_where(self, meeting: Meeting, clock: Seen) -> None:
        phase = self._words.say(f"phase.{clock['phase']}")
        kept, refused = len(meeting.ledger.kept), sum(meeting.ledger.refused.values())
        self._say("where", session=clock["session"], phase=phase, kept=kept, refused=refused)

    async def _kill(self, meeting: Meeting, chance: np.random.Generator) -> None:
        """Kill the server in the middle of what it does, look into its log, and let it begin again."""
        await asyncio.sleep(meeting.pace * float(chance.random()))
        begun = perf_counter()
        await self._server.kill()
        self._kills += 1
        self._note_lost(meeting)
        self._say("kill")
        await self._server.start()
        self._restarted = perf_counter() - begun
        self._say("again", seconds=self._words.number(round(self._restarted, 1)))

    def _note_lost(self, meeting: Meeting) -> Sequence[Mapping[str, Any]]:
        """Look for all that was acknowledged in the log, and return it."""
        with ClassService(self._url) as service:
            events = service.events(self._opened.room, self._opened.token)
        self._lost |= {one.number for one in meeting.ledger.lost(events)}
        return events

    async def _debrief(self, meeting: Meeting, host: Host, everybody: list[Student]) -> None:
        told = await host.does("OpenDebrief")
        for _ in range(_PATIENCE):
            if all(one.is_debriefed for one in everybody):
                break
            await asyncio.sleep(0.5)
        else:
            meeting.ledger.problem("somebody did not come to the debriefing")
        ended = await host.does("EndClass")
        self._is_played = told.status == ended.status == 200  # noqa: PLR2004 - HTTP
        self._say("debriefed")

    async def _end(self, meeting: Meeting, tasks: list[asyncio.Task[None]], host: Host) -> None:
        if tasks and self._is_played:
            await asyncio.wait(tasks, timeout=_LEAVING)
        for task in tasks:
            task.cancel()  # nothing to those who have left
        left = await asyncio.gather(*tasks, return_exceptions=True)
        await host.leave()
        for ended in left:
            if isinstance(ended, LostError):
                meeting.ledger.problem("a student was not answered for long")
            elif isinstance(ended, Exception):
                raise ended

    def _result(self, meeting: Meeting) -> Rehearsal:
        ledger = meeting.ledger
        ledger.close_books()
        events = self._note_lost(meeting)
        if "Traceback" in (complaints := self._server.complaints()):
            ledger.problem(f"the server wrote: {complaints.strip().splitlines()[-1]}")
        return Rehearsal(
            case=self._case.key,
            students=self._n,
            tables=self._plan.tables,
            seed=self._seed,
            version=version(),
            seconds=round(perf_counter() - self._begun, 1),
            is_played=self._is_played,
            acknowledged=len(ledger.kept),
            lost=len(self._lost),
            doubled=len(ledger.doubled(events)),
            kills=self._kills,
            restarted=None if self._restarted is None else round(self._restarted, 2),
            milliseconds={kind: _taken(each) for kind, each in ledger.seconds.items() if each},
            memory_mib=None if self._server.memory is None else round(self._server.memory, 1),
            refused=dict(sorted(ledger.refused.items())),
            happened=dict(sorted(ledger.done.items())),
            problems=dict(ledger.problems),
        )


def _taken(seconds: Sequence[float]) -> Taken:
    p50, p95 = (1e3 * float(np.quantile(seconds, part)) for part in (0.5, 0.95))
    return Taken(n=len(seconds), p50=round(p50, 1), p95=round(p95, 1), max=round(1e3 * max(seconds), 1))
