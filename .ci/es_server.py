"""Elasticsearch: one node for the suite and for developers, three for the tests of a lost node."""

import json
import shutil
import signal
import urllib.request
from pathlib import Path

from downloads import elasticsearch_home
from machine import Process, answers, find_java, free_port, give, run_dir, wait_until

HEAP = "512m"
NODES = (1, 2, 3)


class Node:
    """One server with its own folder, ports and heap."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.process = Process(folder)

    @property
    def folder(self) -> Path:
        return self.process.folder

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.process.port}"

    def running(self) -> bool:
        return self.process.alive() and answers(f"{self.url}/_cluster/health")

    def launch(self, settings: dict[str, object], port: int) -> None:
        home, java = elasticsearch_home(), find_java()
        conf = self._configuration(home, {**settings, "http.port": port})
        give(self.folder)
        env = {
            "ES_HOME": str(home),
            "ES_PATH_CONF": str(conf),
            "ES_DISTRIBUTION_TYPE": "zip",
            "ES_TMPDIR": str(self.folder / "tmp"),
            "JAVA_TYPE": "JAVA_HOME",
            "JAVA": str(java),
            "ES_JAVA_HOME": str(java.parent.parent),
            "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
        }
        # The launcher beside it in the archive is built for ARM: the Java one runs everywhere.
        options = ["-Xmx64m", "-XX:+UseSerialGC", f"-Dsps.folder={self.folder}"]
        main = [
            "-cp",
            f"{home}/lib/tools/server-launcher/*",
            "org.elasticsearch.server.launcher.ServerLauncher",
        ]
        self.process.start([str(java), *options, *main], port, env, cwd=home)

    def _configuration(self, home: Path, settings: dict[str, object]) -> Path:
        conf = self.folder / "conf"
        for folder in (conf, self.folder / "data", self.folder / "logs", self.folder / "tmp"):
            folder.mkdir(parents=True, exist_ok=True)
        for shipped in ("jvm.options", "log4j2.properties"):
            shutil.copy(home / "config" / shipped, conf / shipped)
        everywhere = {
            "node.name": self.name,
            "network.host": "127.0.0.1",
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "xpack.security.enabled": False,
            # A nearly full disk of a laptop must not turn indexes read-only.
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        # JSON is YAML.
        lines = (f"{key}: {json.dumps(value)}" for key, value in {**everywhere, **settings}.items())
        (conf / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
        return conf

    def wait(self) -> None:
        wait_until(self.running, f"Elasticsearch ({self.name})", self.folder / "output.log", patience=180)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        self.process.stop(how)


def single() -> Node:
    return Node("sps", run_dir() / "elasticsearch")


def start_single() -> None:
    node = single()
    if node.running():
        return
    node.stop()
    node.launch({"discovery.type": "single-node"}, free_port(node.process.port))
    node.wait()


class Cluster:
    """Three nodes, one replica of every shard (the server's default): any one of them may be lost."""

    def __init__(self) -> None:
        self.folder = run_dir() / "cluster"
        self.nodes = {number: Node(f"noeud-{number}", self.folder / str(number)) for number in NODES}

    def start(self) -> None:
        """Start afresh, without the data of an earlier cluster."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        transport = {str(number): free_port() for number in NODES}
        (self.folder / "transport.json").write_text(json.dumps(transport))
        for number in NODES:
            self._launch(number)
        for node in self.nodes.values():
            node.wait()
        self._wait_for(len(NODES))

    def _launch(self, number: int) -> None:
        ports = json.loads((self.folder / "transport.json").read_text())
        settings: dict[str, object] = {
            "cluster.name": "sps-cluster",
            "transport.port": ports[str(number)],
            "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in ports.values()],
        }
        if not (self.folder / str(number) / "data").exists():
            settings["cluster.initial_master_nodes"] = [node.name for node in self.nodes.values()]
        self.nodes[number].launch(settings, free_port(self.nodes[number].process.port))

    def _wait_for(self, nodes: int) -> None:
        alive = next(node for node in self.nodes.values() if node.running())
        query = f"{alive.url}/_cluster/health?wait_for_nodes=>={nodes}&wait_for_status=green&timeout=90s"
        with urllib.request.urlopen(query, timeout=100) as response:  # noqa: S310 - our own loopback address
            if json.load(response)["timed_out"]:
                raise TimeoutError("la grappe Elasticsearch n’est pas complète après 90 s")

    def start_node(self, number: int) -> None:
        """Bring a lost node back with its data; one that lives is left alone."""
        if not self.nodes[number].process.alive():
            self._launch(number)
        self.nodes[number].wait()

    def kill_node(self, number: int) -> None:
        """Lose a node at once, as a power cut would."""
        self.nodes[number].stop(signal.SIGKILL)

    def stop(self) -> None:
        for node in self.nodes.values():
            node.stop(signal.SIGKILL)

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes.values() if node.process.alive()]
