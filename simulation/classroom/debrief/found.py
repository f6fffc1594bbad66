"""What is worked out of a class, piece by piece: each piece is done by itself, anywhere, and put in its place."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from simulation.arrays import BoolArray
from simulation.classroom.debrief.gathered import Attended, Gathered, TableLog
from simulation.classroom.debrief.history import Happened, history_of
from simulation.classroom.debrief.notes_written import notes_of_person
from simulation.classroom.debrief.otherwise import Otherwise, other_rules, under_rule
from simulation.classroom.debrief.table_endings import Ended, ended_with, results_of, table_name
from simulation.classroom.debrief.tables_beside_agents import Clause, beside_agents
from simulation.engine.record import Record
from simulation.scenario.group_schema import GroupResults
from simulation.scenario.pack import shipped_pack
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.training.debrief import Debrief, debriefing, pack_questions, questions_for
from simulation.training.group.agent_runs import RUNS, AgentRuns, join, parts_of, play_part
from simulation.training.group.groups_debrief import GroupDebrief, judged_groups
from simulation.training.group.judged import JudgedGroup
from simulation.training.notes import Prediction
from simulation.words import LANGUAGES, language, told_in

__all__ = ["Findings", "Key", "Piece", "findings_of", "seat_debrief"]

_JUDGED: Final = ("judged",)

type Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of work, which knows nothing of the others."""

    key: Key
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    language: str
    """In which it tells what is told while it is done."""

    def do(self) -> Any:  # noqa: ANN401 - whatever the piece is
        """Return the result of this piece of work.

        Raises:
            DelegationSimError: if it cannot be worked out.
        """
        with told_in(self.language):
            return self.work(*self.arguments)


@dataclass(slots=True, kw_only=True)
class Findings:
    """The results of a class so far; parts that are not worked out yet are None or empty."""

    gathered: Gathered
    ended: tuple[Ended, ...]
    """Of the tables that were played to their end."""
    pack: Pack | None
    """Of the case, if it has one."""
    history: Mapping[str, Happened]
    answers: dict[Key, Any] = field(default_factory=dict)
    """By piece."""
    problems: dict[Key, str] = field(default_factory=dict)
    """Why a piece could not be worked out, in words."""

    @property
    def questions(self) -> dict[str, str]:
        """Questions of the trainer's pack by key."""
        return pack_questions(self.pack)

    @property
    def done(self) -> int:
        """Pieces."""
        return len(self.answers) + len(self.problems)

    @property
    def groups(self) -> GroupDebrief | None:
        """The tables as groups, judged, named as they are called now; None: not yet."""
        found: tuple[JudgedGroup, ...] | None = self.answers.get(_JUDGED)
        if found is None:
            return None
        named = tuple(_named(one) for one in found)
        return GroupDebrief(case=self.gathered.case, groups=named, runs=self.runs)

    @property
    def runs(self) -> AgentRuns | None:
        """Runs with agents in every seat; None: not all are played."""
        case, seed = self.gathered.case, self.gathered.seed
        parts = [self.answers.get(("runs", ids[0])) for ids in parts_of(RUNS)]
        there = [part for part in parts if part is not None]
        return join(case, seed, there) if len(there) == len(parts) else None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Where tables, agents and history ended, and what people predicted, clause by clause."""
        case = self.gathered.case
        return beside_agents(
            case,
            {one.table: one.option for one in self.ended},
            self.runs,
            self.history,
            [one.options for _, one in self.predicted],
        )

    @property
    def predicted(self) -> tuple[tuple[str, Prediction], ...]:
        """What people expected before the first session, with the key of their table."""
        found = [
            (table, notes_of_person(self.gathered.case, written).prediction)
            for table, written in self.gathered.predictions
        ]
        return tuple((table, one) for table, one in found if one is not None)

    @property
    def otherwise(self) -> tuple[Otherwise, ...]:
        """Tables under other rules, as far as that is worked out."""
        return tuple(one for key, one in sorted(self.answers.items(), key=repr) if key[0] == "rule")

    @property
    def outstanding(self) -> tuple[tuple[str, str], ...]:
        """Tables and seats whose moves are still to be weighed."""
        settled = {key[1:3] for key in (*self.answers, *self.problems) if key[0] == "seat"}
        played = [one for one in self.gathered.tables if one.is_over]
        seats = ((table.key, seat) for table in played for seat in table.seats)
        return tuple(one for one in seats if one not in settled)

    def seat(self, table: str, seat: str) -> Debrief | None:
        """Return the debriefing of a seat, in the current language if there is one in it; None if there is none yet."""
        for code in (language(), *LANGUAGES):
            found: Debrief | None = self.answers.get(("seat", table, seat, code))
            if found is not None:
                return found
        return None

    def of_person(self, person: Attended) -> Debrief | None:
        """Return the debriefing of somebody's seat with their own notes; None if there is none, or not yet."""
        table, told = self.gathered.table(person.table), self.seat(person.table, person.seat)
        return (
            None if table is None or told is None else _for_person(told, table.case, person, self.questions)
        )

    def pieces(self) -> list[Piece]:
        """Return all pieces of work, those that the whole class waits for first."""
        gathered = self.gathered
        case, seed = gathered.case, gathered.seed
        if not self.ended:
            return []
        tables = [one for one in gathered.tables if one.is_over]
        results = results_of(case, self.ended)
        found = [self._piece(("runs", ids[0]), play_part, case, seed, ids) for ids in parts_of(RUNS)]
        written = tuple(one.written for one in self.ended)
        found.append(self._piece(_JUDGED, _judged, case, results, written))
        found += [
            self._piece(("rule", one.key, rule), under_rule, one, rule)
            for one in tables
            for rule in other_rules(case)
        ]
        return found + [self.seat_piece(one, seat, gathered.language) for one in tables for seat in one.seats]

    def _piece(self, key: Key, work: Callable[..., Any], *arguments: object) -> Piece:
        return Piece(key=key, work=work, arguments=arguments, language=self.gathered.language)

    def seat_piece(self, table: TableLog, seat: str, code: str) -> Piece:
        """Return the work on the debriefing of a seat in a language."""
        key, arguments = ("seat", table.key, seat, code), (table, seat, self.questions)
        return Piece(key=key, work=seat_debrief, arguments=arguments, language=code)


