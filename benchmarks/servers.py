"""The servers that are measured against, each in processes of its own, for the length of a block."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import KEYS, install

HERE = Path(__file__).parent


@contextmanager
def cloud(folder: Path) -> Iterator[int]:
    """Our own small fast cloud over a corpus; its port."""
    with _printing_port(HERE / "cloud.py", str(folder)) as port:
        yield port


@contextmanager
def slow_link(port: int) -> Iterator[int]:
    """A relay that makes the server on a port far away; its port."""
    with _printing_port(HERE / "delay.py", str(port)) as far:
        yield far


@contextmanager
def rclone_server(folder: Path) -> Iterator[int]:
    """rclone's S3 server over the folder that holds the corpus as its bucket; its port."""
    keys = f"{KEYS['AWS_ACCESS_KEY_ID']},{KEYS['AWS_SECRET_ACCESS_KEY']}"
    command = [install("rclone"), "serve", "s3", "--addr", "127.0.0.1:0", "--auth-key", keys, str(folder)]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        assert child.stderr is not None
        said = next(line for line in child.stderr if "Starting s3 server on" in line)
        found = re.search(r"127\.0\.0\.1:([0-9]+)", said)
        assert found is not None, said
        yield int(found[1])
    finally:
        child.terminate()
        child.communicate()


@contextmanager
def _printing_port(script: Path, argument: str) -> Iterator[int]:
    """A script that prints its port and ends when its standard input does, with all that it has started."""
    command = [sys.executable, str(script), argument]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            yield int(child.stdout.readline())
        finally:
            child.stdin.close()
