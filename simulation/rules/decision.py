"""Decision rules: what the signals of the room amount to.

Every rule is a set of linear conditions on who objects, so one formula judges them all, and the same conditions
say which sets of delegations can block or carry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final, Protocol

import numpy as np
from annotated_types import Ge, Interval

from simulation.arrays import ATOL, BoolArray, ByValue, FloatArray, IntArray
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
_HUGE: Final = 1e300
"""Weights above this are taken by their proportions before they are added up."""


@dataclass(frozen=True, slots=True)
class Voters:
    """Who is in the room, as a rule sees it: keys, decision rights `[A]`, kinds `[A]` (index into `KINDS`)."""

    delegations: tuple[str, ...]
    decide: BoolArray
    kind: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Conditions(ByValue):
    """A wording passes if, for every condition, what is left of the weight after those against it is enough.

    Under consensus those against are the formal objectors. In a vote they vote no, and whoever is unwilling
    without objecting abstains: counting each abstention once and each no more heavily gives the majority of those
    present and voting, `yes / (yes + no)`.
    """

    weights: FloatArray
    """`[C, A]`; each row sums to 1 over the decision-holders that it counts."""
    required: FloatArray
    """`[C]`, shares."""
    strict: BoolArray
    """`[C]`: strictly more than the share is required."""
    per_objection: FloatArray
    per_unwilling: FloatArray
    """How often the weight of an objector, and of anybody unwilling, is taken away, `[C]`; objectors are both."""
    votes: bool
    """The room votes: objectors vote against, and those who are unwilling without objecting abstain."""

    def passes(self, objecting: BoolArray, unwilling: BoolArray) -> BoolArray:
        """Return which wordings pass, `[..., K]`, from who objects and who is unwilling, both `[..., A, K]`."""
        against = self.per_objection[:, None] * (self.weights @ objecting.astype(np.float64))
        if self.per_unwilling.any():
            against = against + self.per_unwilling[:, None] * (self.weights @ unwilling.astype(np.float64))
        return self.reached(1.0 - against)

    @property
    def needs_yes(self) -> bool:
        """Whether whoever is unwilling stops a wording even without objecting: everybody has to say yes."""
        return not self.votes and bool(self.per_unwilling.any())

    @property
    def needed(self) -> float:
        """Share of the weight that must not object, 0..1, under the most demanding condition.

        1 under consensus, and where a single veto is enough; a strict half is one half.
        """
        taken = self.per_objection + self.per_unwilling
        return max(0.0, float((1.0 - (1.0 - self.required) / taken).max()))

    def left(self, against: BoolArray) -> FloatArray:
        """Return what is left of the weight, `[C]`, when these delegations, `[A]`, object."""
        taken: FloatArray = (self.per_objection + self.per_unwilling) * (
            self.weights @ against.astype(np.float64)
        )
        return 1.0 - taken

    def reached(self, share: FloatArray) -> BoolArray:
        """Return whether what is left, `[..., C, K]`, meets every condition, `[..., K]`."""
        required = self.required[:, None]
        met = np.where(self.strict[:, None], share > required + ATOL, share >= required - ATOL)
        reached: BoolArray = met.all(axis=-2)
        return reached


def _shares(row: FloatArray) -> FloatArray:
    largest = row.max(initial=0.0)
    if largest > _HUGE:  # their sum would be infinite, and the share of each 0
        row = row / largest
    total = row.sum()
    return row / total if total > 0 else row


def _consent(row: FloatArray, required: float, *, on_unwilling: bool = False) -> Conditions:
    """Return the condition that a share does not object, or (unanimity) is not unwilling."""
    return Conditions(
        weights=_shares(row)[None],
        required=np.array([required]),
        strict=np.array([False]),
        per_objection=np.array([0.0 if on_unwilling else 1.0]),
        per_unwilling=np.array([1.0 if on_unwilling else 0.0]),
        votes=False,
    )


def _ballot(*rows: tuple[FloatArray, float]) -> Conditions:
    """Return the conditions of a vote: weights and the share of yes among yes and no that each requires.

    A share t is reached when yes (1 - t) >= no t, which is 1 - unwilling - no t / (1 - t) >= 0. One half means more
    than half; the whole means that nobody votes no.
    """
    threshold = np.array([share for _, share in rows], dtype=np.float64)
    whole = threshold >= 1.0
    odds = threshold / np.where(whole, 1.0, 1.0 - threshold)
    return Conditions(
        weights=np.stack([_shares(row) for row, _ in rows]),
        required=np.where(whole, 1.0, 0.0),
        strict=threshold == HALF,
        per_objection=odds,
        per_unwilling=np.where(whole, 0.0, 1.0),
        votes=True,
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
        return _consent(voters.decide.astype(np.float64), 1.0 - self.tolerated / holders)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughConsensus:
    """The chair calls it when nearly nobody objects. The share is a judgement; RFC 7282 gives none."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="rough_consensus",
        label="Rough consensus",
        summary="Adopted when the Chair finds that nearly nobody objects.",
        references=("RFC7282",),
        promises=frozenset({"monotone", "anonymous"}),
    )
    threshold: Annotated[float, Interval(gt=0.5, le=1)] = 0.9

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition on the share that does not object."""
        return _consent(voters.decide.astype(np.float64), self.threshold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanimity:
    """Everybody says yes: silence and statements do not count as assent."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="unanimity",
        label="Unanimity",
        summary="Adopted only when everybody who decides says yes; silence is no yes.",
        promises=frozenset({"monotone", "anonymous"}),
    )

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition: nobody is unwilling."""
        return _consent(voters.decide.astype(np.float64), 1.0, on_unwilling=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleMajority:
    """More than half of those present and voting; whoever abstains does not count."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="simple_majority",
        label="Simple majority",
        summary="Adopted by more yes than no among those present and voting.",
        promises=frozenset({"monotone", "anonymous"}),
    )

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition: more yes than no."""
        return _ballot((voters.decide.astype(np.float64), HALF))


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifiedMajority:
    """At least a given share of those present and voting: two thirds unless said otherwise."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="qualified_majority",
        label="Qualified majority",
        summary="Adopted by at least a given share (two thirds) of those present and voting.",
        promises=frozenset({"monotone", "anonymous"}),
    )
    threshold: Annotated[float, Interval(gt=0, le=1)] = 2 / 3

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition on the share of heads."""
        return _ballot((voters.decide.astype(np.float64), self.threshold))


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleMajority:
    """A share of the heads and a share of a weight (population, contributions), both at once."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="double_majority",
        label="Double majority",
        summary="Adopted by a share of the heads and a share of the weights, both among those voting.",
        promises=frozenset({"monotone"}),
    )
    heads: Annotated[float, Interval(ge=0, le=1)] = 0.5
    share: Annotated[float, Interval(ge=0, le=1)] = 0.5
    weights: dict[str, Weight] = field(default_factory=dict)

    def conditions(self, voters: Voters) -> Conditions:
        """Return two conditions: heads and weights."""
        return _ballot(
            (voters.decide.astype(np.float64), self.heads), (_weights(voters, self.weights), self.share)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """At least a share of the weights; a delegation that is not named weighs 1."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="weighted",
        label="Weighted vote",
        summary="Adopted by at least a given share of the weights of those present and voting.",
        promises=frozenset({"monotone"}),
    )
    threshold: Annotated[float, Interval(gt=0, le=1)] = 0.5
    weights: dict[str, Weight] = field(default_factory=dict)

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition on the weights."""
        return _ballot((_weights(voters, self.weights), self.threshold))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chambers:
    """A share in each chamber; a chamber is a kind of stakeholder with at least one decision-holder."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="chambers",
        label="Chambers",
        summary="Adopted when every group of stakeholders votes for it by its own share.",
        promises=frozenset({"monotone"}),
    )
    threshold: Annotated[float, Interval(gt=0, le=1)] = 0.5

    def conditions(self, voters: Voters) -> Conditions:
        """Return one condition for each kind that holds a decision right."""
        rows = [
            (chamber.astype(np.float64), self.threshold)
            for kind in range(len(KINDS))
            if (chamber := voters.decide & (voters.kind == kind)).any()
        ]
        return _ballot(*rows or [(voters.decide.astype(np.float64), self.threshold)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A share of the weights, which are heads unless given, and none of the named delegations objects."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="veto",
        label="Majority with vetoes",
        summary="Adopted by a share of those voting, or of their weights, unless one of the named delegations votes "
        "no.",
        promises=frozenset({"monotone"}),
    )
    holders: tuple[str, ...] = ()
    threshold: Annotated[float, Interval(gt=0, le=1)] = 0.5
    weights: dict[str, Weight] = field(default_factory=dict)

    def conditions(self, voters: Voters) -> Conditions:
        """Return a condition on the weights and, where a holder is in the room, one that no holder objects."""
        share = (_weights(voters, self.weights), self.threshold)
        named = voters.decide & np.isin(np.array(voters.delegations), self.holders)
        vetoes = [(named.astype(np.float64), 1.0)] if named.any() else []
        return _ballot(share, *vetoes)


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
