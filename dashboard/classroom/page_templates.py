"""How the pages of a class are drawn: templates in which all that people typed is escaped, and the colours of all."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from simulation.drawing import DARK, LIGHT, css_variables

__all__ = ["colours", "templates"]


@cache
def templates() -> Environment:
    """Return the templates of all pages."""
    return Environment(
        loader=PackageLoader("dashboard.classroom.screens", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def colours() -> Markup:
    """Return the colours of the theme as a style sheet, light and dark."""
    light, dark = css_variables(LIGHT), css_variables(DARK)
    text = f":root{{color-scheme:light dark;{light}}}@media (prefers-color-scheme: dark){{:root{{{dark}}}}}"
    return Markup(text)  # noqa: S704 - all of it is ours
