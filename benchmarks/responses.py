"""How the room responds: ladders of levers, each judged by which way theory says that it goes.

Run: `python -m benchmarks.responses [--pairs 150] [--seed 1] [--set path=value ...] [--only NAME ...]
[--json | --markdown]`. The ladders stand in `benchmarks._ladders`, how they are judged in `benchmarks._verdicts`.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import numpy as np

from benchmarks._ladders import LADDERS, Ladder, Order, Rung
from benchmarks._verdicts import HOLDS, Asked, Direction, Verdict, judge_together
from simulation.arrays import FloatArray
from simulation.engine.batch import Negotiation, play_batch, prepare
from simulation.evidence.facts.blueprint import negotiation_of
from simulation.evidence.facts.rooms import RoomSpec
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import scalar
from simulation.study.pulling import pull_all
from simulation.study.replication_rows import Rows, rows_of
from simulation.study.study import Change
from simulation.study.study_measures import ADOPTED
from simulation.version import version

__all__ = [
    "AS_IT_IS",
    "Form",
    "Found",
    "chosen",
    "counted",
    "main",
    "play_ladders",
    "told_as_text",
]

type Value = bool | float | str

FORMAT: Final = "delegation-sim responses 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
PAIRS: Final = 150
SEED: Final = 1
_CONSENSUS: Final = "class.consensus_clean + class.consensus_with_statements"
_CALLED: Final[Mapping[str, str]] = {_CONSENSUS: "consensus", "place.*": "place"}
_SIGNS: Final[Mapping[str, str]] = {"up": "+", "down": "-", "same": "=", "silent": " "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Parameters of the conference that differ from its defaults, for every rung of every ladder."""

    settings: Mapping[str, Value]
    """By path below `protocol`, such as `signal.isolation`."""

    @property
    def levers(self) -> list[str]:
        """The settings as users write them for a case."""
        return [
            f"protocol.{path}={json.dumps(value) if isinstance(value, bool) else value}"
            for path, value in self.settings.items()
        ]


AS_IT_IS: Final = Form(settings={})


class CannotBePlayedError(Exception):
    """A rung is no valid case: the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one measure of a ladder did, rung by rung."""

    ladder: Ladder
    measure: str
    direction: Direction
    moved: float
    """Least way of what is not flat."""
    mean: tuple[float, ...]
    """By rung; nothing where the ladder cannot be played."""
    verdict: tuple[Verdict, ...]
    trouble: str = ""
    """Why it cannot be played."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong, or nothing is asked."""
        return not self.trouble and self.verdict in ((HOLDS,), ("no direction",))

    @property
    def is_flat(self) -> bool:
        """Whether nothing moves although something may."""
        return self.direction != "same" and bool(self.mean) and max(self.mean) - min(self.mean) < self.moved

    @property
    def told(self) -> str:
        """The verdict in words."""
        return f"cannot be played: {self.trouble}" if self.trouble else ", ".join(self.verdict)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "ladder": self.ladder.key,
            "measure": self.measure,
            "direction": self.direction,
            "source": self.ladder.source,
            "rungs": [rung.name for rung in self.ladder.rungs],
            "mean": list(self.mean),
            "verdict": self.told,
            "holds": self.holds,
        }


def chosen(names: Sequence[str], ladders: Sequence[Ladder] = LADDERS) -> list[Ladder]:
    """Return the ladders whose `lever@where` holds one of the names; all without names."""
    return [ladder for ladder in ladders if not names or any(name in ladder.key for name in names)]


def play_ladders(ladders: Sequence[Ladder], form: Form, *, pairs: int, seed: int) -> Iterator[Found]:
    """Yield what each measure of each ladder did; replication r has the same draws on every rung."""
    known: dict[object, Rows] = {}
    where = ""
    for ladder in ladders:
        if ladder.where != where:
            known, where = {}, ladder.where  # rungs of one case meet again, those of two cases never
        try:
            rows = [_rows(ladder, rung, form, known, pairs=pairs, seed=seed) for rung in ladder.rungs]
        except CannotBePlayedError as error:
            yield from (_of(ladder, asked, str(error)) for asked in ladder.asked)
            continue
        values = [[_values(asked.measure, each) for each in rows] for asked in ladder.asked]
        verdicts = judge_together(values, ladder.asked, must_move=ladder.must_move, is_exact=ladder.is_exact)
        for asked, by_rung, verdict in zip(ladder.asked, values, verdicts, strict=True):
            mean = tuple(float(value.mean()) for value in by_rung)
            yield replace(_of(ladder, asked), mean=mean, verdict=verdict)


