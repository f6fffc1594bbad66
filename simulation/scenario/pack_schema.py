"""What a trainer's pack is made of: what only the author of a training case can write, as frozen models."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from simulation.scenario.inject_schema import Inject
from simulation.scenario.model_base import CasePart, Key, Line, Prose
from simulation.scenario.translations.translatable import Translatable

__all__ = [
    "BestPackage",
    "CalendarEntry",
    "CoachQuestion",
    "DebriefQuestion",
    "DebriefStep",
    "LikelyCoalition",
    "Pack",
    "Script",
    "SeatAdvice",
    "Slot",
    "SlotKind",
    "SuggestedSeats",
    "Trap",
]

type DebriefStep = Literal["facts", "feelings", "obstacle", "closing", "replay", "principle", "transfer"]
"""In this order: what happened; how it felt; what the real obstacle was; where the text could have closed; two moments
replayed; the principle in one's own words; what it means at work."""
type CoachWhen = Literal["always", "brackets"]
"""When a question is true: at any time, or once a clause is in brackets."""
type SlotKind = Literal["brief", "negotiation", "break", "debrief"]


class CoachQuestion(NamedTuple):
    """A question that the coach may ask, and when."""

    text: str
    when: CoachWhen = "always"


class CalendarEntry(CasePart):
    """What a session is for, as everybody is told."""

    session: Annotated[int, Field(ge=1)]
    """Counted from 1."""
    what: Line


class BestPackage(CasePart):
    """The wordings that give most where it matters and cost little where it does not."""

    options: dict[Key, Key]
    """Option by issue, one for every issue of the case; each inside the landing zone."""
    logic: Prose
    """Who gives what for what."""


class Trap(CasePart):
    """Something that tempts and does not work."""

    title: Line
    why: Prose
    options: Annotated[dict[Key, Key], Field(default_factory=dict)]
    """Option by issue, where the trap is a wording: whose red lines it crosses and who is better off without a text is
    worked out. On the other issues the best package is taken."""


class LikelyCoalition(CasePart):
    """Delegations that will find each other."""

    name: Line
    members: Annotated[tuple[Key, ...], Field(min_length=1)]
    issues: tuple[Key, ...] = ()
    """What holds them together; none: all issues."""
    why: Prose


class Slot(CasePart):
    """A row of a script."""

    from_: Annotated[int, Field(alias="from", ge=0)]
    """Minute at which it begins, from the start of the training."""
    to: Annotated[int, Field(ge=1)]
    kind: SlotKind
    what: Line
    facilitator: Prose
    """What the facilitator says and does."""


class Script(CasePart):
    """A training minute by minute."""

    minutes: Annotated[int, Field(ge=10, le=2880)]
    title: Line
    excerpt: bool = False
    """Whether it takes some clauses as agreed, as they can be in the case: other instances go without it."""
    slots: Annotated[tuple[Slot, ...], Field(min_length=1, max_length=60)]
    """One after the other without a gap from 0 to `minutes`; at least a quarter of them debrief."""


class SeatAdvice(CasePart):
    """A seat, and why it is suggested."""

    seat: Key
    reason: Prose


class SuggestedSeats(CasePart):
    """Three different seats by how hard they are to play."""

    easy: SeatAdvice
    medium: SeatAdvice
    hard: SeatAdvice


class DebriefQuestion(CasePart):
    """A question for the debrief."""

    step: DebriefStep
    question: Prose


class Pack(Translatable):
    """A trainer's pack: papers beside a case for its trainer, never for a seat."""

    pack: Literal[1]
    case: Key
    """Key of the case that it belongs to."""
    objectives: Annotated[tuple[Prose, ...], Field(min_length=1, max_length=12)]
    """What people can do afterwards."""
    history: Prose
    """How the text came to where it is; for everybody, on the public brief."""
    calendar: tuple[CalendarEntry, ...] = ()
    """For everybody, on the public brief; none: the sessions are only counted."""
    landing_zone: dict[Key, tuple[Key, ...]]
    """By issue, the options on which a text can close, the likeliest first."""
    best_package: BestPackage
    traps: tuple[Trap, ...] = ()
    coalitions: tuple[LikelyCoalition, ...] = ()
    injects: tuple[Inject, ...] = ()
    preparation: tuple[Prose, ...] = ()
    """What to do before people come."""
    scripts: Annotated[tuple[Script, ...], Field(min_length=1, max_length=6)]
    debrief_questions: Annotated[tuple[DebriefQuestion, ...], Field(min_length=7, max_length=40)]
    """In the order of their steps, each step at least once."""
    realism: Prose
    """The answer to: is this realistic?"""
    seats_by_difficulty: SuggestedSeats
    self_assessment: Annotated[tuple[Prose, ...], Field(min_length=1, max_length=12)]
    """Statements that people rate from 1 to 5 before and after."""
    coach_questions: Annotated[tuple[Prose, ...], Field(min_length=3, max_length=3)]
    """Three questions that make a stuck delegate look elsewhere; none of them gives anything away."""
    coach_when: Annotated[tuple[CoachWhen, ...], Field(max_length=3)] = ()
    """When the coach may ask each of them: `always`, or `brackets`, once a clause is in brackets. None: always."""

    @property
    def asked_by_coach(self) -> tuple[CoachQuestion, ...]:
        """The questions of the coach, each with when it may ask it."""
        told = len(self.coach_when)
        return tuple(
            CoachQuestion(text, self.coach_when[at] if at < told else "always")
            for at, text in enumerate(self.coach_questions)
        )
