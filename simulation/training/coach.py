"""The coach: a question, a concept or a concrete move, from what the seat itself may know and from nothing else."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from simulation.errors import UnknownComponentError
from simulation.live.moves import Place, SeatMove
from simulation.live.seen import SeatView
from simulation.scenario.pack_schema import CoachQuestion
from simulation.training.advice import Advice
from simulation.training.advisers import ADVISERS, go_on
from simulation.training.notes import AskedHint
from simulation.training.turned_advice import turned
from simulation.words import NOTHING, Said, said_of

__all__ = ["COACH_LEVELS", "Hint", "fitting", "hint", "next_level", "sentence"]

COACH_LEVELS: Final = ("off", "question", "concept", "move")
"""How much a hint gives away: nothing, what to ask oneself, the idea behind it, the move itself."""

_TAKE_TIME: Final = ("consult_bilaterally", "consult_capital")
"""Moves that take up one of the seat's talks."""
_SPENT: Final = ("say_so", "say_what", "say_top", "say_spare")
"""Advice to say at once what somebody might have paid for."""
_TOLD_AS: Final[Mapping[str, str]] = {
    "coach.better_say.concept": "coach.better.concept",
    "coach.better_say.question": "coach.better.question",
    "coach.floor_best.move": "coach.say_best.move",
    "coach.floor_promised.question": "coach.own_promise.question",
    "coach.hold_sponsor.question": "coach.hold.question",
    "coach.offer_sponsor.question": "coach.offer_red.question",
    "coach.say_top.move": "coach.say_so.move",
    "coach.say_top.question": "coach.say_what.question",
    "coach.say_what.move": "coach.say_so.move",
    "coach.say_whole.concept": "coach.floor_whole.concept",
    "coach.say_whole.question": "coach.floor_whole.question",
    "coach.trade_pair.question": "coach.trade.question",
}
"""Whose sentence says it as well: whoever was given the one has been given the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the coach says to a seat here and now."""

    level: str
    """One of `COACH_LEVELS`."""
    text: Said
    move: SeatMove | None = None
    """The move itself, at the level `move`: legal now, and across no red line of the seat."""
    place: Place | None = None
    """Issue and option that its advice is about; None: it is about no one wording."""
    matter: str = ""
    """What it is about: hints of all levels on the same matter have the same, in all languages, until the next move."""


def next_level(last: str, deepest: str) -> str:
    """Return the level to ask for next: one deeper than the last, as far as the coach may go, then a question again.

    Args:
        last: Level of the last hint on what is at hand, one of `COACH_LEVELS`; `off`: there was none.
        deepest: How far the coach goes, one of `COACH_LEVELS` but `off`.

    >>> [next_level(last, "concept") for last in ("off", "question", "concept")]
    ['question', 'concept', 'question']
    """
    return COACH_LEVELS[COACH_LEVELS.index(last) % COACH_LEVELS.index(deepest) + 1]


def hint(
    view: SeatView,
    level: str,
    pack_questions: Sequence[str | CoachQuestion] = (),
    *,
    given: Sequence[AskedHint] = (),
    about: str = "",
    asked: Place | None = None,
    passed: Collection[Place] = (),
) -> Hint:
    """Return a hint for a seat.

    Advisers are asked in the order of `ADVISERS`; what they say of a wording rests on `enough.judge`. The first of
    their hints that was never given is given; when all were, the one that lies back furthest. So a hint is not
    repeated while another fits, and to ask again for the same thing at a deeper level gives the idea behind the
    question, then the move: where an idea has none, that of another matter. An idea or a move that is the opposite of
    what was last advised on the wording says what has changed.

    Args:
        view: What the seat may know: its own brief, the public record, what it was told.
        level: One of `COACH_LEVELS`.
        pack_questions: Questions of a trainer, each when it may be asked: at the level `question` one of them stands
            before the question of the coach, never with the first hint, and none of them twice.
        given: The hints given so far, from `SeatNotes.hints`.
        about: The matter of an earlier hint: to stay with it, if it still fits and has a hint of this level.
        asked: Wording on the floor, issue and option, that the seat is asked of just now: to speak of it before others.
        passed: Wordings on the floor, issue and option, that the seat has been asked of and has passed over.

    Raises:
        UnknownComponentError: if there is no such level.
    """
    if level not in COACH_LEVELS:
        raise UnknownComponentError(kind="level of the coach", key=level, valid=COACH_LEVELS)
    if level == "off":
        return Hint(level=level, text=NOTHING)
    found = list(_hints(view, level, passed))
    if not found:
        return Hint(level=level, text=Said(f"coach.nothing.{level}"))
    on_it = [one for one in found if asked is not None and one.place == asked]
    found = [one for one in found if about and one.matter == about] or on_it or found
    last = {part: number for number, asked in enumerate(given) for part in (asked.text, *asked.text.parts())}
    chosen = min(found, key=lambda one: last.get(one.text, -1))
    general = _askable(view, pack_questions) if level == "question" and given else ()
    first = next((one for one in general if one not in last), NOTHING)
    changed = turned(view, chosen.text, given) if level != "question" else NOTHING
    return replace(chosen, text=Said.joined(first, chosen.text, changed))


def _hints(view: SeatView, level: str, passed: Collection[Place]) -> Iterator[Hint]:
    """Yield what fits, the most pressing first."""
    for number, advice in enumerate(fitting(view)):
        if level == "move" and advice.move is None:
            continue
        if advice.move is not None and (advice.move.issue, advice.move.option) in passed:
            continue
        text = sentence(advice, level)
        if level != "question":
            more = (advice.aside, "coach.spent" if advice.key in _SPENT else "")
            text = Said.joined(text, *(Said(key) for key in more if key))
        move, made = advice.move if level == "move" else None, advice.move
        place = (made.issue, made.option) if made is not None and made.option else None
        yield Hint(level=level, text=text, move=move, place=place, matter=f"{advice.key} {number}")


def _askable(view: SeatView, questions: Sequence[str | CoachQuestion]) -> Iterator[Said]:
    """Yield the questions of a trainer that are about something that is there."""
    is_in_brackets = any(issue.brackets for issue in view.issues if issue.is_open)
    for one in questions:
        asked = CoachQuestion(one) if isinstance(one, str) else one
        if asked.when == "always" or is_in_brackets:
            yield Said.verbatim(asked.text)


def sentence(advice: Advice, level: str) -> Said:
    """Return what an advice says at a level, without what its instructions say to it."""
    key = f"coach.{advice.key}.{level}"
    return said_of(_TOLD_AS.get(key, key), advice.values)


def fitting(view: SeatView) -> Iterator[Advice]:
    """Yield what fits on this view, the most pressing first.

    All the moves can be made one after the other: each is possible, no two are about the same, and there is time for
    all the talks. Where there is none, the room may go on.
    """
    if view.request is None:
        return
    taken, talks = set[tuple[str, ...]](), view.own.talks_left
    is_free = True
    for adviser in ADVISERS[view.phase]:
        for advice in adviser(view):
            if advice.move is None:
                yield advice
                continue
            takes_time = advice.move.move in _TAKE_TIME
            if advice.matters & taken or (takes_time and talks <= 0) or view.why_not(advice.move) is not None:
                continue
            taken |= advice.matters
            talks -= takes_time
            is_free = False
            yield advice
    if is_free:
        yield go_on(view)
