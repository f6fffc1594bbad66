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
from simulation.words import called, decimal, listed, names_joined, numbered, say

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
    stand: str
    points: str
    no_text: str
    verdict: str
    is_warned: bool
    """It took what is worse for it than no text, or crosses its red line, or refused what is better."""


@dataclass(frozen=True, slots=True)
class InsteadTold:
    """Another text: what is changed, and who gains what."""

    title: str
    changes: tuple[str, ...]
    gains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group in words."""

    head: str
    text: tuple[tuple[str, str], ...]
    """Each issue with its wording."""
    facts: tuple[str, ...]
    seats: tuple[SeatTold, ...]
    left: tuple[str, ...]
    instead: tuple[InsteadTold, ...]
    mend: InsteadTold | None


@dataclass(frozen=True, slots=True)
class AgentsTold:
    """A group beside agents, in words."""

    title: str
    sentences: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """By seat: its points here, the middle and the ends of the runs, and in how many it got less, as much and more."""
    common: tuple[str, ...]
    """Texts on which agents end most often."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All groups in a table."""

    heads: tuple[str, ...]
    points: tuple[tuple[str, ...], ...]
    texts: tuple[tuple[str, ...], ...]


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

    def wording(self, issue: int, option: int) -> str:
        """Return what a wording is called; -1: it is not in the text."""
        return self.options[issue][option] if option >= 0 else say("groups.open")


def whole_points(value: float) -> str:
    """Return points as they are printed: whole, with a true minus. Those of a text are whole already.

    >>> whole_points(41.6), whole_points(-0.2), whole_points(-30.2)
    ('42', '0', '−30')
    """
    return decimal(round(value), "d")


def told_group(case: Scenario, group: JudgedGroup) -> GroupTold:
    """Return what is told of a group."""
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
        else _instead(names, group, group.mend, is_fresh=False, title=say("groups.mend")),
    )


def points_note(case: Scenario) -> str:
    """Return how points are to be read, and what a clause left open does in this case."""
    return say("groups.points.note", open=say(f"groups.points.{resolve_forum(case).leftover}"))


def _head(case: Scenario, names: Names, group: JudgedGroup) -> str:
    shown = {seat.key: name for seat, name in zip(group.seats, names.seats, strict=True)}
    if group.left_open:
        issues = listed(names.issues[place] for place in group.left_open)
        return say("groups.head.open", name=group.name, issues=issues)
    if group.blocked_by and not is_vote(case):
        who = names_joined([shown[key] for key in group.blocked_by], _NAMED)
        return say("groups.head.blocked", name=group.name, who=who)
    if not group.passed:
        return say(f"groups.head.{'unpassed' if group.has_text else 'none'}", name=group.name)
    worse = [shown[seat.key] for seat in group.seats if seat.decides and seat.over < -ATOL]
    if worse:
        return say("groups.head.below", name=group.name, who=names_joined(worse, _NAMED))
    crossed = [shown[seat.key] for seat in group.seats if seat.decides and seat.red]
    if crossed:
        return say("groups.head.red", name=group.name, who=names_joined(crossed, _NAMED))
    return say("groups.head.text", name=group.name)


def _facts(case: Scenario, names: Names, group: JudgedGroup) -> Iterable[str]:
    rule = resolve_forum(case).decision.rule
    summary = called("report.rule_summary", rule, RULES.get(rule).info.summary)
    if group.left_open:
        yield say("groups.fact.open", issues=listed(names.issues[place] for place in group.left_open))
    if not group.has_text:
        yield say("groups.fact.none")
    else:
        yield say(f"groups.fact.{'passed' if group.passed else 'blocked'}", rule=summary)
    if group.fell:
        yield say("groups.fact.fell", issues=listed(names.issues[place] for place in group.fell))
    unsaid = [
        name
        for seat, name in zip(group.seats, names.seats, strict=True)
        if seat.stand == "unsaid" and seat.decides
    ]
    if all(seat.stand == "unsaid" for seat in group.seats):
        yield from [say("groups.fact.nobody")] if group.has_text else []
    elif unsaid and group.has_text:
        yield say("groups.fact.unsaid", who=listed(unsaid))
        if any(seat.assumed for seat in group.seats):
            yield say("groups.fact.assumed")


def _seat(case: Scenario, names: Names, row: int, seat: SeatResult, *, passed: bool) -> SeatTold:
    shown = seat.printed
    is_even = shown.text is not None and abs(shown.text - shown.no_deal) <= ATOL
    verdict = "even" if seat.verdict in ("above", "lost") and is_even else seat.verdict
    issues = listed(names.issues[place] for place in seat.red)
    key = f"groups.stand.assumed.{seat.assumed}" if seat.assumed else stand_label(case, seat.stand)
    stand, no_say = say(key), say("groups.no_say")
    told = say(f"groups.verdict.{verdict}", issues=issues)
    return SeatTold(
        name=names.seats[row],
        stand=stand if seat.decides else f"{stand} ({no_say})",
        points="–" if shown.text is None else whole_points(shown.text),
        no_text=whole_points(shown.no_deal),
        verdict=told,
        is_warned=seat.decides
        and seat.verdict in ("below", "red", "refused_above")
        and (passed or seat.stand != "unsaid"),
    )


