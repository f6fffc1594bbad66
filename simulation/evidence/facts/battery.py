"""The battery: all facts and all controls, in the order of their numbers."""

from collections.abc import Sequence
from typing import Final

from simulation.errors import UnknownComponentError
from simulation.evidence.facts import bargaining, clock, decision_rules, linkage, seats, wording
from simulation.evidence.facts.fact import Fact

__all__ = ["FACTS", "find_facts"]

FACTS: Final[tuple[Fact, ...]] = tuple(
    sorted(
        (
            *bargaining.FACTS,
            *clock.FACTS,
            *decision_rules.FACTS,
            *linkage.FACTS,
            *seats.FACTS,
            *wording.FACTS,
        ),
        key=lambda fact: fact.number,
    )
)


def find_facts(keys: Sequence[str] | None) -> tuple[Fact, ...]:
    """Return the facts with these keys (`F9`, `f9` or `9`), in the order of the battery; None: all.

    Raises:
        UnknownComponentError: if there is no such fact.
    """
    if keys is None:
        return FACTS
    wanted = {f"F{key.upper().removeprefix('F').lstrip('0')}": key for key in keys}
    known = {fact.key for fact in FACTS}
    for key, written in wanted.items():
        if key not in known:
            raise UnknownComponentError(kind="fact", key=written, valid=known)
    return tuple(fact for fact in FACTS if fact.key in wanted)
