"""Facts about linkage: packages, different saliences, small groups with something to trade."""

from typing import Final

from simulation.arrays import FloatArray
from simulation.evidence.facts.claims import Of, both_agreed, compare, interact
from simulation.evidence.facts.fact import Claim, Fact, Role
from simulation.evidence.facts.measures import agreed, gain, gained, text_share
from simulation.evidence.facts.play_rooms import Played
from simulation.evidence.facts.rooms import BOTH, MENUS, TXT, Menu, RoomSpec

__all__ = ["FACTS"]

_WIDE: Final = (1.0, 1.0)
"""Half-widths that reach across the whole axis: no red lines."""


def _agreement(menu: Menu) -> tuple[str, Of]:
    """Return what counts as agreement: with deletion at hand every room closes, so there it is text."""
    return ("clauses with text", text_share) if menu == "ALL" else ("every clause closed", agreed)


def _third(menu: Menu) -> list[Claim]:
    words, of = _agreement(menu)
    pairs = {
        number: (f"{menu} {number} clauses, one by one", f"{menu} {number} clauses, package")
        for number in (2, 3, 5)
    }
    return [
        *(compare(words, of, *pairs[number]) for number in (3, 5)),
        *(compare("mean gain", gained, *pairs[number]) for number in (3, 5)),
        interact(
            f"{words}, package less one by one: five clauses less two, {menu}",
            of,
            pairs[2],
            pairs[5],
            role="additional",
        ),
        compare(words, of, *pairs[2], role="note"),
    ]


F3: Final = Fact(
    number=3,
    name="A package gets more than clause by clause",
    source="Mannix, Thompson & Bazerman 1989; Poast 2012",
    direction="In a package more is agreed and everybody gains more, the more so the more clauses there are.",
    trap="If a loss on one clause could always be paid for on another, it would be arithmetic: red lines "
    "stay, and no gain elsewhere buys them. The case without red lines stands beside it.",
    variants={
        **{
            f"{menu} {number} clauses, {mode}": MENUS[menu].but(issues=number, package=mode == "package")
            for menu in BOTH
            for number in (2, 3, 5)
            for mode in ("one by one", "package")
        },
        **{
            f"TXT 3 clauses, {mode}, no red lines": TXT.but(issues=3, package=mode == "package", red=_WIDE)
            for mode in ("one by one", "package")
        },
    },
    claims=(
        *(claim for menu in BOTH for claim in _third(menu)),
        compare(
            "every clause closed",
            agreed,
            "TXT 3 clauses, one by one, no red lines",
            "TXT 3 clauses, package, no red lines",
            role="note",
        ),
    ),
    keeps={"status_quo": "in the middle of all that is wanted there is next to nothing to gain on a clause"},
    amended="until 0.9.0 it was played with the status quo in the middle too, and was opposite there: mean gain -0.000 "
    "to -0.001 (0.8.0, 400 pairs). There some wording gives the room more than the status quo on 20 of 100 clauses, "
    "elsewhere on 86 to 92, and a tenth can be gained: whatever closes more closes texts that gain nothing.",
    mechanism="how time presses and the value of waiting, changed for F9 and F11, carry what a package adds in rooms "
    "with text only: without either it all but vanishes there. What five clauses add in rooms of the kind ALL rests "
    "on the price of an edit (`values.edit_price`), made for F15.",
)

_TOPS: Final = {"low": 0.4, "high": 0.7}


def _fourth(menu: Menu) -> list[Claim]:
    def pair(concentration: str, tail: str = "") -> tuple[str, str]:
        shared, different = [f"{menu} {concentration}, {top}{tail}" for top in ("shared", "different")]
        return shared, different

    words, of = _agreement(menu)
    return [
        compare("mean gain", gained, *pair("high")),
        compare("mean gain", gained, *pair("low"), role="additional"),
        interact(
            f"mean gain, different less shared: high concentration less low, {menu}",
            gained,
            pair("low"),
            pair("high"),
            role="additional",
        ),
        interact(
            f"mean gain, different less shared: with package and trade less without, high, {menu}",
            gained,
            pair("high", ", no exchange"),
            pair("high"),
            role="additional",
        ),
        compare(words, of, *pair("high"), expects="no less", margin=0.02, role="additional"),
        compare(words, of, f"{menu} low, shared", f"{menu} high, shared", role="note"),
    ]


def _saliences(menu: Menu) -> dict[str, RoomSpec]:
    found = {}
    for concentration, share in _TOPS.items():
        for top in ("shared", "different"):
            key, spec = f"{menu} {concentration}, {top}", MENUS[menu].but(salience=top, top=share)
            found[key] = spec
            if concentration == "high":
                found[f"{key}, no exchange"] = spec.but(package=False).with_protocol(trade__enabled=False)
    return found


