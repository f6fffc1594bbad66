"""Agents of a user's own, as tests seat them in a Mesa model."""

from collections.abc import Iterable, Mapping

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.abm.seating import Seat
from simulation.engine.record import Record
from simulation.live import SeatMove, SeatView
from simulation.scenario.schema import Scenario

__all__ = ["Moody", "Refuser", "Silent", "Stubborn", "Talker", "ends", "played"]


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
        if "consult_bilaterally" in (view.request.legal if view.request else ()):
            yield SeatMove(seat=self.key, move="consult_bilaterally", to=view.others[0].key)
        read = [issue.key for issue in view.issues if issue.is_open and issue.readings]
        if read and "groups" in view.powers:
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
