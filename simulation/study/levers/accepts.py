"""The lever that lets a delegation live with one more wording, as far as its red line has to move for that."""

import re
from collections.abc import Sequence
from typing import Final

from simulation.arrays import ATOL
from simulation.protocols.registry import defaults_of
from simulation.scenario.problem_wording import shown
from simulation.scenario.schema import (
    Delegation,
    Event,
    Issue,
    Mandate,
    Normal,
    Number,
    Option,
    Scenario,
    Triangular,
    Uniform,
)
from simulation.state.red_lines import red_line, red_line_ends
from simulation.study.changes_told import was
from simulation.study.levers.instructed import full_mandate
from simulation.study.levers.lever import LeverError, Pull, Pulled, Text, lever, no_such
from simulation.study.levers.whose import change_delegations, name_of
from simulation.words import Said, said

__all__ = ["ACCEPTS_LEVERS", "distance_to", "ruled_out"]

_FORM: Final = "DELEGATION:ISSUE=OPTION"
_EXAMPLE: Final = "ALT:support=fund"
_SPREAD: Final = 3
"""Standard deviations to either side of a mean, beyond which a position is hardly ever drawn."""
_PARTS: Final = re.compile(r"([^:]*):([^=]*)=(.*)")


def distance_to(case: Scenario, delegation: Delegation, issue: Issue, option: Option) -> float:
    """Return how far the red line of a delegation is from a wording, in lengths of the axis; 0: it can live with it.

    Where the case names what a delegation accepts, the wording nearest to it is what is measured from. Of instructions
    that come later, the narrowest red line counts.
    """
    mandate = full_mandate(case, delegation, issue)
    if mandate.acceptable is not None:
        held = [one.position for one in issue.options if one.key in mandate.acceptable]
        ways = [abs(option.position - place) for place in held]
        return 0.0 if option.key in mandate.acceptable else min(ways, default=1.0)
    lines = [red_line_ends(delegation, mandate, defaults_of(case))]
    lines += [
        one.red_line for one in case.events if _concerns(one, delegation.key, issue.key) and one.red_line
    ]
    place = option.position
    beyond = max(max(low - place, place - high) for low, high in lines)
    return beyond if beyond > ATOL else 0.0


def ruled_out(case: Scenario, delegation: str, issue: str) -> tuple[Option, ...]:
    """Return the wordings of an issue that a delegation cannot live with, by their keys in the case."""
    who = next(one for one in case.delegations if one.key == delegation)
    where = next(one for one in case.issues if one.key == issue)
    return tuple(option for option in where.options if distance_to(case, who, where, option) > 0)


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
    events: list[Event] = []
    for event in case.events:
        events += [event, *_widened(event, delegation.key, issue.key, option.position)]
    return Pulled(changed.model_copy(update={"events": tuple(events)}), was(what, new, old))


def _with(case: Scenario, delegation: Delegation, issue: Issue, option: Option) -> Mandate:
    mandate = full_mandate(case, delegation, issue)
    if mandate.acceptable is not None:
        return mandate.model_copy(update={"acceptable": (*mandate.acceptable, option.key)})
    places = [mandate.position, *_positions(case, delegation, issue)]
    low, high = _widest(case, delegation, mandate, places)
    line = (min(low, option.position), max(high, option.position))
    return mandate.model_copy(update={"red_line": line})


def _positions(case: Scenario, delegation: Delegation, issue: Issue) -> list[Number]:
    return [
        one.position
        for one in case.events
        if _concerns(one, delegation.key, issue.key) and one.position is not None
    ]


def _widest(
    case: Scenario, delegation: Delegation, mandate: Mandate, places: Sequence[Number]
) -> tuple[float, float]:
    """Return the ends of a red line that takes nothing away, wherever its position is drawn or moves to later."""
    line = red_line(delegation, mandate, defaults_of(case))
    if isinstance(line, tuple):
        return line
    half = _range(line)[1]
    ranges = [_range(place) for place in places]
    return max(min(low for low, _ in ranges) - half, 0.0), min(max(high for _, high in ranges) + half, 1.0)


def _range(number: Number) -> tuple[float, float]:
    """Return between what an uncertain number lies; a normal one within three standard deviations."""
    match number:
        case Normal(mean=mean, sd=sd):
            return mean - _SPREAD * sd, mean + _SPREAD * sd
        case Uniform(low=low, high=high) | Triangular(low=low, high=high):
            return low, high
        case _:
            return float(number), float(number)


def _concerns(event: Event, delegation: str, issue: str) -> bool:
    return event.delegation == delegation and event.issue in (None, issue)


def _widened(event: Event, delegation: str, issue: str, place: float) -> list[Event]:
    """Return what follows instructions that would rule the wording out: the same on this issue, wide enough for it."""
    if not _concerns(event, delegation, issue) or event.red_line is None:
        return []
    low, high = event.red_line
    line = (min(low, place), max(high, place))
    return [] if line == event.red_line else [event.model_copy(update={"issue": issue, "red_line": line})]


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
