"""What one seat may know: its own brief, what was said in the room, and what it was told. Nothing else gets out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulation.arrays import ATOL, FloatArray
from simulation.live.moves import Phase
from simulation.live.negotiation import LiveNegotiation
from simulation.live.offers import Offer
from simulation.live.promises import Promise
from simulation.live.public import PublicMove, Statement, public_position
from simulation.live.request import MoveRequest, Told
from simulation.live.state import LiveState
from simulation.protocols.result import SIGNALS
from simulation.reasons.reading import moments_of
from simulation.state.tableau import OPTION_KINDS
from simulation.text.document import DocumentState, Moment, build_document

__all__ = ["IssueSeen", "Neighbour", "OptionSeen", "OwnCard", "PackageSeen", "SeatView", "view_of"]


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
    """What the seat last said of it, one of `SIGNALS`; empty: nothing."""
    instructed: str
    """What the instructions would say to it on the floor, one of `SIGNALS`; empty where it is not on the floor."""
    holders: tuple[str, ...]
    """Delegations in the coalition of this wording."""


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
    readings: int
    """Sessions in which it was read."""
    brackets: tuple[str, ...]
    """Delegations that keep the text on the table in brackets."""
    ideal: float
    """Where the seat would like to end, 0..1."""
    salience: float
    """How much it matters to the seat, relative to its mean over the issues."""
    red_line: tuple[float, float]
    """Ends of what the seat may accept, on the axis."""
    status_quo: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another delegation, by what is public and by what it told the seat."""

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
    """Where it seems to stand now, by issue: see `public_position`."""
    signals: Mapping[tuple[str, str], str]
    """What it last said to each wording on the floor, by issue and option."""
    trust: float
    """How far the seat trusts it, 0..1."""
    told: Told | None
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
    """Mean gain of what is agreed so far, in lengths of the axis."""
    released: float
    """Share of the way to its limit that the instructions allow today, 0..1."""
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
    """Of the chair."""
    is_package: bool
    """Nothing is agreed until everything is agreed."""
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
    ledger: tuple[Promise, ...]
    """Promises by and to the seat."""
    sought_by: tuple[str, ...]
    """Delegations that sought the seat out in the session before."""
    heard: tuple[tuple[PublicMove, ...], ...]
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


def view_of(live: LiveNegotiation, seat: str) -> SeatView:
    """Return what a seat may know now.

    Raises:
        IllegalMoveError: if there is no such seat, or it has no say.
    """
    state = live.live
    row = state.row(seat)
    places = _places(state)
    room = state.room
    return SeatView(
        case=state.case.key,
        title=state.case.title,
        seed=live.log.seed,
        level=live.log.level,
        session=live.session,
        sessions=int(room.state.deadline[0]),
        phase=live.phase,
        rule=room.setting.forum.decision.rule,
        powers=room.setting.powers,
        is_package=room.setting.package,
        own=_card(state, row),
        request=next((asked for asked in live.pending if asked.seat == seat), None),
        issues=tuple(_issue(state, row, issue) for issue in range(room.tableau.n_issues)),
        document=_document(state),
        others=tuple(_neighbour(state, row, other, places) for other in _others(state, row)),
        offers=tuple(offer for offer in state.offers.values() if offer.to == seat),
        made=tuple(offer for offer in state.offers.values() if offer.by == seat),
        ledger=tuple(promise for promise in state.ledger if seat in (promise.by, promise.to)),
        sought_by=tuple(room.tableau.delegations[other] for other in state.sought.get(row, [])),
        heard=tuple(state.heard),
        statements=tuple(state.statements),
        package=_package(state, row),
        delegations=room.tableau.delegations,
        places=places,
        closed={
            state.topic(issue).key: int(when) + 1
            for issue, when in enumerate(room.state.closed_at[0])
            if when >= 0
        },
        brackets=tuple((np.stack(state.recorder.sheets["brackets"]) > 0).sum(axis=1).tolist())
        if state.recorder.sheets
        else (),
    )


