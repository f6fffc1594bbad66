"""Which numbers of the table that a case was made from are 0 and 1 of its issues."""

from typing import Final

from simulation.scenario.schema import Scenario
from simulation.words import Said, said, say

__all__ = ["scales_told"]

_NAMED: Final = 3


def scales_told(case: Scenario) -> str:
    """Return which numbers of its table 0 and 1 are; nothing if a case comes from none, or all go from 0 to 1.

    >>> from simulation.scenario.load import load_scenario
    >>> scales = "{positions: {pace: [10, 90], support: [10, 90]}}"
    >>> scales_told(load_scenario("first_hour", overrides={"scales": scales}))
    'Positions run from 0 to 1. In the table of the case, 0 is 10 and 1 is 90 on Start and Support.'
    """
    issues: dict[tuple[float, float], list[str]] = {}
    for issue in case.issues:
        if case.scales is not None and issue.key in case.scales.positions:
            issues.setdefault(case.scales.positions[issue.key], []).append(issue.name)
    if not issues:
        return ""
    told = [
        said(
            "case.scale.of",
            low=Said.decimal(low, "g"),
            high=Said.decimal(high, "g"),
            issues=Said.names(names, _NAMED),
        )
        for (low, high), names in issues.items()
    ]
    return say("case.scale", scales=Said.names(told, _NAMED))
