"""Packs for trainers: read as strictly as cases, checked against their case, every problem with its place."""

import re
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.pack import case_of_pack, find_pack_problems, load_pack
from simulation.words import told_in
from tests.extent import at_a_desk

TRAININGS = ("ai_oversight", "first_hour", "wtpf13_training")
PACK = """\
pack: 1
case: small
objectives: [Ask before you argue.]
history: The text is new.
landing_zone: {Q1: [b, none], Q2: [igf]}
best_package:
  options: {Q1: b, Q2: igf}
  logic: Each gives one.
scripts:
  - minutes: 20
    title: A short one
    slots:
      - {from: 0, to: 14, kind: negotiation, what: All, facilitator: Watch.}
      - {from: 14, to: 20, kind: debrief, what: Talk, facilitator: Ask.}
debrief_questions:
  - {step: facts, question: What happened?}
  - {step: feelings, question: How was it?}
  - {step: obstacle, question: What stood in the way?}
  - {step: closing, question: Where could it have closed?}
  - {step: replay, question: And again?}
  - {step: principle, question: In your words?}
  - {step: transfer, question: At work?}
realism: No.
seats_by_difficulty:
  easy: {seat: AAA, reason: Free.}
  medium: {seat: BBB, reason: Less free.}
  hard: {seat: CCC, reason: Bound.}
self_assessment: [I ask.]
coach_questions: [Whose bracket?, What for?, And else?]
"""


@pytest.fixture
def case(small_case: str, tmp_path: Path) -> Path:
    """Return the small case as a file, its pack beside it."""
    path = tmp_path / "small.yaml"
    path.write_text(small_case, encoding="utf-8")
    (tmp_path / "small.pack.yaml").write_text(PACK, encoding="utf-8")
    return path


def problems(case: Path, old: str, new: str) -> list[str]:
    """Return what is said of the pack when something in it is changed, without the folder."""
    assert old in PACK
    (case.parent / "small.pack.yaml").write_text(PACK.replace(old, new, 1), encoding="utf-8")
    return [re.sub(r"^.*small\.pack\.yaml:", "", str(problem)) for problem in find_pack_problems(case)]


def test_a_pack_stands_beside_its_case(case: Path) -> None:
    pack = load_pack(case)
    assert pack is not None
    assert pack.landing_zone == {"Q1": ("b", "none"), "Q2": ("igf",)}
    assert pack.seats_by_difficulty.hard.seat == "CCC"
    assert (pack.traps, pack.injects, pack.calendar) == ((), (), ())
    assert find_pack_problems(case) == []


def test_a_case_without_one_has_none(case: Path) -> None:
    (case.parent / "small.pack.yaml").unlink()
    assert load_pack(case) is None
    assert find_pack_problems(case) == []
    assert load_pack("worked_clock") is None


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_every_training_that_ships_has_a_pack_and_it_is_no_case(name: str) -> None:
    pack = load_pack(name)
    assert pack is not None
    assert pack.case == name
    assert [script.minutes for script in pack.scripts] == [60, 90, 180]
    assert not [shipped for shipped in shipped_scenarios() if "pack" in shipped.split(".")]


def test_a_pack_is_not_taken_for_a_case(case: Path) -> None:
    with pytest.raises(
        ScenarioError, match=r"small\.pack\.yaml:1:1: This is a pack for a trainer, not a case\."
    ):
        load_scenario(case.parent / "small.pack.yaml")


