"""Shows what each delegation and each bloc counts when the room decides, on a page or as one JSON document."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from simulation.cli.terminal import Page, counted
from simulation.engine.room_power import OBJECTING, DecisionPower, RoomPower
from simulation.reasons.room_power import power_limits, power_sentences, vote_heading
from simulation.rules.decision import RULES
from simulation.scenario.load import scenario_hash

__all__ = ["FORMAT", "document_of", "print_power"]

FORMAT: Final = "delegation-sim power 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
_NAMES_OTHERS: Final = frozenset({"veto", "weighted", "double_majority", "chambers"})
"""Rules that say little until somebody is named: who has weights, vetoes, a chamber."""
_ALIKE: Final = 6
"""From so many delegations on that count the same they share a line."""


def print_power(page: Page, power: RoomPower) -> None:
    """Print who counts how much, and what the figures do not say."""
    case, rule = power.scenario, RULES.get(power.forum.decision.rule).info
    page.title(f"{case.title}: who counts how much")
    extra = power.forum.decision.model_extra or {}
    given = "".join(f" {name.capitalize()}: {_in_words(value)}." for name, value in extra.items())
    if rule.key in _NAMES_OTHERS and not extra:
        given += " The case names nobody for it, so that all count alike."
    page.note(f"{power.forum.name}. {rule.label}. {rule.summary}{given}")
    for decision in power.decisions:
        page.heading(
            "Who can block" if decision.step == "rule" else vote_heading(power.forum.call_vote or 0.0)
        )
        for sentence in power_sentences(power, decision):
            page.say(sentence, indent=2)
        page.write()
        page.columns(
            list(_delegations(power, decision)),
            heads=("voice", "votes", "Shapley", "Banzhaf", "alone", "delegation"),
        )
        _print_blocs(page, power, decision)
    if power.observers:
        page.write()
        page.note(f"Left out, as without a say: {counted(len(power.observers), 'delegation')}.", indent=2)
    page.heading("What this says, and what not")
    for sentence in power_limits(power):
        page.say(sentence, indent=2)


def _in_words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _delegations(power: RoomPower, decision: DecisionPower) -> Iterator[tuple[str, ...]]:
    """Yield a row for each delegation, those that count most first; many that count the same share one."""
    names = {item.key: item.short or item.name for item in power.scenario.delegations}
    rows: dict[tuple[str, ...], list[int]] = {}
    index = decision.indices.shapley_shubik
    for row in np.lexsort((np.arange(len(index)), -power.capability, -index.round(12))).tolist():
        rows.setdefault(_counts(power, decision, row), []).append(row)
    for told, same in rows.items():
        if len(same) < _ALIKE:
            for row in same:
                yield (f"{power.capability[row]:.2f}", *told, names[power.delegations[row]])
            continue
        voice = power.capability[same]
        low, high = f"{voice.min():.2f}", f"{voice.max():.2f}"
        deciding = "that decide" if power.decide[same[0]] else "that do not decide"
        yield (low if low == high else f"{low}–{high}", *told, f"{len(same)} {deciding}")


def _counts(power: RoomPower, decision: DecisionPower, row: int) -> tuple[str, ...]:
    if not power.decide[row]:
        return ("–", "–", "–", "no")
    weight = decision.weight[:, row]
    shares = [f"{share:.1%}" for share in weight.tolist() if share > 0]
    return (
        " / ".join(shares) or "0.0%",
        f"{decision.indices.shapley_shubik[row]:.2%}",
        _small(float(decision.indices.penrose_banzhaf[row])),
        "yes" if decision.blocks_alone[row] else "no",
    )


def _small(share: float) -> str:
    """Return a share with three digits that tell something."""
    return "0" if share == 0 else f"{share:.3g}" if share >= 1e-4 else f"{share:.1e}"  # noqa: PLR2004 - four zeros


def _print_blocs(page: Page, power: RoomPower, decision: DecisionPower) -> None:
    if not decision.blocs:
        return
    names = {bloc.key: bloc.name for bloc in power.scenario.blocs}
    page.write()
    page.note("Blocs, if each always stands together and all others go their own ways:", indent=2)
    page.columns(
        [
            (
                f"{bloc.shapley_shubik:.2%}",
                f"{bloc.apart:.2%}",
                "yes" if bloc.can_block else "no",
                "yes" if bloc.can_carry else "no",
                f"{names[bloc.key]} ({len(bloc.members)})",
            )
            for bloc in decision.blocs
        ],
        heads=("Shapley", "apart", "blocks", "carries", "bloc, and how many of it decide"),
    )


def document_of(power: RoomPower) -> dict[str, Any]:
    """Return plain data, ready for JSON; numbers are not rounded."""
    case = power.scenario
    return {
        "format": FORMAT,
        "case": {"key": case.key, "title": case.title, "hash": scenario_hash(case)},
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
        "limits": list(power_limits(power)),
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
        "sentences": list(power_sentences(power, decision)),
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
