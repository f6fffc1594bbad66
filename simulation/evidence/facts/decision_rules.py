"""Facts about decision rules: consensus and majority, changes of position, obstruction, a forced vote."""

import itertools
from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.facts.claims import both_agreed, compare, interact
from simulation.evidence.facts.fact import Claim, Fact, Rooms
from simulation.evidence.facts.measures import (
    agreed,
    all_text,
    backs_another,
    changed,
    contrast,
    gained,
    is_changed,
    moved,
    share_less,
    text_share,
)
from simulation.evidence.facts.play_rooms import Played
from simulation.evidence.facts.rooms import BOTH, MENUS, TXT, Menu, RoomSpec
from simulation.protocols.result import JOINS, OUTCOME_CLASSES
from simulation.stats.interval import Estimate

__all__ = ["FACTS"]

_LADDER: Final[dict[str, dict[str, object]]] = {
    "consensus": {"rule": "consensus"},
    "rough consensus": {"rule": "rough_consensus", "threshold": 0.9},
    "two thirds": {"rule": "qualified_majority", "threshold": 2 / 3},
    "majority": {"rule": "simple_majority"},
}


def _from_status_quo(rooms: Played) -> FloatArray:
    return rooms.result.from_status_quo


def _sessions(rooms: Played) -> FloatArray:
    return rooms.sessions.astype(np.float64)


def _first(menu: Menu) -> list[Claim]:
    base, variant = f"{menu} consensus", f"{menu} majority"
    steps = [f"{menu} {rule}" for rule in _LADDER]
    return [
        compare("distance from the status quo", _from_status_quo, base, variant),
        compare("clauses with text", text_share, base, variant),
        compare("every clause closed", agreed, base, variant)
        if menu == "TXT"
        else compare("every clause with text", all_text, base, variant),
        compare("sessions held", _sessions, base, variant, expects="less"),
        *(
            compare("distance from the status quo", _from_status_quo, low, high, role="additional")
            for low, high in itertools.pairwise(steps)
        ),
    ]


F1: Final = Fact(
    number=1,
    name="Consensus keeps more of the status quo, and takes longer, than majority",
    source="Miller & Vanberg 2013; Tsebelis 2002",
    direction="From consensus to majority: more changed, further from the status quo, sooner; step by step.",
    trap="Without a reversion point of its own nobody could prefer the status quo: here every delegation "
    "weighs each wording against the status quo by its own salience.",
    variants={
        f"{menu} {rule}": MENUS[menu].but(**fields) for menu in BOTH for rule, fields in _LADDER.items()
    },
    claims=(
        *(claim for menu in BOTH for claim in _first(menu)),
        *(
            compare("anything changed", changed, f"{menu} consensus", f"{menu} majority", role="note")
            for menu in BOTH
        ),
    ),
    amended="in TXT something changed in every room under consensus (-0.005 [-0.018, +0.008]), so that no rule could "
    "change more often; whether every clause was closed takes its place there, the former measure stays as a note. In "
    "ALL the same has been so nearly since striking a clause counts as undoing all of it (seed 1, 400 pairs: +0.000 "
    "[-0.008, +0.008]); there it is now whether every clause got text. On the draws printed here the former claim "
    "would have held, by a hundredth.",
    mechanism="until 0.1.0 it was looked at among others while the form was changed. In 0.10.0 the bound on what "
    "support counts where one can be outvoted was taken out while looking at it (seeds 77 to 79): it was "
    "opposite in two families.",
)


def _backs_another(rooms: Played) -> FloatArray:
    share: FloatArray = backs_another(rooms).mean(axis=(1, 2))
    return share


def _changes(rooms: Played) -> FloatArray:
    share: FloatArray = is_changed(rooms).mean(axis=(1, 2))
    return share


def _distance_moved(rooms: Played) -> FloatArray:
    mean: FloatArray = moved(rooms).mean(axis=(1, 2))
    return mean


_COUNCIL: Final[dict[str, dict[str, object]]] = {
    "unanimity": {"rule": "consensus"},
    "majority": {"rule": "qualified_majority", "threshold": 2 / 3},
}
_FILES: Final = {"one issue": 1, "four issues": 4}


