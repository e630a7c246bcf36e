"""The secret, the key and every signature stay inside: in no text that anybody may see."""

import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Callable

import pytest

from holdfast import errors
from holdfast.sources.cloudinary import CloudinarySource, account_of, parse_url
from holdfast.sources.cloudinary_account import DEFAULT_PREFIX
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.signing import api_signature

Connect = Callable[..., CloudinarySource]
KEY, SECRET = "271828182845904", "canary-9f8e7d6c"

API = [
    "401:api_secret mismatch " + SECRET, "403:no " + SECRET, "400:" + SECRET, "404:" + KEY, "420:9", "429:garbage",
    "500", "html", "reset", "truncate", "hang_up", "chunked_cut", "cut_json", "stall", "redirect:other",
    "redirect:http://x:" + SECRET + "@127.0.0.1/",
]  # fmt: skip
BYTES = [*API, "401:Invalid Signature. String to sign - 'x'", "wrong_bytes", "no_length_cut", "redirect:loop"]


def connected(connect: Connect, standin: StandIn) -> CloudinarySource:
    return connect(standin, rate_window=0.2, api_timeout=0.2)


def faulty(call: Callable[[], object]) -> str:
    """Everything that an error lets out: its sentence, its repr, its traceback with all that led to it."""
    try:
        call()
    except (errors.HoldfastError, errors.Interrupted) as error:
        return "".join(traceback.format_exception(error)) + repr(error) + str(error)
    return ""


def test_nothing_of_it_is_in_errors_logs_or_output(
    connect: Connect, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[str] = []
    with StandIn(60, key=KEY, secret=SECRET) as standin:
        source = connected(connect, standin)
        photos = [photo for page in source.list(None) for photo in page.photos]
        private = next(photo for photo in photos if photo.delivery == "private")
        for fault in API:
            for where in ("api", "listing"):
                standin.faults.plan(fault, where=where)
                seen.append(faulty(source.describe if where == "api" else lambda: next(source.list(None))))
        for fault in BYTES:
            for photo in (photos[0], private):
                standin.faults.plan(fault, key=photo.key, times=2)
                seen.append(faulty(lambda photo=photo: list(source.open(photo).chunks())))  # type: ignore[misc]
                standin.faults._planned.clear()
        standin.revoke()
        seen += [faulty(source.describe), faulty(lambda: source.open(private))]
        seen += [repr(source), repr(photos), repr(vars(source))]
    assert sum(map(bool, seen)) > 50
    everything = "\n".join([*seen, caplog.text, *capfd.readouterr()])
    for secret in (SECRET, KEY, "signature=", "Authorization"):
        assert secret not in everything, everything[max(0, everything.find(secret) - 800) :][:1600]


def test_an_account_hides_them_in_its_repr() -> None:
    said = parse_url(f"cloudinary://{KEY}:{SECRET}@demo")
    account = account_of(said.settings, said.credentials)
    for shown in (repr(said), repr(account), str(account), repr(account.rules)):
        assert SECRET not in shown
        assert KEY not in shown


def test_signatures_are_there_to_be_found() -> None:
    """Else the search above would find nothing of anything."""
    assert api_signature({"a": "1"}, SECRET) != api_signature({"a": "1"}, SECRET + "x")
    assert DEFAULT_PREFIX.startswith("https://")


CHILD = """
import os, sys
from holdfast.clock import SystemClock
from holdfast.sources.cloudinary import CloudinarySource, parse_url
said = parse_url(sys.argv[1])
source = CloudinarySource(said.settings, said.credentials, SystemClock())
print(source.describe().facts["cloud_name"], len(next(source.list(None)).photos), os.environ["CLOUDINARY_URL"][:13])
source.close()
"""


@pytest.mark.parametrize(
    "foreign",
    [
        {"CLOUDINARY_URL": "cloudinary://1:2@stranger?upload_prefix=http://127.0.0.1:9&secure=false"},
        {"CLOUDINARY_URL": "not a url at all"},
        {
            "CLOUDINARY_URL": "cloudinary://",
            "CLOUDINARY_CLOUD_NAME": "stranger",
            "CLOUDINARY_API_PROXY": "http://127.0.0.1:9",
        },
        {"CLOUDINARY_URL": "cloudinary://1", "HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"},
    ],
)
def test_a_strangers_account_in_the_environment_is_not_used(foreign: dict[str, str]) -> None:
    with StandIn(20) as standin:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **foreign}
        command = [sys.executable, "-W", "error", "-c", CHILD, standin.url]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout == f"demo 14 {foreign['CLOUDINARY_URL'][:13]}\n"
