"""The table that ships, `published.json`: what the commands printed, each data set with seed, version and digests.

To write a data set anew from what its command printed, and the head of the page on validation from the file::

    delegation-sim backtest deu3 FILE --seed 1 --json | python -m simulation.evidence.validation.published_table
    python -m simulation.evidence.validation.published_table --page docs/validation.md
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from simulation.evidence.validation.bins import Curve
from simulation.evidence.validation.contest import Contest
from simulation.evidence.validation.network import Network
from simulation.evidence.validation.tested_rows import PARTS, ROWS, Part
from simulation.words import listed, say

__all__ = ["Published", "PublishedPart", "compact", "published", "refusal", "taken"]

FILE: Final = "published.json"
NETWORK: Final = "network"
_LEVEL: Final = 0.95
_KEPT: Final = ("version", "seed", "level", "replications", "pairs", "decisions", "members", "hold", "judged")
"""What is kept of a document beside contests and figures, where it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPart:
    """What came of one data set."""

    part: Part
    version: str
    seed: int
    level: float
    """Of all intervals."""
    digest: str
    """First digits of the SHA-256 of what was read; empty: nothing but what ships."""
    about: Mapping[str, Any]
    """Numbers such as `replications`."""
    contests: Mapping[str, Contest]
    curves: Mapping[str, Curve]
    network: Network | None

    @property
    def command(self) -> str:
        """What prints it."""
        return self.part.command.format(seed=self.seed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """All data sets, in the order of `PARTS`."""

    parts: Mapping[str, PublishedPart]

    def contest(self, key: str) -> Contest | None:
        """Return a contest; None if it is not published."""
        return next((one.contests[key] for one in self.parts.values() if key in one.contests), None)


@cache
def published() -> Published:
    """Return the published results."""
    data = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return Published(parts={part.key: _part(part, data[part.key]) for part in PARTS if part.key in data})


def _part(part: Part, data: Mapping[str, Any]) -> PublishedPart:
    figures = data.get("figures", {})
    level = data.get("level", _LEVEL)
    return PublishedPart(
        part=part,
        version=data["version"],
        seed=data["seed"],
        level=level,
        digest=data.get("digest", ""),
        about={name: data[name] for name in _KEPT if name in data},
        contests={row["key"]: Contest.of(row, level) for row in data.get("contests", ())},
        curves={name: Curve.of(rows, level) for name, rows in figures.items() if name != NETWORK},
        network=Network.of(figures[NETWORK], level) if NETWORK in figures else None,
    )


def taken(document: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the key of the data set that a printed document is about, and what is kept of it.

    Raises:
        ValueError: if it is no document of a data set that can be published as it is; the text says why.
    """
    part = next((one for one in PARTS if one.format == document.get("format")), None)
    if part is None or (why := refusal(part, document)):
        valid = listed(one.format for one in PARTS)
        given = repr(document.get("format"))
        raise ValueError(why if part else say("validation.table.format", given=given, valid=valid))
    kept = {name: document[name] for name in _KEPT if name in document}
    if digest := _digest(document):
        kept["digest"] = digest
    return part.key, kept | {name: document[name] for name in ("contests", "figures") if name in document}


def refusal(part: Part, document: Mapping[str, Any]) -> str:
    """Return why a document is nothing to publish; empty: it is."""
    number = document.get("replications", document.get("pairs", 0))
    if number < part.fewest:
        return say("validation.table.fewest", part=part.key, fewest=part.fewest, given=number)
    there = {row["key"] for row in document.get("contests", ())}
    missing = [row.key for row in ROWS if row.part == part.key and row.key not in there]
    if missing:
        return say("validation.table.lacks", part=part.key, missing=listed(missing))
    return ""


def _digest(document: Mapping[str, Any]) -> str:
    """Return the first twelve digits of the digest of what was tested on; of several files that of the first."""
    found = (
        document.get("file_hash")
        or document.get("data")
        or next(iter(document.get("files", {}).values()), "")
    )
    return str(found)[:12]


def compact(parts: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text of the file: a contest, a bin and an edge a line."""
    told = (f"{json.dumps(part.key)}: {_lines(parts[part.key], 2)}" for part in PARTS if part.key in parts)
    return "{\n" + ",\n".join(told) + "\n}\n"


def _lines(value: Any, depth: int) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return JSON in which lists and mappings are opened down to a depth, and to the rows of lists."""
    if isinstance(value, Mapping) and depth > 0:
        return (
            "{\n"
            + ",\n".join(f"{json.dumps(key)}: {_lines(one, depth - 1)}" for key, one in value.items())
            + "\n}"
        )
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n]"
    if isinstance(value, Mapping) and any(isinstance(one, list) and one for one in value.values()):
        return (
            "{\n" + ",\n".join(f"{json.dumps(key)}: {_lines(one, 0)}" for key, one in value.items()) + "\n}"
        )
    return json.dumps(value, ensure_ascii=False)


def _documents(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON documents of a text, one after the other."""
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        document, at = decoder.raw_decode(text, at)
        yield document


def main(arguments: Sequence[str] | None = None) -> None:
    """Write data sets anew from the documents on the standard input, or the head of a page from the file."""
    parser = argparse.ArgumentParser(prog="python -m simulation.evidence.validation.published_table")
    parser.add_argument("--page", type=Path, help="write the head of this page anew from what is published")
    page = parser.parse_args(arguments).page
    if page is not None:
        from simulation.evidence.validation.validation_told import renewed

        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
        return
    path = Path(str(files(__package__).joinpath(FILE)))
    parts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    try:
        parts |= dict(taken(document) for document in _documents(sys.stdin.read()))
    except ValueError as error:
        sys.exit(str(error))
    path.write_text(compact(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
