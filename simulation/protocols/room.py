"""The room: what every mechanism of a protocol reads and writes in a session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.preferences.values import Ladder
from simulation.protocols.people import People
from simulation.rules.decision import Conditions
from simulation.scenario.forums import Forum
from simulation.state.draws import Draws
from simulation.state.negotiation import NegotiationState
from simulation.state.tableau import Rows, Tableau
from simulation.strategies.strategy import Strategy

__all__ = ["Blocs", "FallenPackage", "Package", "PutPackage", "Room", "Setting", "Turn", "in_line"]


def in_line(margin: FloatArray, share: FloatArray, say: FloatArray, discipline: FloatArray) -> FloatArray:
    """Return margins `[R, ..., A, K]` after the line of the blocs; what they are made of is said in `Blocs`."""
    say = say.reshape(len(say), *[1] * (margin.ndim - 3), *say.shape[1:])
    line: FloatArray = share @ (say @ margin)
    line *= discipline
    line += (1.0 - discipline) * margin
    return line


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocs(Rows):
    """What standing groups do to talks, voice and margins."""

    disclose: FloatArray
    """What a talk with the row tells about the column, `[A, A]`: all of itself, part of its bloc-mates."""
    voice: FloatArray
    """How voice passes from the row to spokespersons, `[A, A]`; rows sum to 1."""
    discipline: FloatArray
    """Weight of the blocs' line for the row, `[A, 1]`."""
    share: FloatArray
    """What each bloc counts for the row, `[A, B]`; rows sum to 1, or to 0 without a bloc."""
    say: FloatArray
    """What each member counts in a bloc, by capability, `[R, B, A]`; rows sum to 1."""
    others: FloatArray
    """1 for those that share a bloc with the row, `[A, A]`."""

    PER_REPLICATION = frozenset({"say"})

    def mixed(self, margin: FloatArray) -> FloatArray:
        """Return margins `[R, ..., A, K]` after the bloc's line."""
        return in_line(margin, self.share, self.say, self.discipline)

    def mates(self, rows: IntArray, capability: FloatArray) -> FloatArray:
        """Return the weight of each bloc-mate by capability, `[R, a, A]`; rows sum to 1, or to 0 without mates."""
        weight = self.others[rows] * capability[:, None]
        total = weight.sum(axis=2, keepdims=True)
        return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What follows from tableau, forum and protocol once and for all. Fields without R serve every replication."""

    forum: Forum
    conditions: Conditions
    ladder: Ladder
    powers: frozenset[str]
    """Of the chair."""
    package: bool
    """Whether packages may be put; a clause that was agreed counts only once the text as a whole is adopted."""
    strategies: tuple[tuple[Strategy, IntArray], ...]
    """Each strategy with the rows of its cohort."""
    firm: BoolArray
    """Releases what its own rule says and no more, `[A]`."""
    led: BoolArray
    """Releases as others do, its bloc or those whom it knows, `[A]`."""
    holds: BoolArray
    refuses: BoolArray
    bridges: BoolArray
    """`[A]`."""
    pressed: FloatArray
    """How far the price of standing alone presses each delegation, `[A]`; 1: in full."""
    holds_out: FloatArray
    """Share of its best that each delegation asks at first, at least, for a clause that is dear to it, `[A]`; less and
    less as time runs, and nothing in the last session. 0: it goes by the clock there as well."""
    talks: IntArray
    """Talks that each delegation can hold in a session, `[A]`."""
    blocs: Blocs | None
    """None: nobody belongs to any."""
    decider: FloatArray
    """1 / N for each of the N decision-holders, 0 for the others, `[A]`."""
    edits: IntArray
    """From the first draft to each wording, `[I, O]`."""
    resistance: FloatArray
    """What its edits take off the support of a wording that a chair or a bridge-builder puts together, `[R, I, O]`;
    `[1, I, O]` where it is the same in every replication."""

    def take(self, rows: IntArray | BoolArray) -> "Setting":
        """Return the setting for these replications only."""
        setting = self if self.blocs is None else replace(self, blocs=self.blocs.take(rows))
        if isinstance(self.ladder.curve, np.ndarray):
            setting = replace(setting, ladder=self.ladder.take(rows))
        if any(isinstance(strategy, Rows) for strategy, _ in self.strategies):
            taken = [(one.take(rows) if isinstance(one, Rows) else one, at) for one, at in self.strategies]
            setting = replace(setting, strategies=tuple(taken))
        return setting if len(self.resistance) == 1 else replace(setting, resistance=self.resistance[rows])


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """All open clauses at once, put to the room."""

    author: int
    """Row; -1: the chair."""
    option: IntArray
    """`[I]`; what it says on clauses that are clean is how they were agreed."""

    @property
    def column(self) -> int:
        """Where in `People.on_package` the answers to it stand: the chair's first, then a delegation's."""
        return 0 if self.author < 0 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenPackage:
    """A package that was put and did not pass."""

    author: int
    """Row; -1: the chair."""
    is_open: BoolArray
    """Clauses that it would have settled, `[I]`."""
    objects: BoolArray
    """Who objected, `[A]`; for people who were not asked their instructions do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutPackage:
    """A package that was put, how it was taken, and what says how another would have been: for who looks on."""

    package: Package
    is_open: BoolArray
    """Clauses that it settles, `[I]`."""
    admissible: BoolArray
    """Wordings that might have stood in it, `[I, O]`."""
    margin: FloatArray
    """What it leaves everybody over what is asked, in sum over the clauses, after the bloc's line, `[A]`."""
    account: FloatArray
    """What each clause adds to that, `[I, A]`."""
    objects: BoolArray
    """Who objected, `[A]`."""
    passes: bool
    judged: Callable[[IntArray], tuple[BoolArray, BoolArray]]
    """From other packages of the same author, `[N, I]`: who would object by its instructions, `[N, A]`, and which would
    pass, `[N]`."""
    agreed: Callable[[Sequence[int]], bool]
    """Whether it passes if the people in these seats, rows, can live with it and all others answer as they did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Floor:
    """Where to find what concerns the issues on the floor."""

    opened: IntArray
    """The issues, `[R, m]`."""
    lines: IntArray
    """Where their lines are in an array `[R, A, I, ...]` laid flat, `[R, m, A]`."""
    kept: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)
    """Arrays that were asked for, each with what was taken of it."""

    @classmethod
    def of(cls, opened: IntArray, whole: np.ndarray) -> Self:
        """Return the floor of these issues, from any array `[R, A, I, ...]`."""
        r, a, i = whole.shape[:3]
        return cls(opened=opened, lines=np.arange(r * a).reshape(r, 1, a) * i + opened[..., None])


@dataclass(slots=True, kw_only=True)
class Turn:
    """One session in the making: filled by the mechanisms in their order, read by the record, then forgotten.

    m is the number of places on the floor; axis m runs over the issues in `opened`.
    """

    pressure: FloatArray
    endgame: FloatArray
    """How much time presses to ask for instructions and to lift brackets, `[R]`, 0..1."""
    last: BoolArray
    """This is the last session planned, `[R]`."""
    called: BoolArray
    """Clauses that the chair has called for decision, `[R, I]`: on the others everybody keeps the bracket."""
    opened: IntArray
    """Issues on the floor, `[R, m]`, distinct."""
    is_opened: BoolArray
    """False where fewer than m issues are still open, `[R, m]`."""
    limited: BoolArray
    """Gives as fast as its capital answers, and would give more, `[R, A]`."""
    due: FloatArray
    """Share of the way to its limit that it would have gone in step with the clock, `[R, A, I]`, 0..1."""
    aspiration: FloatArray
    """`[R, A, I]`."""
    asked: FloatArray
    """The same wording by wording, less where the generous want one and more where those do who hold out, `[R, A, I,
    O]`."""
    premium: FloatArray
    """What waiting is worth without a programme, short of one's best, `[R, A, I]`."""
    credit: FloatArray
    """What closed clauses left over in a package, `[R, A]`; one on which it folded is closed for good."""
    own_margin: FloatArray
    """Of every option, `[R, A, I, O]`."""
    is_red: BoolArray
    """`[R, A, I, O]`, as it was when the session began."""
    could: BoolArray
    """Could accept today, `[R, A, I, O]`."""
    stance: BoolArray | FloatArray
    """The same as those see it who know everybody: of people only what they said, `[R, A, I, O]`."""
    partner: IntArray
    trade_give: IntArray
    trade_get: IntArray
    """`[R, A, K]`; -1: none."""
    admissible: BoolArray
    """Deletion and referral wait for their readings, `[R, I, O]`."""
    believed: FloatArray
    """Share of decision-holders believed to accept, `[R, m, A, O]`."""
    on_floor: BoolArray
    protected: BoolArray
    """`[R, m, O]`."""
    drafted: IntArray
    """Wording that a drafting group brought back, `[R, I]`; -1: none."""
    speaker: IntArray
    speaker_option: IntArray
    """`[R, m, H]` with H speakers; -1: none."""
    chair_text: IntArray
    """Option of the chair's text, `[R, I]`; -1: none."""
    resented: FloatArray
    """Price that a text put together without hearing it has for each delegation, `[R, A]`."""
    margin: FloatArray
    """After the bloc's line, `[R, m, A, O]`."""
    signal: IntArray
    """`[R, m, A, O]`; -1: not asked."""
    closed_by: IntArray
    """`[R, I]`; -1: not closed in this session."""
    bridge_by: IntArray
    """`[R]`; -1: none."""
    fallen: list[FallenPackage] = field(default_factory=list)
    """Packages that were put to a room with people in it and did not pass, in order."""
    waiting: "Package | None" = None
    """A package that waits for the answers of people; then the session is not over yet."""
    _floor: _Floor | None = field(default=None, init=False, repr=False)

    def on[N: np.generic](self, whole: NDArray[N]) -> NDArray[N]:
        """Return the entries of an array `[R, A, I, ...]` for the opened issues, `[R, m, A, ...]`.

        Two dozen arrays are asked for in a session: where their lines are is worked out once, and to take whole lines
        is several times as quick as an index over two axes.
        """
        return whole.reshape(-1, *whole.shape[3:]).take(self._found(whole).lines, axis=0)

    def kept[N: np.generic](self, whole: NDArray[N]) -> NDArray[N]:
        """Return the same of an array that several mechanisms ask for, taken once.

        Neither that array nor what is returned may be changed while the session lasts.
        """
        kept = self._found(whole).kept
        for known, found in kept:
            if known is whole:
                return found
        found = self.on(whole)
        kept.append((whole, found))
        return found

    def _found(self, whole: np.ndarray) -> _Floor:
        if self._floor is None or self._floor.opened is not self.opened:
            self._floor = _Floor.of(self.opened, whole)
        return self._floor


