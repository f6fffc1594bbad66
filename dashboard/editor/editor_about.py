"""The first question of the case editor: what a new case is about, what each side wants, what is settled by whom."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from secrets import token_hex
from typing import Any, Final, Literal
from zlib import crc32

import streamlit as st

from dashboard.editor.editor_desk import Desk, desk, is_mark, lay, plain, say
from dashboard.editor.editor_fields import warn
from dashboard.editor.starting_case import HOLDS, MOST_POINTS, SEATS, About, Holds, starter
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words

__all__ = ["answers", "forget", "show_about", "take_back", "wrong_with"]

_PAGE: Final = "editor.about"
_LINE: Final = 200
_PROSE: Final = 4000
_HEIGHT: Final = 144
_COUNTED: Final = 10**6
type _Many = Literal["points", "seats"]


@dataclass(slots=True, kw_only=True)
class _Answers:
    """What was typed so far, as it was typed."""

    title: str = ""
    holds: Holds = HOLDS[0]
    low: str = ""
    middle: str = ""
    high: str = ""
    points: str = ""
    """One a line, as `seats`."""
    seats: str = ""
    n_points: int | None = About().n_points
    n_seats: int | None = About().n_seats
    turn: int = 0
    """Counts what is put into the fields from outside: their keys follow it, so that they are read anew."""
    mark: str = field(default_factory=lambda: token_hex(8))
    """Tells them apart from other drafts; the case that is made of them goes on with it."""

    def lines(self, name: _Many) -> tuple[str, ...]:
        """Return the names that were given."""
        text: str = getattr(self, name)
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    @property
    def about(self) -> About:
        """The same, as a case is made of it."""
        return About(
            title=self.title.strip(),
            holds=self.holds,
            low=self.low.strip(),
            middle=self.middle.strip(),
            high=self.high.strip(),
            points=self.lines("points"),
            seats=self.lines("seats"),
            n_points=self.n_points or 0,
            n_seats=self.n_seats or 0,
        )


def _typed() -> _Answers:
    found: _Answers = memory().pages.setdefault(_PAGE, _Answers())
    return found


def answers() -> dict[str, Any] | None:
    """Return what was typed so far, for the browser to keep; None as long as nothing was."""
    typed = _typed()
    return None if typed == _Answers(turn=typed.turn, mark=typed.mark) else asdict(typed)


def forget() -> None:
    """Begin afresh, with empty fields."""
    memory().pages[_PAGE] = _Answers(turn=_typed().turn + 1)


def take_back(found: object, mark: object) -> None:
    """Take in what a browser kept of it; what has another form is left out.

    Args:
        found: as `answers` returns it, or anything.
        mark: of the draft.
    """
    if not isinstance(found, Mapping):
        return
    typed = _typed()
    turn, own = typed.turn, typed.mark
    for name, usual in asdict(_Answers()).items():
        given = found.get(name)
        if name == "holds" and given not in HOLDS:
            continue
        if isinstance(given, str) and isinstance(usual, str):
            setattr(typed, name, plain(given, _PROSE))
        elif type(given) is int and isinstance(usual, int) and abs(given) <= _COUNTED:
            setattr(typed, name, given)
    typed.turn = turn + 1
    typed.mark = mark if is_mark(mark) else own


def wrong_with(about: About) -> dict[_Many, str]:
    """Return what is wrong with the points and the delegations, and what is valid."""
    found: dict[_Many, str] = {}
    bounds: Mapping[_Many, tuple[int, int]] = {"points": (1, MOST_POINTS), "seats": SEATS}
    for (name, (least, most)), n in zip(bounds.items(), about.counts, strict=True):
        names: tuple[str, ...] = getattr(about, name)
        twice = next((one for one in names if names.count(one) > 1), "")
        long = next((one for one in names if len(one) > _LINE), "")
        if not least <= n <= most:
            found[name] = say(f"about.{name}.range", n=n, least=least, most=most)
        elif twice or long:
            why = "twice" if twice else "long"
            found[name] = say(f"about.{why}", name=escaped((twice or long)[:60]), most=_LINE)
    return found


def show_about() -> None:
    """Ask, and offer to make the case."""
    typed = _typed()
    wrong = wrong_with(typed.about)
    st.subheader(say("about.head"), anchor=False)
    st.markdown(say("about.lead"))
    _line(typed, "title")
    _holds(typed)
    for name, column in zip(HOLDS, st.columns(3), strict=True):
        with column:
            _line(typed, name)
    many: tuple[_Many, _Many] = ("points", "seats")
    for one, column in zip(many, st.columns(2), strict=True):
        with column:
            _many(typed, one, wrong.get(one, ""))
    st.button(say("start.empty.do"), type="primary", key="editor.empty", disabled=bool(wrong), on_click=_make)


def _line(typed: _Answers, name: str) -> None:
    key = f"{_PAGE}.{typed.turn}.{name}"
    st.text_input(
        say(f"about.{name}"),
        value=getattr(typed, name),
        key=key,
        max_chars=_LINE,
        placeholder=say(f"about.{name}.example"),
        help=words().maybe(f"editor.about.{name}.help"),
        on_change=lambda: setattr(typed, name, st.session_state[key]),
    )


def _holds(typed: _Answers) -> None:
    """Ask what holds as long as nothing is agreed: it decides who gains from a text, and who can wait.

    A choice among other words is another one to Streamlit: one made while the words change would come as words.
    """
    typed_names: dict[Holds, str] = {name: getattr(typed, name).strip() for name in HOLDS}
    shown = {
        name: escaped(given) if given else say("about.holds.unnamed", what=say(f"about.{name}"))
        for name, given in typed_names.items()
    }
    key = f"{_PAGE}.{typed.turn}.holds.{crc32(repr(shown).encode()):x}"

    def choose() -> None:
        if (chosen := st.session_state.get(key)) in HOLDS:
            typed.holds = chosen

    st.radio(
        say("about.holds"),
        HOLDS,
        index=HOLDS.index(typed.holds),
        format_func=shown.__getitem__,
        key=key,
        horizontal=True,
        help=say("about.holds.help"),
        on_change=choose,
    )


def _many(typed: _Answers, name: _Many, wrong: str) -> None:
    """Ask how many there are and what they are called; what is wrong with that stands below."""
    number, key = (f"{_PAGE}.{typed.turn}.{part}" for part in (f"n_{name}", name))
    st.number_input(
        say(f"about.n_{name}"),
        value=typed.n_points if name == "points" else typed.n_seats,
        step=1,
        key=number,
        on_change=lambda: setattr(typed, f"n_{name}", st.session_state[number]),
    )
    st.text_area(
        say(f"about.{name}"),
        value=getattr(typed, name),
        key=key,
        max_chars=_PROSE,
        height=_HEIGHT,
        placeholder=say(f"about.{name}.example"),
        help=say(f"about.{name}.help"),
        on_change=lambda: setattr(typed, name, st.session_state[key]),
    )
    asked, named = (typed.n_points if name == "points" else typed.n_seats) or 0, len(typed.lines(name))
    if wrong:
        warn(wrong)
    elif named > asked:
        st.caption(say(f"about.{name}.more", n=named))


def _make() -> None:
    if desk() is not None:
        return  # A second click: the case is made, and nothing is typed any more.
    typed = _typed()
    data = starter(typed.about, words().part("editor.template."), memory().language)
    lay(Desk(data=data, step="wants", mark=typed.mark))
    forget()
