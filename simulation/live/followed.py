"""What everybody in the room has followed in the sessions held, kept up session by session: every phase reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.recorder import Recorder
from simulation.live.moves import Place
from simulation.protocols.result import SIGNALS

__all__ = ["Followed"]

_ACCEPTS = SIGNALS.index("can_live_with")


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What was done in the open in the sessions held. Nobody changes it; `after` returns another one."""

    held: int
    """Sessions."""
    places: FloatArray
    """Where everybody seems to stand, `[T + 1, A, I]`: at the opening and after each session.

    The place of the wording whose coalition one belongs to; else of the last wording that one supported or could live
    with, the one nearest to the text on the table if there were several; else the opening position."""
    last_signals: IntArray
    """Code of `SIGNALS` that everybody last gave in the open to each wording, `[A, I, O]`; -1: none yet."""
    signals: tuple[Mapping[Place, str], ...]
    """The same in words by row of the delegation, then by issue and option in the order in which they came up first."""
    tabled: IntArray
    """Option that each delegation last tabled, `[A, I]`; -1: none."""
    is_read: BoolArray
    """Clauses that were on the floor in some session, `[I]`."""

    @classmethod
    def at_the_opening(cls, recorder: Recorder) -> Self:
        """Return the knowledge before the first session: the opening positions."""
        tableau = recorder.tableau
        size = (tableau.n_delegations, tableau.n_issues)
        return cls(
            held=0,
            places=tableau.ideal[:1].copy(),
            last_signals=np.full((*size, tableau.n_options), -1),
            signals=tuple({} for _ in tableau.delegations),
            tabled=np.full(size, -1),
            is_read=np.zeros(tableau.n_issues, dtype=bool),
        )

    def after(self, recorder: Recorder) -> "Followed":
        """Return the knowledge after the next session that the recorder holds."""
        sheets, at = {name: rows[self.held] for name, rows in recorder.sheets.items()}, self.held
        signal = sheets["signal"]
        issue, speaks = np.nonzero(sheets["speaker"] >= 0)
        tabled = self.tabled.copy()
        tabled[sheets["speaker"][issue, speaks], issue] = sheets["speaker_option"][issue, speaks]
        places = _moved(recorder, sheets, self.places[-1], table=recorder.table[at + 1])
        return Followed(
            held=at + 1,
            places=np.concatenate([self.places, places[None]]),
            last_signals=np.where(signal >= 0, signal, self.last_signals),
            signals=_in_words(recorder, signal, self.signals),
            tabled=tabled,
            is_read=self.is_read | sheets["opened"],
        )


def _in_words(
    recorder: Recorder, signal: IntArray, before: tuple[Mapping[Place, str], ...]
) -> tuple[Mapping[Place, str], ...]:
    issues = recorder.scenario.issues
    places = [[(issue.key, option.key) for option in issue.options] for issue in issues]
    told = [dict(signals) for signals in before]
    given = np.nonzero(signal >= 0)
    for who, issue, option, code in zip(*(part.tolist() for part in (*given, signal[given])), strict=True):
        told[who][places[issue][option]] = SIGNALS[code]
    return tuple(told)


def _moved(
    recorder: Recorder, sheets: Mapping[str, np.ndarray], before: FloatArray, *, table: IntArray
) -> FloatArray:
    """Return where everybody seems to stand after a session, `[A, I]`; see `Followed.places`."""
    lies, now = recorder.tableau.option_position, before.copy()
    for issue in np.flatnonzero(sheets["opened"]).tolist():
        signal = sheets["signal"][:, issue]
        taken = (signal >= 0) & (signal <= _ACCEPTS)
        away = np.where(taken, np.abs(lies[issue] - lies[issue, table[issue]]), np.inf)
        now[:, issue] = np.where(taken.any(axis=1), lies[issue][away.argmin(axis=1)], now[:, issue])
    platform, issues = sheets["platform"], np.arange(lies.shape[0])
    moved: FloatArray = np.where(platform >= 0, lies[issues, np.maximum(platform, 0)], now)
    return moved
