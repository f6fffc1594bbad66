"""The command pack: papers of a training in a folder, and what it says when it cannot write them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.engine.simulate import load_scenario
from tests.extent import at_a_desk

type Invoke = Callable[..., Result]


def test_pack_writes_the_papers_and_says_where_to_begin(invoke: Invoke) -> None:
    result = invoke("pack", "first_hour")
    assert result.exit_code == 0
    assert result.stdout == (
        "The pack is in first_hour-pack. Begin with first_hour-pack/index.html.\n"
        "11 papers and 6 role sheets; the index says whose each is.\n"
    )
    assert sorted(path.stem for path in Path("first_hour-pack/seats").iterdir()) == [
        "ALT",
        "LUM",
        "NOR",
        "ONA",
        "SAB",
        "TAM",
    ]


def test_papers_for_seats_hold_nothing_for_the_trainer(invoke: Invoke) -> None:
    assert invoke("pack", "first_hour", "--for", "seats", "--out", "papers").exit_code == 0
    assert sorted(path.name for path in Path("papers").iterdir()) == [
        "bracket-strips.html",
        "index.html",
        "name-plates.html",
        "outcome-form.html",
        "package-form.html",
        "public-brief.html",
        "seats",
        "self-assessment.html",
        "wording-cards.html",
    ]


def test_a_case_without_a_pack_gets_papers_and_a_word(invoke: Invoke, small_case: str) -> None:
    Path("small.yaml").write_text(small_case, "utf-8")
    result = invoke("pack", "small.yaml")
    assert result.exit_code == 0
    assert (
        "There is no small.pack.yaml beside the case: the guide says what to write into it." in result.stdout
    )
    assert "small.pack.yaml" in Path("small-pack/facilitator.html").read_text(encoding="utf-8")


def test_papers_follow_what_was_set(invoke: Invoke) -> None:
    seated = "delegations.OST.standing=member_state"
    assert invoke("pack", "wtpf13_training", "--set", seated, "--out", "papers").exit_code == 0
    assert "Government, member state; decides." in Path("papers/seats/OST.html").read_text(encoding="utf-8")


def test_where_numbers_were_set_each_brief_says_that_the_points_hold(invoke: Invoke) -> None:
    path = "delegations.SAB.reservation"
    sentence = f"Numbers were changed after this was written ({path}): where words and points differ, the points hold."
    told = invoke("pack", "first_hour", "--set", f"{path}=-0.3", "--set", "sessions=7", "--out", "papers")
    assert sentence in " ".join(told.stdout.split())
    for paper in ("seats/SAB.html", "seats/NOR.html", "facilitator.html"):
        assert Path(f"papers/{paper}").read_text(encoding="utf-8").count(sentence) == 1
    shown = ("show", "first_hour", "--delegation", "SAB", "--confidential")
    assert sentence in " ".join(invoke(*shown, "--set", f"{path}=-0.3").stdout.split())
    assert "Numbers were changed" not in invoke(*shown, "--set", "sessions=7").stdout
    assert invoke("pack", "first_hour", "--out", "plain").exit_code == 0
    assert "Numbers were changed" not in Path("plain/seats/SAB.html").read_text(encoding="utf-8")


def test_what_cannot_be_done_is_said_in_one_message(invoke: Invoke) -> None:
    assert invoke("pack", "first_hour", "--for", "nobody").exit_code == 2
    missing = invoke("pack", "first_our")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "Did you mean 'first_hour'?" in missing.stderr
    invoke("pack", "first_hour")
    again = invoke("pack", "first_hour")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == (
        "first_hour-pack holds a pack already. Name another folder, or add --overwrite to replace it.\n"
    )
    assert invoke("pack", "first_hour", "--overwrite").exit_code == 0


def test_a_pack_with_mistakes_writes_nothing(invoke: Invoke, small_case: str) -> None:
    Path("small.yaml").write_text(small_case, "utf-8")
    Path("small.pack.yaml").write_text("pack: 1\ncase: smell\n", "utf-8")
    result = invoke("pack", "small.yaml")
    assert result.exit_code == 1
    assert "small.pack.yaml:2:7: The pack is for 'smell'. Valid: small, the key of the case." in result.stderr
    assert not Path("small-pack").exists()
    assert invoke("validate", "small.yaml").exit_code == 1
    assert invoke("validate", "small.pack.yaml").stdout == invoke("validate", "small.yaml").stdout


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], ["ai_oversight", "first_hour", "wtpf13_training"]))
def test_validate_looks_at_the_pack_that_ships(invoke: Invoke, name: str) -> None:
    assert invoke("validate", name).stdout == f"{name}: no problem.\n"
    assert load_scenario(name).trainer_notes == ""


def test_papers_with_archetypes_name_nobody_and_the_terminal_says_who_is_who(invoke: Invoke) -> None:
    case = load_scenario("unga_cyber")
    done = invoke("pack", "unga_cyber", "--names", "archetypes", "--out", "papers", "--set", "sessions=3")
    assert done.exit_code == 0
    names = {one.name for one in case.delegations if one.kind == "government" and " " not in one.name}
    assert len(names) > 5
    for path in Path("papers").rglob("*"):
        assert path.stem not in {one.key for one in case.delegations}
        if path.is_file():
            text = path.read_text("utf-8")
            assert {name for name in names if name in text} == set()
    assert all(name in done.stdout for name in names)
    assert len(list(Path("papers/seats").iterdir())) == len(case.delegations)


def test_invented_delegations_have_no_archetypes(invoke: Invoke) -> None:
    done = invoke("pack", "first_hour", "--names", "archetypes")
    assert done.exit_code == 1
    assert "delegations of first_hour are invented" in " ".join(done.stderr.split())
    assert not Path("first_hour-pack").exists()
    assert invoke("pack", "unga_cyber", "--names", "both").exit_code == 2
