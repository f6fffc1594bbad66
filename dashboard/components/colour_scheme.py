"""The switch between light, dark, and what the system has, where everybody sees it."""

from collections.abc import Sequence
from typing import Final

from dashboard.components.assets import small_part
from dashboard.frame.session_state import words

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
    small_part("look", _HTML)(
        data={"pages": list(pages), "label": say("shell.look"), "names": names},
        key="look",
        height=66,
    )
