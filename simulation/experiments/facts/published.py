"""The verdicts that are published: what came out of the battery on draws that nobody had seen, as data in the package.

`published.json` is written from the results that the command prints, and the page on validation from the same run:

    delegation-sim facts --seed SEED --replications N --json | python -m simulation.experiments.facts.published

Words stand in the code of the facts; the file holds verdicts and figures, to three places as they are printed.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from simulation.experiments.facts.battery import find_facts
from simulation.experiments.facts.controls import CONTROLS
from simulation.experiments.facts.fact import LEVEL, Claim, ClaimResult, Fact, FactResult, Verdict
from simulation.experiments.interval import Estimate

__all__ = ["Published", "PublishedControl", "compact", "published"]

FILE: Final = "published.json"
_PLACES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedControl:
    """What came of a change that must change nothing."""

    name: str
    is_null: bool
    figures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One run of the battery."""

    seed: int
    replications: int
    """Pairs of each comparison; some facts take a multiple."""
    version: str
    facts: tuple[FactResult, ...]
    controls: tuple[PublishedControl, ...]


@cache
def published() -> Published:
    """Return the verdicts that are published.

    Raises:
        ValueError: if the file does not fit the facts as they are defined now: play the battery again.
    """
    data = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    found = {fact.key: fact for fact in find_facts(None)}
    names = {control.key: control.name for control in CONTROLS}
    if set(data["facts"]) != set(found) or set(data["controls"]) != set(names):
        raise ValueError(f"{FILE} is about other facts or controls: play the battery again")
    return Published(
        seed=data["seed"],
        replications=data["replications"],
        version=data["version"],
        facts=tuple(_result(fact, data) for fact in found.values()),
        controls=tuple(
            PublishedControl(name=names[key], is_null=row["is_null"], figures=row["figures"])
            for key, row in data["controls"].items()
        ),
    )


def _result(fact: Fact, data: Mapping[str, Any]) -> FactResult:
    row = data["facts"][fact.key]
    if [claim["words"] for claim in row["claims"]] != [claim.words for claim in fact.claims]:
        raise ValueError(f"{FILE} has other claims of {fact.key}: play the battery again")
    return FactResult(
        fact=fact,
        verdict=cast("Verdict", row["verdict"]),
        claims=tuple(_claim(claim, told) for claim, told in zip(fact.claims, row["claims"], strict=True)),
        seed=data["seed"],
        replications=data["replications"] * fact.times,
        version=data["version"],
    )


def _claim(claim: Claim, told: Mapping[str, Any]) -> ClaimResult:
    value, low, high = (np.nan if told[name] is None else told[name] for name in ("value", "low", "high"))
    return ClaimResult(
        words=claim.words,
        role=claim.role,
        expects=claim.expects,
        margin=claim.margin,
        estimate=Estimate(value=value, low=low, high=high, n=told["n"], level=LEVEL),
        holds=told["holds"],
        is_opposite=told["is_opposite"],
    )


def compact(results: Mapping[str, Any]) -> str:
    """Return the text of `published.json` from what `delegation-sim facts --json` printed, a fact a line."""
    facts: Sequence[Mapping[str, Any]] = results["facts"]
    first = next(iter(results["controls"]))
    head = {"seed": first["seed"], "replications": first["replications"], "version": first["version"]}
    lines = [f"{json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    lines.append(f'"facts": {{\n{_lines((row["fact"], _row(row)) for row in facts)}\n}},')
    told = (
        (row["control"], {"is_null": row["is_null"], "figures": row["figures"]})
        for row in results["controls"]
    )
    lines.append(f'"controls": {{\n{_lines(told)}\n}}')
    return "{\n" + "\n".join(lines) + "\n}\n"


def _lines(rows: Iterator[tuple[str, Mapping[str, Any]]]) -> str:
    return ",\n".join(f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in rows)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("words", "value", "low", "high", "n", "holds", "is_opposite")
    return {
        "verdict": row["verdict"],
        "claims": [{name: _rounded(claim[name]) for name in names} for claim in row["claims"]],
    }


def _rounded(value: object) -> object:
    return round(value, _PLACES) if isinstance(value, float) else value


def main() -> None:
    """Write `published.json` from the results on the standard input."""
    Path(str(files(__package__).joinpath(FILE))).write_text(compact(json.load(sys.stdin)), encoding="utf-8")


if __name__ == "__main__":
    main()
