"""The conference as a plain Mesa model: Python objects and loops, as a careful user of Mesa would write them."""

import math
from typing import Any

from mesa import Model

from benchmarks import _plain_chair as chair
from benchmarks import _plain_floor as on_floor
from benchmarks import _plain_talks as talks
from benchmarks._plain_delegation import PlainDelegation
from benchmarks._plain_goodwill import favours
from simulation.engine.batch import Negotiation
from simulation.protocols.conference.conference import Conference
from simulation.protocols.room import Room

__all__ = ["PlainConference"]

WAITS = (3, 4)  # delete and refer
FARTHEST = 0.02  # a mood is not drawn from farther out in the tails


class PlainConference(Model):  # type: ignore[misc] # Mesa ships no types
    """One replication; `step` is a session."""

    def __init__(self, negotiation: Negotiation, *, seed: int, replication: int) -> None:
        super().__init__(rng=seed)
        self.room: Room = negotiation.open(seed, [replication])
        assert isinstance(negotiation.protocol, Conference)  # noqa: S101 - there is no plain form of others
        self.rules = negotiation.protocol
        tableau = self.room.tableau
        self.n_issues, self.n_options = tableau.n_issues, tableau.n_options
        self.kind, self.valid = tableau.option_kind.tolist(), tableau.valid.tolist()
        self.at_first = (tableau.valid & ~tableau.drafted).tolist()
        self.written = (tableau.valid & ~tableau.drafted).tolist()
        self.tabled: dict[int, tuple[PlainDelegation, int] | None] = {}
        self.special, self.position = tableau.is_special.tolist(), tableau.option_position.tolist()
        self.draft = tableau.draft.tolist()
        self.table = tableau.draft.tolist()
        self.clean, self.readings = [False] * self.n_issues, [0] * self.n_issues
        self.called, self.closed_at = [False] * self.n_issues, [-1] * self.n_issues
        self.session, self.deadline = 0, int(self.room.state.deadline[0])
        self.waited = [0] * self.n_issues
        paces = self.paces()
        self.everyone: list[PlainDelegation] = list(
            PlainDelegation.create_agents(
                self, tableau.n_delegations, row=list(range(tableau.n_delegations)), pace=paces
            )
        )
        self.deciders = [d for d in self.everyone if d.decides]
        self.chair_unknown = self.room.state.chair_unknown[0].tolist()
        self.taste = [
            [chair.distaste(self, q, o) for o in range(self.n_options)] for q in range(self.n_issues)
        ]
        self.place, self.mood = chair.order_of_work(self), self.moods()
        self.pressure, self.endgame = 0.0, 0.0

    def step(self) -> None:
        """Hold one session."""
        self.last = self.deadline - self.session == 1
        self.pressure, self.endgame = self.felt(self.rules.clock.lead), self.felt(1.0)
        self.call()
        self.opened = self.open_clauses()
        self.agents.do("concede")
        for d, favour in zip(self.everyone, favours(self), strict=True):
            d.weigh(favour)
        chair.draft(self)
        talks.chair_talks(self)
        talks.talk(self)
        self.beliefs = {q: [d.believed(q) for d in self.everyone] for q in self.opened}
        self.coalesce()
        floor = {q: on_floor.hear(self, q) for q in self.opened}
        issued = chair.issue_text(self, floor)
        closed = on_floor.decide(self, floor)
        still = self.still_open()
        if issued and still and all(self.called[q] for q in still) and self.n_issues > 1:
            chair.try_package(self, closed)
        for q in self.opened:
            self.readings[q] += 1
        for q in range(self.n_issues):
            self.waited[q] = self.waited[q] + 1 if self.called[q] and not self.clean[q] else 0
        self.session += 1
        self.running = not all(self.clean) and self.session < self.deadline

    def drawn(self, stream: str) -> Any:  # noqa: ANN401 - numbers nested as deep as the stream has axes
        """Return the engine's random numbers of this session."""
        self.room.state.session = self.session
        return self.room.drawn(stream)[0].tolist()

    def paces(self) -> list[float]:
        """Return how much each capital releases in a session: some are slower than the mean, some quicker."""
        rules = self.rules.concede
        return [rules.pace * (1.0 + rules.unevenness * (2.0 * u - 1.0)) for u in self.drawn("capital")]

    def moods(self) -> list[float]:
        """Return by how much less than instructions say is asked on each clause, in lengths of the axis."""
        spread = self.rules.concede.temperature
        drawn = [min(max(u, FARTHEST), 1.0 - FARTHEST) for u in self.drawn("mood")]
        of_all, *of_each = (spread * math.log(u / (1.0 - u)) for u in drawn)
        return [(of_all + own) / 2.0 for own in of_each]

    def felt(self, lead: float) -> float:
        """Return how much time presses, when so many sessions are needed at the least."""
        clock = self.rules.clock
        needed = max(self.clean.count(False) * clock.work / min(clock.floor, self.n_issues), lead)
        pressure: float = min(1.0, needed / (self.deadline - self.session)) ** clock.urgency
        return pressure

    def call(self) -> None:
        """Call the clauses whose time has come: most of them late."""
        programme = self.rules.programme
        for q in range(self.n_issues):
            due = self.deadline * self.place[q] ** programme.late
            time_has_come = self.session + 1 >= due - 1e-9 or self.takes_stock
            self.called[q] = self.called[q] or not programme.enabled or time_has_come

    def goes_at_the_call(self, q: int) -> float:
        """Return how far of its way everybody goes on a clause that is called: the easier, the farther."""
        programme = self.rules.programme
        return programme.light * math.sqrt(1.0 - self.place[q]) if programme.enabled else 0.0

    @property
    def takes_stock(self) -> bool:
        """Whether every open clause is on the floor in this session."""
        programme = self.rules.programme
        return bool(programme.enabled and self.deadline - self.session <= programme.stock_taking)

    def still_open(self) -> list[int]:
        """Return the issues that are not agreed."""
        return [q for q in range(self.n_issues) if not self.clean[q]]

    def open_clauses(self) -> list[int]:
        """Return the open clauses that were read least often, those called before the others, small wins first."""
        brackets = [sum(d.objects[q] for d in self.everyone) for q in range(self.n_issues)]
        order = sorted(self.still_open(), key=lambda q: (not self.called[q], self.readings[q], brackets[q]))
        return order if self.takes_stock else order[: self.rules.clock.floor]

    def admissible(self, q: int, o: int) -> bool:
        """Return whether an option may be put: it is written, and deletion and referral wait."""
        propose = self.rules.propose
        ripe = self.last or self.readings[q] >= propose.patience
        if propose.last_resort:
            ripe = self.deadline - self.session <= propose.last_resort
        return self.written[q][o] and (ripe or self.kind[q][o] not in WAITS)

    def coalesce(self) -> None:
        """Let everybody join a platform, and members tell each other what they know."""
        tie = self.drawn("tie")
        for d in self.everyone:
            d.platform = [-1 if clean else held for clean, held in zip(self.clean, d.platform, strict=True)]
            for q in self.opened:
                d.platform[q] = d.choose_platform(q, self.beliefs[q][d.row], tie[q])
        for q in self.opened:
            for d in self.everyone:
                for other in self.everyone:
                    if d.platform[q] >= 0 and d.platform[q] == other.platform[q]:
                        d.unknown[other.row] *= 1.0 - self.rules.coalesce.tell

    def edits(self, q: int, o: int) -> int:
        """Return how many rungs an amendment is away from the first draft."""
        draft = self.draft[q]
        if o == draft:
            return 0
        rungs = [k for k in range(self.n_options) if self.valid[q][k] and not self.special[q][k]]
        if {self.kind[q][o], self.kind[q][draft]} & set(WAITS):
            return max(len(rungs) - 1, 1)
        if self.special[q][o] or self.special[q][draft]:
            return 1
        ends = sorted((self.position[q][o], self.position[q][draft]))
        return sum(ends[0] < self.position[q][k] <= ends[1] for k in rungs)

    def close(self, q: int, o: int, stand: on_floor.Stand) -> None:
        """Agree on a clause ad referendum."""
        self.table[q], self.clean[q], self.closed_at[q] = o, True, self.session
        for d in self.everyone:
            d.objects[q], d.folded[q], d.stated[q] = False, d in stand.folded, d in stand.statements
