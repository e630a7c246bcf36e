"""Adding an account under the name that it has: new keys are asked first, then kept; never another account."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from workplace import Workplace

from holdfast import errors
from holdfast.catalog import sources
from holdfast.catalog.sources import SourceRow
from holdfast.engine import setup
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn

NEW = "canary-secret-of-the-new-key"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path / "w") as made:
        yield made


@pytest.fixture
def bucket() -> Iterator[S3StandIn]:
    with S3StandIn(3) as started:
        yield started


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(3, nasty=False) as started:
        yield started


def add(place: Workplace, bucket: S3StandIn, name: str = "home", secret: str = "", **said: str) -> SourceRow:
    keys = {"access_key_id": bucket.key, "secret_access_key": secret or bucket.signatures.secret}
    where = {"bucket": bucket.bucket, "endpoint_url": bucket.endpoint, **said}
    return row(place, setup.add_s3(place.opened, name, where, keys)[0])


def row(place: Workplace, source_id: int) -> SourceRow:
    found = place.catalog.read(sources.by_id, source_id)
    assert found is not None
    return found


def kept(place: Workplace, source: SourceRow) -> Mapping[str, str]:
    return place.catalog.read(sources.credentials, source.id) or {}


def told(place: Workplace) -> list[str]:
    return [row["action"] for row in place.catalog.read(lambda db: db.rows("SELECT action FROM audit_log ORDER BY id"))]


def test_new_keys_of_a_bucket_that_works_are_asked_then_kept(place: Workplace, bucket: S3StandIn) -> None:
    first = add(place, bucket)
    place.backup()
    with pytest.raises(errors.AuthRevoked):
        add(place, bucket, secret="wrong")
    assert kept(place, first)["secret_access_key"] == bucket.secret
    bucket.signatures.secret = NEW
    assert add(place, bucket, "HOME").id == first.id
    assert kept(place, first)["secret_access_key"] == NEW
    assert [source.name for source in place.status.sources] == ["home"]
    assert told(place)[-2:] == ["add source", "renew keys"]
    assert place.backup().result["downloaded"] == 0  # it is the same source, with all that it has


def test_new_keys_of_a_cloudinary_account_that_works_are_asked_then_kept(place: Workplace, cloud: StandIn) -> None:
    first, _ = setup.add_cloudinary(place.opened, "travel", cloud.url)
    old = kept(place, row(place, first))
    with pytest.raises(errors.AuthRevoked):
        setup.add_cloudinary(place.opened, "travel", cloud.url.replace(cloud.secret, "wrong"))
    assert kept(place, row(place, first)) == old
    cloud.secret = NEW
    assert setup.add_cloudinary(place.opened, "travel", cloud.url)[0] == first
    assert NEW in kept(place, row(place, first)).values()
    assert place.backup().state == "done"


def test_another_account_never_gets_a_name_that_is_taken(place: Workplace, bucket: S3StandIn, cloud: StandIn) -> None:
    """Its photos would look as if those of the first had all been deleted. It is not even asked."""
    first = add(place, bucket)
    bucket.forget()
    with pytest.raises(errors.UsageError, match="another account"):
        add(place, bucket, prefix="2020/")
    with S3StandIn(3) as other, pytest.raises(errors.UsageError, match="another account"):
        add(place, other)
    with pytest.raises(errors.UsageError, match="another account"):
        setup.add_cloudinary(place.opened, "home", cloud.url)
    setup.add_cloudinary(place.opened, "travel", cloud.url)
    with StandIn(3, cloud="elsewhere") as other, pytest.raises(errors.UsageError, match="another account"):
        setup.add_cloudinary(place.opened, "travel", other.url)
    assert bucket.requests == []
    assert row(place, first.id) == first


def test_what_is_not_said_of_a_bucket_stays_and_what_is_said_as_empty_goes(place: Workplace, bucket: S3StandIn) -> None:
    add(place, bucket, include="*.jpg", exclude="cache/**", region="us-east-1")
    again = add(place, bucket, exclude="", private="yes")
    assert again.settings == {
        "bucket": bucket.bucket, "endpoint_url": bucket.endpoint, "include": "*.jpg", "region": "us-east-1",
        "private": "yes",
    }  # fmt: skip


def test_keys_in_hand_take_the_place_of_a_profile(place: Workplace, bucket: S3StandIn) -> None:
    first = add(place, bucket)
    place.catalog.write(sources.sign_in, first.id, {}, {**first.settings, "profile": "mine"}, 1)
    again = add(place, bucket, profile="")
    assert "profile" not in again.settings
    assert kept(place, again)["access_key_id"] == bucket.key
