"""Packages: all open clauses at once, put together by the chair or by a bridge-builder."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.protocols.conference.chair_text import distaste
from simulation.protocols.conference.decide import close
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.signal import (
    CAN_LIVE_WITH,
    FORMAL_OBJECT,
    SILENT,
    STATEMENT,
    SUPPORT,
    Judgement,
    Signal,
)
from simulation.protocols.room import FallenPackage, PutPackage, Room, Turn
from simulation.protocols.room import Package as WholeText

__all__ = ["Package"]

CHAIR, BRIDGE = 1, 2
SWEEPS = 2


@dataclass(slots=True, kw_only=True)
class _Search:
    """A package being put together for some replications, with its sums kept up to date, `[r, A]`."""

    room: Room
    signal: Signal
    is_open: BoolArray
    """`[r, I]`."""
    worth: FloatArray
    """Gain less aspiration after the bloc's line, `[r, I, O, A]`: delegations last, where the loops are long."""
    red: NDArray[np.int8]
    guess: FloatArray
    """`[r, I, O, A]`."""
    unknown: FloatArray
    """What the author does not know of each delegation, `[r, A]`."""
    counted: BoolArray
    """Clauses whose worth is added to the credit, `[r, I]`."""
    credit: FloatArray
    """What everybody brings to the package, `[r, A]`."""
    taste: FloatArray
    """What the author takes off an option for its own taste, `[r, I, O]`; 0 for a bridge-builder."""
    admissible: BoolArray
    """`[r, I, O]`."""
    barred: BoolArray
    """What the author does not put, `[r, I, O]`."""
    tie: FloatArray
    """`[r, I, O]`."""
    option: IntArray = field(init=False)
    """`[r, I]`."""
    margin: FloatArray = field(init=False)
    crossed: NDArray[np.int8] = field(init=False)
    """Red lines that the package crosses, `[r, A]`."""
    guessed: FloatArray = field(init=False)
    """Sum of public guesses over the open clauses, `[r, A]`."""

    def begin(self, start: IntArray) -> None:
        """Put `start`, `[r, I]`, together."""
        rows = np.arange(len(start))[:, None], np.arange(start.shape[1]), start
        self.option = start.copy()
        self.margin = self.credit + (self.worth[rows] * self.counted[..., None]).sum(axis=1)
        self.crossed = (self.red[rows] * self.is_open[..., None]).sum(axis=1, dtype=np.int8)
        self.guessed = (self.guess[rows] * self.is_open[..., None]).sum(axis=1)

    def improve(self) -> None:
        """Change one clause at a time while the author thinks better of the whole."""
        for _ in range(SWEEPS):
            before = self.option.copy()
            for q in np.flatnonzero(self.is_open.any(axis=0)):
                self._improve(int(q))
            if (before == self.option).all():
                return

    def _improve(self, q: int) -> None:
        rows, now = np.arange(len(self.option)), self.option[:, q]
        worth, red, guess = self.worth[:, q], self.red[:, q], self.guess[:, q]
        margin = worth + (self.margin - worth[rows, now])[:, None]
        crossed = red + (self.crossed - red[rows, now])[:, None]
        guessed = guess + (self.guessed - guess[rows, now])[:, None]
        n_open = self.is_open.sum(axis=1)[:, None]
        value = self._expected(margin, crossed, guessed) - self.taste[:, q] / n_open
        value -= self.room.setting.resistance[:, q]
        value[self.barred[:, q]] = -np.inf
        allowed = self.admissible[:, q] | (now[:, None] == np.arange(worth.shape[1]))
        score = np.where(allowed & self.is_open[:, q, None], value + self.tie[:, q], -np.inf)
        best = score.argmax(axis=1)
        rises = np.isfinite(score[rows, best]) & (value[rows, best] > value[rows, now] + ATOL)
        best = np.where(rises, best, now)
        self.option[:, q] = best
        self.margin = margin[rows, best]
        self.crossed = crossed[rows, best]
        self.guessed = guessed[rows, best]

    def _expected(self, margin: FloatArray, crossed: NDArray[np.int8], guessed: FloatArray) -> FloatArray:
        """Return the share of decision-holders expected not to object, `[r, O]`, from `[r, O, A]` arrays."""
        protected = np.ones(margin.shape[:2], dtype=bool)
        red = np.swapaxes(crossed > 0, 1, 2)
        objects = self.signal.objects(self.room, np.swapaxes(margin, 1, 2), red, protected)
        said = (~np.swapaxes(objects, 1, 2)).astype(np.float64)
        n_open = self.is_open.sum(axis=1)[:, None, None]
        share: FloatArray = (
            said + self.unknown[:, None] * (guessed / n_open - said)
        ) @ self.room.setting.decider
        return share


