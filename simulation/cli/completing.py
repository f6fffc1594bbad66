"""What a shell offers for the values of options: components, levers, and what the case on the line has."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from simulation.scenario import Scenario

__all__ = ["issues", "levers", "models", "outcomes", "protocols", "rules", "seats"]


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))


def rules(incomplete: str) -> list[str]:
    """Return the rules of decision that begin so."""
    from simulation.rules import RULES

    return _beginning(incomplete, RULES.keys())


def protocols(incomplete: str) -> list[str]:
    """Return the protocols that begin so."""
    from simulation.protocols import PROTOCOLS

    return _beginning(incomplete, PROTOCOLS.keys())


def models(incomplete: str) -> list[str]:
    """Return the published models that begin so."""
    from simulation.forecast import shown_for

    return _beginning(incomplete, (model.key for model in shown_for(())))


def levers(incomplete: str) -> list[str]:
    """Return the levers that begin so, each up to where its value goes."""
    from simulation.study.levers import LEVERS

    starts = (lever.key + {"whose": "."}.get(lever.aim, "=") for lever in LEVERS.values())
    return _beginning(incomplete, starts)


def _of_the_case(names: Callable[["Scenario"], Iterable[str]]) -> Callable[[typer.Context, str], list[str]]:
    """Return what completes from the case on the line; from one that cannot be read, nothing."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from simulation.errors import DelegationSimError
        from simulation.scenario import load_scenario

        named = ctx.params.get("case") or next(
            iter(ctx.args), ""
        )  # while a line is completed it lies in either
        try:
            case = load_scenario(str(named))
        except (DelegationSimError, OSError):
            return []
        return _beginning(incomplete, names(case))

    return complete


seats = _of_the_case(lambda case: (one.key for one in case.delegations))
"""Return the delegations of the case that begin so."""
issues = _of_the_case(lambda case: (one.key for one in case.issues))
"""Return its issues that begin so."""


def _outcomes(case: "Scenario") -> Iterable[str]:
    from simulation.study import measures_of, parts_of_case

    return (measure.key for measure in measures_of(parts_of_case(case)))


outcomes = _of_the_case(_outcomes)
"""Return the outcomes that a study of it has."""
