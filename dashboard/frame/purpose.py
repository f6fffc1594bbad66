"""Says beside many runs what they are for and what not, with the number behind it."""

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import in_own_language
from simulation.evidence.validation import forecast_line

__all__ = ["show_purpose"]


def show_purpose() -> None:
    """Place the line; nothing where the conference beats the mean as a forecast."""
    with in_own_language():
        line = forecast_line()
    if line:
        st.caption(escaped(line))
