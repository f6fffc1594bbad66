"""Drafts of the editor as a browser keeps them: the file as it stands, what to know to go on with it, and its past.

The one on the desk is kept as it changes; the others, of this tab and of other ones, are offered at the beginning.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from dashboard.editor import editor_about
from dashboard.editor.checking import STEPS, check
from dashboard.editor.editor_desk import NOTES, Desk, clear, desk, is_mark, lay, plain, say
from dashboard.editor.opening_case import Data, open_upload
from dashboard.editor.undo_steps import states_back, steps_back
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.library.cases import MAX_UPLOAD

__all__ = ["draft", "forgotten", "is_kept", "put_away", "say_whether", "show_kept", "take_back"]

_MOST: Final = 5
"""Drafts that are kept beside the desk; a browser keeps as many, the one on the desk among them."""
_FAILS: Final = "editor.not_kept"
_FORGOTTEN: Final = "editor.forgotten"
_AWAY: Final = "editor.away"
_LOST: Final = "editor.lost"
_NAME: Final = 200
_WHEN: Final = 80
_KEYS: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A draft that is not on the desk."""

    record: Mapping[str, Any]
    """As `draft` returns it; but from a browser, which may hand back anything."""
    title: str
    seats: int
    when: str = ""
    """When it was changed last, in the words of the browser; empty: in this visit."""


def draft() -> dict[str, Any] | None:
    """Return what to keep of the case on the desk; without one, of the answers to the first question.

    None if it is too large, or there is nothing.
    """
    of, about = desk(), editor_about.answers()
    if of is None:
        return None if about is None else {"mark": about["mark"], "text": "", "about": about}
    return None if _is_too_large(of) else _record(of)


def _is_too_large(of: Desk) -> bool:
    return len(of.checked.text.encode()) > MAX_UPLOAD


def _record(of: Desk) -> dict[str, Any]:
    return {
        "mark": of.mark,
        "title": of.data.get("title", ""),
        "seats": len(of.data["delegations"]),
        "text": of.checked.text,
        "first": of.first,
        "origin": of.origin,
        "notes": list(of.notes),
        "step": of.step,
        "edited": of.has_edits,
        "past": steps_back(of.data, [state for _, state in of.past]),
        "ahead": steps_back(of.data, of.ahead),
    }


def take_back(found: object, kept: object) -> None:
    """Take in what a browser kept; what is wrong is left out.

    Args:
        found: the draft that lay on the desk; it is put away if there is another by now.
        kept: the others, each with its `key`, `when` it was changed last, and the `draft`.
    """
    for one in kept[: 2 * _MOST] if isinstance(kept, list) else []:
        if isinstance(one, Mapping) and isinstance(one.get("draft"), Mapping):
            _put_by({**one["draft"], "mark": one.get("key")}, plain(one.get("when"), _WHEN))
    if not isinstance(found, Mapping):
        return
    editor_about.take_back(found.get("about"), found.get("mark"))
    of = _desk_of(found)
    if of is not None and desk() is None:
        _lay(of)
    elif of is not None:
        _put_by(_record(of))


def _put_by(record: Mapping[str, Any], when: str = "") -> None:
    """Keep a draft beside the desk, the newest first; of too many the oldest goes."""
    mark, text, about = record.get("mark"), record.get("text"), record.get("about")
    title, seats = record.get("title"), record.get("seats")
    if not is_mark(mark) or not isinstance(text, str):
        return
    if not text:
        title = about.get("title") if isinstance(about, Mapping) else None
        if title is None:
            return
    one = _Kept(
        record=record,
        title=plain(title, _NAME),
        seats=seats if type(seats) is int and 0 < seats < _KEYS else 0,
        when=when,
    )
    before = {key: other for key, other in _kept().items() if key != mark}
    kept = {**before, mark: one} if when else {mark: one, **before}
    memory().pages[_AWAY] = dict([*kept.items()][:_MOST])


def _kept() -> dict[str, _Kept]:
    found: dict[str, _Kept] = memory().pages.get(_AWAY, {})
    return found


def put_away() -> None:
    """Clear the desk, or the answers to the first question; what was there is kept beside it, if it is any work."""
    left = draft()
    clear()
    editor_about.forget()
    if left is not None and (left.get("edited") or not left.get("origin")):
        _put_by(left)


def _lay(of: Desk) -> None:
    lay(of)
    _kept().pop(of.mark, None)
    # A browser that is still there hands back what its fields held: those of the page that is gone.
    of.epoch, of.turn = secrets.randbelow(_KEYS), secrets.randbelow(_KEYS)


def _desk_of(found: Mapping[str, Any]) -> Desk | None:
    """Return the desk with a case that was kept; None if it cannot be read."""
    data, mark = _read(found.get("text")), found.get("mark")
    if data is None:
        return None
    step, notes = found.get("step"), found.get("notes")
    of = Desk(
        data=data,
        origin=plain(found.get("origin"), _NAME),
        notes=tuple(note for note in NOTES if isinstance(notes, list) and note in notes),
        step=next((one for one in STEPS if one == step), STEPS[0]),
        was_edited=found.get("edited") is True,
        past=[(None, state) for state in states_back(data, found.get("past"))],
        ahead=states_back(data, found.get("ahead")),
    )
    if is_mark(mark):
        of.mark = mark
    first = _read(found.get("first"))
    if first is not None:
        of.first, of.began = str(found["first"]), check(first).scenario
    return of


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
    of = desk()
    return not memory().pages.get(_FAILS) and of is not None and not _is_too_large(of)


def show_kept() -> None:
    """Offer the drafts that were put away, or that other tabs left."""
    lost = memory().pages.pop(_LOST, None)
    if lost is not None:
        st.warning(say("away.lost", title=escaped(lost or say("untitled"))))
    kept = _kept()
    if not kept:
        return
    with st.container(border=True):
        st.markdown(say("away", most=_MOST))
        for place, (mark, one) in enumerate(kept.items()):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_told(one), width="stretch")
                keys = {name: f"editor.away.{name}.{mark}" for name in ("back", "forget")}
                st.button(
                    say("away.back"),
                    key=keys["back"],
                    type="secondary" if place else "primary",
                    on_click=_go_on,
                    args=(mark,),
                )
                st.button(say("away.forget"), key=keys["forget"], on_click=_forget, args=(mark,))


def _told(one: _Kept) -> str:
    seats = words().counted("editor.seats", one.seats) if one.record.get("text") else say("away.answers")
    when = say("away.when", when=escaped(one.when)) if one.when else say("away.now")
    return say("away.one", title=escaped(one.title or say("untitled")), seats=seats, when=when)


def _go_on(mark: str) -> None:
    """Lay a draft back on the desk; answers that were begun meanwhile are put away."""
    one = _kept().get(mark)
    if one is None:
        return
    of = _desk_of(one.record)
    if of is None and one.record.get("text"):
        memory().pages[_LOST] = one.title
        return
    _kept().pop(mark)  # First: of too many drafts beside the desk the oldest goes.
    put_away()
    if of is None:
        editor_about.take_back(one.record.get("about"), mark)
    else:
        _lay(of)


def forgotten() -> list[str]:
    """Return the marks of the drafts of which the visitor said that they are to go: no other reason drops one."""
    found: list[str] = memory().pages.setdefault(_FORGOTTEN, [])
    return found


def _forget(mark: str) -> None:
    if _kept().pop(mark, None) is not None:
        forgotten().append(mark)
