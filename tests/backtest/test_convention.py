"""The back-test of an assembly, on invented tables: 24 members, 60 initiatives, 144 texts; nothing in them happened."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize
from typer.testing import CliRunner

from simulation.cli.app import app
from simulation.cli.backtest import Form
from simulation.errors import StudyError
from simulation.evidence.backtest.convention import forecast_measures, linear, signing_fit, signing_together
from simulation.evidence.backtest.convention.convention_case import sponsorship_case, survival_case
from simulation.evidence.backtest.convention.convention_files import HISTORY_ENDS, Convention, read_convention
from simulation.evidence.backtest.convention.convention_told import told_convention
from simulation.evidence.backtest.convention.run_convention import ConventionBacktest, run_convention
from simulation.evidence.backtest.convention.scored import Sample, Score, jackknife
from simulation.models.stages import Hurdle
from simulation.words import told_in
from tests.spoken_for import BY_LANGUAGE
from tests.told_parts import read

INVENTED = Path(__file__).with_name("invented_convention")

type Change = Callable[[str, str, str], Path]


@pytest.fixture(scope="module")
def data() -> Convention:
    return read_convention(INVENTED)


@pytest.fixture(scope="module")
def found(data: Convention) -> ConventionBacktest:
    return run_convention(data, seed=1, replications=5, plays=50, resamples=20, groups=2)


@pytest.fixture
def change(tmp_path: Path) -> Change:
    def put(file: str, old: str, new: str) -> Path:
        folder = Path(shutil.copytree(INVENTED, tmp_path / "tables"))
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return put


def complaints(folder: Path) -> list[str]:
    with pytest.raises(StudyError) as caught:
        read_convention(folder)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def test_an_auc_by_hand_counts_ties_half() -> None:
    score = np.array([0.1, 0.4, 0.4, 0.8])
    happened = np.array([False, True, False, True])
    assert forecast_measures.auc(score, happened) == pytest.approx((1 + 1 + 1 + 0.5) / 4)
    assert forecast_measures.auc(score, happened, np.array([1, 0, 1, 2])) == pytest.approx(1.0)
    assert np.isnan(forecast_measures.auc(score, np.ones(4, dtype=bool)))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("delegates.csv", "N01,North list,Q1,-0.6,", "N01,North list,Q1,NaN,", ":2:4: theta1 is 'NaN'."),
        ("initiatives.csv", "\n1,Q2,2021-12-10,", "\n1,Q2,NaN,", ":2:3: The day is 'NaN'."),
    ],
)
def test_a_place_or_a_day_that_is_refused_is_quoted_as_it_is_written(
    change: Change, file: str, old: str, new: str, told: str
) -> None:
    assert complaints(change(file, old, new))[0].startswith(file + told)


def test_an_auc_within_groups_does_not_see_how_much_happens_in_each() -> None:
    score = np.array([0.1, 0.2, 0.8, 0.9])
    happened = np.array([True, False, True, False])
    assert forecast_measures.auc_within(score, happened, np.array([0, 0, 1, 1])) == 0.0


def test_means_explain_no_deviance_and_the_counts_themselves_all_of_it() -> None:
    count = np.array([0.0, 1.0, 5.0])
    plain = np.full(3, 2.0)
    assert forecast_measures.deviance_explained(plain, count, plain) == pytest.approx(0.0)
    assert forecast_measures.deviance_explained(count, count, plain) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("ridge", [1e-7, 1.0])
def test_a_poisson_regression_is_the_minimum_of_what_it_minimizes(ridge: float) -> None:
    draws = np.random.default_rng(1)
    columns = draws.normal(size=(400, 2))
    count = draws.poisson(np.exp(0.3 * columns[:, 0])).astype(float)
    standard = (columns - columns.mean(axis=0)) / columns.std(axis=0)

    def loss(weight: np.ndarray) -> float:
        index = weight[0] + standard @ weight[1:]
        return float((np.exp(index) - count * index).mean() + ridge / 2 * (weight[1:] ** 2).sum())

    best = minimize(loss, np.zeros(3), method="BFGS", options={"gtol": 1e-8}).x
    assert_allclose(linear.fit_poisson(columns, count, ridge).coefficient, best, atol=1e-5)


def test_a_logistic_regression_on_two_groups_gives_their_shares() -> None:
    column = np.repeat([0.0, 1.0], 10)[:, None]
    happened = np.array([1.0] * 2 + [0.0] * 8 + [1.0] * 7 + [0.0] * 3)
    assert_allclose(linear.fit_logistic(column, happened)(np.array([[0.0], [1.0]])), [0.2, 0.7], atol=1e-4)


def test_no_interval_reaches_where_its_measure_cannot_but_that_of_a_difference_does(
    found: ConventionBacktest,
) -> None:
    wide = np.array([[-0.4], [0.4]])
    ours, simple = (
        replace(one.sample, drawn=one.sample.value + wide) for one in (found.pairs[0], found.pairs[1])
    )
    auc, log, deviance, ridge = jackknife(ours)
    assert (auc.high, log.low, deviance.high) == (1.0, 0.0, 1.0)
    assert ridge.low < 0 < ridge.high <= 1
    apart = jackknife(replace(ours.less(simple), drawn=2 * wide + np.zeros(4)))
    assert all(one.low < -1 < 1 < one.high for one in apart)


def test_a_jackknife_of_means_has_the_width_of_the_mean() -> None:
    values = np.random.default_rng(2).normal(size=40)
    without = np.array([[np.delete(values, place).mean()] for place in range(40)])
    (found,) = jackknife(Sample(value=np.array([values.mean()]), drawn=without))
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * values.std(ddof=1) / np.sqrt(40), rel=1e-3)


def test_the_invented_tables_are_read_whole(data: Convention) -> None:
    assert (len(data.members), len(data.initiatives), len(data.survived)) == (24, 60, 144)
    assert data.left_out == {"initiatives": 1, "not_analysed": 1, "kept_back": 1}
    assert int(data.survived.sum()) == 44
    assert all(one.date < HISTORY_ENDS for one in data.early)
    assert len(data.early) + len(data.late) == 60


def test_nothing_signed_after_history_is_in_the_case(data: Convention) -> None:
    case = sponsorship_case(data, known=True)
    assert len(case.signed) == len(data.early)
    assert sum(one.tabled for one in case.committees) == len(data.early)
    assert not sponsorship_case(data, known=False).signed


def test_counts_that_are_all_alike_leave_no_deviance_to_explain_and_null_in_the_document() -> None:
    count = np.full(3, 2.0)
    explained = forecast_measures.deviance_explained(count, count, count)
    assert np.isnan(explained)
    sample = Sample(value=np.array([explained]), drawn=np.full((2, 1), explained))
    score = Score(model="ours", measured={"deviance": jackknife(sample)[0]}, beyond=None, sample=sample)
    assert score.as_data()["measures"] == {"deviance": [None, None, None]}


def test_a_hurdle_without_an_end_is_as_steep_as_a_case_can_say(data: Convention) -> None:
    hurdle = survival_case(data, Hurdle(ease=-1e3, gap=1e4, aside=-1.0)).hurdle
    assert (hurdle.ease, hurdle.gap, hurdle.aside) == (-20.0, 50.0, 0.0)


def test_what_lists_are_called_is_nothing_to_the_case(data: Convention) -> None:
    long = replace(data, bloc=tuple(name and name * 200 for name in data.bloc))
    assert [member.bloc for member in survival_case(long).members] == [
        member.bloc for member in survival_case(data).members
    ]


def test_without_initiatives_between_new_year_and_the_end_of_history_weights_cannot_be_fitted(
    change: Change,
) -> None:
    folder = change("initiatives.csv", ",2022-01-0", ",2021-12-0")
    text = (folder / "initiatives.csv").read_text(encoding="utf-8").replace(",2022-01-1", ",2022-01-2")
    (folder / "initiatives.csv").write_text(text, encoding="utf-8")
    assert any("No initiative was signed from 1 January 2022 on" in line for line in complaints(folder))


def test_more_commissions_than_an_assembly_has_are_refused(change: Change) -> None:
    folder = change("delegates.csv", "delegate,", "delegate,")
    with (folder / "delegates.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"X{number},,R{number},0,0\n" for number in range(60))
    assert any("delegates.csv, commission: 63. Valid: 1 to 60" in line for line in complaints(folder))


def test_no_table_that_is_read_is_written_over(change: Change) -> None:
    folder = change("texts.csv", "text,", "text,")
    before = (folder / "texts.csv").read_bytes()
    result = CliRunner().invoke(
        app, ["backtest", "convention", str(folder), "--out", str(folder / "texts.csv")]
    )
    assert result.exit_code == 2
    assert (folder / "texts.csv").read_bytes() == before


def test_the_texts_are_a_case_of_two_stages(data: Convention) -> None:
    case = survival_case(data)
    assert [stage.voters for stage in case.stages] == ["committee", "all"]
    assert len(case.texts) == 144


def test_weights_are_fitted_to_what_was_signed_before_and_to_that_alone(data: Convention) -> None:
    fitted = signing_fit.fit_weights(data, known=False, seed=1)
    assert fitted[0] > 2
    assert fitted[2] > 0
    early = Convention(
        **{name: getattr(data, name) for name in Convention.__dataclass_fields__ if name != "initiatives"},
        initiatives=data.early,
    )
    assert_allclose(signing_fit.fit_weights(early, known=False, seed=1), fitted)


def test_the_engine_knows_more_than_nothing_and_more_with_history(found: ConventionBacktest) -> None:
    by_model = {one.model: one.measured for one in found.pairs}
    assert by_model["ours"]["auc"].value > 0.65
    assert by_model["ours"]["deviance"].value > 0.1
    texts = {one.model: one.measured for one in found.texts}
    assert texts["ours"]["auc_within"].value > 0.6
    assert texts["ours"]["brier"].value < texts["base"]["brier"].value


def test_one_sum_written_four_times_tells_as_much_as_once_but_for_the_penalty(
    found: ConventionBacktest,
) -> None:
    by_model = {one.model: one.measured for one in found.pairs}
    for ours in ("ours", "ours_known"):
        once, often = by_model[ours], by_model[f"{ours}_copied"]
        for name in ("auc", "log", "deviance"):
            assert often[name].value == pytest.approx(once[name].value, abs=1e-4)
        assert often["ridge"].value > once["ridge"].value


def test_what_the_engine_tells_in_parts_is_what_it_tells_in_one_sum(data: Convention) -> None:
    pairs = signing_together.Pairs(data, 1, 3, None)
    for ours in (signing_together.ALONE, signing_together.KNOWN):
        assert_allclose(pairs.expected[f"{ours}_parts"].sum(axis=1), pairs.expected[ours][:, 0])


def test_the_same_seed_gives_the_same_bytes(data: Convention, found: ConventionBacktest) -> None:
    again = run_convention(data, seed=1, replications=5, plays=50, resamples=20, groups=2)
    assert json.dumps(again.as_data()) == json.dumps(found.as_data())


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_model_and_every_loser_is_told(language: str, found: ConventionBacktest) -> None:
    with told_in(language):
        parts = read(told_convention(found))
    assert [len(part.rows) for part in parts] == [13, 8, 9, 0]
    verdicts = [one for part in parts for one in part.sentences if "[" in one]
    assert len(verdicts) == 4 * 4 + 3


def test_later_amendments_and_lengths_are_not_read(change: Change, data: Convention) -> None:
    folder = change("texts.csv", "text,commission,origin", "text,commission,origin")
    (folder / "amendments.csv").write_text("text\nnonsense\n", encoding="utf-8")
    assert read_convention(folder).digest == data.digest


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("delegates.csv", "theta2", "theta3", "delegates.csv:1:1: The column theta2 is missing."),
        ("delegates.csv", "N02,", "N01,", "delegates.csv:3:1: N01 already has a row, on line 2."),
        (
            "initiatives.csv",
            "\n1,Q",
            "\n1,Q3,someday,0,N01 N02\n99,Q",
            "initiatives.csv:2:3: The day is 'someday'.",
        ),
        (
            "initiatives.csv",
            "\n1,Q",
            "\n1,Q3,2022-02-30,0,N01 N02\n99,Q",
            "initiatives.csv:2:3: The day is '2022-02-30'.",
        ),
        (
            "texts.csv",
            "Q2_91,Q2,initiative,N03,y,",
            "Q2_91,Q2,initiative,N77,y,failed",
            "No delegate has the key N77.",
        ),
        (
            "texts.csv",
            "Q2_91,Q2,initiative,N03,y,",
            "Q2_91,Q2,initiative,N03,y,lost",
            "The outcome is 'lost'.",
        ),
        (
            "texts.csv",
            "Q2_91,Q2,initiative,N03,y,",
            "Q2_91,Q9,initiative,N03,y,failed",
            "2: No delegate sits in the commission 'Q9'.",
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_said_where_it_stands(
    file: str, old: str, new: str, said: str, change: Change
) -> None:
    told = complaints(change(file, old, new))
    assert any(said in line for line in told), told


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("delegates.csv", "N01,North list,Q1,-0.6,", "N01,North list,Q1,high,", ":2:4: theta1 is 'high'"),
        ("delegates.csv", "N01,North list,Q1,-0.6,", "N01,North list,Q1,inf,", ":2:4: theta1 is 'inf'"),
        ("delegates.csv", "N01,North list,Q1,-0.6,", "N01,North list,Q1,,", ":2:4: theta1 is ''"),
        (
            "delegates.csv",
            "delegate,list,",
            "list,delegate,list,",
            ":1:1: These columns appear more than once",
        ),
        ("initiatives.csv", "\n1,Q2,2021-12-10,", "\n1,Q2,yesterday,", ":2:3: The day is 'yesterday'"),
        (
            "initiatives.csv",
            "\n1,Q2,2021-12-10,",
            "\n2,Q2,2021-12-10,",
            ":3:1: 2 already has a row, on line 2",
        ),
        ("initiatives.csv", "\n1,Q2,2021-12-10,", "\n,Q2,2021-12-10,", ":2:1: initiative is empty"),
        ("initiatives.csv", "\n1,Q2,", "\n1,Q8,", ":2:2: No delegate sits in the commission 'Q8'"),
        ("texts.csv", "\nQ1_01_2,", "\nQ1_01_1,", ":3:1: Q1_01_1 already has a row, on line 2"),
        ("texts.csv", "\nQ1_01_1,Q1,", "\nQ1_01_1,,", ":2:2: No delegate sits in the commission ''"),
        (
            "texts.csv",
            "Q2_91,Q2,initiative,N03,y,",
            "Q2_91,Q2,initiative,N03,yes,",
            ":147:5: analysed is 'yes'",
        ),
        (
            "texts.csv",
            "Q2_91,Q2,initiative,N03,y,",
            "Q2_91,Q2,initiative,N77,y,failed",
            ":147:4: No delegate has",
        ),
        (
            "texts.csv",
            "Q2_91,Q2,initiative,N03,y,",
            "Q2_91,Q2,initiative,,y,failed",
            ":147:4: sponsors is empty",
        ),
    ],
)
def test_one_fault_gets_one_sentence(file: str, old: str, new: str, told: str, change: Change) -> None:
    (line,) = complaints(change(file, old, new))
    assert line.startswith(file + told)


def test_a_command_without_its_tables_names_every_one_that_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["backtest", "convention", str(tmp_path)])
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        str(tmp_path / name) for name in ("delegates.csv", "initiatives.csv", "texts.csv")
    ]


def test_a_folder_without_one_of_its_tables_names_all_three_and_no_other_in_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(INVENTED, folder)
    (folder / "texts.csv").unlink()
    (told,) = complaints(folder)
    assert "Valid: delegates.csv, initiatives.csv, texts.csv, side by side" in told
    assert "Did you mean" not in told


def test_a_page_of_eighty_columns_breaks_no_interval(
    found: ConventionBacktest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    Form().give(found.as_data(), told_convention(found))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum("[" in line for line in lines) > 20
    assert all(line.count("[") == line.count("]") for line in lines)
    starts = {line.index("0.") for line in lines if line.startswith("      0.")}
    assert starts == {6}
