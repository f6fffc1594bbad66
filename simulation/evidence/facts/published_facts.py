"""The verdicts that are published: what came out of the battery on draws that nobody had seen, as data in the package.

`published.json` is written from the results that the command prints, and the page on validation from the same run:

    delegation-sim facts --seed SEED --json | python -m simulation.evidence.facts.published_facts
    python -m simulation.evidence.facts.published_facts --page docs/validation.md

The definitions are frozen before (`frozen`), and the seed is one that nobody has looked at. Words stand in the code of
the facts; the file holds verdicts and figures, to three places as they are printed.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from simulation.evidence.facts.battery import FACTS, find_facts
from simulation.evidence.facts.controls import CONTROLS
from simulation.evidence.facts.fact import (
    LEVEL,
    Claim,
    ClaimResult,
    ControlResult,
    Fact,
    FactResult,
    InFamily,
    Verdict,
)
from simulation.evidence.facts.facts_told import Drawn
from simulation.evidence.facts.families import FAMILIES
from simulation.evidence.facts.frozen import frozen
from simulation.evidence.facts.run_battery import REPLICATIONS
from simulation.stats.interval import Estimate

__all__ = ["compact", "published", "refusal", "renewed"]

FILE: Final = "published.json"
_PLACES: Final = 3
_FIGURES: Final = ("value", "low", "high", "n", "holds", "is_opposite")
"""What stands in the file of a claim, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Drawn):
    """The run of the battery that is published."""

    before: tuple[int, ...]
    """Seeds that somebody had looked at before these draws."""


@cache
def published() -> Published:
    """Return the verdicts that are published.

    Raises:
        ValueError: if the file does not fit the facts as they are defined now: play the battery again.
    """
    data = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    found = {fact.key: fact for fact in find_facts(None)}
    checked = {control.key: control for control in CONTROLS}
    if set(data["facts"]) != set(found) or set(data["controls"]) != set(checked):
        raise ValueError(f"{FILE} is about other facts or controls: play the battery again")
    if data["definitions"] != frozen().digest:
        raise ValueError(
            f"{FILE} was drawn before the definitions were frozen as they are: play the battery again"
        )
    return Published(
        seed=data["seed"],
        replications=data["replications"],
        version=data["version"],
        definitions=data["definitions"],
        families=tuple(data["families"]),
        before=tuple(data["before"]),
        facts=tuple(_result(fact, data) for fact in found.values()),
        controls=tuple(
            ControlResult(
                control=checked[key],
                seed=data["seed"],
                replications=data["replications"],
                version=data["version"],
                **row,
            )
            for key, row in data["controls"].items()
        ),
    )


def _result(fact: Fact, data: Mapping[str, Any]) -> FactResult:
    row = data["facts"][fact.key]
    if row["measures"] != [claim.words for claim in fact.claims]:
        raise ValueError(f"{FILE} has other claims of {fact.key}: play the battery again")
    return FactResult(
        fact=fact,
        verdict=cast("Verdict", row["verdict"]),
        families=tuple(_in_family(fact, family, row[family]) for family in data["families"]),
        seed=data["seed"],
        replications=data["replications"] * fact.times,
        version=data["version"],
    )


def _in_family(fact: Fact, family: str, told: Mapping[str, Any]) -> InFamily:
    return InFamily(
        family=family,
        verdict=cast("Verdict", told["verdict"]),
        is_changed=told["is_changed"],
        claims=tuple(_claim(claim, row) for claim, row in zip(fact.claims, told["claims"], strict=True)),
    )


def _claim(claim: Claim, told: Sequence[Any]) -> ClaimResult:
    values = dict(zip(_FIGURES, told, strict=True))
    value, low, high = (np.nan if values[name] is None else values[name] for name in ("value", "low", "high"))
    return ClaimResult(
        words=claim.words,
        role=claim.role,
        expects=claim.expects,
        margin=claim.margin,
        estimate=Estimate(value=value, low=low, high=high, n=values["n"], level=LEVEL),
        holds=values["holds"],
        is_opposite=values["is_opposite"],
    )


def compact(results: Mapping[str, Any], before: Sequence[int]) -> str:
    """Return the text of `published.json` from what `delegation-sim facts --json` printed, a family of a fact a line.

    `before` are the seeds that somebody had looked at.
    """
    head = {name: results[name] for name in ("seed", "replications", "version", "definitions")}
    head |= {"families": [family["family"] for family in results["families"]], "before": list(before)}
    lines = [f"{json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    lines.append(f'"facts": {{\n{",\n".join(_fact(row) for row in results["facts"])}\n}},')
    told = (
        (row["control"], {"is_null": row["is_null"], "figures": row["figures"]})
        for row in results["controls"]
    )
    lines.append(f'"controls": {{\n{_lines(told)}\n}}')
    return "{\n" + "\n".join(lines) + "\n}\n"


def _fact(row: Mapping[str, Any]) -> str:
    measures = [claim["words"] for claim in row["claims"]]
    parts: dict[str, Any] = {"verdict": row["verdict"], "measures": measures}
    for one in row["families"]:
        claims = [[_rounded(claim[name]) for name in _FIGURES] for claim in one["claims"]]
        parts[one["family"]] = {"verdict": one["verdict"], "is_changed": one["is_changed"], "claims": claims}
    return f"{json.dumps(row['fact'])}: {{\n{_lines(iter(parts.items()))}\n}}"


def _lines(rows: Iterator[tuple[str, Any]]) -> str:
    return ",\n".join(f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in rows)


def _rounded(value: object) -> object:
    return round(value, _PLACES) if isinstance(value, float) else value


def refusal(results: Mapping[str, Any], before: Sequence[int]) -> str:
    """Return why results of the command are no table to publish; empty: they are one."""
    if results["definitions"] != frozen().digest:
        return (
            "The facts were not drawn as they were frozen. Freeze the definitions, commit that, then draw: "
            "python -m simulation.evidence.facts.frozen"
        )
    if results["replications"] < REPLICATIONS or len(results["families"]) < len(FAMILIES):
        return f"A table has {REPLICATIONS} pairs at least, in all {len(FAMILIES)} families."
    if len(results["facts"]) < len(FACTS) or not results["controls"]:
        return "A table has all facts and all controls."
    if results["seed"] in before:
        return f"Seed {results['seed']} was looked at before. Draw on one that nobody has seen."
    return ""


def renewed(page: str, section: str) -> str:
    """Return the page with the section about the facts replaced, up to what follows the negative controls."""
    before, start, rest = page.partition("## Stylised facts\n")
    after = rest.partition("## Negative controls\n")[2].partition("\n## ")
    if not start or not after[1]:
        raise ValueError("The page has no section 'Stylised facts' that ends with 'Negative controls'.")
    return before + section + after[1] + after[2]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write `published.json` from the results on the standard input, or the section of a page from the file."""
    parser = argparse.ArgumentParser(prog="python -m simulation.evidence.facts.published_facts")
    parser.add_argument(
        "--page", type=Path, help="write the section of this page anew from what is published"
    )
    page = parser.parse_args(arguments).page
    if page is not None:
        page.write_text(renewed(page.read_text(encoding="utf-8"), published().section), encoding="utf-8")
        return
    path = Path(str(files(__package__).joinpath(FILE)))
    last, results = json.loads(path.read_text(encoding="utf-8")), json.load(sys.stdin)
    before = sorted({*last["before"], last["seed"]})
    why = refusal(results, before)
    if why:
        sys.exit(why)
    path.write_text(compact(results, before), encoding="utf-8")


if __name__ == "__main__":
    main()
