"""A delegation of the plain model, with its own numbers and loops over the others."""

import math
from typing import TYPE_CHECKING

from mesa import Agent

from simulation.state.tableau import VAGUE

if TYPE_CHECKING:
    from benchmarks._plain_conference import PlainConference

__all__ = ["OUT", "TOLERANCE", "PlainDelegation"]

TOLERANCE = 1e-9
OUT = -math.inf
MATTERS = 0.25  # how far it is from a wording is seen as if every issue mattered this much at least


class PlainDelegation(Agent):  # type: ignore[misc] # Mesa ships no types
    """A delegation with its own numbers."""

    model: "PlainConference"

    def __init__(self, model: "PlainConference", row: int, pace: float) -> None:
        super().__init__(model)
        tableau, state, blocs = model.room.tableau, model.room.state, model.room.setting.blocs
        n = tableau.n_delegations
        self.row, self.pace = row, pace
        self.decides, self.proposes = bool(tableau.decide[row]), bool(tableau.propose[row])
        self.capability = float(tableau.capability[0, row])
        self.cost = float(tableau.failure_cost[0, row])
        self.talks = int(model.room.setting.talks[row])
        self.ideal, self.salience = state.ideal[0, row].tolist(), state.salience[0, row].tolist()
        self.flexibility = state.flexibility[0, row].tolist()
        self.gain, self.red = state.gain[0, row].tolist(), state.is_red[0, row].tolist()
        self.hope, self.limit = state.hope[0, row].tolist(), state.limit[0, row].tolist()
        self.guess = state.guess[0, row].tolist()
        self.opening = [self._opens_with(q) for q in range(model.n_issues)]
        self.give, self.punctual, self.hurries = 0.0, 0.0, False
        self.lateness = next(
            getattr(s, "exponent", 1.0) for s, rows in model.room.setting.strategies if row in rows
        )
        self.traded = [0.0] * model.n_issues
        self.unknown, self.trust = state.unknown[0, row].tolist(), state.trust[0, row].tolist()
        self.platform, self.objects = [-1] * model.n_issues, [False] * model.n_issues
        self.folded, self.stated = [False] * model.n_issues, [False] * model.n_issues
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
        self.released, self.aspiration = [0.0] * model.n_issues, list(self.hope)
        self.asked: list[list[float]] = []
        self.margin: list[list[float]] = []
        self.could: list[list[bool]] = []
        self.near: list[list[float]] = []
        self.credit = 0.0

    def _opens_with(self, q: int) -> int:
        """Return the wording nearest to its ideal of those that the case begins with; general terms come last."""
        model = self.model
        places, is_vague = model.room.setting.ladder.position[q].tolist(), [k == VAGUE for k in model.kind[q]]
        there = [o for o in range(model.n_options) if model.at_first[q][o]]
        return min(there, key=lambda o: (is_vague[o], abs(places[o] - self.ideal[q])))

    def concede(self) -> None:
        """Release as its strategy and its capital let it, and work out what it asks for and what is left over."""
        model = self.model
        wished = model.pressure**self.lateness - self.give
        self.hurries = wished > self.pace + TOLERANCE
        self.give = min(1.0, self.give + min(max(wished, 0.0), self.pace))
        self.punctual += min(max(model.pressure - self.punctual, 0.0), self.pace)
        self.released = [self.lets_go(q) for q in range(model.n_issues)]
        self.aspiration = [self.asks(q) for q in range(model.n_issues)]
        agreed = [q for q in range(model.n_issues) if model.clean[q] and not self.folded[q]]
        self.credit = sum(self.gain[q][model.table[q]] - self.aspiration[q] for q in agreed)

    def weigh(self, favour: list[list[float]]) -> None:
        """Work out what it could accept today, when it is so much readier for each wording than by instructions."""
        model = self.model
        self.asked = [[self.asks_for(q, less) for less in favour[q]] for q in range(model.n_issues)]
        self.margin = [
            [
                gain - asked + self.account(q) - self.waits(q, gain)
                for gain, asked in zip(self.gain[q], self.asked[q], strict=True)
            ]
            for q in range(model.n_issues)
        ]
        self.could = [
            [m >= -TOLERANCE and not red for m, red in zip(self.margin[q], self.red[q], strict=True)]
            for q in range(model.n_issues)
        ]
        self.near = [[self.seen(q, o) for o in range(model.n_options)] for q in range(model.n_issues)]

    def account(self, q: int) -> float:
        """Return what it can give on an issue from its account: nothing before the call."""
        return self.credit if self.model.called[q] else 0.0

    def lets_go(self, q: int) -> float:
        """Return the share of the way to its limit that it has released: nothing before the call."""
        return min(1.0, self.opens(q, self.give) + self.traded[q]) if self.model.called[q] else 0.0

    def opens(self, q: int, released: float) -> float:
        """Return the share of the way to its limit that a readiness opens on an issue: nothing before the call."""
        rules = self.model.rules.concede
        ready = max(released, self.model.goes_at_the_call(q))
        ease = ready ** self.salience[q] ** rules.priority if self.model.called[q] else 0.0
        return float(self.flexibility[q] * ease)

    def ahead_of_the_clock(self, q: int) -> float:
        """Return by how much more of its way it has gone than the clock asks; a trade is paid for."""
        return self.opens(q, self.give) - self.opens(q, self.punctual)

    def asks(self, q: int) -> float:
        """Return the least gain that it asks for on an issue today, when it owes nobody anything."""
        hope, limit = self.hope[q], self.limit[q]
        asked = hope - self.released[q] * (hope - limit)
        moved = asked - self.model.mood[q] * min(self.salience[q], 1.0)
        return float(min(max(moved, min(limit, asked)), max(hope, asked)))

    def asks_for(self, q: int, less: float) -> float:
        """Return the least gain that it asks for in a wording: never less than its limit, never more than its hope."""
        asked = self.aspiration[q]
        least, most = min(self.limit[q], asked), max(self.hope[q], asked)
        return float(min(max(asked - less, least), most))

    def waits(self, q: int, gain: float) -> float:
        """Return what it is worth to keep a clause open rather than to take less than one hopes for."""
        rules = self.model.rules
        if rules.programme.enabled or gain >= self.hope[q] - TOLERANCE:
            return 0.0
        worth: float = rules.concede.premium * (1.0 - self.model.endgame) * self.salience[q]
        return worth

    def seen(self, q: int, o: int) -> float:
        """Return how near to accepting a wording those take it to be who know it."""
        rules = self.model.rules.concede
        if rules.shade == 0:
            return float(self.could[q][o])
        if self.red[q][o]:
            return 0.0
        short = self.limit[q] - self.credit - self.gain[q][o]
        near = min(1.0, max(0.0, 1.0 - short / (rules.shade * max(self.salience[q], MATTERS))))
        return float(near * (1.0 - rules.reluctance * self.regrets(q, o)))

    def regrets(self, q: int, o: int) -> float:
        """Return how far a wording is from the best it hopes for: 0 there, 1 at its limit and beyond."""
        way = max(self.hope[q] - self.limit[q], TOLERANCE)
        return float(min(1.0, max(0.0, (self.hope[q] - self.gain[q][o]) / way)))

    def learn_of(self, other: "PlainDelegation", rate: float) -> list[float]:
        """Return what stays unknown after a talk with another."""
        return [u * (1.0 - rate * d) for u, d in zip(self.unknown, other.disclose, strict=True)]

    def believed(self, q: int) -> list[float]:
        """Return the share of decision-holders that it believes could accept each option."""
        total = [0.0] * self.model.n_options
        for other in self.model.deciders:
            unknown, near, guess = self.unknown[other.row], other.near[q], other.guess[q]
            for o in range(self.model.n_options):
                total[o] += near[o] + unknown * (guess[o] - near[o])
        return [t / len(self.model.deciders) for t in total]

    def could_stand_with(self, q: int, o: int) -> bool:
        """Return whether it could belong to the coalition of a wording, by its own margin or by that of its bloc."""
        if not self.model.rules.coalesce.bloc_line:
            return self.could[q][o]
        line = self.mixed([d.margin[q][o] for d in self.model.everyone])
        return line >= -TOLERANCE and not self.red[q][o]

    def choose_platform(self, q: int, believed: list[float], tie: list[float]) -> int:
        """Return the option whose coalition it joins, -1 for none."""
        score, rules = [OUT] * self.model.n_options, self.model.rules.coalesce
        worth = [max(gain - self.limit[q], 0.0) for gain in self.gain[q]]
        sold = rules.deliver * self.traded[q]
        for o in range(self.model.n_options):
            if self.proposes and self.model.admissible(q, o) and self.could_stand_with(q, o):
                counts = worth[o] + sold * (max(worth) - worth[o]) if worth[o] > 0.0 else 0.0
                score[o] = counts * believed[o] ** rules.veto
        top = max(range(len(score)), key=lambda o: score[o] + tie[o])
        held: int = self.platform[q]
        threshold = 1.0 + rules.switch
        if held >= 0 and score[held] > OUT and score[top] <= threshold * score[held] + TOLERANCE:
            return held
        return top if score[top] > OUT else -1

    def mixed(self, values: list[float]) -> float:
        """Return a margin after the line of the blocs."""
        total: float = sum(weight * values[a] for a, weight in self.line)
        return total
