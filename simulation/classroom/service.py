"""The room service: classes of people at tables, kept as they happen. It knows no user interface and never waits."""

import json
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from simulation.classroom import actions, hosting, seat_actions, who_sits_where
from simulation.classroom.actions import Action, Submit, to_data
from simulation.classroom.apply import NEW_CODE, OPEN, beginning_of
from simulation.classroom.class_plan import Plan
from simulation.classroom.class_state import HOST, Answer, ClassState
from simulation.classroom.doors import JOIN_CODE, LONGEST_KEY, RECLAIM_CODE, ClassDoors, Joined
from simulation.classroom.errors import (
    ClassroomError,
    NotAllowedError,
    OtherClassVersionError,
    UnknownClassError,
)
from simulation.classroom.events import Event, as_json, content
from simulation.classroom.rooms_in_memory import Transaction
from simulation.classroom.shown_to_roles import Caller, there
from simulation.classroom.store import Draft, Kept, Store
from simulation.classroom.tokens import code_hash, digest, new_code, new_token
from simulation.classroom.tries import Kind
from simulation.classroom.words_of_people import words
from simulation.live.log import move_of
from simulation.scenario.schema import Scenario

__all__ = ["Caller", "ClassService", "Joined", "Looks", "Opened"]

_LONGEST_DRAFT: Final = 4_000
_LONGEST_PLACE: Final = 40
_TRIES_FOR_A_CODE: Final = 50
_LONGEST_WAIT: Final = 64
"""Looks after which a class is tried again at the latest."""
_LOG: Final = logging.getLogger(__name__)


