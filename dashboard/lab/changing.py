"""Changes in the language of the visitor: what is changed, what it was, a phrase for a sentence."""

from dataclasses import dataclass

from dashboard.frame.language import Words
from simulation.scenario import Scenario
from simulation.study import Change, before, lever_named, title
from simulation.study.levers import of_whom
from simulation.words import Said, said

__all__ = ["Told", "change_told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change."""

    title: str
    was: str
    """What holds in the case; empty if nobody says."""
    phrase: str
    """For the middle of a sentence that begins with "With"."""


def change_told(words: Words, case: Scenario, change: Change, made: Said | None = None) -> Told:
    """Return a change in words; `made` is what the lever says that it changed, None if it could not be pulled."""
    told = made or said("lever.title", **_as_asked(case, change))
    was = words.told(before(told)) if made else ""
    return Told(title=words.told(title(told)), was=was, phrase=_phrase(words, change, told))


def _as_asked(case: Scenario, change: Change) -> dict[str, Said]:
    value = Said.verbatim(change.value)
    if (named := lever_named(change.lever)) is None:
        return {"what": Said.verbatim(change.lever), "new": value}
    lever, whose = named
    return {"what": of_whom(lever.label, case, whose), "new": value}


def _phrase(words: Words, change: Change, told: Said) -> str:
    what, new = told.inner("what"), told.inner("new")
    values = {
        "value": new,
        "factor": new,
        "what": what,
        "title": title(told),
        **dict(what.values),
        **dict(new.values),
    }
    if (named := lever_named(change.lever)) is not None:
        lever, _ = named
        key = f"{lever.key}.of" if lever.aim != "whose" and "whose" in values else lever.key
    elif new.key == "lever.field" and what.key in ("lever.on", "as.text"):
        key = "cell.on_issue" if what.key == "lever.on" else "cell.own"
    else:
        key = "other"
    return words.say(f"lab.with.{key}", **values)