def _others(state: LiveState, row: int) -> list[int]:
    return [other for other in range(state.room.tableau.n_delegations) if other != row]


def _places(state: LiveState) -> FloatArray:
    if not state.recorder.sheets:
        opening: FloatArray = state.room.tableau.ideal[:1, :, :][0][None]
        return opening
    so_far = state.recorder.record(state.room, state.protocol.close(state.room))
    return public_position(so_far)


def _document(state: LiveState) -> DocumentState:
    """Return the text as it stands, with brackets and who stands for which wording."""
    if state.recorder.sheets:
        result = state.result if state.phase == "over" and state.result is not None else None
        so_far = state.recorder.record(state.room, result or state.protocol.close(state.room))
        moments = moments_of(so_far)
        moment = moments[-1] if result is not None else moments[so_far.n_rounds]
    else:
        shape = state.people.joins.shape
        moment = Moment(
            session=0,
            table=state.room.state.table[0],
            is_clean=state.room.state.is_clean[0],
            is_read=np.zeros(shape[1], dtype=bool),
            holds=np.full(shape, -1),
            objects=np.zeros(shape, dtype=bool),
        )
    return build_document(state.case, state.room.tableau.delegations, moment)


def _card(state: LiveState, row: int) -> OwnCard:
    tableau, moving = state.room.tableau, state.room.state
    case = next(item for item in state.case.delegations if item.key == tableau.delegations[row])
    agreed = np.take_along_axis(moving.gain[0, row], moving.table[0][:, None], axis=1)[:, 0]
    return OwnCard(
        key=case.key,
        name=case.name,
        kind=case.kind,
        blocs=_blocs(state, row),
        capability=float(tableau.capability[0, row]),
        decides=bool(tableau.decide[row]),
        proposes=bool(tableau.propose[row]),
        public_brief=case.brief.public,
        confidential_brief=case.brief.confidential,
        reasons={key: mandate.reason for key, mandate in case.mandate.items() if mandate.reason},
        fallbacks={key: mandate.fallbacks for key, mandate in case.mandate.items() if mandate.fallbacks},
        no_deal=-float(tableau.failure_cost[0, row]),
        so_far=float((agreed * moving.is_clean[0]).mean()),
        released=float(moving.give[0, row]),
        talks_left=max(0, state.talks_left(row)),
    )


def _blocs(state: LiveState, row: int) -> tuple[str, ...]:
    member = state.room.tableau.member[row]
    return tuple(bloc.name for bloc, belongs in zip(state.case.blocs, member, strict=True) if belongs)


def _issue(state: LiveState, row: int, issue: int) -> IssueSeen:
    topic, moving = state.topic(issue), state.room.state
    keys = state.room.tableau.delegations
    return IssueSeen(
        key=topic.key,
        name=topic.name,
        question=topic.question,
        low=topic.low,
        high=topic.high,
        options=tuple(_option(state, row, issue, option) for option in range(len(topic.options))),
        is_open=bool(state.is_open[issue]),
        on_agenda=state.phase in ("talks", "floor", "package") and issue in state.opened,
        readings=int(moving.readings[0, issue]),
        brackets=tuple(keys[who] for who in np.flatnonzero(moving.objects[0, :, issue])),
        ideal=float(moving.ideal[0, row, issue]),
        salience=float(moving.salience[0, row, issue]),
        red_line=(
            float(np.clip(moving.red_low[0, row, issue], 0.0, 1.0)),
            float(np.clip(moving.red_high[0, row, issue], 0.0, 1.0)),
        ),
        status_quo=float(state.room.tableau.status_quo[issue]),
    )