@dataclass(slots=True, kw_only=True)
class Room:
    """Tableau, state, draws and setting of the replications that are still negotiating."""

    tableau: Tableau
    state: NegotiationState
    setting: Setting
    draws: Draws
    rows: IntArray
    """Row in `draws` of each replication, `[R]`."""
    people: People | None = None
    """None: there are agents in every seat, as in every ensemble."""
    looks_on: Callable[[PutPackage], None] | None = None
    """Told of every package once it is answered, in a room of one replication; None: nobody looks on. A part or a copy
    of the room has nobody who does."""
    is_recorded: bool = True
    """Somebody reads how far everybody would go (`state.reach`). In a batch that nobody else watches it is not worked
    out."""
    gladly: tuple[FloatArray, BoolArray, FloatArray] | None = field(default=None, init=False, repr=False)
    """How gladly each wording would be taken, `[R, A, I, O]`, after what it was made of: what falls short, what is red.
    Kept, since it changes with instructions only."""

    def drawn(self, stream: str) -> FloatArray:
        """Return this session's numbers of a stream, `[R, ...]`."""
        sheet: FloatArray = getattr(self.draws, stream)
        now: FloatArray = sheet[self.rows, self.state.session]
        return now

    def resistance(self, opened: IntArray) -> FloatArray:
        """Return the support that wordings of the opened issues lose by their edits, `[R, m, O]`."""
        price = self.setting.resistance
        rows = 0 if len(price) == 1 else np.arange(len(opened))[:, None]
        found: FloatArray = price[rows, opened]
        return found

    def take(self, rows: IntArray | BoolArray) -> "Room":
        """Return a room with these replications only; the draws are shared."""
        return Room(
            tableau=self.tableau.take(rows),
            state=self.state.take(rows),
            setting=self.setting.take(rows),
            draws=self.draws,
            rows=self.rows[rows],
            people=self.people,
            is_recorded=self.is_recorded,
        )

    def fork(self) -> "Room":
        """Return a room whose state is its own; what never changes is shared."""
        people = None if self.people is None else self.people.fork()
        return replace(self, state=self.state.fork(), people=people, looks_on=None)
