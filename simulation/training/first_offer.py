"""The trade at which a form opens: none that others refuse for a reason that the seat knows itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulation.live import IssueSeen, Neighbour, OptionSeen, SeatView
from simulation.live.moves import Place
from simulation.live.offers import MOST_OFFERS, pays
from simulation.training.advice import given_by, would_have
from simulation.training.weighed import by_stake

__all__ = ["FirstOffer", "first_offer", "price_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOffer:
    """Whom to offer a trade, and which."""

    to: str
    """Key; empty: by what the seat knows, nobody would take any."""
    get: Place
    give: Place


def first_offer(view: SeatView) -> FirstOffer:
    """Return a trade that pays both sides by what the seat knows: on what matters most to it, for what matters little.

    Where there is none, the seat's best on two clauses. At least one clause has to be open.
    """
    issues = [issue for issue in by_stake(view) if issue.is_open]
    get = issues[0].to_offer
    give = price_on(view, issues[-1], get)
    none = FirstOffer(to="", get=(issues[0].key, get.key), give=(issues[-1].key, give.key))
    return next(_offers(view, issues), none)


def price_on(view: SeatView, issue: IssueSeen, get: OptionSeen) -> OptionSeen:
    """Return what the seat could pay with on an issue for a wording that it gets: what is worth most to it.

    Where it has nothing to pay with there, it is its best.
    """
    may = _affordable(view, issue, get)
    return max(may, key=lambda option: (option.is_within, option.gain), default=issue.to_offer)


def _affordable(view: SeatView, issue: IssueSeen, get: OptionSeen) -> list[OptionSeen]:
    """Return what may be a price by what the seat knows of itself.

    It is inside its instructions, or what the seat gets is worth more to it, so that it can answer for the price.
    """
    return [
        option
        for option in issue.written
        if option.is_admissible and not option.is_red and not option.no_price
        if option.is_within or pays(option.gain, get.gain, len(view.issues))
    ]


def _offers(view: SeatView, issues: list[IssueSeen]) -> Iterator[FirstOffer]:
    for wanted in issues[:-1]:
        for other in view.others:
            if not other.decides or sum(one[0] == other.key for one in view.refused) >= MOST_OFFERS:
                continue
            for get in _returns(view, other, wanted):
                for issue in reversed(issues):
                    for option in _prices(view, other, issue, get) if issue is not wanted else ():
                        offer = FirstOffer(
                            to=other.key, get=(wanted.key, get.key), give=(issue.key, option.key)
                        )
                        if (offer.to, offer.give, offer.get) not in view.refused:
                            yield offer


def _returns(view: SeatView, other: Neighbour, issue: IssueSeen) -> list[OptionSeen]:
    """Return what the seat would rather have of another than what it has, what is worth most to it first.

    The other said that it could live with it, or opened nearer to it than to no text and did not refuse it.
    """
    had = given_by(view, other.key, issue)
    accepts = () if other.told is None else other.told.accepts.get(issue.key, ())
    refuses = () if other.told is None else other.told.refuses.get(issue.key, ())
    may = [
        option
        for option in issue.written
        if option.is_admissible and not option.is_red and option.gain > had
        if option.key in accepts or (option.key not in refuses and would_have(other, issue, option))
    ]
    return sorted(may, key=lambda option: -option.gain)


def _prices(view: SeatView, other: Neighbour, issue: IssueSeen, get: OptionSeen) -> list[OptionSeen]:
    """Return what the seat could pay another with on an issue, what lies nearest to where it opened first."""
    may = [option for option in _affordable(view, issue, get) if would_have(other, issue, option)]
    return sorted(may, key=lambda option: abs(option.place - other.opening[issue.key]))
