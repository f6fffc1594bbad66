"""The large sentence of the page, and the three lines on what changed; made of a seat's view and of nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.frame.language import Words
from dashboard.seat import short_wordings
from dashboard.seat.public_sheet import Sheet
from simulation.live import (
    IssueSeen,
    Neighbour,
    OptionSeen,
    Place,
    PublicMove,
    SeatView,
    bought,
    capital_answered,
    declined,
    packages_told,
    replaced_text,
    told_lines,
    trades_fallen,
    why_no_talks,
)
from simulation.training import for_you
from simulation.words import told_in

__all__ = ["LINES", "Teller", "called"]

LINES: Final = 3
"""Of what changed."""
_NAMED: Final = 3
_TOGETHER: Final = ("request_brackets", "lift_brackets", "found_coalition", "leave_coalition")
"""Moves that several make at once: told as one."""
_RANK: Final = (
    "refer_to_other_body",
    "call_vote",
    "propose_package",
    "issue_chair_text",
    "lift_brackets",
    "propose_option",
    "request_brackets",
    "found_coalition",
    "leave_coalition",
    "extend",
)
"""Moves of the session before that are told, the weightiest first."""


def called(title: str, name: str) -> str:
    """Return the title of a clause with the name of its issue behind it, unless one of the two says it all.

    >>> called("When it begins", "Start"), called("Task of the Secretary-General", "Task"), called("", "Venue")
    ('When it begins (Start)', 'Task of the Secretary-General', 'Venue')
    """
    if not title or title.casefold() in name.casefold():
        return name
    return title if name.casefold() in title.casefold() else f"{title} ({name})"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what one seat sees."""

    view: SeatView
    sheet: Sheet
    words: Words

    def headline(self, focus: str) -> str:
        """Return the sentence about the seat's own bracket and its ways out.

        Args:
            focus: Key of the issue that is looked at.
        """
        say, phase = self.words.say, self.view.phase
        if phase == "package":
            by = self.view.package.by if self.view.package else ""
            return say("seat.head.package", by=self.name(by)) if by else say("seat.head.package.chair")
        if phase in ("adoption", "signing"):
            return say(f"seat.head.{phase}", document=self.sheet.document)
        is_put = any(option.on_floor for issue in self.view.issues for option in issue.options)
        if phase == "floor" and is_put and self.view.request is not None and self.view.own.decides:
            return self.words.counted("seat.head.floor", len(self.view.blank))
        return self._brackets(focus)

    def _brackets(self, focus: str) -> str:
        own = self.view.own.key
        held = [issue for issue in self.view.issues if issue.is_open and issue.brackets]
        mine = [issue for issue in held if own in issue.brackets]
        if not mine:
            if not held:
                return self.words.counted("seat.head.quiet", sum(i.on_agenda for i in self.view.issues))
            return self.words.counted("seat.head.none", len(held))
        issue = next((issue for issue in mine if issue.key == focus), None)
        if issue is None:
            return self.words.counted("seat.head.elsewhere", len(mine), clause=self.clause(focus))
        ways = self.words.counted("seat.head.ways", len(self.ways(issue)))
        clause = self.clause(issue.key)
        others = len(issue.brackets) - 1
        return f"{self.words.counted('seat.head.mine', others, clause=clause)} {ways}"

    @staticmethod
    def ways(issue: IssueSeen) -> list[OptionSeen]:
        """Return the wordings that are not on the table and lie inside the instructions of today."""
        return [o for o in issue.options if o.is_within and o.is_admissible and not o.on_table]

    def news(self) -> list[str]:
        """Return at most three lines on what changed since the session before."""
        if not self.view.heard:
            return [*self._answered(), *self._order_of_work(), *self._opening()][:LINES]
        found = [*self._agreed(len(self.view.heard)), *self._promises(), *self._answered()]
        found += (*self._packages(len(self.view.heard)), *self._capital(), *self._visitors())
        last = self.view.heard[-1]
        found += (*self._moves(last, own=True), *self._order_of_work(), *self._moves(last, own=False))
        if not found:
            return [self.words.say("seat.news.quiet")]
        return found[:LINES]

    def _opening(self) -> Iterator[str]:
        today = [self.issue(issue.key) for issue in self.view.issues if issue.on_agenda]
        if today:
            yield self.words.counted("seat.news.agenda", len(today), issues=self.words.named(today))
        deciding = sum(other.decides for other in self.view.others)
        yield self.words.counted("seat.news.room", len(self.view.others), decide=deciding)
        if self.view.offers and self.view.phase == "talks":
            yield self.words.counted("seat.news.offers", len(self.view.offers))

    def _agreed(self, session: int) -> Iterator[str]:
        """Yield what was agreed in a session with its worth to the seat, what counts most for it first."""
        closed = [issue for issue in self.view.issues if self.view.closed.get(issue.key) == session]
        there = [(issue, option) for issue in closed for option in issue.options if option.on_table]
        there.sort(key=lambda one: (not one[1].is_red, -abs(one[1].gain)))
        worth = [self.words.told(for_you(self.view, option)) for _, option in there]
        if len(there) == 1:
            ((issue, option),) = there
            told = {"issue": self.issue(issue.key), "option": self.option(issue.key, option.key)}
            yield self.words.say("seat.news.agreed", **told, worth=worth[0])
        elif there:
            each = [
                self.words.say("seat.news.agreed.each", issue=self.issue(issue.key), worth=points)
                for (issue, _), points in zip(there, worth, strict=True)
            ]
            yield self.words.say("seat.news.agreed.all", issues=self.words.apart(each))

    def _order_of_work(self) -> Iterator[str]:
        """Yield what the Chair calls in this session, and what drafting groups bring back."""
        if self.view.takes_stock:
            yield self.words.say("seat.news.stock")
        elif self.view.called_now:
            called = [self.issue(key) for key in self.view.called_now]
            yield self.words.say("seat.news.calls", issues=self.words.named(called))
        for issue, option in self.view.drafted_now:
            yield self.words.say(
                "seat.news.drafted", issue=self.issue(issue), option=self.option(issue, option)
            )

    def _packages(self, session: int) -> list[str]:
        with told_in(self.words.language):
            return packages_told(self.view, session)

    def _capital(self) -> Iterator[str]:
        with told_in(self.words.language):
            if answer := capital_answered(self.view.own):
                yield answer

    def _answered(self) -> Iterator[str]:
        """Yield what was answered to the seat's offers in this session, in the talks in the one before too."""
        since = self.view.session - (self.view.phase == "talks")
        for one in reversed(self.view.settled):
            if one.offer.session >= since:
                offer = one.offer
                yield self.trade(
                    offer.to, offer.give, offer.get, "accepted" if one.is_accepted else "declined"
                )

    def trade(self, who: str, give: Place, get: Place, became: str) -> str:
        """Return what came of a trade that the seat offered: `accepted`, `declined` or `lapsed`."""
        return self.words.say(
            f"seat.trade.{became}", who=self.name(who), give=self.option(*give), get=self.option(*get)
        )

    def _promises(self) -> Iterator[str]:
        for promise in self.view.ledger:
            if promise.settled == self.view.session - 1 > 0 and promise.state in ("kept", "broken"):
                side = "by" if promise.by == self.view.own.key else "to"
                other = promise.to if side == "by" else promise.by
                text = f"seat.news.promise.{promise.state}.{side}"
                yield self.words.say(
                    text, who=self.name(other), option=self.option(promise.issue, promise.option)
                )
        with told_in(self.words.language):
            fallen = trades_fallen(self.view, self.view.session - 1)
        yield from fallen

    def _visitors(self) -> Iterator[str]:
        if self.view.sought_by and self.view.phase == "talks":
            yield self.words.say("seat.news.sought", names=self.people(self.view.sought_by))
        if self.view.talked_for and self.view.phase == "talks":
            yield self.words.say("seat.news.colleagues", names=self.people(self.view.talked_for))

    def happened(self, session: int) -> list[str]:
        """Return what the room saw happen in a session that was held, the weightiest first."""
        moves = self.view.heard[session - 1]
        told = [*self._agreed(session), *self._packages(session)]
        return [*told, *self._moves(moves, own=True), *self._moves(moves, own=False)]

    def _moves(self, heard: Sequence[PublicMove], *, own: bool) -> Iterator[str]:
        """Yield what the seat itself did, or what the others did, of the moves of a session."""
        grouped: dict[tuple[str, str, str], list[PublicMove]] = {}
        for move in heard:
            is_own = move.delegation == self.view.own.key
            if move.move in _RANK and (not is_own or (move.move == "propose_option" and not move.on_table)):
                apart = "" if move.move in _TOGETHER else move.delegation
                option = move.option if move.move not in ("request_brackets", "lift_brackets") else ""
                grouped.setdefault((move.move, move.issue, option + apart), []).append(move)

        def rank(some: list[PublicMove]) -> tuple[int, int]:
            return _RANK.index(some[0].move), -len(some)

        for moves in sorted(grouped.values(), key=rank):
            if (moves[0].delegation == self.view.own.key) is own:
                yield self._told(moves)

    def _told(self, moves: Sequence[PublicMove]) -> str:
        first = moves[0]
        who = dict.fromkeys(key for move in moves for key in (move.delegation, *move.others) if key)
        own = self.view.own.key
        key = f"seat.news.{first.move}"
        if first.move == "propose_option" and (first.on_table or first.delegation == own):
            key = f"{key}.{'table' if first.on_table else 'own'}"
        return self.words.say(
            key,
            who=self.people([key for key in who if key != own]),
            issue=self.issue(first.issue),
            option=self.option(first.issue, first.option),
        )

    def told(self, other: Neighbour) -> list[str]:
        """Return what a delegation has told the seat, of what is still open, and whether it would not answer."""
        with told_in(self.words.language):
            lines = [] if other.told is None else told_lines(self.view, other.told)
            return [*lines, line] if (line := declined(other)) else lines

    def no_talks(self) -> str:
        """Return why the seat can hold no talks of its own; empty: it can."""
        with told_in(self.words.language):
            return why_no_talks(self.view.own)

    def bought(self, issue: IssueSeen, option: OptionSeen) -> str:
        """Return who has promised the seat in a trade to live with a wording; empty: nobody is bound to."""
        with told_in(self.words.language):
            return bought(self.view, issue.key, option)

    def replaced(self, issue: IssueSeen) -> str:
        """Return that the Chair has put another text on the table since the talks; empty: it has not."""
        with told_in(self.words.language):
            return replaced_text(issue)

    def call(self, issue: IssueSeen, status: str = "") -> str:
        """Return whether the Chair has called an open clause, behind its status in few words if that is given.

        Without a programme of work there is nothing to say beside the status.
        """
        if not self.view.has_programme or not issue.is_open:
            return status
        key = "yes" if issue.is_called else "no"
        if status:
            return self.words.say(f"seat.status.call.{key}", status=status)
        is_free = not issue.is_called and not issue.brackets
        return self.words.say("seat.call.no.free" if is_free else f"seat.call.{key}")

    def clause(self, issue: str) -> str:
        """Return what the first clause on an issue is called in a sentence: by its title, or as it is quoted."""
        first = next((clause for clause in self.sheet.clauses if clause.issue == issue), None)
        name = self._name(issue) if first is None else first.title or first.reference
        return self.words.say("seat.clause.called", clause=name)

    def issue(self, key: str) -> str:
        """Return the name of an issue; where it is a bare label, with the title of its clause if it has but one."""
        name = self._name(key)
        titles = [clause.title for clause in self.sheet.clauses if clause.issue == key]
        return called(titles[0], name) if len(titles) == 1 and " " not in name else name

    def _name(self, key: str) -> str:
        return next((issue.name for issue in self.view.issues if issue.key == key), key)

    def option(self, issue: str, key: str) -> str:
        """Return the label of a wording, short enough to quote."""
        for seen in self.view.issues:
            for option in seen.options:
                if (seen.key, option.key) == (issue, key):
                    return option.short(short_wordings.IN_SENTENCE)
        return key

    def name(self, key: str) -> str:
        """Return the short name of a delegation; of nobody, that of the Chair; of the seat itself, "you"."""
        if not key:
            return self.words.say("term.the_chair")
        if key == self.view.own.key:
            return self.words.say("term.you")
        return self.sheet.names.get(key, key)

    def people(self, keys: Iterable[str]) -> str:
        """Return delegations in words: three by name, the greatest capability first."""
        weight = {other.key: other.capability for other in self.view.others}
        ordered = sorted(dict.fromkeys(keys), key=lambda key: -weight.get(key, 9.0))
        if not ordered:
            return self.words.say("term.the_chair")
        names = [self.name(key) for key in ordered]
        return self.words.named(names, _NAMED if len(names) > _NAMED + 1 else None)

    def asking(self, move: str) -> str:
        """Return what is on the button of a move, and whether the chair goes along with it just once more."""
        told = self.words.say(f"seat.move.{move}")
        return self.words.say("seat.move.last", move=told) if move in self.view.last_asked else told
