"""What forms of the console do that needs more than the fields of one action: whom it is for, wordings, codes."""

from collections.abc import Callable, Mapping
from typing import Final

from dashboard.classroom.console.choices import from_capital
from dashboard.classroom.requests_read import Refused, new_key
from dashboard.classroom.screens import Sight
from dashboard.frame.language import words_in
from simulation.classroom import KINDS, Action, actions

__all__ = ["take"]

_FOUR: Final = 4


def take(sight: Sight, fields: Mapping[str, str]) -> str:
    """Do what a form asks, and return what to tell.

    Raises:
        Refused: if it asks for nothing that there is.
    """
    if fields.get("do") == "let_try":
        return _let_try(sight, fields)
    make = _MAKERS.get(fields.get("do", ""))
    if make is None:
        raise Refused(400, "class.form")
    action = make(sight, fields)
    answer = sight.service.act(sight.caller, action, key=fields.get("key") or new_key())
    say = sight.words.say
    if isinstance(action, actions.Release):
        code = f"{answer.code[:_FOUR]} {answer.code[_FOUR:]}"
        return say("class.console.released", name=fields.get("name", ""), code=code)
    if isinstance(action, actions.Tell | actions.Leak) and _is_read_by_nobody(sight, **_place(fields)):
        return say("class.console.did.unread")
    return say(f"class.console.did.{type(action).__name__}")


def _is_read_by_nobody(sight: Sight, table: str, seat: str) -> bool:
    """Return whether nobody sits in the one seat that something was said to."""
    people = sight.service.host_view(sight.caller).people
    return bool(seat) and not any((one.table, one.seat) == (table, seat) for one in people)


def _let_try(sight: Sight, fields: Mapping[str, str]) -> str:
    kind = next((one for one in KINDS if one == fields.get("kind")), None)
    if kind is None:
        raise Refused(400, "class.form")
    sight.service.let_try(sight.caller, kind, fields.get("who", ""))
    return sight.words.say("class.console.barred.done")


def _place(fields: Mapping[str, str]) -> dict[str, str]:
    """Return table and seat; empty: all."""
    table, _, seat = fields.get("to", "").partition(".")
    return {"table": table, "seat": seat}


def _wording(fields: Mapping[str, str]) -> tuple[str, str]:
    """Return issue and option; empty: none."""
    issue, _, option = fields.get("wording", "").partition(" ")
    return issue, option


def _tabled(fields: Mapping[str, str]) -> tuple[str, str]:
    issue, option = _wording(fields)
    if not option:
        raise Refused(400, "class.console.no_wording")
    return issue, option


def _tell(_: Sight, fields: Mapping[str, str]) -> Action:
    return actions.Tell(**_place(fields), text=fields.get("text", ""))


def _slip(sight: Sight, fields: Mapping[str, str]) -> Action:
    if not fields.get("to"):
        raise Refused(400, "class.console.to.missing")
    return _tell(sight, fields)


def _leak(_: Sight, fields: Mapping[str, str]) -> Action:
    at = _place(fields)
    seats = (at["seat"],) if at["seat"] else ()
    return actions.Leak(table=at["table"], seats=seats, text=fields.get("text", ""))


def _propose(_: Sight, fields: Mapping[str, str]) -> Action:
    issue, option = _tabled(fields)
    return actions.ProposeLate(**_place(fields), issue=issue, option=option, text=fields.get("text", ""))


def _instruct(sight: Sight, fields: Mapping[str, str]) -> Action:
    issue, option = _wording(fields)
    position = None
    if option:
        found = [one for one in sight.service.case(sight.caller).issues if one.key == issue]
        position = next((one.position for topic in found for one in topic.options if one.key == option), None)
    low, high = _share(fields, "low"), _share(fields, "high")
    if (low is None) != (high is None):
        raise Refused(400, "class.console.both_ends")
    return actions.Instruct(
        **_place(fields),
        text=fields.get("text", ""),
        issue=issue or fields.get("issue", ""),
        position=position,
        red_line=None if low is None or high is None else (low, high),
        salience=_share(fields, "salience"),
        flexibility=_share(fields, "flexibility"),
    )


def _capital(sight: Sight, fields: Mapping[str, str]) -> Action:
    """Return new instructions on one clause, in words made from the case if the host wrote none."""
    issue, option = _tabled(fields)
    text = fields.get("text", "").strip()
    if not text:
        language = sight.service.host_view(sight.caller).plan.language
        text = from_capital(sight.service.case(sight.caller), issue, option, words_in(language))
    return _instruct(sight, {**fields, "text": text})


def _share(fields: Mapping[str, str], name: str) -> float | None:
    """Return a number of a field; None: it is empty."""
    text = fields.get(name, "").strip()
    if not text:
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError as error:
        raise Refused(400, "class.number", text=text[:40]) from error
    if not 0 <= found <= 1:
        raise Refused(400, "class.console.share", text=text[:40])
    return found


_MAKERS: Final[Mapping[str, Callable[[Sight, Mapping[str, str]], Action]]] = {
    "tell": _tell,
    "slip": _slip,
    "leak": _leak,
    "move": lambda _, fields: actions.Move(person=fields.get("person", ""), **_place(fields)),
    "release": lambda _, fields: actions.Release(person=fields.get("person", "")),
    "propose": _propose,
    "instruct": _instruct,
    "capital": _capital,
    "obstruct": lambda _, fields: actions.Obstruct(**_place(fields)),
    "ask_text": lambda _, fields: actions.AskForText(**_place(fields)),
}
"""By what the button of a form is called."""
