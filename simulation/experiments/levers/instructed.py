"""What delegations are instructed to seek, written out where a case leaves it to a bloc or to a default."""

import json
from collections.abc import Iterator
from functools import lru_cache

from simulation.protocols.registry import PROTOCOLS
from simulation.scenario.schema import Delegation, Issue, Mandate, Number, Scenario
from simulation.state.compile import Defaults
from simulation.state.instructions import bloc_with_line, centre, mandate_on

__all__ = ["defaults_of", "full_mandate", "half_width", "instructed_issues", "salience_on"]


def defaults_of(case: Scenario) -> Defaults:
    """Return what the protocol says where the case is silent."""
    return _defaults(case.protocol.key, json.dumps(case.protocol.model_extra or {}, sort_keys=True))


@lru_cache(maxsize=64)
def _defaults(key: str, parameters: str) -> Defaults:
    return PROTOCOLS.create(key, json.loads(parameters)).defaults


def instructed_issues(case: Scenario, delegation: Delegation) -> Iterator[Issue]:
    """Yield the issues on which a delegation has instructions of its own or of a bloc."""
    for issue in case.issues:
        if issue.key in delegation.mandate or bloc_with_line(case, delegation, issue) is not None:
            yield issue


def full_mandate(case: Scenario, delegation: Delegation, issue: Issue) -> Mandate:
    """Return the instructions on an issue as ones of its own, with the evidence that real cases ask for."""
    own = delegation.mandate.get(issue.key)
    if own is not None:
        return own
    found = mandate_on(case, delegation, issue)
    bloc = bloc_with_line(case, delegation, issue)
    source = found.source or delegation.source or (bloc and bloc.source) or "not stated in the case"
    basis = found.basis or delegation.basis or "judgement"
    return found.model_copy(update={"source": source, "basis": basis})


def salience_on(delegation: Delegation, mandate: Mandate) -> Number:
    """Return how much an issue matters: by the mandate, else to the delegation in general."""
    return delegation.salience if mandate.salience is None else mandate.salience


def half_width(case: Scenario, delegation: Delegation, mandate: Mandate) -> Number | tuple[float, float]:
    """Return the red line: half-width or interval as given, else the half-width that the protocol assumes."""
    if mandate.red_line is not None:
        return mandate.red_line
    return round(defaults_of(case).half_width(centre(salience_on(delegation, mandate))), 9)
