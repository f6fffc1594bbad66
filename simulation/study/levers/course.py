"""Levers on the course of a conference: its length and agenda, what is known, what blocking and talking do."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, get_args, get_type_hints

from simulation.protocols.conference.agenda import Agenda
from simulation.protocols.registry import PROTOCOLS
from simulation.scenario.schema import ProtocolChoice, Scenario
from simulation.study.changes_told import in_words, was
from simulation.study.levers.chair import with_chair
from simulation.study.levers.lever import Choice, Lever, LeverError, Number, Pull, Pulled, Whole
from simulation.words import say

__all__ = ["COURSE_LEVERS"]

_LONGEST: Final = 500
_EXTENSION: Final = 20
_LAST: Final = 10


def _sessions(pull: Pull[int]) -> Pulled:
    case = pull.case.model_copy(update={"sessions": pull.value})
    return Pulled(case, was("Sessions", str(pull.value), str(pull.case.sessions)))


def _parameter(
    pull: Pull[Any],
    *,
    label: str,
    mechanism: str,
    name: str,
    when_off: object = None,
    said: Callable[[Any], str] = in_words,
) -> Pulled:
    """Set a parameter of a mechanism; one that is off acts as if it had `when_off`, and goes on for another value."""
    case = pull.case
    old, is_on = _standing(case, mechanism, name, label)
    acts = old if is_on or when_off is None else when_off
    words = was(label, said(pull.value), said(acts))
    return Pulled(
        case if pull.value == acts else _with_parameter(case, mechanism, name, pull.value, when_off), words
    )


def _standing(case: Scenario, mechanism: str, name: str, label: str) -> tuple[Any, bool]:
    """Return the value of a parameter in a case, and whether its mechanism is on."""
    component = PROTOCOLS.get(case.protocol.key)
    default = getattr(getattr(component(), mechanism, None), name, None)
    if default is None:
        having = [one.info.key for one in PROTOCOLS if hasattr(one(), mechanism)]
        told = {"protocol": case.protocol.key, "lever": label.lower(), "valid": ", ".join(having)}
        raise LeverError(say("problem.lever.not_in_protocol", **told))
    given = (case.protocol.model_extra or {}).get(mechanism, {})
    if isinstance(given, bool):
        return default, given
    return given.get(name, default), given.get("enabled", True)


def _with_parameter(case: Scenario, mechanism: str, name: str, value: object, when_off: object) -> Scenario:
    extra = case.protocol.model_extra or {}
    given = extra.get(mechanism, {})
    fields: dict[str, object] = {"enabled": given} if isinstance(given, bool) else dict(given)
    if when_off is not None:
        fields.pop("enabled", None)
    fields[name] = value
    protocol = ProtocolChoice.model_validate({"key": case.protocol.key, **extra, mechanism: fields})
    return case.model_copy(update={"protocol": protocol})


def _extension(pull: Pull[int]) -> Pulled:
    """Only a chair with the power to extend extends, so the power comes with the lever; a clock does not."""
    _, is_on = _standing(pull.case, "clock", "extend", "Extension")
    if pull.value > 0 and not is_on:
        raise LeverError(say("problem.lever.no_clock", value=pull.value))
    pulled = _parameter(
        pull, label="Extension", mechanism="clock", name="extend", when_off=0, said=_more_sessions
    )
    powers = pulled.case.chair.powers
    if pull.value == 0 or "extend" in powers:
        return pulled
    case = with_chair(pulled.case, powers=(*powers, "extend"))
    return Pulled(case, f"{pulled.words}; the chair may extend (was not)")


def _more_sessions(number: int) -> str:
    return "none" if number == 0 else f"{number} session{'s' * (number > 1)}"


def _order_said(order: str) -> str:
    return order.replace("_", " ")


def _orders() -> tuple[str, ...]:
    return get_args(get_type_hints(Agenda)["order"])


COURSE_LEVERS: Final = (
    Lever(
        key="sessions",
        label="Sessions",
        description="How many sessions are planned.",
        group="time",
        takes=Whole(1, _LONGEST),
        pull=_sessions,
        example="sessions=10",
    ),
    Lever(
        key="extension",
        label="Extension",
        description="Sessions that the chair adds, once, when few clauses are open at the end; gives it the power.",
        group="time",
        takes=Whole(0, _EXTENSION),
        pull=_extension,
        example="extension=4",
    ),
    Lever(
        key="agenda",
        label="Agenda",
        description="Which of equally often read clauses come first, if the chair sets the agenda.",
        group="time",
        takes=Choice("order of the agenda", _orders),
        pull=partial(
            _parameter,
            label="Agenda",
            mechanism="agenda",
            name="order",
            when_off="as_listed",
            said=_order_said,
        ),
        example="agenda=hard_first",
    ),
    Lever(
        key="last_resort",
        label="Last sessions for deletion or referral",
        description="Last sessions in which deletion or referral of a clause may be moved.",
        group="time",
        takes=Whole(1, _LAST),
        pull=partial(
            _parameter,
            label="Last sessions for deletion or referral",
            mechanism="propose",
            name="last_resort",
        ),
        example="last_resort=5",
    ),
    Lever(
        key="transparency",
        label="Transparency",
        description="How well everybody, the chair included, knows before the first session what others could accept.",
        group="information",
        takes=Number(0, 1),
        pull=partial(_parameter, label="Transparency", mechanism="consult", name="initial_knowledge"),
        example="transparency=0.5",
    ),
    Lever(
        key="persuasion",
        label="Strength of persuasion",
        description="Share of the distance that one talk with a persuader of full voice moves a delegation.",
        group="information",
        takes=Number(0, 1),
        pull=partial(
            _parameter,
            label="Strength of persuasion",
            mechanism="persuade",
            name="strength",
            when_off=0.0,
        ),
        example="persuasion=0.1",
    ),
    Lever(
        key="isolation",
        label="Price of blocking alone",
        description="Price of objecting alone to a protected text, in lengths of the axis.",
        group="rules",
        takes=Number(0, 1),
        pull=partial(
            _parameter, label="Price of blocking alone", mechanism="signal", name="isolation", when_off=0.0
        ),
        example="isolation=0.3",
    ),
)
