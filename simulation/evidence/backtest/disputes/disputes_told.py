"""Says in words and tables how disputes end in the conference, what was assumed, and how good that was."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.backtest_told import Part, difference, interval
from simulation.evidence.backtest.disputes.dispute_cases import DisputeCase, ordered
from simulation.evidence.backtest.disputes.run_disputes import (
    LAYERED,
    MARKS,
    PLAYED,
    UNIFORM,
    DisputeTest,
    IssueOdds,
    ModelLog,
)
from simulation.scenario.interchange.case_of_positions import STATUS_QUO
from simulation.study.figures import share_told, shown_told
from simulation.words import Said, said

__all__ = ["told_disputes"]

_WIDE: Final = 32
"""Characters of a wording in a table."""
_MANY: Final = 1000
"""Names in a list: all of them."""


def told_disputes(test: DisputeTest) -> tuple[Part, ...]:
    """Return how disputes end as parts of a page, in the current language."""
    return (
        *(_dispute(test, case) for case in test.cases),
        *((_scores(test),) if test.scores else ()),
        Part(heading=said("backtest.heading.words"), sentences=tuple(_sentences(test))),
    )


def _dispute(test: DisputeTest, case: DisputeCase) -> Part:
    dispute = case.dispute
    key = "disputes.title" if dispute.date else "disputes.title.undated"
    title = said(key, id=dispute.id, title=dispute.title, date=Said.day(dispute.date))
    issues = test.of(dispute.id)
    return Part(
        heading=title,
        heads=(*(said(f"disputes.head.{name}") for name in ("issue", "end", PLAYED, LAYERED, MARKS)), ""),
        rows=tuple(row for issue in issues if issue.is_played for row in _rows(issue)),
        sentences=tuple(_of_dispute(case, issues)),
    )


def _rows(issue: IssueOdds) -> Iterator[tuple[str | Said, ...]]:
    """Yield a row for each option, and one for no agreement."""
    options = ordered(issue.issue)
    texts = [f"{option.value:g}: {option.text}" for option in options]
    ends: list[str | Said] = [
        text if len(text) <= _WIDE else f"{text[: _WIDE - 1].rstrip()}…" for text in texts
    ]
    for place, end in enumerate([*ends, said("disputes.no_agreement")]):
        yield (
            "" if place else issue.issue.id,
            end,
            share_told(issue.played[place], 0),
            *(Said.percent(float(issue.probability[model][place])) for model in (LAYERED, MARKS)),
            said("disputes.happened") if place == issue.ended else "",
        )


def _of_dispute(case: DisputeCase, issues: Sequence[IssueOdds]) -> Iterator[Said]:
    """Say how the rule was read, who only speaks, and what was not played."""
    read = "read" if case.rule_is_read else "not_read"
    yield said(f"disputes.told.rule_{read}", rule=case.dispute.rule, preset=case.scenario.forum.preset)
    if case.speakers:
        yield said("disputes.told.speak", n=len(case.speakers), names=Said.names(case.speakers, _MANY))
    else:
        yield said("disputes.told.all_decide")
    if unplayed := [issue.issue.id for issue in issues if not issue.is_played]:
        yield said("disputes.told.unplayed", n=len(unplayed), names=Said.names(unplayed, _MANY))
    for issue in issues:
        values = [option.value for option in ordered(issue.issue)]
        if isinstance(issue.outcome, float) and issue.ended is not None and issue.outcome not in values:
            at = f"{values[issue.ended]:g}"
            yield said("disputes.told.nearest", issue=issue.issue.id, outcome=f"{issue.outcome:g}", option=at)


def _scores(test: DisputeTest) -> Part:
    return Part(
        heading=said("disputes.heading.scores"),
        heads=tuple(said(f"disputes.head.{name}") for name in ("model", "log", "beyond_uniform", "hits")),
        rows=tuple(
            (_name(row), interval(row.log), difference(row.beyond_uniform), Said.percent(row.hits))
            for row in test.scores
        ),
    )


def _sentences(test: DisputeTest) -> Iterator[Said]:
    yield said(
        "disputes.told.basis",
        disputes=said("disputes.count.dispute", n=len(test.cases)),
        replications=str(test.replications),
        seed=test.seed,
        level=Said.percent(grouped.LEVEL),
    )
    yield said("disputes.told.defaults", status_quo=f"{STATUS_QUO:g}")
    yield said("disputes.told.groups")
    if test.read.not_read:
        yield said("disputes.told.fields", names=Said.names(test.read.not_read, _MANY))
    if not test.scores:
        yield said("disputes.told.unknown_outcome")
        return
    yield from _of_scores(test)
    yield said("disputes.told.layer")
    yield said("disputes.told.few")


def _of_scores(test: DisputeTest) -> Iterator[Said]:
    """Say which models are better than knowing nothing, which not, and how far from the marks the conference is."""
    n = len({issue.dispute for issue in test.scored})
    yield said("disputes.told.scored", n=len(test.scored), disputes=said("disputes.count.dispute", n=n))
    rows = {row.model: row for row in test.scores}
    below = [_name(row) for row in test.scores if row.log.value < rows[UNIFORM].log.value]
    above = [_name(row) for row in test.scores if row.log.value > rows[UNIFORM].log.value]
    for key, names in (("below", below), ("above", above)):
        if names:
            yield said(f"disputes.told.{key}", names=Said.names(names, _MANY))
    apart_for_sure = [
        _name(row) for row in test.scores if row.beyond_uniform is not None and row.beyond_uniform.is_clear
    ]
    if apart_for_sure:
        yield said("disputes.told.beyond", names=Said.names(apart_for_sure, _MANY))
    else:
        yield said("disputes.told.none_beyond")
    for model in (PLAYED, LAYERED):
        apart = rows[model].log.value - rows[MARKS].log.value
        word = "behind" if apart > 0 else "ahead"
        yield said(f"disputes.told.{word}", name=_name(rows[model]), apart=shown_told(abs(apart), 2))


def _name(row: ModelLog) -> Said:
    return Said.called("disputes.model", row.model)
