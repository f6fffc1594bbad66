"""A text to hand on, with a button that copies it.

As a text, not as code: with code a browser loads what colours two hundred languages, before the page stands still.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.frame.session_state import words

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

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
    _component()(data={"text": text, **told}, key=key, height=44)


@cache
def _component() -> "ComponentRenderer":
    """Register the component once."""
    place = files("dashboard").joinpath("components")
    css, js = (place.joinpath(f"copying.{ending}").read_text(encoding="utf-8") for ending in ("css", "js"))
    return st.components.v2.component("delegation_sim_copying", html=_HTML, css=css, js=js)
