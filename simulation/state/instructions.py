"""What a delegation is instructed to seek: its own mandate, else the line of a bloc, else nothing."""

from simulation.scenario.forums import Forum
from simulation.scenario.schema import (
    Bloc,
    Delegation,
    Issue,
    Mandate,
    Normal,
    Number,
    Scenario,
    Triangular,
    Uniform,
)

__all__ = ["bloc_with_line", "centre", "has_say", "mandate_on", "salience_on", "status_quo"]


def has_say(forum: Forum, delegation: Delegation) -> bool:
    """Return whether a delegation can change something; one that cannot only watches."""
    rights = forum.rights_of(delegation)
    return rights.object or rights.vote or rights.propose or rights.persuade


def bloc_with_line(scenario: Scenario, delegation: Delegation, issue: Issue) -> Bloc | None:
    """Return the first bloc of a delegation that has a line on an issue."""
    for bloc in scenario.blocs:
        if (bloc.key in delegation.blocs or delegation.key in bloc.members) and issue.key in bloc.line:
            return bloc
    return None


def mandate_on(scenario: Scenario, delegation: Delegation, issue: Issue) -> Mandate:
    """Return the instructions on an issue: its own, else its bloc's line, else none (no interest)."""
    own = delegation.mandate.get(issue.key)
    if own is not None:
        return own
    bloc = bloc_with_line(scenario, delegation, issue)
    if bloc is None:
        return Mandate(position=status_quo(issue), salience=0.0)
    line = bloc.line[issue.key]
    return Mandate(
        position=line.position,
        salience=line.salience,
        source=line.source,
        basis=line.basis,
        confidence=line.confidence,
    )


def salience_on(delegation: Delegation, mandate: Mandate) -> Number:
    """Return the salience of an issue: that of the mandate, else that of the delegation."""
    return delegation.salience if mandate.salience is None else mandate.salience


def status_quo(issue: Issue) -> float:
    """Return the place of the status quo of an issue on the axis."""
    if isinstance(issue.status_quo, str):
        return next(option.position for option in issue.options if option.key == issue.status_quo)
    return issue.status_quo


def centre(number: Number) -> float:
    """Return the most likely value of a number that may be uncertain."""
    match number:
        case Normal(mean=mean):
            return mean
        case Uniform(low=low, high=high):
            return (low + high) / 2
        case Triangular(mode=mode):
            return mode
        case _:
            return float(number)
