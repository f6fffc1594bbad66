"""What the coach claims of a wording that is better for the seat than the text on the table, and whether that is so."""

from dataclasses import replace

from benchmarks._hints import Given
from simulation.arrays import ATOL

__all__ = ["all_could_live_with_better", "beats_the_table", "nearly_all_could"]


def beats_the_table(given: Given) -> bool:
    """It is worth more to the seat than the text on the table."""
    return given.option.gain > given.table.gain + ATOL


def nearly_all_could(given: Given) -> bool:
    """All others that decide could live with it, or all but one, by what they last said."""
    others = [one for one in given.view.others if one.decides]
    return given.advice.values["all"] == len(others) and sum(map(given.could, others)) >= len(others) - 1


def all_could_live_with_better(given: Given) -> bool:
    """The better wording that it names is on the floor, and all others that decide could live with it."""
    named = str(given.advice.values["better"])
    found = [one for one in given.issue.options if one.on_floor and one.label in named]
    better = max(found, key=lambda one: len(one.label))  # one label may stand in another
    about = replace(given, advice=replace(given.advice, move=replace(given.move, option=better.key)))
    could = all(about.could(other) for other in given.view.others if other.decides)
    return could and better.gain > given.option.gain + ATOL
