"""The report of one run: one HTML file that needs nothing else, neither network nor script."""

from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import Markup

from simulation.drawing.braid import draw_braid, lay_braid
from simulation.drawing.safe_text import clip
from simulation.drawing.strips import draw_brackets
from simulation.drawing.svg import KIND_WORDS, Frame, glyph, mark, tag
from simulation.models.means import weighted_mean
from simulation.protocols import protocol_summed_up
from simulation.reasons import SessionSentence
from simulation.report.axes import Axes, choose_axes, ends_of, pole_lines
from simulation.report.basis_section import view_basis
from simulation.report.by_issue import view_issues
from simulation.report.delegations_shown import People, group_of, people_of
from simulation.report.html import render, theme_css, told, told_numbered, write_page
from simulation.report.moments import choose_moments, draw_moment
from simulation.report.repeat import other_version
from simulation.report.room_sections import (
    HOLDERS,
    MOVERS,
    holders_of,
    might_of,
    moved_heading,
    power_heading,
    where_ended,
    who_moved_furthest,
    would_hold,
)
from simulation.report.study.written_lists import capital
from simulation.report.text_section import view_text
from simulation.scenario.translations.telling import language_told
from simulation.storage import Run, rows_of
from simulation.text import fates_in_words
from simulation.version import short_hash
from simulation.words import apart, called, decimal, language, numbered, percent, pole, say

__all__ = ["bracket_charts", "braids", "render_report", "write_report"]

WIDE = Frame(width=720, height=250, left=112, right=150, top=28, bottom=8)
NARROW = Frame(width=358, height=230, left=10, right=20, top=28, bottom=8, narrow=True)


def render_report(run: Run) -> str:
    """Return the report of a run as one HTML page."""
    return render("report.html.j2", **_content(run))


def write_report(run: Run, path: str | PathLike[str]) -> Path:
    """Write the report of a run as one HTML file and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    return write_page(render_report(run), path)


def _content(run: Run) -> dict[str, Any]:
    people = people_of(run)
    content = _told_of_the_room(run, people) if run.manifest.asked else {"places": _places(run)}
    return {
        "run": run,
        "language": language(),
        "sentence": str(run.manifest.sentence),
        "say": told,
        "numbered": told_numbered,
        "decimal": decimal,
        "percent": percent,
        "manifest": run.manifest,
        "other_version": other_version(run.manifest.versions["delegation-sim"]),
        "scenario": run.scenario,
        "written": language_told(run.scenario),
        "css": theme_css(),
        "lead": str(run.gist.lead) if run.manifest.asked else protocol_summed_up(run.manifest.protocol),
        "room": [_room(run), *_held(run)] if run.manifest.asked else [],
        "text": view_text(run, people),
        "basis": view_basis(run),
        "ends": ends_of(run),
        "protocol": called("protocol", run.manifest.protocol),
        "issue_names": [issue.name for issue in run.scenario.issues],
        **content,
    }


def _places(run: Run) -> list[tuple[str, float, str]]:
    """Return, where nobody was asked, each issue with where it lands and the wording nearest to that."""
    issues = run.scenario.issues
    place = weighted_mean(run.position[-1].T, run.capability, run.salience_at_opening.T)
    keys = run.tables["outcome"]["option"]
    return [
        (
            issue.name,
            at,
            next((option.label for option in issue.options if option.key == key), say("text.status.dropped")),
        )
        for issue, at, key in zip(issues, place.tolist(), keys, strict=True)
    ]


def _told_of_the_room(run: Run, people: People) -> dict[str, Any]:
    """Return what is to be told of a negotiation in which the room was asked: groups, brackets, moves, power."""
    axes = choose_axes(run)
    moved = who_moved_furthest(run, people)
    holders = holders_of(run, people)
    ended_heading, ended, stands = where_ended(run, people)
    return {
        "figures": _figures(run),
        "braid": braids(run, axes),
        "brackets": bracket_charts(run),
        "moments": [
            (moment, draw_moment(f"map-{moment.session}", run, axes, moment))
            for moment in choose_moments(run)
        ],
        "by_issue": view_issues(run, people),
        "second": _second_axis(axes),
        "weights": [
            say("report.weight", issue=issue.name, share=percent(share))
            for issue, share in zip(run.scenario.issues, axes.weight.tolist(), strict=True)
        ],
        "memberships": _memberships(run, axes),
        "turning_points": _turning_points(run),
        "sessions": rows_of(run.tables["sessions"]),
        "moved": {"heading": moved_heading(moved), "first": moved[:MOVERS], "rest": moved[MOVERS:]},
        "power": {
            "heading": power_heading(run),
            "might": might_of(run),
            "holders": holders[:HOLDERS],
            "rest": holders[HOLDERS:],
            "alone_differs": len({holder.blocks_alone for holder in holders}) > 1,
        },
        "ended": {
            "heading": ended_heading,
            "groups": ended,
            "hold": would_hold(run),
            "stands": stands,
            "stand": say(f"report.stand.{run.scenario.document.instrument}"),
        },
        "legend": _legend(run),
    }


def _held(run: Run) -> list[str]:
    """Return which agents of the user's own held which seats."""
    return [
        say(
            "report.held",
            agent=one["agent"],
            sha256=short_hash(one["sha256"]),
            seat=run.log.roster.names[seat],
        )
        for seat, one in run.manifest.holders.items()
    ]