F4: Final = Fact(
    number=4,
    name="Different saliences, not just unequal ones, raise the gains from exchange",
    source="Stokman & van Oosten 1994; Arregui, Stokman & Thomson 2006; Raiffa 1982",
    direction="With the same concentration, gains are higher where each has another top issue than where all "
    "share one.",
    trap="Concentration by itself makes hold-outs: it is a lever of its own (one issue counts .4 or .7), and "
    "shared and different are compared at the same one. Agreement may not fall by more than .02.",
    variants={key: spec for menu in BOTH for key, spec in _saliences(menu).items()},
    claims=tuple(claim for menu in BOTH for claim in _fourth(menu)),
    mechanism="what matters is let go of last (`concede.priority`): changed for this fact, to which it brings nothing "
    "since every edit has a price; that price (`values.edit_price`) costs it agreement in rooms of the kind ALL.",
)


def _lowest(rooms: Played) -> FloatArray:
    least: FloatArray = gain(rooms).min(axis=1)
    return least


def _inequality(rooms: Played) -> FloatArray:
    spread: FloatArray = gain(rooms).std(axis=1)
    return spread


def _with_loss(rooms: Played) -> FloatArray:
    share: FloatArray = (gain(rooms) < 0.0).mean(axis=1)
    return share


_TASK: Final = TXT.but(
    issues=3,
    common=0.0,
    salience="different",
    top=0.6,
    red=_WIDE,
    failure_cost=0.8,
    status_quo=0.5,
    leftover="fail",
)
_RULE: Final = {"unanimity": "unanimity", "majority": "simple_majority"}


def _group(size: int, rule: str, agenda: str) -> RoomSpec:
    task = _TASK.but(delegations=size, rule=_RULE[rule], package=agenda == "package")
    return task.with_protocol(clock__floor=3 if agenda == "package" else 1, agenda__order="as_listed")


def _size(size: int) -> list[Claim]:
    base, variant = f"{size}, majority, fixed agenda", f"{size}, unanimity, package"
    role: Role = "primary" if size == 3 else "additional"  # noqa: PLR2004 # the size of the groups in the experiments
    return [
        compare("joint gain", gained, base, variant, where=both_agreed, role=role),
        compare("spread of gains", _inequality, base, variant, where=both_agreed, expects="less", role=role),
        compare("lowest gain", _lowest, base, variant, where=both_agreed, role=role),
    ]


F6: Final = Fact(
    number=6,
    name="In small groups unanimity gives higher joint gains, majority with a fixed agenda unequal splits",
    source="Thompson, Mannix & Bazerman 1988; Mannix, Thompson & Bazerman 1989",
    direction="Given that both agree: unanimity with a package gives more in all, a smaller spread, and more "
    "to the last than majority with one issue at a time, which is the worst of the four.",
    trap="A rule under which less is agreed looks better among what is agreed: only pairs count that agree "
    "under both rules, and success itself stands in F1. The task is that of the experiments: groups of three "
    "(and five), three issues of five levels, each with another top issue, no red lines, and nothing for "
    "anybody without agreement.",
    variants={
        f"{size}, {rule}, {agenda}": _group(size, rule, agenda)
        for size in (3, 5)
        for rule in _RULE
        for agenda in ("fixed agenda", "package")
    },
    claims=(
        *(claim for size in (3, 5) for claim in _size(size)),
        compare(
            "joint gain",
            gained,
            "3, majority, fixed agenda",
            "3, unanimity, fixed agenda",
            where=both_agreed,
            role="additional",
        ),
        compare(
            "joint gain",
            gained,
            "3, majority, fixed agenda",
            "3, majority, package",
            where=both_agreed,
            role="additional",
        ),
        compare(
            "share left with a loss",
            _with_loss,
            "3, majority, fixed agenda",
            "3, unanimity, package",
            where=both_agreed,
            expects="less",
            role="note",
        ),
        compare("all closed", agreed, "3, majority, fixed agenda", "3, unanimity, package", role="note"),
    ),
    keeps={"delegations": "it is about groups of three and of five"},
    mechanism="the joint gain of groups of five rests on what matters going last (`concede.priority`), changed for "
    "F4.",
    amended="the draft first stood on the status quo, where 81 to 90 of 100 clauses closed one by one at no gain to "
    "anybody, so that nothing was divided; it now stands at 1, and an open clause sinks the document. First results, "
    "groups of three: joint gain +0.039 [+0.035, +0.043], spread +0.019 [+0.013, +0.024], lowest gain +0.023 [+0.015, "
    "+0.031].",
)

FACTS: Final = (F3, F4, F6)
