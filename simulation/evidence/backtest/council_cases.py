"""Plays the proposals of a table of decisions as cases of the conference, under the rules of the Council as they were.

A proposal is one case: its issues are settled at one table, as a package. Where the Council decides by qualified
majority, its members vote with the votes of the day and 62 of 87 have to be for it, later 255 of 345 (260 of 352 with
Croatia). Where a table names others than members of the Union, or not so that their votes are known, .71 of the heads
have to agree. Where it is unanimous nobody may object: members who abstain do not prevent adoption (Article 205(3) of
the EC Treaty), so that is consensus here. Under a qualified majority the Commission consents too where the Council
decides alone: against it the Council may amend its proposal only unanimously, and it can change or withdraw it
(Article 250). Where the Parliament decides with the Council (Article 251, the procedure COD) the Parliament consents
and the Commission need not: in conciliation both agree on a joint text by their majorities alone (Articles 250(1) and
251(4) and (5)). Where the Parliament is only heard it speaks and proposes.

The options of an issue are the positions that somebody holds and wordings between them: the widest gaps are halved, all
that are equally wide at once, and again, as long as a case can have as many options and both halves are at least 10 of
100. So an axis that is turned round has the same wordings. What is lost by a distance grows with its square, as where
the weighted mean is the compromise of all [Achen2006]_. The first draft is where the
Commission stands, as the one who proposes; the status quo is the reference point of the table, and the median where it
names none. No act costs everybody what it costs the Council, as fitted to the half of the decisions that may be fitted
to; all else is at the defaults of the conference, and positions and saliences are as the table has them. What is not
agreed ends at the status quo.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.errors import StudyError
from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.council import council_votes
from simulation.evidence.backtest.decisions import Decisions
from simulation.forecast.compared_models import CONFERENCE
from simulation.forecast.landed import land
from simulation.models.means import weighted_median
from simulation.protocols.parameter_sets.sets import free, under
from simulation.scenario.interchange.case_of_positions import document_of
from simulation.scenario.schema import Scenario
from simulation.words import say

__all__ = [
    "COUNCIL",
    "KEY",
    "REPLICATIONS",
    "Played",
    "case_of_council",
    "options_of",
    "play_decisions",
    "status_quo_of",
]

type Data = dict[str, Any]

KEY: Final = CONFERENCE.key
REPLICATIONS: Final = 10
"""Of each proposal: with positions that are certain they differ little."""
_TOP: Final = 100.0
_MOST: Final = 12
"""Options that an issue can have."""
_FINEST: Final = 10.0
"""Points of 100 between two options that are not both positions of somebody."""
_MOST_ISSUES: Final = 60
"""That a case can have."""
_COMMISSION: Final = "COM"
_PARLIAMENT: Final = "EP"
_INSTITUTIONS: Final = (_COMMISSION, _PARLIAMENT)
_CODECISION: Final = "COD"
_VOTES: Final = {"speak": True, "propose": True, "object": True, "vote": True}
_PROPOSES: Final = {"speak": True, "propose": True}
_THRESHOLD: Final = 0.71
"""Of the heads, where votes are not known."""
_UNANIMITY: Final = {"rule": "consensus"}
COUNCIL: Final = {"values.failure_cost": 0.48}
"""Properties of the Council, fitted with the parameters that ship (`provenance.json` of the parameter sets): the
medians."""
_LOSS: Final = {"values.curve": 2.0}
"""How the Council feels a distance: not fitted, but the form of spatial models, taken on the half to fit."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Played:
    """Where decisions end in the conference."""

    outcome: FloatArray
    """`[N, R]` from 0 to 100: the option agreed on, or the status quo."""
    dropped: BoolArray
    """`[N, R]`, whether nothing was agreed on."""

    @property
    def point(self) -> FloatArray:
        """The mean outcome, `[N]`."""
        mean: FloatArray = self.outcome.mean(axis=1)
        return mean


