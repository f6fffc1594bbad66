"""When a page that watches work under way is drawn anew."""

import streamlit as st

__all__ = ["Looks"]


class Looks:
    """The looks that a fragment takes by itself at work under way; one for each time that the page is drawn."""

    def __init__(self) -> None:
        self.is_first = True
        """Whether the page is being drawn, and has not been looked at since."""

    def drew(self, *, is_news: bool) -> None:
        """Draw the page anew where there is something new.

        Not at the first look, while the page is drawn anyway: begun anew, it would forget what was pressed. What is
        pressed in the fragment itself is to be heard by a callback, which comes before any look.
        """
        is_first, self.is_first = self.is_first, False
        if is_news and not is_first:
            st.rerun()
