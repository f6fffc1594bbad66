"""Study files are read strictly and written back so that the same study is read again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.errors import StudyError
from simulation.scenario.load import shipped_scenarios
from simulation.study.study import Study
from simulation.study.study_design import factors_of, layout_of
from simulation.study.study_file import load_study, shipped_studies, study_text, write_study
from simulation.study.variants import make_variants
from simulation.words import told_in

type Write = Callable[[str, str], Path]

FULL = """\
study: 1
title: A short forum
case: wtpf13
set:
  delegations.BRA.capability: {low: 0.2, high: 0.4}
  title: 1st
variants:
- name: majority
  levers: {rule: simple_majority, sessions: 8}
- levers:
    shock: [BRA@6:Q1=0.2, USA@6:Q1=0.5]
    chair_powers: [agenda, text]
- levers: {package: false}
replications: 20
seed: 3
outcomes: [class.partial, clauses_open]
level: 0.95
"""


def refused(path: Path) -> list[str]:
    with pytest.raises(StudyError) as caught:
        load_study(path)
    return [line.replace(str(path), "s.yaml") for line in str(caught.value).splitlines()]


def test_a_file_holds_a_whole_study(write: Write) -> None:
    study = load_study(write("s.yaml", FULL))
    assert (study.kind, study.title, study.case) == ("compare", "A short forum", "wtpf13")
    assert (study.replications, study.seed, study.level) == (20, 3, 0.95)
    assert study.outcomes == ("class.partial", "clauses_open")
    assert [variant.key for variant in study.variants] == [
        "base",
        "majority",
        "shock=BRA@6:Q1=0.2 + shock=USA@6:Q1=0.5 + chair_powers=[agenda, text]",
        "package=false",
    ]
    assert (
        str(study.variants[1].words) == "Decision rule: simple majority (was consensus); Sessions: 8 (was 20)"
    )
    assert study.overrides == {"delegations.BRA.capability": "{low: 0.2, high: 0.4}", "title": "1st"}


@pytest.mark.parametrize("level", ["0.49", "0.9995", "1e-9"])
def test_the_level_has_the_bounds_of_the_command_line(write: Write, level: str) -> None:
    (told,) = refused(write("s.yaml", f"study: 1\ncase: wtpf13\nlevel: {level}\n"))
    assert told.endswith("Valid: a number from 0.5 to 0.999, such as 0.9. Correct it.")
    assert load_study(write("s.yaml", "study: 1\ncase: wtpf13\nlevel: 0.999\n")).level == 0.999


def test_what_is_left_out_has_its_usual_value(write: Write) -> None:
    study = load_study(write("s.yaml", "study: 1\ncase: wtpf13\n"))
    assert (study.kind, study.replications, study.seed, study.level) == ("ensemble", 200, 1, 0.9)
    assert [variant.key for variant in study.variants] == ["base"]


def test_a_study_is_written_so_that_it_is_read_again(write: Write, tmp_path: Path) -> None:
    study = load_study(write("s.yaml", FULL))
    write_study(study, tmp_path / "t.yaml")
    assert load_study(tmp_path / "t.yaml") == study
    assert study_text(load_study(tmp_path / "t.yaml")) == (tmp_path / "t.yaml").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s.yaml", "t.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "a: sessions=8",
        "transparency=1e-1",
        "transparency=.50",
        "title='1e3'",
        "notes='NO'",
        "title=Ü # x",
        "package=no",
    ],
)
def test_what_was_typed_survives_a_file(tmp_path: Path, text: str) -> None:
    variants = make_variants("wtpf13", {}, [text])
    study = Study(kind="compare", case="wtpf13", title="NO", variants=variants, replications=5, seed=1)
    write_study(study, tmp_path / "t.yaml")
    assert load_study(tmp_path / "t.yaml") == study


def test_a_case_file_is_named_from_the_folder_of_the_study(
    write: Write, tmp_path: Path, small_case: str
) -> None:
    write("case.yaml", small_case)
    (tmp_path / "studies").mkdir()
    path = write("studies/s.yaml", "study: 1\ncase: ../case.yaml\nvariants: [{levers: {sessions: 4}}]\n")
    study = load_study(path)
    assert Path(study.case) == tmp_path / "case.yaml"
    assert "case: ../case.yaml\n" in study_text(study, folder=tmp_path / "studies")
    assert "case: case.yaml\n" in study_text(study, folder=tmp_path)


def test_a_sweep_keeps_its_design(write: Write, tmp_path: Path) -> None:
    text = (
        "study: 1\ncase: wtpf13\ndesign:\n  method: latin_hypercube\n  levers:\n"
        "    sessions: {low: 5, high: 20}\n    isolation: {low: 0, high: 0.3}\n    agenda: [small_wins, hard_first]\n"
        "  points: 40\n"
    )
    study = load_study(write("s.yaml", text))
    assert study.kind == "sweep"
    assert [variant.key for variant in study.variants] == ["base"]
    assert [(one.key, one.kind) for one in factors_of(study.design)] == [
        ("sessions", "integer"),
        ("isolation", "continuous"),
        ("agenda", "choices"),
    ]
    write_study(study, tmp_path / "t.yaml")
    assert load_study(tmp_path / "t.yaml") == study


def test_a_design_that_was_laid_out_becomes_one_for_a_file() -> None:
    laid_out = {
        "method": "sobol",
        "size": 64,
        "seed": 1,
        "second_order": True,
        "factors": [
            {"key": "sessions", "kind": "integer", "label": "", "low": 5.0, "high": 20.0},
            {"key": "rule", "kind": "choices", "label": "", "choices": ["consensus", "unanimity"]},
        ],
        "unit": [[0.5, 0.5]],
    }
    assert layout_of(laid_out) == {
        "method": "sobol",
        "levers": {"sessions": {"low": 5, "high": 20}, "rule": ["consensus", "unanimity"]},
        "samples": 64,
        "second_order": True,
    }


def test_every_mistake_is_told_where_it_stands(write: Write) -> None:
    path = write(
        "s.yaml",
        "study: 2\ncase: 3\nvariantz: []\nvariants: [{levers: 3}, 4, {name: 'a=b', levers: {rule: foo}}]\nlevel: 1\n",
    )
    assert refused(path) == [
        "s.yaml:1:8: study is 2. Valid: 1. Correct it.",
        "s.yaml:2:7: case is 3. Valid: the name of a shipped case, or a file. Correct it.",
        (
            "s.yaml:3:1: 'variantz' is not a field of the study. Did you mean 'variants'? Valid: study, title, case, "
            "set, kind, variants, design, codings, parameters, replications, seed, outcomes, level. Correct or remove "
            "it."
        ),
        (
            "s.yaml:4:21: levers is 3. Valid: a mapping from levers to values, such as rule: simple_majority. "
            "Correct it."
        ),
        "s.yaml:4:25: variants is 4. Valid: a mapping with 'levers' and, if you like, a 'name'. Correct it.",
        "s.yaml:4:35: name is 'a=b'. Valid: text of 1 to 40 characters without '=' and ':'. Correct it.",
        "s.yaml:5:8: level is 1. Valid: a number from 0.5 to 0.999, such as 0.9. Correct it.",
    ]


def test_levers_in_a_file_are_refused_at_their_line(write: Write) -> None:
    path = write(
        "s.yaml",
        "study: 1\ncase: wtpf13\nvariants:\n  - levers:\n      sessions: 0\n  - {levers: {sessions: 20}}\n",
    )
    assert refused(path) == [
        "s.yaml:5:17: The value is 0. Valid: a whole number from 1 to 500. Correct it.",
        (
            "s.yaml:6:5: This changes nothing: the case has it already. Valid: another value. "
            "Change it or leave it out."
        ),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The file is empty."),
        ("[]", "The study is a list. Valid: a mapping that starts with 'study: 1'."),
        ("study: 1", "'case' is missing from the study."),
        ("study: 1\nstudy: 1\ncase: wtpf13", "The key 'study' stands here a second time"),
        ("study: 1\ncase: nope", "No shipped case has this name, and there is no such file."),
        ("study: 1\ncase: wtpf13\nset: {sessions: 0}", "--set sessions=0: sessions is 0, below 1."),
        ("study: 1\ncase: wtpf13\nkind: compare", "A comparison needs variants."),
        ("study: 1\ncase: wtpf13\nkind: sweep", "A study of kind sweep needs a design."),
        ("study: 1\ncase: wtpf13\nreplications: 1.5", "replications is 1.5. Valid: a whole number from 1 to"),
        ("study: 1\ncase: wtpf13\nseed: true", "seed is true. Valid: a whole number"),
        ("study: 1\ncase: wtpf13\nset: [1]", "set is a list. Valid: a mapping from paths to values"),
        (
            "study: 1\ncase: wtpf13\ndesign: {method: grd, levers: {sessions: [5, 10]}}",
            "method is 'grd'. Valid: grid, latin_hypercube, morris, sobol.",
        ),
        (
            "study: 1\ncase: wtpf13\ndesign: {method: grid, levers: {sessions: 4}}",
            "sessions is 4. Valid: a mapping from levers to values",
        ),
        (
            "study: 1\ncase: wtpf13\ndesign: {method: grid, levers: {sessions: [5, 5]}}",
            "Too few different values.",
        ),
        (
            "study: 1\ncase: wtpf13\ndesign: {method: grid, levers: {agenda: [hard_first, foo]}}",
            "No order of the agenda is called 'foo'.",
        ),
        (
            "study: 1\ncase: wtpf13\ndesign: {method: sobol, levers: {sessions: {low: 0, high: 9}}, points: 3}",
            "'samples' is missing.",
        ),
        (
            "study: 1\ncase: wtpf13\nkind: sensitivity\ndesign: {method: grid, levers: {sessions: [5, 9]}}",
            "grid belongs to a study of kind sweep.",
        ),
        (
            f"study: 1\ncase: wtpf13\nvariants: [{', '.join(['{levers: {sessions: 3}}'] * 9)}]",
            "variants is a list. Valid: a list of at most 8 variants",
        ),
        ("a: " + "[" * 50, "Too many levels are nested here."),
        ("a: " + "x" * 30_000, "This text is too long."),
        ("x" * 6_000_000, "The file is too large."),
    ],
)
def test_whatever_a_file_holds_is_answered_in_words(write: Write, text: str, message: str) -> None:
    assert message in "\n".join(refused(write("s.yaml", text)))


def test_outcomes_are_checked_by_whoever_knows_them(write: Write) -> None:
    path = write("s.yaml", "study: 1\ncase: wtpf13\noutcomes: [fine, wrong]\n")
    with pytest.raises(StudyError, match=r":3:18: There is none\.$"):
        load_study(path, check_outcome=lambda key, _: "There is none." if key == "wrong" else None)


def test_a_study_that_cannot_be_written_says_so(write: Write, tmp_path: Path) -> None:
    study = load_study(write("s.yaml", "study: 1\ncase: wtpf13\n"))
    with pytest.raises(StudyError, match=r"The study cannot be written to .*: No such file or directory"):
        write_study(study, tmp_path / "nowhere" / "t.yaml")


def test_the_shipped_studies_load_and_are_no_cases() -> None:
    assert shipped_studies() == ("wtpf13-deadline", "wtpf13-rules")
    for name in shipped_studies():
        assert len(load_study(name).variants) == 4
    assert not set(shipped_studies()) & set(shipped_scenarios())


def test_a_mistyped_shipped_study_brings_the_nearest() -> None:
    with pytest.raises(StudyError) as caught:
        load_study("wtpf13-ruls")
    assert str(caught.value) == (
        "wtpf13-ruls: No shipped study has this name, and there is no such file. Did you mean 'wtpf13-rules'? "
        "Valid: wtpf13-deadline, wtpf13-rules, or a file. Correct the name."
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "Au lieu d’une étude, on lit"),
        ("study: 1\ncase: wtpf13\nvariantz: 1", "Vouliez-vous dire 'variants'"),
        ("study: 1\ncase: wtpf13\nlevel: 1", "un nombre de 0.5 à 0.999, par exemple 0.9. Corrigez."),
        ("study: 1\ncase: wtpf13\nseed: true", "un nombre entier de 0 à 9"),
        (
            "study: 1\ncase: wtpf13\nkind: sweep",
            "demande un plan. Admis\N{NO-BREAK SPACE}: un plan de méthode grid",
        ),
    ],
)
def test_what_is_wrong_with_a_study_is_told_in_french(write: Write, text: str, told: str) -> None:
    with told_in("fr"):
        (found,) = refused(write("s.yaml", text))
    assert told in found
    assert "Valid" not in found
