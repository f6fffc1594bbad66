"""How negotiations end: the words for it, and the arrays that hold it for many replications."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = ["CLOSED_BY", "JOINS", "OUTCOME_CLASSES", "SIGNALS", "SIGNATURES", "Result"]

OUTCOME_CLASSES: Final = (
    "consensus_clean",
    "consensus_with_statements",
    "adopted_by_vote",
    "partial",
    "adopted_low_participation",
    "chair_summary_only",
    "deferred_or_referred",
    "no_outcome",
)
SIGNALS: Final = ("support", "can_live_with", "silent", "statement", "formal_object")
"""Codes 0..4; -1: not asked."""
CLOSED_BY: Final = ("floor", "chair_package", "bridge_package")
"""Codes 0..2; -1: not closed in this session."""
JOINS: Final = ("joins", "joins_with_statement", "dissociates", "votes_against", "abstains")
"""Codes 0..4: how a decision-holder stands to the adopted document; -1: no document, or no say."""
SIGNATURES: Final = ("signs", "signs_with_reservation", "does_not_sign")
"""Codes 0..2; -1: nothing to sign, or no say."""

TRUST_AFTER_DEFEAT: Final = 0.7
"""What is left of the trust of whoever was outvoted on the document (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of R replications; the fields mean what those of `engine.record.Outcome` mean."""

    outcome_class: IntArray
    """Index into `OUTCOME_CLASSES`, `[R]`."""
    option: IntArray
    """`[R, I]`; -1: dropped, or no document."""
    won_over: BoolArray
    """`[R, A, I]`."""
    objects: BoolArray
    """`[R, A]`."""
    joins: IntArray
    """`[R, A]`."""
    signature: IntArray
    """`[R, A]`."""
    margin: FloatArray
    """`[R, A]`."""
    gain: FloatArray
    """`[R, A]`."""
    voted: BoolArray
    referred: BoolArray
    """`[R]`."""
    signals: FloatArray
    """`[R, 5]`."""
    precision: FloatArray
    implementation: FloatArray
    from_draft: FloatArray
    from_status_quo: FloatArray
    """`[R]`."""

    def trust_after(self, trust: FloatArray) -> FloatArray:
        """Return what is left of trust, `[R, A, A]`, at the end: whoever was outvoted trusts everybody less."""
        outvoted = self.voted[:, None] & (self.joins == JOINS.index("votes_against"))
        return np.where(outvoted[..., None], trust * TRUST_AFTER_DEFEAT, trust)
