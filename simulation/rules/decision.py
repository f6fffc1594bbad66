"""Decision rules: what the signals of the room amount to.

Every rule is a set of linear conditions on who objects, so one formula judges them all, and the same conditions
say which sets of delegations can block or carry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Protocol

import numpy as np
from annotated_types import Ge, Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.registry import ComponentInfo, Registry
from simulation.state.tableau import KINDS

__all__ = [
    "RULES",
    "Chambers",
    "Conditions",
    "Consensus",
    "DecisionRule",
    "DoubleMajority",
    "QualifiedMajority",
    "RoughConsensus",
    "SimpleMajority",
    "Unanimity",
    "Veto",
    "Voters",
    "Weighted",
]

type Weight = Annotated[float, Interval(ge=0, lt=float("inf"))]

HALF = 0.5
"""A threshold of exactly one half means more than half."""


@dataclass(frozen=True, slots=True)
class Voters:
    """Who is in the room, as a rule sees it: keys, decision rights `[A]`, kinds `[A]` (index into `KINDS`)."""

    delegations: tuple[str, ...]
    decide: BoolArray
    kind: IntArray


@dataclass(frozen=True, slots=True)
class Conditions:
    """A wording passes if, for every condition, the weight of those not against it reaches what is required."""

    weights: FloatArray
    """`[C, A]`; each row sums to 1 over the decision-holders that it counts."""
    required: FloatArray
    """`[C]`, shares."""
    strict: BoolArray
    """`[C]`: strictly more than the share is required."""
    on_unwilling: BoolArray
    """`[C]`: whoever is unwilling is against, objecting or not (unanimity); else whoever objects formally."""

    def passes(self, objecting: BoolArray, unwilling: BoolArray) -> BoolArray:
        """Return which wordings pass, `[..., K]`, from who objects and who is unwilling, both `[..., A, K]`."""
        against = np.where(
            self.on_unwilling[:, None],
            self.weights @ unwilling.astype(np.float64),
            self.weights @ objecting.astype(np.float64),
        )
        return self.reached(1.0 - against)

    def reached(self, share: FloatArray) -> BoolArray:
        """Return whether the shares not against, `[..., C, K]`, meet every condition, `[..., K]`."""
        required = self.required[:, None]
        met = np.where(self.strict[:, None], share > required + ATOL, share >= required - ATOL)
        reached: BoolArray = met.all(axis=-2)
        return reached


def _conditions(*rows: tuple[FloatArray, float, bool], on_unwilling: bool = False) -> Conditions:
    weights = np.stack([row / total if (total := row.sum()) > 0 else row for row, _, _ in rows])
    return Conditions(
        weights=weights,
        required=np.array([required for _, required, _ in rows], dtype=np.float64),
        strict=np.array([strict for _, _, strict in rows]),
        on_unwilling=np.full(len(rows), on_unwilling),
    )


def _weights(voters: Voters, given: Mapping[str, float]) -> FloatArray:
    named = np.array([given.get(key, 1.0) for key in voters.delegations], dtype=np.float64)
    return named * voters.decide


class DecisionRule(Protocol):
    """A component that turns the room into conditions."""

    info: ClassVar[ComponentInfo]

    def conditions(self, voters: Voters) -> Conditions:
        """Return the conditions under which a wording, a package or a document passes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """No formal objection, as called by the chair; at most `tolerated` objections may be gavelled over."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="consensus",
        label="Consensus",
        summary="Adopted unless somebody formally objects.",
        promises=frozenset({"monotone", "anonymous"}),
    )
    tolerated: Annotated[int, Ge(0)] = 0

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition: all but the tolerated ones do not object."""
        holders = max(int(voters.decide.sum()), 1)
        return _conditions((voters.decide.astype(np.float64), 1.0 - self.tolerated / holders, False))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughConsensus:
    """The chair calls it when nearly nobody objects. The share is a judgement; RFC 7282 gives none."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="rough_consensus",
        label="Rough consensus",
        summary="Adopted when the chair finds that nearly nobody objects.",
        references=("RFC7282",),
        promises=frozenset({"monotone", "anonymous"}),
    )
    threshold: Annotated[float, Interval(gt=0.5, le=1)] = 0.9

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition on the share that does not object."""
        return _conditions((voters.decide.astype(np.float64), self.threshold, False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanimity:
    """Everybody says yes: silence and statements do not count as assent."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="unanimity",
        label="Unanimity",
        summary="Adopted only when every decision-holder is willing.",
        promises=frozenset({"monotone", "anonymous"}),
    )

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition: nobody is unwilling."""
        return _conditions((voters.decide.astype(np.float64), 1.0, False), on_unwilling=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleMajority:
    """More than half do not vote against; whoever is silent lets it pass."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="simple_majority",
        label="Simple majority",
        summary="Adopted when more than half do not vote against it.",
        promises=frozenset({"monotone", "anonymous"}),
    )

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition: strictly more than one half."""
        return _conditions((voters.decide.astype(np.float64), 0.5, True))


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifiedMajority:
    """At least a given share does not vote against: two thirds unless said otherwise."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="qualified_majority",
        label="Qualified majority",
        summary="Adopted when at least a given share (two thirds) does not vote against it.",
        promises=frozenset({"monotone", "anonymous"}),
    )
    threshold: Annotated[float, Interval(gt=0, le=1)] = 2 / 3

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition on the share of heads."""
        return _conditions((voters.decide.astype(np.float64), self.threshold, False))


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleMajority:
    """A share of the heads and a share of a weight (population, contributions), both at once."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="double_majority",
        label="Double majority",
        summary="Adopted when a share of the heads and a share of the weights both let it pass.",
        promises=frozenset({"monotone"}),
    )
    heads: Annotated[float, Interval(ge=0, le=1)] = 0.5
    share: Annotated[float, Interval(ge=0, le=1)] = 0.5
    weights: dict[str, Weight] = field(default_factory=dict)

    def conditions(self, voters: Voters) -> Conditions:
        """Return two conditions, both strict: heads and weights."""
        return _conditions(
            (voters.decide.astype(np.float64), self.heads, True),
            (_weights(voters, self.weights), self.share, True),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """At least a share of the weights; a delegation that is not named weighs 1."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="weighted",
        label="Weighted vote",
        summary="Adopted when at least a given share of the weights does not vote against it.",
        promises=frozenset({"monotone"}),
    )
    threshold: Annotated[float, Interval(gt=0, le=1)] = 0.5
    weights: dict[str, Weight] = field(default_factory=dict)

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition on the weights, strict at exactly one half."""
        return _conditions((_weights(voters, self.weights), self.threshold, self.threshold == HALF))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chambers:
    """A share in each chamber; a chamber is a kind of stakeholder with at least one decision-holder."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="chambers",
        label="Chambers",
        summary="Adopted when every group of stakeholders lets it pass by its own share.",
        promises=frozenset({"monotone"}),
    )
    threshold: Annotated[float, Interval(gt=0, le=1)] = 0.5

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition for each kind that holds a decision right, strict at exactly one half."""
        rows = [
            (chamber.astype(np.float64), self.threshold, self.threshold == HALF)
            for kind in range(len(KINDS))
            if (chamber := voters.decide & (voters.kind == kind)).any()
        ]
        nobody = (voters.decide.astype(np.float64), self.threshold, self.threshold == HALF)
        return _conditions(*rows or [nobody])


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A share of the heads, and none of the named delegations objects."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="veto",
        label="Majority with vetoes",
        summary="Adopted by a share of the heads unless one of the named delegations objects.",
        promises=frozenset({"monotone"}),
    )
    holders: tuple[str, ...] = ()
    threshold: Annotated[float, Interval(gt=0, le=1)] = 0.5

    def conditions(self, voters: Voters) -> Conditions:
        """Return a condition on the heads and, where a holder is in the room, one that no holder objects."""
        heads = (voters.decide.astype(np.float64), self.threshold, self.threshold == HALF)
        named = voters.decide & np.isin(np.array(voters.delegations), self.holders)
        vetoes = [(named.astype(np.float64), 1.0, False)] if named.any() else []
        return _conditions(heads, *vetoes)


RULES: Registry[DecisionRule] = Registry(
    "decision rule",
    (
        Consensus,
        RoughConsensus,
        Unanimity,
        SimpleMajority,
        QualifiedMajority,
        DoubleMajority,
        Weighted,
        Chambers,
        Veto,
    ),
)
