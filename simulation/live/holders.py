"""Agents of the user's own in seats: all are asked on the same view of the room, then what they do is done."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Protocol, runtime_checkable

from simulation.live import aftermath, bargain, conduct, enquiry, log, steps
from simulation.live.errors import HolderError, IllegalMoveError, told_error
from simulation.live.legal import check, examine
from simulation.live.live_state import LiveState
from simulation.live.moves import SeatMove, is_well_formed
from simulation.live.names_for_people import name
from simulation.live.offers import Offer
from simulation.live.open_to_all import Shown
from simulation.live.possible import legal_moves
from simulation.live.request import Made, Reply
from simulation.live.seen import SeatView
from simulation.live.view import seen_by
from simulation.protocols.people import INSTRUCTED
from simulation.words import listed, said, say

__all__ = ["Holder", "answer_person", "ask"]

_ANSWERS = ("accept_trade", "refuse_trade")
_ASIDE = (*_ANSWERS, "speak")
"""Moves in the talks beside which the built-in agent still says whom to meet, what to table and what to join."""
_OFFER_TALKS = 2
"""How often offers are answered in the talks: those of other agents first, then what was offered instead."""

type Moves = dict[int, list[SeatMove]]
type Method = Callable[[SeatView], Iterable[SeatMove] | None]
"""Of a holder: what its seat does on a view of the room."""


@runtime_checkable
class Holder(Protocol):
    """An agent that holds a seat: it sees the view of the seat, and decides its moves."""

    def act(self, view: SeatView) -> Iterable[SeatMove] | None:
        """Return the moves of the seat in this phase; nothing: as instructed."""

    def answer(self, view: SeatView) -> Iterable[SeatMove] | None:
        """Return answers to offers that came when all had moved in the talks; nothing: as instructed."""


def ask(live: LiveState, holders: Mapping[int, Holder]) -> None:
    """Ask every holder, by row, whose move this phase waits for, and do what they say.

    Nobody sees what another does in the same phase. What two of them ask of the chair at once, goes to the one that the
    case lists first.

    Raises:
        IllegalMoveError: if a move is not possible; then `live` is of no use any more.
        HolderError: if the code of a holder fails; likewise.
    """
    rows = [row for row in steps.waited_for(live) if row in holders]
    moves = _decided(live, {row: holders[row].act for row in rows})
    _make(live, holders, moves)
    if live.phase == "talks":
        _settle_offers(live, holders, _offered(live, moves))
    if live.phase == "package" and live.turn.waiting is not None:
        answers = live.people.on_package[:, live.turn.waiting.column]
        answers[[row for row in rows if answers[row] < 0]] = INSTRUCTED


def _decided(live: LiveState, methods: Mapping[int, Method], *, answers: bool = False) -> Moves:
    """Return what the seats do, by row, asked by these methods on the same view of the room; nothing is done yet.

    Args:
        live: The negotiation.
        methods: By row, in the order of the case.
        answers: They answer offers, and do nothing else.
    """
    if not methods:
        return {}
    views = _views(live, methods, answers=answers)
    tickets = [view.ticket for view in views.values()]
    try:
        return {row: _moves_of(live, row, method, views.pop(row)) for row, method in methods.items()}
    finally:
        views.clear()
        enquiry.close(tickets)


def _views(live: LiveState, rows: Iterable[int], *, answers: bool) -> dict[int, SeatView]:
    """Return what the seats in these rows see now, all of it before any of them moves."""
    shown, held = Shown.by(live), aftermath.sessions_held(live)
    views = dict[int, SeatView]()
    for row in rows:
        ticket = enquiry.take(partial(_refuse, live, answers=answers))
        heard = enquiry.hear(ticket, held, lambda: tuple(aftermath.heard(live)))
        view = seen_by(live, row, heard=heard, shown=shown, ticket=ticket)
        if answers and view.request is not None:
            legal = tuple(move for move in view.request.legal if move in _ANSWERS)
            view = replace(view, request=replace(view.request, legal=legal))
        views[row] = view
    return views


def _refuse(live: LiveState, move: SeatMove, *, answers: bool) -> None:
    """Refuse a move that is not possible, for itself or because offers alone are answered now."""
    if answers and move.move not in (*_ANSWERS, "done"):
        raise IllegalMoveError(say("illegal.holder.answer", move=move.move))
    examine(live, move)


def _moves_of(live: LiveState, row: int, method: Method, view: SeatView) -> list[SeatMove]:
    """Return what a holder says that its seat does, once it is known to be moves of that seat."""
    key = live.room.tableau.delegations[row]
    holder = getattr(method, "__self__", method)
    returned = _returned(live, row, method, view)
    moves = list[SeatMove]()
    if returned is None:
        return moves
    for move in returned if isinstance(returned, Iterable) and not isinstance(returned, str) else (returned,):
        if not isinstance(move, SeatMove):
            told = say("illegal.holder.returned", method=f"{method.__name__}()", what=repr(returned)[:80])
            raise _refused(live, row, holder, told)
        if move.seat != key:
            raise _refused(live, row, holder, say("illegal.holder.seat", other=move.seat, seat=key))
        if not is_well_formed(move):
            raise _refused(live, row, holder, say("illegal.fields", move=move.move))
        moves.append(move)
        if len(moves) > log.MOST_ENTRIES:
            raise _refused(live, row, holder, say("live.full", most=log.MOST_ENTRIES))
    for move in moves:
        if move.move == "done":
            _checked(live, row, holder, move)
    return [move for move in moves if move.move != "done"]


def _returned(live: LiveState, row: int, method: Method, view: SeatView) -> object:
    """Return what a holder returns, whatever it is."""
    try:
        returned: object = method(view)
        if isinstance(returned, Iterator):  # what it yields is its own code as well
            returned = list(islice(returned, log.MOST_ENTRIES + 1))
    except (Exception, SystemExit) as error:
        holder, why = getattr(method, "__self__", method), told_error(error)
        raise HolderError(_told(live, row, holder, "illegal.holder.failed", why=why)) from error
    return returned


def _make(live: LiveState, holders: Mapping[int, Holder], moves: Moves) -> None:
    movers = {row: made for row, made in sorted(moves.items()) if made}
    if not movers:
        return
    _take_seats(live, movers)
    may_collide = live.phase == "talks" and len(movers) > 1
    if may_collide:  # each is held to what was possible on its own view, and not to what others did since
        for row, made in movers.items():
            alone = live.fork()
            for move in made:
                _make_one(alone, row, holders[row], move)
    for row, made in movers.items():
        for move in made:
            try:
                reply = _make_one(live, row, holders[row], move)
            except IllegalMoveError as error:
                if not may_collide:
                    raise
                why = error.__cause__ or error
                reply = Reply(granted=False, reason=said("live.reply.late", why=str(why)))
            kept = replace(move)  # of its own, package and all
            live.made.append(Made(session=live.session, phase=live.phase, move=kept, reply=reply))


def _take_seats(live: LiveState, movers: Moves) -> None:
    """Let those who move stand in place of the built-in agents, in the coalitions in which those stood.

    Who only answers offers, or speaks, leaves the rest of the talks to the built-in agent.
    """
    is_new = not live.spoken.issuperset(movers)
    live.spoken.update(movers)
    if live.phase == "talks":
        holds = {row for row, moves in movers.items() if any(move.move not in _ASIDE for move in moves)}
        for row in holds - live.speaking:
            live.people.joins[row] = live.joined(row)
        live.speaking |= holds
    live.seat(live.spoken)
    if is_new:
        live.turn.stance = live.people.stance(live.turn.stance)


def _make_one(live: LiveState, row: int, holder: Holder, move: SeatMove) -> Reply:
    _checked(live, row, holder, move)
    return conduct.apply(live, move)


def _checked(live: LiveState, row: int, holder: object, move: SeatMove) -> None:
    """Refuse a move that is not possible, and say whose it is."""
    try:
        check(live, move)
    except IllegalMoveError as error:
        fields = [move.move, move.issue, move.option, move.to, move.offer]
        told = say("illegal.holder.move", move=" ".join(filter(None, fields)), why=error)
        raise _refused(live, row, holder, told) from error


def _offered(live: LiveState, moves: Moves) -> list[str]:
    """Return the ids of what these moves offer; that somebody offered the same before them does not matter."""
    made = (move for row in moves.values() for move in row if move.move == "offer_trade")
    terms = {(move.seat, move.to, move.give, move.get) for move in made}
    return [key for key, one in live.offers.items() if (one.by, one.to, one.give, one.get) in terms]


def _settle_offers(live: LiveState, holders: Mapping[int, Holder], offered: Sequence[str]) -> None:
    """Let what the holders offered, by id, be answered: by other holders if they want to, else as instructed.

    What is offered instead lies before them once; then the talks are over.
    """
    for _ in range(_OFFER_TALKS):
        counters = [made.reply.counter.id for made in live.made if made.reply.counter is not None]
        fresh = [live.offers[key] for key in (*offered, *counters) if key in live.offers]
        to = sorted({live.row(offer.to) for offer in fresh} & set(holders) & live.programs)
        _let_answer(live, {row: holders[row] for row in to})
        for key in offered:
            if key in live.offers and not _is_for_person(live, live.offers[key]):
                _answer_as_instructed(live, key)


def _let_answer(live: LiveState, holders: Mapping[int, Holder]) -> None:
    """Let holders, by row, answer what lies before them."""
    answers = _decided(live, {row: holder.answer for row, holder in holders.items()}, answers=True)
    for row, moves in answers.items():
        for move in moves:
            if move.move not in _ANSWERS:
                raise _refused(live, row, holders[row], say("illegal.holder.answer", move=move.move))
    _make(live, holders, answers)


def answer_person(live: LiveState, holders: Mapping[int, Holder], move: SeatMove) -> Reply:
    """Let the holder to whom a person has just offered a trade answer it at once, as a built-in agent would.

    Raises:
        IllegalMoveError: if it does something else; then `live` is of no use any more.
        HolderError: if its code fails; likewise.
    """
    key = _offered(live, {live.row(move.seat): [move]})[0]
    offer, row = live.offers[key], live.row(move.to)
    _let_answer(live, {row: holders[row]})
    if key in live.offers:
        return bargain.as_instructed(live, offer)
    if any(promise.trade == key for promise in live.ledger):
        return Reply(by=move.to, reason=said("live.reply.struck"))
    live.refused.add((live.row(move.seat), row, offer.give, offer.get))
    return Reply(by=move.to, granted=False, reason=said("live.reply.declined"))


def _is_for_person(live: LiveState, offer: Offer) -> bool:
    to = live.row(offer.to)
    return bool(live.people.seated[to]) and to not in live.programs


def _answer_as_instructed(live: LiveState, key: str) -> None:
    """Let the built-in agent answer an offer, and write the answer beside the move that made it."""
    offer = live.offers[key]
    reply = bargain.as_instructed(live, offer)
    terms = (offer.by, offer.to, offer.give, offer.get)
    for at in reversed(range(len(live.made))):
        move = live.made[at].move
        if move.move == "offer_trade" and (move.seat, move.to, move.give, move.get) == terms:
            live.made[at] = replace(live.made[at], reply=reply)
            return


def _refused(live: LiveState, row: int, holder: object, why: str) -> IllegalMoveError:
    legal = legal_moves(live, live.room.tableau.delegations[row])
    possible = listed(legal) or say("illegal.nothing")
    return IllegalMoveError(_told(live, row, holder, "illegal.holder", why=why, legal=possible), legal)


def _told(live: LiveState, row: int, holder: object, sentence: str, **more: str) -> str:
    """Return a sentence on what a holder did, with who it is, where it sits, and when it was."""
    key = live.room.tableau.delegations[row]
    return say(
        sentence,
        holder=type(holder).__name__,
        seat=f"{name(live, key)} ({key})",
        session=live.session,
        phase=say(f"phase.{live.phase}"),
        **more,
    )
