"""A table of parameter sets: reads it, and says which set each replication draws."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, Final, Self

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.rng import Streams
from simulation.scenario.schema import ProtocolChoice, Scenario
from simulation.state.parameters import DrawnParameters

__all__ = [
    "DRAWABLE",
    "DRAWN_TOGETHER",
    "SWITCHES",
    "ParameterSet",
    "ParameterSets",
    "by_mechanism",
    "draw",
    "free",
    "under",
]

PROTOCOL: Final = "conference"
"""The protocol whose parameters they are; a case under another one draws nothing."""
DRAWABLE: Final = (
    "clock.lead",
    "clock.urgency",
    "clock.work",
    "coalesce.cosign",
    "coalesce.veto",
    "concede.pace",
    "concede.premium",
    "concede.priority",
    "concede.reluctance",
    "concede.shade",
    "concede.temperature",
    "concede.unevenness",
    "consult.learn",
    "decide.outvoted",
    "decide.voice",
    "goodwill.ahead",
    "goodwill.worth",
    "persuade.strength",
    "programme.late",
    "signal.fatigue",
    "signal.isolation",
    "signal.size",
    "trade.step",
    "values.curve",
    "values.edit_price",
    "values.failure_cost",
)
"""Parameters that replications of one batch can have of their own."""
SWITCHES: Final = frozenset({"concede.shade", "decide.voice", "signal.size"})
"""Of these 0 switches something off, which is no matter of degree: a set holds more than that."""
DRAWN_TOGETHER: Final = 2
"""Replications in a row that share a set: 0 and 1, 2 and 3, ... So what sets do can be told from chance, and there are
as many sets as that allows."""


def draw(
    weight: FloatArray, seed: int, replications: Sequence[int], *, together: int = DRAWN_TOGETHER
) -> IntArray:
    """Return which set each replication draws, `[R]`, counted from 0: as often as its weight says.

    By a stream of its own: a replication draws the same alone, in any chunk and in any process, and so do variants.

    Args:
        weight: Of each set, `[S]`; they need not sum to 1.
        seed: Of all draws.
        replications: Their ids.
        together: Replications in a row that share a set; a study that was kept says how many did.
    """
    streams, upto = Streams(seed), np.cumsum(weight)
    marks = [
        streams.generator("parameter_set", replication // together).random() for replication in replications
    ]
    drawn = np.searchsorted(upto, np.array(marks, dtype=np.float64) * upto[-1], side="right")
    last = np.flatnonzero(weight)[-1]  # a mark can round up to the end
    numbers: IntArray = np.minimum(drawn, last)
    return numbers


def free(choice: ProtocolChoice, names: Sequence[str]) -> tuple[str, ...]:
    """Return which parameters a case leaves to the protocol: what it names itself, or switches off, is never drawn."""
    if choice.key != PROTOCOL:
        return ()
    given = choice.model_extra or {}
    return tuple(name for name in names if not _is_set(given, *name.split(".", 1)))


def by_mechanism(values: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return values by dotted name as the protocol block of a case has them.

    >>> by_mechanism({"clock.lead": 2.0, "clock.work": 1.5, "signal.size": 0.0})
    {'clock': {'lead': 2.0, 'work': 1.5}, 'signal': {'size': 0.0}}
    """
    block: dict[str, dict[str, float]] = {}
    for path, value in values.items():
        mechanism, name = path.split(".", 1)
        block.setdefault(mechanism, {})[name] = value
    return block


def under(case: Scenario, values: Mapping[str, float]) -> Scenario:
    """Return the case with these values in its protocol block, where the engine and whoever reads it find them."""
    block: dict[str, Any] = dict(case.protocol.model_extra or {})
    for mechanism, new in by_mechanism(values).items():
        given = block.get(mechanism, {})
        block[mechanism] = ({"enabled": given} if isinstance(given, bool) else dict(given)) | new
    protocol = ProtocolChoice.model_validate({"key": case.protocol.key, **block})
    return case.model_copy(update={"protocol": protocol})


def _is_set(given: Mapping[str, Any], mechanism: str, name: str) -> bool:
    part = given.get(mechanism, True)
    if isinstance(part, bool):
        return not part
    return name in part or not part.get("enabled", True)


