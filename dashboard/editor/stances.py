"""Where delegations stand on one issue before the first session, as a drawing for the case editor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.editor.preview import Stand
from dashboard.frame.escaping import plain
from dashboard.frame.language import Words
from simulation.drawing import clip, draw_paragraph, drawing, mark, set_apart, tag, text, width_of
from simulation.scenario import Issue

__all__ = ["MANY", "WIDTH", "stances"]

MANY: Final = 20
"""More delegations than this are packed into columns, without names."""
WIDTH: Final = 300.0
"""Of the column beside the steps, where it is narrowest: drawn wider, its letters would shrink there."""
_EDGE: Final = 14.0
_HEAD: Final = 34.0
_BETWEEN: Final = 12.0
"""From the name of one end to that of the other."""
_ENDLESS: Final = 1e6
_ROW: Final = 28.0
_DOT: Final = 13.0
_LARGE: Final = 7.0
_SMALL: Final = 5.0
_ASIDE: Final = 13.0
"""From a mark to its name."""
_SIZE: Final = 13.0
_NAME: Final = 26
"""Letters of a name."""
_COLUMNS: Final = 28
"""Into which many delegations are packed."""
_NEAR: Final = 0.2
"""Texts nearer than this to an end of the axis stand inside it."""
_MIDDLE: Final = 0.5
_TIGHT: Final = 0.17
"""Labels of options that stand nearer than this to each other are put in two rows."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where things stand in the drawing, and the words for them."""

    width: float
    foot: float
    speech: Words

    @property
    def words(self) -> dict[str, str]:
        """The words of the editor."""
        return self.speech.part("editor.")

    def x(self, position: float) -> float:
        """Return the place of a position, 0..1."""
        return _EDGE + position * (self.width - 2 * _EDGE)

    def told(self, number: float) -> str:
        """Return a position as the language writes it."""
        return f"{number:.3g}".replace(".", self.words["decimal"])


def stances(
    stands: Sequence[Stand], issue: Issue, words: Words, *, width: float, title: str, alt: str
) -> Markup:
    """Return the drawing.

    Args:
        stands: where everybody stands, from 0 to 1; those without a position last.
        issue: the issue.
        words: of the page.
        width: of the drawing.
        title: what it is.
        alt: what it shows, for those who do not see it.
    """
    many = len(stands) > MANY
    shown = [stand for stand in stands if stand.position is not None] if many else list(stands)
    level = _levels(shown) if many else list(range(len(shown)))
    pace = _DOT if many else _ROW
    ground = _Ground(width, _HEAD + pace * (max(level, default=0) + 1), words)
    draft = next(option.position for option in issue.options if option.key == issue.draft)
    poles, below = _poles(issue, ground)
    parts = [*_options(issue, ground), *poles]
    for stand, at in zip(shown, level, strict=True):
        y = ground.foot - pace * (at + 0.5) if many else _HEAD + pace * (at + 0.7)
        parts += [] if many else _red_line(stand, y, ground)
        if stand.position is not None:
            parts.append(_mark(stand, y, _SMALL if many else _LARGE, ground))
        parts += [] if many else [*_signed(stand, draft, y, ground), *_name(stand, y, ground)]
    return drawing(f"stances-{width:.0f}", width, below, title=title, description=plain(alt), parts=parts)


def _called(stand: Stand) -> str:
    """Return the name of a delegation, before what is told of it in the same line."""
    return set_apart(plain(stand.name))


def _levels(stands: Sequence[Stand]) -> list[int]:
    """Return how high each of many stands when those that stand together are stacked."""
    used: dict[int, int] = {}
    found = []
    for stand in stands:
        column = round((stand.position or 0.0) * _COLUMNS)
        found.append(used.get(column, 0))
        used[column] = found[-1] + 1
    return found


def _options(issue: Issue, ground: _Ground) -> Iterator[Markup]:
    """Yield a line at each wording, above it its place; the draft and the status quo say what they are."""
    last, level = -1.0, 0
    for option in sorted(issue.options, key=lambda one: one.position):
        level = 1 - level if option.position - last < _TIGHT else 0
        last, x = option.position, ground.x(option.position)
        pairs = ((ground.words["draft"], issue.draft), (ground.words["status_quo"], issue.status_quo))
        notes = ground.speech.listed(word for word, key in pairs if key == option.key)
        look = "axis draft" if option.key == issue.draft else "axis"
        yield tag(
            "g",
            tag("title", plain(option.label)),
            tag("line", x1=x, x2=x, y1=_HEAD - 4, y2=ground.foot, class_=look),
            text(
                x,
                11.0 + 14 * level,
                f"{ground.told(option.position)} {notes}".strip(),
                text_anchor="start" if last < _NEAR else "end" if last > 1 - _NEAR else "middle",
                class_="tick",
            ),
        )


