"""Freezes the definitions of the facts: what is measured may not change between the freezing and the fresh draws.

`frozen.json` holds a digest of every fact (its rooms in every family, its claims, what each expects) and of the code
that measures and judges. It is written on purpose, and committed before the draws that are published:

    python -m simulation.evidence.facts.frozen

Prose, comments, docstrings and the places of modules are free to change. After a change of anything else the table that
was drawn is no longer about these facts: freeze, commit, draw again on a fresh seed (`published_facts`).
"""

import ast
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from simulation.evidence.facts.battery import FACTS
from simulation.evidence.facts.claims import CLIFF
from simulation.evidence.facts.fact import ENOUGH, FEWEST, LEVEL, Fact
from simulation.evidence.facts.families import FAMILIES, variants_in

__all__ = ["Frozen", "code_digest", "digest_of", "fact_digest", "frozen", "now"]

FILE: Final = "frozen.json"
_LENGTH: Final = 12
_CODE: Final = (
    "evidence/facts/bargaining.py",
    "evidence/facts/battery.py",
    "evidence/facts/blueprint.py",
    "evidence/facts/claims.py",
    "evidence/facts/clock.py",
    "evidence/facts/controls.py",
    "evidence/facts/decision_rules.py",
    "evidence/facts/families.py",
    "evidence/facts/linkage.py",
    "evidence/facts/measures.py",
    "evidence/facts/play_rooms.py",
    "evidence/facts/rooms.py",
    "evidence/facts/seats.py",
    "evidence/facts/verdict.py",
    "evidence/facts/wording.py",
    "stats/interval.py",
)
"""Modules whose code decides what is measured and how it is judged."""
_PROSE: Final = {"amended", "by_construction", "direction", "keeps", "mechanism", "name", "source", "trap"}
"""Arguments of a fact that are told and not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """The definitions as they were frozen."""

    digest: str
    """Of all the rest."""
    facts: Mapping[str, str]
    """Digests by fact."""
    code: Mapping[str, str]
    """Digests by module."""

    def differing(self, other: "Frozen") -> tuple[str, ...]:
        """Return the facts and modules that are not the same in both."""
        mine, theirs = dict(self.facts) | dict(self.code), dict(other.facts) | dict(other.code)
        return tuple(sorted(key for key in mine | theirs if mine.get(key) != theirs.get(key)))


@cache
def frozen() -> Frozen:
    """Return the definitions as they were frozen."""
    data = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return Frozen(digest=data["digest"], facts=data["facts"], code=data["code"])


def now() -> Frozen:
    """Return the definitions as they are."""
    facts = {fact.key: fact_digest(fact) for fact in FACTS}
    folder = files("simulation")
    code = {path: code_digest(folder.joinpath(path).read_text(encoding="utf-8")) for path in _CODE}
    code["constants"] = digest_of({"level": LEVEL, "fewest": FEWEST, "enough": ENOUGH, "cliff": CLIFF})
    return Frozen(digest=digest_of([facts, code]), facts=facts, code=code)


def digest_of(data: object) -> str:
    """Return a short digest of plain data."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def code_digest(source: str) -> str:
    """Return a short digest of what a module does: the same whatever its comments, docstrings, layout and prose say."""
    return digest_of(_plain(ast.parse(source)))


def fact_digest(fact: Fact) -> str:
    """Return a short digest of what a fact plays and asks."""
    return digest_of(_defined(fact))


def _defined(fact: Fact) -> dict[str, Any]:
    return {
        "rooms": {
            family.key: [[name, asdict(spec)] for name, spec in variants_in(family, fact).items()]
            for family in FAMILIES
        },
        "draws": {family.key: family.first for family in FAMILIES},
        "claims": [[claim.words, claim.expects, claim.margin, claim.role] for claim in fact.claims],
        "times": fact.times,
        "is_by_construction": bool(fact.by_construction),
    }


def _plain(node: object) -> object:
    """Return a syntax tree as plain data, without prose and without what a version of Python may leave out."""
    if isinstance(node, ast.AST):
        found = {name: _plain(value) for name, value in _fields(node)}
        return [
            type(node).__name__,
            {name: value for name, value in found.items() if value not in (None, [])},
        ]
    if isinstance(node, list):
        return [_plain(one) for one in node if not _is_text(one) and not _is_import(one)]
    return node if isinstance(node, str | int | float | bool | None) else repr(node)


def _fields(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield the fields of a node; of a fact only those that are measured."""
    is_fact = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fact"
    for name, value in ast.iter_fields(node):
        if is_fact and name == "keywords" and isinstance(value, list):
            yield name, [one for one in value if one.arg not in _PROSE]
        elif name != "type_ignores":
            yield name, value


def _is_text(node: object) -> bool:
    """Return whether a statement is a mere text, as docstrings are."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_import(node: object) -> bool:
    """Return whether a statement only says where a name comes from: modules may move."""
    return isinstance(node, ast.Import | ast.ImportFrom)


def main() -> None:
    """Freeze the definitions as they are."""
    path = Path(str(files(__package__).joinpath(FILE)))
    path.write_text(json.dumps(asdict(now()), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
