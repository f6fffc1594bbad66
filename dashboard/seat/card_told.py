"""What stands on the seat card, in words, made of the seat's view alone: aims, red lines, points, no document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.seat import short_wordings
from dashboard.seat.headline_told import Teller
from simulation.drawing import tag
from simulation.live import IssueSeen, OptionSeen, SeatView
from simulation.training import (
    all_wanted,
    amount,
    by_stake,
    crossed,
    in_document,
    in_points,
    instead_of_aim,
    points_given,
    points_of,
    wanted,
)

__all__ = ["Card", "Stand", "seat_axis"]

_MOST: Final = 3
_CLOSE: Final = 3
_SPARE: Final = 2
_EDGE = 0.06
"""Names nearer to an end than this hang to the inside."""


@dataclass(frozen=True, slots=True)
class Card:
    """Tells the card of the seat of a teller."""

    tell: Teller

    @property
    def _view(self) -> SeatView:
        return self.tell.view

    @property
    def standing(self) -> str:
        """What kind of stakeholder it is, and whether it can block."""
        say, own = self.tell.words.say, self._view.own
        key = "seat.card.decides" if own.decides else "seat.card.voice"
        return say(key, kind=say(f"kind.{own.kind}"))

    @property
    def blocs(self) -> str:
        """Of which it is a member; empty: of none."""
        blocs = self._view.own.blocs
        return self.tell.words.say("seat.card.blocs", blocs=self.tell.words.listed(blocs)) if blocs else ""

    @property
    def wants(self) -> list[str]:
        """What matters most, with the wording that the seat would like best; where that gives nothing, what could."""
        found, is_even = [], False
        for issue in self._by_weight()[:_MOST]:
            option = issue.aim.short(short_wordings.AMONG_ALL)
            worth = _unbroken(self.tell.words.told(wanted(self._view, issue.aim)))
            name = self.tell.issue(issue.key)
            line = self.tell.words.say("seat.card.want.line", issue=name, option=option, worth=worth)
            other = instead_of_aim(self._view, issue)
            found.append(line if other is None else self._instead(line, issue, other))
            is_even = is_even or not (other or points_of(in_document(self._view, issue.aim.gain)))
        return [*found, self.tell.words.say("seat.card.want.middle")] if is_even else found

    def _instead(self, line: str, issue: IssueSeen, other: OptionSeen) -> str:
        """Return the line on what the seat wants on an issue, and what holds now instead."""
        key = "seat.card.want.better" if issue.is_open else "seat.card.want.agreed"
        worth = _unbroken(self.tell.words.told(in_points(self._view, other)))
        told = {"option": other.short(short_wordings.AMONG_ALL), "worth": worth}
        return self.tell.words.say(key, line=line, **told)

    @property
    def red_lines(self) -> list[str]:
        """What it may not accept, clause by clause."""
        say, found = self.tell.words.say, []
        for issue in self._view.issues:
            if issue.is_own_draft:
                found.append(say("seat.card.red.sponsor", issue=self.tell.issue(issue.key)))
            barred = [option for option in issue.written if option.is_red and not option.strikes_own]
            red = [option.short(short_wordings.AMONG_ALL) for option in barred]
            if red:
                quoted = [say("seat.card.red.quoted", option=label) for label in red[:_MOST]]
                options = say("seat.card.or").join(quoted)
                found.append(say("seat.card.red.line", issue=self.tell.issue(issue.key), options=options))
        return found or [say("seat.card.red.none")]

    @property
    def gives(self) -> list[str]:
        """Which open clauses cost it least to give way on; none of those that matter more to it than most."""
        ordered = self._by_weight()
        least, lower = ordered[-1], ordered[(len(ordered) + 1) // 2 :]
        spare = [issue for issue in reversed(lower) if issue.is_open][:_SPARE]
        return [
            self.tell.words.say(
                "seat.card.give.line" if issue is least else "seat.card.give.next",
                issue=self.tell.issue(issue.key),
            )
            for issue in spare
        ]

    @property
    def allies(self) -> str:
        """Who opened nearest to the seat, by what everybody heard."""
        view = self._view
        own = dict(zip(view.delegations, view.places[0], strict=True))
        here = own[view.own.key]
        others = [other for other in view.others if other.decides] or list(view.others)
        ordered = sorted(others, key=lambda other: float(abs(own[other.key] - here).mean()))
        return self.tell.people(other.key for other in ordered[:_CLOSE])

    @property
    def no_deal(self) -> list[str]:
        """What no document is worth, what is agreed so far, and between what the points run."""
        view, words = self._view, self.tell.words
        best, now = (amount(of(view)) for of in (all_wanted, points_given))
        return [
            words.say("seat.card.no_deal.line", none=amount(view.own.no_deal)),
            words.say("seat.card.no_deal.red")
            if crossed(view)
            else words.say("seat.card.no_deal.now", now=now),
            words.say(f"seat.card.no_deal.scale{'' if view.may_drop else '.sinks'}", best=best),
        ]

    @property
    def released(self) -> str:
        """How far the instructions let it go today."""
        say = self.tell.words.say
        line = say("seat.card.released.line", share=round(100 * self._view.own.released))
        return f"{line} {say('seat.card.released.called')}" if self._view.has_programme else line

    @property
    def points(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What each wording is worth, clause by clause, what matters most first: the points of the role sheet."""
        return [
            (
                self.tell.issue(issue.key),
                [
                    (
                        option.short(short_wordings.AMONG_ALL),
                        self.tell.words.told(in_points(self._view, option)),
                    )
                    for option in issue.written
                ],
            )
            for issue in self._by_weight()
        ]

    @property
    def instructions(self) -> list[tuple[str, str]]:
        """The brief in full: the text of it, then clause by clause the reason, each with what it is about."""
        own = self._view.own
        whole = own.confidential_brief or self.tell.words.say("seat.card.brief.none")
        return [("", whole), *((self.tell.issue(key), reason) for key, reason in own.reasons.items())]

    def axis(self, focus: str) -> Markup:
        """Return a picture of where the seat stands on an issue and how far it may go."""
        say, view = self.tell.words.say, self._view
        place, issue = next((at, seen) for at, seen in enumerate(view.issues) if seen.key == focus)
        row = view.delegations.index(view.own.key)
        table = next((option.place for option in issue.options if option.on_table), issue.status_quo)
        low, high = sorted(issue.red_line)
        now = float(view.places[-1, row, place])
        stand = Stand(now=now, ideal=issue.ideal, low=low, high=high, table=table)
        names = ("now", "ideal", "low", "high", "table")
        figures = {name: self.tell.words.percent(getattr(stand, name)) for name in names}
        told = {name: say(f"seat.axis.{name}") for name in ("now", "ideal", "table")}
        told |= {name: self.tell.words.pole(getattr(issue, name)) for name in ("low", "high")}
        ends = {"first": told["low"], "last": told["high"]}
        alt = say("seat.axis.alt", issue=self.tell.issue(focus), **ends, **figures)
        return seat_axis(stand, {"alt": alt, **told})

    def _by_weight(self) -> list[IssueSeen]:
        return by_stake(self._view)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What there is to show, all of it of the seat's own brief; places 0..1."""

    now: float
    ideal: float
    low: float
    """Lower end of what may be accepted."""
    high: float
    table: float
    """The text on the table."""


