"""Renders the templates of reports and writes pages: nothing unescaped, nothing half written."""

from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from simulation.drawing import theme
from simulation.drawing.safe_text import clean
from simulation.errors import RecordError
from simulation.repeating import for_reader
from simulation.storage.written_whole import write_file
from simulation.words import Said, form_for, language, listed, reason, say, template

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page_css", "render", "theme_css", "told", "told_numbered", "write_page"]


def render(template: str, **content: object) -> str:
    """Return a template filled in; all that is not markup is escaped, and cleaned of characters that act."""
    return _environment().get_template(template).render(**content)


def told(key: str, /, **values: object) -> Markup:
    """Return a sentence as markup: what stands in it is escaped unless it is markup itself."""
    return Markup(template(key)).format(**values)  # noqa: S704 - a catalogue is ours


def told_numbered(key: str, n: int, /, **values: object) -> Markup:
    """Return the form of such a sentence that fits a count."""
    return told(form_for(key, n), n=n, **values)


def page_css(*sheets: str) -> str:
    """Return the style sheet of pages and, after it, others that charts need, such as `study` or `forecast`."""
    place = files("simulation.report").joinpath("templates")
    return "".join(place.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in ("report", *sheets))


def theme_css() -> dict[str, str]:
    """Return the declarations of the colours, light and dark."""
    return {"light": theme.css_variables(theme.LIGHT), "dark": theme.css_variables(theme.DARK)}


def write_page(page: str, path: str | PathLike[str]) -> Path:
    """Write a page as one file, at once or not at all, and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    target = Path(path)
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise RecordError(say("folder.report.no_file", file=target))
    try:
        write_file(target, page)
    except OSError as error:
        raise RecordError(say("folder.report.unwritten", file=target, why=reason(error))) from error
    return target


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("simulation.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["day"] = Said.day
    found.filters["listed"] = listed
    found.filters["to_type"] = lambda command: for_reader(command, language())
    return found
