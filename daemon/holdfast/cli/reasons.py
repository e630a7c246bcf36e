"""Why one picture is suggested rather than another, in words."""

from collections.abc import Mapping

from holdfast.cli import words
from holdfast.domain.duplicates import Reason

NONE: Mapping[str, str] = {
    "picked": "picked by you", "place": "knows where it was taken", "first": "nothing speaks for another one",
}  # fmt: skip
"""Reasons that need no number."""


def because(reason: Reason) -> str:
    """`6000 x 4000, has the place, in 2 collections`: what speaks for the suggested one."""
    return ", ".join(_word(str(said["code"]), said["value"]) for said in reason)


def _word(code: str, value: str | int) -> str:
    if code in NONE:
        return NONE[code]
    if code == "collections":
        return f"in {value} collection{'' if value == 1 else 's'}"
    return _told(code, value)


def _told(code: str, value: str | int) -> str:
    match code:
        case "rating":
            return f"rated {value}"
        case "pixels":
            return str(value).replace("x", " x ")
        case "format":
            return f"{str(value).upper()} keeps more"
        case "bytes":
            return f"{words.size(int(value))} at equal pixels"
        case "camera":
            return f"names its camera, {value}"
        case "oldest":
            return f"the earliest date, {str(value).replace('T', ' ')}"
        case "identical":
            return f"listed {value} times"
    return code
