"""Facts about bargaining power: group size and blocs, costly failure, extreme and soft delegations, mandates."""

from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.facts.claims import Of, compare, no_cliff
from simulation.evidence.facts.fact import Claim, Fact, Rooms
from simulation.evidence.facts.measures import (
    agreed,
    contrast,
    difference,
    has_text,
    lies,
    success,
    text_share,
    weighted_mean,
)
from simulation.evidence.facts.play_rooms import Played
from simulation.evidence.facts.rooms import ALL, BOTH, MENUS, TXT, Menu
from simulation.stats.interval import Estimate

__all__ = ["FACTS"]


def _sessions(rooms: Played) -> FloatArray:
    return rooms.sessions.astype(np.float64)


_ROOMY: Final = TXT.but(red=(0.45, 0.85))
_SIZES: Final[dict[str, dict[str, object]]] = {
    "6": {"delegations": 6},
    "12": {"delegations": 12},
    "24": {"delegations": 24},
    "48": {"delegations": 48},
    "48, four blocs": {"delegations": 48, "blocs": 4},
    "48, four mixed blocs": {"delegations": 48, "blocs": 4, "like_minded": False},
}


def _sized(menu: Menu) -> list[str]:
    """Return the kinds of rooms by size, each twice as large as the one before."""
    return [f"{menu} {size}" for size in _SIZES if size.isdigit()]


F2: Final = Fact(
    number=2,
    name="Under consensus larger groups fail or delay more; blocs with a spokesperson offset it",
    source="Miller & Vanberg 2015; Klöck 2020; against: Earnest 2008",
    direction="From 6 over 12 and 24 to 48 delegations: less text and fewer full agreements, neither at one step, and "
    "more sessions; with four blocs more again.",
    trap="Averaging inside a bloc would be free: a bloc's meetings use up one of two talks a session, and no "
    "line of a bloc lifts a member's red line. Where 48 red lines leave no text possible no bloc can help, "
    "so in rooms with only text blocs are tested with wider red lines (.45 to .85); the narrow ones stand "
    "beside it.",
    variants={
        f"{menu} {size}": spec.but(seating="by bent", **fields)
        for menu, spec in (("ALL", ALL), ("TXT", TXT), ("TXT wide", _ROOMY))
        for size, fields in _SIZES.items()
        if menu != "TXT wide" or size not in {"6", "12", "24"}
    },
    keeps={"delegations": "their number is its lever"},
    claims=(
        compare("clauses with text", text_share, "ALL 6", "ALL 48", expects="less"),
        compare("every clause closed", agreed, "TXT 6", "TXT 48", expects="less"),
        compare("sessions held", _sessions, "TXT 6", "TXT 48"),
        no_cliff("clauses with text", text_share, _sized("ALL")),
        no_cliff("every clause closed", agreed, _sized("TXT")),
        compare("clauses with text", text_share, "ALL 48", "ALL 48, four blocs"),
        compare("every clause closed", agreed, "TXT wide 48", "TXT wide 48, four blocs"),
        compare("sessions held", _sessions, "ALL 6", "ALL 48", role="note"),
        compare("every clause closed", agreed, "TXT 48", "TXT 48, four blocs", role="note"),
        compare("clauses with text", text_share, "ALL 48", "ALL 48, four mixed blocs", role="note"),
    ),
    amended="with half-widths of .6 to 1, chosen first, 99 of 100 rooms of 48 closed every clause without blocs (with "
    "them +0.005 [-0.004, +0.013]), so that there was nothing to offset; .45 to .85 was chosen by the rooms without "
    "blocs.",
    mechanism="what blocs add in rooms with text only is less without how time presses or without what matters going "
    "last (`clock.urgency`, `concede.priority`), changed for F9 and F4.",
)


def _errors(rooms: Played, weight: FloatArray | None) -> FloatArray:
    """Return the distance of each clause from a mean of all ideals, `[R, I]`."""
    return np.abs(lies(rooms) - weighted_mean(rooms, weight))


def _error(rooms: Played) -> FloatArray:
    mean: FloatArray = _errors(rooms, rooms.salience).mean(axis=1)
    return mean


