"""The whole site on a laptop: database, demo content, then server, worker and clock until Ctrl-C."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

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
            "Ctrl-C arrête tout.\n"
        )
        supervise(
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
            hint = f"choisissez-en un autre, par exemple : make run PORT={port + 1}"
            raise CommandError(f"Le port {port} est déjà pris : {hint}") from problem


def supervise(*commands: list[str]) -> None:
    """Run management commands side by side; when one ends, or on Ctrl-C or SIGTERM, end them all."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    children = [
        subprocess.Popen([sys.executable, sys.argv[0], *command], start_new_session=True)
        for command in commands
    ]
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return
    finally:
        for child in children:
            child.send_signal(signal.SIGTERM)
        for child in children:
            _wait(child)
    raise CommandError("Un des programmes s’est arrêté (voir ci-dessus) : tout est arrêté.")


def _wait(child: subprocess.Popen) -> None:
    try:
        child.wait(timeout=15)
    except subprocess.TimeoutExpired:
        child.kill()
