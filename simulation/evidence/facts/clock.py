"""Facts about time: the deadline, time pressure, the curve of the brackets."""

from collections.abc import Callable
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.facts.claims import both_agreed, climb, compare, interact
from simulation.evidence.facts.fact import Claim, Fact, Role, Rooms
from simulation.evidence.facts.measures import (
    agreed,
    contrast,
    difference,
    difference_of_shares,
    last_closing,
    moved,
    share_less,
)
from simulation.evidence.facts.play_rooms import Played
from simulation.evidence.facts.rooms import BOTH, MENUS, Menu
from simulation.stats.interval import Estimate

__all__ = ["FACTS"]

_LATE: Final = 0.2
"""Share of the sessions that counts as the end, and so what chance would put there."""


def _late(rooms: Played) -> BoolArray:
    """Return where the last clause closed in the last fifth of the sessions, `[R]`; of rooms that agreed."""
    late: BoolArray = last_closing(rooms) > (1.0 - _LATE) * rooms.spec.sessions
    return late


def _clusters(key: str, role: Role) -> Claim:
    return Claim(
        words=f"full agreements in the last fifth of the sessions, less chance (.20): {key}",
        measure=lambda rooms: share_less(_late(rooms[key])[agreed(rooms[key])], _LATE),
        role=role,
    )


F9: Final = Fact(
    number=9,
    name="Agreements cluster at the deadline",
    source="Roth, Murnighan & Schoumaker 1988",
    direction="More than a fifth of full agreements fall in the last fifth of the sessions; not so without a "
    "clock.",
    trap="A concession rule in the share of time that has passed builds it in. Here time presses in sessions, "
    "but it does press more towards the end: with four clauses, two a session, the work left never exceeds the "
    "lead of three sessions that capital needs, so pressure to ask for new instructions is 3 over the sessions "
    "left, at most 1, squared. So a conference twice as long is tested too, one without the lead (pressure is "
    "then the work left over the sessions left, squared), and one without the clock.",
    variants={
        **{f"{menu} {n} sessions": MENUS[menu].but(sessions=n) for menu in BOTH for n in (20, 40)},
        **{f"{menu} 20 sessions, no clock": MENUS[menu].with_protocol(clock__enabled=False) for menu in BOTH},
        **{f"{menu} 20 sessions, no lead": MENUS[menu].with_protocol(clock__lead=0.0) for menu in BOTH},
        **{f"{menu} 20 sessions, late givers": MENUS[menu].but(strategy="boulware") for menu in BOTH},
    },
    claims=(
        *(_clusters(f"{menu} 20 sessions", "primary") for menu in BOTH),
        *(_clusters(f"{menu} 40 sessions", "additional") for menu in BOTH),
        *(_clusters(f"{menu} 20 sessions, no lead", "additional") for menu in BOTH),
        *(
            compare(
                "last clause closed in the last fifth",
                _late,
                f"{menu} 20 sessions",
                f"{menu} 20 sessions, no clock",
                where=both_agreed,
                expects="less",
                role="additional",
            )
            for menu in BOTH
        ),
        *(_clusters(f"{menu} 20 sessions, late givers", "note") for menu in BOTH),
    ),
    amended="after a review the trap was reworded (it had called pressure the work left over the sessions left), and "
    "the claims without the lead were added; the reviewer had seen that they hold. What the clock adds was told "
    "between the rooms that agree with it and those that agree without, which are not the same rooms; now it is told "
    "in rooms that agree both ways.",
    mechanism="how time presses (`clock.urgency`, `clock.lead`, `clock.work`) was changed for this fact, which came "
    "out opposite in rooms of the kind ALL; since every edit has a price it holds without that change too, more "
    "weakly.",
)


def _at_the_last_minute(rooms: Played) -> BoolArray:
    """Return in which rooms everything was agreed, and the last of it in the very last session, `[R]`."""
    last: BoolArray = agreed(rooms) & (last_closing(rooms) >= rooms.spec.sessions)
    return last