def _of(ladder: Ladder, asked: Asked, trouble: str = "") -> Found:
    return Found(
        ladder=ladder,
        measure=asked.measure,
        direction=asked.direction,
        moved=asked.scale.moved,
        mean=(),
        verdict=(),
        trouble=trouble,
    )


def _rows(
    ladder: Ladder, rung: Rung, form: Form, known: dict[object, Rows], *, pairs: int, seed: int
) -> Rows:
    """Return what every replication of a rung came to; two rungs that are the same case are played once."""
    key: object
    play: Callable[[], Negotiation]
    if rung.room is not None:
        key = room = _room(rung.room, form)
        play = lambda: negotiation_of(room)  # noqa: E731 # one of two ways to the same
    else:
        case = _case(ladder.where, rung, form)
        key = case.model_dump_json()
        play = lambda: prepare(case)  # noqa: E731 # likewise
    if key not in known:
        negotiation = play()
        batch = play_batch(negotiation, seed=seed, replications=range(pairs))
        known[key] = rows_of(negotiation.scenario, negotiation.blueprint.fixed, batch, rung.name)
    return known[key]


def _room(spec: RoomSpec, form: Form) -> RoomSpec:
    """Return a kind of room under a form; what its rung sets goes before."""
    settings = {path.replace(".", "__"): value for path, value in form.settings.items()}
    own = {path.replace(".", "__"): value for path, value in spec.protocol}
    return spec.with_protocol(**settings | own)


@cache
def _shipped(name: str) -> Scenario:
    return load_scenario(name)


def _case(name: str, rung: Rung, form: Form) -> Scenario:
    """Return a case with the form and then the levers of a rung pulled, in its order.

    Raises:
        CannotBePlayedError: if a lever does not fit.
    """
    pairs = (lever.partition("=") for lever in [*form.levers, *rung.levers])
    pulled = pull_all(_shipped(name), [Change(lever=path, value=value) for path, _, value in pairs])
    if pulled.faults:
        raise CannotBePlayedError(" ".join(dict.fromkeys(str(fault.message) for fault in pulled.faults)))
    return _ordered(pulled.case, rung.order)


def _ordered(case: Scenario, order: Order) -> Scenario:
    """Return a case whose delegations or clauses stand in another order; it says the same."""
    match order:
        case "as listed":
            return case
        case "clauses backwards":
            sections = [
                section.model_copy(update={"clauses": section.clauses[::-1]})
                for section in case.document.sections[::-1]
            ]
            document = case.document.model_copy(update={"sections": tuple(sections)})
            return case.model_copy(update={"issues": case.issues[::-1], "document": document})
        case "listed backwards" | "seated backwards":
            seats = list(range(len(case.delegations)))
            rows = seats if order == "listed backwards" else seats[::-1]
            seated = [
                one.model_copy(update={"seat": row}) for one, row in zip(case.delegations, rows, strict=True)
            ]
            return case.model_copy(update={"delegations": tuple(seated[::-1])})


def _values(measure: str, rows: Rows) -> FloatArray:
    """Return a measure of every replication, `[R]`, by the key that outcomes of a study have."""
    if " + " in measure:
        parts = [_values(part, rows) for part in measure.split(" + ")]
        return np.sum(parts, axis=0, dtype=np.float64)
    if measure.endswith(".*"):
        columns = [np.asarray(rows[key][1]) for key in rows if key.startswith(measure[:-1])]
        return np.mean(columns, axis=0, dtype=np.float64)
    if measure == "adopted" or measure.startswith("class."):
        words = ADOPTED if measure == "adopted" else (measure.removeprefix("class."),)
        return np.isin(rows["outcome_class"][1], words).astype(np.float64)
    return np.asarray(rows[measure][1], dtype=np.float64)


def _number(value: float, measure: str) -> str:
    is_length = measure.startswith(("place", "gain"))
    return f"{value:.3f}" if is_length else f"{value:.2f}"


