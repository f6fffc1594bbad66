"""The command that repeats a study, from what it plays: nobody has to have typed it."""

import shlex
from collections.abc import Mapping
from typing import Any, Final

from simulation.called import COMMAND
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.repeating import setting
from simulation.stats.interval import LEVEL
from simulation.study.study import Study, Variant
from simulation.study.study_design import SIZES, layout_of
from simulation.study.variant_requests import read_request
from simulation.study.written_values import as_written

__all__ = ["asked_again", "command_of"]

_FEWEST: Final = 2
"""Replications, or points, that the command line takes."""
_LOWEST: Final = 0.5
_HIGHEST: Final = 0.999
"""Between which two it takes a level of confidence."""
_SIZED_BY: Final[Mapping[str, str]] = {"latin_hypercube": "--points", "morris": "--size", "sobol": "--size"}


def command_of(study: Study) -> str:
    """Return the command that repeats a study, as a line for a shell.

    Nothing where no command can name what it plays: a case that was loaded before, an agent that stands in no file, a
    design that was drawn in another way, a change that reads otherwise on a line, a number that no option takes.
    """
    holders, design = asked_again(study.holders), _design_words(study)
    if study.is_loaded or holders is None or design is None or not _is_taken(study):
        return ""
    words = [COMMAND, study.kind, study.case]
    for variant in study.variants:
        if variant.changes and study.kind == "compare":
            words += ["--lever", _lever(variant)]
    words += [*design, "-n", str(study.replications), "--seed", str(study.seed)]
    words += setting([f"{path}={value}" for path, value in study.overrides.items()])
    words += [word for key in study.outcomes for word in ("--outcome", key)]
    if study.level != LEVEL:
        words += ["--level", str(study.level)]
    words += [*holders, *(["--codings"] if study.codings is not None else [])]
    if not study.design:
        words += ["--parameters", MEDIAN if study.parameters is None else study.parameters.source]
    return shlex.join(words)


def asked_again(holders: Mapping[str, Any]) -> list[str] | None:
    """Return the options that seat agents of the user's own; None if one of them stands in no file."""
    from simulation.abm.casting import where_written

    written = {key: where_written(seat) for key, seat in holders.items()}
    if None in written.values():
        return None
    return [word for key, agent in written.items() for word in ("--holder", f"{key}={agent}")]


def _is_taken(study: Study) -> bool:
    """Return whether the command line takes what the study was given: there replications are 2 or more."""
    if study.replications < _FEWEST or not _LOWEST <= study.level <= _HIGHEST:
        return False
    levers = [one for one in study.variants if one.changes and study.kind == "compare"]
    read = [read_request(_lever(one), []) for one in levers]
    return all(
        found is not None and (found.key, found.changes) == (one.key, one.changes)
        for found, one in zip(read, levers, strict=True)
    )


def _lever(variant: Variant) -> str:
    changes = " + ".join(map(str, variant.changes))
    return changes if variant.key == changes else f"{variant.key}: {changes}"


def _design_words(study: Study) -> list[str] | None:
    """Return the options that lay a design out again; None if there are none that do."""
    if not study.design:
        return []
    layout = layout_of(study.design)
    method, drawn = layout["method"], study.design.get("seed")
    spans = {key: _values(values) for key, values in layout["levers"].items()}
    if layout.get("second_order") or drawn not in (None, study.seed) or None in spans.values():
        return None
    words = [word for key, values in spans.items() for word in ("--over", f"{key}={values}")]
    if study.kind == "sensitivity":
        words += ["--method", method]
    if method not in SIZES:
        return words
    size = layout[SIZES[method]]
    return [*words, _SIZED_BY[method], str(size)] if size >= _FEWEST else None


def _values(values: Any) -> str | None:  # noqa: ANN401 - plain data
    """Return values as one writes them behind a lever; None if one of them holds what parts them."""
    if isinstance(values, Mapping):
        return f"{values['low']}..{values['high']}"
    written = [as_written(value) for value in values]
    return None if any("," in value for value in written) else ",".join(written)
