"""What an author lets move between the instances of a training case: seats, clauses, and what holds in all of them."""

from typing import Annotated

from pydantic import Field

from simulation.scenario.model_base import CasePart, Key, Prose

__all__ = ["Instances"]


class Instances(CasePart):
    """How other instances of a case are drawn: the same conflict between other seats, on other clauses.

    What a clause means to the room (what holds without a text, who needs what, who cannot sign what) is its profile. It
    moves to a clause of like shape with all its numbers, so that an instance is as hard as the case.
    """

    seats: Annotated[tuple[Annotated[tuple[Key, ...], Field(min_length=1)], ...], Field(min_length=1)]
    """Groups of delegations that exchange what they want. A group of one keeps its own, on the clauses to which that
    moves; a delegation in no group keeps what it wants where it is, and its words."""
    clauses: tuple[Annotated[tuple[Key, ...], Field(min_length=2)], ...]
    """Groups of issues that exchange their profiles. They have as many wordings of text or agreed language each."""
    goes_to: Annotated[dict[Key, tuple[Key, ...]], Field(default_factory=dict)]
    """By issue, to which its profile may move; none means to all of its group."""
    background: Prose
    """How the text came to where it is, as far as it is so in every instance; for everybody."""
    calls: Annotated[dict[Key, Prose], Field(default_factory=dict)]
    """By delegation of a group, whom its instructions say to call; none means its own office at home."""
