"""The file of what groups made of a case: read strictly, written so that it reads the same, every mistake at once."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.errors import ScenarioError
from simulation.scenario.group_files import (
    blank_groups,
    checked_group,
    clauses_by_issue,
    load_groups,
    names_by_issue,
    options_of,
    parse_groups,
    plain_groups,
    with_group,
)
from simulation.scenario.group_schema import MOST_GROUPS, STANDS, GroupResult, GroupResults
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.pack import pack_file
from simulation.scenario.schema import Scenario
from simulation.study.written_values import yaml_text
from simulation.words import told_in
from tests.extent import at_a_desk
from tests.small_cases import case, delegation, issue
from tests.spoken_for import BY_LANGUAGE

WORDS = dict.fromkeys(STANDS, "how it stood")
CASE = case([delegation(key, 0.0, 1.0) for key in ("AA", "BB", "CC")], issues=[issue("q0"), issue("q1")])
HOSTILE = ["<script>alert(1)</script>", "a: [b", "=1+1", "![x](//y)", "{n}", "'\"", "no", "1", "- x", "#"]
GOOD = """\
outcome: 1
case: small
groups:
  - name: One
    text: {c0: o1, c1: none}
    signed: [AA, BB]
    objected: [CC]
"""


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse_groups(text, "r.yaml", CASE)[1]]


def test_a_good_file_is_read() -> None:
    found, wrong = parse_groups(GOOD, "r.yaml", CASE)
    assert wrong == []
    assert found is not None
    (group,) = found.groups
    assert options_of(CASE, group) == {"q0": "o1"}
    assert (group.signed, group.objected, group.dissociated) == (("AA", "BB"), ("CC",), ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("case: small", "case: large", "r.yaml:2:7: The results are of the case 'large'. Valid: small"),
        ("c0: o1", "c9: o1", "r.yaml:5:16: No clause is called 'c9'."),
        ("c0: o1", "c0: o9", "r.yaml:5:16: No option of c0 is called 'o9'."),
        ("[AA, BB]", "[AA, DD]", "r.yaml:6:18: No delegation is called 'DD'."),
        ("[CC]", "[AA]", "r.yaml:7:16: AA stands under signed already."),
        ("name: One", "name: ' '", "r.yaml:4:11: The name ' ' shows nothing."),
        ("name: One", "nmae: One", "r.yaml:4:5: 'nmae' is not a field of a group. Did you mean 'name'?"),
        ("outcome: 1", "outcome: 2", "r.yaml:1:10: outcome is 2. Valid: 1."),
        ("[AA, BB]", "AA", "r.yaml:6:13: signed is 'AA', not a list."),
    ],
)
def test_every_mistake_is_told_where_it_stands(old: str, new: str, said: str) -> None:
    assert any(line.startswith(said) for line in problems(GOOD.replace(old, new))), problems(
        GOOD.replace(old, new)
    )


def test_all_mistakes_are_told_at_once() -> None:
    text = GOOD.replace("c0: o1", "c0: o9, x: o1").replace("[CC]", "[AA, DD]") + "  - name: one\n"
    found = problems(text)
    assert [line.split(":")[1] for line in found] == ["5", "5", "7", "7", "8"]
    assert "A second group has the name 'one'" in found[-1]


@pytest.mark.parametrize("text", ["[]", "x", "schema: 1\nkey: a\n", "pack: 1\n", "outcome: [\n"])
def test_another_file_is_refused_in_words(text: str) -> None:
    found, wrong = parse_groups(text, "r.yaml", CASE)
    assert found is None
    assert len(wrong) == 1


def test_two_clauses_of_one_question_have_to_say_the_same() -> None:
    name = next(
        key
        for key in shipped_scenarios()
        if any(len(own) > 1 for own in clauses_by_issue(load_scenario(key)).values())
    )
    found = load_scenario(name)
    issue_key, (one, other, *_) = next(item for item in clauses_by_issue(found).items() if len(item[1]) > 1)
    first, second = (option.key for option in next(i for i in found.issues if i.key == issue_key).options[:2])

    def text(a: str, b: str) -> str:
        return yaml_text(
            {"outcome": 1, "case": found.key, "groups": [{"name": "A", "text": {one: a, other: b}}]}
        )

    wrong = parse_groups(text(first, second), "r.yaml", found)[1]
    assert "both follow from one question" in str(wrong[0])
    good, _ = parse_groups(text(first, first), "r.yaml", found)
    assert good is not None
    assert options_of(found, good.groups[0]) == {issue_key: first}


names = st.one_of(st.sampled_from(HOSTILE), st.text("abc<>&'\"{}[]:#-!é中 ", min_size=1, max_size=30)).filter(
    lambda name: bool(name.strip())
)


@given(
    groups=st.lists(
        st.tuples(
            names,
            st.dictionaries(st.sampled_from(["c0", "c1"]), st.sampled_from(["o0", "o4", "none"])),
            st.lists(st.sampled_from(["AA", "BB", "CC"]), unique=True),
        ),
        max_size=5,
        unique_by=lambda group: group[0].strip().casefold(),
    )
)
def test_what_is_written_reads_the_same(groups: list[tuple[str, dict[str, str], list[str]]]) -> None:
    results = GroupResults(
        outcome=1,
        case="small",
        groups=tuple(GroupResult(name=n, text=t, signed=tuple(s)) for n, t, s in groups),
    )
    again, wrong = parse_groups(yaml_text(plain_groups(results)), "r.yaml", CASE)
    assert wrong == []
    assert again == results


def test_a_group_of_the_same_name_is_corrected_and_another_is_added() -> None:
    empty = GroupResults(outcome=1, case="small")
    one = with_group(empty, GroupResult(name="One", signed=("AA",)))
    two = with_group(one, GroupResult(name="Two"))
    mended = with_group(two, GroupResult(name="ONE", signed=("BB",)))
    assert [(group.name, group.signed) for group in mended.groups] == [("ONE", ("BB",)), ("Two", ())]


def test_a_file_is_full_some_day() -> None:
    results = GroupResults(outcome=1, case="small")
    for number in range(MOST_GROUPS):
        results = with_group(results, GroupResult(name=f"Group {number}"))
    with pytest.raises(ScenarioError, match=f"There are {MOST_GROUPS} groups in the file"):
        with_group(results, GroupResult(name="One more"))


def test_what_was_typed_is_told_as_it_was_typed() -> None:
    raw: dict[str, Any] = {"name": "A", "text": {"c0": "o9", "x": "o1"}, "signed": ["DD"], "objected": ["AA"]}
    with pytest.raises(ScenarioError) as caught:
        checked_group(raw, CASE)
    assert [line.partition(": ")[0] for line in str(caught.value).splitlines()] == [
        "--clause c0=o9",
        "--clause x=o1",
        "--signed DD",
    ]


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize(
    "name", at_a_desk(["first_hour"], [key for key in shipped_scenarios() if pack_file(key) is not None])
)
def test_the_form_to_fill_in_holds_no_group_until_it_is_filled_in(name: str, language: str) -> None:
    found = load_scenario(name)
    with told_in(language):
        form = blank_groups(found, WORDS, "A note.")
        results, wrong = parse_groups(form, "r.yaml", found)
    assert wrong == []
    assert results is not None
    assert results.groups == ()
    named, wrong = parse_groups(form.replace('- name: ""', "- name: One"), "r.yaml", found)
    assert wrong == []
    assert named is not None
    assert options_of(found, named.groups[0]) == {}
    for one in found.issues:
        for option in one.options:
            assert f"#   {option.key}: " in form


def test_a_form_without_the_name_of_its_group_says_where_it_is_missing() -> None:
    form = blank_groups(CASE, WORDS).replace("c0: none", "c0: o1")
    assert any(line.startswith("r.yaml:5:11: ") for line in problems(form))


def test_what_stands_behind_an_entry_that_is_not_filled_in_keeps_its_place() -> None:
    form = blank_groups(CASE, WORDS)
    wrong = problems(f"{form}  - name: Two\n    text: {{c9: o1}}\n")
    assert [line.split(" ")[0] for line in wrong] == [f"r.yaml:{form.count(chr(10)) + 2}:16:"]


@pytest.mark.parametrize(
    "clauses",
    [
        {"q1": "q0", "c1": "q1", "c2": "q1"},
        {"null": "q0", "true": "q1"},
        {"none": "q0", "text": "q1"},
        {"q1": "q0", "q0": "q1"},
    ],
)
def test_a_form_reads_back_whatever_its_clauses_are_called(clauses: dict[str, str]) -> None:
    plain = CASE.model_dump(mode="json", by_alias=True)
    wordings = {one.key: {o.key: "Words." for o in one.options} for one in CASE.issues}
    plain["document"]["sections"] = [
        {
            **plain["document"]["sections"][0],
            "clauses": [
                {"key": key, "label": f"l{n}", "title": key, "issue": issue, "wordings": wordings[issue]}
                for n, (key, issue) in enumerate(clauses.items())
            ],
        }
    ]
    odd = Scenario.model_validate_json(json.dumps(plain))
    names = names_by_issue(odd)
    form = blank_groups(odd, WORDS).replace('name: ""', "name: One")
    for said in ("o0", "o1"):
        filled = form.replace(": none\n", f": {said}\n")
        found, wrong = parse_groups(filled, "r.yaml", odd)
        assert [str(one) for one in wrong] == []
        assert found is not None
        assert options_of(odd, found.groups[0]) == {"q0": said, "q1": said}
    for name, option in (("q0", "o0"), ("q1", "o1")):
        typed = {"name": "One", "text": {names[name]: option}}
        assert options_of(odd, checked_group(typed, odd)) == {name: option}


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="There is no such file"):
        load_groups(tmp_path / "none.yaml", CASE)
