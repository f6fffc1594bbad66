"""The advisers of the coach, in the order in which a seasoned delegate would think of things."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from simulation.arrays import ATOL
from simulation.live.enough import ACCEPTED, is_dear, judge, promised, to_join
from simulation.live.names_for_people import quoted
from simulation.live.offers import MOST_OFFERS
from simulation.live.public import FAILED_PACKAGE
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, SeatView
from simulation.training.advice import (
    Advice,
    acceptable,
    advise,
    asking,
    better_in_reach,
    by_salience,
    can_be_sold,
    carried,
    carries,
    counted,
    given_by,
    has_told,
    issue_of,
    likely,
    on_agenda,
    on_table,
    spoken,
    to_ask,
    would_have,
)
from simulation.training.answering import aside_on, on_better, on_document, on_floor, on_offers, on_package
from simulation.training.weighed import at_stake, by_stake, points_given
from simulation.training.worths import amount
from simulation.training.worths import worth as points
from simulation.words import Said, Value, said

__all__ = ["ADVISERS", "go_on"]

_LAST_CHANCES: Final = 2
"""The sessions at the end in which a clause that stays open is lost."""
_DRAFTED: Final = 2
"""Sessions for which a wording that a drafting group brought back is news."""


def _trade(view: SeatView) -> Iterator[Advice]:
    """Sell what one can live with, before one says so for nothing: give on one clause, get on one that matters more."""
    for other in view.others:
        turned_down = sum(refused[0] == other.key for refused in view.refused)
        if other.told is None or not other.decides or turned_down >= MOST_OFFERS:
            continue
        for give in _gives(view, other):
            for get in _gets(view, other, give[0]):
                pair = ((give[0].key, give[1].key), (get[0].key, get[1].key))
                if (other.key, *pair) in view.refused or give[1].gain + get[1].gain <= 0:
                    continue
                values: dict[str, Value] = {"other": other.short, "give": quoted(*give), "get": quoted(*get)}
                values |= {
                    "cheap": give[0].name,
                    "dear": get[0].name,
                    "price": counted(view, give[1].gain),
                    "gain": counted(view, get[1].gain),
                }
                aside = aside_on(give[1], accepts=True)
                key, to = "trade" if len(other.told.cares) == 1 else "trade_pair", other.key
                yield advise(view, key, "offer_trade", values, aside=aside, to=to, give=pair[0], get=pair[1])


def _gives(view: SeatView, other: Neighbour) -> Iterator[tuple[IssueSeen, OptionSeen]]:
    """Yield what the seat can live with and has not given yet, of what the other side cares about and wants."""
    for key in () if other.told is None else other.told.cares:
        issue = issue_of(view, key)
        if issue is None or not issue.is_open:
            continue
        for option in sorted(acceptable(view, issue), key=lambda option: -option.gain):
            is_free = can_be_sold(view, issue, option) and not option.no_price
            if is_free and would_have(other, issue, option):
                yield issue, option


def _gets(view: SeatView, other: Neighbour, given: IssueSeen) -> Iterator[tuple[IssueSeen, OptionSeen]]:
    """Yield what the other side said it could live with, or wants, and the seat would rather have than what it has."""
    accepts, refuses = ({}, {}) if other.told is None else (other.told.accepts, other.told.refuses)
    for issue in by_salience(view):
        if issue.key == given.key or issue.salience <= given.salience:
            continue
        for option in sorted(acceptable(view, issue), key=lambda option: -option.gain):
            could = option.key in accepts.get(issue.key, ()) or (
                option.key not in refuses.get(issue.key, ()) and would_have(other, issue, option)
            )
            if could and option.gain > given_by(view, other.key, issue):
                yield issue, option


def _text(view: SeatView) -> Iterator[Advice]:
    """Clause by clause: lift one's own bracket, or say what one can live with; hold what is red."""
    for issue in by_salience(view):
        table = on_table(issue)
        values = spoken(issue, table)
        # What is enough only because nothing is agreed late is said on the floor, where the reason is told.
        is_enough = can_be_sold(view, issue, table)
        is_owed = (issue.key, table.key) in promised(view)
        if is_enough and not is_owed and (better := better_in_reach(view, issue)) is not None:
            yield from on_better(view, issue, better)
        elif is_enough and view.own.key in issue.brackets and (is_owed or table.gain >= 0):
            aside = aside_on(table, accepts=True)
            key = "own_promise" if is_owed else "own_bracket"
            values |= {"gain": counted(view, table.gain)}
            yield advise(view, key, "lift_brackets", values, aside=aside, issue=issue.key)
        elif table.is_red and issue.on_agenda and issue.readings and view.own.key not in issue.brackets:
            key = "hold_sponsor" if table.strikes_own else "hold"
            yield advise(view, key, "request_brackets", values, issue=issue.key)
        else:
            yield from _say(view, issue)


