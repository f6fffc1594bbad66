"""The first step of the case editor: what the meeting is about, its rules, its chair."""

import dataclasses
from typing import Any, Final, get_args

import streamlit as st

from dashboard.editor.editor_desk import Desk, say, widget
from dashboard.editor.editor_fields import area, choice, choices, line, shown_by_key, warn_of
from dashboard.editor.edits import get, put
from dashboard.editor.opening_case import Data
from dashboard.frame.session_state import words
from simulation.rules import RULES
from simulation.scenario import Chair, ChairPower, Document, Scenario, forum_presets

__all__ = ["show_meeting"]

_RULE: Final = ("forum", "decision")
_POWERS: Final = get_args(ChairPower.__value__)
_INSTRUMENTS: Final = get_args(Document.model_fields["instrument"].annotation)
_CHAIR: Final = Chair()
"""The chair of a case that says nothing about it."""
_AS_FORUM: Final = ""


def show_meeting(of: Desk) -> None:
    """Show the fields of the case as a whole."""
    line(of, "title", ("title",))
    area(of, "summary", ("summary",), needed=True)
    left, right = st.columns(2)
    with left:
        choice(of, "nature", ("nature",), {one: say(f"nature.{one}") for one in ("illustrative", "real")})
    with right:
        _sessions(of)
    st.subheader(say("head.document"))
    left, right = st.columns([2, 1])
    with left:
        line(of, "document", ("document", "title"))
    with right:
        named = {one: say(f"instrument.{one}") for one in _INSTRUMENTS}
        choice(of, "instrument", ("document", "instrument"), named)
    st.subheader(say("head.rules"))
    _rules(of)
    st.subheader(say("term.chair"))
    line(of, "chair", ("chair", "name"), needed=False, empty=words().told(_CHAIR.named))
    _powers(of)


def _powers(of: Desk) -> None:
    key, shown = shown_by_key(of, {one: say(f"power.{one}") for one in _POWERS}, "powers")

    def chosen() -> None:
        powers = [one for one in _POWERS if one in st.session_state[key]]
        of.edit(lambda data: put(data, ("chair", "powers"), powers), anew=False)

    st.pills(
        say("powers"),
        _POWERS,
        selection_mode="multi",
        default=get(of.data, ("chair", "powers"), list(_CHAIR.powers)),
        format_func=shown.__getitem__,
        key=key,
        help=say("lever.chair_powers.about"),
        on_change=chosen,
        wrap=True,
    )


def _sessions(of: Desk) -> None:
    key = widget(of, "sessions")

    def typed() -> None:
        of.edit(lambda data: put(data, ("sessions",), st.session_state[key]), ("sessions",), anew=False)

    st.number_input(
        say("term.sessions"),
        value=of.data.get("sessions", Scenario.model_fields["sessions"].default),
        step=1,
        key=key,
        help=say("sessions.help"),
        on_change=typed,
    )
    warn_of(of, ("sessions",))


def _rules(of: Desk) -> None:
    presets = forum_presets()
    left, right = st.columns(2)
    with left:
        named = {key: say(f"forum.{key}") for key in presets}
        choice(of, "forum", ("forum", "preset"), named, apply=_to_forum)
    preset = presets.get(of.data["forum"]["preset"])
    own = get(of.data, (*_RULE, "rule"))
    with right:
        theirs = _rule_name(preset.decision.rule) if preset and preset.decision else ""
        options = {_AS_FORUM: say("rule.forum", rule=theirs)} | {key: _rule_name(key) for key in RULES.keys()}  # noqa: SIM118 - a registry yields classes
        choice(of, "rule", _RULE, options, value=own or _AS_FORUM, apply=_to_rule)
    if own in RULES.keys():  # noqa: SIM118 - as above
        _parameters(of, own)
    left, right = st.columns(2)
    with left:
        yes, no = say("term.yes"), say("term.no")
        theirs = (yes if preset.package else no) if preset else ""
        answers: dict[str | bool, str] = {
            _AS_FORUM: say("package.forum", answer=theirs),
            True: yes,
            False: no,
        }
        now = get(of.data, ("forum", "package"))
        choice(
            of,
            "package",
            ("forum", "package"),
            answers,
            value=_AS_FORUM if now is None else now,
            apply=_to_package,
        )
    with right:
        st.caption(say(f"forum.{of.data['forum']['preset']}.who") if preset else "")


def _to_forum(data: Data, key: Any) -> Data:  # noqa: ANN401 - what a choice gives
    return put(data, ("forum", "preset"), key)


def _to_rule(data: Data, key: Any) -> Data:  # noqa: ANN401 - as above
    forum = {name: value for name, value in data["forum"].items() if name != "decision"}
    return {**data, "forum": {**forum, "decision": {"rule": key}} if key else forum}


def _to_package(data: Data, answer: Any) -> Data:  # noqa: ANN401 - as above
    forum = {name: value for name, value in data["forum"].items() if name != "package"}
    return {**data, "forum": forum if answer == _AS_FORUM else {**forum, "package": answer}}


def _rule_name(key: str) -> str:
    return words().maybe(f"editor.rule.{key}") or words().called("rule", key, RULES.get(key).info.label)


def _parameters(of: Desk, rule: str) -> None:
    """Place a field for each parameter of a rule that is a number, and for delegations that it names."""
    fields = dataclasses.fields(RULES.get(rule))  # type: ignore[arg-type] # components are dataclasses
    for field, column in zip(fields, st.columns(max(len(fields), 1)), strict=False):
        path = (*_RULE, field.name)
        with column:
            if isinstance(field.default, int | float):
                _number(of, field.name, path, field.default)
            elif field.name == "holders":
                named = {seat["key"]: seat["name"] for seat in of.data["delegations"]}
                choices(of, "parameter.holders", path, named)


def _number(of: Desk, name: str, path: tuple[str, ...], default: float) -> None:
    key = widget(of, *path)

    def typed() -> None:
        of.edit(lambda data: put(data, path, st.session_state[key]), path, anew=False)

    st.number_input(
        words().called("editor.parameter", name),
        value=get(of.data, path, default),
        step=1 if isinstance(default, int) else 0.05,
        key=key,
        on_change=typed,
    )
    warn_of(of, path)
