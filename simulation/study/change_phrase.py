"""What a variant changes, for the middle of a sentence that begins with "With": `4 sessions`."""

from collections.abc import Mapping, Sequence
from typing import Final

from simulation.drawing.safe_text import clip
from simulation.study.changes_told import title
from simulation.study.pulling import lever_named
from simulation.study.summary import StudySummary
from simulation.words import NOTHING, Said, Value, is_said, said, said_of

__all__ = ["change_phrase", "phrase_of", "phrase_of_changes"]

_LONGEST: Final = 90
"""Letters of a phrase that is read to its end."""
_CELLS: Final[Mapping[str, str]] = {"lever.on": "cell.on_issue", "as.text": "cell.own"}
"""How a field is told of somebody on an issue, and of anything else, by how that is called."""


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
    return said("study.quoted", words=clip(str(words), _LONGEST))


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
    values["title"] = title(told)
    key = f"study.with.{_name(lever, what, new, is_aimed='whose' in values)}"
    if is_said(f"{key}.other"):
        count = str(new)
        return said_of(key, values | {"n": int(count)}) if count.isdecimal() else NOTHING
    return said_of(key, values) if is_said(key) else NOTHING


def _name(lever: str, what: Said, new: Said, *, is_aimed: bool) -> str:
    """Return under what name the catalogue has the phrase of a lever, or of a field of the case."""
    if (named := lever_named(lever)) is not None:
        pulled, _ = named
        return f"{pulled.key}.of" if pulled.aim != "whose" and is_aimed else pulled.key
    return _CELLS.get(what.key, "") if new.key == "lever.field" else ""
