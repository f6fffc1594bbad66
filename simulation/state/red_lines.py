"""The red line of a mandate: as the case gives it, else as wide as the protocol assumes where a case is silent."""

from dataclasses import dataclass

from simulation.arrays import ATOL
from simulation.scenario.schema import Delegation, Mandate, Number
from simulation.state.instructions import centre, salience_on

__all__ = ["Defaults", "red_line", "red_line_ends"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """Values that the protocol uses where a case gives none."""

    red_line_base: float = 2.0
    red_line_slope: float = 0.0
    """Half-width of the red-line interval: base minus slope times the salience as given in the case, 0..1."""
    failure_cost: float = 0.1

    @property
    def assume_red_lines(self) -> bool:
        """Whether a delegation without a red line is given one that can rule anything out, however much it cares."""
        return self.half_width(1.0) < 1.0 - ATOL

    def half_width(self, salience: float) -> float:
        """Return the half-width of a red line that no case gives."""
        return max(self.red_line_base - self.red_line_slope * salience, 0.0)


def red_line(delegation: Delegation, mandate: Mandate, defaults: Defaults) -> Number | tuple[float, float]:
    """Return the half-width or the interval that a case gives, else the half-width that follows from the salience.

    The salience is taken as given, at its most likely value.
    """
    if mandate.red_line is not None:
        return mandate.red_line
    return defaults.half_width(centre(salience_on(delegation, mandate)))


def red_line_ends(delegation: Delegation, mandate: Mandate, defaults: Defaults) -> tuple[float, float]:
    """Return both ends of the range that a delegation may accept, at the most likely values, within 0..1.

    >>> delegation = Delegation(key="ALB", name="Alba", kind="government", capability=0.5)
    >>> red_line_ends(delegation, Mandate(position=0.25, salience=1.0), Defaults(red_line_base=0.35))
    (0.0, 0.6)
    """
    line = red_line(delegation, mandate, defaults)
    if isinstance(line, tuple):
        return line
    place, half = centre(mandate.position), centre(line)
    return max(place - half, 0.0), min(place + half, 1.0)
