"""Designs as study files hold them, `{method, levers, points}`, and the factors that they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from simulation.scenario.levers import find_place
from simulation.scenario.schema import Scenario
from simulation.study.changes_told import place_in_words
from simulation.study.design import Design, grid, latin_hypercube
from simulation.study.factor import Factor, FactorKind
from simulation.study.pulling import lever_named, plain_of
from simulation.study.sensitivity import morris_design, sobol_design
from simulation.study.written_values import as_written, plain_value
from simulation.words import NOTHING, Said

__all__ = ["SIZES", "design_of", "factors_of", "kinds_and_labels", "layout_of", "with_names"]

SIZES: Final[Mapping[str, str]] = {
    "latin_hypercube": "points",
    "morris": "trajectories",
    "sobol": "samples",
}
"""What the size of a design is called in a file, by method; a grid has the size that its levers give it."""
_KINDS: Final[Mapping[str, FactorKind]] = {
    "whole": "integer",
    "number": "continuous",
    "factor": "continuous",
}


def factors_of(layout: Mapping[str, Any]) -> tuple[Factor, ...]:
    """Return the factors of a design as a study file holds it.

    Raises:
        StudyError: if there is nothing to move.

    >>> [factor.kind for factor in factors_of({"levers": {"sessions": {"low": 5, "high": 20}, "agenda": ["a", "b"]}})]
    ['integer', 'choices']
    """
    return tuple(_factor(key, values) for key, values in layout["levers"].items())


def design_of(layout: Mapping[str, Any], seed: int) -> Design:
    """Return the design that a study file asks for.

    Raises:
        StudyError: if there is no such design of these levers.
    """
    factors, method = factors_of(layout), layout["method"]
    size = layout.get(SIZES.get(method, ""), 0)
    if method == "grid":
        return grid(factors)
    if method == "latin_hypercube":
        return latin_hypercube(factors, size, seed)
    if method == "morris":
        return morris_design(factors, size, seed)
    return sobol_design(factors, size, seed, second_order=bool(layout.get("second_order")))


def kinds_and_labels(keys: Sequence[str]) -> tuple[dict[str, FactorKind], dict[str, Said]]:
    """Return what is known of levers by their names: the kind of factor that each is, and what it is called."""
    kinds: dict[str, FactorKind] = {}
    labels: dict[str, Said] = {}
    for key in keys:
        found = lever_named(key)
        if found is None:
            continue
        if found[0].takes.kind in _KINDS:
            kinds[key] = _KINDS[found[0].takes.kind]
        if found[1] is None:
            labels[key] = Said.within(found[0].label)
    return kinds, labels


def with_names(design: Design, case: Scenario) -> Design:
    """Return a design whose paths into a case are called in words, such as `Brazil on Q1: position`."""
    plain = plain_of(case)
    factors = tuple(
        factor
        if factor.label or lever_named(factor.key)
        else replace(factor, label=place_in_words(find_place(plain, factor.key), plain))
        for factor in design.factors
    )
    return replace(design, factors=factors)


def _factor(key: str, values: Any) -> Factor:  # noqa: ANN401 - plain data from a file
    found = lever_named(key)
    label = kinds_and_labels([key])[1].get(key, NOTHING)
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
