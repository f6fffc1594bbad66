"""What a person typed stays what it was: the number of an offer, the file of a play, the last word on a document."""

from pathlib import Path

import pytest

from simulation import load_scenario
from simulation.cli.seat.commands import NotUnderstoodError
from simulation.cli.seat.table import SeatAtTable
from simulation.errors import RecordError
from simulation.live import SeatMove
from simulation.storage.live_log import load_live
from simulation.training.worths import amount, worth
from tests.kept_cases import SIX_SEATS, TWELVE_SEATS
from tests.played_seats import at_table, flat

NAMES = {item.key: item.short or item.name for item in load_scenario(TWELVE_SEATS).delegations}


def begun(case: str = TWELVE_SEATS, seat: str = "MON", file: Path | None = None) -> SeatAtTable:
    table = at_table(case, seat, file)
    table.begin(asks=False)
    return table


def offers(table: SeatAtTable) -> dict[int, tuple[str, str]]:
    return {offer.number: offer.give for offer in table.view.offers}


def accept(table: SeatAtTable, number: int) -> None:
    table.take(f"accept {number}")
    if table.is_unsure:
        table.take("yes")


def trade(table: SeatAtTable, give: str) -> None:
    """Offer Veldoria something that it would take, for more than it gives: it offers something instead."""
    table.take(f"trade vel give {give} get development funded_programme")
    if table.is_unsure:
        table.take("yes")


def test_an_offer_keeps_its_number_when_another_is_accepted() -> None:
    table = begun()
    before = offers(table)
    accept(table, 1)
    assert offers(table) == {2: before[2]}
    with pytest.raises(NotUnderstoodError, match=r"^Which offer\? There is offer 2; type offers"):
        table.take("accept 1")
    assert offers(table) == {2: before[2]}


def test_an_offer_that_is_taken_up_again_has_the_number_that_it_had(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = begun()
    before = offers(table)
    accept(table, 2)
    table.take("undo")
    assert "Taken back: accept 2" in capsys.readouterr().out
    assert offers(table) == before


def test_the_offers_of_later_sessions_have_numbers_of_their_own() -> None:
    table, seen = begun(), dict[int, tuple[int, tuple[str, str]]]()
    while table.live.session < 6:
        if table.live.phase == "talks":
            for number, give in offers(table).items():
                assert seen.setdefault(number, (table.live.session, give)) == (table.live.session, give)
        table.take("done")
    assert len({session for session, _ in seen.values()}) > 1


def test_what_is_asked_instead_after_a_trade_was_taken_back_has_another_number() -> None:
    table = begun()
    trade(table, "roles sovereign_first")
    first = offers(table)[3]
    table.take("undo")
    trade(table, "boundary critical_resources")
    assert set(offers(table)) == {1, 2, 4}
    with pytest.raises(NotUnderstoodError, match="There are offers 1, 2, 4"):
        table.take("accept 3")
    table.take("undo")
    trade(table, "roles sovereign_first")
    assert offers(table)[3] == first


def test_a_window_left_behind_does_nothing_and_says_how_to_go_on(tmp_path: Path) -> None:
    file = tmp_path / "play.live.json"
    first = begun("wtpf13_training", file=file)
    second = begun_again(file)
    second.take("talk tam")
    stands, entries = file.read_bytes(), list(first.live.log.entries)
    for line in ("accept 1", "", "undo", "predict roles tunis", "1"):
        with pytest.raises(RecordError, match=r"went on elsewhere.* Nothing was done\..* --resume "):
            first.take(line)
    first.take("quit")
    assert (file.read_bytes(), first.live.log.entries) == (stands, entries)
    second.take("talk vel")
    assert len(load_live(file).log.entries) == 2


def test_a_window_left_behind_goes_on_by_itself_under_another_name(tmp_path: Path) -> None:
    file, other = tmp_path / "play.live.json", tmp_path / "other.live.json"
    first = begun("wtpf13_training", file=file)
    begun_again(file).take("talk tam")
    first.take(f"save {other}")
    first.take("talk vel")
    assert [move.to for move in moves(other)] == ["VEL"]
    assert [move.to for move in moves(file)] == ["TAM"]


def begun_again(file: Path) -> SeatAtTable:
    table = at_table("wtpf13_training", "MON", file)
    table.live = load_live(file)
    table.begin(asks=False, is_resumed=True)
    return table


def moves(file: Path) -> list[SeatMove]:
    return [entry for entry in load_live(file).log.entries if isinstance(entry, SeatMove)]


def at_adoption(*, asks: bool) -> SeatAtTable:
    table = at_table(SIX_SEATS, "SAB")
    table.begin(asks=asks)
    if asks:
        table.take("skip")
    while table.live.phase != "adoption":
        table.take("done")
    return table


@pytest.mark.parametrize("line", ["reject", "object", "by its number"])
def test_to_object_to_the_document_is_asked_once(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = at_adoption(asks=True)
    told = flat(capsys.readouterr().out)
    own = table.view.own
    assert f"1 join ({amount(own.so_far)})" in told
    assert f"object to the document (no document {worth(own.no_deal)})" in told
    typed = line if line != "by its number" else told[: told.index(" object to the document")].split()[-1]
    table.take(typed)
    assert table.is_unsure
    assert "An objection is your last word on the document" in flat(capsys.readouterr().out)
    table.take("no")
    assert not any(is_objection(entry) for entry in table.live.log.entries)
    table.take(typed)
    table.take("yes")
    assert is_objection(table.live.log.entries[-1])


def is_objection(entry: SeatMove | str) -> bool:
    return isinstance(entry, SeatMove) and entry.move == "reject_document"


def test_a_file_of_moves_that_objects_is_not_asked() -> None:
    table = at_adoption(asks=False)
    table.take("reject")
    assert not table.is_unsure
    assert is_objection(table.live.log.entries[-1])


def test_the_command_of_a_hint_stands_on_one_line_however_long(capsys: pytest.CaptureFixture[str]) -> None:
    table = begun()
    table.page.width = 12
    capsys.readouterr()
    table.take("hint move")
    (typed,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("  Type: "))
    assert len(typed) > table.page.width
    made = len(table.live.log.entries)
    table.take(typed.removeprefix("  Type: "))
    assert len(table.live.log.entries) > made


def test_what_was_promised_in_a_trade_is_told_as_promised(capsys: pytest.CaptureFixture[str]) -> None:
    table = begun()
    offer = table.view.offers[0]
    accept(table, offer.number)
    capsys.readouterr()
    table.take(f"agenda {offer.get[0]}")
    assert f"you promised it to {offer.by}" in flat(capsys.readouterr().out)
    table.take(f"trade {offer.by} give {' '.join(offer.get)} get development funded_programme")
    assert f"already promised {NAMES[offer.by]}" in flat(capsys.readouterr().out)


def test_help_tells_which_request_to_the_chair_would_be_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    table = begun()
    table.take("done")
    while table.view.phase != "talks":
        table.take("done")
    table.take("group roles")
    while table.view.session < 3:
        table.take("done")
    capsys.readouterr()
    table.take("help group")
    assert "this would be your last one" in flat(capsys.readouterr().out)
    table.take("help recess")
    assert "last one" not in flat(capsys.readouterr().out)
