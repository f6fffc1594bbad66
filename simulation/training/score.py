"""What a seat made of a negotiation, as a profile: mandate, red lines, efficiency, trust, process. Never one number."""

from typing import Final

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray
from simulation.engine.batch import play_batch
from simulation.live.informed import InformedNegotiation
from simulation.protocols.result import SIGNALS
from simulation.reasons.limits import red_line
from simulation.reasons.moves_logged import Log
from simulation.reasons.record_reading import Reading
from simulation.stats import interval
from simulation.training.course_of_play import TRADES, Course, otherwise
from simulation.training.frontier import Documents, Stakes, documents, frontier, swaps
from simulation.training.mandate import mandate_of, stands_by
from simulation.training.notes import notes_of
from simulation.training.profile import (
    Breach,
    Compared,
    Distribution,
    Efficiency,
    Process,
    Relationship,
    Score,
    Trade,
)
from simulation.training.progress import Told
from simulation.training.rounds import KEPT

__all__ = ["compared", "score_of"]

_RUNS: Final = 200
"""Runs in which agents sit in every seat, to compare with."""
_PART: Final = 40
_FORMAL_OBJECT: Final = SIGNALS.index("formal_object")
_COALITION: Final = frozenset({"found_coalition", "join_coalition"})
_KEPT: Final[dict[tuple[str, int, str, tuple[str, ...]], FloatArray]] = {}
"""What such runs were worth to everybody, `[R, A]`, by case, seed and what the level lets agents know: the same for
every seat and every visit."""
_MOST_KEPT: Final = 16


def score_of(course: Course, seat: str, log: Log) -> Score:
    """Return the profile of a seat, without the comparison with other runs; `log` is that of the record."""
    row = course.row(seat)
    stakes = Stakes.at_the_end(course.record)
    adoptable, shown = documents(stakes), stakes.in_whole_points()
    return Score(
        mandate=mandate_of(course, row, stakes, adoptable),
        breaches=_breaches(course, row, stakes),
        efficiency=_efficiency(course, row, stakes, adoptable),
        distribution=_distribution(shown, course.shown),
        relationship=_relationship(course, row, seat),
        process=_process(course, row, seat, log),
    )


def _breaches(course: Course, row: int, stakes: Stakes) -> tuple[Breach, ...]:
    record, reading = course.record, Reading(course.record)
    found: dict[tuple[str, int, int], Breach] = {}

    seat = record.tableau.delegations[row]

    def note(
        kind: str, issue: int, option: int, session: int, signal: str = "", *, by_agent: bool | None = None
    ) -> None:
        topic = record.scenario.issues[issue]
        found.setdefault(
            (kind, issue, option),
            Breach(
                kind=kind,
                issue=topic.name,
                option=topic.options[option].label,
                session=session,
                line=red_line(reading, (min(session, record.n_rounds) - 1, row, issue, option)),
                by_agent=course.is_handed_over(seat, session) if by_agent is None else by_agent,
                signal=signal,
            ),
        )

    its_own = stands_by(record, row)
    for issue, option in enumerate(course.final.tolist()):
        if its_own and option >= 0 and stakes.is_red[row, issue, option]:
            note("document", issue, option, record.n_rounds)
    passed = (record.signal[:, row] >= 0) & (record.signal[:, row] < _FORMAL_OBJECT) & record.is_red[:, row]
    for session, issue, option in np.argwhere(passed).tolist():
        note("signal", issue, option, session + 1, SIGNALS[record.signal[session, row, issue, option]])
    for promise in course.ending.ledger:
        if promise.by == seat:
            issue, option = course.ending.place((promise.issue, promise.option))
            if record.is_red[promise.session - 1, row, issue, option]:
                by_agent = not course.did(seat, promise.session, *TRADES)
                note("promise", issue, option, promise.session, by_agent=by_agent)
    return tuple(found.values())


def _efficiency(course: Course, row: int, stakes: Stakes, adoptable: Documents) -> Efficiency:
    """Return how far the result is from the frontier: found by exact worths, told in whole points."""
    decide, shown = stakes.decide, stakes.in_whole_points()
    more, read = adoptable.worth - course.worth, shown.worth(adoptable.option)
    dominates = (more[:, decide] >= -ATOL).all(axis=1) & (more[:, decide] > ATOL).any(axis=1)
    on_frontier = frontier(adoptable.worth[:, decide])
    gain = np.where(dominates, more[:, decide].mean(axis=1), 0.0)
    others = decide & (np.arange(len(decide)) != row)

    def plane(document: np.ndarray) -> tuple[float, float]:
        over = document - shown.no_deal
        return float(over[row]), float(over[others].min()) if others.any() else 0.0

    return Efficiency(
        distance=float(gain.max(initial=0.0)),
        own_more=float((read - course.shown)[dominates][:, row].max()) if dominates.any() else 0.0,
        better=int(dominates.sum()),
        instead=otherwise(course.case, course.final, adoptable.option[int(gain.argmax())])
        if dominates.any()
        else (),
        adoptable=len(adoptable),
        on_frontier=len(on_frontier),
        is_exact=adoptable.is_exact,
        points=tuple(plane(document) for document in read[on_frontier]),
        here=plane(course.shown),
        trades=_trades(course, row, shown, course.final),
    )


