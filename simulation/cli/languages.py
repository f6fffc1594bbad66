"""The language that a command tells in: that of its option --language, else of the environment, else English."""

import os
import shlex
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Final

import typer

from simulation.called import as_typed
from simulation.words import ENGLISH, LANGUAGES, language, listed, say

__all__ = ["OPTION", "VARIABLE", "check_environment", "language_of", "named_after", "options", "to_type"]

OPTION: Final = "--language"
VARIABLE: Final = "DELEGATION_SIM_LANGUAGE"
"""What says in the environment in which language commands tell, where no option does."""
_FORMER: Final = "--lang"
"""What the option of `class` was called."""
_END: Final = "--"
"""After which there are no more options on a line."""


def language_of(line: Sequence[str]) -> str:
    """Return the language that a line asks for, else the environment; English where neither names one that there is.

    What is wrong with a line is told in that language too, so it is known before the line is taken apart.

    >>> language_of(["run", "--language", "fr", "wtpf13"])
    'fr'
    """
    given = [code for code in _named(line) if code in LANGUAGES]
    if given:
        return given[-1]
    usual = os.environ.get(VARIABLE, "")
    return usual if usual in LANGUAGES else ENGLISH


def to_type(command: str | Sequence[str]) -> str:
    """Return a command as a line for the shell of the user, that tells in the current language.

    Args:
        command: Its words, or a line that a POSIX shell would take.
    """
    words = shlex.split(command) if isinstance(command, str) else command
    return as_typed([*words, *named_after(words)])


def named_after(words: Sequence[str]) -> list[str]:
    """Return the words that make a command tell in the current language; none where it does anyway."""
    code = language()
    return [] if language_of(words) == code else [OPTION, code]


def check_environment(line: Sequence[str]) -> None:
    """Refuse a language of the environment that there is none of, unless the line names another.

    Raises:
        typer.BadParameter: saying which there are.
    """
    usual = os.environ.get(VARIABLE, "")
    if usual and usual not in LANGUAGES and not any(_named(line)):
        raise typer.BadParameter(say("usage.variable", name=VARIABLE, wrong=_unknown(usual)))


def _named(line: Sequence[str]) -> Iterable[str]:
    """Yield the languages that a line names, in order."""
    words = line[: line.index(_END)] if _END in line else line
    for word, following in pairwise([*words, ""]):
        option, equals, code = word.partition("=")
        if option in {OPTION, _FORMER}:
            yield code if equals else following


@cache
def options() -> tuple[Any, ...]:
    """Return the options on the language, as every command takes them."""
    app = typer.Typer(add_completion=False)
    app.command()(_takes_language)
    command: Any = typer.main.get_command(app)
    return tuple(command.params)


def _known(code: str | None) -> str | None:
    if code is not None and code not in LANGUAGES:
        raise typer.BadParameter(_unknown(code))
    return code


def _unknown(code: str) -> str:
    valid = (say("usage.language", code=code, name=name) for code, name in LANGUAGES.items())
    return say("usage.valid", given=repr(code[:40]), valid=listed(valid))


def _codes(incomplete: str) -> list[tuple[str, str]]:
    """Return the languages that begin so, for completion by the shell."""
    return [(code, name) for code, name in LANGUAGES.items() if code.startswith(incomplete)]


def _takes_language(
    *,
    language: Annotated[
        str | None,
        typer.Option(
            OPTION, metavar="CODE", is_eager=True, expose_value=False, callback=_known, autocompletion=_codes
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(_FORMER, hidden=True, is_eager=True, expose_value=False, callback=_known)
    ] = None,
) -> None:
    """Take the options."""
