"""What can be had in a case, on a terminal: how many documents, what each seat gets, what each clause does."""

from simulation.arrays import FloatArray
from simulation.cli.terminal import Page
from simulation.scenario import Pack, Scenario
from simulation.training import Clause, Counted
from simulation.training import counted as count
from simulation.words import decimal, listed, names_joined, numbered, say, whole

__all__ = ["columns_of", "counted_in", "print_counted"]


def counted_in(case: Scenario, pack: Pack | None) -> Counted:
    """Count the documents of a case, with what the best package of its pack does."""
    return count(case, None if pack is None else dict(pack.best_package.options))


def print_counted(page: Page, case: Scenario, found: Counted) -> None:
    """Print what came of counting the documents of a case."""
    names = {seat.key: seat.short or seat.name for seat in case.delegations}
    key = "counted.title.instance" if case.instance else "counted.title"
    page.title(say(key, case=case.key, n=case.instance))
    page.say(_numbers(found))
    page.note(say("counted.note"))
    page.write()
    columns = columns_of(found)
    page.columns(
        [
            [names[seat], *(decimal(column[row], ".0f") for column in columns.values())]
            for row, seat in enumerate(found.seats)
        ],
        heads=[say(f"counted.head.{head}") for head in ("seat", *columns)],
    )
    if found.clauses:
        page.heading(say("counted.clauses.heading"))
        for clause in found.clauses:
            page.say(_clause(case, found, clause, names), indent=2, hang=2)


def columns_of(found: Counted) -> dict[str, FloatArray]:
    """Return whole points as on the role sheets, by column: of no text, of what can be had, of the best package."""
    read = found.as_read
    columns = {"none": read.none, "least": read.least, "most": read.most}
    return columns if read.text is None else columns | {"best": read.text}


def _numbers(found: Counted) -> str:
    unknown = found.efficient is None
    return numbered(
        "counted.documents",
        found.documents,
        how=say("counted.how.exact" if found.is_exact else "counted.how.searched"),
        adoptable=whole(found.adoptable),
        beaten=say("counted.beaten.unknown" if unknown else "counted.beaten", n=whole(found.efficient or 0)),
    )


def _clause(case: Scenario, found: Counted, clause: Clause, names: dict[str, str]) -> str:
    issue = next(each for each in case.issues if each.key == clause.issue)
    label = next(each.label for each in issue.options if each.key == clause.option)
    each = listed(
        say("counted.points", seat=names[seat], points=decimal(points, "+z.0f"))
        for seat, points in zip(found.seats, clause.as_read, strict=True)
    )
    told = {"issue": issue.name, "wording": label, "points": each}
    if not clause.needed:
        return say("counted.clause", **told)
    who = [names[seat] for seat in clause.needed]
    return numbered("counted.clause.needed", len(who), names=names_joined(who, len(who)), **told)
