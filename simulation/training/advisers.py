"""The advisers of the coach, in the order in which a seasoned delegate would think of things."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from simulation.live.offers import MOST_OFFERS
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, SeatView
from simulation.training.advice import (
    ACCEPTED,
    Advice,
    acceptable,
    advise,
    asked,
    by_salience,
    called,
    is_known,
    issue_of,
    likely,
    near,
    on_agenda,
    on_table,
    quoted,
    spoken,
    wording_of,
)
from simulation.words import listed, say

__all__ = ["ADVISERS"]

_NO_TEXT: Final = ("delete", "refer")
_LATE: Final = 2
"""The sessions at the end in which a clause that stays open is lost."""


def _offers(view: SeatView) -> Iterator[Advice]:
    """First what lies before the seat: an offer to take, or one that its red line refuses."""
    for offer in view.offers:
        give, get = wording_of(view, offer.give), wording_of(view, offer.get)
        if give is None or get is None:
            continue
        values = {"other": called(view, offer.by), "give": quoted(*give), "get": quoted(*get)}
        if get[1].is_red:
            key = "offer_sponsor" if get[1].strikes_own else "offer_red"
            yield advise(view, key, "refuse_trade", values, offer=offer.id)
        elif get[1].is_within and give[1].gain > on_table(give[0]).gain:
            yield advise(view, "offer_good", "accept_trade", values, offer=offer.id)


def _own_brackets(view: SeatView) -> Iterator[Advice]:
    """Then its own brackets: one that costs nothing any more only keeps the text from closing."""
    for issue in by_salience(view):
        if view.own.key in issue.brackets and on_table(issue).is_within:
            yield advise(
                view, "own_bracket", "lift_brackets", spoken(issue, on_table(issue)), issue=issue.key
            )


def _ask(view: SeatView) -> Iterator[Advice]:
    """Nobody can trade with what it does not know: talk to whoever holds the bracket on what matters most."""
    if view.own.talks_left <= 0:
        return
    for issue in by_salience(view):
        for other in view.others:
            if other.key in issue.brackets and other.key not in view.met and not is_known(view, other, issue):
                values = {"other": other.short, "issue": issue.name, "n": len(issue.brackets)}
                yield advise(view, "ask", "consult_bilaterally", values, **asked(other, issue))


def _ask_anybody(view: SeatView) -> Iterator[Advice]:
    """Before there are brackets: ask who stands furthest away on what matters most."""
    if view.own.talks_left <= 0 or any(issue.brackets for issue in view.issues):
        return
    for issue in by_salience(view)[:2]:
        far = sorted(view.others, key=lambda other: -abs(other.place[issue.key] - issue.ideal))
        for other in far[:2]:
            if other.decides and other.key not in view.met and not is_known(view, other, issue):
                values = {"other": other.short, "issue": issue.name}
                yield advise(view, "ask_first", "consult_bilaterally", values, **asked(other, issue))


def _trade(view: SeatView) -> Iterator[Advice]:
    """Give where it costs the seat little and matters to the other side, get where it is the other way round."""
    for other in view.others:
        turned_down = sum(refused[0] == other.key for refused in view.refused)
        if other.told is None or not other.decides or turned_down >= MOST_OFFERS:
            continue
        for give in _gives(view, other):
            for get in _gets(view, other, give[0]):
                pair = ((give[0].key, give[1].key), (get[0].key, get[1].key))
                if (other.key, *pair) in view.refused:
                    continue
                values = {"other": other.short, "give": quoted(*give), "get": quoted(*get)}
                values |= {"cheap": give[0].name, "dear": get[0].name}
                yield advise(view, "trade", "offer_trade", values, to=other.key, give=pair[0], get=pair[1])


def _gives(view: SeatView, other: Neighbour) -> Iterator[tuple[IssueSeen, OptionSeen]]:
    """Yield what the seat can promise on the clause that matters most to the other side, best for itself first."""
    if other.told is None:
        return
    for key in other.told.cares:
        issue = issue_of(view, key)
        if issue is None or not issue.is_open or issue.salience >= 1.0:
            continue
        likes = other.told.accepts.get(key) or (near(other, issue).key,)
        for option in sorted(acceptable(issue), key=lambda option: -option.gain):
            if option.key in likes and option.said not in ACCEPTED:
                yield issue, option


def _gets(view: SeatView, other: Neighbour, given: IssueSeen) -> Iterator[tuple[IssueSeen, OptionSeen]]:
    """Yield what the other side could live with and the seat would rather have than the text on the table."""
    accepts = {} if other.told is None else other.told.accepts
    for issue in by_salience(view):
        if issue.key == given.key or issue.salience <= given.salience:
            continue
        for option in sorted(issue.options, key=lambda option: -option.gain):
            is_better = option.gain > on_table(issue).gain and option.is_admissible and not option.is_red
            if is_better and option.key in accepts.get(issue.key, ()):
                yield issue, option


def _join(view: SeatView) -> Iterator[Advice]:
    """Nobody carries a wording alone: stand with those who stand for something one can accept."""
    for issue in on_agenda(view):
        held = [option for option in acceptable(issue) if set(option.holders) - {view.own.key}]
        own = [option.gain for option in issue.options if view.own.key in option.holders]
        if not held:
            continue
        best = max(held, key=lambda option: (option.gain, len(option.holders)))
        if view.own.key not in best.holders and best.gain > max(own, default=float("-inf")):
            values = spoken(issue, best) | {"n": len(best.holders)}
            yield advise(view, "join", "join_coalition", values, issue=issue.key, option=best.key)


def _bridge(view: SeatView) -> Iterator[Advice]:
    """Table words that others can live with: agreed language and general terms close more than middles do."""
    for issue in on_agenda(view):
        fits = [
            option
            for option in acceptable(issue)
            if not option.on_table and option.kind not in _NO_TEXT and option.said != "support"
        ]
        if not fits or not issue.brackets:
            continue
        best = max(fits, key=lambda option: (likely(view, issue, option), option.gain))
        is_cited = best.kind == "agreed_language"
        move = "cite_agreed_language" if is_cited else "propose_option"
        key = "cite" if is_cited else "bridge"
        yield advise(view, key, move, spoken(issue, best), issue=issue.key, option=best.key)


def _hold(view: SeatView) -> Iterator[Advice]:
    """What crosses a red line goes into brackets before it goes into the text."""
    for issue in on_agenda(view):
        table = on_table(issue)
        if table.is_red and view.own.key not in issue.brackets and issue.readings:
            key = "hold_sponsor" if table.strikes_own else "hold"
            yield advise(view, key, "request_brackets", spoken(issue, table), issue=issue.key)


def _alone(view: SeatView) -> Iterator[Advice]:
    """To object alone costs standing: look for company, or make it a statement."""
    for issue in by_salience(view):
        if issue.brackets != (view.own.key,) or view.own.talks_left <= 0:
            continue
        near = sorted(view.others, key=lambda other: abs(other.place[issue.key] - issue.ideal))
        for other in near[:3]:
            if other.decides and other.key not in view.met:
                values = {"issue": issue.name, "other": other.short}
                yield advise(view, "alone", "consult_bilaterally", values, to=other.key, issue=issue.key)


def _group(view: SeatView) -> Iterator[Advice]:
    """A clause that was read twice and has several brackets needs a smaller room."""
    if "groups" not in view.powers or "ask_for_group" in view.asked:
        return
    for issue in by_salience(view):
        if issue.readings > 1 and len(issue.brackets) > 1:
            values = {"issue": issue.name, "n": len(issue.brackets)}
            yield advise(view, "group", "ask_for_group", values, issue=issue.key)


def _capital(view: SeatView) -> Iterator[Advice]:
    """Where the instructions stand in the way and no red line does, only capital can help, and it takes its time."""
    if view.own.released >= 1.0 or view.own.talks_left <= 0 or "consult_capital" in view.asked:
        return
    for issue in by_salience(view):
        table = on_table(issue)
        if view.own.key in issue.brackets and not table.is_red and not table.is_within and table.gain > 0:
            yield advise(view, "capital", "consult_capital", spoken(issue, table))


def _chair_text(view: SeatView) -> Iterator[Advice]:
    """A clause that was called and stayed open needs a text that is nobody's."""
    waiting = sum(issue.awaits_text for issue in view.issues)
    if waiting and "text" in view.powers and "ask_for_chair_text" not in view.asked:
        yield advise(view, "chair_text", "ask_for_chair_text", {"n": waiting})


