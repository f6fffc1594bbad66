"""What delegations are instructed to seek, written out where a case leaves it to a bloc or to a default."""

from collections.abc import Iterator

from simulation.protocols.registry import defaults_of
from simulation.scenario.schema import Delegation, Issue, Mandate, Number, Scenario
from simulation.state.instructions import bloc_with_line, mandate_on
from simulation.state.red_lines import red_line
from simulation.study.levers.scaled_numbers import clipped

__all__ = ["full_mandate", "half_width", "instructed_issues"]


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


def half_width(case: Scenario, delegation: Delegation, mandate: Mandate) -> Number | tuple[float, float]:
    """Return the red line: half-width or interval as given, else the half-width that the protocol assumes.

    A protocol may assume lines beyond the axis, which is none at all; no case can say so, and a half-width of 1 is.
    """
    line = red_line(delegation, mandate, defaults_of(case))
    return clipped(line) if mandate.red_line is None and isinstance(line, float) else line
