"""Where the instructions of a seat say something else than its numbers: red lines, fallbacks, no deal, calls."""

import re
from collections.abc import Iterator
from typing import Final

from simulation.engine.at_first import AtFirst
from simulation.scenario.instances.instance_texts import blocs_left, listed_fallbacks
from simulation.scenario.schema import Delegation, Scenario
from simulation.scenario.tree import Finding
from simulation.training.worths import points_of
from simulation.words import say

__all__ = ["find_in_instructions"]

_RED: Final = "Red line"
_FALLBACK: Final = "Fallback"
_SAID: Final = re.compile(rf"(?:^|(?<=[.!?] ))({_RED}|{_FALLBACK})s?: (.*?)\.(?=\s|$)")
_CALL: Final = re.compile(r"(?:^|(?<=[.!?] ))Call: (.*?)(?:[.!?](?=\s|$)|$)")
_NO_DEAL: Final = re.compile(r"(?:^|(?<=[.!?] ))No deal [^.!?]*?(\d+) points?\b")
_QUOTED: Final = re.compile(r"(?<!\w)'([^']+)'(?!\w)")
_FEWEST: Final = 3
"""Letters that name a wording."""


def find_in_instructions(case: Scenario, first: AtFirst, row: int) -> Iterator[Finding]:
    """Yield what the confidential instructions of a seat, a row, say that is not so, each with its path."""
    seat, path = case.delegations[row], ("delegations", row, "brief", "confidential")
    text = " ".join(seat.brief.confidential.split())
    decides = bool(first.decides[row])
    for told in (
        *(_named(case, first, row, text) if decides else ()),
        *_fallen_back(case, first, row, text),
        *_called(case, seat, text),
        *_without(first, row, seat, text),
    ):
        yield path, told


def _named(case: Scenario, first: AtFirst, row: int, text: str) -> Iterator[str]:
    """Wordings that the instructions quote among red lines or fallbacks are that in the numbers too."""
    for label, said in _SAID.findall(text):
        for quoted in _QUOTED.findall(said):
            red = [bool(first.is_red[row, place, option]) for place, option in _wordings(case, quoted)]
            if red and (not any(red) if label == _RED else all(red)):
                what = "contradiction.named_red" if label == _RED else "contradiction.named_fallback"
                yield say(what, seat=case.delegations[row].key, quoted=repr(quoted))


def _fallen_back(case: Scenario, first: AtFirst, row: int, text: str) -> Iterator[str]:
    """Fallbacks that the instructions quote stand in the lists of the mandate, where it has any, in their order."""
    seat = case.delegations[row]
    lists = [[option.key for option in listed_fallbacks(seat, issue)] for issue in case.issues]
    last = dict[int, int]()
    for quoted in (
        one for label, said in _SAID.findall(text) if label == _FALLBACK for one in _QUOTED.findall(said)
    ):
        found = [
            (place, case.issues[place].options[option].key)
            for place, option in _wordings(case, quoted)
            if not first.is_red[row, place, option]
        ]
        there = [(place, lists[place].index(key)) for place, key in found if key in lists[place]]
        lists_it = next(((place, at) for place, at in there if at > last.get(place, -1)), None)
        if lists_it is not None:
            last[lists_it[0]] = lists_it[1]
        elif found and all(lists[place] for place, _ in found):
            key = "contradiction.fallback_order" if there else "contradiction.fallback_list"
            yield say(key, seat=seat.key, quoted=repr(quoted))


def _called(case: Scenario, seat: Delegation, text: str) -> Iterator[str]:
    """Whom a seat calls is of no bloc that it does not belong to."""
    for said in _CALL.findall(text):
        for bloc in blocs_left(case, seat, said):
            yield say("contradiction.call", seat=seat.key, bloc=repr(bloc.name))


def _without(first: AtFirst, row: int, seat: Delegation, text: str) -> Iterator[str]:
    """What no deal costs by the instructions, it costs by the numbers."""
    cost = points_of(float(first.failure_cost[row]))
    for said in _NO_DEAL.findall(text):
        if int(said) != abs(cost):
            yield say("contradiction.no_deal", seat=seat.key, said=said, points=abs(cost))


def _wordings(case: Scenario, quoted: str) -> Iterator[tuple[int, int]]:
    """Yield issue and option of the wordings that a quotation names: their key, or how their label begins."""
    name = quoted.lower().strip(" ,;.")
    for place, issue in enumerate(case.issues):
        for number, option in enumerate(issue.options):
            label = option.label.lower()
            if len(name) >= _FEWEST and (name == option.key or label.startswith(name)):
                yield place, number
