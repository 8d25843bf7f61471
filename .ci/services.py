"""Start and stop the real services of the tests: Elasticsearch, PostgreSQL, the HTML checker.

    .ci/services start | stop | status | env | fetch
    .ci/services cluster start | stop | urls | kill N | start N

`env` prints export lines for the services that answer now; `fetch` only downloads.
"""

import sys
from collections.abc import Callable

import es_server
from downloads import checker_home, elasticsearch_home
from html_checker import HtmlChecker
from machine import run_dir
from pg_server import PostgreSQL

USAGE = (__doc__ or "").split("\n\n")[1]


def start() -> None:
    """Start what does not run yet; the variables to export are the only thing on standard output."""
    run_dir().mkdir(parents=True, exist_ok=True)
    for label, action in (
        ("PostgreSQL", PostgreSQL().start),
        ("vérificateur HTML", HtmlChecker().start),
        ("Elasticsearch", es_server.start_single),
    ):
        print(f"{label}…", file=sys.stderr)
        action()
    env()


def stop() -> None:
    for action in (es_server.single().stop, PostgreSQL().stop, HtmlChecker().stop, es_server.Cluster().stop):
        action()


def running() -> dict[str, str]:
    """Variable name → address, of the services that answer."""
    node, database, checker = es_server.single(), PostgreSQL(), HtmlChecker()
    found = {"ELASTICSEARCH_URL": node, "POSTGRESQL_URL": database, "HTML_CHECKER_URL": checker}
    return {name: service.url for name, service in found.items() if service.running()}


def env() -> None:
    for name, url in running().items():
        print(f"export {name}={url}")


def status() -> None:
    for name, url in running().items():
        print(f"{name:<18} {url}")
    for url in es_server.Cluster().urls:
        print(f"{'grappe':<18} {url}")


def fetch() -> None:
    elasticsearch_home()
    checker_home()


def cluster(action: str, number: str | None = None) -> None:
    group = es_server.Cluster()
    if number:
        {"kill": group.kill_node, "start": group.start_node}[action](int(number))
    elif action == "urls":
        print("\n".join(group.urls))
    else:
        {"start": group.start, "stop": group.stop}[action]()


def main(arguments: list[str]) -> int:
    commands: dict[str, Callable[..., None]] = {
        "start": start, "stop": stop, "status": status, "env": env, "fetch": fetch, "cluster": cluster,
    }  # fmt: skip
    if not arguments or arguments[0] not in commands or (arguments[0] == "cluster") != (len(arguments) > 1):
        print(f"Usage :\n{USAGE}", file=sys.stderr)
        return 2
    try:
        commands[arguments[0]](*arguments[1:])
    except (OSError, RuntimeError) as problem:
        print(f"Échec : {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
