"""Studies made up for tests of what is told about them: plausible figures, not results."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simulation.protocols.result import OUTCOME_CLASSES
from simulation.stats.interval import Estimate, paired_mean, paired_share, share
from simulation.stats.interval import mean as mean_of
from simulation.stats.resample import Noise
from simulation.study.analysis import Question, outcome_told
from simulation.study.box import Condition
from simulation.study.convergence import Stage, converge
from simulation.study.discovery import Box, Discovery
from simulation.study.sensitivity_indices import Effect, MorrisIndices
from simulation.study.study_measures import CLASS_WORDS, label_of
from simulation.study.study_summary import Example, Finding, Pair, StudySummary
from simulation.words import NOTHING, Said, said

NAMES = {
    "BRA": "Brazil",
    "USA": "United States",
    "EU": "EU and CEPT",
    "ISOC": "Internet Society",
    "RUS": "Russian Fed.",
    "KEN": "Kenya",
}
CHANCES = (0.08, 0.42, 0.0, 0.18, 0.0, 0.08, 0.21, 0.03)
ISSUES = {"venue": "Where it goes next", "leads": "Who leads"}
OPTIONS = {
    "venue": {
        "existing": "Keep to existing forums; no new body",
        "new": "A new UN body",
        "(dropped)": "not in the text",
    },
    "leads": {
        "equal": "All as equals",
        "roles": "Each in its respective role",
        "(dropped)": "not in the text",
    },
}
NUMBERS = (
    ("clauses_open", "clauses still open at the end", "text", 3.0),
    ("substance", "issues on which the text commits, share", "text", 0.55),
    ("from_draft", "distance from the first draft", "text", 0.21),
    ("objections", "formal objections after the last session", "process", 5.0),
    ("trust", "trust at the end", "process", 0.6),
    ("sessions", "sessions held", "process", 11.0),
    ("joined", "decision-holders that join, share", "legitimacy", 0.8),
    ("tabled_by_others", "wordings not tabled by governments, share", "legitimacy", 0.31),
)
QUANTILES = tuple((2 * k + 1) / 40 for k in range(20))


def ensemble(n: int = 200, *, names: dict[str, str] | None = None) -> StudySummary:
    return _study("ensemble", n, 1, names or NAMES)


def comparison(n: int = 200, variants: int = 2, *, names: dict[str, str] | None = None) -> StudySummary:
    return _study("compare", n, variants, names or NAMES)


def sweep(n: int = 100) -> StudySummary:
    """Return a sweep of a deadline and a rule, four values by two."""
    factors: list[dict[str, Any]] = [
        {"key": "sessions", "kind": "choices", "label": "the deadline", "choices": ["4", "8", "12", "20"]},
        {"key": "rule", "kind": "choices", "label": "", "choices": ["consensus", "simple_majority"]},
    ]
    unit = [[(a + 0.5) / 4, (b + 0.5) / 2] for a in range(4) for b in range(2)]
    design = {
        "method": "grid",
        "size": 8,
        "seed": None,
        "second_order": False,
        "factors": factors,
        "unit": unit,
    }
    return _study("sweep", n, 8, NAMES, analysis={"design": design})


def sensitivity() -> StudySummary:
    """Return an analysis with elementary effects and with one box."""
    factors: list[dict[str, Any]] = [
        {"key": "sessions", "kind": "integer", "label": "the deadline", "low": 4, "high": 20},
        {"key": "trust", "kind": "continuous", "label": "", "low": 0.0, "high": 1.0},
        {
            "key": "rule",
            "kind": "choices",
            "label": "",
            "choices": ["consensus", "two_thirds", "simple_majority"],
        },
    ]
    analysis = {"design": {"factors": factors}, "indices": {"adopted": _morris()}, "discovery": _discovery()}
    return _study("sensitivity", 20, 12, NAMES, analysis=analysis)


def _estimate(value: float, half: float) -> Estimate:
    return Estimate(value=value, low=max(0.0, value - half), high=value + half, n=20, level=0.9)


def _morris() -> dict[str, Any]:
    effects = tuple(
        Effect(
            key=label,
            label=label,
            has_order=True,
            mu_star=_estimate(value, half),
            mu=_estimate(value / 2, half),
            sigma=half,
            floor=0.05,
            is_clear=value > 0.05,
        )
        for label, value, half in (
            ("pace of concessions", 0.11, 0.03),
            ("the deadline", 0.41, 0.08),
            ("noise in signals", 0.02, 0.02),
        )
    )
    ranking = ("the deadline", "pace of concessions")
    stages = [
        Stage(
            size=size,
            values=(0.11, 0.41, 0.02),
            widths=(0.06, 0.16, 0.04),
            ranking=ranking,
            reach=0.16 / 0.41,
        )
        for size in (16, 32)
    ]
    noise = Noise(of_means=0.02, of_runs=0.4, replications=20, sentence=NOTHING)
    adopted = _share("adopted", "", "ending", [np.ones(20, np.bool_)], compares=False)
    found = MorrisIndices(
        effects=effects,
        noise=noise,
        convergence=converge(stages, "trajectories"),
        trajectories=32,
        level=0.9,
        outcome=outcome_told(adopted),
    ).to_plain()
    return {**found, "settled": found["convergence"]["sentence"]}


def _discovery() -> dict[str, Any]:
    box = Box(
        conditions=(
            Condition(key="sessions", label="the deadline", high=8.0),
            Condition(key="trust", label="trust", low=0.1, high=0.3),
            Condition(
                key="rule", label="rule", choices=("consensus", "two_thirds"), others=("simple_majority",)
            ),
        ),
        density=_estimate(0.82, 0.06),
        coverage=_estimate(0.71, 0.08),
        runs=74,
        hits=61,
        groups=12,
        chance=0.001,
        is_beyond_chance=True,
    )
    adopted = _share("adopted", "", "ending", [np.ones(20, np.bool_)], compares=False)
    return Discovery(
        boxes=(box,),
        base=_estimate(0.3, 0.07),
        coverage=_estimate(0.71, 0.08),
        tried=1,
        runs=240,
        found_on=120,
        judged_on=120,
        level=0.9,
        about=Question(key="adopted", is_negated=True).about(adopted),
    ).to_plain()


def _study(
    kind: str, n: int, variants: int, names: dict[str, str], *, analysis: dict[str, Any] | None = None
) -> StudySummary:
    draw = np.random.Generator(np.random.PCG64(7))
    keys = ("base", *(f"variant {k}" for k in range(1, variants)))
    words = (Said("study.base"), *(Said.verbatim(_change(k)) for k in range(1, variants)))
    return StudySummary(
        kind=kind,
        case="wtpf13",
        title="WTPF-13: enhanced cooperation",
        variants=keys,
        words=words,
        replications=n,
        asked=n,
        seed=12,
        level=0.9,
        version="0.2.0",
        scenario_hash="5f" * 32,
        command="delegation-sim ensemble wtpf13 --replications 200 --seed 12",
        findings=tuple(_findings(draw, n, variants, names, compares=kind == "compare")),
        pairs=tuple(_pairs(draw, n, keys, names)),
        examples=(
            Example(
                variant="base",
                replication=4,
                outcome_class="partial",
                command="delegation-sim run wtpf13 --replication 4",
            ),
        ),
        names=names,
        brackets=tuple(_band(k) for k in range(variants)),
        analysis=analysis or {},
        issues=ISSUES,
    )


def _change(k: int) -> str:
    changes = (
        "Decision rule: simple majority (was consensus)",
        "Sessions: 10 (was 20)",
        "Brazil leaves the room",
    )
    return changes[(k - 1) % len(changes)]


def _findings(
    draw: np.random.Generator, n: int, variants: int, names: dict[str, str], *, compares: bool
) -> list[Finding]:
    uniform = draw.random(n)
    edges = np.cumsum(CHANCES)
    codes = [np.searchsorted(edges, np.clip(uniform * (1 - 0.13 * k), 0, 0.999)) for k in range(variants)]
    shares = [("adopted", "a text is adopted", "ending", [row <= 4 for row in codes])]
    shares += [
        (f"class.{word}", CLASS_WORDS[word], "ending", [row == code for row in codes])
        for code, word in enumerate(OUTCOME_CLASSES)
    ]
    for issue, options in OPTIONS.items():
        which = [np.searchsorted([0.5, 0.8], draw.random(n) * (1 - 0.1 * k)) for k in range(variants)]
        shares += [
            (f"option.{issue}.{key}", label, "option", [row == place for row in which])
            for place, (key, label) in enumerate(options.items())
        ]
    found = [_share(*row, compares=compares) for row in shares]
    numbers = list(NUMBERS)
    numbers += [
        (f"gain_of.{kind}", f"mean gain: {kind}", "gain", 0.2) for kind in ("government", "civil_society")
    ]
    numbers += [
        (f"gain.{key}", f"gain of {name}", "gain", 0.05 * k) for k, (key, name) in enumerate(names.items())
    ]
    for place, (key, label, group, middle) in enumerate(numbers):
        own = draw.normal(middle, 0.25 * abs(middle) + 0.02, n)
        rows = [
            own + k * (0.08 * middle if place % 2 else 0) + draw.normal(0, 0.02, n) for k in range(variants)
        ]
        rows = [np.rint(row) for row in rows] if key in ("clauses_open", "objections", "sessions") else rows
        found.append(_number(key, label, group, rows, compares=compares))
    return found


def _called(key: str, label: str) -> Said:
    """Return what a study calls an outcome; `label` is what a case calls an option."""
    if not key.startswith("option."):
        return label_of(key, NAMES)
    _, issue, option = key.split(".")
    dropped = option == "(dropped)"
    return said("measure.option", issue=issue, option=Said("measure.dropped") if dropped else label)


def _share(key: str, label: str, group: str, rows: Sequence[Any], *, compares: bool) -> Finding:
    return Finding(
        key=key,
        label=_called(key, label),
        group=group,
        unit="share",
        estimates=tuple(share(int(row.sum()), len(row)) for row in rows),
        differences=tuple(paired_share(rows[0], row) for row in rows[1:]) if compares else (),
    )


def _number(key: str, label: str, group: str, rows: Sequence[Any], *, compares: bool) -> Finding:
    return Finding(
        key=key,
        label=_called(key, label),
        group=group,
        unit="number",
        estimates=tuple(mean_of(row) for row in rows),
        differences=tuple(paired_mean(rows[0], row) for row in rows[1:]) if compares else (),
        quantiles=tuple(tuple(np.quantile(row, QUANTILES).tolist()) for row in rows),
    )


def _pairs(draw: np.random.Generator, n: int, keys: Sequence[str], names: dict[str, str]) -> list[Pair]:
    listed = list(names)
    pairs = []
    for key in keys:
        for a, first in enumerate(listed):
            for b, second in enumerate(listed[a + 1 :], start=a + 1):
                middle = float(np.clip(0.75 * (a % 3 == b % 3) + 0.2 * draw.random(), 0.02, 0.95))
                together = Estimate(value=middle, low=middle - 0.02, high=middle + 0.02, n=n)
                pairs.append(Pair(variant=key, first=first, second=second, together=together))
    return pairs


def _band(k: int) -> tuple[tuple[float, float, float], ...]:
    middle = (0, 4, 7, 9, 9, 8, 7, 6, 5, 4, 3, 3)
    return tuple((max(0.0, value - 2.0), float(value), value + 3.0 - k) for value in middle)
