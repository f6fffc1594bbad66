"""What a file of disputes holds: frozen models, one dispute for each text, with who stood where."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from simulation.scenario.model_base import CasePart, Key, Line, OptionKind, Prose, Share
from simulation.scenario.schema import DelegationKind

__all__ = [
    "ISSUE_ITSELF",
    "NO_AGREEMENT",
    "Dispute",
    "DisputeDelegation",
    "DisputeFile",
    "DisputeIssue",
    "DisputeOption",
]

NO_AGREEMENT: Literal["no_agreement"] = "no_agreement"
"""The outcome that there is no text on the issue."""
ISSUE_ITSELF = "_"
"""Stands for nobody in particular where a source is about the issue as a whole."""


class DisputeOption(CasePart):
    """One wording, at its place on the scale of the issue."""

    value: Share
    text: Line
    kind: OptionKind = "text"


class DisputeIssue(CasePart):
    """A question that was disputed, with the wordings among which it could end."""

    id: Key
    title: Line
    scale: Line = ""
    """What 1 and 0 mean."""
    options: Annotated[tuple[DisputeOption, ...], Field(min_length=2, max_length=12)]
    status_quo: Share | None = None
    """What holds without an agreement; None: not said."""
    draft: Share | None = None
    """The option of the first draft, by its value; None: not said."""


class DisputeDelegation(CasePart):
    """What is said of somebody beyond where it stood."""

    kind: DelegationKind | None = None
    decides: bool | None = None
    """None: by its kind and the rule."""
    blocs: tuple[Key, ...] = ()
    """Groups to which it belongs; one that has positions gives its line to those who belong to it and has no seat."""


class Dispute(CasePart):
    """One text that was argued over."""

    id: Key
    title: Line
    date: Line = ""
    forum: Line = ""
    rule: Line
    """How it was decided, in words."""
    preset: Key | None = None
    """The forum preset to play it under; None: by the words of the rule."""
    split: Line = ""
    """Whether it may be looked at when a model is tuned; moves nothing."""
    issues: Annotated[tuple[DisputeIssue, ...], Field(min_length=1, max_length=60)]
    delegations: Annotated[dict[Key, DisputeDelegation], Field(default_factory=dict)]
    positions: dict[Key, dict[Key, Share]]
    """By issue, then by delegation; an issue on which nobody's position is known may be missing."""
    documented: Annotated[dict[Key, dict[str, Line]], Field(default_factory=dict)]
    """By issue, then by delegation: the source of a position. All others are judgement."""
    outcome: dict[Key, Share | Literal["no_agreement"] | None] | None = None
    """By issue; what is missing or null is not known."""
    outcome_note: Prose = ""
    confidence: Line = ""
    adopted_by: Line = ""

    @property
    def outcomes(self) -> Mapping[str, float | str]:
        """What is known of how it ended, by issue."""
        return {issue: ended for issue, ended in (self.outcome or {}).items() if ended is not None}


class DisputeFile(CasePart):
    """Disputes, in the order in which they are told."""

    note: Prose = ""
    disputes: Annotated[tuple[Dispute, ...], Field(min_length=1, max_length=200)]
