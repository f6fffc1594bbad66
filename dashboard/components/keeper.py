"""Keeps what a visitor made in the browser of that visitor, and hands it back to a session that knows nothing."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from dashboard.components import assets

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

    shown = assets.unseen("keeper")(
        data={**data, "fails": fails},
        key=_KEY,
        height=1,
        on_found_change=hear,
        on_fails_change=assets.again,
    )
    return not shown.get("fails")
