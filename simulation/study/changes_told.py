"""Says in words what was changed in a case, and from what."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from simulation.protocols.registry import PROTOCOLS
from simulation.rules.decision import RULES
from simulation.scenario.forums import resolve_forum
from simulation.scenario.model_base import CasePart
from simulation.scenario.problems import Path
from simulation.scenario.schema import Issue, Normal, Scenario, Triangular, Uniform
from simulation.state.instructions import mandate_on

__all__ = ["by_factor", "change_at", "in_words", "one_line", "place_in_words", "was"]

_SHOWN: Final = 60
_LABELS: Final = {
    "sessions": "Sessions",
    "forum.preset": "Forum preset",
    "forum.decision.rule": "Decision rule",
    "protocol.key": "Protocol",
}


def in_words(value: object) -> str:
    """Return a value of a case for a sentence.

    >>> [in_words(value) for value in (0.4, 2 / 3, 20, -0.1, True, None, (0.2, 0.6))]
    ['0.40', '0.667', '20', '−0.10', 'on', 'not set', '0.20 to 0.60']
    >>> in_words({"mean": 0.5, "sd": 0.1}), in_words(("EU", "G77")), in_words(())
    ('0.50 ± 0.10', 'EU, G77', 'none')
    """
    match value:
        case None:
            said = "not set"
        case bool():
            said = "on" if value else "off"
        case float():
            said = _number(value)
        case CasePart():
            said = _mapping(value.model_dump(mode="json", by_alias=True))
        case Mapping():
            said = _mapping(value)
        case list() | tuple():
            said = _sequence(value)
        case _:
            said = one_line(str(value))
    return said


def _number(value: float) -> str:
    two = f"{value:.2f}"
    return (two if float(two) == round(value, 6) else f"{value:.3g}").replace("-", "−")


def _mapping(value: Mapping[str, Any]) -> str:
    match set(value):
        case parts if parts == set(Normal.model_fields):
            return f"{in_words(value['mean'])} ± {in_words(value['sd'])}"
        case parts if parts == set(Uniform.model_fields):
            return f"{in_words(value['low'])} to {in_words(value['high'])}"
        case parts if parts == set(Triangular.model_fields):
            ends = f"{in_words(value['low'])} to {in_words(value['high'])}"
            return f"{ends}, most likely {in_words(value['mode'])}"
    given = {name: part for name, part in value.items() if part is not None and part not in ("", [], {}, ())}
    return one_line(", ".join(f"{name} {in_words(part)}" for name, part in given.items()) or "none")


def _sequence(value: Sequence[Any]) -> str:
    if len(value) == len(Uniform.model_fields) and all(isinstance(end, float) for end in value):
        return " to ".join(map(in_words, value))
    return one_line(", ".join(map(in_words, value)) or "none")


def one_line(text: str) -> str:
    """Return a text on one line that is not too long."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def was(what: str, new: str, old: str) -> str:
    """Return `Sessions: 10 (was 20)`; what stays is said to stay."""
    return f"{what}: {new} (as in the case)" if new == old else f"{what}: {new} (was {old})"


def by_factor(what: str, factor: float, measure: str, new: float, old: float) -> str:
    """Return `Red lines: 0.5 times, mean half-width 0.20 (was 0.40)`."""
    return was(
        f"{what}: {factor:g} times, {measure}", *(in_words(round(value, 3)) for value in (new, old))
    ).replace(f"{measure}: ", f"{measure} ", 1)


