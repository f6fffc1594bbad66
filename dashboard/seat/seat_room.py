"""The room as a seat sees it, for the drawing code of the replay: opening positions and what was said in the open.

It is the contract "replay/1" with public things in it and nothing else: no ideal but the opening position, no red line,
no private reason, no run beside it.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from dashboard.components.packing import pack, thousandths
from dashboard.frame.language import Words
from dashboard.replay.replay_contract import SCHEMA
from dashboard.replay.replay_room import NARROW, WIDE, laid_braid
from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.coalitions import CoalitionHistory, coalitions_seen
from simulation.drawing import clip
from simulation.live import IssueSeen, SeatView
from simulation.scenario import Scenario
from simulation.state import KINDS

__all__ = ["public_room", "slots_of"]

_TICK: Final = 5
_NAME: Final = 16


def public_room(view: SeatView, case: Scenario, words: Words, *, issue: str) -> dict[str, Any]:
    """Return the data of the picture.

    Args:
        view: Of the seat.
        case: For names of issues, wordings and blocs.
        words: What to say it in.
        issue: Key of the issue that goes up.
    """
    history = _history(view, case)
    main = view.places.mean(axis=2)
    label = _from_the_start(history.label)
    short = {item.key: item.short or item.name for item in case.delegations}
    kinds = {view.own.kind, *(other.kind for other in view.others)}
    keys = [seen.key for seen in view.issues]
    return {
        "schema": SCHEMA,
        "title": view.title,
        "case": view.case,
        "seed": 0,
        "run": 0,
        "lang": words.language,
        "sessions": max(view.sessions, len(main) - 1),
        "live": len(main) - 1,
        "asked": True,
        "n_runs": 0,
        "axes": {"x": _main_axis(view, words), "y": [_issue_axis(seen, words) for seen in view.issues]},
        "y_default": keys.index(issue) if issue in keys else 0,
        "kinds": [{"key": kind, "word": words.say(f"kind.{kind}")} for kind in KINDS if kind in kinds],
        "coalitions": _coalitions(history, words),
        "delegations": _delegations(view, words, main, label, issue=issue, short=short),
        "braid": laid_braid(main, label, _capability(view), wide=WIDE - 90, narrow=NARROW - 40),
        "sentences": _sentences(view, words, label),
        "clauses": [],
        "links": [],
        "diffs": [],
        "interval": None,
        "power": {"low": None, "high": None, "sole": None, "title": [], "order": []},
        "texts": [],
        "sets": [],
        "words": words.part("replay.ui."),
    }


def _coalitions(history: CoalitionHistory, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "slot": one.slot,
            "letter": one.letter,
            "name": words.told(one.name),
            "short": words.told(one.short),
            "text": "",
            "founded": one.founded,
            "ended": one.ended,
        }
        for one in history.coalitions
    ]


def slots_of(view: SeatView, case: Scenario) -> dict[str, int]:
    """Return the colour of each delegation's coalition as of the last session; -1: it stands alone."""
    history = _history(view, case)
    if not len(history.label):
        return dict.fromkeys(view.delegations, -1)
    return {
        key: history.coalitions[group].slot if group >= 0 else -1
        for key, group in zip(view.delegations, history.label[-1].tolist(), strict=True)
    }


def _history(view: SeatView, case: Scenario) -> CoalitionHistory:
    places = view.places[1:]
    return coalitions_seen(
        case,
        delegations=view.delegations,
        capability=_capability(view),
        decides=_decides(view),
        places=places,
        platform=_platform(view, len(places)),
        seed=view.seed,
    )


def _platform(view: SeatView, sessions: int) -> IntArray:
    """Return for which wording each delegation stands now, at every session alike; -1: none."""
    stands = np.full((len(view.delegations), len(view.issues)), -1, dtype=np.int64)
    row = {key: number for number, key in enumerate(view.delegations)}
    for place, seen in enumerate(view.issues):
        for number, option in enumerate(seen.options):
            for holder in option.holders:
                stands[row[holder], place] = number
    return np.repeat(stands[None], sessions, axis=0)


def _capability(view: SeatView) -> FloatArray:
    weight = {view.own.key: view.own.capability} | {o.key: o.capability for o in view.others}
    return np.array([weight[key] for key in view.delegations])


def _decides(view: SeatView) -> BoolArray:
    decides = {view.own.key: view.own.decides} | {other.key: other.decides for other in view.others}
    return np.array([decides[key] for key in view.delegations])


def _from_the_start(label: IntArray) -> IntArray:
    start = np.full((1, label.shape[1]), -1, dtype=np.int64)
    return np.concatenate([start, label])


def _main_axis(view: SeatView, words: Words) -> dict[str, Any]:
    ends = words.ends([(seen.low, seen.high) for seen in view.issues])
    return {
        "title": words.say("seat.room.mean"),
        "low": ends.low,
        "high": ends.high,
        "note": "",
        "ticks": [],
    }


def _issue_axis(seen: IssueSeen, words: Words) -> dict[str, Any]:
    placed = [option for option in seen.written if option.kind not in ("delete", "refer")]
    return {
        "issue": seen.key,
        "title": seen.name,
        "low": words.pole(seen.low),
        "high": words.pole(seen.high),
        "note": "",
        "ticks": sorted((round(option.place * 1000), option.short(_TICK)) for option in placed),
    }


def _delegations(
    view: SeatView, words: Words, main: FloatArray, label: IntArray, *, issue: str, short: Mapping[str, str]
) -> list[dict[str, Any]]:
    people = {view.own.key: view.own} | {other.key: other for other in view.others}
    holders = next((set(seen.brackets) for seen in view.issues if seen.key == issue), set())
    moments = len(main)
    rows = []
    for row, key in enumerate(view.delegations):
        who = people[key]
        is_own = key == view.own.key
        x = pack(thousandths(main[:, row]))
        rows.append(
            {
                "id": key,
                "name": who.name,
                "forms": words.forms(who.name),
                "short": words.say("class.projector.own", name=clip(short[key], _NAME))
                if is_own
                else clip(short[key], _NAME),
                "kind": who.kind,
                "kind_word": words.say(f"kind.{who.kind}"),
                "bloc": 0,
                "chair": 0,
                "cap": round(100 * who.capability),
                "blocks": int(who.decides),
                "alone": 0,
                "origin": "",
                "x": x,
                "y": [pack(thousandths(view.places[:, row, place])) for place in range(len(view.issues))],
                "c": label[:, row].tolist(),
                "b": pack([0] * (moments - 1) + [int(key in holders)]),
                "ideal": "",
                "red": None,
                "band": None,
            }
        )
    return rows


def _sentences(view: SeatView, words: Words, label: IntArray) -> list[dict[str, Any]]:
    told = []
    for session, now in enumerate(label):
        groups = np.unique(now[now >= 0])
        brackets = view.brackets[session - 1] if session else 0
        alt = words.counted("seat.room.alt", len(groups), session=session, brackets=brackets)
        told.append({"head": alt, "sub": "", "alt": alt, "usual": "", "level": "", "lines": []})
    return told
