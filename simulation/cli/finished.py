"""A negotiation that is over, with all that is told about it."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulation import reasons
from simulation.coalitions import CoalitionHistory, CoalitionPower, coalition_power
from simulation.engine import JOINS, SIGNATURES, Record, simulate
from simulation.protocols.parameter_sets import MEDIAN, Parameters
from simulation.reasons import (
    Deciding,
    Ended,
    Gist,
    Holding,
    Log,
    Mover,
    News,
    Opposition,
    SessionSentence,
    holding_of,
)
from simulation.scenario import Forum, Scenario, resolve_forum
from simulation.text import DocumentState

if TYPE_CHECKING:
    from simulation.abm import Holders
    from simulation.live import Made

__all__ = ["Finished", "play"]


@dataclass(kw_only=True)
class Finished:
    """A record and what follows from it, worked out when first asked for."""

    record: Record
    folder: Path | None = field(default=None)
    """Where it was saved."""
    command: Sequence[str] = ()
    """What repeats it, word by word."""
    coding: Mapping[str, object] = field(default_factory=dict)
    """What it was coded as otherwise than the case is written, by path, as its replication drew it."""
    overrides: Sequence[str] = ()
    """What --set changed, as written."""
    holders: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By seat, the agents of the user's own that played: `agent`, as it was named, and `sha256` of its file."""
    made: "Sequence[Made]" = ()
    """What they did, with the answers, in order."""

    @property
    def case(self) -> Scenario:
        """The case."""
        return self.record.scenario

    @cached_property
    def forum(self) -> Forum:
        """The rules of the room."""
        return resolve_forum(self.case)

    @cached_property
    def log(self) -> Log:
        """All moves with their reasons."""
        return reasons.build_log(self.record)

    @cached_property
    def history(self) -> CoalitionHistory:
        """The coalitions detected."""
        return reasons.coalitions_of(self.record)

    @cached_property
    def formed(self) -> tuple[CoalitionHistory, ...]:
        """The coalitions that formed, issue by issue."""
        return reasons.formed_of(self.record)

    @cached_property
    def sentences(self) -> tuple[SessionSentence, ...]:
        """What to say about each session."""
        return reasons.session_sentences(self.record, self.history, self.log)

    @cached_property
    def news(self) -> tuple[News, ...]:
        """What there is to tell of each session."""
        return reasons.news_in(self.record, self.history)

    @cached_property
    def gist(self) -> Gist:
        """What somebody wants to know first."""
        return reasons.gist_of(self._ended)

    @property
    def _ended(self) -> Ended:
        record = self.record
        joins, signature = (
            [words[code] if code >= 0 else "" for code in codes.tolist()]
            for codes, words in ((record.outcome.joins, JOINS), (record.outcome.signature, SIGNATURES))
        )
        return Ended(
            case=record.scenario,
            delegations=record.tableau.delegations,
            capability=record.tableau.capability[0],
            outcome=reasons.outcome_sentence(record),
            left_over=reasons.left_over(record),
            after=reasons.when_it_ended(
                record.n_rounds, record.planned, is_settled=bool(record.is_clean[-1].all())
            ),
            joins=joins,
            signature=signature,
            planned=record.planned,
            document=self.document,
            documents=self.documents,
            standing=self.standing,
            deciding=self.deciding,
            log=self.log,
            history=self.history,
            news=self.news,
            sentences=self.sentences,
            movers=self.movers,
        )

    @cached_property
    def documents(self) -> list[DocumentState]:
        """The text before the first session and after each."""
        return [reasons.document_at(self.record, at) for at in range(self.record.n_rounds + 1)]

    @cached_property
    def standing(self) -> tuple[tuple[Opposition, ...], ...]:
        """What stands against the clauses in brackets, before the first session and after each."""
        return reasons.oppositions(self.documents, self.log.moves, self.deciding)

    @cached_property
    def deciding(self) -> Deciding:
        """How the room decides."""
        return reasons.deciding_of(self.record)

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        """Who moved and why, the largest change first."""
        return reasons.who_moved(self.record, self.log)

    @cached_property
    def document(self) -> DocumentState:
        """The text as adopted, or as it was left."""
        return reasons.final_document(self.record)

    @cached_property
    def last(self) -> DocumentState:
        """The text after the last session, before any adoption: it still has its brackets."""
        return reasons.document_at(self.record, self.record.n_rounds)

    @cached_property
    def power(self) -> dict[int, CoalitionPower]:
        """What each coalition could do in its last session, by index."""
        record = self.record
        rows = coalition_power(
            self.history.label,
            record.tableau.delegations,
            record.tableau.capability[0],
            record.conditions,
        )
        return {row.coalition: row for row in rows}

    @cached_property
    def holding(self) -> Holding:
        """Whether the coalitions there at the end would hold, by agreement alone."""
        record = self.record
        return holding_of(
            record.position[-1], record.salience[-1], self.history.label[-1], record.platform[-1].tolist()
        )

    @cached_property
    def names(self) -> dict[str, str]:
        """What to call each delegation."""
        return {item.key: item.short or item.name for item in self.case.delegations}

    @property
    def is_asked(self) -> bool:
        """Whether the protocol asked the room: a mere forecast does not, and nobody joins or blocks it."""
        return reasons.is_asked(self.record)

    def named(self, keys: Sequence[str], shown: int = 6) -> str:
        """Return delegations in words, at most `shown` of them by name."""
        from simulation.text import names_in_words

        return names_in_words(tuple(keys), self.names, shown)

    def by_voice(self, keys: Sequence[str]) -> list[str]:
        """Return delegations in the order of their voice in the room."""
        voice = dict(zip(self.record.tableau.delegations, self.record.tableau.capability[0], strict=True))
        return sorted(keys, key=lambda key: -voice[key])

    def save(self, folder: Path, *, command: Sequence[str], overwrite: bool) -> None:
        """Keep it as a run folder.

        Raises:
            RecordError: If something else stands there, or it cannot be written.
        """
        from simulation.storage import save_run

        self.folder = save_run(
            self.record,
            self.log,
            self.history,
            folder,
            command=command,
            overwrite=overwrite,
            holders=self.holders,
        )


def play(
    case: Scenario,
    *,
    seed: int,
    replication: int,
    holders: "Holders" = (),
    parameters: Parameters = MEDIAN,
) -> Finished:
    """Negotiate a case, with agents of the user's own in these seats, and return how it went.

    What such agents print goes to the error stream.

    Raises:
        StudyError: if an agent is none, or cannot hold its seat.
        DelegationSimError: if one fails or does what is not possible; says where and when.
    """
    if not holders:
        return Finished(record=simulate(case, seed=seed, replication=replication, parameters=parameters))
    from simulation.abm import NegotiationModel, cast, told

    seats = cast(case, holders)
    with redirect_stdout(sys.stderr):
        model = NegotiationModel(case, seed=seed, replication=replication, seats=seats, parameters=parameters)
        record = model.run()
    return Finished(record=record, holders={key: told(seat) for key, seat in seats.items()}, made=model.moves)
