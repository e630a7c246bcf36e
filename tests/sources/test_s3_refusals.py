"""What S3 says when it refuses, and what the person reads."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from s3_reading import DATA, Connect, connecting, one

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.sources.s3 import S3Source
from holdfast.standins.s3 import S3StandIn


@pytest.fixture
def connect() -> Iterator[Connect]:
    with connecting() as connected:
        yield connected


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn() as started:
        yield started


@pytest.mark.parametrize(
    ("change", "words"), [({"secret": "another"}, "secret access key"), ({"key": "AKIAANOTHER"}, "access key ID")]
)
def test_a_wrong_key_is_named_by_what_is_wrong_with_it(cloud: S3StandIn, change: dict[str, str], words: str) -> None:
    key = {"access_key_id": change.get("key", cloud.key), "secret_access_key": change.get("secret", cloud.secret)}
    with closing(S3Source({"bucket": cloud.bucket, "endpoint_url": cloud.endpoint}, key, SystemClock())) as source:
        with pytest.raises(errors.AuthRevoked, match=words) as caught:
            source.describe()
    assert cloud.secret not in caught.value.message and "another" not in caught.value.message


@pytest.mark.parametrize(("shift", "way"), [(3660, "61 minutes fast"), (-3660, "61 minutes slow")])
def test_a25_a_wrong_clock_is_named_with_its_minutes(cloud: S3StandIn, shift: int, way: str) -> None:
    class Shifted(SystemClock):
        def now(self) -> float:
            return super().now() + shift

    key = {"access_key_id": cloud.key, "secret_access_key": cloud.secret}
    with closing(S3Source({"bucket": cloud.bucket, "endpoint_url": cloud.endpoint}, key, Shifted())) as source:
        with pytest.raises(errors.ClockSkew, match=way):
            source.describe()


def test_a_bucket_that_there_is_not_is_said_in_a_sentence(cloud: S3StandIn, connect: Connect) -> None:
    with pytest.raises(errors.SourceError, match="no bucket elsewhere") as caught:
        connect(cloud, bucket="elsewhere").describe()
    assert not caught.value.transient


@pytest.mark.parametrize(("fault", "until"), [("503", False), ("429:30", True)])
def test_a13_asked_to_slow_down_it_says_so(cloud: S3StandIn, connect: Connect, fault: str, until: bool) -> None:
    cloud.faults.plan(fault, where="listing")
    with pytest.raises(errors.RateLimited) as caught:
        next(connect(cloud).list(None))
    assert (caught.value.until is not None) is until


@pytest.mark.parametrize("place", ["listing", "bytes"])
def test_a20_an_answer_that_leads_elsewhere_is_not_followed(cloud: S3StandIn, connect: Connect, place: str) -> None:
    cloud.put("a.jpg", DATA)
    source = connect(cloud)
    photo = one(source)
    cloud.faults.plan("redirect:http://169.254.169.254/", where=place)
    with pytest.raises((errors.SourceError, errors.RedirectRefused)):
        source.open(photo) if place == "bytes" else next(source.list(None))


def test_a_signed_address_works_by_itself_and_only_for_its_object(cloud: S3StandIn, connect: Connect) -> None:
    import urllib3

    cloud.put("a b/é+.jpg", DATA)
    source = connect(cloud)
    url = source.signed_url(one(source), 60)
    with urllib3.PoolManager() as pool:
        assert pool.request("GET", url).data == DATA
        assert pool.request("GET", url.replace("%2B.jpg", "x.jpg")).status == 403


def test_no_secret_is_in_what_a_source_shows_of_itself(cloud: S3StandIn, connect: Connect) -> None:
    assert cloud.secret not in repr(connect(cloud)) and cloud.key not in repr(connect(cloud))
