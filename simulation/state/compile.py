"""From a scenario to the arrays it is played with: once for what is fixed, once a replication for what is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.rng import Streams
from simulation.scenario.drafting import is_among
from simulation.scenario.forums import Forum, resolve_forum
from simulation.scenario.schema import (
    Delegation,
    Issue,
    Mandate,
    Normal,
    Number,
    Scenario,
    Triangular,
    Uniform,
)
from simulation.state.falling import falling_of
from simulation.state.instructions import bloc_with_line, centre, has_say, mandate_on, salience_on, status_quo
from simulation.state.parameters import DrawnParameters
from simulation.state.red_lines import Defaults, red_line
from simulation.state.tableau import KINDS, OPTION_KINDS, Tableau

__all__ = ["FAILURE_COST", "SPREAD", "Blueprint", "compile_scenario", "relative"]

SPREAD = {"low": 0.12, "medium": 0.08, "high": 0.04}
"""Standard deviation that a confidence word stands for, a judgement of the conference specification, section 12."""

FAILURE_COST = "values.failure_cost"
"""Parameter of the conference that says what no document costs where a case names nothing."""


def _four(number: Number | None, fallback: float, spread: float = 0.0) -> tuple[float, float, float, float]:
    """Return code and parameters of a distribution: 0 value with spread, 1 uniform, 2 triangular."""
    match number:
        case None:
            return (0.0, fallback, 0.0, 0.0)
        case Normal(mean=mean, sd=sd):
            return (0.0, mean, sd, 0.0)
        case Uniform(low=low, high=high):
            return (1.0, low, high, 0.0)
        case Triangular(low=low, mode=mode, high=high):
            return (2.0, low, mode, high)
        case _:
            return (0.0, float(number), spread, 0.0)


def _draw(spec: FloatArray, normal: FloatArray, uniform: FloatArray, low: float, high: float) -> FloatArray:
    """Return values `[R, ...]` of the distributions `[..., 4]`, cut to a range."""
    code, p, q, r = np.moveaxis(spec, -1, 0)
    if not (code > 0).any():
        plain: FloatArray = np.clip(p + q * normal, low, high)
        return plain
    width = np.where(r > p, r - p, 1.0)
    rising = p + np.sqrt(uniform * width * np.maximum(q - p, 0.0))
    falling = r - np.sqrt((1.0 - uniform) * width * np.maximum(r - q, 0.0))
    triangular = np.where(uniform < (q - p) / width, rising, falling)
    value = np.where(code == 0, p + q * normal, np.where(code == 1, p + (q - p) * uniform, triangular))
    cut: FloatArray = np.clip(value, low, high)
    return cut


def _is_open(spec: FloatArray) -> bool:
    """Return whether any of the distributions `[..., 4]` leaves something to chance."""
    return bool(((spec[..., 0] > 0) | (np.abs(spec[..., 2]) > 0)).any())


def _centred(spec: FloatArray) -> FloatArray:
    """Return distributions `[..., 4]` with their most likely values as plain numbers."""
    code, p, q, _ = np.moveaxis(spec, -1, 0)
    centres = np.zeros_like(spec)
    centres[..., 1] = np.where(code == 0, p, np.where(code == 1, (p + q) / 2, q))
    return centres


def relative(salience: FloatArray) -> FloatArray:
    """Return saliences scaled to mean 1 over the issues, the last axis; 0 where nothing matters."""
    mean = salience.mean(axis=-1, keepdims=True)
    return np.divide(salience, mean, out=np.zeros_like(salience), where=mean > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A scenario as arrays with its uncertainties still open; `draw` closes them."""

    scenario: Scenario
    forum: Forum
    fixed: Tableau
    """A tableau of no replications."""
    per_issue: FloatArray
    """Distributions of position, salience, half-width and flexibility, `[4, A, I, 4]`."""
    per_delegation: FloatArray
    """Distributions of capability and price of failure, `[2, A, 4]`."""
    interval: FloatArray
    """Red-line interval given as such, `[2, A, I]`; NaN: by half-width."""
    chair: FloatArray
    """Distributions of the chair's ideal, `[I, 4]`; NaN: none."""
    priced: BoolArray
    """Whose price of failure the case names, `[A]`; of the others it is what the protocol says."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to chance, so that all replications start alike."""
        return not any(_is_open(spec) for spec in (self.per_issue, self.per_delegation, self.chair))

    def settled(self) -> "Blueprint":
        """Return the same scenario with nothing left to chance: every number at its most likely value."""
        return replace(
            self,
            per_issue=_centred(self.per_issue),
            per_delegation=_centred(self.per_delegation),
            chair=_centred(self.chair),
        )

    def draw(self, seed: int, replications: Sequence[int]) -> Tableau:
        """Return the tableau of these replications; each is the same in any company."""
        streams = Streams(seed)
        a, i = self.per_issue.shape[1:3]
        size = i + a * (4 * i + 2)
        normal, uniform = np.zeros((2, len(replications), size))
        if not self.is_settled:
            for row, replication in enumerate(replications):
                streams.generator("uncertainty", replication).standard_normal(out=normal[row])
                streams.generator("spread", replication).random(out=uniform[row])

        def cut(start: int, *shape: int) -> tuple[FloatArray, FloatArray]:
            stop = start + int(np.prod(shape))
            whole = (len(replications), *shape)
            return normal[:, start:stop].reshape(whole), uniform[:, start:stop].reshape(whole)

        issue_noise = cut(i, a, 4 * i + 2)
        noise = [
            (issue_noise[0][:, :, k * i : (k + 1) * i], issue_noise[1][:, :, k * i : (k + 1) * i])
            for k in range(4)
        ]
        own = [(issue_noise[0][:, :, 4 * i + k], issue_noise[1][:, :, 4 * i + k]) for k in range(2)]
        position = _draw(self.per_issue[0], *noise[0], 0.0, 1.0)
        # Nobody is drawn to wish what its own red line rules out; NaN, no interval, cuts nothing.
        position = np.fmax(np.fmin(position, self.interval[1]), self.interval[0])
        weight = _draw(self.per_issue[1], *noise[1], 0.0, 1.0)
        half = _draw(self.per_issue[2], *noise[2], 0.0, 1.0)
        return self._filled(
            seed,
            np.array(replications, dtype=np.int64),
            position=position,
            weight=weight,
            half=half,
            flexibility=_draw(self.per_issue[3], *noise[3], 0.0, 1.0),
            capability=_draw(self.per_delegation[0], *own[0], 0.0, 1.0),
            failure_cost=_draw(self.per_delegation[1], *own[1], -1.0, 1.0),
            chair_ideal=_draw(self.chair, *cut(0, i), 0.0, 1.0),
        )

    def under(self, tableau: Tableau, parameters: DrawnParameters) -> Tableau:
        """Return a tableau in which each replication takes parameters of its own, but for what the case names."""
        cost = tableau.failure_cost
        if FAILURE_COST in parameters.names:
            drawn = np.clip(parameters.of(FAILURE_COST), -1.0, 1.0)[:, None]
            cost = np.where(self.priced, cost, drawn)
        return replace(tableau, parameters=parameters, failure_cost=cost)

    def _filled(
        self,
        seed: int,
        replications: IntArray,
        *,
        position: FloatArray,
        weight: FloatArray,
        half: FloatArray,
        flexibility: FloatArray,
        capability: FloatArray,
        failure_cost: FloatArray,
        chair_ideal: FloatArray,
    ) -> Tableau:
        fixed = self.fixed
        return Tableau(
            **{name: getattr(fixed, name) for name in Tableau.__dataclass_fields__.keys() - _DRAWN},
            seed=seed,
            replications=replications,
            ideal=position,
            salience=relative(weight),
            given_salience=weight,
            red_low=np.where(np.isnan(self.interval[0]), position - half, self.interval[0]),
            red_high=np.where(np.isnan(self.interval[1]), position + half, self.interval[1]),
            flexibility=flexibility,
            failure_cost=failure_cost,
            capability=capability,
            chair_ideal=chair_ideal,
        )


