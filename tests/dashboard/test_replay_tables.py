"""The tables behind the replay hold what the pictures show, and what changed is what is different."""

import csv
import io

import pytest

from dashboard.components.packing import LARGEST, pack, unpack
from dashboard.frame.language import words_in
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_shares import share_in_words
from dashboard.replay.replay_tables import Tables, to_csv
from dashboard.replay.which_run import read_shown
from simulation.stats.interval import share
from tests.spoken_for import BY_LANGUAGE


def data(language: str = "en") -> Replay:
    found = read_shown("wtpf13_training", language)
    assert found is not None
    return found


def tables(language: str = "en") -> Tables:
    return Tables(data(language), words_in(language))


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_table_has_rows_with_the_same_columns(language: str) -> None:
    told, last = tables(language), data(language)["sessions"]
    for session in (0, 1, last // 2, last):
        for rows in (
            told.positions(session),
            told.memberships(),
            told.brackets(),
            told.clauses(session),
            told.power(session),
            told.log(session),
        ):
            assert len({tuple(row) for row in rows}) <= 1


def test_positions_are_listed_along_the_axis() -> None:
    rows = tables().positions(3)
    places = [float(row["Position"] or 0) for row in rows]
    assert places == sorted(places)
    assert len(rows) == len(data()["delegations"])


def test_brackets_held_in_the_table_add_up_to_those_held_by_clause() -> None:
    told = tables()
    held = sum(int(row["Clauses kept in brackets"] or 0) for row in told.positions(4))
    by_clause = {row["Clause"]: row["Keep the clause in brackets"] for row in told.clauses(4)}
    assert held == sum(len(str(names).split(", ")) for names in by_clause.values() if names) > 0


def test_who_can_block_lists_those_who_block_first_and_leaves_none_of_them_out() -> None:
    told, blocked = tables(), {one["name"]: unpack(one["k"]) for one in data()["delegations"]}
    for session in range(data()["sessions"] + 1):
        found = {
            str(row["Delegation"]): int(row["Clauses that it blocks"] or 0) for row in told.power(session)
        }
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert {name: n for name, n in found.items() if n} == {
            name: counts[session] for name, counts in blocked.items() if counts[session]
        }
    assert any(counts[session] for counts in blocked.values() for session in range(data()["sessions"] + 1))


def test_nothing_changed_between_a_session_and_itself() -> None:
    changes = tables().changes(4, 4)
    assert (changes.groups, changes.places, changes.clauses) == ([], [], [])
    assert changes.sentences[:3] == [
        "Nobody changed group.",
        "Nobody moved noticeably.",
        "No clause changed.",
    ]


def test_what_changed_is_what_is_different_in_the_data() -> None:
    replay, last = data(), data()["sessions"]
    changes = tables().changes(1, last)
    moved = {item["name"] for item in replay["delegations"] if item["c"][1] != item["c"][last]}
    assert {row["Delegation"] for row in changes.groups} == moved
    assert changes.brackets == (replay["brackets"]["count"][1], replay["brackets"]["count"][last])
    sizes = [abs(float(row["Change"] or 0)) for row in changes.places]
    assert sizes == sorted(sizes, reverse=True)


def test_a_file_lists_every_delegation_before_the_first_session_and_after_each() -> None:
    replay = data()
    rows = list(csv.DictReader(io.StringIO(to_csv(tables().positions_long()))))
    assert len(rows) == len(replay["delegations"]) * (replay["sessions"] + 1)
    assert [axis.get("issue") for axis in replay["axes"]["y"]] == list(rows[0])[5:-2]
    members = list(csv.DictReader(io.StringIO(to_csv(tables().memberships_long()))))
    assert len(members) == sum(c >= 0 for item in replay["delegations"] for c in item["c"])


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\tx"])
def test_no_text_in_a_file_is_taken_for_a_formula(text: str) -> None:
    assert list(csv.reader(io.StringIO(to_csv([{"name": text, "n": -1}]))))[1] == [f"'{text}", "-1"]


def test_the_smallest_and_the_largest_number_can_be_packed() -> None:
    assert unpack(pack([-1, 0, LARGEST])) == [-1, 0, LARGEST]
    with pytest.raises(IndexError):
        pack([LARGEST + 1])


def test_one_run_in_400_is_not_told_as_none() -> None:
    one = share(1, 400)
    assert share_in_words(words_in("en"), one) == {"p": "0.2", "lo": "0.1", "hi": "1.1"}
    assert share_in_words(words_in("fr"), one) == {"p": "0,2", "lo": "0,1", "hi": "1,1"}


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_share_reads_the_same_in_every_pane(language: str) -> None:
    replay, told = data(language), tables(language)
    interval, hits = replay["interval"], replay["power"]["hits"]
    assert interval is not None
    assert hits is not None
    joined = words_in(language).say("replay.table.share", p="{}", lo="{}", hi="{}")
    shares = {
        joined.format(*ends)
        for ends in zip(interval["value"], interval["low"], interval["high"], strict=True)
    }
    assert len(interval["value"]) == replay["n_runs"] + 1
    often = words_in(language).say("replay.table.often")
    cells = [str(row[often]) for session in range(1, 6) for row in told.power(session)]
    assert cells
    assert set(cells) <= shares
    usual = [sentence["usual"] for sentence in replay["sentences"] if sentence["usual"]]
    ends = {share.partition(" ")[2] for share in shares}
    assert usual
    assert [text for text in usual if not any(end in text for end in ends)] == []
