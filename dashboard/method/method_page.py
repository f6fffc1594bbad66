"""The page on how it works: five screens with pictures, and all the rest folded below them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import streamlit as st

from dashboard.components.report_chart import show_rows
from dashboard.frame import navigation
from dashboard.frame.escaping import escaped
from dashboard.frame.fold import fold
from dashboard.frame.purpose import show_purpose
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.library import cases
from dashboard.method.method_screens import show_screens
from dashboard.method.method_tested import show_tested
from dashboard.method.protocol_parameters import Parameter, mechanisms
from dashboard.models.assumptions import show_assumptions
from simulation.evidence.facts import (
    ENOUGH,
    REPLICATIONS,
    FactResult,
    InFamily,
    Published,
    answer,
    expected,
    figure,
    published,
)
from simulation.forecast import SHELF
from simulation.registry import Registry
from simulation.rules import RULES
from simulation.strategies import STRATEGIES

__all__ = ["show"]

PROTOCOL: Final = "conference"
_VERDICTS: Final = {
    "shown": "shown",
    "part": "in part",
    "not": "not shown",
    "opposite": "opposite",
    "construction": "by construction",
}


def show() -> None:
    """Show how it works and how far to trust it: five pictures, and all of it folded below them."""
    say = words().say
    st.title(say("method.title"), anchor=False)
    show_screens()
    st.header(say("method.all"), anchor="all")
    for part, shown in (
        ("rules", _rules),
        ("limits", _limits),
        ("tested", _tested),
        ("facts", _facts),
        ("parameters", _parameters),
        ("choices", _choices),
        ("models", _models),
        ("sources", _sources),
        ("glossary", _glossary),
    ):
        place = fold(say(words().within("method", part)), key=f"method.fold.{part}")
        if place is not None:
            with place:
                shown()


def _rules() -> None:
    st.markdown(words().say("method.rules.lead"))
    st.markdown("\n".join(f"1. {text}" for text in _numbered("method.rule.")))


def _limits() -> None:
    st.markdown(_bullets([*_numbered("method.can."), *_numbered("method.cannot.")]))
    show_purpose()


def _tested() -> None:
    st.markdown(words().say("method.tested.lead"))
    show_tested()


def _choices() -> None:
    """Show the strategies and decision rules that a case can name."""
    _components("method.strategies", STRATEGIES)
    _components("method.rules.decision", RULES)


def _glossary() -> None:
    st.markdown(_bullets(sorted(_numbered("method.term."), key=str.casefold)))


def _numbered(prefix: str) -> list[str]:
    """Return the texts of a numbered list, in order."""
    found = {int(rest): text for rest, text in words().part(prefix).items() if rest.isdigit()}
    return [found[number] for number in sorted(found)]


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _facts() -> None:
    """Show the verdicts, failures among them, and the figures of one fact at a time."""
    say = words().say
    st.markdown(say("method.facts.lead"))
    try:
        found = published()
    except ValueError:
        st.info(say("method.facts.stale"))
    else:
        _verdicts(found)
        _fact(found)


def _verdicts(found: Published) -> None:
    say = words().say
    if found.replications < REPLICATIONS:
        st.warning(say("method.facts.rehearsal", pairs=found.replications, fewest=REPLICATIONS))
    number = Counter(result.verdict for result in found.facts)
    counts = say(
        "method.facts.counts",
        **{name: number[verdict] for name, verdict in _VERDICTS.items()},  # type: ignore[index] # closed set
        controls=len(found.controls),
        null=sum(control.is_null for control in found.controls),
    )
    st.markdown(f"**{counts}**")
    show_rows(
        [_fact_cells(result) for result in found.facts],
        alt=say("method.facts.alt", n=len(found.facts), counts=counts),
    )
    st.caption(say("method.facts.families", n=len(found.families), enough=ENOUGH))
    st.caption(_bullets(f"*{_family(key)}*: {say(f'method.family.{key}.about')}" for key in found.families))
    st.caption(say("method.facts.changed"))
    st.caption(
        escaped(
            say(
                "method.facts.basis",
                pairs=found.replications,
                seed=found.seed,
                version=found.version,
                replications=found.replications,
                families=len(found.families),
                definitions=found.definitions,
            )
        )
    )


def _fact_cells(result: FactResult) -> dict[str, str]:
    say = words().say
    cells = {
        "key": result.fact.key,
        "name": say(f"method.fact.{result.fact.key}"),
        "verdict": say(
            "method.facts.held",
            verdict=say(f"method.verdict.{result.verdict}"),
            held=result.held,
            n=len(result.families),
        ),
        "fails": words().listed(_failing(one) for one in result.families if not one.holds),
        "looked": say("term.yes") if result.fact.mechanism or result.fact.amended else "",
        "source": result.fact.source,
    }
    return {say(words().within("method.facts.column", name)): text for name, text in cells.items()}


def _family(key: str) -> str:
    return words().say(f"method.family.{key}")


def _failing(one: InFamily) -> str:
    """Return the family in which a fact does not hold, and whether it comes out the other way there."""
    name = _family(one.family)
    return words().say("method.facts.opposite", family=name) if one.verdict == "opposite" else name


def _fact(found: Published) -> None:
    """Show the figures of the fact that is chosen."""
    say = words().say
    results = {result.fact.key: result for result in found.facts}
    key = st.selectbox(
        say("method.facts.choose"),
        list(results),
        index=None,
        placeholder=say("method.facts.choose.none"),
        format_func=lambda key: f"{key}: {say(f'method.fact.{key}')}",
        key="method.fact",
    )
    if key not in results:
        return
    result = results[key]
    st.markdown(escaped(say("method.facts.expected", direction=result.fact.direction)))
    st.markdown(escaped(say("method.facts.trap", trap=result.fact.trap)))
    for name, what in (("amended", result.fact.amended), ("made", result.fact.mechanism)):
        if what:
            st.markdown(escaped(say(f"method.facts.{name}", what=what)))
    st.caption(say("method.facts.claims.family", family=_family(result.families[0].family)))
    with in_own_language():
        cells = [
            {
                say("method.facts.claim.words"): claim.words,
                say("method.facts.claim.effect"): figure(claim),
                say("method.facts.claim.expected"): expected(claim),
                say("method.facts.claim.holds"): str(answer(claim)),
                say("method.facts.claim.n"): claim.estimate.n,
            }
            for claim in result.claims
        ]
    show_rows(cells, alt=say("method.facts.claims.alt", n=len(result.claims), fact=key))


def _parameters() -> None:
    """Show every parameter of the conference, by its parts."""
    say = words().say
    st.markdown(escaped(say("method.parameters.lead")))
    parts = {part.name: part for part in mechanisms(PROTOCOL, words())}
    total = sum(len(part.parameters) for part in parts.values())
    name = st.selectbox(
        say("method.parameters.choose"),
        [*parts, ""],
        format_func=lambda name: (
            f"{name}: {parts[name].about}" if name else say("method.parameters.all", n=total)
        ),
        key="method.part",
    )
    chosen = [parts[name]] if name in parts else list(parts.values())
    rows = [_parameter_cells(parameter) for part in chosen for parameter in part.parameters]
    show_rows(rows, alt=say("method.parameters.alt", n=len(rows)))


def _parameter_cells(parameter: Parameter) -> dict[str, str]:
    say = words().say
    is_switch = parameter.name.endswith(".enabled")
    cells = {
        "name": parameter.name,
        "valid": parameter.valid,
        "default": parameter.default,
        "about": say("method.parameters.switch") if is_switch else parameter.about,
        "origin": _origin(parameter),
    }
    return {say(f"method.parameters.column.{column}"): text for column, text in cells.items()}


def _origin(parameter: Parameter) -> str:
    """Return where the default of a parameter comes from."""
    say = words().say
    if parameter.sets:
        return say("method.parameters.fitted", size=words().count(parameter.sets))
    if parameter.facts:
        return say("method.parameters.looked", facts=words().listed(parameter.facts))
    return say("method.parameters.general")


def _components(prefix: str, registry: Registry[Any]) -> None:
    """Show what a case can name, as the command line lists it."""
    say = words().say
    st.subheader(say(prefix))
    st.markdown(say(f"{prefix}.lead"))
    infos = sorted((component.info for component in registry), key=lambda info: info.label)
    show_rows(
        [
            {
                say("term.name"): info.label,
                say("method.column.summary"): info.summary,
                say("method.column.key"): info.key,
            }
            for info in infos
        ],
        alt=say(f"{prefix}.alt", n=len(infos)),
    )


def _models() -> None:
    """Tell what each model takes a negotiation for, by their kinds."""
    st.markdown(words().say("method.models.lead"))
    show_assumptions(SHELF)
    navigation.door("models", words().say("shell.page.models"))


def _sources() -> None:
    """Show what the case at hand rests on."""
    say = words().say
    kept = memory()
    case = kept.case
    scenario = cases.scenario_of(case, kept.uploads, kept.language)
    title = escaped(scenario.title)
    if scenario.sources:
        bases = cases.case_row(case, scenario).bases
        counts = {basis: bases.get(basis, 0) for basis in ("documented", "inferred", "judgement")}
        st.markdown(say("method.sources.lead", title=title, **counts))
        st.markdown(_bullets(f"**{escaped(key)}** {escaped(text)}" for key, text in scenario.sources.items()))
    else:
        st.markdown(say("method.sources.none", title=title))
    st.markdown(say("method.sources.literature"))
