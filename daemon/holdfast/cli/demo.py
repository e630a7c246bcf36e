"""`holdfast demo`."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli import terminal
from holdfast.cli.call import Call
from holdfast.clock import SystemClock
from holdfast.config import Home


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    photos: Annotated[
        int, typer.Option("--photos", metavar="N", min=1, help="How many photos the Cloudinary cloud holds.")
    ] = 48,
    seconds: Annotated[
        float | None, typer.Option("--seconds", metavar="N", min=0, help="End after so many seconds; none: Ctrl-C.")
    ] = None,
    no_window: Annotated[bool, typer.Option("--no-window", help="Serve the page instead of opening a window.")] = False,
) -> int:
    """Back up two invented clouds for real, a Cloudinary account and an S3 bucket, and show the result.

    Needs no account: clouds, home and library are made in a temporary folder.
    """
    from holdfast.cli import showcase  # it brings the window and the stand-ins along

    place = Path(tempfile.mkdtemp(prefix="holdfast-demo-"))
    home = Home(place / "home")
    try:
        code = showcase.run(
            Call(home, home.key_file, SystemClock()), place, photos, seconds, window=not no_window
        )
    except KeyboardInterrupt:
        terminal.say(f"The demo was stopped. What it made lies in {place}; delete it when you like.")
        raise
    terminal.say(
        f"The demo has ended, and all that it started. Its library is {place / 'Photos'}; delete {place} when you like."
    )
    return code
