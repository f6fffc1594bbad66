"""Checks what a call in a notebook is given, before anything is played: the kinds of its arguments, in words."""

from numbers import Real
from typing import Final

import numpy as np

from simulation.errors import StudyError
from simulation.scenario import Scenario
from simulation.stats import LEVEL
from simulation.words import MOST_PLAYS, are_levers, are_values, as_given, is_path, is_whole, say

__all__ = ["check_arguments"]

_LEVELS: Final = (0.5, 0.999)
"""Of intervals, from the least to the largest, as on the command line."""


def check_arguments(
    case: object,
    *,
    n: object,
    workers: object,
    level: object = LEVEL,
    least: int = 1,
    levers: object = None,
    overrides: object = None,
    codings: object = False,
    progress: object = True,
) -> None:
    """Refuse what is no case, number of plays or of processes, no level, no levers, no values, and no True or False.

    Args:
        case: The case of the call.
        n: How often it is played.
        workers: How many processes play.
        level: Of the intervals.
        least: The fewest plays.
        levers: A text, values by name, or a list of these.
        overrides: Values by path, or None.
        codings: Whether codings are drawn.
        progress: Whether it is shown how far it is.

    Raises:
        StudyError: If there is anything of the kind; its text lists all that is wrong.
    """
    told = list[str]()
    if not isinstance(case, Scenario) and not is_path(case):
        told.append(say("notebook.argument.case", given=as_given(case)))
    if not is_whole(n, least):
        told.append(
            say(
                "notebook.argument.whole",
                name="n",
                given=as_given(n),
                least=least,
                most=MOST_PLAYS,
                example=40,
            )
        )
    if workers is not None and not is_whole(workers, 1):
        told.append(say("notebook.argument.workers", given=as_given(workers)))
    if isinstance(level, bool) or not isinstance(level, Real) or not _LEVELS[0] <= float(level) <= _LEVELS[1]:
        low, high = _LEVELS
        told.append(say("notebook.argument.level", given=as_given(level), low=low, high=high))
    for name, given, fits in (("levers", levers, are_levers), ("overrides", overrides, are_values)):
        if given is not None and not fits(given):
            example = {"sessions": 3}
            told.append(say("notebook.argument.values", name=name, given=as_given(given), example=example))
    told += [
        say("notebook.argument.flag", name=name, given=as_given(given))
        for name, given in (("codings", codings), ("progress", progress))
        if not isinstance(given, bool | np.bool_)
    ]
    if told:
        raise StudyError("\n".join(told))
