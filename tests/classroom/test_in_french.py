"""A class in French plays a case that has French in it, whatever language its file began with."""

import json
from dataclasses import asdict
from pathlib import Path

from simulation.engine.simulate import load_scenario
from simulation.live import LiveNegotiation
from simulation.live.view import view_of
from simulation.scenario.load import scenario_hash
from simulation.scenario.pack import with_injects
from simulation.scenario.translations.telling import in_language
from simulation.training.beliefs import public_case
from tests.classes import meeting, url_in

NBSP = "\N{NO-BREAK SPACE}"


def test_a_class_in_french_reads_the_case_and_what_is_prepared_in_french(tmp_path: Path) -> None:
    case = with_injects("first_hour", load_scenario("first_hour"))
    with (
        meeting(url_in(tmp_path), case, language="fr", tables=1) as here,
        here.service._rooms.reading(here.room) as (state, _),  # noqa: SLF001 - the case, which no role may see whole
    ):
        assert state.case.told_language == "fr"
        assert scenario_hash(state.case) == scenario_hash(case)
        assert state.case.title == f"Une première heure{NBSP}: quatre dispositions, six sièges"
        assert [one.what.split()[0] for one in state.case.injects] == ["Un", "Un", "À"]


def test_no_translation_tells_a_seat_what_another_is_instructed() -> None:
    live = LiveNegotiation(in_language(load_scenario("first_hour"), "fr"), seed=1, seats=("SAB",))
    view = view_of(live, "SAB")
    told = json.dumps(asdict(view), default=str, ensure_ascii=False)
    assert "quarante petites administrations" in told
    assert "Le Parlement cherchera un mot" not in told
    known = public_case(live.case, view)
    assert known.translations == {}
    assert "Le Parlement cherchera un mot" not in known.model_dump_json()
