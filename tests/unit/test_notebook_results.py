"""Results in a notebook: one call each, tables that hold what was found, equality that answers, short names."""

import sys
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from simulation import load_scenario, simulate
from simulation.abm import DelegationAgent
from simulation.errors import DelegationSimError, StudyError
from simulation.in_notebook import InNotebook
from simulation.live import SeatMove, SeatView
from simulation.notebook import ArrowTable, compare, ensemble, forecast, tournament
from simulation.storage import TABLES
from simulation.study import STUDY_COLUMNS
from simulation.words import told_in
from tests.own_agents import Stubborn

MADE: Mapping[str, Callable[[int], InNotebook]] = {
    "Record": lambda seed: simulate("first_hour", seed=seed),
    "ensemble": lambda seed: ensemble("worked_clock", n=4, seed=seed),
    "compare": lambda seed: compare("first_hour", {"sessions": 3}, n=4, seed=seed),
    "forecast": lambda seed: forecast("first_hour", n=3, seed=seed, models=["conference"]),
    "tournament": lambda seed: tournament("first_hour", seats=["TAM"], n=2, seed=seed),
}


@pytest.fixture(
    scope="module",
    params=[
        *[name for name in MADE if name != "tournament"],
        pytest.param("tournament", marks=pytest.mark.thorough),
    ],
)
def made(request: pytest.FixtureRequest) -> tuple[InNotebook, InNotebook, InNotebook]:
    """Return a result, the same again, and one of another seed."""
    make = MADE[request.param]
    return make(1), make(1), make(2)


def test_results_of_one_seed_are_equal_and_those_of_another_are_not(made: tuple[Any, Any, Any]) -> None:
    one, again, other = made
    assert one == again
    assert hash(one) == hash(again)
    assert (one != other) is True
    assert one != "something else"


def test_a_result_names_itself_in_one_short_line(made: tuple[InNotebook, ...]) -> None:
    assert made[0] is not None
    for text in [repr(made[0]), *map(repr, made[0].tables().values()), repr(made[0].plot())]:
        assert "\n" not in text
        assert len(text) <= 120


def test_every_table_is_the_same_as_arrow_pandas_and_polars(made: tuple[InNotebook, ...]) -> None:
    tables = made[0].tables()
    assert tables == made[1].tables()
    for table in tables.values():
        assert table.about
        frame, polars = table.to_pandas(), table.to_polars()
        assert list(frame.columns) == polars.columns == list(table.columns)
        assert len(frame) == polars.height == len(table) == table.arrow.num_rows
        assert pl.DataFrame(table).equals(polars), "it is Arrow itself"
        assert str(polars.to_dict(as_series=False)) == str(table.to_dict())


def test_the_tables_of_a_record_are_those_of_a_run_folder_with_sentences_in_words() -> None:
    record = simulate("first_hour", seed=8)
    tables = record.tables()
    assert {name: table.columns for name, table in tables.items()} == {
        name: tuple(spec.columns) for name, spec in TABLES.items()
    }
    assert np.array_equal(tables["positions"].to_pandas()["position"], record.position.ravel())
    with told_in("fr"):
        headlines = record.tables()["sessions"].to_dict()["headline"]
    assert tables["sessions"].to_dict()["headline"][0].startswith("Session 1: ")
    assert headlines[0].startswith("Séance 1")


def test_estimates_are_what_the_rows_of_the_replications_say() -> None:
    found = compare("first_hour", {"sessions": 3}, n=12)
    rows = found.tables()["replications"].to_pandas()
    assert {name.partition(".")[0] for name in rows.columns} == {
        name.partition(".")[0] for name in STUDY_COLUMNS["replications"]
    }
    for place, variant in enumerate(("base", "sessions=3")):
        own = rows[rows["variant"] == variant]
        assert own["replication"].tolist() == list(range(12))
        assert found["clauses_open"].estimates[place].value == pytest.approx(own["clauses_open"].mean())
        share = (own["outcome_class"] == "partial").mean()
        assert found["class.partial"].estimates[place].value == pytest.approx(share)
    apart = found.tables()["differences"].to_pandas().set_index("outcome")
    by_hand = rows.pivot_table(index="replication", columns="variant", values="substance")
    expected = (by_hand["sessions=3"] - by_hand["base"]).mean()
    assert apart.loc["substance", "value"] == pytest.approx(expected)


def test_a_data_frame_whose_library_is_missing_says_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ArrowTable.of({"n": ("integer", [1, 2])})
    for library, make in (("polars", table.to_polars), ("pandas", table.to_pandas)):
        with monkeypatch.context() as without:
            without.setitem(sys.modules, library, None)
            with pytest.raises(StudyError, match=rf"to_{library}\(\).*{library}.*(install|make)"):
                make()


