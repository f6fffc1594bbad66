"""What there is to choose from: the shipped cases and the components."""

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.terminal import Page
from simulation.cli.told_texts import told_case
from simulation.protocols import PROTOCOLS, protocol_named, protocol_summed_up
from simulation.rules import RULES, rule_inside, rule_named, rule_summed_up
from simulation.scenario import (
    Scenario,
    forum_presets,
    load_assembly,
    resolve_forum,
    shipped_assemblies,
    shipped_scenarios,
)
from simulation.state import has_say
from simulation.strategies import STRATEGIES
from simulation.study import load_study, shipped_studies
from simulation.study.levers import LEVERS
from simulation.training import published
from simulation.words import ENGLISH, Said, called, language, numbered, say

__all__ = ["print_cases", "print_components", "print_levers"]


def print_cases(page: Page) -> None:
    """Print the shipped cases, each with its sizes, forum and title."""
    for name in shipped_scenarios():
        case = told_case(name)
        page.say(say("list.case", key=name, title=case.title), style="bold", hang=2)
        page.note(_sizes(case), indent=2)
        if measured := published(case):
            share = measured.over_seats
            ends = {"share": share.value, "low": share.low, "high": share.high}
            told = {end: f"{100 * value:.0f}" for end, value in ends.items()}
            page.note(say("list.training", **told), indent=2)
            if measured.sentences:
                page.note(str(Said.joined(*measured.sentences)), indent=2)
    page.write()
    read, run = (languages.to_type([COMMAND, command, "CASE"]) for command in ("show", "run"))
    page.note(say("list.next.case", show=read, run=run))
    page.heading(say("list.assemblies"))
    page.columns([(name, load_assembly(name).title) for name in shipped_assemblies()])
    page.note(say("list.next.assembly", run=languages.to_type([COMMAND, "run", "ASSEMBLY"])))
    page.heading(say("list.studies"))
    page.columns([(name, load_study(name).title) for name in shipped_studies()])
    page.note(say("list.next.study", run=languages.to_type([COMMAND, "study", "STUDY"])))
    if language() != ENGLISH:
        page.write()
        page.note(say("list.language"))


def _sizes(case: Scenario) -> str:
    """Return how large a case is, how many have a say if not all do, and where it is negotiated."""
    forum = resolve_forum(case)
    having = sum(has_say(forum, delegation) for delegation in case.delegations)
    sizes = {
        "delegations": len(case.delegations),
        "issues": len(case.issues),
        "clauses": sum(len(section.clauses) for section in case.document.sections),
        "sessions": case.sessions,
    }
    return say(
        "list.sizes.say" if having < len(case.delegations) else "list.sizes",
        nature=say(f"show.nature.{case.nature}"),
        say=having,
        forum=case.forum.preset,
        **{name: numbered(f"count.{name}", n) for name, n in sizes.items()},
    )


def print_levers(page: Page) -> None:
    """Print every named lever by group: how it is written, what it takes, what it does."""
    for group in dict.fromkeys(lever.group for lever in LEVERS.values()):
        page.heading(str(Said(f"lever.group.{group}")))
        for lever in LEVERS.values():
            if lever.group == group:
                told = {"label": lever.label, "description": lever.description}
                page.say(say("list.lever", lever=lever.signature, **told), indent=2, hang=2)
                example = f"--lever '{lever.example}'"
                page.note(say("list.lever.example", example=example, valid=lever.takes.valid), indent=4)
    page.write()
    page.note(say("list.levers.note"))


def print_components(page: Page) -> None:
    """Print every component that a case can name, with its key."""
    for what, registry, named, summed_up in (
        ("protocols", PROTOCOLS, protocol_named, protocol_summed_up),
        ("rules", RULES, rule_named, rule_summed_up),
        ("strategies", STRATEGIES, _strategy_named, _strategy_summed_up),
    ):
        page.heading(say(f"list.{what}"))
        page.columns(
            [
                (key, say("list.component", label=named(key), summary=summed_up(key)))
                for key in sorted(registry.keys())
            ]
        )
    page.heading(say("list.forums"))
    page.columns(
        [
            (
                key,
                say(
                    "list.forum",
                    name=Said.begun(Said.called("forum", key)),
                    rule=rule_inside(rules.decision.rule),
                ),
            )
            for key, rules in sorted(forum_presets().items())
            if rules.decision is not None
        ]
    )


def _strategy_named(key: str) -> str:
    return str(Said.begun(Said.called("strategy", key, STRATEGIES.get(key).info.label)))


def _strategy_summed_up(key: str) -> str:
    return called("list.strategy.summary", key, STRATEGIES.get(key).info.summary)
