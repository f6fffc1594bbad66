"""The command power: what each delegation counts when the room decides."""

from typing import Annotated

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.json_document import print_json

__all__ = ["power"]


def power(
    ctx: typer.Context,
    case: arguments.Case,
    *,
    rule: Annotated[str | None, typer.Option(metavar="KEY", autocompletion=completing.rules)] = None,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    as_json: study_options.AsJson = False,
) -> None:
    """Tell what each delegation counts when the room decides."""
    from simulation.cli.run import choices
    from simulation.cli.told_texts import told_case
    from simulation.engine import room_power

    changes = choices(case, rule=rule) | arguments.parsed(arguments.drawn(overrides, instance))
    found = room_power(told_case(case, changes))
    if as_json:
        from simulation.cli.commands import line_again
        from simulation.cli.power_page import document_of

        print_json(document_of(found) | {"command": line_again(ctx)}, is_ascii=True)
        return
    from simulation.cli.power_page import print_power
    from simulation.cli.terminal import Page

    print_power(Page(), found)
