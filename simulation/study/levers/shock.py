"""The lever that sends a delegation new instructions from its capital in the middle of a conference."""

import re
from typing import Final

from simulation.scenario.problem_wording import shown
from simulation.scenario.schema import Delegation, Event, Mandate, Number, Scenario
from simulation.scenario.strict_yaml import scalar
from simulation.state.instructions import centre, mandate_on
from simulation.study.changes_told import field_was
from simulation.study.levers.lever import LeverError, Pull, Pulled, Text, lever, no_such
from simulation.study.levers.scaled_numbers import clipped
from simulation.study.levers.whose import name_of
from simulation.words import Said, said

__all__ = ["SHOCK_LEVERS"]

_FORM: Final = "DELEGATION@SESSION:ISSUE=POSITION"
_EXAMPLE: Final = "BRA@6:Q1=0.2"
_PARTS: Final = re.compile(r"([^@]*)@([^:]*):([^=]*)=(.*)")
_NOTE: Final = "New instructions from capital."


@lever("delegations", Text(Said.verbatim(_FORM)), example=f"shock={_EXAMPLE}", may_repeat=True)
def _shock(pull: Pull[str]) -> Pulled:
    case = pull.case
    key, session, issue, position = _read(pull.value, case)
    delegation = next(one for one in case.delegations if one.key == key)
    standing = _standing(case, delegation, issue, session)
    place, line = standing.position, standing.red_line
    red_line = None
    if isinstance(line, tuple) and not line[0] <= position <= line[1]:
        away = position - centre(place)
        red_line = (min(clipped(line[0] + away), position), max(clipped(line[1] + away), position))
    event = Event(
        session=session,
        kind="instruction",
        note=_NOTE,
        delegation=key,
        issue=issue,
        position=position,
        red_line=red_line,
    )
    what = said("lever.on.from", who=name_of(delegation), issue=issue, session=session)
    new = case.model_copy(update={"events": (*case.events, event)})
    return Pulled(new, field_was(what, Said("lever.field.position"), position, place))


def _read(text: str, case: Scenario) -> tuple[str, int, str, float]:
    found = _PARTS.fullmatch(text)
    if found is None:
        valid = said("valid.such_as", form=_FORM, example=_EXAMPLE)
        raise LeverError(said("problem.lever.value", value=shown(text), valid=valid))
    key, session, issue, position = (part.strip() for part in found.groups())
    keys, issues = [one.key for one in case.delegations], [one.key for one in case.issues]
    if key not in keys:
        raise no_such("delegation", key, keys)
    if issue not in issues:
        raise no_such("issue", issue, issues)
    when, where = scalar(session), scalar(position)
    if isinstance(when, bool | str | float | None) or when < 1:
        raise LeverError(said("problem.lever.session", value=shown(when), last=case.sessions))
    if isinstance(where, bool | str | None) or not 0 <= where <= 1:
        raise LeverError(said("problem.lever.position", value=shown(where)))
    return key, when, issue, float(where)


def _standing(case: Scenario, delegation: Delegation, key: str, session: int) -> Mandate:
    """Return the instructions that hold when a session begins, those of the case up to then included."""
    issue = next(one for one in case.issues if one.key == key)
    found = mandate_on(case, delegation, issue)
    for event in sorted(case.events, key=lambda one: one.session):
        if event.session <= session and event.delegation == delegation.key and event.issue in (None, key):
            given: dict[str, Number | tuple[float, float]] = {}
            if event.position is not None:
                given["position"] = event.position
            if event.red_line is not None:
                given["red_line"] = event.red_line
            found = found.model_copy(update=given)
    return found


SHOCK_LEVERS: Final = (_shock,)
