"""Where a replay opens: in the session in which most changed, as the library tells it."""

from dashboard.replay.replay_contract import Replay

__all__ = ["busiest"]


def busiest(data: Replay) -> int:
    """Return the heaviest turning point; without one the first session with groups, else the last."""
    if data["turns"]:
        return data["turns"][0]
    steps = range(1, data["sessions"] + 1)
    grouped = (session for session in steps if any(item["c"][session] >= 0 for item in data["delegations"]))
    return next(grouped, data["sessions"])
