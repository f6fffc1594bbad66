"""Changes in the language of the visitor: what is changed, and what it was."""

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


def change_told(words: Words, case: Scenario, change: Change, made: Said | None = None) -> Told:
    """Return a change in words; `made` is what the lever says that it changed, None if it could not be pulled."""
    told = made or said("lever.title", **_as_asked(case, change))
    was = words.told(before(told)) if made else ""
    return Told(title=words.told(title(told)), was=was)


def _as_asked(case: Scenario, change: Change) -> dict[str, Said]:
    value = Said.verbatim(change.value)
    if (named := lever_named(change.lever)) is None:
        return {"what": Said.verbatim(change.lever), "new": value}
    lever, whose = named
    return {"what": of_whom(lever.label, case, whose), "new": value}
