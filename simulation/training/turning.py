"""Turning points: the own moves and silences on which most hung, found by leaving out each and playing to the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulation.arrays import ATOL
from simulation.training.course_of_play import Course, otherwise, otherwise_told
from simulation.training.own_moves import OwnMove, of_deed, own_moves
from simulation.training.progress import Told
from simulation.training.replay_without_moves import Dropped, Replay, Why, replay, replay_by_agent
from simulation.training.worths import amount, apart, got
from simulation.words import Said, said

__all__ = ["Fallen", "Turning", "TurningPoint", "turning_points"]

_MOST_TRIED: Final = 100
"""Moves and silences that are tried: each is a game played again from its session on."""
_MOST_TOLD: Final = 3
_NAMED: Final = 3
"""Clauses, and moves that fell away, that are named; the rest is counted."""
_ANSWERS: Final = frozenset[Why]({"offer", "package", "document"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """A move of the seat that fell away with one that was left out, because what it answered did not come."""

    move: OwnMove
    why: Why

    @property
    def sentence(self) -> Said:
        """What fell away and why, in words."""
        return said(f"debrief.turn.fell.{self.why}", s=self.move.session, what=self.move.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningPoint:
    """A move or a silence of the seat, and how it would have ended otherwise."""

    move: OwnMove
    own: float
    """What the seat got, in lengths of the axis."""
    value: float
    """What it would have got."""
    agent: float
    """What an agent got that sat in the seat from this session on, with the same chance."""
    had_document: bool
    has_document: bool
    changes: tuple[tuple[str, str], ...]
    """What the document would say otherwise: name of the issue and wording; empty: nothing on it."""
    fallen: tuple[Fallen, ...]
    """Answers of the seat that fell away."""
    is_handed_over: bool
    """An agent held the seat in a part of the game: not all that it got is its person's doing."""
    impossible: int
    """Other moves of the seat that were not possible any more."""
    of_others: int
    """Moves of other people that were not."""

    @property
    def session(self) -> int:
        """Counted from 1."""
        return self.move.session

    @property
    def effect(self) -> float:
        """What the seat got less what it would have got."""
        return self.own - self.value

    @property
    def heading(self) -> Said:
        """Which move it is."""
        return said("debrief.turn", s=self.session, move=self.move.told)

    @property
    def sentences(self) -> tuple[Said, ...]:
        """What the seat got, what it would have got, what fell away, and what an agent got, in words."""
        return (
            got(self.own, is_handed_over=self.is_handed_over),
            said(
                "debrief.turn.otherwise",
                otherwise=self.move.otherwise,
                ending=self._ending,
                more=self._more,
                value=amount(self.value),
            ),
            *self._fell,
            said("debrief.turn.agent", s=self.session, agent=amount(self.agent)),
        )

    @property
    def _ending(self) -> Said:
        if self.had_document and not self.has_document:
            return said("debrief.turn.no_document")
        if not self.had_document:
            return said("debrief.turn.document" if self.has_document else "debrief.turn.no_document.either")
        if not self.changes:
            return said("debrief.turn.same_document")
        told = otherwise_told(self.changes)
        named = told[:_NAMED]
        if len(told) > _NAMED:
            named.append(said("debrief.turn.more_clauses", n=len(told) - _NAMED))
        return said("debrief.turn.other_document", changes=Said.listed(named))

    @property
    def _more(self) -> Said:
        if abs(self.effect) <= ATOL:
            return said("debrief.turn.even")
        way = "less" if self.effect > 0 else "more"
        return said(f"debrief.turn.{way}", n=apart(self.own, self.value))

    @property
    def _fell(self) -> tuple[Said, ...]:
        rest = self.impossible + max(0, len(self.fallen) - _NAMED)
        told = [one.sentence for one in self.fallen[:_NAMED]]
        if rest:
            told.append(said("debrief.turn.fell", n=rest))
        if self.of_others:
            told.append(said("debrief.turn.fell.others", n=self.of_others))
        return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """What hung on the moves of a seat, one by one."""

    points: tuple[TurningPoint, ...]
    """Those with an effect, at most three, the largest first."""
    order: tuple[int, ...]
    """All sessions, counted from 1: first those in which most hung on a move."""
    own: float
    """What the seat got, in lengths of the axis."""
    agent: float
    """What an agent got that sat in the seat from the first session on, with the same chance."""
    silent: float
    """What the seat would have got with none of its moves, by its instructions alone."""
    tried: int
    """Moves and silences that were tried."""
    found: int
    """Moves and silences that there were."""
    is_handed_over: bool
    """An agent held the seat in a part of the game."""

    @property
    def heading(self) -> Said:
        """The heading of the turning points."""
        return said("debrief.page.turning" if self.points else "debrief.page.turning.none")

    @property
    def sentences(self) -> tuple[Said, ...]:
        """Sentences on the results of the seat and an agent, and on how the turning points were found."""
        told = [
            got(self.own, is_handed_over=self.is_handed_over),
            said("debrief.turning.got", agent=amount(self.agent)),
        ]
        if not self.found:
            return (*told, said("debrief.turning.no_moves"))
        if self.tried < self.found:
            told.append(said("debrief.turning.some", tried=self.tried, found=self.found))
        else:
            told.append(said("debrief.turning.tried", n=self.tried))
        if not self.points:
            told.append(said("debrief.turning.none"))
        return (*told, said("debrief.turning.silent", silent=amount(self.silent)))


