"""A generated conference of the size of the United Nations."""

from collections.abc import Sequence

from simulation.rng import Streams
from simulation.scenario.schema import Scenario

__all__ = ["RUNGS", "plenary"]

RUNGS = (0.0, 0.25, 0.5, 0.75, 1.0)


def plenary(
    *,
    delegations: int = 193,
    issues: int = 20,
    sessions: int = 50,
    blocs: int = 6,
    rungs: Sequence[float] = RUNGS,
) -> Scenario:
    """Return a case in which every delegation is a government in one bloc and cares for every issue.

    Ideals are seven parts of the delegation's own bent and three of the issue; deletion and referral stand beside
    the rungs, the last of which is the draft, so that it takes most of the sessions to close.
    """
    draw = Streams(193).generator("uncertainty", 0)
    bent, taste = draw.random(delegations), draw.random((delegations, issues))
    ideal, salience = 0.7 * bent[:, None] + 0.3 * taste, draw.random((delegations, issues))
    voice, width = draw.random(delegations), draw.uniform(0.35, 0.75, (delegations, issues))
    questions = [_question(f"q{q}", rungs) for q in range(issues)]
    seats = [
        {
            "key": f"d{a}",
            "name": f"Delegation {a}",
            "kind": "government",
            "blocs": [f"b{a % blocs}"],
            "capability": voice[a],
            "mandate": {
                f"q{q}": {"position": ideal[a, q], "salience": salience[a, q], "red_line": width[a, q]}
                for q in range(issues)
            },
        }
        for a in range(delegations)
    ]
    return Scenario.model_validate(
        {
            "schema": 1,
            "key": "plenary",
            "title": "A generated plenary",
            "summary": "",
            "nature": "illustrative",
            "forum": {"preset": "itu_wtpf"},
            "sessions": sessions,
            "issues": questions,
            "document": _document(questions, len(rungs)),
            "delegations": seats,
            "blocs": [{"key": f"b{b}", "name": f"Bloc {b}"} for b in range(blocs)],
        }
    )


def _question(key: str, rungs: Sequence[float]) -> dict[str, object]:
    options = [{"key": f"o{k}", "label": str(rung), "position": rung} for k, rung in enumerate(rungs)]
    options += [{"key": k, "label": k, "position": 0.5, "kind": k} for k in ("delete", "refer")]
    return {
        "key": key,
        "name": key,
        "dimension": "venue",
        "status_quo": 0.3,
        "draft": f"o{len(rungs) - 1}",
        "options": options,
    }


def _document(questions: list[dict[str, object]], rungs: int) -> dict[str, object]:
    clauses = [
        {
            "key": f"c{n}",
            "label": str(n),
            "title": "t",
            "issue": question["key"],
            "wordings": {f"o{k}": "words" for k in range(rungs)} | {"refer": "words"},
        }
        for n, question in enumerate(questions)
    ]
    section = {"kind": "invites", "heading": "invites", "force": "operative", "clauses": clauses}
    return {"title": "t", "instrument": "opinion", "sections": [section]}
