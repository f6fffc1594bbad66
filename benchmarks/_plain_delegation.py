"""A delegation of the plain model, with its own numbers and loops over the others."""

import math
from typing import TYPE_CHECKING

from mesa import Agent

if TYPE_CHECKING:
    from benchmarks._plain_conference import PlainConference

__all__ = ["OUT", "TOLERANCE", "PlainDelegation"]

TOLERANCE = 1e-9
OUT = -math.inf


class PlainDelegation(Agent):  # type: ignore[misc] # Mesa ships no types
    """A delegation with its own numbers."""

    model: "PlainConference"

    def __init__(self, model: "PlainConference", row: int) -> None:
        super().__init__(model)
        tableau, state, blocs = model.room.tableau, model.room.state, model.room.setting.blocs
        n = tableau.n_delegations
        self.row = row
        self.decides, self.proposes = bool(tableau.decide[row]), bool(tableau.propose[row])
        self.capability = float(tableau.capability[0, row])
        self.cost = float(tableau.failure_cost[0, row])
        self.talks = int(model.room.setting.talks[row])
        self.ideal, self.salience = state.ideal[0, row].tolist(), state.salience[0, row].tolist()
        self.flexibility = state.flexibility[0, row].tolist()
        self.gain, self.red = state.gain[0, row].tolist(), state.is_red[0, row].tolist()
        self.hope, self.limit = state.hope[0, row].tolist(), state.limit[0, row].tolist()
        self.guess = state.guess[0, row].tolist()
        self.give, self.traded = 0.0, [0.0] * model.n_issues
        self.unknown, self.trust = state.unknown[0, row].tolist(), state.trust[0, row].tolist()
        self.platform, self.objects = [-1] * model.n_issues, [False] * model.n_issues
        own = [1.0 if a == row else 0.0 for a in range(n)]
        self.disclose = own if blocs is None else blocs.disclose[row].tolist()
        weights = own
        if blocs is not None:
            mean, discipline = blocs.share[row] @ blocs.say[0], float(blocs.discipline[row, 0])
            weights = [
                (1.0 - discipline) * o + discipline * m for o, m in zip(own, mean.tolist(), strict=True)
            ]
        self.line = [(a, weight) for a, weight in enumerate(weights) if weight]
        weights = own if blocs is None else blocs.voice[row].tolist()
        self.speaks_through = [(a, weight) for a, weight in enumerate(weights) if weight]
        self.aspiration: list[float] = []
        self.margin: list[list[float]] = []
        self.could: list[list[bool]] = []
        self.credit = 0.0

    def concede(self) -> None:
        """Release in step with the clock and work out what it could accept today."""
        model = self.model
        self.give = min(1.0, self.give + min(max(model.pressure - self.give, 0.0), model.rules.concede.pace))
        self.aspiration = []
        for q in range(model.n_issues):
            ease = self.give ** self.salience[q] ** model.rules.concede.priority
            share = min(1.0, self.flexibility[q] * ease + self.traded[q])
            self.aspiration.append(self.hope[q] - share * (self.hope[q] - self.limit[q]))
        clean = [q for q in range(model.n_issues) if model.clean[q]]
        self.credit = sum(self.gain[q][model.table[q]] - self.aspiration[q] for q in clean)
        self.margin = [
            [gain - self.aspiration[q] + self.credit - self.waits(q, gain) for gain in self.gain[q]]
            for q in range(model.n_issues)
        ]
        self.could = [
            [m >= -TOLERANCE and not red for m, red in zip(self.margin[q], self.red[q], strict=True)]
            for q in range(model.n_issues)
        ]

    def waits(self, q: int, gain: float) -> float:
        """Return what it is worth to keep a clause open rather than to take less than one hopes for."""
        worth: float = self.model.rules.concede.premium * (1.0 - self.model.endgame) * self.salience[q]
        return worth if gain < self.hope[q] - TOLERANCE else 0.0

    def learn_of(self, other: "PlainDelegation", rate: float) -> list[float]:
        """Return what stays unknown after a talk with another."""
        return [u * (1.0 - rate * d) for u, d in zip(self.unknown, other.disclose, strict=True)]

    def believed(self, q: int) -> list[float]:
        """Return the share of decision-holders that it believes could accept each option."""
        total = [0.0] * self.model.n_options
        for other in self.model.deciders:
            unknown, could, guess = self.unknown[other.row], other.could[q], other.guess[q]
            for o in range(self.model.n_options):
                total[o] += could[o] + unknown * (guess[o] - could[o])
        return [t / len(self.model.deciders) for t in total]

    def choose_platform(self, q: int, believed: list[float], tie: list[float]) -> int:
        """Return the option whose coalition it joins, -1 for none."""
        score = [OUT] * self.model.n_options
        for o in range(self.model.n_options):
            if self.could[q][o] and self.model.admissible(q, o) and self.proposes:
                score[o] = max(self.gain[q][o] - self.limit[q], 0.0) * believed[o]
        top = max(range(len(score)), key=lambda o: score[o] + tie[o])
        held: int = self.platform[q]
        threshold = 1.0 + self.model.rules.coalesce.switch
        if held >= 0 and score[held] > OUT and score[top] <= threshold * score[held] + TOLERANCE:
            return held
        return top if score[top] > OUT else -1

    def mixed(self, values: list[float]) -> float:
        """Return a margin after the line of the blocs."""
        total: float = sum(weight * values[a] for a, weight in self.line)
        return total
