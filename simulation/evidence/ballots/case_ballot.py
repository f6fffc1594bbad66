"""Asks a case how its room would take a text: chances of vote, stand and signature for every delegation.

Nothing is negotiated: everybody judges by the instructions that it comes with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.batch import CHUNK, prepare
from simulation.errors import StudyError
from simulation.evidence.ballots import earlier_votes
from simulation.evidence.ballots.vote_tables import RollCalls
from simulation.protocols.conference.conference import Conference
from simulation.scenario.forums import Forum, resolve_forum
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Issue, Scenario
from simulation.storage.folder import load_run
from simulation.version import version
from simulation.words import listed, meant, say

__all__ = ["DRAFT", "CaseBallot", "ballot_on", "text_of"]

DRAFT: Final = "draft"
NOTHING: Final = "none"
FORMAT: Final = "delegation-sim vote 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
NOISE: Final = 0.1
"""What is not known of a margin, in lengths of the axis. Judgement, after a look at the votes on one shipped case: at
it the usual price of standing alone is as wide as the fitted band."""
BAND: Final = 1.02
"""Width of the band of abstention in units of the noise, beside the price of standing alone: fitted to the ten recorded
votes of the General Assembly on information technology and security of 2005 to 2019 (`backtest votes`)."""
RECORD: Final = 3.37
"""What a member's other votes say of its margin, in units of the noise, likewise."""
_COLUMNS: Final = {
    "vote": ("yes", "abstain", "no"),
    "stand": ("joins", "with_statement", "dissociates"),
    "signature": ("signs", "with_reservation", "does_not_sign"),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseBallot:
    """The chances of everybody who takes part in decisions; means over replications."""

    scenario: Scenario
    forum: Forum
    text: Mapping[str, str | None]
    """Option by issue; None: the issue is not in it."""
    seed: int
    replications: int
    noise: float
    delegations: tuple[str, ...]
    """Keys of those who are in the room: whoever can neither decide nor move anybody is not."""
    decide: BoolArray
    """Who takes part in decisions, `[A]`."""
    vote: FloatArray
    """Yes, abstention, no, `[A, 3]`; 0 for whoever takes no part."""
    stand: FloatArray
    """Joins, joins with a statement, dissociates itself, `[A, 3]`."""
    signature: FloatArray
    """Signs, signs with a reservation, does not sign, `[A, 3]`."""
    margin: FloatArray
    """What the text is worth beside no text, `[A]`."""
    with_votes: int
    """How many of them have earlier votes."""

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON; numbers are not rounded."""
        case = self.scenario
        return {
            "format": FORMAT,
            "version": version(),
            "case": {"key": case.key, "title": case.title, "hash": scenario_hash(case)},
            "text": dict(self.text),
            "seed": self.seed,
            "replications": self.replications,
            "noise": self.noise,
            "with_earlier_votes": self.with_votes,
            "expected": {
                name: dict(zip(columns, getattr(self, name).sum(axis=0).tolist(), strict=True))
                for name, columns in _COLUMNS.items()
            },
            "delegations": [
                {"key": key, "margin": float(self.margin[row])}
                | {
                    name: dict(zip(columns, getattr(self, name)[row].tolist(), strict=True))
                    for name, columns in _COLUMNS.items()
                }
                for row, key in enumerate(self.delegations)
                if self.decide[row]
            ],
        }


def text_of(scenario: Scenario, written: str) -> dict[str, str | None]:
    """Return a text as one option for each issue: that of the first draft, of a run, or of a list of options.

    Args:
        scenario: The case.
        written: `draft`; the folder of a run, for the text that it ended in; or `ISSUE=OPTION,...`, with `none` for a
            text without that issue, and the first draft for issues that are left out.

    Raises:
        RecordError: if there is a folder, but no run in it.
        StudyError: if it cannot be read; its text lists every problem.
    """
    draft: dict[str, str | None] = {issue.key: issue.draft for issue in scenario.issues}
    if written.strip() == DRAFT:
        return draft
    problems: list[str] = []
    if "=" not in written and Path(written).is_dir():
        text = _of_run(scenario, written, problems)
    else:
        text = draft | _written(scenario, written, problems)
    if not problems and not any(text.values()):
        problems.append(say("ballots.text.empty"))
    if problems:
        raise StudyError("\n".join(problems))
    return text


def _written(scenario: Scenario, written: str, problems: list[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    issues = {issue.key.casefold(): issue for issue in scenario.issues}
    for part in written.split(","):
        key, equals, name = (piece.strip() for piece in part.partition("="))
        issue = issues.get(key.casefold())
        if not equals:
            problems.append(say("ballots.text.form", part=repr(part.strip())))
        elif issue is None:
            valid = [one.key for one in scenario.issues]
            near = meant(key, valid)
            problems.append(say("ballots.text.issue", key=repr(key), near=near, valid=listed(valid)))
        elif issue.key in found:
            problems.append(say("ballots.text.twice", issue=issue.key))
        else:
            found[issue.key] = _option(issue, name, problems)
    return found


def _of_run(scenario: Scenario, folder: str, problems: list[str]) -> dict[str, str | None]:
    run = load_run(folder)
    if run.scenario.key != scenario.key:
        other = run.scenario.key
        problems.append(say("ballots.text.other_case", folder=folder, other=other, case=scenario.key))
        return {}
    ended = dict(zip(run.tables["outcome"]["issue"], run.tables["outcome"]["option"], strict=True))
    if not any(ended.values()):
        problems.append(say("ballots.text.no_document", folder=folder))
        return {}
    return {issue.key: _option(issue, ended.get(issue.key) or NOTHING, problems) for issue in scenario.issues}


def _option(issue: Issue, name: str, problems: list[str]) -> str | None:
    """Return the key of an option; None for no option, or for one that is not there, which is said."""
    if name.casefold() == NOTHING:
        return None
    keys = {option.key.casefold(): option.key for option in issue.options}
    if name.casefold() not in keys:
        near, valid = meant(name, keys.values()), listed([*keys.values(), NOTHING])
        problems.append(say("ballots.text.option", issue=issue.key, key=repr(name), near=near, valid=valid))
    return keys.get(name.casefold())


def ballot_on(
    scenario: Scenario,
    text: Mapping[str, str | None],
    *,
    seed: int,
    replications: int,
    noise: float | None = None,
    votes: RollCalls | None = None,
) -> CaseBallot:
    """Return the chances of everybody in a case on a text. The same case, seed and replications give the same.

    Args:
        scenario: The case; its protocol has to be the conference.
        text: An option an issue; None: the issue is not in the text.
        seed: Of the uncertainties of the case.
        replications: How many draws of them.
        noise: Scale of what is not known of a margin, in lengths of the axis; the usual if None, 0 for none.
        votes: Earlier votes, whose members are named as the delegations by key.

    Raises:
        StudyError: if the protocol is another one, or no member of the earlier votes sits in the room.
    """
    negotiation = prepare(scenario)
    conference = negotiation.protocol
    if not isinstance(conference, Conference):
        raise StudyError(say("ballots.protocol", key=scenario.protocol.key))
    keys = negotiation.blueprint.fixed.delegations
    scale = NOISE if noise is None else noise
    standing = np.full(len(keys), np.nan) if votes is None else _standing(votes, keys)
    if votes is not None and not np.isfinite(standing).any():
        raise StudyError(say("ballots.votes.nobody", valid=listed(keys[:6]), case=scenario.key))
    known = np.nan_to_num(RECORD * scale * standing)
    options = {issue.key: [None, *(option.key for option in issue.options)] for issue in scenario.issues}
    option = np.array([known.index(text[issue]) - 1 for issue, known in options.items()])
    chances, margin = np.zeros((len(_COLUMNS), len(keys), 3)), np.zeros(len(keys))
    for start in range(0, replications, CHUNK):
        room = negotiation.open(seed, range(start, min(start + CHUNK, replications)))
        found = conference.poll(
            room, np.tile(option, (len(room.rows), 1)), noise=scale, band=BAND, known=known
        )
        chances += np.stack([getattr(found, name).sum(axis=0) for name in _COLUMNS])
        margin += found.margin.sum(axis=0)
    vote, stand, signature = chances / replications
    return CaseBallot(
        scenario=scenario,
        forum=resolve_forum(scenario),
        text=dict(text),
        seed=seed,
        replications=replications,
        noise=scale,
        delegations=keys,
        decide=negotiation.blueprint.fixed.decide,
        vote=vote,
        stand=stand,
        signature=signature,
        margin=margin / replications,
        with_votes=int(np.isfinite(standing).sum()),
    )


def _standing(votes: RollCalls, keys: Sequence[str]) -> FloatArray:
    """Return how much more than the others everybody voted for the texts before, from -1 to 1; NaN: never."""
    standing = earlier_votes.standing_in(votes)
    place: dict[str, int] = {member.casefold(): row for row, member in enumerate(votes.members)}
    rows: IntArray = np.array([place.get(key.casefold(), -1) for key in keys], dtype=np.int64)
    found: FloatArray = np.where(rows >= 0, standing[rows], np.nan)
    return found - float(np.nanmean(found)) if np.isfinite(found).any() else found
