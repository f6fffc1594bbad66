"""Shows how an uploaded table was read, takes corrections of its columns, and asks for a yes to what is guessed."""

import re
from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.frame.escaping import bulleted, escaped, plain
from dashboard.frame.session_state import in_own_language, words
from dashboard.library import uploaded_tables
from simulation.scenario import Problem
from simulation.scenario.interchange import ROLES, Column, Role, TableReading

__all__ = ["agreed_reading", "tell_problems"]

SHOWN: Final = 40
"""Problems of a file that are listed; nobody reads more at once."""

_MOST: Final = 40
"""Columns that can be corrected on a page."""
_SIGNS: Final = re.compile(r"[^\w ,.()%-]|_|(?<!\d)\.|\.(?!\d)")
"""What Markdown may take for more than it is."""
_SAMPLE: Final = 40
"""Characters of the first cells that are shown."""


def agreed_reading(data: bytes, name: str, file: str) -> TableReading | None:
    """Return what a table was read as once nothing of it is only guessed; None while somebody is asked.

    Args:
        data: what the file holds.
        name: what it is called.
        file: identifies the upload.
    """
    with in_own_language():
        first = uploaded_tables.reading_of(data, name)
    if first.is_sure or not (first.guesses or first.columns):
        return first
    return _asked(data, name, file, first)


def _asked(data: bytes, name: str, file: str, first: TableReading) -> TableReading | None:
    say = words().say
    with st.container(key="library.table", border=True):
        st.subheader(escaped(say("library.table.read", name=name)), anchor=False)
        above = st.container()
        with st.expander(say("library.table.columns"), expanded=first.case is None):
            roles = _corrected(first.columns, file)
        with in_own_language():
            reading = uploaded_tables.reading_of(data, name, roles) if roles else first
            told = [str(one) for one in (*reading.seen, *reading.guesses, *reading.warnings)]
        above.markdown(bulleted(told))
        if reading.case is None:
            tell_problems(reading.problems, name)
            return None
        sizes = {
            "delegations": len(reading.case.scenario.delegations),
            "issues": len(reading.case.scenario.issues),
        }
        counts = {what: words().counted(f"count.{what}", n) for what, n in sizes.items()}
        st.markdown(escaped(say("library.table.comes", **counts)))
        return (
            reading if st.button(say("library.table.yes"), key="library.table.yes", type="primary") else None
        )


def _corrected(columns: tuple[Column, ...], file: str) -> dict[str, Role]:
    """Ask what each column is; return the choices that differ from the guess, by heading."""
    say = words().say
    found: dict[str, Role] = {}
    for column in [column for column in columns if column.heading][:_MOST]:
        sample = _aloud(words().listed(column.sample))[:_SAMPLE]
        role = st.selectbox(
            say("library.table.column", heading=_aloud(column.heading), sample=sample),
            ROLES,
            index=ROLES.index(column.role),
            format_func=lambda role: say(f"import.role.{role}"),
            key=f"library.table.{file}.{column.place}.{column.heading}",
        )
        if role != column.role:
            found[column.heading] = role
    return found


def _aloud(text: str) -> str:
    """Return what a label shows of a text: a screen reader would read out what escapes its signs.

    >>> _aloud("<b>Fee</b> (1-5)"), _aloud("0.2, 0.7"), _aloud("www.a.b")
    ('b Fee b (1-5)', '0.2, 0.7', 'www a b')
    """
    return " ".join(_SIGNS.sub(" ", plain(text)).split())


def tell_problems(problems: Sequence[Problem], name: str) -> None:
    """List what is wrong with a file, as the command line does."""
    say = words()
    st.error(say.counted("library.problems", len(problems), name=escaped(name)))
    st.code("\n".join(map(str, problems[:SHOWN])), language=None, wrap_lines=True)
    if len(problems) > SHOWN:
        st.markdown(say.say("library.problems.more", n=len(problems) - SHOWN))
    how = "library.problems.how.table" if uploaded_tables.is_table(name) else "library.problems.how"
    st.caption(escaped(say.say(how, name=name)))
