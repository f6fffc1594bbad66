"""Fields of the case editor, each of which edits one thing in the case on the desk.

What is chosen is told by key. Streamlit tells it by the words that are shown for it, and these change while a case is
written, or may be alike: so a field whose words change is another field, and no two words in it are alike.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import streamlit as st

from dashboard.editor.editor_desk import LISTS, Desk, Shown, say, widget, wrong_of
from dashboard.editor.edits import drop, get, put, put_or_drop
from dashboard.editor.opening_case import Data
from dashboard.frame.escaping import names_to_choose
from dashboard.frame.session_state import words
from simulation.scenario import Path

__all__ = [
    "area",
    "choice",
    "choices",
    "line",
    "pick",
    "pick_one",
    "share",
    "shown_by_key",
    "warn",
    "warn_of",
]

_LINE: Final = 200
_PROSE: Final = 4000
_LETTERS: Final = 12


_ENDS: Final = {"red_low": 0, "red_high": 1}
"""Fields of one thing in the case, and where each stands in it."""


def warn(told: str) -> None:
    """Say below a field what is wrong with what stands in it."""
    st.caption(f":material/warning: **{told}**")


def warn_of(of: Desk, path: Path) -> None:
    """Say below a field what is wrong with what it stands for, and what would be valid; what was typed stays."""
    for placed in of.checked.problems:
        if _is_of(path, placed.path):
            warn(wrong_of(of, placed))


def _is_of(path: Path, found: Path) -> bool:
    *here, name = path
    if name not in _ENDS:
        return found[: len(path)] == path
    line = (*here, "red_line")
    is_whole = name == "red_high" and found == line
    return is_whole or found[: len(line) + 1] == (*line, _ENDS[str(name)])


def _typed(of: Desk, path: Path, key: str, *, needed: bool) -> None:
    value = st.session_state[key]
    of.edit(
        lambda data: put(data, path, value or "") if needed else put_or_drop(data, path, value),
        path,
        anew=False,
    )


def line(of: Desk, name: str, path: Path, *, needed: bool = True, most: int = _LINE, empty: str = "") -> None:
    """Place a field of one line, checked while it is typed; what holds if it is left empty is said in it."""
    key = widget(of, *path)
    st.text_input(
        say(name),
        value=get(of.data, path, ""),
        key=key,
        max_chars=most,
        help=_help(name),
        on_change=_typed,
        args=(of, path, key),
        kwargs={"needed": needed},
        live=True,
        placeholder=empty,
    )
    warn_of(of, path)


def area(of: Desk, name: str, path: Path, *, label: str = "", needed: bool = False, height: int = 80) -> None:
    """Place a field of several lines."""
    key = widget(of, *path)
    st.text_area(
        label or say(name),
        value=get(of.data, path, ""),
        key=key,
        max_chars=_PROSE,
        height=height,
        help=_help(name),
        on_change=_typed,
        args=(of, path, key),
        kwargs={"needed": needed},
    )
    warn_of(of, path)


def shown_by_key[Key: Hashable](
    of: Desk, options: Mapping[Key, str], *parts: object
) -> tuple[str, dict[Key, str]]:
    """Return the key of a field in which one chooses, and what it shows for each choice: other words, another field."""
    shown = names_to_choose(options, say("unnamed"))
    words_of_it = sha256(repr([*shown.items()]).encode()).hexdigest()[:_LETTERS]
    return widget(of, *parts, words_of_it), shown


def pick_one[Key: Hashable](
    of: Desk,
    label: str,
    options: Mapping[Key, str],
    now: Key | None,
    take: Callable[[Key], None],
    *parts: object,
    about: str | None = None,
    placeholder: str = "",
) -> None:
    """Place a choice of one.

    Args:
        of: the desk.
        label: of the field.
        options: what is shown, by what is chosen.
        now: what is chosen.
        take: called with what a reader chooses.
        parts: what tells the field from others on the page.
        about: help on it.
        placeholder: stands in the field when `now` is none of the options.
    """
    key, shown = shown_by_key(of, options, *parts)
    names = list(shown)

    def chosen() -> None:
        if (value := st.session_state[key]) in shown:
            take(value)

    st.selectbox(
        label,
        names,
        index=names.index(now) if now in shown else None,
        format_func=shown.__getitem__,
        key=key,
        help=about,
        placeholder=placeholder,
        on_change=chosen,
    )


def choice(
    of: Desk,
    name: str,
    path: Path,
    options: Mapping[Any, str],
    *,
    value: object = None,
    apply: Callable[[Data, Any], Data] | None = None,
) -> None:
    """Place a choice of one for a field of the case.

    Args:
        of: the desk.
        name: of the sentence that is its label.
        path: where the value stands.
        options: what is shown, by value; the empty text leaves the field out of the case.
        value: what is chosen now, if it is not what stands at `path`.
        apply: what a choice changes, if it is not only the value at `path`.
    """
    now = value if value is not None else get(of.data, path)
    change = apply or (lambda data, given: put_or_drop(data, path, given))
    pick_one(
        of,
        say(name),
        options,
        now,
        lambda given: of.edit(lambda data: change(data, given), anew=apply is not None),
        *path,
        about=_help(name),
        placeholder=f"{now}" if now is not None else "",
    )
    warn_of(of, path)


def choices(
    of: Desk,
    name: str,
    path: Path,
    options: Mapping[str, str],
    *,
    value: Sequence[str] | None = None,
    apply: Callable[[Data, Any], Data] | None = None,
) -> None:
    """Place a choice of several."""
    key, shown = shown_by_key(of, options, *path)
    now = get(of.data, path, []) if value is None else value
    change = apply or (lambda data, given: put_or_drop(data, path, given))

    def chosen() -> None:
        given = [one for one in st.session_state[key] if one in shown]
        of.edit(lambda data: change(data, given), anew=apply is not None)

    st.multiselect(
        say(name),
        list(shown),
        default=[one for one in now if one in shown],
        format_func=shown.__getitem__,
        key=key,
        help=_help(name),
        placeholder="",
        on_change=chosen,
    )
    warn_of(of, path)


def pick(of: Desk, what: Shown, name: str = "") -> int:
    """Place the choice of the issue or the delegation that is shown, and return its place in the case."""
    titles = {entry["key"]: entry["name"] for entry in of.data[LISTS[what]]}
    now = list(titles)[of.place(what)]
    pick_one(of, say(name or what), titles, now, lambda key: setattr(of, what, key), "pick", name or what)
    return of.place(what)


def share(
    of: Desk,
    name: str,
    path: Path,
    value: float | None,
    *,
    apply: Callable[[Data, Any], Data] | None = None,
    empty: str = "",
) -> None:
    """Place a number from 0 to 1, which may be left empty; what holds then is said in it.

    Another number stays as it is typed: the check says what is wrong with it.
    """
    key = widget(of, *path)
    change = apply or (lambda data, given: drop(data, path) if given is None else put(data, path, given))
    st.number_input(
        say(name),
        value=None if value is None else float(value),
        step=0.05,
        format="%.2f",
        key=key,
        help=_help(name),
        placeholder=empty if value is None else f"{value:g}",
        on_change=_chosen_number,
        args=(of, path, key, change),
    )
    warn_of(of, path)


def _chosen_number(of: Desk, path: Path, key: str, change: Callable[[Data, Any], Data]) -> None:
    value = st.session_state[key]
    of.edit(lambda data: change(data, value), path, anew=False)


def _help(name: str) -> str | None:
    return words().maybe(f"editor.{name}.help")
