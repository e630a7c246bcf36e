"""A small fast cloud on loopback for measuring: a folder of files as an S3 bucket and as a Cloudinary account.

What is measured are the clients, so it costs as little as it can: several processes, bytes straight from the drive's
cache, no signature looked at. `python benchmarks/cloud.py FOLDER` prints its port and ends with its standard input.
"""

import json
import os
import socket
import sys
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from corpora import File, index

PROCESSES = 3
MOMENT = 1_760_000_000
STAMP = "2025-10-09T08:53:20"
CLOUD = "demo"


@dataclass(slots=True)
class Answer:
    """One answer: bytes, or a piece of a file."""

    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    file: Path | None = None
    start: int = 0
    length: int = 0


class Cloud:
    """What both faces know of the files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.files = index(folder)
        self.by_key = {each.key: each for each in self.files}
        self.keys = [each.key for each in self.files]
        self.rows = [_s3_row(each) for each in self.files]

    def answer(self, target: str, given: Mapping[str, str], body: bytes) -> Answer:
        """What is sent back, whatever the method."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if path.startswith("/v1_1/"):
            return self._admin(path, query, body)
        if path.startswith(f"/{CLOUD}/"):
            return self._bytes(path.partition("/upload/")[2].partition("/")[2], given)
        _, _, key = path.lstrip("/").partition("/")
        if key:
            return self._bytes(key, given)
        if "list-type" in query:
            return _xml(self._listing(query))
        return _xml('<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>')

    def _bytes(self, key: str, given: Mapping[str, str]) -> Answer:
        file = self.by_key.get(key)
        if file is None:
            error = _xml("<Error><Code>NoSuchKey</Code><Message>There is no such key</Message></Error>")
            error.status = "404 Not Found"
            return error
        headers = {
            "ETag": f'"{file.md5}"', "Last-Modified": formatdate(MOMENT, usegmt=True), "Accept-Ranges": "bytes",
            "Content-Type": "image/jpeg",
        }  # fmt: skip
        found = Answer(headers=headers, file=self.folder / key, length=file.bytes)
        first, dash, last = given.get("range", "").removeprefix("bytes=").partition("-")
        if dash:
            found.start, end = int(first), min(int(last or file.bytes), file.bytes - 1)
            found.length = end - found.start + 1
            found.status = "206 Partial Content"
            headers["Content-Range"] = f"bytes {found.start}-{end}/{file.bytes}"
        return found

    def _listing(self, query: Mapping[str, str]) -> str:
        """One page of ListObjectsV2; with a delimiter, the folders below the prefix once each."""
        prefix, most = query.get("prefix", ""), min(1000, int(query.get("max-keys", "1000")))
        after = query.get("continuation-token") or query.get("start-after") or ""
        at = max(bisect_left(self.keys, prefix), bisect_right(self.keys, after) if after else 0)
        end = bisect_left(self.keys, prefix + "\U0010ffff")
        found: list[str] = []
        folders: list[str] = []
        while at < end and len(found) + len(folders) < most:
            inner, delimiter, _ = self.keys[at][len(prefix) :].partition(query.get("delimiter") or "\0")
            if delimiter:
                folders.append(f"{prefix}{inner}/")
                at = bisect_left(self.keys, folders[-1] + "\U0010ffff")
            else:
                found.append(self.rows[at])
                at += 1
        more = at < end
        token = f"<NextContinuationToken>{self.keys[at - 1]}</NextContinuationToken>" if more else ""
        shared = "".join(f"<CommonPrefixes><Prefix>{each}</Prefix></CommonPrefixes>" for each in folders)
        return (
            '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<Name>bucket</Name><Prefix>{prefix}</Prefix><KeyCount>{len(found) + len(folders)}</KeyCount>"
            f"<MaxKeys>{most}</MaxKeys><IsTruncated>{str(more).lower()}</IsTruncated>{token}{''.join(found)}{shared}"
            "</ListBucketResult>"
        )

    def _admin(self, path: str, query: Mapping[str, str], body: bytes) -> Answer:
        call = path.split("/")[3:]
        if call[0] == "config":
            return _json({"cloud_name": CLOUD, "settings": {"folder_mode": "fixed"}})
        if call[0] != "resources":
            return _json({"status": "ok", "plan": "Free", "resources": len(self.files)})
        if call[1:] == ["search"]:
            asked = json.loads(body or b"{}")
            return self._assets(int(asked.get("next_cursor") or 0), int(asked.get("max_results", 50)))
        if call[1:2] != ["image"] or call[2:3] == ["private"] or call[2:3] == ["authenticated"]:
            return _json({"resources": []})
        return self._assets(int(query.get("next_cursor") or 0), int(query.get("max_results", "10")))

    def _assets(self, at: int, most: int) -> Answer:
        said: dict[str, object] = {"resources": [self._asset(each) for each in self.files[at : at + most]]}
        if at + most < len(self.files):
            said["next_cursor"] = str(at + most)
        return _json(said)

    def _asset(self, file: File) -> dict[str, object]:
        public_id = file.key.removesuffix(".jpg")
        url = f"http://127.0.0.1:{self.port}/{CLOUD}/image/upload/v1/{file.key}"
        return {
            "asset_id": file.md5, "public_id": public_id, "format": "jpg", "version": 1, "type": "upload",
            "resource_type": "image", "created_at": f"{STAMP}Z", "bytes": file.bytes, "width": 1440, "height": 960,
            "folder": public_id.rpartition("/")[0], "url": url, "secure_url": url, "etag": file.md5, "tags": [],
        }  # fmt: skip


