"""D2: what is left to code that took over the worker. Shown by trying, in a process of its own."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

TRY = """
import json, os, signal, socket, sys
from holdfast.thumbnails.confine import allow_cpu, confine
given_up = confine()
os.close(2)  # its place is free now

def tried(call):
    try:
        call()
    except (OSError, ValueError) as error:
        return type(error).__name__
    return "done"

def message():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b"photo", ("127.0.0.1", int(sys.argv[2])))

def local():
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(sys.argv[3])

def fork():
    if os.fork() == 0:
        os._exit(0)

def grow():
    try:
        bytearray(3 * 1024**3)
    except MemoryError as error:
        raise ValueError from error

import resource
print(json.dumps({
    "given_up": given_up,
    "read": tried(lambda: open(sys.argv[1]).read()),
    "list": tried(lambda: os.listdir(os.path.dirname(sys.argv[1]))),
    "write": tried(lambda: open(sys.argv[1] + ".new", "w")),
    "remove": tried(lambda: os.unlink(sys.argv[1])),
    "rename": tried(lambda: os.rename(sys.argv[1], sys.argv[1] + ".moved")),
    "network": tried(lambda: socket.socket()),
    "UDP": tried(message),
    "Unix socket": tried(local),
    "netlink": tried(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)),
    "pair of sockets": tried(socket.socketpair),
    "pipe": tried(os.pipe),
    "copy of a stream": tried(lambda: os.dup(0)),
    "program": tried(lambda: os.execv("/bin/true", ["true"])),
    "memory": tried(grow),
    "limits back": tried(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100)) if os.geteuid() else open("/")),
    "fork": tried(fork),
    "own group": tried(os.setsid),
    "look": tried(lambda: os.stat(sys.argv[1])),
    "rights": tried(lambda: os.chmod(sys.argv[1], 0o777)),
    "times": tried(lambda: os.utime(sys.argv[1])),
    "limits raised": tried(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))),
    "other process": tried(lambda: os.kill(os.getppid(), 0)),
}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is of Linux")
def test_d2_nothing_of_the_person_can_be_reached(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("photo")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hears, socket.socket(socket.AF_UNIX) as listens:
        hears.bind(("127.0.0.1", 0))
        hears.setblocking(False)
        listens.bind(str(tmp_path / "local"))
        listens.listen()
        listens.setblocking(False)
        arguments = [str(secret), str(hears.getsockname()[1]), str(tmp_path / "local")]
        done = subprocess.run([sys.executable, "-c", TRY, *arguments], capture_output=True, text=True, timeout=30)
        with pytest.raises(BlockingIOError):
            hears.recv(10)
        with pytest.raises(BlockingIOError):
            listens.accept()
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    given_up = found.pop("given_up")
    assert {"NOFILE", "FSIZE", "CORE", "CPU", "AS", "NO_NEW_PRIVS"} <= set(given_up)
    if "LANDLOCK" not in given_up:  # an old kernel: paths can be named, but no file opened
        for name in ("list", "remove", "rename", "program", "other process"):
            found.pop(name)
    if "SECCOMP" not in given_up:  # another kind of processor
        for name in ("fork", "own group", "look", "rights", "times", "limits raised"):
            found.pop(name)
    assert {name for name, outcome in found.items() if outcome == "done"} == set()
    assert secret.read_text() == "photo"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["local", "secret"]