def _say(view: SeatView, issue: IssueSeen) -> Iterator[Advice]:
    """Assent that nobody knows of closes nothing: to the text on the table first, then to what others could have.

    What is given only so that the whole does not sink comes after what costs little. Where a clause matters, one's best
    is all that is said before the floor: whoever says what else would do is offered nothing better.
    """
    owed = promised(view)  # who promised it has said so
    fits = [
        option
        for option in issue.written
        if can_be_sold(view, issue, option)
        and option.stands not in ACCEPTED
        and (issue.key, option.key) not in owed
        and (option.key == issue.best.key or not is_dear(issue))
    ]
    if not fits:
        return
    dear = {option.key for option in fits if judge(view, issue, option).ground == "whole"}  # said last
    best = max(fits, key=lambda one: (one.key not in dear, one.on_table, likely(view, issue, one), one.gain))
    values = spoken(issue, best) | {"gain": counted(view, abs(best.gain))}
    is_best = best.key == issue.best.key and best.gain > 0
    key = "say_so" if best.on_table else "say_what"
    key = "say_top" if best.gain >= issue.best.gain - ATOL else key
    costs = "say_whole" if best.key in dear else "say_spare"
    key = "say_best" if is_best else costs if best.gain < 0 else key
    move = "support" if is_best else "can_live_with"
    aside = aside_on(best, accepts=True)
    fields = {"issue": issue.key, "option": best.key}
    yield advise(view, key, move, values, aside=aside, **fields)


def _unsettled(view: SeatView) -> list[IssueSeen]:
    """Return the open issues with whose text the seat cannot live today, the one that matters most first."""
    return [issue for issue in by_salience(view) if not judge(view, issue, on_table(issue)).accepts]


def _ask(view: SeatView) -> Iterator[Advice]:
    """Nobody can deal with what it does not know: talk to whoever holds the bracket on what matters most."""
    for issue in _unsettled(view):
        for other in view.others:
            if other.key in issue.brackets:
                yield from _talk(view, "ask", other, issue)


def _ask_anybody(view: SeatView) -> Iterator[Advice]:
    """Before there are brackets: ask who stands furthest away on what matters most."""
    if any(issue.brackets for issue in view.issues):
        return
    for issue in by_salience(view)[:2]:
        far = sorted(view.others, key=lambda other: -abs(other.place[issue.key] - issue.ideal))
        for other in far[:2]:
            if other.decides:
                yield from _talk(view, "ask_first", other, issue)


def _alone(view: SeatView) -> Iterator[Advice]:
    """To object alone costs standing: look for company."""
    for issue in _unsettled(view):
        if issue.brackets != (view.own.key,):
            continue
        near = sorted(view.others, key=lambda other: abs(other.place[issue.key] - issue.ideal))
        for other in near[:3]:
            if other.decides:
                yield from _talk(view, "alone", other, issue)


def _talk(view: SeatView, key: str, other: Neighbour, issue: IssueSeen) -> Iterator[Advice]:
    """Yield a talk with a delegation for the sake of a clause, if there is anything to ask it now."""
    fields = to_ask(view, other, issue)
    if fields is None or other.key in view.met:
        return
    values: dict[str, Value] = {
        "other": other.short,
        "issue": issue.name,
        "n": len(issue.brackets),
        "asks": asking(issue, fields),
    }
    key = "ask_again" if key == "ask" and has_told(other, issue, fields) else key
    yield advise(view, key, "consult_bilaterally", values, to=other.key, clause=issue.key, **fields)


