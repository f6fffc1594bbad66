"""What is told of a class once all is over: sentences and rows, the same on a live page, in a file and on slides."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from simulation.classroom.debrief import Clause, Findings, Otherwise, Wording, table_name
from simulation.rules.rule_names import rule_named
from simulation.scenario.schema import Scenario
from simulation.training.debrief import questions_for
from simulation.training.group.adopted import is_vote, stand_label
from simulation.training.group.group_told import GroupTold, Names, points_note, told_group, told_side_by_side
from simulation.training.notes import SeatNotes
from simulation.words import Said, listed, numbered, say

__all__ = [
    "ChartClause",
    "ChartRow",
    "ClassTold",
    "ExpectedRow",
    "RuleTold",
    "TableTold",
    "TurningTold",
    "names_of_tables",
    "told_class",
]

_SURE: Final = ("high", "medium", "low")
"""How sure a table of what happened can be."""
_MOST_MOVES: Final = 12
"""Moves that could not be made again that are told of a table under a rule."""


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A clause, or the document as a whole: what most expected, and what came at each table."""

    issue: str
    expected: str
    came: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A wording: how often agents end with it, which tables did, and whether history did."""

    label: str
    share: float
    """Of the runs of agents, 0 to 1."""
    runs: str
    tables: tuple[str, ...]
    expected: int
    happened: bool


@dataclass(frozen=True, slots=True)
class ChartClause:
    """A clause of the chart."""

    issue: str
    rows: tuple[ChartRow, ...]
    rest: str
    """That wordings were left out with which nothing ended; empty: none was."""


@dataclass(frozen=True, slots=True)
class TableTold:
    """A table in words."""

    key: str
    name: str
    outcome: str
    group: GroupTold | None
    """None: not judged yet."""


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A table under another rule."""

    key: str
    """Of the table."""
    heading: str
    """The rule and the table."""
    ended: str
    changed: tuple[str, ...]
    carried: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurningTold:
    """The move of a seat on which most hung."""

    table: str
    """Its key."""
    seat: str
    heading: Said
    sentences: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTold:
    """A class in words."""

    title: str
    tables: tuple[TableTold, ...]
    heads: tuple[str, ...]
    """Names of the tables."""
    real: tuple[tuple[str, str], ...]
    """Delegations as archetypes, and what they are really called; empty: they have their names, or nobody may know."""
    notes: tuple[str, ...]
    """What is to be known before anything is compared."""
    predicted: str
    expected: tuple[ExpectedRow, ...]
    points: tuple[tuple[str, ...], ...]
    """Seat, points at each table, points of no text; empty: not judged yet."""
    texts: tuple[tuple[str, ...], ...]
    """Clause, wording at each table."""
    stands: tuple[tuple[str, ...], ...]
    """Seat, how it stood at each table and what that is."""
    efficient: tuple[str, ...]
    """By table."""
    note: str
    chart: tuple[ChartClause, ...]
    chart_cap: tuple[str, ...]
    rules: tuple[RuleTold, ...]
    turning: tuple[TurningTold, ...]
    outstanding: frozenset[str]
    """Keys of the tables with seats whose moves are still to be weighed."""
    problems: tuple[str, ...]
    questions: tuple[str, ...]


def names_of_tables(keys: tuple[str, ...]) -> str:
    """Return tables in a row of words."""
    return listed(table_name(key) for key in keys)


