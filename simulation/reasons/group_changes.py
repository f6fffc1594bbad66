"""Tells why a delegation is read as one of another group than before: with whom it stands now, and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.coalitions.detection import REACH, agreement, apart_by_issue, fit
from simulation.coalitions.tracking import CoalitionHistory
from simulation.reasons.movement import way_told
from simulation.words import NOTHING, Said, Value, said

__all__ = ["Groups", "tenths"]

CLOSE: Final = 0.01
"""Share of all agreement in the room: readings that differ by less are told as close."""
_NAMED: Final = 4
_TOLD: Final = 0.0005
"""Changes of distance, and of fit, that round to less than a thousandth are told as none."""


@dataclass(frozen=True, kw_only=True)
class Groups:
    """The groups detected in a negotiation, and the data they were read from."""

    keys: tuple[str, ...]
    """The delegations, by row."""
    names: tuple[str, ...]
    """What the delegations are called, by row."""
    issues: tuple[str, ...]
    """What the issues are called."""
    position: FloatArray
    """Before the first session and after each, `[T + 1, A, I]`, 0..1."""
    salience: FloatArray
    """What the issues mean in each session, `[T, A, I]`, relative."""
    history: CoalitionHistory

    @cached_property
    def label(self) -> IntArray:
        """Group before the first session and after each, `[T + 1, A]`; -1: none."""
        start = np.full((1, len(self.names)), -1, dtype=np.int64)
        return np.concatenate([start, self.history.label])

    def row(self, delegation: str) -> int | None:
        """Return the row of a delegation; None if it took no part."""
        return self.keys.index(delegation) if delegation in self.keys else None

    def has_changed(self, row: int, session: int) -> bool:
        """Return whether a delegation is in another group after a session, counted from 1, than before it."""
        return bool(self.label[session, row] != self.label[session - 1, row])

    def sessions_of_change(self, row: int) -> list[int]:
        """Return the sessions in which a delegation changed group; its first group is no change."""
        return [session for session in range(2, len(self.label)) if self.has_changed(row, session)]

    def headline(self, row: int, session: int) -> Said:
        """Return the sentence on a delegation's change of group: the former group and the present one."""
        before, now = (int(self.label[moment, row]) for moment in (session - 1, session))
        key = "joined" if before < 0 else "left" if now < 0 else "switched"
        return said(
            f"group.{key}",
            who=self.names[row],
            x=self._called(before) if before >= 0 else NOTHING,
            y=self._called(now) if now >= 0 else NOTHING,
        )

    def why(self, row: int, session: int) -> tuple[Said, ...]:
        """Return why a delegation is in another group after a session than before it, in sentences; none if it is not.

        Groups are read from where everybody stands on all issues, so the cause is a distance: to those that it is
        now read as one with, and to the others. What it signed stands in the log.
        """
        return tuple(_Change(self, row, session).told()) if self.has_changed(row, session) else ()

    def short(self, group: int) -> Said:
        """Return the short name of a group, for “the … group”."""
        item = self.history.coalitions[group]
        return said(f"{item.name.key}.group") if item.is_whole else item.short

    def _called(self, group: int) -> Said:
        return self.history.coalitions[group].name

    def salience_at(self, moment: int) -> FloatArray:
        """Return the saliences at a moment, `[A, I]`: before the first session, those of the first session."""
        now: FloatArray = self.salience[max(0, moment - 1)]
        return now


