"""Shows what each delegation and each bloc counts when the room decides, on a page or as one JSON document."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from simulation.called import COMMAND
from simulation.cli.imprint import imprint
from simulation.cli.json_document import case_in
from simulation.cli.terminal import Page, Told
from simulation.engine import OBJECTING, DecisionPower, RoomPower
from simulation.reasons import power_limits, power_sentences, vote_heading
from simulation.rules import RULES, rule_inside
from simulation.scenario import scenario_hash
from simulation.scenario.translations import language_told
from simulation.version import version
from simulation.words import Said, decimal, listed, said, say

__all__ = ["FORMAT", "document_of", "print_power"]

FORMAT: Final = f"{COMMAND} power 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
_NAMES_OTHERS: Final = frozenset({"veto", "weighted", "double_majority", "chambers"})
"""Rules that say little until somebody is named: who has weights, vetoes, a chamber."""
_HEADS: Final = ("voice", "votes", "shapley", "banzhaf", "alone", "delegation")
_BLOC_HEADS: Final = ("shapley", "apart", "blocks", "carries", "bloc")
_ALIKE: Final = 6
"""From so many delegations on that count the same they share a line."""


def print_power(page: Page, power: RoomPower) -> None:
    """Print who counts how much, and what the figures do not say."""
    case, rule = power.scenario, RULES.get(power.forum.decision.rule).info
    page.title(said("power.title", case=case.title))
    if written := language_told(case):
        page.note(written)
    extra = power.forum.decision.model_extra or {}
    head = said(
        "power.forum",
        forum=Said.begun(power.forum.named),
        rule=Said.begun(rule_inside(rule.key)),
        summary=Said.called("report.rule_summary", rule.key, rule.summary),
    )
    given = [said(f"power.given.{name}", value=_in_words(value)) for name, value in extra.items()]
    unnamed = [said("power.unnamed")] if rule.key in _NAMES_OTHERS and not extra else []
    page.note(Said.joined(head, *given, *unnamed))
    for decision in power.decisions:
        is_rule = decision.step == "rule"
        page.heading(said("power.heading") if is_rule else vote_heading(power.forum.call_vote or 0.0))
        for sentence in power_sentences(power, decision):
            page.say(sentence, indent=2)
        page.write()
        page.columns(
            list(_delegations(power, decision)),
            heads=tuple(say(f"power.head.{name}") for name in _HEADS),
        )
        _print_blocs(page, power, decision)
    if power.observers:
        page.write()
        page.note(said("power.left_out", n=len(power.observers)), indent=2)
    page.heading(said("limits.heading"))
    for sentence in power_limits(power):
        page.say(sentence, indent=2)
    page.say(imprint(case.key, scenario_hash(case)), indent=2)


def _in_words(value: object) -> str:
    if isinstance(value, Mapping):
        return listed(f"{name} {_in_words(number)}" for name, number in value.items())
    if isinstance(value, int | float):
        return decimal(value, "g")
    return listed(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _delegations(power: RoomPower, decision: DecisionPower) -> Iterator[tuple[Told, ...]]:
    """Yield a row for each delegation, those that count most first; many that count the same share one."""
    names = {item.key: item.short or item.name for item in power.scenario.delegations}
    rows: dict[tuple[str, ...], list[int]] = {}
    index = decision.indices.shapley_shubik
    for row in np.lexsort((np.arange(len(index)), -power.capability, -index.round(12))).tolist():
        rows.setdefault(_counts(power, decision, row), []).append(row)
    for told, same in rows.items():
        if len(same) < _ALIKE:
            for row in same:
                yield (decimal(float(power.capability[row])), *told, names[power.delegations[row]])
            continue
        voice = power.capability[same]
        low, high = decimal(float(voice.min())), decimal(float(voice.max()))
        deciding = "decide" if power.decide[same[0]] else "do_not"
        yield (low if low == high else f"{low}–{high}", *told, say(f"power.alike.{deciding}", n=len(same)))


def _counts(power: RoomPower, decision: DecisionPower, row: int) -> tuple[str, ...]:
    if not power.decide[row]:
        return ("–", "–", "–", _yes(is_so=False))
    weight = decision.weight[:, row]
    shares = [_percent(share, 1) for share in weight.tolist() if share > 0]
    return (
        " / ".join(shares) or _percent(0.0, 1),
        _percent(float(decision.indices.shapley_shubik[row]), 2),
        _small(float(decision.indices.penrose_banzhaf[row])),
        _yes(is_so=bool(decision.blocks_alone[row])),
    )


def _percent(share: float, decimals: int) -> str:
    return say("number.percent", n=decimal(100 * share, f".{decimals}f"))


def _yes(*, is_so: bool) -> str:
    return say("term.yes" if is_so else "term.no")


def _small(share: float) -> str:
    """Return a share with three digits that tell something."""
    return "0" if share == 0 else decimal(share, ".3g" if share >= 1e-4 else ".1e")  # noqa: PLR2004 - four zeros


def _print_blocs(page: Page, power: RoomPower, decision: DecisionPower) -> None:
    if not decision.blocs:
        return
    names = {bloc.key: bloc.name for bloc in power.scenario.blocs}
    page.write()
    page.note(said("power.blocs"), indent=2)
    page.columns(
        [
            (
                _percent(bloc.shapley_shubik, 2),
                _percent(bloc.apart, 2),
                _yes(is_so=bloc.can_block),
                _yes(is_so=bloc.can_carry),
                f"{names[bloc.key]} ({len(bloc.members)})",
            )
            for bloc in decision.blocs
        ],
        heads=tuple(say(f"power.head.{name}") for name in _BLOC_HEADS),
    )


def document_of(power: RoomPower) -> dict[str, Any]:
    """Return plain data, ready for JSON; numbers are not rounded."""
    case = power.scenario
    return {
        "format": FORMAT,
        "version": version(),
        "case": case_in(case),
        "forum": {"preset": power.forum.preset, "name": power.forum.name, "call_vote": power.forum.call_vote},
        "rule": {
            "key": power.forum.decision.rule,
            "parameters": dict(power.forum.decision.model_extra or {}),
        },
        "votes": power.votes,
        "decision_holders": int(power.decide.sum()),
        "observers": list(power.observers),
        "decisions": [_decision(power, decision) for decision in power.decisions],
        "objections": [
            {"others_objecting": share, "decides": chance}
            for share, chance in zip(OBJECTING, power.objection.tolist(), strict=False)
        ],
        "limits": list(map(str, power_limits(power))),
    }


def _decision(power: RoomPower, decision: DecisionPower) -> dict[str, Any]:
    rows = zip(
        power.delegations,
        power.capability.tolist(),
        power.decide.tolist(),
        decision.weight.T.tolist(),
        decision.indices.shapley_shubik.tolist(),
        decision.indices.penrose_banzhaf.tolist(),
        decision.blocks_alone.tolist(),
        strict=True,
    )
    names = ("key", "capability", "decides", "shares", "shapley_shubik", "penrose_banzhaf", "blocks_alone")
    return {
        "step": decision.step,
        "sentences": list(map(str, power_sentences(power, decision))),
        "exact": decision.indices.is_exact,
        "fewest_to_block": decision.fewest_to_block,
        "fewest_to_carry": decision.fewest_to_carry,
        "delegations": [dict(zip(names, row, strict=True)) for row in rows],
        "blocs": None
        if decision.blocs is None
        else [
            {
                "key": bloc.key,
                "members": list(bloc.members),
                "shapley_shubik": bloc.shapley_shubik,
                "penrose_banzhaf": bloc.penrose_banzhaf,
                "shapley_shubik_apart": bloc.apart,
                "can_block": bloc.can_block,
                "can_carry": bloc.can_carry,
            }
            for bloc in decision.blocs
        ],
    }
