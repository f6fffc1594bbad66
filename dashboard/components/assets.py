"""The text of the components: drawing code in the order in which it builds up, look, frame."""

from functools import cache
from importlib.resources import files
from typing import Final

from simulation.drawing import DARK, LIGHT, css_variables

__all__ = ["DRAWING", "MINIATURE", "REPLAY", "ROOM", "drawing_look", "frame", "look", "script"]

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
    "stage",
    "replay",
)
"""Parts of the replay's script, in order."""
MINIATURE: Final = (*_GROUND, "miniature")
"""Parts of the miniature's script, in order."""
ROOM: Final = (*_GROUND, "stacks", "map_layout", "labels", "map", "map_stacks", "map_extra", "room")
"""Parts of the script of the room that a seat sees, in order."""

DRAWING: Final = ("base", "drawing")
"""Parts of the script of a drawing of a report, in order."""


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


def _read(name: str) -> str:
    return files("dashboard.components").joinpath(name).read_text(encoding="utf-8")
