"""When it is time to make safe what has arrived: soon enough to lose little, seldom enough to cost little."""

FILES = 50
BYTES = 256 * 1000 * 1000
SECONDS = 5.0


class Fill:
    """What has come together since the last time. Time comes in as an argument."""

    def __init__(self, *, files: int = FILES, bytes: int = BYTES, seconds: float = SECONDS) -> None:
        self._limits = files, bytes, seconds
        self._files = 0
        self._bytes = 0
        self._since: float | None = None

    def add(self, bytes: int, now: float) -> None:
        """One more, with so many bytes that are not on the medium yet."""
        self._files += 1
        self._bytes += bytes
        if self._since is None:
            self._since = now

    def is_enough(self, now: float) -> bool:
        """By number, by bytes, or because the first one has waited long enough."""
        files, size, seconds = self._limits
        waited = 0.0 if self._since is None else now - self._since
        return self._files >= files or self._bytes >= size or waited >= seconds