@dataclass(frozen=True, slots=True, kw_only=True)
class Package(Mechanism):
    """Put one package over all open clauses, so that a loss on one pays for a gain on another.

    Only in a package forum, and with more than one clause. Here linkage may go below what a clause alone would
    allow; never below a red line. Off: clauses close one by one only.
    """

    def apply(self, room: Room, turn: Turn, signal: Signal, lean: float) -> None:
        """Let the chair, then a person who wants to, else one bridge-builder, try a package.

        The chair puts one when it issues a text and has called every clause.

        Where a package waits for people to answer, `turn.waiting` holds it and nothing else has happened; once they
        have answered, the same call goes on from there.
        """
        turn.waiting, turn.fallen = None, []
        if not self.enabled or not room.setting.package or room.tableau.n_issues == 1:
            return
        all_called = (turn.called | room.state.is_clean).all(axis=1)
        waits = self._try(room, turn, signal, (turn.chair_text >= 0).any(axis=1) & all_called, lean=lean)
        if not waits and not self._from_a_person(room, turn, signal):
            self._from_a_bridge(room, turn, signal)

    def _from_a_person(self, room: Room, turn: Turn, signal: Signal) -> bool:
        """Put the package of the first person who has one; return whether there is any."""
        if room.people is None:
            return False
        authors = np.flatnonzero(room.people.seated & (room.people.package >= 0).any(axis=1))
        if not len(authors):
            return False
        is_open = ~room.state.is_clean
        author = np.full(len(room.rows), authors[0])
        turn.bridge_by = np.where(is_open.any(axis=1), author, -1)
        package = room.people.package[authors[0]]
        start = np.where(is_open & (package >= 0), package, room.state.table)
        self._try(room, turn, signal, is_open.any(axis=1), author=author, start=start)
        return True

    def _from_a_bridge(self, room: Room, turn: Turn, signal: Signal) -> None:
        bridges = np.flatnonzero(room.setting.bridges & room.tableau.propose)
        if room.people is not None:
            bridges = bridges[~room.people.seated[bridges]]
        if len(bridges):
            read = ((room.state.readings > 0) | room.state.is_clean).all(axis=1)
            drawn = room.drawn("floor")[:, bridges, 0]
            author = bridges[drawn.argmax(axis=1)]
            turn.bridge_by = np.where(read & ~room.state.is_clean.all(axis=1), author, -1)
            self._try(room, turn, signal, turn.bridge_by >= 0, author=author)

    def _try(
        self,
        room: Room,
        turn: Turn,
        signal: Signal,
        mask: BoolArray,
        *,
        lean: float = 0.0,
        author: IntArray | None = None,
        start: IntArray | None = None,
    ) -> bool:
        """Put a package: as it stands in `start`, `[R, I]`, or the best that its author can think of.

        Return whether it waits for people.
        """
        rows = np.flatnonzero(mask & ~room.state.is_clean.all(axis=1))
        if not len(rows):
            return False
        part = room if len(rows) == len(room.rows) else room.take(rows)
        search = _begin(part, turn, rows, signal=signal, lean=lean, author=author)
        search.begin(part.state.table if start is None else start[rows])
        if start is None:
            search.improve()
        by, puts = CHAIR if author is None else BRIDGE, np.ones(len(rows), dtype=bool)
        if author is not None and start is None:
            puts = _can_live_with_own(search, author[rows])
            _put_own(search, author[rows], puts)
            turn.bridge_by[rows[~puts]] = -1
        if not puts.any():
            return False
        told = _told(room, by, author)
        taken = _judge(search, told)
        if told is not None and _waits(room, search, told, author):
            turn.waiting = _whole(search, author)
            return True
        passes = puts & part.setting.conditions.passes(taken.objects, taken.unwilling)[:, 0]
        if told is not None and puts[0] and not passes[0]:
            turn.fallen.append(_fallen(search, author, taken))
        if room.looks_on is not None and puts[0]:
            room.looks_on(_put(search, author, taken, told=told, passes=bool(passes[0])))
        words = _words(part, taken, told)
        _close(room, turn, rows[passes], option=search.option[passes], words=words[passes], by=by)
        return False


