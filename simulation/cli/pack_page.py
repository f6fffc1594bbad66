"""What only whoever runs a training may read, on a terminal: the hidden structure of a case, from its pack."""

from collections.abc import Iterator

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.terminal import Page
from simulation.scenario import Pack, Scenario, injects_of
from simulation.words import chained, listed, say

__all__ = ["print_trainer_notes"]


def print_trainer_notes(page: Page, case: Scenario, pack: Pack | None) -> None:
    """Print the pack of a case but for its scripts, then the notes in the case itself."""
    page.title(case.title)
    page.note(say("pack.secret"))
    if pack is not None:
        for heading, paragraphs in _parts(case, pack):
            page.heading(heading)
            for paragraph in paragraphs:
                page.say(paragraph, indent=2, hang=2)
        page.write()
        page.note(say("pack.scripts", command=languages.to_type([COMMAND, "pack", "CASE"])))
    if case.trainer_notes or pack is None:
        page.write()
        page.paragraphs(case.trainer_notes or say("pack.no_notes"))


def _parts(case: Scenario, pack: Pack) -> Iterator[tuple[str, list[str]]]:
    yield say("pack.objectives"), list(pack.objectives)
    yield say("pack.zone"), list(_zone(case, pack))
    yield say("pack.package"), [pack.best_package.logic]
    traps = [say("pack.title_and_why", title=trap.title, why=trap.why) for trap in pack.traps]
    yield say("papers.guide.traps"), traps
    yield say("papers.guide.coalitions"), list(_coalitions(case, pack))
    injects = (
        say("pack.inject", session=item.session, what=item.what, why=item.why)
        for item in injects_of(case, pack)
    )
    yield say("pack.injects"), list(injects)
    yield say("papers.guide.before"), list(pack.preparation)
    yield say("pack.levels"), list(_seats(case, pack))
    yield say("pack.debrief"), [item.question for item in pack.debrief_questions]
    yield say("papers.guide.realism"), [pack.realism]


def _zone(case: Scenario, pack: Pack) -> Iterator[str]:
    """Yield on which wordings each issue can close."""
    for issue in case.issues:
        labels = _labels(case, issue.key, pack.landing_zone[issue.key])
        yield say("pack.zone.line", issue=issue.name, options=chained("pack.zone.or", labels))


def _coalitions(case: Scenario, pack: Pack) -> Iterator[str]:
    """Yield who is likely to find together, on what, and why."""
    names, issues = _names(case), {issue.key: issue.name for issue in case.issues}
    for item in pack.coalitions:
        yield say(
            "pack.coalition.on" if item.issues else "pack.coalition",
            name=item.name,
            members=listed(names[key] for key in item.members),
            issues=listed(issues[key] for key in item.issues),
            why=item.why,
        )


def _seats(case: Scenario, pack: Pack) -> Iterator[str]:
    """Yield what the suggested seats ask of people, the easy one first."""
    names, levels = _names(case), pack.seats_by_difficulty
    for level, advice in (("easy", levels.easy), ("medium", levels.medium), ("hard", levels.hard)):
        told = say(f"papers.guide.level.{level}")
        yield say("pack.level", name=names[advice.seat], level=told, reason=advice.reason)


def _names(case: Scenario) -> dict[str, str]:
    return {seat.key: seat.short or seat.name for seat in case.delegations}


def _labels(case: Scenario, issue: str, keys: tuple[str, ...]) -> list[str]:
    found = next(item for item in case.issues if item.key == issue)
    labels = {option.key: option.label for option in found.options}
    return [labels[key] for key in keys]
