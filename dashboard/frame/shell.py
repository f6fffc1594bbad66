"""What stands around every page: the navigation, the name of the product, the choice of language."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.errors import FragmentHandledException

from dashboard.assembly import assembly_page
from dashboard.classroom import host_page
from dashboard.components.colour_scheme import look_switch
from dashboard.components.unseen import set_frame
from dashboard.editor import editor_page
from dashboard.frame import browser_keeping, case_at_hand, links, missing_case, navigation
from dashboard.frame.language import words_in
from dashboard.frame.session_state import memory, words
from dashboard.guard.clients import client_here, line_here
from dashboard.guard.gate import building, switch_often
from dashboard.guard.presence import presence
from dashboard.guard.uploads import FILES, SESSION
from dashboard.lab import lab_page
from dashboard.library import library_page
from dashboard.method import method_page
from dashboard.models import models_page
from dashboard.replay import replay_page
from dashboard.seat import seat_page, seats_to_choose
from dashboard.start import start_page
from dashboard.training import training_page
from simulation.drawing import DARK, LIGHT, css_variables
from simulation.version import version
from simulation.words import LANGUAGES

if TYPE_CHECKING:
    from streamlit.navigation.page import Page as StreamlitPage

__all__ = ["PAGES", "Page", "apologise", "prepare", "settle", "show"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, which is also its name in the catalogue, and where it stands in the navigation."""

    key: str
    show: Callable[[], None]
    section: str
    """Part of the navigation; empty: above all parts."""


PAGES: Final = (
    Page("start", start_page.show, ""),
    Page("seat", seat_page.show, "learn"),
    Page("training", training_page.show, "learn"),
    Page("host", host_page.show, "learn"),
    Page("replay", replay_page.show, "analyse"),
    Page("lab", lab_page.show, "analyse"),
    Page("models", models_page.show, "analyse"),
    Page("assembly", assembly_page.show, "analyse"),
    Page("editor", editor_page.show, "analyse"),
    Page("library", library_page.show, "analyse"),
    Page("method", method_page.show, "about"),
)
"""In the order of the navigation."""
_ROOT: Final = "home"
"""Name of the empty address, which no page has: Streamlit wants one."""
_SIDEBAR: Final = 224
_HEAVY: Final = ("pandas", "pyarrow.parquet")
_settling: Final = Lock()
_settled: Final[list[bool]] = []


def show() -> None:
    """Show the page that the address asks for, with all that stands around it, when it is its turn."""
    settle()
    with building().passed():
        _show()


def _show() -> None:
    presence().note(memory().visitor, line_here(), client_here())
    say = words().say
    st.html(f"<style>{_tokens(is_dark=st.context.theme.type == 'dark')}{_css()}</style>")
    pages = {entry.key: _streamlit_page(entry) for entry in PAGES}
    navigation.keep(pages)
    browser_keeping.hear()
    case_at_hand.settle()
    # Streamlit gives the first page the empty address; it also answers where its name says.
    named = st.Page(PAGES[0].show, title=pages[PAGES[0].key].title, url_path=PAGES[0].key)
    current = st.navigation([*pages.values(), named], position="hidden")
    st.set_page_config(
        page_title=f"{current.title} · {say('shell.product')}",
        page_icon=_icon(),
        layout="wide",
        initial_sidebar_state=_SIDEBAR,
        menu_items={"About": say("shell.about", version=version())},
    )
    page = current.url_path or PAGES[0].key
    links.arrive(page)
    links.keep_language()
    browser_keeping.keep(is_waiting=page == "editor")
    is_refused = set_frame(memory().language, words().part("shell.uploader."))
    _sidebar()
    if is_refused:
        st.warning(say("shell.upload.refused", each=1, files=FILES, together=SESSION // 1_000_000))
    if links.is_waiting(page):
        missing_case.show()
    else:
        current.run()


def settle() -> None:
    """Import what is heavy, and take what is imported out of the sight of the collector; once, before any page.

    Pages that open together on a fresh server would import a module at the same time, and one of them would find half
    of it. What no page uses stays out: such a library takes tens of MiB. And Streamlit collects garbage after every
    run of a page: it need not go through the modules each time.
    """
    with _settling:
        if not _settled:
            for name in _HEAVY:
                import_module(name)
            switch_often()
            gc.collect()
            gc.freeze()
            _settled.append(True)


def prepare() -> None:
    """Read what the first page of anybody needs, before there is one: a class opens its pages at the same moment."""
    settle()
    for language in LANGUAGES:
        words_in(language)
    seats_to_choose.playable()


def apologise(error: Exception) -> bool:
    """Say that something went wrong, without what; the log has it. Streamlit shows nothing then."""
    if isinstance(error, FragmentHandledException):
        return True  # the part of the page in which it happened has said so
    say = words().say
    st.error(f"**{say('shell.failed')}** {say('shell.failed.do')}")
    return error is not None


def _streamlit_page(entry: Page) -> "StreamlitPage":
    return st.Page(
        entry.show,
        title=words().say(f"shell.page.{entry.key}"),
        url_path=_ROOT if entry is PAGES[0] else entry.key,
        default=entry is PAGES[0],
    )


def _sidebar() -> None:
    say = words().say
    with st.sidebar:
        with st.container(key="brand"):
            st.markdown(f"**[•]** **{say('shell.product')}**")
        section = ""
        for entry in PAGES:
            if entry.section != section:
                section = entry.section
                st.caption(say(f"shell.section.{section}"))
            navigation.door(entry.key, say(f"shell.page.{entry.key}"))
        with st.container(key="settings"):
            _language()
            look_switch([_ROOT, *(entry.key for entry in PAGES)])


def _language() -> None:
    codes = list(LANGUAGES)
    st.selectbox(
        words().say("shell.language"),
        codes,
        index=codes.index(memory().language),
        format_func=LANGUAGES.__getitem__,
        key="shell.language",
        on_change=_choose_language,
    )


def _choose_language() -> None:
    memory().language = st.session_state["shell.language"]
    st.query_params["lang"] = memory().language


@cache
def _tokens(*, is_dark: bool) -> str:
    """Return the tokens of the look that the server was told of; colours change with the page, before it tells."""
    own = DARK if is_dark else LIGHT
    both = {
        name: f"light-dark({value},{DARK[name]})" for name, value in LIGHT.items() if value.startswith("#")
    }
    plain = f":root{{color-scheme:{'dark' if is_dark else 'light'};{css_variables(own)}}}"
    return f"{plain}@supports (color:light-dark(#000,#fff)){{:root{{{css_variables(both)}}}}}"


@cache
def _css() -> str:
    return files("dashboard").joinpath("components", "shell.css").read_text(encoding="utf-8")


def _icon() -> str:
    return str(files("dashboard").joinpath("components", "icon.svg"))