def seat_axis(stand: Stand, words: Mapping[str, str]) -> Markup:
    """Return the axis.

    Args:
        stand: What to show.
        words: `alt`, a sentence that says all of it; `now`, `ideal`, `table`, `low`, `high`, the names beside it.
    """
    parts = [tag("i", " ", class_="seat-line")]
    parts += _beyond(stand)
    parts.append(tag("i", " ", class_="seat-may", style=_span(stand.low, stand.high)))
    parts.append(tag("i", " ", class_="seat-table", style=_at(stand.table)))
    parts.append(tag("i", " ", class_="seat-ideal", style=_at(stand.ideal)))
    parts.append(tag("i", " ", class_="seat-now", style=_at(stand.now)))
    picture = tag("div", *parts, class_="seat-track")
    above = tag("div", _name(words["now"], stand.now, "b"), class_="seat-names")
    below = tag(
        "div",
        _name(words["ideal"], stand.ideal),
        _name(words["table"], stand.table, "low"),
        class_="seat-names two",
    )
    ends = tag("div", tag("span", words["low"]), tag("span", words["high"]), class_="seat-ends")
    return tag("div", above, picture, below, ends, class_="seat-axis", role="img", aria_label=words["alt"])


def _beyond(stand: Stand) -> list[Markup]:
    """Return what lies beyond the red lines, each with its upright bar."""
    found = []
    if stand.low > 0:
        found.append(tag("i", " ", class_="seat-beyond", style=_span(0.0, stand.low)))
        found.append(tag("i", " ", class_="seat-red", style=_at(stand.low)))
    if stand.high < 1:
        found.append(tag("i", " ", class_="seat-beyond", style=_span(stand.high, 1.0)))
        found.append(tag("i", " ", class_="seat-red", style=_at(stand.high)))
    return found


def _name(text: str, place: float, look: str = "") -> Markup:
    shift = "0" if place < _EDGE * 3 else "-100%" if place > 1 - _EDGE * 3 else "-50%"
    return tag("span", text, class_=look, style=f"{_at(place)};transform:translateX({shift})")


def _unbroken(worth: str) -> str:
    """Return a worth in which no end of a line parts a number from its unit; a sentence may be broken."""
    number, _, unit = worth.partition(" ")
    return worth if " " in unit else f"{number}\N{NO-BREAK SPACE}{unit}"


def _at(place: float) -> str:
    return f"left:{100 * place:.1f}%"


def _span(low: float, high: float) -> str:
    return f"left:{100 * low:.1f}%;width:{100 * max(0.0, high - low):.1f}%"
