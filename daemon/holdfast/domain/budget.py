"""How many calls a cloud still allows, and what that means for when a run is done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """What a cloud says of the calls that it allows."""

    limit: int
    """Calls per window."""
    left: int
    resets_at: int | None
    """Unix milliseconds: when the window ends and all calls are there again; None: it does not say."""
