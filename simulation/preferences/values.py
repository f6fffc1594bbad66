"""What an option is worth to a delegation, and which options its red lines rule out."""

from dataclasses import dataclass, replace

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray, highest, raised
from simulation.state.negotiation import NegotiationState
from simulation.state.tableau import AGREED_LANGUAGE, DELETE, REFER, VAGUE, Tableau

__all__ = [
    "Ladder",
    "Values",
    "bent",
    "bent_once",
    "eased",
    "evaluate",
    "ladder_of",
    "loss_of",
    "opening_of",
    "places_of",
    "reach_of",
    "reached",
    "ready_for",
    "unbent",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The options as values see them."""

    position: FloatArray
    """Where an option really lies, `[I, O]`: the status quo for delete and refer."""
    precision: FloatArray
    """Share of the meaning that is fixed, `[I, O]`."""
    exempt: BoolArray
    """Never red unless a mandate says so, `[I, O]`: agreed language, delete and refer."""
    commits: BoolArray
    """Leaves something in the text, `[I, O]`."""
    bonus: FloatArray
    """What an option is worth to everybody besides where it lies, in lengths of the axis, `[I, O]`."""
    vague_cost: float
    """A text that says nothing is as bad as one so far away, in lengths of the axis."""
    guess: float
    """Distance at which outsiders expect refusal."""
    stake: FloatArray
    """What any text that commits costs whoever came for no outcome, in lengths of the axis times salience, `[A]`; 0: it
    did not come for that, or nothing moves it."""
    curve: FloatArray | float
    """Power of the distance in what is lost by it; `[R]` where replications draw it."""
    hope_beyond: bool
    """Hope counts wordings beyond one's own red lines too: a tighter line then asks for no less."""

    def take(self, rows: IntArray | BoolArray) -> "Ladder":
        """Return the ladder for these replications only."""
        return replace(self, curve=self.curve[rows]) if isinstance(self.curve, np.ndarray) else self


def ladder_of(
    tableau: Tableau,
    *,
    vague_precision: float,
    refer_precision: float,
    vague_cost: float,
    guess: float,
    own_channel: float,
    stake: FloatArray | None = None,
    curve: FloatArray | float = 1.0,
    hope_beyond: bool = False,
) -> Ladder:
    """Return the ladder of a case under the general values of a protocol."""
    kind = tableau.option_kind
    default = np.select([kind == VAGUE, kind == REFER], [vague_precision, refer_precision], 1.0)
    precision = np.where(np.isnan(tableau.precision), default, tableau.precision)
    return Ladder(
        position=places_of(tableau),
        precision=np.where(kind == DELETE, 1.0, precision),
        exempt=np.isin(kind, (AGREED_LANGUAGE, DELETE, REFER)),
        commits=tableau.commits,
        bonus=np.where(tableau.own_channel, own_channel, 0.0),
        vague_cost=vague_cost,
        guess=guess,
        stake=np.zeros(tableau.n_delegations) if stake is None else stake,
        curve=curve,
        hope_beyond=hope_beyond,
    )


def bent(distance: FloatArray, curve: FloatArray | float) -> FloatArray:
    """Return what a distance costs, both in lengths of the axis: its power `curve`, itself at 1."""
    if isinstance(curve, np.ndarray):
        return raised(distance, curve)
    cost: FloatArray = distance if curve == 1.0 else distance**curve
    return cost


def bent_once(distance: float, curve: FloatArray | float, *, axes: int) -> FloatArray | float:
    """Return the same of one distance for all; where replications draw the curve `[R, 1, ...]`, with so many axes."""
    if not isinstance(curve, np.ndarray):
        return distance if curve == 1.0 else float(distance**curve)
    costs = [distance if power == 1.0 else distance**power for power in curve.tolist()]
    return np.array(costs).reshape(-1, *[1] * (axes - 1))


def unbent(loss: FloatArray, curve: FloatArray | float) -> FloatArray:
    """Return the distance that costs so much; where it is below 0, the loss itself."""
    if not isinstance(curve, np.ndarray) and curve == 1.0:
        return loss
    root: FloatArray = np.where(loss > 0.0, raised(np.maximum(loss, 0.0), 1.0 / curve), loss)
    return root


def places_of(tableau: Tableau) -> FloatArray:
    """Return where each option really lies, `[I, O]`: the status quo for delete and refer."""
    at_status_quo = np.isin(tableau.option_kind, (DELETE, REFER))
    return np.where(at_status_quo, tableau.status_quo[:, None], tableau.option_position)


def opening_of(tableau: Tableau) -> IntArray:
    """Return the option that everybody opens with, `[R, A, I]`: the nearest to its ideal; of equally near, the first.

    Nobody opens with general terms, nor with what a drafting group has yet to write, unless a clause has nothing else.
    """
    away = np.abs(places_of(tableau) - tableau.ideal[..., None])
    at_first = tableau.valid & ~tableau.drafted
    says = at_first & (tableau.option_kind != VAGUE)
    among = np.where(says.any(axis=1, keepdims=True), says, at_first)
    nearest: IntArray = np.where(among, away, np.inf).argmin(axis=3)
    return nearest


def eased(ready: FloatArray, salience: FloatArray, priority: FloatArray | float) -> FloatArray:
    """Return what readiness opens on each issue, 0..1; all `[..., A, I]`.

    A delegation gives first where it costs least: an issue of relative salience s opens by the readiness to the power
    of s ** priority, so that all is let go of at 1 and nothing of what matters at 0.
    """
    opened: FloatArray = ready ** raised(salience, priority)
    return opened


def ready_for(opened: FloatArray, salience: FloatArray, priority: float) -> FloatArray:
    """Return the readiness that opens so much on each issue, 0..1: the inverse of `eased`; all `[..., A, I]`."""
    power = np.maximum(salience**priority, ATOL)
    ready: FloatArray = np.where(opened >= 1.0, 1.0, opened ** (1.0 / power))
    return ready


def loss_of(ladder: Ladder, away: FloatArray) -> FloatArray:
    """Return what every option costs those whose ideal lies so far `away` from it, `[..., I, O]`, of either sign."""
    at_all = bent(np.abs(away), ladder.curve)
    nothing = bent_once(ladder.vague_cost, ladder.curve, axes=away.ndim)
    loss: FloatArray = ladder.precision * at_all + (1.0 - ladder.precision) * nothing
    return loss


def reach_of(
    tableau: Tableau,
    ladder: Ladder,
    refuses: BoolArray,
    *,
    ideal: FloatArray,
    salience: FloatArray,
    left: FloatArray,
) -> FloatArray:
    """Return how far from its ideal the text may lie that each delegation would accept today, `[..., A, I]`, 0..1.

    A plain text at distance d is worth ``s (|x - sq| ** c - d ** c)``, c the curve, and is accepted while that makes up
    for what is asked, so ``d ** c = |x - sq| ** c + left / s``. Whoever came for no outcome goes nowhere until it would
    take any text at all.

    Args:
        tableau: The case.
        ladder: Its options.
        refuses: Obstructors that nothing moves, `[A]`.
        ideal: x, `[..., A, I]`.
        salience: s, of the same shape.
        left: Account less what is asked, of the same shape, in lengths of the axis times relative salience.
    """
    spare = left - ladder.stake[:, None] * salience
    # To whom an issue is nothing, one text is as good as another: all the way, or nowhere.
    all_or_nothing = np.where(spare >= -ATOL, 1.0, -1.0)
    per_salience = np.divide(spare, salience, out=all_or_nothing, where=salience > ATOL)
    most = bent(np.abs(ideal - tableau.status_quo), ladder.curve) + per_salience
    reach = np.clip(unbent(most, ladder.curve), 0.0, 1.0)
    firm = (ladder.stake[:, None] > 0) & (spare < -ATOL)
    return np.where(firm | refuses[:, None], 0.0, reach)


def reached(
    tableau: Tableau,
    table: FloatArray,
    *,
    ideal: FloatArray,
    red_low: FloatArray,
    red_high: FloatArray,
    reach: FloatArray,
) -> FloatArray:
    """Return the reach of each delegation towards texts at `table`, `[..., I]`, as `[..., A, I]`.

    As far from the ideal as a text that it would accept today may lie (`reach_of`): not beyond the table, nor beyond
    its red line or the last wording that its mandate lists. All but `table` is `[..., A, I]`.
    """
    places = places_of(tableau)
    listed = tableau.acceptable & tableau.valid
    low = np.where(tableau.has_mask, np.where(listed, places, np.inf).min(axis=2), red_low)
    high = np.where(tableau.has_mask, np.where(listed, places, -np.inf).max(axis=2), red_high)
    table = table[..., None, :]
    way = np.where(table >= ideal, high - ideal, ideal - low)
    far = np.clip(way, 0.0, np.maximum(reach, 0.0))
    position: FloatArray = np.clip(table, ideal - far, ideal + far)
    return position


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """See the fields of the same names in `NegotiationState`."""

    gain: FloatArray
    is_red: BoolArray
    hope: FloatArray
    limit: FloatArray
    short: FloatArray
    guess: FloatArray


def _spoiled(gain: FloatArray, salience: FloatArray, ladder: Ladder) -> FloatArray:
    """Return gains as they are to whoever came for no outcome: nothing that commits is worth anything to it."""
    if not ladder.stake.any():
        return gain
    stake = ladder.stake[:, None, None]
    lost = np.minimum(gain, 0.0) - salience[..., None] * stake
    spoiled: FloatArray = np.where((stake > 0) & ladder.commits, lost, gain)
    return spoiled


def evaluate(
    tableau: Tableau,
    ladder: Ladder,
    refuses: BoolArray,
    instructions: Tableau | NegotiationState,
) -> Values:
    """Return what every option is worth to everyone under instructions; `refuses` `[A]` are obstructors.

    Conference specification, section 2: ``loss = p |x - pos'| ** c + (1 - p) k ** c``,
    ``gain = s (|x - sq| ** c - loss + bonus)``, own reading ``y = pos' + (1 - p)(x - pos')``. All in lengths of the
    axis times relative salience. The curve c is 1, or above 1 where the last step away costs more than the first.
    """
    ideal, salience = instructions.ideal, instructions.salience
    x = ideal[..., None]
    away = x - ladder.position
    loss = loss_of(ladder, away)
    untouched = bent(np.abs(ideal - tableau.status_quo), ladder.curve)[..., None]
    gain = salience[..., None] * (untouched - loss + ladder.bonus)
    gain = _spoiled(gain, salience, ladder)
    reading = x - ladder.precision * away
    below, above = instructions.red_low[..., None] - ATOL, instructions.red_high[..., None] + ATOL
    outside = (reading < below) | (reading > above)
    own = tableau.sponsors[..., None] & (tableau.option_kind == DELETE)
    is_red = np.where(tableau.has_mask[..., None], ~tableau.acceptable, (outside & ~ladder.exempt) | own)
    spurned = (refuses[:, None, None] & ladder.commits) | ~tableau.valid
    is_red = is_red | spurned
    out = spurned if ladder.hope_beyond else is_red
    best = highest(np.where(out | tableau.drafted, -np.inf, gain))
    hope = np.where(np.isneginf(best), 0.0, best)
    hope = np.where(ladder.stake[:, None] > 0, np.maximum(hope, 0.0), hope)
    limit = np.minimum(-tableau.failure_cost[..., None] * salience, hope)
    refused = bent_once(ladder.guess, ladder.curve, axes=loss.ndim)
    guess = np.where(tableau.valid, np.clip(1.0 - loss / refused, 0.0, 1.0), 0.0)
    way = np.maximum(hope - limit, ATOL)
    short = np.clip((hope[..., None] - gain) / way[..., None], 0.0, 1.0)
    return Values(gain=gain, is_red=is_red, hope=hope, limit=limit, short=short, guess=guess)
