"""The braid: one thread for each delegation over the sessions; threads of one coalition lie side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

import numpy as np
from markupsafe import Markup

from simulation.arrays import FloatArray, IntArray
from simulation.drawing import theme
from simulation.drawing.geometry import Box, meet, stack
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import Frame, number, tag, text, width_of
from simulation.drawing.svg import drawing as svg_drawing
from simulation.words import say

__all__ = ["Braid", "Rope", "draw_braid", "in_two_lines", "lay_braid"]

FILLED: Final = 0.58
"""Share of the height that threads fill when nothing is between them."""
THICKEST: Final = 3.5
"""Largest scale of thickness: few delegations do not fill the height."""
ROPE_GAP: Final = 9.0
THREAD_GAP: Final = 1.2
MIXED_GAP: Final = 4.0
_LOOSE: Final = 0.4
"""How much an unaligned thread insists on its place, against the thickness of a rope."""
_LABEL: Final = 12.5
LETTER: Final = width_of("n", _LABEL, bold=True)
"""Width that a letter of the name of a coalition takes, unless a page says otherwise."""


class Rope(Protocol):
    """What a rope needs to be known of: a coalition has it."""

    @property
    def slot(self) -> int:
        """Slot of its colour."""

    @property
    def letter(self) -> str:
        """The letter that stands for it where there is no room for its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Braid:
    """The geometry."""

    edge: FloatArray
    """Upper and lower edge of each thread at each session, `[T + 1, A, 2]`."""
    label: IntArray
    """Coalition of each, `[T + 1, A]`; -1: none."""

    def rope(self, session: int, coalition: int) -> tuple[float, float] | None:
        """Return the upper and lower edge of a coalition at a session; None if it is not there."""
        inside = self.label[session] == coalition
        if not inside.any():
            return None
        return float(self.edge[session, inside, 0].min()), float(self.edge[session, inside, 1].max())


def lay_braid(
    main: FloatArray, label: IntArray, capability: FloatArray, *, top: float, bottom: float
) -> Braid:
    """Return the braid between two heights, the pole at 0 at the top.

    A rope lies at the capability-weighted mean of its members, who lie in it in the order of their positions.

    Args:
        main: Position on the main axis, `[T + 1, A]`, 0..1.
        label: Coalition, `[T + 1, A]`; -1: none.
        capability: `[A]`, 0..1.
        top: Upper edge of the room for it.
        bottom: Lower edge.
    """
    thick = 1.0 + 3.0 * capability
    thick = thick * min(FILLED * (bottom - top) / thick.sum(), THICKEST)
    shrink = min(1.0, (bottom - top - thick.sum()) / max(_most_gaps(label), 1.0))
    edge = np.zeros((*main.shape, 2))
    for session, place in enumerate(main):
        bundles = _bundles(place, label[session], capability)
        centre = np.array([_middle(place, capability, rows) for rows in bundles])
        order = np.argsort(centre, kind="stable")
        bundles, centre = [bundles[i] for i in order], centre[order]
        height = np.array([thick[rows].sum() for rows in bundles])
        is_rope = np.array([label[session, rows[0]] >= 0 for rows in bundles])
        gap = np.where(
            is_rope[:-1] & is_rope[1:], ROPE_GAP, np.where(is_rope[:-1] | is_rope[1:], MIXED_GAP, THREAD_GAP)
        )
        edges = stack(
            top + centre * (bottom - top),
            height,
            np.where(is_rope, np.maximum(height, _LOOSE), _LOOSE),
            gap * shrink,
            top=top,
            bottom=bottom,
        )
        for start, rows in zip(edges, bundles, strict=True):
            below = start + np.cumsum(thick[rows])
            edge[session, rows, 0], edge[session, rows, 1] = below - thick[rows], below
    return Braid(edge=edge, label=label)


