"""What outlives a session: the drafts of the editor, own cases, results of groups and the case at hand.

A session ends with a reload, and when the server is started anew. The browser keeps the work meanwhile, on no disk of
the server; what it hands back is read as an upload is, and only that much of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from dashboard.components.unseen import found_by_keeper, keeper
from dashboard.editor import editor_kept
from dashboard.frame import links
from dashboard.frame.begun_with import opening
from dashboard.frame.drawn_anew import Looks
from dashboard.frame.session_state import Memory, memory
from dashboard.library import cases as library
from dashboard.training import entered_results

__all__ = ["MAX_KEPT", "hear", "is_awaited", "keep", "look_again", "newest", "take_back"]

MAX_KEPT: Final = 2 * library.MAX_UPLOAD
"""Bytes of own cases that a browser keeps; the newest come first."""
_BACK: Final = "keeping.back"
_ASKED: Final = "keeping.asked"
_LOOKS: Final = "keeping.looks"
_MOST_LOOKS: Final = 12
"""How often a page looks whether the browser has answered, before it goes on without it."""


def hear() -> None:
    """Take back what the browser kept, if it says so now. The shell calls it before it looks at the address.

    Not in a callback: Streamlit breaks one off as soon as another part of the page has something to tell, and forgets
    the rest of it. A run that is broken off is run again.
    """
    found = found_by_keeper()
    if found is not None:
        take_back(found)


def is_awaited() -> bool:
    """Return whether the browser may yet say what it kept; without one, as in tests of pages, nobody can."""
    pages = memory().pages
    return st.context.url is not None and not pages.get(_BACK) and pages.get(_LOOKS, 0) < _MOST_LOOKS


def look_again(looks: Looks) -> None:
    """Count the looks of a page that waits for what was kept; after the last one the page goes on without it."""
    pages = memory().pages
    pages[_LOOKS] = pages.get(_LOOKS, 0) + 1
    looks.drew(is_news=not is_awaited())


def keep(*, is_waiting: bool = False) -> None:
    """Let the browser keep what is at hand. The shell calls it before any page.

    Args:
        is_waiting: whether the page waits for what was kept, so that the browser answers also if it is nothing.
    """
    kept, given = memory(), opening()
    # The case that the server was started with comes back by itself; whoever takes a seat in it may not read it.
    own = [text for text in kept.uploads.values() if text != given.text]
    is_back = bool(kept.pages.get(_BACK))
    if not is_back:
        kept.pages[_ASKED] = kept.pages.get(_ASKED, 0) + 1
    data = {
        "session": kept.visitor,
        "language": kept.language,
        "back": is_back,
        "asked": kept.pages.get(_ASKED, 0),
        "waits": is_waiting,
        "draft": editor_kept.draft(),
        "forgotten": editor_kept.forgotten(),
        "cases": newest(own),
        "case": "" if kept.case == given.case else kept.case,
        "results": entered_results.texts(entered_results.state()),
    }
    is_kept = keeper(data)
    if not is_kept:
        kept.pages[_LOOKS] = _MOST_LOOKS
    editor_kept.say_whether(is_kept=is_kept)


def newest(texts: Sequence[str]) -> list[str]:
    """Return the texts of cases as long as there is room, in the order in which they came."""
    found: list[str] = []
    room = MAX_KEPT
    for text in reversed(texts):
        room -= len(text.encode("utf-8", "surrogatepass"))
        if room >= 0:
            found.append(text)
    return found[::-1]


def take_back(found: object) -> None:
    """Take in what a browser kept, once in a session; what cannot be used is left out.

    Args:
        found: `draft`, `kept`, `cases`, `case` and `results`, see `keep`; or anything, because anybody can send
            anything.
    """
    kept = memory()
    if kept.pages.get(_BACK):
        return
    if isinstance(found, Mapping):
        _take_cases(kept, found.get("cases"))
        entered_results.take_back(found.get("results"), kept)
        links.come_back(found.get("case"))
        editor_kept.take_back(found.get("draft"), found.get("kept"))
    # Last: when the run is broken off before, the browser says it again.
    kept.pages[_BACK] = True


def _take_cases(kept: Memory, given: Any) -> None:  # noqa: ANN401 - it may be anything
    cases = [text for text in given if isinstance(text, str)] if isinstance(given, list) else []
    for text in newest(cases[-library.MAX_UPLOADS :]):
        library.add_case(text, kept.uploads, in_use=kept.in_use)
