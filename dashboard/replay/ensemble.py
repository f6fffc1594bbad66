"""Many runs of one case beside the one that is shown: where everybody stands, who with whom, what gets into the text.

Played in chunks of which only small whole numbers are kept, so that memory stays small; chunks can be joined. A run
that ended before a session counts in it as it ended.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.coalitions import detect_sessions, first_to_leave, track
from simulation.engine import CHUNK, Negotiation, play_batch, prepare
from simulation.preferences import reached
from simulation.protocols import Room, Turn
from simulation.rng import Streams
from simulation.scenario import Scenario
from simulation.stats import Estimate, share

__all__ = ["PLACES", "Ensemble", "chunks", "join", "play_ensemble", "play_part"]

type Small = np.ndarray[tuple[Any, ...], np.dtype[np.int16]]
"""Small whole numbers."""

PLACES: Final = 4_000_000
"""Positions that a part may hold at a time: with their saliences, 64 megabytes."""
PARTS = (0.05, 0.95)
"""90 of 100 runs lie between these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """R runs of one case, T sessions as in the run that they stand beside; axis 1 starts before session 1."""

    seed: int
    main: Small
    """Place on the main axis of that run in thousandths, `[R, T + 1, A]`."""
    label: Small
    """Coalition, numbered anew in each session, `[R, T + 1, A]`; -1: none."""
    held: Small
    """Clauses that a delegation keeps in brackets, `[R, T + 1, A]`."""
    sole: BoolArray
    """Is the only one that keeps some clause in brackets, `[R, T + 1, A]`."""
    bracketed: Small
    """Clauses in brackets, `[R, T + 1]`."""
    closed: IntArray
    """Session in which each issue closed, `[R, I]`; 0: never."""
    outcome: IntArray
    """Codes of `OUTCOME_CLASSES`, `[R]`."""
    in_text: BoolArray
    """Clause is in the text at the end, `[R, C]`."""
    first: BoolArray
    """Is among the first who leave their group, up to the end of each run, `[R, A]`: see `first_to_leave`."""

    @property
    def n(self) -> int:
        """R."""
        return len(self.outcome)

    @property
    def band(self) -> IntArray:
        """5th and 95th of 100 places on the main axis, `[T + 1, A, 2]`."""
        return _quantiles(self.main)

    @property
    def brackets(self) -> IntArray:
        """5th and 95th of 100 numbers of clauses in brackets, `[T + 1, 2]`."""
        return _quantiles(self.bracketed)

    @property
    def hits(self) -> IntArray:
        """Runs in which a delegation keeps something in brackets, `[T + 1, A]`."""
        hits: IntArray = (self.held > 0).sum(axis=0)
        return hits

    @property
    def sole_hits(self) -> IntArray:
        """Runs in which some clause would be clean but for this delegation, `[T + 1, A]`."""
        hits: IntArray = self.sole.sum(axis=0)
        return hits

    @property
    def held_band(self) -> IntArray:
        """5th and 95th of 100 numbers of clauses that each keeps in brackets, `[T + 1, A, 2]`."""
        return _quantiles(self.held)

    def together(self, session: int, row: int) -> IntArray:
        """Return in how many runs each delegation stands in one coalition with this one after a session, `[A]`."""
        label = self.label[:, session]
        mine = label[:, [row]]
        hits: IntArray = ((label == mine) & (mine >= 0)).sum(axis=0)
        return hits

    def alone(self, session: int) -> IntArray:
        """Return in how many runs each delegation is in no coalition after a session, `[A]`."""
        hits: IntArray = (self.label[:, session] < 0).sum(axis=0)
        return hits

    def share(self, hits: int) -> Estimate:
        """Return a share of the runs with its 90 % interval (Wilson)."""
        return share(hits, self.n)


def _quantiles(values: Small) -> IntArray:
    """Return the 5th and the 95th of 100 along axis 0, as values that occur, last axis 2."""
    ends = np.quantile(values, PARTS, axis=0, method="nearest")
    return np.moveaxis(ends, 0, -1).astype(np.int64)


_SHEETS: Final = ("position", "salience", "kept", "sole", "bracketed")
"""Notes by session, axis 1."""


