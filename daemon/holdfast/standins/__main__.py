"""`python -m holdfast.standins`: a stand-in in a process of its own. Prints its URL on one line; SIGTERM ends it."""

import argparse
import signal
import sys
import threading

from holdfast.standins.cloud import Cloud
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.faults import S3_LISTING, Faults
from holdfast.standins.s3 import S3StandIn


def main() -> None:
    given = _arguments()
    standin = _s3(given) if given.kind == "s3" else _cloudinary(given)
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    if given.with_parent:
        threading.Thread(target=_until_stdin_closes, args=(stop,), daemon=True).start()
    with standin:
        sys.stdout.write(f"{standin.url}\n")
        sys.stdout.flush()
        stop.wait()


def _cloudinary(given: argparse.Namespace) -> Cloud:
    return StandIn(
        given.photos,
        seed=given.seed,
        folder_mode=given.folder_mode,
        nasty=given.nasty,
        pictures=not given.plain,
        faults=Faults(given.seed, rate=given.faults, listing_rate=given.faults),
        hourly=given.hourly,
        port=given.port,
    )


def _s3(given: argparse.Namespace) -> Cloud:
    faults = Faults(given.seed, rate=given.faults, listing_rate=given.faults, listing_kinds=S3_LISTING)
    return S3StandIn(given.photos, seed=given.seed, faults=faults, port=given.port)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m holdfast.standins", description=__doc__)
    parser.add_argument("--kind", choices=("cloudinary", "s3"), default="cloudinary")
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder-mode", choices=("dynamic", "fixed"), default="dynamic")
    parser.add_argument("--plain", action="store_true", help="small files instead of landscapes")
    parser.add_argument("--nasty", action="store_true", help="names that break backup programs, too")
    parser.add_argument("--faults", type=float, default=0.0, help="share of the requests that go wrong")
    parser.add_argument("--hourly", type=int, default=1_000_000, help="calls of the Admin API per hour")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input is closed")
    return parser.parse_args()


def _until_stdin_closes(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


if __name__ == "__main__":
    main()
