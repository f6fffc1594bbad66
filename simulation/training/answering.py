"""What the coach advises on what lies before a seat: offers, wordings, a package, the document."""

from collections.abc import Iterator

from simulation.live.enough import ACCEPTED, falls_short, judge, least, takes_document, takes_package
from simulation.live.names_for_people import quoted
from simulation.live.seen import IssueSeen, OptionSeen, SeatView
from simulation.training.advice import (
    Advice,
    advise,
    better_in_reach,
    called,
    can_be_sold,
    counted,
    given_by,
    likely,
    on_table,
    spoken,
    wording_of,
)
from simulation.training.weighed import points_given
from simulation.training.worths import POINTS, amount, points_of, worth
from simulation.words import Said, Value, said

__all__ = ["aside_on", "on_better", "on_document", "on_floor", "on_offers", "on_package"]


def on_offers(view: SeatView) -> Iterator[Advice]:
    """Take an offer that pays, and say no to the others."""
    for offer in view.offers:
        give, get = wording_of(view, offer.give), wording_of(view, offer.get)
        if give is None or get is None:
            continue
        values: dict[str, Value] = {"other": called(view, offer.by)}
        values |= {"give": quoted(*give), "get": quoted(*get), "gain": counted(view, give[1].gain)}
        values["price"] = counted(view, get[1].gain)
        values["issue"] = get[0].name
        if get[1].is_red:
            key = "offer_sponsor" if get[1].strikes_own else "offer_red"
        elif get[1].gain < 0 and give[1].gain + get[1].gain <= 0:
            key = "offer_dear"
        elif not can_be_sold(view, *get):
            key = "offer_last" if judge(view, *get).accepts else "offer_hold"
        elif give[1].gain <= given_by(view, offer.by, give[0]):
            key = "offer_empty"
        else:
            aside = aside_on(get[1], accepts=True)
            yield advise(view, "offer_good", "accept_trade", values, offer=offer.id, aside=aside)
            continue
        yield advise(view, key, "refuse_trade", values, offer=offer.id)


def on_floor(view: SeatView) -> Iterator[Advice]:
    """Answer the wordings on the floor in the order in which they are asked, by what is enough today."""
    for place in () if view.request is None else view.request.asked:
        found = wording_of(view, place)
        if found is None:
            continue
        issue, option = found
        key, move = _answer(view, issue, option)
        values = spoken(issue, option) | {
            "n": len([other for other in issue.brackets if other != view.own.key]),
            "left": view.sessions - view.session,
            "gain": counted(view, abs(option.gain)),
            "least": counted(view, least(view, issue)),
        }
        if key == "floor_better" and (better := _better_on_floor(view, issue, option)) is not None:
            values |= {
                "gain": counted(view, option.gain),
                "better": quoted(issue, better),
                "more": counted(view, better.gain),
            }
        aside = aside_on(option, accepts=move in ACCEPTED)
        yield advise(view, key, move, values, aside=aside, issue=issue.key, option=option.key)


def _answer(view: SeatView, issue: IssueSeen, option: OptionSeen) -> tuple[str, str]:
    """Return which hint is given on a wording on the floor, which names the ground of the judgement, and the move."""
    judged = judge(view, issue, option)
    is_gain = option.gain >= 0
    if not judged.accepts:
        if judged.ground == "red":
            return "floor_sponsor" if option.strikes_own else "floor_red", "object_formally"
        cost = "floor_cost" if view.may_drop else "floor_sinks"
        return "floor_hold" if is_gain else cost, "object_formally"
    if judged.ground != "promised" and _better_on_floor(view, issue, option) is not None:
        return "floor_better", "object_formally"
    if judged.ground != "promised" and option.key == issue.best.key and option.gain > 0:
        return "floor_best", "support"
    keys = {
        "promised": "floor_promised",
        "last": "floor_last",
        "dear": "floor_enough",
        "whole": "floor_whole",
    }
    return keys.get(judged.ground, "floor_cheap" if is_gain else "floor_spare"), "can_live_with"


def on_better(view: SeatView, issue: IssueSeen, better: OptionSeen) -> Iterator[Advice]:
    """Stand for better words that are within reach, not for the text on the table; who does has said what it had to."""
    if better.said == "support" or view.own.key in better.holders:
        return
    table = on_table(issue)
    values = spoken(issue, better) | {
        "gain": counted(view, better.gain),
        "table": quoted(issue, table),
        "less": counted(view, table.gain),
        "n": likely(view, issue, better),
        "all": sum(other.decides for other in view.others),
    }
    key, move = (
        ("better", "join_coalition") if better.holders and view.own.proposes else ("better_say", "support")
    )
    aside = aside_on(better, accepts=True)
    yield advise(view, key, move, values, aside=aside, issue=issue.key, option=better.key)


def _better_on_floor(view: SeatView, issue: IssueSeen, option: OptionSeen) -> OptionSeen | None:
    """Return what is better for the seat than the text on the table, on the floor too and enough for all others."""
    if not option.on_table or option.gain < 0:
        return None
    better = better_in_reach(view, issue, spared=0)
    return better if better is not None and better.on_floor else None


def aside_on(option: OptionSeen, *, accepts: bool) -> str:
    """Return the sentence on what the instructions say, where they say something else."""
    passes = option.instructed in ACCEPTED if option.instructed else option.is_within
    if passes == accepts or option.is_red:
        return ""
    return "coach.beyond" if accepts else "coach.stricter"


def on_package(view: SeatView) -> Iterator[Advice]:
    """A package: no red line in it, worth more than no document and than what is agreed, and not too early."""
    package = view.package
    if package is None:
        return
    values: dict[str, Value] = {"other": called(view, package.by) if package.by else said("term.the_chair")}
    gain, so_far = points_given(view, package.options), points_given(view)
    values |= {"gain": amount(gain), "so_far": amount(so_far)}
    values["none"] = worth(view.own.no_deal)
    if takes_package(view):
        is_thin = gain < 0
        key, move = ("package_thin", "_with_statement") if is_thin else ("package_good", "")
        yield advise(view, key, f"accept_package{move}", values)
    elif package.crosses:
        crossed = Said.listed(issue.name for issue in view.issues if issue.key in package.crosses)
        yield advise(view, "package_red", "refuse_package", values | {"issues": crossed})
    elif package.gain < max(view.own.no_deal, view.own.so_far):
        key = "package_poor" if gain < points_of(view.own.no_deal) / POINTS else "package_less"
        yield advise(view, key, "refuse_package", values)
    else:
        values["issues"] = Said.listed(issue.name for issue in falls_short(view))
        values["left"] = view.sessions - view.session
        yield advise(view, "package_hold", "refuse_package", values)


def on_document(view: SeatView) -> Iterator[Advice]:
    """The document as a whole, or its signing: red lines first, then what it is worth against none."""
    fallen = view.document.fallen  # what fell with another clause crosses nothing
    red = [
        issue.name
        for issue in view.issues
        if not issue.is_open and on_table(issue).is_red and issue.key not in fallen
    ]
    gain = points_given(view)
    values = {"gain": amount(gain), "none": worth(view.own.no_deal)}
    signs = view.phase == "signing"
    if red:
        move = "not_sign" if signs else "reject_document"
        yield advise(view, "end_red", move, {"issues": Said.listed(red)})
    elif not takes_document(view):
        yield advise(view, "end_poor", "not_sign" if signs else "reject_document", values)
    elif gain < 0:
        move = "sign_with_reservation" if signs else "join_consensus_with_statement"
        yield advise(view, "end_thin", move, values)
    else:
        yield advise(view, "end_good", "sign" if signs else "join_consensus", values)
