"""One run as data: its manifest and tables, and the log, text and coalitions read back from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from simulation.arrays import FloatArray
from simulation.coalitions import Coalition, CoalitionHistory
from simulation.coalitions.tracking import events_of, settled
from simulation.engine.case_events import salience_given
from simulation.engine.record import Record
from simulation.reasons import (
    Deciding,
    Ended,
    Gist,
    Groups,
    Log,
    Move,
    Mover,
    News,
    Opposition,
    Scene,
    SessionSentence,
    deciding_by,
    gist_of,
    news_of,
    oppositions,
    roster_of,
    scenes_of,
    when_it_ended,
)
from simulation.scenario.schema import Clause, Scenario
from simulation.scenario.translations.telling import in_language
from simulation.state.compile import relative
from simulation.state.tableau import KINDS
from simulation.storage.kept_translations import texts_told
from simulation.storage.manifest import Manifest, manifest_of
from simulation.storage.run_columns import TABLES, Kind, Table
from simulation.storage.tabulate import tabulate
from simulation.text import Bracket, ClauseState, DocumentState, SectionState, Wording, title_at
from simulation.words import Said

__all__ = ["Run", "make_run", "rows_of", "run_in_language"]


@dataclass(frozen=True)
class Run:
    """A negotiation that is over, as a run folder holds it: enough to report and to explain it."""

    manifest: Manifest
    tables: Mapping[str, Table]
    """By name, columns as in `columns.TABLES`."""

    @property
    def scenario(self) -> Scenario:
        """The case."""
        return self.manifest.scenario

    @property
    def delegations(self) -> tuple[str, ...]:
        """Keys of the delegations, in the order of every axis A."""
        return tuple(self.tables["delegations"]["delegation"])

    @cached_property
    def log(self) -> Log:
        """All moves, and who is who."""
        moves = tuple(Move(**row) for row in rows_of(self.tables["moves"]))
        return Log(roster=roster_of(self.scenario, self.manifest.sessions), moves=moves)

    @property
    def adopts_nothing(self) -> bool:
        """Whether it ended without a document."""
        return not any(self.tables["outcome"]["option"])

    @cached_property
    def kept(self) -> Mapping[str, tuple[str, ...]]:
        """Keys of the delegations that kept brackets to the end, by key of the issue."""
        found: dict[str, list[str]] = {}
        for row in rows_of(self.tables["brackets"]):
            if row["session"] == self.manifest.sessions and row["delegation"] not in found.get(
                row["issue"], ()
            ):
                found.setdefault(row["issue"], []).append(row["delegation"])
        return {issue: tuple(keys) for issue, keys in found.items()}

    @cached_property
    def opening(self) -> FloatArray:
        """Opening positions, `[A, I]`."""
        return self._shaped("mandates", "opening", len(self.delegations))

    @cached_property
    def position(self) -> FloatArray:
        """Positions after each session, `[T, A, I]`."""
        return self._shaped("positions", "position", self.manifest.sessions, len(self.delegations))

    @cached_property
    def capability(self) -> FloatArray:
        """Voice of each delegation as drawn, `[A]`."""
        return np.asarray(self.tables["delegations"]["capability"], dtype=np.float64)

    @cached_property
    def salience_at_opening(self) -> FloatArray:
        """Salience of each issue for each delegation as given, `[A, I]`, 0..1."""
        return self._shaped("mandates", "salience", len(self.delegations))

    @cached_property
    def salience(self) -> FloatArray:
        """Relative salience of each issue for each delegation in each session, `[T, A, I]`."""
        first = self.salience_at_opening
        return np.stack(
            [
                relative(
                    np.stack(
                        [
                            salience_given(self.scenario, key, first[row], session)
                            for row, key in enumerate(self.delegations)
                        ]
                    )
                )
                for session in range(1, self.manifest.sessions + 1)
            ]
        )

    @cached_property
    def groups(self) -> Groups:
        """The detected coalitions with their data, to explain why a delegation changed group."""
        return Groups(
            keys=self.delegations,
            names=tuple(self.log.roster.names[key] for key in self.delegations),
            issues=tuple(issue.name for issue in self.scenario.issues),
            position=np.concatenate([self.opening[None], self.position]),
            salience=self.salience,
            history=self.history,
        )

    @cached_property
    def history(self) -> CoalitionHistory:
        """The detected coalitions."""
        detected = [row for row in rows_of(self.tables["coalitions"]) if not row["issue"]]
        label = np.full((self.manifest.sessions, len(self.delegations)), -1, dtype=np.int64)
        rows = {key: row for row, key in enumerate(self.delegations)}
        for row in rows_of(self.tables["memberships"]):
            if not row["issue"]:
                label[row["session"] - 1, rows[row["delegation"]]] = row["coalition"]
        return CoalitionHistory(
            label=label,
            coalitions=tuple(
                Coalition(
                    slot=row["slot"],
                    name=row["name"],
                    text=row["stands_for"],
                    founded=row["founded"],
                    ended=row["ended"] or None,
                )
                for row in detected
            ),
            events=events_of(label, self.capability),
            lasting=events_of(settled(label), self.capability),
        )

    @cached_property
    def news(self) -> tuple[News, ...]:
        """What there is to tell of each session."""
        moments = self.documents[: self.manifest.sessions + 1]
        return news_of(moments, self.history, np.concatenate([self.opening[None], self.position]))

    @cached_property
    def sentences(self) -> tuple[SessionSentence, ...]:
        """What to say about each session."""
        return tuple(
            SessionSentence(
                session=row["session"],
                head=row["headline"],
                sub=row["brackets_in_words"],
                alt=row["description"],
            )
            for row in rows_of(self.tables["sessions"])
        )

    @cached_property
    def gist(self) -> Gist:
        """The gist of a run whose protocol asked the room: ending, groups, largest move."""
        return gist_of(self._ended)

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The sessions that tell it: the opening, where it turned, the ending."""
        return scenes_of(self._ended)

    @cached_property
    def _ended(self) -> Ended:
        manifest, tables, last = self.manifest, self.tables, self.manifest.sessions
        clean = np.asarray(tables["issues"]["clean"]).reshape(last, -1)
        return Ended(
            case=self.scenario,
            delegations=self.delegations,
            capability=self.capability,
            outcome=manifest.sentence,
            left_over=manifest.left_over,
            after=when_it_ended(last, manifest.planned, is_settled=bool(clean[-1].all())),
            joins=list(tables["delegations"]["joins"]),
            signature=list(tables["delegations"]["signature"]),
            planned=manifest.planned,
            document=self.documents[-1],
            documents=self.documents[: last + 1],
            standing=self.oppositions,
            deciding=self._deciding,
            log=self.log,
            history=self.history,
            news=self.news,
            sentences=self.sentences,
            movers=[Mover(**row) for row in rows_of(tables["movements"])],
        )

    @cached_property
    def oppositions(self) -> tuple[tuple[Opposition, ...], ...]:
        """The objections to the clauses in brackets, before the first session and after each."""
        return oppositions(self.documents[: self.manifest.sessions + 1], self.log.moves, self._deciding)

    @property
    def _deciding(self) -> Deciding:
        table = self.tables["delegations"]
        return deciding_by(
            self.scenario,
            self.manifest.protocol,
            self.delegations,
            np.asarray(table["decides"], dtype=np.bool_),
            np.array([KINDS.index(kind) for kind in table["kind"]], dtype=np.int64),
        )

    @cached_property
    def documents(self) -> tuple[DocumentState, ...]:
        """The document before the first session, after each, and as adopted if it was."""
        wordings: dict[tuple[int, bool], dict[str, list[dict[str, Any]]]] = {}
        for row in rows_of(self.tables["text"]):
            at = (row["session"], bool(row["adopted"]))
            wordings.setdefault(at, {}).setdefault(row["clause"], []).append(row)
        brackets: dict[tuple[int, str], list[Bracket]] = {}
        for row in rows_of(self.tables["brackets"]):
            bracket = Bracket(owner=row["delegation"], reason=row["reason"])
            brackets.setdefault((row["session"], row["clause"]), []).append(bracket)
        return tuple(
            self._document(session, clauses, {} if adopted else brackets, is_adopted=adopted)
            for (session, adopted), clauses in wordings.items()
        )

    def _document(
        self,
        session: int,
        clauses: Mapping[str, Sequence[Mapping[str, Any]]],
        brackets: Mapping[tuple[int, str], Sequence[Bracket]],
        *,
        is_adopted: bool,
    ) -> DocumentState:
        document = self.scenario.document
        sections = []
        for section in document.sections:
            states = tuple(
                _clause_state(clause, clauses[clause.key], brackets.get((session, clause.key), ()))
                for clause in section.clauses
            )
            sections.append(
                SectionState(kind=section.kind, heading=section.heading, force=section.force, clauses=states)
            )
        return DocumentState(
            title=title_at(document.title, is_adopted=is_adopted),
            instrument=document.instrument,
            chapeau=document.chapeau,
            session=session,
            is_adopted=is_adopted,
            sections=tuple(sections),
        )

    def _shaped(self, table: str, column: str, *shape: int) -> FloatArray:
        values: FloatArray = np.asarray(self.tables[table][column], dtype=np.float64)
        return values.reshape(*shape, len(self.scenario.issues))


