"""Who keeps the text in brackets, in this run and in how many of the ensemble."""

import numpy as np

from dashboard.components.packing import pack
from dashboard.replay.ensemble import Ensemble
from dashboard.replay.replay_contract import Power
from dashboard.replay.replay_view import View
from dashboard.replay.typicality import FEWEST
from simulation.arrays import IntArray

__all__ = ["power_of"]

_NAMED = 4
"""Most delegations named in a title."""


def power_of(view: View, held: IntArray, sole: IntArray) -> Power:
    """Return who can block; `held` and `sole` count clauses, `[T + 1, A]`."""
    ensemble = _enough(view.ensemble)
    orders = [_order(view, session, held, sole, ensemble) for session in range(view.sessions + 1)]
    band = None if ensemble is None else ensemble.held_band
    return Power(
        hits=None if ensemble is None else _packed(ensemble.hits),
        low=None if band is None else _packed(band[..., 0]),
        high=None if band is None else _packed(band[..., 1]),
        sole_hits=None if ensemble is None else _packed(ensemble.sole_hits),
        order=[view.pool.set(order) for order in orders],
        title=[view.pool.text(_title(view, session, held, band)) for session in range(view.sessions + 1)],
        sole=_packed(sole),
    )


def _enough(ensemble: Ensemble | None) -> Ensemble | None:
    return ensemble if ensemble is not None and ensemble.n >= FEWEST else None


def _packed(numbers: IntArray) -> list[str]:
    """Return numbers by session and delegation, packed for each delegation."""
    return [pack(row.tolist()) for row in numbers.T]


def _order(view: View, session: int, held: IntArray, sole: IntArray, ensemble: Ensemble | None) -> list[int]:
    """Return who holds something now or in some run: most clauses now first, then alone, then in most runs."""
    runs = np.zeros_like(held[session]) if ensemble is None else ensemble.hits[session]
    rows: list[int] = np.flatnonzero((held[session] > 0) | (runs > 0)).tolist()

    def key(row: int) -> tuple[float, ...]:
        counts = (held[session, row], sole[session, row], runs[row], view.capability[row])
        return (*(-float(count) for count in counts), row)

    return sorted(rows, key=key)


def _title(view: View, session: int, held: IntArray, band: IntArray | None) -> str:
    """Return what to see: who keeps most in brackets, and what that is like in other runs."""
    now = held[session]
    if not view.run.manifest.asked:
        return view.say("sub.not_asked")
    if not now.any():
        return _nobody(view, session)
    most = int(now.max())
    rows: list[int] = np.flatnonzero(now == most).tolist()
    if len(rows) > _NAMED:
        return view.counted("power.many", most, s=session, k=len(rows))
    number = "one" if len(rows) == 1 else "other"
    title = view.counted(f"power.most.{number}", most, s=session, names=view.names(rows, _NAMED))
    return title if band is None or number == "other" else _with_band(view, title, band[session, rows[0]])


def _nobody(view: View, session: int) -> str:
    """Return that nobody objects, and what that means for the text: before the first session it means nothing."""
    if not session:
        return view.say("power.start")
    if session == view.sessions:
        return view.say("power.end")
    unread = view.run.documents[session].count("tabled")
    if unread:
        return view.counted("power.unread", unread, s=session)
    return view.say("power.nobody", s=session)


def _with_band(view: View, title: str, band: IntArray) -> str:
    low, high = band.tolist()
    if low == high:
        return view.say("power.band.same", title=title, n=low)
    return view.say("power.band", title=title, lo=low, hi=high)
