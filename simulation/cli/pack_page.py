"""What only whoever runs a training may read, on a terminal: the hidden structure of a case, from its pack."""

from collections.abc import Iterator

from simulation.called import as_typed
from simulation.cli.terminal import Page
from simulation.scenario.pack import injects_of
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.words import say

__all__ = ["print_trainer_notes"]


def print_trainer_notes(page: Page, case: Scenario, pack: Pack | None) -> None:
    """Print the pack of a case but for its scripts, then the notes in the case itself."""
    page.title(case.title)
    page.note("For the trainer only.")
    if pack is not None:
        for heading, paragraphs in _parts(case, pack):
            page.heading(heading)
            for paragraph in paragraphs:
                page.say(paragraph, indent=2, hang=2)
        page.write()
        page.note(
            f"Scripts minute by minute, and all papers to print: {as_typed('delegation-sim pack CASE')}."
        )
    if case.trainer_notes or pack is None:
        page.write()
        page.paragraphs(case.trainer_notes or "This case has no notes for trainers.")


def _parts(case: Scenario, pack: Pack) -> Iterator[tuple[str, list[str]]]:
    names = {seat.key: seat.short or seat.name for seat in case.delegations}
    issues = {issue.key: issue.name for issue in case.issues}
    levels = pack.seats_by_difficulty
    yield "Objectives", list(pack.objectives)
    yield (
        "Landing zone (judgement)",
        [
            f"{issue.name}: {'; or '.join(_labels(case, issue.key, pack.landing_zone[issue.key]))}."
            for issue in case.issues
        ],
    )
    yield "Best package", [pack.best_package.logic]
    yield "Traps", [f"{trap.title}. {trap.why}" for trap in pack.traps]
    yield (
        "Likely coalitions",
        [
            f"{item.name} ({', '.join(names[key] for key in item.members)}"
            f"{'; on ' if item.issues else ''}{', '.join(issues[key] for key in item.issues)}). {item.why}"
            for item in pack.coalitions
        ],
    )
    yield (
        "To throw in",
        [f"Session {item.session}. {item.what} {item.why}" for item in injects_of(case, pack)],
    )
    yield "Before", list(pack.preparation)
    yield (
        "Seats, by what they ask of who plays them",
        [
            f"{names[advice.seat]}. {say(f'papers.guide.level.{level}')} {advice.reason}"
            for level, advice in (("easy", levels.easy), ("medium", levels.medium), ("hard", levels.hard))
        ],
    )
    yield "Debrief", [item.question for item in pack.debrief_questions]
    yield "Is this realistic?", [pack.realism]


def _labels(case: Scenario, issue: str, keys: tuple[str, ...]) -> list[str]:
    found = next(item for item in case.issues if item.key == issue)
    labels = {option.key: option.label for option in found.options}
    return [labels[key] for key in keys]