def _fifth(menu: Menu) -> dict[str, RoomSpec]:
    return {
        f"{menu} {file}, {rule}": MENUS[menu].but(issues=number, **fields)
        for file, number in _FILES.items()
        for rule, fields in _COUNCIL.items()
    }


_ONE: Final = ("TXT one issue, majority", "TXT one issue, unanimity")
_FOUR: Final = ("TXT four issues, majority", "TXT four issues, unanimity")

F5: Final = Fact(
    number=5,
    name="Positions change less under unanimity, except on files with several issues, where trades pay",
    source="Aksoy 2012 (working paper 2011)",
    direction="On one-issue files fewer positions change under unanimity than under majority; on files with "
    "four issues the gap is smaller or turns round, and trading there pays.",
    trap="Under unanimity everybody ends up consenting, so consent is no change of position: a position is the "
    "wording that a delegation stands up for, and it has changed if that is another at last than at first. How far "
    "a delegation would go is told beside it. As in the data on the Council of the European Union, only files "
    "count that were decided, here: under both rules; abstaining does not block, and the majority is "
    "qualified.",
    variants={
        **_fifth("TXT"),
        **_fifth("ALL"),
        "TXT four issues, unanimity, no trade": TXT.but(package=False).with_protocol(trade__enabled=False),
    },
    claims=(
        compare("positions changed", _backs_another, *_ONE, expects="less", where=both_agreed),
        interact(
            "positions changed, unanimity less majority: four issues less one, TXT",
            _backs_another,
            _ONE,
            _FOUR,
            where=both_agreed,
        ),
        compare(
            "mean gain",
            gained,
            "TXT four issues, unanimity, no trade",
            "TXT four issues, unanimity",
            role="additional",
        ),
        compare("positions changed, undecided too", _backs_another, *_ONE, expects="less", role="note"),
        compare(
            "positions changed",
            _backs_another,
            "TXT four issues, unanimity, no trade",
            "TXT four issues, unanimity",
            role="note",
        ),
        compare("sessions held", _sessions, *_ONE, where=both_agreed, role="note"),
        compare("sessions held", _sessions, *_FOUR, where=both_agreed, role="note"),
        compare(
            "would go as far as another rung", _changes, *_ONE, expects="less", where=both_agreed, role="note"
        ),
        compare("distance moved", _distance_moved, *_ONE, expects="less", where=both_agreed, role="note"),
        compare("positions changed", _backs_another, *_FOUR, where=both_agreed, role="note"),
        compare(
            "positions changed",
            _backs_another,
            "ALL one issue, majority",
            "ALL one issue, unanimity",
            expects="less",
            where=both_agreed,
            role="note",
        ),
    ),
    times=2,
    amended="a position was first taken to have changed if the delegation would go so far that another rung was the "
    "nearest. That is consent, which the trap excludes: it was so for 98 to 100 of 100 delegations that stood half a "
    "rung or more from the text (seed 1, 343 rooms). On draws of another seed it came out +0.056 [+0.051, +0.062], "
    "opposite, and stays as a note.",
    mechanism="where all must agree one's own wish counts for more than company (`coalesce.veto`), and who sold a "
    "clause fights less for its own wording there (`coalesce.deliver`, 0.10.0, seeds 78 and 79): both "
    "made for this fact. Until 0.9.0 it counted more to stand with enough others where one can be "
    "outvoted, made for it too: with what waiting and standing alone cost since 0.8.0 that held everybody "
    "to its first wording, and it was opposite.",
)


def _obstructed(menu: Menu) -> tuple[tuple[str, str], tuple[str, str]]:
    majority, consensus = [
        (f"{menu} {rule}", f"{menu} {rule}, obstructor") for rule in ("majority", "consensus")
    ]
    return majority, consensus


def _far_more(menu: Menu) -> Claim:
    """Return the claim that what is lost under consensus is more than twice what is lost under majority."""
    (a, b), (c, d) = _obstructed(menu)

    def measure(rooms: Rooms) -> Estimate:
        lost = [text_share(rooms[one]) - text_share(rooms[two]) for one, two in ((a, b), (c, d))]
        return contrast(lost[1] - 2 * lost[0])

    return Claim(
        words=f"clauses lost under consensus less twice those lost under majority, {menu}",
        measure=measure,
        role="additional",
    )


