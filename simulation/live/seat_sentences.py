"""Sentences on what a seat sees, for pages and terminal alike."""

from simulation.live import names_for_people
from simulation.live.enough import ACCEPTED
from simulation.live.moves import Place
from simulation.live.offers import Offer, brings, pays
from simulation.live.promises import Promise
from simulation.live.public import FAILED_PACKAGE
from simulation.live.request import Answer, Priorities, Told
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, OwnCard, SeatView
from simulation.words import Said, Value, names_joined, said, say

__all__ = [
    "bought",
    "capital_answered",
    "declined",
    "is_wanted",
    "meaning",
    "packages_told",
    "replaced_text",
    "told_lines",
    "trades_fallen",
    "why_no_talks",
]


def why_no_talks(own: OwnCard) -> str:
    """Return why a seat can hold no talks of its own; empty: it can."""
    if own.talks or own.talks_left:
        return ""
    return say("live.no_talks.groups" if own.blocs else "live.no_talks.case")


def replaced_text(issue: IssueSeen) -> str:
    """Return the sentence that the Chair has put another text on the table since the talks; empty if it has not."""
    if issue.replaced is None:
        return ""
    labels = {option.key: option.label for option in issue.options}
    now = next(option.label for option in issue.options if option.on_table)
    return say("live.replaced", option=now, before=labels[issue.replaced])


def bought(view: SeatView, issue: str, option: OptionSeen) -> str:
    """Return who has promised the seat in a trade to live with a wording of an issue; empty: nobody is bound to."""
    names = {other.key: other.short for other in view.others}
    by = [names[key] for key in view.promised_by(issue, option)]
    return say("live.bought", by=names_joined(by, len(by))) if by else ""


def is_wanted(view: SeatView, offer: Offer) -> bool:
    """Return whether an offer asks for what the seat wants: inside its instructions, and better than the text."""
    issue = next(issue for issue in view.issues if issue.key == offer.get[0])
    asked = _option(view, offer.get)
    table = next(option for option in issue.options if option.on_table)
    return asked.is_within and asked.gain > table.gain


def meaning(view: SeatView, offer: Offer) -> str:
    """Return the meaning of an offer for a seat: its request, against the brief, and its gain."""
    asked, brought = _option(view, offer.get), _option(view, offer.give)
    if asked.strikes_own or asked.is_red:
        return say("live.asks.sponsor" if asked.strikes_own else "live.asks.red")
    if asked.is_within:
        return say("live.asks.wanted" if is_wanted(view, offer) else "live.asks.within")
    n_issues = len(view.issues)
    if brought.is_red or not pays(asked.gain, brought.gain, n_issues):
        return say("live.asks.poor")
    return say("live.asks.brings" if brings(asked.gain, n_issues) else "live.asks.paid")


def _option(view: SeatView, place: Place) -> OptionSeen:
    return next(
        option for issue in view.issues for option in issue.options if (issue.key, option.key) == tuple(place)
    )


def capital_answered(own: OwnCard) -> str:
    """Return capital's answer to a question of the session before; empty if it was not asked."""
    if own.released_before is None:
        return ""
    now, before = round(100 * own.released), round(100 * own.released_before)
    return say("live.capital.more" if now > before else "live.capital.same", now=now, before=before)


def packages_told(view: SeatView, session: int) -> list[str]:
    """Return what became of the packages of a session that was held, the seat's own first.

    Of those of others that passed nothing is said: what was agreed says it.
    """
    own, heard = view.own.key, view.heard[session - 1]
    passed = [m.issue for m in heard if (m.move, m.delegation) == ("propose_package", own)]
    names = [issue.name for issue in view.issues if issue.key in passed]
    told = [say("live.package.passed", issues=names_joined(names, len(names)))] if passed else []
    failed = [move for move in heard if move.move == FAILED_PACKAGE]
    for move in sorted(failed, key=lambda move: move.delegation != own):
        mine = move.delegation == own and move.reason.key == "live.package.failed"
        values = dict(move.reason.values)
        if own in move.others:
            values["names"] = _with_own_seat(values["names"], move.others.index(own))
        told.append(str(said("live.package.own" if mine else move.reason.key, **values)))
    return told