def _left(group: JudgedGroup) -> Iterable[str]:
    yield numbered("groups.left" if group.passed else "groups.left.no_text", group.better)
    yield numbered("groups.adoptable", group.adoptable)
    if not group.is_exact:
        yield say("groups.adoptable.bounded")
    if group.has_text and not group.is_adoptable and group.mend is None:
        yield say("groups.mend.none")


def _instead(
    names: Names, group: JudgedGroup, instead: Instead, *, is_fresh: bool, title: str = ""
) -> InsteadTold:
    """Return another text in words; a fresh one is told by itself, as there was none before."""
    counted = numbered("groups.instead.fresh" if is_fresh else "groups.instead", len(instead.changes))
    seats = list(zip(group.seats, names.seats, instead.printed, strict=True))
    moved = [(seat, name, more) for seat, name, more in seats if round(more)]
    level = [name for seat, name, more in seats if not round(more) and seat.decides]

    def gains(*, decides: bool) -> str:
        return listed(
            say("groups.gain", name=name, more=signed(more, 0))
            for seat, name, more in moved
            if seat.decides == decides
        )

    told = [
        say(key, gains=found)
        for key, found in (
            ("groups.gain.all", gains(decides=True)),
            ("groups.gain.no_say", gains(decides=False)),
        )
        if found
    ]
    if level:
        told.append(say("groups.gain.level", names=names_joined(level, _NAMED)))
    changes = tuple(_change(names, one, is_fresh=is_fresh) for one in instead.changes)
    return InsteadTold(title or counted, changes, tuple(told))


def _change(names: Names, change: Change, *, is_fresh: bool) -> str:
    issue = names.issues[change.issue]
    was, now = (
        names.options[change.issue][option] if option >= 0 else "" for option in (change.was, change.now)
    )
    if change.now < 0:
        return say("groups.change.drop", issue=issue, was=was)
    if change.was < 0:
        return say(f"groups.change.{'fresh' if is_fresh else 'add'}", issue=issue, now=now)
    return say("groups.change.swap", issue=issue, now=now, was=was)


def told_agents(debrief: GroupDebrief, place: int) -> AgentsTold | None:
    """Return what is told of a group beside agents; None where no runs were played."""
    runs, names = debrief.runs, Names.of(debrief.case)
    if runs is None:
        return None
    group, beside = debrief.groups[place], debrief.compared[place]
    same = numbered(f"groups.agents.same{'' if group.passed else '.no_text'}", beside.same_text)
    rows = []
    for row, (name, seat) in enumerate(zip(names.seats, group.seats, strict=True)):
        low, middle, high = map(whole_points, runs.printed_spread(row))
        counts = (str(beside.less[row]), str(beside.same[row]), str(beside.more[row]))
        span = say("groups.agents.range", low=low, high=high)
        rows.append((name, whole_points(seat.printed.got), middle, span, *counts))
    return AgentsTold(
        title=say("groups.agents", n=runs.n, seed=runs.seed),
        sentences=(
            numbered("groups.agents.texts", int(runs.has_text.sum()), runs=runs.n),
            same,
            say("groups.agents.note"),
        ),
        heads=tuple(
            say(f"groups.column.{column}")
            for column in ("seat", "points", "agents", "range", "less", "same", "more")
        ),
        rows=tuple(rows),
        common=tuple(
            say("groups.agents.common.text", n=n, runs=runs.n, text=_text(names, option))
            for option, n in runs.texts
        ),
    )


def _text(names: Names, option: tuple[int, ...]) -> str:
    """Return a text in one line: the wordings that are in it."""
    return "; ".join(
        f"{names.issues[place]}: {names.options[place][one]}" for place, one in enumerate(option) if one >= 0
    )


def told_side_by_side(debrief: GroupDebrief) -> SideBySide:
    """Return all groups in one table: points by seat, better texts, wordings by issue."""
    names, groups = Names.of(debrief.case), debrief.groups
    points = (
        [
            (
                name,
                *(whole_points(group.seats[row].printed.got) for group in groups),
                whole_points(groups[0].seats[row].printed.no_deal),
            )
            for row, name in enumerate(names.seats)
        ]
        if groups
        else []
    )
    left = (say("groups.column.left"), *(str(group.better) for group in groups), "")
    return SideBySide(
        heads=tuple(group.name for group in groups),
        points=(*points, left) if groups else (),
        texts=tuple(
            (issue, *(names.wording(place, group.option[place]) for group in groups))
            for place, issue in enumerate(names.issues)
        ),
    )
