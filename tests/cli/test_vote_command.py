"""The command vote: chances on a text, as a page and as one document; texts that cannot be are told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

type Invoke = Callable[..., Result]


def document(invoke: Invoke, *words: str) -> dict[str, object]:
    done = invoke("vote", *words, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def chances(found: dict[str, object], what: str) -> dict[str, dict[str, float]]:
    rows = found["delegations"]
    assert isinstance(rows, list)
    return {row["key"]: row[what] for row in rows}


def test_the_page_tells_the_text_what_to_expect_and_everybodys_chances(invoke: Invoke) -> None:
    done = invoke("vote", "unga_cyber", "-n", "20")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "UN First Committee 2018: a group on ICT security: who would vote how"
    assert max(map(len, lines)) <= 100
    assert "  Put to a vote: " in done.stdout
    rows = [line.split() for line in lines if line.endswith((" Russia", " United States"))]
    assert [row[-1] for row in rows] == ["Russia", "States"]
    assert int(rows[0][0]) > 90
    assert int(rows[1][0]) < 10
    assert "nothing is signed" in " ".join(done.stdout.split())


def test_chances_add_up_to_one_for_each_question(invoke: Invoke) -> None:
    found = document(invoke, "wtpf13", "--on", "Q3=none", "-n", "8")
    assert (found["format"], found["seed"], found["replications"]) == ("delegation-sim vote 1", 1, 8)
    assert found["text"]["Q3"] is None  # type: ignore[index] # plain data
    for what in ("vote", "stand", "signature"):
        assert all(sum(one.values()) == pytest.approx(1.0) for one in chances(found, what).values())


def test_another_text_moves_those_who_gain_by_it(invoke: Invoke) -> None:
    draft = chances(document(invoke, "unga_cyber", "-n", "8"), "vote")
    other = chances(
        document(invoke, "unga_cyber", "-n", "8", "--on", "FORMAT=expert_group,norms=guided_by_reports"),
        "vote",
    )
    assert other["USA"]["yes"] > draft["USA"]["yes"]
    assert other["RUS"]["no"] >= draft["RUS"]["no"]


def test_without_noise_and_doubt_all_is_certain(invoke: Invoke) -> None:
    found = chances(document(invoke, "first_hour", "--noise", "0", "-n", "1"), "vote")
    assert {value for one in found.values() for value in one.values()} <= {0.0, 1.0}


def test_earlier_votes_tell_members_apart(invoke: Invoke, tmp_path: Path) -> None:
    rows = [
        f"R/1,2017-01-01,T,{member},{vote}" for member, vote in [("BRA", "N"), ("MEX", "Y"), ("ARG", "Y")]
    ]
    (tmp_path / "votes.csv").write_text("resolution,date,title,iso3,vote\n" + "\n".join(rows) + "\n", "utf-8")
    before = chances(document(invoke, "unga_cyber", "-n", "8"), "vote")
    found = document(invoke, "unga_cyber", "-n", "8", "--votes", "votes.csv")
    after = chances(found, "vote")
    assert after["BRA"]["yes"] < before["BRA"]["yes"]
    assert after["MEX"]["yes"] > before["MEX"]["yes"]
    assert after["CHN"]["yes"] == pytest.approx(before["CHN"]["yes"], abs=0.01)
    assert (found["with_earlier_votes"], set(found["files"])) == (3, {"votes.csv"})  # type: ignore[call-overload] # plain data


def test_the_text_a_run_ended_in_is_asked_for_by_its_folder(invoke: Invoke) -> None:
    assert invoke("run", "first_hour", "--seed", "3", "--out", "kept", "--quiet").exit_code == 0
    found = document(invoke, "first_hour", "--on", "kept", "-n", "2")
    assert any(option is not None for option in found["text"].values())  # type: ignore[attr-defined] # plain data
    assert "is of the case first_hour, not of wtpf13" in invoke("vote", "wtpf13", "--on", "kept").stderr


def test_every_problem_of_a_text_is_told_at_once(invoke: Invoke) -> None:
    done = invoke("vote", "unga_cyber", "--on", "formt=x,pace=never,law,norms=none,norms=none")
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("No issue is called 'formt'. Did you mean 'format'?")
    assert lines[1].startswith("No option of pace is called 'never'. Valid: ")
    assert lines[2].startswith("'law' is not of the form ISSUE=OPTION.")
    assert lines[3].startswith("norms is there twice.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("first_hour", "--votes", "votes.csv"),
            "No member of the table of votes sits in the room of first_hour",
        ),
        (("first_hour", "--set", "protocol={key: compromise}"), "negotiated by compromise"),
    ],
)
def test_what_cannot_be_asked_is_said(
    words: tuple[str, ...], said: str, invoke: Invoke, tmp_path: Path
) -> None:
    text = "resolution,date,title,iso3,vote\nR/1,2001-01-01,T,XXX,Y\nR/2,2001-01-01,T,XXX,Y\n"
    (tmp_path / "votes.csv").write_text(text, encoding="utf-8")
    done = invoke("vote", *words)
    assert done.exit_code == 1
    assert said in done.stderr
