"""Levers on the course of a conference: its length and agenda, what is known, what blocking and talking do."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, get_args, get_type_hints

from simulation.protocols.conference.agenda import Agenda
from simulation.protocols.registry import PROTOCOLS
from simulation.scenario.schema import ProtocolChoice, Scenario
from simulation.study.changes_told import in_words, was
from simulation.study.levers.chair import with_chair
from simulation.study.levers.lever import (
    Choice,
    Group,
    Lever,
    LeverError,
    Number,
    Pull,
    Pulled,
    Takes,
    Whole,
    lever,
)
from simulation.words import Said, Value, said

__all__ = ["COURSE_LEVERS"]

_LONGEST: Final = 500
_EXTENSION: Final = 20
_LAST: Final = 10


@lever("time", Whole(1, _LONGEST), example="sessions=10")
def _sessions(pull: Pull[int]) -> Pulled:
    case = pull.case.model_copy(update={"sessions": pull.value})
    return Pulled(case, was(Said("lever.sessions"), in_words(pull.value), in_words(pull.case.sessions)))


def _parameter(
    pull: Pull[Any],
    *,
    lever: str,
    mechanism: str,
    name: str,
    when_off: object = None,
    told: Callable[[Any], Said] = in_words,
) -> Pulled:
    """Set a parameter of a mechanism; one that is off acts as if it had `when_off`, and goes on for another value."""
    case = pull.case
    old, is_on = _standing(case, mechanism, name, lever)
    acts = old if is_on or when_off is None else when_off
    words = was(Said(f"lever.{lever}"), told(pull.value), told(acts))
    return Pulled(
        case if pull.value == acts else _with_parameter(case, mechanism, name, pull.value, when_off), words
    )


def _standing(case: Scenario, mechanism: str, name: str, lever: str) -> tuple[Any, bool]:
    """Return the value of a parameter in a case, and whether its mechanism is on."""
    component = PROTOCOLS.get(case.protocol.key)
    default = getattr(getattr(component(), mechanism, None), name, None)
    if default is None:
        valid = Said.listed(one.info.key for one in PROTOCOLS if hasattr(one(), mechanism))
        told: dict[str, Value] = {
            "protocol": case.protocol.key,
            "lever": Said(f"lever.{lever}"),
            "valid": valid,
        }
        raise LeverError(said("problem.lever.not_in_protocol", **told))
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


@lever("time", Whole(0, _EXTENSION), example="extension=4")
def _extension(pull: Pull[int]) -> Pulled:
    """Only a chair with the power to extend extends, so the power comes with the lever; a clock does not."""
    _, is_on = _standing(pull.case, "clock", "extend", "extension")
    if pull.value > 0 and not is_on:
        raise LeverError(said("problem.lever.no_clock", value=pull.value))
    pulled = _parameter(
        pull,
        lever="extension",
        mechanism="clock",
        name="extend",
        when_off=0,
        told=lambda number: said("lever.value.sessions", n=number),
    )
    powers = pulled.case.chair.powers
    if pull.value == 0 or "extend" in powers:
        return pulled
    case = with_chair(pulled.case, powers=(*powers, "extend"))
    return Pulled(case, Said(f"{pulled.words.key}.extends", pulled.words.values))


def _of_mechanism(
    key: str,
    group: Group,
    takes: Takes[Any],
    mechanism: str,
    name: str,
    *,
    example: str,
    when_off: object = None,
    told: Callable[[Any], Said] = in_words,
    words: str = "lever.value",
) -> Lever[Any]:
    """Return a lever that sets a parameter of a mechanism, and nothing else."""
    pull = partial(_parameter, lever=key, mechanism=mechanism, name=name, when_off=when_off, told=told)
    return Lever(key=key, group=group, takes=takes, pull=pull, example=example, words=words)


COURSE_LEVERS: Final = (
    _sessions,
    _extension,
    _of_mechanism(
        "agenda",
        "time",
        Choice("order of the agenda", lambda: get_args(get_type_hints(Agenda)["order"])),
        "agenda",
        "order",
        when_off="as_listed",
        told=lambda order: Said(f"lever.order.{order}"),
        example="agenda=hard_first",
        words="lever.order",
    ),
    _of_mechanism("last_resort", "time", Whole(1, _LAST), "propose", "last_resort", example="last_resort=5"),
    _of_mechanism(
        "transparency",
        "information",
        Number(0, 1),
        "consult",
        "initial_knowledge",
        example="transparency=0.5",
    ),
    _of_mechanism(
        "persuasion",
        "information",
        Number(0, 1),
        "persuade",
        "strength",
        when_off=0.0,
        example="persuasion=0.1",
    ),
    _of_mechanism(
        "isolation", "rules", Number(0, 1), "signal", "isolation", when_off=0.0, example="isolation=0.3"
    ),
)
