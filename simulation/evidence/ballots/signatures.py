"""Tests the ballot on signatures: who signed, with one region left out at a time.

A state signs where the text is worth no less to it than none: the yes of the ballot, without a band.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.errors import StudyError
from simulation.evidence.backtest.grouped import LEVEL, RESAMPLES
from simulation.evidence.ballots import ballot_scores
from simulation.evidence.ballots.ballot_scores import SignatureScore
from simulation.evidence.ballots.earlier_votes import D1, D2
from simulation.evidence.ballots.forms import held_to, lines_of
from simulation.evidence.ballots.ordered import fit_ballot
from simulation.evidence.ballots.vote_tables import Groups, Positions, Signatures
from simulation.evidence.validation.bins import Curve, curve, tenths
from simulation.evidence.work_counted import Counted, Progress
from simulation.version import version
from simulation.words import say

__all__ = ["COUNTRY", "FORMS", "REGIONS", "RIGHTS", "SignatureBacktest", "backtest_signatures"]


FORMAT: Final = "delegation-sim backtest signatures 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
RIGHTS: Final = "pca_humanrights_d1"
"""The dimension of votes on human rights, as the table of positions names it."""
COUNTRY: Final[Mapping[str, tuple[float, float] | None]] = {
    "fh_total_2012": (0.0, 100.0),
    "gdp_pc_const_usd_2012": (0.0, math.inf),
    "internet_users_pct_2012": (0.0, 100.0),
    "oecd_2013": None,
    "g77": None,
}
"""Other variables of the larger logistic regression, with the least and the most that each can be; None: 1 or 0."""
REGIONS: Final = ("rcc", "arab_league", "african_group", "citel", "cept", "apt")
"""Regional groups of the telecommunication world, as the table of countries names them: the folds. A state of several
is scored in the first, and learned from only where none of its regions is left out."""
ELSEWHERE: Final = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    key: str
    terms: tuple[str, ...]
    in_line: bool = False


OURS: Final = "ballot"
FORMS: Final = (
    _Form(key=OURS, terms=(D1, RIGHTS), in_line=True),
    _Form(key="ballot_no_line", terms=(D1, RIGHTS)),
    _Form(key="ballot_one", terms=("mean",), in_line=True),
    _Form(key="logistic", terms=(D1, D2)),
    _Form(key="logistic_country", terms=(D1, D2, *COUNTRY)),
    _Form(key="usual", terms=()),
)
"""Ours, and with the mean of its two positions in place of both; logistic regressions; the share of the others."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SignatureBacktest:
    """What came out."""

    signatures: Signatures
    region: tuple[str, ...]
    chance: Mapping[str, FloatArray]
    scores: tuple[SignatureScore, ...]
    seed: int
    unlisted: tuple[str, ...]
    """States that have no row in the table of countries."""

    @property
    def reliability(self) -> Curve:
        """How often states signed by the chance that ours gave it."""
        chance = self.chance[OURS]
        return curve(chance, chance, self.signatures.signed == 1, tenths(chance), level=LEVEL)

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "format": FORMAT,
            "version": version(),
            "seed": self.seed,
            "members": len(self.signatures.members),
            "members_without_country": list(self.unlisted),
            "signed": int(self.signatures.signed.sum()),
            "level": LEVEL,
            "resamples": RESAMPLES,
            "models": [score.as_data() for score in self.scores],
            "contests": [one.as_data() for one in ballot_scores.contests_of_signatures(self.scores)],
            "figures": {"signatures": self.reliability.as_data()},
            "states": [
                {
                    "state": member,
                    "region": self.region[row],
                    "signed": int(self.signatures.signed[row]),
                    "chances": {key: round(float(chance[row]), 6) for key, chance in self.chance.items()},
                }
                for row, member in enumerate(self.signatures.members)
            ],
        }


def backtest_signatures(
    signatures: Signatures,
    positions: Positions,
    groups: Groups,
    *,
    day: str,
    seed: int,
    progress: Progress | None = None,
) -> SignatureBacktest:
    """Return scores of models on the signatures of regions that they have not seen.

    Args:
        signatures: Who signed, of those who could.
        positions: Where states stand.
        groups: To what regions and groups they belong, and other variables.
        day: When it was signed: no estimate of a later time is used.
        seed: Of the resamples behind intervals.
        progress: Told how many forecasts are made, of how many.

    Raises:
        StudyError: if a region is left out and no state is there to learn from.
    """
    members = signatures.members
    belongs = np.stack([groups.belongs(column, members) for column in REGIONS], axis=1)
    region = tuple(REGIONS[row.argmax()] if row.any() else ELSEWHERE for row in belongs)
    columns = _columns(signatures, positions, groups, day)
    train = {name: _learned_from(name, belongs) for name in dict.fromkeys(region)}
    if not all(some.any() for some in train.values()):
        raise StudyError(say("ballots.problem.one_region"))
    line = lines_of(groups, members)
    made, note = {}, Counted(progress, len(FORMS) * len(train))
    for form in FORMS:
        terms = np.stack([np.ones(len(members)), *(columns[name] for name in form.terms)], axis=1)
        terms = held_to(line, terms) if form.in_line else terms
        chance = np.full(len(members), np.nan)
        for name, learned in train.items():
            asked = np.array([one == name for one in region])
            chance[asked] = _asked(terms, signatures, asked, learned)
            note()
        made[form.key] = chance
    found = ballot_scores.scored_signatures(signatures.signed, region, made, seed)
    return SignatureBacktest(
        signatures=signatures,
        region=region,
        chance=made,
        scores=found,
        seed=seed,
        unlisted=groups.without_row(members),
    )


def _learned_from(region: str, belongs: BoolArray) -> BoolArray:
    """Return which states `[M]` are learned from where a region is left out, from who belongs to which, `[M, R]`."""
    return belongs.any(axis=1) if region == ELSEWHERE else ~belongs[:, REGIONS.index(region)]


def _asked(terms: FloatArray, signatures: Signatures, asked: BoolArray, train: BoolArray) -> FloatArray:
    cast = np.where(signatures.signed == 1, 0, 2)
    found = fit_ballot(terms[train], cast[train], abstain=False)
    chance: FloatArray = found.chances(terms[asked])[:, 0]
    return chance


def _columns(signatures: Signatures, positions: Positions, groups: Groups, day: str) -> dict[str, FloatArray]:
    """Return every variable over the states, with mean 0 and deviation 1; the mean where it is not known."""
    members = signatures.members
    raw = {method: positions.at(method, day, members) for method in (D1, D2, RIGHTS)}
    raw |= {column: groups.of(column, members) for column in COUNTRY}
    income = raw["gdp_pc_const_usd_2012"]
    raw["gdp_pc_const_usd_2012"] = np.log(np.where(income > 0, income, np.nan))
    found = {}
    for key, values in raw.items():
        spread = float(np.nanstd(values)) if np.isfinite(values).any() else 0.0
        middle = float(np.nanmean(values)) if np.isfinite(values).any() else 0.0
        found[key] = np.nan_to_num((values - middle) / (spread or 1.0))
    found["mean"] = 0.5 * (found[D1] + found[RIGHTS])
    return found
