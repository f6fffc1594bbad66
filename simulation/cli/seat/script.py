"""Plays a seat from a file of lines: tried out first, so that all problems are reported and nothing is half done."""

from collections.abc import Iterator
from pathlib import Path

from simulation.cli.confirming import no, yes_or_no
from simulation.cli.seat.notebook import Notebook
from simulation.cli.seat.prediction import leaves_out
from simulation.cli.seat.table import SeatAtTable
from simulation.cli.terminal import Page, Told
from simulation.errors import DelegationSimError
from simulation.words import say

__all__ = ["ScriptError", "lines_of", "play_lines", "try_out"]


class ScriptError(DelegationSimError):
    """A file of moves cannot be played; its text lists every problem, one `file:line: ...` a line."""


class _Silent(Page):
    """A page that prints nothing."""

    def write(self, text: Told = "", style: str = "") -> None:
        """Print nothing."""


def lines_of(file: Path) -> list[tuple[int, str]]:
    """Return the lines of a file that say something, each with its number.

    Raises:
        ScriptError: if it is not in UTF-8.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScriptError(say("play.script.unread", file=file)) from error
    return [
        (number, line.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.strip().startswith("#")
    ]


def try_out(table: SeatAtTable, file: Path, lines: list[tuple[int, str]]) -> None:
    """Play the lines on a copy of a negotiation, without a word and without keeping anything.

    Raises:
        ScriptError: if any of them cannot be played.
    """
    twin = SeatAtTable(
        table.live.fork(),
        table.seat,
        _Silent(),
        Notebook(None, "", table.seat),
        coach=table.coach,
        questions=table.questions,
    )
    problems = list(_problems(twin, file, lines))
    if problems:
        raise ScriptError("\n".join(problems))


def _problems(table: SeatAtTable, file: Path, lines: list[tuple[int, str]]) -> Iterator[str]:
    table.begin(asks=False)
    before, is_wrong = "", False
    for number, line in lines:
        if _is_passed_over(table, line):
            continue
        if table.is_unsure and yes_or_no(line) is None:
            yield _unanswered(table, before)
            table.take(no())
        before = f"{file}:{number}: {line}"
        if table.is_over:
            yield say("play.script.over", line=before)
            return
        if is_wrong and yes_or_no(line) is not None:  # it answered what that line would have asked
            is_wrong = False
            continue
        is_wrong = False
        try:
            table.take(line)
        except DelegationSimError as error:
            is_wrong = yes_or_no(line) is None
            yield say("play.script.problem", line=before, problem=error)
    if table.is_unsure:
        yield _unanswered(table, before)


def _is_passed_over(table: SeatAtTable, line: str) -> bool:
    """Return whether a line leaves out questions of the beginning: a file is not asked them."""
    return leaves_out(line) and not table.is_unsure and not table.live.log.entries


def _unanswered(table: SeatAtTable, before: str) -> str:
    """Say of a move that the brief speaks against what has to stand in the line after it."""
    return say("play.script.unsure", line=before, doubt=table.doubt)


def play_lines(table: SeatAtTable, lines: list[tuple[int, str]]) -> None:
    """Play lines that were tried out; an agent that sits in the seat then plays it to the end."""
    for _, line in lines:
        if _is_passed_over(table, line):
            continue
        table.page.write(f"{table.prompt}{line}", "bold")
        table.take(line)
    if table.seat not in table.live.seated and not table.is_over:
        table.play_out()
