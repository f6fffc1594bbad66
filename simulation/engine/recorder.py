"""Keeps what happens in one negotiation, session by session, and binds it into a `Record`."""

import copy
from dataclasses import fields
from typing import Self

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.engine.record import Outcome, Record
from simulation.preferences.values import reached
from simulation.protocols.parameter_sets.sets import ParameterSet
from simulation.protocols.people import ACCEPTED
from simulation.protocols.result import OUTCOME_CLASSES, Result
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Scenario
from simulation.version import version

__all__ = ["Recorder", "position"]

_OF_THE_STATE = (
    "ideal",
    "red_low",
    "red_high",
    "flexibility",
    "salience",
    "give",
    "ease",
    "traded",
    "earned",
    "unmet",
    "reach",
    "gain",
    "is_red",
    "platform",
    "objects",
    "brackets",
)
_OF_THE_TURN = (
    "aspiration",
    "credit",
    "own_margin",
    "could",
    "pressure",
    "called",
    "drafted",
    "chair_text",
    "partner",
    "trade_give",
    "trade_get",
    "closed_by",
    "bridge_by",
)


class Recorder:
    """Notes the sessions of the first replication of a room."""

    def __init__(self, scenario: Scenario, room: Room, drawn: ParameterSet | None = None) -> None:
        self.scenario = scenario
        self.drawn = drawn
        self.tableau = room.tableau
        self.planned = int(room.state.deadline[0])
        self.table = [room.state.table[0].copy()]
        self.is_clean = [room.state.is_clean[0].copy()]
        self.sheets: dict[str, list[np.ndarray]] = {}

    def note(self, room: Room, turn: Turn) -> None:
        """Keep the session that has just been played."""
        state = room.state
        sheet: dict[str, np.ndarray] = {name: getattr(state, name)[0] for name in _OF_THE_STATE} | {
            name: getattr(turn, name)[0] for name in _OF_THE_TURN
        }
        # In its last session a chair may have extended: when that session began, it was the last.
        sheet["deadline"] = np.where(turn.last[0], state.session, state.deadline[0])
        people, nobody = room.people, np.zeros(room.tableau.n_delegations, dtype=bool)
        sheet["played"] = nobody if people is None else people.seated
        silent = np.full(state.is_red[0].shape, -1)
        sheet["said"] = silent if people is None else np.where(people.spoken, people.said, silent)
        sheet["own_agent"] = nobody if people is None else people.own_agents
        sheet |= self._spread(room, turn)
        sheet["position"] = position(room)
        sheet["trust"] = state.trust[0].mean(axis=1)
        sheet["knowledge"] = 1.0 - state.unknown[0].mean(axis=1)
        for name, value in sheet.items():
            self.sheets.setdefault(name, []).append(np.array(value))
        self.table.append(state.table[0].copy())
        self.is_clean.append(state.is_clean[0].copy())

    def fork(self) -> Self:
        """Return an independent copy; the sheets already written are shared, since nobody changes them."""
        twin = copy.copy(self)
        twin.table, twin.is_clean = self.table.copy(), self.is_clean.copy()
        twin.sheets = {name: rows.copy() for name, rows in self.sheets.items()}
        return twin

    @staticmethod
    def _spread(room: Room, turn: Turn) -> dict[str, np.ndarray]:
        """Return what the turn holds for the opened issues, laid out over all issues."""
        a, i, o = room.tableau.n_delegations, room.tableau.n_issues, room.tableau.n_options
        opened = turn.opened[0][turn.is_opened[0]]
        blank = {"believed": 0.0, "margin": 0.0, "signal": -1}
        whole = {name: np.full((a, i, o), fill) for name, fill in blank.items()}
        for name, sheet in whole.items():
            sheet[:, opened] = np.swapaxes(getattr(turn, name)[0][turn.is_opened[0]], 0, 1)
        for name in ("on_floor", "protected"):
            whole[name] = np.zeros((i, o), dtype=bool)
            whole[name][opened] = getattr(turn, name)[0][turn.is_opened[0]]
        for name in ("speaker", "speaker_option"):
            whole[name] = np.full((i, turn.speaker.shape[2]), -1)
            whole[name][opened] = getattr(turn, name)[0][turn.is_opened[0]]
        whole["opened"] = np.isin(np.arange(i), opened)
        return whole

    def record(self, room: Room, result: Result | None) -> Record:
        """Return the record, with the outcome; without a result it is undecided."""
        tableau = self.tableau
        sheets = {name: _stacked(rows) for name, rows in self.sheets.items()}
        return Record(
            scenario=self.scenario,
            seed=tableau.seed,
            replication=int(tableau.replications[0]),
            protocol=self.scenario.protocol.key,
            version=version(),
            tableau=tableau,
            conditions=room.setting.conditions,
            table=np.stack(self.table),
            is_clean=np.stack(self.is_clean),
            planned=self.planned,
            drawn=self.drawn,
            answered=_answered(room),
            outcome=Outcome.undecided(tableau.n_delegations, tableau.n_issues)
            if result is None
            else _outcome(result),
            **sheets,
        )


def _answered(room: Room) -> BoolArray:
    """Return who, of those in whose seat somebody sits, has said how it stands to the document, and if it signs."""
    people = room.people
    if people is None:
        return np.zeros((room.tableau.n_delegations, 2), dtype=bool)
    said = [people.stand >= 0, people.signature >= 0]
    answered: BoolArray = people.seated[:, None] & np.stack(said, axis=1)
    return answered


def _outcome(result: Result) -> Outcome:
    """Return the outcome of the first replication."""
    single = {
        f.name: (value.item() if np.ndim(value) == 0 else value)
        for f in fields(Result)
        if f.name != "outcome_class"
        for value in [getattr(result, f.name)[0]]
    }
    return Outcome(outcome_class=OUTCOME_CLASSES[result.outcome_class[0]], **single)


def _stacked(rows: list[np.ndarray]) -> np.ndarray:
    """Return sheets as one array; people who ask for the floor make more speakers in one session than in another."""
    widest = max(row.shape[-1] if row.ndim else 0 for row in rows)
    if all(row.ndim == 0 or row.shape[-1] == widest for row in rows):
        return np.stack(rows)
    return np.stack(
        [
            np.pad(row, [(0, 0)] * (row.ndim - 1) + [(0, widest - row.shape[-1])], constant_values=-1)
            for row in rows
        ]
    )


def position(room: Room) -> FloatArray:
    """Return how far towards the text on the table each delegation would go today, `[A, I]`.

    Of a person what it said: the place of the wording nearest to the table that it accepted, else its opening position.
    """
    state = room.state
    would = _would_go(room)
    if room.people is None:
        return would
    lies = room.setting.ladder.position
    table = lies[np.arange(room.tableau.n_issues), state.table[0]]
    taken = (room.people.said >= 0) & (room.people.said <= ACCEPTED)
    away = np.where(taken, np.abs(lies - table[:, None]), np.inf)
    nearest = np.take_along_axis(np.broadcast_to(lies, away.shape), away.argmin(axis=2)[..., None], axis=2)[
        ..., 0
    ]
    said = np.where(taken.any(axis=2), nearest, state.ideal[0])
    stands: FloatArray = np.where(room.people.seated[:, None], said, would)
    return stands


def _would_go(room: Room) -> FloatArray:
    state = room.state
    return reached(
        room.tableau,
        room.setting.ladder.position[np.arange(room.tableau.n_issues), state.table[0]],
        ideal=state.ideal[0],
        red_low=state.red_low[0],
        red_high=state.red_high[0],
        reach=state.reach[0],
    )
