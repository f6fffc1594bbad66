"""What one seat may know: its own brief, what was said in the room, and what it was told. Nothing else gets out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from simulation.arrays import ATOL
from simulation.live import aftermath, enquiry, steps
from simulation.live.enquiry import Ticket
from simulation.live.instructed import instructed_on_floor
from simulation.live.live_state import LiveState
from simulation.live.moves import Place
from simulation.live.offers import Offer, Settled, favourites_of, said_before
from simulation.live.open_to_all import Shown
from simulation.live.promises import Promise
from simulation.live.public import PublicMove
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, OwnCard, PackageSeen, SeatView
from simulation.protocols.result import SIGNALS
from simulation.scenario.drafting import lies_between
from simulation.state.tableau import OPTION_KINDS

if TYPE_CHECKING:
    from simulation.live.live_negotiation import LiveNegotiation

__all__ = ["seen_by", "view_of"]


def view_of(live: "LiveNegotiation", seat: str, *, shown: Shown | None = None) -> SeatView:
    """Return the view of a seat: everything it may know now.

    Args:
        live: The negotiation.
        seat: Key of the delegation.
        shown: What lies open to all at this moment, if it was worked out already.

    Raises:
        IllegalMoveError: if there is no such seat, or it has no say.
    """
    row, heard = live.live.row(seat), tuple(aftermath.heard(live.live))
    open_to_all = shown or Shown.by(live.live)
    return seen_by(live.live, row, heard=heard, shown=open_to_all, ticket=enquiry.take(live.examine))


def seen_by(
    state: LiveState,
    row: int,
    *,
    heard: Sequence[tuple[PublicMove, ...]],
    shown: Shown,
    ticket: Ticket,
) -> SeatView:
    """Return all that the seat in a row may know now, whoever holds it.

    It is made of what is `shown` to all, what was `heard`, and what the seat knows; its `ticket` tells which moves go.
    """
    room, seat = state.room, state.room.tableau.delegations[row]
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
        may_drop=room.setting.forum.leftover == "drop",
        has_programme=state.protocol.calendar.enabled,
        takes_stock=shown.takes_stock,
        called_now=shown.called_now,
        drafted_now=shown.drafted_now,
        own=_card(state, row, shown),
        request=steps.request_of(state, row) if row in steps.waited_for(state) else None,
        issues=tuple(_issues(state, row, shown)),
        document=shown.document,
        others=tuple(_neighbours(state, row, shown)),
        **_exchanged(state, seat),
        sought_by=tuple(room.tableau.delegations[other] for other in state.sought.get(row, [])),
        talked_for=tuple(room.tableau.delegations[other] for other in state.talked_for.get(row, [])),
        met=tuple(room.tableau.delegations[other] for one, other in sorted(state.met) if one == row),
        asked=_asked(state, row),
        last_asked=state.last_asked(row),
        refused=frozenset(_trades_refused(state, row)),
        takes_package=shown.takes_package,
        heard=heard,
        statements=tuple(said for said in state.statements if said.is_for(seat)),
        package=_package(state, row),
        delegations=room.tableau.delegations,
        places=shown.followed.places.copy(),
        closed=dict(shown.closed),
        brackets=shown.clauses_in_brackets,
        ticket=ticket,
    )


class _Exchanged(TypedDict):
    """What passes between a seat and others in trades."""

    offers: tuple[Offer, ...]
    made: tuple[Offer, ...]
    settled: tuple[Settled, ...]
    ledger: tuple[Promise, ...]


def _exchanged(state: LiveState, seat: str) -> _Exchanged:
    return {
        "offers": tuple(offer for offer in state.offers.values() if offer.to == seat),
        "made": tuple(offer for offer in state.offers.values() if offer.by == seat),
        "settled": tuple(one for one in state.settled.values() if one.offer.by == seat),
        "ledger": tuple(promise for promise in state.ledger if seat in (promise.by, promise.to)),
    }


def _asked(state: LiveState, row: int) -> frozenset[str]:
    """Return what was asked of the chair, and of capital by this seat; what others ask their capitals stays theirs."""
    parts = (what.split() for what in state.used)
    return frozenset(part[0] for part in parts if part[1:] in ([], [str(row)]))


def _trades_refused(state: LiveState, row: int) -> Iterator[tuple[str, Place, Place]]:
    for one, other, give, get in state.refused:
        if one == row:
            yield state.room.tableau.delegations[other], give, get


def _card(state: LiveState, row: int, shown: Shown) -> OwnCard:
    tableau, moving = state.room.tableau, state.room.state
    case = shown.people[row]
    agreed = np.take_along_axis(moving.gain[0, row], moving.table[0][:, None], axis=1)[:, 0]
    fallen = shown.document.fallen
    counts = moving.is_clean[0] & [issue.key not in fallen for issue in state.case.issues]
    return OwnCard(
        key=case.key,
        name=case.name,
        kind=case.kind,
        blocs=shown.blocs[row],
        capability=float(tableau.capability[0, row]),
        decides=bool(tableau.decide[row]),
        proposes=bool(tableau.propose[row]),
        public_brief=case.brief.public,
        confidential_brief=case.brief.confidential,
        reasons={key: mandate.reason for key, mandate in case.mandate.items() if mandate.reason},
        fallbacks={key: mandate.fallbacks for key, mandate in case.mandate.items() if mandate.fallbacks},
        no_deal=-float(tableau.failure_cost[0, row]),
        so_far=float((agreed * counts).mean()),
        released=float(moving.give[0, row]),
        released_before=state.cabled.get(row),
        hastened=bool(state.people.hastened[row]),
        talks=int(state.room.setting.talks[row]),
        talks_left=max(0, state.talks_left(row)),
    )


def _issues(state: LiveState, row: int, shown: Shown) -> Iterator[IssueSeen]:
    moving, turn = state.room.state, state.turn
    instructed = instructed_on_floor(state, row)
    low, high = (np.clip(line[0, row], 0.0, 1.0).tolist() for line in (moving.red_low, moving.red_high))
    is_open, is_called, waited, readings, status_quo, ideal, salience = (
        sheet.tolist()
        for sheet in (
            state.is_open,
            turn.called[0],
            moving.waited[0],
            moving.readings[0],
            state.room.tableau.status_quo,
            moving.ideal[0, row],
            moving.salience[0, row],
        )
    )
    for issue, topic in enumerate(state.case.issues):
        yield IssueSeen(
            key=topic.key,
            name=topic.name,
            question=topic.question,
            low=topic.low,
            high=topic.high,
            options=tuple(_options(state, row, issue, instructed, shown)),
            is_open=is_open[issue],
            on_agenda=issue in shown.opened,
            is_called=is_called[issue],
            waited=waited[issue],
            awaits_text=shown.waits_for_text[issue],
            readings=readings[issue],
            brackets=shown.brackets[issue],
            ideal=ideal[issue],
            salience=salience[issue],
            red_line=(low[issue], high[issue]),
            status_quo=status_quo[issue],
            replaced=_replaced(state, issue),
        )


def _replaced(state: LiveState, issue: int) -> str | None:
    """Return the wording that was on the table in the talks, where a text of the chair stands there now."""
    if state.phase not in ("floor", "package"):
        return None
    before, now = int(state.recorder.table[-1][issue]), int(state.turn.chair_text[0, issue])
    if now in (-1, before) or not state.is_open[issue]:
        return None
    return state.wording(issue, before).key


def _options(
    state: LiveState, row: int, issue: int, instructed: Mapping[tuple[int, int], str], shown: Shown
) -> Iterator[OptionSeen]:
    moving, tableau, turn = state.room.state, state.room.tableau, state.turn
    at = (0, row, issue)
    given, anyway = (of(state.room, row)[issue].tolist() for of in (said_before, favourites_of))
    is_within = (moving.gain[at] >= turn.asked[at] - ATOL) & ~moving.is_red[at]
    table, said = int(moving.table[0, issue]), state.people.said[row, issue].tolist()
    kind, place, gain, is_red, within, is_admissible, is_written = (
        sheet.tolist()
        for sheet in (
            tableau.option_kind[issue],
            state.room.setting.ladder.position[issue],
            moving.gain[at],
            moving.is_red[at],
            is_within,
            turn.admissible[0, issue],
            moving.written[0, issue],
        )
    )
    for option, wording in enumerate(state.topic(issue).options):
        yield OptionSeen(
            key=wording.key,
            label=wording.label,
            kind=OPTION_KINDS[kind[option]],
            place=place[option],
            gain=gain[option],
            is_red=is_red[option],
            is_within=within[option],
            on_table=table == option,
            on_floor=(issue, option) in shown.on_floor,
            is_admissible=is_admissible[option],
            said=SIGNALS[said[option]] if said[option] >= 0 else "",
            instructed=instructed.get((issue, option), ""),
            holders=shown.holders[issue].get(option, ()),
            tabled_by=tuple(tableau.delegations[who] for who in _authors(state, row, issue, option, shown)),
            no_price="given" if given[option] else "anyway" if anyway[option] else "",
            on_record=shown.followed.signals[row].get((state.topic(issue).key, wording.key), ""),
            strikes_own=tableau.strikes_own(row, issue, option),
            is_written=is_written[option],
            is_drafted=wording.drafted and wording.key != state.topic(issue).draft,
            between=lies_between(wording, state.topic(issue)),
        )


def _authors(state: LiveState, row: int, issue: int, option: int, shown: Shown) -> list[int]:
    """Return who tables a wording in this session as far as a seat knows: itself, and on the floor who is heard."""
    if state.phase not in ("talks", "floor"):
        return []
    own = [row] if state.people.tabled[row, issue] == option else []
    return own + [who for who in shown.heard_tabling.get((issue, option), ()) if who not in own]


def _neighbours(state: LiveState, row: int, shown: Shown) -> Iterator[Neighbour]:
    tableau = state.room.tableau
    issues = [topic.key for topic in state.case.issues]
    opening, places = tableau.ideal[0].tolist(), shown.followed.places[-1].tolist()
    capability, decide, propose = (
        sheet.tolist() for sheet in (tableau.capability[0], tableau.decide, tableau.propose)
    )
    trust, seated = state.room.state.trust[0, row].tolist(), state.people.seated.tolist()
    for other, case in enumerate(shown.people):
        if other == row:
            continue
        yield Neighbour(
            key=case.key,
            name=case.name,
            short=case.short or case.name,
            kind=case.kind,
            blocs=shown.blocs[other],
            capability=capability[other],
            decides=decide[other],
            proposes=propose[other],
            opening=dict(zip(issues, opening[other], strict=True)),
            place=dict(zip(issues, places[other], strict=True)),
            signals=dict(shown.followed.signals[other]),
            trust=trust[other],
            told=state.told.get((row, other)),
            declined=state.declined.get((row, other)),
            brief=case.brief.public,
            is_person=seated[other] and other not in state.programs,
        )


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
