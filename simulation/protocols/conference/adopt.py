"""Adoption: the document as a whole against no document, and the eight ways in which it can end."""

from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray, at
from simulation.preferences import values
from simulation.protocols.conference import ballot
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.propose import pick_lexicographic
from simulation.protocols.conference.signal import (
    CAN_LIVE_WITH,
    FORMAL_OBJECT,
    SILENT,
    STATEMENT,
    Judgement,
    Signal,
)
from simulation.protocols.result import OUTCOME_CLASSES, SIGNALS, Result
from simulation.protocols.room import Room

__all__ = ["Adopt", "distances", "implementation", "weighed"]

_CODE = {name: code for code, name in enumerate(OUTCOME_CLASSES)}
JOINS, WITH_STATEMENT, DISSOCIATES, AGAINST, ABSTAINS = range(5)
SIGNS, WITH_RESERVATION, DOES_NOT_SIGN = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """A document put for adoption."""

    option: IntArray
    """`[R, I]`; -1: the issue is not in it."""
    left: IntArray
    """The same, less what falls with another clause, and counts for nobody."""
    margin: FloatArray
    """Mean gain plus the price of failure, after the bloc's line, `[R, A]`."""
    red: BoolArray
    """Crosses a red line of the delegation somewhere, `[R, A]`."""
    taken: Judgement
    """`[R, A, 1]`."""
    passes: BoolArray
    """`[R]`."""
    won_over: BoolArray
    """Who objected to it as long as a clause was in it that has fallen away, `[R, A, I]`."""
    at_a_loss: BoolArray
    """Is worth less than none to the delegation itself, whatever its bloc says, `[R, A]`."""

    @property
    def says(self) -> BoolArray:
        """Whether anything is left in it, `[R]`: what says nothing is no document."""
        return np.asarray((self.left >= 0).any(axis=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt(Mechanism):
    """Test the document as a whole; failing that, a vote if the forum has one, then a motion to refer.

    Off: what is clean is adopted without asking again.
    """

    participation: Annotated[float, Interval(ge=0, le=1)] = 2 / 3
    """Least share that must join for an adoption over objections not to count as low participation."""
    refer_worth: Annotated[float, Interval(ge=0, le=1)] = 0.25
    """Share of the distance that a referral of the whole leaves open to hope."""
    revise: bool = True
    """Before a document is lost, its clauses fall away one by one, first the one that costs it most consent."""
    weighty: Annotated[float, Interval(ge=0, le=1)] = 0.25
    """Share of what a delegation cares about that its statements must be on, for one on the whole document."""
    apart: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """The same for stepping away from those clauses: it lets the text pass and dissociates itself from them."""
    at_a_loss: bool = False
    """Whether a delegation stands by a text that is worth less to it than none, where it does not stop it because it
    would stand alone. Else it lets it pass, dissociates itself from it and does not sign it."""

    @property
    def steps_away(self) -> bool:
        """Whether who lets a text pass that is worth less to it than none dissociates itself; nobody does unasked."""
        return self.enabled and not self.at_a_loss

    def result(self, room: Room, signal: Signal) -> Result:
        """Return how it ends for every replication of the room."""
        state, forum = room.state, room.setting.forum
        clean = np.where(state.is_clean, state.table, -1)
        document = self._put(room, signal, clean)
        if self.enabled and self.revise and forum.leftover == "drop":
            document = self._revised(room, signal, document)
        whole = state.is_clean.all(axis=1) | (forum.leftover == "drop")
        adopted = document.says & whole & (document.passes if self.enabled else True)
        voted = np.zeros_like(adopted)
        if forum.call_vote is not None:
            tabled = self._put(room, signal, state.table) if forum.leftover == "fail" else document
            voted = tabled.says & ~adopted & (self._in_favour(room, tabled) > forum.call_vote + ATOL)
            document = _choose(voted, tabled, document)
        if room.setting.conditions.votes:
            voted = voted | (adopted & document.taken.objects[..., 0].any(axis=1))
        exists = adopted | voted
        option, left = (np.where(exists[:, None], says, -1) for says in (document.option, document.left))
        referred = ~exists & self._refers(room, signal) if forum.refer else np.zeros_like(exists)
        against = document.taken.objects[..., 0] & exists[:, None] & self.enabled
        joins = self._joins(room, document, against, exists, voted)
        stays_out = against | self._loses(room, document)
        return Result(
            outcome_class=self._classify(room, left, joins, against, referred),
            option=option,
            won_over=document.won_over,
            objects=against,
            joins=joins,
            signature=_signatures(room, joins, stays_out) if forum.signing else np.full_like(joins, -1),
            margin=document.margin,
            gain=_mean_gain(room, left),
            voted=voted,
            referred=referred,
            signals=_breadth(room),
            **implementation(room, left),
            **distances(room, left),
        )

    def answers(
        self, room: Room, option: IntArray, taken: Judgement, *, voted: bool
    ) -> tuple[IntArray, IntArray]:
        """Return how everybody stands to a text that is there, and whether it signs, if taken so; `[R, A]` each."""
        there = np.ones(len(option), dtype=bool)
        document = _document(room, option, taken, there)
        against = taken.objects[..., 0] & self.enabled
        joins = self._joins(room, document, against, there, there & voted)
        return joins, _signatures(room, joins, against | self._loses(room, document))

    def _put(self, room: Room, signal: Signal, option: IntArray) -> _Document:
        margin, red = weighed(room, option)
        taken = _judge(room, signal, margin, red, _told(room))
        passes = room.setting.conditions.passes(taken.objects, taken.unwilling)[:, 0]
        return _document(room, option, taken, passes)

    def _revised(self, room: Room, signal: Signal, document: _Document) -> _Document:
        """Return the document less the clauses without which it passes: while it fails, the costliest falls away.

        That is the clause without which something is left and fewest object; of several, the one without which fewest
        are unwilling; then by what is left to those who object: fewest red lines crossed, and least that falls short;
        then the one with which fewest others fall; then the first. A document that this does not save stays whole, for
        whoever calls a vote.
        """
        whole = document
        for _ in range(document.option.shape[1] - 1):
            rows = np.flatnonzero(~document.passes & ((document.option >= 0).sum(axis=1) > 1))
            if not len(rows):
                break
            part, kept = room.take(rows), document.option[rows]
            cost = np.stack([self._without(part, signal, kept, q) for q in range(kept.shape[1])], axis=2)
            option, falls = document.option.copy(), pick_lexicographic(kept >= 0, *-cost)
            option[rows, falls] = -1
            fails = np.zeros(len(option), dtype=bool)
            fails[rows] = True
            less = self._put(room, signal, option)
            won_over = document.won_over.copy()
            won_over[rows, :, falls] = (document.taken.objects & ~less.taken.objects)[rows, :, 0]
            document = _choose(fails, replace(less, won_over=won_over), document)
        return _choose(document.passes, document, whole)

    def _without(self, room: Room, signal: Signal, option: IntArray, issue: int) -> FloatArray:
        """Return what stands against the document without a clause, what counts most first, `[6, R]`."""
        without = option.copy()
        without[:, issue] = -1
        document = self._put(room, signal, without)
        objects, unwilling = document.taken.objects[..., 0], document.taken.unwilling[..., 0]
        short = np.maximum(-document.margin, 0.0)
        parts = (objects, unwilling, objects * _crossed(room, document.left), objects * short)
        counts = [part.sum(axis=1, dtype=np.float64) for part in parts]
        return np.stack([~document.says, *counts, (document.left < 0).sum(axis=1)])

    @staticmethod
    def _in_favour(room: Room, document: _Document) -> FloatArray:
        prefers = ~ballot.short(document.margin, 0.0) & ~document.red
        told = _told(room)
        if told is not None:
            prefers = np.where(told[:, 0] >= 0, told[:, 0] <= STATEMENT, prefers) & (told[:, 0] != SILENT)
        share: FloatArray = prefers.astype(np.float64) @ room.setting.decider
        return share

    def _refers(self, room: Room, signal: Signal) -> BoolArray:
        """Return whether a motion to refer the whole passes, `[R]`: judged like a document, nothing red."""
        state = room.state
        ladder = room.setting.ladder
        away = values.bent(np.abs(state.ideal - room.tableau.status_quo), ladder.curve)
        open_to = away - values.bent_once(ladder.vague_cost, ladder.curve, axes=away.ndim)
        margin = (self.refer_worth * state.salience * open_to).mean(axis=2) + room.tableau.failure_cost
        if room.setting.blocs is not None:
            margin = room.setting.blocs.mixed(margin[..., None])[..., 0]
        taken = _judge(room, signal, margin, np.zeros(margin.shape, dtype=bool))
        passes: BoolArray = room.setting.conditions.passes(taken.objects, taken.unwilling)[:, 0]
        return passes

    def _joins(
        self, room: Room, document: _Document, against: BoolArray, exists: BoolArray, voted: BoolArray
    ) -> IntArray:
        taken = document.taken
        statement = taken.statement[..., 0] | self._carries(room, document, self.weighty)
        apart = self._carries(room, document, self.apart) | self._loses(room, document)
        stand = np.select([apart, statement], [DISSOCIATES, WITH_STATEMENT], JOINS)
        # In a vote nobody puts a statement beside a yes: who is unwilling abstains, or votes against.
        cast = np.where(against, AGAINST, np.where(taken.unwilling[..., 0], ABSTAINS, JOINS))
        stand = np.where(voted[:, None], cast, np.where(against, DISSOCIATES, stand))
        if (
            room.people is not None
        ):  # a person stands to it as it said, and who abstains without a vote lets it pass
            said = np.where(room.people.stand == ABSTAINS, JOINS, room.people.stand)
            answers = room.people.seated & (said >= 0) & (said <= DISSOCIATES)
            stand = np.where(answers & ~against & ~voted[:, None], said, stand)
        return np.where(exists[:, None] & room.tableau.decide, stand, -1)

    def _loses(self, room: Room, document: _Document) -> BoolArray:
        """Return who does not stand by a document since it would rather have none, `[R, A]`, whether it objects or not.

        It is its own worth that counts, and its bloc's: a bloc can keep a member from stopping a text, and can keep one
        away from it, but makes nobody sign what is worse than nothing. Of people only who acts as instructed.
        """
        told = _told(room)
        loses: BoolArray = (document.taken.unwilling[..., 0] | document.at_a_loss) & self.steps_away
        return loses if told is None else loses & (told[:, 0] < 0)

    @staticmethod
    def _carries(room: Room, document: _Document, share: float) -> BoolArray:
        """Return whose statements are on clauses that carry such a share of what it cares about, `[R, A]`."""
        stated, salience = room.state.stated & (document.left >= 0)[:, None], room.state.salience
        weight = (stated * salience).sum(axis=2)
        carries: BoolArray = stated.any(axis=2) & (weight >= share * salience.sum(axis=2) - ATOL)
        return carries

    def _classify(
        self, room: Room, option: IntArray, joins: IntArray, against: BoolArray, referred: BoolArray
    ) -> IntArray:
        there = option >= 0
        exists = there.any(axis=1)
        commits = _at(room.tableau.commits, option) & there
        share = np.isin(joins, (JOINS, WITH_STATEMENT)) @ room.setting.decider
        over_objections = against.any(axis=1)
        refused = "chair_summary_only" if "text" in room.setting.powers else "no_outcome"
        outcome = np.select(
            [
                ~exists & referred,
                ~exists,
                ~commits.any(axis=1),
                over_objections & (share >= self.participation - ATOL),
                over_objections,
                ~commits.all(axis=1),
                np.isin(joins, (WITH_STATEMENT, DISSOCIATES)).any(axis=1),
            ],
            [
                _CODE["deferred_or_referred"],
                _CODE[refused],
                _CODE["deferred_or_referred"],
                _CODE["adopted_by_vote"],
                _CODE["adopted_low_participation"],
                _CODE["partial"],
                _CODE["consensus_with_statements"],
            ],
            _CODE["consensus_clean"],
        )
        return outcome.astype(np.int64)


def _judge(
    room: Room, signal: Signal, margin: FloatArray, red: BoolArray, told: IntArray | None = None
) -> Judgement:
    """Return how everybody takes a document, `[R, A, 1]`, by its mean margin over the issues and red lines, `[R, A]`.

    To stand alone against the whole costs as much as against one clause. So it is weighed against what the document is
    worth in all its issues together: against their mean it would count once for each of them.
    """
    in_all = room.tableau.n_issues * margin
    protected = np.ones((len(margin), 1), dtype=bool)
    return signal.judge(room, in_all[..., None], red[..., None], protected, told)


def _document(room: Room, option: IntArray, taken: Judgement, passes: BoolArray) -> _Document:
    """Return a document as it is put, with nobody won over yet."""
    left = room.tableau.falling.left(option)
    margin, red = weighed(room, left)
    own = _mean_gain(room, left) + room.tableau.failure_cost
    return _Document(
        option=option,
        left=left,
        margin=margin,
        red=red,
        taken=taken,
        passes=passes,
        won_over=np.zeros((*margin.shape, option.shape[1]), dtype=bool),
        at_a_loss=ballot.short(own, 0.0) & room.tableau.decide,
    )


def _choose(mask: BoolArray, one: _Document, other: _Document) -> _Document:
    """Return, replication by replication, one document or the other."""

    def pick[N: np.generic](a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return np.where(mask.reshape(-1, *[1] * (a.ndim - 1)), a, b)

    return _Document(
        option=pick(one.option, other.option),
        left=pick(one.left, other.left),
        margin=pick(one.margin, other.margin),
        red=pick(one.red, other.red),
        taken=Judgement(
            unwilling=pick(one.taken.unwilling, other.taken.unwilling),
            statement=pick(one.taken.statement, other.taken.statement),
            objects=pick(one.taken.objects, other.taken.objects),
        ),
        passes=pick(one.passes, other.passes),
        won_over=pick(one.won_over, other.won_over),
        at_a_loss=pick(one.at_a_loss, other.at_a_loss),
    )


def _at(fixed: np.ndarray, option: IntArray) -> np.ndarray:
    """Return what `[I, O]` holds for the options `[R, I]` (the first one where there is none)."""
    return fixed[np.arange(option.shape[1]), np.maximum(option, 0)]


def _mean_gain(room: Room, option: IntArray) -> FloatArray:
    """Return the mean over all issues of the gain of a document, `[R, A]`; issues not in it give 0."""
    gain = at(room.state.gain, np.maximum(option, 0))
    mean: FloatArray = (gain * (option >= 0)[:, None]).mean(axis=2)
    return mean


def weighed(room: Room, option: IntArray) -> tuple[FloatArray, BoolArray]:
    """Return what a document is worth beside none, after the bloc's line, and whose red lines it crosses, `[R, A]`."""
    left = room.tableau.falling.left(option)
    margin = _mean_gain(room, left) + room.tableau.failure_cost
    if room.setting.blocs is not None:
        margin = room.setting.blocs.mixed(margin[..., None])[..., 0]
    return margin, _crossed(room, left) > 0


def _crossed(room: Room, option: IntArray) -> IntArray:
    """Return how many red lines of each delegation a document crosses, `[R, A]`."""
    red = at(room.state.is_red, np.maximum(option, 0))
    crossed: IntArray = (red & (option >= 0)[:, None]).sum(axis=2)
    return crossed


def _told(room: Room) -> IntArray | None:
    """Return how people take the document, as codes of `SIGNALS`, `[A, 1]`; -1: as instructed."""
    people = room.people
    if people is None:
        return None
    told = np.select(
        [people.blocks, *(people.stand == stand for stand in range(ABSTAINS + 1))],
        [FORMAL_OBJECT, CAN_LIVE_WITH, STATEMENT, SILENT, FORMAL_OBJECT, SILENT],
        -1,
    )
    return np.where(people.seated, told, -1)[:, None]


def _signatures(room: Room, joins: IntArray, stays_out: BoolArray) -> IntArray:
    reserves = np.isin(joins, (WITH_STATEMENT, DISSOCIATES)) & ~stays_out
    signs = np.select([joins == JOINS, reserves], [SIGNS, WITH_RESERVATION], DOES_NOT_SIGN)
    if room.people is not None:
        chosen = room.people.seated & (room.people.signature >= 0)
        signs = np.where(chosen, room.people.signature, signs)
    return np.where(joins >= 0, signs, -1).astype(np.int64)


def _breadth(room: Room) -> FloatArray:
    """Return the shares of the five signals on the clauses that closed, `[R, 5]`; 0 without any."""
    given = room.state.closing_signal
    count = np.stack([(given == code).sum(axis=(1, 2)) for code in range(len(SIGNALS))], axis=1)
    total = count.sum(axis=1, keepdims=True)
    shares: FloatArray = count / np.maximum(total, 1)
    return shares


def implementation(room: Room, option: IntArray) -> dict[str, FloatArray]:
    """Return mean precision and expected implementation of the committing clauses in the text, `[R]` each."""
    commits = _at(room.tableau.commits, option) & (option >= 0)
    number = commits.sum(axis=1)
    precision = _at(room.setting.ladder.precision, option)
    objected = (room.state.closing_signal == len(SIGNALS) - 1).astype(np.float64)
    content = 1.0 - (room.setting.decider @ objected)

    def mean(value: FloatArray) -> FloatArray:
        total = (value * commits).sum(axis=1)
        return np.divide(total, number, out=np.zeros(len(number)), where=number > 0)

    return {"precision": mean(precision), "implementation": mean(precision * content)}


def distances(room: Room, option: IntArray) -> dict[str, FloatArray]:
    """Return mean distances of the text from first draft and status quo, `[R]` each; a dropped issue reverts."""
    tableau = room.tableau
    lies = np.where(option >= 0, _at(room.setting.ladder.position, option), tableau.status_quo)
    draft = room.setting.ladder.position[np.arange(tableau.n_issues), tableau.draft]
    return {
        "from_draft": np.abs(lies - draft).mean(axis=1),
        "from_status_quo": np.abs(lies - tableau.status_quo).mean(axis=1),
    }
