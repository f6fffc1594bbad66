"""A drawing of a report on a page: built in the browser, element by element, from what the report would print."""

from functools import cache
from typing import Any, Final
from xml.etree import ElementTree as ET

import streamlit as st
from markupsafe import Markup

from dashboard.components import assets
from dashboard.components.replay import stamp
from simulation.report.forecast.page import chart_css

__all__ = ["drawing", "tree"]

_NAME: Final = "delegation_sim_drawing"

type Tree = list[Any]
"""Name, attributes, and children, which are trees or texts."""


def drawing(wide: Markup, narrow: Markup, *, key: str) -> None:
    """Show a drawing.

    Args:
        wide: As `simulation.report.svg.drawing` makes it.
        narrow: The same for a phone, or wherever there is no room.
        key: Identity of the component on the page.
    """
    data = {"wide": tree(wide), "narrow": tree(narrow)}
    _component()(data={**data, "stamp": stamp(data)}, key=key)


def tree(markup: Markup) -> Tree:
    """Return the elements of a drawing as plain data.

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
def _component() -> Any:  # noqa: ANN401 - the renderer's type is not public
    """Register the component once."""
    return st.components.v2.component(
        _NAME,
        html=assets.frame("drawing"),
        css=assets.drawing_look(chart_css()),
        js=assets.script(assets.DRAWING),
    )