def _defer(view: SeatView) -> Iterator[Advice]:
    """A clause that would be lost today is better read tomorrow."""
    agenda = on_agenda(view)
    if "agenda" not in view.powers or view.session >= view.sessions or len(agenda) < _LATE:
        return
    for issue in agenda:
        if on_table(issue).is_red and len(set(issue.brackets) | {view.own.key}) == 1 and issue.readings:
            yield advise(view, "defer", "seek_deferral", {"issue": issue.name}, issue=issue.key)


def _recess(view: SeatView) -> Iterator[Advice]:
    """Time for talks is used up and the clause is not ripe: the corridor does what the plenary cannot."""
    may = "suspend" in view.powers and "ask_for_recess" not in view.asked and view.session < view.sessions
    if may and view.own.talks_left <= 0:
        for issue in on_agenda(view):
            if len(issue.brackets) > 1:
                yield advise(view, "recess", "ask_for_recess", {"issue": issue.name})


def _put_package(view: SeatView) -> Iterator[Advice]:
    """In the last sessions: all that is open at once, so that everybody gets something."""
    is_open = [issue for issue in view.issues if issue.is_open]
    is_late = view.session > view.sessions - _LATE
    if not view.takes_package or not is_late or not is_open or not all(issue.readings for issue in is_open):
        return
    chosen = dict[str, str]()
    told = list[str]()
    for issue in is_open:
        fits = acceptable(issue)
        if not fits:
            return
        best = max(fits, key=lambda option: (likely(view, issue, option), option.gain))
        chosen[issue.key] = best.key
        told.append(quoted(issue, best))
    yield advise(view, "package", "propose_package", {"n": len(told), "told": listed(told)}, package=chosen)