class _Change:
    """One change of group of one delegation: the sets of rows it is about, and its distances to them."""

    def __init__(self, groups: Groups, row: int, session: int) -> None:
        self.groups, self.row, self.session = groups, row, session
        before, now = groups.label[session - 1], groups.label[session]
        self.old, self.new = int(before[row]), int(now[row])
        self.were: BoolArray = (before == self.old) & (self.old >= 0)
        self.were[row] = False
        self.with_it: BoolArray = (before == self.old) & (now == self.new)
        self.with_it[row] = False
        self.is_gone = self.old >= 0 and self.old not in now
        self.joined = self._joined(now)
        self.other = self._other(now)
        self.left: BoolArray = self.were if self.is_gone else (now == self.other) & (self.other >= 0)

    def _joined(self, now: IntArray) -> BoolArray:
        """Return those that were there already; where nobody was, those that came along."""
        if self.new < 0:
            return np.zeros(len(now), dtype=np.bool_)
        inside: BoolArray = now == self.new
        inside[self.row] = False
        there: BoolArray = inside & ~self.with_it
        return there if there.any() else inside

    def _other(self, now: IntArray) -> int:
        """Return the group to compare with: the one it left, also if that is no more; from none, the next nearest."""
        if self.old >= 0:
            return self.old
        others = [int(group) for group in np.unique(now[now >= 0]) if group != self.new]
        return min(
            others, key=lambda group: float(self.apart[1][now == group].sum(axis=1).mean()), default=-1
        )

    @cached_property
    def apart(self) -> tuple[FloatArray, FloatArray]:
        """Distance from everybody before and now, by issue, weighted as the reading weights it, `[A, I]` each."""
        return self._apart(self.session - 1, self.session - 1), self._apart(self.session, self.session)

    def _apart(self, own: int, theirs: int) -> FloatArray:
        """Return its distance at one moment from everybody at another."""
        groups = self.groups
        place = groups.position[theirs].copy()
        place[self.row] = groups.position[own, self.row]
        return apart_by_issue(place, groups.salience_at(theirs), self.row)

    def told(self) -> Iterator[Said]:
        """Yield the sentences."""
        if self.new < 0:
            yield self._alone()
            return
        yield from self._near()
        if self.session > 1:
            yield self._edge()
        yield from self._company()
        if self.session > 1:
            yield from self._turned() if self.old >= 0 else self._reached()

    def _alone(self) -> Said:
        nearest, told = self._nearest(np.ones_like(self.with_it))
        return said("group.alone" if nearest >= REACH else "group.alone.within", **told)

    def _reached(self) -> Iterator[Said]:
        """Yield with whom of its new group it agrees most."""
        nearest, told = self._nearest(self.joined)
        if nearest < REACH:
            yield said("group.reached", **told)

    def _nearest(self, rows: BoolArray) -> tuple[float, dict[str, Value]]:
        """Return the distance of the nearest of some rows now, and what to tell of it."""
        before, now = (apart.sum(axis=1) for apart in self.apart)
        others = [row for row in np.flatnonzero(rows).tolist() if row != self.row]
        nearest = min(others, key=lambda row: (float(now[row]), row))
        return float(now[nearest]), {
            "name": self.groups.names[nearest],
            "now": tenths(float(now[nearest])),
            "before": tenths(float(before[nearest])),
            "reach": tenths(REACH),
        }

    def _mean(self, moment: int, rows: BoolArray) -> float:
        return float(self.apart[moment][rows].sum(axis=1).mean())

    def _near(self) -> Iterator[Said]:
        """Yield how far it is from both groups now and was before, and on which issues that shows most."""
        called = {"y": self.groups.short(self.new)}
        told = {
            "y_now": tenths(self._mean(1, self.joined)),
            "y_before": tenths(self._mean(0, self.joined)),
        }
        if self.other < 0:
            yield said("group.near.only", **called, **told)
            return
        called["x"] = self.groups.short(self.other)
        told["x_now"] = tenths(self._mean(1, self.left))
        told["x_before"] = tenths(self._mean(0, self.left))
        if self.is_gone:
            yield said("group.near.gone", where=self._where(), **called, **told)
            return
        nearer = self._mean(1, self.joined) <= self._mean(1, self.left)
        yield said("group.near" if nearer else "group.near.less", **called, **told)
        yield from self._issues(called)

    def _where(self) -> Said:
        """Return where the members of a group that is no more are now, most first, itself included."""
        groups = self.groups
        now = groups.label[self.session][self.were | (np.arange(len(self.were)) == self.row)]
        found, counts = np.unique(now, return_counts=True)
        places = [
            said("group.where", n=str(counts[k]), z=groups.short(int(found[k])))
            if found[k] >= 0
            else said("group.where.none", n=str(counts[k]))
            for k in np.lexsort((found, -counts)).tolist()
        ]
        return Said.names(places, len(places))

    def _issues(self, called: dict[str, Said]) -> Iterator[Said]:
        """Yield the one or two issues on which it stands with its new group rather than with the other."""
        weight = self.apart[1][self.left].mean(axis=0) - self.apart[1][self.joined].mean(axis=0)
        gaps = np.abs(self.groups.position[self.session] - self.groups.position[self.session, self.row])
        near, far = gaps[self.joined].mean(axis=0), gaps[self.left].mean(axis=0)
        best = [int(issue) for issue in np.argsort(-weight, kind="stable")[:2] if weight[issue] >= _TOLD]
        places = [
            said(
                "group.issue",
                issue=self.groups.issues[issue],
                near=way_told(float(near[issue])),
                far=way_told(float(far[issue])),
                **called,
            )
            for issue in best
        ]
        if places:
            yield said("group.issues", issues=Said.names(places, len(places)), **called)

    def _company(self) -> Iterator[Said]:
        """Yield who changed with it."""
        rows = np.flatnonzero(self.with_it).tolist()
        if not rows:
            return
        far = self.apart[1].sum(axis=1)
        rows.sort(key=lambda row: (far[row], row))
        yield said(
            "group.first.company" if self.session == 1 else "group.company",
            n=len(rows),
            names=Said.names([self.groups.names[row] for row in rows], _NAMED),
            far=tenths(float(far[rows].mean())),
        )

    def _turned(self) -> Iterator[Said]:
        """Yield what this session changed in its distances, where most, and who moved there."""
        if self.other < 0:
            return
        called = {"y": self.groups.short(self.new), "x": self.groups.short(self.other)}
        lead = [self._lead(apart) for apart in self.apart]
        turned = lead[1] - lead[0]
        form = "nearer" if self.is_gone else "turned"
        if turned.sum() < _TOLD:
            yield said(f"group.{form}.not", **called)
            return
        issue = int(np.argmax(turned))
        alone = [
            self._lead(self._apart(own, theirs))[issue] - lead[0][issue] >= turned[issue] / 2
            for own, theirs in ((self.session, self.session - 1), (self.session - 1, self.session))
        ]
        key = {(True, False): "own", (False, True): "others"}.get((alone[0], alone[1]), "both")
        amount = tenths(float(turned.sum()))
        yield said(f"group.{form}.{key}", amount=amount, issue=self.groups.issues[issue], **called)

    def _lead(self, apart: FloatArray) -> FloatArray:
        """Return by how much it is nearer to its new group than to the other, by issue; if that is gone, how near."""
        far: FloatArray = apart[self.joined].mean(axis=0)
        lead: FloatArray = -far if self.is_gone else apart[self.left].mean(axis=0) - far
        return lead

    def _edge(self) -> Said:
        """Return how much better this reading fits than one in which those that changed had stayed."""
        groups = self.groups
        edges = agreement(groups.position[self.session], groups.salience_at(self.session))
        stayed = groups.label[self.session].copy()
        stayed[self.with_it] = self.old
        stayed[self.row] = self.old
        better = fit(edges, groups.label[self.session]) - fit(edges, stayed)
        key = (
            "better"
            if better <= -_TOLD
            else "even"
            if better < _TOLD
            else "close"
            if better < CLOSE
            else "clear"
        )
        return said(f"group.edge.{key}", stayed=self._stayed(), share=tenths(abs(better)))

    def _stayed(self) -> Said:
        """Return what this reading is held against: those that changed where they were."""
        if self.old < 0:
            return said("group.stayed.alone")
        return said("group.stayed", n=int(self.with_it.sum()), x=self.groups.short(self.old))


def tenths(share: float) -> Said:
    """Return a share in percent with one decimal, with none where that is 0.

    >>> str(tenths(0.2)), str(tenths(0.2014))
    ('20%', '20.1%')
    """
    return said("number.percent", n=Said.decimal(round(100 * share, 1), "g"))
