"""Facts about the text: polarised blocs and vague words, what vague words are worth, the first draft."""

from typing import Final

from simulation.arrays import FloatArray
from simulation.evidence.facts.claims import compare, no_cliff
from simulation.evidence.facts.fact import Claim, Fact, Rooms
from simulation.evidence.facts.measures import (
    clean_share,
    contrast,
    lies,
    text_share,
    vague_share,
)
from simulation.evidence.facts.play_rooms import Played
from simulation.evidence.facts.rooms import ALL, BOTH, MENUS, Menu
from simulation.stats.interval import Estimate

__all__ = ["FACTS"]

_CAMPS: Final = {"together": 0.0, "by .2": 0.2, "apart": 0.4, "by .6": 0.6, "far apart": 0.8}
_SPECIALS: Final = {"vague words": ("vague", "delete", "refer"), "no vague words": ("delete", "refer")}
_IN_CAMPS: Final = "positions are those of two camps"


def _parted(words: str) -> list[str]:
    return [f"{distance}, {words}" for distance in _CAMPS]


F12: Final = Fact(
    number=12,
    name="Polarised blocs end without consensus or in vague text",
    source="Tsebelis 2013; WGEC 2014 and 2018",
    direction="Two blocs from 0 to .8 apart, by four steps: plain text vanishes; vague text takes its place where it "
    "is to be had, and nothing does where it is not; none of it at one step.",
    trap="If vague text were worth less than no deal, polarisation would give failure instead: the status "
    "quo lies in the middle, between the blocs, so that vague words can be worth something to both. At .3 "
    "they stand beside it.",
    variants={
        **{
            f"{distance}, {words}": ALL.but(
                camps=camps, blocs=2, status_quo=0.5, specials=specials, red=(0.35, 0.75)
            )
            for distance, camps in _CAMPS.items()
            for words, specials in _SPECIALS.items()
        },
        "far apart, vague words, status quo .3": ALL.but(camps=0.8, blocs=2),
        "together, vague words, status quo .3": ALL.but(camps=0.0, blocs=2),
    },
    keeps={
        "status_quo": "it has to lie between the blocs, and at .3 stands beside it",
        "common": _IN_CAMPS,
    },
    claims=(
        compare("plain text", clean_share, "together, vague words", "far apart, vague words", expects="less"),
        compare("vague text", vague_share, "together, vague words", "far apart, vague words"),
        compare(
            "clauses with text",
            text_share,
            "together, no vague words",
            "far apart, no vague words",
            expects="less",
        ),
        compare(
            "clauses with text",
            text_share,
            "far apart, no vague words",
            "far apart, vague words",
            role="additional",
        ),
        no_cliff("plain text", clean_share, _parted("vague words")),
        no_cliff("vague text", vague_share, _parted("vague words")),
        no_cliff("clauses with text", text_share, _parted("no vague words")),
        compare("vague text", vague_share, "together, vague words", "apart, vague words", role="note"),
        compare(
            "vague text",
            vague_share,
            "together, vague words, status quo .3",
            "far apart, vague words, status quo .3",
            role="note",
        ),
    ),
)


def _expected_implementation(rooms: Rooms) -> Estimate:
    """Return expected implementation far apart less together, in pairs of rooms that both have text."""
    near, far = rooms["together, vague words"], rooms["far apart, vague words"]
    both = (text_share(near) > 0) & (text_share(far) > 0)
    return contrast(far.result.implementation - near.result.implementation, both)


F13: Final = Fact(
    number=13,
    name="Vague clauses are implemented less",
    source="Linos & Pegram 2016",
    direction="Expected implementation of what is adopted: lower where polarised blocs settle for vague "
    "words.",
    trap="No ambiguity is free: what a vague clause gains in agreement it loses in output legitimacy.",
    variants={key: F12.variants[key] for key in ("together, vague words", "far apart, vague words")},
    claims=(
        Claim(
            words="expected implementation: far apart less together, vague words",
            measure=_expected_implementation,
            expects="less",
        ),
    ),
    keeps={"status_quo": "it has to lie between the blocs", "common": _IN_CAMPS},
    by_construction="expected implementation is defined as precision times the share that did not object, "
    "and vague words are given a precision of .4",
)


def _mean_place(rooms: Played) -> FloatArray:
    mean: FloatArray = lies(rooms).mean(axis=1)
    return mean


def _material(menu: Menu) -> Claim:
    """Return the claim that the first draft is worth more than a tenth of a rung, not just more than nothing."""
    return compare(
        "the same by more than a tenth of a rung (.025)",
        _mean_place,
        f"{menu} draft 0",
        f"{menu} draft 1",
        margin=0.025,
        role="additional",
    )


def _where_text(menu: Menu) -> Claim:
    def measure(rooms: Rooms) -> Estimate:
        low, high = rooms[f"{menu} draft 0"], rooms[f"{menu} draft 1"]
        both = (text_share(low) == 1.0) & (text_share(high) == 1.0)
        return contrast(_mean_place(high) - _mean_place(low), both)

    return Claim(words=f"the same, rooms with all text in both, {menu}", measure=measure, role="note")


_DRAFTS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)

F15: Final = Fact(
    number=15,
    name="Whoever holds the first draft has an advantage",
    source="Allee & Elsig 2019",
    direction="First draft at 0, .25, .5, .75 and 1: the text ends nearer to where it began, and not for one of the "
    "steps alone.",
    trap="The draft is no status quo: what is not agreed falls back to .3 whatever the draft. Both step and "
    "size count: an advantage of less than a tenth of a rung is none.",
    variants={f"{menu} draft {draft:g}": MENUS[menu].but(draft=draft) for menu in BOTH for draft in _DRAFTS},
    claims=tuple(
        claim
        for menu in BOTH
        for claim in (
            compare("where the text ends", _mean_place, f"{menu} draft 0", f"{menu} draft 1"),
            _material(menu),
            no_cliff("where the text ends", _mean_place, [f"{menu} draft {draft:g}" for draft in _DRAFTS]),
            compare("where the text ends", _mean_place, f"{menu} draft 0", f"{menu} draft 0.5", role="note"),
            _where_text(menu),
        )
    ),
    times=2,
    mechanism="every edit of the first draft has to bring support (`values.edit_price`), and striking a clause counts "
    "as undoing all of it: made for this fact, which is nothing without.",
)

FACTS: Final = (F12, F13, F15)