def _judge(search: _Search, told: IntArray | None) -> Judgement:
    protected = np.ones((len(search.option), 1), dtype=bool)
    red = (search.crossed > 0)[..., None]
    return search.signal.judge(search.room, search.margin[..., None], red, protected, told)


def _can_live_with_own(search: _Search, author: IntArray) -> BoolArray:
    """Return which authors `[r]` can put the best that they can think of, `[r]`.

    Nobody puts what crosses a red line of its own, nor a whole that is worth less to it than no document.
    """
    rows, clauses, state = np.arange(len(author)), np.arange(search.option.shape[1]), search.room.state
    gain = state.gain[rows[:, None], author[:, None], clauses, search.option].mean(axis=1)
    worth = gain + search.room.tableau.failure_cost[rows, author]
    can: BoolArray = (worth >= -ATOL) & (search.crossed[rows, author] == 0)
    return can


def _put_own(search: _Search, author: IntArray, puts: BoolArray) -> None:
    """Let those authors `[r]` who put their package live with it: their margin is 0 at least."""
    at = np.flatnonzero(puts), author[puts]
    search.margin[at] = np.maximum(search.margin[at], 0.0)


def _whole(search: _Search, author: IntArray | None) -> WholeText:
    return WholeText(author=-1 if author is None else int(author[0]), option=search.option[0])


def _fallen(search: _Search, author: IntArray | None, taken: Judgement) -> FallenPackage:
    """Return the package of a room with people that did not pass; for who of them was not asked instructions speak."""
    by = _whole(search, author).author
    return FallenPackage(author=by, is_open=search.is_open[0], objects=taken.objects[0, :, 0])


def _put(
    search: _Search, author: IntArray | None, taken: Judgement, *, told: IntArray | None, passes: bool
) -> PutPackage:
    """Return the package of one replication for who looks on."""
    option, issues = search.option[0], np.arange(search.option.shape[1])

    def judged(options: IntArray) -> tuple[BoolArray, BoolArray]:
        return _judged(search, author, options)

    def agreed(rows: Sequence[int]) -> bool:
        said = np.full((search.margin.shape[1], 1), -1) if told is None else told.copy()
        said[rows] = CAN_LIVE_WITH
        return _passes(search, said)

    return PutPackage(
        package=_whole(search, author),
        is_open=search.is_open[0],
        admissible=search.admissible[0] & ~search.barred[0],
        margin=search.margin[0].copy(),
        account=search.worth[0, issues, option] * search.counted[0][:, None],
        objects=taken.objects[0, :, 0],
        passes=passes,
        judged=judged,
        agreed=agreed,
    )


def _judged(search: _Search, author: IntArray | None, options: IntArray) -> tuple[BoolArray, BoolArray]:
    """Return who would object to packages, `[N, I]`, by instructions, `[N, A]`, and which would pass, `[N]`.

    Its author would not put what crosses its own red line or is worth less to it than no document: it objects to that.
    """
    room, issues = search.room, np.arange(options.shape[1])
    margin = search.credit[0] + (search.worth[0, issues, options] * search.counted[0][:, None]).sum(axis=1)
    red = (search.red[0, issues, options] * search.is_open[0][:, None]).any(axis=1)
    if author is not None:
        gain = room.state.gain[0, author[0], issues, options].mean(axis=1)
        stands = ~red[:, author[0]] & (gain + room.tableau.failure_cost[0, author[0]] >= -ATOL)
        margin[:, author[0]] = np.where(stands, np.maximum(margin[:, author[0]], 0.0), -np.inf)
    protected = np.ones((1, len(options)), dtype=bool)
    taken = search.signal.judge(room, margin.T[None], red.T[None], protected)
    passes = room.setting.conditions.passes(taken.objects, taken.unwilling)[0]
    return taken.objects[0].T, passes


def _told(room: Room, by: int, author: IntArray | None) -> IntArray | None:
    """Return what people say to a package, `[A, 1]`; its author supports it; -1: as instructed."""
    people = room.people
    if people is None:
        return None
    told = np.where(people.seated | people.awaited, people.on_package[:, by - CHAIR], -1)
    if author is not None:
        told[author[0]] = SUPPORT if people.seated[author[0]] else -1
    return told[:, None]