def told_class(findings: Findings) -> ClassTold:
    """Return the debriefing of a class in words, as far as it is worked out, in the current language."""
    gathered = findings.gathered
    groups = findings.groups
    clauses = findings.clauses
    names = Names.of(gathered.case)
    side = None if groups is None else told_side_by_side(groups)
    return ClassTold(
        title=gathered.case.title,
        tables=tuple(_tables(findings)),
        heads=tuple(one.name for one in findings.ended),
        real=tuple(
            (seat.name, gathered.real_names[seat.key])
            for seat in gathered.case.delegations
            if seat.key in gathered.real_names
        ),
        notes=tuple(_notes(findings)),
        predicted=_predicted(findings),
        expected=(*_expected(clauses), _expected_whole(findings)),
        points=() if side is None else tuple(tuple(map(str, row)) for row in side.points[:-1]),
        texts=tuple(
            (name, *(str(names.wording(place, one.option[place])) for one in findings.ended))
            for place, name in enumerate(names.issues)
        ),
        stands=tuple(_stands(findings, gathered.case)),
        efficient=()
        if groups is None
        else tuple(
            say("term.yes") if one.is_efficient else numbered("classdebrief.side.no", one.better)
            for one in groups.groups
        ),
        note=str(points_note(gathered.case)),
        chart=tuple(_chart(clause) for clause in clauses),
        chart_cap=tuple(_chart_cap(findings)),
        rules=tuple(_rule(findings, one) for one in findings.otherwise),
        turning=tuple(_turning(findings)),
        outstanding=frozenset(table for table, _ in findings.outstanding),
        problems=tuple(_problems(findings)),
        questions=tuple(str(one.text) for one in questions_for(SeatNotes(), findings.questions)),
    )


def _tables(findings: Findings) -> Iterator[TableTold]:
    groups = findings.groups
    for place, one in enumerate(findings.ended):
        group = None if groups is None else told_group(groups.case, groups.groups[place])
        yield TableTold(one.table, one.name, one.outcome, group)


def _notes(findings: Findings) -> Iterator[str]:
    gathered = findings.gathered
    yield from (say("classdebrief.cut", table=table_name(key)) for key in gathered.cut)
    thrown = tuple(one.key for one in gathered.tables if one.injects)
    if thrown:
        yield say("classdebrief.injects", tables=names_of_tables(thrown))


def _predicted(findings: Findings) -> str:
    """Return how many people predicted, and how many of their expectations came true at their own tables."""
    case = findings.gathered.case
    ended = {one.table: one for one in findings.ended}
    checked = []
    for table, prediction in findings.predicted:
        if table not in ended:
            continue
        for place, issue in enumerate(case.issues):
            if issue.key in prediction.options:
                option = ended[table].option[place]
                came = issue.options[option].key if option >= 0 else ""
                checked.append(prediction.options[issue.key] == came)
        if prediction.outcome_class:
            checked.append(prediction.outcome_class == ended[table].outcome_class)
    people = len(findings.predicted)
    if not people:
        return say("classdebrief.predicted.none")
    if not checked:
        return numbered("classdebrief.predicted.unchecked", people)
    return numbered("classdebrief.predicted", people, hits=sum(checked), all=len(checked))


def _expected(clauses: tuple[Clause, ...]) -> Iterator[ExpectedRow]:
    for clause in clauses:
        most = max(clause.wordings, key=lambda one: one.predicted)
        told = say("classdebrief.predicted.nobody")
        if most.predicted:
            told = say(
                "classdebrief.predicted.cell",
                label=_label(most),
                n=most.predicted,
                all=clause.predictions,
            )
        came = {table: _label(one) for one in clause.wordings for table in one.tables}
        yield ExpectedRow(clause.name, told, tuple(came[key] for key in sorted(came, key=_by_number)))


def _expected_whole(findings: Findings) -> ExpectedRow:
    """Return what most expected of the document as a whole, and what became of it."""
    said = Counter(one.outcome_class for _, one in findings.predicted if one.outcome_class)
    told = say("classdebrief.predicted.nobody")
    for key, n in said.most_common(1):
        told = say("classdebrief.predicted.cell", label=say(f"class.{key}"), n=n, all=said.total())
    came = tuple(say(f"class.{one.outcome_class}") for one in findings.ended)
    return ExpectedRow(say("term.whole"), told, came)


def _by_number(key: str) -> tuple[int, str]:
    return (int(key) if key.isdecimal() else 0), key


def _label(wording: Wording) -> str:
    return wording.label or say("groups.open")


def _stands(findings: Findings, case: Scenario) -> Iterator[tuple[str, ...]]:
    groups = findings.groups
    if groups is None:
        return
    told = [told_group(case, group) for group in groups.groups]
    for row, name in enumerate(Names.of(case).seats):
        cells = []
        for group, words in zip(groups.groups, told, strict=True):
            seat = group.seats[row]
            stand = say(stand_label(case, seat.stand)) if group.has_text and seat.stand != "unsaid" else ""
            cells.append(listed(filter(None, (stand, str(words.seats[row].verdict)))))
        yield name, *cells


