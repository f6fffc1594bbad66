"""The one typed way to what a browser session remembers."""

import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from dashboard.frame.begun_with import opening
from dashboard.frame.language import Words, words_in
from simulation.words import ENGLISH, LANGUAGES, told_in

__all__ = ["Memory", "in_own_language", "memory", "usual_language", "words"]

_KEY: Final = "memory"


@dataclass(slots=True, kw_only=True)
class Memory:
    """What one visitor chose; a reload ends it, and the browser hands back what `browser_keeping` names."""

    visitor: str = field(default_factory=lambda: secrets.token_hex(8))
    """Tells the visitors of this server apart, so that nobody calls off what others wait for."""
    language: str = ENGLISH
    case: str = "wtpf13"
    """Key of the case at hand: a shipped one, or `upload:` and the hash of its text."""
    played: str | None = None
    """Key of the case of the game at hand."""
    uploads: dict[str, str] = field(default_factory=dict)
    """YAML texts of uploaded or edited cases by key; validated before they come here."""
    seed: int = 1
    session: int | None = None
    """Session shown in the replay; None: the one in which most happens."""
    selected: str | None = None
    """Delegation selected in the replay."""
    pages: dict[str, Any] = field(default_factory=dict)
    """What a page keeps for itself, by the name of the page."""

    @property
    def in_use(self) -> tuple[str, ...]:
        """Keys of the cases that stay whatever is uploaded: the one at hand, and the one that is played."""
        return (self.case,) if self.played is None else (self.case, self.played)


def memory() -> Memory:
    """Return what this session remembers; at first what the link says about the language."""
    try:  # asked for a hundred times a page: one look less each
        found: Memory = st.session_state[_KEY]
    except KeyError:
        asked = st.query_params.get("lang", "")
        found = Memory(language=asked if asked in LANGUAGES else usual_language())
        st.session_state[_KEY] = found
    return found


def usual_language() -> str:
    """Return the language of a page whose address says none.

    It is that with which the server was started, else that which the browser asks for; English if it is not among ours.
    """
    if begun := opening().language:
        return begun
    asked = (st.context.locale or "")[:2]
    return asked if asked in LANGUAGES else ENGLISH


def words() -> Words:
    """Return the words in the language of this session."""
    return words_in(memory().language)


def in_own_language() -> AbstractContextManager[None]:
    """Return a block in which the library says in the language of this session what is wrong with something."""
    return told_in(memory().language)
