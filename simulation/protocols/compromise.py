"""The salience-weighted mean: the baseline that every other protocol is shown next to."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.protocols.conference.adopt import distances, implementation
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.opening import blank_turn, file_away
from simulation.protocols.result import OUTCOME_CLASSES, SIGNALS, Result
from simulation.protocols.room import Room, Turn
from simulation.registry import ComponentInfo
from simulation.scenario.forums import Forum
from simulation.state.red_lines import Defaults
from simulation.state.tableau import Tableau

__all__ = ["Compromise", "nearest_option", "weighted_mean"]

_CODE = {name: code for code, name in enumerate(OUTCOME_CLASSES)}


def weighted_mean(position: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the mean position on each issue, `[R, I]`, from `[R, A, I]` arrays; the plain mean if all weigh 0."""
    total = weight.sum(axis=1)
    mean = np.einsum("rai,rai->ri", position, weight) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, mean, position.mean(axis=1))


def nearest_option(tableau: Tableau, point: FloatArray) -> IntArray:
    """Return the option nearest to each point, `[R, I]`; the first of two equally near ones."""
    away = np.abs(tableau.option_position - point[..., None])
    return np.where(tableau.valid, away, np.inf).argmin(axis=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compromise:
    """Everybody moves at once to the mean weighted by capability times salience.

    Known as: compromise model, salience-weighted mean [VandenBos1991]_; the baseline that no peer beats on point
    error [Achen2006]_. It knows neither rules nor red lines, so it says nothing about who joins.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="compromise",
        label="Weighted mean",
        summary="The mean position weighted by capability and salience, and the option nearest to it.",
        references=("VandenBos1991", "Achen2006"),
        promises=frozenset({"deterministic", "ends_in_text", "in_hull"}),
        cost="AI",
    )

    @property
    def defaults(self) -> Defaults:
        """What it says where a case is silent."""
        return Defaults()

    def open(self, tableau: Tableau, forum: Forum) -> Room:
        """Return the room before the one and only session."""
        return Conference().open(tableau, forum)

    def play(self, room: Room) -> Turn:
        """Move everybody to the mean and close every issue on the option nearest to it."""
        state, tableau = room.state, room.tableau
        full = np.ones(len(room.rows))
        turn = blank_turn(room, pressure=full, endgame=full, places=tableau.n_issues, speakers=1)
        turn.is_opened = np.ones_like(turn.is_opened)
        weight = tableau.capability[..., None] * tableau.given_salience
        mean = weighted_mean(state.ideal, weight)
        state.ideal = np.broadcast_to(mean[:, None], state.ideal.shape).copy()
        state.table = nearest_option(tableau, mean)
        state.is_clean = np.ones_like(state.is_clean)
        state.closed_at = np.full_like(state.closed_at, state.session)
        turn.closed_by = np.zeros_like(turn.closed_by)
        file_away(room, turn)
        state.session += 1
        return turn

    def close(self, room: Room) -> Result:
        """Return the text that the nearest options make."""
        state, tableau = room.state, room.tableau
        option = state.table
        commits = tableau.commits[np.arange(tableau.n_issues), option]
        outcome = np.select(
            [~commits.any(axis=1), ~commits.all(axis=1)],
            [_CODE["deferred_or_referred"], _CODE["partial"]],
            _CODE["consensus_clean"],
        )
        opening = Conference().open(tableau, room.setting.forum).state
        gain = np.take_along_axis(opening.gain, option[:, None, :, None], axis=3)[..., 0].mean(axis=2)
        nobody = np.full(tableau.capability.shape, -1, dtype=np.int64)
        none = np.zeros(len(option), dtype=bool)
        return Result(
            outcome_class=outcome.astype(np.int64),
            option=option,
            joins=nobody,
            signature=nobody,
            margin=gain + tableau.failure_cost,
            gain=gain,
            voted=none,
            referred=none,
            signals=np.zeros((len(option), len(SIGNALS))),
            **implementation(room, option),
            **distances(room, option),
        )