F18: Final = Fact(
    number=18,
    name="One obstructor hurts far more under consensus than under majority",
    source="Depledge 2008",
    direction="Text lost when the delegation in the middle of the room turns obstructor: more under "
    "consensus.",
    trap="An extreme delegation would be outvoted anyway: the one replaced is the median, in the same rooms.",
    variants={
        f"{menu} {rule}{who}": MENUS[menu].but(seating="median first", strategies=rows, **_LADDER[rule])
        for menu in BOTH
        for rule in ("consensus", "majority")
        for who, rows in (("", ()), (", obstructor", ((0, "obstructor"),)))
    },
    claims=(
        *(
            interact(
                f"clauses with text, obstructor less median: consensus less majority, {menu}",
                text_share,
                *_obstructed(menu),
                expects="less",
            )
            for menu in BOTH
        ),
        *(_far_more(menu) for menu in BOTH),
    ),
    mechanism="the value of waiting (`concede.premium`), changed for F11, makes the loss beyond twice three times as "
    "large in rooms of the kind ALL.",
)

_NEARLY: Final = TXT.but(delegations=20, sessions=12, leftover="fail")
_STANDS_BY: Final = [JOINS.index("joins"), JOINS.index("joins_with_statement")]


def _exists(rooms: Played) -> np.ndarray:
    found: np.ndarray = (rooms.result.option >= 0).any(axis=1)
    return found


def _participation(rooms: Played) -> FloatArray:
    share: FloatArray = np.isin(rooms.result.joins[:, rooms.decide], _STANDS_BY).mean(axis=1)
    return share


def _left_out(rooms: Rooms) -> Estimate:
    """Return the share that joins a document put through by a vote, less 1: all join what is adopted by consensus."""
    voted = rooms["vote above 70 %"]
    return contrast(_participation(voted) - 1.0, _exists(voted))


def _low_participation(rooms: Rooms) -> Estimate:
    voted = rooms["vote above 70 %"]
    low = voted.result.outcome_class == OUTCOME_CLASSES.index("adopted_low_participation")
    return share_less(low[_exists(voted)], 0.0)


def _trust(rooms: Played) -> FloatArray:
    return rooms.trust


F19: Final = Fact(
    number=19,
    name="Forcing a vote on a text near consensus: more is adopted, fewer take part",
    source="WCIT-12 (89 of 144 signed after a vote)",
    direction="With a vote allowed once 70 % prefer the text: more adopted, fewer join, less trust.",
    trap="Files that go to a vote differ from files that do not: here the same rooms are played with and "
    "without the possibility, and open clauses sink the document, so that something is at stake.",
    variants={
        "no vote": _NEARLY,
        "vote above 70 %": _NEARLY.but(call_vote=0.7),
        "vote above 90 %": _NEARLY.but(call_vote=0.9),
    },
    claims=(
        compare("adopted", _exists, "no vote", "vote above 70 %"),
        Claim(
            words="share that joins what is adopted, less all: vote above 70 %",
            measure=_left_out,
            expects="less",
        ),
        compare("trust at the end", _trust, "no vote", "vote above 70 %", expects="less", role="additional"),
        compare("adopted", _exists, "no vote", "vote above 90 %", role="note"),
        Claim(words="adopted with fewer than two thirds joining", measure=_low_participation, role="note"),
        compare("every clause closed", agreed, "no vote", "vote above 70 %", role="note"),
    ),
    by_construction="a vote is put only where the document would not pass without one, and on the text with its open "
    "clauses, so it can only add documents; whoever votes against or abstains does not join; and the trust of whoever "
    "is outvoted is cut by a parameter",
    amended="counted as shown until a review found that none of its claims could come out the other way.",
    mechanism="trust falls after a lost vote: an assumption made for the last claim of this fact.",
)

FACTS: Final = (F1, F5, F18, F19)
