"""Say which reading of the expected-utility challenge model is meant: every switch, and four named presets.

The paper [Scholz2011]_ leaves room for several readings. The formula it prints does not give the numbers that it
publishes; those who rebuilt it chose differently. Each choice is one switch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final, Literal, get_args

from simulation.errors import DelegationSimError
from simulation.words import alternatives, listed, meant, say

__all__ = ["PRESETS", "ChallengeRules", "preset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeRules:
    """The switches of the challenge model; as they stand they are the preset `scholz-fixed`.

    Raises:
        DelegationSimError: a switch has no such value; all problems at once.
    """

    denominator: Literal["global", "pairwise"] = "global"
    """What the support in a contest is divided by: that between all pairs of positions, or between these two.

    The paper prints `pairwise`, under which everybody soon collapses on the weighted median; its numbers come from
    `global`, under which a chance of winning is about a hundredth.
    """
    numerator: Literal["gross", "net"] = "gross"
    """Whether only the supporters of the challenger count, or their support less that of the other side."""
    support: Literal["linear", "risk"] = "risk"
    """How third parties weigh distances: as they are (the paper), or to the power of their own risk exponent."""
    capitulation: bool = True
    """Whether a delegation that has more to lose than the other to win gives in."""
    compromise_key: Literal["move", "position"] = "move"
    """Which compromise is chosen: the one with the least move, or the one at the lowest position.

    The second has no meaning of its own and drifts downwards; the published table needs it from round 4 on.
    """
    span: Literal["fixed", "each_round"] = "fixed"
    """What distances are divided by: the range of the positions at the start, or at the start of each round."""
    view: Literal["own", "sender"] = "own"
    """Who judges the challenge that reaches a delegation: itself by its own exponent, or the challenger."""
    pooling: Literal["kind", "strongest"] = "kind"
    """Which offer is taken: confrontation before compromise before capitulation and then the least key, or the one
    whose sender expects most of it."""
    status_quo: float = 1.0
    """Q, the probability, above 0 and at most 1, that nothing changes without a challenge."""
    improves: float = 1.0
    """T, 0..1: the probability that a change without a challenge is for the better; without effect where Q is 1."""

    def __post_init__(self) -> None:
        """Refuse values that no switch has."""
        problems = [problem for field in fields(self) if (problem := self._problem(field.name, field.type))]
        if problems:
            raise DelegationSimError("\n".join(problems))

    def _problem(self, name: str, kind: object) -> str:
        value, valid = getattr(self, name), get_args(kind)
        if valid and value not in valid:
            names = {"name": name, "given": repr(value), "near": meant(str(value), valid)}
            return say("models.rules.choice", **names, valid=alternatives(valid))
        if name == "status_quo" and not 0 < value <= 1:
            return say("models.rules.status_quo", given=repr(value))
        if name == "improves" and not 0 <= value <= 1:
            return say("models.rules.improves", given=repr(value))
        return ""


PRESETS: Final[Mapping[str, ChallengeRules]] = MappingProxyType(
    {
        "scholz-published": ChallengeRules(capitulation=False, compromise_key="position"),
        "scholz-fixed": ChallengeRules(),
        "scholz-printed": ChallengeRules(denominator="pairwise"),
        "masad": ChallengeRules(
            denominator="pairwise", numerator="net", support="linear", view="sender", pooling="strongest"
        ),
    }
)
"""What reproduces the published table; the same with its two slips mended, for simulation; the same with the printed
formula of the chance to win; the reading of D. Masad's replication."""


def preset(name: str) -> ChallengeRules:
    """Return the rules of a preset by its name.

    Raises:
        DelegationSimError: there is no such preset.
    """
    if name not in PRESETS:
        told = {"given": repr(name), "near": meant(name, PRESETS), "valid": listed(PRESETS)}
        raise DelegationSimError(say("models.rules.preset", **told))
    return PRESETS[name]
