"""Our own signature is botocore's, whatever the key: to S3 `..`, `//`, blanks and newlines are letters like others."""

from urllib.parse import unquote

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from holdfast.sources.s3_signing import Key, Request, Signer, encoded_path, encoded_query

ODD = (
    "..",
    "a/../b",
    "//",
    "/a",
    "a//b",
    " a b ",
    "é",
    "e\u0301",
    "+",
    "%",
    "%2e",
    "\n",
    "~a!*'()",
    "a?b#c",
    "日本",
    "a;b=c&d",
)
KEY = Key("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
keys = st.one_of(st.sampled_from(ODD), st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
words = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


def by_botocore(request: Request, key: Key, region: str) -> tuple[dict[str, str], float]:
    """The headers that botocore sends, and when it signed."""
    asked = AWSRequest(request.method, f"http://{request.host}{request.target}", dict(request.headers), request.body)
    given = Credentials(key.access_key_id, key.secret_access_key, key.session_token or None)
    S3SigV4Auth(given, "s3", region).add_auth(asked)
    sent = {name.lower(): value for name, value in asked.headers.items()}
    return sent, moment(sent["x-amz-date"])


def moment(stamp: str) -> float:
    from datetime import UTC, datetime

    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()


def same(request: Request, key: Key = KEY, region: str = "eu-central-1") -> None:
    theirs, at = by_botocore(request, key, region)
    ours = Signer().headers(request, key, region, at)
    assert ours["authorization"] == theirs["authorization"]
    assert ours["x-amz-content-sha256"] == theirs["x-amz-content-sha256"]


@given(name=keys, virtual=st.booleans())
def test_any_key_is_signed_as_botocore_signs_it(name: str, virtual: bool) -> None:
    path = encoded_path(name)
    assert unquote(path) == name
    if virtual and path[:1] != "/":
        same(Request("GET", "photos.s3.eu-central-1.amazonaws.com", f"/{path}"))
    same(Request("GET", "127.0.0.1:9000", f"/photos/{path}"))


@given(pairs=st.lists(st.tuples(words.filter(bool), words), max_size=5, unique_by=lambda pair: pair[0]))
def test_any_query_is_signed_as_botocore_signs_it(pairs: list[tuple[str, str]]) -> None:
    same(Request("GET", "minio.example.org", "/photos", encoded_query(pairs)))


@given(value=words, body=st.binary(max_size=50), token=st.text("ABCxyz+/=", max_size=20))
def test_headers_bodies_and_session_tokens_are_signed_as_botocore_signs_them(
    value: str, body: bytes, token: str
) -> None:
    headers = {"x-amz-request-payer": "requester", "x-amz-meta-odd": value}
    key = Key(KEY.access_key_id, KEY.secret_access_key, token)
    same(Request("POST", "photos.s3.amazonaws.com", "/a", "restore=", headers, body), key)


def test_the_days_key_is_made_anew_for_another_day_region_and_key() -> None:
    signer, request = Signer(), Request("GET", "photos.s3.amazonaws.com", "/a")
    for at in (1_700_000_000.0, 1_700_090_000.0):
        for region in ("us-east-1", "eu-west-1"):
            for key in (KEY, Key("AKID2", "another")):
                assert signer.headers(request, key, region, at) == Signer().headers(request, key, region, at)


@pytest.mark.parametrize("shown", [repr(KEY), repr(Signer()), str(KEY)])
def test_no_key_is_in_what_is_shown(shown: str) -> None:
    assert KEY.secret_access_key not in shown and KEY.access_key_id not in shown
