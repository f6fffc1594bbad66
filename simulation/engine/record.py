"""The record: all that happened in one negotiation, session by session, as arrays."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from simulation.arrays import BoolArray, ByValue, FloatArray, IntArray
from simulation.in_notebook import InNotebook
from simulation.protocols.parameter_sets.sets import ParameterSet
from simulation.protocols.result import CLOSED_BY, JOINS, OUTCOME_CLASSES, SIGNALS, SIGNATURES
from simulation.rules.decision import Conditions
from simulation.scenario.schema import Scenario
from simulation.state.tableau import Tableau

__all__ = ["CLOSED_BY", "JOINS", "OUTCOME_CLASSES", "SIGNALS", "SIGNATURES", "Outcome", "Record"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome(ByValue):
    """How the negotiation ended."""

    outcome_class: str
    """One of `OUTCOME_CLASSES`."""
    option: IntArray
    """Option agreed on in the document, `[I]`; -1: dropped, or no document. See `Record.left`."""
    won_over: BoolArray
    """Objected to the document as long as the issue was in it, and no longer once it was given up, `[A, I]`."""
    objects: BoolArray
    """Objected formally to the document and was overruled, `[A]`; nobody without one."""
    joins: IntArray
    """`[A]`, codes of `JOINS`."""
    signature: IntArray
    """`[A]`, codes of `SIGNATURES`."""
    margin: FloatArray
    """Mean gain over the issues plus the price of failure, after the blocs' lines, `[A]`: the document test."""
    gain: FloatArray
    """Mean gain over the issues against no agreement, `[A]`, in lengths of the axis; 0 without a document."""
    voted: bool
    """Whether a vote decided."""
    referred: bool
    """Whether a motion to refer the whole passed."""
    signals: FloatArray
    """Breadth: share of decision-holders by signal on the closed clauses, `[5]`."""
    precision: float
    """Mean precision of the committing clauses in the final text; 0 without any."""
    implementation: float
    """Mean over them of precision times the share that did not object: expected implementation."""
    from_draft: float
    from_status_quo: float
    """Mean distance over all issues of where the final text lies from the first draft and the status quo."""

    @classmethod
    def undecided(cls, n_delegations: int, n_issues: int) -> Self:
        """Return what stands in the place of an outcome before there is one: no document, and nobody was asked."""
        unasked = np.full(n_delegations, -1)
        return cls(
            outcome_class="no_outcome",
            option=np.full(n_issues, -1),
            won_over=np.zeros((n_delegations, n_issues), dtype=bool),
            objects=np.zeros(n_delegations, dtype=bool),
            joins=unasked,
            signature=unasked,
            margin=np.zeros(n_delegations),
            gain=np.zeros(n_delegations),
            voted=False,
            referred=False,
            signals=np.zeros(len(SIGNALS)),
            precision=0.0,
            implementation=0.0,
            from_draft=0.0,
            from_status_quo=0.0,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record(ByValue, InNotebook):
    """One negotiation. T sessions were held; arrays of shape `[T, ...]` hold the values in each session.

    Axis A follows `tableau.delegations`; I and O follow the scenario. Everything static (rights, capability,
    blocs) and the instructions that delegations came with are in `tableau`, with R = 1. Two records are equal if all
    that is in them is, to the bit.
    """

    scenario: Scenario
    seed: int
    replication: int
    protocol: str
    version: str
    tableau: Tableau
    conditions: Conditions
    """The decision rule in force: who can block and who can carry follows from it."""

    ideal: FloatArray
    """`[T, A, I]`; moves only by persuasion and by new instructions."""
    red_low: FloatArray
    red_high: FloatArray
    """Ends of the red line, `[T, A, I]`; move only by new instructions, like the next two."""
    flexibility: FloatArray
    """Share of the way to the limit that may be gone without new instructions, `[T, A, I]`."""
    salience: FloatArray
    """Relative to its mean over the issues, `[T, A, I]`."""
    position: FloatArray
    """How far towards the text on the table a delegation would go, `[T, A, I]`: what charts show."""
    reach: FloatArray
    """How far from its ideal a text may lie that a delegation would accept, `[T, A, I]`, in lengths of the axis."""
    give: FloatArray
    """General readiness: share of the way from aspiration to limit released so far, `[T, A]`."""
    ease: FloatArray
    """What that opens on each issue, `[T, A, I]`: more where less is at stake."""
    traded: FloatArray
    """Extra give on one issue bought in trades, `[T, A, I]`; it counts in what is asked once the clause is called."""
    earned: FloatArray
    """Goodwill: what each delegation had earned by giving more than the clock asks of it, `[T, A]`, -1..1."""
    unmet: FloatArray
    """Share of its wishes on each clause that a delegation had not given away itself, `[T, A, I]`; below 1 of people
    only."""
    aspiration: FloatArray
    """`[T, A, I]`, in lengths of the axis."""
    credit: FloatArray
    """What issues agreed before left over in a package, `[T, A]`, in lengths of the axis."""
    pressure: FloatArray
    """`[T]`."""
    deadline: IntArray
    """Sessions there were to be in all when the session was held, `[T]`. Events move it; where a session was held
    after the last, the chair had extended."""
    gain: FloatArray
    """Of each option over no agreement, `[T, A, I, O]`, in lengths of the axis times relative salience."""
    is_red: BoolArray
    """Option crosses a red line of the delegation, `[T, A, I, O]`."""
    own_margin: FloatArray
    """Gain of each option less aspiration, with the credit and less what is resented in a chair's text,
    `[T, A, I, O]`."""
    could: BoolArray
    """Could accept each option when the session began, `[T, A, I, O]`: own margin >= 0 and not red."""
    margin: FloatArray
    """Own margin of each option after the bloc's line, `[T, A, I, O]`; willing means >= 0 and not red."""
    believed: FloatArray
    """Share of decision-holders that a delegation believes could accept each option, `[T, A, I, O]`."""
    opened: BoolArray
    """Issues on the floor, `[T, I]`."""
    on_floor: BoolArray
    """Wordings on the floor, `[T, I, O]`."""
    protected: BoolArray
    """Wordings that it costs something to object to, `[T, I, O]`."""
    speaker: IntArray
    speaker_option: IntArray
    """Rows of the delegations that took the floor on an opened issue and what they tabled, `[T, I, H]` with H
    speakers an issue (1 where coalitions are heard as well); -1: nobody."""
    called: BoolArray
    """The chair has called the clause for decision, in this session or before, `[T, I]`; all without a programme."""
    drafted: IntArray
    """Wording that a drafting group brought back in the session, `[T, I]`; -1: none."""
    chair_text: IntArray
    """Option of the chair's text, `[T, I]`; -1: none."""
    played: BoolArray
    """A person sat in the seat, or an agent of the user's own, `[T, A]`; what stands here of its limits is what its
    instructions would have said."""
    said: IntArray
    """Code of `SIGNALS` that whoever sat in the seat had last given to each wording, `[T, A, I, O]`; -1: none, so that
    its instructions spoke."""
    answered: BoolArray
    """Whoever sat in the seat at the end said itself how it stands to the document, and whether it signs, `[A, 2]`;
    else its instructions did."""
    own_agent: BoolArray
    """It was an agent of the user's own that sat in the seat, `[T, A]`."""
    platform: IntArray
    """Option whose coalition a delegation belongs to at the end of the session, `[T, A, I]`; -1: none."""
    partner: IntArray
    """Whom each delegation sought out, `[T, A, K]` with K talks at most; -1: no talk."""
    trust: FloatArray
    knowledge: FloatArray
    """Mean trust in, and mean knowledge of, the room at the end of the session, `[T, A]`, 0..1."""
    trade_give: IntArray
    trade_get: IntArray
    """Issue on which the delegation gave, and got, in that talk, `[T, A, K]`; -1: no trade."""
    signal: IntArray
    """Codes of `SIGNALS` for each wording on the floor, `[T, A, I, O]`; -1: not asked or no decision right."""
    objects: BoolArray
    """Objected formally to the wording on the table when the issue was last open, `[T, A, I]`."""
    brackets: IntArray
    """Number of decision-holders that do, `[T, I]`."""
    table: IntArray
    """Option on the table, `[T + 1, I]`: before the first session and after each."""
    is_clean: BoolArray
    """Agreed ad referendum, `[T + 1, I]`."""
    closed_by: IntArray
    """Codes of `CLOSED_BY`, `[T, I]`."""
    bridge_by: IntArray
    """Row of the bridge-builder that put a package in the session, `[T]`; -1: none."""
    planned: int
    """Sessions planned when the conference opened; `deadline` tells how that moved."""
    outcome: Outcome
    drawn: ParameterSet | None = None
    """The parameters that it drew, which stand in the protocol block of its scenario too; None: it drew none."""

    def __repr__(self) -> str:
        """Return which negotiation it is, and how it ended."""
        return (
            f"<Record of {self.scenario.key}: seed {self.seed}, replication {self.replication}, {self.n_rounds} of "
            f"{self.planned} sessions, {self.outcome.outcome_class}>"
        )

    @property
    def left(self) -> IntArray:
        """The document, `[I]`: the agreed options, without those that fall with another clause; -1: none."""
        return self.tableau.falling.left(self.outcome.option)

    @property
    def n_rounds(self) -> int:
        """T: sessions held."""
        return len(self.pressure)