def play_decisions(
    decisions: Decisions,
    *,
    seed: int,
    replications: int = REPLICATIONS,
    parameters: Data | None = None,
    note: Callable[[int], None] = lambda _done: None,
) -> Played:
    """Return where decisions end in the conference; their outcomes are not looked at.

    Args:
        decisions: All issues of each proposal.
        seed: Of all draws.
        replications: Of each proposal.
        parameters: Of the conference, by mechanism, as in a case; those left out are at their defaults.
        note: Told after each proposal that one more is played.

    Raises:
        StudyError: if a proposal has more issues than a case can have.
    """
    shape = (len(decisions.issue), replications)
    outcome, dropped = np.empty(shape), np.empty(shape, dtype=bool)
    group = grouped.groups(decisions.proposal)
    packages = [_by_rule(decisions, np.flatnonzero(group == one)) for one in range(int(group.max()) + 1)]
    _check_sizes(decisions, packages)
    for package in packages:
        for alike in package:
            landed = land(
                case_of_council(decisions, alike, parameters),
                CONFERENCE,
                seed=seed,
                replications=range(replications),
            )
            for row, option in zip(alike.tolist(), landed.option.T, strict=True):
                dropped[row] = option < 0
                ends = np.append(options_of(decisions, row), status_quo_of(decisions, row))
                outcome[row] = ends[option]  # the last one where there is none, -1
        note(1)
    return Played(outcome=outcome, dropped=dropped)


def _check_sizes(decisions: Decisions, packages: Sequence[Sequence[IntArray]]) -> None:
    problems = [
        say("backtest.problem.package", name=decisions.proposal[rows[0]], n=len(rows), most=_MOST_ISSUES)
        for package in packages
        for rows in package
        if len(rows) > _MOST_ISSUES
    ]
    if problems:
        raise StudyError("\n".join(problems))


def _by_rule(decisions: Decisions, rows: IntArray) -> list[IntArray]:
    """Return the issues of a proposal by how the Council decides on them: a case has one rule."""
    unanimous = np.array([_is_unanimous(decisions.rule[row]) for row in rows.tolist()])
    return [rows[chosen] for chosen in (unanimous, ~unanimous) if chosen.any()]


def _is_unanimous(rule: str) -> bool:
    return rule.strip().lower().startswith("unan")


def case_of_council(decisions: Decisions, rows: IntArray, parameters: Data | None = None) -> Scenario:
    """Return the case of some issues of a proposal, all under one rule, with these parameters of the conference."""
    places = rows.tolist()
    here = np.flatnonzero(decisions.takes_part[rows].any(axis=0)).tolist()
    consent = _consenting(decisions, places[0], here)
    issues = [_issue(decisions, row, f"i{number}") for number, row in enumerate(places)]
    case = Scenario.model_validate(
        {
            "schema": 1,
            "key": "council",
            "title": "A proposal",
            "summary": "",
            "nature": "illustrative",
            "forum": {
                "preset": "unga_committee",
                "name": "Council of the European Union",
                "decision": _decision(decisions, rows, consent),
                "refer": False,
            },
            "drafting": False,
            "protocol": {"key": CONFERENCE.protocol} | (parameters or {}),
            "issues": issues,
            "document": document_of(issues, title="An act", heading="The act", instrument="decision"),
            "delegations": [_delegation(decisions, places, column, consent) for column in here],
        }
    )
    of_council = COUNCIL | _LOSS
    return under(case, {name: of_council[name] for name in free(case.protocol, tuple(of_council))})


def _consenting(decisions: Decisions, row: int, here: Sequence[int]) -> list[int]:
    """Return the columns of the institutions whose consent the act needs beside that of the Council."""
    both_decide = decisions.procedure[row].strip().upper().startswith(_CODECISION)
    needed = {
        _COMMISSION: not both_decide and not _is_unanimous(decisions.rule[row]),
        _PARLIAMENT: both_decide,
    }
    return [column for column in here if needed.get(decisions.delegations[column], False)]


