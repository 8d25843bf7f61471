"""A circuit breaker: after a failure the cluster is left alone for a while, then tried again."""

import threading
import time
from collections.abc import Callable

OPEN_SECONDS = 30


class Circuit:
    """Closed: the cluster is asked. Open: it is not, until the time is over and one request tries."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._opened_at: float | None = None
        self._failing_since: float | None = None
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether to ask the cluster now; once the time is over, one caller only is sent to try."""
        with self._lock:
            if self._opened_at is None:
                return True
            if self._clock() - self._opened_at < OPEN_SECONDS:
                return False
            self._opened_at = self._clock()
            return True

    def failed(self) -> None:
        self._opened_at = self._clock()
        if self._failing_since is None:
            self._failing_since = self._opened_at

    def succeeded(self) -> None:
        self._opened_at = self._failing_since = None

    def open_for(self) -> float | None:
        """Seconds since the first failure without a success after it, or None when closed."""
        since = self._failing_since
        return None if since is None else self._clock() - since
