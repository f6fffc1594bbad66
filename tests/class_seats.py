"""A class of `first_hour` with people in its seats, over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulation import load_scenario
from simulation.scenario.schema import Scenario
from tests.class_served import Browser, Lesson, lesson

__all__ = ["Room", "called", "issue_of", "of", "room"]

SEATS = ("TAM", "NOR", "LUM", "ALT", "SAB", "ONA")


@dataclass
class Room:
    """A class of a training case in which people sit in every seat."""

    here: Lesson
    by_seat: dict[str, list[Browser]]

    def pen(self, seat: str) -> Browser:
        return self.by_seat[seat][0]

    def done(self) -> None:
        """Let everybody who is asked be done with the phase."""
        phase = self.phase
        for browsers in self.by_seat.values():
            if self.phase == phase and browsers[0].see("seat")["status"] == "waiting":
                browsers[0].move("done")

    @property
    def phase(self) -> tuple[int, str]:
        clock = next(iter(self.by_seat.values()))[0].see("seat")["clock"]
        return clock["session"], clock["phase"]

    def to(self, phase: str) -> None:
        for _ in range(40):
            if self.phase[1] == phase:
                return
            self.done()
        raise AssertionError(f"no {phase}: {self.phase}")


@contextmanager
def room(
    folder: Path,
    n: int = 6,
    *,
    case: Scenario | None = None,
    starts: bool = True,
    **plan: Any,  # noqa: ANN401 - of a plan
) -> Iterator[Room]:
    case = case or load_scenario("first_hour")
    with lesson(folder, case, **{"people_a_seat": 2, "seed": 2, **plan}) as here:
        students = [here.student() for _ in range(n)]
        people = [student.see("seat")["person"] for student in students]
        seats = [SEATS[number % len(SEATS)] for number in range(n)]
        for where in (["" for _ in seats], seats):
            for person, seat in zip(people, where, strict=True):
                here.host.run("Move", person=person, table="1", seat=seat)
        by_seat: dict[str, list[Browser]] = {}
        for student, seat in zip(students, seats, strict=True):
            by_seat.setdefault(seat, []).append(student)
        if starts:
            here.host.run("Start")
        yield Room(here, by_seat)


def of(browser: Browser) -> Any:  # noqa: ANN401 - JSON
    return browser.see("seat")


def issue_of(mine: Any, key: str) -> Any:  # noqa: ANN401 - JSON
    return next(issue for issue in mine["view"]["issues"] if issue["key"] == key)


def called(browser: Browser, key: str) -> str:
    """Return what a delegation is called in a sentence."""
    name = next(str(seat["name"]) for seat in of(browser)["seats"] if seat["key"] == key)
    return name.partition(" (")[0]
