"""The trade at which a form opens: none that others refuse for a reason that the seat knows itself."""

from collections import Counter
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


class _Prices:
    """What the seat could pay with: worked out once for each gain and each of the others, of which there are many."""

    def __init__(self, view: SeatView) -> None:
        self._view = view
        self._affordable = dict[tuple[str, float], set[str]]()
        self._liked = dict[tuple[str, str], list[OptionSeen]]()

    def of(self, other: Neighbour, issue: IssueSeen, get: OptionSeen) -> list[OptionSeen]:
        """Return what it could pay another with on an issue, what lies nearest to where it opened first."""
        place = issue.key, get.gain
        if place not in self._affordable:
            self._affordable[place] = {one.key for one in _affordable(self._view, issue, get)}
        may = self._affordable[place]
        return [option for option in self._liked_by(other, issue) if option.key in may] if may else []

    def _liked_by(self, other: Neighbour, issue: IssueSeen) -> list[OptionSeen]:
        place = other.key, issue.key
        if place not in self._liked:
            opening = other.opening[issue.key]
            liked = [option for option in issue.written if would_have(other, issue, option)]
            self._liked[place] = sorted(liked, key=lambda option: abs(option.place - opening))
        return self._liked[place]


def _offers(view: SeatView, issues: list[IssueSeen]) -> Iterator[FirstOffer]:
    turned_down = Counter(one[0] for one in view.refused)
    may = [one for one in view.others if one.decides and turned_down[one.key] < MOST_OFFERS]
    prices = _Prices(view)
    for wanted in issues[:-1]:
        paid = [issue for issue in reversed(issues) if issue is not wanted]
        for other in may:
            for get in _returns(view, other, wanted):
                for issue in paid:
                    for option in prices.of(other, issue, get):
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
