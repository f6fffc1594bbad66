"""The page on which a case is made or changed: five steps, a check and a picture beside them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.editor.checking import STEPS, Step
from dashboard.editor.editor_about import show_about
from dashboard.editor.editor_desk import (
    NOTES,
    Desk,
    ask_no_more,
    asked,
    desk,
    lay,
    say,
    widget,
)
from dashboard.editor.editor_fields import shown_by_key
from dashboard.editor.editor_issues import show_issues
from dashboard.editor.editor_kept import is_kept, put_away, show_kept
from dashboard.editor.editor_meeting import show_meeting
from dashboard.editor.editor_play import play_button, show_once
from dashboard.editor.editor_save import show_save
from dashboard.editor.editor_seats import show_seats
from dashboard.editor.editor_side import show_side
from dashboard.editor.editor_wants import show_wants
from dashboard.editor.opening_case import Opened, open_shipped, open_table, open_upload
from dashboard.editor.writing_case import to_yaml
from dashboard.frame.browser_keeping import is_awaited, look_again
from dashboard.frame.drawn_anew import Looks
from dashboard.frame.escaping import escaped, names_to_choose
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.library.cases import MAX_UPLOAD, is_here, scenario_of, titles_of
from dashboard.library.table_upload import agreed_reading
from dashboard.library.uploaded_tables import FILES, is_table, plain_name
from simulation.scenario import Scenario

__all__ = ["show"]

_SHOWN: Final[Mapping[Step, Callable[[Desk], None]]] = {
    "meeting": show_meeting,
    "issues": show_issues,
    "seats": show_seats,
    "wants": show_wants,
    "save": show_save,
}
_MEBIBYTE: Final = 1
_PLACE: Final = 1400
"""Height that is held for the form, in pixels."""
_AGAIN: Final = 0.5
_LISTED: Final = 20
_FILES: Final = 3
"""Files of a case: itself, its delegations, what they want."""
_TOGETHER: Final = 2 * MAX_UPLOAD
"""Bytes of all of them."""
_UPLOAD: Final = "editor.upload"


def show() -> None:
    """Show the way in, or the case on the desk."""
    of = desk()
    if (key := asked()) is not None and not is_here(key, memory().uploads):
        ask_no_more()
        st.warning(say("asked.lost"))
    elif key is not None and (of is None or not of.has_edits):
        _open_case(key)
        of = desk()
    if of is not None:
        _steps(of)
    elif is_awaited():
        _looking()
    else:
        _way_in()


def _looking() -> None:
    """Hold the place of what the browser may still have: a form that comes first looks like work that is lost."""
    st.title(say("start.title"))
    with st.container(height=_PLACE, border=False):
        st.caption(say("start.looking"))
        st.fragment(look_again, run_every=_AGAIN)(looks=Looks())


def _way_in() -> None:
    """Ask what a new case is about, and offer a case that is there, and a file."""
    st.title(say("start.title"))
    st.markdown(say("start.lead"))
    show_kept()
    show_about()
    second, third = st.columns(2, gap="large")
    with second:
        st.subheader(say("start.there"))
        names = titles_of(memory().uploads, memory().language)
        chosen = st.selectbox(
            say("term.case"),
            list(names),
            index=list(names).index(memory().case) if memory().case in names else 0,
            format_func=names_to_choose(names, say("untitled")).__getitem__,
            key="editor.there",
        )
        st.button(say("start.there.do"), key="editor.open", on_click=_open_case, args=(chosen,))
    with third:
        st.subheader(say("start.file"))
        _upload()


def _upload() -> None:
    files = st.file_uploader(
        say("start.file.which"),
        type=[*FILES],
        accept_multiple_files=True,
        max_upload_size=_MEBIBYTE,
        key="editor.file",
        help=say("start.file.help"),
    )
    if not files:
        return
    sizes = [file.size for file in files]
    if len(files) > _FILES or max(sizes) > MAX_UPLOAD or sum(sizes) > _TOGETHER:
        st.error(say("start.file.much", n=_FILES, each=MAX_UPLOAD // 10**6, together=_TOGETHER // 10**6))
        return
    opened = _of_table(files[0]) if len(files) == 1 and is_table(files[0].name) else _read_once(files)
    if opened is None:
        return
    name = next((file.name for file in files if not is_table(file.name)), files[0].name)
    if opened.data is None:
        st.error(words().counted("editor.start.file.bad", len(opened.problems)))
        for problem in opened.problems[:_LISTED]:
            st.markdown(escaped(str(problem)))
        if len(opened.problems) > _LISTED:
            st.caption(say("check.more", n=len(opened.problems) - _LISTED))
        return
    st.markdown(words().counted("editor.start.file.good", len(opened.problems), name=escaped(name)))
    st.button(say("start.file.do"), key="editor.open_file", on_click=_open, args=(opened, name, None))


def _of_table(file: UploadedFile) -> Opened | None:
    """Return the case that a table makes; None while it is asked whether it was read right."""
    reading = agreed_reading(file.getvalue(), plain_name(file.name), file.file_id)
    return None if reading is None else open_table(reading)


def _read_once(files: Sequence[UploadedFile]) -> Opened:
    """Return what is in the files; as long as they are the same, as they were read first."""
    chosen = [memory().language, *(file.file_id for file in files)]
    kept: tuple[list[str], Opened] | None = memory().pages.get(_UPLOAD)
    if kept is None or kept[0] != chosen:
        with in_own_language():
            kept = (chosen, open_upload({file.name: file.getvalue() for file in files}, words()))
        memory().pages[_UPLOAD] = kept
    return kept[1]


def _open_case(key: str) -> None:
    ask_no_more()
    text = memory().uploads.get(key)
    began = scenario_of(key, memory().uploads)
    opened = open_shipped(key) if text is None else open_upload({"case.yaml": text.encode()})
    _open(opened, began.title, began)


def _open(opened: Opened, name: str, began: Scenario | None) -> None:
    if opened.data is not None:
        holds = (opened.has_comments, opened.has_tables)
        put_away()
        notes = [key for key, is_so in zip(NOTES, holds, strict=True) if is_so]
        of = lay(Desk(data=opened.data, origin=name, notes=tuple(notes), first=to_yaml(opened.data)))
        of.began = began or of.checked.scenario


def _steps(of: Desk) -> None:
    if (key := asked()) is not None:
        _ask(key)
    st.title(escaped(of.data.get("title") or say("untitled")))
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        st.caption(f"{_told(of)}  \n{say('kept') if is_kept() else say('kept.not')}")
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        is_asked = play_button(of)
        st.button(say("undo"), key="editor.undo", disabled=not of.past, on_click=of.undo)
        st.button(say("redo"), key="editor.redo", disabled=not of.ahead, on_click=of.redo)
        st.button(say("over"), key="editor.over", help=say("over.help"), on_click=put_away)
    show_once(of, is_asked=is_asked)
    _choose_step(of)
    form, side = st.columns([8, 5], gap="large")
    with form:
        st.markdown(say(f"lead.{of.step}"))
        _SHOWN[of.step](of)
        _onward(of)
    with side:
        show_side(of)


def _ask(key: str) -> None:
    """Another page asks for another case, and this one has edits: the reader decides."""
    title = escaped(scenario_of(key, memory().uploads, memory().language).title)
    with st.container(border=True):
        st.markdown(say("asked", title=title))
        with st.container(horizontal=True):
            st.button(say("asked.stay"), key="editor.asked.stay", type="primary", on_click=ask_no_more)
            st.button(say("asked.open"), key="editor.asked.open", on_click=_open_case, args=(key,))


def _told(of: Desk) -> str:
    """Say what is on the desk and where it comes from."""
    seats = words().counted("editor.seats", len(of.data["delegations"]))
    issues = words().counted("editor.issues", len(of.data["issues"]))
    origin = say("origin", name=escaped(of.origin)) if of.origin else say("origin.none")
    return say("told", seats=seats, issues=issues, origin=origin)


def _choose_step(of: Desk) -> None:
    """Show the five steps with what is to be mended in each."""
    shown: dict[Step, str] = {}
    for number, step in enumerate(STEPS, start=1):
        name, wrong = f"{number} {say(f'step.{step}')}", of.checked.in_step(step)
        shown[step] = f"{name} ({words().counted('editor.step.wrong', wrong)})" if wrong else name
    key, shown = shown_by_key(of, shown, "step", of.step)

    def chosen() -> None:
        of.step = st.session_state[key]

    st.segmented_control(
        say("steps"),
        STEPS,
        default=of.step,
        required=True,
        format_func=shown.__getitem__,
        key=key,
        on_change=chosen,
        label_visibility="collapsed",
        wrap=True,
    )


def _onward(of: Desk) -> None:
    place = STEPS.index(of.step) + 1
    if place < len(STEPS):
        after = STEPS[place]

        def go() -> None:
            of.step = after

        st.button(say("onward", step=say(f"step.{after}")), key=widget(of, "onward"), on_click=go)