class Looks:
    """Looks at all classes, one after the other."""

    def __init__(self) -> None:
        self._number = 0
        self._left_alone = set[str]()
        """Classes of other versions."""
        self._failing = dict[str, tuple[int, int]]()
        """By class that could not be looked after: at which look it is tried again, and how many it waits."""

    def begin(self) -> None:
        """Begin another look at all of them."""
        self._number += 1

    def after(self, room: str, look: Callable[[str], None]) -> None:
        """Look after a class if it is its turn; what is wrong with it is logged once, and it is tried again later."""
        again, waits = self._failing.get(room, (0, 0))
        if room in self._left_alone or self._number < again:
            return
        try:
            look(room)
        except UnknownClassError:
            pass  # deleted meanwhile
        except OtherClassVersionError:
            self._left_alone.add(room)  # whoever asks for it is told
        except Exception:  # noqa: BLE001 - whatever it is, the others go on
            if not waits:
                _LOG.exception(
                    "Class %s could not be looked after. It is tried again, the others go on.", room
                )
            waits = min(2 * waits or 1, _LONGEST_WAIT)
            self._failing[room] = (self._number + waits, waits)
            return
        self._failing.pop(room, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A class that was opened. The token is said once and not kept."""

    room: str
    code: str
    token: str


class ClassService(ClassDoors):
    """Classes in a database.

    Args:
        url: Of the database, see `Store`.
        clock: Seconds since 1970.
        steady: Seconds of any kind that nobody sets back: tries of codes are counted by them, and who is away.

    Raises:
        ClassroomError: if the database cannot be used.
    """

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(Store(url), clock, steady)
        self._looks = Looks()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; nothing is lost."""
        self._store.close()

    def open(self, case: Scenario, plan: Plan) -> Opened:
        """Open a class on a case, with all tables in the lobby.

        Raises:
            ScenarioError: if archetypes are wanted in place of delegations that are invented.
        """
        begins = beginning_of(case, plan)
        room, token = secrets.token_hex(8), new_token()
        for _ in range(_TRIES_FOR_A_CODE):
            code = new_code(JOIN_CODE)
            data = {**begins, "token": digest(token), "code": code}
            event = Event(number=1, at=self._clock(), kind=OPEN, author=HOST, data=data)
            if self._store.create(room, code, plan.keep_days, event):
                return Opened(room=room, code=code, token=token)
        raise ClassroomError("classroom.no_code")

    def listed(self) -> list[Kept]:
        """Return the classes that are kept, the last touched first; for the operator of the server."""
        return self._store.listed()

    def enter(self, room: str, token: str) -> Caller:
        """Return who a token belongs to.

        Raises:
            UnknownClassError: if there is no such class.
            NotAllowedError: if it is nobody's, or no more.
        """
        kept = digest(token)
        with self._rooms.reading(room) as (state, _):
            if kept in state.host_tokens:
                return Caller(room=room)
            for person in state.here():
                if kept in person.tokens:
                    return Caller(room=room, person=person.id)
        raise NotAllowedError("classroom.token")

    def let_try(self, caller: Caller, kind: Kind, who: str) -> None:
        """Have a host let those try codes again of whom `HostView.barred` says that they cannot."""
        if any((one.kind, one.who) == (kind, who) for one in self.host_view(caller).barred):
            self._tries.empty(kind, who)

    def act(self, caller: Caller, action: Action, *, key: str, seen: int | None = None) -> Answer:
        """Do something, and keep it before it is answered.

        Args:
            caller: Who asks.
            action: What.
            key: Chosen by the sender; sent again with the same key, it is done once and answered alike.
            seen: For `Submit`, the version of the table that its sender saw; `LetAgent` and `CloseNow` may name it too.

        Raises:
            StaleError: if what it answers has passed.
            NotAllowedError: if it is not for this role or person.
            IllegalMoveError: if the negotiation refuses the move.
            ClassroomError: if it is not possible for another reason. Nothing has happened after any of these.
        """
        if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
            raise ClassroomError("classroom.key")
        if (action.by == "host") != (not caller.person):
            raise NotAllowedError(f"classroom.only.{action.by}")
        self._rooms.tick(caller.room)
        kind, data = type(action).__name__, _data(action)
        with self._rooms.writing(caller.room) as transaction:
            state = transaction.state
            known = state.answers.get((caller.author, key))
            if known is not None:
                if known[0] != content(kind, data):
                    raise ClassroomError("classroom.key.again")
                return self._repeated(transaction, action, known[1])
            table = self._check(state, caller, action, seen)
            code = ""
            if isinstance(action, actions.Deal):
                data = _data(actions.Deal(placed=who_sits_where.dealt(state)))
            elif isinstance(action, actions.CloseNow) and seen is not None:
                data = _data(replace(action, unseen=hosting.unseen(state, action.table, seen)))
            elif isinstance(action, actions.Release):
                code = new_code(RECLAIM_CODE)
                data = _data(replace(action, code_hash=code_hash(code)))
            answer = transaction.add(kind, caller.author, data, table=table, key=key)
            if isinstance(action, actions.EndClass):
                transaction.free_code()
        return replace(answer, code=code)

    @staticmethod
    def _repeated(transaction: Transaction, action: Action, answer: Answer) -> Answer:
        """Return the answer once more; a code, which is not kept, anew."""
        if not isinstance(action, actions.Release) or transaction.state.people[action.person].is_removed:
            return answer
        code = new_code(RECLAIM_CODE)
        transaction.add(NEW_CODE, HOST, {"person": action.person, "code_hash": code_hash(code)})
        return replace(answer, code=code)

    @staticmethod
    def _check(state: ClassState, caller: Caller, action: Action, seen: int | None) -> str:
        """Refuse what is not for this person now, in their language; return the table that it is about."""
        if not caller.person:
            return str(getattr(action, "table", ""))
        person = there(state, caller)
        if isinstance(action, actions.ChooseSeat):
            return action.table
        if isinstance(action, actions.LetAgent) and seen is not None and person.seat:
            seat_actions.check_fresh(state, person, seen)
        if isinstance(action, Submit):
            if not person.seat:
                raise NotAllowedError("classroom.watching")
            seat_actions.check_fresh(state, person, seen)
            table, _ = seat_actions.writing_table(state, person)
            seat_actions.check_words(action.move)
            table.live.examine(move_of(to_data(action)["move"]))
        return person.table

    def tick(self) -> None:
        """Let time pass: close phases whose deadline is over, hear of other processes, delete old classes.

        Whoever runs the service calls it about once a second. Classes that run are looked after from the start of a
        process on, whether or not anybody has asked for them.
        """
        now = self._clock()
        self._looks.begin()
        for room in self._store.outlived(now):
            self._delete(room)
        there = self._store.listed()
        self._so_far.forget_all_but({kept.id for kept in there})  # another process deletes classes too
        for kept in there:
            if kept.code:
                self._looks.after(kept.id, self._rooms.tick)
        self._rooms.drop_idle(now)

    def present(self, caller: Caller, *, opens: bool = True) -> None:
        """Note a sign of life from a page of a seat, or, where it opens none, from the page that let somebody in."""
        with self._rooms.reading(caller.room) as (state, here):
            if caller.person in state.people:
                here.seen[caller.person] = self._steady()
                if opens:
                    here.opened.add(caller.person)

    def keep_draft(self, caller: Caller, place: str, text: str) -> None:
        """Keep the draft that somebody types in a field of their page; an empty text deletes it."""
        with self._rooms.reading(caller.room) as (state, _):
            there(state, caller)
        if not 0 < len(place) <= _LONGEST_PLACE or not place.isprintable():
            raise ClassroomError("classroom.draft.place", most=_LONGEST_PLACE)
        kept = words(text, most=_LONGEST_DRAFT) if text.strip() else ""
        self._store.keep_draft(caller.room, caller.person, Draft(place=place, text=kept, at=self._clock()))

    def delete(self, room: str, token: str) -> None:
        """Delete a class with all that belongs to it, by the host's token."""
        self._events(room, token)
        self._delete(room)

    def _delete(self, room: str) -> None:
        self._store.delete([room])
        self._rooms.forget(room)
        self._so_far.forget_all_but({kept.id for kept in self._store.listed()})


def _data(action: Action) -> dict[str, Any]:
    """Return an action as it will be read back: plain data, or none at all."""
    try:
        data: dict[str, Any] = json.loads(as_json(to_data(action)))
    except (TypeError, ValueError, RecursionError) as error:
        raise ClassroomError("classroom.data") from error
    return data
