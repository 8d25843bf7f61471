"""After a failure the cluster is left alone for a while; then one request tries it for all."""

import threading

import pytest

from search.engines.circuit import OPEN_SECONDS, Circuit


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def circuit(clock):
    return Circuit(clock)


def test_a_cluster_that_answers_is_always_asked(circuit):
    assert circuit.allows()
    circuit.succeeded()
    assert circuit.allows()


def test_after_a_failure_nobody_asks_for_thirty_seconds(circuit, clock):
    circuit.failed()
    assert not circuit.allows()
    clock.now += OPEN_SECONDS - 0.1
    assert not circuit.allows()


def test_then_one_tries_while_the_others_still_wait(circuit, clock):
    circuit.failed()
    clock.now += OPEN_SECONDS
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(circuit.allows())) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(True) == 1


def test_a_try_that_succeeds_closes_it_for_all(circuit, clock):
    circuit.failed()
    clock.now += OPEN_SECONDS
    assert circuit.allows()
    circuit.succeeded()
    assert circuit.allows()
    assert circuit.allows()


@pytest.mark.parametrize("told", [True, False])
def test_a_try_that_fails_or_never_ends_costs_thirty_more_seconds(circuit, clock, told):
    circuit.failed()
    clock.now += OPEN_SECONDS
    assert circuit.allows()
    if told:
        circuit.failed()
    assert not circuit.allows()
    clock.now += OPEN_SECONDS
    assert circuit.allows()
