"""A part of the page of a game that is drawn anew alone when something in it is chosen."""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from dashboard.guard.gate import building
from dashboard.seat.game import Game

__all__ = ["part"]


def part(at_hand: Game, draw: Callable[[], None]) -> None:
    """Draw it here, and later alone as long as nothing was done in the game; then the page is drawn anew.

    Args:
        at_hand: The game as the page shows it.
        draw: What draws it; what it finds outside of itself is as old as the page.
    """
    drawn_at = at_hand.touched

    @wraps(draw)
    def again() -> None:
        with building().passed():
            if at_hand.touched != drawn_at or at_hand.is_changed:
                st.rerun()
            draw()

    st.fragment(again)()