def _among_agreed(menu: Menu) -> Claim:
    def measure(rooms: Rooms) -> Estimate:
        long, short = (rooms[f"{menu} {n} sessions"] for n in (20, 5))
        return difference_of_shares(*(_at_the_last_minute(p)[agreed(p)] for p in (long, short)))

    return Claim(
        words=f"of full agreements, those of the very last session: {menu} 5 sessions less 20",
        measure=measure,
        role="note",
    )


_SESSIONS: Final = (20, 15, 11, 8, 6, 5)
"""Each about three quarters of the one before, odd and even."""


def _conceded(rooms: Played) -> FloatArray:
    """Return the mean share of the way to the limit released when clauses closed, `[R]`."""
    mean: FloatArray = rooms.give[:, rooms.decide].mean(axis=(1, 2))
    return mean


def _distance(rooms: Played) -> FloatArray:
    mean: FloatArray = moved(rooms)[:, rooms.decide].mean(axis=(1, 2))
    return mean


def _told_beside(menu: Menu, base: str, variant: str) -> list[Claim]:
    """Return the notes: former measures, each with what is wrong with it told in `amended`."""
    released = "share of the way released at closing, agreed in both"
    everywhere = "agreed in the very last session, all rooms"
    return [
        compare(released, _conceded, base, variant, where=both_agreed, role="note"),
        compare(everywhere, _at_the_last_minute, base, variant, role="note"),
        _among_agreed(menu),
    ]


def _tenth(menu: Menu) -> list[Claim]:
    base, variant = f"{menu} 20 sessions", f"{menu} 5 sessions"
    ladder = [f"{menu} {n} sessions" for n in _SESSIONS]
    return [
        *climb("every clause closed", agreed, ladder, expects="less"),
        compare(
            "agreed in the very last session, agreed in both",
            _at_the_last_minute,
            base,
            variant,
            where=both_agreed,
        ),
        compare(
            "distance moved, in lengths of the axis, agreed in both",
            _distance,
            base,
            variant,
            where=both_agreed,
            expects="no more",
            margin=0.05,
            role="additional",
        ),
        interact(
            f"every clause closed, 5 sessions less 20: wide opening gaps less narrow, {menu}",
            agreed,
            (f"{menu} narrow, 20 sessions", f"{menu} narrow, 5 sessions"),
            (base, variant),
            expects="less",
            role="additional",
        ),
        *_told_beside(menu, base, variant),
    ]


F10: Final = Fact(
    number=10,
    name="Less time: more breakdowns and last-minute deals, not larger concessions, worse with wide gaps",
    source="Karagözoğlu & Kocher 2019",
    direction="From 20 sessions over 15, 11, 8 and 6 to 5: fewer full agreements, which never go up by more than .05 "
    "from one to the next, nor down by more than .6 of the way at once; more of them in the last session; concessions "
    "larger by no more than .05; fewer agreements still the wider the opening positions.",
    trap="With a clock in shares of time nothing could change: capital releases only so much a session and the floor "
    "reads only so many clauses. Two ends can differ by a cliff, or by chance of odd and even, so neighbours are "
    "compared. Last-minute deals and concessions are, as in the experiment, those of pairs that agree, here the same "
    "rooms with more time and with less; narrow gaps are the same positions drawn half-way to the middle.",
    variants={
        f"{menu} {words}{n} sessions": MENUS[menu].but(spread=spread, sessions=n)
        for menu in BOTH
        for words, spread, sessions in (("", 1.0, _SESSIONS), ("narrow, ", 0.5, (20, 5)))
        for n in sessions
    },
    claims=tuple(claim for menu in BOTH for claim in _tenth(menu)),
    times=2,
    amended="Concessions were first measured as the share of the way to the limit that was released inside a "
    "delegation: +.28 and +.21 (in part). Nobody sees that share; what the source measures, and what stood beside it "
    "as a note from the start, is how far demands came down: +.007 and +.006. The share is now the note. At first 20 "
    "and 5 sessions alone were compared, and last-minute deals between the rooms that agreed with 20 and those that "
    "agreed with 5, which are not the same rooms. Among all rooms, tried on seed 1, there are fewer of them with less "
    "time (-.30 in ALL), since so few agree at all. Both stand as notes.",
    mechanism="how time presses and the value of waiting were changed while looking at this fact among others; as "
    "amended it holds with each change undone by itself.",
)

