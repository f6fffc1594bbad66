"""Checks what a call in a notebook is given, before anything is played: the kinds of its arguments, in words."""

import os
from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Final

import numpy as np

from simulation.errors import StudyError
from simulation.scenario import Scenario
from simulation.stats import LEVEL
from simulation.words import say

__all__ = ["check_arguments", "texts_of"]

_LONG: Final = 60
"""Characters of what was given that a message shows."""


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
) -> None:
    """Refuse what is no case, no number of plays, no number of processes, no level, no levers or no values.

    Args:
        case: The case of the call.
        n: How often it is played.
        workers: How many processes play.
        level: Of the intervals.
        least: The fewest plays.
        levers: A text, values by name, or a list of these.
        overrides: Values by path, or None.

    Raises:
        StudyError: If there is anything of the kind; its text lists all that is wrong.
    """
    told = list[str]()
    if not isinstance(case, Scenario | str | os.PathLike):
        told.append(say("notebook.argument.case", given=_shown(case)))
    if not _is_whole(n, least):
        told.append(say("notebook.argument.whole", name="n", given=_shown(n), least=least, example=40))
    if workers is not None and not _is_whole(workers, 1):
        told.append(say("notebook.argument.workers", given=_shown(workers)))
    if isinstance(level, bool) or not isinstance(level, Real) or not _LEVELS[0] <= float(level) <= _LEVELS[1]:
        low, high = _LEVELS
        told.append(say("notebook.argument.level", given=_shown(level), low=low, high=high))
    for name, given, fits in (("levers", levers, _are_levers), ("overrides", overrides, _are_values)):
        if given is not None and not fits(given):
            example = {"sessions": 3}
            told.append(say("notebook.argument.values", name=name, given=_shown(given), example=example))
    if told:
        raise StudyError("\n".join(told))


def texts_of(name: str, given: object) -> tuple[str, ...]:
    """Return an argument that is some texts; a text alone is one, and not its letters.

    >>> texts_of("outcomes", "adopted")
    ('adopted',)

    Raises:
        StudyError: If it is none.
    """
    found = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [None]
    if not all(isinstance(text, str) for text in found):
        raise StudyError(say("notebook.argument.texts", name=name, given=_shown(given)))
    return tuple(str(text) for text in found)


def _is_whole(given: object, least: int) -> bool:
    if isinstance(given, bool) or not isinstance(given, int | np.integer):
        return False
    return int(given) >= least


def _are_values(given: object) -> bool:
    return isinstance(given, Mapping) and all(isinstance(name, str) for name in given)


def _are_levers(given: object) -> bool:
    several = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    return all(isinstance(one, str) or _are_values(one) for one in several)


def _shown(given: object) -> str:
    text = repr(given)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
