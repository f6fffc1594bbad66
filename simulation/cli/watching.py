"""Shows how far long work has come, and how much time is left, on a terminal that somebody watches."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simulation.cli.lasting import lasting
from simulation.words import Said, say, whole

__all__ = ["told_bar", "told_line", "watching"]


@contextmanager
def watching(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give what notes how much is done; None if nobody watches.

    Args:
        what: Key of the things that are counted, under `watching` in the catalogue.
    """
    begun = time.monotonic()
    with told_line() as tell:

        def note(done: int, total: int) -> None:
            told = say(f"watching.{what}", done=whole(done), total=whole(total))
            if done:
                left = (time.monotonic() - begun) * (total - done) / done
                told = say("watching.left", told=told, time=lasting(left))
            if tell is not None:
                tell(told)

        yield None if tell is None else note


@contextmanager
def told_line() -> Iterator[Callable[[str | Said], None] | None]:
    """Give what shows a line in place of the one before; None if nobody watches. None is left at the end."""

    def tell(line: str | Said) -> None:
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield tell
    finally:
        tell("")


@contextmanager
def told_bar(total: int = 1, *, is_quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """Give what shows how much is done of how much, and what is told of it, beside a bar; None if nobody watches.

    Drawn by hand: a thread of its own would make workers slow.

    Args:
        total: How much there is to do, as far as that is known before it begins.
        is_quiet: Whether nothing but the result is printed.
    """
    if is_quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=8), TextColumn("{task.fields[told]}"))
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("", total=total, told=say("command.study.first"))
        bar.refresh()

        def show(done: int, total: int, told: str) -> None:
            bar.update(task, completed=done, total=total, told=told, refresh=True)

        yield show
