"""The parts of what one seat may know, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from simulation.arrays import FloatArray
from simulation.coalitions.wording_names import short_label
from simulation.live import enquiry
from simulation.live.enquiry import Ticket
from simulation.live.moves import Phase, Place, SeatMove
from simulation.live.offers import Offer, Settled
from simulation.live.promises import Promise
from simulation.live.public import PublicMove, Statement
from simulation.live.request import MoveRequest, Told
from simulation.scenario.drafting import Between
from simulation.text.document import DocumentState
from simulation.words import say

__all__ = ["IssueSeen", "Neighbour", "OptionSeen", "OwnCard", "PackageSeen", "SeatView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSeen:
    """One wording of an issue as a seat sees it. Numbers are of the seat's own brief."""

    key: str
    label: str
    kind: str
    """One of `OPTION_KINDS`."""
    place: float
    """On the axis, 0..1."""
    gain: float
    """What it is worth to the seat over no agreement, in lengths of the axis times relative salience."""
    is_red: bool
    """It crosses a red line of the seat."""
    is_within: bool
    """It is inside what the instructions allow today."""
    on_table: bool
    on_floor: bool
    is_admissible: bool
    """It may be put in this session: deletion and referral wait for their readings."""
    said: str
    """What whoever holds the seat last said of it, one of `SIGNALS`; empty: nothing."""
    instructed: str
    """What the instructions say to it on the floor, one of `SIGNALS`: by red line, promises, the account of what is
    agreed and the line of the bloc; nobody has looked yet who else objects. Empty where it is not on the floor."""
    holders: tuple[str, ...]
    """Delegations in the coalition of this wording."""
    tabled_by: tuple[str, ...] = ()
    """Who tables it in this session, the seat itself first; in the talks only the seat's own tabling is known."""
    no_price: Literal["", "given", "anyway"] = ""
    """Why nobody would take a promise to live with it as a price: the seat gave it already, or all know that it wants
    nothing more; empty: somebody may."""
    on_record: str = ""
    """What the seat or its instructions last said of it on the floor, one of `SIGNALS`; empty: nothing."""
    strikes_own: bool = False
    """It strikes the draft that the seat tabled, which is why it is red."""
    is_written: bool = True
    """It is there; False: a drafting group may write it."""
    is_drafted: bool = False
    """A drafting group writes it, if anybody: it is none of the wordings that the case begins with."""
    between: Between | None = None
    """Labels of the two wordings that it is named after, if a drafting group writes it."""

    @property
    def stands(self) -> str:
        """What the room has heard of the seat on it and goes by, one of `SIGNALS`; empty: nothing."""
        return self.said or self.on_record

    def short(self, words: int) -> str:
        """Return the beginning of its label, at most so many words, cut where it still makes sense."""
        return short_label(self.label, words, self.between)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSeen:
    """An issue as a seat sees it."""

    key: str
    name: str
    question: str
    low: str
    high: str
    options: tuple[OptionSeen, ...]
    is_open: bool
    on_agenda: bool
    is_called: bool
    """The chair has called it for decision: before, others keep their brackets, also on what they gave each other
    in trades; what they promised the seat binds them at once. All are called without a programme."""
    waited: int
    """Sessions since it was called that did not close it."""
    awaits_text: bool
    """The chair would look for a text on it if it were asked, by the wait; whether it has the power is `powers`."""
    readings: int
    """Sessions in which it was read."""
    brackets: tuple[str, ...]
    """Delegations that keep the text on the table in brackets."""
    ideal: float
    """Where the seat would like to end, 0..1."""
    salience: float
    """How much it matters to the seat, relative to its mean over the issues."""
    red_line: tuple[float, float]
    """Lowest and highest place on the axis that the seat may accept."""
    status_quo: float
    replaced: str | None = None
    """Key of the wording in whose stead the chair has put another on the table since the talks; None: it has not."""

    @property
    def written(self) -> tuple[OptionSeen, ...]:
        """The wordings that are there: all but those that no drafting group has written yet."""
        return tuple(option for option in self.options if option.is_written)

    @property
    def is_own_draft(self) -> bool:
        """The seat tabled the first draft and does not agree to strike it."""
        return any(option.strikes_own for option in self.options)

    @property
    def best(self) -> OptionSeen:
        """The wording that is there and worth most to the seat, across no red line of its own if there is one."""
        return max(self.written, key=lambda option: (not option.is_red, option.gain))

    @property
    def aim(self) -> OptionSeen:
        """The aim of the seat: the best wording at the start of the case that crosses none of its red lines."""
        from_the_first = [option for option in self.options if not option.is_drafted]
        return max(from_the_first, key=lambda option: (not option.is_red, option.gain))

    @property
    def to_offer(self) -> OptionSeen:
        """The wording that may be put now and is worth most to the seat, inside its instructions if there is one."""
        may = [option for option in self.options if option.is_admissible] or self.options
        return max(may, key=lambda option: (option.is_within, not option.is_red, option.gain))


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another delegation as a seat sees it: its public record, and its answers to the seat."""

    key: str
    name: str
    short: str
    kind: str
    blocs: tuple[str, ...]
    capability: float
    decides: bool
    proposes: bool
    opening: Mapping[str, float]
    """Opening position by issue."""
    place: Mapping[str, float]
    """Where it seems to stand now, by issue: see `Followed.places`."""
    signals: Mapping[tuple[str, str], str]
    """What it last said to each wording on the floor, by issue and option."""
    trust: float
    """How far the seat trusts it, 0..1."""
    told: Told | None
    """All that it has told the seat; None: nothing yet."""
    declined: int | None = None
    """Session in which it would not answer the seat in a talk, as the seat asked it last; None: it would."""
    brief: str
    """Its public brief."""
    is_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCard:
    """The seat's own sheet."""

    key: str
    name: str
    kind: str
    blocs: tuple[str, ...]
    capability: float
    decides: bool
    proposes: bool
    public_brief: str
    confidential_brief: str
    reasons: Mapping[str, str]
    """Why an issue matters, as the mandate says, by issue."""
    fallbacks: Mapping[str, tuple[str, ...]]
    """Options in the order in which they may be released, by issue."""
    no_deal: float
    """What no document is worth to the seat, in lengths of the axis; compare with `so_far`."""
    so_far: float
    """Mean gain of the clauses that are agreed so far, in lengths of the axis."""
    released: float
    """Share of the way to its limit that the instructions allow today, 0..1."""
    released_before: float | None
    """What it was before capital answered; None: it was not asked in the session before."""
    hastened: bool
    """It has asked its capital for more at any time: what that released is not given by its own accord."""
    talks: int
    """Talks that it can hold in a session, less what a recess leaves time for."""
    talks_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSeen:
    """A package that the seat is asked about."""

    by: str
    """Key; empty: the chair."""
    options: Mapping[str, str]
    """Option by open issue."""
    gain: float
    """What the whole document would be worth to the seat, mean over the issues, in lengths of the axis."""
    crosses: tuple[str, ...]
    """Issues on which it crosses a red line of the seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    """All that a person in a seat may know; pages, hints and forecasts are made of this and of nothing else."""

    case: str
    title: str
    seed: int
    level: str
    session: int
    """Counted from 1."""
    sessions: int
    """There will be in all, as planned now."""
    phase: Phase
    rule: str
    """Key of the decision rule."""
    powers: frozenset[str]
    """Of the chair; `text` only where the chair of the case issues texts at all."""
    is_package: bool
    """Whether packages may be put; a clause that was agreed counts only once the text as a whole is adopted."""
    may_drop: bool
    """A clause on which nothing is agreed falls away at the end; else it sinks the document."""
    has_programme: bool
    """The chair calls the clauses for decision one after the other."""
    takes_stock: bool
    """Every open clause is on the floor in this session."""
    called_now: tuple[str, ...]
    """Issues that the chair calls in this session."""
    drafted_now: tuple[Place, ...]
    """Wordings that drafting groups bring back in this session."""
    own: OwnCard
    request: MoveRequest | None
    """What is asked of the seat; None: nothing."""
    issues: tuple[IssueSeen, ...]
    document: DocumentState
    others: tuple[Neighbour, ...]
    offers: tuple[Offer, ...]
    """To the seat, in this session."""
    made: tuple[Offer, ...]
    """By the seat to other people, not answered yet."""
    settled: tuple[Settled, ...]
    """What was answered to offers of the seat that lay before others for a while, in all sessions."""
    ledger: tuple[Promise, ...]
    """Promises by and to the seat."""
    sought_by: tuple[str, ...]
    """Delegations that sought the seat out in the session before."""
    met: tuple[str, ...]
    """Delegations that the seat sought out in this session."""
    talked_for: tuple[str, ...]
    """Delegations with which its colleagues talked in the session before, as whoever holds the seat called no talk."""
    asked: frozenset[str]
    """Moves that were asked of the chair in this session, and of capital by the seat."""
    last_asked: frozenset[str]
    """Moves for which the chair goes along with the seat once more in this negotiation, and then no more."""
    refused: frozenset[tuple[str, Place, Place]]
    """Trades of the seat that were turned down in this session: by whom, what was given, what was to be got."""
    takes_package: bool
    """A delegation may put a package in this session, once every clause was read."""
    heard: Sequence[tuple[PublicMove, ...]]
    """What was said in the room, by session."""
    statements: tuple[Statement, ...]
    package: PackageSeen | None
    delegations: tuple[str, ...]
    """Keys in the order of `places`."""
    places: FloatArray
    """Where everybody seems to stand, `[T + 1, A, I]`: at the opening and after each session held."""
    closed: Mapping[str, int]
    """Session in which an issue was agreed, counted from 1, by issue."""
    brackets: tuple[int, ...]
    """Clauses in brackets after each session held."""
    ticket: Ticket = field(default_factory=Ticket, repr=False, compare=False)
    """By which the room knows who asks: see `why_not`."""

    def promised_to(self, issue: str, option: OptionSeen) -> tuple[str, ...]:
        """Return whom the seat has promised to live with a wording, unless it has said otherwise since."""
        if option.said != "can_live_with":
            return ()
        to = [
            promise.to
            for promise in self.ledger
            if (promise.by, promise.issue, promise.option, promise.state)
            == (self.own.key, issue, option.key, "open")
        ]
        return tuple(dict.fromkeys(to))

    def promised_by(self, issue: str, option: OptionSeen) -> tuple[str, ...]:
        """Return who has promised the seat to live with a wording and is bound by it."""
        by = [
            promise.by
            for promise in self.ledger
            if (promise.to, promise.issue, promise.option, promise.state)
            == (self.own.key, issue, option.key, "open")
        ]
        return tuple(dict.fromkeys(by))

    def why_not(self, move: SeatMove) -> str | None:
        """Return why a move of the seat would not be taken now, in the words of the error; None: it would be taken.

        It answers as long as the seat is asked; a view that was kept, or copied, says that its moment has passed.
        """
        if move.seat != self.own.key:
            return say("illegal.holder.seat", other=move.seat, seat=self.own.key)
        return enquiry.why_not(self.ticket, move)

    @property
    def blank(self) -> tuple[Place, ...]:
        """Wordings on the floor, issue and option, that follow the instructions as nothing was said of them.

        What was said of one before stands as long as nothing else is answered, so it is not among them.
        """
        asked = () if self.request is None else self.request.asked
        said = {(issue.key, option.key) for issue in self.issues for option in issue.options if option.said}
        return tuple(place for place in asked if place not in said)
