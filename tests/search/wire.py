"""What stands between the site and the cluster: a wire that passes requests on, keeps them, or keeps silent.

Or in its place: a server that never ends its answers.
"""

import http.client
import socketserver
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

PATIENCE = 120


class Wire(ThreadingHTTPServer):
    """`keep`: a part of the addresses that are not answered; they arrive first if `passing_on`, else on `release`."""

    daemon_threads = True

    def __init__(self, target):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target = urlsplit(target).netloc
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.seen = []
        self.credentials = set()
        self.keep = None
        self.passing_on = False
        self.delivering = False
        self.kept = threading.Event()
        self.delivered = threading.Event()
        self._released = threading.Event()

    def secure(self, certificate):
        """Speak TLS from now on, with a certificate and its key in one file."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.url = self.url.replace("http:", "https:")

    def count(self, part):
        return sum(part in path for path in self.seen)

    def release(self, *, deliver=False):
        """Answer again. What was kept is lost, or arrives now, late, if `deliver`."""
        self.keep, self.delivering = None, deliver
        self._released.set()

    def wait_for_release(self):
        self.kept.set()
        self._released.wait(PATIENCE)

    def handle_error(self, request, client_address):
        """The site does not wait for ever: it hangs up, and that is no error of the wire."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _pass(self):
        wire = self.server
        wire.seen.append(self.path)
        wire.credentials.add(self.headers["authorization"])
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if wire.keep is None or wire.keep not in self.path:
            self._answer(*self._ask(body))
            return
        answer = self._ask(body) if wire.passing_on else None
        wire.wait_for_release()
        if wire.delivering:
            answer = answer or self._ask(body)
            wire.delivered.set()
            self._answer(*answer)
        self.close_connection = True

    def _ask(self, body):
        link = http.client.HTTPConnection(self.server.target, timeout=PATIENCE)
        try:
            link.request(self.command, self.path, body, {**self.headers, "accept-encoding": "identity"})
            answer = link.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            link.close()

    def _answer(self, status, headers, content):
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815  the server's own names

    def log_message(self, *message):
        """Say nothing."""


@pytest.fixture
def wire(elasticsearch_url):
    """A wire to the real server."""
    server = Wire(elasticsearch_url)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.release()
    server.shutdown()
    server.server_close()
    thread.join()


class Trickle(socketserver.ThreadingTCPServer):
    """Answers every request a byte at a time, each well before the client loses patience, for half a minute."""

    ANSWER = b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Length: 500\r\n\r\n" + b" " * 500
    PACE = 0.05
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Drop)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.asked = 0
        self.finished = threading.Event()
        self.stopped = threading.Event()

    def handle_error(self, request, client_address):
        """Who asked has hung up."""


class Drop(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.asked += 1
        self.request.recv(65536)
        for byte in self.server.ANSWER[:-1]:
            self.request.send(bytes([byte]))
            if self.server.stopped.wait(self.server.PACE):
                return
        self.server.finished.set()
        self.request.send(self.server.ANSWER[-1:])


@pytest.fixture
def trickle():
    """A server that answers, but without end."""
    server = Trickle()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()
    thread.join()
