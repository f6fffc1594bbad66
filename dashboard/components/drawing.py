"""A drawing of a report on a page: built in the browser, element by element, from what the report would print."""

from functools import cache, lru_cache
from math import ceil
from typing import Any, Final, Literal
from xml.etree import ElementTree as ET

import streamlit as st
from markupsafe import Markup

from dashboard.components import assets
from dashboard.components.run_pictures import stamp
from dashboard.frame.reserved_space import reserved
from dashboard.frame.session_state import words
from simulation.report.assembly import assembly_css
from simulation.report.forecast import chart_css
from simulation.report.groups import chart_css as groups_css
from simulation.report.study import chart_css as study_css

__all__ = ["drawing", "tree"]

_NAME: Final = "delegation_sim_drawing"

_RULES: Final = {
    "study": study_css,
    "forecast": chart_css,
    "assembly": assembly_css,
    "groups": groups_css,
}
"""Of the pages of the report that drawings come from."""

type Tree = list[Any]
"""Name, attributes, and children, which are trees or texts."""


type Look = Literal["study", "forecast", "assembly", "groups", "stances"]
"""Whose rules a drawing follows."""


def drawing(wide: Markup, narrow: Markup, *, key: str, look: Look = "forecast") -> None:
    """Show a drawing.

    Args:
        wide: As `simulation.drawing.svg.drawing` makes it.
        narrow: The same for a phone, or wherever there is no room.
        key: Identity of the component on the page.
        look: The page of the report that it comes from.
    """
    data = {"wide": tree(wide), "narrow": tree(narrow), "keys": words().say("drawing.keys")}
    room, on_a_phone = (ceil(float(picture[1]["height"])) for picture in (data["wide"], data["narrow"]))
    with reserved(room, key, on_a_phone=on_a_phone):
        _component(look)(data={**data, "stamp": stamp(data)}, key=key)


@lru_cache(maxsize=64)
def tree(markup: Markup) -> Tree:
    """Return the elements of a drawing as plain data, which nobody changes: it is kept for the next time.

    >>> tree(Markup('<g class="m"><title>a &lt; b</title></g>'))
    ['g', {'class': 'm'}, ['title', {}, 'a < b']]
    """
    return _tree(ET.fromstring(str(markup)))  # noqa: S314 - our own drawing, all that stands in it escaped


def _tree(element: ET.Element) -> Tree:
    found: Tree = [element.tag, dict(element.attrib)]
    if element.text:
        found.append(element.text)
    for child in element:
        found.append(_tree(child))
        if child.tail:
            found.append(child.tail)
    return found


@cache
def _component(look: Look) -> Any:  # noqa: ANN401 - the renderer's type is not public
    """Register the component once for each look."""
    css = _RULES[look]() if look in _RULES else ""
    return st.components.v2.component(
        f"{_NAME}_{look}",
        html=assets.frame("drawing").replace("study forecast", f"study {look}"),
        css=assets.drawing_look(css),
        js=assets.script(assets.DRAWING),
    )
