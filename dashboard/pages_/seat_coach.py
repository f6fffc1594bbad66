"""The coach: one hint at a time, at the level that was chosen; each that is asked for is counted."""

from typing import Final

import streamlit as st

from dashboard.escaping import escaped
from dashboard.seat.figures import signed
from dashboard.seat.game import COACHING, Game
from dashboard.seat.packs import for_seats
from dashboard.session_state import words
from simulation.live import SeatView
from simulation.training.coach import hint
from simulation.training.notes import AskedHint
from simulation.words import told_in

__all__ = ["ask", "show"]

_HINT: Final = "hint"


def ask(at_hand: Game, view: SeatView) -> None:
    """Place the button, unless the coach is to be silent."""
    if at_hand.coach == COACHING[0]:
        return
    if st.button(words().say("seat.coach.ask"), key="seat.coach.ask"):
        given = at_hand.notes.hints
        with told_in(at_hand.language):
            found = hint(view, at_hand.coach, for_seats(at_hand.case).coach, given=given)
        asked = AskedHint(session=view.session, level=found.level, text=found.text)
        at_hand.note(hints=(*given, asked))
        at_hand.shown[_HINT] = (at_hand.digest, found.text)


def show(at_hand: Game) -> None:
    """Show the last hint, until the next move."""
    stands, text = at_hand.shown.get(_HINT, ("", ""))
    if stands == at_hand.digest:
        st.info(f"**{words().say('seat.coach.says')}** {escaped(signed(text))}")