def findings_of(gathered: Gathered, records: Mapping[str, Record]) -> Findings:
    """Return the findings on a class that need no computation; all pieces are still to be worked out."""
    case = gathered.case
    return Findings(
        gathered=gathered,
        ended=tuple(ended_with(one.key, records[one.key]) for one in gathered.tables if one.key in records),
        pack=None if gathered.has_archetypes else shipped_pack(case),  # a pack names delegations
        history=history_of(case),
    )


def _judged(case: Scenario, results: GroupResults, written: Sequence[BoolArray]) -> tuple[JudgedGroup, ...]:
    """Judge each table by the wordings that were there at its end, as the debriefings of its seats do."""
    return judged_groups(case, results, written=written)


def _named(group: JudgedGroup) -> JudgedGroup:
    return replace(group, name=table_name(group.name))


def seat_debrief(table: TableLog, seat: str, questions: Mapping[str, str]) -> Debrief:
    """Return the profile, the turning points and the dealings of a seat.

    Args:
        table: Played to its end.
        seat: Key of the delegation.
        questions: Of the trainer's pack, see `pack_questions`.

    Raises:
        DelegationSimError: if it cannot be played again, see `TableLog.live`.
    """
    live = table.live()
    return next(told for told in debriefing(live, seat, questions=questions) if told.turning is not None)


def _for_person(told: Debrief, case: Scenario, person: Attended, questions: Mapping[str, str]) -> Debrief:
    """Return the debriefing of a seat with the notes of one of its people.

    Args:
        told: Of the seat.
        case: As it was played at the table.
        person: Who reads it.
        questions: As for `seat_debrief`.
    """
    notes = notes_of_person(case, person.notes)
    process = replace(told.score.process, hints=len(notes.hints))
    with_notes = told.noted(notes, questions_for(notes, questions))
    return replace(
        with_notes,
        score=replace(told.score, process=process),
        prediction=told.prediction.beside(case, notes),
    )