def _decision(decisions: Decisions, rows: IntArray, consent: Sequence[int]) -> Data:
    """Return the rule under which some issues of a proposal, all under one, are decided."""
    if _is_unanimous(decisions.rule[rows[0]]):
        return _UNANIMITY
    holders = {"holders": [f"d{column}" for column in consent]} if consent else {}
    there = decisions.takes_part[rows].any(axis=0)
    found = council_votes(decisions.delegations, there[None])
    if found is None:
        return {"rule": "veto" if consent else "qualified_majority", "threshold": _THRESHOLD} | holders
    (votes,), (majority,) = found
    weights = {f"d{column}": float(votes[column]) for column in np.flatnonzero(there).tolist()}
    return {
        "rule": "veto" if consent else "weighted",
        "threshold": float(majority),
        "weights": weights,
    } | holders


def options_of(decisions: Decisions, row: int) -> FloatArray:
    """Return the positions that somebody holds on an issue and wordings between them, ascending."""
    option = _held(decisions, row)
    while len(option) > 1:
        gap = np.diff(option)
        widest = np.flatnonzero(gap >= gap.max() - ATOL)
        if gap.max() < 2 * _FINEST - ATOL or len(option) + len(widest) > _MOST:
            break
        option = np.sort(np.append(option, (option[widest] + option[widest + 1]) / 2))
    return option


def _held(decisions: Decisions, row: int) -> FloatArray:
    """Return the positions that somebody holds on an issue, ascending; of too many the ends and the most held ones."""
    there = decisions.takes_part[row]
    held, counts = np.unique(decisions.position[row, there], return_counts=True)
    if len(held) == 1:
        return held
    keep = np.isin(held, [held[0], held[-1], _draft_of(decisions, row)])
    order = np.lexsort((held, -counts, ~keep))
    chosen: FloatArray = np.sort(held[order[:_MOST]])
    return chosen


def status_quo_of(decisions: Decisions, row: int) -> float:
    """Return what holds without a decision: the reference point, else the median position."""
    reference = float(decisions.reference[row])
    if not np.isnan(reference):
        return reference
    there = decisions.takes_part[row]
    one = np.ones(int(there.sum()))
    return float(weighted_median(decisions.position[row, there], one, one))


def _draft_of(decisions: Decisions, row: int) -> float:
    """Return where the Commission stands, else the position that most hold; of equals the lowest."""
    if _COMMISSION in decisions.delegations:
        stands = float(decisions.position[row, decisions.delegations.index(_COMMISSION)])
        if not np.isnan(stands):
            return stands
    held, counts = np.unique(decisions.position[row, decisions.takes_part[row]], return_counts=True)
    return float(held[counts.argmax()])


def _issue(decisions: Decisions, row: int, key: str) -> Data:
    options = options_of(decisions, row).tolist()
    return {
        "key": key,
        "name": key,
        "dimension": "scope",
        "status_quo": status_quo_of(decisions, row) / _TOP,
        "draft": f"o{options.index(_draft_of(decisions, row))}",
        "options": [
            {"key": f"o{place}", "label": f"{value:g}", "position": value / _TOP}
            for place, value in enumerate(options)
        ],
    }


def _delegation(decisions: Decisions, rows: Sequence[int], column: int, consent: Sequence[int]) -> Data:
    code = decisions.delegations[column]
    mandate = {
        f"i{number}": {
            "position": float(decisions.position[row, column]) / _TOP,
            "salience": float(decisions.salience[row, column]),
        }
        for number, row in enumerate(rows)
        if decisions.takes_part[row, column]
    }
    return {
        "key": f"d{column}",
        "name": f"d{column}",
        "kind": "intergovernmental" if code in _INSTITUTIONS else "government",
        "rights": _PROPOSES if code in _INSTITUTIONS and column not in consent else _VOTES,
        "mandate": mandate,
    }
