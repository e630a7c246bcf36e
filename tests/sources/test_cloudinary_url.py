"""A Cloudinary URL as people paste it, and what is said when it is wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.errors import UsageError
from holdfast.sources.cloudinary import account_of, parse_url

SECRET = "canary-Secret_of-9"


def test_key_secret_and_cloud_are_taken_apart() -> None:
    said = parse_url(f"cloudinary://123456:{SECRET}@demo")
    assert said.settings == {"cloud_name": "demo"}
    assert said.credentials == {"api_key": "123456", "api_secret": SECRET}


@pytest.mark.parametrize(
    "pasted",
    [
        f"  cloudinary://123456:{SECRET}@demo \n",
        f"CLOUDINARY_URL=cloudinary://123456:{SECRET}@demo",
        f"export CLOUDINARY_URL='cloudinary://123456:{SECRET}@demo'",
        f'"cloudinary://123456:{SECRET}@demo"',
        f"cloudinary://123456:{SECRET}@demo/my-distribution.example.org?secure=true",
    ],
)
def test_it_may_be_pasted_as_the_console_shows_it(pasted: str) -> None:
    said = parse_url(pasted)
    assert said.settings["cloud_name"] == "demo"
    assert said.credentials["api_secret"] == SECRET


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://api-eu.cloudinary.com", "https://api-eu.cloudinary.com"),
        ("https://API-AP.cloudinary.com/", "https://api-ap.cloudinary.com"),
        ("https://images.example.org:8443", "https://images.example.org:8443"),
        ("http://127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("http://localhost:8123/", "http://localhost:8123"),
    ],
)
def test_point_16_another_region_or_host_is_honoured(given: str, kept: str) -> None:
    said = parse_url(f"cloudinary://123456:{SECRET}@demo?upload_prefix={given}")
    assert said.settings["upload_prefix"] == kept
    assert account_of(said.settings, said.credentials).upload_prefix == kept


WRONG = {
    "": "does not begin with",
    "demo": "does not begin with",
    f"https://123456:{SECRET}@demo": "does not begin with",
    f"cloudinary://123456:{SECRET}": "no @",
    f"cloudinary://123456:{SECRET}@": "cloud name is missing",
    f"cloudinary://:{SECRET}@demo": "API key is missing",
    "cloudinary://123456@demo": "API secret is missing",
    "cloudinary://<your_api_key>:<your_api_secret>@demo": "still the placeholder",
    f"cloudinary://123456:{SECRET}@demo:99999": "cannot be read",
    f"cloudinary://123456:{SECRET}@demo:80": "cannot be read",
    f"cloudinary://123456:{SECRET}@[demo": "cannot be read",
    f"cloudinary://123456:{SECRET}@de mo": "cannot be the name",
    f"cloudinary://123456:{SECRET}@my.cloud": "cannot be the name",
    f"cloudinary://123456:{SECRET}%0d%0aX-Evil:1@demo": "characters that it cannot have",
    f"cloudinary://123456:{SECRET}%20x@demo": "characters that it cannot have",
    f"cloudinary://1:{SECRET}@demo?upload_prefix=http://example.org": "without encryption",
    f"cloudinary://1:{SECRET}@demo?upload_prefix=ftp://example.org": "not an address",
    f"cloudinary://1:{SECRET}@demo?upload_prefix=file:///etc/passwd": "not an address",
    f"cloudinary://1:{SECRET}@demo?upload_prefix=https://u:{SECRET}@example.org": "not an address",
    f"cloudinary://1:{SECRET}@demo?upload_prefix=https://example.org/v2": "more in it than a host",
    f"cloudinary://1:{SECRET}@demo?upload_prefix=https://[::1]:80": "more in it than a host",
    f"cloudinary://1:{SECRET}@demo?upload_prefix=https://example.org:port": "not an address",
}


@pytest.mark.parametrize("url", WRONG)
def test_what_is_wrong_is_said_and_the_secret_is_not(url: str) -> None:
    with pytest.raises(UsageError, match=WRONG[url]) as caught:
        parse_url(url)
    error = caught.value
    assert error.exit_code == 2
    assert SECRET not in error.message + error.action + repr(error)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=60))
def test_no_url_makes_it_fall_over(key: str, cloud: str, query: str) -> None:
    url = f"cloudinary://{key}:{SECRET}@{cloud}?{query}"
    shown: object
    try:
        said = parse_url(url)
    except UsageError as error:
        shown = error.message
    else:
        shown = said, account_of(said.settings, said.credentials)
    assert SECRET not in repr(shown)
