"""What can be had in a case, on a terminal: how many documents, what each seat gets, what each clause does."""

from simulation.cli.terminal import Page, counted
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.training.counted import Clause, Counted
from simulation.training.counted import counted as count

__all__ = ["print_counted"]


def print_counted(page: Page, case: Scenario, pack: Pack | None) -> None:
    """Count the documents of a case and print what came of it."""
    found = count(case, None if pack is None else dict(pack.best_package.options))
    names = {seat.key: seat.short or seat.name for seat in case.delegations}
    instance = f", instance {case.instance}" if case.instance else ""
    page.title(f"{case.key}{instance}: what can be had")
    page.say(_numbers(found))
    page.note(
        "Wordings of the papers only, at the most likely value of every number; points as on the role sheets, "
        "100 for a length of the axis, in the mean over the issues."
    )
    page.write()
    heads = ["Seat", "no text", "least", "most", *(["best package"] if found.text is not None else [])]
    columns = [found.none, found.least, found.most, *([found.text] if found.text is not None else [])]
    page.columns(
        [
            [names[seat], *(f"{column[row]:z.0f}" for column in columns)]
            for row, seat in enumerate(found.seats)
        ],
        heads=heads,
    )
    if found.clauses:
        page.heading("Each clause of the best package")
        for clause in found.clauses:
            page.say(_clause(case, found, clause, names), indent=2, hang=2)


def _numbers(found: Counted) -> str:
    if found.is_exact:
        how = "all gone through one by one"
    else:
        how = "too many to go through: the best beginnings were searched, and there may be more than are counted"
    if found.efficient is None:
        beaten = "which of these no other beats is not counted, there are too many"
    else:
        beaten = (
            f"beside {found.efficient:,} of these there is none that is as good for all and better for one"
        )
    return (
        f"{counted(found.documents, 'document')} of those that can be made cross no red line of anybody who decides "
        f"({how}). {found.adoptable:,} of them leave nobody who decides worse off than no text; {beaten}."
    )


def _clause(case: Scenario, found: Counted, clause: Clause, names: dict[str, str]) -> str:
    issue = next(each for each in case.issues if each.key == clause.issue)
    label = next(each.label for each in issue.options if each.key == clause.option)
    each = ", ".join(
        f"{names[seat]} {points:+z.0f}" for seat, points in zip(found.seats, clause.alone, strict=True)
    )
    who = ", ".join(names[seat] for seat in clause.needed)
    without = f"would rather have no text: {who}" if who else "nobody would rather have no text"
    return f"{issue.name}, '{label}': {each}. Without it {without}."
