"""Levers on the first draft: who holds the pen, or where it stands."""

from collections.abc import Callable, Mapping
from typing import Final

from simulation.scenario.forums import resolve_forum
from simulation.scenario.problem_wording import shown
from simulation.scenario.schema import Issue, Scenario
from simulation.scenario.strict_yaml import scalar
from simulation.state.instructions import centre, mandate_on
from simulation.study.changes_told import in_words
from simulation.study.levers.lever import DelegationKey, LeverError, Pull, Pulled, Text, lever
from simulation.study.levers.whose import name_of
from simulation.words import Said, said

__all__ = ["TEXT_LEVERS"]


_ENDS: Final[Mapping[str, float]] = {"lowest": 0.0, "highest": 1.0}


@lever("text", DelegationKey(), example="penholder=BRA")
def _penholder(pull: Pull[str]) -> Pulled:
    holder = next(one for one in pull.case.delegations if one.key == pull.value)

    def wished(issue: Issue) -> str:
        return _nearest(issue, centre(mandate_on(pull.case, holder, issue).position))

    rights = resolve_forum(pull.case).rights_of(holder)
    by = (holder.key,) if rights.object or rights.vote else ()
    return _drafted(pull.case, wished, said("lever.draft.as", who=name_of(holder)), by)


@lever(
    "text", Text(Said("valid.draft"), ("status_quo", *_ENDS)), example="draft=status_quo", words="lever.draft"
)
def _draft(pull: Pull[str]) -> Pulled:
    if pull.value == "status_quo":
        return _drafted(pull.case, _as_it_is, Said("lever.draft.status_quo"))
    if pull.value in _ENDS:
        end = _ENDS[pull.value]
        return _drafted(pull.case, lambda issue: _nearest(issue, end), Said(f"lever.draft.{pull.value}"))
    place = scalar(pull.value)
    if isinstance(place, bool | str | None) or not 0 <= place <= 1:
        raise LeverError(said("problem.lever.value", value=shown(place), valid=Said("valid.draft")))
    point = float(place)
    near = said("lever.draft.near", place=in_words(point))
    return _drafted(pull.case, lambda issue: _nearest(issue, point), near)


def _nearest(issue: Issue, place: float) -> str:
    """Return the option nearest to a place; of two equally near ones the first in the list.

    Whoever holds the pen may write a middle way; general terms are what a group resorts to when it is stuck.
    """
    can = [option for option in issue.options if not (option.drafted and option.kind == "vague")]
    return min(can, key=lambda option: abs(option.position - place)).key


def _as_it_is(issue: Issue) -> str:
    return issue.status_quo if isinstance(issue.status_quo, str) else _nearest(issue, issue.status_quo)


def _drafted(case: Scenario, choose: Callable[[Issue], str], whose: Said, by: tuple[str, ...] = ()) -> Pulled:
    """Write the first draft anew; what it changes is tabled by these delegations and by nobody else any more."""
    issues = tuple(_tabled(issue, choose(issue), by) for issue in case.issues)
    other = sum(new.draft != old.draft for new, old in zip(issues, case.issues, strict=True))
    others = said("lever.draft.others", other=other, n=len(issues))
    words = said("lever.drafted", what=Said("lever.draft"), new=whose, old=others)
    return Pulled(case.model_copy(update={"issues": issues}), words)


def _tabled(issue: Issue, draft: str, by: tuple[str, ...]) -> Issue:
    """Return an issue with another first draft; nobody sponsors a deletion."""
    if draft == issue.draft:
        return issue
    is_struck = any(option.key == draft and option.kind == "delete" for option in issue.options)
    return issue.model_copy(update={"draft": draft, "sponsors": () if is_struck else by})


TEXT_LEVERS: Final = (_penholder, _draft)
