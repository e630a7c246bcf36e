"""The keys of a bucket and every signature stay inside: in no text that anybody may see."""

import logging
import traceback
from collections.abc import Callable
from contextlib import closing

import pytest
from s3_reading import DATA

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.sources.s3 import S3Source
from holdfast.standins.s3 import S3StandIn

KEY, SECRET, TOKEN = "AKIACANARY27182818", "canary-9f8e7d6c5b4a", "canary-session-31415"
FAULTS = [
    "401", "403", "400", "404", "429:9", "429:garbage", "500", "502", "503", "html", "reset", "truncate", "hang_up",
    "chunked_cut", "stall", "redirect:other", f"redirect:http://x:{SECRET}@127.0.0.1/", "bad_xml", "cut", "laughs",
]  # fmt: skip


def faulty(call: Callable[[], object]) -> str:
    """Everything that an error lets out: its sentence, its repr, its traceback with all that led to it."""
    try:
        call()
    except (errors.HoldfastError, errors.Interrupted) as error:
        return "".join(traceback.format_exception(error)) + repr(error) + str(error) + error_action(error)
    return ""


def error_action(error: errors.HoldfastError | errors.Interrupted) -> str:
    return error.action if isinstance(error, errors.HoldfastError) else ""


def source_of(cloud: S3StandIn, secret: str = SECRET) -> S3Source:
    where = {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint}
    key = {"access_key_id": KEY, "secret_access_key": secret, "session_token": TOKEN}
    return S3Source(where, key, SystemClock(), rate_window=0.2, call_timeout=0.2)


def test_nothing_of_it_is_in_errors_logs_or_output(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[str] = []
    with S3StandIn(key=KEY, secret=SECRET, token=TOKEN) as cloud:
        cloud.put("a.jpg", DATA)
        with closing(source_of(cloud)) as source, closing(source_of(cloud, "canary-of-another")) as stranger:
            photo = next(source.list(None)).photos[0]
            assert SECRET not in source.signed_url(photo, 60)
            for fault in FAULTS:
                for where, call in (
                    ("listing", lambda: next(source.list(None))), ("listing", source.describe),
                    ("bytes", lambda: list(source.open(photo).chunks())),
                ):  # fmt: skip
                    cloud.faults.plan(fault, where=where)
                    seen.append(faulty(call))
                    cloud.faults.clear()
            cloud.archive("a.jpg")
            seen.append(faulty(lambda: source.open(photo)))
            seen.append(faulty(stranger.describe))
            cloud.revoke()
            seen += [
                faulty(source.describe),
                faulty(lambda: source.open(photo)),
                faulty(lambda: source.thaw(photo, 1, "Bulk")),
            ]
            seen += [repr(source), repr(photo), repr(vars(source))]
    assert sum(map(bool, seen)) > 45
    everything = "\n".join([*seen, caplog.text, *capfd.readouterr()])
    for secret in (SECRET, KEY, TOKEN, "canary-of-another", "Signature=", "AWS4-HMAC"):
        assert secret not in everything, everything[max(0, everything.find(secret) - 800) :][:1600]