class _Notes:
    """Notes of the replications of one chunk."""

    def __init__(self, room: Room, sessions: int, text: "_Text") -> None:
        rows, delegations, issues = room.state.ideal.shape
        self.position = np.zeros((rows, sessions, delegations, issues))
        self.salience = np.zeros((rows, sessions, delegations, issues))
        self.kept = np.zeros((rows, sessions, delegations), dtype=np.int64)
        self.sole = np.zeros((rows, sessions, delegations), dtype=np.bool_)
        self.bracketed = np.zeros((rows, sessions), dtype=np.int64)
        self.opening = room.state.ideal.copy()
        self.capability, self.decides = room.tableau.capability, room.tableau.decide
        self.held = np.zeros(rows, dtype=np.int64)
        self._text = text

    def note(self, room: Room, turn: Turn) -> None:
        """Put down the session just played."""
        del turn
        session = room.state.session - 1
        if session >= self.position.shape[1]:
            self._lengthen()
        rows, state = room.rows, room.state
        self.position[rows, session] = _positions(room)
        self.salience[rows, session] = state.salience
        clauses = self._text.bracketed(
            state.objects.any(axis=1) & ~state.is_clean, state.table, state.is_clean
        )
        self.bracketed[rows, session] = clauses.sum(axis=1)
        governed = self._text.governed(clauses)
        self.kept[rows, session] = (state.objects * governed[:, None]).sum(axis=2)
        alone = (governed > 0) & (state.brackets == 1)
        self.sole[rows, session] = (state.objects & alone[:, None]).any(axis=2)
        self.held[rows] = session + 1

    def carry_on(self) -> None:
        """Let runs that are over stay as they ended."""
        for row, held in enumerate(self.held.tolist()):
            for name in _SHEETS:
                sheet = getattr(self, name)
                sheet[row, held:] = sheet[row, held - 1]

    def _lengthen(self) -> None:
        """Make room for as many sessions again: a run may go on after the one that is shown is over."""
        for name in _SHEETS:
            sheet = getattr(self, name)
            setattr(self, name, np.concatenate([sheet, np.zeros_like(sheet)], axis=1))


class _Text:
    """The clauses: which issue governs each, and without which others it falls."""

    def __init__(self, scenario: Scenario) -> None:
        clauses = [clause for section in scenario.document.sections for clause in section.clauses]
        places = {issue.key: place for place, issue in enumerate(scenario.issues)}
        keys = [clause.key for clause in clauses]
        self._issues = len(places)
        self._issue = np.array([places[clause.issue] for clause in clauses])
        self._parents = [[keys.index(key) for key in clause.depends_on] for clause in clauses]
        most = max(len(issue.options) for issue in scenario.issues)
        self._deletes = np.zeros((len(places), most), dtype=np.bool_)
        self._refers = self._deletes.copy()
        for place, issue in enumerate(scenario.issues):
            for option, item in enumerate(issue.options):
                self._deletes[place, option] = item.kind == "delete"
                self._refers[place, option] = item.kind == "refer"

    def bracketed(self, disputed: BoolArray, table: IntArray, is_clean: BoolArray) -> BoolArray:
        """Return which clauses are in brackets, `[R, C]`, from what is so for each issue, `[R, I]`."""
        deleted = is_clean & self._deletes[np.arange(self._issues), table]
        return disputed[:, self._issue] & ~self._gone(deleted)

    def written(self, option: IntArray) -> BoolArray:
        """Return which clauses are in the text, `[R, C]`, from what is adopted on each issue, `[R, I]`; -1: nothing."""
        issues = np.arange(self._issues)
        gone = (option < 0) | self._deletes[issues, option]
        put_off = self._refers[issues, option]
        return ~(self._gone(gone) | put_off[:, self._issue])

    def _gone(self, issues: BoolArray) -> BoolArray:
        """Return which clauses fall, `[R, C]`: with what is struck on their issue, `[R, I]`, and with their parents."""
        gone = issues[:, self._issue]
        for _ in self._parents:
            before = gone.copy()
            for clause, parents in enumerate(self._parents):
                gone[:, clause] |= gone[:, parents].any(axis=1)
            if (gone == before).all():
                break
        return gone

    def governed(self, clauses: BoolArray) -> IntArray:
        """Return how many of these clauses each issue governs, `[R, I]`."""
        issues = np.zeros((len(clauses), self._issues), dtype=np.int64)
        for clause, issue in enumerate(self._issue.tolist()):
            issues[:, issue] += clauses[:, clause]
        return issues


