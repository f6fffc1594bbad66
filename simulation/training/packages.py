"""The packages that were put in a game: what they held, who objected and why, and what would have carried them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from simulation.engine.score_sheet import whole
from simulation.reasons.limits import red_line
from simulation.reasons.moves_logged import Log
from simulation.reasons.record_reading import Reading
from simulation.training.carried import Reworded
from simulation.training.course_of_play import Course, Judged
from simulation.training.worths import amount, apart
from simulation.words import NOTHING, Said, Value, said

__all__ = ["Again", "Miss", "Objection", "PackageTold", "packages_of"]

type Why = Literal["red", "short", "own", "unanswered", "unasked", "agent", "person"]
"""It crosses a red line; it falls short in sum; the person in the own seat objected, or its instructions, as it did not
answer or was not asked, or the agent that held it then; or a person sat there, whose reasons only it knows."""
_OWN: Final = ("own", "unanswered", "unasked", "agent")
_UNTOLD: Final = ("own", "agent", "person")
"""Of these nothing says what moved them."""
type Need = Literal["passed", "own", "word", "change", "none"]
"""It passed; it failed only by the objection of the own seat; only by what people said; another wording would have
carried it; no text that was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Who objected to a package, and why."""

    delegation: str
    """Short name."""
    public: Said
    """What it had last said in the room against a wording that stood in it, if anything."""
    why: Why
    lines: tuple[Said, ...] = ()
    """The red lines that it crossed."""
    short: float = 0.0
    """Shortfall from what its instructions asked, in lengths of the axis, mean over the issues."""
    issue: str = ""
    """The clause of the package that cost it most; empty: none cost it anything."""

    @property
    def name(self) -> Said:
        """Who it was, in a list."""
        return said("term.your_seat") if self.why in _OWN else Said.verbatim(self.delegation)

    @property
    def sentences(self) -> tuple[Said, ...]:
        """The public and the private reason, in words; the private one comes last."""
        if self.why in _OWN:
            return (said(f"debrief.objection.{self.why}"),)
        public = (
            said("debrief.objection.public", who=self.delegation, said=Said.aloud(self.public))
            if self.public
            else said("debrief.objection.silent", who=self.delegation)
        )
        if self.why == "red":
            return (public, said("debrief.objection.red", lines=Said.joined(*self.lines)))
        key = f"debrief.objection.{self.why}{'.most' if self.issue else ''}"
        return (public, said(key, n=apart(self.short, 0.0), issue=self.issue))

    @property
    def known(self) -> tuple[Said, ...]:
        """What has to be the same again, not to be told again: all of it where no private reason is told."""
        return self.sentences if self.why in _UNTOLD else self.sentences[-1:]


type Cause = Literal["author", "answer", "agent", "chair", "changes"]
"""Why the same text was taken otherwise: its author stands by it; the person in the own seat, or the agent, answered
otherwise; the room holds it against the chair what it did before; each author changes only what it can stand by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The same text put before in the same session: between two packages of a session no wording comes."""

    before: str
    """Short name of who put it; empty: the chair."""
    causes: tuple[Cause, ...]
    """Why it was taken otherwise; empty: it was taken alike, or this stays closed."""
    authors: tuple[str, ...] = ()
    """Short names of those who put it and object only to that of the other."""

    @property
    def sentences(self) -> tuple[Said, ...]:
        """That it is the same text, and what is different about it, in words."""
        who = "debrief.package.again" if self.before else "debrief.package.again.chair"
        told = [said(f"debrief.package.why.{one}", who=Said.listed(self.authors)) for one in self.causes]
        return (said(who, who=self.before), *told)


type Change = tuple[str, str, str]
"""Name of the issue, wording, and the one in its place in the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """What came nearest to passing, where no text would have passed."""

    changes: tuple[Change, ...]
    """Empty: no other text meets fewer objections."""
    against: tuple[Said, ...]
    """Who would object to it by its instructions."""
    tried: int
    """Texts, the package among them."""
    most: int
    """Clauses in which those differ from it at the most; 0: all that could have been put were tried."""

    @property
    def sentences(self) -> tuple[Said, ...]:
        """How many texts were tried, and the nearest of them with who would object, in words."""
        some = ".some" if self.most else ""
        if self.most:
            clauses = said("debrief.package.need.none.clauses", n=self.most)
            told = said("debrief.package.need.none.some", n=Said.count(self.tried), clauses=clauses)
        else:
            told = said("debrief.package.need.none", n=Said.count(self.tried))
        if not self.against or self.tried == 1:
            return (told,)
        who: dict[str, Value] = {"n": len(self.against), "who": Said.names(self.against, len(self.against))}
        if not self.changes:
            return (told, said(f"debrief.package.miss.itself{some}", **who))
        return (told, said(f"debrief.package.miss{some}", changes=_listed(self.changes), **who))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageTold:
    """One package that was put."""

    session: int
    """Counted from 1."""
    author: str
    """Short name; empty: the chair."""
    is_own: bool
    by_agent: bool
    """It was the agent in the own seat that put it, if it is its own."""
    passed: bool
    wordings: tuple[tuple[str, str], ...]
    """What it said on every clause that it settled: name of the issue and wording."""
    own: float
    """What it was worth to the seat, with what was agreed before, in lengths of the axis: the sum of whole points."""
    objections: tuple[Objection, ...]
    need: Need
    people: tuple[Said, ...]
    """The people whose objections stopped it, if it would have passed with the consent of them all; empty where that
    of the own seat would have been enough."""
    changes: tuple[Change, ...]
    """The smallest change that would have carried it."""
    miss: Miss | None = None
    """None: it passed, or something would have carried it."""
    again: Again | None = None
    """None: the same text was not put before in this session."""
    before: "PackageTold | None" = None
    """The last package before it with the same text; None: there is none."""

    @property
    def heading(self) -> Said:
        """Who put it, and what became of it."""
        own = "agent" if self.by_agent else "own"
        who = own if self.is_own else "named" if self.author else "chair"
        ended = said("debrief.package.passed" if self.passed else "debrief.package.failed")
        return said(f"debrief.package.{who}", s=self.session, who=self.author, ended=ended)

    @property
    def sentences(self) -> tuple[Said, ...]:
        """What it held and was worth, and what would have carried it, in words; the objections are apart.

        What was told of the last package with the same text is not told again.
        """
        told = self.in_full
        if self.before is not None:
            known = self.before.in_full
            told = tuple(sentence for sentence in told if sentence not in known)
            if self.before.session < self.session:
                told = (said("debrief.package.held.before", s=self.before.session), *told)
        return told if self.again is None else (*told, *self.again.sentences)

    @property
    def in_full(self) -> tuple[Said, ...]:
        """The same, whatever was told before."""
        held = [said("score.instead.on", issue=issue, option=option) for issue, option in self.wordings]
        told = [
            said("debrief.package.held", wordings=Said.listed(held)),
            said("debrief.package.worth", n=amount(self.own)),
        ]
        if self.need in ("own", "word"):
            told.append(said(f"debrief.package.need.{self.need}"))
        if self.people:
            n = len(self.people)
            told.append(said("debrief.package.need.people", n=n, who=Said.names(self.people, n)))
        if self.changes:
            told.append(said("debrief.package.change", n=len(self.changes), changes=_listed(self.changes)))
        return tuple(told) if self.miss is None else (*told, *self.miss.sentences)

    @property
    def against(self) -> tuple[Said, ...]:
        """Who objected and why, in words.

        Those of whom the same was told with the last package with the same text are named in one sentence: those for
        the same reason, and those whose reason nothing says.
        """
        known = () if self.before is None else self.before.objections
        before = {one.name: one.known for one in known}
        told = [one for one in self.objections if before.get(one.name) != one.known]
        kept = [one for one in self.objections if one not in told]
        lines = tuple(Said.joined(*one.sentences) for one in told)
        untold = [one.name for one in kept if one.why in _UNTOLD]
        alike = [one.name for one in kept if one.why not in _UNTOLD]
        return (*self._kept("before", alike), *self._kept("again", untold), *lines)

    def _kept(self, key: str, names: Sequence[Said]) -> tuple[Said, ...]:
        if self.before is None or not names:
            return ()
        now = ".now" if self.before.session == self.session else ""
        who: dict[str, Value] = {
            "n": len(names),
            "who": Said.names(names, len(names)),
            "s": self.before.session,
        }
        return (said(f"debrief.objection.{key}{now}", **who),)