def turning_points(course: Course, seat: str, *, most: int = _MOST_TRIED) -> Told[Turning]:
    """Return the moves and silences of a seat on which most hung; yield games played, and in all.

    Each is left out, or done where it was not, while people make all their other moves and the chance stays the same.
    What hung on it is how far the own worth of the end changes; of two alike, the one without which there is a document
    or none where it was otherwise comes first, then a move before a silence, then the earlier. A silence is a turning
    point only if moving would have done better: to have done no harm is no move.

    Args:
        course: The negotiation.
        seat: Key of the delegation.
        most: Moves that are tried.
    """
    moves = own_moves(course, seat)
    total = min(most, len(moves)) + 2 + _MOST_TOLD
    agents = {1: replay_by_agent(course, seat, 1)}
    every = [number for move in moves for number in move.without]
    silent = replay(course, seat, 1, without=every)
    yield 2, total
    actual = replay(course, seat, course.record.n_rounds)
    tried = yield from _tried(course, seat, moves[:most], total)
    tried.sort(key=lambda one: _rank(actual, *one))
    turned = _apart([one for one in tried if _turns(actual, *one)])[:_MOST_TOLD]
    for move, _ in turned:
        if move.session not in agents:
            agents[move.session] = replay_by_agent(course, seat, move.session)
    yield total, total
    return Turning(
        points=tuple(_point(course, seat, actual, one, agents[one[0].session].value) for one in turned),
        order=_order(course, [one[0].session for one in tried if _turns(actual, *one)]),
        own=actual.value,
        agent=agents[1].value,
        silent=silent.value,
        tried=len(moves[:most]),
        found=len(moves),
        is_handed_over=course.is_handed_over(seat),
    )


def _tried(
    course: Course, seat: str, moves: Sequence[OwnMove], total: int
) -> Told[list[tuple[OwnMove, Replay]]]:
    """Return how it ends without each move, or with it where it was not made; yield games played, of so many."""
    tried: list[tuple[OwnMove, Replay]] = []
    for number, move in enumerate(moves, start=3):
        ended = replay(course, seat, move.session, without=move.without, instead=move.instead)
        if not any(one.deed in move.instead for one in ended.dropped):
            tried.append((move, ended))
        yield number, total
    return tried


def _turns(actual: Replay, move: OwnMove, ended: Replay) -> bool:
    """Return whether it would have ended otherwise for the seat; of a silence, whether it would have done better."""
    if move.is_silence:
        return ended.value > actual.value + ATOL
    return abs(actual.value - ended.value) > ATOL or actual.has_document != ended.has_document


def _rank(actual: Replay, move: OwnMove, ended: Replay) -> tuple[float, bool, bool, int]:
    effect = round(abs(actual.value - ended.value), 9)
    return -effect, actual.has_document == ended.has_document, move.is_silence, move.at


def _apart(found: Sequence[tuple[OwnMove, Replay]]) -> list[tuple[OwnMove, Replay]]:
    """Return those that are not the same again in another session, with the same end."""
    apart = dict[tuple[object, ...], tuple[OwnMove, Replay]]()
    for move, ended in found:
        what = (move.kind, *sorted(move.names.items()), move.said, round(ended.value, 9))
        apart.setdefault(what, (move, ended))
    return list(apart.values())


def _order(course: Course, heaviest: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys([*heaviest, *range(1, course.record.n_rounds + 1)]))


def _point(
    course: Course, seat: str, actual: Replay, found: tuple[OwnMove, Replay], agent: float
) -> TurningPoint:
    move, ended = found
    own = [one for one in ended.dropped if one.deed.move.seat == seat and one.deed.move.move != "speak"]
    answers = [one for one in own if one.why in _ANSWERS]
    return TurningPoint(
        move=move,
        own=actual.value,
        value=ended.value,
        agent=agent,
        had_document=actual.has_document,
        has_document=ended.has_document,
        changes=otherwise(course.case, actual.final, ended.final),
        fallen=tuple(_fallen(course, one) for one in _last(answers)),
        is_handed_over=course.is_handed_over(seat),
        impossible=len(own) - len(answers),
        of_others=sum(one.deed.move.seat != seat for one in ended.dropped),
    )


def _last(answers: Sequence[Dropped]) -> list[Dropped]:
    """Return the answers that stood: of several to one question, the last."""
    by_question = {
        (one.deed.session, one.deed.phase, one.deed.question or one.deed.number): one for one in answers
    }
    return list(by_question.values())


def _fallen(course: Course, dropped: Dropped) -> Fallen:
    return Fallen(move=of_deed(course, dropped.deed), why=dropped.why)
