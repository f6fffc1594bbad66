"""What each hint of the coach claims, and whether that is so: found again in the view of the seat, and in the room.

Nothing here is shared with the advisers but the view: what an adviser takes for true is looked up anew.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from benchmarks import _better, _whole
from benchmarks._hints import ACCEPTED, Given
from simulation.arrays import ATOL
from simulation.live.enough import judge
from simulation.words import said

__all__ = ["CLAIMS", "false_claims"]

_NEAREST: Final = 3
_FURTHEST: Final = 2

type Claim = Callable[[Given], bool]


def _has_not_told(given: Given) -> bool:
    """It has not told the seat what it is to be asked, in no talk and not in the room."""
    told, issue, option = given.other.told, given.move.issue, given.move.option
    if not issue:
        return told is None or told.priorities is None
    answers = () if told is None else told.answers
    if not option:
        return not any(one.issue == issue for one in answers)
    stands = given.other.key in given.at((issue, option))[1].holders
    shown = (issue, option) in given.other.signals
    return not stands and not shown and not any((one.issue, one.option) == (issue, option) for one in answers)


def _has_told(given: Given) -> bool:
    """It has told it before."""
    return not _has_not_told(given)


def _holds_brackets(given: Given) -> bool:
    """It keeps the clause in brackets."""
    return given.other.key in given.about.brackets


def _is_short(given: Given) -> bool:
    """The text on the table is not enough for the seat today."""
    issue = given.about
    table = next(option for option in issue.options if option.on_table)
    return not judge(given.view, issue, table).accepts


def _nobody_holds(given: Given) -> bool:
    """Nobody keeps anything in brackets."""
    return not any(issue.brackets for issue in given.view.issues)


def _stands_far(given: Given) -> bool:
    """It is one of the two that stand furthest from the seat on the clause."""
    return given.rank(given.view.others, nearest=False) < _FURTHEST


def _stands_near(given: Given) -> bool:
    """It is one of the three that decide and stand nearest to the seat on the clause."""
    return given.rank([one for one in given.view.others if one.decides], nearest=True) < _NEAREST


def _is_alone(given: Given) -> bool:
    """Nobody else keeps brackets on it."""
    return given.about.brackets == (given.view.own.key,)


def _told_that_it_cares(given: Given) -> bool:
    """It told the seat that what it gets is among what matters most to it, and of what was open then that was so."""
    (cheap, _), told = given.trade[0], given.other.told
    if told is None or told.priorities is None or cheap.key not in told.cares:
        return False
    row, since = given.view.delegations.index(given.other.key), told.priorities.session
    then = [
        at
        for at, issue in enumerate(given.view.issues)
        if issue.is_open or given.view.closed.get(issue.key, 0) >= since
    ]
    cares = {at for at in then if given.view.issues[at].key in told.cares}
    mattered = given.salience[since][row]
    return any(mattered[at] >= max(mattered[then]) - ATOL for at in cares)


def _is_certain(given: Given) -> bool:
    """It named one clause, and not one of two."""
    return given.other.told is not None and len(given.other.told.cares) == 1


def _pays(given: Given) -> bool:
    """What it gets is worth more to the seat than no text, and the two together are too."""
    (_, give), (_, get) = given.trade
    return get.gain > 0 and give.gain + get.gain > 0


def _matters_more(given: Given) -> bool:
    """What it gets matters more to the seat than what it gives."""
    (give, _), (get, _) = given.trade
    return get.salience > give.salience


def _can_live(given: Given) -> bool:
    """The seat can live with what it gives, today and once something is agreed."""
    judged = judge(given.view, *given.trade[0])
    return judged.accepts and judged.ground != "last"


def _cannot_live(given: Given) -> bool:
    """What it would give is not enough for it, agreed or not."""
    return not judge(given.view, *given.trade[0]).accepts


def _only_late(given: Given) -> bool:
    """What it would give is enough only because nothing is agreed late."""
    return judge(given.view, *given.trade[0]).ground == "last"


def _costs_more(given: Given) -> bool:
    """What it would give costs it at least what it would get."""
    (_, give), (_, get) = given.trade
    return give.gain < 0 and get.gain <= -give.gain


def _brings_nothing(given: Given) -> bool:
    """What is offered is worth no more than no text, or than what the other side has already given on the clause."""
    issue, option = given.at(given.offer.give)
    by = next(one for one in given.view.others if one.key == given.offer.by)
    promised = {
        one.option
        for one in given.view.ledger
        if (one.by, one.issue, one.state) == (by.key, issue.key, "open")
    }
    had = [
        one.gain
        for one in issue.options
        if one.key in promised
        or by.key in one.holders
        or by.signals.get((issue.key, one.key)) in ACCEPTED
        or (one.on_table and by.key not in issue.brackets)
    ]
    return option.gain <= max([0.0, *had]) + ATOL


def _crosses(given: Given) -> bool:
    """What it is about crosses a red line of the seat."""
    if given.move.offer:
        return given.trade[0][1].is_red
    return given.option.is_red


def _strikes(given: Given) -> bool:
    """What it is about strikes the draft of the seat."""
    return (given.trade[0][1] if given.move.offer else given.option).strikes_own


def _is_no_worse(given: Given) -> bool:
    """The wording is worth no less to the seat than a clause left open."""
    return given.option.gain >= -ATOL


def _is_enough(given: Given) -> bool:
    """The wording is enough for the seat today, and crosses no red line."""
    return not given.option.is_red and judge(given.view, given.issue, given.option).accepts


def _is_not_enough(given: Given) -> bool:
    """The wording is not enough for the seat today."""
    return not judge(given.view, given.issue, given.option).accepts


def _own_bracket(given: Given) -> bool:
    """The seat itself keeps it in brackets."""
    return given.view.own.key in given.issue.brackets


def _is_unsaid(given: Given) -> bool:
    """Neither the seat nor its instructions on the floor have said so yet, and it has promised it to nobody."""
    place = given.issue.key, given.option.key
    return given.option.stands not in ACCEPTED and place not in given.promised


def _is_promised(given: Given) -> bool:
    """The seat has promised it."""
    return (given.issue.key, given.option.key) in given.promised


def _is_top(given: Given) -> bool:
    """No wording that is there and crosses no red line of the seat is worth more to it."""
    rest = [one.gain for one in given.issue.options if one.is_written and not one.is_red]
    return not given.option.is_red and given.option.gain >= max(rest) - ATOL


def _is_best(given: Given) -> bool:
    """No wording that it may accept is worth more to the seat; and this one is worth something."""
    return _is_top(given) and given.option.gain > 0


def _says_its_worth(given: Given) -> bool:
    """The points that it names are those of the wording against a clause left open; what rounds to none is less."""
    told, points = str(given.advice.values["gain"]), abs(given.points(given.option.gain))
    if given.option.gain and not points:
        return told == str(said("worth.trifle"))
    return told.partition(" ")[0] == str(points)


def _has_company(given: Given) -> bool:
    """Others stand for it, as many as it says."""
    count = len(given.option.holders)
    return given.advice.values["n"] == count and bool(set(given.option.holders) - {given.view.own.key})


def _stands_alone(given: Given) -> bool:
    """Nobody else stands for a wording of the clause that the seat stands for."""
    own = given.view.own.key
    return not any(set(one.holders) - {own} for one in given.about.options if own in one.holders)


def _gains(given: Given) -> bool:
    """It is worth more to the seat than no text on the clause."""
    return given.option.gain > 0


def _counts_who_could(given: Given) -> bool:
    """As many could live with it as it says, by what they last said in a talk or on the floor."""
    others = [one for one in given.view.others if one.decides]
    return given.advice.values["n"] == sum(map(given.could, others))


def _is_beyond(given: Given) -> bool:
    """The text is enough for the seat, crosses no red line, and its instructions do not reach so far."""
    named = str(given.advice.values["option"])
    table = [
        (issue, option)
        for issue in given.view.issues
        for option in issue.options
        if issue.is_open and option.on_table and option.label in named and issue.name in named
    ]
    return any(
        judge(given.view, issue, option).accepts and not option.is_within and not option.is_red
        for issue, option in table
    )


def _was_read(given: Given) -> bool:
    """It was read more than once, and as many keep it in brackets as it says."""
    return given.issue.readings > 1 and given.advice.values["n"] == len(given.issue.brackets) > 1


def _were_called(given: Given) -> bool:
    """So many clauses were called and are still open."""
    waiting = sum(issue.is_open and issue.is_called and issue.awaits_text for issue in given.view.issues)
    return given.advice.values["n"] == waiting > 0


def _nobody_else(given: Given) -> bool:
    """Nobody else keeps it in brackets, and the text on the table crosses a red line of the seat."""
    return not set(given.issue.brackets) - {given.view.own.key} and given.table.is_red


def _sessions_left(given: Given) -> bool:
    """So many sessions are left."""
    return given.advice.values["n"] == given.view.sessions - given.view.session + 1


def _matters_least(given: Given) -> bool:
    """Fewer points are at stake for the seat on them than on every other open clause, and as many as it says."""
    told = str(given.advice.values["issues"])
    is_open = {issue.name: given.stake(issue) for issue in given.view.issues if issue.is_open}
    named = {name: stake for name, stake in is_open.items() if name in told}
    rest = [stake for name, stake in is_open.items() if name not in told]
    most = max(named.values())
    says_so = all(re.search(rf"{re.escape(name)} \({stake} point", told) for name, stake in named.items())
    return says_so and len(named) == given.advice.values["n"] and most <= min(rest, default=most)


def _is_dear(given: Given) -> bool:
    """The clause matters as much to the seat as the mean, or more."""
    return given.issue.salience >= 1.0


def _is_cheap(given: Given) -> bool:
    """The clause matters less to the seat than the mean."""
    return given.issue.salience < 1.0


def _costs(given: Given) -> bool:
    """It is worth less to the seat than a clause left open."""
    return given.option.gain < 0


def _is_time(given: Given) -> bool:
    """There is a session after this one, and the seat is told how many."""
    return given.advice.values["left"] == given.view.sessions - given.view.session > 0


def _nothing_agreed(given: Given) -> bool:
    """Nothing is agreed, and with this alone the seat is no worse off than without a document."""
    alone = given.option.gain / len(given.view.issues)
    return not given.view.closed and alone >= given.view.own.no_deal - ATOL


def _sinks_a_good_text(given: Given) -> bool:
    """Left open it would sink the text, which is no worse for the seat than none with all that is agreed and this."""
    whole = given.view.own.so_far + given.option.gain / len(given.view.issues)
    return not given.view.may_drop and whole >= given.view.own.no_deal - ATOL


CLAIMS: Final[Mapping[str, tuple[Claim, ...]]] = MappingProxyType(
    {
        "offer_red": (_crosses,),
        "offer_sponsor": (_strikes,),
        "offer_dear": (_costs_more,),
        "offer_hold": (_cannot_live,),
        "offer_last": (_only_late,),
        "offer_empty": (_brings_nothing,),
        "offer_good": (_can_live, _pays),
        "trade": (_can_live, _pays, _matters_more, _told_that_it_cares, _is_certain),
        "trade_pair": (_can_live, _pays, _matters_more, _told_that_it_cares),
        "own_bracket": (_own_bracket, _is_enough, _is_no_worse),
        **dict.fromkeys(
            ("better", "better_say"),
            (
                _is_enough,
                _gains,
                _better.beats_the_table,
                _better.nearly_all_could,
                _counts_who_could,
                _says_its_worth,
            ),
        ),
        "own_promise": (_own_bracket, _is_promised),
        "hold": (_crosses,),
        "hold_sponsor": (_strikes,),
        "say_best": (_is_best, _is_unsaid, _says_its_worth),
        "say_so": (_is_enough, _is_no_worse, _is_unsaid),
        "say_what": (_is_enough, _is_no_worse, _is_unsaid),
        "say_top": (_is_enough, _is_no_worse, _is_unsaid, _is_top),
        "say_spare": (_is_enough, _costs, _is_cheap, _is_unsaid, _says_its_worth),
        "say_whole": (_is_enough, _is_cheap, _costs, _sinks_a_good_text, _is_unsaid, _says_its_worth),
        "ask": (_holds_brackets, _is_short, _has_not_told),
        "ask_again": (_holds_brackets, _is_short, _has_told),
        "ask_first": (_stands_far, _nobody_holds),
        "alone": (_stands_near, _is_alone, _is_short),
        "join_spare": (_is_enough, _costs, _has_company, _says_its_worth),
        "join": (_is_enough, _is_no_worse, _has_company),
        "join_others": (_is_enough, _gains, _has_company, _stands_alone, _says_its_worth),
        "cite": (_is_enough, _is_no_worse, _counts_who_could),
        "bridge": (_is_enough, _is_no_worse, _counts_who_could),
        "capital": (_is_beyond,),
        "group": (_was_read,),
        "chair_text": (_were_called,),
        "defer": (_nobody_else,),
        "package": (_whole.package_is_enough, _whole.package_is_no_worse),
        "last": (_sessions_left,),
        "cheap": (_matters_least,),
        "floor_red": (_crosses,),
        "floor_sponsor": (_strikes,),
        "floor_promised": (_is_promised,),
        "floor_best": (_is_best, _says_its_worth),
        "floor_enough": (_is_enough, _is_dear, _is_no_worse, _says_its_worth),
        "floor_cheap": (_is_enough, _is_cheap, _is_no_worse),
        "floor_spare": (_is_enough, _is_cheap, _costs, _says_its_worth),
        "floor_whole": (_is_enough, _is_cheap, _costs, _sinks_a_good_text, _says_its_worth),
        "floor_last": (_is_enough, _nothing_agreed),
        "floor_hold": (_is_not_enough, _is_dear, _is_time, _says_its_worth),
        "floor_better": (_is_enough, _better.all_could_live_with_better, _says_its_worth),
        "floor_cost": (_is_not_enough, _costs, _says_its_worth),
        "floor_sinks": (_is_not_enough, _costs, _says_its_worth),
        "package_red": (_whole.put_crosses,),
        "package_poor": (_whole.put_is_poor,),
        "package_less": (_whole.put_is_less,),
        "package_hold": (_whole.put_is_good, _whole.put_is_early),
        "package_thin": (_whole.put_is_good, _whole.put_is_thin),
        "package_good": (_whole.put_is_good,),
        "end_red": (_whole.whole_crosses,),
        "end_poor": (_whole.whole_is_poor,),
        "end_thin": (_whole.whole_is_good, _whole.whole_is_thin),
        "end_good": (_whole.whole_is_good,),
        "then": (),
        "go_on": (),
    }
)
"""What a hint says, by its key. All that a new hint claims has to be added here: one without a row fails the check."""


def false_claims(given: Given) -> Iterator[str]:
    """Yield what a hint claims and is not so, each in one sentence."""
    for claim in CLAIMS[given.advice.key]:
        if not claim(given):
            yield (claim.__doc__ or claim.__name__).strip()
