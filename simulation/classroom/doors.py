"""Who comes into a class, by its code, and who comes back, by their own: the doors of the service."""

from dataclasses import dataclass, replace
from typing import Final

from simulation.classroom import who_sits_where
from simulation.classroom.apply import JOIN, RECLAIM
from simulation.classroom.barred import caller_of
from simulation.classroom.class_state import ClassState
from simulation.classroom.errors import (
    ClassroomError,
    NotAllowedError,
    TooManyTriesError,
    UnknownClassError,
)
from simulation.classroom.events import content
from simulation.classroom.rooms_in_memory import Transaction
from simulation.classroom.shown_to_roles import Caller, ClassViews
from simulation.classroom.tokens import code_hash, digest, is_code, new_code, new_token, spelt
from simulation.classroom.words_of_people import is_alike

__all__ = ["JOIN_CODE", "LONGEST_KEY", "RECLAIM_CODE", "ClassDoors", "Joined"]

JOIN_CODE: Final = 6
"""Characters of the code of a class."""
RECLAIM_CODE: Final = 8
"""Characters of the code of a person."""
LONGEST_KEY: Final = 80
"""Characters of a key by which whatever is sent twice is known."""
_SHORTEST_KEY: Final = 16
_NOBODY: Final = f"{'00' * 16}:{'00' * 64}"
"""Hash of no code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Somebody who came in. Token and code are said once and not kept."""

    caller: Caller
    token: str
    code: str
    """With which they come back from another device; empty: they have one."""
    table: str
    seat: str
    """Empty: watches."""


class ClassDoors(ClassViews):
    """The part of the service that lets people in."""

    def find(self, code: str, *, source: str) -> str:
        """Return the id of the class with a join code.

        Args:
            code: As it was typed.
            source: By what the caller is known, such as the address: wrong codes are counted by it.

        Raises:
            UnknownClassError: if there is none.
            TooManyTriesError: if too many were tried; a right code is taken for a good while still, as it may be that
                of somebody else behind the same address.
        """
        tried = self._tries.count(caller=source)
        found = self._store.listed(code=spelt(code))
        if not found and tried.wait:
            raise TooManyTriesError(tried.wait)
        if not found:
            raise UnknownClassError("classroom.no_code_like", code=spelt(code)[:JOIN_CODE] or "–")
        self._tries.take_back(tried, caller=source)
        return found[0].id

    def join(
        self,
        room: str,
        nickname: str,
        *,
        key: str,
        table: str = "",
        seat: str = "",
        watch: bool = False,
        token_before: str = "",
    ) -> Joined:
        """Let somebody in, in the seat that they chose or that chance deals; with the door shut they watch.

        Args:
            room: Id of the class.
            nickname: What they want to be called.
            key: Chosen at random by the page, 16 characters or more: sent again, the same person comes in again,
                with another code, as the first may have been lost on the way.
            table: Where they want to sit; empty: anywhere.
            seat: Key of the delegation that they want; empty: any.
            watch: They only want to watch.
            token_before: With which their browser was in this class before they left it: who has read the brief of a
                seat is let into no other.

        Raises:
            FullError: if no seat is free; they can watch.
            ClassroomError: if the nickname cannot be, or is taken.
        """
        if not _SHORTEST_KEY <= len(key) <= LONGEST_KEY:
            raise ClassroomError("classroom.key")
        asked = content(JOIN, {"nickname": nickname, "table": table, "seat": seat, "watch": watch})
        token, code = new_token(), new_code(RECLAIM_CODE)
        new = {"token": digest(token), "code": code_hash(code)}
        self._rooms.tick(room)
        with self._rooms.writing(room) as transaction:
            state = transaction.state
            if who := _came(state, digest(key), asked):
                return replace(self._again(transaction, who, token, code_hash=new["code"]), code=code)
            if state.is_ended:
                raise ClassroomError("classroom.ended")
            has_read = state.tokens_gone.get(digest(token_before))
            where = self._place(state, table, seat, has_read, watch=watch)
            who = f"p{state.number + 1}"
            data: dict[str, object] = {"person": who, "nickname": nickname, **new, "asked": asked}
            data |= {"seat": where[1], "is_chosen": bool(seat or (has_read and where[1]))}
            data |= {"token_before": digest(token_before)} if has_read else {}
            transaction.add(JOIN, JOIN, data, table=where[0], key=digest(key))
        caller = Caller(room=room, person=who)
        return Joined(caller=caller, token=token, code=code, table=where[0], seat=where[1])

    @staticmethod
    def _place(
        state: ClassState, table: str, seat: str, has_read: tuple[str, str] | None, *, watch: bool
    ) -> tuple[str, str]:
        if table:
            who_sits_where.table_of(state, table)
        if watch:
            return table or next(iter(state.tables)), ""
        if has_read and not state.is_debriefed:
            if (table or has_read[0], seat or has_read[1]) != has_read:
                raise NotAllowedError("classroom.chosen.read")
            return has_read
        if state.is_shut:
            return table or next(iter(state.tables)), ""
        if seat and state.plan.dealing != "chosen":
            raise NotAllowedError("classroom.dealt")
        return (table or next(iter(state.tables)), seat) if seat else who_sits_where.free_seat(state, table)

    @staticmethod
    def _again(transaction: Transaction, who: str, token: str, *, code_hash: str = "") -> Joined:
        """Let somebody in with a further token, and with another code than before if there is one."""
        new = {"code_hash": code_hash} if code_hash else {}
        transaction.add(RECLAIM, who, {"person": who, "token": digest(token), **new})
        person = transaction.state.people[who]
        caller = Caller(room=transaction.state.id, person=who)
        return Joined(caller=caller, token=token, code="", table=person.table, seat=person.seat)

    def reclaim(self, room: str, nickname: str, code: str, *, source: str) -> Joined:
        """Let somebody come back from another device, by nickname and code.

        Raises:
            NotAllowedError: if these two do not belong together.
            TooManyTriesError: if too many were tried, by this caller for this person or in this class.
        """
        with self._rooms.reading(room) as (state, _):
            alike = [one for one in state.here() if is_alike(one.nickname, nickname)]
            kept = alike[0].code_hash if alike else _NOBODY  # who is unknown takes as long as who is known
        caller = caller_of(source, room, alike[0] if alike else None, nickname)
        tried = self._tries.count(caller=caller, room=room)
        if not is_code(code, kept) or not alike:
            raise NotAllowedError("classroom.reclaim")
        with self._rooms.writing(room) as transaction:
            if transaction.state.people[alike[0].id].code_hash != kept:
                raise NotAllowedError("classroom.reclaim")
            joined = self._again(transaction, alike[0].id, new_token())
        self._tries.take_back(tried, caller=caller, room=room)
        return joined


def _came(state: ClassState, key: str, asked: str) -> str:
    """Return the id of whoever came in with the same form before; empty: nobody did.

    Raises:
        ClassroomError: if it asked for something else then.
        NotAllowedError: if they have gone, or come back with their code only.
    """
    known = state.answers.get((JOIN, key))
    if known is None:
        return ""
    if known[0] != asked:
        raise ClassroomError("classroom.key.again")
    who = f"p{known[1].number}"
    if not state.people[who].is_let_in_by_form:
        raise NotAllowedError("classroom.token")
    return who
