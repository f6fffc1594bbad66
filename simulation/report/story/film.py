"""The film of a run: an SVG without a script whose marks glide from scene to scene, in a loop of a minute at most.

Whoever wants less motion, or a viewer that knows no animations, sees the last scene and nothing that moves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from markupsafe import Markup

from simulation.drawing.geometry import Box
from simulation.drawing.paragraph import LEAD, WIDER, draw_paragraph, in_lines, letters_in
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import drawing, mark, mark_style, number, tag, text
from simulation.report.axes import Axes, choose_axes, ends_of
from simulation.report.html import theme_css
from simulation.report.moments import MapFrame, draw_hulls, draw_letters, places_of, radii_of
from simulation.report.story.scene_told import ToldScene, made_line, scenes_told, title_of, upwards
from simulation.storage import Run
from simulation.words import numbered

__all__ = ["BEGUN", "GLIDE", "STAY", "Look", "draw_film", "film_css"]

type Look = Literal["wide", "narrow"]

STAY: Final = 12.0
"""Seconds that a scene stays."""
GLIDE: Final = 2.0
"""Seconds in which the marks come to their next place."""
_BACK: Final = 1.2
"""Seconds at the end in which they go back to the first one."""
_FADE: Final = 0.5
BEGUN: Final = 1.0
"""Seconds that have passed when it begins: the first look is not empty."""
_GROUP_SIZES: Final = (13.0, 12.0, 11.0)
"""Of the letters of the groups below the map, the largest first."""
_PAGE: Final = 0.92
"""By so much the font of the pages is narrower than most."""
_LOST: Final = 6
"""Letters that a line loses to a word that goes on to the next, about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where everything stands."""

    width: float
    height: float
    title: Box
    map: MapFrame
    map_at: tuple[float, float]
    scale: float
    """Of the marks, to those of a small map."""
    groups: Box
    sentence: Box
    clause: Box
    said: Box
    foot: Box
    sizes: tuple[float, ...]
    """Of the letters of the sentence."""


_FRAMES: Final[dict[Look, _Frame]] = {
    "wide": _Frame(
        width=960,
        height=540,
        title=(24, 14, 936, 42),
        map=MapFrame(width=512, height=350, side=12, top=46, bottom=44),
        map_at=(24, 46),
        scale=1.5,
        groups=(24, 404, 536, 482),
        sentence=(568, 56, 936, 214),
        clause=(568, 226, 936, 384),
        said=(568, 396, 936, 482),
        foot=(24, 506, 936, 530),
        sizes=(21, 19, 17, 15.5, 14),
    ),
    "narrow": _Frame(
        width=360,
        height=740,
        title=(14, 10, 346, 58),
        map=MapFrame(width=340, height=240, side=10, top=40, bottom=40),
        map_at=(10, 48),
        scale=1.15,
        groups=(14, 288, 346, 389),
        sentence=(14, 392, 346, 496),
        clause=(14, 502, 346, 610),
        said=(14, 616, 346, 692),
        foot=(14, 706, 346, 738),
        sizes=(16, 15, 14, 13),
    ),
}


def film_css() -> str:
    """Return the rules of a film, but for the colours and for what moves."""
    return (
        ".film{background:var(--page)}"
        ".film text{fill:var(--ink);font-family:'Source Sans','Source Sans 3',system-ui,-apple-system,"
        "'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}"
        ".film .tick,.film .small{fill:var(--ink2);font-size:12px}"
        ".film .by{fill:var(--ink2)}"
        ".film .removed{fill:var(--ink2);text-decoration:line-through}"
        ".film .new{text-decoration:underline}"
        ".film .name{font-size:13px;font-weight:700;paint-order:stroke;stroke:var(--page);stroke-width:3.5px;"
        "stroke-linejoin:round}"
        ".film .axis{stroke:var(--line)}.film .step{fill:var(--line)}.film .now{fill:var(--ink)}"
        ".film .hull{fill-opacity:var(--hull);stroke-opacity:.55;stroke-width:1.2px;stroke-linejoin:round}"
        ".film .beyond{stroke-dasharray:4 3;stroke:var(--cuo)!important}"
        ".film .tether{stroke-width:1.2px;stroke-opacity:.75}.film .span{fill:none;stroke-width:1.6px}"
        ".film .scene{opacity:0}.film .last{opacity:1}"
        ".film .moves,.film .moves *{animation-duration:var(--lasts);animation-iteration-count:infinite;"
        "animation-timing-function:ease-in-out;animation-play-state:var(--film,running)}"
        "@media (prefers-reduced-motion:reduce){"
        ".film:not(.played) .moves,.film:not(.played) .moves *{animation-name:none!important}"
        ".film.played .moves,.film.played .moves *{animation-timing-function:step-end}}"
    )


def draw_film(run: Run, look: Look = "wide", *, is_alone: bool = True) -> Markup:
    """Return the film of a run.

    Args:
        run: The negotiation.
        look: For a screen, or for a phone.
        is_alone: Whether it brings its colours, light and dark, as a file does; a page that shows it has its own.
    """
    film = _Film(run, look, WIDER if is_alone else _PAGE)
    css = "".join([_colours() if is_alone else "", film_css(), *film.moving.rules])
    return drawing(
        f"film-{look}",
        film.frame.width,
        film.frame.height,
        title=title_of(run),
        description=" ".join(_told(scene) for scene in film.scenes),
        parts=[tag("style", Markup(css)), *film.parts],  # noqa: S704 - rules of ours and numbers, nothing of a case
        xmlns="http://www.w3.org/2000/svg" if is_alone else None,
        class_="film",
        style=f"--lasts:{film.moving.lasts:g}s",
    )


def _told(scene: ToldScene) -> str:
    return " ".join(filter(None, (str(scene.head), scene.clause, scene.speaker, scene.quotation)))


def _colours() -> str:
    colours = theme_css()
    return f".film{{{colours['light']}}}@media (prefers-color-scheme:dark){{.film{{{colours['dark']}}}}}"


def _at(place: Sequence[float]) -> str:
    return f"translate({number(place[0])} {number(place[1])})"


class _Moving:
    """The keyframes of a film. What does not move has none."""

    def __init__(self, key: str, scenes: int) -> None:
        self._key, self._scenes = key, scenes
        self.lasts = scenes * STAY
        self.rules = [self._fading()] if scenes > 1 else []
        self._known: dict[tuple[str, ...], str] = {}

    def _share(self, seconds: float) -> str:
        return f"{100 * seconds / self.lasts:.4g}%"

    def _fading(self) -> str:
        ends = [self._share(at) for at in (_FADE, STAY - _FADE, STAY)]
        return (
            f"@keyframes {self._key}-scene{{0%{{opacity:0}}{ends[0]},{ends[1]}{{opacity:1}}"
            f"{ends[2]},100%{{opacity:0}}}}"
        )

    def scene(self, number: int) -> str | None:
        """Return the style of what is seen in one scene only."""
        if self._scenes == 1:
            return None
        late = (number * STAY - BEGUN) % self.lasts - self.lasts
        return f"animation-name:{self._key}-scene;animation-delay:{late:g}s"

    def through(self, values: Sequence[str]) -> str | None:
        """Return the class of what glides from value to value; with `-in` after it, of what holds its path."""
        if len(set(values)) == 1:
            return None
        known = tuple(values)
        if known not in self._known:
            self._known[known] = name = f"{self._key}-{len(self._known)}"
            self.rules.append(
                f"@keyframes {name}{{{''.join(self._steps(values))}}}"
                f".{name},.{name}-in path{{animation-name:{name};animation-delay:-{BEGUN:g}s}}"
            )
        return self._known[known]

    def _steps(self, values: Sequence[str]) -> Iterator[str]:
        for place, value in enumerate(values):
            begin = place * STAY + (GLIDE if place else 0.0)
            end = (place + 1) * STAY - (_BACK if place + 1 == self._scenes else 0.0)
            yield f"{self._share(begin)},{self._share(end)}{{{value}}}"
        yield f"100%{{{values[0]}}}"


class _Film:
    """What a film shows, and the rules by which it moves."""

    def __init__(self, run: Run, look: Look, wider: float) -> None:
        self._run, self.frame, self.scenes = run, _FRAMES[look], scenes_told(run)
        self._wider, axes = wider, choose_axes(run)
        self._radius = radii_of(run.capability) * self.frame.scale
        self._label = [run.history.label[scene.session - 1] for scene in self.scenes]
        self._place = [places_of(self.frame.map, axes, scene.session, self._radius) for scene in self.scenes]
        self.moving = _Moving(f"film-{look}", len(self.scenes))
        ground = tag(
            "rect", x=0, y=0, width=self.frame.width, height=self.frame.height, style="fill:var(--page)"
        )
        self.parts = [
            ground,
            *self._fixed(axes),
            *map(self._scene, range(len(self.scenes))),
            tag("g", *self._marks(), transform=_at(self.frame.map_at)),
        ]

    def _marks(self) -> Iterator[Markup]:
        """Yield a mark for each delegation, the largest first, where and in the colour in which it is at last."""
        table, coalitions = self._run.tables["delegations"], self._run.history.coalitions
        for row in np.argsort(-self._radius, kind="stable").tolist():
            slots = [coalitions[label[row]].slot if label[row] >= 0 else -1 for label in self._label]
            solid, kind, name = bool(table["decides"][row]), table["kind"][row], table["name"][row]
            shape = mark(0.0, 0.0, self._radius[row], kind=kind, slot=slots[-1], solid=solid, name=name)
            worn = self.moving.through([mark_style(slot, solid=solid) for slot in slots])
            stands = [tuple(place[row].tolist()) for place in self._place]
            goes = self.moving.through(
                [f"transform:translate({number(x)}px,{number(y)}px)" for x, y in stands]
            )
            looks = " ".join(filter(None, ("moves", goes, worn and f"{worn}-in")))
            yield tag("g", shape, class_=looks, transform=_at(stands[-1]))

    def _fixed(self, axes: Axes) -> Iterator[Markup]:
        """Yield what stands in all scenes: title, axis, steps, and which run this is."""
        frame, field = self.frame, self.frame.map
        yield draw_paragraph(
            [(title_of(self._run), "")], frame.title, (15, 14, 13, 12), bold=True, wider=self._wider
        )[0]
        ends, left, right = ends_of(self._run), field.side, field.width - field.side
        line, room = (
            field.height - field.bottom,
            letters_in(field.width / 2 - field.side, 12, wider=self._wider) - 3,
        )
        yield tag(
            "g",
            tag("line", x1=left, x2=right, y1=line, y2=line, class_="axis"),
            text(left, line + 17, f"← {clip(ends.low, room)}", class_="tick"),
            text(right, line + 17, f"{clip(ends.high, room)} →", text_anchor="end", class_="tick"),
            text(left, line + 34, clip(upwards(axes), 2 * room), class_="tick"),
            transform=_at(frame.map_at),
        )
        yield from (self._step(at, "step") for at in range(len(self.scenes)))
        yield draw_paragraph(
            [(made_line(self._run), "")], frame.foot, (12, 11), wider=self._wider, class_="small"
        )[0]

    def _step(self, at: int, look: str) -> Markup:
        left, top, right, _ = self.frame.foot
        wide = (right - left + 6) / len(self.scenes)
        return tag("rect", x=left + at * wide, y=top - 10, width=wide - 6, height=4.0, rx=2, class_=look)

    def _scene(self, at: int) -> Markup:
        """Return what is seen in one scene only: groups, sentence, clause and quotation."""
        history, field, scene = self._run.history, self.frame.map, self.scenes[at]
        place, label = self._place[at], self._label[at]
        parts = [
            tag(
                "g",
                *draw_hulls(history, label, place, self._radius, above=field.top),
                *draw_letters(field, history, label, place, self._radius),
                transform=_at(self.frame.map_at),
            ),
            *_groups(self.frame, scene, self._wider),
            *_words(self.frame, scene, self._wider),
            self._step(at, "now"),
        ]
        look = "scene moves last" if at + 1 == len(self.scenes) else "scene moves"
        return tag("g", *parts, class_=look, style=self.moving.scene(at))


def _groups(frame: _Frame, scene: ToldScene, wider: float) -> Iterator[Markup]:
    """Yield the groups, one below the other, as large as all of them fit; a name too long for a line has two.

    Where they do not fit in the smallest letters, the last line says how many more there are.
    """
    left, top, right, bottom = frame.groups
    for size in _GROUP_SIZES:
        high = size * LEAD
        lines = [
            len(in_lines([(group.words, "")], right - left, size, bold=True, wider=wider))
            for group in scene.groups
        ]
        if sum(lines) * high <= bottom - top:
            break
    told = len(lines)
    while (sum(lines[:told]) + (told < len(lines))) * high > bottom - top:
        told -= 1
    shown = [(group.words, n, f"fill:{group.tone}") for group, n in zip(scene.groups, lines, strict=True)][
        :told
    ]
    if more := len(lines) - told:
        shown.append((numbered("film.more", more), 1, "fill:var(--ink2)"))
    for words, n, style in shown:
        under = top + n * high
        box = (left, top, right, under + 1)
        yield draw_paragraph([(words, "")], box, (size,), bold=True, wider=wider, style=style)[0]
        top = under


def _words(frame: _Frame, scene: ToldScene, wider: float) -> Iterator[Markup]:
    left, top, right, bottom = frame.sentence
    least = frame.sizes[-1]
    lines, letters = (
        int((bottom - top) / (least * LEAD)),
        letters_in(right - left, least, bold=True, wider=wider),
    )
    sentence = scene.shorter(lines * (letters - _LOST))
    yield draw_paragraph([(sentence, "")], frame.sentence, frame.sizes, bold=True, wider=wider)[0]
    left, _, right, bottom = frame.clause
    heading, under = draw_paragraph([(scene.clause, "")], frame.clause, (14, 13), bold=True, wider=wider)
    yield heading
    runs = [(piece.text, "" if piece.kind == "kept" else piece.kind) for piece in scene.words]
    yield draw_paragraph(runs, (left, under + 2, right, bottom), (14, 13, 12), wider=wider)[0]
    left, _, right, bottom = frame.said
    quoted, under = draw_paragraph(
        [(scene.quotation, "")],
        (left, frame.said[1], right, bottom - 18),
        (16, 15, 14, 13),
        wider=wider,
        font_style="italic",
    )
    yield quoted
    yield draw_paragraph(
        [(scene.speaker, "")], (left, under, right, bottom), (13,), wider=wider, class_="by"
    )[0]
