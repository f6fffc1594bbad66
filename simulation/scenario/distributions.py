"""What a number of a case may be: known, or known up to a spread."""

from typing import Annotated

from pydantic import Field

from simulation.scenario.model_base import CasePart

__all__ = ["Normal", "Number", "Triangular", "Uniform"]


class Normal(CasePart):
    """A number known up to a spread: normal, cut to the range of its field."""

    mean: float
    sd: Annotated[float, Field(ge=0)]


class Uniform(CasePart):
    """A number known to lie between two others."""

    low: float
    high: float


class Triangular(CasePart):
    """A number with a most likely value between two ends."""

    low: float
    mode: float
    high: float


type Number = float | Normal | Triangular | Uniform