def _positions(room: Room) -> FloatArray:
    """Return how far towards the text on the table each delegation would go, `[R, A, I]`."""
    state = room.state
    issues = np.arange(room.tableau.n_issues)
    names = ("ideal", "red_low", "red_high", "reach")
    return reached(
        room.tableau,
        room.setting.ladder.position[issues, state.table],
        **{name: getattr(state, name) for name in names},
    )


def play_part(
    negotiation: Negotiation, *, seed: int, replications: Sequence[int], sessions: int, weight: FloatArray
) -> Ensemble:
    """Return a part of an ensemble.

    Args:
        negotiation: The case made ready.
        seed: Of all draws.
        replications: Their ids, at most a chunk of them.
        sessions: T.
        weight: Of each issue on the main axis, `[I]`.
    """
    notes: list[_Notes] = []
    text = _Text(negotiation.scenario)

    def watch(room: Room) -> _Notes:
        notes.append(_Notes(room, sessions, text))
        return notes[-1]

    batch = play_batch(
        negotiation, seed=seed, replications=replications, watch=watch, chunk=len(replications)
    )
    noted = notes[0]
    noted.carry_on()
    label = np.full((len(replications), sessions + 1, noted.kept.shape[2]), -1, dtype=np.int16)
    first = np.zeros((len(replications), noted.kept.shape[2]), dtype=np.bool_)
    for row, replication in enumerate(replications):
        generator = Streams(seed).generator("detect", replication)
        found = detect_sessions(noted.position[row], noted.salience[row], generator)
        label[row, 1:] = found[:sessions]
        history = track(found[: noted.held[row]], noted.capability[row], noted.decides)
        first[row, first_to_leave(history.label)[1]] = True
    main = np.concatenate([(noted.opening @ weight)[:, None], noted.position[:, :sessions] @ weight], axis=1)
    return Ensemble(
        seed=seed,
        main=np.rint(np.clip(main, 0, 1) * 1000).astype(np.int16),
        label=label,
        held=np.pad(noted.kept[:, :sessions], ((0, 0), (1, 0), (0, 0))).astype(np.int16),
        sole=np.pad(noted.sole[:, :sessions], ((0, 0), (1, 0), (0, 0))),
        bracketed=np.pad(noted.bracketed[:, :sessions], ((0, 0), (1, 0))).astype(np.int16),
        closed=batch.closed_at + 1,
        outcome=batch.result.outcome_class,
        in_text=text.written(batch.result.option),
        first=first,
    )


def play_ensemble(
    scenario: Scenario,
    *,
    seed: int,
    runs: int,
    sessions: int,
    weight: FloatArray,
) -> Ensemble:
    """Return the ensemble of the first replications of a seed.

    Args:
        scenario: The case.
        seed: Of all draws.
        runs: How many.
        sessions: T.
        weight: Of each issue on the main axis, `[I]`.
    """
    negotiation = prepare(scenario)
    return join(
        [
            play_part(negotiation, seed=seed, replications=chunk, sessions=sessions, weight=weight)
            for chunk in chunks(runs, scenario, sessions)
        ]
    )


def chunks(runs: int, scenario: Scenario, sessions: int) -> list[list[int]]:
    """Return the replications of an ensemble in the parts in which they are played: smaller ones in a large room."""
    places = max(sessions, scenario.sessions) * len(scenario.delegations) * len(scenario.issues)
    size = max(1, min(CHUNK, PLACES // max(1, places)))
    return [list(range(start, min(start + size, runs))) for start in range(0, runs, size)]


def join(parts: Sequence[Ensemble]) -> Ensemble:
    """Return the ensemble of which these are the parts."""
    arrays = [field.name for field in dataclasses.fields(Ensemble) if field.name != "seed"]
    return Ensemble(
        seed=parts[0].seed,
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in arrays},
    )
