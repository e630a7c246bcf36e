"""The process that decodes pictures: `python -m holdfast.thumbnails.worker`. It reads requests from standard input
and answers on standard output; it knows no path, no catalog and no key, and may die at any picture."""

import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import IO

from holdfast.thumbnails import frame, picture
from holdfast.thumbnails.confine import allow_cpu, confine, peak_memory

MOST_BYTES = 256 * 1024 * 1024
"""Of a file that is looked at."""

Answer = tuple[frame.Head, bytes]


def main() -> None:
    """Answer until the other side ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    if len(sys.argv) > 1 and hasattr(os, "nice"):
        os.nice(int(sys.argv[-1]))
    picture.prepare()
    _say(answers, ({"confined": confine()}, b""))
    while True:
        try:
            asked, data = frame.receive(requests, MOST_BYTES)
        except frame.Broken:
            return
        _say(answers, _answer(asked, data))


def _say(answers: IO[bytes], answer: Answer) -> None:
    head, body = answer
    frame.send(answers, {**head, "peak": peak_memory()}, len(body), [body])


def _answer(asked: frame.Head, data: bytes) -> Answer:
    allow_cpu(int(str(asked["seconds"])))
    now = datetime.fromtimestamp(float(str(asked["now"])), UTC)
    try:
        small = picture.make(data, int(str(asked["size"])), now)
    except picture.Refused as rule:
        return {"state": "refused", "why": str(rule)}, b""
    except MemoryError:
        return {"state": "refused", "why": "it needs too much memory"}, b""
    except picture.UNREADABLE:
        return {"state": "failed", "why": "it cannot be decoded"}, b""
    return {"state": "made", "width": small.width, "height": small.height, "facts": asdict(small.facts)}, small.jpeg


if __name__ == "__main__":
    main()