_DRAWN = Tableau.PER_REPLICATION | {"seed"}


def compile_scenario(scenario: Scenario, defaults: Defaults) -> Blueprint:
    """Return the scenario as arrays, rows in the order of seats, delegations without any say left out.

    Raises:
        UnknownComponentError: if the forum preset does not exist.
        ValueError: if no delegation may do anything.
    """
    forum = resolve_forum(scenario)
    seated = sorted(
        ((d.seat if d.seat is not None else place, place, d) for place, d in enumerate(scenario.delegations)),
        key=lambda item: item[:2],
    )
    rows = [(seat, d) for seat, _, d in seated if has_say(forum, d)]
    observers = tuple(d.key for _, _, d in seated if not has_say(forum, d))
    if not rows:
        raise ValueError(
            f"no delegation of {scenario.key} may decide, propose or persuade: give one the right"
        )
    delegations = [d for _, d in rows]
    mandates = [[mandate_on(scenario, d, issue) for issue in scenario.issues] for d in delegations]
    return Blueprint(
        scenario=scenario,
        forum=forum,
        fixed=_fixed(scenario, forum, rows, mandates, observers),
        per_issue=_per_issue(delegations, mandates, defaults),
        per_delegation=_per_delegation(delegations, defaults),
        interval=_intervals(mandates),
        chair=np.array(
            [
                _four(scenario.chair.ideal[i.key], 0.0) if i.key in scenario.chair.ideal else (np.nan,) * 4
                for i in scenario.issues
            ]
        ),
        priced=np.array([d.reservation is not None for d in delegations]),
    )


