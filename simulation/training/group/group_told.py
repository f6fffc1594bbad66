"""What is told of the results of groups: sentences and rows, the same on a terminal, on a page and in the dashboard."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from simulation.arrays import ATOL
from simulation.rules.decision import RULES
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario
from simulation.training.group.adopted import is_vote, stand_label
from simulation.training.group.better import Change, Instead
from simulation.training.group.groups_debrief import GroupDebrief
from simulation.training.group.judged import JudgedGroup, SeatResult
from simulation.training.worths import signed
from simulation.words import NOTHING, Said, said

__all__ = [
    "AgentsTold",
    "GroupTold",
    "InsteadTold",
    "Names",
    "SeatTold",
    "SideBySide",
    "points_note",
    "told_agents",
    "told_group",
    "told_side_by_side",
    "whole_points",
]

_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class SeatTold:
    """A row: what the result is to a seat."""

    name: str
    stand: Said
    points: Said
    no_text: Said
    verdict: Said
    is_warned: bool
    """It took what is worse for it than no text, or crosses its red line, or refused what is better."""


@dataclass(frozen=True, slots=True)
class InsteadTold:
    """Another text: its changes, and the gain of each seat."""

    title: Said
    changes: tuple[Said, ...]
    gains: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group in words."""

    head: Said
    text: tuple[tuple[str, Said], ...]
    """Each issue with its wording."""
    facts: tuple[Said, ...]
    seats: tuple[SeatTold, ...]
    left: tuple[Said, ...]
    instead: tuple[InsteadTold, ...]
    mend: InsteadTold | None


