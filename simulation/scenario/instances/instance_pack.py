"""The trainer's pack of an instance: what holds in every instance is kept, the rest is made from the numbers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from simulation.arrays import ATOL
from simulation.scenario.drafting import without_drafts
from simulation.scenario.inject_schema import Inject
from simulation.scenario.instances.instance_moves import Moves, dear_to, moves_of
from simulation.scenario.instances.instance_numbers import Place, is_red, places_of_moves
from simulation.scenario.instances.instance_texts import holds_on, names_of, nearest, short_of, speaks_of
from simulation.scenario.pack_schema import (
    BestPackage,
    LikelyCoalition,
    Pack,
    SeatAdvice,
    SuggestedSeats,
    Trap,
)
from simulation.scenario.schema import Delegation, Issue, Option, Scenario
from simulation.words import apart, listed, names_joined, numbered, say

__all__ = ["pack_of_instance"]

type _Trap = Literal["holds", "draft", "middle"]


def pack_of_instance(pack: Pack, written: Scenario, case: Scenario) -> Pack:
    """Return the pack of an instance; what it says in place of its author, in the language of the moment.

    Args:
        pack: That of the case.
        written: The case as its author wrote it.
        case: The instance.
    """
    bare = without_drafts(written)
    return _Guide(pack, bare, case, moves_of(bare, case.instance)).pack


@dataclass(frozen=True)
class _Guide:
    """Makes the pack of an instance."""

    written: Pack
    before: Scenario
    case: Scenario
    moves: Moves

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where profiles lie now."""
        return places_of_moves(self.before, self.moves)

    @cached_property
    def issues(self) -> Mapping[str, Issue]:
        """Those of the instance, by key."""
        return {issue.key: issue for issue in self.case.issues}

    @cached_property
    def seats(self) -> Mapping[str, Delegation]:
        """Those of the instance, by key."""
        return {seat.key: seat for seat in self.case.delegations}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of those whose mandates have moved, if only from clause to clause."""
        return names_of(self.case, self.moves.seat)

    @property
    def pack(self) -> Pack:
        """The pack."""
        pack, spec = self.written, self.before.instances
        zone = {
            key: tuple(self._option(was, one) for one in pack.landing_zone[was]) for key, was in self._order
        }
        best = {key: self._option(was, pack.best_package.options[was]) for key, was in self._order}
        return pack.model_copy(
            update={
                "history": "" if spec is None else spec.background,
                "landing_zone": zone,
                "best_package": BestPackage(options=best, logic=self._logic(best)),
                "traps": tuple(self._traps()),
                "coalitions": tuple(self._coalitions()),
                "injects": tuple(sorted(self._injects(best), key=lambda item: item.session)),
                "preparation": tuple(map(self._renamed, pack.preparation)),
                "scripts": tuple(script for script in pack.scripts if not script.excerpt),
                "debrief_questions": tuple(
                    one for one in pack.debrief_questions if not self._speaks(one.question)
                ),
                "seats_by_difficulty": self._suggested(),
            }
        )

    @property
    def _order(self) -> list[tuple[str, str]]:
        """The issues, each with the one whose profile it has."""
        return [(key, self.moves.issue[key]) for key in self.issues]

    def _option(self, was: str, option: str) -> str:
        """Return the wording that has the place of a wording of the case."""
        place = self.places.get(was)
        if place is None:
            return option
        if option in place.key:
            return place.key[option]
        held = holds_on(place.issue)
        return option if held is None else held.key

    def _label(self, issue: str, option: str) -> str:
        return next(one.label for one in self.issues[issue].options if one.key == option)

    def _speaks(self, text: str) -> bool:
        """Return whether a text of the case speaks of something that may be otherwise here: a seat, or a clause."""
        clauses = [
            f"{section.heading} {clause.label}"
            for section in self.case.document.sections
            for clause in section.clauses
        ]
        return speaks_of(text, self.names) or any(name in text for name in clauses)

    def _renamed(self, text: str) -> str:
        """Return what is said of a seat, of the one that has its mandate now."""
        shorts = {seat.key: short_of(seat) for seat in self.before.delegations}
        new = self.moves.new_seat
        for place, key in enumerate(shorts):
            text = text.replace(shorts[key], f"\x00{place}\x00")
        for place, key in enumerate(shorts):
            text = text.replace(f"\x00{place}\x00", shorts[new.get(key, key)])
        return text

    def _dear(self, issue: str) -> list[str]:
        """Return the names of those for whom an issue comes first."""
        return [
            short_of(self.seats[key])
            for key in self.seats
            if key in self.moves.seat and self._first(key) == issue
        ]

    def _first(self, seat: str) -> str:
        return dear_to(self.seats[seat])

    def _logic(self, best: Mapping[str, str]) -> str:
        told = [
            say(
                "instance.logic.clause",
                issue=self.issues[key].name,
                names=names_joined(names, len(names)),
                option=self._label(key, option),
            )
            for key, option in best.items()
            if (names := self._dear(key))
        ]
        return " ".join([*told, say("instance.logic")])

    def _traps(self) -> Iterator[Trap]:
        for trap in self.written.traps:
            if trap.options:
                yield self._trap(
                    {self._now(was): self._option(was, one) for was, one in trap.options.items()}
                )
            elif not self._speaks(f"{trap.title} {trap.why}"):
                yield trap

    def _now(self, was: str) -> str:
        return self.moves.new_issue[was]

    def _trap(self, options: Mapping[str, str]) -> Trap:
        kind = self._kind(options)
        names = self._issues(options)
        told = apart(say("instance.option", option=self._label(*pair)) for pair in options.items())
        return Trap(
            title=say(f"instance.trap.{kind}.title", issues=names),
            why=say(f"instance.trap.{kind}", issues=names, options=told),
            options=dict(options),
        )

    def _kind(self, options: Mapping[str, str]) -> _Trap:
        def stands(of: Callable[[Issue], str | None]) -> bool:
            return all(of(self.issues[key]) == option for key, option in options.items())

        if stands(lambda issue: None if (held := holds_on(issue)) is None else held.key):
            return "holds"
        return "draft" if stands(lambda issue: issue.draft) else "middle"

    def _coalitions(self) -> Iterator[LikelyCoalition]:
        new = self.moves.new_seat
        for one in self.written.coalitions:
            issues = [self._now(was) for was in one.issues]
            want = {new[key]: self._wanted(new[key], issues) for key in one.members if key in new}
            there = {seat: issue for seat, issue in want.items() if issue}
            if len(there) < 2:  # noqa: PLR2004 - one alone is no coalition
                continue
            shared = tuple(issue for issue in issues if issue in there.values())
            yield LikelyCoalition(
                name=say("instance.coalition", issues=self._issues(shared)),
                members=tuple(there),
                issues=shared,
                why=say("instance.coalition.why", wants=listed(self._want(*pair) for pair in there.items())),
            )

    def _wanted(self, seat: str, issues: Sequence[str]) -> str:
        """Return the issue on which a seat wants something else than holds without a text; empty: on none.

        Nobody needs others to get what holds already.
        """
        first = self._first(seat)
        for issue in sorted(issues, key=lambda one: one != first):
            if self._nearest(seat, issue) != holds_on(self.issues[issue]):
                return issue
        return ""

    def _nearest(self, seat: str, issue: str) -> Option:
        position = self.seats[seat].mandate[issue].position
        assert isinstance(position, float)  # noqa: S101 - nothing else moves
        return nearest(self.issues[issue], position)

    def _issues(self, keys: Iterable[str]) -> str:
        """Return issues by their names, each in quotation marks: what they are called may begin like a sentence."""
        return listed(say("list.quoted", text=self.issues[key].name) for key in keys)

    def _want(self, seat: str, issue: str) -> str:
        return say(
            "instance.coalition.want",
            name=short_of(self.seats[seat]),
            option=self._nearest(seat, issue).label,
            issue=self.issues[issue].name,
        )

    def _injects(self, best: Mapping[str, str]) -> Iterator[Inject]:
        """Yield a slip for who can bring a package, one for who can sell something, and what speaks of nobody."""
        moving = [seat for seat in self.seats.values() if seat.key in self.moves.seat]
        middle = max(2, self.case.sessions // 2)
        conductor = next((seat for seat in moving if seat.stance == "conductor"), moving[0])
        yield Inject(
            session=middle,
            to=conductor.key,
            what=say("instance.inject.package", name=short_of(conductor)),
            why=say("instance.inject.package.why"),
        )
        for needs, sells in ((one, other) for one in moving for other in reversed(moving)):
            issue = self._first(needs.key)
            if self._first(sells.key) != issue and self._loses(sells, issue, best[issue]):
                told = {"option": self._label(issue, best[issue]), "issue": self.issues[issue].name}
                yield Inject(
                    session=min(self.case.sessions, middle + 1),
                    to=sells.key,
                    what=say("instance.inject.price", name=short_of(sells), **told),
                    why=say("instance.inject.price.why", needs=short_of(needs)),
                )
                break
        for one in self.written.injects:
            if one.to not in self.moves.seat and not self._speaks(f"{one.what} {one.why}"):
                yield one

    def _loses(self, seat: Delegation, issue: str, option: str) -> bool:
        """Return whether a wording lies farther from what a seat wants than what holds without a text."""
        own, found = seat.mandate.get(issue), self.issues[issue]
        held = holds_on(found)
        if own is None or held is None or not isinstance(own.position, float):
            return False
        place = next(one.position for one in found.options if one.key == option)
        return abs(own.position - place) > abs(own.position - held.position) + ATOL

    def _suggested(self) -> SuggestedSeats:
        advice = self.written.seats_by_difficulty
        new = self.moves.new_seat
        easy, medium, hard = (
            self._advice(new.get(one.seat, one.seat)) for one in (advice.easy, advice.medium, advice.hard)
        )
        return SuggestedSeats(easy=easy, medium=medium, hard=hard)

    def _advice(self, key: str) -> SeatAdvice:
        seat = self.seats[key]
        red = sum(
            is_red(own, self.issues[issue], option)
            for issue, own in seat.mandate.items()
            for option in self.issues[issue].written
        )
        return SeatAdvice(
            seat=key, reason=numbered("instance.advice", red, issue=self.issues[self._first(key)].name)
        )