def _error_where_text(menu: Menu) -> Claim:
    cheap, dear = f"{menu} failure costs .02", f"{menu} failure costs .8"

    def measure(rooms: Rooms) -> Estimate:
        both = has_text(rooms[cheap]) & has_text(rooms[dear])
        some = both.any(axis=1)

        def mean(key: str) -> FloatArray:
            errors = _errors(rooms[key], rooms[key].salience)
            found: FloatArray = (errors * both).sum(axis=1)[some] / both.sum(axis=1)[some]
            return found

        return difference(mean(cheap), mean(dear))

    return Claim(
        words=f"the same, only clauses with text in both: {dear} less {cheap}", measure=measure, role="note"
    )


def _beats(menu: Menu, rival: str) -> Claim:
    """Return the claim that the salience-weighted mean predicts better than another mean where failure is costly."""

    def measure(rooms: Rooms) -> Estimate:
        played = rooms[f"{menu} failure costs .8"]
        voice = np.broadcast_to(played.capability[..., None], played.ideal.shape)
        other = _errors(played, voice if rival == "capability-weighted" else None)
        return contrast((_errors(played, played.salience) - other).mean(axis=1))

    return Claim(
        words=f"error of the salience-weighted mean less that of the {rival} mean, failure costs .8, {menu}",
        measure=measure,
        expects="less",
        role="additional",
    )


_COSTS: Final = {".02": 0.02, ".05": 0.05, ".13": 0.13, ".32": 0.32, ".8": 0.8}
"""Each about two and a half times the one before."""

F7: Final = Fact(
    number=7,
    name="Where failure is costly the outcome is near the salience-weighted compromise",
    source="Schneider, Finke & Bailer 2010; Franchino & Mariotto 2021",
    direction="Price of failure .02 to .8, by four steps: the text lies nearer the salience-weighted mean, not at one "
    "step, and that mean predicts better than the plain and the capability-weighted one.",
    trap="The mean is the baseline to beat: it is compared with two other means on the same outcomes.",
    variants={
        f"{menu} failure costs {words}": MENUS[menu].but(failure_cost=cost)
        for menu in BOTH
        for words, cost in _COSTS.items()
    },
    keeps={
        "failure_cost": "the price of failure is its lever",
        "status_quo": "in the middle of all that is wanted it is the compromise itself",
    },
    amended="until 0.9.0 it was played with the status quo in the middle too, and was opposite there: distance +0.003 "
    "[+0.002, +0.004] (0.8.0, 800 pairs). There the status quo lies .06 of the axis from the salience-weighted mean, "
    "elsewhere .20, so that whatever fails ends at the compromise.",
    claims=(
        *(
            compare(
                "distance from the salience-weighted mean",
                _error,
                f"{menu} failure costs .02",
                f"{menu} failure costs .8",
                expects="less",
            )
            for menu in BOTH
        ),
        *(
            no_cliff(
                "distance from the salience-weighted mean",
                _error,
                [f"{menu} failure costs {words}" for words in _COSTS],
            )
            for menu in BOTH
        ),
        *(_beats(menu, rival) for menu in BOTH for rival in ("plain", "capability-weighted")),
        *(_error_where_text(menu) for menu in BOTH),
    ),
    times=2,
)


def _own(rooms: Played) -> FloatArray:
    mean: FloatArray = success(rooms).mean(axis=1)
    return mean


def _luck(rooms: Played) -> FloatArray:
    """Return success less what the mean of the others would give, `[R]`: what luck leaves over."""
    others = rooms.ideal[:, 1:].mean(axis=1)
    lucky = 1.0 - np.abs(others - rooms.ideal[:, 0])
    left: FloatArray = (success(rooms) - lucky).mean(axis=1)
    return left


def _on_issue(*, top: bool) -> Of:
    """Return a measure of the success of row 0 on the issue that it cares most, or least, about."""

    def of(rooms: Played) -> FloatArray:
        care = rooms.salience[:, 0]
        issue = care.argmax(axis=1) if top else care.argmin(axis=1)
        found: FloatArray = success(rooms)[np.arange(len(issue)), issue]
        return found

    return of


def _soft_where_it_matters(rooms: Rooms) -> Estimate:
    tough, soft = rooms["at stake, tough"], rooms["at stake, soft"]
    top, least = _on_issue(top=True), _on_issue(top=False)
    return contrast((top(soft) - top(tough)) - (least(soft) - least(tough)))


