"""The one function by which a class changes: an event is applied to it, now and whenever the class is rebuilt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from simulation.classroom import hosting, injects, seat_actions, table_phases, who_sits_where
from simulation.classroom.class_plan import Plan
from simulation.classroom.class_state import Answer, ClassState
from simulation.classroom.errors import ClassroomError, OtherClassVersionError
from simulation.classroom.events import Event, content
from simulation.live import LiveNegotiation, Reply
from simulation.scenario.archetypes import recast
from simulation.scenario.case_source import case_of_text, text_of_case
from simulation.scenario.pack import prepared, shipped_pack
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import in_language
from simulation.version import version
from simulation.words import told_in

__all__ = ["CLOSE", "JOIN", "NEW_CODE", "OPEN", "RECLAIM", "SET_CLOCK", "apply", "beginning_of", "begun"]

OPEN: Final = "open"
JOIN: Final = "join"
RECLAIM: Final = "reclaim"
NEW_CODE: Final = "code"
CLOSE: Final = "close"
SET_CLOCK: Final = "clock"
"""Kinds of events that are no actions: a class is opened, somebody comes in, comes back, gets another code to come
back with as the first may never have reached them, a deadline passes, a clock that was ahead is set right."""

_ASIDE: Final = ("consult_capital", "done")
"""Moves of which other seats hear nothing before the phase closes."""

_EFFECTS: Final[Mapping[str, Callable[[ClassState, Event], Reply | None]]] = MappingProxyType(
    {
        JOIN: who_sits_where.join,
        RECLAIM: who_sits_where.reclaim,
        NEW_CODE: who_sits_where.new_code,
        CLOSE: hosting.close_table,
        SET_CLOCK: hosting.set_clock,
        "Submit": seat_actions.submit,
        "TakePen": who_sits_where.take_pen,
        "GivePen": who_sits_where.give_pen,
        "LetAgent": seat_actions.let_agent,
        "TakeBack": seat_actions.take_back,
        "ChooseSeat": who_sits_where.choose_seat,
        "Leave": who_sits_where.leave,
        "SendNote": seat_actions.send_note,
        "CallHost": seat_actions.call_host,
        "WriteDown": seat_actions.write_down,
        "Deal": who_sits_where.deal,
        "Start": hosting.start,
        "ShutDoor": hosting.shut_door,
        "OpenDoor": hosting.open_door,
        "Pause": hosting.pause,
        "Resume": hosting.resume,
        "Extend": hosting.extend,
        "CloseNow": hosting.close_now,
        "GiveToAgent": hosting.give_to_agent,
        "GiveBack": hosting.give_back,
        "Move": who_sits_where.move,
        "Remove": who_sits_where.remove,
        "Rename": who_sits_where.rename,
        "Release": who_sits_where.release,
        "Tell": hosting.tell,
        "Show": hosting.show,
        "AnswerCall": hosting.answer_call,
        "Instruct": injects.instruct,
        "MoveEnd": injects.move_end,
        "Obstruct": injects.obstruct,
        "ProposeLate": injects.propose_late,
        "AskForText": injects.ask_for_text,
        "Leak": injects.leak,
        "Rewind": injects.rewind,
        "End": hosting.end,
        "OpenDebrief": hosting.debrief,
        "RevealNames": hosting.reveal,
        "EndClass": hosting.end_class,
    }
)


def begun(room: str, event: Event) -> ClassState:
    """Return the class that its first event opens.

    Raises:
        OtherClassVersionError: if another version of delegation-sim opened it.
        ScenarioError: if the pack of its case is needed and cannot be used.
    """
    data = event.data
    if data["version"] != version():
        raise OtherClassVersionError("classroom.other_version", made=data["version"], ours=version())
    plan, case = Plan.from_data(data["plan"]), case_of_text(data["case"])
    with told_in(plan.language):
        case = in_language(_with_injects(case), plan.language)
    state = ClassState(
        id=room,
        plan=plan,
        case=case,
        host_tokens=[data["token"]],
        code=data["code"],
        number=event.number,
        at=event.at,
        real_names=dict(data.get("real_names", {})),
    )
    with told_in(plan.language):
        for number in range(1, plan.tables + 1):
            state.tables[str(number)] = table_phases.opened(str(number), case, plan)
    for table in state.tables.values():
        table.changed(event.number)
        table.since = event.number
    return state


def _with_injects(case: Scenario) -> Scenario:
    """Return a case with what is prepared to be thrown in, of which logs from before held nothing."""
    pack = None if case.injects else shipped_pack(case)
    return case if pack is None else prepared(case, pack)


def apply(state: ClassState, event: Event) -> Answer:
    """Do what an event says and return the answer to whoever caused it.

    Raises:
        ClassroomError: if it is not possible; nothing has happened then.
        IllegalMoveError: if it is a move that the negotiation refuses; likewise.
    """
    effect = _EFFECTS.get(event.kind)
    if effect is None:
        raise ClassroomError("classroom.unknown", kind=event.kind)
    before = state.number, state.at
    state.number, state.at = event.number, event.at
    try:
        with told_in(state.plan.language):
            reply = effect(state, event)
    except BaseException:
        state.number, state.at = before
        raise
    _number(state, event)
    answer = Answer(number=event.number, table=event.table, reply=reply)
    if event.table in state.tables:
        answer = replace(answer, version=state.tables[event.table].version)
    if event.key:
        asked = event.data["asked"] if event.kind == JOIN else content(event.kind, event.data)
        state.answers[event.author, event.key] = (asked, answer)
    return answer


def _number(state: ClassState, event: Event) -> None:
    """Note for whom there is something new: for some people alone, for a table, or for everybody."""
    if (concerned := _concerned(state, event)) is not None:
        for who in concerned:
            state.people[who].number = event.number
    elif _is_aside(state, event):
        state.tables[event.table].version = event.number
        for who in _people_of(state, event.table, (event.data["move"]["seat"],)):
            state.people[who].number = event.number
    elif event.table in state.tables:
        state.tables[event.table].changed(event.number)
    else:
        state.general = event.number


def _is_aside(state: ClassState, event: Event) -> bool:
    """Return whether a move changes the page of its own delegation alone, and for others the count of who is done."""
    if event.kind != "Submit" or event.data["move"]["move"] not in _ASIDE:
        return False
    table = state.tables[event.table]
    return table.is_on and table.since != event.number  # the table has not gone on


def _concerned(state: ClassState, event: Event) -> list[str] | None:
    """Return the people for whom alone an event is; None: it is for a table, or for everybody."""
    data, table = event.data, event.table
    if event.kind in (RECLAIM, NEW_CODE, "Release"):
        return [data["person"]]
    if event.kind in ("WriteDown", "CallHost"):
        return [event.author]
    if event.kind == "AnswerCall":
        return []  # the effect says whose call it was
    if event.kind == "SendNote":
        return _people_of(state, table, (state.people[event.author].seat, data["to"]))
    seats = (data["seat"],) if event.kind == "Tell" and data["seat"] else ()
    seats = tuple(data["seats"]) if event.kind == "Leak" else seats
    return _people_of(state, table, seats) if seats else None


def _people_of(state: ClassState, table: str, seats: Sequence[str]) -> list[str]:
    named = [state.tables[table]] if table else state.tables.values()
    return [who for one in named for seat in seats for who in one.seats[seat].people]


def beginning_of(case: Scenario, plan: Plan) -> dict[str, Any]:
    """Return what a class begins with; with archetypes the real names stand beside its case, for the host alone.

    Raises:
        ScenarioError: if archetypes are wanted in place of delegations that are invented.
        DelegationSimError: if nobody can play the case.
    """
    real_names = dict[str, str]()
    if plan.names == "archetypes":
        found = recast(case, plan.language)
        case, real_names = found.case, dict(found.real)
    LiveNegotiation(case, seed=plan.seed, level=plan.level)  # refuses what nobody can play
    begins = {"plan": plan.to_data(), "case": text_of_case(case), "version": version()}
    return {**begins, "real_names": real_names} if real_names else begins
