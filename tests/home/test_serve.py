"""What `make run` tells a developer when it cannot start, and leaves behind when it stops."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]


def test_a_taken_port_is_said_in_french_with_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Le port {port} est déjà pris : .* make run PORT={port + 1}"):
            call_command("serve", port=port)


# Three children that would live for ever, named by their process numbers.
SUPERVISED = """
import sys
sys.path[:0] = ["site", "."]
from home.management.commands import serve
sys.argv = ["-c"]
sys.executable = sys.argv[0] = {sleeper!r}
serve.supervise(serve.Path({logs!r}), ["1"], ["2"], ["3"])
"""


@pytest.fixture
def supervisor(tmp_path):
    """The supervising process and the process numbers of its three children, all of them started."""
    started = tmp_path / "started"
    os.mkfifo(started)
    sleeper = tmp_path / "sleeper"
    sleeper.write_text(f"#!/bin/sh\necho $$ > {started}\nexec sleep 600\n")
    sleeper.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISED.format(sleeper=str(sleeper), logs=str(tmp_path))], cwd=ROOT
    )
    # Open for both, or the first child to close its end would look like the end of the file.
    with os.fdopen(os.open(started, os.O_RDWR)) as numbers:
        children = [int(numbers.readline()) for _ in range(3)]
    yield process, children
    # Politely: it takes its children along.
    process.terminate()
    process.wait()


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_it_stops_server_worker_and_clock(supervisor, how):
    process, started = supervisor
    process.send_signal(how)
    assert process.wait(timeout=30) == 0
    assert not [pid for pid in started if alive(pid)]


def test_when_one_of_them_dies_the_others_stop_and_it_is_said(supervisor):
    process, started = supervisor
    os.kill(started[0], signal.SIGKILL)
    assert process.wait(timeout=30) != 0
    assert not [pid for pid in started if alive(pid)]
