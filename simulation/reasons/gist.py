"""The gist of a run: how it ended, what is in the text, who stands together, who moved most, when it turned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.engine.record import JOINS, SIGNATURES
from simulation.reasons.glance import Glance, glance_of
from simulation.reasons.movement import largest_step, way_told
from simulation.reasons.moves_logged import Log
from simulation.reasons.news import turning_points
from simulation.reasons.run_ended import Ended
from simulation.reasons.session_story import Mover, SessionSentence, furthest
from simulation.text.document import Status
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
_LEAD: Final = 2
"""Turning points told in the lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of some clauses."""

    status: Status
    clauses: int
    issues: tuple[str, ...]
    """What they are about, by key."""
    owners: Said
    """Who kept them in brackets to the end, nothing: nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """The gist of a run whose protocol asked the room: ending, groups, largest move."""

    outcome: Said
    """How it ended, and what was left over."""
    after: Said
    """When it ended."""
    ending: Said
    """The same, and who stands by the text."""
    lead: Said
    """What is said below the sentence of the outcome: what was left over, the ending, the heaviest turning points."""
    fates: tuple[Fate, ...]
    together: Said
    """Who stands together at the end."""
    moved: Said
    """Who moved most, and why; nothing: nobody moved."""
    movers: tuple[Mover, ...]
    """Of each delegation that moved its largest change, the largest first."""
    points: tuple[SessionSentence, ...]
    """The sessions in which most changed, the heaviest first."""
    others: int
    """Sessions that are not among these."""
    glance: tuple[Glance, ...]
    """What a viewer asks first, with the answers."""

    def told(self, most: int) -> tuple[SessionSentence, ...]:
        """Return the heaviest turning points, at most so many, in the order of the sessions."""
        return _in_order(self.points[:most])


def gist_of(ended: Ended) -> Gist:
    """Return the gist of a run: outcome, text, groups, largest move and turning points."""
    points = tuple(ended.sentences[session - 1] for session in turning_points(ended.news, ended.capability))
    ending = Said.joined(*_ending(ended))
    moved, session = _moved(ended.log, ended.movers)
    heads = (sentence.head for sentence in _in_order(points[:_LEAD]))
    return Gist(
        outcome=Said.joined(ended.outcome, ended.left_over),
        after=ended.after,
        ending=ending,
        lead=Said.joined(ended.left_over, ending, *heads),
        fates=tuple(_fates(ended)),
        together=_together(ended),
        moved=moved,
        movers=furthest(ended.movers),
        points=points,
        others=len(ended.sentences) - len(points),
        glance=glance_of(ended, moved, session),
    )


def _in_order(points: Sequence[SessionSentence]) -> tuple[SessionSentence, ...]:
    return tuple(sorted(points, key=lambda sentence: sentence.session))


def _ending(ended: Ended) -> Iterator[Said]:
    """Yield when it ended, then how delegations stand to the text."""
    yield ended.after
    for stands, words in ((ended.joins, JOINS), (ended.signature, SIGNATURES)):
        given = list(stands)
        found = [said(f"gist.stand.{word}", n=count) for word in words if (count := given.count(word))]
        if found:
            yield said("gist.stands", total=sum(map(bool, given)), stands=Said.listed(found))


def _fates(ended: Ended) -> Iterator[Fate]:
    """Yield what became of the clauses, first those in the text."""
    for statuses in _FATES:
        clauses = [clause for clause in ended.document.clauses if clause.status in statuses]
        if not clauses:
            continue
        kept = {clause.key for clause in clauses} if statuses[0] in ("dropped", "bracketed") else set()
        yield Fate(
            status=statuses[0],
            clauses=len(clauses),
            issues=tuple(dict.fromkeys(clause.issue for clause in clauses)),
            owners=_named(_owners(ended, kept)),
        )


def _owners(ended: Ended, kept: set[str]) -> list[str]:
    """Return who kept clauses in brackets to the end, by name, the greatest voice first."""
    return ended.by_voice(
        list(
            {
                bracket.owner
                for clause in ended.documents[-1].clauses
                if clause.key in kept
                for bracket in clause.brackets
            }
        )
    )


def _together(ended: Ended) -> Said:
    """Return into which groups the room falls at the end, the largest first."""
    history, names = ended.history, ended.log.roster.names
    now = history.label[-1]
    alone = [names[ended.delegations[row]] for row in np.flatnonzero(now < 0).tolist()]
    found, sizes = np.unique(now[now >= 0], return_counts=True)
    if not len(found):
        return said("gist.together.none")
    if len(found) == 1 and not alone:
        return said("gist.together.all", n=len(now))
    order = np.lexsort((found, -sizes)).tolist()
    groups = [
        said(
            "gist.together.whole"
            if history.coalitions[int(found[place])].is_whole
            else "gist.together.group",
            name=history.coalitions[int(found[place])].name,
            n=int(sizes[place]),
        )
        for place in order
    ]
    told = said("gist.together", groups=Said.listed(groups))
    return (
        Said.joined(told, said("gist.together.alone", n=len(alone), names=_named(alone))) if alone else told
    )


def _named(names: Sequence[str]) -> Said:
    """Return delegations in words; nothing if there are none."""
    return Said.names(names, _OWNERS) if names else NOTHING


def _moved(log: Log, movers: Sequence[Mover]) -> tuple[Said, int]:
    """Return who moved furthest on one issue with the reason of its largest step that way, and the session of it."""
    if not movers:
        return NOTHING, 0
    most = movers[0]
    steps = [
        move
        for move in log.moves
        if (move.move, move.delegation, move.issue) == ("change_position", most.delegation, most.issue)
    ]
    step = largest_step(steps, most.amount)
    told = said(
        "gist.moved",
        who=log.roster.names[most.delegation],
        issue=log.roster.issues[most.issue],
        pole=Said.pole(log.roster.poles[most.issue][most.amount > 0]),
        amount=way_told(most.amount),
        reason=step.private_reason,
    )
    return told, step.session
