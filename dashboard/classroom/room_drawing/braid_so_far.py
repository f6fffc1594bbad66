"""The braid so far: past sessions as threads and ropes, the coming ones as empty paper; and the brackets as a strip."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from markupsafe import Markup

from dashboard.classroom.room_drawing.table_picture import KEPT, Picture, Size
from dashboard.classroom.room_drawing.text_places import BOLD
from dashboard.frame.language import Words
from simulation.coalitions import Coalition
from simulation.drawing import (
    Braid,
    Frame,
    clip_name,
    draw_brackets,
    draw_braid,
    in_two_lines,
    lay_braid,
    stack,
    tag,
    text,
    width_of,
)
from simulation.report import pole_lines
from simulation.words import told_in

__all__ = ["draw_braid_so_far", "draw_strip"]

_LEFT: Final = 112.0
_NAMES: Final = (132.0, 184.0)
"""Width that the names of coalitions have at least, and where few sessions leave room for it."""
_SESSION: Final = 20.0
"""Width that a session keeps then."""
_NARROW: Final = (14.0, 20.0)
_TOP: Final = 30.0
_BOTTOM: Final = 10.0
_LETTER: Final = 13 * BOLD
"""Width of a letter of the name of a coalition, as `drawing.css` has it."""
_SHORTEST: Final = 4
_LINE: Final = 13.0
"""Height of the name of a delegation."""
_SMALL: Final = 12.0
"""Size of its letters, as `drawing.css` has it."""
_AFTER_LETTER: Final = 24.0
"""Where it begins, after the letter of its coalition."""
_AND: Final = "\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}"
_WITH: Final = "–"
"""Between those after whom a coalition is named."""
_BOX: Final = 23.0
"""Width of a session below which the number after the one that is marked has no room."""
_LEAST: Final = 17.0
"""Width of a session below which not each has its number."""


@lru_cache(KEPT)
def draw_braid_so_far(key: str, picture: Picture, size: Size) -> Markup:
    """Return the braid of the sessions held, in a frame for all sessions; nothing before the first."""
    held = picture.so_far.held
    if not held:
        return Markup()
    sessions = max(picture.sessions, held)
    whole = _frame(size, sessions)
    now = whole.x(held, sessions)
    frame = replace(whole, right=whole.width - now)
    braid = lay_braid(
        picture.main, picture.label, picture.capability, top=frame.top, bottom=frame.height - frame.bottom
    )
    counts = {number: len(rows) for number, _, rows in picture.groups}
    with told_in(picture.words.language):
        poles = [pole_lines(picture.ends.low), pole_lines(picture.ends.high)]
        return draw_braid(
            key,
            frame,
            braid,
            ropes=picture.so_far.history.coalitions,
            names=[seat.name for seat in picture.so_far.seats],
            groups=[
                _called(group, counts.get(number, 0), frame.right - 10, picture.words)
                for number, group in enumerate(picture.so_far.history.coalitions)
            ],
            letter=_LETTER,
            poles=poles,
            title=picture.words.say("class.projector.braid"),
            description=picture.alt,
            under=_to_come(whole, held, sessions),
            over=[*_playhead(whole, held, now), *(_delegations(picture, braid, frame) if size.names else ())],
        )


def _delegations(picture: Picture, braid: Braid, frame: Frame) -> Iterator[Markup]:
    """Yield the short names of delegations at the ends of their threads, of as many of the strongest as have room."""
    seats, last = picture.so_far.seats, braid.edge[-1].mean(axis=1)
    most = int((frame.height - frame.top + _LINE / 2) / _LINE)
    strongest = sorted(range(len(seats)), key=lambda row: -seats[row].capability)[:most]
    rows = sorted(strongest, key=lambda row: float(last[row]))
    high = np.full(len(rows), _LINE)
    edges = stack(
        last[rows],
        high,
        np.ones(len(rows)),
        np.zeros(max(len(rows) - 1, 0)),
        top=frame.top - _LINE / 2,
        bottom=frame.height,
    )
    x = frame.width - frame.right + _AFTER_LETTER
    # As wide as in bold: a number stands at the end of some, and no font may put it outside.
    longest = int((frame.width - x) / width_of("n", _SMALL, bold=True))
    for row, edge in zip(rows, edges.tolist(), strict=True):
        name = clip_name(seats[row].short, longest)
        yield text(x, edge + _LINE - 3.5, name, text_anchor="start", class_="label")


def _called(group: Coalition, count: int, room: float, words: Words) -> str:
    """Return as much of the name of a coalition as leaves room in its two lines for how many its members are."""
    with told_in(words.language):
        called, founders = str(group.short), group.short.items()
    for longest in range(max(map(len, founders)), _SHORTEST, -1):
        name = f"{_WITH.join(clip_name(founder, longest) for founder in founders)}{_AND}{count}"
        whole = words.say("report.group", letter=group.letter, name=name)
        if sum(map(len, in_two_lines(whole, room, _LETTER))) >= len(whole) - 1 and in_two_lines(
            whole, room, _LETTER
        )[-1].endswith(f"{_AND}{count}"):
            return name
    return f"{clip_name(called, _SHORTEST)}{_AND}{count}"


def _frame(size: Size, sessions: int) -> Frame:
    least, most = _NAMES
    names = min(max(least, size.width - _LEFT - sessions * _SESSION), most)
    left, right = _NARROW if size.is_narrow else (_LEFT, names)
    right += size.names
    return Frame(
        width=size.width,
        height=size.height,
        left=left,
        right=right,
        top=_TOP,
        bottom=_BOTTOM,
        narrow=size.is_narrow,
    )


def _to_come(frame: Frame, held: int, sessions: int) -> Iterator[Markup]:
    """Yield the lines of the sessions that are still to come, with their numbers where there is room."""
    room = frame.x(1, sessions) - frame.x(0, sessions)
    for session in range(held + 1, sessions + 1):
        x = frame.x(session, sessions)
        yield tag("line", x1=x, x2=x, y1=frame.top - 3, y2=frame.height - frame.bottom + 3, class_="grid")
        is_apart = room >= _BOX or session > held + 1
        if is_apart and (room >= _LEAST or session == sessions):
            yield text(x, frame.top - 10, str(session), text_anchor="middle", class_="tick")


def _playhead(frame: Frame, held: int, now: float) -> Iterator[Markup]:
    foot = frame.height - frame.bottom + 4
    yield tag("line", x1=now, x2=now, y1=frame.top - 6, y2=foot, class_="playhead")
    words = str(held)
    wide = 8.0 + 7.0 * len(words)
    yield tag(
        "rect", x=now - wide / 2, y=frame.top - 24.0, width=wide, height=19.0, rx=3, class_="playhead-box"
    )
    yield text(now, frame.top - 10, words, text_anchor="middle", class_="playhead-number")


@lru_cache(KEPT)
def draw_strip(key: str, picture: Picture, size: Size) -> Markup:
    """Return the clauses in brackets after each session held, in a frame for all sessions."""
    counts = picture.so_far.brackets[1:]
    if not counts:
        return Markup()
    sessions = max(picture.sessions, len(counts))
    whole = replace(_frame(size, sessions), top=18.0, bottom=4.0, left=10.0, right=14.0)
    frame = replace(whole, right=whole.width - whole.x(len(counts), sessions))
    title = picture.words.say("class.projector.strip")
    return draw_brackets(key, frame, counts, title=title, description=picture.alt)