def _listed(changes: Sequence[Change]) -> Said:
    return Said.listed(
        said("debrief.package.part", issue=issue, option=option, was=was) for issue, option, was in changes
    )


def packages_of(course: Course, seat: str, log: Log) -> tuple[PackageTold, ...]:
    """Return all packages that were put, in order, as they are told to a seat; `log` is that of the record."""
    reading = Reading(course.record)
    told = [_told(course, seat, log, reading, one) for one in course.packages]
    for at, judged in enumerate(course.packages):
        alike = [number for number, one in enumerate(course.packages[:at]) if _is_same(one, judged)]
        if alike:
            told[at] = replace(told[at], before=told[alike[-1]])
        now = [
            course.packages[number] for number in alike if course.packages[number].session == judged.session
        ]
        if now:
            told[at] = replace(told[at], again=_again(course, seat, reading, now[-1], judged))
    return tuple(told)


def _is_same(one: Judged, other: Judged) -> bool:
    """Return whether two packages say the same and settle the same clauses."""
    return all(
        bool((mine == theirs).all())
        for mine, theirs in (
            (one.put.package.option, other.put.package.option),
            (one.put.is_open, other.put.is_open),
        )
    )


def _again(course: Course, seat: str, reading: Reading, before: Judged, judged: Judged) -> Again:
    """Return why a text was taken otherwise than in the package before, which said the same in the same session."""
    authors, row = (before.put.package.author, judged.put.package.author), course.row(seat)
    apart = np.flatnonzero(before.put.objects != judged.put.objects).tolist()
    stand = [one for one in apart if one in authors]
    others = [one for one in apart if one not in authors]
    causes: list[Cause] = ["author"] if stand else []
    said_so = [bool(course.answers_to(row, one)) for one in (before, judged)]
    is_agent = course.is_handed_over(seat, judged.session)
    if row in others and (is_agent or any(said_so)):
        causes.append("agent" if is_agent else "answer")
        others.remove(row)
    if min(authors) < 0 and others:
        causes.append("chair")
    if not causes and before.put.passes != judged.put.passes:
        causes, stand = ["author"], [one for one in authors if one >= 0]
    if not causes and _carried_otherwise(before.reworded, judged.reworded):
        causes.append("changes")
    name = reading.names[authors[0]] if authors[0] >= 0 else ""
    return Again(before=name, causes=tuple(causes), authors=tuple(reading.names[one] for one in stand))


