"""Who could sign what, as a drawing: a strip for each wording, from those who want it to those who block it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from dashboard.editor.preview import Answers
from simulation.drawing import clip, drawing, tag, text, width_of

__all__ = ["MARKS", "Strip", "strips"]

MARKS: Final[Mapping[str, str]] = {"wants": "●", "lives": "○", "refuses": "×", "unheard": "–"}
"""What stands before a name, by what a delegation would do; in the order of the strip."""
_NAMED: Final = 12
"""More delegations than this have no names in the strip, but a number for each part of it."""
_HEAD: Final = 26.0
_ROW: Final = 49.0
_STRIP: Final = 22.0
_LABEL: Final = 13.0
_SIZE: Final = 12.0
_PAD: Final = 4.0
_SHORTEST: Final = 1
"""Letters of a name that say nothing any more."""

type Strip = tuple[str, Sequence[Answers]]
"""The name of a point, and the answers to each of its wordings."""


def strips(
    given: Sequence[Strip],
    names: Sequence[str],
    words: Mapping[str, str],
    *,
    width: float,
    title: str,
    alt: str,
) -> Markup:
    """Return the drawing.

    Args:
        given: the points.
        names: of the delegations, in the order of the case.
        words: `signing.` with `wants`, `lives`, `refuses`, `unheard`, `open`, `passes` and `stopped`.
        width: of the drawing.
        title: what it is.
        alt: what it shows, for those who do not see it.
    """
    parts: list[Markup] = []
    y = 0.0
    for name, rows in given:
        longest = int(width / width_of("n", 14, bold=True))
        parts.append(text(0.0, y + 17, clip(name, longest), class_="point"))
        y += _HEAD
        for answers in rows:
            parts += _row(answers, names, words, y, width)
            y += _ROW
    look = f"signing-{width:.0f}"
    return drawing(look, width, y, title=title, description=alt, parts=parts)


def _row(
    answers: Answers, names: Sequence[str], words: Mapping[str, str], y: float, width: float
) -> Iterator[Markup]:
    """Yield one wording: its label, what would come of it, and the strip."""
    verdict = _verdict(answers, words)
    room = int((width - width_of(verdict, _LABEL, bold=True) - 12) / width_of("n", _LABEL))
    yield text(0.0, y + 12, clip(answers.option.label or "…", room), class_="wording")
    yield text(
        width, y + 12, verdict, text_anchor="end", class_="stopped" if answers.is_stopped else "passing"
    )
    cell = width / max(len(names), 1)
    x = 0.0
    for part in MARKS:
        rows: tuple[int, ...] = getattr(answers, part)
        if len(names) > _NAMED and rows:
            yield _box(part, f"{len(rows)}", words[f"signing.{part}"], x=x, y=y + 17, width=cell * len(rows))
            x += cell * len(rows)
            continue
        for row in rows:
            told = f"{names[row]}: {words[f'signing.{part}']}"
            yield _box(part, names[row], told, x=x, y=y + 17, width=cell)
            x += cell


def _box(part: str, name: str, told: str, *, x: float, y: float, width: float) -> Markup:
    mark = MARKS[part]
    room = int((width - 2 * _PAD - 2) / width_of("n", _SIZE)) - len(mark) - 1
    label = f"{mark} {_short(name, room)}" if room > _SHORTEST else mark
    shown = text(x + _PAD + 1, y + 15, label, class_="who")
    box = tag("rect", x=x + 1, y=y + 1, width=max(width - 2, 1.0), height=_STRIP - 2, rx=3)
    return tag("g", tag("title", told), box, shown, class_=f"answer {part}")


def _short(name: str, room: int) -> str:
    """Return a name that fits, with its last word if that is short: it may be all that tells it apart.

    >>> _short("Delegation A", 8), _short("Intergovernmental", 8)
    ('Deleg… A', 'Intergo…')
    """
    before, blank, last = name.rpartition(" ")
    if len(name) <= room or not blank or len(last) > room // 2:
        return clip(name, room)
    return f"{clip(before, room - len(last) - 1)} {last}"


def _verdict(answers: Answers, words: Mapping[str, str]) -> str:
    if answers.is_stopped:
        return words["signing.stopped"]
    return words["signing.passes" if answers.refuses else "signing.open"]
