"""A case to start from: what a teacher says of it in a few words, made ready to be played and to be written over.

It ends mixed: on most of its runs some clauses close and some do not (`tests/dashboard/test_starting_case.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final, Literal, get_args

from dashboard.editor.adding_parts import clauses_of
from dashboard.editor.opening_case import Data
from simulation.scenario import fresh_key

__all__ = [
    "HOLDS",
    "MOST_POINTS",
    "SEATS",
    "About",
    "Holds",
    "left_as_it_came",
    "sharing",
    "starter",
]

type Holds = Literal["low", "middle", "high"]
HOLDS: Final[tuple[Holds, ...]] = get_args(Holds.__value__)
"""Which of its wordings holds as long as nothing is agreed."""
MOST_POINTS: Final = 5
SEATS: Final = (3, 30)
"""Fewest and most delegations that it is made for."""
_PLACES: Final[Mapping[str, float]] = {"first": 0.0, "middle": 0.5, "last": 1.0}
_REACHES: Final = (0.6, 0.5, 0.38, 0.45, 0.5)
"""How far from its position each of the two delegations at the ends can sign, by point: to beyond the middle, to the
middle at best, or short of it."""
_ALONE, _OF_TWO = (0.45,), (0.6, 0.4)
"""The same where there is only one point, or two."""
_END: Final = 0.1
"""Where the two delegations at the ends stand; the others stand between .25 and .75, and can sign the middle."""
_INNER: Final = 0.25
_REACH: Final = 0.5
_SPREAD: Final = 0.1
"""Standard deviation of every position: nobody knows them exactly, and the meeting ends now this way, now that."""
_FLEXIBILITY: Final = 0.5
"""Half of the way without new instructions: with more, nearly every meeting agrees."""
_OWN, _OTHER = 0.8, 0.5
"""What a point counts to those to whom it matters most, and to others: it is dear to every third in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said of a case before it is made; what is empty has the words of an example."""

    title: str = ""
    holds: Holds = "low"
    low: str = ""
    """What one side wants."""
    middle: str = ""
    """What lies between the two."""
    high: str = ""
    points: tuple[str, ...] = ()
    """What has to be settled, one a clause."""
    seats: tuple[str, ...] = ()
    """Names of delegations, from the side of `low` to that of `high`."""
    n_points: int = 3
    n_seats: int = 5

    @property
    def counts(self) -> tuple[int, int]:
        """How many points and delegations there will be: more names than were asked for count."""
        return max(self.n_points, len(self.points)), max(self.n_seats, len(self.seats))


def starter(about: About, phrases: Mapping[str, str], language: str = "en") -> Data:
    """Return the case in the words of whoever makes it, and in phrases of a language.

    Of those, `points` are parted by lines; `words` has places for a `point` and a `label`, `seat` for its `n`, and
    `summary` for `title`, `low`, `high` and the number `n` of delegations.
    One question is asked on every point, with the same two ends; who stands at an end of one stands there on all.
    """
    title = about.title or phrases["title"]
    labels = [getattr(about, name) or phrases[name] for name in HOLDS]
    n_points, n_seats = about.counts
    points = _points(about, phrases, n_points)
    seats = [*about.seats, *(_seat(phrases, n) for n in range(len(about.seats), n_seats))]
    issues = [_issue(key, name, labels, about.holds) for key, name in points.items()]
    if len(issues) > 1:  # one clause near what all can sign, so that something closes soon
        issues[0]["draft"] = "middle"
    keys: list[str] = []
    for name in seats:
        keys.append(fresh_key(name, keys, "seat"))
    return {
        "schema": 1,
        "key": fresh_key(title, (), "my_case"),
        "title": title,
        "summary": phrases["summary"].format(title=title, low=labels[0], high=labels[-1], n=n_seats),
        "nature": "illustrative",
        **({} if language == "en" else {"language": language}),
        "forum": {"preset": "netmundial", "decision": {"rule": "consensus"}},
        "sessions": 8,
        "drafting": False,
        "issues": issues,
        "document": _document(issues, phrases),
        "delegations": [
            {
                "key": key,
                "name": name,
                "kind": "government",
                "capability": 0.5,
                "flexibility": _FLEXIBILITY,
                "mandate": {point: _mandate(n, n_seats, at, n_points) for at, point in enumerate(points)},
            }
            for n, (key, name) in enumerate(zip(keys, seats, strict=True))
        ],
    }


def _points(about: About, phrases: Mapping[str, str], n: int) -> dict[str, str]:
    """Return the names of the points by key: those that were given, then those of the example."""
    example = [name for name in phrases["points"].splitlines() if name not in about.points]
    named: dict[str, str] = {}
    for name in [*about.points, *example][:n]:
        named[fresh_key(name, named, "point")] = name
    return named


def _seat(phrases: Mapping[str, str], n: int) -> str:
    again, letter = divmod(n, len(ascii_uppercase))
    return phrases["seat"].format(n=ascii_uppercase[letter] * (again + 1))


def _mandate(seat: int, seats: int, point: int, points: int) -> Data:
    """Return what a delegation wants on a point, by their places and numbers."""
    share = seat / (seats - 1)
    is_end = seat in {0, seats - 1}
    reaches = {1: _ALONE, 2: _OF_TWO}.get(points, _REACHES)
    position = _END + share * (1 - 2 * _END) if is_end else 0.5 + (share - 0.5) * 2 * _INNER
    return {
        "position": {"mean": round(position, 2), "sd": _SPREAD},
        "salience": _OWN if seat % points == point else _OTHER,
        "red_line": reaches[point % len(reaches)] if is_end else _REACH,
    }


def _issue(key: str, name: str, labels: Sequence[str], holds: Holds) -> Data:
    """Return a point; its first draft says what the side wants that is farther from what holds."""
    quo = list(_PLACES)[HOLDS.index(holds)]
    return {
        "key": key,
        "name": name,
        "dimension": "scope",
        "low": labels[0],
        "high": labels[-1],
        "status_quo": quo,
        "draft": "first" if quo == "last" else "last",
        "options": [
            {"key": option, "label": label, "position": place}
            for (option, place), label in zip(_PLACES.items(), labels, strict=True)
        ],
    }


def _document(issues: list[Data], phrases: Mapping[str, str]) -> Data:
    clauses = [
        {
            "key": issue["key"],
            "label": f"{number}.",
            "title": issue["name"],
            "issue": issue["key"],
            "wordings": {option["key"]: _words(issue, option, phrases) for option in issue["options"]},
        }
        for number, issue in enumerate(issues, start=1)
    ]
    section = {"kind": "decides", "heading": phrases["heading"], "force": "operative", "clauses": clauses}
    return {
        "title": phrases["document"],
        "instrument": "statement",
        "chapeau": phrases["chapeau"],
        "sections": [section],
    }


def _words(issue: Data, option: Data, phrases: Mapping[str, str]) -> str:
    return phrases["words"].format(point=issue["name"], label=option["label"])


def left_as_it_came(data: Data, phrases: Iterable[Mapping[str, str]]) -> list[str]:
    """Return what of a case still has the words of the example: its `title`, the `poles` of an issue and so on.

    Args:
        data: the case.
        phrases: the words of the example, in each language that it may have been started in.
    """
    known = list(phrases)
    names = {_seat(of, n) for of in known for n in range(SEATS[1])}
    points = {name for of in known for name in of["points"].splitlines()}
    issues = {issue["key"]: issue for issue in data["issues"]}
    labels = [option.get("label") for issue in issues.values() for option in issue["options"]]

    def is_known(text: object, key: str) -> bool:
        return any(text == of[key] for of in known)

    def is_made(clause: Data) -> bool:
        issue = issues[clause["issue"]]
        worded = [option for option in issue["options"] if option["key"] in clause["wordings"]]
        return any(
            clause["wordings"][option["key"]] == _words(issue, option, of)
            for of in known
            for option in worded
        )

    found = {
        "title": is_known(data["title"], "title"),
        "issue": any(issue["name"] in points for issue in issues.values()),
        "poles": any(
            all(is_known(issue.get(end), end) for end in ("low", "high")) for issue in issues.values()
        ),
        "labels": any(is_known(text, "middle") for text in labels),
        "words": any(is_made(clause) for _, clause in clauses_of(data)),
        "seat": any(seat["name"] in names for seat in data["delegations"]),
    }
    return [what for what, is_left in found.items() if is_left]


def sharing(data: Data) -> list[list[str]]:
    """Return the names of points that have the same labels for their wordings, those with the same ones together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for issue in data["issues"]:
        labels = tuple(option.get("label") or "" for option in issue["options"])
        found.setdefault(labels, []).append(issue["name"])
    return [names for names in found.values() if len(names) > 1]
