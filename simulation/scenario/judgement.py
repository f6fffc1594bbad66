"""What whoever wrote a case marks as judgement: how it could be coded otherwise, and why."""

from typing import Annotated

from pydantic import Field

from simulation.scenario.model_base import CasePart, Key, OptionKind, Prose, Share

__all__ = ["IssueJudgement", "Judgement", "OtherCoding", "RedLineJudgement"]

Factor = Annotated[float, Field(ge=0, le=10)]
Reason = Annotated[Prose, Field(min_length=1)]


class OtherCoding(CasePart):
    """Another way to code an issue, as likely as what is written: all that is named here changes together."""

    kinds: dict[Key, OptionKind] = {}
    """Kind by option; its precision is then what that kind has by default."""
    status_quo: Key | Share | None = None
    """None: as written."""


class IssueJudgement(CasePart):
    """What of an issue is judgement."""

    issue: Key
    reason: Reason
    """Why it could be coded otherwise, with the sources that leave it open."""
    others: Annotated[tuple[OtherCoding, ...], Field(max_length=8)] = ()
    """Other ways to code it: one of them, or what is written, is drawn, each as often as any other."""
    positions: dict[Key, tuple[Share, Share]] = {}
    """Range of the place of an option, by option: drawn evenly from it. It holds what is written."""
    status_quo: tuple[Share, Share] | None = None
    """Range of a status quo that is a number: drawn evenly from it. It holds what is written."""


class RedLineJudgement(CasePart):
    """How much wider or narrower red lines could be."""

    factor: tuple[Factor, Factor]
    """Range of the number of times as wide: drawn evenly from it, one number for all of them. It holds 1."""
    reason: Reason
    """Why their widths are judgement."""
    delegations: tuple[Key, ...] = ()
    """Whose; none: everybody's. Red lines that the case gives, not those that the protocol assumes."""


class Judgement(CasePart):
    """What in a case is judgement; without `--codings` it moves nothing."""

    issues: tuple[IssueJudgement, ...] = ()
    """By issue, each at most once."""
    red_lines: tuple[RedLineJudgement, ...] = ()
    """Of different delegations each."""
