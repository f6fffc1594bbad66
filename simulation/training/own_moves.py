"""The moves of a seat that can be left out of a game one by one, and its silences, in place of which it could move."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from simulation.live.moves import SIGNAL_OF, Phase, Place, SeatMove, answers_in
from simulation.live.offers import Offer
from simulation.protocols.result import JOINS, SIGNALS
from simulation.protocols.room import Package
from simulation.training.course_of_play import Course, Deed
from simulation.training.replay_without_moves import SEATING
from simulation.words import Said, Value, said

__all__ = ["OwnMove", "of_deed", "own_moves"]

_FORMAL_OBJECT: Final = SIGNALS.index("formal_object")
_VOTES_AGAINST: Final = JOINS.index("votes_against")
_ANSWERS: Final = answers_in("package")
_ENDS: Final[Mapping[str, Phase]] = {
    move: phase for phase in ("adoption", "signing") for move in answers_in(phase)
}
_SAYS: Final = ("on_package", "said", "adoption", "signing")
"""Kinds of moves that are told with what was said."""
_UNTRIED: Final = SEATING | {"speak"}
"""What changes nothing but who sits there, and words: free text is never interpreted."""
_FIRST: Final = (
    "propose_package",
    "offer_trade",
    "accept_trade",
    "on_package",
    "adoption",
    "signing",
    "consult_capital",
    "ask_for_chair_text",
    "ask_for_recess",
    "ask_for_group",
    "seek_deferral",
)
"""Kinds of moves that are tried first, for they turn games most; then all others, then silences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMove:
    """One move of a seat, or one silence, and what is done in its place to see what hung on it."""

    kind: str
    """A move of `SEAT_MOVES`, or a silence; a word behind the point chooses another sentence for it."""
    session: int
    """Counted from 1."""
    at: int
    """Its place in the game, later ones greater."""
    without: tuple[int, ...] = ()
    """Numbers of the moves that are left out."""
    instead: tuple[Deed, ...] = ()
    """What is done where it did nothing, or in place of it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Of clauses, wordings and delegations, as the case has them."""
    said: tuple[tuple[str, str], ...] = ()
    """Of answers: the wording and the move. Of a package: the wording and the clause."""

    @property
    def is_silence(self) -> bool:
        """Whether it left something undone."""
        return bool(self.instead)

    @property
    def told(self) -> Said:
        """What it is, in words that follow the session."""
        values: dict[str, Value] = {
            name: Said(text) if name == "how" else text for name, text in self.names.items()
        }
        if self.kind == "propose_package":
            parts = [said("debrief.own.part", option=option, issue=issue) for option, issue in self.said]
        else:
            parts = [
                said("debrief.own.answered", option=option, how=said(f"move.{how}"))
                for option, how in self.said
            ]
        return said(f"debrief.own.{self.kind}", parts=Said.listed(parts), **values)

    @property
    def otherwise(self) -> Said:
        """The other way, in words that begin a sentence."""
        move = self.instead[0].move.move if self.instead else ""
        return said(f"debrief.own.had.{move}" if move else "debrief.own.without")


def own_moves(course: Course, seat: str) -> tuple[OwnMove, ...]:
    """Return all moves and silences of a person's seat, those first on which games turn most.

    Answers on one clause in one session are one move. A silence is told of only where there is one clear thing to do:
    an offer that was refused or left unanswered could have been accepted; a wording on the floor, to which the person
    said nothing so that instructions spoke, could have been answered the other way; and a package or a document that
    instructions refused could have been accepted.
    """
    deeds = [deed for deed in course.deeds if deed.move.seat == seat and deed.move.move not in _UNTRIED]
    # To turn an offer down is to leave it: what could have been is to accept it, which is among the silences.
    moves = list(_made(course, [deed for deed in deeds if deed.move.move != "refuse_trade"]))
    moves.sort(key=lambda move: (_place(move), move.at))
    silences = [*_offers(course, seat, deeds), *_wholes(course, seat), *_floor(course, seat)]
    return tuple(moves + silences)


