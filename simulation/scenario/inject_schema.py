"""What whoever leads a training may throw in: prepared in the case, or in the pack beside it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from simulation.scenario.model_base import CasePart, Key, Prose

__all__ = ["Inject"]


class Inject(CasePart):
    """Something that the facilitator may throw in."""

    session: Annotated[int, Field(ge=1)]
    """At the start of which session, counted from 1."""
    to: Key | None = None
    """The delegation that alone gets it; none: everybody."""
    what: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    """The slip, as it is read."""
    why: Prose
    """For the facilitator alone: when it helps."""
