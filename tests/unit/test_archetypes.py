"""Archetypes in place of real delegations: every number stays, and no text names anybody."""

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

import numpy as np
import pytest

from simulation import load_scenario as load
from simulation import simulate
from simulation.errors import ScenarioError
from simulation.scenario.archetypes import Recast, recast, with_real_names
from simulation.scenario.archetypes.titles import SHORTEST
from simulation.scenario.case_source import case_of_text, text_of_case
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Bloc, Delegation, Region, Scenario
from simulation.scenario.translations.telling import in_language
from tests.spoken_for import BY_LANGUAGE

REAL = ("unga_cyber", "wtpf13")
LABEL = 16
HOME = re.compile(r"CEPT|CITEL|Americas|APT|Arab States|Africa|RCC")


load_scenario = cache(load)


def atoms(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield everything in a record but the case, each with its place."""
    if isinstance(value, np.ndarray):
        yield path, (value.dtype.str, value.shape, value.tobytes())
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name != "scenario":
                yield from atoms(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        yield from atoms(list(value.items()), path)
    elif isinstance(value, list | tuple):
        yield path, len(value)
        for one in value:
            yield from atoms(one, f"{path}[]")
    else:
        yield path, value


def real_words(case: Scenario) -> re.Pattern[str]:
    """Return what finds names, short names, adjectives and keys of delegations as whole words."""
    words = {
        word
        for seat in case.delegations
        for word in (seat.name, seat.short, seat.key, *seat.adjectives)
        if word
    }
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")


def small(**changes: Any) -> Scenario:  # noqa: ANN401 - fields of a case
    """Return a real case of a few seats; `seats` changes delegations in their order."""
    case = load_scenario("unga_cyber")
    seats = changes.pop("seats", ())
    kept = tuple(
        seat.model_copy(update=change) for seat, change in zip(case.delegations, seats, strict=False)
    )
    issues = tuple(issue.model_copy(update={"sponsors": ()}) for issue in case.issues)
    return case.model_copy(update={"delegations": kept or case.delegations, "issues": issues, **changes})


def test_the_shipped_cases_with_real_delegations_are_found() -> None:
    assert with_real_names() == REAL


@pytest.mark.parametrize("key", REAL)
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_text_of_a_shipped_case_names_a_delegation(key: str, language: str) -> None:
    case = load_scenario(key)
    found = recast(case, language)
    text = text_of_case(found.case)
    assert real_words(case).findall(text_of_case(case)), "the search finds what it looks for"
    told = in_language(case, language) if language in case.translations else case
    for one in (case, told):
        assert real_words(one).findall(text) == []
    assert found.left == ()
    assert case_of_text(text) == found.case
    assert set(found.real.values()) == {seat.name for seat in told.delegations}


@pytest.mark.parametrize("key", REAL)
@pytest.mark.parametrize("seed", [1, pytest.param(7, marks=pytest.mark.thorough)])
def test_the_same_seed_gives_the_same_negotiation_to_the_bit_and_only_names_differ(
    key: str, seed: int
) -> None:
    case = load_scenario(key)
    found = recast(case, "fr")
    ours, theirs = (list(atoms(simulate(one, seed=seed))) for one in (found.case, case))
    assert len(ours) > 100
    assert ours == [(path, found.keys.get(str(value), value)) for path, value in theirs]
    assert scenario_hash(found.case) != scenario_hash(case)


def test_seats_are_called_by_region_and_kind_and_numbered_where_several_are_alike() -> None:
    found = recast(load_scenario("wtpf13"), "en")
    names = {found.real[seat.key]: (seat.key, seat.name, seat.short) for seat in found.case.delegations}
    assert names["Nigeria"] == ("AFR2", "African government 2", "Africa 2")
    assert names["Internet Society"] == ("TEC1", "Technical community 1", "Technical 1")
    assert names["Russian Federation"] == ("CIS1", "CIS government", "CIS")
    french = recast(load_scenario("wtpf13"), "fr")
    told = {french.real[seat.key]: (seat.key, seat.name, seat.short) for seat in french.case.delegations}
    assert told["Nigeria"] == ("AFR2", "Gouvernement africain 2", "Afrique 2")
    assert told["Internet Society"] == ("TEC1", "Communauté technique 1", "Technique 1")


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("kind", ["government", "civil_society"])
def test_names_and_short_names_are_short_and_each_is_ones_own(kind: str, language: str) -> None:
    every = get_args(Region.__value__)
    regions = [every[place % len(every)] for place in range(120)]
    one = load_scenario("unga_cyber").delegations[0]
    seats = tuple(
        one.model_copy(update={"key": f"Z{place}", "name": f"Z {place}", "kind": kind, "region": region})
        for place, region in enumerate([*regions, None])
    )
    found = recast(load_scenario("unga_cyber").model_copy(update={"delegations": seats}), language).case
    for names in zip(*((seat.key, seat.name, seat.short or "") for seat in found.delegations), strict=True):
        assert len(set(names)) == len(names)
    assert max(len(seat.short or "") for seat in found.delegations) <= SHORTEST


def test_regions_of_the_shipped_cases_are_what_the_cases_say() -> None:
    by_word = {
        "CEPT": "europe",
        "CITEL": "americas",
        "Americas": "americas",
        "APT": "asia_pacific",
        "Arab States": "arab_states",
        "Africa": "africa",
        "RCC": "cis",
    }
    for seat in load_scenario("wtpf13").delegations:
        said = HOME.match(seat.rationale)
        assert seat.region == (by_word[said.group()] if said else None), seat.key
        assert (seat.region is None) == (seat.kind != "government"), seat.key
    assert all(seat.region for seat in load_scenario("unga_cyber").delegations)


def test_adjectives_that_the_case_gives_go_and_articles_stay_with_what_they_belong_to() -> None:
    summary = recast(load_scenario("unga_cyber"), "en").case.summary
    assert "In autumn 2018 European government 6 tables a draft" in summary
    assert "the European government 6 draft lies on the table" in summary


def test_what_documents_the_numbers_is_left_out_and_the_rest_stays() -> None:
    case = load_scenario("wtpf13")
    found = recast(case, "en").case
    assert (found.sources, found.notes, found.judgement) == ({}, "", None)
    assert {seat.rationale for seat in found.delegations} == {""}
    assert {own.source for seat in found.delegations for own in seat.mandate.values()} == {None}
    before, after = case.delegations[0].mandate["Q1"], found.delegations[0].mandate["Q1"]
    assert (after.position, after.salience, after.basis) == (before.position, before.salience, before.basis)
    assert [seat.capability for seat in found.delegations] == [seat.capability for seat in case.delegations]
    assert found.key == "wtpf13"


def test_a_group_is_called_without_the_member_that_its_name_names() -> None:
    case = load_scenario("wtpf13")
    names = {bloc.key: bloc.name for bloc in recast(case, "en").case.blocs}
    assert names["G77"] == "Group of 77"
    assert names["EU"] == "European Union and CEPT"
    blocs = (
        Bloc(key="B", name="Friends of Brazil", basis="interest", members=("BRA", "ARG"), spokesperson="BRA"),
    )
    (found,) = recast(small(blocs=blocs), "en").case.blocs
    assert found.name == "Interest group 1"
    assert (found.members, found.spokesperson) == (("AME2", "AME1"), "AME2")


def test_every_text_of_a_case_is_cleaned_wherever_it_stands() -> None:
    """A name in each text of a case, whatever its field is called, is in none of them afterwards."""
    case = load_scenario("first_hour").model_copy(update={"nature": "real"})
    seats = (
        case.delegations[0].model_copy(update={"name": "Zembla", "short": "Zembla"}),
        *case.delegations[1:],
    )
    event = {"session": 2, "kind": "instruction", "delegation": seats[0].key, "issue": case.issues[0].key}
    raw = json.loads(text_of_case(case.model_copy(update={"delegations": seats})))
    raw["events"] = [{**event, "note": "News.", "position": 0.5}]
    raw["injects"] = [{"session": 1, "to": seats[0].key, "what": "A slip.", "why": "To move a seat."}]
    raw["blocs"] = [{"key": "text", "name": "A group", "members": [seats[0].key], "rationale": "Why."}]

    def named(node: Any, name: str = "") -> Any:  # noqa: ANN401 - JSON
        if isinstance(node, dict):
            return {key: named(one, key) for key, one in node.items()}
        if isinstance(node, list):
            return [named(one, name) for one in node]
        is_text = isinstance(node, str) and (" " in node or name in ("name", "label", "title"))
        return f"{node[:150]} (Zembla)" if is_text and name not in ("label", "short") else node

    told = named(raw)
    before = json.dumps(told).count("Zembla")
    found = recast(case_of_text(json.dumps(told)), "en")
    assert before > 100
    assert "Zembla" not in text_of_case(found.case)
    assert found.case.events[0].delegation == found.keys[seats[0].key] == "GOV1"
    assert found.case.injects[0].to == "GOV1"
    assert found.case.issues[0].sponsors == tuple(found.keys[key] for key in case.issues[0].sponsors)


def test_words_near_to_a_real_name_that_stay_are_told() -> None:
    text = (
        "The Brazilian text, and what Mexicans and Ghanaians say. A Chinese wall. Algebra. The Tunis Agenda."
    )
    found = recast(small(summary=text), "en")
    assert found.left == ("Brazilian (Brazil)", "Mexicans (Mexico)", "Ghanaians (Ghana)", "Chinese (China)")
    adjectives = tuple(
        seat.model_copy(update={"adjectives": ("Brazilian",)}) if seat.key == "BRA" else seat
        for seat in load_scenario("unga_cyber").delegations
    )
    cleaned = recast(small(summary=text, delegations=adjectives), "en")
    assert cleaned.case.summary.startswith("The Government of the Americas 2 text, and")
    assert "Brazilian (Brazil)" not in cleaned.left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "brazil, the brazilian text, BRAZILIANS",
            ("brazil (Brazil)", "brazilian (Brazil)", "BRAZILIANS (Brazil)"),
        ),
        ("chinois, fran\u00e7aise, fran\u0063\u0327aise", ("chinois (China)", "fran\u00e7aise (France)")),
        ("BR\u00c9SIL", ()),
        ("Non-Brazil, anti_Brazil, non-BRA", ("Brazil (Brazil)", "BRA (Brazil)")),
        ("It indicates a malicious franchise, germane to individuals; a bra, a state.", ()),
        ("The united states, the UNITED KINGDOMS, the us.", ("united states (United States)",)),
    ],
)
def test_words_near_to_a_real_name_are_told_however_they_are_written(
    text: str, left: tuple[str, ...]
) -> None:
    assert recast(small(summary=text), "en").left == left


def test_a_name_in_a_key_of_the_case_is_told() -> None:
    case = small()
    clause = case.document.sections[0].clauses[0]
    issue = next(one for one in case.issues if one.key == clause.issue)
    raw = text_of_case(case).replace(f'"{issue.options[0].key}"', '"brazil_text"')
    assert "brazil (Brazil)" in recast(case_of_text(raw), "en").left


def test_a_name_in_capitals_is_replaced() -> None:
    summary = recast(small(summary="TALKS OF BRAZIL AND THE UNITED STATES; RUSSIA."), "en").case.summary
    told = summary.replace("Government of the Americas", "X")
    assert told == "TALKS OF X 2 AND THE X 9; European government 6."


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "By Brazil, the United States' and BRA-led.", "By X 2, X 9' and X 2-led."),
        ("en", "Brazilia, BRAVE, a_BRA", "Brazilia, BRAVE, a_BRA"),
        ("fr", "La Brazil, du Brazil, aux Brazil, l’Brazil", "X 2, de X 2, à X 2, X 2"),
        ("de", "der Brazil", "der X 2"),
    ],
)
def test_names_are_replaced_as_whole_words_with_their_article(language: str, text: str, told: str) -> None:
    case = small(summary=text, language=language)
    assert recast(case, "en").case.summary.replace("Government of the Americas", "X") == told


def test_a_text_that_grows_too_long_is_cut_and_the_case_can_still_be_read() -> None:
    issue = small().issues[0].model_copy(update={"name": "Brazil " * 28})
    found = recast(small(issues=(issue, *small().issues[1:])), "en").case
    assert len(found.issues[0].name) == 200
    assert case_of_text(text_of_case(found)) == found


def test_of_invented_delegations_there_is_no_name_to_keep_back() -> None:
    with pytest.raises(
        ScenarioError, match=r"The delegations of first_hour are invented: .* unga_cyber, wtpf13"
    ):
        recast(load_scenario("first_hour"), "en")


def test_region_and_adjectives_change_no_hash() -> None:
    case = load_scenario("wtpf13")
    bare = tuple(seat.model_copy(update={"region": None}) for seat in case.delegations)
    assert scenario_hash(case.model_copy(update={"delegations": bare})) == scenario_hash(case)


def test_nothing_of_the_mapping_stands_in_the_case_itself() -> None:
    fields = set(Delegation.model_fields)
    found: Recast = recast(load_scenario("wtpf13"), "en")
    for seat in found.case.delegations:
        assert (seat.region, seat.adjectives) == (None, ())
    assert {"region", "adjectives"} <= fields
