"""What lies on the desk of the case editor: the case in the making, its check and its past."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Final, Literal, TypeGuard

from dashboard.editor.checking import Checked, Placed, Step, check, whose
from dashboard.editor.edits import get
from dashboard.editor.number_grids import Row
from dashboard.editor.opening_case import Data, has_form
from dashboard.editor.preview import Preview, preview
from dashboard.editor.undo_steps import MOST
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import in_own_language, memory, words
from simulation.scenario import Path, Scenario

__all__ = [
    "LISTS",
    "NOTES",
    "Desk",
    "Shown",
    "ask_for",
    "ask_no_more",
    "asked",
    "clear",
    "desk",
    "is_mark",
    "is_to_write",
    "lay",
    "plain",
    "say",
    "told_of",
    "widget",
    "wrong_of",
]

_PAGE: Final = "editor"
_ASKED: Final = "editor.asked"
_MARK: Final = 80
"""Letters of a mark."""

type Shown = Literal["issue", "seat"]
"""What one at a time is shown of."""
NOTES: Final = ("note.comments", "note.tables")
"""Sentences on what opening a case changed."""
LISTS: Final[Mapping[Shown, str]] = {"issue": "issues", "seat": "delegations"}
"""Which list of the case that is one of."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """One case on the desk."""

    data: Data
    mark: str = field(default_factory=lambda: token_hex(8))
    """Tells it apart from the other drafts that a browser keeps."""
    origin: str = ""
    """What it was started from, as a reader would call it; empty: the template."""
    began: Scenario | None = None
    """The case as it was opened; None for the template, or if it could not be played then."""
    notes: tuple[str, ...] = ()
    """Keys of sentences on what opening changed, of `NOTES`."""
    first: str = ""
    """The file of the case as it was opened; empty for the template."""
    was_edited: bool = False
    """Whether it had edits when the session began, of which the oldest cannot be undone any more."""
    step: Step = "meeting"
    issue: str = ""
    seat: str = ""
    clause: str = ""
    """Key of the clause whose words are shown, where an issue has several."""
    other_language: str = ""
    """Into which the texts are translated that are shown; empty: none was chosen."""
    by_seat: bool = False
    """Whether the wishes are shown by delegation instead of by issue."""
    past: list[tuple[Path | None, Data]] = field(default_factory=list)
    ahead: list[Data] = field(default_factory=list)
    """What was undone, the last one last; an edit forgets it."""
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
    once: Any = None
    """The last run that was played of it, `editor_play.Once`; None: none, or it was put off."""
    _seen: tuple[Scenario, Preview] | None = None
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

    @property
    def seen(self) -> Preview | None:
        """The case before the first session, as it is or was when it could be played last; worked out once."""
        scenario = self.checked.scenario or self.good
        if scenario is not None and (self._seen is None or self._seen[0] is not scenario):
            self._seen = (scenario, preview(scenario))
        return None if scenario is None or self._seen is None else self._seen[1]

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
            del self.past[:-MOST]
        self.data = changed
        self.ahead.clear()
        self.epoch += anew
        self.turn += not in_grid

    @property
    def has_edits(self) -> bool:
        """Whether the case is another than the one that was opened."""
        return self.was_edited or bool(self.past)

    def undo(self) -> None:
        """Take the last edit back."""
        if self.past and self._may_turn(self.past[-1][1]):
            self.ahead.append(self.data)
            self._turn_to(self.past.pop()[1])

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if self.ahead and self._may_turn(self.ahead[-1]):
            self.past.append((None, self.data))
            self._turn_to(self.ahead.pop())

    def _may_turn(self, data: Data) -> bool:
        """Return whether that is a case: if a browser handed back anything else, there is nothing to turn to."""
        if self.was_edited and not has_form(data):
            self.past.clear()
            self.ahead.clear()
            return False
        return True

    def _turn_to(self, data: Data) -> None:
        self.data = data
        self.epoch += 1
        self.turn += 1

    def place(self, what: Shown) -> int:
        """The place of the issue or the delegation that is shown; the first if it is gone."""
        keys = [entry["key"] for entry in self.data[LISTS[what]]]
        key = self.issue if what == "issue" else self.seat
        return keys.index(key) if key in keys else 0


def desk() -> Desk | None:
    """Return the case on the desk; None as long as the desk is empty."""
    found: Desk | None = memory().pages.get(_PAGE)
    return found


def lay(new: Desk) -> Desk:
    """Put a case on the desk, in place of what lay there."""
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


def is_mark(found: object) -> TypeGuard[str]:
    """Return whether that may tell a draft from others: a browser hands back anything."""
    return isinstance(found, str) and 0 < len(found) <= _MARK and found.isascii()


def plain(found: object, most: int) -> str:
    """Return a text that a browser handed back, cut and such that it can be shown; empty if it is no text."""
    return found[:most].encode("utf-8", "replace").decode() if isinstance(found, str) else ""


def clear() -> Desk | None:
    """Take what lies on the desk away, and return it."""
    found: Desk | None = memory().pages.pop(_PAGE, None)
    return found


def say(key: str, **values: object) -> str:
    """Return a sentence of the editor."""
    own = words()
    return own.say(own.within("editor", key), **values)


def told_of(of: Desk, placed: Placed) -> str:
    """Return what is wrong in the words of the command line, and with which field of which delegation or issue.

    What is only still to be written is told so.
    """
    field_of = "" if is_to_write(of, placed) else _field_of(placed.path)
    names = " · ".join(escaped(name) for name in (*whose(of.data, placed.path), field_of) if name)
    told = wrong_of(of, placed)
    return f"**{names}**: {told}" if names else told


def _field_of(path: Path) -> str:
    """Return what the field is called in which one mends what stands at a path; empty if it has no name."""
    match path:
        case ("issues", _, "options", _, str(name), *_):
            key = f"option.{name}"
        case ("issues", _, str(name), *_):
            key = f"issue.{name}"
        case ("delegations", _, "mandate", _, str(name), *_):
            key = f"mandate.{name}"
        case ("delegations", _, "brief", str(name), *_):
            key = f"brief.{name}"
        case ("delegations", _, str(name), *_):
            key = f"seat.{name}"
        case ("document", "sections", _, "clauses", _, str(name), *_):
            key = f"clause.{name}"
        case (str(key), *_):
            pass
        case _:
            return ""
    label = words().maybe(words().within("editor", key)) or ""
    return label[:1].upper() + label[1:]


def wrong_of(of: Desk, placed: Placed) -> str:
    """Return the same without the names: for where it is seen whose it is."""
    return _to_write(of, placed.path) or escaped(placed.problem.message)


def is_to_write(of: Desk, placed: Placed) -> bool:
    """Return whether something is not wrong but only still to be written."""
    return bool(_to_write(of, placed.path))


def _to_write(of: Desk, path: Path) -> str:
    """Return what is to be written at a path where an issue or a clause has an empty text; else nothing."""
    found = get(of.data, path)
    if not isinstance(found, str) or found.strip():
        return ""
    match path:
        case ("issues", _, "name" | "low" | "high" as field):
            return say(f"write.{field}")
        case ("issues", _, "options", _, "label"):
            return say("write.label", place=words().number(get(of.data, (*path[:-1], "position"))))
        case ("document", "sections", _, "clauses", _, "wordings", str(key)):
            clause = get(of.data, path[:-2])
            options = next(one["options"] for one in of.data["issues"] if one["key"] == clause["issue"])
            place = next(one["position"] for one in options if one["key"] == key)
            return say(
                "write.words",
                title=escaped(clause["title"]),
                number=escaped(clause["label"]),
                place=words().number(place),
            )
    return ""


def widget(of: Desk, *parts: object) -> str:
    """Return the key of a field: another one after each change behind its back."""
    return ".".join(["editor", str(of.epoch), *map(str, parts)])