def test_a_pack_names_its_case_by_its_own_name() -> None:
    assert case_of_pack("lessons/first.pack.yaml") == "lessons/first.yaml"
    assert case_of_pack("first.yaml") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("case: small", "case: smell", "2:7: The pack is for 'smell'. Valid: small, the key of the case."),
        ("Q2: [igf]", "Q2: [igv]", "No option of Q2 is called 'igv'. Did you mean 'igf'?"),
        (", Q2: [igf]}", "}", "5:1: Nothing is said on Q2. Valid: an entry for every issue. Add it."),
        ("Q2: [igf]", "Q2: []", "5:35: No option is named for Q2."),
        ("{Q1: [b", "{Q9: [b], Q1: [b", "No issue is called 'Q9'."),
        (
            "options: {Q1: b, Q2",
            "options: {Q1: a, Q2",
            "7:17: 'a' is outside the landing zone on Q1. Valid: b, none.",
        ),
        (
            "from: 14, to: 20",
            "from: 15, to: 20",
            "14:16: The slot begins at 15. Valid: 14, where the one before ends.",
        ),
        (
            "from: 0, to: 14",
            "from: 1, to: 14",
            "13:16: The slot begins at 1. Valid: 0, where the one before ends.",
        ),
        ("to: 20", "to: 19", "14:24: The script ends at 19. Valid: 20, its length."),
        (
            "to: 20, kind: debrief",
            "to: 20, kind: break",
            "The debrief has 0 of 20 minutes. Valid: at least a quarter, 5.",
        ),
        ("to: 14, kind", "to: 0, kind", "13:23: The slot ends at 0, not after 0."),
        ("step: transfer", "step: facts", "'facts' comes after 'principle'."),
        ("step: transfer", "step: principle", "No question is asked on transfer."),
        ("seat: BBB", "seat: AAA", "'AAA' is suggested as easy already. Valid: three different seats."),
        ("seat: BBB", "seat: BBC", "No delegation is called 'BBC'."),
        (", And else?]", "]", "coach_questions has 2 entries. Valid: a list of 3 entries."),
        ("realism: No.", "realizm: No.", "'realizm' is not a field of the pack. Did you mean 'realism'?"),
        ("minutes: 20", "minutes: soon", "minutes is 'soon'. Valid: a whole number from 10 to 2880."),
        ("kind: debrief", "kind: talk", "kind is 'talk'. Valid: brief, negotiation, break, debrief."),
        ("realism: No.", "realism: No.\nrealism: Yes.", "second"),
    ],
)
def test_every_mistake_is_told_where_it_stands(case: Path, old: str, new: str, said: str) -> None:
    assert any(said in line for line in problems(case, old, new)), problems(case, old, new)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("traps: [{title: T, why: W, options: {Q1: z}}]", "No option of Q1 is called 'z'."),
        ("coalitions: [{name: N, members: [ZZZ], why: W}]", "No delegation is called 'ZZZ'."),
        ("coalitions: [{name: N, members: [AAA], issues: [Q7], why: W}]", "No issue is called 'Q7'."),
        ("injects: [{session: 6, what: A, why: B}]", "Session 6 is past the end. Valid: 1 to 5."),
        ("injects: [{session: 5, to: ZZZ, what: A, why: B}]", "No delegation is called 'ZZZ'."),
        ("calendar: [{session: 9, what: A}]", "There is no session 9."),
    ],
)
def test_what_may_be_left_out_is_checked_where_it_is_given(case: Path, more: str, said: str) -> None:
    found = problems(case, "realism: No.\n", f"realism: No.\n{more}\n")
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("case: small", "case: smell", "Le dossier est écrit pour 'smell'."),
        ("to: 20", "to: 19", "Le déroulé finit à la minute 19."),
        ("to: 20, kind: debrief", "to: 20, kind: break", "Le débriefing a 0 minutes sur 20."),
        ("step: transfer", "step: facts", "'facts' vient après 'principle'."),
        ("seat: BBB", "seat: AAA", "'AAA' est déjà proposé comme siège easy."),
    ],
)
def test_a_mistake_is_told_in_french(case: Path, old: str, new: str, told: str) -> None:
    with told_in("fr"):
        found = problems(case, old, new)
    assert any(told in line for line in found), found
    assert not [line for line in found if "Valid" in line]


def test_a_slip_of_a_shipped_pack_goes_to_the_seat_that_it_names() -> None:
    named = 0
    for key in TRAININGS:
        case, pack = load_scenario(key), load_pack(key)
        assert pack is not None
        names = {seat.key: seat.short or seat.name for seat in case.delegations}
        for inject in pack.injects:
            is_slip = inject.what.startswith("A slip for")
            assert (inject.to is not None) == is_slip, inject.what
            if inject.to is not None:
                assert names[inject.to] in inject.what.partition(":")[0]
                named += 1
    assert named == 4


def test_all_mistakes_are_told_at_once(case: Path) -> None:
    (case.parent / "small.pack.yaml").write_text(
        PACK.replace("case: small", "case: x")
        .replace("seat: BBB", "seat: AAA")
        .replace("realism", "raelism"),
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError) as caught:
        load_pack(case)
    assert (
        len(str(caught.value).splitlines()) == 4
    )  # the name, the seat, the unknown field and the missing one


@pytest.mark.parametrize("text", ["", "- a\n", "pack: [\n", "pack: 1\n"])
def test_what_is_no_pack_is_refused_in_words(case: Path, text: str) -> None:
    (case.parent / "small.pack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="Valid: "):
        load_pack(case)
