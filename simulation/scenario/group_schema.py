"""What groups of people made of a case: the wordings that they agreed, and how each seat stood to the text."""

from typing import Annotated, Final, Literal

from pydantic import Field

from simulation.scenario.model_base import CasePart, Key, Line, is_nothing

__all__ = ["MOST_GROUPS", "STANDS", "GroupResult", "GroupResults"]

MOST_GROUPS = 40
STANDS: Final = ("signed", "objected", "dissociated", "abstained")
"""The fields of a group that hold seats."""


class GroupResult(CasePart):
    """The result of one group in a case."""

    name: Line
    text: dict[Key, Key] = Field(default_factory=dict, max_length=200)
    """The wording that was agreed, by clause or by issue; `none`, or not named: it is not in the text."""
    signed: tuple[Key, ...] = ()
    """Seats that joined the text."""
    objected: tuple[Key, ...] = ()
    """Seats that objected to it."""
    dissociated: tuple[Key, ...] = ()
    """Seats that let it pass and stepped away from it."""
    abstained: tuple[Key, ...] = ()
    """Seats that neither joined nor objected: in a vote, those that abstained."""


class GroupResults(CasePart):
    """A file of results of groups in a case."""

    outcome: Literal[1]
    case: Key
    """Key of the case that they negotiated."""
    instance: Annotated[int, Field(ge=0, exclude_if=is_nothing)] = 0
    """Which instance of it; 0: the case as its author wrote it."""
    groups: Annotated[tuple[GroupResult, ...], Field(max_length=MOST_GROUPS)] = ()
