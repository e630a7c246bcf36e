"""Giving each exported photo a path of its own, the same in every run over the same photos."""

import hashlib

from holdfast.domain import naming


class Seen:
    """A set of texts that remembers 8 bytes of each. Of a million texts it takes two for one about once in forty
    million times; then a file gets a suffix that it would not have needed."""

    def __init__(self) -> None:
        self._marks: set[int] = set()

    def add(self, text: str) -> None:
        self._marks.add(_mark(text))

    def __contains__(self, text: str) -> bool:
        return _mark(text) in self._marks


class Layout:
    """Paths that no drive takes for one another. Photos must come in the same order each time."""

    def __init__(self, *reserved: str) -> None:
        self._files, self._folders = Seen(), Seen()
        for path in reserved:
            self._keep(path)

    def place(self, proposed: str, key: str) -> str:
        """The proposed path, or that with `~` and 8 hex digits when another photo has it or a folder of its name."""
        path = _placed(proposed, key, self._files, self._folders)
        self._keep(path)
        return path

    def is_free(self, path: str) -> bool:
        """Nothing has this path yet."""
        folded = naming.fold(path)
        return folded not in self._files and folded not in self._folders

    def _keep(self, path: str) -> None:
        folded = naming.fold(path)
        self._files.add(folded)
        while "/" in folded:
            folded = folded.rpartition("/")[0]
            self._folders.add(folded)


def _placed(proposed: str, key: str, files: Seen, folders: Seen) -> str:
    """`naming.place` leaves the first part alone, which is a source's own folder in the library: here it is a dot."""
    path = naming.place(f"./{proposed}", key, lambda folded: folded[2:] in files, lambda folded: folded[2:] in folders)
    return path[2:]


def _mark(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
