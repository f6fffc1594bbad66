"""Stands in for a page whose link is about a case that is not here: what is missing, and a way to bring it."""

from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.frame import links, navigation
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.library import cases

__all__ = ["show"]

_SHOWN: Final = 5
"""Problems of a file that are listed; the library lists more."""


def show() -> None:
    """Show it; once the file is there, the page that the link asks for."""
    say, link = words().say, links.arrival().link
    st.title(say("links.wait.title"))
    st.info(say("links.wait", hash=links.fingerprint(link)))
    file = st.file_uploader(
        say("links.wait.upload"), type=["yaml", "yml"], max_upload_size=1, key="links.upload"
    )
    st.caption(say("links.wait.table"))
    if file is not None:
        _take_in(file, link.case)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(say("links.wait.without"), key="links.without", on_click=links.give_up_waiting)
        navigation.door("library", say("shell.page.library"))


def _take_in(file: UploadedFile, wanted: str) -> None:
    """Take in the case that the link is about; of another file say that it is another, or what is wrong with it."""
    own, kept = words(), memory()
    name = cases.file_name(file.name)
    found: dict[str, str] = {}
    with in_own_language():
        key, problems = cases.add_case(file.getvalue(), found, name)
    if key == wanted:
        cases.add_case(file.getvalue(), kept.uploads, name, in_use=kept.in_use)
        kept.case = key
        st.rerun()
    if key is None:
        st.error(own.counted("library.problems", len(problems), name=escaped(name)))
        st.code("\n".join(map(str, problems[:_SHOWN])), language=None, wrap_lines=True)
    else:
        told = key.removeprefix(cases.UPLOAD)[:12]
        st.warning(own.say("links.wait.another", name=escaped(name), hash=told))