def of_deed(course: Course, deed: Deed) -> OwnMove:
    """Return a move by itself, to be told."""
    return next(_made(course, [deed]))


def _place(move: OwnMove) -> int:
    named = move.kind.split(".", maxsplit=1)[0]
    return _FIRST.index(named) if named in _FIRST else len(_FIRST)


def _made(course: Course, deeds: list[Deed]) -> Iterator[OwnMove]:
    """Yield what the seat did, all that answers the same together."""
    together = dict[tuple[object, ...], list[Deed]]()
    for deed in deeds:
        together.setdefault(_what(deed), []).append(deed)
    for same in together.values():
        last = same[-1]
        if _is_on_floor(last):
            answers = {deed.move.option: deed.move for deed in same}
            said = tuple((_wording(course, (one.issue, one.option)), one.move) for one in answers.values())
            kind = "answer" if len(said) == 1 else "answers"
            yield _own(kind, same, {"issue": _issue(course, last.move.issue)}, said)
        else:
            kind, names = _called(course, last)
            parts = tuple(
                (_wording(course, place), _issue(course, place[0])) for place in last.move.package.items()
            )
            yield _own(kind, same, names, parts)


def _is_on_floor(deed: Deed) -> bool:
    return deed.phase == "floor" and deed.move.move in SIGNAL_OF


def _what(deed: Deed) -> tuple[object, ...]:
    """Return what a move is about: the same for moves that are left out together."""
    if _is_on_floor(deed):
        return deed.session, deed.move.issue
    if deed.question:
        return deed.session, deed.phase, *deed.question
    return (deed.number,)


def _own(
    kind: str, same: list[Deed], names: Mapping[str, str], said: tuple[tuple[str, str], ...] = ()
) -> OwnMove:
    return OwnMove(
        kind=kind,
        session=same[0].session,
        at=same[0].number,
        without=tuple(deed.number for deed in same),
        names=names,
        said=said,
    )


def _called(course: Course, deed: Deed) -> tuple[str, dict[str, str]]:
    """Return what kind of move it is, and the names in it; `how` is the key of what it said."""
    move, names = deed.move, dict[str, str]()
    if move.issue:
        names["issue"] = _issue(course, move.issue)
    if move.option:
        names["option"] = _wording(course, (move.issue, move.option))
    if move.to:
        names["to"] = _name(course, move.to)
    if deed.offer is not None:
        names |= _offered(course, deed.offer)
    if move.give is not None and move.get is not None:
        names |= _terms(course, move.give, move.get)
    kind = _kind(deed)
    if kind == "on_package":
        names["to"] = _name(course, course.record.tableau.delegations[deed.question[0]])
    if kind.startswith(_SAYS):
        names["how"] = f"move.{move.move}"
    return kind, names


def _kind(deed: Deed) -> str:
    """Return under which word a move is told."""
    move = deed.move
    if move.move == "consult_bilaterally":
        about = ".option" if move.option else ".issue" if move.issue else ""
        return move.move + about
    if move.move == "offer_trade":
        verdict = "" if deed.weighed is None else deed.weighed.verdict
        return move.move + (".struck" if verdict == "accepts" else ".refused" if verdict else ".open")
    if move.move in _ANSWERS:
        return "on_package" if deed.question[0] >= 0 else "on_package.chair"
    if move.move in SIGNAL_OF or move.move == "oppose":
        return "said"
    return _ENDS.get(move.move, move.move)


def _offers(course: Course, seat: str, deeds: list[Deed]) -> Iterator[OwnMove]:
    """Yield the offers to the seat that it turned down or left unanswered: it could have accepted them."""
    refused = [
        (deed.session, deed.offer, (deed.number,)) for deed in deeds if deed.move.move == "refuse_trade"
    ]
    lapsed = [(session, offer, ()) for session, offer in course.lapsed if offer.to == seat]
    for session, offer, without in [*refused, *lapsed]:
        if offer is None:
            continue
        move = SeatMove(seat=seat, move="accept_trade", offer=offer.id)
        yield OwnMove(
            kind="silence.refused" if without else "silence.offer",
            session=session,
            at=without[0] if without else _end_of(course, session),
            without=without,
            instead=(_deed(course, session, "talks", move, offer=offer),),
            names=_offered(course, offer),
        )


