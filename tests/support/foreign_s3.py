"""Two S3 servers that nobody here wrote, moto's and rclone's, and what an owner does to a bucket on each."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

KEY, SECRET = "AKIAHOLDFASTFOREIGN1", "canary-secret-of-foreign-servers"
REGION = "us-east-1"


class Bucket(Protocol):
    """One bucket, handled behind the back of any source."""

    name: str
    port: int

    def put(self, key: str, data: bytes) -> None: ...
    def get(self, key: str) -> bytes: ...
    def delete(self, key: str) -> None: ...
    def keys(self) -> list[str]: ...


class MotoBucket:
    """In moto's own memory: its server runs in this process."""

    def __init__(self, port: int, name: str) -> None:
        from moto.core.models import DEFAULT_ACCOUNT_ID
        from moto.s3.models import s3_backends

        self.port, self.name = port, name
        self._backend = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
        self._backend.create_bucket(name, REGION)

    def put(self, key: str, data: bytes) -> None:
        self._backend.put_object(self.name, key, data)

    def get(self, key: str) -> bytes:
        found = self._backend.get_object(self.name, key)
        assert found is not None
        return bytes(found.value)

    def delete(self, key: str) -> None:
        self._backend.delete_object(self.name, key)

    def keys(self) -> list[str]:
        return list(self._backend.buckets[self.name].keys.keys())


class RcloneBucket:
    """A folder on the disk that rclone serves."""

    def __init__(self, port: int, root: Path, name: str) -> None:
        self.port, self.name = port, name
        self._folder = root / name
        self._folder.mkdir()

    def put(self, key: str, data: bytes) -> None:
        path = self._folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def get(self, key: str) -> bytes:
        return (self._folder / key).read_bytes()

    def delete(self, key: str) -> None:
        (self._folder / key).unlink()

    def keys(self) -> list[str]:
        return [path.relative_to(self._folder).as_posix() for path in self._folder.rglob("*") if path.is_file()]


@contextmanager
def moto() -> Iterator[int]:
    """moto's server on a port of loopback."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield server.get_host_and_port()[1]
    finally:
        server.stop()


@contextmanager
def rclone(root: Path) -> Iterator[int]:
    """`rclone serve s3` of a folder on a port of loopback; it checks signatures."""
    program = shutil.which("rclone", path=str(Path(sys.executable).parent))
    assert program is not None
    port = _free_port()
    command = [program, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}"]
    command += ["--dir-cache-time", "0s", "--config", "", str(root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError("rclone does not begin to serve")