def change_at(place: Path, old: Mapping[str, Any], new: Mapping[str, Any], case: Scenario) -> str:
    """Return what became of one place of a case: `Brazil on Q1: position 0.40 (was 0.65)`.

    Args:
        place: fields, keys and places in lists, as `find_place` gives them.
        old: the case before, as plain data with every field.
        new: the case afterwards.
        case: the case before.
    """
    subject, rest = _subject(place, new)
    before, after = _value(place, old), _value(place, new)
    if before is None:
        before = _silent(place, case)
    if type(after) is int and isinstance(before, float | Mapping | CasePart):
        after = float(after)
    label = _LABELS.get(".".join(map(str, place)))
    if label is not None:
        return was(label, _label(place, after), _label(place, before))
    field = ".".join(str(step) for step in rest)
    if not subject:
        return was(one_line(field), in_words(after), in_words(before))
    said = was("", in_words(after), in_words(before)).removeprefix(": ")
    return f"{subject}: {field.replace('_', ' ')} {said}" if field else f"{subject}: {said}"


def place_in_words(place: Path, data: Mapping[str, Any]) -> str:
    """Return what a place of a case is called: `Brazil on Q1: position`.

    Args:
        place: fields, keys and places in lists, as `find_place` gives them.
        data: the case, as plain data with every field.
    """
    label = _LABELS.get(".".join(map(str, place)))
    if label is not None:
        return label[:1].lower() + label[1:]
    subject, rest = _subject(place, data)
    field = " ".join(str(step).replace("_", " ") for step in rest)
    return one_line(": ".join(filter(None, (subject, field))))


def _value(place: Path, data: object) -> object:
    for step in place:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _label(place: Path, value: object) -> str:
    registry: Mapping[str, Callable[[str], str]] = {
        "rule": lambda key: RULES.get(key).info.label.lower(),
        "key": lambda key: PROTOCOLS.get(key).info.label.lower(),
    }
    return registry.get(str(place[-1]), str)(str(value))


def _subject(place: Path, data: Mapping[str, Any]) -> tuple[str, Path]:
    """Return whom or what the first steps lead to, as one calls it, and the steps that are left."""
    said, rest = "", place
    match place:
        case ("delegations" | "blocs" as parts, int(row), "mandate" | "line", str(issue), *_):
            said, rest = f"{_name(data[parts][row])} on {issue}", place[4:]
        case ("delegations" | "blocs" as parts, int(row), *_):
            said, rest = _name(data[parts][row]), place[2:]
        case ("issues", int(row), "options", int(option), *_):
            issue = data["issues"][row]
            said, rest = f"{issue['key']}, option {issue['options'][option]['key']}", place[4:]
        case ("issues", int(row), *_):
            said, rest = f"{data['issues'][row]['key']} {data['issues'][row]['name']}", place[2:]
        case ("chair", "ideal", str(issue)):
            said, rest = f"The chair on {issue}", ("ideal",)
        case ("chair", *_):
            said, rest = "The chair", place[1:]
        case ("events", int(row), *_):
            said, rest = f"Event {row + 1}", place[2:]
    return said, rest


def _name(part: Mapping[str, Any]) -> str:
    return str(part.get("short") or part["name"])


def _silent(place: Path, case: Scenario) -> object:
    """Return what holds where a case says nothing: the forum's preset, the protocol's default, a general value."""
    match place:
        case ("forum", str(field)) if field != "preset":
            return getattr(resolve_forum(case), field, None)
        case ("forum", "decision", str(field)):
            decision = resolve_forum(case).decision
            return getattr(decision, field, getattr(RULES.get(decision.rule)(), field, None))
        case ("protocol", *path):
            found: object = PROTOCOLS.get(case.protocol.key)()
            for step in path:
                found = getattr(found, str(step), None)
            return found if isinstance(found, int | float | str) else None
        case ("delegations", int(row), "mandate", str(key), str(field)) if row < len(case.delegations):
            return _mandate_value(case, row, key, field)
    return None


def _mandate_value(case: Scenario, row: int, key: str, field: str) -> object:
    delegation = case.delegations[row]
    issue: Issue | None = next((one for one in case.issues if one.key == key), None)
    if issue is None:
        return None
    found = getattr(mandate_on(case, delegation, issue), field, None)
    return getattr(delegation, field, None) if found is None else found
