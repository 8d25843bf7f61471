"""Calls that end in time, whatever the server does."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from threading import Lock, Semaphore, Thread, current_thread
from typing import Any, Generic, TypeVar

from elastic_transport import ConnectionTimeout, NodeConfig, Urllib3HttpNode
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError

# More than a process has threads: nobody waits for another's connection.
CONNECTIONS = 64
_free = Semaphore(CONNECTIONS)

Answer = TypeVar("Answer")


def within(seconds: float, ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers, connection and answer together in `seconds`, or ConnectionTimeout.

    The client's own timeout is that of each read: a server that trickles its answer would hold who waits for as
    long as it likes. So a thread asks, and a late call is ended: `ask` touches no database. ConnectionTimeout at
    once when late calls that are not over yet hold all connections.
    """
    if not _free.acquire(blocking=False):
        raise ConnectionTimeout("Toutes les connexions attendent encore une réponse.")
    call = _Call(ask, _free)
    call.start()
    try:
        return call.coming.result(seconds)
    except TimeoutError as late:
        call.end()
        raise ConnectionTimeout(f"Pas de réponse complète en {seconds:.1f} s.") from late


class EndableNode(Urllib3HttpNode):
    """A node of the cluster whose connections let a call end: for `node_class` of a client."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self.pool.ConnectionCls = type("EndableConnection", (_Endable, self.pool.ConnectionCls), {})


class _Call(Thread, Generic[Answer]):
    """One question, in a thread that nothing waits for, not even the interpreter at its end; it gives `free` back."""

    def __init__(self, ask: Callable[[], Answer], free: Semaphore) -> None:
        super().__init__(name="elasticsearch", daemon=True)
        self.coming: Future[Answer] = Future()
        self._ask, self._free = ask, free
        self._lock, self._ended = Lock(), False
        self._read: socket | None = None

    def run(self) -> None:
        try:
            answer = self._ask()
        except BaseException as error:
            self._free.release()
            self.coming.set_exception(error)
        else:
            self._free.release()
            self.coming.set_result(answer)

    def end(self) -> None:
        """The server is as if it had hung up, and is not asked again."""
        with self._lock:
            self._ended = True
            if self._read:
                with suppress(OSError):  # it has hung up indeed
                    # Not TLS's own `shutdown`, which takes the state away from the thread that reads.
                    socket.shutdown(self._read, SHUT_RDWR)

    @contextmanager
    def reading(self, connected: Any) -> Iterator[None]:
        """While the answer is read from this socket, `end` shuts it; ConnectTimeoutError from then on."""
        try:
            self._watch(connected)
            yield
        finally:
            self._watch(None)

    def _watch(self, connected: Any) -> None:
        with self._lock:
            self._read = connected
            if self._ended:
                # A timeout, not a lost connection: for that, the client would ask the next node.
                raise ConnectTimeoutError("La réponse n’est plus attendue.")


class _Endable(HTTPConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3 has it
        """The answer with its body, which urllib3 reads here; connecting and sending have a timeout in all."""
        call = current_thread()
        if not isinstance(call, _Call):
            return super().getresponse()
        with call.reading(self.sock):
            return super().getresponse()
