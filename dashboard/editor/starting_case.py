"""A case to start from: five delegations round one question, ready to be played and to be written over."""

from collections.abc import Iterable, Mapping
from typing import Final

from dashboard.editor.adding_parts import clauses_of
from dashboard.editor.opening_case import Data

__all__ = ["PHRASES", "five_seats", "left_as_it_came"]

PHRASES: Final = (
    "title",
    "summary",
    "issue",
    "question",
    "low",
    "high",
    "first",
    "middle",
    "last",
    "first_text",
    "middle_text",
    "last_text",
    "document",
    "chapeau",
    "heading",
    "seat",
)
"""What it takes from the catalogue, so that it speaks the reader's language; `seat` has a place for a number `n`."""

_SEATS: Final = (
    ("A", "government", 0.2),
    ("B", "government", 0.4),
    ("C", "government", 0.9),
    ("D", "private_sector", 0.3),
    ("E", "civil_society", 0.6),
)
"""Two near what holds today, two who could live with the middle, one near the draft."""
_SPREAD: Final = 0.1
"""Standard deviation of every position: nobody knows them exactly, and the meeting ends now this way, now that."""

_FLEXIBILITY: Final = 0.5
"""Half of the way without new instructions: with more, nearly every meeting agrees."""

_PLACES: Final[Mapping[str, float]] = {"first": 0.0, "middle": 0.5, "last": 1.0}


def five_seats(phrases: Mapping[str, str], language: str = "en") -> Data:
    """Return the case in the words of `PHRASES`, which are of a language."""
    return {
        "schema": 1,
        "key": "my_case",
        "title": phrases["title"],
        "summary": phrases["summary"],
        "nature": "illustrative",
        **({} if language == "en" else {"language": language}),
        "forum": {"preset": "netmundial"},
        "sessions": 10,
        "issues": [_issue(phrases)],
        "document": _document(phrases),
        "delegations": [
            {
                "key": f"seat_{letter}",
                "name": phrases["seat"].format(n=letter),
                "kind": kind,
                "capability": 0.5,
                "flexibility": _FLEXIBILITY,
                "mandate": {"question": {"position": {"mean": position, "sd": _SPREAD}, "salience": 0.5}},
            }
            for letter, kind, position in _SEATS
        ],
    }


def _issue(phrases: Mapping[str, str]) -> Data:
    options = [{"key": key, "label": phrases[key], "position": place} for key, place in _PLACES.items()]
    return {
        "key": "question",
        "name": phrases["issue"],
        "dimension": "authority",
        "question": phrases["question"],
        "low": phrases["low"],
        "high": phrases["high"],
        "status_quo": "first",
        "draft": "last",
        "options": options,
    }


def _document(phrases: Mapping[str, str]) -> Data:
    clause = {
        "key": "question",
        "label": "1.",
        "title": phrases["issue"],
        "issue": "question",
        "wordings": {key: phrases[f"{key}_text"] for key in _PLACES},
    }
    section = {"kind": "decides", "heading": phrases["heading"], "force": "operative", "clauses": [clause]}
    return {
        "title": phrases["document"],
        "instrument": "statement",
        "chapeau": phrases["chapeau"],
        "sections": [section],
    }


def left_as_it_came(data: Data, phrases: Iterable[Mapping[str, str]]) -> list[str]:
    """Return what of a case still has the words of the template: its `title`, the `poles` of an issue and so on.

    Args:
        data: the case.
        phrases: the words of the template, in each language that it may have been started in.
    """
    known = list(phrases)
    letters = [letter for letter, _, _ in _SEATS]

    def is_known(text: object, *keys: str) -> bool:
        return any(text == of[key].format(n=letter) for of in known for key in keys for letter in letters)

    issues, clauses = data["issues"], [clause for _, clause in clauses_of(data)]
    labels = [option.get("label") for issue in issues for option in issue["options"]]
    wordings = [text for clause in clauses for text in clause["wordings"].values()]
    found = {
        "title": is_known(data["title"], "title"),
        "summary": is_known(data.get("summary"), "summary"),
        "issue": any(is_known(issue["name"], "issue") for issue in issues),
        "question": any(is_known(issue.get("question"), "question") for issue in issues),
        "poles": any(all(is_known(issue.get(end), end) for end in ("low", "high")) for issue in issues),
        "labels": any(is_known(text, "first", "middle", "last") for text in labels),
        "clause": any(is_known(clause.get("title"), "issue") for clause in clauses),
        "words": any(is_known(text, "first_text", "middle_text", "last_text") for text in wordings),
        "seat": any(is_known(seat["name"], "seat") for seat in data["delegations"]),
    }
    return [what for what, is_left in found.items() if is_left]
