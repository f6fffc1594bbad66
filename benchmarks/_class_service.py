"""What the room service of a class costs by itself, in one process and without pages."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from simulation.classroom import Caller, ClassService, Joined, Plan, actions, as_plain
from simulation.live import IllegalMoveError, SeatMove
from simulation.rng import Streams
from simulation.scenario.load import load_scenario

__all__ = ["service_figures"]

CLOSED_BY_HOST = 3
"""In every third phase nobody moves, and the host closes."""


@dataclass
class Times:
    """Seconds by what was timed."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Time a block."""
        begun = time.perf_counter()
        yield
        self.taken.setdefault(what, []).append(time.perf_counter() - begun)

    def told(self) -> dict[str, dict[str, float]]:
        """Return median, 95th percentile and maximum in milliseconds, and how many there were."""
        return {
            what: {
                "n": len(each),
                "p50": round(1e3 * float(np.quantile(each, 0.5)), 2),
                "p95": round(1e3 * float(np.quantile(each, 0.95)), 2),
                "max": round(1e3 * max(each), 2),
            }
            for what, each in self.taken.items()
        }


def service_figures(url: str, *, case: str, tables: int) -> dict[str, object]:
    """Play a class of which all seats have people to its end, with every move through the service.

    Returns:
        Its size, milliseconds by what was timed, and the memory of the process.
    """
    times = Times()
    with ClassService(url) as service:
        opened = service.open(load_scenario(case), Plan(tables=tables, minutes={"talks": 60}, seed=1))
        host = service.enter(opened.room, opened.token)
        seats = sum(len(table.seats) for table in service.host_view(host).tables)
        people = list[Joined]()
        for number in range(seats):
            with times.of("join"):
                people.append(service.join(opened.room, f"Student {number}", key=f"joining-{number:012}"))
        service.act(host, actions.Start(), key="start")
        _play(service, host, people, times, _listen(service, opened.room))
        for view in ("host_view", "my_seat", "projector"):
            for one in people[:20]:
                with times.of(view):
                    given = {"host_view": host, "my_seat": one.caller, "projector": opened.room}[view]
                    as_plain(getattr(service, view)(given))
        events = len(service.events(opened.room, opened.token))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for _ in range(3):
        with ClassService(url) as again, times.of("rebuild"):
            again.projector(opened.room)
    return {
        "people": len(people),
        "tables": tables,
        "events": events,
        "milliseconds": times.told(),
        "memory_mib": round(memory),
    }


def _listen(service: ClassService, room: str) -> list[float]:
    """Return the moments at which changes are heard of."""
    heard = list[float]()
    service.changes.listen(room, lambda _: heard.append(time.perf_counter()))
    return heard


def _play(
    service: ClassService, host: Caller, people: list[Joined], times: Times, heard: list[float]
) -> None:
    """Let everybody say something and be done, phase by phase; every third phase the host closes for all tables."""
    chance = Streams(1).generator("answer", 0)
    for turn in range(1_000):
        waiting = {table.clock.table: set(table.waits_for) for table in service.host_view(host).tables}
        movers = [one for one in people if one.seat in waiting[one.table]]
        if not movers:
            return
        if turn % CLOSED_BY_HOST == CLOSED_BY_HOST - 1:
            with times.of("close all tables"):
                service.act(host, actions.CloseNow(), key=f"close {turn}")
            continue
        for at in chance.permutation(len(movers)).tolist():
            with times.of("my_seat"):
                seen = service.my_seat(movers[at].caller).clock.version
            for move, text in (("speak", "A point of order."), ("done", "")):
                made = SeatMove(seat=movers[at].seat, move=move, text=text)
                begun = time.perf_counter()
                try:
                    service.act(movers[at].caller, actions.Submit(move=made), key=f"{move} {turn}", seen=seen)
                except IllegalMoveError:
                    continue
                times.taken.setdefault(f"acknowledged: {move}", []).append(time.perf_counter() - begun)
                times.taken.setdefault("heard of", []).append(heard[-1] - begun)