def _s3_row(file: File) -> str:
    return (
        f"<Contents><Key>{file.key}</Key><LastModified>{STAMP}.000Z</LastModified><ETag>&quot;{file.md5}&quot;</ETag>"
        f"<Size>{file.bytes}</Size><StorageClass>STANDARD</StorageClass></Contents>"
    )


def _xml(text: str) -> Answer:
    return Answer(headers={"Content-Type": "application/xml"}, body=text.encode())


def _json(value: object) -> Answer:
    return Answer(headers={"Content-Type": "application/json"}, body=json.dumps(value).encode())


def _serve(cloud: Cloud, connection: socket.socket) -> None:
    """Requests of one connection, one after the other."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, connection.makefile("rb") as reader:
        while line := reader.readline():
            method, target, _ = line.decode("latin-1").split(" ")
            given = {}
            while (line := reader.readline()) not in (b"\r\n", b""):
                name, _, value = line.decode("latin-1").partition(":")
                given[name.lower()] = value.strip()
            body = reader.read(int(given.get("content-length", "0")))
            _send(connection, cloud.answer(target, given, body), method == "HEAD")


def _send(connection: socket.socket, answer: Answer, is_head: bool) -> None:
    length = answer.length if answer.file else len(answer.body)
    headers = {**answer.headers, "Content-Length": str(length), "Server": "bench"}
    head = f"HTTP/1.1 {answer.status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    if is_head or not answer.file:
        connection.sendall(f"{head}\r\n".encode() + (b"" if is_head else answer.body))
        return
    with answer.file.open("rb", buffering=0) as file:
        connection.send(f"{head}\r\n".encode(), socket.MSG_MORE)
        connection.sendfile(file, answer.start, answer.length)


def _accept(cloud: Cloud, listener: socket.socket) -> None:
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_quietly, args=(cloud, connection), daemon=True).start()


def _quietly(cloud: Cloud, connection: socket.socket) -> None:
    with suppress(OSError, ValueError):  # a client that went away
        _serve(cloud, connection)


def main() -> None:
    cloud = Cloud(Path(sys.argv[1]))
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    cloud.port = listener.getsockname()[1]
    print(cloud.port, flush=True)
    for _ in range(PROCESSES - 1):
        if os.fork() == 0:
            break
    threading.Thread(target=_accept, args=(cloud, listener), daemon=True).start()
    sys.stdin.read()  # every process has it, and each ends with it


if __name__ == "__main__":
    main()
