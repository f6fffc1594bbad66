"""Plays an assembly: who signs what with whom, and which text survives stage after stage.

Letters, beside those of `simulation.arrays`: here A members, K axes, N texts, C committees, S stages.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from simulation.arrays import BoolArray, ByValue, FloatArray, IntArray
from simulation.models import sponsorship, stages
from simulation.models.sponsorship import Gathered, Pull
from simulation.models.stages import Hurdle
from simulation.rng import Streams
from simulation.scenario.assembly_schema import Assembly
from simulation.version import version

__all__ = [
    "AssemblyRecord",
    "House",
    "Tally",
    "expect_assembly",
    "play_assembly",
    "prepare_assembly",
    "tally_assembly",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class House(ByValue):
    """An assembly as arrays: all that no replication changes."""

    case: Assembly
    weights: Pull
    """What draws members to those who signed before them: of the case, or fitted."""
    bloc: IntArray
    """Number of the bloc of each member, `[A]`; -1: none."""
    seat: IntArray
    """Number of the committee in which each member sits, `[A]`; -1: none."""
    before: FloatArray
    """Texts that two members signed together before, `[A, A]`."""
    pull: FloatArray
    """What draws each member (column) to each signer (row), `[A, A]`."""
    suits: FloatArray
    """What sitting in the committee that a text is for adds, `[C, A]`."""
    place: FloatArray
    """Of members, `[A, K]`."""
    mark: FloatArray
    """Where the member stands who decides, `[C, S]`."""
    decides: IntArray
    """Row of that member, `[C, S]`; the nearest to the place where two middle ones share it."""
    middle: FloatArray
    """Median of the voters on the second axis, `[C, S]`; 0 with one axis."""
    hurdle: Hurdle
    sizes: IntArray
    """Numbers of signatures, of which one is drawn for each new text."""
    committee: IntArray
    """Of every text, `[N]`: those of the table first, then those whose sponsors have yet to be found."""
    given: BoolArray
    """Who sponsors the texts of the table, `[n, A]`."""
    given_place: FloatArray
    """Where those stand, `[n, K]`."""
    given_reach: FloatArray
    """What their sponsors span on the first axis, `[n]`."""

    @property
    def n_given(self) -> int:
        """How many texts have their sponsors already."""
        return len(self.given)

    @property
    def texts(self) -> tuple[str, ...]:
        """Keys of the texts; new ones are called after their committee, by the next number that no other has."""
        keys = dict.fromkeys(text.key for text in self.case.texts)
        last: dict[int, int] = {}
        for committee in self.committee[self.n_given :].tolist():
            name = self.case.committees[committee].key
            number = last.get(committee, 0) + 1
            while f"{name}-{number}" in keys:
                number += 1
            last[committee] = number
            keys[f"{name}-{number}"] = None
        return tuple(keys)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssemblyRecord(ByValue):
    """What happened in one replication."""

    house: House
    seed: int
    replication: int
    version: str
    signed: BoolArray
    """Who sponsors each text, `[N, A]`."""
    first: IntArray
    """Who signed first, `[N]`; -1: the text came with its sponsors."""
    order: IntArray
    """Who signed first, second and so on, `[N, X]`; -1 where nobody did, and of texts that came with sponsors."""
    place: FloatArray
    """Where each text stands, `[N, K]`: the mean of its sponsors, unless the case says where."""
    reach: FloatArray
    """What its sponsors span on the first axis, `[N]`: a standard deviation."""
    score: FloatArray
    """Log-odds of passing each stage, `[N, S]`."""
    luck: FloatArray
    """What else speaks for each text, `[N]`: a uniform number; it passes the stages whose chance is above it."""
    passed: IntArray
    """How many stages in a row it passed, `[N]`: S of them make it part of the draft."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally(ByValue):
    """What many replications add up to."""

    replications: int
    together: FloatArray
    """New texts that two members are expected to sign together in a replication, `[A, A]`."""
    survived: FloatArray
    """Share of replications in which each text of the table passed every stage, `[n]`."""
    parts: FloatArray | None
    """`together` in `sponsorship.PARTS`, `[4, A, A]`; None: not asked for."""


