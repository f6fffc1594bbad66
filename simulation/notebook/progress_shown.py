"""Shows in a notebook how far long work has come; nothing of it stays when the work is done."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

from simulation.drawing.svg import tag
from simulation.words import say, whole

__all__ = ["in_a_notebook", "shown_progress"]

_OFTEN: Final = 0.2
"""Seconds from one picture of the progress to the next."""


def in_a_notebook() -> bool:
    """Return whether this is the kernel of a notebook, which shows what is displayed; IPython on a terminal is none."""
    import sys

    shell = sys.modules.get("IPython")
    return shell is not None and getattr(shell.get_ipython(), "kernel", None) is not None


@contextmanager
def shown_progress(what: str, *, wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give what is told how much of how much is done; None if nobody is shown anything.

    Whatever ends the work, an interruption too, the bar ends with it: at the place that it had come to, or, when all is
    done, without a trace.

    Args:
        what: Key of what is counted, under `watching` in the catalogue.
        wanted: Whether to show it in a notebook; elsewhere nobody is shown anything.
    """
    if not (wanted and in_a_notebook()):
        yield None
        return
    display = import_module("IPython.display")
    handle: Any = display.display(display.HTML(""), display_id=True)
    begun, last = time.monotonic(), 0.0

    def note(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _OFTEN and done < total:
            return
        last = now
        told = say(f"watching.{what}", done=whole(done), total=whole(total))
        left = whole(round((now - begun) * (total - done) / done)) if done else ""
        words = say("notebook.left", told=told, seconds=left) if left else told
        bar = tag("progress", value=done, max=total, style="width:20em;vertical-align:middle")
        handle.update(display.HTML(str(tag("div", bar, " ", tag("span", words)))))

    yield note
    handle.update(display.HTML(""))
