"""Votes in the Council of the European Union, as capability: facts of the treaties, entered as data.

`council_votes.csv` holds the votes of each state until 31 October 2004 (Article 205(2) of the EC Treaty, fifteen
states, 87 votes) and from 1 November 2004 (the same article after the Treaty of Nice and the Acts of Accession of 2003,
2005 and 2012: 345 votes of 27 states, Croatia 7 more). The table of decisions has no dates, so that the later votes are
taken where a state takes part that joined in 2004 or after. From November 2014 on the treaty counts states and people
and no votes: for the latest issues these votes stand in for that.

The Commission and the Parliament have no votes in the Council. Each counts for an eighth of it, a little more
than the largest state: a judgement that was not tuned.
"""

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray

__all__ = ["COUNCIL", "council_shares", "council_votes"]

COUNCIL: Final = "council"
"""Capability: the share of the votes in the Council."""
_INSTITUTIONS: Final = ("COM", "EP")
_EIGHTH: Final = 1 / 8
_CROATIA: Final = "CR"
_EARLY_MAJORITY: Final = 62
_LATE_MAJORITY: Final = 255
_CROATIAN_MAJORITY: Final = 260
"""Votes in favour that a qualified majority needs: of 87, of 345 and, with Croatia, of 352."""


def council_shares(delegations: Sequence[str], takes_part: BoolArray) -> FloatArray | None:
    """Return the share of each delegation `[N, A]` by the votes of the day; None if some are no member of the Union.

    Args:
        delegations: Codes `[A]`, as DEU III writes them.
        takes_part: Which of them took part in each decision `[N, A]`.
    """
    found = council_votes(delegations, takes_part)
    if found is None:
        return None
    votes, _ = found
    institution = np.isin(delegations, _INSTITUTIONS)
    shares: FloatArray = np.where(institution, _EIGHTH, votes)
    return shares


def council_votes(delegations: Sequence[str], takes_part: BoolArray) -> tuple[FloatArray, FloatArray] | None:
    """Return shares of all votes of the day `[N, A]`, and the share `[N]` that a qualified majority needs.

    None if some are no member of the Union. The institutions have no votes. The second condition of the later rule, a
    majority of the members, is left out: hardly any 255 votes are without it. So is that the 25 states of 2004 to 2006
    needed 232 of 321: .72, and .74 here.

    Args:
        delegations: Codes `[A]`, as DEU III writes them.
        takes_part: Which of them took part in each decision `[N, A]`.
    """
    early, late = _votes()
    if not delegations or not set(delegations) <= set(late) | set(_INSTITUTIONS):
        return None
    institution = np.isin(delegations, _INSTITUTIONS)
    before, since = (np.array([votes.get(code, 0.0) for code in delegations]) for votes in (early, late))
    is_late = (takes_part & (before == 0) & ~institution).any(axis=1)
    croatia = takes_part[:, [code == _CROATIA for code in delegations]].any(axis=1)
    all_early, all_late = sum(early.values()), sum(late.values()) - np.where(croatia, 0.0, late[_CROATIA])
    shares = np.where(is_late[:, None], since / all_late[:, None], before / all_early)
    late_majority = np.where(croatia, _CROATIAN_MAJORITY, _LATE_MAJORITY) / all_late
    return shares, np.where(is_late, late_majority, _EARLY_MAJORITY / all_early)


@cache
def _votes() -> tuple[dict[str, float], dict[str, float]]:
    """Return the votes by state, until October 2004 and since."""
    text = Path(__file__).with_name("council_votes.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    early, late = (
        {row["delegation"]: float(row[column]) for row in rows if row[column]}
        for column in ("before_2004_11", "since_2004_11")
    )
    return early, late
