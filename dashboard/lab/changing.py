"""Changes in the language of the visitor: what is changed, and what it was."""

import re
from dataclasses import dataclass
from typing import Final

from dashboard.components.axis_wordings import nearest_wording
from dashboard.frame.language import Words
from dashboard.lab.delegations_grid import Cell, value_of
from simulation.scenario import Scenario
from simulation.study import Change, before, lever_named, title
from simulation.study.levers import of_whom
from simulation.words import Said, said

__all__ = ["Told", "change_told"]

_POSITION: Final = re.compile(r"delegations\.(?P<who>[^.]+)\.mandate\.(?P<issue>[^.]+)\.position(\.mean)?")
"""The path of where a delegation stands on an issue."""
_NUMBER: Final = re.compile(r"[01]?\.?\d*(?<=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change."""

    title: str
    was: str
    """What holds in the case; empty if nobody says."""
    means: str = ""
    """Which wordings the old and the new place on an axis mean; empty where it is no such place."""


def change_told(words: Words, case: Scenario, change: Change, made: Said | None = None) -> Told:
    """Return a change in words; `made` is what the lever says that it changed, None if it could not be pulled."""
    told = made or said("lever.title", **_as_asked(case, change))
    was = words.told(before(told)) if made else ""
    return Told(title=words.told(title(told)), was=was, means=_means(words, case, change))


def _means(words: Words, case: Scenario, change: Change) -> str:
    """Return which wording a position stood for and which it stands for now."""
    found = _POSITION.fullmatch(change.lever)
    issue = next((one for one in case.issues if found and one.key == found["issue"]), None)
    seat = next((one.key for one in case.delegations if found and one.key == found["who"]), None)
    if issue is None or seat is None or not _NUMBER.fullmatch(change.value):
        return ""
    old = value_of(case, Cell(delegation=seat, issue=issue.key, field="position"))
    new = float(change.value)
    before, now = nearest_wording(issue, old), nearest_wording(issue, new)
    if before == now:
        return words.say("lab.changed.means.same", wording=now)
    return words.say("lab.changed.means", before=before, now=now)


def _as_asked(case: Scenario, change: Change) -> dict[str, Said]:
    value = Said.verbatim(change.value)
    if (named := lever_named(change.lever)) is None:
        return {"what": Said.verbatim(change.lever), "new": value}
    lever, whose = named
    return {"what": of_whom(lever.label, case, whose), "new": value}
