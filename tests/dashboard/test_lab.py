"""The what-if lab on its page: from a change to its difference, with real runs on a small case."""

import os
import signal
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.lab.adding import groups
from dashboard.lab.case_versions import Inputs
from dashboard.lab.study_asked import base_study
from dashboard.lab.taking_along import study_and_case, study_yaml
from dashboard.library.cases import add_case, as_yaml, case_yaml
from dashboard.work.of_server import jobs, workers
from simulation.engine.simulate import load_scenario
from simulation.evidence.validation.validation_told import forecast_line
from simulation.study.pulling import pull_all
from simulation.study.study import Change
from simulation.study.study_file import load_study
from simulation.study.study_running import play_study
from simulation.words import told_in
from tests.dashboard.lab_page import PATIENCE, click, finished, lab_of, played, texts_of, title_of
from tests.extent import WHOLE

type Opened = Callable[..., AppTest]

CASE = "worked_clock"
ENGLISH, FRENCH = words_in("en"), words_in("fr")


def _labels(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


def test_the_base_case_is_drawn_when_it_is_run(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    ran = lab_of(at).ran
    assert ran is not None
    assert (ran.summary.kind, ran.summary.replications) == ("ensemble", 200)
    assert title_of(at).startswith("In 100% of runs ")
    assert "200 runs of each version, seed 1" in texts_of(at)


def test_from_a_change_to_its_difference(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    at.selectbox(key="lab.group").select("time").run()
    at.selectbox(key="lab.lever.time").select("sessions").run()
    at.number_input(key=f"lab.value.sessions.{CASE}").set_value(3).run()
    click(at, "lab.add")
    assert "Sessions: 3" in texts_of(at)
    assert "was: 10" in texts_of(at)
    assert "Inputs changed: run again." in texts_of(at)
    finished(click(at, "lab.quick"))
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.summary.variants == ("base", "A")
    assert title_of(at).startswith("With 3 sessions")
    assert "200 pairs of runs with the same chance events" in texts_of(at)
    assert "Results match these inputs." in texts_of(at)


def test_the_page_shows_the_numbers_that_the_study_file_gives(opened: Opened, tmp_path: Path) -> None:
    at = played(opened("lab", query={"case": CASE, "change": ["sessions=3", "rule=simple_majority"]}))
    ran = lab_of(at).ran
    assert ran is not None
    (tmp_path / "study.yaml").write_text(study_yaml(ran.asked), encoding="utf-8")
    assert play_study(load_study(tmp_path / "study.yaml")).findings == ran.summary.findings


def test_each_change_alone_is_shown_beside_all_of_them(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE, "change": ["sessions=3", "rule=simple_majority"]}))
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.asked.alone == {"A": ("A 1", "A 2")}
    assert "Which change did it" in texts_of(at)
    at.toggle(key="lab.which.table").set_value(True).run()
    lines = at.table[0].value.to_dict("records")
    assert [next(iter(line.values())).replace("\\", "") for line in lines] == [
        "1 Sessions: 3",
        "2 Decision rule: simple majority",
        "All 2 together",
    ]


def test_a_change_that_is_taken_back_leaves_the_result_and_can_be_undone(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE, "change": "sessions=3"}))
    before = lab_of(at).ran
    click(at, "lab.remove.0")
    assert lab_of(at).is_stale
    assert "Last run, before your change" in texts_of(at)
    assert title_of(at).startswith("With 3 sessions")
    click(at, "lab.undo")
    assert not lab_of(at).is_stale
    assert lab_of(at).ran is before


