"""How far a share of futures is to be believed: what games that were played beside such forecasts have taught."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.errors import UnknownComponentError
from simulation.live import SeatView
from simulation.live.moves import LEVELS
from simulation.live.seen import IssueSeen

__all__ = ["FILE", "TERMS", "Correction", "corrections", "evidence", "published", "taken", "text_of"]

FILE: Final = Path(__file__).with_name("corrected.json")
"""What was learned at each level, from which games: `python -m benchmarks.landings --fit --skill LEVEL` prints it."""
_UNLESS_FITTED: Final = "standard"
"""The level whose weights serve a level that was not fitted."""
TERMS: Final = ("always", "share", "closed", "last", "agenda", "ripe")
"""What a correction goes by: see the fields of `Correction`."""
_SURE: Final = 0.01
"""A share nearer to 0 or 1 than this counts as if it lay here."""
_WAITED: Final = 2
"""Sessions after which a clause is as ripe as it gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Weights of the terms of the corrected log-odds of a clause, the same in all cases and seats of a level."""

    always: float
    share: float
    """Of the log-odds by the share of futures in which the clause closes."""
    closed: float
    """Of the share of all clauses that have closed: a room in which much has closed goes on closing."""
    last: float
    """Where the session at hand is the last one."""
    agenda: float
    """Of the mean share on the agenda of the day, less a half: what is drawn wrongly is wrong of the whole room, so how
    the day looks tells more than how one clause looks beside another."""
    ripe: float
    """Of the sessions since the clause was called that did not close it, two at the most, times one less the
    brackets on it, the own one too, as a share of the others who decide: what few object to any more closes soon."""

    def of(self, share: FloatArray, view: SeatView) -> FloatArray:
        """Return the corrected chance that each clause of the agenda closes, `[M]`; 0 or 1 where all futures agree."""
        odds = evidence(share, view) @ np.array([getattr(self, term) for term in TERMS])
        believed: FloatArray = np.where((share > 0.0) & (share < 1.0), 1.0 / (1.0 + np.exp(-odds)), share)
        return believed


def evidence(share: FloatArray, view: SeatView) -> FloatArray:
    """Return the terms of a correction for each clause of the agenda, `[M, TERMS]`, from shares of futures, `[M]`.

    The seat sees all of them.
    """
    inside = np.clip(share, _SURE, 1.0 - _SURE)
    found = np.empty((len(share), len(TERMS)))
    found[:, 0] = 1.0
    found[:, 1] = np.log(inside / (1.0 - inside))
    found[:, 2] = np.mean([not issue.is_open for issue in view.issues])
    found[:, 3] = view.session == view.sessions
    found[:, 4] = share.mean() - 0.5
    found[:, 5] = [_ripe(view, issue) for issue in view.issues if issue.is_open and issue.on_agenda]
    return found


def _ripe(view: SeatView, issue: IssueSeen) -> float:
    others = max(sum(other.decides for other in view.others), 1)
    return min(issue.waited, _WAITED) * max(1.0 - len(issue.brackets) / others, 0.0)


def taken(closes: BoolArray, believed: float) -> IntArray:
    """Return which of R futures to take, each as often as it stands there, so that the share `believed` closes.

    Those in which the clause closes are taken evenly, and so are the others: nothing else is changed about them.
    Where all futures agree, each is taken once.
    """
    yes, no = np.flatnonzero(closes), np.flatnonzero(~closes)
    if not len(yes) or not len(no):
        return np.arange(len(closes))
    n = round(believed * len(closes))
    return np.concatenate([_evenly(yes, n), _evenly(no, len(closes) - n)])


def _evenly(rows: IntArray, n: int) -> IntArray:
    """Return n of some rows, each as often as any other, give or take one."""
    return rows[np.arange(n) * len(rows) // max(n, 1)]


@cache
def published(level: str) -> Correction:
    """Return the correction that forecasts of a seat are made with in games of a level, one of `LEVELS`."""
    return corrections(FILE.read_text(encoding="utf-8"))[level]


def corrections(text: str) -> dict[str, Correction]:
    """Return the correction of every level, from the text of a file; one that was not fitted goes by standard's.

    Raises:
        UnknownComponentError: if it has a level that no game is played at.
    """
    found: dict[str, dict[str, Any]] = json.loads(text)["levels"]
    for level in found:
        if level not in LEVELS:
            raise UnknownComponentError(kind="skill", key=level, valid=LEVELS)
    return {level: Correction(**found.get(level, found[_UNLESS_FITTED])["weights"]) for level in LEVELS}


def text_of(text: str, level: str, correction: Correction, origin: Mapping[str, object]) -> str:
    """Return the text of a file with the weights of one level written anew, and where these come from."""
    weights = {term: round(value, 4) for term, value in asdict(correction).items()}
    whole = json.loads(text)
    levels = whole["levels"] | {level: {**origin, "weights": weights}}
    whole["levels"] = {one: levels[one] for one in LEVELS if one in levels}
    return json.dumps(whole, indent=1) + "\n"