def _per_issue(
    delegations: list[Delegation], mandates: list[list[Mandate]], defaults: Defaults
) -> FloatArray:
    spec = np.zeros((4, len(delegations), len(mandates[0]), 4))
    for a, (delegation, row) in enumerate(zip(delegations, mandates, strict=True)):
        for i, mandate in enumerate(row):
            word = mandate.confidence or delegation.confidence
            loose = mandate.flexibility if mandate.flexibility is not None else delegation.flexibility
            line = red_line(delegation, mandate, defaults)
            spec[0, a, i] = _four(mandate.position, 0.0, SPREAD[word] if word else 0.0)
            spec[1, a, i] = _four(salience_on(delegation, mandate), 0.0)
            spec[2, a, i] = _four(None if isinstance(line, tuple) else line, 0.0)
            spec[3, a, i] = _four(loose, 1.0)
    return spec


def _per_delegation(delegations: list[Delegation], defaults: Defaults) -> FloatArray:
    spec = np.zeros((2, len(delegations), 4))
    for a, delegation in enumerate(delegations):
        spec[0, a] = _four(delegation.capability, 0.5)
        code, p, q, r = _four(delegation.reservation, -defaults.failure_cost)
        # The price of failure is minus the no-deal value: mirror the distribution.
        spec[1, a] = {0.0: (code, -p, q, r), 1.0: (code, -q, -p, r), 2.0: (code, -r, -q, -p)}[code]
    return spec


def _intervals(mandates: list[list[Mandate]]) -> FloatArray:
    ends = [
        [m.red_line if isinstance(m.red_line, tuple) else (np.nan, np.nan) for m in row] for row in mandates
    ]
    return np.moveaxis(np.array(ends, dtype=np.float64).reshape(len(mandates), -1, 2), -1, 0)


def _fixed(
    scenario: Scenario,
    forum: Forum,
    rows: list[tuple[int, Delegation]],
    mandates: list[list[Mandate]],
    observers: tuple[str, ...],
) -> Tableau:
    delegations = [d for _, d in rows]
    a, i = len(delegations), len(scenario.issues)
    rights = [forum.rights_of(d) for d in delegations]
    decide = np.array([r.object or r.vote for r in rights], dtype=bool)
    empty = np.empty((0, a, i))
    return Tableau(
        scenario=scenario,
        seed=0,
        replications=np.empty(0, dtype=np.int64),
        delegations=tuple(d.key for d in delegations),
        observers=observers,
        ideal=empty,
        salience=empty,
        given_salience=empty,
        red_low=empty,
        red_high=empty,
        flexibility=empty,
        failure_cost=np.empty((0, a)),
        capability=np.empty((0, a)),
        chair_ideal=np.empty((0, i)),
        falling=falling_of(scenario),
        seat=np.array([seat for seat, _ in rows], dtype=np.int64),
        kind=np.array([KINDS.index(d.kind) for d in delegations], dtype=np.int64),
        decide=decide,
        speaks=np.array(
            [[_speaks(scenario, d, issue) for issue in scenario.issues] for d in delegations]
        ).reshape(a, i),
        propose=np.array([r.propose for r in rights], dtype=bool),
        persuade=np.array([r.persuade for r in rights], dtype=bool) & ~decide,
        attention=np.array([-1 if d.attention is None else d.attention for d in delegations], dtype=np.int64),
        strategy=tuple(_strategy(d) for d in delegations),
        **_blocs(scenario, delegations),  # type: ignore[arg-type] # arrays by field name
        **_options(scenario, mandates),  # type: ignore[arg-type]
        sponsors=np.array(
            [[d.key in issue.sponsors for issue in scenario.issues] for d in delegations]
        ).reshape(a, i),
    )


