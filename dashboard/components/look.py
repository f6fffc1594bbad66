"""The switch between light, dark, and what the system has, where everybody sees it."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.frame.session_state import words

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["LOOKS", "look_switch"]

LOOKS: Final = ("System", "Light", "Dark")
"""As Streamlit calls them in what a browser keeps."""
_HTML: Final = (
    '<fieldset class="look"><legend></legend>'
    + "".join(
        f'<label><input type="radio" name="look" value="{look}"><span></span></label>' for look in LOOKS
    )
    + "</fieldset>"
)


def look_switch(pages: Sequence[str]) -> None:
    """Place the switch.

    Args:
        pages: Last parts of the addresses of all pages.
    """
    say = words().say
    names = {look: say(f"shell.look.{look.lower()}") for look in LOOKS}
    _component()(
        data={"pages": list(pages), "label": say("shell.look"), "names": names},
        key="look",
        height=66,
    )


@cache
def _component() -> "ComponentRenderer":
    """Register the component once."""
    place = files("dashboard").joinpath("components")
    css, js = (place.joinpath(f"look.{ending}").read_text(encoding="utf-8") for ending in ("css", "js"))
    return st.components.v2.component("delegation_sim_look", html=_HTML, css=css, js=js)
