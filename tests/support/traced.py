"""What a process and all that it starts do to the file system, and with which words they are started, by strace."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHANGES = (
    "creat,open,openat,openat2,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
    "unlink,unlinkat,rmdir,truncate,chmod,fchmodat,chown,fchownat,utimensat,setxattr"
)
OPTIONS = ("-f", "-qq", "-y", "-v", "-s", "65536", "-e", f"trace=execve,{CHANGES}")
WRITING = ("O_CREAT", "O_WRONLY", "O_RDWR", "O_TRUNC")
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)")
_PATH = re.compile(r'(?:AT_FDCWD<([^>]*)>, |\d+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Trace:
    """A log of strace."""

    lines: list[str]

    def started(self) -> list[str]:
        """Every program that was started, with its arguments and its environment, as strace writes them."""
        return [line for line in self.lines if "execve(" in line]

    def changed(self) -> set[Path]:
        """Every path that was made, changed, renamed or taken away, or opened to be."""
        return set(self._changed())

    def _changed(self) -> Iterator[Path]:
        for line in self.lines:
            found = _CALL.match(line)
            if found is None or found[1] == "execve" or found[3].startswith("-"):
                continue
            if found[1].startswith("open") and not any(flag in found[2] for flag in WRITING):
                continue
            for here, there, name in _PATH.findall(found[2]):
                yield Path(here or there or "/") / name


def read(log: Path) -> Trace:
    """The trace in this file; calls that another process interrupted are put together again."""
    waiting: dict[str, str] = {}
    lines = []
    for line in log.read_text("utf-8", "replace").splitlines():
        process, _, rest = line.partition(" ")
        if rest.endswith("<unfinished ...>"):
            waiting[process] = line.removesuffix("<unfinished ...>")
        elif "resumed>" in rest:
            lines.append(waiting.pop(process, "") + rest.partition("resumed>")[2])
        else:
            lines.append(line)
    return Trace(lines)
