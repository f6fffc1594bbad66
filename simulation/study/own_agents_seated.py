"""Seats agents of the user's own in the variants of a study. It loads Mesa, so it is loaded where they play alone."""

import pickle
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

from simulation.abm.casting import Holders, cast, problems_in, told
from simulation.abm.seating import Seat
from simulation.errors import StudyError
from simulation.study.study import Study, Variant
from simulation.words import Said, said, say

__all__ = ["check_travel", "held", "with_and_without"]


def held(variants: Sequence[Variant], holders: Holders) -> tuple[Variant, ...]:
    """Return variants, the base first, with these agents in their seats in every one.

    Raises:
        StudyError: if an agent is none, or cannot hold its seat in some variant; lists all that is wrong.
    """
    base, *others = variants
    seats = cast(base.scenario, holders)
    wrong = [f"{v.key}: {problem}" for v in others for problem in problems_in(v.scenario, seats)]
    if wrong:
        raise StudyError("\n".join(wrong))
    words = said("study.held", words=base.words, held=_told(base, seats))
    return (
        replace(base, holders=seats, words=words),
        *(replace(variant, holders=seats) for variant in others),
    )


def with_and_without(base: Variant, holders: Holders) -> tuple[Variant, ...]:
    """Return the case as it stands, and as a variant the same with these agents in their seats.

    Raises:
        StudyError: if an agent is none, or cannot hold its seat; lists all that is wrong.
    """
    seats = cast(base.scenario, holders)
    key = " + ".join(f"{seat}={told(agent)['agent']}" for seat, agent in seats.items())
    return base, replace(base, key=key, words=_told(base, seats), holders=seats)


def check_travel(study: Study) -> None:
    """Refuse agents that cannot be sent to other processes.

    Raises:
        StudyError: if there are any.
    """
    for key, seat in study.holders.items():
        try:
            pickle.dumps(seat)
            if getattr(seat, "__module__", "") == "__main__" and not hasattr(
                sys.modules["__main__"], "__file__"
            ):
                raise TypeError("it was written in a notebook or a console")  # noqa: TRY301 - told as the others are
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise StudyError(
                say("study.problem.cannot_travel", key=key, agent=told(seat)["agent"], why=error)
            ) from error


def _told(variant: Variant, seats: Mapping[str, Seat]) -> Said:
    names = {item.key: item.short or item.name for item in variant.scenario.delegations}
    return Said.listed(
        said("study.holder", agent=told(seat)["agent"], seat=names[key]) for key, seat in seats.items()
    )
