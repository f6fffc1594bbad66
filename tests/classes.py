"""A class to play with: a clock that stands still, people who come, and somebody who does anything at random."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from simulation import load_scenario
from simulation.classroom import Answer, Caller, ClassroomError, ClassService, Joined, MySeat, Plan, actions
from simulation.classroom.actions import Action
from simulation.live import IllegalMoveError, SeatMove
from simulation.scenario.schema import Scenario
from tests.class_state import state_of
from tests.kept_cases import SIX_SEATS

__all__ = ["Clock", "Meeting", "Step", "do", "meeting", "six_seats", "started", "url_in"]

type Step = tuple[str, int, int, int]
"""What happens, and three numbers that choose to whom and what."""


@cache
def six_seats() -> Scenario:
    return load_scenario(SIX_SEATS)


def url_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'classes.db'}"


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Meeting:
    """A class with its host, its clock and who came."""

    service: ClassService
    clock: Clock
    room: str
    code: str
    token: str
    host: Caller
    joined: list[Joined] = field(default_factory=list)
    keys: Iterator[int] = field(default_factory=itertools.count)
    steady: Clock = field(default_factory=Clock)
    """That nobody sets back."""

    def join(self, name: str = "", **where: Any) -> Joined:  # noqa: ANN401 - as `join` takes them
        number = next(self.keys)
        joined = self.service.join(
            self.room, name or f"Student {number}", key=f"joining-{number:012}", **where
        )
        self.joined.append(joined)
        return joined

    def act(self, who: Joined | Caller, action: Action, *, key: str = "", seen: int | None = None) -> Answer:
        caller = who.caller if isinstance(who, Joined) else who
        if isinstance(action, actions.Submit) and seen is None:
            seen = self.see(caller).clock.version
        return self.service.act(caller, action, key=key or f"key-{next(self.keys)}", seen=seen)

    def run(self, action: Action) -> Answer:
        return self.act(self.host, action)

    def see(self, who: Joined | Caller) -> MySeat:
        return self.service.my_seat(who.caller if isinstance(who, Joined) else who)

    def submit(self, who: Joined, move: str, **fields: Any) -> Answer:  # noqa: ANN401 - of a move
        seat = self.see(who).seat
        return self.act(who, actions.Submit(move=SeatMove(seat=seat, move=move, **fields)))

    def wait(self, seconds: float) -> None:
        self.clock.now += seconds
        self.service.tick()

    def at(self, seat: str, table: str = "1") -> Joined:
        """Return who holds the pen of a seat."""
        hosts = self.service.host_view(self.host).tables[int(table) - 1]
        pen = next(one.pen for one in hosts.seats if one.key == seat)
        return next(one for one in self.joined if one.caller.person == pen)

    def snapshot(self) -> dict[str, Any]:
        return state_of(self.service, self.room)


@contextmanager
def meeting(url: str, case: Scenario | None = None, **plan: Any) -> Iterator[Meeting]:  # noqa: ANN401 - fields of a plan
    clock, steady = Clock(), Clock()
    with ClassService(url, clock=clock, steady=steady) as service:
        opened = service.open(case or six_seats(), Plan(**{"seed": 1, **plan}))
        host = service.enter(opened.room, opened.token)
        yield Meeting(
            service=service,
            clock=clock,
            room=opened.room,
            code=opened.code,
            token=opened.token,
            host=host,
            steady=steady,
        )


def do(here: Meeting, step: Step) -> bool:
    """Try something; return whether it was accepted. What is refused must be refused with one of our errors."""
    kind, one, two, three = step
    try:
        if kind == "join":
            here.join(watch=three % 7 == 0)
        elif kind == "wait":
            here.wait(20.0 * (one % 20))
        elif kind == "move":
            _move(here, one, two, three)
        elif kind == "done":
            here.submit(_somebody(here, one), "done")
        elif kind in (own := _of_person(two, three)):
            here.act(_somebody(here, one), own[kind])
        else:
            here.run(_of_host(_somebody(here, one).caller.person, one, two, three)[kind])
    except (ClassroomError, IllegalMoveError):
        return False
    return True


def _somebody(here: Meeting, number: int) -> Joined:
    return here.joined[number % len(here.joined)]


def _move(here: Meeting, one: int, two: int, three: int) -> None:
    who = _somebody(here, one)
    view = here.see(who)
    assert view.view is not None or not view.seat
    request = None if view.view is None else view.view.request
    legal = ("done", "speak") if request is None else request.legal
    case = six_seats()
    issue = case.issues[two % len(case.issues)]
    option = issue.options[three % len(issue.options)].key
    asked = () if request is None else request.asked
    key, option = asked[three % len(asked)] if asked else (issue.key, option)
    other = case.delegations[three % len(case.delegations)].key
    fields = {
        "speak": {"text": "A point of order."},
        "consult_bilaterally": {"to": other},
        "consult_capital": {},
        "done": {},
    }
    move = legal[(two + three) % len(legal)] if legal else "done"
    here.submit(who, move, **fields.get(move, {"issue": key, "option": option}))


def _seat(number: int) -> str:
    keys = [delegation.key for delegation in six_seats().delegations]
    return keys[number % len(keys)]


def _table(number: int) -> str:
    return str(1 + number % 3)


def _of_person(two: int, three: int) -> dict[str, Action]:
    return {
        "take_pen": actions.TakePen(),
        "let_agent": actions.LetAgent(),
        "take_back": actions.TakeBack(),
        "choose": actions.ChooseSeat(table=_table(two), seat=_seat(three)),
        "leave": actions.Leave(),
        "note": actions.SendNote(to=_seat(two), text=f"Note {three}"),
        "call": actions.CallHost(text=""),
        "write": actions.WriteDown(name="prediction", value={"n": two}),
    }


def _of_host(who: str, one: int, two: int, three: int) -> dict[str, Action]:
    table, seat = _table(two), _seat(three)
    return {
        "deal": actions.Deal(),
        "start": actions.Start(table="" if one % 2 else table),
        "pause": actions.Pause(),
        "resume": actions.Resume(),
        "extend": actions.Extend(minutes=two % 9 - 4),
        "close": actions.CloseNow(table=table),
        "give": actions.GiveToAgent(table=table, seat=seat),
        "give_back": actions.GiveBack(table=table, seat=seat),
        "place": actions.Move(person=who, table=table, seat=seat),
        "remove": actions.Remove(person=who),
        "show": actions.Show(face=actions.FACES[one % 6], table=table if two % 2 else ""),
        "tell": actions.Tell(text="Five minutes.", table=table),
        "instruct": actions.Instruct(table=table, seat=seat, text="Be flexible.", flexibility=0.9),
        "move_end": actions.MoveEnd(table=table, sessions=2 + three % 5, text="Sooner."),
        "obstruct": actions.Obstruct(table=table, seat=seat),
        "rewind": actions.Rewind(table=table, session=1 + three % 3),
        "end": actions.End(table=table),
    }


def started(here: Meeting, *seats: str) -> None:
    """Let people take these seats, and start the class."""
    for seat in seats:
        here.join(seat=seat)
    here.run(actions.Start())