@lru_cache(maxsize=8)
def _prepared(case: str) -> House:
    """Return the house of a case as JSON; frozen parts of cases hold mappings, which have no hash."""
    return _house(Assembly.model_validate_json(case))


def prepare_assembly(case: Assembly) -> House:
    """Return the assembly as arrays."""
    return replace(_prepared(case.model_dump_json()), case=case)


def play_assembly(case: Assembly, *, seed: int, replication: int = 0) -> AssemblyRecord:
    """Return one replication. The same case, seed and replication give the same record."""
    return _played(prepare_assembly(case), seed, replication)[0]


def expect_assembly(
    case: Assembly, *, seed: int, replications: Iterable[int]
) -> Iterator[tuple[AssemblyRecord, FloatArray]]:
    """Yield each replication, and what two members are expected to sign together in it, `[A, A]`; see `gather`.

    Args:
        case: The assembly.
        seed: Of all draws.
        replications: Their ids.
    """
    house = prepare_assembly(case)
    for replication in replications:
        record, found = _played(house, seed, replication)
        yield record, found.together


def tally_assembly(
    case: Assembly,
    *,
    seed: int,
    replications: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
    in_parts: bool = False,
) -> Tally:
    """Return what these replications add up to; see `play_assembly`.

    Args:
        case: The assembly.
        seed: Of all draws.
        replications: Their ids.
        progress: Told how many are played, of how many.
        in_parts: Whether to tell in which parts members sign together; what is played stays the same.
    """
    house = prepare_assembly(case)
    together = np.zeros_like(house.pull)
    parts = np.zeros((len(sponsorship.PARTS), *together.shape)) if in_parts else None
    survived = np.zeros(house.n_given)
    for done, replication in enumerate(replications, start=1):
        record, found = _played(house, seed, replication, in_parts=in_parts)
        together += found.together
        if parts is not None and found.parts is not None:
            parts += found.parts
        survived += record.passed[: house.n_given] == house.mark.shape[1]
        if progress is not None:
            progress(done, len(replications))
    n = len(replications)
    return Tally(
        replications=n,
        together=together / n,
        survived=survived / n,
        parts=None if parts is None else parts / n,
    )


def _played(
    house: House, seed: int, replication: int, *, in_parts: bool = False
) -> tuple[AssemblyRecord, Gathered]:
    """Return a replication, and who signed what in it, or was expected to."""
    streams = Streams(seed)
    a, n = len(house.place), len(house.committee)
    new = house.committee[house.n_given :]
    draws = streams.generator("sponsor", replication)
    first = draws.integers(a, size=len(new))
    size = draws.choice(house.sizes, size=len(new))
    chance = draws.random((len(new), max(1, int(house.sizes.max()) - 1)))
    here = house.seat == new[:, None] if in_parts else None
    found = sponsorship.gather(house.pull, house.suits[new], first, size, chance, here=here)
    count = found.signed.sum(axis=1, keepdims=True)
    own = found.signed @ house.place / count
    apart = found.signed * (house.place[:, 0] - own[:, :1]) ** 2
    place = np.concatenate([house.given_place, own])
    reach = np.concatenate([house.given_reach, np.sqrt(apart.sum(axis=1) / count[:, 0])])
    beyond = stages.hardness(np.abs(place[:, :1] - house.mark[house.committee]), reach)
    aside = np.zeros_like(beyond)
    if place.shape[1] > 1:
        aside = np.abs(place[:, 1:2] - house.middle[house.committee])
    score = stages.scores(beyond, aside, house.hurdle)
    luck = streams.generator("stage", replication).random(n)
    came = np.full((house.n_given, found.order.shape[1]), -1, dtype=np.int64)
    record = AssemblyRecord(
        house=house,
        seed=seed,
        replication=replication,
        version=version(),
        signed=np.concatenate([house.given, found.signed]),
        first=np.concatenate([np.full(house.n_given, -1, dtype=np.int64), first]),
        order=np.concatenate([came, found.order]),
        place=place,
        reach=reach,
        score=score,
        luck=luck,
        passed=stages.stages_passed(score, luck),
    )
    return record, found