def _option(state: LiveState, row: int, issue: int, option: int) -> OptionSeen:
    wording, moving, tableau = state.wording(issue, option), state.room.state, state.room.tableau
    at = (0, row, issue, option)
    said = int(state.people.said[row, issue, option])
    holders = np.flatnonzero(moving.platform[0, :, issue] == option)
    return OptionSeen(
        key=wording.key,
        label=wording.label,
        kind=OPTION_KINDS[tableau.option_kind[issue, option]],
        place=float(state.room.setting.ladder.position[issue, option]),
        gain=float(moving.gain[at]),
        is_red=bool(moving.is_red[at]),
        is_within=bool(
            moving.gain[at] >= state.turn.aspiration[0, row, issue] - ATOL and not moving.is_red[at]
        ),
        on_table=bool(moving.table[0, issue] == option),
        on_floor=state.phase == "floor" and (issue, option) in state.on_floor(),
        is_admissible=bool(state.turn.admissible[0, issue, option]),
        said=SIGNALS[said] if said >= 0 else "",
        instructed=_instructed(state, row, issue, option),
        holders=tuple(tableau.delegations[who] for who in holders),
    )


def _instructed(state: LiveState, row: int, issue: int, option: int) -> str:
    """Return what the instructions say to a wording on the floor: by red line and today's limit, nothing of others."""
    if state.phase != "floor" or (issue, option) not in state.on_floor():
        return ""
    if not state.room.tableau.decide[row]:
        return ""
    if state.turn.is_red[0, row, issue, option]:
        return "formal_object"
    gain = state.room.state.gain[0, row, issue]
    if gain[option] >= state.turn.aspiration[0, row, issue] - ATOL:
        best = gain[option] >= state.room.state.hope[0, row, issue] - ATOL
        return "support" if best else "can_live_with"
    return "formal_object"


def _neighbour(state: LiveState, row: int, other: int, places: FloatArray) -> Neighbour:
    tableau = state.room.tableau
    case = next(item for item in state.case.delegations if item.key == tableau.delegations[other])
    issues = [topic.key for topic in state.case.issues]
    return Neighbour(
        key=case.key,
        name=case.name,
        short=case.short or case.name,
        kind=case.kind,
        blocs=_blocs(state, other),
        capability=float(tableau.capability[0, other]),
        decides=bool(tableau.decide[other]),
        proposes=bool(tableau.propose[other]),
        opening=dict(zip(issues, tableau.ideal[0, other].tolist(), strict=True)),
        place=dict(zip(issues, places[-1, other].tolist(), strict=True)),
        signals=_signals(state, other),
        trust=float(state.room.state.trust[0, row, other]),
        told=state.told.get((row, other)),
        brief=case.brief.public,
        is_person=bool(state.people.seated[other]),
    )


def _signals(state: LiveState, other: int) -> dict[tuple[str, str], str]:
    """Return what a delegation last said in the open to each wording."""
    signals = dict[tuple[str, str], str]()
    for sheet in state.recorder.sheets.get("signal", []):
        for issue, option in np.argwhere(sheet[other] >= 0).tolist():
            place = (state.topic(issue).key, state.wording(issue, option).key)
            signals[place] = SIGNALS[sheet[other, issue, option]]
    return signals


def _package(state: LiveState, row: int) -> PackageSeen | None:
    waiting = state.turn.waiting
    if state.phase != "package" or waiting is None:
        return None
    moving = state.room.state
    option = waiting.option
    is_open = np.flatnonzero(state.is_open).tolist()
    gain = np.take_along_axis(moving.gain[0, row], option[:, None], axis=1)[:, 0]
    red = [issue for issue in is_open if moving.is_red[0, row, issue, option[issue]]]
    return PackageSeen(
        by="" if waiting.author < 0 else state.room.tableau.delegations[waiting.author],
        options={state.topic(issue).key: state.wording(issue, int(option[issue])).key for issue in is_open},
        gain=float(gain.mean()),
        crosses=tuple(state.topic(issue).key for issue in red),
    )
