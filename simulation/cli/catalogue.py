"""What there is to choose from: the shipped cases and the components."""

from simulation.called import as_typed
from simulation.cli.terminal import Page, counted
from simulation.protocols.registry import PROTOCOLS
from simulation.rules.decision import RULES
from simulation.scenario.assembly import load_assembly, shipped_assemblies
from simulation.scenario.forums import forum_presets, resolve_forum
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.state.instructions import has_say
from simulation.strategies.builtin import STRATEGIES
from simulation.study.levers.registry import LEVERS
from simulation.study.study_file import load_study, shipped_studies
from simulation.training.difficulty import published
from simulation.words import Said

__all__ = ["print_cases", "print_components", "print_levers"]


def print_cases(page: Page) -> None:
    """Print the shipped cases, each with its sizes, forum and title."""
    for name in shipped_scenarios():
        case = load_scenario(name)
        clauses = sum(len(section.clauses) for section in case.document.sections)
        page.say(f"{name}  {case.title}", style="bold", hang=2)
        forum = resolve_forum(case)
        having = sum(has_say(forum, delegation) for delegation in case.delegations)
        some = f", {having} of them with a say in decisions or text"
        sizes = (
            counted(len(case.delegations), "delegation") + (some if having < len(case.delegations) else ""),
            counted(len(case.issues), "issue"),
            counted(clauses, "clause"),
            counted(case.sessions, "session"),
        )
        page.note(f"{case.nature}, {', '.join(sizes)}, {case.forum.preset}", indent=2)
        if measured := published(case):
            share = measured.over_seats
            page.note(
                f"for training: an honest delegate closes a text in {100 * share.value:.0f} of 100 games "
                f"({100 * share.low:.0f} to {100 * share.high:.0f}); --instance N draws others as hard",
                indent=2,
            )
    page.write()
    page.note(
        f"To read one: {as_typed('delegation-sim show CASE')}. To negotiate it: {as_typed('delegation-sim run CASE')}."
    )
    page.heading("Assemblies")
    page.columns([(name, load_assembly(name).title) for name in shipped_assemblies()])
    page.note(f"To play one: {as_typed('delegation-sim run ASSEMBLY')}.")
    page.heading("Studies")
    page.columns([(name, load_study(name).title) for name in shipped_studies()])
    page.note(f"To run one: {as_typed('delegation-sim study STUDY')}.")


def print_levers(page: Page) -> None:
    """Print every named lever by group: how it is written, what it takes, what it does."""
    for group in dict.fromkeys(lever.group for lever in LEVERS.values()):
        page.heading(str(Said(f"lever.group.{group}")))
        for lever in LEVERS.values():
            if lever.group == group:
                page.say(f"{lever.signature}  {lever.label}. {lever.description}", indent=2, hang=2)
                page.note(f"Such as --lever '{lever.example}'. Takes {lever.takes.valid}.", indent=4)
    page.write()
    page.note(
        "WHOSE is the key of a delegation, a kind or a standing. Any value of a case can be changed by its path."
    )


def print_components(page: Page) -> None:
    """Print every component that a case can name, with its key."""
    for title, registry in (
        ("Protocols (protocol.key)", PROTOCOLS),
        ("Decision rules (forum.decision.rule)", RULES),
        ("Strategies (delegations.*.strategy.key)", STRATEGIES),
    ):
        page.heading(title)
        infos = sorted((component.info for component in registry), key=lambda info: info.key)
        page.columns([(info.key, f"{info.label}. {info.summary}") for info in infos])
    page.heading("Forums (forum.preset)")
    page.columns(
        [
            (key, f"{rules.name}. Decides by {RULES.get(rules.decision.rule).info.label.lower()}.")
            for key, rules in sorted(forum_presets().items())
            if rules.decision is not None
        ]
    )
