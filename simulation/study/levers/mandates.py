"""Levers on what else delegations are sent with: saliences, room for manoeuvre, the worth of no document."""

from typing import Final

import numpy as np

from simulation.protocols.registry import defaults_of
from simulation.scenario.schema import Delegation, Scenario
from simulation.state.instructions import centre, salience_on
from simulation.study.changes_told import by_factor, in_words, span, was
from simulation.study.levers.instructed import full_mandate, half_width, instructed_issues
from simulation.study.levers.lever import LeverError, Number, Pull, Pulled, lever
from simulation.study.levers.scaled_numbers import moved, scaled
from simulation.study.levers.whose import change_delegations, group_of, of_whom
from simulation.words import Said

__all__ = ["MANDATE_LEVERS"]

_MOST: Final = 10.0
_NONE: Final = 1e-9
"""Below this, a spread comes from arithmetic."""


@lever("delegations", Number(0, _MOST, kind="factor"), example="salience_spread=2", aim="some")
def _salience_spread(pull: Pull[float]) -> Pulled:
    case, factor = pull.case, pull.value
    group = group_of(case, pull.whose)
    new = case
    if _spread(case, group) < _NONE:
        raise LeverError(Said("problem.lever.no_spread"))
    if factor != 1.0:
        new = change_delegations(case, group, lambda one: _spread_out(case, one, factor))
    what = of_whom(Said("lever.salience_spread"), case, pull.whose)
    return Pulled(new, by_factor(what, factor, "from_own_mean", _spread(new, group), _spread(case, group)))


def _spread_out(case: Scenario, delegation: Delegation, factor: float) -> Delegation:
    """Return a delegation with other saliences; a red line that follows from the old ones is written down first."""
    mandates = {
        issue.key: full_mandate(case, delegation, issue) for issue in instructed_issues(case, delegation)
    }
    if not mandates:
        return delegation
    old = {key: salience_on(delegation, one) for key, one in mandates.items()}
    mean = float(np.mean([centre(number) for number in old.values()]))
    assumes = defaults_of(case).assume_red_lines
    changed = dict(delegation.mandate)
    for key, one in mandates.items():
        salience = moved(old[key], lambda place: mean + factor * (place - mean))
        if salience != old[key]:
            line = half_width(case, delegation, one) if assumes else one.red_line
            changed[key] = one.model_copy(update={"salience": salience, "red_line": line})
    return delegation.model_copy(update={"mandate": changed})


def _spread(case: Scenario, group: frozenset[str]) -> float:
    away: list[float] = []
    for delegation in case.delegations:
        if delegation.key in group:
            found = [
                centre(salience_on(delegation, full_mandate(case, delegation, issue)))
                for issue in instructed_issues(case, delegation)
            ]
            away += [abs(salience - float(np.mean(found))) for salience in found]
    return float(np.mean(away)) if away else 0.0


@lever("delegations", Number(0, _MOST, kind="factor"), example="flexibility=0.5", aim="some")
def _flexibility(pull: Pull[float]) -> Pulled:
    case, factor = pull.case, pull.value
    group = group_of(case, pull.whose)
    new = case if factor == 1.0 else change_delegations(case, group, lambda one: _loosened(one, factor))
    what = of_whom(Said("lever.flexibility"), case, pull.whose)
    return Pulled(
        new, by_factor(what, factor, "mean", _mean_flexibility(new, group), _mean_flexibility(case, group))
    )


def _loosened(delegation: Delegation, factor: float) -> Delegation:
    mandate = {
        key: one
        if one.flexibility is None
        else one.model_copy(update={"flexibility": scaled(one.flexibility, factor)})
        for key, one in delegation.mandate.items()
    }
    general = scaled(delegation.flexibility, factor)
    return delegation.model_copy(update={"mandate": mandate, "flexibility": general})


def _mean_flexibility(case: Scenario, group: frozenset[str]) -> float:
    found = [
        centre(delegation.flexibility if one.flexibility is None else one.flexibility)
        for delegation in case.delegations
        if delegation.key in group
        for one in (full_mandate(case, delegation, issue) for issue in case.issues)
    ]
    return float(np.mean(found))


@lever("delegations", Number(-1, 1), example="no_deal=-0.3", aim="some")
def _no_deal(pull: Pull[float]) -> Pulled:
    case, group = pull.case, group_of(pull.case, pull.whose)
    assumed = -defaults_of(case).failure_cost
    old = {
        one.key: assumed if one.reservation is None else one.reservation
        for one in case.delegations
        if one.key in group
    }
    other = {key for key, value in old.items() if value != pull.value}
    new = change_delegations(case, other, lambda one: one.model_copy(update={"reservation": pull.value}))
    told = set(map(in_words, old.values()))
    places = [centre(value) for value in old.values()]
    before = told.pop() if len(told) == 1 else span(min(places), max(places))
    what = of_whom(Said("lever.no_deal"), case, pull.whose, "to")
    return Pulled(new, was(what, in_words(pull.value), before))


MANDATE_LEVERS: Final = (_salience_spread, _flexibility, _no_deal)