def _most_gaps(label: IntArray) -> float:
    """Return at least the height that gaps take in the session with most of them."""
    return max(
        (len(np.unique(now[now >= 0])) * ROPE_GAP + int((now < 0).sum()) * THREAD_GAP + 2 * MIXED_GAP)
        for now in label
    )


def _bundles(place: FloatArray, label: IntArray, capability: FloatArray) -> list[IntArray]:
    """Return the rows of each rope and of each loose thread, members in the order of their positions."""
    loose = [np.array([row]) for row in np.flatnonzero(label < 0)]
    ropes = []
    for coalition in np.unique(label[label >= 0]):
        rows = np.flatnonzero(label == coalition)
        ropes.append(rows[np.lexsort((rows, -capability[rows], place[rows]))])
    return ropes + loose


def _middle(place: FloatArray, capability: FloatArray, rows: IntArray) -> float:
    weight = np.maximum(capability[rows], 1e-6)
    return float(place[rows] @ weight / weight.sum())


def draw_braid(
    key: str,
    frame: Frame,
    braid: Braid,
    *,
    ropes: Sequence[Rope],
    names: Sequence[str],
    groups: Sequence[str],
    poles: Sequence[Sequence[str]],
    title: str,
    description: str,
    under: Iterable[Markup] = (),
    over: Iterable[Markup] = (),
    letter: float = LETTER,
) -> Markup:
    """Return the braid as a drawing; `names` are those of delegations, `groups` those of coalitions.

    `under` and `over` are drawn before and after all else: what a page has to say beside it.
    `letter` is how wide a letter of the names of coalitions is in the font of that page.
    """
    parts = [
        *under,
        *_sessions(frame, len(braid.edge) - 1),
        *_threads(frame, braid, ropes, names),
        *_names(frame, braid, ropes, groups, letter),
        *([] if frame.narrow else _poles(frame, poles)),
        *over,
    ]
    thick = float((braid.edge[0, :, 1] - braid.edge[0, :, 0]).mean())
    return svg_drawing(
        key,
        frame.width,
        frame.height,
        title=title,
        description=description,
        parts=parts,
        class_="chart",
        style=f"--edge:{min(1.0, thick / 3):.2f}",  # an edge must not cover a thin thread
    )


def _sessions(frame: Frame, sessions: int) -> Iterator[Markup]:
    room = (frame.width - frame.left - frame.right) / sessions
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if room * step >= 17 or step == 100)  # noqa: PLR2004
    for session in range(sessions + 1):
        x = frame.x(session, sessions)
        if room >= 12 or session % every == 0:  # noqa: PLR2004 - closer lines would be a grey field
            yield tag("line", x1=x, x2=x, y1=frame.top - 3, y2=frame.height - frame.bottom + 3, class_="grid")
        last = session == sessions
        if last or (session % every == 0 and (sessions - session) * room >= 15):  # noqa: PLR2004
            starts = session == 0 and not frame.narrow
            tight = starts and room < 34  # noqa: PLR2004 - the word is as wide as that
            yield text(
                x + 4 if tight else x,
                frame.top - 10,
                say("term.start") if starts else str(session),
                text_anchor="end" if tight else "middle",
                class_="tick",
            )


def _threads(frame: Frame, braid: Braid, ropes: Sequence[Rope], names: Sequence[str]) -> Iterator[Markup]:
    """Yield loose threads, then ropes, then changes of side on top, full strength and set off by an edge."""
    sessions = len(braid.edge) - 1
    loose: list[Markup] = []
    full: list[Markup] = []
    changes: list[Markup] = []
    for row, name in enumerate(names):
        label = braid.label[:, row]
        colours = label[1:].tolist()
        crosses = [bool(label[s] >= 0 and label[s] != label[s + 1]) for s in range(sessions)]
        start = 0
        while start < sessions:
            end = start + 1
            while (
                end < sessions and not crosses[start] and not crosses[end] and colours[end] == colours[start]
            ):
                end += 1
            slot = ropes[colours[start]].slot if colours[start] >= 0 else -1
            into = changes if crosses[start] else full if slot >= 0 else loose
            look = "cross" if crosses[start] else "rope" if slot >= 0 else "loose"
            into.append(
                tag(
                    "path",
                    tag("title", name),
                    d=_ribbon(frame, braid.edge[:, row], start, end, sessions),
                    class_=look,
                    style=f"fill:{theme.fill(slot)}",
                )
            )
            start = end
    yield from (*loose, *full, *changes)