def _say_so(view: SeatView) -> Iterator[Advice]:
    """Assent that nobody knows of closes nothing."""
    for issue in on_agenda(view):
        table = on_table(issue)
        if table.is_within and table.said not in ACCEPTED:
            values = spoken(issue, table)
            yield advise(view, "say_so", "can_live_with", values, issue=issue.key, option=table.key)


def _last_sessions(view: SeatView) -> Iterator[Advice]:
    """Near the end: what stays open is lost, and so may be the whole."""
    is_open = [issue.name for issue in view.issues if issue.is_open]
    if view.session > view.sessions - _LATE and is_open:
        values = {"n": view.sessions - view.session + 1, "issues": listed(is_open)}
        yield Advice(key="last", values=values)


def _cheap(view: SeatView) -> Iterator[Advice]:
    """Always worth a thought: what matters little to the seat is what it can pay with."""
    order = sorted(
        (issue for issue in view.issues if issue.is_open and issue.salience < 1.0), key=lambda i: i.salience
    )
    if order:
        names = listed(issue.name for issue in order[:2])
        yield Advice(key="cheap", values={"issues": names, "n": len(order[:2])})


def _go_on(view: SeatView) -> Iterator[Advice]:
    """Nothing presses: let the room go on."""
    yield advise(view, "go_on", "done", {})


def _floor(view: SeatView) -> Iterator[Advice]:
    """On the floor: the wordings in the order in which they are asked."""
    for place in () if view.request is None else view.request.asked:
        found = wording_of(view, place)
        if found is None:
            continue
        issue, option = found
        others = [key for key in issue.brackets if key != view.own.key]
        values = spoken(issue, option) | {"n": len(others)}
        key, move = _on_the_floor(view, option, others)
        yield advise(view, key, move, values, issue=issue.key, option=option.key)


def _on_the_floor(view: SeatView, option: OptionSeen, others: Sequence[str]) -> tuple[str, str]:
    """Return hint and move on a wording: as the instructions say, which know the account, promises and the bloc.

    They may let pass what by itself lies beyond today's aim, and object to what lies inside it.
    """
    if option.is_red:
        return "floor_sponsor" if option.strikes_own else "floor_red", "object_formally"
    passes = option.instructed in ACCEPTED if option.instructed else option.is_within
    if passes:
        move = "support" if option.instructed == "support" else "can_live_with"
        return "floor_yes" if option.is_within else "floor_account", move
    if option.is_within:
        return "floor_line", "object_formally"
    if view.session > view.sessions - _LATE and option.gain > 0 and not others:
        return "floor_alone", "make_statement"
    return "floor_hold", "object_formally"


def _package_answer(view: SeatView) -> Iterator[Advice]:
    """A package: no red line in it, and worth more than no document."""
    package = view.package
    if package is None:
        return
    values: dict[str, object] = {"other": called(view, package.by) if package.by else say("coach.chair")}
    if package.crosses:
        crossed = listed(issue.name for issue in view.issues if issue.key in package.crosses)
        yield advise(view, "package_red", "refuse_package", values | {"issues": crossed})
    elif package.gain < view.own.no_deal:
        yield advise(view, "package_poor", "refuse_package", values)
    elif package.gain < 0:
        yield advise(view, "package_thin", "accept_package_with_statement", values)
    else:
        yield advise(view, "package_good", "accept_package", values)


def _document(view: SeatView) -> Iterator[Advice]:
    """The document as a whole, or its signing: red lines first, then what it is worth against none."""
    red = [issue.name for issue in view.issues if not issue.is_open and on_table(issue).is_red]
    signs = view.phase == "signing"
    if red:
        move = "not_sign" if signs else "reject_document"
        yield advise(view, "end_red", move, {"issues": listed(red)})
    elif view.own.so_far < view.own.no_deal:
        yield advise(view, "end_poor", "not_sign" if signs else "reject_document", {})
    elif view.own.so_far < 0:
        move = "sign_with_reservation" if signs else "join_consensus_with_statement"
        yield advise(view, "end_thin", move, {})
    else:
        yield advise(view, "end_good", "sign" if signs else "join_consensus", {})


type Adviser = Callable[[SeatView], Iterator[Advice]]

_TALKS: Final[tuple[Adviser, ...]] = (
    _offers,
    _own_brackets,
    _put_package,
    _last_sessions,
    _trade,
    _ask,
    _ask_anybody,
    _alone,
    _join,
    _bridge,
    _hold,
    _capital,
    _group,
    _chair_text,
    _recess,
    _defer,
    _say_so,
    _cheap,
    _go_on,
)

ADVISERS: Final[Mapping[str, tuple[Adviser, ...]]] = {
    "talks": _TALKS,
    "floor": (_floor, _cheap, _go_on),
    "package": (_package_answer, _go_on),
    "adoption": (_document, _go_on),
    "signing": (_document, _go_on),
    "over": (),
}
"""Who is asked in a phase, in order: what lies in the seat's own hands first, time last."""
