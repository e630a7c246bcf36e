"""What every stand-in is: a server on loopback with a life, a clock, faults on order and a record of its requests."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from holdfast.standins.faults import Faults
from holdfast.standins.wire import Asked, Reply, Server


@dataclass(slots=True)
class Request:
    """One request as it was answered. What `kind` and `key` may be, the stand-in's class says."""

    kind: str
    key: str
    method: str
    path: str
    status: int
    fault: str
    length: int = 0
    """Bytes of the body as promised; a fault may send fewer."""


class Cloud:
    """Use it in a `with`, or call `start` and `stop`."""

    def __init__(self, faults: Faults | None, now: Callable[[], float], port: int) -> None:
        self.faults = faults or Faults()
        self.now = now
        self.requests: list[Request] = []
        self._lock = threading.Lock()
        self._server = Server(self._answer, now, port)

    def _answer(self, asked: Asked) -> Reply:
        raise NotImplementedError

    def _note(self, request: Request) -> None:
        with self._lock:
            self.requests.append(request)

    def start(self) -> Self:
        self._server.start()
        return self

    def stop(self) -> None:
        """Stop and leave nothing behind; afterwards connections are refused."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Where it is, as a person would name it."""
        return self.base

    def drop_connections(self) -> None:
        """End every open connection, as a server that restarts does."""
        self._server.drop_connections()

    def asked(self, kind: str, key: str | None = None) -> int:
        """How many requests of this kind there were (for this key)."""
        with self._lock:
            return sum(each.kind == kind and key in (None, each.key) for each in self.requests)

    def counts(self, kind: str) -> Counter[str]:
        """Requests of this kind, per key."""
        with self._lock:
            return Counter(each.key for each in self.requests if each.kind == kind)

    def forget(self) -> None:
        """Begin the record of requests anew."""
        with self._lock:
            self.requests.clear()
