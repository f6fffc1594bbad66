"""The miniature: the braid of a run, its sentence, and a button that plays it within a minute."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import streamlit as st

from dashboard.components import assets
from dashboard.components.replay import stamp

__all__ = ["miniature"]

_NAME: Final = "delegation_sim_miniature"


def miniature(data: Mapping[str, Any], *, key: str, words: Mapping[str, str]) -> None:
    """Show the braid of a run at its last session.

    Args:
        data: A run in the contract `replay/1`, of `dashboard.replay.replay_data`.
        key: Identity of the component on the page.
        words: `mini.play` and `mini.stop`, if they are not among the words of the data.
    """
    _component()(data={"run": data, "stamp": stamp(data), "words": dict(words)}, key=key)


@cache
def _component() -> Any:  # noqa: ANN401 - the renderer's type is not public
    """Register the component once."""
    return st.components.v2.component(
        _NAME, html=assets.frame("miniature"), css=assets.look(), js=assets.script(assets.MINIATURE)
    )
