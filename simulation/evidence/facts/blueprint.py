"""From a kind of room to negotiations: every replication draws its own positions, saliences, red lines and voices."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.engine.batch import Negotiation
from simulation.evidence.facts.rooms import ISSUES, SEATS, RoomSpec
from simulation.protocols.registry import PROTOCOLS
from simulation.rng import Streams
from simulation.scenario.schema import Scenario
from simulation.state.compile import Blueprint, compile_scenario
from simulation.state.tableau import Tableau

__all__ = ["RandomBlueprint", "Sheet", "negotiation_of", "scenario_of"]

type Data = dict[str, Any]

_CLOUD: Final = 0.1
"""How far members of a camp, or stakeholders, stand from its middle."""
_QUIETEST: Final = 0.2
"""Capability is uniform between this and 1."""
_SAY: Final = {"speak": True, "propose": True, "object": True}
_RIGHTS: Final = {
    "observer": {"speak": True},
    "propose": {"speak": True, "propose": True},
    "persuade": {"speak": True, "persuade": True},
    "decide": _SAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is drawn for one batch of rooms, for `SEATS` seats and `ISSUES` issues, uniform unless said."""

    bent: FloatArray
    """`[R, SEATS]`."""
    taste: FloatArray
    """`[R, SEATS, ISSUES]`."""
    care: FloatArray
    """Gamma(3): normalised over the issues in use they are Dirichlet(3), `[R, SEATS, ISSUES]`."""
    width: FloatArray
    """`[R, SEATS, ISSUES]`."""
    voice: FloatArray
    """`[R, SEATS]`."""
    lot: FloatArray
    """Which issue is the top one, `[R]`."""

    @classmethod
    def draw(cls, seed: int, replications: Sequence[int]) -> "Sheet":
        """Return the sheet of these replications; each is the same in any company."""
        streams = Streams(seed)
        rows = []
        for replication in replications:
            chance = streams.generator("room", replication)
            uniform = chance.random((2 + 2 * ISSUES, SEATS))
            lot = chance.random()
            rows.append((uniform, lot, chance.standard_gamma(3.0, (SEATS, ISSUES))))
        flat = np.array([uniform for uniform, _, _ in rows])
        return cls(
            bent=flat[:, 0],
            voice=flat[:, 1],
            taste=np.swapaxes(flat[:, 2 : 2 + ISSUES], 1, 2),
            width=np.swapaxes(flat[:, 2 + ISSUES :], 1, 2),
            lot=np.array([lot for _, lot, _ in rows]),
            care=np.array([care for _, _, care in rows]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomBlueprint(Blueprint):
    """A blueprint of which every replication is another room of one kind."""

    spec: RoomSpec

    def draw(self, seed: int, replications: Sequence[int]) -> Tableau:
        """Return the tableau of these replications."""
        spec, sheet = self.spec, Sheet.draw(seed, replications)
        rows = self.per_issue.shape[1]
        order = _seated(spec, sheet)
        whole = len(replications), rows, spec.issues
        ideal = _ideals(spec, sheet, order, rows)
        half = spec.red[0] + (spec.red[1] - spec.red[0]) * _at(sheet.width, order)[:, :rows, : spec.issues]
        if spec.first_red is not None:
            half[:, 0] = spec.first_red
        voice = _QUIETEST + (1.0 - _QUIETEST) * _at(sheet.voice, order)[:, :rows]
        if spec.first_voice is not None:
            voice[:, 0] = spec.first_voice
        own = np.nan if spec.chair_ideal is None else spec.chair_ideal
        return self._filled(
            seed,
            np.array(replications, dtype=np.int64),
            position=ideal,
            weight=_saliences(spec, sheet, order, rows),
            half=half,
            flexibility=np.ones(whole),
            capability=voice,
            failure_cost=np.full(whole[:2], spec.failure_cost),
            chair_ideal=np.full((len(replications), spec.issues), own),
        )


def _at(drawn: FloatArray, order: IntArray) -> FloatArray:
    """Return what was drawn by seat, `[R, SEATS, ...]`, in the order of rows."""
    places = order.reshape(*order.shape, *[1] * (drawn.ndim - 2))
    return np.take_along_axis(drawn, places, axis=1)


def _seated(spec: RoomSpec, sheet: Sheet) -> IntArray:
    """Return which seat of the sheet each row takes, `[R, SEATS]`; only the delegations change places."""
    n = spec.delegations
    order = np.tile(np.arange(SEATS), (len(sheet.lot), 1))
    by_bent = np.argsort(sheet.bent[:, :n], axis=1, kind="stable")
    if spec.seating == "by bent":
        order[:, :n] = by_bent
    elif spec.seating == "median first":
        r, middle = np.arange(len(order)), by_bent[:, n // 2]
        order[r, middle] = 0
        order[:, 0] = middle
    return order


def _ideals(spec: RoomSpec, sheet: Sheet, order: IntArray, rows: int) -> FloatArray:
    n = spec.delegations
    bent = _at(sheet.bent, order)[:, :rows, None]
    taste = _at(sheet.taste, order)[:, :rows, : spec.issues]
    ideal = 0.5 + spec.spread * (spec.common * bent + (1.0 - spec.common) * taste - 0.5)
    if spec.camps is not None:
        side = np.where(np.arange(rows) < n // 2, -0.5, 0.5)[:, None]
        ideal = 0.5 + spec.camps * side + 2 * _CLOUD * (taste - 0.5)
    if spec.ideals == "mirrored":
        ideal[:, 1:n:2] = 1.0 - ideal[:, 0 : n - 1 : 2]
    elif spec.ideals == "same":
        rungs = np.array(spec.rungs)
        near = np.abs(ideal[:, :1, :, None] - rungs).argmin(axis=3)
        ideal = np.repeat(rungs[near], rows, axis=1)
    if spec.first_away is not None:
        mean = ideal[:, 1:n].mean(axis=1)
        ideal[:, 0] = mean + np.where(mean < 0.5, 1.0, -1.0) * spec.first_away  # noqa: PLR2004 # the middle
    if rows > n:
        ideal[:, n:] = spec.stakeholders_at + 2 * _CLOUD * (taste[:, n:] - 0.5)
    return np.clip(ideal, 0.0, 1.0)


def _saliences(spec: RoomSpec, sheet: Sheet, order: IntArray, rows: int) -> FloatArray:
    """Return saliences that sum to 1 over the issues that count, `[R, A, I]`."""
    number = spec.issues
    if spec.salience == "drawn":
        weight = _at(sheet.care, order)[:, :rows, :number].copy()
    elif spec.salience == "equal":
        weight = np.ones((len(sheet.lot), rows, number))
    else:
        own = np.arange(rows) if spec.salience == "different" else np.zeros(rows, dtype=np.int64)
        top = ((sheet.lot * number).astype(np.int64)[:, None] + own) % number
        is_top = top[..., None] == np.arange(number)
        weight = np.where(is_top, spec.top, (1.0 - spec.top) / max(number - 1, 1))
    if spec.idle_first:
        weight[..., 0] = 0.0
    total = weight.sum(axis=2, keepdims=True)
    return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)


def negotiation_of(spec: RoomSpec) -> Negotiation:
    """Return rooms of one kind made ready to be played."""
    scenario = scenario_of(spec)
    protocol = PROTOCOLS.create(scenario.protocol.key, scenario.protocol.model_extra or {})
    plain = compile_scenario(scenario, protocol.defaults)
    parts = {field.name: getattr(plain, field.name) for field in fields(Blueprint)}
    return Negotiation(scenario=scenario, protocol=protocol, blueprint=RandomBlueprint(**parts, spec=spec))


def scenario_of(spec: RoomSpec) -> Scenario:
    """Return the case that holds what all rooms of one kind have in common; its positions are placeholders."""
    issues = [_issue(spec, number) for number in range(spec.issues)]
    seated = [_delegation(spec, row) for row in range(spec.delegations + spec.stakeholders)]
    chair: Data = {"powers": spec.powers, "impartiality": spec.impartiality}
    if spec.chair_ideal is not None:
        chair["ideal"] = {issue["key"]: spec.chair_ideal for issue in issues}
    decision: Data = {"rule": spec.rule}
    if spec.threshold is not None:
        decision["threshold"] = spec.threshold
    return Scenario.model_validate(
        {
            "schema": 1,
            "key": "room",
            "title": "A generated room",
            "summary": "",
            "nature": "illustrative",
            "forum": {
                "preset": "cstd_wg",
                "decision": decision,
                "package": spec.package,
                "leftover": spec.leftover,
                "call_vote": spec.call_vote,
            },
            "protocol": {"key": "conference", **_parameters(spec)},
            "sessions": spec.sessions,
            "issues": issues,
            "document": _document(issues),
            "delegations": seated[::-1] if spec.listed_backwards else seated,
            "blocs": [{"key": f"b{bloc}", "name": f"Bloc {bloc}"} for bloc in range(spec.blocs)],
            "chair": chair,
        }
    )


def _issue(spec: RoomSpec, number: int) -> Data:
    options: list[Data] = [
        {"key": f"o{k}", "label": f"{place:g}", "position": place} for k, place in enumerate(spec.rungs)
    ]
    options += [{"key": kind, "label": kind, "position": 0.5, "kind": kind} for kind in spec.specials]
    return {
        "key": f"q{number}",
        "name": f"Question {number}",
        "dimension": "venue",
        "status_quo": spec.status_quo,
        "draft": f"o{spec.rungs.index(spec.draft)}",
        "options": options,
    }


def _delegation(spec: RoomSpec, row: int) -> Data:
    is_stakeholder = row >= spec.delegations
    found: Data = {
        "key": f"{spec.name_stem}{row}",
        "name": f"Delegation {row}",
        "kind": "civil_society" if is_stakeholder else "government",
        "seat": row,
        "rights": _RIGHTS[spec.standing] if is_stakeholder else _SAY,
        "strategy": _strategy(spec, row),
        "mandate": {f"q{number}": {"position": 0.5} for number in range(spec.issues)},
    }
    if spec.blocs and not is_stakeholder:
        bloc = row * spec.blocs // spec.delegations if spec.like_minded else row % spec.blocs
        found["blocs"] = [f"b{bloc}"]
    return found


def _strategy(spec: RoomSpec, row: int) -> Data:
    key = dict(spec.strategies).get(row, spec.strategy)
    return {"key": key} if spec.stake is None or key != "obstructor" else {"key": key, "stake": spec.stake}


def _parameters(spec: RoomSpec) -> Data:
    found: Data = {}
    for path, value in spec.protocol:
        mechanism, _, parameter = path.partition(".")
        found.setdefault(mechanism, {})[parameter] = value
    return found


def _document(issues: list[Data]) -> Data:
    clauses = [
        {
            "key": f"c{number}",
            "label": f"{number + 1}.",
            "title": issue["name"],
            "issue": issue["key"],
            "wordings": {option["key"]: option["label"] for option in issue["options"]},
        }
        for number, issue in enumerate(issues)
    ]
    section = {"kind": "noting", "heading": "noting", "force": "preambular", "clauses": clauses}
    return {"title": "Text", "instrument": "opinion", "sections": [section]}