def _speaks(scenario: Scenario, delegation: Delegation, issue: Issue) -> bool:
    return issue.key in delegation.mandate or bloc_with_line(scenario, delegation, issue) is not None


def _strategy(delegation: Delegation) -> tuple[str, tuple[tuple[str, object], ...]]:
    if delegation.strategy is None:
        return ("linear", ())
    extra = delegation.strategy.model_extra or {}
    return (delegation.strategy.key, tuple(sorted((k, _frozen(v)) for k, v in extra.items())))


def _frozen(value: object) -> object:
    return tuple(_frozen(v) for v in value) if isinstance(value, list | tuple) else value


def _blocs(scenario: Scenario, delegations: list[Delegation]) -> dict[str, object]:
    member = np.array(
        [[b.key in d.blocs or d.key in b.members for b in scenario.blocs] for d in delegations], dtype=bool
    ).reshape(len(delegations), len(scenario.blocs))
    keys = [d.key for d in delegations]
    voice = np.array([centre(d.capability) for d in delegations])
    spokesperson = []
    for b, bloc in enumerate(scenario.blocs):
        if bloc.spokesperson in keys:
            spokesperson.append(keys.index(bloc.spokesperson))
        else:
            inside = np.where(member[:, b], voice, -1.0)
            spokesperson.append(int(inside.argmax()) if member[:, b].any() else -1)
    return {
        "member": member,
        "spokesperson": np.array(spokesperson, dtype=np.int64),
        "discipline": np.array([np.nan if b.discipline is None else b.discipline for b in scenario.blocs]),
    }


def _options(scenario: Scenario, mandates: list[list[Mandate]]) -> dict[str, object]:
    i, o = len(scenario.issues), max(len(issue.options) for issue in scenario.issues)
    a = len(mandates)
    position, precision = np.zeros((i, o)), np.full((i, o), np.nan)
    kind, valid = np.zeros((i, o), dtype=np.int64), np.zeros((i, o), dtype=bool)
    own_channel, drafted = np.zeros((2, i, o), dtype=bool)
    draft = np.zeros(i, dtype=np.int64)
    acceptable, release = np.ones((a, i, o), dtype=bool), np.full((a, i, o), np.inf)
    for q, issue in enumerate(scenario.issues):
        keys = [option.key for option in issue.options]
        draft[q] = keys.index(issue.draft)
        for k, option in enumerate(issue.options):
            position[q, k], kind[q, k], valid[q, k] = option.position, OPTION_KINDS.index(option.kind), True
            own_channel[q, k] = option.own_channel
            drafted[q, k] = option.drafted and option.key != issue.draft  # whoever wrote that: it is there
            if option.precision is not None:
                precision[q, k] = option.precision
        for row, mandate in enumerate(m[q] for m in mandates):
            if mandate.acceptable is not None:
                named = [is_among(option, issue, mandate.acceptable) for option in issue.options]
                acceptable[row, q] = [*named, *[False] * (o - len(keys))]
            for step, key in enumerate(mandate.fallbacks, start=1):
                release[row, q, keys.index(key)] = step / (len(mandate.fallbacks) + 1)
    return {
        "option_position": position,
        "precision": precision,
        "option_kind": kind,
        "own_channel": own_channel,
        "valid": valid,
        "drafted": drafted,
        "status_quo": np.array([status_quo(issue) for issue in scenario.issues]),
        "draft": draft,
        "acceptable": acceptable,
        "has_mask": np.array([[m.acceptable is not None for m in row] for row in mandates]).reshape(a, i),
        "release": release,
        "has_fallbacks": np.array([[bool(m.fallbacks) for m in row] for row in mandates]).reshape(a, i),
    }
