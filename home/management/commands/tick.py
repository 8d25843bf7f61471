"""Do what is due: scheduled publishing, purges, reminders (home.clock)."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from home import clock


class Command(BaseCommand):
    help = "Fait tout ce qui est dû : publications programmées, purges, rappels. Sans danger à répéter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDES", help="recommence sans fin, à cet intervalle")

    def handle(self, *args: Any, every: int | None = None, **options: Any) -> None:
        while every:
            clock.tick()
            close_old_connections()
            time.sleep(every)
        done = clock.tick()
        if done is None:
            self.stdout.write("Une autre exécution est en cours : rien à faire.")
        elif done.failed:
            raise CommandError("Tâches en échec (voir le journal) : " + ", ".join(done.failed))
