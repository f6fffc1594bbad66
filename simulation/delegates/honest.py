"""A delegate that negotiates: it asks, offers what is worth something to both, builds bridges, and keeps its word."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen

__all__ = ["Honest"]

FIRST = 0.6
"""Share of the way from what it could live with to its best that it asks for at first: who holds out gets less back."""
ACCEPTED = ("support", "can_live_with")
LATE = 3
"""Sessions at the end in which it puts packages and asks for a text of the chair."""
MOST = 4
"""Trades that it offers in a session."""
WORTHWHILE = 0.15
"""What a trade has to leave it, in lengths of the axis: a promise binds whatever happens next."""


class Honest(DelegationAgent):
    """Asks for much early and for little late, accepts nothing that crosses a red line, and no less than no deal.

    A clause that stays open after it was called it lets pass as soon as its instructions do, at a loss only late.

    What others could live with it learns in talks and from what they say. It tables what is worth most to it times the
    share of the room that it expects to agree.
    """

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Talk, trade and table; then answer what is put."""
        if view.phase == "talks":
            yield from self.talks(view)
        promised = {
            (one.issue, one.option) for one in view.ledger if (one.by, one.state) == (self.key, "open")
        }
        for issue, option in asked(view):
            late = view.session > view.sessions - LATE
            unblocks = issue.waited > 0 and option.instructed in ACCEPTED and (late or option.gain >= 0)
            is_enough = payable(view, option) and (unblocks or option.gain >= least(view, issue))
            if (issue.key, option.key) in promised or is_enough:
                move = "support" if option is bridge(view, issue) else "can_live_with"
            else:
                move = "object_formally"
            yield SeatMove(seat=self.key, move=move, issue=issue.key, option=option.key)
        if view.package is not None:
            pays = not view.package.crosses and view.package.gain > view.own.no_deal
            yield SeatMove(seat=self.key, move="accept_package" if pays else "refuse_package")
        if view.phase == "adoption":
            pays = view.own.so_far >= view.own.no_deal
            yield SeatMove(seat=self.key, move="join_consensus" if pays else "reject_document")

    def talks(self, view: SeatView) -> Iterator[SeatMove]:
        """Answer offers, ask whom it knows least, table bridges, offer trades; at the end put all of it together."""
        yield from self.answer(view)
        strangers = [other for other in view.others if other.decides and other.key not in view.met]
        strangers.sort(key=lambda other: other.told.session if other.told else 0)
        for other in strangers[: view.own.talks_left]:
            yield SeatMove(seat=self.key, move="consult_bilaterally", to=other.key)
        waiting = [issue for issue in view.issues if issue.is_open]
        bridges = {issue.key: bridge(view, issue) for issue in waiting}
        for issue in waiting if view.own.proposes else ():
            option = bridges[issue.key]
            if issue.on_agenda and option.is_admissible and not option.on_table:
                yield SeatMove(seat=self.key, move="propose_option", issue=issue.key, option=option.key)
        yield from self.trades(view)
        if view.session <= view.sessions - LATE or not view.own.proposes:
            return
        package = {key: option.key for key, option in bridges.items() if option.is_admissible}
        if view.takes_package and package and all(issue.readings for issue in waiting):
            yield SeatMove(seat=self.key, move="propose_package", package=package)
        if "text" in view.powers and any(issue.awaits_text for issue in waiting):
            yield SeatMove(seat=self.key, move="ask_for_chair_text")

    def answer(self, view: SeatView) -> Iterator[SeatMove]:
        """Take the trades that bring more than they cost."""
        for offer in view.offers:
            brings, costs = (wording(view, *place) for place in (offer.give, offer.get))
            short = max(0.0, costs[0].best.gain / 2 - costs[1].gain)
            if not costs[1].is_red and costs[1].gain >= 0 and gain(*brings) > short:
                yield SeatMove(seat=self.key, move="accept_trade", offer=offer.id)

    def trades(self, view: SeatView) -> Iterator[SeatMove]:
        """Offer everybody that one has talked with the trade that leaves most to both, no two alike."""
        asked_for = set[tuple[str, str]]()
        for other in view.others if view.own.decides else ():
            swaps = [swap for swap in useful(view, other) if swap[2] not in asked_for]
            if swaps and len(asked_for) < MOST:
                _, give, get = max(swaps)
                asked_for.add(get)
                yield SeatMove(seat=self.key, move="offer_trade", to=other.key, give=give, get=get)


