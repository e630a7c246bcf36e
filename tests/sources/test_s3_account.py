"""How a person names a bucket, and what is refused before anyone is asked."""

import pytest

from holdfast import errors
from holdfast.sources.s3 import s3_place, s3_secret
from holdfast.sources.s3_account import account_of
from holdfast.sources.s3_rules import Choice


def test_what_was_said_is_kept_and_nothing_empty() -> None:
    said = {"bucket": " photos ", "region": "", "prefix": "a/", "endpoint_url": "https://minio.example.org/"}
    assert s3_place(said) == {"bucket": "photos", "prefix": "a/", "endpoint_url": "https://minio.example.org"}


@pytest.mark.parametrize(
    "said",
    [
        {"bucket": ""}, {"bucket": "Photos"}, {"bucket": "a"}, {"bucket": "s3://photos"}, {"bucket": "my photos"},
        {"bucket": "photos/2020"}, {"bucket": "a..b"},
        {"bucket": "photos--use1-az4--x-s3"},
        {"bucket": "photos", "endpoint_url": "http://minio.example.org"},
        {"bucket": "photos", "endpoint_url": "https://minio.example.org/photos"},
        {"bucket": "photos", "endpoint_url": "ftp://minio.example.org"},
        {"bucket": "photos", "endpoint_url": "https://key:secret@minio.example.org"},
        {"bucket": "photos", "region": "Frankfurt am Main"}, {"bucket": "photos", "addressing": "sideways"},
        {"bucket": "photos", "requester_pays": "maybe"}, {"bucket": "photos", "colour": "red"},
        {"bucket": "photos", "include": "x" * 2000},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_next_step(said: dict[str, str]) -> None:
    with pytest.raises(errors.UsageError) as caught:
        s3_place(said)
    assert caught.value.action
    assert "secret@" not in caught.value.message


def test_a_host_alone_is_taken_for_https() -> None:
    place = s3_place({"bucket": "photos", "endpoint_url": "s3.us-west-004.backblazeb2.com"})
    assert place["endpoint_url"] == "https://s3.us-west-004.backblazeb2.com"


@pytest.mark.parametrize(
    ("endpoint", "provider", "region", "virtual"),
    [
        ("", "Amazon S3", "us-east-1", True),
        ("https://s3.eu-west-1.amazonaws.com", "Amazon S3", "eu-west-1", True),
        ("https://s3.us-west-004.backblazeb2.com", "Backblaze B2", "us-west-004", False),
        ("https://0123456789abcdef.r2.cloudflarestorage.com", "Cloudflare R2", "auto", False),
        ("https://s3.eu-central-1.wasabisys.com", "Wasabi", "eu-central-1", False),
        ("https://minio.example.org:9000", "S3-compatible storage", "us-east-1", False),
        ("http://127.0.0.1:9000", "S3-compatible storage", "us-east-1", False),
    ],
)
def test_provider_and_region_follow_from_the_endpoint(endpoint: str, provider: str, region: str, virtual: bool) -> None:
    account = account_of({"bucket": "photos", "endpoint_url": endpoint})
    assert (account.provider, account.region, account.virtual) == (provider, region, virtual)


def test_amazon_is_asked_at_the_regions_host_with_the_bucket_in_front() -> None:
    account = account_of({"bucket": "photos", "region": "eu-west-1"})
    assert account.origin(account.region, account.virtual).header == "photos.s3.eu-west-1.amazonaws.com"
    china = account_of({"bucket": "photos", "region": "cn-north-1"})
    assert china.origin(china.region, china.virtual).header == "photos.s3.cn-north-1.amazonaws.com.cn"


def test_a_bucket_with_dots_goes_into_the_path_because_no_certificate_covers_it() -> None:
    assert not account_of({"bucket": "my.photos"}).virtual


def test_only_the_persons_own_endpoint_may_be_private_and_only_when_confirmed() -> None:
    for private, allowed in (("", False), ("yes", True)):
        rules = account_of({"bucket": "photos", "endpoint_url": "https://nas.home.arpa", "private": private}).rules
        assert rules.endpoint is not None
        if allowed:
            rules.check_peer(rules.endpoint, "192.168.1.5")
            continue
        with pytest.raises(errors.AddressRefused):
            rules.check_peer(rules.endpoint, "192.168.1.5")


def test_keys_are_kept_or_said_to_be_missing() -> None:
    assert s3_secret(None) == {}
    assert s3_secret({"access_key_id": " AK ", "secret_access_key": "S", "session_token": ""}) == {
        "access_key_id": "AK", "secret_access_key": "S",
    }  # fmt: skip
    for said in (
        {"access_key_id": "AK"},
        {"secret_access_key": "S"},
        {"access_key_id": "A\nK", "secret_access_key": "S"},
    ):
        with pytest.raises(errors.UsageError):
            s3_secret(said)


@pytest.mark.parametrize(
    ("include", "exclude", "path", "left_out"),
    [
        ("", "", "a/b.jpg", False),
        ("*.jpg", "", "a/B.JPG", False),
        ("*.jpg", "", "a/b.png", True),
        ("*.jpg\n*.png", "", "b.png", False),
        ("", "*.tmp", "x/y.tmp", True),
        ("", "private/", "a/private/x.jpg", True),
        ("", "/private/", "a/private/x", False),
        ("", "/private/", "private/x/y", True),
        ("2020/*", "", "2020/a.jpg", False),
        ("2020/*", "", "2020/b/a.jpg", True),
        ("2020/**", "", "2020/b/a.jpg", False),
        ("**/raw/*", "", "raw/x", False),
        ("**/raw/*", "", "a/b/raw/x", False),
        ("*.jpg", "IMG_???.jpg", "IMG_001.jpg", True),
        ("", "a[b].jpg", "a[b].jpg", True),
        ("", "a[b].jpg", "ab.jpg", False),
        ("", "Thumbs.db", "x/thumbs.db", True),
        ("", "*.jpg", "a\nb.jpg", True),
    ],
)  # fmt: skip
def test_rules_choose_as_a_person_expects(include: str, exclude: str, path: str, left_out: bool) -> None:
    assert Choice.of(include, exclude).leaves_out(path) == ((exclude or "") if left_out else None)
