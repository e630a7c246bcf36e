"""The log file: what the code says of its work, with secrets crossed out."""

import logging
import re
from logging.handlers import RotatingFileHandler

from holdfast.config import Home

LARGEST = 5_000_000
KEPT = 3
FORM = "%(asctime)s %(levelname)s [%(process)d] %(name)s: %(message)s"

SECRETS = (
    re.compile(r"(\b[a-z][a-z0-9+.-]*://[^:/@\s]*:)[^@\s]+(?=@)", re.IGNORECASE),
    re.compile(r"(authorization['\"]?\s*[:=]\s*['\"]?(?:basic|bearer|oauth)\s+)[^\s'\",]+", re.IGNORECASE),
    re.compile(
        r"((?:api_?secret|api_?key|secret_?access_?key|signature|x-amz-signature|x-amz-credential|x-amz-security-token|oauth_\w+"
        r"|password|token|code)"
        r"['\"]?\s*[=:]\s*['\"]?)[^\s'\"&,;)}\]]+",
        re.IGNORECASE,
    ),
    re.compile(r"(/s--)[\w-]+(?=--/)"),
)


def without_secrets(text: str) -> str:
    """The text with everything crossed out that looks like a secret."""
    for pattern in SECRETS:
        text = pattern.sub(r"\1***", text)
    return text


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


def keep(home: Home) -> None:
    """Send what the code logs to the log file of this home. The daemon's own call came first, if there was one."""
    if not logging.getLogger().handlers and home.path.is_dir():
        home.log_file.parent.mkdir(mode=0o700, exist_ok=True)
        _send_to(logging.FileHandler(home.log_file, encoding="utf-8", delay=True, errors="backslashreplace"))


def keep_rotated(home: Home, also_terminal: bool) -> None:
    """The same for the daemon, which runs for months: old logs are dropped. Someone who looks on sees it too."""
    home.make()
    _send_to(RotatingFileHandler(home.log_file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True,
                                 errors="backslashreplace"))  # fmt: skip
    if also_terminal:
        _send_to(logging.StreamHandler())


def _send_to(handler: logging.Handler) -> None:
    logging.raiseExceptions = False  # a full disk or a closed terminal must not stop the work
    handler.setFormatter(_Redacting(FORM))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)  # libraries, which would log URLs
    logging.getLogger("holdfast").setLevel(logging.INFO)
