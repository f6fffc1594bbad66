"""A picture by itself: charts with all that they need, for a notebook, a page or a file."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from simulation.drawing.chart import Chart
from simulation.drawing.safe_text import clean
from simulation.drawing.svg import number, tag
from simulation.drawing.theme import DARK, LIGHT, css_variables
from simulation.errors import StudyError
from simulation.words import as_given, is_path, say

__all__ = ["Picture", "in_both_looks"]

_SCOPE: Final = "delegation-sim"
"""Class of the box in which our style sheet holds: it reaches nothing else of the page."""
_BOX: Final = (
    "background:var(--page);color:var(--ink);max-width:984px;padding:8px 12px;text-align:start;"
    'font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'
)
_FONT: Final = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
_AT_RULE: Final = re.compile(r"@[a-z]+[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_ID: Final = re.compile(r'(?<=\bid=")[^"]+(?=")')
_ROOM: Final = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')
_GAP: Final = 14.0
_TITLE: Final = 26.0
_HEADING: Final = 22.0


class PictureEndingError(StudyError, ValueError):
    """A picture cannot be kept in a file of that name."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Picture:
    """Charts of a report under one title. A notebook shows it, in light or dark as its page is; `save` keeps it."""

    title: str
    """What to see."""
    charts: tuple[Chart, ...]
    style: str
    """Style sheet of the charts, in the tokens of the theme."""
    look: str = "study"
    """Classes under which its rules hold."""

    def __repr__(self) -> str:
        return f"<Picture: {self.title}>"

    def _repr_html_(self) -> str:
        """Return the picture for a notebook: whatever comes from a case is escaped."""
        inside = Markup("").join([tag("p", tag("strong", self.title)), *self.parts()])
        return str(in_both_looks(inside, self.style, self.look))

    def _repr_svg_(self) -> str:
        return self.svg()

    def parts(self) -> Iterator[Markup]:
        """Yield the charts with headings and captions as HTML without a style; their keys are made their own."""
        for chart in self.charts:
            heading = tag("h3", chart.heading) if chart.heading else Markup("")
            caption = tag("p", chart.caption, class_="cap") if chart.caption else Markup("")
            wide, narrow = _own_keys(chart.wide), _own_keys(chart.narrow or chart.wide)
            drawings = tag("div", wide, class_="wide") + tag("div", narrow, class_="narrow")
            yield heading + caption + drawings

    def svg(self) -> str:
        """Return it as one SVG drawing on white that needs no page around it: its colours are written out."""
        y, width, parts = _TITLE, 0.0, list[Markup]()
        for chart in self.charts:
            if chart.heading and chart.heading != self.title:
                y += _HEADING
                parts.append(tag("text", chart.heading, x=0.0, y=y - 6, font_weight=650, font_size=14))
            found = _ROOM.search(chart.wide)
            wide, tall = map(float, found.groups()) if found else (0.0, 0.0)
            parts.append(Markup(str(chart.wide).replace("<svg ", f'<svg x="0" y="{number(y)}" ', 1)))  # noqa: S704 - it is markup
            width, y = max(width, wide), y + tall + _GAP
        sheet = _literal(_AT_RULE.sub("", self.style) + ".sheet{fill:var(--page)}.cap{fill:var(--ink2)}")
        body = [
            tag("title", self.title),
            Markup("<style>") + Markup(sheet) + Markup("</style>"),  # noqa: S704 - a style sheet is ours
            tag("rect", x=-_GAP, y=-_GAP, width=width + 2 * _GAP, height=y + 2 * _GAP, class_="sheet"),
            tag("text", self.title, x=0.0, y=14.0, font_weight=650, font_size=15),
            *parts,
        ]
        box = f"{number(-_GAP)} {number(-_GAP)} {number(width + 2 * _GAP)} {number(y + 2 * _GAP)}"
        whole = tag(
            "svg", *body, xmlns="http://www.w3.org/2000/svg", class_=self.look, viewBox=box, font_family=_FONT,
            width=width + 2 * _GAP, height=y + 2 * _GAP,
        )  # fmt: skip
        return _literal(whole)

    def save(self, path: str | PathLike[str]) -> Path:
        """Write it as a file, an SVG drawing or a page as the name says, and return its path.

        Raises:
            StudyError: If it names no file, or ends in neither `.svg` nor `.html`; then it is a `ValueError` too.
            OSError: If the file cannot be written.
        """
        if not is_path(path):
            raise StudyError(say("notebook.argument.file", given=as_given(path)))
        target = Path(path)
        if target.suffix == ".svg":
            target.write_text(self.svg(), encoding="utf-8")
        elif target.suffix == ".html":
            head = f"<!doctype html><meta charset=utf-8><title>{escape(clean(self.title))}</title>"
            target.write_text(head + self._repr_html_(), encoding="utf-8")
        else:
            raise PictureEndingError(say("notebook.picture.ending", name=as_given(target.name)))
        return target


def in_both_looks(inside: Markup, style: str, look: str) -> Markup:
    """Return HTML with its style sheet, light or dark as the page around it is; no rule reaches beyond it.

    Args:
        inside: The HTML.
        style: The style sheet, in the tokens of the theme.
        look: Classes of the box.
    """
    used = set(re.findall(r"var\(--([a-z]+\d?)\)", inside + style + _BOX))
    light, dark = (
        css_variables({name: value for name, value in tokens.items() if name in used})
        for tokens in (LIGHT, DARK)
    )
    scope = f".{_SCOPE}"
    of_light, of_dark = (
        ",".join(f"{page} {scope}" for page in pages)
        for pages in (
            ("[data-jp-theme-light=true]", "[data-theme=light]", ".vscode-light"),
            ("[data-jp-theme-light=false]", "[data-theme=dark]", ".vscode-dark"),
        )
    )
    sheet = (
        f"{scope}{{{light}}}@media screen and (prefers-color-scheme:dark){{{scope}{{{dark}}}}}"
        f"{of_light}{{{light}}}{of_dark}{{{dark}}}{scope}{{{_BOX}}}{scope}{{{style}}}"
    )
    styled = Markup("<style>") + Markup(sheet) + Markup("</style>")  # noqa: S704 - a style sheet is ours
    return tag("div", styled, tag("div", inside, class_=look), class_=_SCOPE)


def _own_keys(drawing: Markup) -> Markup:
    """Return a drawing whose keys are its own, also beside others of the same name on one page."""
    mark = hashlib.sha256(drawing.encode()).hexdigest()[:8]
    own = str(drawing)
    for key in sorted(set(_ID.findall(own)), key=len, reverse=True):
        own = re.sub(rf'(?<=["# ]){re.escape(key)}(?=[") ])', f"{mark}-{key}", own)
    return Markup(own)  # noqa: S704 - it was markup before


def _literal(sheet: str) -> str:
    """Return a text with the colours of a light page in place of their names: few programs that draw know these."""
    return re.sub(r"var\(--([a-z]+\d?)\)", lambda found: LIGHT.get(found[1], found[0]), sheet)
