"""What people in the room want: where one sits in a seat, this stands in place of what an agent would do."""

import copy
from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = ["ACCEPTED", "INSTRUCTED", "People"]

ACCEPTED: Final = 1
"""Highest code of `SIGNALS` that says that one accepts a wording: `support` and `can_live_with`."""
INSTRUCTED: Final = -2
"""In place of a code of `SIGNALS`, of a package: whoever holds the seat was asked and leaves it to the instructions."""


@dataclass(slots=True, kw_only=True)
class People:
    """What the people in the room do, the same in every replication of it. All agents: every field is neutral.

    What holds from session to session stays until it is changed; what is asked for one session is taken back by
    `next_session`. Rows in which no person sits are ignored, except by `pledged`, which binds agents.
    """

    seated: BoolArray
    """A person sits here, `[A]`."""
    said: IntArray
    """Code of `SIGNALS` that a person last gave to each wording, `[A, I, O]`; -1: nothing said yet."""
    answered: IntArray
    """What of that was the answer when the wording was last on the floor, `[A, I, O]`; -1: none, or a trade paid for
    it."""
    joins: IntArray
    """Option whose coalition a person belongs to, `[A, I]`; -1: none."""
    pledged: BoolArray
    """Wordings that a delegation has promised to live with, `[A, I, O]`."""
    bought: BoolArray
    """Wordings that others have promised a delegation to live with, `[A, I, O]`."""
    awaited: BoolArray
    """An agent of the user's own holds this seat, `[A]`: a package waits for its answer, also before its first move."""

    tabled: IntArray
    """Wording for which a person takes the floor in this session, `[A, I]`; -1: none."""
    answer: IntArray
    """Code of `SIGNALS` that a person gives to each wording on the floor, `[A, I, O]`; -1: as said before, and as
    instructed where nothing was said."""
    package: IntArray
    """Option of each clause in a package that a person puts in this session, `[A, I]`; -1: none."""
    on_package: IntArray
    """Code of `SIGNALS` that a person gives to the package of the chair and to that of a delegation, `[A, 2]`; -1:
    not asked yet; `INSTRUCTED`: asked, and left to the instructions."""
    stand: IntArray
    """Code of `JOINS`, how a person stands to the document at the end, `[A]`; -1: as instructed."""
    blocks: BoolArray
    """A person objects formally to the document as a whole, `[A]`."""
    signature: IntArray
    """Code of `SIGNATURES`, `[A]`; -1: as instructed."""
    asked_capital: BoolArray
    """A person asks its capital, which then answers one step faster, `[A]`."""
    hastened: BoolArray
    """A person has asked its capital at any time, `[A]`: what capital released since is not given by its own accord."""
    talked: BoolArray
    """A person has called a talk of its own in this session, `[A]`; where it has not, its colleagues talk for it."""
    deferred: BoolArray
    """Clauses that the chair leaves for later at the request of a person, `[I]`."""
    first: BoolArray
    """Clauses that come first on the agenda of the next session: a drafting group reports on them, `[I]`."""
    wants_text: bool = False
    """The chair issues a text in this session because a person asked for one."""
    waits: bool = False
    """A package that may pass waits until the people whom it concerns have answered."""

    @classmethod
    def nobody(cls, delegations: int, issues: int, options: int) -> Self:
        """Return a room in which agents sit in every seat."""
        seats = (delegations,)
        by_issue = (delegations, issues)
        by_option = (delegations, issues, options)
        return cls(
            seated=np.zeros(seats, dtype=bool),
            said=np.full(by_option, -1),
            answered=np.full(by_option, -1),
            joins=np.full(by_issue, -1),
            pledged=np.zeros(by_option, dtype=bool),
            bought=np.zeros(by_option, dtype=bool),
            awaited=np.zeros(seats, dtype=bool),
            tabled=np.full(by_issue, -1),
            answer=np.full(by_option, -1),
            package=np.full(by_issue, -1),
            on_package=np.full((delegations, 2), -1),
            stand=np.full(seats, -1),
            blocks=np.zeros(seats, dtype=bool),
            signature=np.full(seats, -1),
            asked_capital=np.zeros(seats, dtype=bool),
            hastened=np.zeros(seats, dtype=bool),
            talked=np.zeros(seats, dtype=bool),
            deferred=np.zeros(issues, dtype=bool),
            first=np.zeros(issues, dtype=bool),
        )

    @property
    def accepted(self) -> BoolArray:
        """Wordings that a person accepted on the floor and still stands by, `[A, I, O]`: not what a trade paid for."""
        stands = [(told >= 0) & (told <= ACCEPTED) for told in (self.answered, self.said)]
        accepted: BoolArray = stands[0] & stands[1] & ~self.pledged
        return accepted

    @property
    def traded(self) -> BoolArray:
        """Wordings that instructions let pass because of a trade, unless they are red, `[A, I, O]`.

        What a delegation promised; and what a person bought, for whoever objects to it voids the trade.
        """
        is_person = self.seated & ~self.awaited
        traded: BoolArray = self.pledged | (self.bought & is_person[:, None, None])
        return traded

    @property
    def own_agents(self) -> BoolArray:
        """The seats, of those in which somebody sits, that agents of the user's own hold, `[A]`."""
        own: BoolArray = self.seated & self.awaited
        return own

    def taken_up(self) -> None:
        """Take back what was asked of the session that has just begun: the agenda and capital have heard it."""
        self.asked_capital[:] = False
        self.first[:] = False

    def heard(self, issue: int, option: int) -> None:
        """Take what was said of a wording that is on the floor as the answer to it, unless a trade pays for it."""
        paid = self.pledged[:, issue, option]
        self.answered[:, issue, option] = np.where(paid, -1, self.said[:, issue, option])

    def next_session(self) -> None:
        """Take back what was asked for one session only, once it is over."""
        for sheet in (self.tabled, self.answer, self.package, self.on_package):
            sheet[:] = -1
        self.talked[:] = self.deferred[:] = False
        self.wants_text = False

    @property
    def spoken(self) -> BoolArray:
        """Wordings of which a person has said what it thinks, `[A, I, O]`; on the others its instructions speak."""
        spoken: BoolArray = self.seated[:, None, None] & (self.said >= 0)
        return spoken

    @property
    def speaks(self) -> BoolArray:
        """Who has said of any wording what it thinks, `[A]`: the others are known as agents are."""
        speaks: BoolArray = self.spoken.any(axis=(1, 2))
        return speaks

    @property
    def spoken_on(self) -> BoolArray:
        """Clauses on which a person has said what it thinks, `[A, I]`: on the others it is owed what an agent is."""
        spoken_on: BoolArray = self.spoken.any(axis=2)
        return spoken_on

    def stance(self, could: BoolArray | FloatArray) -> FloatArray:
        """Return what whoever knows everybody well believes of each wording, `[R, A, I, O]`, 0..1.

        Of a person, what it said of the wording. Where it said nothing, and of an agent, whether its instructions would
        accept it today (`could`): who leaves the answer to them is known as well as an agent, and hides nothing by it.
        """
        stance: FloatArray = np.where(self.spoken, (self.said <= ACCEPTED).astype(np.float64), could)
        return stance

    def fork(self) -> Self:
        """Return an independent copy."""
        twin = copy.copy(self)
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                setattr(twin, field.name, value.copy())
        return twin
