"""Options on how a study is run, added to every command that runs one and handed on as one object."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, get_type_hints

from simulation.cli.study_run import Wishes

__all__ = ["with_wishes"]

_WISHES = "wishes"


def with_wishes(
    keep: object = None, default: int | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what gives a command the options of `Wishes` in place of its parameter `wishes`.

    Args:
        keep: Option for the full records to keep, an annotated type; None: the command keeps none.
        default: Of that option.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        options = _options(keep, default)

        @functools.wraps(command)
        def run(**given: Any) -> None:  # noqa: ANN401 - whatever the command takes
            wishes = Wishes(**{option.name: given.pop(option.name) for option in options})
            command(**given, wishes=wishes)

        own = inspect.signature(command)
        parameters = [
            option
            for parameter in own.parameters.values()
            for option in (options if parameter.name == _WISHES else [parameter])
        ]
        # What the command line is built from: the signature for the order, the annotations for the types.
        run.__dict__["__signature__"] = own.replace(parameters=parameters)
        hints = get_type_hints(command, include_extras=True)
        run.__annotations__ = {
            **{name: hint for name, hint in hints.items() if name != _WISHES},
            **{option.name: option.annotation for option in options},
        }
        return run

    return decorate


def _options(keep: object, default: int | None) -> list[inspect.Parameter]:
    """Return the options, in the order in which help shows them."""
    listed = inspect.signature(Wishes).parameters.values()
    if keep is None:
        return [option for option in listed if option.name != "keep"]
    return [
        option.replace(annotation=keep, default=default) if option.name == "keep" else option
        for option in listed
    ]