def _wholes(course: Course, seat: str) -> Iterator[OwnMove]:
    """Yield packages and documents that instructions refused, since a person in the seat said nothing to them."""
    row = course.row(seat)
    mine = [deed for deed in course.deeds if deed.move.seat == seat and deed.question]
    answered = {_what(deed) for deed in mine if deed.move.move not in SEATING}
    refused = {
        (one.session, "package", *_put(one.put.package)) for one in course.packages if one.put.objects[row]
    }
    for deed in mine:
        what = _what(deed)
        if what in answered:
            continue
        if what in refused:
            move = "accept_package"
        elif deed.phase == "adoption" and course.record.outcome.joins[row] == _VOTES_AGAINST:
            move = "join_consensus"
        else:
            continue
        made = SeatMove(seat=seat, move=move)
        yield OwnMove(
            kind=f"silence.{deed.phase}",
            session=deed.session,
            at=deed.number,
            instead=(_deed(course, deed.session, deed.phase, made, question=deed.question),),
        )


def _put(package: Package) -> tuple[int, ...]:
    return package.author, *package.option.tolist()


def _floor(course: Course, seat: str) -> Iterator[OwnMove]:
    """Yield wordings on the floor to which a person in the seat had said nothing, so that its instructions spoke.

    It could have objected, where no promise bound it, or have let pass what crosses no red line. Those on which a
    clause was agreed in that session come first.
    """
    record, row, found = course.record, course.row(seat), list[tuple[bool, OwnMove]]()
    for session in course.sat(seat):
        after = course.stages[session].state if session < record.n_rounds else course.ending
        quiet = (record.signal[session - 1, row] >= 0) & (after.people.said[row] < 0)
        for issue, option in np.argwhere(quiet).tolist():
            topic = course.case.issues[issue]
            objects = record.signal[session - 1, row, issue, option] == _FORMAL_OBJECT
            if objects and record.is_red[session - 1, row, issue, option]:
                continue
            move = SeatMove(
                seat=seat,
                move="can_live_with" if objects else "object_formally",
                issue=topic.key,
                option=topic.options[option].key,
            )
            silence = OwnMove(
                kind="silence.objected" if objects else "silence.passed",
                session=session,
                at=_end_of(course, session),
                instead=(_deed(course, session, "floor", move),),
                names={"issue": topic.name, "option": topic.options[option].label},
            )
            agreed = record.closed_by[session - 1, issue] >= 0 and record.table[session, issue] == option
            found.append((not agreed, silence))
    found.sort(key=lambda item: (item[0], item[1].session))
    yield from (silence for _, silence in found)


def _deed(
    course: Course,
    session: int,
    phase: Phase,
    move: SeatMove,
    *,
    offer: Offer | None = None,
    question: tuple[int, ...] = (),
) -> Deed:
    number = len(course.log.entries)
    return Deed(number=number, session=session, phase=phase, move=move, offer=offer, question=question)


def _end_of(course: Course, session: int) -> int:
    """Return the number of the last move of a session, after which a silence is counted."""
    return max((deed.number for deed in course.deeds if deed.session <= session), default=0)


def _issue(course: Course, key: str) -> str:
    return course.case.issues[course.ending.issue(key)].name


def _wording(course: Course, place: Place) -> str:
    return course.ending.wording(*course.ending.place(place)).label


def _name(course: Course, key: str) -> str:
    found = next(item for item in course.case.delegations if item.key == key)
    return found.short or found.name


def _terms(course: Course, give: Place, get: Place) -> dict[str, str]:
    return {
        "give": _wording(course, give),
        "give_issue": _issue(course, give[0]),
        "get": _wording(course, get),
        "get_issue": _issue(course, get[0]),
    }


def _offered(course: Course, offer: Offer) -> dict[str, str]:
    """Return the names in an offer as whoever it is made to gives and gets."""
    return {"to": _name(course, offer.by), **_terms(course, offer.get, offer.give)}
