"""A delegation as a Mesa agent: a name on a row, whose numbers stay in the arrays of the model."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mesa import Agent, Model

from simulation.arrays import FloatArray
from simulation.errors import DelegationSimError
from simulation.live.moves import SeatMove
from simulation.live.seen import SeatView
from simulation.protocols.result import SIGNALS
from simulation.scenario.schema import Delegation
from simulation.words import say

if TYPE_CHECKING:
    from simulation.abm.model import NegotiationModel

__all__ = ["DelegationAgent"]


class DelegationAgent(Agent):  # type: ignore[misc] # Mesa ships no types
    """One delegation at the table. Every property is read from the state of the model when it is asked for.

    So `model.agents.get("give")`, `.agg("capability", sum)`, `.groupby("strategy")` and `.select(...)` work as with
    any Mesa agent, and nothing can get out of step with the negotiation. Arrays follow the issues of the case and
    are copies.

    It does what its strategy and its instructions say. A subclass with an `act` of its own decides for itself:

    >>> from simulation.abm import DelegationAgent, NegotiationModel
    >>> from simulation.live import SeatMove
    >>> class Stubborn(DelegationAgent):
    ...     def act(self, view):
    ...         asked = view.request.asked
    ...         return [SeatMove(seat=self.key, move="object_formally", issue=i, option=o) for i, o in asked]
    >>> NegotiationModel("first_hour", seed=8).run().outcome.outcome_class
    'consensus_clean'
    >>> NegotiationModel("first_hour", seed=8, seats={"TAM": Stubborn}).run().outcome.outcome_class
    'deferred_or_referred'
    """

    model: "NegotiationModel"

    def __init__(self, model: "NegotiationModel", row: int) -> None:
        if not isinstance(model, Model):
            names = {"name": type(self).__name__, "given": type(model).__name__}
            raise DelegationSimError(say("agent.model.no_model", **names))
        super().__init__(model)
        self.row = row

    def act(self, view: SeatView) -> Iterable[SeatMove] | None:
        """Return the moves of the delegation in this phase; if empty, the built-in agent decides.

        It is called once in each phase in which the seat is asked: in the talks, for the wordings on the floor
        (`view.request.asked`), for a package, for the adoption and for the signing. What is possible there stands in
        `view.request.legal`. All agents of a phase see the same room, so none sees what another does in it.

        Args:
            view: All that a person in this seat would see. What `model` holds besides, no delegation knows.
        """

    def answer(self, view: SeatView) -> Iterable[SeatMove] | None:
        """Return answers to the trades in `view.offers` that came when all had acted in the talks.

        Nothing: the built-in agent answers what another agent offers, and lets lie what was offered instead of one's
        own. Trades that are there when the talks begin, `act` sees and may answer.
        """

    @classmethod
    def has_own_moves(cls) -> bool:
        """Return whether the class decides the moves of its agents, not their strategies alone."""
        return cls.act is not DelegationAgent.act or cls.answer is not DelegationAgent.answer

    @property
    def decides_itself(self) -> bool:
        """Whether its class decides its moves, not its strategy alone."""
        return self.has_own_moves()

    @property
    def key(self) -> str:
        """Key in the case."""
        return self.model.tableau.delegations[self.row]

    @property
    def delegation(self) -> Delegation:
        """The delegation in the case: briefs, stance, sources."""
        return self.model.delegation(self.key)

    @property
    def name(self) -> str:
        """Name in full."""
        return self.delegation.name

    @property
    def kind(self) -> str:
        """Kind of stakeholder."""
        return self.delegation.kind

    @property
    def strategy(self) -> str:
        """Key of its strategy."""
        return self.model.tableau.strategy[self.row][0]

    @property
    def blocs(self) -> tuple[str, ...]:
        """Keys of the blocs it belongs to, in the order of the case."""
        member = self.model.tableau.member[self.row]
        return tuple(bloc.key for bloc, belongs in zip(self.model.case.blocs, member, strict=True) if belongs)

    @property
    def decides(self) -> bool:
        """Whether it can object or vote."""
        return bool(self.model.tableau.decide[self.row])

    @property
    def proposes(self) -> bool:
        """Whether it can table wordings."""
        return bool(self.model.tableau.propose[self.row])

    @property
    def persuades(self) -> bool:
        """Whether it has a voice but no decision."""
        return bool(self.model.tableau.persuade[self.row])

    @property
    def capability(self) -> float:
        """Voice in the room, 0..1."""
        return float(self.model.tableau.capability[0, self.row])

    @property
    def salience(self) -> FloatArray:
        """How much each issue matters to it, relative to its mean, `[I]`."""
        salience: FloatArray = self.model.state.salience[0, self.row].copy()
        return salience

    @property
    def ideal(self) -> FloatArray:
        """Preferred point on each issue, `[I]`, 0..1."""
        ideal: FloatArray = self.model.state.ideal[0, self.row].copy()
        return ideal

    @property
    def position(self) -> FloatArray:
        """How far towards the text on the table it would go today, `[I]`, 0..1."""
        position: FloatArray = self.model.position[self.row]
        return position

    @property
    def give(self) -> float:
        """Share of the way from aspiration to limit released so far, 0..1."""
        return float(self.model.state.give[0, self.row])

    @property
    def platforms(self) -> dict[str, str]:
        """Option whose coalition it belongs to, by issue; issues without one are left out."""
        held = self.model.state.platform[0, self.row]
        return {
            issue.key: issue.options[option].key
            for issue, option in zip(self.model.case.issues, held, strict=True)
            if option >= 0
        }

    @property
    def brackets(self) -> tuple[str, ...]:
        """Issues on which it keeps the text on the table in brackets."""
        objects = self.model.state.objects[0, self.row]
        return tuple(issue.key for issue, held in zip(self.model.case.issues, objects, strict=True) if held)

    @property
    def signals(self) -> dict[str, str]:
        """Its signals to the wordings on the table after the last session, by issue that was opened.

        Empty before the first session, and for delegations without a decision right.
        """
        words = self.model.signal_to_table[self.row]
        return {
            issue.key: SIGNALS[word]
            for issue, word in zip(self.model.case.issues, words, strict=True)
            if word >= 0
        }
