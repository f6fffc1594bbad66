"""What the model says of WTPF-13, next to the weighted mean and to `nothing leaves the status quo`.

Prints the tables of docs/validation.md. Run: `python -m benchmarks.validation [--seed 1] [--replications 200]`; with
`--brackets` only the brackets by session, next to published counts; with `--json` only what the table at the head of
the page is made of.
"""

import argparse
import csv
import json
import math
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.engine.batch import Batch, simulate_batch
from simulation.evidence.calibration.brackets import PARIS, of_highest, session_at
from simulation.evidence.validation.contest import Contest
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.stats.interval import Estimate, mean
from simulation.version import version

FORMAT: Final = "delegation-sim validation 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
LEVEL: Final = 0.95
CODING_B: Final = {
    "issues.Q1.options.each_in_role.kind": "agreed_language",
    "issues.Q1.options.each_in_role.precision": "1",
    "issues.Q1.status_quo": "each_in_role",
}
ASSUMED: Final = {"protocol.values.red_line_base": "0.75", "protocol.values.red_line_slope": "0.4"}
VARIANTS: Final[Mapping[str, Mapping[str, str]]] = {
    "A (as shipped)": {},
    "B": CODING_B,
    "A, no blocs": {"protocol.caucus": "false"},
    "A, assumed red lines": ASSUMED,
    "A, rough consensus": {"forum.decision.rule": "rough_consensus"},
    "A, majority": {"forum.decision.rule": "simple_majority"},
    "A, no chair's text": {"protocol.chair_text": "false"},
    "A, host's channel .1": {
        "protocol.values.own_channel": "0.1",
        "issues.Q9.options.cwg_only.own_channel": "true",
        "issues.Q9.options.cwg_lead.own_channel": "true",
    },
}
PUBLISHED_MEAN: Final = (0.58, 0.46, 0.44, 0.41, 0.47, 0.48, 0.38, 0.59, 0.50)
"""Weighted by salience and influence over all 59 entries of the source, groups and chair included."""

WITH_BRACKETS: Final = ("wtpf13", "wtpf13_training")


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    share, spread = hits / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(centre - half, 0.0), min(centre + half, 1.0)


def told(hits: int, n: int) -> str:
    """Return a share with its interval: `.34 (.28-.41)`."""
    low, high = wilson(hits, n)
    return f"{hits / n:.2f} ({low:.2f}-{high:.2f})"


def adopted() -> dict[str, str]:
    """Return the option that came closest to what was adopted, by issue."""
    text = files("scenarios").joinpath("wtpf13_outcome.csv").read_text(encoding="utf-8")
    return {row["issue"]: row["option"] for row in csv.DictReader(text.splitlines())}


def counts(scenario: Scenario, batch: Batch) -> list[dict[str, int]]:
    """Return how often each option, and `(dropped)`, ends in the text, issue by issue."""
    table = []
    for q, issue in enumerate(scenario.issues):
        final = batch.result.option[:, q]
        found = {option.key: int((final == k).sum()) for k, option in enumerate(issue.options)}
        table.append(found | {"(dropped)": int((final == -1).sum())})
    return table


def nearest(scenario: Scenario, point: FloatArray | tuple[float, ...]) -> list[str]:
    """Return the option nearest to a point on every issue."""
    return [
        min(issue.options, key=lambda option: abs(option.position - at)).key
        for issue, at in zip(scenario.issues, point, strict=True)
    ]


def status_quo(scenario: Scenario) -> list[str]:
    """Return the option at, or nearest to, the status quo of every issue."""
    at = [
        next(o.position for o in issue.options if o.key == issue.status_quo)
        if isinstance(issue.status_quo, str)
        else issue.status_quo
        for issue in scenario.issues
    ]
    return nearest(scenario, tuple(at))


def report(name: str, scenario: Scenario, batch: Batch, *, whole: bool) -> None:
    """Print one variant: what ends in the text, hits, outcome classes."""
    n, truth = len(batch.replications), adopted()
    table = counts(scenario, batch)
    modal = [max(row, key=lambda key: row[key]) for row in table]
    right = sum(m == truth[i.key] for m, i in zip(modal, scenario.issues, strict=True))
    expected = sum(row[truth[i.key]] / n for row, i in zip(table, scenario.issues, strict=True))
    classes = np.bincount(batch.result.outcome_class, minlength=len(OUTCOME_CLASSES))
    print(f"\n### {name}\n\nModal option right on {right} of 9; expected hits {expected:.2f}.\n")
    print("; ".join(f"{OUTCOME_CLASSES[c]} {told(int(k), n)}" for c, k in enumerate(classes) if k) + "\n")
    print("| issue | adopted in 2013 | ends in the text |\n| --- | --- | --- |")
    for issue, row in zip(scenario.issues, table, strict=True):
        shown = {key: hits for key, hits in row.items() if hits or (whole and key == truth[issue.key])}
        ranked = sorted(shown.items(), key=lambda item: -item[1])
        print(f"| {issue.key} | {truth[issue.key]} | {', '.join(f'{k} {told(h, n)}' for k, h in ranked)} |")


