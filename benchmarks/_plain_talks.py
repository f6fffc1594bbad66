"""Talks of the plain model: whom the chair and the delegations meet, what they learn, trade and come to trust."""

from typing import TYPE_CHECKING

from benchmarks._plain_delegation import PlainDelegation

if TYPE_CHECKING:
    from benchmarks._plain_conference import PlainConference

__all__ = ["chair_talks", "talk"]

HALF = 0.5

type Pairs = list[tuple[PlainDelegation, PlainDelegation]]


def chair_talks(model: "PlainConference") -> None:
    """Let the chair learn of those it meets and their blocs."""
    total = sum(d.capability for d in model.everyone)
    for mark in model.drawn("chair_talk"):
        upto, met = 0.0, model.everyone[-1]
        for d in model.everyone:
            upto += d.capability
            if upto > mark * total:
                met = d
                break
        rate = model.rules.consult.learn
        model.chair_unknown = [
            u * (1.0 - rate * d) for u, d in zip(model.chair_unknown, met.disclose, strict=True)
        ]


def talk(model: "PlainConference") -> None:
    """Hold the bilateral talks: learn, trade, trust."""
    marks, still = model.drawn("talk"), model.still_open()
    weight = [d.capability * (1 + sum(d.objects[q] for q in still)) for d in model.everyone]
    for k in range(max(d.talks for d in model.everyone)):
        pairs = []
        for d in model.everyone:
            other = _partner(model, d, weight, marks[d.row][k]) if d.talks > k else None
            if other is not None:
                pairs.append((d, other))
        _tell(model, pairs)
        _trade(model, pairs)
        _come_to_trust(model, pairs)


def _partner(
    model: "PlainConference", d: PlainDelegation, weight: list[float], uniform: float
) -> PlainDelegation | None:
    """Return whom a delegation seeks out."""
    total = sum(weight) - weight[d.row]
    if total <= 0:
        return None
    upto, last = 0.0, None
    for other in model.everyone:
        if other is not d:
            upto += weight[other.row]
            last = other
            if upto > uniform * total:
                return other
    return last


def _tell(model: "PlainConference", pairs: Pairs) -> None:
    """Let both sides of every talk learn."""
    twice = 2 * model.rules.consult.learn
    learned = [d.learn_of(other, min(1.0, twice * d.trust[other.row])) for d, other in pairs]
    for (d, _), unknown in zip(pairs, learned, strict=True):
        d.unknown = unknown
    for d, other in pairs:
        other.unknown[d.row] *= 1.0 - min(1.0, twice * other.trust[d.row])


def _trade(model: "PlainConference", pairs: Pairs) -> None:
    """Strike the trades that are worth it on both sides."""
    rules = model.rules.trade
    for d, other in pairs:
        if d.give <= 0 or other.give <= 0:
            continue
        differs = {
            q: (other.salience[q] - d.salience[q]) * abs(other.ideal[q] - d.ideal[q])
            for q in model.still_open()
        }
        give, get = max(differs, key=lambda q: differs[q]), min(differs, key=lambda q: differs[q])
        if differs[give] > rules.worthwhile and differs[get] < -rules.worthwhile:
            d.traded[give] += rules.step * d.trust[other.row]
            other.traded[get] += rules.step * other.trust[d.row]
    for d in model.everyone:
        d.traded = [min(1.0, share) for share in d.traded]


def _come_to_trust(model: "PlainConference", pairs: Pairs) -> None:
    """Let trust follow agreement on the text on the table, as each is seen to stand to it."""
    still = model.still_open()
    takes = [[d.near[q][model.table[q]] >= HALF for q in still] for d in model.everyone]
    changes = []
    for d, other in pairs:
        same = sum(one == two for one, two in zip(takes[d.row], takes[other.row], strict=True))
        changes.append(model.rules.consult.trust_step * (same / len(still) - 0.5))
    for (d, other), change in zip(pairs, changes, strict=True):
        d.trust[other.row] = min(1.0, max(0.0, d.trust[other.row] + change))
    for (d, other), change in zip(pairs, changes, strict=True):
        other.trust[d.row] = min(1.0, max(0.0, other.trust[d.row] + change))
