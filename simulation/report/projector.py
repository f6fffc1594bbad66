"""What makes a page one to project: a script that is allowed by its hash alone, and its keys in words."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from markupsafe import Markup

__all__ = ["script", "script_hash"]


@cache
def script() -> Markup:
    """Return the script of a page that is projected: one part at a time, in large type, by the keys of a remote."""
    text = files("simulation.report").joinpath("templates", "project.js").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own file


@cache
def script_hash() -> str:
    """Return what a page says to the browser that it may run, and nothing else."""
    digest = hashlib.sha256(str(script()).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
