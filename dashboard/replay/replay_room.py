"""Who stands where: axes, delegations, coalitions and the braid of a replay."""

from collections import Counter

import numpy as np

from dashboard.components.packing import pack, thousandths
from dashboard.replay.replay_contract import (
    BRAID_HEIGHT,
    Axes,
    Axis,
    Braid,
    CoalitionData,
    DelegationData,
    Kind,
    Layout,
)
from dashboard.replay.replay_view import View
from simulation.arrays import FloatArray, IntArray
from simulation.coalitions import agreement, short_names
from simulation.drawing import clip, lay_braid
from simulation.scenario import Delegation, Issue
from simulation.state import KINDS
from simulation.storage import rows_of

__all__ = [
    "axes_of",
    "braid_of",
    "coalitions_in",
    "delegations_of",
    "held_by_session",
    "kinds_of",
    "laid_braid",
]

SHORTEST_NAME = 16
WIDE, NARROW = 250, 200
"""Heights of the braid in CSS pixels, on a wide page and on a phone."""
_TICK = 5
_SAME = 0.9
_AGREES = 5
"""K: others that a delegation is told to agree most with."""


def axes_of(view: View) -> Axes:
    """Return the main axis and one axis for each issue."""
    issues = view.run.scenario.issues
    ends = view.words.ends([(issue.low, issue.high) for issue in issues])
    single = issues[0] if len(issues) == 1 else None
    main = Axis(
        title=single.name if single else view.say("axis.title"),
        low=ends.low,
        high=ends.high,
        note="" if single else f"{view.counted('axis.note', len(issues))} {view.apart(ends)}".strip(),
        ticks=_ticks(view, single) if single else [],
        mixed=not ends.is_shared,
    )
    return Axes(x=main, y=[_issue_axis(view, place, issue) for place, issue in enumerate(issues)])


def _issue_axis(view: View, place: int, issue: Issue) -> Axis:
    there, main = view.position[..., place], view.axes.main
    varies = float(there.std()) > 0 and float(main.std()) > 0
    r = float(np.corrcoef(main.ravel(), there.ravel())[0, 1]) if varies else 0.0
    same = abs(r) > _SAME
    return Axis(
        issue=issue.key,
        title=issue.name,
        low=view.words.pole(issue.low),
        high=view.words.pole(issue.high),
        ticks=_ticks(view, issue),
        note=_note(view, issue, r) if same else "",
        same=same,
    )


def _note(view: View, issue: Issue, r: float) -> str:
    """Return that an issue says much the same as the main axis."""
    if len(view.run.scenario.issues) == 1:
        return view.say("axis.only")
    return view.say("axis.same", issue=issue.name, r=view.words.number(r, ".2f"))


def _ticks(view: View, issue: Issue) -> list[tuple[int, str]]:
    """Return the wordings there were on an issue, by their places; deletion and referral have none of their own."""
    there = [option for option in issue.options if view.is_written(issue, option)]
    placed = [option for option in there if option.kind not in ("delete", "refer")]
    labels = short_names(issue, _TICK, placed)
    return sorted(
        (round(option.position * 1000), label) for option, label in zip(placed, labels, strict=True)
    )


def kinds_of(view: View) -> list[Kind]:
    """Return the kinds of stakeholder that are present."""
    present = set(view.run.tables["delegations"]["kind"])
    return [Kind(key=kind, word=view.words.say(f"kind.{kind}")) for kind in KINDS if kind in present]


def coalitions_in(view: View) -> list[CoalitionData]:
    """Return the coalitions of a run."""
    return [
        CoalitionData(
            slot=item.slot,
            letter=item.letter,
            name=view.told(item.name),
            short=view.told(item.short),
            text=item.text,
            founded=item.founded,
            ended=item.ended,
        )
        for item in view.run.history.coalitions
    ]


def held_by_session(view: View) -> tuple[IntArray, IntArray]:
    """Return how many clauses each delegation keeps in brackets, and how many it alone, `[T + 1, A]` each."""
    shape = view.label.shape
    held, sole = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for session, document in enumerate(view.run.documents[: view.sessions + 1]):
        for clause in document.clauses:
            rows = [view.row[bracket.owner] for bracket in clause.brackets]
            held[session, rows] += 1
            if len(rows) == 1:
                sole[session, rows] += 1
    return held, sole


