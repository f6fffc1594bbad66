"""Levers on the first draft: who holds the pen, or where it stands."""

from collections.abc import Callable
from typing import Final

from simulation.scenario.forums import resolve_forum
from simulation.scenario.problem_wording import shown
from simulation.scenario.schema import Issue, Scenario
from simulation.scenario.strict_yaml import scalar
from simulation.state.instructions import centre, mandate_on
from simulation.study.changes_told import in_words
from simulation.study.levers.lever import DelegationKey, Lever, LeverError, Pull, Pulled, Text
from simulation.study.levers.whose import name_of
from simulation.words import say

__all__ = ["TEXT_LEVERS"]

_FORM: Final = "status_quo, lowest, highest, or a number from 0 to 1"


def _penholder(pull: Pull[str]) -> Pulled:
    holder = next(one for one in pull.case.delegations if one.key == pull.value)

    def wished(issue: Issue) -> str:
        return _nearest(issue, centre(mandate_on(pull.case, holder, issue).position))

    rights = resolve_forum(pull.case).rights_of(holder)
    by = (holder.key,) if rights.object or rights.vote else ()
    return _drafted(pull.case, wished, f"as {name_of(holder)} would write it", by)


def _draft(pull: Pull[str]) -> Pulled:
    match pull.value:
        case "status_quo":
            return _drafted(pull.case, _as_it_is, "the status quo")
        case "lowest":
            return _drafted(pull.case, lambda issue: _nearest(issue, 0.0), "the lowest options")
        case "highest":
            return _drafted(pull.case, lambda issue: _nearest(issue, 1.0), "the highest options")
    place = scalar(pull.value)
    if isinstance(place, bool | str | None) or not 0 <= place <= 1:
        raise LeverError(say("problem.lever.value", value=shown(place), valid=say("valid.draft")))
    point = float(place)
    return _drafted(
        pull.case, lambda issue: _nearest(issue, point), f"the options nearest to {in_words(point)}"
    )


def _nearest(issue: Issue, place: float) -> str:
    """Return the option nearest to a place; of two equally near ones the first in the list.

    Whoever holds the pen may write a middle way; general terms are what a group resorts to when it is stuck.
    """
    can = [option for option in issue.options if not (option.drafted and option.kind == "vague")]
    return min(can, key=lambda option: abs(option.position - place)).key


def _as_it_is(issue: Issue) -> str:
    return issue.status_quo if isinstance(issue.status_quo, str) else _nearest(issue, issue.status_quo)


def _drafted(case: Scenario, choose: Callable[[Issue], str], whose: str, by: tuple[str, ...] = ()) -> Pulled:
    """Write the first draft anew; what it changes is tabled by these delegations and by nobody else any more."""
    issues = tuple(_tabled(issue, choose(issue), by) for issue in case.issues)
    other = sum(new.draft != old.draft for new, old in zip(issues, case.issues, strict=True))
    noun = "issue" if len(issues) == 1 else "issues"
    words = f"First draft: {whose} (another option than in the case on {other} of {len(issues)} {noun})"
    return Pulled(case.model_copy(update={"issues": issues}), words)


def _tabled(issue: Issue, draft: str, by: tuple[str, ...]) -> Issue:
    """Return an issue with another first draft; nobody sponsors a deletion."""
    if draft == issue.draft:
        return issue
    is_struck = any(option.key == draft and option.kind == "delete" for option in issue.options)
    return issue.model_copy(update={"draft": draft, "sponsors": () if is_struck else by})


TEXT_LEVERS: Final = (
    Lever(
        key="penholder",
        label="Penholder",
        description=(
            "Who writes the first draft: on each issue the option nearest to that delegation's position. What it "
            "writes anew it does not agree to strike."
        ),
        group="text",
        takes=DelegationKey(),
        pull=_penholder,
        example="penholder=BRA",
    ),
    Lever(
        key="draft",
        label="First draft",
        description="Where the first draft stands: at the status quo, at an end of each axis, or near a number.",
        group="text",
        takes=Text(_FORM, ("status_quo", "lowest", "highest")),
        pull=_draft,
        example="draft=status_quo",
    ),
)