def _with_own_seat(names: Value, place: int) -> Value:
    """Return names that are told one after the other, the one in a place as the seat's own: it or its instructions."""
    if not isinstance(names, Said):
        return names
    items = [*names.parts()]
    items[place] = said("term.your_seat")
    return Said(names.key, tuple({**dict(names.values), "items": tuple(items)}.items()))


def trades_fallen(view: SeatView, session: int) -> list[str]:
    """Return which trades of the seat came to nothing in a session that was held, and by what, a sentence each."""
    own = view.own.key
    found = dict[str, str]()
    for promise in view.ledger:
        if promise.state != "void" or promise.settled != session or promise.trade in found:
            continue
        both = [one for one in view.ledger if one.trade == promise.trade]
        other = promise.to if promise.by == own else promise.by
        name = next(one.short for one in view.others if one.key == other)
        reason = next(filter(None, (_undone(view, one, name) for one in both)), "")
        if reason:
            found[promise.trade] = say("live.trade.fell", other=name, reason=reason)
    return list(found.values())


def _undone(view: SeatView, promise: Promise, other: str) -> str:
    """Return what undid a promise of a trade; empty: nothing did, it stands or was freed by the other side of it."""
    if promise.state == "broken":
        if promise.by == view.own.key:
            return say("live.trade.fell.own")
        return say("live.trade.fell.broken", other=other)
    issue = next(one for one in view.issues if one.key == promise.issue)
    ended = next(one for one in issue.options if one.on_table)
    if promise.state == "void" and not issue.is_open and ended.key != promise.option:
        return say("live.trade.fell.otherwise", issue=issue.name, option=ended.label)
    return ""


def told_lines(view: SeatView, told: Told, *, since: int = 1) -> list[str]:
    """Return the answers of a delegation to a seat from a session on: priorities, then clause by clause."""
    said = told.priorities
    first = [_priorities(view, said)] if said is not None and said.session >= since else []
    return first + [
        _answer(view, told.by, issue, answer)
        for issue in view.issues
        for answer in told.answers
        if issue.is_open and answer.issue == issue.key and answer.session >= since
    ]


def declined(other: Neighbour) -> str:
    """Return the sentence that a delegation declined to answer when the seat last asked it; empty if it did not."""
    return "" if other.declined is None else say("told.declined", session=other.declined)


def _priorities(view: SeatView, said: Priorities) -> str:
    names = {issue.key: issue.name for issue in view.issues}
    values = dict(zip(("cares", "other"), (names[key] for key in said.cares), strict=False))
    key = "pair" if "other" in values else "cares" if values else "alike" if said.alike else "unsaid"
    if said.spares:
        key, values["spares"] = "spares", names[said.spares]
    return say(f"told.{key}", session=said.session, **values)


def _answer(view: SeatView, by: str, issue: IssueSeen, answer: Answer) -> str:
    if not answer.option:
        return say("told.needs.evades", issue=issue.name, session=answer.session)
    option = next(option for option in issue.options if option.key == answer.option)
    key = (
        "told.no.since"
        if answer.says == "no" and _accepted_since(view, by, answer)
        else f"told.{answer.says}"
    )
    return say(key, option=names_for_people.quoted(issue, option), session=answer.session)


def _accepted_since(view: SeatView, by: str, answer: Answer) -> bool:
    """Return whether a delegation has accepted in the room what it said in a talk that it could not live with."""
    return any(
        (move.delegation, move.issue, move.option) == (by, answer.issue, answer.option)
        and move.move in ACCEPTED
        for moves in view.heard[answer.session - 1 :]
        for move in moves
    )
