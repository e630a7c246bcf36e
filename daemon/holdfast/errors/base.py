"""The root of the tree, and what belongs to no part of it."""

from typing import ClassVar


class HoldfastError(Exception):
    """Something went wrong, said for a person: what happened and what to do next."""

    code: ClassVar[str] = "UNEXPECTED"
    exit_code: ClassVar[int] = 1
    transient: ClassVar[bool] = False
    """Worth another try by itself, after a pause."""
    default_action: ClassVar[str] = "Run `holdfast doctor`, or look into the log."

    def __init__(self, message: str, *, action: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.action = action or self.default_action


class UsageError(HoldfastError):
    """The request itself cannot be carried out."""

    code = "USAGE"
    exit_code = 2
    default_action = "Correct the command and run it again."

    def __init__(self, message: str, *, action: str | None = None, field: str | None = None) -> None:
        super().__init__(message, action=action)
        self.field = field
        """What of a form it is about, where that is known: it is told there."""


class QueryError(UsageError):
    """A search has no meaning from the character at `position` on."""

    code = "BAD_QUERY"
    default_action = "Correct the search at that place."

    def __init__(self, message: str, *, position: int, action: str | None = None) -> None:
        super().__init__(message, action=action)
        self.position = position


class ThumbnailsStopped(HoldfastError):
    """Not a picture's fault: no picture can be decoded here just now."""

    code = "THUMB_STOPPED"
    default_action = "Run `holdfast doctor`, or install Holdfast again. Your photos are as safe as they were."


class PartsTooOld(HoldfastError):
    """A library that Holdfast stands on has a fault that newer versions have not."""

    code = "PARTS_TOO_OLD"
    default_action = "Install Holdfast again: that brings the versions that it was made for."


class DrillFailed(HoldfastError):
    """Photos that were taken through a restore did not come back whole."""

    code = "DRILL_FAILED"
    default_action = "Run `holdfast verify --repair`, then `holdfast drill`."


class Busy(HoldfastError):
    """Another Holdfast holds the lock."""

    code = "BUSY"
    exit_code = 6
    default_action = "Wait until it has finished, or stop it with `holdfast daemon stop`."


class LoginItemRefused(HoldfastError):
    """The entry that starts Holdfast at login cannot be written, read or taken away."""

    code = "LOGIN_ITEM"
    default_action = "Start the daemon yourself with `holdfast daemon start`, or try again."


class Conflict(HoldfastError):
    """What was asked does not fit what is there now: somebody came first."""

    code = "CONFLICT"
    exit_code = 2
    default_action = "Look at what is there now, then decide again."


class Interrupted(Exception):
    """The person or the system asked the work to stop: `cancel`, `pause`, `stop`; or to `leave` this source alone."""

    def __init__(self, wish: str) -> None:
        super().__init__(wish)
        self.wish = wish


class Waiting(Exception):
    """The work goes on by itself at `until` (Unix milliseconds), in whatever process then runs it."""

    def __init__(self, until: int, code: str, reason: str) -> None:
        super().__init__(reason)
        self.until = until
        self.code = code
        self.reason = reason
