"""Where a replay opens: in the session that tells most about how groups form."""

from dashboard.replay.replay_contract import Replay

__all__ = ["busiest"]


def busiest(data: Replay) -> int:
    """Return the session in which most delegations change from one group to another, the first of equals.

    A room that comes together as one changes no sides. Where nobody ever does: the first session in which there are
    groups, else the last.
    """
    steps = range(1, data["sessions"] + 1)
    is_one = [len({item["c"][session] for item in data["delegations"]}) == 1 for session in (0, *steps)]
    moves = {
        session: not is_one[session]
        and sum(
            min(before, after) >= 0 and before != after
            for before, after in (item["c"][session - 1 : session + 1] for item in data["delegations"])
        )
        for session in steps
    }
    most = max(moves, key=lambda session: moves[session], default=0)
    if moves.get(most):
        return most
    grouped = (session for session in steps if any(d["c"][session] >= 0 for d in data["delegations"]))
    return next(grouped, data["sessions"])