def _trades(course: Course, row: int, stakes: Stakes, final: IntArray) -> tuple[Trade, ...]:
    issues, reading = course.case.issues, Reading(course.record)
    return tuple(
        Trade(
            other=reading.names[swap.other],
            get_issue=issues[swap.get[0]].name,
            get=issues[swap.get[0]].options[swap.get[1]].label,
            give_issue=issues[swap.give[0]].name,
            give=issues[swap.give[0]].options[swap.give[1]].label,
            own=swap.own,
            its=swap.its,
            harmed=swap.harmed,
        )
        for swap in swaps(stakes, row, final)
    )


def _distribution(stakes: Stakes, worth: np.ndarray) -> Distribution:
    over = (worth - stakes.no_deal)[stakes.decide]
    return Distribution(least=float(over.min()) if len(over) else 0.0)


def _relationship(course: Course, row: int, seat: str) -> Relationship:
    names = Reading(course.record).names
    others = np.arange(len(names)) != row
    before = course.stages[0].state.room.state.trust[0, :, row]
    ended = course.ending
    result = ended.result
    trust = ended.room.state.trust if result is None else result.trust_after(ended.room.state.trust)
    after = trust[0, :, row]
    change = np.where(others, after - before, 0.0)
    most, least = int(change.argmax()), int(change.argmin())
    promises = tuple(item for item in ended.ledger if seat in (item.by, item.to))
    acted = {stage.session for stage in course.stages if any(move.seat == seat for move in stage.talks)}
    mine = acted.union(course.sat(seat))
    own = [item.state for item in promises if item.by == seat and (not mine or item.session in mine)]
    return Relationship(
        trust_before=_mean(before[others]),
        trust_after=_mean(after[others]),
        rose=(names[most], float(change[most])) if change[most] > ATOL else ("", 0.0),
        fell=(names[least], float(change[least])) if change[least] < -ATOL else ("", 0.0),
        promises=promises,
        kept=own.count("kept"),
        broken=own.count("broken"),
        void=own.count("void"),
        open=own.count("open"),
    )


def _mean(trust: FloatArray) -> float | None:
    """Return mean trust as it is kept, so that whoever shows fewer decimals rounds the same number; None: of nobody."""
    return round(float(trust.mean()), KEPT) if len(trust) else None


def _process(course: Course, row: int, seat: str, log: Log) -> Process:
    record, sat = course.record, course.sat(seat)
    told = sat or tuple(range(1, record.n_rounds + 1))
    is_told = np.isin(np.arange(1, record.n_rounds + 1), told)
    session, issue, place = np.nonzero((record.speaker == row) & is_told[:, None, None])
    tabled = set(zip(issue.tolist(), record.speaker_option[session, issue, place].tolist(), strict=True))
    agreed = record.is_clean[-1]
    own = [move.move for move in log.by(seat) if move.session in told]
    on_instructions = sum(
        move.move in ("request_brackets", "lift_brackets")
        and course.is_instructed(seat, move.session, move.issue)
        for move in log.by(seat)
        if move.session in told
    )
    made = [move.move for stage in course.stages for move in stage.talks if move.seat == seat]
    by_agent = 0 if sat else int((record.partner[:, row] >= 0).sum())
    return Process(
        tabled=len(tabled),
        closed=sum(bool(agreed[i]) and int(record.table[-1, i]) == o for i, o in tabled),
        brackets_put=own.count("request_brackets"),
        brackets_lifted=own.count("lift_brackets"),
        talks=made.count("consult_bilaterally") + by_agent,
        on_instructions=on_instructions,
        trades_offered=made.count("offer_trade"),
        trades_accepted=made.count("accept_trade"),
        coalitions=sum(move in _COALITION for move in own),
        hints=len(notes_of(course.log, seat).hints),
        taken_back=len(notes_of(course.log, seat).taken_back),
        sat=sat,
        sessions=record.n_rounds,
    )


def compared(course: Course, seat: str, value: float) -> Told[Compared]:
    """Compare a value with that of the same seat in runs in which agents sit in every seat; yield how many are played.

    The runs are fresh replications of the same case, seed and level: agents know of each other what they knew in this
    game when it began, and bear standing alone as they did. They are kept, so that the next seat need not wait.
    """
    log = course.log
    # At *standard* it makes no difference who sits where from the start.
    key = (log.case_hash, log.seed, log.level, () if log.level == "standard" else log.seats)
    if key not in _KEPT:
        negotiation = InformedNegotiation.of(course.case, level=log.level, seats=log.seats)
        parts = []
        for first in range(1, _RUNS + 1, _PART):
            ids = range(first, min(first + _PART, _RUNS + 1))
            batch = play_batch(negotiation, seed=log.seed, replications=ids, chunk=len(ids))
            there = (batch.result.option >= 0).any(axis=1, keepdims=True)
            without = -negotiation.blueprint.draw(log.seed, ids).failure_cost
            parts.append(np.where(there, batch.result.gain, without))
            yield ids[-1], _RUNS
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        _KEPT[key] = np.concatenate(parts)
    own = _KEPT[key][:, course.row(seat)]
    return Compared(
        better=interval.share(int((own < value - ATOL).sum()), _RUNS),
        same=int((np.abs(own - value) <= ATOL).sum()),
        n=_RUNS,
    )
