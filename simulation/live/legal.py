"""What is allowed: every move is checked against phase, rights and the state of the room before anything happens."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from simulation.live import names_for_people
from simulation.live.errors import IllegalMoveError
from simulation.live.live_state import MOST_GRANTED, LiveState
from simulation.live.moves import LONGEST_TEXT, PHASES, SEAT_MOVES, MoveKind, SeatMove, is_well_formed
from simulation.live.names_for_people import name
from simulation.live.offers import MOST_OFFERS
from simulation.live.possible import MOST_STATEMENTS, has_right, legal_moves
from simulation.live.unnamed_wordings import softer_option, special_option
from simulation.protocols.result import JOINS
from simulation.scenario.characters import acting, called
from simulation.state.tableau import AGREED_LANGUAGE, DELETE, REFER
from simulation.words import listed, meant, say

__all__ = ["check", "examine"]

_FIELDS: Final = ("issue", "option", "to", "give", "get", "package", "offer", "text")
_ALWAYS: Final = ("text",)
_NO_TEXT: Final = frozenset({"Cs", "Cn", "Co"})
"""Categories of characters that no file can keep or nobody can read."""


def check(live: LiveState, move: SeatMove) -> None:
    """Refuse a move that is not possible here and now.

    Raises:
        IllegalMoveError: with the reason in words, and the moves that the seat could make.
    """
    try:
        examine(live, move)
    except IllegalMoveError as error:
        raise IllegalMoveError(str(error), legal_moves(live, move.seat)) from error


def examine(live: LiveState, move: SeatMove) -> None:
    """Refuse a move that is not possible, as `check` does, for whoever does not ask which moves would be.

    Raises:
        IllegalMoveError: with the reason in words.
    """
    named = str(move.move)
    if named not in SEAT_MOVES:
        raise _no("illegal.move", move=named, near=meant(named, SEAT_MOVES))
    if not is_well_formed(move):
        raise _no("illegal.fields", move=move.move)
    kind = SEAT_MOVES[move.move]
    row = live.row(move.seat)
    _check_seat(live, move, row)
    _check_phase(live, move, kind, row)
    _check_right(live, move, kind, row)
    _check_fields(move, kind)
    if move.text and not kind.is_private:
        _check_right(live, move, SEAT_MOVES["speak"], row)
    if len(live.statements) >= MOST_STATEMENTS and move.text:
        raise _no("illegal.statements", most=MOST_STATEMENTS)
    if move.move in _OWN:
        _OWN[move.move](live, move, row)


def _no(key: str, **values: object) -> IllegalMoveError:
    return IllegalMoveError(say(key, **values))


def _check_seat(live: LiveState, move: SeatMove, row: int) -> None:
    seated = bool(live.held[row])
    if live.phase == "over":
        raise _no("illegal.over")
    if move.move == "take_over":
        if seated:
            who = "held" if row in live.programs else "seated"
            raise _no(f"illegal.{who}", seat=name(live, move.seat))
        return
    if not seated:
        raise _no("illegal.agent", seat=name(live, move.seat))


def _check_phase(live: LiveState, move: SeatMove, kind: MoveKind, row: int) -> None:
    if live.phase not in kind.phases:
        when = listed(say(f"phase.when.{phase}") for phase in PHASES if phase in kind.phases)
        raise _no(
            "illegal.phase",
            move=names_for_people.move_name(move.move),
            when=when,
            now=say(f"phase.{live.phase}"),
        )
    if row in live.done:
        raise _no("illegal.done", seat=name(live, move.seat))


def _check_right(live: LiveState, move: SeatMove, kind: MoveKind, row: int) -> None:
    if not has_right(live, kind, row):
        raise _no(
            f"illegal.right.{kind.right}",
            seat=name(live, move.seat),
            move=names_for_people.move_name(move.move),
        )


def _check_fields(move: SeatMove, kind: MoveKind) -> None:
    given = [name for name in _FIELDS if getattr(move, name)]
    missing = [name for name in kind.needs if name not in given]
    if missing:
        raise _no("illegal.needs", move=names_for_people.move_name(move.move), fields=listed(missing))
    spare = [name for name in given if name not in (*kind.needs, *kind.may, *_ALWAYS)]
    if spare:
        raise _no("illegal.spare", move=names_for_people.move_name(move.move), fields=listed(spare))
    if not move.text.isprintable() and any(unicodedata.category(sign) in _NO_TEXT for sign in move.text):
        raise _no("illegal.characters")
    if character := acting(move.text):
        raise _no("illegal.control", character=called(character))
    if len(move.text) > LONGEST_TEXT:
        raise _no("illegal.text", size=len(move.text), most=LONGEST_TEXT)


def _clause(live: LiveState, key: str) -> int:
    """Return the index of an issue that is still open."""
    issue = live.issue(key)
    if not live.is_open[issue]:
        raise _no("illegal.clean", issue=live.topic(issue).name)
    return issue


def _on_agenda(live: LiveState, key: str) -> int:
    """Return the index of an issue that is on the agenda of this session."""
    issue = _clause(live, key)
    if issue not in live.opened:
        today = listed(live.topic(place).name for place in live.opened) or say("illegal.nothing")
        raise _no("illegal.agenda", issue=live.topic(issue).name, session=live.session, today=today)
    return issue


def _admissible(live: LiveState, issue: int, option: int) -> None:
    if not live.turn.admissible[0, issue, option]:
        raise IllegalMoveError(names_for_people.not_yet(live, issue, option))


def _check_signal(live: LiveState, move: SeatMove, row: int) -> None:
    issue = _clause(live, move.issue)
    option = live.option(issue, move.option)
    if live.phase == "floor" and (issue, option) not in live.on_floor():
        there = listed(f"{live.topic(i).key} {live.wording(i, o).key}" for i, o in live.on_floor())
        raise _no(
            "illegal.floor",
            option=names_for_people.wording(live, issue, option),
            there=there or say("illegal.nothing"),
        )


def _check_proposal(live: LiveState, move: SeatMove, row: int) -> None:
    issue = _on_agenda(live, move.issue)
    option = live.option(issue, move.option)
    kind = int(live.room.tableau.option_kind[issue, option])
    if move.move == "cite_agreed_language" and kind != AGREED_LANGUAGE:
        raise _no("illegal.agreed_language", option=names_for_people.wording(live, issue, option))
    if move.move == "amend" and kind in (DELETE, REFER):
        raise _no("illegal.amend", option=names_for_people.wording(live, issue, option))
    _check_tabling(live, issue, option)


def _check_tabling(live: LiveState, issue: int, option: int) -> None:
    if option == live.room.state.table[0, issue]:
        raise _no("illegal.on_table", option=names_for_people.wording(live, issue, option))
    _admissible(live, issue, option)


def _check_softer(live: LiveState, move: SeatMove, row: int) -> None:
    issue = _on_agenda(live, move.issue)
    option = softer_option(live, issue)
    if option < 0:
        raise _no("illegal.softer", issue=live.topic(issue).name)
    _check_tabling(live, issue, option)


def _check_special(live: LiveState, move: SeatMove, row: int) -> None:
    issue = _on_agenda(live, move.issue)
    option = special_option(live, issue, DELETE if move.move == "delete_clause" else REFER)
    if option < 0:
        raise _no(f"illegal.foreseen.{move.move}", issue=live.topic(issue).name)
    _check_tabling(live, issue, option)


def _check_brackets(live: LiveState, move: SeatMove, row: int) -> None:
    issue = _clause(live, move.issue)
    holds = row in live.brackets(issue)
    if move.move == "request_brackets" and holds:
        raise _no("illegal.bracketed", seat=name(live, move.seat), issue=live.topic(issue).name)
    if move.move == "lift_brackets" and not holds:
        raise _no("illegal.no_bracket", seat=name(live, move.seat), issue=live.topic(issue).name)


def _check_offer(live: LiveState, move: SeatMove, row: int) -> None:
    other = live.row(move.to)
    if other == row:
        raise _no("illegal.trade.self")
    if not live.room.tableau.decide[other]:
        raise _no("illegal.trade.no_say", to=name(live, move.to))
    give, get = move.give or ("", ""), move.get or ("", "")
    if give[0] == get[0]:
        raise _no("illegal.trade.one_clause")
    for key, option_key in (give, get):
        issue = _clause(live, key)
        _admissible(live, issue, live.option(issue, option_key))
    if sum(refused[:2] == (row, other) for refused in live.refused) >= MOST_OFFERS:
        raise _no("illegal.trade.enough", to=name(live, move.to))
    if (row, other, give, get) in live.refused:
        raise _no("illegal.trade.refused", to=name(live, move.to))


def _check_answer(live: LiveState, move: SeatMove, row: int) -> None:
    offer = live.offers.get(move.offer)
    if offer is None or offer.to != move.seat:
        mine = listed(item.id for item in live.offers.values() if item.to == move.seat)
        raise _no(
            "illegal.offer", offer=move.offer, seat=name(live, move.seat), mine=mine or say("illegal.nothing")
        )


def _check_package(live: LiveState, move: SeatMove, row: int) -> None:
    forum, tableau = live.room.setting.forum, live.room.tableau
    if not forum.package or not live.protocol.package.enabled or tableau.n_issues == 1:
        raise _no("illegal.package.none")
    taken = np.flatnonzero((live.people.package >= 0).any(axis=1) & live.people.seated)
    if len(taken):
        raise _no("illegal.package.taken", seat=name(live, tableau.delegations[taken[0]]))
    for key, option_key in move.package.items():
        issue = _clause(live, key)
        _admissible(live, issue, live.option(issue, option_key))
    unread = np.flatnonzero(live.is_open & (live.room.state.readings[0] == 0)).tolist()
    if unread:
        raise _no("illegal.package.unread", issues=listed(live.topic(issue).name for issue in unread))


def _check_package_answer(live: LiveState, move: SeatMove, row: int) -> None:
    if live.turn.waiting is not None and live.turn.waiting.author == row:
        raise _no("illegal.package.own")


def _check_talk(live: LiveState, move: SeatMove, row: int) -> None:
    other = live.row(move.to)
    if other == row:
        raise _no("illegal.talk.self")
    if (row, other) in live.met:
        raise _no("illegal.talk.again", seat=name(live, move.seat), to=name(live, move.to))
    _check_question(live, move)
    _check_time(live, row)


def _check_question(live: LiveState, move: SeatMove) -> None:
    if move.option and not move.issue:
        raise _no("illegal.talk.clause", option=move.option)
    if not move.issue:
        return
    issue = _clause(live, move.issue)
    option = live.option(issue, move.option) if move.option else -1
    if option >= 0 and not live.room.state.written[0, issue, option]:
        raise IllegalMoveError(names_for_people.not_yet(live, issue, option))


def _check_time(live: LiveState, row: int) -> None:
    if live.talks_left(row) <= 0:
        raise _no("illegal.talk.time")


def _check_coalition(live: LiveState, move: SeatMove, row: int) -> None:
    issue = _on_agenda(live, move.issue)
    own = int(live.joined(row)[issue])
    if move.move == "leave_coalition":
        if own < 0:
            raise _no("illegal.coalition.none", seat=name(live, move.seat), issue=live.topic(issue).name)
        return
    option = live.option(issue, move.option)
    if own == option:
        raise _no(
            "illegal.coalition.member",
            seat=name(live, move.seat),
            option=names_for_people.wording(live, issue, option),
        )
    others = (live.room.state.platform[0, :, issue] == option).any()
    if move.move == "found_coalition" and others:
        raise _no("illegal.coalition.exists")
    if move.move == "join_coalition" and not others:
        raise _no("illegal.coalition.missing")
    _admissible(live, issue, option)


def _check_capital(live: LiveState, move: SeatMove, row: int) -> None:
    _once(live, f"consult_capital {row}")
    if live.room.state.give[0, row] >= 1.0:
        raise _no("illegal.capital")


def _power(live: LiveState, power: str) -> None:
    if power not in live.room.setting.powers:
        raise _no(f"illegal.power.{power}")


def _once(live: LiveState, what: str) -> None:
    if what in live.used:
        raise _no(f"illegal.again.{what.split(maxsplit=1)[0]}")


def _for_the_room(live: LiveState, what: str, row: int) -> None:
    _once(live, what)
    if live.has_asked_enough(what, row):
        raise _no(f"illegal.enough.{what}", n=MOST_GRANTED[what])


def _check_group(live: LiveState, move: SeatMove, row: int) -> None:
    _power(live, "groups")
    issue = _clause(live, move.issue)
    _for_the_room(live, "ask_for_group", row)
    if live.room.state.readings[0, issue] == 0:
        raise _no("illegal.group", issue=live.topic(issue).name)


def _check_recess(live: LiveState, move: SeatMove, row: int) -> None:
    _power(live, "suspend")
    _for_the_room(live, "ask_for_recess", row)
    if live.turn.last[0]:
        raise _no("illegal.last.recess")


def _check_text(live: LiveState, move: SeatMove, row: int) -> None:
    _power(live, "text")
    if not live.protocol.chair_text.enabled:
        raise _no("illegal.power.text")
    _for_the_room(live, "ask_for_chair_text", row)


def _check_deferral(live: LiveState, move: SeatMove, row: int) -> None:
    _power(live, "agenda")
    issue = _on_agenda(live, move.issue)
    if live.turn.last[0]:
        raise _no("illegal.last.deferral")
    if live.opened == [issue]:
        raise _no("illegal.alone")


def _check_stand(live: LiveState, move: SeatMove, row: int) -> None:
    forum = live.room.setting.forum
    votes = live.room.setting.conditions.votes or forum.call_vote is not None
    if move.move == "abstain" and not votes:
        raise _no("illegal.abstain")
    if move.move == "dissociate" and live.room.setting.conditions.votes:
        raise _no("illegal.dissociate")


def _check_sign(live: LiveState, move: SeatMove, row: int) -> None:
    if live.result is not None and live.result.joins[0, row] == JOINS.index("dissociates"):
        raise _no("illegal.sign", seat=name(live, move.seat))


_OWN: Final[Mapping[str, Callable[[LiveState, SeatMove, int], None]]] = {
    **dict.fromkeys(
        ("support", "can_live_with", "oppose", "keep_silent", "make_statement", "object_formally"),
        _check_signal,
    ),
    **dict.fromkeys(("propose_option", "amend", "cite_agreed_language"), _check_proposal),
    "soften_verb": _check_softer,
    **dict.fromkeys(("delete_clause", "refer_clause"), _check_special),
    **dict.fromkeys(("request_brackets", "lift_brackets"), _check_brackets),
    "offer_trade": _check_offer,
    **dict.fromkeys(("accept_trade", "refuse_trade"), _check_answer),
    "propose_package": _check_package,
    **dict.fromkeys(
        ("accept_package", "accept_package_with_statement", "refuse_package"), _check_package_answer
    ),
    "consult_bilaterally": _check_talk,
    **dict.fromkeys(("found_coalition", "join_coalition", "co_sign", "leave_coalition"), _check_coalition),
    "consult_capital": _check_capital,
    "ask_for_group": _check_group,
    "ask_for_recess": _check_recess,
    "ask_for_chair_text": _check_text,
    "seek_deferral": _check_deferral,
    **dict.fromkeys(("abstain", "dissociate"), _check_stand),
    "sign": _check_sign,
}
