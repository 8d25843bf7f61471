"""The whole site on a laptop: database, demo content, then server, worker and clock until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Prépare la base et le contenu de démonstration, puis lance serveur, ouvrier et horloge."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        refuse_taken_port(port)
        Path(settings.SPS_DATA_DIR).mkdir(parents=True, exist_ok=True)
        self.stdout.write("Base de données…")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("seed_demo")
        self.stdout.write(
            f"\nSite           http://{HOST}:{port}/\n"
            f"Administration http://{HOST}:{port}/gestion/\n"
            f"Journaux de l’ouvrier et de l’horloge : {settings.SPS_DATA_DIR}/*.log\n"
            "Ctrl-C arrête tout.\n"
        )
        supervise(
            Path(settings.SPS_DATA_DIR),
            ["runserver", f"{HOST}:{port}"],
            ["db_worker", "--backend", "worker", "--queue-name", "*", "--no-reload"],
            ["tick", "--every", "60"],
        )


def refuse_taken_port(port: int) -> None:
    """Raise a CommandError that says what to do when another program listens on the port."""
    with socket.socket() as probe:
        # A port that was just released is free: only a listener counts.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            hint = f"choisissez-en un autre, par exemple : make run PORT={port + 1}"
            raise CommandError(f"Le port {port} est déjà pris : {hint}") from problem


def supervise(logs: Path, *commands: list[str]) -> None:
    """Run management commands side by side; when one ends, or on Ctrl-C or SIGTERM, end them all.

    The first speaks to the terminal, each other one to `<logs>/<command>.log`.
    """
    stopping = threading.Event()
    for how in (signal.SIGINT, signal.SIGTERM):
        signal.signal(how, lambda *_: stopping.set())
    children = [_start(commands[0], None)]
    for command in commands[1:]:
        with (logs / f"{command[0]}.log").open("ab") as log:
            children.append(_start(command, log))
    while not stopping.wait(0.5) and all(child.poll() is None for child in children):
        pass
    for child in children:
        _end(child, signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            _end(child, signal.SIGKILL)
    if not stopping.is_set():
        raise CommandError("Un des programmes s’est arrêté (voir ci-dessus) : tout est arrêté.")


def _start(command: list[str], output: IO[bytes] | None) -> subprocess.Popen[bytes]:
    """A session each: Ctrl-C reaches the supervisor alone, which then ends the others in order."""
    program = [sys.executable, sys.argv[0], *command]
    return subprocess.Popen(program, stdout=output, stderr=output, start_new_session=True)


def _end(child: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """Signal a child and what it started; it may be gone already."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, how)
