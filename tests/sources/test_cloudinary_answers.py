"""What the answers of the API mean: limits, refusals, pages instead of data, and nonsense."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from email.utils import formatdate

import pytest

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.sources.cloudinary import CloudinarySource, account_of
from holdfast.sources.wire import LARGEST
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.faults import Faults
from holdfast.standins.wire import Asked, Reply, Server

Connect = Callable[..., CloudinarySource]
NOW = 1_795_000_000.0
KEY = {"api_key": "614159", "api_secret": "canary-secret"}


class FixedClock(SystemClock):
    def now(self) -> float:
        return NOW


class Script:
    """A server that answers every request with `reply`."""

    def __init__(self) -> None:
        self.reply = Reply(200)
        self.asked: list[Asked] = []
        self.server = Server(self.answer, lambda: NOW)

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return self.reply

    def says(self, status: int, body: object, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.reply = Reply(status, {"Content-Type": "application/json", **named}, data)


@pytest.fixture
def script() -> Iterator[Script]:
    script = Script()
    script.server.start()
    yield script
    script.server.stop()


@pytest.fixture
def source(script: Script) -> Iterator[CloudinarySource]:
    place = {"cloud_name": "demo", "upload_prefix": f"http://127.0.0.1:{script.server.port}"}
    source = CloudinarySource(place, KEY, FixedClock())
    yield source
    source.close()


def first_page(source: CloudinarySource) -> object:
    return next(source.list('[0, "fixed", null]'))


def error(message: str) -> dict[str, object]:
    return {"error": {"message": message}}


# Points 1 and 2: being asked to wait

RATE = "Rate Limit Exceeded. Limit of 500 api operations reached. Try again on 2026-11-18 12:00:00 UTC"
SAID = 1_795_003_200.0


def test_420_with_the_time_in_the_sentence(script: Script, source: CloudinarySource) -> None:
    script.says(420, error(RATE))
    with pytest.raises(errors.RateLimited, match="asks Holdfast to wait until") as caught:
        first_page(source)
    assert caught.value.until == SAID


def test_420_with_the_reset_header_alone_which_is_a_date(script: Script, source: CloudinarySource) -> None:
    script.says(420, error("Rate Limit Exceeded"), X_FeatureRateLimit_Reset=formatdate(NOW + 1234, usegmt=True))
    with pytest.raises(errors.RateLimited) as caught:
        first_page(source)
    assert caught.value.until == NOW + 1234


@pytest.mark.parametrize(
    ("said", "until"),
    [("90", NOW + 90), (formatdate(NOW + 90, usegmt=True), NOW + 90), ("-5", None), ("soon", None)],
)
def test_429_with_retry_after(script: Script, source: CloudinarySource, said: str, until: float | None) -> None:
    script.says(429, b"<html>slow down</html>", Retry_After=said)
    with pytest.raises(errors.RateLimited) as caught:
        first_page(source)
    assert caught.value.until == until


def test_ten_years_are_not_waited_for(script: Script, source: CloudinarySource) -> None:
    script.says(429, {}, Retry_After="315360000")
    with pytest.raises(errors.RateLimited) as caught:
        first_page(source)
    assert caught.value.until == NOW + 6 * 3600


def test_a_spent_hourly_budget_is_a_limit_with_its_end(connect: Connect) -> None:
    with StandIn(60, hourly=4, now=lambda: NOW) as standin:
        source = connect(standin, clock=FixedClock())
        pages = source.list(None)
        for _ in range(3):
            next(pages)
        with pytest.raises(errors.RateLimited) as caught:
            next(pages)
    assert caught.value.until == (NOW // 3600 + 1) * 3600


def test_a_limit_on_delivery_is_a_limit_too(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    photo = next(source.list(None)).photos[0]
    standin.faults.plan("429:20")
    with pytest.raises(errors.RateLimited) as caught:
        source.open(photo)
    assert caught.value.until == pytest.approx(SystemClock().now() + 20, abs=3)


# Point 2: refusals


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_named(script: Script, source: CloudinarySource, status: int) -> None:
    script.says(status, error("api_secret mismatch"))
    with pytest.raises(errors.AuthRevoked, match="demo refuses the key. It says: api_secret mismatch."):
        first_page(source)


@pytest.mark.parametrize("status", [200, 401, 404])
def test_point_2_a_page_instead_of_data_points_at_the_key(
    script: Script, source: CloudinarySource, status: int
) -> None:
    script.reply = Reply(status, {"Content-Type": "text/html"}, b"<!DOCTYPE html><title>Log in</title>")
    with pytest.raises(errors.AuthRevoked, match="a web page instead of data"):
        first_page(source)


@pytest.mark.parametrize("status", [500, 502, 503, 599])
def test_trouble_in_the_cloud_is_transient_even_as_a_page(
    script: Script, source: CloudinarySource, status: int
) -> None:
    script.reply = Reply(status, {"Content-Type": "text/html"}, b"<html>Bad gateway</html>")
    with pytest.raises(errors.ServerError, match=str(status)) as caught:
        first_page(source)
    assert caught.value.transient


@pytest.mark.parametrize("status", [200, 400, 404, 409, 418])
def test_any_other_refusal_is_a_bad_listing_and_not_tried_again(
    script: Script, source: CloudinarySource, status: int
) -> None:
    script.says(status, error("No such thing"))
    with pytest.raises(errors.ListingBad, match="No such thing") as caught:
        first_page(source)
    assert not caught.value.transient


NONSENSE = {
    "half a document": b'{"resources": [{"public_id": "a"}',
    "not utf-8": b'{"resources": "\xff\xfe"}',
    "a list": b"[]",
    "a number": b"7",
    "nothing": b"",
    "a deep hole": b"[" * 200_000,
    "an endless number": b'{"resources": [{"bytes": ' + b"9" * 5000 + b"}]}",
    "rows that are none": b'{"resources": {"a": 1}}',
    "no rows": b"{}",
    "a cursor that is none": b'{"resources": [], "next_cursor": {"a": 1}}',
    "an endless cursor": b'{"resources": [], "next_cursor": "' + b"x" * 10_000 + b'"}',
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_is_a_bad_listing(script: Script, source: CloudinarySource, what: str) -> None:
    script.says(200, NONSENSE[what])
    with pytest.raises(errors.ListingBad) as caught:
        first_page(source)
    assert len(caught.value.message) < 200


def test_a_page_without_end_is_cut_off(script: Script, source: CloudinarySource) -> None:
    def endless() -> Iterator[bytes]:
        yield from (b" " * 65_536 for _ in range(LARGEST // 65_536 + 64))

    size = (LARGEST // 65_536 + 64) * 65_536
    script.reply = Reply(200, {"Content-Type": "application/json"}, stream=endless, length=size)
    with pytest.raises(errors.ListingBad, match="more than"):
        first_page(source)


@pytest.mark.parametrize("fault", ["reset", "truncate", "hang_up", "chunked_cut"])
def test_an_answer_that_breaks_off_is_transient(connect: Connect, fault: str) -> None:
    faults = Faults()
    with StandIn(60, faults=faults) as standin:
        source = connect(standin)
        faults.plan(fault, where="listing")
        with pytest.raises(errors.ServerError):
            next(source.list(None))
        assert len(next(source.list(None)).photos) == 42


def test_silence_is_not_waited_for_without_end(connect: Connect, standin: StandIn) -> None:
    source = connect(standin, api_timeout=0.3)
    standin.faults.plan("stall", where="listing")
    with pytest.raises(errors.ServerError):
        next(source.list(None))


def test_a_listing_is_never_answered_from_elsewhere(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    standin.faults.plan("redirect:other", where="listing")
    with pytest.raises(errors.AddressRefused, match=r"example\.invalid"):
        next(source.list(None))


def test_what_is_sent_is_what_the_sdk_sends(script: Script, source: CloudinarySource) -> None:
    script.says(200, {"resources": []})
    first_page(source)
    asked = script.asked[0]
    assert asked.target.startswith("/v1_1/demo/resources/image/upload?")
    assert "max_results=500" in asked.target
    assert "next_cursor" not in asked.target
    assert asked.headers["authorization"] == "Basic " + b64encode(b"614159:canary-secret").decode()
    assert asked.headers["user-agent"].startswith("CloudinaryPython/")
    assert asked.headers["accept-encoding"] == "identity"


def test_two_accounts_in_one_process_do_not_mix(connect: Connect) -> None:
    with StandIn(3, cloud="one", key="11", secret="s1") as one, StandIn(5, cloud="two", key="22", secret="s2") as two:
        first, second = connect(one), connect(two)
        assert [len(next(each.list(None)).photos) for each in (first, second, first)] == [3, 5, 3]


def test_account_of_settings_that_were_kept(standin: StandIn) -> None:
    assert account_of({"cloud_name": "demo", "private": "true"}, KEY).private
    with pytest.raises(errors.UsageError):
        account_of({"cloud_name": "demo"}, {})