def test_a_case_is_named_shipped_or_by_its_file_or_loaded(tmp_path: Path) -> None:
    file = tmp_path / "clock.yaml"
    file.write_text(files("scenarios").joinpath("worked_clock.yaml").read_text("utf-8"), "utf-8")
    loaded = load_scenario("worked_clock")
    ways = ("worked_clock", file, str(file), loaded)
    for found in (
        [ensemble(case, n=3).tables() for case in ways],
        [forecast(case, n=2).tables() for case in ways],
    ):
        assert all(tables == found[0] for tables in found)


def test_a_lever_is_spelt_as_a_value_or_as_on_the_command_line() -> None:
    spelt = ({"sessions": 3}, "sessions=3", [{"sessions": 3}], ["sessions=3"])
    first, *others = (compare("first_hour", levers, n=3) for levers in spelt)
    assert all(other == first for other in others)
    named = compare("first_hour", {"short": {"sessions": 3}, "bold": {"sessions": 3, "isolation": 0}}, n=2)
    assert named.summary.variants == ("base", "short", "bold")
    assert named.summary.changes == ((), ("sessions=3",), ("sessions=3", "isolation=0"))


def test_levers_and_overrides_of_an_ensemble_are_two_ways_to_one_case() -> None:
    one = ensemble("first_hour", n=3, levers={"sessions": 3})
    other = ensemble("first_hour", n=3, overrides={"sessions": 3})
    assert one.replications == other.replications
    assert one.replications != ensemble("first_hour", n=3).replications


def test_what_is_wrong_with_a_call_is_said_before_anything_is_played() -> None:
    with pytest.raises(StudyError, match=r"nothing to compare.*levers=\{'sessions': 3\}"):
        compare("first_hour")
    with pytest.raises(StudyError, match="sesions"):
        compare("first_hour", {"sesions": 3})
    with pytest.raises(StudyError, match=r"gain\.XYZ"):
        ensemble("first_hour", outcomes=["gain.XYZ"])
    with pytest.raises(StudyError, match="overrides change a case while it is loaded"):
        ensemble(load_scenario("first_hour"), levers={"sessions": 3}, overrides={"title": "A"})
    with pytest.raises(DelegationSimError, match=r"no agent|subclass of DelegationAgent"):
        ensemble("first_hour", seats={"TAM": int})  # type: ignore[arg-type] # that is the point


@pytest.mark.parametrize("play", [ensemble, compare, forecast, tournament])
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"n": "10"}, r"n is '10'\. Valid: a whole number"),
        ({"n": 2.5}, r"n is 2\.5\. Valid: a whole number"),
        ({"n": True}, r"n is True\. Valid: a whole number"),
        ({"workers": "2"}, r"workers is '2'\. Valid: a whole number"),
        ({"workers": 0}, r"workers is 0\. Valid: a whole number"),
        (
            {"overrides": "x"},
            r"overrides is 'x'\. Valid: values by name, such as overrides=\{'sessions': 3\}",
        ),
        ({"progress": "no"}, r"^progress is 'no'\. Valid: True or False\.$"),
        ({"case": None}, r"case is None\. Valid: the name of a shipped case"),
    ],
)
def test_an_argument_of_another_kind_is_told_in_words(
    play: Callable[..., object], given: Mapping[str, object], told: str
) -> None:
    with pytest.raises(StudyError, match=told):
        play(**{"case": "first_hour", **given})


def test_all_that_is_wrong_with_the_arguments_is_told_at_once_and_in_french_too() -> None:
    with told_in("fr"), pytest.raises(StudyError) as raised:
        ensemble(7, n="10", workers="2", level="0.9")  # type: ignore[arg-type] # that is the point
    assert [line.split(" est ")[0] for line in str(raised.value).splitlines()] == [
        "Le cas (case)",
        "n",
        "workers",
        "level",
    ]
    with pytest.raises(StudyError, match=r"n is 0\. Valid: a whole number from 2 to"):
        tournament("first_hour", n=0)


@pytest.mark.parametrize("play", [ensemble, compare])
@pytest.mark.parametrize("codings", ["yes", 1, None])
def test_whether_codings_are_drawn_is_true_or_false(play: Callable[..., object], codings: object) -> None:
    with pytest.raises(StudyError, match=r"^codings is .*\. Valid: True or False\.$"):
        play("first_hour", codings=codings)


@pytest.mark.parametrize("mixed", [{"rule": "simple_majority"}, {"rule": {"threshold": 0.6}}, {"other": 3}])
def test_variants_by_name_and_levers_are_not_mixed(mixed: dict[str, object]) -> None:
    (key,) = mixed
    levers: dict[str, object] = {"a": {"sessions": 3}}
    with pytest.raises(
        StudyError, match=rf"variant, 'a', beside '{key}'.*either all variants.*or all levers"
    ):
        compare("first_hour", levers | mixed)