def test_a_lever_that_does_not_fit_the_case_is_refused_in_words(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    at.selectbox(key="lab.lever.rules").select("threshold").run()
    click(at, "lab.add")
    assert "The decision rule consensus has no threshold" in texts_of(at)
    assert lab_of(at).inputs == Inputs(case=CASE)


def test_a_change_that_changes_nothing_is_refused_in_words(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    at.selectbox(key="lab.group").select("time").run()
    at.selectbox(key="lab.lever.time").select("sessions").run()
    click(at, "lab.add")
    assert ENGLISH.say("lab.changed.idle") in texts_of(at)
    at.sidebar.selectbox(key="shell.language").set_value("fr").run()
    assert FRENCH.say("lab.changed.idle") in texts_of(at)
    assert ENGLISH.say("lab.changed.idle") not in texts_of(at)


def test_why_a_change_was_refused_goes_with_another_way_to_choose_one(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    at.selectbox(key="lab.group").select("time").run()
    at.selectbox(key="lab.lever.time").select("sessions").run()
    click(at, "lab.add")
    assert ENGLISH.say("lab.changed.idle") in texts_of(at)
    at.segmented_control(key="lab.how").set_value("form").run()
    assert ENGLISH.say("lab.changed.idle") not in texts_of(at)


def test_the_same_change_again_is_told_to_be_there_already(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE, "change": "rule=simple_majority"}))
    at.selectbox(key="lab.lever.rules").select("rule").run()
    at.selectbox(key="lab.value.rule").select("simple_majority").run()
    click(at, "lab.add")
    assert ENGLISH.say("lab.changed.twice") in texts_of(at)
    assert len(lab_of(at).inputs.versions[0].changes) == 1
    at.selectbox(key="lab.lever.rules").select("package").run()
    assert ENGLISH.say("lab.changed.twice") not in texts_of(at)


def test_of_two_versions_all_is_about_the_chosen_one_and_says_so(opened: Opened) -> None:
    changes = ["A: sessions=3", "B: sessions=4"]
    at = played(opened("lab", query={"case": CASE, "change": changes, "view": "B"}))
    assert title_of(at).startswith("With 4 sessions, ")
    assert ":blue-badge[Version B]" in texts_of(at)
    assert "lower: each change, by its letter." in texts_of(at)
    assert "Which change did it in version B" in texts_of(at)


def test_one_value_of_one_delegation_can_be_changed_without_the_grid(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    at.segmented_control(key="lab.how").set_value("form").run()
    at.selectbox(key="lab.one.field").select("capability").run()
    (number,) = [one for one in at.number_input if one.key and one.key.startswith("lab.one.")]
    number.set_value(0.25).run()
    click(at, "lab.add")
    (change,) = lab_of(at).inputs.versions[0].changes
    assert str(change) == "delegations.OPEN.capability=0.25"


def test_the_grid_shows_every_delegation_on_an_issue(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    at.segmented_control(key="lab.how").set_value("grid").run()
    assert not at.exception
    assert "Double-click a cell" in texts_of(at)
    assert len(at.selectbox(key="lab.grid.issue").options) == 1


def test_four_versions_are_compared_side_by_side(opened: Opened) -> None:
    changes = ["A: sessions=3", "B: sessions=4", "C: sessions=5", "D: sessions=6"]
    at = played(opened("lab", query={"case": CASE, "change": changes}))
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.summary.variants == ("base", "A", "B", "C", "D")
    assert "lab.version.add" not in [button.key for button in at.button]
    at.toggle(key="lab.ends.table").set_value(True).run()
    assert list(at.table[0].value.columns)[1:6] == ["Base", "A", "B", "C", "D"]


def test_a_version_more_begins_as_a_copy_and_the_same_twice_is_told(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE, "change": "sessions=3"}))
    click(at, "lab.version.add")
    assert lab_of(at).letter == "B"
    click(at, "lab.quick")
    assert "These changes cannot be made together." in texts_of(at)
    assert "same case as 'A'" in texts_of(at)
    assert title_of(at).startswith("With 3 sessions")


def test_beside_an_emptied_version_the_headline_tells_the_changes_of_the_one_that_ran(opened: Opened) -> None:
    changes = ["A: sessions=3", "A: rule=simple_majority", "B: sessions=4"]
    at = played(opened("lab", query={"case": CASE, "change": changes, "view": "B"}))
    click(at, "lab.remove.0")
    finished(click(at, "lab.quick"))
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.asked.versions == ("A",)
    assert lab_of(at).letter == "B"
    assert title_of(at).startswith("With 3 sessions and the rule “simple majority”, ")
    at.toggle(key="lab.which.table").set_value(True).run()
    (table,) = at.table
    assert len(table.value) == 3


def test_a_study_under_way_is_told_with_a_button_that_stops_it(opened: Opened) -> None:
    at = played(opened("lab", query={"case": "wtpf13_training"}))
    click(at, "lab.full")
    job = lab_of(at).job
    assert job is not None
    assert "Cancel" in _labels(at)
    assert "runs" in texts_of(at)
    click(at, "lab.cancel")
    assert job.wait(PATIENCE).state == "cancelled"
    at.run()
    assert "Stopped" in texts_of(at)
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.summary.replications >= 200  # no fewer than what was shown before


def test_a_quick_look_that_is_asked_for_is_shown_after_a_full_run(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    finished(click(at, "lab.full"))
    finished(click(at, "lab.quick"))
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.summary.replications == 200


@pytest.mark.thorough  # test_jobs.py: a study whose worker is lost tells it
def test_a_study_whose_worker_is_lost_is_told_and_can_be_run_again(opened: Opened) -> None:
    at = played(opened("lab", query={"case": "wtpf13_training"}))
    asked = [
        workers().submit(os.getpid) for _ in range(20)
    ]  # asked now: later it would stand behind the study
    at_work = {future.result(PATIENCE) for future in asked}
    click(at, "lab.full")
    job = lab_of(at).job
    assert job is not None
    while not job.view.done:
        job.wait(0.05)
    for worker in at_work:
        os.kill(worker, signal.SIGKILL)
    assert job.wait(PATIENCE).state == "failed"
    at.run()
    texts = texts_of(at)
    assert "The study could not be finished." in texts
    assert "A worker ended by itself" in texts
    assert "Nothing you entered is lost." in texts
    finished(click(at, "lab.quick"))
    assert "Results match these inputs." in texts_of(at)


def test_the_page_speaks_french(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE, "change": "sessions=3", "lang": "fr"}))
    assert title_of(at).startswith("Avec 3 séances")
    texts = texts_of(at)
    for key in ("lab.changed.heading", "study.ending.heading", "lab.else.heading", "study.cannot.heading"):
        assert FRENCH.say(key) in texts
        assert ENGLISH.say(key) not in texts
    with told_in("fr"):
        assert forecast_line() in texts