@dataclass(frozen=True, slots=True)
class AgentsTold:
    """A group beside agents, in words."""

    title: Said
    sentences: tuple[Said, ...]
    heads: tuple[Said, ...]
    rows: tuple[tuple[Said, ...], ...]
    """By seat: its points here, the middle and the ends of the runs, and in how many it got less, as much and more."""
    common: tuple[Said, ...]
    """Texts on which agents end most often."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All groups in a table."""

    heads: tuple[str, ...]
    points: tuple[tuple[Said, ...], ...]
    texts: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What seats, issues and wordings of a case are called in a narrow place."""

    seats: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, case: Scenario) -> "Names":
        """Return the names of a case."""
        return cls(
            tuple(seat.short or seat.name for seat in case.delegations),
            tuple(issue.name for issue in case.issues),
            tuple(tuple(option.label for option in issue.options) for issue in case.issues),
        )

    def wording(self, issue: int, option: int) -> Said:
        """Return what a wording is called; -1: it is not in the text."""
        return Said.verbatim(self.options[issue][option]) if option >= 0 else said("groups.open")


def whole_points(value: float) -> Said:
    """Return points as they are printed: whole, with a true minus. Those of a text are whole already.

    >>> str(whole_points(41.6)), str(whole_points(-0.2)), str(whole_points(-30.2))
    ('42', '0', '−30')
    """
    return Said.decimal(round(value), ".0f")


def told_group(case: Scenario, group: JudgedGroup) -> GroupTold:
    """Return the result of a group in words."""
    names = Names.of(case)
    return GroupTold(
        head=_head(case, names, group),
        text=tuple(
            (name, names.wording(place, group.option[place])) for place, name in enumerate(names.issues)
        ),
        facts=tuple(_facts(case, names, group)),
        seats=tuple(
            _seat(case, names, row, seat, passed=group.passed) for row, seat in enumerate(group.seats)
        ),
        left=tuple(_left(group)),
        instead=tuple(_instead(names, group, one, is_fresh=not group.passed) for one in group.instead),
        mend=None
        if group.mend is None
        else _instead(names, group, group.mend, is_fresh=False, title=said("groups.mend")),
    )


def points_note(case: Scenario) -> Said:
    """Return a note on points, and on a clause left open in this case."""
    return said("groups.points.note", open=said(f"groups.points.{resolve_forum(case).leftover}"))


def _head(case: Scenario, names: Names, group: JudgedGroup) -> Said:
    shown = {seat.key: name for seat, name in zip(group.seats, names.seats, strict=True)}
    if group.left_open:
        issues = Said.listed(names.issues[place] for place in group.left_open)
        return said("groups.head.open", name=group.name, issues=issues)
    if group.blocked_by and not is_vote(case):
        who = Said.names([shown[key] for key in group.blocked_by], _NAMED)
        return said("groups.head.blocked", name=group.name, who=who)
    if not group.passed:
        return said(f"groups.head.{'unpassed' if group.has_text else 'none'}", name=group.name)
    worse = [shown[seat.key] for seat in group.seats if seat.decides and seat.over < -ATOL]
    if worse:
        return said("groups.head.below", name=group.name, who=Said.names(worse, _NAMED))
    crossed = [shown[seat.key] for seat in group.seats if seat.decides and seat.red]
    if crossed:
        return said("groups.head.red", name=group.name, who=Said.names(crossed, _NAMED))
    return said("groups.head.text", name=group.name)


def _facts(case: Scenario, names: Names, group: JudgedGroup) -> Iterable[Said]:
    rule = resolve_forum(case).decision.rule
    summary = Said.called("report.rule_summary", rule, RULES.get(rule).info.summary)
    if group.left_open:
        yield said("groups.fact.open", issues=Said.listed(names.issues[place] for place in group.left_open))
    if not group.has_text:
        yield said("groups.fact.none")
    else:
        yield said(f"groups.fact.{'passed' if group.passed else 'blocked'}", rule=summary)
    if group.fell:
        yield said("groups.fact.fell", issues=Said.listed(names.issues[place] for place in group.fell))
    unsaid = [
        name
        for seat, name in zip(group.seats, names.seats, strict=True)
        if seat.stand == "unsaid" and seat.decides
    ]
    if all(seat.stand == "unsaid" for seat in group.seats):
        yield from [said("groups.fact.nobody")] if group.has_text else []
    elif unsaid and group.has_text:
        yield said("groups.fact.unsaid", who=Said.listed(unsaid))
        if any(seat.assumed for seat in group.seats):
            yield said("groups.fact.assumed")


def _seat(case: Scenario, names: Names, row: int, seat: SeatResult, *, passed: bool) -> SeatTold:
    shown = seat.printed
    is_even = shown.text is not None and abs(shown.text - shown.no_deal) <= ATOL
    verdict = "even" if seat.verdict in ("above", "lost") and is_even else seat.verdict
    issues = Said.listed(names.issues[place] for place in seat.red)
    key = f"groups.stand.assumed.{seat.assumed}" if seat.assumed else stand_label(case, seat.stand)
    stand = said(key)
    told = said(f"groups.verdict.{verdict}", issues=issues)
    return SeatTold(
        name=names.seats[row],
        stand=stand if seat.decides else said("groups.stand.no_say", stand=stand),
        points=Said.verbatim("–") if shown.text is None else whole_points(shown.text),
        no_text=whole_points(shown.no_deal),
        verdict=told,
        is_warned=seat.decides
        and seat.verdict in ("below", "red", "refused_above")
        and (passed or seat.stand != "unsaid"),
    )


def _left(group: JudgedGroup) -> Iterable[Said]:
    yield said("groups.left" if group.passed else "groups.left.no_text", n=group.better)
    yield said("groups.adoptable", n=group.adoptable)
    if not group.is_exact:
        yield said("groups.adoptable.bounded")
    if group.has_text and not group.is_adoptable and group.mend is None:
        yield said("groups.mend.none")


def _instead(
    names: Names, group: JudgedGroup, instead: Instead, *, is_fresh: bool, title: Said = NOTHING
) -> InsteadTold:
    """Return another text in words; a fresh one is told by itself, as there was none before."""
    counted = said("groups.instead.fresh" if is_fresh else "groups.instead", n=len(instead.changes))
    seats = list(zip(group.seats, names.seats, instead.printed, strict=True))
    moved = [(seat, name, more) for seat, name, more in seats if round(more)]
    level = [name for seat, name, more in seats if not round(more) and seat.decides]

    def gains(*, decides: bool) -> tuple[Said, ...]:
        return tuple(
            said("groups.gain", name=name, more=signed(more, 0))
            for seat, name, more in moved
            if seat.decides == decides
        )

    told = [
        said(key, gains=Said.listed(found))
        for key, found in (
            ("groups.gain.all", gains(decides=True)),
            ("groups.gain.no_say", gains(decides=False)),
        )
        if found
    ]
    if level:
        told.append(said("groups.gain.level", names=Said.names(level, _NAMED)))
    changes = tuple(_change(names, one, is_fresh=is_fresh) for one in instead.changes)
    return InsteadTold(title or counted, changes, tuple(told))


def _change(names: Names, change: Change, *, is_fresh: bool) -> Said:
    issue = names.issues[change.issue]
    was, now = (
        names.options[change.issue][option] if option >= 0 else "" for option in (change.was, change.now)
    )
    if change.now < 0:
        return said("groups.change.drop", issue=issue, was=was)
    if change.was < 0:
        return said(f"groups.change.{'fresh' if is_fresh else 'add'}", issue=issue, now=now)
    return said("groups.change.swap", issue=issue, now=now, was=was)


def told_agents(debrief: GroupDebrief, place: int) -> AgentsTold | None:
    """Return a group compared with agents, in words; None where no runs were played."""
    runs, names = debrief.runs, Names.of(debrief.case)
    if runs is None:
        return None
    group, beside = debrief.groups[place], debrief.compared[place]
    same = said(f"groups.agents.same{'' if group.passed else '.no_text'}", n=beside.same_text)
    rows = []
    for row, (name, seat) in enumerate(zip(names.seats, group.seats, strict=True)):
        low, middle, high = map(whole_points, runs.printed_spread(row))
        counts = (Said.verbatim(str(of[row])) for of in (beside.less, beside.same, beside.more))
        span = said("figure.span", low=low, high=high)
        rows.append((Said.verbatim(name), whole_points(seat.printed.got), middle, span, *counts))
    return AgentsTold(
        title=said("groups.agents", n=runs.n, seed=runs.seed),
        sentences=(
            said("groups.agents.texts", n=int(runs.has_text.sum()), runs=runs.n),
            same,
            said("groups.agents.note"),
        ),
        heads=tuple(
            said(f"groups.column.{column}")
            for column in ("seat", "points", "agents", "range", "less", "same", "more")
        ),
        rows=tuple(rows),
        common=tuple(
            said("groups.agents.common.text", n=n, runs=runs.n, text=_text(names, option))
            for option, n in runs.texts
        ),
    )


def _text(names: Names, option: tuple[int, ...]) -> Said:
    """Return a text in one line: the wordings that are in it."""
    told = [
        said("list.told", name=names.issues[place], what=names.options[place][one])
        for place, one in enumerate(option)
        if one >= 0
    ]
    return Said.apart(told) if told else NOTHING


def told_side_by_side(debrief: GroupDebrief) -> SideBySide:
    """Return all groups in one table: points by seat, better texts, wordings by issue."""
    names, groups = Names.of(debrief.case), debrief.groups
    points = (
        [
            (
                Said.verbatim(name),
                *(whole_points(group.seats[row].printed.got) for group in groups),
                whole_points(groups[0].seats[row].printed.no_deal),
            )
            for row, name in enumerate(names.seats)
        ]
        if groups
        else []
    )
    better = (Said.verbatim(str(group.better)) for group in groups)
    left = (said("groups.column.left"), *better, NOTHING)
    return SideBySide(
        heads=tuple(group.name for group in groups),
        points=(*points, left) if groups else (),
        texts=tuple(
            (Said.verbatim(issue), *(names.wording(place, group.option[place]) for group in groups))
            for place, issue in enumerate(names.issues)
        ),
    )
