"""Designs as study files hold them, `{method, levers, points}`, and the factors that they stand for."""

from collections.abc import Mapping
from typing import Any, Final

from simulation.experiments.factor import Factor, FactorKind
from simulation.experiments.pulling import lever_named
from simulation.experiments.written import as_written, plain_value

__all__ = ["SIZES", "factors_of", "layout_of"]

SIZES: Final[Mapping[str, str]] = {
    "latin_hypercube": "points",
    "morris": "trajectories",
    "sobol": "samples",
}
"""What the size of a design is called in a file, by method; a grid has the size that its levers give it."""
_KINDS: Final[Mapping[str, FactorKind]] = {"whole": "integer", "number": "continuous"}


def factors_of(layout: Mapping[str, Any]) -> tuple[Factor, ...]:
    """Return the factors of a design as a study file holds it.

    Raises:
        StudyError: if there is nothing to move.

    >>> [factor.kind for factor in factors_of({"levers": {"sessions": {"low": 5, "high": 20}, "agenda": ["a", "b"]}})]
    ['integer', 'choices']
    """
    return tuple(_factor(key, values) for key, values in layout["levers"].items())


def _factor(key: str, values: Any) -> Factor:  # noqa: ANN401 - plain data from a file
    found = lever_named(key)
    label = found[0].label if found is not None and found[1] is None else ""
    if not isinstance(values, Mapping):
        return Factor(key=key, kind="choices", choices=tuple(map(as_written, values)), label=label)
    low, high = values["low"], values["high"]
    kind: FactorKind = "integer" if isinstance(low, int) and isinstance(high, int) else "continuous"
    if found is not None:
        kind = _KINDS.get(found[0].takes.kind, kind)
    return Factor(key=key, kind=kind, low=float(low), high=float(high), label=label)


def layout_of(design: Mapping[str, Any]) -> dict[str, Any]:
    """Return a design for a study file, from what `Design.to_plain` gives; one from a file stays as it is."""
    if "factors" not in design:
        return dict(design)
    levers = {factor["key"]: _values(factor) for factor in design["factors"]}
    found: dict[str, Any] = {"method": design["method"], "levers": levers}
    if design["method"] in SIZES:
        found[SIZES[design["method"]]] = design["size"]
    if design.get("second_order"):
        found["second_order"] = True
    return found


def _values(factor: Mapping[str, Any]) -> object:
    if factor["kind"] == "choices":
        return [plain_value(choice) for choice in factor["choices"]]
    number = int if factor["kind"] == "integer" else float
    return {"low": number(factor["low"]), "high": number(factor["high"])}