def _clause_state(
    clause: Clause, rows: Sequence[Mapping[str, Any]], brackets: Sequence[Bracket]
) -> ClauseState:
    """Return one clause at one moment from its rows in the table of the text."""
    return ClauseState(
        key=clause.key,
        reference=rows[0]["reference"],
        label=clause.label,
        title=clause.title,
        issue=clause.issue,
        status=rows[0]["status"],
        option=rows[0]["table"],
        wordings=tuple(
            Wording(option=row["option"], text=row["words"], holders=row["holders"])
            for row in rows
            if row["wording"] >= 0
        ),
        brackets=tuple(brackets),
        falls_with=rows[0]["falls_with"],
    )


def rows_of(table: Table) -> list[dict[str, Any]]:
    """Return a table row by row, each with plain values by column."""
    columns = [column.tolist() if isinstance(column, np.ndarray) else column for column in table.values()]
    return [dict(zip(table, row, strict=True)) for row in zip(*columns, strict=True)]


def make_run(
    record: Record,
    log: Log,
    history: CoalitionHistory,
    *,
    command: Sequence[str] | str,
    holders: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Run:
    """Return a run that is not (yet) on disk.

    Args:
        record: The negotiation.
        log: Its moves.
        history: Its detected coalitions.
        command: What made it, as a line or word by word; it is shown to whoever wants to repeat the run.
        holders: The agents of the user's own that played, by seat; see `Manifest.holders`.
    """
    return Run(manifest=manifest_of(record, command, holders), tables=tabulate(record, log, history))


def run_in_language(run: Run, code: str) -> Run:
    """Return a run whose case, and what of it stands in sentences and tables, is told in another language.

    Of a case that ships the library knows the translations, of any other they are kept with the run.
    """
    case = in_language(run.scenario, code)
    other = texts_told(case)
    tables = {name: _retold(name, table, other) for name, table in run.tables.items()}
    return Run(manifest=replace(run.manifest, scenario=case), tables=tables)


def _retold(name: str, table: Table, other: Callable[[str], str]) -> Table:
    kinds: Mapping[str, Kind] = {column: kind for column, (kind, _) in TABLES[name].columns.items()}
    return {column: _column(values, kinds.get(column, "word"), other) for column, values in table.items()}


def _column(values: Any, kind: Kind, other: Callable[[str], str]) -> Any:  # noqa: ANN401 - a list or an array
    if kind == "text":
        return [other(text) for text in values]
    if kind != "said":
        return values
    known: dict[Said, Said] = {}
    for sentence in values:
        if sentence not in known:
            known[sentence] = sentence.with_texts(other)
    return [known[sentence] for sentence in values]
