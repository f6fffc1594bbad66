"""What lies on the desk of the case editor: the case in the making, its check, its past; and fields that edit it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import streamlit as st

from dashboard.editing.checking import Checked, Placed, Step, check, whose
from dashboard.editing.edits import drop, get, put, put_or_drop
from dashboard.editing.grid import Row
from dashboard.editing.reading import Data
from dashboard.escaping import escaped, plain_values
from dashboard.session_state import in_own_language, memory, words
from simulation.scenario.problems import Path
from simulation.scenario.schema import Scenario

__all__ = [
    "NOTES",
    "Desk",
    "area",
    "ask_for",
    "ask_no_more",
    "asked",
    "choice",
    "choices",
    "desk",
    "forget",
    "lay",
    "line",
    "pick",
    "put_away",
    "put_by",
    "say",
    "share",
    "start_over",
    "told_of",
    "unfold",
    "widget",
]

_PAGE: Final = "editor"
_ASKED: Final = "editor.asked"
_AWAY: Final = "editor.away"
_UNDO: Final = 100
_LINE: Final = 200
_PROSE: Final = 4000

type Shown = Literal["issue", "seat"]
"""What one at a time is shown of."""
NOTES: Final = ("note.comments", "note.tables")
"""Sentences on what opening a case changed."""
_LISTS: Final[Mapping[Shown, str]] = {"issue": "issues", "seat": "delegations"}


@dataclass(slots=True, kw_only=True)
class Desk:
    """One case on the desk."""

    data: Data
    origin: str = ""
    """What it was started from, as a reader would call it; empty: the template."""
    began: Scenario | None = None
    """The case as it was opened; None for the template, or if it could not be played then."""
    notes: tuple[str, ...] = ()
    """Keys of sentences on what opening changed, of `NOTES`."""
    first: str = ""
    """The file of the case as it was opened; empty for the template."""
    was_edited: bool = False
    """Whether it had edits when the session began, which cannot be undone any more."""
    step: Step = "meeting"
    issue: str = ""
    seat: str = ""
    by_seat: bool = False
    """Whether the wishes are shown by delegation instead of by issue."""
    past: list[tuple[Path | None, Data]] = field(default_factory=list)
    epoch: int = 0
    """Counts what changes the case behind the back of the fields: their keys follow it, so that they are read anew."""
    turn: int = 0
    """The same for grids, which keep the edits that were made in them."""
    base: tuple[str, list[Row]] | None = None
    """The rows that the grid in view was shown with, by its key: edits in it count from there."""
    good: Scenario | None = None
    """The last version that could be played."""
    used_as: str = ""
    """Key under which it was last taken into use."""
    tried: tuple[Data, Any] | None = None
    """The case that was tried out, and what came of it."""
    _checked: tuple[Data, str, Checked] | None = None
    """The case that was checked, the language it was told in, and what was found."""

    @property
    def checked(self) -> Checked:
        """What the loader says of the case now."""
        own = memory().language
        if self._checked is None or self._checked[0] is not self.data or self._checked[1] != own:
            with in_own_language():
                found = check(self.data)
            self._checked = (self.data, own, found)
            self.good = found.scenario or self.good
        return self._checked[2]

    def edit(
        self,
        change: Callable[[Data], Data],
        path: Path | None = None,
        *,
        anew: bool = True,
        in_grid: bool = False,
    ) -> None:
        """Change the case.

        Args:
            change: returns the new case.
            path: of the field that is typed into: its next edits are undone together with this one.
            anew: whether fields on the page have to be read anew.
            in_grid: whether it comes from the grid, which need not be.
        """
        changed = change(self.data)
        if changed == self.data:
            return
        if path is None or not self.past or self.past[-1][0] != path:
            self.past.append((path, self.data))
            del self.past[:-_UNDO]
        self.data = changed
        self.epoch += anew
        self.turn += not in_grid

    @property
    def has_edits(self) -> bool:
        """Whether the case is another than the one that was opened."""
        return self.was_edited or bool(self.past)

    def undo(self) -> None:
        """Take the last edit back."""
        if self.past:
            self.data = self.past.pop()[1]
            self.epoch += 1
            self.turn += 1

    def place(self, what: Shown) -> int:
        """The place of the issue or the delegation that is shown; the first if it is gone."""
        keys = [entry["key"] for entry in self.data[_LISTS[what]]]
        key = self.issue if what == "issue" else self.seat
        return keys.index(key) if key in keys else 0


def desk() -> Desk | None:
    """Return the case on the desk; None as long as the desk is empty."""
    found: Desk | None = memory().pages.get(_PAGE)
    return found


def lay(new: Desk) -> Desk:
    """Put a case on the desk."""
    old = desk()
    new.epoch = old.epoch + 1 if old else 0
    memory().pages[_PAGE] = new
    return new


def ask_for(key: str) -> None:
    """Ask the editor to open a case when its page is shown next; from any page.

    Args:
        key: of a case that is here.
    """
    memory().pages[_ASKED] = key


def asked() -> str | None:
    """Return the case that another page asked to open; it stays asked for until `ask_no_more`."""
    found: str | None = memory().pages.get(_ASKED)
    return found


def ask_no_more() -> None:
    """Forget what another page asked for."""
    memory().pages.pop(_ASKED, None)


def start_over() -> None:
    """Clear the desk; what lay there is put away."""
    of = memory().pages.pop(_PAGE, None)
    if of is not None:
        put_away(of)


def put_away(of: Desk) -> None:
    """Keep a case beside the desk; the one that was kept there goes."""
    memory().pages[_AWAY] = of


def put_by() -> Desk | None:
    """Return the case that was put away."""
    found: Desk | None = memory().pages.get(_AWAY)
    return found


def unfold(of: Desk) -> None:
    """Lay a case back on the desk, as it was."""
    forget()
    memory().pages[_PAGE] = of


def forget() -> None:
    """Forget the case that was put away."""
    memory().pages.pop(_AWAY, None)


def say(key: str, **values: object) -> str:
    """Return a sentence of the editor."""
    return words().say(f"editor.{key}", **values)


def told_of(of: Desk, placed: Placed) -> str:
    """Return what is wrong in the words of the command line, and with which delegation or issue."""
    names = " · ".join(escaped(name) for name in whose(of.data, placed.path))
    told = escaped(placed.problem.message)
    return f"**{names}**: {told}" if names else told


def widget(of: Desk, *parts: object) -> str:
    """Return the key of a field: another one after each change behind its back."""
    return ".".join(["editor", str(of.epoch), *map(str, parts)])


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


def _chosen(of: Desk, path: Path, key: str, apply: Callable[[Data, Any], Data] | None) -> None:
    value = st.session_state[key]
    change = apply or (lambda data, given: put_or_drop(data, path, given))
    of.edit(lambda data: change(data, value), anew=apply is not None)


def choice(
    of: Desk,
    name: str,
    path: Path,
    options: Mapping[Any, str],
    *,
    value: object = None,
    apply: Callable[[Data, Any], Data] | None = None,
) -> None:
    """Place a choice of one.

    Args:
        of: the desk.
        name: of the sentence that is its label.
        path: where the value stands.
        options: what is shown, by value; None leaves the field out of the case.
        value: what is chosen now, if it is not what stands at `path`.
        apply: what a choice changes, if it is not only the value at `path`.
    """
    key = widget(of, *path)
    now = value if value is not None else get(of.data, path)
    names, shown = list(options), plain_values(options)
    st.selectbox(
        say(name),
        names,
        index=names.index(now) if now in names else None,
        format_func=shown.__getitem__,
        key=key,
        help=_help(name),
        placeholder=f"{now}" if now is not None else "",
        on_change=_chosen,
        args=(of, path, key, apply),
    )


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
    key = widget(of, *path)
    now = get(of.data, path, []) if value is None else value
    shown = plain_values(options)
    st.multiselect(
        say(name),
        list(options),
        default=[one for one in now if one in options],
        format_func=shown.__getitem__,
        key=key,
        help=_help(name),
        placeholder="",
        on_change=_chosen,
        args=(of, path, key, apply),
    )


def pick(of: Desk, what: Shown, name: str = "") -> int:
    """Place the choice of the issue or the delegation that is shown, and return its place in the case."""
    titles = plain_values({entry["key"]: entry["name"] for entry in of.data[_LISTS[what]]})
    key = widget(of, "pick", name or what)

    def chosen() -> None:
        setattr(of, what, st.session_state[key])

    st.selectbox(
        say(name or what),
        list(titles),
        index=of.place(what),
        format_func=titles.__getitem__,
        key=key,
        on_change=chosen,
    )
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


def _chosen_number(of: Desk, path: Path, key: str, change: Callable[[Data, Any], Data]) -> None:
    value = st.session_state[key]
    of.edit(lambda data: change(data, value), path, anew=False)


def _help(name: str) -> str | None:
    return words().templates.get(f"editor.{name}.help")
