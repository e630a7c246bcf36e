"""The folder that photos are restored to; the library is untouched."""

from holdfast.errors.base import HoldfastError


class TargetError(HoldfastError):
    """The folder that photos are restored to cannot be used; what came there before stays."""

    code = "TARGET"
    exit_code = 4
    default_action = "Look at that folder and its drive, and run the command again: it goes on from here."


class TargetRefused(TargetError):
    """That folder is no place for restored photos."""

    code = "TARGET_REFUSED"
    exit_code = 2
    default_action = "Name another folder."


class TargetFull(TargetError):
    code = "TARGET_FULL"
    default_action = "Free some space there or name another folder, and run the command again: it goes on from here."


class TargetTaken(TargetError):
    """One photo cannot be put where it belongs; the others go on."""

    code = "TARGET_TAKEN"
    exit_code = 1
    default_action = "Look at what has its place, or restore into an empty folder."


class TargetSpoilt(TargetError):
    """The drive there does not give back what was written; the library has the photo."""

    code = "TARGET_SPOILT"
    exit_code = 1
    default_action = "That drive may be failing: restore onto another one."
