"""Says why members of an assembly signed a text, and why it passed or fell, as data until somebody reads it."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from simulation.engine.assembly import AssemblyRecord
from simulation.models.stages import needed
from simulation.reasons.account_line import Line
from simulation.reasons.assembly_reasons import Joining, Vote, joinings, voters, votes
from simulation.words import Said, Value, said, said_of

__all__ = ["explain_member", "explain_text", "headline", "rule_of", "stage_words", "text_name"]

_SHOWN: Final = 6
"""Names of members in one sentence."""
_NOTHING: Final = 0.005
"""What draws less than this is not told."""


def text_name(record: AssemblyRecord, text: int) -> Said:
    """Return what to call a text: its key, with its name if it has one."""
    house = record.house
    key = house.texts[text]
    name = house.case.texts[text].name if text < house.n_given else None
    return said("assembly.text.named", key=key, name=name) if name else Said.verbatim(key)


def headline(record: AssemblyRecord) -> Said:
    """Return how it ended, in one sentence."""
    stages = len(record.house.case.stages)
    through = int((record.passed == stages).sum())
    return said("assembly.headline", n=len(record.passed), through=through)


def stage_words(record: AssemblyRecord, text: int) -> Said:
    """Return what became of a text, in one sentence."""
    stages = record.house.case.stages
    passed = int(record.passed[text])
    if passed == len(stages):
        return said("assembly.passed")
    return said("assembly.fell", stage=stages[passed].name)


def explain_text(record: AssemblyRecord, text: int) -> Iterator[Line]:
    """Yield who signed a text first, who was drawn in and why, and why it passed or fell at each stage."""
    committee = record.house.case.committees[int(record.house.committee[text])].name
    yield Line(text=said("assembly.text", text=text_name(record, text), committee=committee))
    yield Line(text=stage_words(record, text), depth=1)
    yield Line(text=said("assembly.heading.signed"))
    yield from _signed(record, text)
    yield Line(text=said("assembly.heading.stands"))
    yield from _stands(record, text)
    for vote in votes(record, text):
        yield Line(text=Said.verbatim(record.house.case.stages[vote.stage].name))
        yield from _vote(record, text, vote)


def explain_member(record: AssemblyRecord, member: int) -> Iterator[Line]:
    """Yield the texts that a member signed, its way to each of them, and their fate."""
    case = record.house.case
    one = case.members[member]
    rows = np.flatnonzero(record.signed[:, member]).tolist()
    yield Line(text=said("assembly.member", n=len(rows), name=_named(record, member)))
    for row in rows:
        name = text_name(record, row)
        end = stage_words(record, row)
        if row < record.house.n_given:
            yield Line(text=said("assembly.member.came", text=name, end=end), depth=1)
        elif record.first[row] == member:
            yield Line(text=said("assembly.member.first", text=name, end=end), depth=1)
        else:
            joined = next(one for one in joinings(record, row) if one.member == member)
            told: dict[str, Value] = {
                "chance": Said.percent(joined.chance),
                "rank": joined.rank,
                "n": joined.among,
            }
            yield Line(text=said("assembly.member.joined", text=name, end=end, **told), depth=1)
    beside = record.signed[rows].sum(axis=0)
    beside[member] = 0
    if beside.any():
        most = [case.members[row].name for row in np.flatnonzero(beside == beside.max()).tolist()]
        names = Said.names(most, _SHOWN)
        yield Line(text=said("assembly.member.with", n=int(beside.max()), name=one.name, names=names))


def rule_of(record: AssemblyRecord, stage: int, committee: int) -> Said:
    """Return how many votes a stage takes of the texts of a committee, and whose vote completes them."""
    house, rule = record.house, record.house.case.stages[stage]
    n = voters(house, committee, stage)
    told: dict[str, Value] = {
        "voters": n,
        "place": Said.decimal(float(house.mark[committee, stage])),
        "name": house.case.members[int(house.decides[committee, stage])].name,
        "axis": house.case.axes[0].name,
    }
    if rule.counted_from == "middle":
        return said("assembly.rule.middle", **told)
    end = getattr(house.case.axes[0], rule.counted_from)
    return said("assembly.rule.end", end=end, needed=needed(n, rule.share), **told)


def _signed(record: AssemblyRecord, text: int) -> Iterator[Line]:
    names = [record.house.case.members[row].name for row in np.flatnonzero(record.signed[text]).tolist()]
    if text < record.house.n_given:
        key = "assembly.came" if names else "assembly.came.alone"
        yield Line(text=said(key, names=Said.names(names, len(names))), depth=1)
        return
    first = _named(record, int(record.first[text]))
    n = len(record.house.case.members)
    yield Line(text=said("assembly.first", n=len(names), name=first, members=n), depth=1)
    for joining in joinings(record, text):
        yield Line(text=_joined(record, joining), depth=1)


def _joined(record: AssemblyRecord, joining: Joining) -> Said:
    names = {f"distance.{axis.key}": axis.name for axis in record.house.case.axes}
    strong = {name: value for name, value in joining.drawn.items() if abs(value) >= _NOTHING}
    order = sorted(strong, key=lambda name: -abs(strong[name]))
    more = [_trait(name, strong[name], names) for name in order if strong[name] > 0]
    less = [_trait(name, strong[name], names) for name in order if strong[name] < 0]
    way = "both" if more and less else "more" if more else "less" if less else "even"
    return said(
        "assembly.joins",
        name=_named(record, joining.member),
        chance=Said.percent(joining.chance),
        rank=joining.rank,
        n=joining.among,
        why=said_of(f"assembly.why.{way}", {"more": Said.listed(more), "less": Said.listed(less)}),
    )


def _trait(name: str, value: float, axes: Mapping[str, str]) -> Said:
    amount = Said.decimal(value, "+.2f")
    if name in axes:
        return said("assembly.trait.distance", axis=axes[name], amount=amount)
    return said("assembly.trait", trait=Said.called("assembly.trait", name), amount=amount)


def _stands(record: AssemblyRecord, text: int) -> Iterator[Line]:
    case = record.house.case
    given = case.texts[text].place if text < record.house.n_given else {}
    for number, axis in enumerate(case.axes):
        key = "assembly.stands.given" if axis.key in given else "assembly.stands"
        place = Said.decimal(float(record.place[text, number]))
        yield Line(text=said(key, axis=axis.name, place=place, low=axis.low, high=axis.high), depth=1)
    yield Line(text=said("assembly.reach", reach=Said.decimal(float(record.reach[text]))), depth=1)


def _vote(record: AssemblyRecord, text: int, vote: Vote) -> Iterator[Line]:
    house = record.house
    hurdle = house.hurdle
    yield Line(text=rule_of(record, vote.stage, int(house.committee[text])), depth=1)
    far = Said.decimal(vote.distance), Said.decimal(vote.beyond)
    gap = -hurdle.gap * vote.beyond
    key = "assembly.gap" if vote.beyond > 0 else "assembly.gap.none"
    yield Line(text=said(key, distance=far[0], beyond=far[1], amount=Said.decimal(gap)), depth=1)
    parts = [Said.decimal(hurdle.ease), Said.decimal(gap, "+.2f")]
    if len(house.case.axes) > 1:
        aside = -hurdle.aside * vote.aside
        told: dict[str, Value] = {
            "axis": house.case.axes[1].name,
            "distance": Said.decimal(vote.aside),
            "amount": Said.decimal(aside),
        }
        yield Line(text=said("assembly.aside", **told), depth=1)
        parts = [*parts, Said.decimal(aside, "+.2f")]
    yield Line(
        text=said(
            "assembly.score",
            parts=Said.joined(*parts),
            score=Said.decimal(vote.score),
            chance=Said.percent(vote.chance),
        ),
        depth=1,
    )
    if not vote.came:
        yield Line(text=said("assembly.vote.never", stage=house.case.stages[vote.stage].name), depth=1)
        return
    way = "passes" if vote.passed else "falls"
    luck = Said.percent(float(record.luck[text]))
    yield Line(text=said(f"assembly.vote.{way}", luck=luck, chance=Said.percent(vote.chance)), depth=1)


def _named(record: AssemblyRecord, member: int) -> Said:
    one = record.house.case.members[member]
    return said("assembly.member.of", name=one.name, bloc=one.bloc) if one.bloc else Said.verbatim(one.name)
