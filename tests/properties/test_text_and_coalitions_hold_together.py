"""Properties of differences, of the tracking of coalitions and of the power to block."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulation.coalitions.detection import agreement, detect
from simulation.coalitions.power import can_block, can_carry, fewest_to_block, fewest_to_carry
from simulation.coalitions.tracking import track
from simulation.rng import Streams
from simulation.rules.decision import Conditions
from simulation.text.difference import difference

texts = st.lists(
    st.sampled_from(["that", "the", "UN", "is", "best,", "an", "option;", "day-to-day", "(a)"]), max_size=12
).map(" ".join)
partitions = st.integers(1, 9).flatmap(
    lambda n: st.lists(st.lists(st.integers(-1, 3), min_size=n, max_size=n), min_size=1, max_size=6)
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(old=texts, new=texts)
def test_the_pieces_of_a_difference_are_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert bare("".join(piece.text for piece in pieces if piece.kind != "new")) == bare(old)


@given(text=texts)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert all(piece.kind == "kept" for piece in difference(text, text))


@given(rows=partitions, data=st.data())
def test_tracking_keeps_the_partition_of_every_session(rows: list[list[int]], data: st.DataObject) -> None:
    found = np.array(rows)
    n = found.shape[1]
    capability = np.array(data.draw(st.lists(st.floats(0, 1), min_size=n, max_size=n)))
    history = track(found, capability)
    for before, after in zip(found, history.label, strict=True):
        together = (before[:, None] == before) & (before >= 0)
        assert np.array_equal(together, (after[:, None] == after) & (after >= 0))
    for session, now in enumerate(history.label, start=1):
        slots = [history.coalitions[coalition].slot for coalition in np.unique(now[now >= 0])]
        assert len(set(slots)) == len(slots)
        for coalition in np.unique(now[now >= 0]):
            item = history.coalitions[coalition]
            assert item.founded <= session
            assert item.ended is None or session < item.ended


@given(rows=partitions, data=st.data())
def test_the_same_partition_keeps_its_labels_under_any_numbering(
    rows: list[list[int]], data: st.DataObject
) -> None:
    first = np.array(rows[0])
    renamed = np.array([-1, *data.draw(st.permutations(range(4)))])
    found = np.stack([first, renamed[first + 1]])
    history = track(found, np.ones(found.shape[1]))
    assert np.array_equal(history.label[0], history.label[1])
    assert all(event.session == 1 for event in history.events)


@given(rows=partitions)
def test_every_change_of_label_is_told_by_an_event(rows: list[list[int]]) -> None:
    history = track(np.array(rows), np.ones(len(rows[0])))
    before = np.full(len(rows[0]), -1)
    for session, now in enumerate(history.label, start=1):
        told = {row for event in history.events if event.session == session for row in event.members}
        assert set(np.flatnonzero(before != now)) <= told
        before = now


@given(data=st.data(), n=st.integers(1, 7), c=st.integers(1, 3))
def test_a_set_blocks_if_and_only_if_the_others_cannot_carry(data: st.DataObject, n: int, c: int) -> None:
    weights = np.array(
        data.draw(st.lists(st.lists(st.integers(0, 5), min_size=n, max_size=n), min_size=c, max_size=c))
    )
    weights = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1)
    rule = Conditions(
        weights=weights.astype(np.float64),
        required=np.array(
            data.draw(st.lists(st.sampled_from([0.5, 2 / 3, 0.9, 1.0]), min_size=c, max_size=c))
        ),
        strict=np.array(data.draw(st.lists(st.booleans(), min_size=c, max_size=c))),
        per_objection=np.ones(c),
        per_unwilling=np.zeros(c),
        votes=False,
    )
    sets = [np.array(members) for members in np.ndindex(*(2,) * n)]
    blocking = [bool(can_block(rule, members.astype(bool))) for members in sets]
    carrying = [bool(can_carry(rule, members.astype(bool))) for members in sets]
    assert blocking == [not carries for carries in reversed(carrying)]
    smallest = min(
        (int(members.sum()) for members, blocks in zip(sets, blocking, strict=True) if blocks), default=None
    )
    if all(sum(row) for row in weights):
        assert fewest_to_block(rule) == smallest or smallest == 0
    if any(carrying) and c == 1:
        assert fewest_to_carry(rule) == min(
            int(members.sum()) for members, carries in zip(sets, carrying, strict=True) if carries
        )


@given(places=st.lists(st.floats(0, 1), min_size=1, max_size=10), seed=st.integers(0, 2**32 - 1))
def test_detection_is_the_same_every_time_and_puts_nobody_with_strangers(
    places: list[float], seed: int
) -> None:
    position = np.array(places)[:, None]
    edges = agreement(position, np.ones_like(position))
    label, again = (detect(edges, Streams(seed).generator("detect", 0)) for _ in range(2))
    assert np.array_equal(label, again)
    for row in np.flatnonzero(label >= 0):
        mates = (label == label[row]) & (np.arange(len(label)) != row)
        assert edges[row, mates].any()
    assert (label[~edges.any(axis=1)] == -1).all()