def _poles(issue: Issue, ground: _Ground) -> tuple[list[Markup], float]:
    """Return the names of the two ends, under them, and where the longer one ends."""
    room = ground.width / 2 - _EDGE - _BETWEEN / 2
    drawn, below = [], 0.0
    for words, x, anchor in (
        (_pointing("←", issue.low, room), _EDGE, "start"),
        (_pointing("→", issue.high, room), ground.width - _EDGE, "end"),
    ):
        box = (x, ground.foot + 4, x + room, _ENDLESS)
        name, end = draw_paragraph(
            [(words, "")], box, [_SIZE], bold=True, wider=1.0, class_="pole", text_anchor=anchor
        )
        drawn.append(name)
        below = max(below, end)
    return drawn, below + 4


def _pointing(arrow: str, name: str, room: float) -> str:
    """Return the name of an end with an arrow that stands on no line alone; without it where they do not fit."""
    is_low, parts = arrow == "←", name.split(" ")
    if width_of(f"{arrow} {parts[0 if is_low else -1]}", _SIZE, bold=True) > room:
        return name
    return f"{arrow}\N{NO-BREAK SPACE}{name}" if is_low else f"{name}\N{NO-BREAK SPACE}{arrow}"


def _red_line(stand: Stand, y: float, ground: _Ground) -> Iterator[Markup]:
    """Yield a bar from one end of what can be signed to the other."""
    if stand.line is None:
        return
    low, high = map(ground.x, stand.line)
    told = " – ".join(map(ground.told, stand.line))
    ends = (tag("line", x1=x, x2=x, y1=y - 4.5, y2=y + 4.5) for x in (low, high))
    title = tag("title", f"{_called(stand)}: {ground.words['red_line']} {told}")
    yield tag("g", title, tag("line", x1=low, x2=high, y1=y, y2=y), *ends, class_="reach")


def _mark(stand: Stand, y: float, size: float, ground: _Ground) -> Markup:
    position = stand.position or 0.0
    told = (
        _called(stand),
        ground.words[f"kind.{stand.kind}"],
        f"{ground.words['term.position']} {ground.told(position)}",
        ground.words["blocks" if stand.may_block else "voice"],
    )
    name, radius = ground.speech.listed(told), size * (0.4 + stand.capability) ** 0.5
    return mark(ground.x(position), y, radius, kind=stand.kind, solid=stand.may_block, name=name, ink=True)


def _signed(stand: Stand, draft: float, y: float, ground: _Ground) -> Iterator[Markup]:
    """Yield a dot at each wording that it could sign beyond its bar; a cross where it could not sign the draft."""
    for place in stand.beyond:
        title = tag("title", f"{_called(stand)}: {ground.words['beyond']}")
        yield tag("circle", title, cx=ground.x(place), cy=y, r=3.2, class_="beyond-line")
    if not stand.signs_draft:
        x = ground.x(draft)
        cross = tag("path", d=f"M{x - 6:.1f},{y - 6:.1f}l12,12m0,-12l-12,12", class_="cross-out")
        yield tag("g", tag("title", f"{_called(stand)}: {ground.words['refused']}"), cross)


def _name(stand: Stand, y: float, ground: _Ground) -> Iterator[Markup]:
    """Yield the name above the bar, beside the mark, where there is room; of who has no position, at the left."""
    if stand.position is None:
        name = set_apart(clip(plain(stand.name), _NAME))
        yield text(_EDGE, y, ground.words["silent"].format(name=name), class_="tick")
        return
    is_right = stand.position > _MIDDLE
    x = ground.x(stand.position) + (-_ASIDE if is_right else _ASIDE)
    room = int((x if is_right else ground.width - x) / width_of("n", _SIZE))
    name = clip(plain(stand.name), min(room, _NAME))
    yield text(x, y - 5, name, text_anchor="end" if is_right else "start")
