"""The lines of the person's own work in the library, and their JSON form: each field of the value by its name."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from holdfast.domain.own import Collection, Decision, Mark, Own, Shoot

KINDS: Mapping[str, type[Own]] = MappingProxyType(
    {"mark": Mark, "shoot": Shoot, "collection": Collection, "decision": Decision}
)
NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"mark": ("sha256",), "shoot": ("uid",), "collection": ("uid",), "decision": ("first", "second")}
)
"""What names the thing that a line is about."""


def to_json(own: Own) -> dict[str, object]:
    """What a line says; what has its usual value is left out."""
    kind = next(name for name, kind in KINDS.items() if isinstance(own, kind))
    said = {each.name: getattr(own, each.name) for each in fields(own) if getattr(own, each.name) != each.default}
    return {"line": kind} | {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def from_json(kind: str, data: Mapping[str, object]) -> Own:
    """The value of a line; TypeError or KeyError when a field is missing or of the wrong type. Unknown ones are passed
    over."""
    hints = get_type_hints(KINDS[kind])
    said: dict[str, Any] = {name: _typed(name, data[name], hints[name]) for name in hints if data.get(name) is not None}
    for name in (*NEEDED[kind], "told_at"):
        if name not in said:
            raise KeyError(name)
    return KINDS[kind](**said)


def key(data: Mapping[str, object]) -> str | None:
    """What a line is about: a later one with the same key takes its place. None: not one of these lines."""
    kind = data.get("line")
    if not isinstance(kind, str) or kind not in KINDS:
        return None
    named = [data.get(name) for name in NEEDED[kind]]
    return " ".join([kind, *map(str, named), str(data.get("part") or 0)])


def _typed(name: str, value: object, hint: Any) -> object:  # noqa: ANN401 - a type as typing tells it
    """The value as its field wants it."""
    if hint == tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise TypeError(name)
        return tuple(value)
    wanted = get_args(hint) or (hint,)
    if float in wanted and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        raise TypeError(name)
    return value