def _join(view: SeatView) -> Iterator[Advice]:
    """Nobody carries a wording alone: stand with those who stand for something one can live with."""
    for issue in on_agenda(view):
        held = [option for option in acceptable(view, issue) if set(option.holders) - {view.own.key}]
        own = [option.gain for option in issue.options if view.own.key in option.holders]
        best = max(held, key=lambda option: (option.gain, len(option.holders)), default=None)
        if (
            best is not None
            and view.own.key not in best.holders
            and best.gain > max(own, default=float("-inf")) + ATOL
        ):
            yield _joining(view, "join_spare" if best.gain < 0 else "join", issue, best)
        elif (others := to_join(view, issue)) is not None:
            yield _joining(view, "join_others", issue, others)


def _joining(view: SeatView, key: str, issue: IssueSeen, option: OptionSeen) -> Advice:
    values = spoken(issue, option) | {"n": len(option.holders), "gain": counted(view, abs(option.gain))}
    aside, fields = aside_on(option, accepts=True), {"issue": issue.key, "option": option.key}
    return advise(view, key, "join_coalition", values, aside=aside, **fields)


def _bridge(view: SeatView) -> Iterator[Advice]:
    """Table words that others can live with: agreed language and general terms close more than middles do."""
    for issue in _unsettled(view):
        best = carried(view, issue)
        if best is None or best.gain < 0 or not issue.on_agenda or not issue.brackets:
            continue
        if (
            best.stands == "support"
            or view.own.key in best.tabled_by
            or _gives_way_for_nothing(view, issue, best)
        ):
            continue
        key, move = (
            ("cite", "cite_agreed_language")
            if best.kind == "agreed_language"
            else ("bridge", "propose_option")
        )
        values = spoken(issue, best) | {
            "n": likely(view, issue, best),
            "gain": counted(view, abs(best.gain)),
        }
        aside = aside_on(best, accepts=True)
        yield advise(view, key, move, values, aside=aside, issue=issue.key, option=best.key)


def _gives_way_for_nothing(view: SeatView, issue: IssueSeen, option: OptionSeen) -> bool:
    """Return whether the seat stands for words worth no less to it, and most others could not live with these either.

    Two wordings of one seat divide who could go along, and the lesser of them is what is left.
    """
    stands_for = [
        other
        for other in issue.written
        if other.key != option.key and (view.own.key in other.holders or other.stands in ACCEPTED)
    ]
    is_less = any(other.gain >= option.gain - ATOL for other in stands_for)
    return is_less and not carries(view, issue, option)


def _group(view: SeatView) -> Iterator[Advice]:
    """A clause that was read twice and has several brackets needs a smaller room, unless it has just been in one."""
    if "groups" not in view.powers or "ask_for_group" in view.asked:
        return
    for issue in _unsettled(view):
        if issue.readings > 1 and len(issue.brackets) > 1 and not _is_drafted(view, issue):
            values: dict[str, Value] = {"issue": issue.name, "n": len(issue.brackets)}
            yield advise(view, "group", "ask_for_group", values, issue=issue.key)


def _is_drafted(view: SeatView, issue: IssueSeen) -> bool:
    """Return whether a group has brought back a wording lately, so that another would have nothing new to write."""
    lately = (move for session in view.heard[-_DRAFTED:] for move in session)
    return any(move.move == "draft_wording" and move.issue == issue.key for move in lately)


def _capital(view: SeatView) -> Iterator[Advice]:
    """Where one can live with more than one's instructions say, capital should know, and it takes its time."""
    if view.own.released >= 1.0 or "consult_capital" in view.asked or view.own.released_before is not None:
        return
    for issue in by_salience(view):
        table = on_table(issue)
        if is_dear(issue) and not table.is_within and judge(view, issue, table).accepts:
            yield advise(view, "capital", "consult_capital", spoken(issue, table))


def _chair_text(view: SeatView) -> Iterator[Advice]:
    """A clause that was called and stayed open needs a text that is nobody's."""
    waiting = sum(issue.awaits_text for issue in view.issues)
    if waiting and "text" in view.powers and "ask_for_chair_text" not in view.asked:
        yield advise(view, "chair_text", "ask_for_chair_text", {"n": waiting})


