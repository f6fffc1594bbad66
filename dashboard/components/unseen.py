"""Components that show nothing: one tells the browser what Streamlit leaves out of the page, one keeps what is made."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from dashboard.components import assets

__all__ = ["found_by_keeper", "keeper", "open_at_top", "set_frame"]

_KEY: Final = "keeper"


def set_frame(language: str, uploader: Mapping[str, str]) -> bool:
    """Set the language of the page, such as `fr`, which is written from left to right.

    Return whether the server has just refused a file, for want of room or since it is too large: of that Streamlit
    shows a number only.

    For screen readers, hyphenation and spelling. The link to the page that is open is marked as current, on a phone the
    navigation goes once a page is chosen, and tables that are wider than the screen can be scrolled by keyboard.

    Args:
        language: of the page.
        uploader: what a box for files says, which Streamlit has in English only; `{what}` is a size, a type or a name.
    """
    shown = assets.unseen("frame")(
        data={"lang": language, "dir": "ltr", "uploader": dict(uploader)},
        key="frame",
        height=1,
        on_refused_change=assets.again,
    )
    return bool(shown.get("refused"))


def open_at_top(step: str) -> None:
    """Scroll to the top of the page once another step of it is shown.

    Args:
        step: which of them is shown, such as `brief`.
    """
    assets.unseen("top")(data={"step": step}, key="top", height=1)


def found_by_keeper() -> object:
    """Return what the browser kept for a session that is gone, in the run in which it says so; else None.

    It may be anything.
    """
    last = st.session_state.get(_KEY)
    return last.get("found") if last else None


def keeper(data: Mapping[str, Any]) -> bool:
    """Keep something in the browser for a session that knows nothing; return whether the browser does.

    Args:
        data: `session` tells the sessions of the server apart, `language` is that of the page, `back` is true once it
            was told what is kept, `asked` counts how often it asked for that, and `waits` is true if a page needs an
            answer even if it is nothing; `draft`, a mapping with a `text`,
            `cases`, a list, and `case`, a text, are what is kept; a draft for tabs to come goes only if its mark is
            among the `forgotten`.
    """
    last = st.session_state.get(_KEY)
    fails = bool(last and last.get("fails"))
    shown = assets.unseen("keeper")(
        data={**data, "fails": fails},
        key=_KEY,
        height=1,
        on_found_change=assets.again,
        on_fails_change=assets.again,
    )
    return not shown.get("fails")
