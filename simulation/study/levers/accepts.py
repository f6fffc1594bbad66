"""The lever that lets a delegation live with one more wording, as far as its red line has to move for that."""

import re
from typing import Final

from simulation.arrays import ATOL
from simulation.protocols.registry import defaults_of
from simulation.scenario.problem_wording import shown
from simulation.scenario.schema import Delegation, Event, Issue, Mandate, Option, Scenario
from simulation.state.red_lines import red_line_ends
from simulation.study.changes_told import was
from simulation.study.levers.instructed import full_mandate
from simulation.study.levers.lever import LeverError, Pull, Pulled, Text, lever, no_such
from simulation.study.levers.whose import change_delegations, name_of
from simulation.words import Said, said

__all__ = ["ACCEPTS_LEVERS", "distance_to"]

_FORM: Final = "DELEGATION:ISSUE=OPTION"
_EXAMPLE: Final = "ALT:support=fund"
_PARTS: Final = re.compile(r"([^:]*):([^=]*)=(.*)")


def distance_to(case: Scenario, delegation: Delegation, issue: Issue, option: Option) -> float:
    """Return how far the red line of a delegation is from a wording, in lengths of the axis; 0: it can live with it.

    Where the case names what a delegation accepts, the wording nearest to it is what is measured from.
    """
    mandate = full_mandate(case, delegation, issue)
    if mandate.acceptable is not None:
        held = [one.position for one in issue.options if one.key in mandate.acceptable]
        return (
            0.0 if option.key in mandate.acceptable else min(abs(option.position - place) for place in held)
        )
    low, high = red_line_ends(delegation, mandate, defaults_of(case))
    beyond = max(low - option.position, option.position - high, 0.0)
    return beyond if beyond > ATOL else 0.0


@lever("delegations", Text(Said.verbatim(_FORM)), example=f"accepts={_EXAMPLE}", may_repeat=True)
def _accepts(pull: Pull[str]) -> Pulled:
    case = pull.case
    delegation, issue, option = _read(pull.value, case)
    new, old = said("lever.accepts.now", option=option.label), Said("lever.accepts.before")
    what = said("lever.on", who=name_of(delegation), issue=issue.key)
    if not distance_to(case, delegation, issue, option):
        return Pulled(case, was(what, new, new))
    mandate = _with(case, delegation, issue, option)
    given = {"mandate": {**delegation.mandate, issue.key: mandate}}
    changed = change_delegations(case, {delegation.key}, lambda one: one.model_copy(update=given))
    events = tuple(_later(event, delegation.key, issue.key, option.position) for event in case.events)
    return Pulled(changed.model_copy(update={"events": events}), was(what, new, old))


def _with(case: Scenario, delegation: Delegation, issue: Issue, option: Option) -> Mandate:
    mandate = full_mandate(case, delegation, issue)
    if mandate.acceptable is not None:
        return mandate.model_copy(update={"acceptable": (*mandate.acceptable, option.key)})
    low, high = red_line_ends(delegation, mandate, defaults_of(case))
    line = (min(low, option.position), max(high, option.position))
    return mandate.model_copy(update={"red_line": line})


def _later(event: Event, delegation: str, issue: str, place: float) -> Event:
    """Return instructions of the case that come later: a red line that they give holds the wording too."""
    if event.delegation != delegation or event.issue not in (None, issue) or event.red_line is None:
        return event
    low, high = event.red_line
    return event.model_copy(update={"red_line": (min(low, place), max(high, place))})


def _read(text: str, case: Scenario) -> tuple[Delegation, Issue, Option]:
    found = _PARTS.fullmatch(text)
    if found is None:
        valid = said("valid.such_as", form=_FORM, example=_EXAMPLE)
        raise LeverError(said("problem.lever.value", value=shown(text), valid=valid))
    key, issue_key, option_key = (part.strip() for part in found.groups())
    delegations = {one.key: one for one in case.delegations}
    issues = {one.key: one for one in case.issues}
    if key not in delegations:
        raise no_such("delegation", key, delegations)
    if issue_key not in issues:
        raise no_such("issue", issue_key, issues)
    options = {one.key: one for one in issues[issue_key].options}
    if option_key not in options:
        raise no_such("option", option_key, options)
    return delegations[key], issues[issue_key], options[option_key]


ACCEPTS_LEVERS: Final = (_accepts,)
