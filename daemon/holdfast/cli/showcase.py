"""What `holdfast demo` does: the whole way once, for real, against two clouds that live in this process."""

import subprocess
import threading
from pathlib import Path

from holdfast.catalog.jobs import Parameters
from holdfast.cli import call as calls
from holdfast.cli import outcome, page, terminal, words
from holdfast.cli.backup import tell
from holdfast.cli.call import Call
from holdfast.cli.daemon import end_by_signals, start_daemon, tell_start
from holdfast.cli.work import carry_out
from holdfast.daemon import process
from holdfast.engine import setup
from holdfast.engine.setup import Opened
from holdfast.standins import exhibition
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn

CLOUD, BUCKET = "Demo cloud", "Demo bucket"
PATIENCE = 10.0
LOOK_EVERY = 0.1


def run(call: Call, place: Path, photos: int, seconds: float | None, *, window: bool) -> int:
    """Back up the invented clouds into `place` and show the result; the exit code of the backup."""
    with StandIn(photos, pictures=True, nasty=False, hourly=500) as cloud, S3StandIn(bucket="family-photos") as bucket:
        showcase = Showcase(call, place, cloud, bucket)
        code = showcase.back_up()
        if seconds != 0:
            showcase.present(seconds, window=window)
    return code


class Showcase:
    """One demo: its clouds, its home, its window."""

    def __init__(self, call: Call, place: Path, cloud: StandIn, bucket: S3StandIn) -> None:
        self._call = call
        self._place = place
        self._cloud = cloud
        self._bucket = bucket

    def back_up(self) -> int:
        """The same steps that the README tells a person to take."""
        call = self._call
        self._fill()
        made = setup.init(call.home, self._place / "Photos", call.key_file, call.clock)
        terminal.say(f"Made the library {made.library} and a catalog in {call.home.path}.")
        with call.opened() as opened:
            concerned = self._add(opened)
            job = carry_out(call, opened, "backup", Parameters(), quiet=False)
            status = calls.status(opened)
            tell(job, status, outcome.verdict(status, call.now()), concerned)
            held = words.files(status.totals.originals)
            terminal.say(f"The library holds {held} for them: what is in both clouds is kept once.")
            return outcome.exit_code(opened, job, concerned)

    def _fill(self) -> None:
        cloud, bucket = self._cloud, self._bucket
        twins = exhibition.hang(cloud, bucket)
        there = words.photos(len(cloud.photos))
        terminal.say(f"A Cloudinary cloud with {there} is at {cloud.base}, on this computer alone.")
        there = words.photos(exhibition.OWN + exhibition.SENT + twins + 1)
        terminal.say(
            f"An S3 bucket with {there} is at {bucket.base}: {twins} of them the cloud has as well, one is archived."
        )

    def _add(self, opened: Opened) -> set[int]:
        """Both clouds as sources."""
        bucket = self._bucket
        place = {"bucket": bucket.bucket, "endpoint_url": bucket.endpoint}
        secret = {"access_key_id": bucket.key, "secret_access_key": bucket.secret}
        cloud_id, cloud = setup.add_cloudinary(opened, CLOUD, self._cloud.url)
        bucket_id, found = setup.add_s3(opened, BUCKET, place, secret)
        for name, description in ((CLOUD, cloud), (BUCKET, found)):
            terminal.say(f"Added the {description.title}, called {name!r} here.")
        return {cloud_id, bucket_id}

    def present(self, seconds: float | None, *, window: bool) -> None:
        """The window where there is a screen, else the page and where it is; the daemon runs meanwhile."""
        stop = threading.Event()
        end_by_signals(stop)
        try:
            tell_start(self._call.home, start_daemon(self._call))
            reason = self._window(stop, seconds) if window else "You asked for no window."
            if reason and not stop.is_set():
                with self._call.opened() as opened:
                    page.serve_instead(opened, stop, reason, seconds)
        finally:
            process.stop(self._call.home, self._call.clock)

    def _window(self, stop: threading.Event, seconds: float | None) -> str:
        """Show the window until it is closed, `stop` is set or the time is over. Why not, if it cannot be shown."""
        call = self._call
        reason = page.why_no_window(call.home)
        if reason:
            return reason
        terminal.say("The window opens. Close it, or press Ctrl-C, to end the demo.")
        # A process and a session of its own: it ends when we say so, and Ctrl-C reaches us alone.
        with call.home.log_file.open("ab") as log:  # what a browser engine mutters is not for the terminal
            child = subprocess.Popen(
                [*process.program(), "open"],
                env=process.environment(call.home, call.key_file),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if self._watch(child, stop, seconds):
            return ""
        return f"The window could not stay open (exit code {child.returncode}); {call.home.log_file} may say why."

    def _watch(self, child: "subprocess.Popen[bytes]", stop: threading.Event, seconds: float | None) -> bool:
        """Until the window ends, and end it when `stop` is set or the time is over. False: it broke down."""
        clock = self._call.clock
        deadline = None if seconds is None else clock.monotonic() + seconds
        while child.poll() is None and not clock.sleep(LOOK_EVERY, stop):
            if deadline is not None and clock.monotonic() > deadline:
                stop.set()
        if child.poll() is None:
            child.terminate()
            child.wait(PATIENCE)
            return True
        return child.returncode == 0