def _is_value(item: tuple[object, object]) -> bool:
    name, value = item
    return isinstance(name, str) and name.count(".") == 1 and type(value) in (int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterSet:
    """What one replication draws."""

    source: str
    """How its table was asked for: `drawn` for the shipped one, else a folder."""
    sha256: str
    """Of its table, see `ParameterSets.sha256`."""
    number: int
    """Of the set in its table, counted from 1."""
    size: int
    """Sets in the table."""
    values: Mapping[str, float]
    """By dotted name; what the case names itself is not in it."""

    def plain(self) -> dict[str, Any]:
        """Return it as plain data, as manifests and logs keep it."""
        return {**asdict(self), "values": dict(self.values)}

    @classmethod
    def from_plain(cls, data: object) -> Self:
        """Return the set that `plain` gave.

        Raises:
            ValueError: if it is none.
        """
        if not isinstance(data, dict) or set(data) != {field.name for field in fields(cls)}:
            raise ValueError("these are not the fields of a parameter set")
        values = data["values"]
        texts = all(isinstance(data[name], str) for name in ("source", "sha256"))
        wholes = all(type(data[name]) is int for name in ("number", "size"))
        if not (texts and wholes and isinstance(values, dict) and all(map(_is_value, values.items()))):
            raise ValueError("a field of the parameter set is of another kind")
        return cls(**data)

    def written_into(self, case: Scenario) -> Scenario:
        """Return the case under these values, see `under`."""
        return under(case, self.values)


@dataclass(frozen=True, kw_only=True)
class ParameterSets:
    """Sets of parameters with their weights."""

    names: tuple[str, ...]
    """Dotted, each of `DRAWABLE`."""
    rows: tuple[tuple[float, ...], ...]
    """Values of each set, in the order of `names`."""
    weights: tuple[float, ...]
    """Of each set, not below 0, in any unit."""
    provenance: Mapping[str, Any]
    """What was fitted, on which data, by what."""
    source: str
    """`drawn` for the shipped table; else the folder that it was read from, as the user gave it."""

    @property
    def size(self) -> int:
        """S, how many there are."""
        return len(self.rows)

    @cached_property
    def value(self) -> FloatArray:
        """`[S, P]`."""
        return np.array(self.rows, dtype=np.float64).reshape(self.size, len(self.names))

    @cached_property
    def weight(self) -> FloatArray:
        """`[S]`, summing to 1."""
        weight = np.array(self.weights, dtype=np.float64)
        shares: FloatArray = weight / weight.sum()
        return shares

    @cached_property
    def sha256(self) -> str:
        """Hash of names, values and weights: two tables with the same one draw the same."""
        return hashlib.sha256(repr((self.names, self.rows, self.weights)).encode()).hexdigest()

    def medians(self) -> dict[str, float]:
        """Return the least value of each parameter up to which lies half of the weight."""
        found = {}
        for place, name in enumerate(self.names):
            order = np.argsort(self.value[:, place], kind="stable")
            half = np.searchsorted(np.cumsum(self.weight[order]), 0.5 - 1e-12)
            found[name] = float(self.value[order[half], place])
        return found

    def numbers(self, seed: int, replications: Sequence[int]) -> IntArray:
        """Return which set each replication draws, `[R]`, counted from 1."""
        return draw(self.weight, seed, replications) + 1

    def for_batch(
        self, choice: ProtocolChoice, seed: int, replications: Sequence[int]
    ) -> DrawnParameters | None:
        """Return what replications take of what a case leaves to its protocol; None where that is nothing."""
        names = free(choice, self.names)
        if not names:
            return None
        places = [self.names.index(name) for name in names]
        number = self.numbers(seed, replications)
        return DrawnParameters(names=names, number=number, value=self.value[number - 1][:, places])

    def for_one(self, choice: ProtocolChoice, seed: int, replication: int) -> ParameterSet:
        """Return what one replication takes of what a case leaves to its protocol."""
        (number,) = self.numbers(seed, [replication]).tolist()
        row = dict(zip(self.names, self.rows[number - 1], strict=True))
        return ParameterSet(
            source=self.source,
            sha256=self.sha256,
            number=number,
            size=self.size,
            values={name: row[name] for name in free(choice, self.names)},
        )