def _waits(room: Room, search: _Search, told: IntArray, author: IntArray | None) -> bool:
    """Return whether a package has to wait for people: some have not answered, and without them it would pass."""
    people = room.people
    if people is None or not people.waits:
        return False
    asked = (people.seated | people.awaited) & room.tableau.decide & (told[:, 0] == -1)
    if author is not None:
        asked[author[0]] = False
    if not asked.any():
        return False
    return _passes(search, np.where(asked[:, None], CAN_LIVE_WITH, told))


def _passes(search: _Search, told: IntArray) -> bool:
    """Return whether the package of one replication passes if people say this to it, `[A, 1]`."""
    taken = _judge(search, told)
    return bool(search.room.setting.conditions.passes(taken.objects, taken.unwilling)[0, 0])


def _begin(
    part: Room, turn: Turn, rows: IntArray, *, signal: Signal, lean: float, author: IntArray | None
) -> _Search:
    state, people = part.state, part.people
    worth = state.gain - turn.asked[rows]
    credit, guess = turn.credit[rows], state.guess
    if author is None:
        unknown, credit = state.chair_unknown, credit - turn.resented[rows]
        taste = lean * distaste(part)
    else:
        taste = np.zeros((len(rows), *part.setting.ladder.position.shape))
        unknown = state.unknown[np.arange(len(rows)), author[rows]]
    if people is not None:  # what somebody has said is known to all; who spoke is weighed wording by wording
        speaks, stance = people.speaks, people.stance(turn.stance[rows])  # with what was said on the floor
        hidden = np.where(people.spoken, 0.0, unknown[..., None, None])
        guess = np.where(speaks[:, None, None], stance + hidden * (guess - stance), guess)
        unknown = np.where(speaks, 1.0, unknown)
    if part.setting.blocs is not None:
        worth = part.setting.blocs.mixed(worth.reshape(*credit.shape, -1)).reshape(worth.shape)
        credit = part.setting.blocs.mixed(credit[..., None])[..., 0]
    return _Search(
        room=part,
        signal=signal,
        is_open=~state.is_clean,
        worth=_delegations_last(worth),
        red=_delegations_last(turn.is_red[rows]).view(np.int8),
        guess=_delegations_last(guess),
        unknown=unknown,
        # Clauses that closed on the floor of this very session count like those still open: the package meets them as
        # they stand, since the account was made up before.
        counted=~state.is_clean | (turn.closed_by[rows] >= 0),
        credit=credit,
        taste=taste,
        admissible=turn.admissible[rows],
        barred=_barred(turn, rows, author),
        tie=part.drawn("tie")[np.arange(len(rows))[:, None], np.arange(state.table.shape[1])],
    )


def _barred(turn: Turn, rows: IntArray, author: IntArray | None) -> BoolArray:
    """Return what authors do not put since it crosses a red line of theirs, `[r, I, O]`; the chair has none."""
    if author is None:
        return np.zeros_like(turn.admissible[rows])
    barred: BoolArray = turn.is_red[rows, author[rows]]
    return barred


def _delegations_last[N: np.generic](whole: NDArray[N]) -> NDArray[N]:
    """Return `[r, A, I, O]` as `[r, I, O, A]`."""
    return np.ascontiguousarray(whole.transpose(0, 2, 3, 1))


def _words(part: Room, taken: Judgement, told: IntArray | None) -> IntArray:
    """Return the signal of everybody to the package as a whole, `[r, A]`."""
    words = np.where(taken.unwilling, SILENT, CAN_LIVE_WITH)
    words = np.where(taken.statement, STATEMENT, words)
    words = np.where(taken.objects, FORMAL_OBJECT, words)
    if told is not None:
        words = np.where(told >= 0, told, words)
    return np.where(part.tableau.decide, words[..., 0], -1)


def _close(room: Room, turn: Turn, rows: IntArray, *, option: IntArray, words: IntArray, by: int) -> None:
    state = room.state
    closes = np.zeros_like(state.is_clean)
    closes[rows] = ~state.is_clean[rows]
    options = state.table.copy()
    options[rows] = option
    signal = np.full(state.closing_signal.shape, -1, dtype=np.int64)
    signal[rows] = words[..., None]
    close(room, turn, closes=closes, option=options, signal=signal, by=by)