def _defer(view: SeatView) -> Iterator[Advice]:
    """A clause that would be lost today is better read tomorrow."""
    agenda = on_agenda(view)
    if "agenda" not in view.powers or view.session >= view.sessions or len(agenda) <= 1:
        return
    for issue in agenda:
        if on_table(issue).is_red and len(set(issue.brackets) | {view.own.key}) == 1 and issue.readings:
            yield advise(view, "defer", "seek_deferral", {"issue": issue.name}, issue=issue.key)


def _put_package(view: SeatView) -> Iterator[Advice]:
    """In the last sessions: all that is open at once, in words that most others could live with."""
    is_open = [issue for issue in view.issues if issue.is_open]
    is_late = view.session > view.sessions - _LAST_CHANCES
    if not view.takes_package or not is_late or not is_open or not all(issue.readings for issue in is_open):
        return
    if any(
        move.move == FAILED_PACKAGE and move.delegation == view.own.key for one in view.heard for move in one
    ):
        return
    chosen = [(issue, carried(view, issue)) for issue in is_open]
    told = [(issue, option) for issue, option in chosen if option is not None]
    if len(told) < len(is_open) or not all(carries(view, *place) for place in told):
        return  # it would fall, and one that carries is not put beside it
    worth = view.own.so_far + sum(option.gain for _, option in told) / len(view.issues)
    if worth < max(view.own.no_deal, view.own.so_far):
        return  # nobody puts what is worth less to it than no document, or than what is agreed without it
    package = {issue.key: option.key for issue, option in told}
    values: dict[str, Value] = {
        "n": len(told),
        "told": Said.listed(quoted(issue, option) for issue, option in told),
        "gain": amount(points_given(view, package)),
        "none": points(view.own.no_deal),
    }
    yield advise(view, "package", "propose_package", values, package=package)


def _last_sessions(view: SeatView) -> Iterator[Advice]:
    """Near the end: what stays open is lost, and so may be the whole."""
    is_open = [issue.name for issue in view.issues if issue.is_open]
    if view.session > view.sessions - _LAST_CHANCES and is_open:
        values: dict[str, Value] = {"n": view.sessions - view.session + 1, "issues": Said.listed(is_open)}
        yield Advice(key="last", values=values)


def _cheap(view: SeatView) -> Iterator[Advice]:
    """Always worth a thought: where little is at stake for the seat, it has something to pay with."""
    stakes = {issue.key: at_stake(view, issue) for issue in view.issues}
    mean = sum(stakes.values()) / len(stakes)
    is_open = [issue for issue in reversed(by_stake(view)) if issue.is_open]
    order = [issue for issue in is_open if stakes[issue.key] < mean][:2]
    if order:
        told = (said("coach.cheap.stake", issue=one.name, n=amount(stakes[one.key])) for one in order)
        yield Advice(key="cheap", values={"issues": Said.listed(told), "n": len(order)})


def _then(view: SeatView) -> Iterator[Advice]:
    """Once that is answered, nothing is left to do."""
    yield advise(view, "then", "done", {})


def go_on(view: SeatView) -> Advice:
    """Nothing presses: let the room go on."""
    return advise(view, "go_on", "done", {})


type Adviser = Callable[[SeatView], Iterator[Advice]]

_TALKS: Final[tuple[Adviser, ...]] = (
    on_offers,
    _trade,
    _text,
    _put_package,
    _last_sessions,
    _ask,
    _ask_anybody,
    _alone,
    _join,
    _bridge,
    _capital,
    _group,
    _chair_text,
    _defer,
    _cheap,
)

ADVISERS: Final[Mapping[str, tuple[Adviser, ...]]] = {
    "talks": _TALKS,
    "floor": (on_floor, _cheap),
    "package": (on_package, _then),
    "adoption": (on_document, _then),
    "signing": (on_document, _then),
    "over": (),
}
"""Who is asked in a phase, in order: what lies in the seat's own hands first, what is always worth a thought last."""