def told_as_text(found: Found) -> str:
    """Return one line of the table for a terminal."""
    names = (rung.name for rung in found.ladder.rungs)
    shown = (f"{name}: {_number(mean, found.measure)}" for name, mean in zip(names, found.mean, strict=False))
    measure = _CALLED.get(found.measure, found.measure)
    head = f"{found.ladder.where:15}  {found.ladder.lever:21}  {measure:21} {_SIGNS[found.direction]}"
    return f"{head}  {'  '.join(shown)}  [{found.told}]"


def told_as_row(found: Found) -> str:
    """Return one line of the table for a page."""
    names = " · ".join(rung.name for rung in found.ladder.rungs)
    means = " · ".join(_number(mean, found.measure) for mean in found.mean)
    measure = _CALLED.get(found.measure, found.measure)
    told = found.told if found.holds else f"**{found.told.partition('. ')[0]}**"
    cells = (
        found.ladder.lever,
        found.ladder.where,
        names,
        f"`{measure}`",
        _SIGNS[found.direction],
        means,
        told,
    )
    return f"| {' | '.join(cells)} |"


def counted(found: Sequence[Found]) -> tuple[int, int, int]:
    """Return how many ladders hold, of how many that ask for a direction, and how many hold without moving."""
    judged = {each.ladder.key for each in found if each.direction != "silent"}
    broken = {each.ladder.key for each in found if not each.holds}
    moving = {each.ladder.key for each in found if each.direction != "silent" and not each.is_flat}
    return len(judged - broken), len(judged), len(judged - broken - moving)


def _print(found: Found, *, as_row: bool) -> None:
    """Print a line; a page leaves out what nothing is asked of."""
    if not as_row:
        print(told_as_text(found), flush=True)
    elif found.direction != "silent":
        print(told_as_row(found), flush=True)


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=PAIRS, help="replications of each rung")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE",
                        help="a parameter of the conference: signal.isolation=0.1")  # fmt: skip
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="ladders whose lever@where holds this"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true")
    how.add_argument("--markdown", action="store_true")
    asked = parser.parse_args(words)
    if asked.pairs < 2:  # noqa: PLR2004 # an interval needs two
        parser.error("--pairs: an interval needs at least 2")
    if not chosen(asked.only):
        parser.error(f"no ladder is called so. Valid: {', '.join(sorted({one.key for one in LADDERS}))}")
    if wrong := [each for each in asked.set if "=" not in each]:
        parser.error(f"--set takes PATH=VALUE, not {', '.join(wrong)}")
    return asked


def _said(form: Form) -> str:
    return ", ".join(form.levers) or "defaults"


def _form_of(asked: argparse.Namespace) -> Form:
    pairs = (each.partition("=") for each in asked.set)
    return Form(settings={path.removeprefix("protocol."): _value(value) for path, _, value in pairs})


def _value(text: str) -> Value:
    value = scalar(text)
    return text if value is None else value


def main(words: Sequence[str] | None = None) -> None:
    """Play the ladders that are asked for and print what each did."""
    asked = _asked(words)
    form, begun = _form_of(asked), time.perf_counter()
    try:
        _case("first_hour", Rung(name=""), form)
    except CannotBePlayedError as error:
        raise SystemExit(str(error)) from error
    head = f"delegation-sim {version()}, seed {asked.seed}, {asked.pairs} pairs; {_said(form)}"
    found = []
    if not asked.json:
        print(head)
    if asked.markdown:
        print("\n| lever | where | rungs | measure | | means | verdict |\n" + "| --- " * 7 + "|")
    for each in play_ladders(chosen(asked.only), form, pairs=asked.pairs, seed=asked.seed):
        found.append(each)
        if not asked.json:
            _print(each, as_row=asked.markdown)
    hold, judged, flat = counted(found)
    if asked.json:
        told = {
            "format": FORMAT,
            "version": version(),
            "seed": asked.seed,
            "pairs": asked.pairs,
            "form": head,
            "hold": hold,
            "judged": judged,
            "flat": flat,
            "ladders": [each.as_data() for each in found],
        }
        print(json.dumps(told, indent=1))
        return
    print(
        f"\n{hold} of {judged} ladders hold ({flat} of them flat); {time.perf_counter() - begun:.0f} seconds"
    )


if __name__ == "__main__":
    main()