def _chart(clause: Clause) -> ChartClause:
    shown = [one for one in clause.wordings if one.runs or one.tables or one.happened or one.predicted]
    rows = tuple(
        ChartRow(
            label=_label(one),
            share=one.runs / clause.runs if clause.runs else 0.0,
            runs=str(one.runs) if clause.runs else "–",
            tables=one.tables,
            expected=one.predicted,
            happened=one.happened,
        )
        for one in shown
    )
    rest = len(clause.wordings) - len(shown)
    return ChartClause(clause.name, rows, numbered("classdebrief.chart.rest", rest) if rest else "")


def _chart_cap(findings: Findings) -> Iterator[str]:
    runs = findings.runs
    if runs is None:
        yield say("classdebrief.chart.waiting")
    else:
        yield say("classdebrief.chart.cap", n=runs.n, seed=runs.seed)
    if not findings.history:
        yield say("classdebrief.chart.history.none")
        return
    found = {one.confidence for one in findings.history.values()}
    sure = [say(f"classdebrief.sure.{word}") for word in _SURE if word in found]
    if sure:
        yield say("classdebrief.chart.history.cap", sure=listed(sure))


def _rule(findings: Findings, other: Otherwise) -> RuleTold:
    case = findings.gathered.case
    names = Names.of(case)
    seats = dict(zip((seat.key for seat in case.delegations), names.seats, strict=True))
    was = next(one for one in findings.ended if one.table == other.table)
    ends = zip(names.issues, was.option, other.ended.option, strict=True)
    changed = tuple(
        _change(issue, *(names.options[place][one] if one >= 0 else "" for one in (before, now)))
        for place, (issue, before, now) in enumerate(ends)
        if now != before
    )
    lost = tuple(
        say(
            "classdebrief.rules.lost.item",
            name=seats.get(one.seat, one.seat),
            s=one.session,
            what=one.move.told,
        )
        for one in other.dropped[:_MOST_MOVES]
    )
    return RuleTold(
        key=other.table,
        heading=say("classdebrief.rule.at", rule=rule_named(other.rule), table=table_name(other.table)),
        ended=_ended_under(other),
        changed=changed or (say(f"classdebrief.rules.{'same' if was.has_text else 'no_text'}"),),
        carried=other.carried,
        lost=lost,
    )


def _ended_under(other: Otherwise) -> str:
    """Return how a table ends under another rule, and why there is no vote where the room votes and nobody objects."""
    record = other.ended.record
    is_unvoted = is_vote(record.scenario) and other.ended.has_text and not record.outcome.voted
    told = [other.ended.outcome, say("classdebrief.rules.unvoted") if is_unvoted else ""]
    return " ".join(filter(None, told))


def _change(issue: str, was: str, now: str) -> str:
    """Return what became of a clause; empty: it is not in that text."""
    key = "swap" if was and now else "drop" if was else "add"
    return say(f"classdebrief.change.{key}", issue=issue, was=was, now=now)


def _turning(findings: Findings) -> Iterator[TurningTold]:
    """Yield, for each table, the move of any of its seats on which most hung."""
    names = {seat.key: seat.short or seat.name for seat in findings.gathered.case.delegations}
    for table in findings.gathered.tables:
        told = [(seat, findings.seat(table.key, seat)) for seat in table.seats]
        points = [
            (abs(point.effect), seat, point)
            for seat, one in told
            if one is not None and one.turning is not None
            for point in one.turning.points
        ]
        if points:
            _, seat, point = max(points, key=lambda item: item[0])
            where = say("classdebrief.turning.seat", table=table_name(table.key), name=names[seat])
            yield TurningTold(table.key, where, point.heading, point.sentences)


def _problems(findings: Findings) -> Iterator[str]:
    """Yield what could not be worked out of a table, each reason once."""
    told = {
        say("classdebrief.problem.table", table=table_name(str(key[1])), why=why): None
        for key, why in findings.problems.items()
        if len(key) > 1
    }
    yield from told
    yield from (why for key, why in findings.problems.items() if len(key) == 1)
