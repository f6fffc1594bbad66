"""What the forms of a seat do: moves, held against its brief first, notes, calls, and what one writes down."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from dashboard.classroom.action_reading import move_of
from dashboard.classroom.requests_read import Refused
from dashboard.classroom.screens import Sight
from dashboard.classroom.seat.dealings_with_people import question_in_words
from dashboard.classroom.seat.seat_asked import Asked
from dashboard.seat import offers_told
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.classroom import ClassroomError, MySeat, actions
from simulation.live import IllegalMoveError, SeatMove, SeatView
from simulation.protocols import OUTCOME_CLASSES
from simulation.training import ITEMS, SCALE, Prediction, Survey, own_words

__all__ = ["take"]

_LAST_WORD: Final = "reject_document"
_TALK: Final = "consult_bilaterally"
_OPEN: Final = ":open"
_COALITION: Final = "coalition"
"""In place of a move: which, and on what wording, is chosen in a list."""
_PLAIN: Final = ("issue", "option", "to", "offer", "text")
_PAIRS: Final = ("give", "get")
_PAIR: Final = 2


def take(sight: Sight, fields: Mapping[str, str]) -> str:
    """Do what a form of the page asks, and return what to tell.

    Raises:
        Refused: if it asks for nothing that there is.
        ClassroomError: if it cannot be done now; a move that was typed is kept.
        IllegalMoveError: if the rules refuse the move; likewise.
    """
    does = _DOES.get(fields.get("do", ""))
    if does is None:
        raise Refused(400, "class.form")
    return does(sight, fields)


def _move(sight: Sight, fields: Mapping[str, str]) -> str:
    service, caller = sight.service, sight.caller
    if "leave" in fields:
        Asked.forget(service, caller)
        return ""
    mine = service.my_seat(caller)
    if mine.view is None:
        raise ClassroomError("classroom.watching")
    tell = _teller(sight, mine.view)
    seen, key = _whole(fields, "seen"), _key(fields)
    try:
        action = actions.Submit(move=_read(tell, mine, fields))
        if warnings := _warnings(sight, mine, action, fields, key=key, seen=seen):
            Asked(form=fields.get("form", ""), fields=_typed(fields), warnings=warnings).keep(
                service, caller, mine
            )
            return sight.words.say("class.seat.asked")
        answer = service.act(caller, action, key=key, seen=seen)
    except (ClassroomError, IllegalMoveError):
        Asked(form=fields.get("form", ""), fields=_typed(fields)).keep(service, caller, mine)
        raise
    Asked.forget(service, caller)
    _sent(sight, fields)
    if action.move.move == "done" or answer.reply is None:
        return sight.words.say("class.seat.did.done")
    now = service.my_seat(caller).view if answer.reply.is_pending else None
    told = offers_told.answered(tell if now is None else _teller(sight, now), action.move, answer.reply)
    return (
        f"{told} {sight.words.told(answer.reply.counter.reason)}"
        if answer.reply.counter is not None
        else told
    )


def _teller(sight: Sight, view: SeatView) -> Teller:
    return Teller(view, sheet_of(sight.service.case_at(sight.caller)), sight.words)


def _warnings(
    sight: Sight, mine: MySeat, action: actions.Submit, fields: Mapping[str, str], *, key: str, seen: int
) -> tuple[str, ...]:
    """Return what speaks against a move; nothing if it was asked before, done before, or will be refused."""
    if fields.get("sure") or seen < mine.since or sight.service.was_done(sight.caller, key):
        return ()
    try:
        warnings = tuple(map(sight.words.told, sight.service.check(sight.caller, action)))
    except (ClassroomError, IllegalMoveError):
        return ()  # it is refused in the same words when it is made
    if action.move.move == _LAST_WORD:
        return (*warnings, sight.words.say("class.seat.object.about"))
    return warnings


def _read(tell: Teller, mine: MySeat, fields: Mapping[str, str]) -> SeatMove:
    given: dict[str, Any] = {"seat": mine.seat, "move": fields.get("move", "")}
    if given["move"] == _COALITION:
        given |= dict(zip(("move", "option"), fields.get(_COALITION, "").split(), strict=False))
    given |= {name: fields[name].strip() for name in _PLAIN if fields.get(name, "").strip()}
    given |= {name: _pair(fields[name]) for name in _PAIRS if fields.get(name)}
    about = fields.get("about", "").split()
    given |= dict(zip(("issue", "option"), about, strict=False))
    package = {name[2:]: value for name, value in fields.items() if name.startswith("p.") and value}
    if package:
        given["package"] = package
    others = {other.key: other for other in tell.view.others}
    if given["move"] == _TALK and given.get("to") in others and others[given["to"]].is_person:
        asked = question_in_words(tell, given.get("issue", ""), given.get("option", ""))
        given["text"] = f"{asked} {given.get('text', '')}".strip()
    return move_of(given)


def _pair(text: str) -> list[str]:
    parts = text.split()
    if len(parts) != _PAIR:
        raise Refused(400, "class.form")
    return parts


def _note(sight: Sight, fields: Mapping[str, str]) -> str:
    note = actions.SendNote(to=fields.get("to", ""), text=fields.get("text", ""))
    sight.service.act(sight.caller, note, key=_key(fields))
    _sent(sight, fields)
    return sight.words.say("class.seat.did.note")


def _call(sight: Sight, fields: Mapping[str, str]) -> str:
    sight.service.act(sight.caller, actions.CallHost(text=fields.get("text", "").strip()), key=_key(fields))
    _sent(sight, fields)
    return sight.words.say("class.seat.did.call")


def _predict(sight: Sight, fields: Mapping[str, str]) -> str:
    said = {name[2:]: value for name, value in fields.items() if name.startswith("p.") and value}
    outcome = fields.get("outcome", "")
    if outcome and outcome not in OUTCOME_CLASSES:
        raise Refused(400, "class.form")
    options = {key: "" if value == _OPEN else value for key, value in said.items()}
    return _write(sight, fields, "prediction", asdict(Prediction(options=options, outcome_class=outcome)))


def _survey(sight: Sight, fields: Mapping[str, str]) -> str:
    moment = fields.get("moment", "")
    given = {item: _whole(fields, f"r.{item}") for item in ITEMS if fields.get(f"r.{item}")}
    if moment not in ("before", "after") or any(rating not in SCALE for rating in given.values()):
        raise Refused(400, "class.form")
    return _write(sight, fields, moment, Survey(ratings=given, remark=fields.get("remark", "")).plain())


def _lesson(sight: Sight, fields: Mapping[str, str]) -> str:
    answers = {name[2:]: own_words(text) for name, text in fields.items() if name.startswith("a.")}
    key = _key(fields)
    action = actions.WriteDown(name="answers", value=answers)
    sight.service.act(sight.caller, action, key=f"{key[:60]}-answers")
    return _write(sight, fields, "principle", own_words(fields.get("principle", "")))


def _write(sight: Sight, fields: Mapping[str, str], name: str, value: object) -> str:
    sight.service.act(sight.caller, actions.WriteDown(name=name, value=value), key=_key(fields))
    _sent(sight, fields)
    return sight.words.say("class.seat.did.written")


def _sent(sight: Sight, fields: Mapping[str, str]) -> None:
    """Forget the drafts of what was sent."""
    for place in fields.get("drafts", "").split():
        sight.service.keep_draft(sight.caller, place, "")


def _typed(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what of a form is shown again."""
    return {
        name: value for name, value in fields.items() if name not in ("seen", "key", "form", "sure", "do")
    }


def _key(fields: Mapping[str, str]) -> str:
    if not fields.get("key"):
        raise Refused(400, "class.form")
    return fields["key"]


def _whole(fields: Mapping[str, str], name: str) -> int:
    try:
        return int(fields.get(name, ""))
    except ValueError as error:
        raise Refused(400, "class.form") from error


_DOES: Final[Mapping[str, Callable[[Sight, Mapping[str, str]], str]]] = {
    "move": _move,
    "note": _note,
    "call": _call,
    "predict": _predict,
    "survey": _survey,
    "lesson": _lesson,
}
