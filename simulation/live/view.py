"""What one seat may know: its own brief, what was said in the room, and what it was told. Nothing else gets out."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from simulation.arrays import ATOL, FloatArray
from simulation.live import aftermath, steps
from simulation.live.moves import Place
from simulation.live.negotiation import LiveNegotiation
from simulation.live.public import PublicMove, public_position
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, OwnCard, PackageSeen, SeatView
from simulation.live.state import LiveState
from simulation.protocols.result import SIGNALS
from simulation.reasons.reading import moments_of
from simulation.state.tableau import OPTION_KINDS
from simulation.text.document import DocumentState, Moment, build_document

__all__ = ["seen_by", "view_of"]


def view_of(live: LiveNegotiation, seat: str) -> SeatView:
    """Return what a seat may know now.

    Raises:
        IllegalMoveError: if there is no such seat, or it has no say.
    """
    return seen_by(live.live, live.live.row(seat), heard=tuple(aftermath.heard(live.live)))


def seen_by(state: LiveState, row: int, *, heard: Sequence[tuple[PublicMove, ...]]) -> SeatView:
    """Return what the seat in a row may know now, whoever holds it, with what was `heard` in the sessions held."""
    seat = state.room.tableau.delegations[row]
    places, instructed = _places(state), _instructed(state, row)
    room = state.room
    return SeatView(
        case=state.case.key,
        title=state.case.title,
        seed=room.tableau.seed,
        level=state.level,
        session=state.session,
        sessions=int(room.state.deadline[0]),
        phase=state.phase,
        rule=room.setting.forum.decision.rule,
        powers=room.setting.powers - (set() if state.protocol.chair_text.enabled else {"text"}),
        is_package=room.setting.package,
        has_programme=state.protocol.calendar.enabled,
        takes_stock=state.phase != "over" and bool(state.protocol.calendar.takes_stock(room)[0]),
        called_now=tuple(_called_now(state)),
        drafted_now=tuple(_drafted_now(state)),
        own=_card(state, row),
        request=steps.request_of(state, row) if row in steps.waited_for(state) else None,
        issues=tuple(_issue(state, row, issue, instructed) for issue in range(room.tableau.n_issues)),
        document=_document(state),
        others=tuple(_neighbour(state, row, other, places) for other in _others(state, row)),
        offers=tuple(offer for offer in state.offers.values() if offer.to == seat),
        made=tuple(offer for offer in state.offers.values() if offer.by == seat),
        ledger=tuple(promise for promise in state.ledger if seat in (promise.by, promise.to)),
        sought_by=tuple(room.tableau.delegations[other] for other in state.sought.get(row, [])),
        met=tuple(room.tableau.delegations[other] for one, other in sorted(state.met) if one == row),
        asked=_asked(state, row),
        refused=frozenset(_trades_refused(state, row)),
        takes_package=_takes_package(state),
        heard=heard,
        statements=tuple(said for said in state.statements if said.is_for(seat)),
        package=_package(state, row),
        delegations=room.tableau.delegations,
        places=places,
        closed=_closed(state),
        brackets=tuple(int((sheet > 0).sum()) for sheet in state.recorder.sheets.get("brackets", [])),
    )


def _called_now(state: LiveState) -> Iterator[str]:
    """Yield the open issues that were not called when the session before ended; none without a programme."""
    if not state.protocol.calendar.enabled:
        return
    called = state.recorder.sheets.get("called", [])
    for issue in np.flatnonzero(state.turn.called[0] & state.is_open).tolist():
        if not called or not called[-1][issue]:
            yield state.topic(issue).key


def _drafted_now(state: LiveState) -> Iterator[Place]:
    for issue in np.flatnonzero(state.turn.drafted[0] >= 0).tolist():
        yield state.topic(issue).key, state.wording(issue, int(state.turn.drafted[0, issue])).key


def _closed(state: LiveState) -> dict[str, int]:
    closed = enumerate(state.room.state.closed_at[0].tolist())
    return {state.topic(issue).key: int(when) + 1 for issue, when in closed if when >= 0}


def _asked(state: LiveState, row: int) -> frozenset[str]:
    """Return what was asked of the chair, and of capital by this seat; what others ask their capitals stays theirs."""
    parts = (what.split() for what in state.used)
    return frozenset(part[0] for part in parts if part[1:] in ([], [str(row)]))


def _trades_refused(state: LiveState, row: int) -> Iterator[tuple[str, Place, Place]]:
    for one, other, give, get in state.refused:
        if one == row:
            yield state.room.tableau.delegations[other], give, get


def _takes_package(state: LiveState) -> bool:
    is_foreseen = state.room.setting.package and state.protocol.package.enabled
    return bool(is_foreseen and len(state.case.issues) > 1 and not (state.people.package >= 0).any())


def _others(state: LiveState, row: int) -> list[int]:
    return [other for other in range(state.room.tableau.n_delegations) if other != row]


def _places(state: LiveState) -> FloatArray:
    if not state.recorder.sheets:
        opening: FloatArray = state.room.tableau.ideal[:1].copy()
        return opening
    return public_position(state.so_far)


def _document(state: LiveState) -> DocumentState:
    """Return the text as it stands, with brackets and who stands for which wording."""
    past = moments_of(state.so_far) if state.recorder.sheets else ()
    keys = state.room.tableau.delegations
    if state.phase == "over":
        return build_document(state.case, keys, past[-1])
    return build_document(state.case, keys, _now(state, past[state.so_far.n_rounds] if past else None))


def _now(state: LiveState, last: Moment | None) -> Moment:
    """Return what the text depends on now: as after the last session, with what has changed in this one.

    A text of the chair is on the table at once, and nobody has objected to it yet. Who objects to a wording does not
    stand for it, whatever it tabled before.
    """
    moving, platform = state.room.state, state.room.state.platform[0]
    objects = np.zeros(platform.shape, dtype=bool)
    for issue in range(platform.shape[1]):
        objects[state.brackets(issue), issue] = True
    tabled = np.full_like(platform, -1)
    if last is not None:
        tabled = np.where(state.recorder.sheets["platform"][-1] >= 0, tabled, last.holds)
    holds = np.where(platform >= 0, platform, tabled)
    return Moment(
        session=0 if last is None else last.session,
        table=moving.table[0],
        is_clean=moving.is_clean[0],
        is_read=np.zeros(platform.shape[1], dtype=bool) if last is None else last.is_read,
        holds=np.where(objects & (holds == moving.table[0]), -1, holds),
        objects=objects,
    )


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
        released_before=state.cabled.get(row),
        talks=int(state.room.setting.talks[row]),
        talks_left=max(0, state.talks_left(row)),
    )


def _blocs(state: LiveState, row: int) -> tuple[str, ...]:
    member = state.room.tableau.member[row]
    return tuple(bloc.name for bloc, belongs in zip(state.case.blocs, member, strict=True) if belongs)


def _issue(state: LiveState, row: int, issue: int, instructed: Mapping[tuple[int, int], str]) -> IssueSeen:
    topic, moving = state.topic(issue), state.room.state
    keys = state.room.tableau.delegations
    return IssueSeen(
        key=topic.key,
        name=topic.name,
        question=topic.question,
        low=topic.low,
        high=topic.high,
        options=tuple(
            _option(state, row, issue, option, instructed.get((issue, option), ""))
            for option in range(len(topic.options))
        ),
        is_open=bool(state.is_open[issue]),
        on_agenda=state.phase in ("talks", "floor", "package") and issue in state.opened,
        is_called=bool(state.turn.called[0, issue]),
        waited=int(moving.waited[0, issue]),
        awaits_text=bool(state.awaiting_text[issue]),
        readings=int(moving.readings[0, issue]),
        brackets=tuple(keys[who] for who in state.brackets(issue)),
        ideal=float(moving.ideal[0, row, issue]),
        salience=float(moving.salience[0, row, issue]),
        red_line=(
            float(np.clip(moving.red_low[0, row, issue], 0.0, 1.0)),
            float(np.clip(moving.red_high[0, row, issue], 0.0, 1.0)),
        ),
        status_quo=float(state.room.tableau.status_quo[issue]),
        replaced=_replaced(state, issue),
    )


def _replaced(state: LiveState, issue: int) -> str | None:
    """Return the wording that was on the table in the talks, where a text of the chair stands there now."""
    before, now = int(state.recorder.table[-1][issue]), int(state.turn.chair_text[0, issue])
    if state.phase not in ("floor", "package") or now in (-1, before) or not state.is_open[issue]:
        return None
    return state.wording(issue, before).key


def _option(state: LiveState, row: int, issue: int, option: int, instructed: str) -> OptionSeen:
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
        is_within=bool(moving.gain[at] >= state.turn.asked[at] - ATOL and not moving.is_red[at]),
        on_table=bool(moving.table[0, issue] == option),
        on_floor=state.phase == "floor" and (issue, option) in state.on_floor(),
        is_admissible=bool(state.turn.admissible[0, issue, option]),
        said=SIGNALS[said] if said >= 0 else "",
        instructed=instructed,
        holders=tuple(tableau.delegations[who] for who in holders),
        tabled_by=tuple(tableau.delegations[who] for who in _authors(state, row, issue, option)),
        strikes_own=tableau.strikes_own(row, issue, option),
        is_written=bool(moving.written[0, issue, option]),
    )


def _authors(state: LiveState, row: int, issue: int, option: int) -> list[int]:
    """Return who tables a wording in this session as far as a seat knows: itself, and on the floor who is heard."""
    if state.phase not in ("talks", "floor"):
        return []
    own = [row] if state.people.tabled[row, issue] == option else []
    if state.phase == "talks":
        return own
    turn = state.turn
    here = (
        (turn.opened[0] == issue)[:, None] & (turn.speaker_option[0] == option) & turn.is_opened[0][:, None]
    )
    return own + sorted({int(who) for who in turn.speaker[0][here] if who >= 0} - set(own))


def _instructed(state: LiveState, row: int) -> dict[tuple[int, int], str]:
    """Return what the instructions say to each wording on the floor, as its caucus leaves them.

    There is nothing of others in it but the line of the bloc.
    """
    if state.phase != "floor":
        return {}
    told = state.protocol.signal.instructed(state.room, state.turn)[0, :, row]
    return {
        (int(state.turn.opened[0, place]), option): SIGNALS[told[place, option]]
        for place, option in np.argwhere(told >= 0).tolist()
    }


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
        is_person=bool(state.people.seated[other]) and other not in state.programs,
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