def _ribbon(frame: Frame, edge: FloatArray, start: int, end: int, sessions: int) -> str:
    """Return the path of a thread from one session to another: flat at the sessions, curved between."""
    flat = min((frame.x(1, sessions) - frame.x(0, sessions)) * 0.12, 7.0)

    def line(side: int, steps: list[int]) -> str:
        path = ""
        for here, there in pairwise(steps):
            way = 1 if there > here else -1
            x0, x1 = frame.x(here, sessions), frame.x(there, sessions)
            y0, y1 = number(edge[here, side]), number(edge[there, side])
            middle = number((x0 + x1) / 2)
            path += (
                f"H{number(x0 + way * flat)}C{middle},{y0} {middle},{y1} {number(x1 - way * flat)},{y1}"
                f"H{number(x1)}"
            )
        return path

    steps = list(range(start, end + 1))
    first = f"M{number(frame.x(start, sessions))},{number(edge[start, 0])}"
    turn = f"V{number(edge[end, 1])}"
    return f"{first}{line(0, steps)}{turn}{line(1, steps[::-1])}Z"


def _names(
    frame: Frame, braid: Braid, ropes: Sequence[Rope], names: Sequence[str], letter: float
) -> Iterator[Markup]:
    """Yield the names of the coalitions that are there at the end, at the right; the key names the others."""
    sessions = len(braid.edge) - 1
    taken: list[Box] = []
    for coalition, item in enumerate(ropes):
        rope = braid.rope(sessions, coalition)
        if rope is None:
            continue
        lines = (
            [item.letter]
            if frame.narrow
            else in_two_lines(
                say("report.group", letter=item.letter, name=names[coalition]), frame.right - 10, letter
            )
        )
        x, y = frame.width - frame.right + 8, sum(rope) / 2 + 4 - 7.5 * (len(lines) - 1)
        wide = max(width_of(line, _LABEL, bold=True) for line in lines)
        for shift in (0, -9, 9, -18, 18, -27, 27, -36, 36, -48, 48):
            box = (x, y + shift - _LABEL, x + wide, y + shift + 15 * len(lines) - 12)
            if not any(meet(box, other) for other in taken):
                taken.append(box)
                for place, line in enumerate(lines):
                    style = f"fill:{theme.tone(item.slot)}"
                    yield text(x, y + shift + 15 * place, line, class_="name", style=style)
                break


def in_two_lines(words: str, room: float, letter: float = LETTER) -> list[str]:
    """Return a name in at most two lines that fit, for letters of a width."""
    longest = int(room / letter)
    whole = clip(words, 2 * longest)
    if len(whole) <= longest:
        return [whole]
    cut = whole.rfind(" ", 0, longest + 1)
    cut = cut if cut > 1 else longest
    return [whole[:cut].rstrip(), clip(whole[cut:].strip(), longest)]


def _poles(frame: Frame, poles: Sequence[Sequence[str]]) -> Iterator[Markup]:
    """Yield the names of the poles, a part a line: the first at the top, the second at the bottom."""
    first, last = poles
    under = frame.height - frame.bottom - 2 - 14 * (len(last) - 1)
    for lines, y in ((first, frame.top + 11), (last, under)):
        for place, line in enumerate(lines):
            yield text(frame.left - 10, y + 14 * place, line, text_anchor="end", class_="pole")
