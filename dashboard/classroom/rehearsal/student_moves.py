"""Which move a simulated student makes: one that the seat could make now, by chance and somewhat by its brief."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from simulation.live import answers_in

__all__ = ["illegal", "move_for"]

type Seen = Mapping[str, Any]
"""What a seat may know, as it is sent."""
type Move = dict[str, Any]

_SAYINGS: Final = (
    "We thank the chair.",
    "We could live with this if others can.",
    "My capital follows this clause with attention.",
    "We are not there yet.",
    "Let us not open again what was agreed.",
)
_PROPOSALS: Final = ("propose_option", "amend", "found_coalition", "join_coalition", "co_sign")
_PLACED: Final = ("support", "can_live_with", "oppose", *_PROPOSALS)
_CLAUSES: Final = ("soften_verb", "request_brackets", "lift_brackets")
_ENDS: Final = {
    "package": answers_in("package"),
    "adoption": ("join_consensus", "join_consensus_with_statement", "dissociate"),
    "signing": answers_in("signing"),
}
_USUAL: Final = 0.75
"""How often the first of those is chosen."""


def move_for(seen: Seen, chance: np.random.Generator) -> Move | None:
    """Return a move; None: there is nothing but to be done."""
    request = seen["request"]
    legal, phase = request["legal"], request["phase"]
    if phase == "floor":
        return _signal(seen, chance)
    if phase in _ENDS:
        there = [move for move in _ENDS[phase] if move in legal]
        if not there:
            return None
        usual = chance.random() < _USUAL
        return {"move": there[0] if usual else _one_of(there, chance)}
    makers: dict[str, Callable[[], Move | None]] = {
        "speak": lambda: {"text": _one_of(_SAYINGS, chance)},
        "consult_bilaterally": lambda: _talk(seen, chance),
        "consult_capital": dict,
        "offer_trade": lambda: _trade(seen, chance),
        "accept_trade": lambda: _answer(seen, chance),
        "refuse_trade": lambda: _answer(seen, chance),
        **{move: lambda: _clause(seen, chance) for move in _CLAUSES},
        **{move: lambda: _place(seen, chance) for move in _PLACED},
    }
    possible = [move for move in legal if move in makers]
    if not possible:
        return None
    move = _one_of(possible, chance)
    fields = makers[move]()
    return None if fields is None else {"move": move, **fields}


def illegal(seen: Seen | None, seat: str, chance: np.random.Generator) -> Move:
    """Return a move that nobody can make: of another phase, on what there is not, or none at all."""
    phase = "" if seen is None else seen["phase"]
    late = "sign" if phase != "signing" else "consult_capital"
    wrong: list[Move] = [
        {"move": late},
        {"move": "accept_trade", "offer": "s9-nobody"},
        {"move": "support", "issue": "nothing", "option": "nothing"},
        {"move": "fly"},
        {"move": "speak", "text": ""},
    ]
    return {"seat": seat, **_one_of(wrong, chance)}


def _one_of[Thing](things: Sequence[Thing], chance: np.random.Generator) -> Thing:
    return things[int(chance.integers(len(things)))]


def _signal(seen: Seen, chance: np.random.Generator) -> Move | None:
    """Answer one of the wordings on the floor, as the brief has it more often than not."""
    request = seen["request"]
    if not request["asked"]:
        return None
    issue, option = _one_of(request["asked"], chance)
    wording = next(
        one
        for topic in seen["issues"]
        if topic["key"] == issue
        for one in topic["options"]
        if one["key"] == option
    )
    kinds = ["support", "can_live_with"] if wording["is_within"] else ["can_live_with", "keep_silent"]
    if wording["is_red"]:
        kinds = ["object_formally", "make_statement"]
    there = [move for move in kinds if move in request["legal"]]
    return {"move": _one_of(there, chance), "issue": issue, "option": option} if there else None


def _open(seen: Seen) -> list[Mapping[str, Any]]:
    return [topic for topic in seen["issues"] if topic["is_open"] and topic["on_agenda"]]


def _clause(seen: Seen, chance: np.random.Generator) -> Move | None:
    topics = _open(seen)
    return {"issue": _one_of(topics, chance)["key"]} if topics else None


def _place(seen: Seen, chance: np.random.Generator) -> Move | None:
    topics = _open(seen)
    if not topics:
        return None
    topic = _one_of(topics, chance)
    options = [one for one in topic["options"] if one["is_admissible"] and not one["on_table"]]
    liked = [one for one in options if not one["is_red"]] or options
    return {"issue": topic["key"], "option": _one_of(liked, chance)["key"]} if liked else None


def _talk(seen: Seen, chance: np.random.Generator) -> Move | None:
    others = [one["key"] for one in seen["others"] if one["key"] not in seen["met"]]
    if not others or seen["own"]["talks_left"] <= 0:
        return None
    found: Move = {"to": _one_of(others, chance)}
    if chance.random() < _USUAL:
        found |= _clause(seen, chance) or {}
    return found


def _trade(seen: Seen, chance: np.random.Generator) -> Move | None:
    others = [one["key"] for one in seen["others"] if one["decides"]]
    places = [(topic, one) for topic in _open(seen) for one in topic["options"] if one["is_admissible"]]
    wanted = [(topic, one) for topic, one in places if one["is_within"]]
    if not others or not wanted:
        return None
    get = _one_of(wanted, chance)
    given = [(topic, one) for topic, one in places if topic["key"] != get[0]["key"] and not one["is_red"]]
    if not given:
        return None
    give = _one_of(given, chance)
    pairs = {name: [topic["key"], one["key"]] for name, (topic, one) in (("give", give), ("get", get))}
    return {"to": _one_of(others, chance), **pairs}


def _answer(seen: Seen, chance: np.random.Generator) -> Move | None:
    offers = seen["offers"]
    return {"offer": _one_of(offers, chance)["id"]} if offers else None
