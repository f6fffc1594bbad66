"""The page lab."""

import streamlit as st

from dashboard.session_state import words

__all__ = ["show"]


def show() -> None:
    """Show it."""
    st.title(words().say("shell.page.lab"))
