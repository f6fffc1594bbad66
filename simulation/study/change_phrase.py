"""What a variant changes, for the middle of a sentence that begins with "With": `4 sessions`."""

from collections.abc import Mapping, Sequence
from typing import Final, get_args

from simulation.drawing.safe_text import clip
from simulation.scenario.schema import ChairPower
from simulation.study.pulling import lever_named
from simulation.study.study_summary import StudySummary
from simulation.words import NOTHING, Said, Value, is_said, said, said_of

__all__ = ["change_phrase", "phrase_of", "phrase_of_changes"]

_LONGEST: Final = 130
"""Letters of a phrase that is read to its end."""
_QUOTED: Final = 90
"""Letters of other words that are quoted in its place."""
_CELLS: Final[Mapping[str, str]] = {
    "lever.on": "cell.on_issue",
    "as.text": "cell.own",
    "lever.chair": "cell.chair",
}
"""How a field is told of somebody on an issue, of anything else and of the Chair, by how that is called."""
_FEW: Final = 3
"""So many powers are named; of more, those that are missing are."""
_DECIDES: Final = frozenset({"lever.right.object", "lever.right.vote"})
"""Who has one of these rights is not told as somebody who may do little."""


def change_phrase(summary: StudySummary, variant: int) -> Said:
    """Return what a variant changes; where a lever has no phrase, or all is long, its words in quotes."""
    return phrase_of_changes(summary.changes[variant] if summary.changes else (), summary.words[variant])


def phrase_of_changes(changes: Sequence[str], words: Said) -> Said:
    """Return the phrase of changes as they are written, from what their levers say; else those words in quotes."""
    levers = [change.partition("=")[0] for change in changes]
    several = words["items"] if words.key == "as.clauses" else (words,)
    told = several if isinstance(several, tuple) else ()
    phrases = [
        phrase_of(lever, one)
        for lever, one in zip(levers, told, strict=False)
        if isinstance(one, Said) and len(levers) == len(told)
    ]
    found = Said.names(phrases, len(phrases)) if len(phrases) > 1 else (*phrases, NOTHING)[0]
    if phrases and all(phrases) and len(str(found)) <= _LONGEST:
        return found
    return said("study.quoted", words=clip(str(words), _QUOTED))


def phrase_of(lever: str, told: Said) -> Said:
    """Return the phrase of what a lever, or a path into the case, says that it changed; nothing if there is none."""
    if not {"what", "new"} <= {name for name, _ in told.values}:
        return NOTHING
    what, new = told.inner("what"), told.inner("new")
    values: dict[str, Value] = {
        "value": new,
        "factor": new,
        "what": what,
        **dict(what.values),
        **dict(new.values),
    }
    name = _name(lever, what, new, is_aimed="whose" in values)
    special, may = _special(name, new)
    key = next(filter(_is_told, (f"study.with.{name}.{special}", f"study.with.{name}")), "")
    if is_said(f"{key}.other"):
        count = str(new)
        return said_of(key, values | {"n": int(count)}) if count.isdecimal() else NOTHING
    return said_of(key, values | {"may": may}) if key else NOTHING


def _is_told(key: str) -> bool:
    return is_said(key) or is_said(f"{key}.other")


def _special(name: str, new: Said) -> tuple[str, Said]:
    """Return under what the catalogue may have words for this very value, and what somebody may do with it."""
    items = [one for one in _items(new) if isinstance(one, Said)]
    if name == "rights" and items:
        return ("list" if _DECIDES & {one.key for one in items} else "only"), Said.names(items, len(items))
    if name == "chair_powers" and items:
        return _power_of(items)
    return "none" if dict(new.values).get("n") == 0 else new.key.rpartition(".")[2], NOTHING


def _items(told: Said) -> tuple[Value, ...]:
    found = dict(told.values).get("items", ())
    return found if isinstance(found, tuple) else ()


def _power_of(held: Sequence[Said]) -> tuple[str, Said]:
    """Return which phrase tells of the powers of a Chair, and those that it names, as what the Chair may do."""
    powers = [f"power.{power}" for power in get_args(ChairPower.__value__)]
    has = {one.key for one in held}
    missing = [power for power in powers if power not in has]
    if not missing:
        return "all", NOTHING
    is_few = len(has) <= _FEW
    named = [power for power in powers if power in has] if is_few else missing
    told = Said.names([Said(f"study.with.{power}") for power in named], len(named))
    return "only" if is_few else "but", told


def _name(lever: str, what: Said, new: Said, *, is_aimed: bool) -> str:
    """Return under what name the catalogue has the phrase of a lever, or of a field of the case."""
    if (named := lever_named(lever)) is not None:
        pulled, _ = named
        return f"{pulled.key}.of" if pulled.aim != "whose" and is_aimed else pulled.key
    return _CELLS.get(what.key, "") if new.key == "lever.field" else ""
