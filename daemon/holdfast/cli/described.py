"""What a source says of itself after it was asked, in plain words or as JSON."""

from holdfast.cli import terminal
from holdfast.sources.base import Description

LABELS = {"etag": "what a listing tells of each photo's bytes", "resume": "downloads go on where they broke off"}
"""Facts whose names say nothing to a person."""


def print_description(name: str, description: Description, as_json: bool, **more: int | str) -> None:
    """The findings; `more`: what belongs to a source that was just added."""
    if as_json:
        terminal.print_json({
            "name": name, "title": description.title, "facts": dict(description.facts), **more,
        })  # fmt: skip
        return
    terminal.say(f"{name}: the key works. It is the {description.title}.")
    for fact, value in description.facts.items():
        terminal.say(f"  {LABELS.get(fact, fact.replace('_', ' '))}: {value}")
    if more:
        terminal.say("Next: `holdfast backup` copies its photos; `holdfast backup --dry-run` only counts them.")
