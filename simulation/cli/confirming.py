"""Asks whether to go on, on the error stream, with the words for yes and no of the language that is told in."""

import typer

from simulation.words import say

__all__ = ["confirmed"]


def confirmed(question: str) -> bool:
    """Return whether somebody says yes; no answer is a no.

    Raises:
        typer.Abort: if nobody is there to answer.
    """
    yes, no = (say(f"confirm.{answer}").split() for answer in ("yes", "no"))
    while True:
        typer.echo(f"{question} {say('confirm.choice')} ", nl=False, err=True)
        try:
            answer = input().strip().casefold()
        except EOFError:
            typer.echo(err=True)
            raise typer.Abort from None
        if answer in yes:
            return True
        if not answer or answer in no:
            return False
        typer.echo(say("confirm.again"), err=True)
