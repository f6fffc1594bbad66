"""The conference as a plain Mesa model: Python objects and loops, as a careful user of Mesa would write them."""

import math
from typing import Any

from mesa import Model

from benchmarks._plain_delegation import OUT, TOLERANCE, PlainDelegation
from simulation.engine.batch import Negotiation
from simulation.protocols.conference.conference import Conference
from simulation.protocols.room import Room

__all__ = ["PlainConference"]

WAITS = (3, 4)  # delete and refer


def best(among: list[int], *keys: list[float]) -> int:
    """Return the option that is best by the first key, ties by the next; -1 where there is none."""
    left = among
    for key in keys:
        top = max((key[o] for o in left), default=OUT)
        left = [o for o in left if key[o] >= top - TOLERANCE]
    return left[0] if left else -1


def gumbel(uniform: float) -> float:
    """Return noise that, added to a log weight, makes the maximum a draw in proportion to weight."""
    return -math.log(max(-math.log(max(uniform, 1e-300)), 1e-300))


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
        self.special, self.position = tableau.is_special.tolist(), tableau.option_position.tolist()
        self.draft = tableau.draft.tolist()
        self.table = tableau.draft.tolist()
        self.clean, self.readings = [False] * self.n_issues, [0] * self.n_issues
        self.closed_at = [-1] * self.n_issues
        self.session, self.deadline, self.stalled = 0, int(self.room.state.deadline[0]), 0
        self.everyone: list[PlainDelegation] = list(
            PlainDelegation.create_agents(self, tableau.n_delegations, row=list(range(tableau.n_delegations)))
        )
        self.deciders = [d for d in self.everyone if d.decides]
        self.chair_unknown = self.room.state.chair_unknown[0].tolist()
        self.taste = [[self.distaste(q, o) for o in range(self.n_options)] for q in range(self.n_issues)]
        self.pressure, self.endgame = 0.0, 0.0

    def step(self) -> None:
        """Hold one session."""
        self.last = self.deadline - self.session == 1
        self.opened = self.open_clauses()
        self.pressure, self.endgame = self.felt(self.rules.clock.lead), self.felt(1.0)
        self.agents.do("concede")
        self.chair_talks()
        self.talk()
        self.beliefs = {q: [d.believed(q) for d in self.everyone] for q in self.opened}
        self.coalesce()
        floor = {q: self.hear(q) for q in self.opened}
        issued = self.chair_text(floor)
        closed = self.decide(floor)
        if issued and not all(self.clean):
            self.try_package(closed)
        for q in self.opened:
            self.readings[q] += 1
        self.stalled = 0 if self.session in self.closed_at else self.stalled + 1
        self.session += 1
        self.running = not all(self.clean) and self.session < self.deadline

    def drawn(self, stream: str) -> Any:  # noqa: ANN401 - numbers nested as deep as the stream has axes
        """Return the engine's random numbers of this session."""
        return self.room.drawn(stream)[0].tolist()

    def felt(self, lead: float) -> float:
        """Return how much time presses, when so many sessions are needed at the least."""
        clock = self.rules.clock
        needed = max(self.clean.count(False) * clock.work / min(clock.floor, self.n_issues), lead)
        pressure: float = min(1.0, needed / (self.deadline - self.session)) ** clock.urgency
        return pressure

    def open_clauses(self) -> list[int]:
        """Return the open clauses that were read least often, small wins first."""
        self.room.state.session = self.session
        still = [q for q in range(self.n_issues) if not self.clean[q]]
        brackets = [sum(d.objects[q] for d in self.everyone) for q in range(self.n_issues)]
        return sorted(still, key=lambda q: (self.readings[q], brackets[q]))[: self.rules.clock.floor]

    def admissible(self, q: int, o: int) -> bool:
        """Return whether an option may be put: deletion and referral wait."""
        ripe = self.last or self.readings[q] >= self.rules.propose.patience
        return self.valid[q][o] and (ripe or self.kind[q][o] not in WAITS)

    def chair_talks(self) -> None:
        """Let the chair learn of those it meets and their blocs."""
        total = sum(d.capability for d in self.everyone)
        for mark in self.drawn("chair_talk"):
            upto, met = 0.0, self.everyone[-1]
            for d in self.everyone:
                upto += d.capability
                if upto > mark * total:
                    met = d
                    break
            rate = self.rules.consult.learn
            self.chair_unknown = [
                u * (1.0 - rate * d) for u, d in zip(self.chair_unknown, met.disclose, strict=True)
            ]

    def talk(self) -> None:
        """Hold the bilateral talks: learn, trade, trust."""
        marks = self.drawn("talk")
        weight = [
            d.capability * (1 + sum(d.objects[q] and not self.clean[q] for q in range(self.n_issues)))
            for d in self.everyone
        ]
        for k in range(max(d.talks for d in self.everyone)):
            pairs = []
            for d in self.everyone:
                other = self.partner(d, weight, marks[d.row][k]) if d.talks > k else None
                if other is not None:
                    pairs.append((d, other))
            self.tell(pairs)
            self.trade(pairs)
            self.come_to_trust(pairs)

    def partner(self, d: PlainDelegation, weight: list[float], uniform: float) -> PlainDelegation | None:
        """Return whom a delegation seeks out."""
        total = sum(weight) - weight[d.row]
        if total <= 0:
            return None
        upto, last = 0.0, None
        for other in self.everyone:
            if other is not d:
                upto += weight[other.row]
                last = other
                if upto > uniform * total:
                    return other
        return last

    def tell(self, pairs: list[tuple[PlainDelegation, PlainDelegation]]) -> None:
        """Let both sides of every talk learn."""
        twice = 2 * self.rules.consult.learn
        learned = [d.learn_of(other, min(1.0, twice * d.trust[other.row])) for d, other in pairs]
        for (d, _), unknown in zip(pairs, learned, strict=True):
            d.unknown = unknown
        for d, other in pairs:
            other.unknown[d.row] *= 1.0 - min(1.0, twice * other.trust[d.row])

    def trade(self, pairs: list[tuple[PlainDelegation, PlainDelegation]]) -> None:
        """Strike the trades that are worth it on both sides."""
        rules = self.rules.trade
        for d, other in pairs:
            if d.give <= 0 or other.give <= 0:
                continue
            differs = {
                q: (other.salience[q] - d.salience[q]) * abs(other.ideal[q] - d.ideal[q])
                for q in range(self.n_issues)
                if not self.clean[q]
            }
            give, get = max(differs, key=lambda q: differs[q]), min(differs, key=lambda q: differs[q])
            if differs[give] > rules.worthwhile and differs[get] < -rules.worthwhile:
                d.traded[give] += rules.step * d.trust[other.row]
                other.traded[get] += rules.step * other.trust[d.row]
        for d in self.everyone:
            d.traded = [min(1.0, share) for share in d.traded]

    def come_to_trust(self, pairs: list[tuple[PlainDelegation, PlainDelegation]]) -> None:
        """Let trust follow agreement on the text on the table."""
        still = [q for q in range(self.n_issues) if not self.clean[q]]
        changes = []
        for d, other in pairs:
            same = sum(d.could[q][self.table[q]] == other.could[q][self.table[q]] for q in still)
            changes.append(self.rules.consult.trust_step * (same / len(still) - 0.5))
        for (d, other), change in zip(pairs, changes, strict=True):
            d.trust[other.row] = min(1.0, max(0.0, d.trust[other.row] + change))
        for (d, other), change in zip(pairs, changes, strict=True):
            other.trust[d.row] = min(1.0, max(0.0, other.trust[d.row] + change))

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

    def hear(self, q: int) -> list[int]:
        """Return the wordings on the floor: the table, platforms and one speaker's."""
        voice = [0.0] * len(self.everyone)
        for d in self.everyone:
            if d.proposes:
                for a, weight in d.speaks_through:
                    voice[a] += d.capability * d.salience[q] * weight
        floor = {self.table[q]} | set(self.platforms(q, voice))
        noise = self.drawn("floor")
        heard, speaker = OUT, None
        for d in self.everyone:
            may = any(self.admissible(q, o) and not d.red[q][o] for o in range(self.n_options))
            if d.proposes and may and voice[d.row] > 0:
                score = math.log(voice[d.row]) + gumbel(noise[d.row][q])
                if score > heard:
                    heard, speaker = score, d
        if speaker is not None:
            floor.add(self.wording(speaker, q))
        return sorted(floor)

    def platforms(self, q: int, voice: list[float]) -> list[int]:
        """Return the platforms that are heard."""
        noise, score = self.drawn("platform")[q], {}
        for o in range(self.n_options):
            pooled = sum(voice[d.row] for d in self.everyone if d.platform[q] == o)
            if pooled > 0:
                score[o] = math.log(pooled) + gumbel(noise[o])
        return sorted(score, key=lambda o: -score[o])[: self.rules.propose.hearings]

    def wording(self, d: PlainDelegation, q: int) -> int:
        """Return what a speaker tables."""
        may = [o for o in range(self.n_options) if self.admissible(q, o) and not d.red[q][o]]
        tie = self.drawn("tie")[q]
        option = best([o for o in may if d.could[q][o]], self.beliefs[q][d.row], d.gain[q], tie)
        return option if option >= 0 else best(may, d.gain[q], tie)

    def distaste(self, q: int, o: int) -> float:
        """Return what the chair takes off an option for lying away from its own ideal."""
        ideal = float(self.room.tableau.chair_ideal[0, q])
        away = 0.0 if math.isnan(ideal) else abs(float(self.room.setting.ladder.position[q, o]) - ideal)
        return (1.0 - self.room.tableau.scenario.chair.impartiality) * away

    def chair_text(self, floor: dict[int, list[int]]) -> bool:
        """Put the chair's text on the table when the room is stuck; return whether there is one."""
        powers = self.room.setting.powers
        if "text" not in powers or not (self.last or self.stalled >= self.rules.chair_text.patience):
            return False
        tie = self.drawn("tie")
        for q in range(self.n_issues):
            if self.clean[q]:
                continue
            support = [0.0] * self.n_options
            for d in self.deciders:
                for o in range(self.n_options):
                    could = d.could[q][o]
                    support[o] += could + self.chair_unknown[d.row] * (d.guess[q][o] - could)
            support = [s / len(self.deciders) - self.dislike(q, o) for o, s in enumerate(support)]
            kept = [float(o == self.table[q]) for o in range(self.n_options)]
            among = [o for o in range(self.n_options) if self.admissible(q, o)]
            self.table[q] = best(among, support, kept, tie[q])
            if q in floor and self.table[q] not in floor[q]:
                floor[q].append(self.table[q])
        return True

    def unwilling(self, margins: list[float], reds: list[bool]) -> list[PlainDelegation]:
        """Return who would rather not, after the line of the blocs."""
        return [d for d in self.deciders if reds[d.row] or d.mixed(margins) < -TOLERANCE]

    def objectors(
        self, margins: list[float], reds: list[bool], *, protected: bool
    ) -> tuple[list[PlainDelegation], list[PlainDelegation]]:
        """Return who is unwilling, and who of them objects although it has a price."""
        unwilling = self.unwilling(margins, reds)
        price = (
            self.rules.signal.isolation * (1.0 - len(unwilling) / len(self.deciders)) if protected else 0.0
        )
        folds = [protected and not reds[d.row] and -d.mixed(margins) <= price + TOLERANCE for d in unwilling]
        return unwilling, [d for d, fold in zip(unwilling, folds, strict=True) if not fold]

    def decide(self, floor: dict[int, list[int]]) -> list[int]:
        """Close what nobody objects to; return the issues that closed."""
        tie, taken = self.drawn("tie"), {}
        for q in self.opened:
            passing: dict[int, float] = {}
            for o in floor[q]:
                joined = sum(d.platform[q] == o for d in self.deciders) / len(self.deciders)
                protected = o == self.table[q] or joined >= self.rules.coalesce.cosign - TOLERANCE
                margins = [d.margin[q][o] for d in self.everyone]
                reds = [d.red[q][o] for d in self.everyone]
                unwilling, objectors = self.objectors(margins, reds, protected=protected)
                if not objectors:
                    willing = 1.0 - len(unwilling) / len(self.deciders)
                    edits = -1 if o == self.table[q] else self.edits(q, o)
                    passing[o] = -10.0 * edits + willing + tie[q][o]
                if o == self.table[q]:
                    for d in self.everyone:
                        d.objects[q] = d in objectors
            if passing:
                taken[q] = max(passing, key=lambda o: passing[o])
        for q, o in taken.items():
            self.close(q, o)
        return list(taken)

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

    def dislike(self, q: int, o: int) -> float:
        """Return what the chair takes off the support of a wording: its own taste, and a price for every edit."""
        return self.taste[q][o] + self.rules.values.edit_price * self.edits(q, o)

    def close(self, q: int, o: int) -> None:
        """Agree on a clause ad referendum."""
        self.table[q], self.clean[q], self.closed_at[q] = o, True, self.session
        for d in self.everyone:
            d.objects[q] = False

    def try_package(self, closed: list[int]) -> None:
        """Let the chair put one package over all open clauses."""
        still = [q for q in range(self.n_issues) if not self.clean[q]]
        option = {q: self.table[q] for q in [*still, *closed]}
        tie = self.drawn("tie")
        for _ in range(2):
            before = dict(option)
            for q in still:
                now = self.liked(option, still)
                scores = {}
                for o in range(self.n_options):
                    if self.admissible(q, o) or o == option[q]:
                        scores[o] = self.liked({**option, q: o}, still)
                top = max(scores, key=lambda o: scores[o] + tie[q][o])
                if scores[top] > now + TOLERANCE:
                    option[q] = top
            if before == option:
                break
        _, objectors = self.objectors(*self.whole(option, still), protected=True)
        if not objectors:
            for q in still:
                self.close(q, option[q])

    def whole(self, option: dict[int, int], still: list[int]) -> tuple[list[float], list[bool]]:
        """Return margins and red lines of a package for everybody."""
        margins = [
            d.credit + sum(d.gain[q][o] - d.aspiration[q] for q, o in option.items()) for d in self.everyone
        ]
        return margins, [any(d.red[q][option[q]] for q in still) for d in self.everyone]

    def liked(self, option: dict[int, int], still: list[int]) -> float:
        """Return what the chair thinks of a package: who would not object, less its taste a clause and its edits."""
        taste = sum(self.taste[q][option[q]] for q in still) / len(still)
        edited = self.rules.values.edit_price * sum(self.edits(q, option[q]) for q in still)
        return self.expected(option, still) - taste - edited

    def expected(self, option: dict[int, int], still: list[int]) -> float:
        """Return the share of decision-holders that the chair expects not to object to a package."""
        _, objectors = self.objectors(*self.whole(option, still), protected=True)
        total = 0.0
        for d in self.deciders:
            said = 0.0 if d in objectors else 1.0
            guessed = sum(d.guess[q][option[q]] for q in still) / len(still)
            total += said + self.chair_unknown[d.row] * (guessed - said)
        return total / len(self.deciders)