def wording(view: SeatView, issue: str, option: str) -> tuple[IssueSeen, OptionSeen]:
    """Return an issue and one of its wordings by their keys."""
    found = next(one for one in view.issues if one.key == issue)
    return found, next(one for one in found.options if one.key == option)


def payable(view: SeatView, option: OptionSeen) -> bool:
    """Return whether a wording crosses no red line and leaves the document, as agreed so far, above no deal."""
    after = view.own.so_far + option.gain / len(view.issues)
    return not option.is_red and (option.gain >= 0 or after > view.own.no_deal)


def least(view: SeatView, issue: IssueSeen) -> float:
    """Return what a wording has to be worth today: much of the best at first, no more than no deal at last."""
    most, low = max(issue.best.gain, 0.0), min(view.own.no_deal, 0.0)
    return low + FIRST * (most - low) * (1.0 - view.session / view.sessions)


def likely(view: SeatView, issue: IssueSeen, option: OptionSeen) -> float:
    """Return the share of the others that would agree to a wording, by what they said, here or in talks."""
    chances = []
    for other in view.others:
        said = other.signals.get((issue.key, option.key))
        told = other.told.accepts.get(issue.key) if other.told else None
        if said in ACCEPTED or (told is not None and option.key in told):
            chances.append(1.0)
        elif said == "formal_object" or told is not None:
            chances.append(0.2)
        else:
            chances.append(max(0.0, 1.0 - 1.2 * abs(other.place[issue.key] - option.place)))
    decide = [chance for chance, other in zip(chances, view.others, strict=True) if other.decides]
    return sum(decide) / max(len(decide), 1)


def bridge(view: SeatView, issue: IssueSeen) -> OptionSeen:
    """Return the wording that is worth most to the seat times the share of the others that would agree to it."""
    fits = [one for one in issue.written if one.is_admissible and not one.is_red and one.gain > 0]
    return max(fits, key=lambda one: one.gain * likely(view, issue, one), default=issue.best)


def gain(issue: IssueSeen, option: OptionSeen) -> float:
    """Return what a wording is worth to the seat over the text on the table."""
    return option.gain - max(0.0, next(one.gain for one in issue.options if one.on_table))


def cost(view: SeatView, issue: IssueSeen, option: OptionSeen) -> float:
    """Return what it costs the seat to live with a wording: what it falls short of what it has to be worth today."""
    return max(0.0, least(view, issue) - option.gain)


def useful(view: SeatView, other: Neighbour) -> Iterator[tuple[float, tuple[str, str], tuple[str, str]]]:
    """Yield trades worth something to both, as far as one knows: their surplus, what is given, and what is got."""
    may = [
        (issue, option)
        for issue in view.issues
        for option in issue.written
        if issue.is_open and option.is_admissible and not option.is_red
    ]
    told = other.told.accepts if other.told and other.decides else {}
    near = {(i.key, o.key): abs(o.place - other.opening[i.key]) for i, o in may}
    gives = [
        (issue, option)
        for issue, option in may
        if option.key in told.get(issue.key, ())
        and option.said not in ACCEPTED
        and near[issue.key, option.key] < abs(issue.status_quo - other.opening[issue.key])
    ]
    for issue, option in may:
        is_new = option.key not in told.get(issue.key, ()) and near[issue.key, option.key] < 0.5  # noqa: PLR2004
        for given, giving in gives if is_new else ():
            surplus = gain(issue, option) - cost(view, given, giving)
            swap = ((given.key, giving.key), (issue.key, option.key))
            if given is not issue and surplus > WORTHWHILE and (other.key, *swap) not in view.refused:
                yield surplus - near[issue.key, option.key] / 2, *swap
