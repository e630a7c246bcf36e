"""A slow link on loopback: a relay that hands bytes on after a delay and no faster than a rate.

For all programs alike. It stands in for `tc netem`, which not every kernel has: it knows nothing of lost packets or of
TCP's slow start on a long way. `python benchmarks/delay.py PORT` prints its own port and ends with its standard input.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

ONE_WAY = 0.015
"""Seconds that a byte is under way: 30 ms there and back."""
RATE = 25_000_000
"""Bytes per second that the link carries towards the client, all connections together: 200 Mbit/s."""
PIECE = 64 * 1024
WINDOW = 4_000_000
"""Bytes of one connection that may be under way."""


class Link:
    """What all connections share: when the link is free again."""

    def __init__(self) -> None:
        self._free_at = 0.0

    def arrival(self, size: int) -> float:
        """When a piece that is sent now has arrived."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(now, self._free_at) + size / RATE
        return self._free_at + ONE_WAY


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    """One direction of one connection."""
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(WINDOW // PIECE)
    delivery = asyncio.create_task(_deliver(under_way, writer))
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            await under_way.put((link.arrival(len(piece)), piece))
    await under_way.put((link.arrival(0), b""))
    await delivery


async def _deliver(under_way: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    with suppress(OSError):
        while True:
            moment, piece = await under_way.get()
            await asyncio.sleep(max(0.0, moment - loop.time()))
            if not piece:
                break
            writer.write(piece)
            await writer.drain()
    writer.close()


def _relay(port: int) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    down, up = Link(), Link()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2 * ONE_WAY)  # the handshake
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_carry(reader, back, up), _carry(there, writer, down))

    return relay


async def main() -> None:
    server = await asyncio.start_server(_relay(int(sys.argv[1])), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
