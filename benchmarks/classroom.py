"""What the room service of a class costs: `python -m benchmarks.classroom [--url URL] [--tables 4] [--json]`.

A class of `wtpf13_training` with people in all seats that have a say, at several tables, plays to its end with every
move through the service, in one process and without pages. It prints how long a submission takes until it is
acknowledged and until whoever listens has heard of it, how long the views of pages take, the phases of all tables to
close, and the class to be rebuilt from its log, and the memory. Then a writer is killed at random moments, and what it
had acknowledged is looked for.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks._timing import versions
from simulation.classroom import Caller, ClassService, Joined, Plan, actions, as_plain
from simulation.live import IllegalMoveError, SeatMove
from simulation.rng import Streams
from simulation.scenario.load import load_scenario

__all__ = ["main"]

KILLS = 20
CLOSED_BY_HOST = 3
"""In every third phase nobody moves, and the host closes."""
_WRITER = """
import sys
from simulation.classroom import Caller, ClassService, actions

url, room, person, start = sys.argv[1:]
service = ClassService(url)
caller = Caller(room=room, person=person)
for number in range(int(start), 1_000_000):
    said = service.act(caller, actions.WriteDown(name="n", value=number), key=f"k{number}")
    print(number, said.number, flush=True)
"""


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", default="", help="of the database; a new SQLite file if none is given")
    parser.add_argument("--case", default="wtpf13_training")
    parser.add_argument("--tables", type=int, default=4)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        url = asked.url or f"sqlite:///{Path(folder) / 'classes.db'}"
        figures = _figures(url, asked)
    if asked.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{versions()}\n")
    for what, value in figures.items():
        print(f"{what}: {value}")


def _figures(url: str, asked: argparse.Namespace) -> dict[str, object]:
    times, case = Times(), load_scenario(asked.case)
    with ClassService(url) as service:
        opened = service.open(case, Plan(tables=asked.tables, minutes={"talks": 60}, seed=1))
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
    lost, acknowledged = _killed(url, opened.room, people[0], asked.kills, opened.token)
    return {
        "people": len(people),
        "tables": asked.tables,
        "events": events,
        "milliseconds": times.told(),
        "memory_mib": round(memory),
        "kills": asked.kills,
        "acknowledged": acknowledged,
        "lost": lost,
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


def _killed(url: str, room: str, joined: Joined, kills: int, token: str) -> tuple[int, int]:
    """Kill a writer at random moments; return how much it acknowledged that is lost, and how much in all."""
    chance, told, start = Streams(2).generator("answer", 0), dict[int, int](), 0
    for _ in range(kills):
        command = [sys.executable, "-c", _WRITER, url, room, joined.caller.person, str(start)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
            assert process.stdout is not None  # noqa: S101 - as asked for
            lines = [process.stdout.readline()]
            time.sleep(float(chance.uniform(0, 0.3)))
            process.kill()
            lines += process.stdout.readlines()
        said = [line.split() for line in lines if line.endswith("\n")]
        told |= {int(value): int(at) for value, at in said}
        start = max(told) + 1
    with ClassService(url) as service:
        kept = {event["number"]: event["data"] for event in service.events(room, token)}
    return sum(kept.get(at, {}).get("value") != value for value, at in told.items()), len(told)


if __name__ == "__main__":
    main()
