"""What is asked of a seat, and what comes back when it moves."""

from dataclasses import dataclass, replace
from typing import Literal

from simulation.live.moves import Phase, SeatMove
from simulation.live.offers import Offer
from simulation.words import NOTHING, Said

__all__ = ["Answer", "Made", "MoveRequest", "Priorities", "Reply", "Says", "Told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """A seat in which a person sits and for which the negotiation waits."""

    seat: str
    session: int
    """Counted from 1."""
    phase: Phase
    asked: tuple[tuple[str, str], ...] = ()
    """Issue and option of each wording that the seat has not answered yet; on the floor only."""
    legal: tuple[str, ...] = ()
    """Moves that the seat could make now, by key."""


type Says = Literal["yes", "no", "evades"]
"""What is answered of a wording; `evades`: neither, one would have to see it in the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a delegation once said of one wording: whether it could live with it on that day."""

    issue: str
    option: str
    """Empty: it was asked what it would need on the issue, and named nothing."""
    says: Says
    session: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priorities:
    """The priorities that a delegation once named in a talk, among the issues that were open then."""

    cares: tuple[str, ...] = ()
    """The issue that matters most to it; two: one of these; none: it did not say."""
    spares: str = ""
    """The issue that matters least to it; empty: it did not say."""
    alike: bool = False
    """No issue matters more to it than another."""
    session: int
    """Counted from 1."""

    def after(self, before: "Priorities | None") -> "Priorities":
        """Return the priorities known after this answer too; one that tells nothing new removes nothing."""
        if before is None or not before.says_something:
            return self
        if not self.says_something:
            return before
        is_no_news = not self.spares and not self.alike and set(before.cares) <= set(self.cares)
        return replace(before, session=self.session) if is_no_news else self

    @property
    def says_something(self) -> bool:
        """Whether it named a priority, or said that it has none."""
        return bool(self.cares) or self.alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a delegation told a seat: in one talk in a `Reply`, in all so far in a `Neighbour`.

    Of a wording that is not among the answers nothing is known: it was not named, which is no refusal.
    """

    by: str
    answers: tuple[Answer, ...] = ()
    """At most one on a wording, the last that said something."""
    priorities: Priorities | None = None
    """None: it was not asked, or did not say."""

    @property
    def session(self) -> int:
        """The session in which it last told the seat something, counted from 1."""
        said = [answer.session for answer in self.answers]
        return max([*said, *([] if self.priorities is None else [self.priorities.session])])

    @property
    def accepts(self) -> dict[str, tuple[str, ...]]:
        """Options that it said it could live with, by issue."""
        return self._said("yes")

    @property
    def refuses(self) -> dict[str, tuple[str, ...]]:
        """Options that it said it could not live with, by issue."""
        return self._said("no")

    @property
    def cares(self) -> tuple[str, ...]:
        """The issue that matters most to it; two: one of these; none: it did not say."""
        return () if self.priorities is None else self.priorities.cares

    @property
    def spares(self) -> str:
        """The issue that matters least to it; empty: it did not say."""
        return "" if self.priorities is None else self.priorities.spares

    @property
    def alike(self) -> bool:
        """Whether it said that no issue matters more to it than another."""
        return self.priorities is not None and self.priorities.alike

    def after(self, before: "Told | None") -> "Told":
        """Return all that is known once this was told too: a newer answer replaces an older one on the same wording.

        An evasive answer tells nothing, so it replaces none that did; and once a wording is named that it could live
        with, nothing is left of its not naming one on that issue.
        """
        if before is None:
            return self
        known = {(one.issue, one.option): one for one in before.answers}
        for one in self.answers:
            place = one.issue, one.option
            if one.says != "evades" or known.get(place, one).says == "evades":
                known[place] = one
            if one.says == "yes":
                known.pop((one.issue, ""), None)
        weighed = before.priorities if self.priorities is None else self.priorities.after(before.priorities)
        return Told(by=self.by, answers=tuple(known.values()), priorities=weighed)

    def _said(self, says: Says) -> dict[str, tuple[str, ...]]:
        said = dict[str, tuple[str, ...]]()
        for one in self.answers:
            if one.says == says:
                said[one.issue] = (*said.get(one.issue, ()), one.option)
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to a move, with the reason that a diplomat would give in the room."""

    by: str = ""
    """Key of the delegation that answers; empty: the chair, or nobody."""
    granted: bool = True
    """Whether the request, or the offer, is accepted."""
    is_pending: bool = False
    """Neither yet: the answer comes later."""
    offer: str = ""
    """Id of the offer that lies before the other now; empty: none does."""
    reason: Said = NOTHING
    told: Told | None = None
    """What was told in this talk; None: nothing."""
    counter: Offer | None = None
    """What it would accept instead."""
    warnings: tuple[Said, ...] = ()
    """What the seat's own brief says against the move: red lines, limits of the instructions, promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A move that an agent of the user's own made, and the answer to it."""

    session: int
    """Counted from 1."""
    phase: Phase
    move: SeatMove
    reply: Reply