def delegations_of(view: View, held: IntArray) -> list[DelegationData]:
    """Return the delegations; `held` is the number of clauses that each keeps in brackets, `[T + 1, A]`."""
    (ideal, low, high), agrees = _wishes(view), _agrees(view)
    told = {item.key: item for item in view.run.scenario.delegations}
    speakers = {bloc.spokesperson for bloc in view.run.scenario.blocs}
    moved = {event.delegation for event in view.run.scenario.events if event.kind == "instruction"}
    band = view.ensemble.band if view.ensemble is not None else None
    rows = []
    for row, item in enumerate(rows_of(view.run.tables["delegations"])):
        key = item["delegation"]
        rows.append(
            DelegationData(
                id=key,
                name=item["name"],
                forms=view.words.forms(item["name"]),
                short=clip(item["short"], SHORTEST_NAME),
                kind=item["kind"],
                kind_word=view.words.say(f"kind.{item['kind']}"),
                bloc=int(key in speakers),
                chair=0,
                cap=round(100 * item["capability"]),
                blocks=int(item["decides"]),
                alone=int(item["blocks_alone"]),
                origin=_origin(view, told[key]),
                x=pack(thousandths(view.axes.main[:, row])),
                y=[pack(thousandths(view.position[:, row, i])) for i in range(view.position.shape[2])],
                c=view.label[:, row].tolist(),
                b=pack(held[:, row].tolist()),
                k=pack([sum(key in one.blocks for one in at) for at in view.run.oppositions]),
                agrees=pack(agrees[:, row].ravel().tolist()),
                ideal=pack(thousandths(ideal[:, row])),
                red=None if key in moved else (thousandths(low[[row]])[0], thousandths(high[[row]])[0]),
                band=None
                if band is None
                else (pack(band[:, row, 0].tolist()), pack(band[:, row, 1].tolist())),
            )
        )
    return rows


def _agrees(view: View) -> IntArray:
    """Return with whom each delegation agrees most, as groups are read, and by how many of 100, `[T + 1, A, 2 K]`.

    Those who agree with fewer than K others have -1 in the other places.
    """
    groups, found = view.run.groups, []
    for moment, position in enumerate(groups.position):
        edges = agreement(position, groups.salience[max(0, moment - 1)])
        order = np.argsort(-edges, axis=1, kind="stable")[:, :_AGREES]
        percent = np.rint(100 * np.take_along_axis(edges, order, axis=1)).astype(np.int64)
        found.append(np.stack([np.where(percent > 0, order, -1), np.where(percent > 0, percent, -1)], axis=2))
    return np.stack(found).reshape(len(found), len(view.run.delegations), -1)


def _wishes(view: View) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ideals per moment, `[T + 1, A]`, and ends of the red lines, `[A]`, on the main axis."""
    run, weight = view.run, view.axes.weight
    ideal = np.asarray(run.tables["positions"]["ideal"]).reshape(run.position.shape)
    ideal = np.concatenate([run.opening[None], ideal]) @ weight
    ends = [
        np.clip(np.asarray(run.tables["mandates"][name]).reshape(run.opening.shape), 0.0, 1.0) @ weight
        for name in ("red_low", "red_high")
    ]
    return ideal, ends[0], ends[1]


def _origin(view: View, delegation: Delegation) -> str:
    """Return where the opening positions of a delegation come from, in words."""
    if view.run.scenario.nature == "illustrative":
        return view.say("origin.illustrative")
    counts = Counter(mandate.basis or delegation.basis for mandate in delegation.mandate.values())
    told = [
        view.counted(f"origin.{basis}", counts[basis])
        for basis in ("documented", "inferred", "judgement", "illustrative")
        if counts[basis]
    ]
    return view.say("origin.real", parts=view.words.listed(told)) if told else ""


def braid_of(view: View) -> Braid:
    """Return the braid, laid out for a wide page and for a phone."""
    return laid_braid(view.axes.main, view.label, view.capability, wide=WIDE, narrow=NARROW)


def laid_braid(main: FloatArray, label: IntArray, capability: FloatArray, *, wide: int, narrow: int) -> Braid:
    """Return the braid of the places `[T, A]` and groups `[T, A]` of delegations with these capabilities `[A]`.

    Args:
        main: Where each delegation stands on the main axis.
        label: Its group; -1: none.
        capability: How thick its thread is.
        wide: Height in CSS pixels on a wide page.
        narrow: The same on a phone.
    """
    at = (main, label, capability)
    return Braid(height=BRAID_HEIGHT, wide=_layout(*at, wide), narrow=_layout(*at, narrow))


def _layout(main: FloatArray, label: IntArray, capability: FloatArray, px: int) -> Layout:
    braid = lay_braid(main, label, capability, top=0.0, bottom=float(px))
    edge = braid.edge * (BRAID_HEIGHT / px)
    top = np.rint(np.clip(edge[..., 0], 0, BRAID_HEIGHT)).astype(np.int64)
    thick = np.rint(edge[0, :, 1] - edge[0, :, 0]).astype(np.int64)
    return Layout(px=px, thick=thick.tolist(), top=[pack(row.tolist()) for row in top.T])
