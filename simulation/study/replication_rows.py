"""What a study keeps of each replication: one row, with the same columns for every variant of a case."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.batch import Batch
from simulation.protocols.result import JOINS, OUTCOME_CLASSES, SIGNALS
from simulation.scenario.schema import Scenario
from simulation.state.tableau import KINDS, Tableau
from simulation.storage.run_columns import Kind

__all__ = ["DROPPED", "NUMBERS", "Rows", "joined_pairs", "joined_rows", "pairs_of", "rows_of"]

type Rows = dict[str, tuple[Kind, Any]]
"""Columns by name: what they hold and their values, as tables are written."""

DROPPED: Final = ""
"""In place of an option: the issue is not in the text, or there is no text."""
NUMBERS: Final[Mapping[str, str]] = {
    "substance": "share of the issues on which the text commits to something",
    "clauses_open": "clauses still open at the end",
    "objections": "formal objections to the text on the table after the last session",
    "joined": "share of decision-holders that join",
    "precision": "mean precision of what the text commits to",
    "implementation": "expected implementation of what the text commits to",
    "from_draft": "mean distance of the text from the first draft",
    "from_status_quo": "mean distance of the text from the status quo",
    "gain_mean": "mean gain against no agreement",
    "gain_min": "gain of the delegation that gains least",
    "gain_median": "median gain",
    "gain_spread": "standard deviation of gains among delegations",
    "give": "mean share of the way to the limit that was released",
    "trust": "mean trust at the end",
    "settled_on_floor": "share of the clauses agreed that were agreed on the floor, not in a package",
    "tabled_by_others": "share of speakers' wordings that others than governments tabled",
}
"""Columns of numbers that every study has, and what they hold."""
_JOINED: Final = (JOINS.index("joins"), JOINS.index("joins_with_statement"))
_GOVERNMENT: Final = KINDS.index("government")


def rows_of(scenario: Scenario, fixed: Tableau, batch: Batch, variant: str) -> Rows:
    """Return the rows of a batch, one for each replication.

    Args:
        scenario: The variant of the case that was played.
        fixed: Its tableau of no replications: who sits where.
        batch: How it ended.
        variant: Key of the variant.
    """
    result, left = batch.result, fixed.falling.left(batch.result.option)
    n = len(batch.replications)
    columns: Rows = {
        "variant": ("word", [variant] * n),
        "replication": ("integer", batch.replications),
        "outcome_class": ("word", [OUTCOME_CLASSES[code] for code in result.outcome_class.tolist()]),
        "sessions": ("integer", batch.sessions),
        "voted": ("flag", result.voted),
        "referred": ("flag", result.referred),
    }
    columns |= {name: ("number", value) for name, value in _numbers(fixed, batch, left).items()}
    columns |= _signals(result.signals)
    columns |= _by_issue(scenario, fixed, left)
    columns |= _gains(scenario, fixed, result.gain)
    columns["bracketed"] = ("integers", [row[row >= 0] for row in batch.bracketed])
    return columns


def pairs_of(fixed: Tableau, batch: Batch, variant: str) -> Rows:
    """Return how often each two delegations stood in one coalition: sums over replications of clauses, squared too.

    Two stand together on a clause if they belonged to the coalition of the same wording when it was last on the
    floor. The sums are whole numbers, so that they add up to the same in any order.
    """
    stood = batch.stood
    joined = np.zeros((len(stood), stood.shape[1], stood.shape[1]), dtype=np.int64)
    for option in range(int(stood.max(initial=-1)) + 1):
        member = (stood == option).astype(np.float64)
        joined += np.rint(member @ member.swapaxes(1, 2)).astype(np.int64)
    first, second = np.triu_indices(stood.shape[1], k=1)
    count = joined[:, first, second]
    keys = fixed.delegations
    return {
        "variant": ("word", [variant] * len(first)),
        "first": ("word", [keys[a] for a in first]),
        "second": ("word", [keys[a] for a in second]),
        "replications": ("integer", np.full(len(first), len(stood), dtype=np.int64)),
        "clauses": ("integer", np.full(len(first), stood.shape[2], dtype=np.int64)),
        "together": ("integer", count.sum(axis=0)),
        "squares": ("integer", (count**2).sum(axis=0)),
    }


def joined_rows(found: Sequence[Rows]) -> Rows:
    """Return the rows of several batches of one variant, in this order."""
    if len(found) == 1:
        return found[0]
    return {
        name: (kind, [value for rows in found for value in rows[name][1]])
        if kind in ("word", "integers")
        else (kind, np.concatenate([rows[name][1] for rows in found]))
        for name, (kind, _) in found[0].items()
    }


def joined_pairs(found: Sequence[Rows]) -> Rows:
    """Return the sums over several batches of one variant."""
    if len(found) == 1:
        return found[0]
    sums = ("replications", "together", "squares")
    return {
        name: (kind, sum(pairs[name][1] for pairs in found) if name in sums else values)
        for name, (kind, values) in found[0].items()
    }


def _numbers(fixed: Tableau, batch: Batch, left: IntArray) -> dict[str, FloatArray]:
    result = batch.result
    gain = result.gain
    commits = fixed.commits[np.arange(fixed.n_issues), np.maximum(left, 0)] & (left >= 0)
    holders = max(int(fixed.decide.sum()), 1)
    last = np.take_along_axis(batch.brackets, batch.sessions[:, None] - 1, axis=1)[:, 0]
    found = {
        "substance": commits.mean(axis=1),
        "clauses_open": (batch.closed_at < 0).sum(axis=1),
        "objections": last,
        "joined": np.isin(result.joins, _JOINED).sum(axis=1) / holders,
        "precision": result.precision,
        "implementation": result.implementation,
        "from_draft": result.from_draft,
        "from_status_quo": result.from_status_quo,
        "gain_mean": gain.mean(axis=1),
        "gain_min": gain.min(axis=1),
        "gain_median": np.median(gain, axis=1),
        "gain_spread": gain.std(axis=1),
        "give": batch.give.mean(axis=1),
        "trust": batch.trust,
        "settled_on_floor": _share(batch.closed_by == 0, batch.closed_by >= 0),
        "tabled_by_others": _share_of_others(batch.tabled),
    }
    return {name: found[name].astype(np.float64) for name in NUMBERS}


def _share(hit: BoolArray, counted: BoolArray) -> FloatArray:
    """Return the share of what counts in each row, `[R]`; NaN where nothing does."""
    total = counted.sum(axis=1)
    return np.where(total > 0, hit.sum(axis=1) / np.maximum(total, 1), np.nan)


def _share_of_others(tabled: IntArray) -> FloatArray:
    total = tabled.sum(axis=1)
    return np.where(total > 0, 1.0 - tabled[:, _GOVERNMENT] / np.maximum(total, 1), np.nan)


def _signals(share: FloatArray) -> Rows:
    """Return the shares of the signals on agreed clauses, of `[R, 5]`; NaN for a run in which none was agreed."""
    told = np.where(share.any(axis=1, keepdims=True), share, np.nan)
    return {f"signal.{word}": ("number", told[:, code]) for code, word in enumerate(SIGNALS)}


def _by_issue(scenario: Scenario, fixed: Tableau, option: IntArray) -> Rows:
    columns: Rows = {}
    for q, issue in enumerate(scenario.issues):
        keys = [*(choice.key for choice in issue.options), DROPPED]
        columns[f"option.{issue.key}"] = ("word", [keys[place] for place in option[:, q].tolist()])
        waits = fixed.commits[q][np.maximum(option[:, q], 0)] & (option[:, q] >= 0)
        lies = fixed.option_position[q][np.maximum(option[:, q], 0)]
        columns[f"place.{issue.key}"] = ("number", np.where(waits, lies, fixed.status_quo[q]))
    return columns


def _gains(scenario: Scenario, fixed: Tableau, gain: FloatArray) -> Rows:
    """Return gains by kind and by delegation; NaN for whoever is not there, or only watches, in this variant."""
    columns: Rows = {}
    for code, kind in enumerate(KINDS):
        # Every kind, for every variant: a change may turn the only delegation of a kind into one of another.
        rows = np.flatnonzero(fixed.kind == code)
        mean = gain.take(rows, axis=1).mean(axis=1) if len(rows) else np.full(len(gain), np.nan)
        columns[f"gain_of.{kind}"] = ("number", mean)
    place = {key: row for row, key in enumerate(fixed.delegations)}
    for item in scenario.delegations:
        own = gain[:, place[item.key]] if item.key in place else np.full(len(gain), np.nan)
        columns[f"gain.{item.key}"] = ("number", np.ascontiguousarray(own))
    return columns
