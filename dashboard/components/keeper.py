"""Keeps what a visitor made in the browser of that visitor, and hands it back to a session that knows nothing."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import streamlit as st

__all__ = ["keeper"]

_KEY: Final = "keeper"


def keeper(data: Mapping[str, Any], *, on_found: Callable[[object], None]) -> bool:
    """Keep something; return whether the browser does.

    Args:
        data: `session` tells the sessions of the server apart, `back` is true once it was told what is kept; `draft`,
            a mapping with a `text`, `cases`, a list, and `case`, a text, are what is kept.
        on_found: called before the page is shown with what was kept by a session that is gone, as it comes from the
            browser: it may be anything.
    """
    last = st.session_state.get(_KEY)
    fails = bool(last and last.get("fails"))

    def hear() -> None:
        on_found(st.session_state[_KEY].get("found"))

    shown = _component()(
        data={**data, "fails": fails},
        key=_KEY,
        height=1,
        on_found_change=hear,
        on_fails_change=_nothing,
    )
    return not shown.get("fails")


def _nothing() -> None:
    """Let the page run again: what it needs is in the result."""


@cache
def _component() -> Any:  # noqa: ANN401 - the renderer's type is not public
    """Register the component once."""
    js = files("dashboard").joinpath("components", "keeper.js").read_text(encoding="utf-8")
    return st.components.v2.component("delegation_sim_keeper", js=js)
