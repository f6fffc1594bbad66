"""A text to hand on, with a button that copies it.

As a text, not as code: with code a browser loads what colours two hundred languages, before the page stands still.
"""

from typing import Final

import streamlit as st

from dashboard.components.assets import small_part
from dashboard.frame.session_state import words

__all__ = ["show_to_copy"]

_HTML: Final = '<div class="copying"><button type="button"></button><span role="status"></span></div>'


def show_to_copy(text: str, *, key: str) -> None:
    """Show a text, such as a link or a command, and the button that copies it.

    Args:
        text: What is copied, as it is.
        key: Identity of the button on the page.
    """
    say = words().say
    st.text(text)
    told = {name: say(f"shell.copy.{name}") for name in ("label", "done", "failed")}
    small_part("copying", _HTML)(data={"text": text, **told}, key=key, height=44)
