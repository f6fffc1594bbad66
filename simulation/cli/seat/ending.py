"""What a person in a seat is told at the end: how it ended, what it is worth to it, what moved the others."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from simulation import reasons
from simulation.cli.seat.rounds_page import print_beside
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation, view_of
from simulation.report.debrief import write_debrief
from simulation.scenario import load_pack
from simulation.storage import save_run
from simulation.training import (
    Dealings,
    Debrief,
    Turning,
    course_of,
    debriefing,
    finished,
    in_points,
    notes_of,
    pack_questions,
    turning_points,
)
from simulation.words import Said, aloud, said, say

__all__ = ["Progress", "Watch", "first_told", "keep_debrief", "keep_run", "print_end"]

type Watch = Callable[[str, int, int], None]
"""Told which part is worked on, what of it is done, and what there is in all."""
type Progress = Callable[[], AbstractContextManager[Watch | None]]
"""Gives who watches, for as long as something is worked on."""


def print_end(page: Page, live: LiveNegotiation, seat: str, progress: Progress = nullcontext) -> Turning:
    """Print how it ended, what it is worth to the seat and what it hung on; return the turning points.

    Args:
        page: What to print on.
        live: The negotiation, which is over.
        seat: Key of the delegation.
        progress: Gives who watches while games are played again; by itself nobody does.
    """
    page.heading(say("classdebrief.part.outcome"))
    page.say(str(Said.joined(reasons.outcome_sentence(live.record), reasons.left_over(live.record))))
    told = _debrief(page, live, seat)
    with progress() as watch:
        turning = _turning(live, seat, watch)
    page.heading(turning.heading)
    page.say(Said.joined(*turning.sentences))
    for point in turning.points:
        _print_item(page, point.heading, point.sentences)
    _print_dealings(page, told.dealings)
    _print_opened(page, told)
    print_beside(page, told)
    return turning


def _turning(live: LiveNegotiation, seat: str, watch: Watch | None) -> Turning:
    tell = None if watch is None else partial(watch, "turning")
    return finished(turning_points(course_of(live), seat), tell)


def _print_item(page: Page, heading: Said, sentences: Iterable[Said]) -> None:
    page.write()
    page.say(heading, style="bold", indent=2, hang=2)
    for sentence in sentences:
        page.say(sentence, indent=4, hang=2)


def _print_dealings(page: Page, found: Dealings) -> None:
    """Print packages, refused trades, promises, and what the others knew; of what there was none, nothing."""
    if found.packages:
        page.heading(say("debrief.page.packages"))
    for package in found.packages:
        _print_item(page, package.heading, (*package.sentences, *package.against))
    if found.refused:
        page.heading(say("debrief.page.refused"))
    for trade in found.refused:
        _print_item(page, trade.heading, trade.sentences)
    if found.promises:
        page.heading(say("debrief.page.promises"))
    for promise in found.promises:
        page.say(promise.sentence, indent=2, hang=2)
    if found.known.sentences:
        page.heading(say("debrief.page.known"))
    for sentence in found.known.sentences:
        page.say(sentence, indent=2, hang=2)


def _debrief(page: Page, live: LiveNegotiation, seat: str) -> Debrief:
    """Print and return what needs no further runs: the profile of the seat and its prediction."""
    told = next(iter(debriefing(live, seat)))
    score = told.score
    page.heading(say("play.end.worth"))
    page.say(Said.joined(*score.mandate.sentences))
    page.say(Said.joined(*(breach.sentence for breach in score.breaches)) or say("play.end.no_red"))
    page.write()
    _print_issues(page, live, seat, told)
    page.say(told.prediction.sentence)
    page.heading(say("play.end.way"))
    for sentences in (score.efficiency.sentences, score.relationship.sentences, score.process.sentences):
        page.say(Said.joined(*sentences))
    return told


def _print_issues(page: Page, live: LiveNegotiation, seat: str, told: Debrief) -> None:
    view, prediction = view_of(live, seat), notes_of(live.log, seat).prediction
    missing = {one.key: item.missing for one, item in zip(view.issues, told.prediction.issues, strict=True)}
    ends = dict(zip((issue.key for issue in view.issues), live.record.outcome.option.tolist(), strict=True))
    for issue in sorted(view.issues, key=lambda issue: -issue.salience):
        labels = {option.key: say("list.quoted", text=option.label) for option in issue.options}
        points = {option.key: in_points(view, option) for option in issue.options}
        last = issue.options[ends[issue.key]].key
        end = missing[issue.key] or said("play.end.got", label=labels[last], worth=points[last])
        aim = issue.aim.key
        parts: list[str | Said] = [
            say("play.end.wanted", issue=issue.name, label=labels[aim], worth=points[aim]),
            end,
        ]
        if prediction and issue.key in prediction.options:
            thought = labels.get(prediction.options[issue.key] or "", say("play.end.not_agreed"))
            parts.append(say("play.end.predicted", label=thought))
        page.say(str(Said.clauses(parts)), indent=2, hang=2)


def _print_opened(page: Page, told: Debrief) -> None:
    if not told.moved:
        return
    page.heading(say("play.end.moved"))
    page.columns(
        [
            (
                say("play.end.moved.who", who=item.delegation, session=item.session),
                say("play.end.moved.why", public=aloud(str(item.public)), private=item.private),
            )
            for item in told.moved
        ]
    )


def keep_debrief(
    live: LiveNegotiation, seat: str, case: str, file: Path, watch: Watch, *, turning: Turning | None = None
) -> Debrief:
    """Write the whole debriefing as one HTML page, with what else could have been, and return it.

    Args:
        live: The negotiation, which is over.
        seat: Key of the delegation.
        case: What the case is called, to find the questions of its trainer's pack.
        file: Where to.
        watch: Told again and again which part is worked on, and how far it is.
        turning: The turning points, where they are found already; None: they are looked for.

    Raises:
        RecordError: if the file cannot be written.
    """
    asked = pack_questions(load_pack(case, scenario=live.case))
    for told in debriefing(live, seat, questions=asked, turning=turning):
        watch(told.part, told.done, told.total)
    write_debrief(told, file)
    return told


def first_told(live: LiveNegotiation, seat: str, case: str) -> Debrief:
    """Return what of a debriefing needs no further runs; see `keep_debrief`."""
    asked = pack_questions(load_pack(case, scenario=live.case))
    return next(debriefing(live, seat, questions=asked))


def keep_run(live: LiveNegotiation, folder: Path, command: Sequence[str]) -> Path:
    """Write the run folder, as `run --out` does, and return its path.

    Raises:
        RecordError: if something else stands there, or it cannot be written.
    """
    record = live.record
    return save_run(record, reasons.build_log(record), reasons.coalitions_of(record), folder, command=command)
