"""Cases made up at random, for properties that must hold for every case."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from simulation.scenario.schema import Scenario

__all__ = ["cases", "make_case"]

KINDS = ("government", "civil_society", "private_sector", "technical_community")
OPTION_KINDS = ("text", "text", "text", "agreed_language", "vague", "delete", "refer")
POWERS = ("agenda", "groups", "text", "suspend", "extend", "call")
STRATEGIES = (
    "linear",
    "boulware",
    "conceder",
    "hold",
    "obstructor",
    "reciprocal",
    "follow_bloc",
    "bridge_builder",
    "scripted",
)
RULES: tuple[dict[str, Any], ...] = (
    {"rule": "consensus"},
    {"rule": "consensus", "tolerated": 1},
    {"rule": "rough_consensus"},
    {"rule": "unanimity"},
    {"rule": "simple_majority"},
    {"rule": "qualified_majority"},
    {"rule": "double_majority", "weights": {"d0": 3.0}},
    {"rule": "weighted", "weights": {"d0": 3.0}},
    {"rule": "chambers"},
    {"rule": "veto", "holders": ["d0"]},
)
MECHANISMS = (
    "clock",
    "agenda",
    "concede",
    "caucus",
    "consult",
    "trade",
    "persuade",
    "coalesce",
    "propose",
    "chair_text",
    "signal",
    "decide",
    "package",
    "adopt",
)
DECIDES = {"speak": True, "propose": True, "object": True, "vote": True}


@st.composite
def cases(draw: st.DrawFn) -> Scenario:
    """Draw a case of up to 7 delegations that decide, 3 others, 4 issues and 8 sessions."""
    choices: dict[str, Any] = {
        "seed": draw(st.integers(0, 2**32 - 1)),
        "deciding": draw(st.integers(1, 7)),
        "others": draw(st.lists(st.sampled_from(["observes", "persuades", "proposes"]), max_size=3)),
        "issues": draw(st.integers(1, 4)),
        "blocs": draw(st.integers(0, 3)),
        "sessions": draw(st.integers(1, 8)),
        "uncertain": draw(st.booleans()),
        "rule": draw(st.sampled_from(RULES)),
        "package": draw(st.booleans()),
        "leftover": draw(st.sampled_from(["drop", "fail"])),
        "call_vote": draw(st.sampled_from([None, 0.5])),
        "refer": draw(st.booleans()),
        "signing": draw(st.booleans()),
        "off": draw(st.lists(st.sampled_from(MECHANISMS), max_size=2, unique=True)),
        "events": draw(st.integers(0, 2)),
    }
    return make_case(**choices)


def make_case(
    *,
    seed: int,
    deciding: int,
    others: list[str],
    issues: int,
    blocs: int,
    sessions: int,
    uncertain: bool,
    rule: Mapping[str, Any],
    package: bool,
    leftover: str,
    call_vote: float | None,
    refer: bool,
    signing: bool,
    off: list[str],
    events: int,
) -> Scenario:
    """Return a case; whatever is not said here follows from `seed`."""
    draw = _Draw(seed, uncertain=uncertain)
    questions = [draw.issue(f"q{q}") for q in range(issues)]
    groups = [draw.bloc(f"b{b}", questions) for b in range(blocs)]
    rights = [DECIDES] * deciding + [_rights(role) for role in others]
    table = [draw.delegation(f"d{d}", questions, groups, held) for d, held in enumerate(rights)]
    if package:
        table[0]["strategy"] = {"key": "bridge_builder"}
    return Scenario.model_validate(
        {
            "schema": 1,
            "key": "made_up",
            "title": "Made up",
            "summary": "",
            "nature": "illustrative",
            "forum": {
                "preset": "cstd_wg",
                "decision": rule,
                "package": package,
                "leftover": leftover,
                "call_vote": call_vote,
                "refer": refer,
                "signing": signing,
            },
            "protocol": {"key": "conference", **draw.protocol(off)},
            "sessions": sessions,
            "issues": questions,
            "document": _document(questions),
            "delegations": table,
            "blocs": groups,
            "chair": draw.chair(questions),
            "events": [draw.event(sessions, questions, table) for _ in range(events)],
        }
    )


def _rights(role: str) -> dict[str, bool]:
    return {
        "observes": {},
        "persuades": {"speak": True, "persuade": True},
        "proposes": {"speak": True, "propose": True},
    }[role]


def _document(questions: list[dict[str, Any]]) -> dict[str, Any]:
    clauses = [
        {
            "key": f"c{n}",
            "label": "a",
            "title": "t",
            "issue": question["key"],
            "wordings": {option["key"]: "words" for option in question["options"]},
        }
        for n, question in enumerate(questions)
    ]
    section = {"kind": "noting", "heading": "noting", "force": "preambular", "clauses": clauses}
    return {"title": "t", "instrument": "opinion", "sections": [section]}


class _Draw:
    """Chance for the many small choices of a case."""

    def __init__(self, seed: int, *, uncertain: bool) -> None:
        self.generator = np.random.Generator(np.random.PCG64(seed))
        self.uncertain = uncertain

    def share(self) -> float:
        """Return a number on a grid, so that ties and borders are met often."""
        return float(self.generator.integers(0, 21) / 20)

    def one[T](self, *among: T) -> T:
        return among[int(self.generator.integers(len(among)))]

    def happens(self, share: float) -> bool:
        return bool(self.generator.random() < share)

    def number(self) -> float | dict[str, float]:
        low, mode, high = sorted(self.share() for _ in range(3))
        if not self.uncertain:
            return mode
        forms: tuple[float | dict[str, float], ...] = (
            mode,
            {"mean": mode, "sd": 0.1},
            {"low": low, "high": high},
            {"low": low, "mode": mode, "high": high},
        )
        return self.one(*forms)

    def issue(self, key: str) -> dict[str, Any]:
        places = sorted(self.share() for _ in range(int(self.generator.integers(1, 7))))
        options = [
            {
                "key": f"o{k}",
                "label": str(place),
                "position": place,
                "kind": self.one(*OPTION_KINDS) if k else "text",
                "own_channel": self.happens(0.2),
            }
            for k, place in enumerate(places)
        ]
        return {
            "key": key,
            "name": key,
            "dimension": "venue",
            "status_quo": self.one(self.share(), "o0"),
            "draft": f"o{self.generator.integers(len(options))}",
            "options": options,
        }

    def bloc(self, key: str, questions: list[dict[str, Any]]) -> dict[str, Any]:
        line = {q["key"]: {"position": self.number(), "salience": self.number()} for q in questions[:1]}
        return {"key": key, "name": key, "discipline": self.one(None, self.share()), "line": line}

    def delegation(
        self, key: str, questions: list[dict[str, Any]], groups: list[dict[str, Any]], rights: dict[str, bool]
    ) -> dict[str, Any]:
        strategy: dict[str, Any] = {"key": self.one(*STRATEGIES)}
        if strategy["key"] == "scripted":
            strategy["give"] = [0.2, 0.5, 1.0]
        return {
            "key": key,
            "name": key,
            "kind": self.one(*KINDS),
            "rights": rights,
            "blocs": [group["key"] for group in groups if self.happens(0.5)],
            "capability": self.number(),
            "attention": self.one(None, None, 0, 3),
            "strategy": strategy,
            "reservation": self.one(None, -0.3, 0.1),
            "mandate": {q["key"]: self.mandate(q) for q in questions if self.happens(0.85)},
        }

    def mandate(self, question: dict[str, Any]) -> dict[str, Any]:
        keys = [option["key"] for option in question["options"]]
        low, high = sorted((self.share(), self.share()))
        return {
            "position": self.number(),
            "salience": self.number(),
            "red_line": self.one(None, 0.4, [low, high]),
            "acceptable": self.one(None, None, None, [key for key in keys if self.happens(0.6)] or keys),
            "flexibility": self.one(None, 0.5),
            "fallbacks": self.one([], [], [key for key in keys if self.happens(0.4)]),
            "confidence": "low" if self.uncertain else None,
        }

    def chair(self, questions: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "powers": [power for power in POWERS if self.happens(0.75)],
            "ideal": {q["key"]: self.share() for q in questions if self.happens(0.3)},
            "impartiality": self.one(1.0, 0.5),
        }

    def protocol(self, off: list[str]) -> dict[str, Any]:
        settings: dict[str, Any] = {
            "values": {"own_channel": self.one(0.0, 0.1)},
            "clock": {"floor": self.one(1, 2, 3), "extend": self.one(0, 0, 2)},
            "agenda": {"order": self.one("small_wins", "hard_first", "as_listed")},
            "consult": {"talks": self.one(1, 2, 3), "initial_knowledge": self.one(0.0, 0.5)},
            "propose": {"patience": self.one(0, 1, 3)},
            "chair_text": {"patience": self.one(1, 3), "exclusion": self.one(0.0, 0.1)},
            "signal": {"fatigue": self.one(0.0, 0.2)},
        }
        return settings | dict.fromkeys(off, False)

    def event(
        self, sessions: int, questions: list[dict[str, Any]], table: list[dict[str, Any]]
    ) -> dict[str, Any]:
        session = int(self.generator.integers(1, sessions + 1))
        if self.happens(0.3):
            moved = int(self.generator.integers(1, sessions + 3))
            return {"session": session, "kind": "deadline", "note": "", "sessions": moved}
        return {
            "session": session,
            "kind": "instruction",
            "note": "",
            "delegation": self.one(*table)["key"],
            "issue": self.one(None, self.one(*questions)["key"]),
            "position": self.one(None, self.share()),
            "salience": self.one(None, self.share()),
            "flexibility": self.one(None, self.share()),
            "red_line": self.one(None, (0.2, 0.8)),
        }
