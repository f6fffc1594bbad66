"""Cases with marks in all that is secret of other seats, and pairs of cases that differ in nothing else."""

from simulation.scenario.schema import Delegation, Scenario, StrategyChoice

__all__ = ["CANARY", "CANARY_NUMBER", "holding", "with_canaries", "with_other_secrets"]

CANARY = "CANARY-7f3a"
CANARY_NUMBER = 0.739173
"""Half-width of a red line that nobody would come upon by chance."""


def with_canaries(case: Scenario, *, but: str) -> Scenario:
    """Return the case with a mark in every secret of the other seats and of the trainer."""

    def marked(seat: Delegation) -> Delegation:
        mandate = {
            key: item.model_copy(update={"reason": f"{CANARY} reason", "red_line": CANARY_NUMBER})
            for key, item in seat.mandate.items()
        }
        brief = seat.brief.model_copy(update={"confidential": f"{CANARY} brief of {seat.key}"})
        return seat.model_copy(
            update={"brief": brief, "mandate": mandate, "rationale": f"{CANARY} rationale"}
        )

    seats = tuple(seat if seat.key == but else marked(seat) for seat in case.delegations)
    return case.model_copy(update={"delegations": seats, "trainer_notes": f"{CANARY} notes"})


def holding(case: Scenario) -> Scenario:
    """Return the case with delegations that hold their line: nobody comes with an offer, which would tell something."""
    hold = StrategyChoice(key="hold")
    seats = tuple(seat.model_copy(update={"strategy": hold}) for seat in case.delegations)
    return case.model_copy(update={"delegations": seats})


def with_other_secrets(case: Scenario, *, but: str) -> Scenario:
    """Return the case with other secrets of the other seats and of the trainer; what is public stays as it is."""

    def changed(seat: Delegation) -> Delegation:
        mandate = {
            key: item.model_copy(update={"red_line": 0.9, "salience": 0.123, "reason": "Quite another one."})
            for key, item in seat.mandate.items()
        }
        brief = seat.brief.model_copy(update={"confidential": "Quite other instructions."})
        return seat.model_copy(
            update={"brief": brief, "mandate": mandate, "flexibility": 0.31, "reservation": -0.77}
        )

    seats = tuple(seat if seat.key == but else changed(seat) for seat in case.delegations)
    return case.model_copy(update={"delegations": seats, "trainer_notes": "Quite other notes."})
