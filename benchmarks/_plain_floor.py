"""The floor of the plain model: which wordings are heard, who stands against them, and which is taken."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks._plain_delegation import OUT, TOLERANCE, PlainDelegation

if TYPE_CHECKING:
    from benchmarks._plain_conference import PlainConference

__all__ = ["Stand", "best", "decide", "hear", "judge"]

LEAST = 0.01  # nobody is taken for smaller than this


@dataclass(frozen=True, slots=True)
class Stand:
    """How decision-holders take something."""

    unwilling: list[PlainDelegation]
    objectors: list[PlainDelegation]
    statements: list[PlainDelegation]

    @property
    def folded(self) -> list[PlainDelegation]:
        """Who is unwilling and lets it pass rather than stand alone."""
        return [d for d in self.unwilling if d not in self.objectors]


def best(among: list[int], *keys: list[float]) -> int:
    """Return the option that is best by the first key, ties by the next; -1 where there is none."""
    left = among
    for key in keys:
        top = max((key[o] for o in left), default=OUT)
        left = [o for o in left if key[o] >= top - TOLERANCE]
    return left[0] if left else -1


def gumbel(uniform: float) -> float:
    """Return noise that, added to a log weight, makes the maximum a draw in proportion to weight."""
    return -math.log(max(-math.log(max(uniform, 1e-300)), 1e-300))


def hear(model: "PlainConference", q: int) -> list[int]:
    """Return the wordings on the floor: the table, platforms and one speaker's."""
    voice = [0.0] * len(model.everyone)
    for d in model.everyone:
        if d.proposes:
            for a, weight in d.speaks_through:
                voice[a] += d.capability * d.salience[q] * weight
    floor = {model.table[q]} | set(_platforms(model, q, voice))
    noise = model.drawn("floor")
    heard, speaker = OUT, None
    for d in model.everyone:
        if d.proposes and _may_table(model, d, q) and voice[d.row] > 0:
            score = math.log(voice[d.row]) + gumbel(noise[d.row][q])
            if score > heard:
                heard, speaker = score, d
    model.tabled[q] = None
    if speaker is not None:
        option = _wording(model, speaker, q)
        model.tabled[q] = speaker, option
        floor.add(option)
    return sorted(floor)


def _platforms(model: "PlainConference", q: int, voice: list[float]) -> list[int]:
    """Return the platforms that are heard."""
    noise, score = model.drawn("platform")[q], {}
    for o in range(model.n_options):
        pooled = sum(voice[d.row] for d in model.everyone if d.platform[q] == o)
        if pooled > 0:
            score[o] = math.log(pooled) + gumbel(noise[o])
    return sorted(score, key=lambda o: -score[o])[: model.rules.propose.hearings]


def _may_table(model: "PlainConference", d: PlainDelegation, q: int) -> list[int]:
    """Return what it may table, and would: what it could accept today, or is worth no less to it than no text."""
    may = [o for o in range(model.n_options) if model.admissible(q, o) and not d.red[q][o]]
    return [o for o in may if d.could[q][o] or d.gain[q][o] >= -TOLERANCE]


def _wording(model: "PlainConference", d: PlainDelegation, q: int) -> int:
    """Return what a speaker tables."""
    may, tie = _may_table(model, d, q), model.drawn("tie")[q]
    option = best([o for o in may if d.could[q][o]], model.beliefs[q][d.row], d.gain[q], tie)
    return option if option >= 0 else best(may, d.gain[q], tie)


def judge(model: "PlainConference", margins: list[float], reds: list[bool], *, protected: bool) -> Stand:
    """Return who is unwilling, after the line of the blocs, and who of them objects although it has a price."""
    short = {d.row: -d.mixed(margins) for d in model.deciders}
    unwilling = [d for d in model.deciders if reds[d.row] or short[d.row] > TOLERANCE]
    if not protected:
        return Stand(unwilling, unwilling, [])
    rules = model.rules.signal
    size = {d.row: max(d.capability, LEAST) ** rules.size for d in model.deciders}
    room = sum(size.values())
    others = 1.0 - sum(size[d.row] for d in unwilling) / room
    price = rules.isolation * (1.0 + rules.fatigue * model.session) * others * room / len(model.deciders)
    pays = {d.row: price / size[d.row] for d in unwilling}
    objectors = [d for d in unwilling if reds[d.row] or short[d.row] > pays[d.row] + TOLERANCE]
    folded = [d for d in unwilling if d not in objectors]
    return Stand(unwilling, objectors, [d for d in folded if short[d.row] > pays[d.row] / 2 + TOLERANCE])


def decide(model: "PlainConference", floor: dict[int, list[int]]) -> list[int]:
    """Close what nobody objects to; return the issues that closed."""
    taken: dict[int, tuple[int, Stand]] = {}
    for q, wordings in floor.items():
        stands = {o: _stand(model, q, o) for o in wordings}
        for d in model.everyone:
            d.objects[q] = d in stands[model.table[q]].objectors
        passing = {o: _merit(model, q, o, stands[o]) for o in wordings if not stands[o].objectors}
        if passing:
            option = max(passing, key=lambda o: passing[o])
            taken[q] = option, stands[option]
    for q, (o, stand) in taken.items():
        model.close(q, o, stand)
    return list(taken)


def _stand(model: "PlainConference", q: int, o: int) -> Stand:
    """Return how a wording on the floor is taken."""
    joined = sum(d.platform[q] == o for d in model.deciders) / len(model.deciders)
    cosigned = any(d.platform[q] == o for d in model.everyone)
    cosigned = cosigned and joined >= model.rules.coalesce.cosign - TOLERANCE
    margins, reds = [_margin(model, d, q, o) for d in model.everyone], [d.red[q][o] for d in model.everyone]
    return judge(model, margins, reds, protected=o == model.table[q] or cosigned)


def _margin(model: "PlainConference", d: PlainDelegation, q: int, o: int) -> float:
    """Return what a wording leaves over what is asked; nobody stands against its own words."""
    is_own = model.tabled[q] == (d, o) or o == d.opening[q]
    is_sound = not d.red[q][o] and d.gain[q][o] >= -TOLERANCE
    stands_by_it = is_own and is_sound and model.rules.signal.in_character
    return max(d.margin[q][o], 0.0) if stands_by_it else d.margin[q][o]


def _merit(model: "PlainConference", q: int, o: int, stand: Stand) -> float:
    """Return what speaks for a wording that passes: its worth to the room by weight, or else the order of reading."""
    rules, tie = model.rules, model.drawn("tie")[q][o]
    if rules.decide.voice == 0:
        edits = -1 if o == model.table[q] else model.edits(q, o)
        return float(-10.0 * edits + 1.0 - len(stand.unwilling) / len(model.deciders) + tie)
    worth = sum(d.capability * d.gain[q][o] for d in model.deciders)
    cares = sum(d.capability * d.salience[q] for d in model.deciders)
    mean = worth / cares if cares > 0 else 0.0
    price = rules.values.edit_price * model.edits(q, o)
    return float(rules.decide.voice * mean - price - rules.decide.lean * model.taste[q][o] + tie)
