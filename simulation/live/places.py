"""How the keys of issues and options become places, in a case that people play."""

from simulation.live.errors import IllegalMoveError
from simulation.live.moves import Place
from simulation.scenario.schema import Scenario
from simulation.words import listed, say

__all__ = ["issue_of", "option_of", "place_of"]


def place_of(case: Scenario, place: Place) -> tuple[int, int]:
    """Return issue and option of a wording as indices.

    Raises:
        IllegalMoveError: if there is no such issue or option.
    """
    issue = issue_of(case, place[0])
    return issue, option_of(case, issue, place[1])


def issue_of(case: Scenario, key: str) -> int:
    """Return the index of an issue.

    Raises:
        IllegalMoveError: if there is none with this key.
    """
    keys = [issue.key for issue in case.issues]
    if key not in keys:
        raise IllegalMoveError(say("illegal.issue", name=key, valid=listed(keys)))
    return keys.index(key)


def option_of(case: Scenario, issue: int, key: str) -> int:
    """Return the index of an option of an issue, an index.

    Raises:
        IllegalMoveError: if the issue has none with this key.
    """
    topic = case.issues[issue]
    keys = [option.key for option in topic.options]
    if key not in keys:
        raise IllegalMoveError(say("illegal.option", issue=topic.name, name=key, valid=listed(keys)))
    return keys.index(key)
