"""The coach: a question first; asked again on the same, the idea behind it, then a move. Each hint is counted."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.seat.game import Game
from dashboard.seat.packs import for_seats
from simulation.live import SeatView
from simulation.training import COACH_LEVELS, AskedHint, hint, next_level
from simulation.words import Said, told_in

__all__ = ["ask", "show"]

_HINT: Final = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The last hint."""

    stands: str
    """Digest of the moves at which it was given."""
    level: str
    matter: str
    text: Said


def ask(at_hand: Game, view: SeatView) -> None:
    """Place the button, unless the coach is to be silent; each time it is pressed leads one rung deeper."""
    if at_hand.coach == COACH_LEVELS[0]:
        return
    if st.button(words().say("seat.coach.ask"), key="seat.coach.ask"):
        last = _last(at_hand)
        level = _next(at_hand, last)
        about = last.matter if last is not None and level != COACH_LEVELS[1] else ""
        given = at_hand.notes.hints
        questions = for_seats(at_hand.case, at_hand.language).coach
        found = hint(view, level, questions, given=given, about=about)
        asked = AskedHint(session=view.session, level=found.level, text=found.text)
        if at_hand.note(hints=(*given, asked)):  # a hint that is not counted is not shown
            at_hand.shown[_HINT] = _Shown(
                stands=at_hand.digest,
                level=found.level,
                matter=found.matter,
                text=found.text,
            )


def show(at_hand: Game) -> None:
    """Show the last hint until the next move, and what to ask for next."""
    last = _last(at_hand)
    if last is None:
        return
    say = words().say
    further = say(f"seat.coach.further.{_next(at_hand, last)}")
    with told_in(at_hand.language):
        st.info(f"**{say(f'seat.coach.says.{last.level}')}** {escaped(last.text)}")
    st.caption(further)


def _last(at_hand: Game) -> _Shown | None:
    """Return the last hint if no move was made since."""
    last: _Shown | None = at_hand.shown.get(_HINT)
    return last if last is not None and last.stands == at_hand.digest else None


def _next(at_hand: Game, last: _Shown | None) -> str:
    return next_level(COACH_LEVELS[0] if last is None else last.level, at_hand.coach)