_AT_STAKE: Final = TXT.but(delegations=6, sessions=8)

F8: Final = Fact(
    number=8,
    name="Extreme positions lower success; soft strategies help on high-salience issues",
    source="Weiler 2012; König & Daimer 2005",
    direction="One delegation, the same room: at .4 from the mean of the others it succeeds less than at the "
    "mean; on its top issue it succeeds more by giving early than by giving late.",
    trap="Luck is not power: whoever stands at the mean succeeds without doing anything. For extremity, "
    "success less what the mean of the others would give stands beside it; soft and tough are compared at "
    "the same position. Where all agree anyway no style matters: six delegations, eight sessions, only text.",
    variants={
        **{
            f"{menu} {words}": MENUS[menu].but(first_away=away)
            for menu in BOTH
            for words, away in (("at the mean", 0.0), ("far from it", 0.4))
        },
        **{
            f"at stake, {words}": _AT_STAKE.but(strategies=((0, strategy),))
            for words, strategy in (("tough", "boulware"), ("soft", "conceder"))
        },
    },
    claims=(
        *(
            compare("success", _own, f"{menu} at the mean", f"{menu} far from it", expects="less")
            for menu in BOTH
        ),
        compare("success on its top issue", _on_issue(top=True), "at stake, tough", "at stake, soft"),
        Claim(
            words="success, soft less tough: on its top issue less on the one it cares least about",
            measure=_soft_where_it_matters,
            role="additional",
        ),
        *(
            compare("success beyond luck", _luck, f"{menu} at the mean", f"{menu} far from it", role="note")
            for menu in BOTH
        ),
        compare("every clause closed", agreed, "at stake, tough", "at stake, soft", role="note"),
    ),
    times=4,
)

_WIDTHS: Final = (1.0, 0.75, 0.5, 0.35, 0.25, 0.1)
_BETWEEN: Final = _WIDTHS[1:-1]


def _payoff(rooms: Played) -> FloatArray:
    """Return what row 0 takes home over having no document, `[R]`: its gain, and the price of failure not paid."""
    exists = (rooms.result.option >= 0).any(axis=1)
    return rooms.result.gain[:, 0] + rooms.spec.failure_cost * exists


def _mandate(width: float) -> str:
    return f"half-width {width:g}"


def _peak(rooms: Rooms) -> tuple[float, BoolArray]:
    """Return the width that serves row 0 best in every other room, and the rooms that did not choose it."""
    payoff = {width: _payoff(rooms[_mandate(width)]) for width in _BETWEEN}
    chooses = np.arange(len(payoff[_BETWEEN[0]])) % 2 == 0
    best = max(_BETWEEN, key=lambda width: payoff[width][chooses].mean())
    return best, ~chooses


def _rises(rooms: Rooms) -> Estimate:
    best, tests = _peak(rooms)
    return difference(_payoff(rooms[_mandate(1.0)]), _payoff(rooms[_mandate(best)]), tests)


def _falls(rooms: Rooms) -> Estimate:
    best, tests = _peak(rooms)
    return difference(_payoff(rooms[_mandate(best)]), _payoff(rooms[_mandate(0.1)]), tests)


F16: Final = Fact(
    number=16,
    name="A tighter mandate first pays, then kills the deal",
    source="Tarar 2001; weak in EU data: Schneider, Finke & Bailer 2010",
    direction="Red line of one delegation from 1 to .1 wide: its own payoff rises to a peak in between and "
    "falls below it.",
    trap="The best of many widths is good by chance too: it is chosen in every other room and tested in the "
    "rest.",
    variants={_mandate(width): TXT.but(failure_cost=0.3, first_red=width) for width in _WIDTHS},
    claims=(
        Claim(
            words="own payoff, best width in between less the widest (other half of the rooms)",
            measure=_rises,
        ),
        Claim(
            words="own payoff, the narrowest less the best in between (other half of the rooms)",
            measure=_falls,
            expects="less",
        ),
        compare("every clause closed", agreed, _mandate(1.0), _mandate(0.1), expects="less"),
        compare("own payoff", _payoff, _mandate(1.0), _mandate(0.35), role="note"),
        compare("own payoff", _payoff, _mandate(1.0), _mandate(0.5), role="note"),
    ),
    times=8,
)

FACTS: Final = (F2, F7, F8, F16)
