"""Asks for a yes or a no, and reads it, with the words of the current language."""

import typer

from simulation.words import say

__all__ = ["confirmed", "no", "yes_or_no"]


def confirmed(question: str) -> bool:
    """Return whether somebody says yes, asked on the error stream; no answer is a no.

    Raises:
        typer.Abort: if nobody is there to answer.
    """
    while True:
        typer.echo(f"{question} {say('confirm.choice')} ", nl=False, err=True)
        try:
            line = input()
        except EOFError:
            typer.echo(err=True)
            raise typer.Abort from None
        answer = yes_or_no(line)
        if answer is not None or not line.strip():
            return bool(answer)
        typer.echo(say("confirm.again"), err=True)


def yes_or_no(line: str) -> bool | None:
    """Return what a line answers; None: neither.

    >>> yes_or_no("Y"), yes_or_no("no"), yes_or_no("oui")
    (True, False, None)
    """
    word = line.strip().casefold()
    if word in say("confirm.yes").split():
        return True
    return False if word in say("confirm.no").split() else None


def no() -> str:
    """Return what answers no."""
    return say("confirm.no").split()[0]