@pytest.mark.parametrize("play", [ensemble, compare, tournament])
@pytest.mark.parametrize("level", [0, 0.0, 0.49, 1.0, 5])
def test_a_level_that_the_command_line_refuses_is_refused(play: Callable[..., object], level: float) -> None:
    with pytest.raises(StudyError, match=rf"^level is {level}\. Valid: a number from 0\.5 to 0\.999"):
        play("first_hour", level=level)


@pytest.mark.parametrize("play", [ensemble, compare, forecast])
@pytest.mark.parametrize("n", [0, -1])
def test_no_plays_are_refused(play: Callable[..., object], n: int) -> None:
    with pytest.raises(StudyError, match=rf"^n is {n}\. Valid: a whole number from 1 to"):
        play("first_hour", n=n)


@pytest.mark.parametrize("levers", [5, [5], {3: 4}])
@pytest.mark.parametrize("play", [ensemble, compare, forecast])
def test_what_are_no_levers_is_told_with_an_example(play: Callable[..., object], levers: object) -> None:
    with pytest.raises(
        StudyError, match=r"levers is .*Valid: values by name, such as levers=\{'sessions': 3\}"
    ):
        play("first_hour", levers=levers)


def test_a_number_of_numpy_is_a_number() -> None:
    assert ensemble("first_hour", n=np.int64(2)) == ensemble("first_hour", n=2)  # type: ignore[arg-type] # it counts


def test_a_text_alone_is_one_outcome_one_model_and_one_seat() -> None:
    assert ensemble("first_hour", n=2, outcomes="adopted") == ensemble(
        "first_hour", n=2, outcomes=["adopted"]
    )
    models = forecast("first_hour", n=2, models="conference")
    assert models == forecast("first_hour", n=2, models=["conference"])
    assert list(tournament("first_hour", seats="TAM", n=2).names) == ["TAM"]
    for wrong in (5, [5]):
        with pytest.raises(StudyError, match=r"outcomes is .*5.*Valid: a text, or a list of texts"):
            ensemble("first_hour", n=2, outcomes=wrong)  # type: ignore[arg-type] # that is the point


def test_an_outcome_that_a_study_has_not_is_a_key_error_that_names_the_nearest() -> None:
    found = ensemble("first_hour", n=2)
    with pytest.raises(KeyError) as raised:
        found["adoptd"]
    assert isinstance(raised.value, DelegationSimError)
    assert str(raised.value).startswith(
        "This study has no outcome 'adoptd'. Did you mean 'adopted'? Valid: adopted, "
    )
    assert "class.*" in str(raised.value)
    with pytest.raises(KeyError, match=r"^This study has no outcome None\. Valid: "):
        found[None]  # type: ignore[index] # that is the point
    with told_in("fr"), pytest.raises(KeyError, match="n’a pas de grandeur 'adoptd'"):
        found["adoptd"]


def test_a_forecast_asks_the_models_that_were_named_and_tells_ends_in_order() -> None:
    few, every = (forecast("first_hour", n=4, models=models) for models in (["conference"], ()))
    shown = [set(found.tables()["landings"].to_dict()["model"]) for found in (few, every)]
    assert "conference" in shown[0]
    assert shown[0] < shown[1]
    rows = every.tables()["landings"].to_pandas()
    assert (rows["low"] <= rows["point"]).all()
    assert (rows["point"] <= rows["high"]).all()
    assert (rows["low"] < rows["high"]).any()


def test_an_own_agent_changes_what_it_says_it_changes() -> None:
    found = compare("first_hour", seats={"TAM": Stubborn}, n=12, outcomes=["adopted"])
    with_it, without = (found["adopted"].estimates[place].value for place in (1, 0))
    assert with_it < without
    league = tournament("first_hour", [Stubborn], seats=["TAM"], n=2)
    assert "Stubborn" in league.tables()["places"].to_dict()["entrant"]


class Impatient(DelegationAgent):
    """Behaves like a person at a notebook who stops the cell in the middle of a negotiation."""

    calls = 0

    def act(self, view: SeatView) -> list[SeatMove]:  # noqa: ARG002 - that is what an agent takes
        """Do as instructed, until it is too much."""
        Impatient.calls += 1
        if Impatient.calls == 10:
            raise KeyboardInterrupt
        return []


@pytest.mark.parametrize(
    "play",
    [
        lambda: ensemble("first_hour", n=4, seats={"TAM": Impatient}),
        pytest.param(
            lambda: tournament("first_hour", [Impatient], seats=["TAM"], n=2), marks=pytest.mark.thorough
        ),
    ],
)
def test_an_interruption_comes_through_and_the_next_call_finds_nothing_broken(
    play: Callable[[], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    Impatient.calls = 0
    with pytest.raises(KeyboardInterrupt):
        play()
    assert list(tmp_path.iterdir()) == []
    assert isinstance(play(), InNotebook)