_EARLY: Final = slice(0, 1)
_TOP: Final = slice(3, 6)
_MIDDLE: Final = (5, 14)
_END: Final = (14, 19)


def _curve(menu: Menu, words: str, of: Callable[[FloatArray], FloatArray], *, expects: str = "more") -> Claim:
    def measure(rooms: Rooms) -> Estimate:
        return contrast(of(rooms[f"{menu} eight clauses"].brackets.astype(np.float64)))

    return Claim(words=f"brackets, {words}, {menu}", measure=measure, expects=expects)  # type: ignore[arg-type]


def _rise(brackets: FloatArray) -> FloatArray:
    rise: FloatArray = brackets[:, _TOP].mean(axis=1) - brackets[:, _EARLY].mean(axis=1)
    return rise


def _fall(brackets: FloatArray) -> FloatArray:
    fall: FloatArray = brackets[:, -1] - brackets[:, _TOP].mean(axis=1)
    return fall


def _late_fall(brackets: FloatArray) -> FloatArray:
    """Return the fall a session from 15 to 20 less that from 6 to 15."""
    late = (brackets[:, _END[0]] - brackets[:, _END[1]]) / (_END[1] - _END[0])
    before = (brackets[:, _MIDDLE[0]] - brackets[:, _MIDDLE[1]]) / (_MIDDLE[1] - _MIDDLE[0])
    steeper: FloatArray = late - before
    return steeper


def _step(menu: Menu) -> Claim:
    """Return the claim that brackets fall at the chair's first text by more than in the same session without it."""

    def measure(rooms: Rooms) -> Estimate:
        spoken, silent = rooms[f"{menu} eight clauses"], rooms[f"{menu} eight clauses, no chair's text"]
        rows = np.flatnonzero(spoken.chair_text_at > 0)
        at = spoken.chair_text_at[rows]
        steps = [p.brackets[rows, at] - p.brackets[rows, at - 1] for p in (spoken, silent)]
        return difference(steps[1], steps[0])

    return Claim(
        words=f"brackets, change in the session of the chair's first text, with it less without, {menu}",
        measure=measure,
        expects="less",
    )


F11: Final = Fact(
    number=11,
    name="Brackets rise, then fall in steps, steepest late and at texts of the chair",
    source="Bracket counts of the Paris text, 2015; Watkinson on drafting decisions",
    direction="Formal objections on eight clauses: up from session 1 to sessions 4 to 6, down by the end, "
    "faster in the last five sessions than in the nine before, and down at the chair's first text.",
    trap="Brackets fall anyway when a chair's text comes late: the step is measured against the same session "
    "of the same room without that text. Shape is compared, not counts, and the sessions were chosen "
    "beforehand.",
    variants={
        f"{menu} eight clauses{words}": spec
        for menu in BOTH
        for words, spec in (
            ("", MENUS[menu].but(issues=8)),
            (", no chair's text", MENUS[menu].but(issues=8).with_protocol(chair_text__enabled=False)),
        )
    },
    claims=tuple(
        claim
        for menu in BOTH
        for claim in (
            _curve(menu, "sessions 4 to 6 less session 1", _rise),
            _curve(menu, "session 20 less sessions 4 to 6", _fall, expects="less"),
            _curve(menu, "fall a session, 15 to 20 less 6 to 15", _late_fall),
            _step(menu),
        )
    ),
    mechanism="how time presses (`clock.urgency`, `clock.lead`, `clock.work`) and the value of waiting "
    "(`concede.premium`) were changed for this fact until 0.1.0; in 0.10.0 what is traded on a clause is "
    "given once it is called (seeds 77 to 79): before, brackets fell faster in the middle in two "
    "families.",
)

FACTS: Final = (F9, F10, F11)
