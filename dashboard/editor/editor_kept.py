"""The draft of the editor as a browser keeps it: the file as it stands, and what to know to go on with it."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from dashboard.editor import editor_about
from dashboard.editor.checking import STEPS, check
from dashboard.editor.editor_desk import NOTES, Desk, desk, forget, put_away, put_by, say, unfold
from dashboard.editor.opening_case import Data, open_upload
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.library.cases import MAX_UPLOAD

__all__ = ["draft", "is_forgotten", "is_kept", "say_whether", "show_put_by", "take_back"]

_FAILS: Final = "editor.not_kept"
_FORGOTTEN: Final = "editor.forgotten"
_NAME: Final = 200
_KEYS: Final = 1_000_000


def draft() -> dict[str, Any] | None:
    """Return what to keep of the case on the desk, else of the one put away, and the answers to the first question.

    None if it is too large, or there is nothing.
    """
    of, about = desk() or put_by(), editor_about.answers()
    if of is None:
        return None if about is None else {"text": "", "about": about}
    if len(of.checked.text.encode()) > MAX_UPLOAD:
        return None
    return {
        "about": about,
        "text": of.checked.text,
        "first": of.first,
        "origin": of.origin,
        "notes": list(of.notes),
        "step": of.step,
        "edited": of.has_edits,
        "away": desk() is None,
    }


def take_back(found: object) -> None:
    """Lay the case that a browser kept on the desk; put it away if there is another by now. A wrong one is left out."""
    if not isinstance(found, Mapping):
        return
    editor_about.take_back(found.get("about"))
    data = _read(found.get("text"))
    if data is None:
        return
    origin, step, notes = found.get("origin"), found.get("step"), found.get("notes")
    of = Desk(
        data=data,
        origin=origin[:_NAME] if isinstance(origin, str) else "",
        notes=tuple(note for note in NOTES if isinstance(notes, list) and note in notes),
        step=next((one for one in STEPS if one == step), STEPS[0]),
        was_edited=found.get("edited") is True,
        # A browser that is still there hands back what its fields held: those of the page that is gone.
        epoch=secrets.randbelow(_KEYS),
        turn=secrets.randbelow(_KEYS),
    )
    first = _read(found.get("first"))
    if first is not None:
        of.first, of.began = str(found["first"]), check(first).scenario
    if desk() is None and found.get("away") is not True:
        unfold(of)
    else:
        put_away(of)


def _read(text: object) -> Data | None:
    """Return a case as it is read from an upload."""
    if not isinstance(text, str) or not text:
        return None
    content = text.encode("utf-8", "surrogatepass")
    return open_upload({"case.yaml": content}).data if len(content) <= MAX_UPLOAD else None


def say_whether(*, is_kept: bool) -> None:
    """Remember whether the browser keeps anything."""
    memory().pages[_FAILS] = not is_kept


def is_kept() -> bool:
    """Return whether the draft is kept."""
    return not memory().pages.get(_FAILS) and draft() is not None


def show_put_by() -> None:
    """Offer the case that was put away, or that another tab left."""
    of = put_by()
    if of is None:
        return
    with st.container(border=True):
        title = escaped(of.data.get("title") or say("untitled"))
        st.markdown(
            say("away", title=title, seats=words().counted("editor.seats", len(of.data["delegations"])))
        )
        with st.container(horizontal=True):
            st.button(say("away.back"), key="editor.away.back", type="primary", on_click=unfold, args=(of,))
            st.button(say("away.forget"), key="editor.away.forget", on_click=_forget)


def is_forgotten() -> bool:
    """Return whether the visitor said that the last draft is to go: no other reason makes the browser drop it."""
    if draft() is not None:
        memory().pages.pop(_FORGOTTEN, None)
    return bool(memory().pages.get(_FORGOTTEN))


def _forget() -> None:
    memory().pages[_FORGOTTEN] = True
    forget()
