"""Reads what a host chooses on the command line: minutes of a phase, hours or days of homework."""

from collections.abc import Callable, Sequence
from typing import Final

import typer

from simulation.words import listed, say

__all__ = ["hours", "minutes", "phases", "span", "spans"]

_HOMEWORK: Final = 24 * 60.0
"""Minutes of a phase of homework that nothing is said of."""
_UNITS: Final = {"h": 60.0, "d": 24 * 60.0}


def span(text: str, read: Callable[[str], float], such_as: str) -> tuple[str, float]:
    """Return a phase and its minutes; without a phase, of all.

    Raises:
        typer.BadParameter: if it is neither.
    """
    from simulation.classroom import TIMED

    phase, equals, value = text.rpartition("=")
    phase = phase.strip()
    if equals and phase not in TIMED:
        raise typer.BadParameter(
            say("usage.no_phase", given=repr(text), valid=listed(TIMED), example=such_as)
        )
    try:
        found = read(value.strip().lower())
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise typer.BadParameter(say("usage.no_time", given=repr(text), example=such_as))
    return phase, found


def minutes(text: str) -> str:
    """Return minutes as they were written, if they are such."""
    span(text, float, "10")
    return text


def phases(incomplete: str) -> list[str]:
    """Return the phases that begin so, for completion by the shell."""
    from simulation.classroom import TIMED

    return [f"{phase}=" for phase in TIMED if phase.startswith(incomplete)]


def hours(text: str) -> str:
    """Likewise hours, or days."""
    span(text, _of_homework, "48h")
    return text


def _of_homework(text: str) -> float:
    number, unit = (text[:-1], text[-1:]) if text[-1:] in _UNITS else (text, "h")
    return float(number) * _UNITS[unit]


def spans(in_class: Sequence[str], homework: Sequence[str]) -> dict[str, float]:
    """Return minutes by phase, as the plan of a class takes them; of several for one phase the last counts."""
    from simulation.classroom import TIMED

    read = [span(text, float, "10") for text in in_class]
    read += [span(text, _of_homework, "48h") for text in homework]
    named = {phase: value for phase, value in read if phase}
    usual = [value for phase, value in read if not phase] or ([_HOMEWORK] if homework else [])
    return {**dict.fromkeys(TIMED if usual else (), usual[-1] if usual else 0.0), **named}
