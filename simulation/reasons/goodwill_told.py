"""Where goodwill decides: whom a delegation repays, or lets wait, when it takes or refuses a wording."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.engine.record import Record
from simulation.preferences.values import Values
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.goodwill import Standing, owed_to
from simulation.protocols.conference.setting import cohorts_of, flag
from simulation.scenario.forums import resolve_forum
from simulation.words import NOTHING, Said, said

__all__ = ["Favours"]

_NAMED: Final = 2
"""Most delegations named that goodwill is for or against: those that count most."""

type At = tuple[int, int, int, int]
"""Session counted from 0, row, issue, option."""


@dataclass(frozen=True)
class Favours:
    """What goodwill did in a negotiation, worked out again from what is on record."""

    record: Record
    conference: Conference | None
    """As it was set; None: another method was played, and nobody showed any."""
    names: Sequence[str]
    """Short names of the rows."""
    written: BoolArray
    """Wordings that were there at the end of each session, `[T, I, O]`."""

    def added(self, reason: Said, at: At) -> Said:
        """Return a reason, with what goodwill did where a delegation could accept a wording by that only."""
        return Said.joined(reason, self.tipped(at)) if self.helped(at) else reason

    def helped(self, at: At) -> bool:
        """Return whether a delegation could accept a wording only since it repays or lets wait somebody."""
        own = self.record.own_margin[at]
        return bool(own >= -ATOL and own - self.less[at] < -ATOL)

    def hindered(self, at: At) -> bool:
        """Return whether a delegation could have accepted a wording if it repaid nobody and let nobody wait."""
        own = self.record.own_margin[at]
        return bool(own < -ATOL and own - self.less[at] >= -ATOL)

    def why(self, at: At) -> Said:
        """Return for whose sake a delegation asks less, or more, for a wording, in a sentence; none: for nobody's."""
        session, row, issue, option = at
        helps = self.less[at] > 0
        pull = self._pull[session, :, issue, option] * (1.0 if helps else -1.0)
        pull[row] = 0.0
        earned = self.record.earned[session]
        top = int(np.argmax(pull))
        if pull[top] <= 0:
            return NOTHING
        alike = (np.sign(earned) == np.sign(earned[top])) & (pull > 0)
        rows = sorted(np.flatnonzero(alike).tolist(), key=lambda who: (-pull[who], who))[:_NAMED]
        key = f"{'less' if helps else 'more'}.{'gave' if earned[top] > 0 else 'held'}"
        names = Said.names([self.names[who] for who in rows], _NAMED)
        return said(f"private.goodwill.{key}", n=len(rows), names=names)

    def tipped(self, at: At) -> Said:
        """Return what to say of goodwill where it decided whether a wording could be accepted; nothing: it did not."""
        if self.helped(at):
            return Said.joined(self.why(at), said("private.goodwill.helped"))
        if self.hindered(at):
            return Said.joined(self.why(at), said("private.goodwill.hindered"))
        return NOTHING

    @cached_property
    def worth(self) -> Values | None:
        """What every wording was worth to everybody in each session, `[T, ...]`; None: another method was played."""
        record = self.record
        if self.conference is None or not record.n_rounds:
            return None
        told = {name: getattr(record, name) for name in ("ideal", "salience", "red_low", "red_high")}
        return self.conference.worth(replace(record.tableau, **told), resolve_forum(record.scenario))

    @cached_property
    def _standing(self) -> Standing | None:
        """How everybody stood when goodwill was shown, session by session, `[T, ...]`; None: none was."""
        record, conference, found = self.record, self.conference, self.worth
        if conference is None or not conference.goodwill.enabled or found is None:
            return None
        at_first = record.tableau.valid & ~record.tableau.drafted
        return Standing(
            salience=record.salience,
            # What drafting groups bring back in a session comes after it.
            written=np.concatenate([at_first[None], self.written[:-1]]),
            unmet=record.unmet,
            hope=found.hope,
            limit=found.limit,
            guess=found.guess,
            firm=flag(cohorts_of(record.tableau), "firm", record.tableau.n_delegations),
        )

    @cached_property
    def less(self) -> FloatArray:
        """By how much less everybody asked for each wording than by its instructions, `[T, A, I, O]`."""
        record, standing = self.record, self._standing
        if standing is None or self.conference is None:
            return np.zeros(record.own_margin.shape)
        aspiration = record.aspiration
        asked = self.conference.goodwill.asked(record.tableau, standing, self.record.earned, aspiration)
        less: FloatArray = aspiration[..., None] - asked
        return less

    @cached_property
    def _pull(self) -> FloatArray:
        """What each delegation's wishes did for every wording with the others, against the mean one, `[T, A, I, O]`."""
        record, standing = self.record, self._standing
        if standing is None:
            return np.zeros(record.own_margin.shape)
        owed, there = owed_to(record.tableau, standing, self.record.earned), standing.written[:, None]
        mean = (owed * there).sum(axis=3, keepdims=True) / there.sum(axis=3, keepdims=True)
        pull: FloatArray = owed - mean
        return pull
