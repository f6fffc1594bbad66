"""JSON documents that commands print, as docs/reference/json.md describes them."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from simulation.called import COMMAND

if TYPE_CHECKING:
    from simulation.scenario import Scenario
    from simulation.words import Said

__all__ = ["case_in", "document", "print_document", "print_json", "told"]


def document(what: str, **fields: object) -> dict[str, Any]:
    """Return a document, first its name with a number: that grows when a field is renamed or means something else."""
    from simulation.version import version

    return {"format": f"{COMMAND} {what} 1", "version": version(), **fields}


def print_document(what: str, **fields: object) -> None:
    """Print a document."""
    print_json(document(what, **fields))


def print_json(data: Mapping[str, object], *, is_ascii: bool = False) -> None:
    """Print a document that is made; `is_ascii`: with escapes for all other letters."""
    typer.echo(json.dumps(data, indent=2, ensure_ascii=is_ascii, allow_nan=False))


def case_in(case: "Scenario") -> dict[str, Any]:
    """Return what a document says of the case that it is about."""
    from simulation.scenario import scenario_hash

    return {"key": case.key, "title": case.title, "hash": scenario_hash(case)}


def told(**sentences: "Said") -> dict[str, Any]:
    """Return sentences in words by name, and under `said` the same as keys and values."""
    return {
        **{name: str(sentence) for name, sentence in sentences.items()},
        "said": {name: sentence.to_plain() for name, sentence in sentences.items()},
    }
