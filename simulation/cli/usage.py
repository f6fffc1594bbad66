"""Says what is wrong with a line that cannot be run: Typer and the library under it say it in English only."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import typer

from simulation.cli import help_page, languages
from simulation.words import called, listed, meant, numbered, say

__all__ = ["WRONG", "WrongUsage", "fits", "left_over", "no_command", "not_so", "one_of", "told"]

MAX_SEED: Final = 2**63 - 1
"""As in `simulation.engine.simulate`, which is loaded only when a case is played."""
WRONG: Final = 2
"""How a process ends whose line cannot be run."""
WrongUsage: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""What Typer raises for such a line, which it has no public name for."""
_KINDS: Final[Mapping[str, str]] = {"int": "whole", "float": "number", "finite": "number", "bool": "truth"}
"""By the first word of the kind of mistake: int_parsing, int_from_float, float_type, ..."""
_LIMITS: Final = ("greater_than_equal", "less_than_equal")
_OWN: Final = "Value error, "
"""What stands before a message that a parser of ours or of Typer wrote."""
_QUOTED: Final = re.compile(r"'([^']+)'")
_SHOWN: Final = 60


def told(error: Any) -> str:  # noqa: ANN401 - of classes that Typer hides
    """Return what is printed for a line that cannot be run: how the command is used, and what is wrong."""
    kind, ctx = type(error).__name__, getattr(error, "ctx", None)
    if isinstance(error, typer.Abort):
        return say("usage.aborted")
    if kind == "NoArgsIsHelpError":
        return str(error.message)
    lines = []
    if ctx is not None:
        option = " ".join([ctx.help_option_names[0], *languages.named_after(())])
        lines = [ctx.get_usage(), say("usage.try", command=ctx.command_path, option=option), ""]
    return "\n".join([*lines, say("usage.error", message=_message(kind, error))])


def _message(kind: str, error: Any) -> str:  # noqa: ANN401 - likewise
    if kind == "NoSuchOption":
        return say(
            "usage.no_option", name=error.option_name, near=meant(error.option_name, _options(error.ctx))
        )
    if kind == "BadOptionUsage":
        # The library tells the two apart only in its English sentence.
        takes_none = "does not take a value" in error.message
        return say("usage.no_value" if takes_none else "usage.needs_value", name=error.option_name)
    name = _named(error)
    if kind == "MissingParameter":
        return say(f"usage.missing.{error.param.param_type_name}", name=name)
    message = _in_our_words(error)
    if getattr(error, "param_hint", None) is not None:  # of ours: what is wrong with what it names
        return say("usage.about", name=name, message=message)
    return say("usage.invalid", name=name, message=message) if name else message


def _options(ctx: Any) -> list[str]:  # noqa: ANN401 - likewise
    """Return the options that help shows of a command."""
    if ctx is None:
        return []
    shown = [param for param in ctx.command.params if not getattr(param, "hidden", False)]
    return [name for param in shown for name in param.opts if name[0] == "-"]


def _named(error: Any) -> str:  # noqa: ANN401 - likewise
    """Return the option or argument that a mistake is about, as it is written; empty if it is about the whole line."""
    hint, param = getattr(error, "param_hint", None), getattr(error, "param", None)
    if hint is not None:
        return called("metavar", hint) if isinstance(hint, str) else " / ".join(map(repr, hint))
    if param is None:
        return ""
    names = help_page.names_of(param) if param.param_type_name == "option" else [help_page.word_for(param)]
    return " / ".join(f"'{name}'" for name in names)


def left_over(words: Sequence[str]) -> str:
    """Return that a command takes no more arguments than it has."""
    return numbered("usage.left_over", len(words), words=listed(words))


def no_command(name: str, valid: Iterable[str]) -> str:
    """Return that no command is called so, and which was probably meant."""
    return say("usage.no_command", name=repr(name), near=meant(name, valid))


def not_so(value: str, form: str, example: str) -> str:
    """Return that a value is not of a form, which is the word for it in help too."""
    return say("usage.form", given=repr(value), form=called("metavar", form), example=example)


def one_of(*valid: str) -> Callable[[str], str]:
    """Return what reads one of a few words."""

    def read(value: str) -> str:
        if value not in valid:
            raise typer.BadParameter(say("usage.valid", given=repr(value), valid=listed(valid)))
        return value

    return read


def fits(value: int) -> int:
    """Return a number for a stream of chance, if it is not too large."""
    if value > MAX_SEED:
        raise typer.BadParameter(say("usage.too_large", value=value, most=MAX_SEED))
    return value


def _in_our_words(error: Any) -> str:  # noqa: ANN401 - likewise
    """Return the message of a mistake in an option or argument: what was given, and what is valid."""
    found = getattr(error.__cause__, "errors", None)
    if found is None:  # a message of ours, or of a Typer that checks by itself
        return str(error.message)
    mistake: Mapping[str, Any] = found()[0]
    message = str(mistake["msg"])
    if message.startswith(_OWN):
        return message.removeprefix(_OWN)
    kind = str(mistake["type"])
    given = repr(str(mistake["input"]))[:_SHOWN]
    if kind == "literal_error":
        return say("usage.valid", given=given, valid=listed(_QUOTED.findall(mistake["ctx"]["expected"])))
    valid = "number" if kind in _LIMITS else _KINDS.get(kind.partition("_")[0], "other")
    return say("usage.valid", given=given, valid=_within(say(f"usage.kind.{valid}"), error.param))


def _within(valid: str, option: object) -> str:
    low, high = help_page.limits(option)
    if low is None and high is None:
        return valid
    if high is None:
        return say("usage.or_more", kind=valid, low=low)
    return (
        say("usage.or_less", kind=valid, high=high)
        if low is None
        else say("usage.between", kind=valid, low=low, high=high)
    )
