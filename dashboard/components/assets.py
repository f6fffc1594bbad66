"""Components of pages: their text, drawing code in the order in which it builds up, and how they are registered."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import streamlit as st

from simulation.drawing import DARK, LIGHT, css_variables

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = [
    "DRAWING",
    "FILM",
    "REPLAY",
    "ROOM",
    "again",
    "drawing_look",
    "frame",
    "look",
    "picture",
    "script",
    "small_part",
    "unseen",
]

_GROUND: Final = ("base", "geometry", "model", "braid")
REPLAY: Final = (
    *_GROUND,
    "stacks",
    "map_layout",
    "labels",
    "map",
    "map_stacks",
    "map_extra",
    "textmarks",
    "timeline",
    "board",
    "why",
    "side",
    "clock",
    "guess",
    "stage",
    "replay",
)
"""Parts of the replay's script, in order."""
ROOM: Final = (*_GROUND, "stacks", "map_layout", "labels", "map", "map_stacks", "map_extra", "entry", "room")
"""Parts of the script of the room that a seat sees, in order."""

DRAWING: Final = ("base", "plant", "entry", "drawing")
"""Parts of the script of a drawing of a report, in order."""
FILM: Final = ("base", "plant", "entry", "film")
"""Parts of the script of the film of a run, in order."""


@cache
def script(parts: tuple[str, ...]) -> str:
    """Return one module made of parts; only the last of them exports anything."""
    return "\n".join(_read(f"js/{part}.js") for part in parts)


@cache
def look() -> str:
    """Return the style sheet with the tokens of the theme, light and dark."""
    light, dark = css_variables(LIGHT), css_variables(DARK)
    return f':host{{{light}}}\n.replay[data-theme="dark"]{{{dark}}}\n{_read("replay.css")}'


@cache
def drawing_look(css: str) -> str:
    """Return the style sheet of a drawing of a report, which brings rules of its own, with the same tokens."""
    light, dark = css_variables(LIGHT), css_variables(DARK)
    return f':host{{{light}}}\n.drawing[data-theme="dark"]{{{dark}}}\n{_read("drawing.css")}{css}'


@cache
def frame(name: str) -> str:
    """Return the markup in which a component builds itself."""
    return _read(f"{name}.html")


@cache
def picture(name: str, parts: tuple[str, ...]) -> "ComponentRenderer":
    """Return a component that draws with the code of the replay, registered once."""
    return st.components.v2.component(
        f"delegation_sim_{name}", html=frame(name), css=look(), js=script(parts)
    )


@cache
def small_part(name: str, html: str) -> "ComponentRenderer":
    """Return a component of this markup with the style sheet and the code of its name, registered once."""
    css, js = _read(f"{name}.css"), _read(f"{name}.js")
    return st.components.v2.component(f"delegation_sim_{name}", html=html, css=css, js=js)


@cache
def unseen(name: str) -> "ComponentRenderer":
    """Return a component that shows nothing and speaks with the browser alone, registered once."""
    return st.components.v2.component(f"delegation_sim_{name}", js=_read(f"{name}.js"))


def again() -> None:
    """Let the page run again: what it needs is in the result of the component."""


def _read(name: str) -> str:
    return files("dashboard.components").joinpath(name).read_text(encoding="utf-8")
