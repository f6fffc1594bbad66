"""Reads the parts of a study column by column, a bounded number of values at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.errors import RecordError, StudyError
from simulation.storage.study_folder import REPLICATIONS, StudyFolder
from simulation.study.work import FEW_VARIANTS
from simulation.words import say

__all__ = ["StudyValues"]

_MOST_VALUES: Final = 8_000_000
"""Numbers held at once, 64 MB: memory does not grow with the number of replications."""


class StudyValues:
    """What a study measured: arrays `[V, n]` by variant and replication.

    Only replications count that are there for every variant that has any; so a study that was stopped compares like
    with like.
    """

    def __init__(self, folder: StudyFolder) -> None:
        self._folder = folder
        self._parts = folder.parts()
        keys = [variant["key"] for variant in folder.manifest["variants"]]
        asked = int(folder.manifest["replications"])
        place = {key: row for row, key in enumerate(keys)}
        self._spot: dict[int, IntArray] = {}
        there = np.zeros(len(keys) * asked, dtype=bool)
        for part in self._parts:
            self._spot[part] = _spots(folder, part, place, asked)
            there[self._spot[part]] = True
        table = there.reshape(len(keys), asked)
        finished = np.flatnonzero(table.any(axis=1))
        if not len(finished):
            raise StudyError(say("folder.study.empty", folder=folder.path))
        complete = np.flatnonzero(table.all(axis=1))
        if len(keys) > FEW_VARIANTS and len(complete):
            finished = complete
        whole = table[finished].all(axis=0)
        self.variants: tuple[str, ...] = tuple(keys[row] for row in finished)
        """Keys of the variants that count."""
        self.places: IntArray = finished
        """Where they stand in the manifest."""
        self.replications: IntArray = np.flatnonzero(whole)
        """Replications that count, `[n]`."""
        self._shape = (len(keys), asked)
        self._counted: BoolArray = whole

    @property
    def manifest(self) -> Mapping[str, Any]:
        """Of the study."""
        return self._folder.manifest

    @property
    def n(self) -> int:
        """Replications of each variant that count."""
        return len(self.replications)

    def numbers(self, names: Sequence[str]) -> Iterator[tuple[str, FloatArray]]:
        """Yield columns of numbers with their values, `[V, n]`; NaN where a replication or a whole variant has none."""
        yield from self._blocks(names, lambda values: np.asarray(values, dtype=np.float64))

    def words(self, names: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, FloatArray]]:
        """Yield columns of words as places in their vocabularies, `[V, n]`; by name, with the vocabulary of each.

        A column that a variant does not have is as if empty there.
        """
        for name, vocabulary in names.items():
            code = {word: place for place, word in enumerate(vocabulary)}

            def coded(values: Sequence[str], code: Mapping[str, int] = code) -> FloatArray:
                return np.array([code[word] for word in values], dtype=np.float64)

            yield from self._blocks([name], coded, absent=code.get("", np.nan))

    def curves(self, name: str) -> Iterator[FloatArray]:
        """Yield, by variant, the curves of a column, `[n, T]`; a curve that ends holds its last value."""
        longest = max(
            (len(curve) for part in self._parts for curve in self._read(part, [name])[name]), default=0
        )
        sheet = np.zeros((self._shape[0] * self._shape[1], longest), dtype=np.int16)
        for part in self._parts:
            for spot, curve in zip(self._spot[part], self._read(part, [name])[name], strict=True):
                sheet[spot, : len(curve)] = curve
                sheet[spot, len(curve) :] = curve[-1] if len(curve) else 0
        table = sheet.reshape(*self._shape, longest)
        for row in self.places:
            yield table[row][self._counted].astype(np.float64)

    def _blocks(
        self, names: Sequence[str], read: Callable[[Any], FloatArray], *, absent: float = np.nan
    ) -> Iterator[tuple[str, FloatArray]]:
        at_once = max(1, _MOST_VALUES // (self._shape[0] * self._shape[1]))
        for start in range(0, len(names), at_once):
            block = names[start : start + at_once]
            sheets = {name: np.full(self._shape[0] * self._shape[1], absent) for name in block}
            for part in self._parts:
                # Of many variants each has a part of its own, and may lack a column that others have.
                for name, values in self._read(part, block).items():
                    sheets[name][self._spot[part]] = read(values)
            for name in block:
                yield name, sheets[name].reshape(self._shape)[self.places][:, self._counted]

    def _read(self, part: int, names: Sequence[str]) -> dict[str, Any]:
        return self._folder.read_part(REPLICATIONS, part, names)


def _spots(folder: StudyFolder, part: int, place: Mapping[str, int], asked: int) -> IntArray:
    """Return where the rows of a part belong in a sheet `[V x asked]`."""
    columns = folder.read_part(REPLICATIONS, part, ["variant", "replication"])
    variant = np.array([place.get(key, -1) for key in columns.get("variant", ())], dtype=np.int64)
    replication: IntArray = columns.get("replication", np.full(1, -1))
    if (
        len(variant) != len(replication)
        or min(variant.min(), replication.min()) < 0
        or replication.max() >= asked
    ):
        raise RecordError(say("folder.study.foreign", part=part, folder=folder.path))
    return variant * asked + replication
