"""Changes in words, in the language of the visitor: what is changed, what it was, a phrase for a sentence."""

import re
from dataclasses import dataclass
from typing import Final

from dashboard.frame.language import Words
from simulation.scenario.schema import Scenario
from simulation.study.levers.lever import Lever
from simulation.study.pulling import lever_named
from simulation.study.study import Change

__all__ = ["TIMES", "Told", "change_told", "local", "name_of", "said", "value_told", "whose_told"]

TIMES: Final = frozenset({"polarisation", "extremity", "red_lines", "salience_spread", "flexibility"})
"""Levers whose number is a factor."""
_DRAFT: Final = re.compile(r"on (\d+) of (\d+) issues")
_WAS: Final = re.compile(r"^(?P<now>.*?)\s*\((?:was|were) (?P<was>.*?)\)(?P<rest>;.*)?$")
_CELL: Final = re.compile(
    r"delegations\.(?P<who>.+)\.mandate\.(?P<issue>.+)\.(?P<field>position|salience|red_line|flexibility)(\.mean)?"
)
_OWN: Final = re.compile(r"delegations\.(?P<who>[^.]+)\.(?P<field>capability|salience|flexibility)(\.mean)?")
_SHOCK: Final = re.compile(r"(?P<who>[^@]+)@(?P<session>\d+):(?P<issue>[^=]+)=(?P<value>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change."""

    title: str
    was: str
    """What holds in the case; empty if nobody says."""
    phrase: str
    """For the middle of a sentence that begins with "With"."""


def local(words: Words, text: str) -> str:
    """Return numbers as the language writes them.

    >>> from dashboard.frame.language import words_in
    >>> local(words_in("fr"), "0.45 (0.1 to 1.0)")
    '0,45 (0,1 to 1,0)'
    """
    return re.sub(r"(?<=\d)\.(?=\d)", words.say("lab.decimal"), text)


def said(words: Words, text: str) -> str:
    """Return a word of the library in the language of the visitor; as it is if nobody has put it into words."""
    found = words.templates.get(f"lab.said.{re.sub(r'[^a-z0-9]+', '_', text.lower()).strip('_')}")
    if found:
        return found
    if ", " in text:
        return ", ".join(said(words, part) for part in text.split(", "))
    text = re.sub(r"(?<=\d) to (?=-?\d)", words.say("lab.to"), text.replace("_", " "))
    return local(words, text)


def name_of(case: Scenario, key: str) -> str:
    """Return what a delegation is called; its key if there is none."""
    return next((one.short or one.name for one in case.delegations if one.key == key), key)


def whose_told(words: Words, case: Scenario, whose: str) -> str:
    """Return whom a lever is aimed at: a delegation, a bloc, a kind or a standing."""
    if any(one.key == whose for one in case.delegations):
        return name_of(case, whose)
    bloc = next((bloc.name for bloc in case.blocs if bloc.key == whose), "")
    return bloc or said(words, whose)


def change_told(words: Words, case: Scenario, change: Change, library: str = "") -> Told:
    """Return a change in words; `library` is what the library says of it, which knows what it was."""
    parts = _WAS.match(library)
    was = said(words, parts["was"]) if parts else _was_draft(words, library)
    if (cell := _CELL.fullmatch(change.lever)) or (cell := _OWN.fullmatch(change.lever)):
        issue = cell.groupdict().get("issue")
        given = {
            "who": name_of(case, cell["who"]),
            "issue": issue or "",
            "field": words.say(f"lab.field.{cell['field']}"),
            "value": _interval(words, change.value),
        }
        form = "on_issue" if issue else "own"
        title = words.say(f"lab.cell.{form}", **given)
        return Told(title=title, was=was, phrase=words.say(f"lab.with.cell.{form}", **given))
    found = lever_named(change.lever)
    if found is None:
        title = parts["now"] if parts else library or str(change)
        return Told(title=title, was=was, phrase=words.say("lab.with.other", change=title))
    lever, whose = found
    if lever.key in TIMES:
        was = words.say("lab.was.times")
    value = value_told(words, case, lever, change.value)
    who = whose_told(words, case, whose) if whose else ""
    label = words.say(f"lab.lever.{lever.key}")
    title = words.say("lab.change.of" if who else "lab.change", label=label, who=who, value=value)
    phrase = words.say(
        f"lab.with.{lever.key}{'.of' if who and lever.aim != 'whose' else ''}", value=value, who=who
    )
    return Told(title=title, was=was, phrase=phrase)


def _was_draft(words: Words, library: str) -> str:
    """Return what is known of a first draft that is another one: on how many issues it differs."""
    found = _DRAFT.search(library)
    return words.say("lab.was.draft", n=found[1], of=found[2]) if found else ""


def value_told(words: Words, case: Scenario, lever: Lever[object], text: str) -> str:
    """Return the value of a lever in words."""
    text = text.strip()
    if lever.takes.kind == "delegation":
        return name_of(case, text)
    if lever.key == "shock" and (parts := _SHOCK.fullmatch(text)):
        return words.say(
            "lab.value.shock",
            who=name_of(case, parts["who"]),
            session=parts["session"],
            issue=parts["issue"],
            value=local(words, parts["value"]),
        )
    if lever.takes.kind == "choices":
        chosen = [said(words, part.strip()) for part in text.strip("[]").split(",") if part.strip()]
        return ", ".join(chosen) or said(words, "none")
    if lever.key in TIMES:
        return words.say("lab.value.times", value=local(words, text))
    return said(words, text)


def _interval(words: Words, text: str) -> str:
    ends = [part.strip() for part in text.strip("[]").split(",")]
    if len(ends) == 2:  # noqa: PLR2004 - both ends
        return words.say("lab.value.interval", low=local(words, ends[0]), high=local(words, ends[1]))
    return local(words, text)
