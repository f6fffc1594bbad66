"""Somebody who plays any seat without a plan: picks among all moves and all fields, and mostly keeps to the rules."""

import random  # noqa: TID251 - the whims of a bot, seeded by the test
from collections.abc import Sequence
from functools import cache

from simulation import load_scenario
from simulation.live import SEAT_MOVES, IllegalMoveError, LiveNegotiation, SeatMove
from simulation.scenario.schema import Scenario
from tests.kept_cases import TWELVE_SEATS

__all__ = ["Wanderer", "finish_session", "play_to_the_end", "sit"]


class Wanderer:
    """Makes moves at random, each field from what the case knows."""

    def __init__(self, case: Scenario, seed: int) -> None:
        self.case = case
        self.chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
        self.refused = 0
        self.made: list[SeatMove] = []

    def move(self, live: LiveNegotiation) -> None:
        """Make one move for a seat that is asked; one that the rules refuse changes nothing."""
        request = self.chance.choice(live.pending)
        legal = [name for name in request.legal if name not in ("hand_over", "take_over")]
        name = "done" if self.chance.random() < 0.3 else self.chance.choice(legal)
        move = self._filled(live, request.seat, name, request.asked)
        before = len(live.log.entries)
        try:
            live.submit(move)
        except IllegalMoveError:
            self.refused += 1
            assert len(live.log.entries) == before
        else:
            self.made.append(move)

    def _filled(
        self, live: LiveNegotiation, seat: str, name: str, asked: Sequence[tuple[str, str]]
    ) -> SeatMove:
        needs = SEAT_MOVES[name].needs
        fields: dict[str, object] = {}
        issue, option = self.chance.choice(asked) if asked else self._place()
        if "issue" in needs:
            fields["issue"] = issue
        if "option" in needs:
            fields["option"] = option
        if "to" in needs:
            fields["to"] = self.chance.choice(self.case.delegations).key
        if "give" in needs:
            fields |= {"give": self._place(), "get": self._place()}
        if "package" in needs:
            fields["package"] = dict(self._place() for _ in range(2))
        if "offer" in needs:
            offers = [offer.id for offer in live.live.offers.values() if offer.to == seat]
            fields["offer"] = self.chance.choice([*offers, "none"])
        if "text" in needs:
            fields["text"] = "On a point of order."
        return SeatMove(seat=seat, move=name, **fields)  # type: ignore[arg-type] # each by its name

    def _place(self) -> tuple[str, str]:
        issue = self.chance.choice(self.case.issues)
        return issue.key, self.chance.choice(issue.options).key


def play_to_the_end(live: LiveNegotiation, bot: Wanderer, most: int = 5_000) -> None:
    """Play until it is over; fail if it gets stuck."""
    for _ in range(most):
        if live.phase == "over":
            return
        if live.pending:
            bot.move(live)
        else:
            live.advance()
    raise AssertionError(f"not over after {most} steps: {live.phase} of session {live.session}")


@cache
def _training() -> Scenario:
    return load_scenario(TWELVE_SEATS)


def sit(level: str = "standard", *seats: str, seed: int = 1) -> LiveNegotiation:
    return LiveNegotiation(_training(), seats=seats or ("LUM",), level=level, seed=seed)


def finish_session(live: LiveNegotiation, **answers: str) -> None:
    """Hold the session to its end; `answers` are moves on the floor by option."""
    session = live.session
    while live.session == session and live.phase != "over":
        for request in live.pending:
            for issue, option in request.asked:
                if option in answers:
                    live.submit(SeatMove(seat=request.seat, move=answers[option], issue=issue, option=option))
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
