"""The page of assemblies: from the library or the command line to charts, reasons and files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.assembly.assemblies import (
    OPENED,
    assembly_keys,
    assembly_of,
    assembly_yaml,
    played_assembly,
    run_of,
)
from dashboard.frame.begun_with import Opening, opening, set_opening
from dashboard.frame.launch import _opened, _url
from simulation.engine.assembly import play_assembly
from simulation.reasons.assembly_told import explain_text, headline
from simulation.scenario.assembly_case import load_assembly
from simulation.scenario.assembly_schema import Assembly
from simulation.words import told_in
from tests.dashboard.test_escaping_pages import IMAGE, on_page
from tests.small_assemblies import made, small
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]


@pytest.fixture
def begun() -> Iterator[Callable[[Assembly], None]]:
    """Return what starts the server with an assembly of one's own."""
    before = opening()
    yield lambda case: set_opening(Opening(page="assembly", assembly=case))
    set_opening(before)


def texts(at: AppTest) -> str:
    return "\n".join(on_page(at)).replace("\\", "")


def drawings(at: AppTest) -> int:
    placed: list[Any] = list(at.main.get("bidi_component"))
    return sum("assembly-" in one.proto.id for one in placed)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_it_shows_what_the_library_plays_of_the_seed_in_every_language(opened: Opened, language: str) -> None:
    at = opened("assembly", {"seed": "3", "lang": language})
    record = play_assembly(load_assembly("worked_assembly"), seed=3)
    with told_in(language):
        assert at.title[0].value.replace("\\", "") == str(headline(record))
        told = [str(line.text) for line in explain_text(record, record.house.n_given)]
    shown = texts(at)
    assert all(sentence in shown for sentence in told[1:])
    assert drawings(at) == 3
    assert "delegation-sim run worked_assembly --seed 3" in at.code[0].value


def test_another_replication_and_another_text_are_told_at_once(opened: Opened) -> None:
    at = opened("assembly")
    at.slider(key="assembly.replication").set_value(4).run()
    at.selectbox(key="assembly.text").set_value("A2").run()
    assert not at.exception
    record = play_assembly(load_assembly("worked_assembly"), seed=1, replication=4)
    assert at.title[0].value.replace("\\", "") == str(headline(record))
    assert all(str(line.text) in texts(at) for line in list(explain_text(record, 1))[1:])
    command = "delegation-sim run worked_assembly --seed 1 --replication 4"
    assert at.code[0].value.splitlines() == [command, "delegation-sim ensemble worked_assembly --seed 1"]


def test_the_library_lists_assemblies_and_opens_them(opened: Opened) -> None:
    at = opened("library")
    assert "20 members, 3 committees, 18 texts" in texts(at)
    at.button(key="library.assembly.open.worked_assembly").click().run()
    assert not at.exception
    assert at.session_state["memory"].pages["assembly"].key == "worked_assembly"
    assert at.session_state["memory"].case == "wtpf13"


def test_the_case_at_hand_of_other_pages_is_not_touched(opened: Opened) -> None:
    at = opened("assembly", {"case": "worked_clock"})
    assert at.session_state["memory"].case == "worked_clock"
    assert at.title[0].value.endswith("texts passed every stage")


def test_one_of_ones_own_comes_first_and_the_others_can_be_chosen(
    opened: Opened, begun: Callable[[Assembly], None]
) -> None:
    begun(made())
    assert assembly_keys() == (OPENED, "worked_assembly")
    at = opened("assembly")
    assert "Six members" in texts(at)
    at.selectbox(key="assembly.case").set_value("worked_assembly").run()
    assert "A constituent assembly of twenty" in texts(at)


@pytest.mark.parametrize(
    "changes",
    [
        {"texts": []},
        {"committees": [{"key": "A", "name": "First", "tabled": 9}, {"key": "B", "name": "Second"}]},
    ],
)
def test_small_rooms_are_shown_too(
    opened: Opened, begun: Callable[[Assembly], None], changes: dict[str, Any]
) -> None:
    begun(made(**changes))
    assert drawings(opened("assembly")) == 3


def test_no_name_becomes_markup(opened: Opened, begun: Callable[[Assembly], None]) -> None:
    raw = small(title=IMAGE, summary=IMAGE)
    raw["axes"][0]["name"] = IMAGE
    for member in raw["members"]:
        member |= {"name": IMAGE, "bloc": IMAGE}
    for one in (*raw["committees"], *raw["stages"], *raw["texts"]):
        one["name"] = IMAGE
    begun(Assembly.model_validate(raw))
    for page in ("assembly", "library"):
        assert [text for text in on_page(opened(page)) if IMAGE in text] == []


def test_the_command_line_opens_its_page_with_a_shipped_one_or_a_file(tmp_path: Path) -> None:
    shipped = _opened("worked_assembly", tmp_path)
    assert (shipped.page, shipped.assembly, shipped.case) == ("assembly", None, "wtpf13")
    assert _url("127.0.0.1", 8501, shipped) == "http://127.0.0.1:8501/assembly"
    with told_in("fr"):
        assert _url("127.0.0.1", 8501, shipped) == "http://127.0.0.1:8501/assembly?lang=fr"
    file = tmp_path / "own.yaml"
    file.write_text(assembly_yaml("worked_assembly"), encoding="utf-8")
    own = _opened(str(file), tmp_path)
    assert own.assembly == assembly_of("worked_assembly")


def test_what_is_taken_along_is_what_is_shown() -> None:
    record = played_assembly("worked_assembly", 2, 3)
    run = run_of(record, "worked_assembly")
    assert run.record is record
    assert run.command_line == "delegation-sim run worked_assembly --seed 2 --replication 3"
    with pytest.raises(KeyError):
        assembly_of("nothing")