def _room(run: Run) -> str:
    """Return how many delegations there were, and how many of them decide."""
    return numbered("report.room", len(run.delegations), say=run.manifest.rule["decision_holders"])


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the large numbers under the lead."""

    large: str
    small: str


def _figures(run: Run) -> tuple[Figure, ...]:
    manifest = run.manifest
    final = run.documents[-1]
    clauses = len(final.clauses)
    holders = int(run.tables["sessions"]["holders"][-1])
    joins, ending = manifest.outcome["joins"], manifest.outcome["class"]
    if sum(joins.values()):
        stand = joins["joins"] + joins["joins_with_statement"]
        fourth = Figure(str(stand), say("report.figure.stand", n=sum(joins.values())))
    else:
        fourth = Figure(str(manifest.sessions), say("report.figure.sessions", n=manifest.planned))
    return (
        Figure(capital(say(f"class.{ending}")), say("report.figure.ending")),
        Figure(str(clauses), numbered("report.figure.clauses", clauses, fates=fates_in_words(final))),
        Figure(str(holders), numbered("report.figure.brackets", holders)),
        fourth,
    )


def _groups_at(run: Run, session: int) -> int:
    now = run.history.label[session - 1]
    return len(np.unique(now[now >= 0]))


def braids(run: Run, axes: Axes) -> dict[str, Any]:
    """Return the braid of positions, drawn twice (`drawings`), with what to see in it and who each rope is."""
    counts = [_groups_at(run, session) for session in range(1, run.manifest.sessions + 1)]
    first, last = counts[0], counts[-1]
    if not run.history.coalitions:
        heading = say("report.braid.none")
    elif first == last and (set(counts) == {first} or not first):
        heading = numbered("report.braid.steady", first)
    elif first == last:
        way = "more" if max(counts) > first else "fewer"
        heading = say(f"report.braid.{way}", same=numbered("report.groups", first), n=max(counts))
        heading = heading[0].upper() + heading[1:]
    else:
        heading = say(
            "report.braid.change",
            before=numbered("report.groups", first),
            after=numbered("report.groups", last),
        )
        heading = heading[0].upper() + heading[1:]
    label = np.concatenate([np.full((1, len(run.delegations)), -1), run.history.label])
    capability = np.asarray(run.tables["delegations"]["capability"])
    description = say("report.braid.description", alt=run.tables["sessions"]["description"][-1])
    ropes = [
        (group_of(run, number), item.founded, item.ended)
        for number, item in enumerate(run.history.coalitions)
    ]
    ends = ends_of(run)
    drawings = {}
    for look, frame in (("wide", WIDE), ("narrow", NARROW)):
        braid = lay_braid(axes.main, label, capability, top=frame.top, bottom=frame.height - frame.bottom)
        drawings[look] = draw_braid(
            f"braid-{look}",
            frame,
            braid,
            ropes=run.history.coalitions,
            names=list(run.tables["delegations"]["name"]),
            groups=[group.short for group, _, _ in ropes],
            poles=[pole_lines(ends.low), pole_lines(ends.high)],
            title=say("report.braid.title"),
            description=description,
        )
    return {"heading": heading, "drawings": drawings, "ropes": ropes}


def bracket_charts(run: Run) -> dict[str, Any]:
    """Return the chart of clauses in brackets, drawn twice (`drawings`), with what to see in it."""
    counts = np.asarray(run.tables["sessions"]["clauses_in_brackets"]).tolist()
    most = max(counts)
    left = numbered("report.left", counts[-1])
    peak = counts.index(most) + 1
    heading = (
        numbered("report.brackets.peak", most, s=peak, left=left) if most else say("report.brackets.none")
    )
    description = apart(
        say("report.session.count", s=session, n=count) for session, count in enumerate(counts, start=1)
    )
    height = 26.0 + 6.5 * most
    drawings = {
        look: draw_brackets(
            f"brackets-{look}",
            replace(frame, height=height, top=18, bottom=4),
            counts,
            title=say("report.brackets.title"),
            description=description,
        )
        for look, frame in (("wide", WIDE), ("narrow", NARROW))
    }
    return {"heading": heading, "drawings": drawings}


def _second_axis(axes: Axes) -> str:
    if axes.issue is None:
        return say("report.second.none")
    key = "report.second.same" if axes.is_redundant else "report.second.adds"
    issue = axes.issue
    return say(key, issue=issue.name, low=pole(issue.low), high=pole(issue.high), r=decimal(axes.correlation))


def _memberships(run: Run, axes: Axes) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return, for the table behind the braid, position and letter of each delegation at each session."""
    rows = []
    for row, name in enumerate(run.tables["delegations"]["name"]):
        cells = [(decimal(float(axes.main[0, row])), "")]
        for session in range(run.manifest.sessions):
            label = run.history.label[session, row]
            letter = run.history.coalitions[label].letter if label >= 0 else ""
            cells.append((decimal(float(axes.main[session + 1, row])), letter))
        rows.append((clip(name, 24), cells))
    return rows


def _turning_points(run: Run) -> tuple[SessionSentence, ...]:
    """Return the sessions in which most changed, in order, and the end."""
    return (*run.gist.told(len(run.gist.points)), run.sentences[-1])


def _legend(run: Run) -> list[tuple[Markup, str]]:
    """Return the marks that the maps use, each with what it means."""
    there = set(run.tables["delegations"]["kind"])
    legend = [
        (glyph(mark(0, 0, 5.0, kind=kind, slot=-1, solid=True)), words)
        for kind, words in KIND_WORDS.items()
        if kind in there
    ]
    if not all(run.tables["delegations"]["decides"]):
        ring = tag("circle", r=4.6, style="fill:var(--page);stroke:var(--ink2)", stroke_width=1.6)
        legend.append((glyph(ring), say("report.legend.hollow")))
    return legend
