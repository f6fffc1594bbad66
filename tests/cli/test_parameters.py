"""The option --parameters: of ensemble, compare, run and play."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from simulation.protocols.parameter_sets.sets_table import is_shipped
from tests.extent import at_a_desk
from tests.small_sets import FOLDER, invented_sets
from tests.small_studies import contents

type Invoke = Callable[..., Result]

ASK = ("first_hour", "-n", "16", "--workers", "1")
DRAWN = ("--parameters", str(FOLDER))
MEDIAN = ("--parameters", "median")


def manifest_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


@pytest.mark.thorough  # test_ensemble.py asks two workers, test_study.py a file
def test_the_number_of_workers_and_the_study_file_leave_no_trace(
    invoke: Invoke, start: Callable[..., object], tmp_path: Path
) -> None:
    shutil.copytree(FOLDER, "sets")
    invoke("ensemble", *ASK, "--parameters", "sets", "--out", "1")
    start("ensemble", *ASK[:3], "--parameters", "sets", "--workers", "2", "--out", "2")
    invoke("study", "1/study.yaml", "--workers", "1", "--out", "3")
    one, two, three = (contents(tmp_path / name) for name in ("1", "2", "3"))
    assert one == two
    parts = [name for name in one if name.startswith(("replications/", "pairs/"))]
    assert [one[name] for name in parts] == [three[name] for name in parts]


@pytest.mark.parametrize("which", [DRAWN, MEDIAN], ids=("drawn", "median"))
@pytest.mark.parametrize("kind", at_a_desk(["compare"], ["ensemble", "compare"]))
def test_a_printed_command_plays_its_replication_bit_for_bit(
    invoke: Invoke, tmp_path: Path, kind: str, which: tuple[str, str]
) -> None:
    levers = () if kind == "ensemble" else ("--lever", "sessions=4")
    invoke(kind, *ASK, *which, *levers, "--seed", "5", "--out", "study", "--keep", "3")
    kept = sorted((tmp_path / "study/runs").iterdir())
    assert len(kept) == 3
    for place, folder in enumerate(kept):
        one = manifest_in(folder)
        assert one["command"][-4:-1] == [*which, "--replication"]
        number = invented_sets().numbers(5, [one["replication"]])[0] if which == DRAWN else None
        assert one.get("drawn", {}).get("number") == number
        assert invoke(*one["command"][1:], "--out", f"alone{place}").exit_code == 0
        alone = manifest_in(tmp_path / f"alone{place}")
        for same in ("scenario_hash", "tables", "parameters", "drawn", "outcome"):
            assert alone.get(same) == one.get(same)


def test_a_kept_record_of_another_set_is_noticed(invoke: Invoke, tmp_path: Path) -> None:
    invoke("ensemble", *ASK, *DRAWN, "--out", "study", "--keep", "1")
    (kept,) = (tmp_path / "study/runs").iterdir()
    again = [word for word in manifest_in(kept)["command"][1:] if word not in DRAWN]
    assert invoke(*again, "--out", str(kept), "--overwrite").exit_code == 0
    told = invoke("ensemble", *ASK, *DRAWN, "--out", "study", "--keep", "1", "--resume")
    assert "held the record of another negotiation" in told.stderr


def test_a_study_with_other_parameters_is_another_study(invoke: Invoke) -> None:
    invoke("ensemble", *ASK, *DRAWN, "--out", "study")
    refused = invoke("ensemble", *ASK, "--parameters", "median", "--out", "study", "--resume")
    assert refused.exit_code == 1
    assert f"parameters ({FOLDER} there, as the protocol has them now)" in " ".join(refused.stderr.split())


def test_a_run_tells_which_set_it_played_with(invoke: Invoke) -> None:
    number = invented_sets().numbers(1, [3])[0]
    shown = invoke("run", "first_hour", "--replication", "3", *DRAWN, "--out", "run").stdout
    told = f"It plays with set {number} of the 24 in"
    assert told in " ".join(shown.split())
    assert told in " ".join(invoke("explain", "run", "--delegation", "LUM").stdout.split())
    invoke("report", "run")
    page = Path("run/report.html").read_text("utf-8")
    assert told in page
    assert "The case sets" in page
    assert "<code>concede.pace</code> = 0.14" in page
    assert "<code>concede.premium</code> =" not in page


def test_the_document_of_a_run_has_the_set_and_its_values(invoke: Invoke) -> None:
    found = json.loads(invoke("run", "first_hour", "--replication", "3", *DRAWN, "--json").stdout)
    drawn = found["drawn"]
    row = dict(zip(invented_sets().names, invented_sets().rows[drawn["number"] - 1], strict=True))
    assert drawn["source"] == str(FOLDER)
    assert drawn["values"] == {
        name: value
        for name, value in row.items()
        if name not in {"clock.work", "concede.pace", "signal.isolation", "values.curve"}
    }
    assert found["command"].endswith(f"--parameters {FOLDER}")
    plain = json.loads(invoke("run", "first_hour", "--replication", "3", "--json").stdout)
    assert plain["drawn"] is None
    assert plain["command"].endswith("--parameters median")


@pytest.mark.parametrize("which", [DRAWN, MEDIAN, ()], ids=("drawn", "median", "usual"))
def test_every_command_below_a_run_names_its_parameters_and_plays_it_again(
    invoke: Invoke, tmp_path: Path, which: tuple[str, ...]
) -> None:
    named = " ".join(which or MEDIAN)
    shown = invoke("run", "first_hour", "--replication", "3", *which, "--out", "first")
    again = [line.strip() for line in shown.stdout.splitlines() if "delegation-sim run" in line]
    assert again
    assert all(named in line for line in again)
    assert ("at their medians" in shown.stdout) is (which != DRAWN)
    command = again[0].removesuffix(" --full").split()
    assert invoke(*command[1:], "--out", "second", "--quiet").exit_code == 0
    one, two = (manifest_in(tmp_path / name) for name in ("first", "second"))
    assert one == two


def test_a_story_is_told_with_the_set_that_was_named(invoke: Invoke) -> None:
    shown = invoke("story", "first_hour", "--replication", "3", *DRAWN).stdout
    (line, _) = [line for line in shown.splitlines() if "delegation-sim story" in line]
    assert " ".join(DRAWN) in line
    told = [
        json.loads(invoke("story", "first_hour", "--replication", "3", *of, "--json").stdout)
        for of in (DRAWN, MEDIAN)
    ]
    assert invoke("run", "first_hour", "--replication", "3", *DRAWN, "--out", "kept").exit_code == 0
    kept = json.loads(invoke("story", "kept", "--json").stdout)
    assert told[0]["scenes"] == kept["scenes"] != told[1]["scenes"]


def test_a_play_goes_on_with_the_set_that_it_began_with(invoke: Invoke, tmp_path: Path) -> None:
    moves = tmp_path / "moves.txt"
    moves.write_text("quit\n", encoding="utf-8")
    begun = ("play", "first_hour", "--seat", "LUM", *DRAWN, "--moves", "moves.txt", "--save", "a.live.json")
    assert invoke(*begun).exit_code == 0
    log = json.loads((tmp_path / "a.live.json").read_text("utf-8"))
    assert log["drawn"]["number"] == invented_sets().numbers(1, [0])[0]
    assert invoke("play", "--resume", "a.live.json", "--moves", "moves.txt").exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        *(
            pytest.param(one, marks=pytest.mark.thorough)
            for one in (("ensemble",), ("compare", "--lever", "sessions=4"))
        ),
        ("run",),
    ],
)
def test_without_a_table_nothing_can_be_drawn_and_it_says_so(
    invoke: Invoke, command: tuple[str, ...]
) -> None:
    told = invoke(
        command[0],
        "first_hour",
        *command[1:],
        "--parameters",
        "drawn",
        *([] if command == ("run",) else ["-n", "4"]),
    )
    assert told.exit_code == (0 if is_shipped() else 1)
    assert ("comes with no table of parameter sets" in " ".join(told.stderr.split())) is not is_shipped()


def test_a_folder_that_holds_no_table_is_refused(invoke: Invoke) -> None:
    told = invoke("ensemble", *ASK, "--parameters", "nowhere")
    assert told.exit_code == 1
    assert told.stderr.count("cannot be read") == 2


def test_a_study_file_names_the_line_of_a_table_that_is_missing(invoke: Invoke, tmp_path: Path) -> None:
    text = "study: 1\ncase: first_hour\nkind: ensemble\nparameters: nowhere\n"
    (tmp_path / "study.yaml").write_text(text, encoding="utf-8")
    assert "study.yaml:4:" in invoke("study", "study.yaml").stderr
    (tmp_path / "study.yaml").write_text(
        "study: 1\ncase: first_hour\nparameters: drawn\ndesign: {method: grid, levers: {sessions: [4, 6]}}\n",
        encoding="utf-8",
    )
    assert "A design draws no parameters" in invoke("study", "study.yaml").stderr


def test_a_comparison_tells_how_its_effects_hold_across_the_sets(invoke: Invoke, tmp_path: Path) -> None:
    ask = ("first_hour", "-n", "60", "--workers", "1", "--lever", "rule=simple_majority", *DRAWN)
    shown = " ".join(invoke("compare", *ask, "--out", "study").stdout.replace("\u00a0", " ").split())
    assert "sets of parameters were drawn from the 24 in" in shown
    heads = "other way due to sets outcome: robust if it goes the same way in 90% of the sets or more"
    assert heads in shown
    legend = "then how much of the doubt about its size comes from not knowing which set is right. The rest is chance."
    assert legend in shown
    assert shown.index(heads) < shown.index(legend)
    assert re.search(r"points \([+−]\d+ to [+−]\d+; [+−]\d+ to [+−]\d+ if the parameters were known\)", shown)
    assert "by chance alone" not in shown
    found = json.loads(invoke("compare", *ask, "--json").stdout)
    assert found["parameters"]["size"] == 24
    held = [one["across"][0] for one in found["findings"] if one["across"][0] is not None]
    assert held
    for one in held:
        assert 0 <= one["parameters"] <= 1
        assert one["same"]["value"] + one["unchanged"] + one["other"] == pytest.approx(1.0)
        assert one["same"]["low"] <= one["same"]["value"] <= one["same"]["high"]
        assert one["is_robust"] is (one["same"]["value"] >= 0.9)
        assert (one["turn"] is None) or not one["is_robust"]
    invoke("report", "study")
    page = (tmp_path / "study/report.html").read_text("utf-8").replace("\u00a0", " ")
    assert "of the sets of parameters" in page


def test_a_study_that_draws_nothing_says_nothing_of_sets(invoke: Invoke) -> None:
    ask = ["compare", "first_hour", "-n", "12", "--workers", "1", "--lever", "sessions=4"]
    ask += ["--parameters", "median"]
    shown = invoke(*ask).stdout
    assert "across the sets" not in shown
    assert "sets of parameters" not in shown
    assert {tuple(one["across"]) for one in json.loads(invoke(*ask, "--json").stdout)["findings"]} == {()}


@pytest.mark.skipif(not is_shipped(), reason="no table of parameter sets ships")
@pytest.mark.parametrize(
    ("language", "fragile", "nearest"),
    [
        (
            "en",
            "silent, share: not robust",
            "silent, share: no single parameter turns the effect",
        ),
        (
            "fr",
            "silence, part : pas robuste",
            "silence, part : aucun paramètre ne renverse à lui seul",
        ),
    ],
)
def test_an_effect_that_many_sets_lack_is_told_as_not_robust_with_the_parameter_nearest_to_it(
    invoke: Invoke, language: str, fragile: str, nearest: str
) -> None:
    ask = ["first_hour", "-n", "60", "--workers", "1", "--lever", "rule=simple_majority"]
    ask += ["--parameters", "drawn", "--outcome", "signal.silent", "--language", language]
    found = json.loads(invoke("compare", *ask, "--json").stdout)
    (one,) = [each["across"][0] for each in found["findings"] if each["key"] == "signal.silent"]
    assert found["parameters"]["drawn"] > 20
    assert one["same"]["high"] < 0.9
    assert not one["is_robust"]
    assert 0 < one["parameters"] < 1  # of the squared interval: the rest is chance
    shown = " ".join(invoke("compare", *ask).stdout.replace("\u00a0", " ").split())
    assert fragile in shown
    assert nearest in shown
    assert one["turn"]["parameter"] in shown
