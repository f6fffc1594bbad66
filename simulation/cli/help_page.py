"""Prints the help of a command in the current language: the texts stand in the catalogue, not in the code.

A command finds its text under `about.<command>`, a parameter under `help.<command>.<parameter>`, or under
`help.shared.<parameter>` where several commands take it and mean the same. A word that stands for a value, such as
FOLDER, is its own key under `metavar`.
"""

import textwrap
from collections.abc import Iterator
from typing import Any, Final

from simulation.cli.languages import VARIABLE, named_after
from simulation.words import LANGUAGES, apart, called, is_said, listed, say

__all__ = [
    "limits",
    "names_of",
    "parameter_text",
    "short_text",
    "word_for",
    "write_beginning",
    "write_parameters",
    "write_text",
    "write_usage",
]

type _Hidden = Any
"""A context or a parameter: Typer hides its own classes of them."""
_FIRST: Final = "wtpf13"
"""The case to begin with."""
_AROUND: Final = 6
"""Columns around the names of commands."""


def write_usage(command: _Hidden, ctx: _Hidden, formatter: _Hidden) -> None:
    """Write how a command is used."""
    pieces = [say("usage.options")]
    for param in command.get_params(ctx):
        if param.param_type_name == "argument" and not param.hidden:
            word = word_for(param)
            pieces.append((word if param.required else f"[{word}]") + _repeated(param))
    if hasattr(command, "commands"):
        pieces.append(say("usage.command"))
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("usage.heading"))


def write_text(key: str, formatter: _Hidden) -> None:
    """Write what a command does, in paragraphs."""
    for paragraph in _paragraphs(key):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(paragraph)


def write_parameters(command: _Hidden, ctx: _Hidden, formatter: _Hidden) -> None:
    """Write what the parameters of a command mean; of a group, which commands it has."""
    found: dict[str, list[tuple[str, str]]] = {"argument": [], "option": [], "command": []}
    for param in command.get_params(ctx):
        if not param.hidden:
            found[param.param_type_name].append(_record(command.key, param, ctx))
    inner = {name: one for name, one in getattr(command, "commands", {}).items() if not one.hidden}
    width = formatter.width - max(map(len, inner), default=0) - _AROUND
    found["command"] = [(name, one.get_short_help_str(width)) for name, one in inner.items()]
    for kind, rows in found.items():
        if rows:
            with formatter.section(say(f"help.{kind}s")):
                formatter.write_dl(rows)


def write_beginning(ctx: _Hidden, formatter: _Hidden) -> None:
    """Write what to begin with."""
    formatter.write_paragraph()
    with formatter.indentation():
        command = " ".join([ctx.command_path, "run", _FIRST, *named_after(())])
        formatter.write_text(say("help.beginning", command=command))


def short_text(key: str, width: int) -> str:
    """Return what a command does, in so many columns."""
    return textwrap.shorten(_paragraphs(key)[0], max(width, len("...")), placeholder="...")


def parameter_text(key: str, name: str) -> str:
    """Return what a parameter of a command means."""
    own = f"help.{key}.{name}"
    found = own if is_said(own) else f"help.shared.{name}"
    return say(found, languages=listed(LANGUAGES), variable=VARIABLE)


def word_for(param: _Hidden) -> str:
    """Return the word that stands for the value of a parameter; what is typed as it is stays so."""
    return called("metavar", str(param.metavar or param.name))


def limits(param: object) -> tuple[object, object]:
    """Return the lowest and the highest value that a parameter may have; None where there is none."""
    holder = param if hasattr(param, "min") else getattr(param, "type", None)  # by the version of Typer
    return getattr(holder, "min", None), getattr(holder, "max", None)


def _paragraphs(key: str) -> list[str]:
    return say(f"about.{key}").split("\n")


def _record(key: str, param: _Hidden, ctx: _Hidden) -> tuple[str, str]:
    """Return how a parameter is written, and what it means."""
    is_option = param.param_type_name == "option"
    notes = apart(_notes(param, ctx))
    meant = parameter_text(key, param.name)
    return (
        _spelled(param) if is_option else word_for(param) + _repeated(param),
        f"{meant}  [{notes}]" if notes else meant,
    )


def _repeated(param: _Hidden) -> str:
    return "" if param.nargs == 1 else "..."


def names_of(param: _Hidden) -> list[str]:
    """Return the names that an option goes by: long ones after the first are older ones, taken and not told."""
    older = [name for name in param.opts if name.startswith("--")][1:]
    return [name for name in param.opts if name not in older]


def _spelled(param: _Hidden) -> str:
    """Return how an option is written: short names first, and what turns it off after a stroke."""
    names = ", ".join(sorted(names_of(param), key=lambda name: len(name) - len(name.lstrip("-"))))
    if param.secondary_opts:
        return f"{names} / {', '.join(param.secondary_opts)}"
    return names if param.is_flag else f"{names} {word_for(param)}"


def _notes(param: _Hidden, ctx: _Hidden) -> Iterator[str]:
    """Yield what stands in brackets behind the text: where else a value comes from, which is usual, which are valid."""
    if param.show_envvar and param.envvar:
        yield say("help.variable", name=param.envvar)
    if usual := _usual(param, ctx):
        yield say("help.default", value=usual)
    low, high = limits(param)
    if low is not None or high is not None:
        yield f"x>={low}" if high is None else f"x<={high}" if low is None else f"{low}<=x<={high}"
    if param.required:
        yield say("help.required")


def _usual(param: _Hidden, ctx: _Hidden) -> str:
    """Return the value of a parameter that is left out, as it would be typed; empty if there is none to tell."""
    value = param.get_default(ctx, call=False) if param.show_default else None
    if value is None:
        return ""
    if param.param_type_name == "option" and param.is_flag:
        on, off = param.opts[0], next(iter(param.secondary_opts), "")
        return (on if value else off).lstrip("-") if off else ""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