def test_what_a_link_says_that_no_case_knows_is_told_beside_it(opened: Opened) -> None:
    at = opened("lab", query={"case": CASE, "change": "nosuchlever=1"})
    assert "No lever is called 'nosuchlever'" in texts_of(at)
    assert not at.exception
    click(at, "lab.remove.0")
    finished(click(at, "lab.quick"))
    assert lab_of(at).ran is not None


def test_an_uploaded_case_works_as_a_shipped_one_and_takes_its_file_along(
    opened: Opened, tmp_path: Path
) -> None:
    at = played(opened("lab", query={"case": CASE}))
    kept = at.session_state["memory"]
    case = pull_all(load_scenario(CASE), [Change(lever="sessions", value="7")]).case
    key, problems = add_case(as_yaml(case), kept.uploads)
    assert not problems
    kept.case = key
    at.run()
    assert "No run yet." in texts_of(at)
    assert lab_of(at).ran is None
    finished(click(at, "lab.full"))
    ran = lab_of(at).ran
    assert ran is not None
    assert key is not None
    with zipfile.ZipFile(BytesIO(study_and_case(ran.asked, case_yaml(key, kept.uploads)))) as archive:
        archive.extractall(tmp_path)
    assert play_study(load_study(tmp_path / "study.yaml")).findings == ran.summary.findings


def test_another_seed_can_be_taken_and_undone(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    at.number_input(key="lab.seed.1").set_value(9).run()
    assert lab_of(at).is_stale
    click(at, "lab.undo")
    assert at.number_input(key="lab.seed.1").value == 1
    assert not lab_of(at).is_stale
    at.number_input(key="lab.seed.1").set_value(9).run()
    finished(click(at, "lab.quick"))
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.summary.seed == 9


def test_a_seed_that_was_typed_last_counts_for_the_click_that_comes_with_it(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE}))
    at.number_input(key="lab.seed.1").set_value(9)
    finished(click(at, "lab.quick"))
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.summary.seed == 9
    assert not lab_of(at).is_stale


def test_another_case_starts_anew(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE, "change": "sessions=3"}))
    at.session_state["memory"].case = "worked_package"
    finished(at.run())
    assert lab_of(at).inputs == Inputs(case="worked_package")
    assert "Worked case: a package and a red line" in texts_of(at)


def test_another_case_during_a_study_calls_it_off_and_can_be_run_at_once(opened: Opened) -> None:
    at = played(opened("lab", query={"case": "wtpf13_training"}))
    click(at, "lab.full")
    job = lab_of(at).job
    assert job is not None
    at.session_state["memory"].case = "worked_package"
    at.run()
    assert job.visitors == set()
    assert lab_of(at).trouble is None
    played(at)
    ran = lab_of(at).ran
    assert ran is not None
    assert ran.inputs.case == "worked_package"


def test_a_visitor_with_a_study_elsewhere_is_told_so_and_not_that_many_wait(opened: Opened) -> None:
    at = played(opened("lab", query={"case": CASE, "seed": "4711"}))  # asked for by no other test
    own = base_study("wtpf13_training", load_scenario("wtpf13_training"), replications=20_000, seed=3)
    job = jobs().start(own.study, visitor=lab_of(at).visitor)
    click(at, "lab.full")
    assert ENGLISH.say("lab.state.own") in texts_of(at)
    jobs().cancel(job.key, lab_of(at).visitor)
    assert job.wait(PATIENCE).is_over


def test_every_lever_has_a_form_that_makes_a_change_or_says_why_not(opened: Opened) -> None:
    at = played(opened("lab", query={"case": "wtpf13_training"}))
    for group, levers in groups().items():
        at.selectbox(key="lab.group").select(group).run()
        for lever in levers[:: 1 if WHOLE else 5]:
            at.selectbox(key=f"lab.lever.{group}").select(lever).run()
            assert not at.exception, (lever, at.exception[0].message)
            click(at, "lab.add")
            state = lab_of(at)
            added = [change.lever.partition(".")[0] for change in state.inputs.versions[0].changes]
            assert (lever in added) != bool(state.problem), lever
            if lever in added:
                click(at, "lab.remove.0")
                assert state.inputs.versions[0].changes == ()


@pytest.mark.parametrize("name", ["<b>x</b>", "![x](https://example.org/x.png)", ":red[x] $y$"])
def test_a_hostile_title_is_shown_as_it_is_written(opened: Opened, name: str) -> None:
    at = played(opened("lab", query={"case": CASE}))
    kept = at.session_state["memory"]
    key, problems = add_case(as_yaml(load_scenario(CASE).model_copy(update={"title": name})), kept.uploads)
    assert not problems
    kept.case = key
    at.run()
    assert not at.exception
    shown = "\n".join(str(part.value) for part in at.markdown)
    assert name not in shown
    assert name in shown.replace("\\", "").replace("\u2060", "")  # joiners keep addresses from being links
