"""What an assembly is made of: members at their places, texts, signatures, and the stages a text has to pass."""

from typing import Annotated, Literal

from pydantic import Field

from simulation.scenario.model_base import CasePart, Key, Line, Prose
from simulation.scenario.schema import Basis, Confidence

__all__ = [
    "Assembly",
    "Axis",
    "Committee",
    "Hurdle",
    "Member",
    "Signed",
    "Sponsorship",
    "Stage",
    "TabledText",
    "Weights",
]

Place = Annotated[float, Field(ge=-1, le=1)]
Weight = Annotated[float, Field(ge=-20, le=20)]


class Axis(CasePart):
    """One dimension of what is at issue; places on it go from -1 to 1."""

    key: Key
    name: Line
    low: Line = "low"
    """What the end at -1 is called."""
    high: Line = "high"


class Committee(CasePart):
    """Where texts are dealt with first."""

    key: Key
    name: Line
    tabled: Annotated[int, Field(ge=0, le=1000)] = 0
    """Texts for it whose sponsors have yet to be found, beside those of the table."""


class Member(CasePart):
    """One vote in the assembly, at a place instead of instructions: without red lines."""

    key: Key
    name: Line
    bloc: Line | None = None
    """List or group; those who write it alike belong together."""
    committee: Key | None = None
    place: dict[Key, Place]
    """On every axis."""
    source: Line | None = None
    basis: Basis | None = None
    confidence: Confidence | None = None


class TabledText(CasePart):
    """A text that has its sponsors already."""

    key: Key
    name: Line | None = None
    committee: Key
    date: Line | None = None
    """Such as 2022-01-15; it moves nothing."""
    sponsors: tuple[Key, ...] = ()
    place: Annotated[dict[Key, Place], Field(default_factory=dict)]
    """By axis; one that is missing is the mean of its sponsors."""
    spread: Annotated[float, Field(ge=0, le=2)] | None = None
    """How far its sponsors span on the first axis. None: their standard deviation."""


class Signed(CasePart):
    """Something that members signed together before."""

    key: Key
    date: Line | None = None
    """Such as 2022-01-15; it moves nothing."""
    committee: Key | None = None
    signers: Annotated[tuple[Key, ...], Field(min_length=1)]


class Weights(CasePart):
    """What draws members to those who signed before them. Every one left out is taken from what was fitted."""

    distance: Annotated[dict[Key, Annotated[float, Field(ge=0, le=50)]], Field(default_factory=dict)]
    """By axis, what one unit apart takes away."""
    bloc: Weight | None = None
    """Of the share of the signers in the same bloc."""
    committee: Weight | None = None
    """Of the share of the signers in the same committee."""
    topic: Weight | None = None
    """Of sitting in the committee that the text is for."""
    signed: Weight | None = None
    """Of the mean of log(1 + texts signed together before)."""


class Sponsorship(CasePart):
    """How coalitions are founded: signature by signature, until a text may be tabled."""

    least: Annotated[int, Field(ge=1, le=1000)]
    """Signatures that a text needs to be tabled."""
    most: Annotated[int, Field(ge=1, le=1000)]
    """Signatures that it may have."""
    weights: Annotated[Weights, Field(default_factory=lambda: Weights(distance={}))]


class Stage(CasePart):
    """A vote that a text has to survive."""

    key: Key
    name: Line
    voters: Literal["committee", "all"]
    """The members of the committee of the text, or all."""
    share: Annotated[float, Field(gt=0, le=1)]
    """Of all of them, whoever votes: 0.5 means more than half. 0.6667 of 154 are 103."""
    counted_from: Literal["low", "high", "middle"] = "middle"
    """At which end of the first axis majorities begin; the member who completes the share decides. middle: the
    median decides, where majorities come from either side."""


class Hurdle(CasePart):
    """How hard stages are. Every number left out is taken from what was fitted."""

    ease: Weight | None = None
    """Log-odds of a text that has nothing against it."""
    gap: Annotated[float, Field(ge=0, le=50)] | None = None
    """What one unit takes away between the text and who decides, beyond what its sponsors span."""
    aside: Annotated[float, Field(ge=0, le=50)] | None = None
    """What one unit takes away on the other axis, between the text and the middle of the voters."""


class Assembly(CasePart):
    """A case of an assembly: everything that, with a seed, fixes who signs what and which text survives."""

    assembly: Literal[1]
    key: Key
    title: Line
    summary: Prose
    nature: Literal["real", "illustrative"]
    """Whether the members are real ones, with sources, or invented."""
    as_of: Line | None = None
    sources: Annotated[dict[Key, Prose], Field(default_factory=dict)]
    notes: Prose = ""
    axes: Annotated[tuple[Axis, ...], Field(min_length=1, max_length=2)]
    """Majorities are counted on the first."""
    committees: Annotated[tuple[Committee, ...], Field(min_length=1, max_length=60)]
    members: Annotated[tuple[Member, ...], Field(min_length=3, max_length=1000)]
    texts: Annotated[tuple[TabledText, ...], Field(max_length=5000)] = ()
    signed: Annotated[tuple[Signed, ...], Field(max_length=5000)] = ()
    """What was signed before: members who signed together sign together again."""
    sponsorship: Sponsorship
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=4)]
    """In their order."""
    hurdle: Hurdle = Hurdle()
