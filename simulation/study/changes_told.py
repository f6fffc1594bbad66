"""Says what was changed in a case, and from what, as data: what it is called, what it is now, what it was."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any, Final

from simulation.protocols.registry import PROTOCOLS
from simulation.registry import Component
from simulation.rules.decision import RULES
from simulation.scenario.forums import resolve_forum
from simulation.scenario.levers import one_line
from simulation.scenario.model_base import CasePart
from simulation.scenario.problems import Path
from simulation.scenario.schema import Issue, Normal, Scenario, Triangular, Uniform
from simulation.state.instructions import mandate_on
from simulation.study.written_values import as_written
from simulation.words import NOTHING, Said, said

__all__ = [
    "before",
    "by_factor",
    "change_at",
    "component",
    "field_was",
    "in_words",
    "one_or_other",
    "place_in_words",
    "span",
    "title",
    "was",
]

_LABELS: Final = {
    "sessions": Said("lever.sessions"),
    "forum.preset": Said("lever.at.preset"),
    "forum.decision.rule": Said("lever.rule"),
    "protocol.key": Said("lever.protocol"),
}
_KNOWN: Final = 12
"""Digits of a number that count: what stands behind them a sum left there, and no rule tells it apart."""
_WRITTEN: Final = 9
"""Digits of a number that somebody may have written; one that has more was worked out."""
_LONG: Final = 3
"""Digits told of such a number."""


def in_words(value: object) -> Said:
    """Return a value of a case for a sentence.

    >>> [str(in_words(value)) for value in (0.4, 2 / 3, 0.6674, 20, -0.1, True, None, (0.2, 0.6))]
    ['0.40', '0.667', '0.6674', '20', '−0.10', 'on', 'not set', '0.20 to 0.60']
    >>> [str(in_words(value)) for value in ({"mean": 0.5, "sd": 0.1}, ("EU", "G77"), ())]
    ['0.50 ± 0.10', 'EU, G77', 'none']
    """
    match value:
        case None:
            return Said("lever.value.not_set")
        case bool():
            return Said(f"lever.value.{'on' if value else 'off'}")
        case float():
            return Said.decimal(value, _form(value))
        case CasePart():
            return in_words(value.model_dump(mode="json", by_alias=True))
        case Mapping() | list() | tuple():
            return _several(value)
    return Said.verbatim(one_line(str(value)))


def _form(value: float) -> str:
    """Return the format of a number: two decimals if they say it, else the fewest digits that do.

    A number of more digits than anybody writes is told by three, and by more where three would tell a rounder number.
    """
    known = float(f"{value:.{_KNOWN}g}")
    if round(known, 2) == known:
        return ".2f"
    digits = _digits(value, _KNOWN)
    if digits > _WRITTEN:
        digits = next(n for n in range(_LONG, _KNOWN + 1) if _digits(value, n) == n)
    return f".{digits}g"


def _digits(value: float, most: int) -> int:
    """Return how many digits a number has, rounded to so many at most, without noughts at its end."""
    return len(f"{abs(value):.{most - 1}e}".partition("e")[0].replace(".", "").rstrip("0"))


def _several(value: Mapping[str, Any] | Sequence[Any]) -> Said:
    if not isinstance(value, Mapping):
        is_span = len(value) == len(Uniform.model_fields) and all(type(end) in (int, float) for end in value)
        return span(*map(float, value)) if is_span else _as_in_the_file(", ".join(map(as_written, value)))
    for part in (Normal, Uniform, Triangular):
        if set(value) == set(part.model_fields):
            given = {name: in_words(number) for name, number in value.items()}
            return said(f"lever.value.{part.__name__.lower()}", **given)
    given = {name: part for name, part in value.items() if part is not None and part not in ("", [], {}, ())}
    return _as_in_the_file(", ".join(f"{name} {as_written(part)}" for name, part in given.items()))


def _as_in_the_file(text: str) -> Said:
    return Said.verbatim(one_line(text)) or Said("lever.value.none")


def span(low: float, high: float) -> Said:
    """Return two ends, or the one number that both are."""
    if in_words(low) == in_words(high):
        return in_words(low)
    return said("lever.value.uniform", low=in_words(low), high=in_words(high))


def one_or_other(items: Iterable[Said]) -> Said:
    """Return alternatives, each once: `holds its line or late`."""
    return reduce(lambda first, other: said("lever.value.or", first=first, other=other), dict.fromkeys(items))


def component(kind: str, found: type[Component]) -> Said:
    """Return what a rule, a strategy or a protocol is called in a sentence."""
    return Said.called(kind, found.info.key, found.info.label.lower())


def was(what: Said, new: Said, old: Said) -> Said:
    """Return `Sessions: 10 (was 20)`; what stays is said to stay."""
    return said("lever.same" if new == old else "lever.was", what=what, new=new, old=old)


def field_was(what: Said, field: Said, new: object, old: object) -> Said:
    """Return `Brazil on Q1: position 0.40 (was 0.65)`."""
    now, then = in_words(new), in_words(old)
    put = said("lever.field", field=field, value=now)
    return said("lever.same" if now == then else "lever.was", what=what, new=put, old=then)


def title(told: Said) -> Said:
    """Return the name of the thing that was changed and its new value: `Sessions: 10`."""
    return said("lever.title", what=told["what"], new=told["new"])


def before(told: Said) -> Said:
    """Return the value before a change; for a first draft, the number of issues on which it differs."""
    old = told.inner("old")
    return old if told.key != "lever.drafted" else said("lever.draft.before", **dict(old.values))


def by_factor(what: Said, factor: float, measure: str, new: float, old: float) -> Said:
    """Return `Red lines: 0.5 times, mean half-width 0.20 (was 0.40)`."""
    now, then = (in_words(round(value, 3)) for value in (new, old))
    times = said(f"lever.times.{measure}", factor=Said.decimal(factor, "g"), value=now)
    return said("lever.same" if now == then else "lever.was", what=what, new=times, old=then)


def change_at(place: Path, old: Mapping[str, Any], new: Mapping[str, Any], case: Scenario) -> Said:
    """Return the change of one place of a case: `Brazil on Q1: position 0.40 (was 0.65)`.

    Args:
        place: fields, keys and places in lists, as `find_place` gives them.
        old: the case before, as plain data with every field.
        new: the case afterwards.
        case: the case before.
    """
    subject, rest = _subject(place, new)
    earlier, after = _value(place, old), _value(place, new)
    if earlier is None:
        earlier = _silent(place, case)
    if type(after) is int and isinstance(earlier, float | Mapping | CasePart):
        after = float(after)
    label = _LABELS.get(".".join(map(str, place)))
    if label is not None:
        return was(label, _label(place, after), _label(place, earlier))
    if not subject:
        return was(Said.verbatim(one_line(".".join(map(str, rest)))), in_words(after), in_words(earlier))
    if not rest:
        return was(subject, in_words(after), in_words(earlier))
    return field_was(subject, _field(rest), after, earlier)


def place_in_words(place: Path, data: Mapping[str, Any]) -> Said:
    """Return what a place of a case is called: `Brazil on Q1: position`.

    Args:
        place: fields, keys and places in lists, as `find_place` gives them.
        data: the case, as plain data with every field.
    """
    label = _LABELS.get(".".join(map(str, place)))
    if label is not None:
        return Said.within(label)
    subject, rest = _subject(place, data)
    if not (subject and rest):
        return subject or Said.verbatim(one_line(" ".join(map(str, rest)).replace("_", " ")))
    return said("lever.place", what=subject, field=_field(rest))


def _field(steps: Path) -> Said:
    """Return what a field is called; of an uncertain value, its middle is what it is called by."""
    path = ".".join(map(str, steps[:-1] if len(steps) > 1 and steps[-1] == "mean" else steps))
    return Said.called("lever.field", path, path.replace("_", " "))


def _value(place: Path, data: object) -> object:
    for step in place:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _label(place: Path, value: object) -> Said:
    match place[-1]:
        case "rule":
            return component("rule", RULES.get(str(value)))
        case "key":
            return component("protocol", PROTOCOLS.get(str(value)))
    return Said.verbatim(str(value))


def _subject(place: Path, data: Mapping[str, Any]) -> tuple[Said, Path]:
    """Return whom or what the first steps lead to, as one calls it, and the steps that are left."""
    subject, rest = NOTHING, place
    match place:
        case ("delegations" | "blocs" as parts, int(row), "mandate" | "line", str(issue), *_):
            subject, rest = said("lever.on", who=_name(data[parts][row]), issue=issue), place[4:]
        case ("delegations" | "blocs" as parts, int(row), *_):
            subject, rest = Said.verbatim(_name(data[parts][row])), place[2:]
        case ("issues", int(row), "options", int(option), *_):
            found = data["issues"][row]
            key = found["options"][option]["key"]
            subject, rest = said("lever.option", issue=found["key"], option=key), place[4:]
        case ("issues", int(row), *_):
            found = data["issues"][row]
            subject, rest = Said.verbatim(f"{found['key']} {found['name']}"), place[2:]
        case ("chair", "ideal", str(issue)):
            subject, rest = said("lever.chair.on", issue=issue), ("ideal",)
        case ("chair", *_):
            subject, rest = Said("lever.chair"), place[1:]
        case ("events", int(row), *_):
            subject, rest = said("lever.event", number=row + 1), place[2:]
    return subject, rest


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
