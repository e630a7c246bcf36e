"""The S3 stand-in is no kinder than the cloud: asked by the real SDK."""

import hashlib
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError, fromstring

import boto3
import pytest
import urllib3
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ClientError

from holdfast.standins.s3 import S3StandIn

CONFIG = Config(
    signature_version="s3v4",
    retries={"max_attempts": 1, "mode": "standard"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


def sdk(cloud: S3StandIn, **more: str) -> BaseClient:
    own = {"aws_access_key_id": cloud.key, "aws_secret_access_key": cloud.secret, "region_name": cloud.region}
    return boto3.client("s3", endpoint_url=cloud.endpoint, config=CONFIG, **{**own, **more})


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn() as started:
        yield started


@pytest.fixture
def client(cloud: S3StandIn) -> Iterator[BaseClient]:
    made = sdk(cloud)
    yield made
    made.close()


def refused(call: Callable[..., object], *, status: int, code: str, **asked: object) -> dict[str, Any]:
    """The headers of a refusal."""
    with pytest.raises(ClientError) as caught:
        call(Bucket="photos", **asked)
    answer: dict[str, Any] = caught.value.response
    assert (answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"]) == (status, code)
    return dict(answer["ResponseMetadata"]["HTTPHeaders"])


def listed(client: BaseClient, **asked: object) -> list[str]:
    pages = client.get_paginator("list_objects_v2").paginate(Bucket="photos", **asked)
    return [row["Key"] for page in pages for row in page.get("Contents", [])]


# Listing


def test_a_listing_comes_in_the_order_of_bytes_page_by_page(cloud: S3StandIn, client: BaseClient) -> None:
    names = ["a", "a/b", "B", "é", "z\x01\n", "😀", "a b&<c>", "//", "x/"]
    for name in names:
        cloud.put(name, b"1")
    assert listed(client, PaginationConfig={"PageSize": 2}) == sorted(names, key=str.encode)
    assert cloud.asked("listing") == 5
    assert listed(client, Prefix="a") == ["a", "a b&<c>", "a/b"]
    assert listed(client, StartAfter="a b&<c>")[0] == "a/b"


def test_a_delimiter_folds_what_is_below_and_no_row_is_lost_at_the_edge_of_a_page(
    cloud: S3StandIn, client: BaseClient
) -> None:
    for name in ("a/1", "a/2", "b", "c/1/x", "c/2"):
        cloud.put(name, b"1")
    pages = list(
        client.get_paginator("list_objects_v2").paginate(
            Bucket="photos", Delimiter="/", PaginationConfig={"PageSize": 1}
        )
    )
    assert [each["Prefix"] for page in pages for each in page.get("CommonPrefixes", [])] == ["a/", "c/"]
    assert [row["Key"] for page in pages for row in page.get("Contents", [])] == ["b"]


def test_pages_may_be_short_without_being_the_last() -> None:
    with S3StandIn(300) as cloud:
        cloud.shorten_pages()
        client = sdk(cloud)
        pages = list(client.get_paginator("list_objects_v2").paginate(Bucket="photos"))
        client.close()
    assert sum(page["KeyCount"] for page in pages) == 300
    assert len({page["KeyCount"] for page in pages}) > 1


def test_a_million_keys_are_made_up_page_by_page_without_being_held() -> None:
    with S3StandIn(1_000_000) as cloud:
        client = sdk(cloud)
        client.list_objects_v2(Bucket="photos")
        tracemalloc.start()
        page = client.list_objects_v2(Bucket="photos", StartAfter="2004/50/")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        client.close()
        row = page["Contents"][0]
        assert row["Key"] == "2004/50/IMG_0450000.jpg"
        assert row["ETag"] == f'"{hashlib.md5(cloud.content(row["Key"]), usedforsecurity=False).hexdigest()}"'
    assert peak < 20_000_000


def test_own_objects_stand_between_the_made_ones_and_a_deleted_one_is_gone(client: BaseClient) -> None:
    with S3StandIn(20) as cloud:
        client = sdk(cloud)
        cloud.put("2000/00/IMG_0000003.jpg", b"other bytes")
        cloud.put("2000/00/IMG_0000003a.jpg", b"new")
        cloud.delete("2000/00/IMG_0000005.jpg")
        keys = listed(client)
        client.close()
        assert cloud.content("2000/00/IMG_0000003.jpg") == b"other bytes"
    assert len(keys) == 20
    assert keys == sorted(keys)
    assert "2000/00/IMG_0000005.jpg" not in keys


def test_a_token_of_before_is_refused(cloud: S3StandIn, client: BaseClient) -> None:
    for name in "abc":
        cloud.put(name, b"1")
    token = client.list_objects_v2(Bucket="photos", MaxKeys=1)["NextContinuationToken"]
    cloud.expire_cursors()
    refused(client.list_objects_v2, status=400, code="InvalidArgument", ContinuationToken=token)


# Objects


def test_what_an_etag_is_worth_depends_on_the_upload(cloud: S3StandIn, client: BaseClient) -> None:
    data = bytes(range(256)) * 40
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    for key, facts in {"plain": {}, "kms": {"kms": True}, "parts": {"part_size": 4096}}.items():
        cloud.put(key, data, **facts)  # type: ignore[arg-type]
    tags = {key: client.head_object(Bucket="photos", Key=key)["ETag"].strip('"') for key in ("plain", "kms", "parts")}
    assert tags["plain"] == md5
    assert tags["kms"] != md5
    parts = [data[at : at + 4096] for at in range(0, len(data), 4096)]
    digests = b"".join(hashlib.md5(part, usedforsecurity=False).digest() for part in parts)
    assert tags["parts"] == f"{hashlib.md5(digests, usedforsecurity=False).hexdigest()}-3"
    first = client.head_object(Bucket="photos", Key="parts", PartNumber=1)
    assert (first["ContentLength"], first["PartsCount"]) == (4096, 3)
    assert client.head_object(Bucket="photos", Key="kms")["ServerSideEncryption"] == "aws:kms"


def test_checksums_come_only_to_those_who_ask(cloud: S3StandIn, client: BaseClient) -> None:
    cloud.put("whole", b"data", checksum="sha256")
    cloud.put("parts", b"data" * 9, checksum="sha256", part_size=20)
    cloud.put("given", b"data", checksums={"crc64nvme": "rosUhgp5mIg="})
    assert "ChecksumSHA256" not in client.head_object(Bucket="photos", Key="whole")
    said = {
        key: client.get_object(Bucket="photos", Key=key, ChecksumMode="ENABLED") for key in ("whole", "parts", "given")
    }
    assert said["whole"]["ChecksumType"] == "FULL_OBJECT"
    assert said["parts"]["ChecksumType"] == "COMPOSITE"
    assert said["parts"]["ChecksumSHA256"].endswith("-2")
    assert said["given"]["ChecksumCRC64NVME"] == "rosUhgp5mIg="


def test_a_range_is_kept_to_and_a_changed_object_refuses_to_go_on(cloud: S3StandIn, client: BaseClient) -> None:
    tag = cloud.put("a", b"0123456789").etag
    part = client.get_object(Bucket="photos", Key="a", Range="bytes=4-", IfMatch=tag)
    assert (part["Body"].read(), part["ContentRange"]) == (b"456789", "bytes 4-9/10")
    assert client.get_object(Bucket="photos", Key="a", Range="bytes=-2")["Body"].read() == b"89"
    refused(client.get_object, status=416, code="InvalidRange", Key="a", Range="bytes=10-")
    refused(client.get_object, status=304, code="304", Key="a", IfNoneMatch=tag)
    cloud.put("a", b"9876543210")
    refused(client.get_object, status=412, code="PreconditionFailed", Key="a", Range="bytes=4-", IfMatch=tag)


def test_versions_stay_under_a_delete_marker(cloud: S3StandIn, client: BaseClient) -> None:
    cloud.objects.versioned = True
    first = cloud.put("a", b"one").version
    cloud.put("a", b"two")
    cloud.delete("a")
    assert client.get_bucket_versioning(Bucket="photos")["Status"] == "Enabled"
    assert listed(client) == []
    headers = refused(client.head_object, status=404, code="404", Key="a")
    assert headers["x-amz-delete-marker"] == "true"
    assert client.get_object(Bucket="photos", Key="a", VersionId=first)["Body"].read() == b"one"
    found = client.list_object_versions(Bucket="photos")
    assert len(found["Versions"]) == 2
    assert found["DeleteMarkers"][0]["IsLatest"]


def test_an_archive_gives_nothing_until_it_was_asked_and_had_its_time(cloud: S3StandIn, client: BaseClient) -> None:
    cloud.put("a", b"cold")
    cloud.archive("a", "DEEP_ARCHIVE")
    refused(client.get_object, status=403, code="InvalidObjectState", Key="a")
    request = {"Days": 3, "GlacierJobParameters": {"Tier": "Bulk"}}
    client.restore_object(Bucket="photos", Key="a", RestoreRequest=request)
    refused(client.restore_object, status=409, code="RestoreAlreadyInProgress", Key="a", RestoreRequest=request)
    refused(client.get_object, status=403, code="InvalidObjectState", Key="a")
    assert 'ongoing-request="true"' in client.head_object(Bucket="photos", Key="a")["Restore"]
    cloud.thaw("a")
    assert client.get_object(Bucket="photos", Key="a")["Body"].read() == b"cold"
    assert cloud.answers.restores == [("a", 3, "Bulk")]


@pytest.mark.parametrize(
    ("kept", "days", "tier", "code"),
    [
        (("DEEP_ARCHIVE", ""), 3, "Expedited", "InvalidArgument"),
        (("INTELLIGENT_TIERING", "DEEP_ARCHIVE_ACCESS"), None, "Expedited", "InvalidArgument"),
        (("INTELLIGENT_TIERING", "ARCHIVE_ACCESS"), 3, "Standard", "MalformedXML"),
        (("GLACIER", ""), None, "Standard", "MalformedXML"),
    ],
)
def test_an_archive_refuses_what_it_does_not_know(
    cloud: S3StandIn, client: BaseClient, kept: tuple[str, str], days: int | None, tier: str, code: str
) -> None:
    cloud.put("a", b"1")
    cloud.archive("a", *kept)
    request: dict[str, object] = {"GlacierJobParameters": {"Tier": tier}} | ({"Days": days} if days else {})
    refused(client.restore_object, status=400, code=code, Key="a", RestoreRequest=request)


def test_nothing_can_be_written(cloud: S3StandIn, client: BaseClient) -> None:
    refused(client.put_object, status=403, code="AccessDenied", Key="a", Body=b"1")
    cloud.put("a", b"1")
    refused(client.delete_object, status=403, code="AccessDenied", Key="a")
    assert cloud.asked("write") == 2


# Who may ask


def test_signatures_are_worked_out_and_compared(cloud: S3StandIn) -> None:
    cloud.put("a b/ü+~(1).jpg", b"1")
    for wrong, code in (
        ({"aws_secret_access_key": "no"}, "SignatureDoesNotMatch"),
        ({"aws_access_key_id": "no"}, "InvalidAccessKeyId"),
        ({"aws_session_token": "no"}, "InvalidToken"),
    ):
        client = sdk(cloud, **wrong)
        with pytest.raises(ClientError, match=code):
            client.get_object(Bucket="photos", Key="a b/ü+~(1).jpg")
        client.close()


def test_a_presigned_address_works_until_it_is_changed_or_over(cloud: S3StandIn, client: BaseClient) -> None:
    cloud.put("a b.jpg", b"1")
    url = client.generate_presigned_url("get_object", {"Bucket": "photos", "Key": "a b.jpg"}, ExpiresIn=60)
    with urllib3.PoolManager(retries=False) as http:
        assert http.request("GET", url).data == b"1"
        assert http.request("GET", url.replace("Expires=60", "Expires=600")).status == 403
        assert http.request("GET", cloud.endpoint + "/photos/a%20b.jpg").status == 403
        cloud.signatures.now = lambda: time.time() + 61
        assert http.request("GET", url).status == 403


def test_a_clock_that_is_off_is_told_so(cloud: S3StandIn) -> None:
    cloud.now = cloud.signatures.now = lambda: 1_900_000_000.0
    client = sdk(cloud)
    refused(client.list_objects_v2, status=403, code="RequestTimeTooSkewed")
    client.close()


def test_a_bucket_of_another_region_says_which() -> None:
    with S3StandIn(region="eu-central-1") as cloud, urllib3.PoolManager(retries=False) as http:
        client = sdk(cloud, region_name="us-east-1")
        url = client.generate_presigned_url("head_bucket", {"Bucket": "photos"})
        client.close()
        answer = http.request("HEAD", url, redirect=False)
        assert (answer.status, answer.headers["x-amz-bucket-region"]) == (301, "eu-central-1")


def test_who_asks_pays_where_the_owner_wants_it() -> None:
    with S3StandIn(3, requester_pays=True) as cloud:
        client = sdk(cloud)
        refused(client.list_objects_v2, status=403, code="AccessDenied")
        answer = client.list_objects_v2(Bucket="photos", RequestPayer="requester")
        client.close()
    assert answer["RequestCharged"] == "requester"


def test_a_provider_without_checksums_refuses_to_be_asked() -> None:
    with S3StandIn(rejects_checksum_mode=True) as cloud:
        cloud.put("a", b"1")
        client = sdk(cloud)
        refused(client.get_object, status=400, code="InvalidArgument", Key="a", ChecksumMode="ENABLED")
        assert client.get_object(Bucket="photos", Key="a")["Body"].read() == b"1"
        client.close()


# Faults


@pytest.mark.parametrize("status", ["500", "502", "503", "429:7"])
def test_an_error_on_order_comes_once(cloud: S3StandIn, client: BaseClient, status: str) -> None:
    cloud.put("a", b"1")
    cloud.faults.plan(status, key="a")
    with urllib3.PoolManager(retries=False) as http:
        url = client.generate_presigned_url("get_object", {"Bucket": "photos", "Key": "a"})
        answer = http.request("GET", url)
        assert answer.status == int(status[:3])
        assert answer.headers.get("Retry-After") == ("7" if ":" in status else None)
        assert http.request("GET", url).data == b"1"


def test_an_object_replaced_while_it_is_sent_comes_half_old_and_half_new(cloud: S3StandIn, client: BaseClient) -> None:
    cloud.put("a", b"0" * 100)
    cloud.faults.plan("swap", key="a")
    half = client.get_object(Bucket="photos", Key="a")["Body"].read()
    assert half[:50] == b"0" * 50
    assert half != cloud.content("a") != b"0" * 100


@pytest.mark.parametrize("fault", ["cut", "bad_xml", "laughs"])
def test_a_page_that_no_parser_takes(cloud: S3StandIn, client: BaseClient, fault: str) -> None:
    cloud.put("a", b"1")
    cloud.faults.plan(fault, where="listing", key="photos")
    url = client.generate_presigned_url("list_objects_v2", {"Bucket": "photos"})
    with urllib3.PoolManager(retries=False) as http:
        answer = http.request("GET", url)
    assert answer.status == 200
    with pytest.raises(ParseError):
        fromstring(answer.data)
    assert listed(client) == ["a"]


def test_it_lives_in_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "holdfast.standins", "--kind", "s3", "--photos", "5", "--with-parent"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        place = urlsplit(child.stdout.readline().strip())
        client = boto3.client(
            "s3",
            endpoint_url=f"http://{place.hostname}:{place.port}",
            aws_access_key_id=place.username,
            aws_secret_access_key=place.password,
            region_name="us-east-1",
            config=CONFIG,
        )
        assert len(listed(client)) == 5
        client.close()
        child.stdin.close()
        assert child.wait(10) == 0