def _carried_otherwise(before: Reworded, now: Reworded) -> bool:
    """Return whether a change of wordings would have carried either, and not the same one."""
    needed = all(one.fails and one.carries for one in (before, now))
    return needed and before.changes != now.changes


def _told(course: Course, seat: str, log: Log, reading: Reading, judged: Judged) -> PackageTold:
    put, issues, row = judged.put, course.case.issues, course.row(seat)
    option, author = put.package.option.tolist(), put.package.author
    reworded = judged.reworded
    need = _need(judged, row)
    changes = tuple(
        (issues[at].name, issues[at].options[now].label, issues[at].options[option[at]].label)
        for at, now in reworded.changes
    )
    against, people = (
        tuple(
            said("term.your_seat") if other == row else Said.verbatim(reading.names[other]) for other in rows
        )
        for rows in (reworded.against, () if need == "own" else judged.together)
    )
    gain = course.record.gain[judged.session - 1, row, np.arange(len(option)), option]
    return PackageTold(
        session=judged.session,
        author=reading.names[author] if author >= 0 else "",
        is_own=author == row,
        by_agent=author == row and not course.did(seat, judged.session, "propose_package"),
        passed=put.passes,
        wordings=tuple(
            (issues[at].name, issues[at].options[option[at]].label)
            for at in np.flatnonzero(put.is_open).tolist()
        ),
        own=float(whole(gain / len(option)).sum()),
        objections=tuple(
            _own_objection(course, seat, judged)
            if other == row
            else _objection(course, log, reading, judged, other)
            for other in np.flatnonzero(put.objects).tolist()
        ),
        need=need,
        people=people,
        changes=changes if reworded.carries else (),
        miss=Miss(changes=changes, against=against, tried=reworded.tried, most=reworded.most)
        if need == "none"
        else None,
    )


def _need(judged: Judged, row: int) -> Need:
    """Return what a package lacked, as it is told to a seat, a row."""
    if judged.put.passes:
        return "passed"
    if row in judged.alone:
        return "own"
    if not judged.reworded.fails:
        return "word"
    return "change" if judged.reworded.carries else "none"


def _own_objection(course: Course, seat: str, judged: Judged) -> Objection:
    row, why = course.row(seat), _own_reason(course, seat, judged)
    return Objection(delegation=Reading(course.record).names[row], public=NOTHING, why=why)


def _own_reason(course: Course, seat: str, judged: Judged) -> Why:
    """Return who of the own seat objected: the agent in it, the person, or its instructions for it."""
    row = course.row(seat)
    if course.is_handed_over(seat, judged.session):
        return "agent"
    if course.refused(row, judged):
        return "own"
    return "unanswered" if course.answers_to(row, judged) else "unasked"


def _objection(course: Course, log: Log, reading: Reading, judged: Judged, row: int) -> Objection:
    record, put, session = course.record, judged.put, judged.session
    name, public = reading.names[row], _said(course, log, judged, row)
    if record.played[session - 1, row]:
        return Objection(delegation=name, public=public, why="person")
    places = [(at, int(put.package.option[at])) for at in np.flatnonzero(put.is_open).tolist()]
    red = [(session - 1, row, *place) for place in places if record.is_red[session - 1, row, *place]]
    if red:
        lines = tuple(dict.fromkeys(red_line(reading, at) for at in red))
        return Objection(delegation=name, public=public, why="red", lines=lines)
    account = np.where(put.is_open, put.account[:, row], 0.0)
    most = int(account.argmin())
    return Objection(
        delegation=name,
        public=public,
        why="short",
        short=max(0.0, -float(put.margin[row])) / len(course.case.issues),
        issue=course.case.issues[most].name if account[most] < 0 else "",
    )


def _said(course: Course, log: Log, judged: Judged, row: int) -> Said:
    """Return what a delegation had last said in the room against a wording that stood in a package."""
    key = course.record.tableau.delegations[row]
    held = {
        (course.case.issues[at].key, course.case.issues[at].options[int(judged.put.package.option[at])].key)
        for at in np.flatnonzero(judged.put.is_open).tolist()
    }
    said = [
        move.public_reason
        for move in log.by(key)
        if move.move == "object_formally"
        and move.session <= judged.session
        and (move.issue, move.option) in held
        and move.public_reason
    ]
    return said[-1] if said else NOTHING
