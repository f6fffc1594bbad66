"""What all commands have in common: the option --language, and that help and mistakes are told in that language."""

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, override

import typer
from typer.core import TyperCommand, TyperGroup

from simulation.called import COMMAND
from simulation.cli import help_page, languages, usage
from simulation.repeating import studying
from simulation.words import told_in

__all__ = ["Command", "Group", "line_again", "typed"]

type _Hidden = Any
"""A context, a formatter or a parameter: Typer hides its own classes of them."""


_LINE: Final = f"{__name__}.line"
"""What a context keeps the whole line under."""


_TYPED: Final[ContextVar[tuple[str, ...]]] = ContextVar("typed", default=())


def typed() -> tuple[str, ...]:
    """Return the words of the line that runs, whoever gave it: a shell, a script or a test."""
    return _TYPED.get()


def line_again(ctx: typer.Context) -> str:
    """Return the line for a shell that finds the same again."""
    return shlex.join(studying(ctx.meta[_LINE]))


@contextmanager
def _running(line: Sequence[str]) -> Iterator[None]:
    token = _TYPED.set(tuple(line))
    try:
        yield
    finally:
        _TYPED.reset(token)


class _Explained:
    """Writes help from the catalogue, in the current language."""

    name: str | None
    group: str = ""
    """The group that it belongs to, with a full stop; empty for the outermost one."""

    @property
    def key(self) -> str:
        """What the catalogue has its texts under."""
        return f"{self.group}{self.name}"

    def format_usage(self, ctx: _Hidden, formatter: _Hidden) -> None:
        """Write how it is used."""
        help_page.write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: _Hidden, formatter: _Hidden) -> None:  # noqa: ARG002 - as Typer calls it
        """Write what it does."""
        help_page.write_text(self.key, formatter)

    def format_options(self, ctx: _Hidden, formatter: _Hidden) -> None:
        """Write what its parameters mean, and which commands there are."""
        help_page.write_parameters(self, ctx, formatter)

    def format_epilog(self, ctx: _Hidden, formatter: _Hidden) -> None:
        """Write what to begin with."""
        if self.key == COMMAND:
            help_page.write_beginning(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what it does, in a line."""
        return help_page.short_text(self.key, limit)

    def explain(self, params: Sequence[_Hidden]) -> None:
        """Let parameters say what they mean, where a shell asks for it."""
        for param in params:
            if not param.hidden:
                param.help = help_page.parameter_text(self.key, param.name)


class Command(_Explained, TyperCommand):
    """A command that takes --language."""

    allow_extra_args = True  # refused below, in our words

    def __init__(self, *given: _Hidden, params: Sequence[_Hidden] | None = None, **settings: _Hidden) -> None:
        super().__init__(*given, params=[*(params or ()), *languages.options()], **settings)

    @override
    def parse_args(self, ctx: _Hidden, args: list[str]) -> list[str]:
        """Take a line apart."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            ctx.fail(usage.left_over(rest))
        return rest

    @override
    def invoke(self, ctx: _Hidden) -> _Hidden:
        """Run it. A wrong language of the environment is told here, so that help and version come without it."""
        languages.check_environment(ctx.meta.get(_LINE, ()))
        return super().invoke(ctx)

    @override
    def shell_complete(self, ctx: _Hidden, incomplete: str) -> list[_Hidden]:
        """Return how a line may go on: former names of options are taken, not offered."""
        params = self.get_params(ctx)
        self.explain(params)
        former = {name for one in params for name in one.opts} - {
            name for one in params for name in help_page.names_of(one)
        }
        return [one for one in super().shell_complete(ctx, incomplete) if one.value not in former]


class Group(_Explained, TyperGroup):
    """Commands under one name. The outermost one tells everything in the language that the line asks for."""

    def __init__(self, *, params: Sequence[_Hidden] | None = None, **settings: _Hidden) -> None:
        super().__init__(params=[*(params or ()), *languages.options()], **settings)
        self.invoke_without_command = True  # see `invoke`
        for command in self.commands.values():
            if isinstance(command, _Explained) and self.name != COMMAND:
                command.group = f"{self.name}."

    @override
    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: _Hidden,
    ) -> _Hidden:
        """Run a line, and end the process as it ended."""
        line = sys.argv[1:] if args is None else list(args)
        with told_in(languages.language_of(line)), _running(line):
            try:
                code = super().main(
                    args,
                    prog_name,
                    complete_var,
                    standalone_mode=False,
                    windows_expand_args=windows_expand_args,
                    **extra,
                )
            except (typer.Abort, usage.WrongUsage) as error:
                if not standalone_mode:
                    raise
                typer.echo(usage.told(error), err=True)
                code = getattr(error, "exit_code", 1)
        if standalone_mode:
            sys.exit(code or 0)
        return code

    @override
    def parse_args(self, ctx: _Hidden, args: list[str]) -> list[str]:
        """Take a line apart, up to the command that it names."""
        if ctx.parent is None:
            ctx.meta[_LINE] = tuple(args)
        return super().parse_args(ctx, args)

    @override
    def invoke(self, ctx: _Hidden) -> _Hidden:
        """Run the command that is named; where none is, show which there are."""
        done = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(usage.WRONG)
        return done

    @override
    def resolve_command(self, ctx: _Hidden, args: list[str]) -> tuple[str | None, _Hidden, list[str]]:
        """Find the command that is named."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            ctx.fail(usage.no_command(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    @override
    def shell_complete(self, ctx: _Hidden, incomplete: str) -> list[_Hidden]:
        """Return how a line may go on."""
        self.explain(self.get_params(ctx))
        return super().shell_complete(ctx, incomplete)
