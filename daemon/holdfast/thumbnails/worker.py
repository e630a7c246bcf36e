"""The process that decodes pictures: `python -m holdfast.thumbnails.worker`. It reads requests from standard input
and answers on standard output; it knows no path, no catalog and no key, and may die at any picture."""

import os
import sys
from datetime import UTC, datetime
from typing import IO

from holdfast.thumbnails import frame, picture, reading
from holdfast.thumbnails.confine import allow_cpu, confine, peak_memory
from holdfast.thumbnails.lent import borrowed
from holdfast.thumbnails.reading import Reading

FACTS_SECONDS = 5
"""Of the processor, for what a file says; its picture may take longer."""

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
            asked, _ = frame.receive(requests, 0)
            answer = _answer(asked, borrowed(requests, answers, int(str(asked["length"]))))
        except frame.Broken:
            return
        _say(answers, answer)


def _say(answers: IO[bytes], answer: Answer) -> None:
    head, body = answer
    frame.send(answers, {**head, "peak": peak_memory()}, len(body), [body])


def _answer(asked: frame.Head, file: IO[bytes]) -> Answer:
    """What the file says; and its picture, if a size is asked for."""
    size, now = int(str(asked["size"])), datetime.fromtimestamp(float(str(asked["now"])), UTC)
    allow_cpu(FACTS_SECONDS)
    read = reading.read(file, str(asked["kind"]), int(str(asked["length"])), now)
    head: dict[str, object] = {"facts": read.facts, "named": read.named}
    if size == 0:
        return {**head, "state": "read"}, b""
    allow_cpu(int(str(asked["seconds"])))
    made, jpeg = _made(file, size, read)
    return {**head, **made}, jpeg


def _made(file: IO[bytes], size: int, read: Reading) -> Answer:
    turned = read.facts.get("orientation")
    try:
        file.seek(0)
        small = picture.make(file, str(read.facts["kind"]), size, turned if isinstance(turned, int) else None)
    except picture.Refused as rule:
        return {"state": "refused", "why": str(rule)}, b""
    except MemoryError:
        return {"state": "refused", "why": "it needs too much memory"}, b""
    except picture.UNREADABLE:
        return {"state": "failed", "why": "it cannot be decoded"}, b""
    shape = {"width": small.width, "height": small.height, "grey": small.grey.hex(), "rgb": small.rgb}
    return {"state": "made", **shape}, small.jpeg


if __name__ == "__main__":
    main()
