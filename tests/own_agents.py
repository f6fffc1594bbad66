"""Agents of a user's own, as tests seat them in a Mesa model."""

import random  # noqa: TID251 - the whims of an agent, seeded by its row
from collections.abc import Iterable, Mapping

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.abm.seating import Seat
from simulation.engine.record import Record
from simulation.live import SEAT_MOVES, IllegalMoveError, SeatMove, SeatView
from simulation.live.legal import check
from simulation.scenario.schema import Scenario

__all__ = ["Moody", "Refuser", "Silent", "Stubborn", "Talker", "Whim", "ends", "played"]


class Silent(DelegationAgent):
    """Is asked, and leaves all to the instructions."""

    def __init__(self, model: NegotiationModel, row: int) -> None:
        super().__init__(model, row)
        self.seen: list[SeatView] = []

    def act(self, view: SeatView) -> Iterable[SeatMove] | None:
        self.seen.append(view)
        return None


class Stubborn(DelegationAgent):
    """Objects to every wording."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        asked = view.request.asked if view.request else ()
        return [SeatMove(seat=self.key, move="object_formally", issue=i, option=o) for i, o in asked]


class Moody(DelegationAgent):
    """Counts the times that it was asked, and objects whenever the count is even."""

    def __init__(self, model: NegotiationModel, row: int, patience: int = 2) -> None:
        super().__init__(model, row)
        self.diary: list[tuple[int, str]] = []
        self.patience = patience

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        self.diary.append((view.session, view.phase))
        for issue, option in view.request.asked if view.request else ():
            if len(self.diary) % self.patience == 0:
                yield SeatMove(seat=self.key, move="object_formally", issue=issue, option=option)


class Talker(DelegationAgent):
    """Seeks out the first of the others, and asks for a group on the first clause that was read."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        if view.phase != "talks":
            return
        legal = view.request.legal if view.request else ()
        if "consult_bilaterally" in legal:
            yield SeatMove(seat=self.key, move="consult_bilaterally", to=view.others[0].key)
        read = [issue.key for issue in view.issues if issue.is_open and issue.readings]
        if read and "ask_for_group" in legal:
            yield SeatMove(seat=self.key, move="ask_for_group", issue=read[0])


class Refuser(DelegationAgent):
    """Refuses packages, rejects the document, and does not sign: at the end alone it acts."""

    MOVES: Mapping[str, str] = {
        "package": "refuse_package",
        "adoption": "reject_document",
        "signing": "not_sign",
    }

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        assert view.request is not None
        assert view.request.phase == view.phase
        if view.phase in self.MOVES:
            yield SeatMove(seat=self.key, move=self.MOVES[view.phase])


def played(case: Scenario, **seats: Seat) -> Record:
    return NegotiationModel(case, seed=3, seats=seats).run()


def ends(record: Record) -> tuple[str, list[int]]:
    return record.outcome.outcome_class, record.outcome.option.tolist()


class Whim(DelegationAgent):
    """Makes one possible move or none in every phase, at random, by a chance of its own."""

    def __init__(self, model: NegotiationModel, row: int) -> None:
        super().__init__(model, row)
        self.chance = random.Random(row)  # noqa: S311 - no secret hangs on it

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Return the first of some moves at random that the rules allow."""
        assert view.request is not None
        assert self.model.live is not None
        for _ in range(self.chance.randrange(20)):
            name = self.chance.choice(view.request.legal)
            move = SeatMove(seat=self.key, move=name, **self.fields(view, name))  # type: ignore[arg-type] # by name
            try:
                check(self.model.live, move)
            except IllegalMoveError:
                continue
            return [move]
        return []

    def answer(self, view: SeatView) -> Iterable[SeatMove]:
        """Answer the last offer, one way or the other."""
        for offer in view.offers[-1:]:
            verdict = self.chance.choice(["accept_trade", "refuse_trade"])
            yield SeatMove(seat=self.key, move=verdict, offer=offer.id)

    def fields(self, view: SeatView, name: str) -> dict[str, object]:
        """Return what a move of this kind needs, at random: of what is asked, if anything is."""
        asked = view.request.asked if view.request else ()
        issue, option = self.chance.choice(asked) if asked else self._place(view)
        fields = {
            "issue": issue,
            "option": option,
            "to": self.chance.choice(view.others).key,
            "give": self._place(view),
            "get": self._place(view),
            "package": dict([self._place(view)]),
            "offer": self.chance.choice([offer.id for offer in view.offers] or ["none"]),
            "text": "On a point of order.",
        }
        return {name: fields[name] for name in SEAT_MOVES[name].needs}

    def _place(self, view: SeatView) -> tuple[str, str]:
        issue = self.chance.choice(view.issues)
        return issue.key, self.chance.choice(issue.options).key
