"""Moves and scales numbers that may be distributions, inside their range."""

from collections.abc import Callable

from simulation.scenario.schema import Normal, Number, Triangular, Uniform
from simulation.state.instructions import centre

__all__ = ["clipped", "moved", "scaled"]

_DIGITS = 9
"""Decimals that are kept: what is nearer than that comes from arithmetic, not from anybody's judgement."""


def clipped(value: float) -> float:
    """Return a value from 0 to 1, cut to that range, without the last digits that arithmetic leaves."""
    return round(min(max(value, 0.0), 1.0), _DIGITS)


def moved(number: Number, move: Callable[[float], float]) -> Number:
    """Return a number from 0 to 1 whose most likely value has been moved; what is uncertain stays as wide.

    >>> moved(Normal(mean=0.6, sd=0.1), lambda x: x + 0.2)
    Normal(mean=0.8, sd=0.1)
    >>> moved(Uniform(low=0.5, high=0.9), lambda x: x + 0.2)
    Uniform(low=0.7, high=1.0)
    """
    middle = centre(number)
    away = clipped(move(middle)) - middle
    match number:
        case Normal(mean=mean, sd=sd):
            return Normal(mean=clipped(mean + away), sd=sd)
        case Uniform(low=low, high=high):
            return Uniform(low=clipped(low + away), high=clipped(high + away))
        case Triangular(low=low, mode=mode, high=high):
            return Triangular(low=clipped(low + away), mode=clipped(mode + away), high=clipped(high + away))
        case _:
            return clipped(middle + away)


def scaled(number: Number, factor: float) -> Number:
    """Return a number from 0 to 1 a factor as large, its uncertainty too, cut to the range.

    >>> scaled(Triangular(low=0.2, mode=0.4, high=0.8), 1.5)
    Triangular(low=0.3, mode=0.6, high=1.0)
    """
    match number:
        case Normal(mean=mean, sd=sd):
            return Normal(mean=clipped(mean * factor), sd=round(sd * factor, _DIGITS))
        case Uniform(low=low, high=high):
            return Uniform(low=clipped(low * factor), high=clipped(high * factor))
        case Triangular(low=low, mode=mode, high=high):
            return Triangular(
                low=clipped(low * factor), mode=clipped(mode * factor), high=clipped(high * factor)
            )
        case _:
            return clipped(number * factor)
