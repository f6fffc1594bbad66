"""Options that several commands share, added to each of them and handed on as one object."""

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any, get_type_hints

from simulation.cli.study_run import Wishes

__all__ = ["handed_on", "with_wishes"]

type Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def with_wishes(keep: object = None, default: int | None = None) -> Decorator:
    """Return what gives a command the options of `Wishes` in place of its parameter `wishes`.

    Args:
        keep: Option for the full records to keep, an annotated type; None: the command keeps none.
        default: Of that option.
    """
    options = [
        option.replace(annotation=keep, default=default) if option.name == "keep" else option
        for option in inspect.signature(Wishes).parameters.values()
        if keep is not None or option.name != "keep"
    ]
    return handed_on("wishes", Wishes, options)


def handed_on(
    name: str, kind: Callable[..., object], options: Sequence[inspect.Parameter] | None = None
) -> Decorator:
    """Return what gives a command several options in place of one of its parameters.

    Args:
        name: Of the parameter.
        kind: What the command is given there, made of the options by name.
        options: In the order in which help shows them; None: what `kind` takes.
    """
    own_options = list(inspect.signature(kind).parameters.values()) if options is None else options

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(**given: Any) -> None:  # noqa: ANN401 - whatever the command takes
            made = kind(**{option.name: given.pop(option.name) for option in own_options})
            command(**given, **{name: made})

        own = inspect.signature(command)
        parameters = [
            option
            for parameter in own.parameters.values()
            for option in (own_options if parameter.name == name else [parameter])
        ]
        # What the command line is built from: the signature for the order, the annotations for the types.
        run.__dict__["__signature__"] = own.replace(parameters=parameters)
        hints = get_type_hints(command, include_extras=True)
        run.__annotations__ = {
            **{key: hint for key, hint in hints.items() if key != name},
            **{option.name: option.annotation for option in own_options},
        }
        return run

    return decorate
