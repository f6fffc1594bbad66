"""Files of live negotiations: whole or not at all, and refused in words when they cannot be used."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulation import load_scenario
from simulation.live import LiveLogError, LiveNegotiation, SeatMove
from simulation.scenario.schema import Scenario
from simulation.storage.live_log import load_live, load_log, save_log
from simulation.training.notes import Prediction, SeatNotes, keep_notes, notes_of


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load_scenario("worked_package")


@pytest.fixture
def played(case: Scenario) -> LiveNegotiation:
    """Return a negotiation in its second session, with notes in it."""
    seat = case.delegations[0].key
    live = LiveNegotiation(case, seed=4, seats=(seat,))
    while live.session < 2:
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done", text="“Enough” ✓"))
        live.advance()
    keep_notes(live.log, seat, SeatNotes(prediction=Prediction(outcome_class="partial")))
    return live


def unsealed(file: Path) -> dict[str, Any]:
    """Return what an earlier version would have written."""
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    del data["seal"]
    return data


def test_what_is_saved_is_loaded_and_goes_on_alike(played: LiveNegotiation, tmp_path: Path) -> None:
    file = save_log(played.log, tmp_path / "new" / "a.live.json")
    again = load_live(file)
    assert again.log.to_text() == played.log.to_text()
    assert (again.session, again.phase) == (played.session, played.phase)
    prediction = notes_of(again.log, played.log.seats[0]).prediction
    assert prediction == Prediction(outcome_class="partial")
    assert again.play_out().outcome.outcome_class == played.play_out().outcome.outcome_class


def test_saving_twice_gives_the_same_bytes_and_leaves_nothing_else(
    played: LiveNegotiation, tmp_path: Path
) -> None:
    file = save_log(played.log, tmp_path / "a.live.json")
    first = file.read_bytes()
    save_log(load_log(file), file)
    assert file.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["a.live.json"]


def test_a_save_that_is_interrupted_leaves_the_file_that_was_there(
    played: LiveNegotiation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save_log(played.log, tmp_path / "a.live.json")
    before = file.read_bytes()

    def breaks(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", breaks)
    played.submit(SeatMove(seat=played.pending[0].seat, move="done"))
    with pytest.raises(KeyboardInterrupt):
        save_log(played.log, file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.live.json"]


def test_a_place_that_cannot_be_written_is_named(played: LiveNegotiation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LiveLogError, match=r"cannot be saved in .*file.a\.live\.json: "):
        save_log(played.log, tmp_path / "file" / "a.live.json")
    with pytest.raises(LiveLogError, match="is a folder"):
        save_log(played.log, tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"[1, 2]", "This is not a log of a live negotiation"),
        (b'{"format": "delegation-sim live", "format_version": 3}', "version 3 of the format"),
        (b'{"format": "delegation-sim live", "format_version": 1, "case": 3}', "The log is damaged: case is"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(content: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "a.live.json"
    file.write_bytes(content)
    with pytest.raises(LiveLogError, match=rf"a\.live\.json: .*{says}"):
        load_log(file)


def test_half_a_file_is_refused(played: LiveNegotiation, tmp_path: Path) -> None:
    file = save_log(played.log, tmp_path / "a.live.json")
    text = file.read_text("utf-8")
    file.write_text(text[: len(text) // 2], encoding="utf-8")
    with pytest.raises(LiveLogError, match="not JSON"):
        load_live(file)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LiveLogError, match="none does not exist"):
        load_log(tmp_path / "none")
    with pytest.raises(LiveLogError, match="is a folder"):
        load_log(tmp_path)


def test_a_case_that_was_changed_is_refused(played: LiveNegotiation, tmp_path: Path, case: Scenario) -> None:
    file = save_log(played.log, tmp_path / "a.live.json")
    assert load_live(file, case).session == 2
    with pytest.raises(LiveLogError, match="another one, or it has changed since"):
        load_live(file, case.model_copy(update={"title": "Another"}))


@pytest.mark.parametrize("key", ["../../etc/passwd", "somebody.yaml", "nobody"])
def test_the_key_in_a_file_is_never_taken_for_a_path(
    key: str, played: LiveNegotiation, tmp_path: Path
) -> None:
    file = save_log(played.log, tmp_path / "a.live.json")
    data = unsealed(file) | {"case": key}
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(LiveLogError, match="does not come with the program"):
        load_live(file)


def test_an_entry_that_cannot_have_been_made_is_named(played: LiveNegotiation, tmp_path: Path) -> None:
    file = save_log(played.log, tmp_path / "a.live.json")
    data = unsealed(file)
    data["entries"].insert(0, "advance")
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(LiveLogError, match="Entry 1 of the log is not a possible move"):
        load_live(file)


CHANGES: tuple[Callable[[dict[str, Any]], object], ...] = (
    lambda data: data.update(seed=5),
    lambda data: data.update(replication=1),
    lambda data: data.update(level="hard"),
    lambda data: data.update(seats=["BRA"]),
    lambda data: data.update(version="0.0.9"),
    lambda data: data["entries"][0].update(to="BRA"),
    lambda data: data["entries"][0].update(text="Enough"),
    lambda data: data["entries"].pop(),
    lambda data: data["notes"].clear(),
    lambda data: data.update(seal="0" * 64),
    lambda data: data.update(seal=None),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_log_that_was_changed_is_refused(
    change: Callable[[dict[str, Any]], object], played: LiveNegotiation, tmp_path: Path
) -> None:
    file = save_log(played.log, tmp_path / "a.live.json")
    data = json.loads(file.read_text("utf-8"))
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(
        LiveLogError, match=r"a\.live\.json: The log was changed or damaged since it was saved"
    ):
        load_log(file)


def test_another_order_or_layout_of_a_log_is_no_change(played: LiveNegotiation, tmp_path: Path) -> None:
    file = save_log(played.log, tmp_path / "a.live.json")
    data = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(dict(reversed(data.items())), indent=7), encoding="utf-8")
    assert load_log(file) == played.log


def test_a_log_of_before_there_were_seals_is_read_and_known_as_such(
    played: LiveNegotiation, tmp_path: Path
) -> None:
    file = tmp_path / "a.live.json"
    file.write_text(json.dumps(unsealed(save_log(played.log, file))), encoding="utf-8")
    assert not load_live(file).log.is_sealed
    save_log(load_live(file).log, file)
    assert load_live(file).log.is_sealed