def report_brackets(seed: int, replications: int) -> None:
    """Print clauses in brackets and formal objections by session, then both at the times of the published counts."""
    shares = {}
    for name in WITH_BRACKETS:
        batch = simulate_batch(load_scenario(name), seed=seed, replications=range(replications))
        shares[name] = of_highest(batch.bracketed), of_highest(batch.brackets)
        print(f"\n{name}, clauses in brackets and objections after each session, of the highest count:\n")
        print(
            "; ".join(f"{t} {a:.2f} {b:.2f}" for t, (a, b) in enumerate(zip(*shares[name], strict=True), 1))
        )
    highest = max(count for *_, count in PARIS)
    print(f"\n| Paris | over | brackets | of the highest | {' | '.join(WITH_BRACKETS)} |")
    print(f"| --- | --- | --- | --- |{' --- |' * len(WITH_BRACKETS)}")
    for when, part, count in PARIS:
        cells = []
        for clauses, objections in shares.values():
            at = session_at(part, len(clauses))
            cells.append(f"session {at}: {clauses[at - 1]:.2f} ({objections[at - 1]:.2f})")
        print(f"| {when} | {part:.2f} | {count} | {count / highest:.2f} | {' | '.join(cells)} |")


def hits_of(scenario: Scenario, batch: Batch) -> FloatArray:
    """Return on how many issues each replication ends as it did in 2013, `[R]`."""
    truth, options = adopted(), [[option.key for option in issue.options] for issue in scenario.issues]
    ended = np.array(
        [keys.index(truth[issue.key]) for issue, keys in zip(scenario.issues, options, strict=True)]
    )
    hits: FloatArray = (batch.result.option == ended).sum(axis=1).astype(np.float64)
    return hits


def contests(seed: int, replications: int) -> list[Contest]:
    """Return the expected hits of one run beside what trivial statements hit, under both codings."""
    found = []
    for coding, name in (("a", "A (as shipped)"), ("b", "B")):
        scenario = load_scenario("wtpf13", overrides=dict(VARIANTS[name]))
        hits = hits_of(scenario, simulate_batch(scenario, seed=seed, replications=range(replications)))
        truth = [adopted()[issue.key] for issue in scenario.issues]
        simple = {
            model: float(sum(said == true for said, true in zip(says, truth, strict=True)))
            for model, says in (
                ("status_quo", status_quo(scenario)),
                ("mean", nearest(scenario, PUBLISHED_MEAN)),
            )
        }
        found.append(
            Contest(
                key=f"wtpf13.{coding}",
                better="more",
                n=len(truth),
                ours="conference",
                value=mean(hits, level=LEVEL),
                simple={
                    model: Estimate(value=value, low=value, high=value, n=len(truth), level=LEVEL)
                    for model, value in simple.items()
                },
                beyond={model: mean(hits - value, level=LEVEL) for model, value in simple.items()},
            )
        )
    return found


def as_data(seed: int, replications: int) -> dict[str, object]:
    """Return plain data for JSON: what the table at the head of the page is made of."""
    return {
        "format": FORMAT,
        "version": version(),
        "seed": seed,
        "replications": replications,
        "level": LEVEL,
        "contests": [one.as_data() for one in contests(seed, replications)],
    }


def main() -> None:
    """Print every variant and both baselines, or the brackets, or what the table of the page is made of."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--brackets", action="store_true", help="only the brackets by session")
    parser.add_argument(
        "--json", action="store_true", help="only what the table at the head of the page is made of"
    )
    choice = parser.parse_args()
    if choice.json:
        print(json.dumps(as_data(choice.seed, choice.replications), indent=1))
        return
    if choice.brackets:
        print(f"delegation-sim {version()}, seed {choice.seed}, {choice.replications} replications.")
        report_brackets(choice.seed, choice.replications)
        return
    base = load_scenario("wtpf13")
    truth = [adopted()[issue.key] for issue in base.issues]
    print(f"delegation-sim {version()}, wtpf13, seed {choice.seed}, {choice.replications} replications.")
    for label, says in (
        ("weighted mean (59 entries)", nearest(base, PUBLISHED_MEAN)),
        ("nothing leaves the status quo, coding A", status_quo(base)),
        ("nothing leaves the status quo, coding B", status_quo(load_scenario("wtpf13", overrides=CODING_B))),
    ):
        hits = [issue.key for issue, s, t in zip(base.issues, says, truth, strict=True) if s == t]
        print(f"Baseline, {label}: right on {len(hits)} of 9 ({', '.join(hits)}).")
    for name, overrides in VARIANTS.items():
        scenario = load_scenario("wtpf13", overrides=dict(overrides))
        batch = simulate_batch(scenario, seed=choice.seed, replications=range(choice.replications))
        report(name, scenario, batch, whole=not overrides)


if __name__ == "__main__":
    main()
