"""A few pages are built at a time, in the order in which they were asked for."""

import asyncio
import threading
import time

import pytest

from dashboard.guard.cork import Corked
from dashboard.guard.gate import Gate

_PATIENCE = 60.0


def waiting(gate: Gate, n: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while gate.waits < n:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_no_more_pass_at_a_time_than_may_and_the_first_that_came_is_the_first_through() -> None:
    gate, order, inside, most = Gate(1), list[int](), list[int](), list[int]()

    def build(number: int) -> None:
        with gate.passed():
            inside.append(number)
            most.append(len(inside))
            order.append(number)
            inside.remove(number)

    with gate.passed():
        threads = [threading.Thread(target=build, args=(number,)) for number in range(6)]
        for place, thread in enumerate(threads):
            thread.start()
            waiting(gate, place + 1)
    for thread in threads:
        thread.join(_PATIENCE)
    assert order == list(range(6))
    assert max(most) == 1


def test_whoever_is_through_passes_again_without_a_turn_and_still_hands_on_one() -> None:
    gate = Gate(1)
    with gate.passed():
        with gate.passed():
            pass
        thread = threading.Thread(target=_pass, args=(gate,))
        thread.start()
        waiting(gate, 1)
    thread.join(_PATIENCE)
    assert not thread.is_alive()


def _pass(gate: Gate) -> None:
    with gate.passed():
        pass


def test_whoever_only_waits_lets_others_pass_meanwhile() -> None:
    gate, passed = Gate(1), threading.Event()

    def build() -> None:
        with gate.passed():
            passed.set()

    with gate.passed():
        thread = threading.Thread(target=build)
        thread.start()
        waiting(gate, 1)
        with gate.aside():
            assert passed.wait(_PATIENCE)
    thread.join(_PATIENCE)
    with gate.passed():
        pass


def test_a_page_that_fails_hands_its_turn_on() -> None:
    gate = Gate(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), gate.passed():
            raise ZeroDivisionError
    with gate.passed():
        pass


class Network(asyncio.Transport):
    """Notes what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.ended = ""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.append(bytes(data))

    def close(self) -> None:
        self.ended = "closed"

    def abort(self) -> None:
        self.ended = "aborted"

    def is_closing(self) -> bool:
        return bool(self.ended)


def test_what_is_said_in_one_moment_goes_out_in_one_go_and_in_order() -> None:
    async def talk() -> Network:
        network = Network()
        line = Corked(network, asyncio.get_running_loop())
        for word in (b"a", b"b", b"c"):
            line.write(word)
        assert network.written == []
        while not network.written:  # noqa: ASYNC110 - a transport has no event to wait for
            await asyncio.sleep(0.001)
        line.write(b"d")
        line.writelines([b"e", b"f"])
        line.close()
        assert line.is_closing()
        return network

    network = asyncio.run(talk())
    assert (network.written, network.ended) == ([b"abc", b"def"], "closed")


def test_much_that_is_said_goes_out_at_once_and_nothing_after_an_abort() -> None:
    async def talk() -> Network:
        network = Network()
        line = Corked(network, asyncio.get_running_loop())
        line.write(b"x" * 70_000)
        assert len(network.written) == 1
        line.write(b"rest")
        line.abort()
        await asyncio.sleep(0.02)
        return network

    network = asyncio.run(talk())
    assert (len(network.written), network.ended) == (1, "aborted")