def _house(case: Assembly) -> House:
    members = {member.key: row for row, member in enumerate(case.members)}
    committees = {committee.key: number for number, committee in enumerate(case.committees)}
    axes = [axis.key for axis in case.axes]
    place = np.array([[member.place[axis] for axis in axes] for member in case.members])
    blocs = {
        bloc: number for number, bloc in enumerate(dict.fromkeys(m.bloc for m in case.members if m.bloc))
    }
    bloc = np.array([blocs[m.bloc] if m.bloc else -1 for m in case.members], dtype=np.int64)
    seat = np.array([committees[m.committee] if m.committee else -1 for m in case.members], dtype=np.int64)
    pull = _pull(case, axes)
    before = np.zeros((len(members), len(members)))
    for one in case.signed:
        rows = [members[key] for key in one.signers]
        before[np.ix_(rows, rows)] += 1
    np.fill_diagonal(before, 0.0)
    given, where, reach = _given(case, axes, members, place)
    new = np.repeat(np.arange(len(committees)), [one.tabled for one in case.committees])
    mark, decides, middle = _marks(case, place, seat)
    return House(
        case=case,
        weights=pull,
        bloc=bloc,
        seat=seat,
        before=before,
        pull=sponsorship.pulls(place, bloc, seat, before, pull),
        suits=pull.topic * (seat == np.arange(len(committees))[:, None]),
        place=place,
        mark=mark,
        decides=decides,
        middle=middle,
        hurdle=_hurdle(case),
        sizes=_sizes(case),
        committee=np.concatenate([[committees[text.committee] for text in case.texts], new]).astype(np.int64),
        given=given,
        given_place=where,
        given_reach=reach,
    )


def _pull(case: Assembly, axes: Sequence[str]) -> Pull:
    fitted = sponsorship.KNOWN if case.signed else sponsorship.ALONE
    weights = case.sponsorship.weights
    own = {
        name: value
        for name in ("bloc", "committee", "topic", "signed")
        if (value := getattr(weights, name)) is not None
    }
    distance = tuple(weights.distance.get(axis, fitted.distance[number]) for number, axis in enumerate(axes))
    return replace(fitted, distance=distance, **own)


def _hurdle(case: Assembly) -> Hurdle:
    given = case.hurdle.model_dump(exclude_none=True)
    return replace(stages.DEFAULT, **given)


def _sizes(case: Assembly) -> IntArray:
    """Return the sizes seen before, cut to what is allowed; where nothing was signed, every size that is."""
    least, most = case.sponsorship.least, case.sponsorship.most
    seen = [len(one.signers) for one in case.signed]
    if not seen:
        return np.arange(least, most + 1)
    return np.clip(np.array(seen, dtype=np.int64), least, most)


def _given(
    case: Assembly, axes: Sequence[str], members: dict[str, int], place: FloatArray
) -> tuple[BoolArray, FloatArray, FloatArray]:
    """Return sponsors, places and reach of the texts of the table."""
    n = len(case.texts)
    given = np.zeros((n, len(members)), dtype=bool)
    where, reach = np.zeros((n, len(axes))), np.zeros(n)
    for row, text in enumerate(case.texts):
        rows = [members[key] for key in text.sponsors]
        given[row, rows] = True
        for number, axis in enumerate(axes):
            where[row, number] = text.place[axis] if axis in text.place else place[rows, number].mean()
        if text.spread is not None:
            reach[row] = text.spread
        elif rows:
            reach[row] = place[rows, 0].std()
    return given, where, reach


def _marks(case: Assembly, place: FloatArray, seat: IntArray) -> tuple[FloatArray, IntArray, FloatArray]:
    """Return where who decides stands, the nearest member to it, and the middle of the voters, all `[C, S]`."""
    shape = (len(case.committees), len(case.stages))
    mark, middle = np.zeros((2, *shape))
    decides = np.full(shape, -1, dtype=np.int64)
    for number in range(shape[0]):
        for column, stage in enumerate(case.stages):
            voters = np.arange(len(place)) if stage.voters == "all" else np.flatnonzero(seat == number)
            if not len(voters):
                continue  # no text goes to a committee where nobody sits
            there = stages.mark(place[voters, 0], stage.share, stage.counted_from)
            mark[number, column] = there
            decides[number, column] = voters[np.abs(place[voters, 0] - there).argmin()]
            if place.shape[1] > 1:
                middle[number, column] = np.median(place[voters, 1])
    return mark, decides, middle
