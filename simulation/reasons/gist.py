"""The gist of a run: how it ended, what is in the text, who stands together, who moved most, when it turned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.coalitions.tracking import CoalitionHistory
from simulation.engine.record import JOINS, SIGNATURES, Record
from simulation.reasons.moves import Log, Move
from simulation.reasons.news import News, turning_points
from simulation.reasons.outcome import when_it_ended, whole_outcome
from simulation.reasons.record_reading import document_at, final_document
from simulation.reasons.story import Mover, SessionSentence
from simulation.text.document import DocumentState, Status
from simulation.words import NOTHING, Said, said

__all__ = ["Fate", "Gist", "gist_of"]

_FATES: Final[tuple[tuple[Status, ...], ...]] = (
    ("adopted",),
    ("clean_ad_ref",),
    ("deferred",),
    ("deleted",),
    ("given_up",),
    ("dropped",),
    ("bracketed",),
    ("open", "tabled"),
)
"""What may become of clauses, in the order in which it is told; those told as one stand together."""
_OWNERS: Final = 3
"""Most delegations named that kept brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of some clauses."""

    status: Status
    clauses: int
    issues: tuple[str, ...]
    """What they are about, by name."""
    owners: Said
    """Who kept them in brackets to the end, nothing: nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What somebody wants to know first about a run whose protocol asked the room."""

    outcome: Said
    """How it ended, and what was left over."""
    ending: Said
    """When it ended, and who stands by the text."""
    fates: tuple[Fate, ...]
    together: Said
    """Who stands together at the end."""
    moved: Said
    """Who moved most, and why; nothing: nobody moved."""
    points: tuple[SessionSentence, ...]
    """The sessions in which most changed, in order."""
    others: int
    """Sessions that are not among these."""


def gist_of(
    record: Record,
    log: Log,
    history: CoalitionHistory,
    *,
    news: Sequence[News],
    sentences: Sequence[SessionSentence],
    movers: Sequence[Mover],
) -> Gist:
    """Return the gist of a run; see the functions that work out what it is put together from."""
    capability = record.tableau.capability[0]
    points = tuple(sentences[session - 1] for session in turning_points(news, capability))
    return Gist(
        outcome=whole_outcome(record),
        ending=Said.joined(*_ending(record)),
        fates=tuple(_fates(record, log)),
        together=_together(record, log, history),
        moved=_moved(log, movers),
        points=points,
        others=record.n_rounds - len(points),
    )


def _ending(record: Record) -> Iterator[Said]:
    """Yield when it ended, then how delegations stand to the text."""
    yield when_it_ended(record)
    for codes, words in ((record.outcome.joins, JOINS), (record.outcome.signature, SIGNATURES)):
        found = [
            said(f"gist.stand.{word}", n=count)
            for code, word in enumerate(words)
            if (count := int((codes == code).sum()))
        ]
        if found:
            yield said("gist.stands", total=int((codes >= 0).sum()), stands=Said.listed(found))


def _fates(record: Record, log: Log) -> Iterator[Fate]:
    """Yield what became of the clauses, first those in the text."""
    document, last = final_document(record), document_at(record, record.n_rounds)
    names = {issue.key: issue.name for issue in record.scenario.issues}
    for statuses in _FATES:
        clauses = [clause for clause in document.clauses if clause.status in statuses]
        if not clauses:
            continue
        kept = {clause.key for clause in clauses} if statuses[0] in ("dropped", "bracketed") else set()
        yield Fate(
            status=statuses[0],
            clauses=len(clauses),
            issues=tuple(dict.fromkeys(names[clause.issue] for clause in clauses)),
            owners=_named(_owners(record, log, last, kept)),
        )


def _owners(record: Record, log: Log, last: DocumentState, kept: set[str]) -> list[str]:
    """Return who kept clauses in brackets to the end, by name, the greatest voice first."""
    voice = dict(zip(record.tableau.delegations, record.tableau.capability[0].tolist(), strict=True))
    owners = {bracket.owner for clause in last.clauses if clause.key in kept for bracket in clause.brackets}
    keys = sorted(owners, key=lambda key: (-voice[key], record.tableau.delegations.index(key)))
    return [log.roster.names[key] for key in keys]


def _together(record: Record, log: Log, history: CoalitionHistory) -> Said:
    """Return into which groups the room falls at the end, the largest first."""
    now = history.label[-1]
    alone = [log.roster.names[record.tableau.delegations[row]] for row in np.flatnonzero(now < 0).tolist()]
    found, sizes = np.unique(now[now >= 0], return_counts=True)
    if not len(found):
        return said("gist.together.none")
    if len(found) == 1 and not alone:
        return said("gist.together.all", n=len(now))
    order = np.lexsort((found, -sizes)).tolist()
    groups = [
        said("gist.together.group", name=history.coalitions[int(found[place])].name, n=int(sizes[place]))
        for place in order
    ]
    told = said("gist.together", groups=Said.listed(groups))
    return (
        Said.joined(told, said("gist.together.alone", n=len(alone), names=_named(alone))) if alone else told
    )


def _named(names: Sequence[str]) -> Said:
    """Return delegations in words; nothing if there are none."""
    return Said.names(names, _OWNERS) if names else NOTHING


def _moved(log: Log, movers: Sequence[Mover]) -> Said:
    """Return who moved furthest on one issue, and its largest step with the reason."""
    if not movers:
        return NOTHING
    most = movers[0]
    steps = [
        move
        for move in log.moves
        if (move.move, move.delegation, move.issue) == ("change_position", most.delegation, most.issue)
    ]
    return said(
        "gist.moved",
        who=log.roster.names[most.delegation],
        issue=log.roster.issues[most.issue],
        before=Said.decimal(most.before),
        after=Said.decimal(most.after),
        reason=_largest(steps, most).private_reason,
    )


def _largest(steps: Sequence[Move], mover: Mover) -> Move:
    """Return the largest step that way."""
    side = 1.0 if mover.amount >= 0 else -1.0
    return max(steps, key=lambda step: step.amount * side)
