"""On a server for a class: which cases are closed, so that nobody reads the instructions of another seat in them."""

from functools import cache
from typing import Final

import streamlit as st

from dashboard import library, navigation
from dashboard.escaping import escaped
from dashboard.opening import opening
from dashboard.session_state import memory, words
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.pack import pack_file

__all__ = ["has_pack", "is_closed", "is_closed_run", "is_shut", "show_instead"]

_OF_A_CASE: Final = ("replay", "lab", "models")
"""Pages that tell of the case at hand what delegations keep to themselves; the editor opens none that is closed."""


def has_pack(key: str) -> bool:
    """Return whether a case is for training: it ships with a trainer's pack, or the server began with its file."""
    given = opening()
    return library.parted(key)[0] in _with_packs() or (given.text is not None and key == given.case)


def is_closed(key: str) -> bool:
    """Return whether a case may be played here and not be read."""
    return opening().is_class and has_pack(key)


def is_closed_run(case: str) -> bool:
    """Return whether a run or a study is of a closed case, by the key that the case gives itself."""
    given = opening()
    own = {} if given.text is None else {given.case: given.text}
    names = {library.scenario_of(key, own).key for key in own}
    return given.is_class and (case in _with_packs() or case in names)


def is_shut(page: str) -> bool:
    """Return whether a page would show a closed case, the one at hand."""
    kept = memory()
    is_other_run = page == "replay" and bool(kept.pages.get("saved_run"))
    return page in _OF_A_CASE and is_closed(kept.case) and not is_other_run


def show_instead() -> None:
    """Say that the case at hand is closed, and where it is played."""
    kept, say = memory(), words().say
    st.title(say("shell.closed.title"), anchor=False)
    title = library.scenario_of(kept.case, kept.uploads).title
    st.markdown(escaped(say("shell.closed", title=title)))
    navigation.door("seat", say("shell.page.seat"))
    navigation.door("library", say("shell.page.library"))


@cache
def _with_packs() -> frozenset[str]:
    return frozenset(key for key in shipped_scenarios() if pack_file(key) is not None)
