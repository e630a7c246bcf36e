"""The entry: there at once, so that Ctrl-C while the program is still being loaded shows no traceback."""

import gc
import os
import signal
import sys

INTERRUPTED = 130
THUMBNAILS_WORKER = "thumbnails-worker"
COURIER = "courier"
HERALD = "herald"


def main() -> None:
    """Run the command of this process and end with its exit code."""
    if sys.argv[1:2] == [THUMBNAILS_WORKER]:  # a Holdfast that is one single program is its own worker
        from holdfast.thumbnails import worker

        worker.main()
        return
    if sys.argv[1:2] == [COURIER]:
        from holdfast.couriers import worker as courier

        courier.main()
        return
    if sys.argv[1:2] == [HERALD]:
        from holdfast.daemon import herald_worker

        herald_worker.main()
        return
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # else whoever started us wants it ignored
    if heeded:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))  # there is nothing to put away yet
    gc.disable()  # what is loaded stays: to look through it again and again is a tenth of the start
    from holdfast.cli.program import run_process  # takes a good part of a second

    gc.freeze()
    gc.enable()
    if heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(run_process(sys.argv[1:]))
