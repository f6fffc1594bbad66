"""Reads a record through the packages below: its text, its coalitions, and what stood behind each choice."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypedDict

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.coalitions.axis import main_axis
from simulation.coalitions.detection import detect_sessions
from simulation.coalitions.formed import formed_coalitions
from simulation.coalitions.naming import name_coalitions
from simulation.coalitions.tracking import CoalitionHistory, track
from simulation.coalitions.wording_names import short_names
from simulation.engine.record import Record
from simulation.preferences import values
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.programme import Programme
from simulation.protocols.conference.setting import blocs_of, cohorts_of, flag, refuses_of
from simulation.protocols.registry import PROTOCOLS
from simulation.reasons.goodwill_told import Favours
from simulation.reasons.moves_logged import CHAIR
from simulation.rng import Streams
from simulation.state.tableau import DELETE, REFER
from simulation.text.document import DocumentState, Moment, build_document
from simulation.text.versions import Version, build_versions

__all__ = [
    "CAUSES",
    "QUOTED",
    "Reading",
    "by_capability",
    "coalitions_of",
    "document_at",
    "final_document",
    "formed_of",
    "is_adopted",
    "moments_of",
    "versions_of",
]

CAUSES: Final = ("wish", "table", "trade", "account", "clock")
"""What can change a position; a wish changes by persuasion or by new instructions."""

QUOTED: Final = 12
"""Longest quotation of the label of an option."""


def is_adopted(record: Record) -> bool:
    """Return whether the negotiation ended with a document."""
    return bool((record.outcome.option >= 0).any())


def by_capability(record: Record, who: BoolArray) -> list[int]:
    """Return the rows of some delegations, `[A]`, the greatest capability first."""
    capability = record.tableau.capability[0]
    return sorted(np.flatnonzero(who).tolist(), key=lambda row: (-capability[row], row))


def moments_of(record: Record) -> tuple[Moment, ...]:
    """Return the state of the text before the first session, after each session, and at the adoption if any.

    A delegation stands for the wording of its coalition, else for the last one that it tabled.
    """
    n_delegations, n_issues = record.position.shape[1:]
    tabled = np.full((n_delegations, n_issues), -1, dtype=np.int64)
    moments = [
        Moment(
            session=0,
            table=record.table[0],
            is_clean=record.is_clean[0],
            is_read=np.zeros(n_issues, dtype=np.bool_),
            holds=tabled.copy(),
            objects=np.zeros((n_delegations, n_issues), dtype=np.bool_),
        )
    ]
    for session in range(record.n_rounds):
        issue, place = np.nonzero(record.speaker[session] >= 0)
        tabled[record.speaker[session, issue, place], issue] = record.speaker_option[session, issue, place]
        platform = record.platform[session]
        moments.append(
            Moment(
                session=session + 1,
                table=record.table[session + 1],
                is_clean=record.is_clean[session + 1],
                is_read=record.opened[: session + 1].any(axis=0),
                holds=np.where(platform >= 0, platform, tabled),
                objects=record.objects[session],
            )
        )
    if is_adopted(record):
        moments.append(replace(moments[-1], adopted=record.outcome.option))
    return tuple(moments)


def document_at(record: Record, session: int) -> DocumentState:
    """Return the document after a session; 0: the first draft."""
    return build_document(record.scenario, record.tableau.delegations, moments_of(record)[session])


def final_document(record: Record) -> DocumentState:
    """Return the document as adopted, or as it was left."""
    return build_document(record.scenario, record.tableau.delegations, moments_of(record)[-1])


def versions_of(record: Record) -> tuple[Version, ...]:
    """Return the versions of the text, from the first draft to the end."""
    return build_versions(record.scenario, record.tableau.delegations, moments_of(record))


def coalitions_of(record: Record) -> CoalitionHistory:
    """Return the coalitions detected in a record, tracked and named. Costs some milliseconds a session."""
    tableau = record.tableau
    generator = Streams(record.seed).generator("detect", record.replication)
    found = detect_sessions(record.position, record.salience, generator)
    return name_coalitions(
        track(found, tableau.capability[0], tableau.decide),
        record.scenario,
        delegations=tableau.delegations,
        capability=tableau.capability[0],
        position=record.position,
        weight=main_axis(tableau.given_salience[0]),
        platform=record.platform,
    )


def formed_of(record: Record) -> tuple[CoalitionHistory, ...]:
    """Return the coalitions that formed, issue by issue."""
    return formed_coalitions(record.scenario, record.platform, record.tableau.capability[0])


class Place(TypedDict):
    """When a move was made, by whom, and on what: fields of a `Move`."""

    session: int
    delegation: str
    issue: str
    option: str


@dataclass(frozen=True)
class Reading:
    """A record with names for its rows and with what follows from its arrays, worked out once."""

    record: Record
    in_public: bool = False
    """Only what the room saw and heard is told: `OwnPart` of most moves is not worked out."""

    @cached_property
    def conference(self) -> Conference | None:
        """The conference as it was set; None: another method was played."""
        record = self.record
        protocol = PROTOCOLS.create(record.protocol, record.scenario.protocol.model_extra or {})
        return protocol if isinstance(protocol, Conference) else None

    @cached_property
    def programme(self) -> Programme | None:
        """The programme of work; None: every clause is called from the first session on."""
        programme = None if self.conference is None else self.conference.calendar
        return programme if programme is not None and programme.enabled else None

    @cached_property
    def stands(self) -> BoolArray:
        """Which wordings each delegation could choose a coalition by, on the clauses of a session, `[T, A, I, O]`.

        By its own margin, or by the line of its bloc where that counts in choosing one. That everybody stands by
        what it opened with counts on the floor only, so `Record.margin` is another thing.
        """
        record, conference = self.record, self.conference
        if conference is None or not (conference.coalesce.bloc_line and conference.caucus.enabled):
            return record.could
        tableau = record.tableau
        follows = flag(cohorts_of(tableau), "follows", tableau.n_delegations)
        if (blocs := blocs_of(tableau, conference.caucus.discipline, follows)) is None:
            return record.could
        margin = np.swapaxes(blocs.mixed(np.swapaxes(record.own_margin, 1, 2)), 1, 2)
        stands: BoolArray = (margin >= -ATOL) & ~record.is_red
        return stands

    @cached_property
    def names(self) -> list[str]:
        """Short names of the rows."""
        shorts = {item.key: item.short or item.name for item in self.record.scenario.delegations}
        return [shorts[key] for key in self.record.tableau.delegations]

    @cached_property
    def issues(self) -> list[str]:
        """Names of the issues."""
        return [issue.name for issue in self.record.scenario.issues]

    @cached_property
    def labels(self) -> list[list[str]]:
        """Labels of the options of each issue, short enough to quote."""
        return [list(short_names(issue, QUOTED)) for issue in self.record.scenario.issues]

    @cached_property
    def decides(self) -> list[bool]:
        """Whether each row holds a decision right."""
        decides: list[bool] = self.record.tableau.decide.tolist()
        return decides

    @cached_property
    def refuses(self) -> list[bool]:
        """Who signs nothing that commits, whatever it says: an obstructor that nothing moves, `[A]`."""
        tableau = self.record.tableau
        found: list[bool] = refuses_of(cohorts_of(tableau), tableau.n_delegations).tolist()
        return found

    @cached_property
    def willing(self) -> FloatArray:
        """Share of the decision-holders willing to accept each option, `[T, I, O]`."""
        decide = self.record.tableau.decide
        ready = (self.record.margin[:, decide] >= -ATOL) & ~self.record.is_red[:, decide]
        return ready.mean(axis=1) if decide.any() else np.zeros(ready.shape[:1] + ready.shape[2:])

    def place(self, session: int, row: int | None, issue: int = -1, option: int = -1) -> Place:
        """Return when, by whom (None: the chair) and on what (-1: nothing) a move is; sessions are counted from 0."""
        topic = self.record.scenario.issues[issue]
        return Place(
            session=session + 1,
            delegation=CHAIR if row is None else self.record.tableau.delegations[row],
            issue=topic.key if issue >= 0 else "",
            option=topic.options[option].key if option >= 0 else "",
        )

    @cached_property
    def favours(self) -> Favours:
        """What goodwill did."""
        return Favours(record=self.record, conference=self.conference, names=self.names, written=self.written)

    @cached_property
    def written(self) -> BoolArray:
        """Wordings that were there in each session, `[T, I, O]`: all but those that no drafting group had written."""
        tableau, drafted = self.record.tableau, self.record.drafted
        brought = np.logical_or.accumulate(drafted[..., None] == np.arange(tableau.n_options), axis=0)
        return tableau.valid & (~tableau.drafted | brought)

    @cached_property
    def admissible(self) -> BoolArray:
        """Wordings that could be put in each session, `[T, I, O]`: what is a last resort only late or often read."""
        record = self.record
        if self.conference is None:
            return self.written
        propose, opened = self.conference.propose, record.opened.astype(np.int64)
        left = (record.deadline - np.arange(len(opened)))[:, None]
        ripe = (opened.cumsum(axis=0) - opened >= propose.patience) | (left <= 1)
        if propose.last_resort:
            ripe = left <= propose.last_resort
        waits = np.isin(record.tableau.option_kind, (DELETE, REFER))
        admissible: BoolArray = self.written & (~waits | ripe[..., None])
        return admissible

    def tabled(self, at: tuple[int, int, int, int]) -> bool:
        """Return whether a delegation took the floor for a wording in a session: session, row, issue, option."""
        session, row, issue, option = at
        spoke = self.record.speaker[session, issue] == row
        return bool((spoke & (self.record.speaker_option[session, issue] == option)).any())

    def stands_by(self, at: tuple[int, int, int, int]) -> bool:
        """Return whether a wording is one that a delegation tables or opened with, and stands by.

        See `Signal.in_character`.
        """
        _, row, issue, option = at
        if self.conference is None or not self.conference.signal.in_character or self.record.gain[at] < -ATOL:
            return False
        return self.tabled(at) or bool(self.opening[row, issue] == option)

    @cached_property
    def opening(self) -> IntArray:
        """Option that everybody opened with, `[A, I]`."""
        opened: IntArray = values.opening_of(self.record.tableau)[0]
        return opened

    @cached_property
    def favourite(self) -> IntArray:
        """Best option there that is not red, `[T, A, I]`; -1: all are."""
        out = self.record.is_red | ~self.written[:, None]
        gain = np.where(out, -np.inf, self.record.gain)
        favourite: IntArray = np.where(np.isneginf(gain.max(axis=3)), -1, gain.argmax(axis=3))
        return favourite

    def shares_of_change(self, session: int) -> FloatArray:
        """Return how much of the change of position each of `CAUSES` accounts for, `[5, A, I]`.

        A position goes from the ideal towards the text on the table as far as a text may lie that it would accept
        today. The causes are changed one after the other, from what was so before to what is so now. New saliences open
        some issues and close others without any time passing: a change of wish. What it would accept from the first,
        without giving anything, shows when there is a text to go to.
        """
        record = self.record
        before, now = self._instructions(session - 1), self._instructions(session)
        tables = [self.places(record.table[session + step]) for step in (0, 1)]
        reach = record.reach[session - 1] if session else 0.0 * record.reach[0]
        steps = [values.reached(record.tableau, tables[0], **_lines(before), reach=reach)]
        spent = values.bent(reach, self._curve)
        wider = self._wider(session, spent)
        for cause in CAUSES:
            spent = spent + wider.get(cause, 0.0)
            table = tables[0 if cause == "wish" else 1]
            reach = values.unbent(spent, self._curve)
            steps.append(values.reached(record.tableau, table, **_lines(now), reach=reach))
        return np.diff(np.stack(steps), axis=0)

    @property
    def _curve(self) -> float:
        return 1.0 if self.conference is None else self.conference.values.curve

    def _wider(self, session: int, before: FloatArray) -> dict[str, FloatArray]:
        """Return by how much each cause widens what is accepted, `[A, I]`, by what it costs; `before` as it was.

        What is released is a share of the way to the limit. A trade counts from the session after it was struck, once
        the clause is called.
        """
        record, tableau = self.record, self.record.tableau
        was, now = self._instructions(session - 1), self._instructions(session)
        is_open = ~record.is_clean[session]
        untouched = values.bent(np.abs(now["ideal"] - tableau.status_quo), self._curve)
        way = (untouched + tableau.failure_cost[0][:, None]) * is_open
        traded = [
            record.traded[at] * record.called[at + 1] if at >= 0 else 0.0 * record.traded[0]
            for at in (session - 2, session - 1)
        ]
        eases = (self._eases_before(session)[1], record.ease[session])
        shares = [
            np.minimum(1.0, now["flexibility"] * eases[b] + traded[a]) for a, b in ((0, 0), (1, 0), (1, 1))
        ]
        credit = self.account(session) - (self.account(session - 1) if session else 0.0)
        wider = {
            "trade": (shares[1] - shares[0]) * way,
            "account": credit / np.maximum(now["salience"], ATOL) * is_open,
            "clock": (shares[2] - shares[1]) * way,
        }
        rest = values.bent(record.reach[session], self._curve) - before - sum(wider.values())
        if not session:
            return wider | {"table": rest}
        wish = np.any([was[name] != now[name] for name in now], axis=0)
        released = (
            shares[2] - shares[0]
        )  # a list of fallbacks makes steps of it: they belong to whatever released it
        by_trade = np.divide(shares[1] - shares[0], released, out=np.zeros_like(rest), where=released > ATOL)
        given = np.where(wish, 0.0, rest)
        return wider | {
            "wish": rest - given,
            "trade": wider["trade"] + given * by_trade,
            "clock": wider["clock"] + given * (1.0 - by_trade),
        }

    def _eases_before(self, session: int) -> tuple[FloatArray, FloatArray]:
        """Return what was open before a session, `[A, I]`, under the saliences of then and under those of now."""
        record = self.record
        if not session:
            return 0.0 * record.ease[0], 0.0 * record.ease[0]
        then, now = record.salience[session - 1], record.salience[session]
        ease = record.ease[session - 1]
        if self.conference is None or (then == now).all():
            return ease, ease
        priority = self.conference.concede.priority
        ready = values.ready_for(ease, then, priority)
        return ease, np.where(then == now, ease, values.eased(ready, now, priority))

    def account(self, session: int) -> FloatArray:
        """Return what everybody can give from its account in a session, `[A, I]`: only on clauses that are called."""
        account: FloatArray = self.record.credit[session][:, None] * self.record.called[session]
        return account

    def gives_more_at_call(self, session: int) -> BoolArray:
        """Return who gives more on which clause than want of time alone would make it give, `[A, I]`."""
        record = self.record
        if self.conference is None:
            return np.zeros(record.ease[session].shape, dtype=bool)
        give = np.broadcast_to(record.give[session][:, None], record.ease[session].shape)
        alone = values.eased(give, record.salience[session], self.conference.concede.priority)
        more: BoolArray = record.ease[session] > alone + ATOL
        return more

    def _instructions(self, session: int) -> dict[str, FloatArray]:
        """Return what bounds positions in a session, `[A, I]` each; before the first: what delegations came with."""
        names = ("ideal", "red_low", "red_high", "flexibility", "salience")
        if session < 0:
            return {name: getattr(self.record.tableau, name)[0] for name in names}
        return {name: getattr(self.record, name)[session] for name in names}

    def places(self, table: IntArray) -> FloatArray:
        """Return where the text on the table lies, `[I]`."""
        places: FloatArray = self.ladder[np.arange(len(table)), table]
        return places

    @cached_property
    def ladder(self) -> FloatArray:
        """Where each option really lies, `[I, O]`: the status quo for deletion and referral."""
        return values.places_of(self.record.tableau)


def _lines(instructions: dict[str, FloatArray]) -> dict[str, FloatArray]:
    return {name: instructions[name] for name in ("ideal", "red_low", "red_high")}
