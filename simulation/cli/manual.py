"""The command that opens the documentation, from this installation and without a network."""

from pathlib import Path
from typing import Annotated, Final

import typer

from simulation.errors import DelegationSimError
from simulation.words import say

__all__ = ["docs"]

_ROOT: Final = Path(__file__).parents[2]
_PLACES: Final = (_ROOT / "simulation" / "manual", _ROOT / "docs" / "_build" / "html")
"""Where a wheel has it, and where `make docs` puts it."""


def docs(*, browser: Annotated[bool, typer.Option()] = True) -> None:
    """Open the documentation."""
    import webbrowser

    first = next((place / "index.html" for place in _PLACES if (place / "index.html").is_file()), None)
    if first is None:
        raise DelegationSimError(say("docs.missing"))
    typer.echo(first.as_uri())
    if browser:
        webbrowser.open(first.as_uri())
