"""Keys that the AWS tools have: from a profile, from the environment, and what is said when there are none."""

from contextlib import closing
from pathlib import Path

import pytest

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.sources.s3 import S3Source
from holdfast.sources.s3_keys import keys_of
from holdfast.standins.s3 import S3StandIn

VARIABLES = (
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)  # fmt: skip


@pytest.fixture(autouse=True)
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of the AWS tools, empty at first."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    (tmp_path / "config").touch()
    return tmp_path


def test_a_key_that_was_given_is_the_key() -> None:
    key = keys_of("", {"access_key_id": "AK", "secret_access_key": "SK", "session_token": "T"})()
    assert (key.access_key_id, key.secret_access_key, key.session_token) == ("AK", "SK", "T")


def test_a_profile_has_the_key(tools: Path) -> None:
    (tools / "credentials").write_text("[family]\naws_access_key_id = AKFAMILY\naws_secret_access_key = secret\n")
    assert keys_of("family", {})().access_key_id == "AKFAMILY"


def test_without_a_profile_the_environment_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKENV")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    assert keys_of("", {})().access_key_id == "AKENV"


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(errors.AuthRevoked, match="'family'"):
        keys_of("family", {})()


def test_no_key_anywhere_is_said_at_once_and_no_machine_is_asked_for_one() -> None:
    with pytest.raises(errors.AuthRevoked, match="no key"):
        keys_of("", {})()


def test_a_sign_in_that_has_run_out_says_how_to_sign_in_again(tools: Path) -> None:
    (tools / "config").write_text(
        "[profile family]\nsso_start_url = https://family.awsapps.com/start\nsso_region = us-east-1\n"
        "sso_account_id = 111122223333\nsso_role_name = Photos\n"
    )
    with pytest.raises(errors.AuthRevoked) as caught:
        keys_of("family", {})()
    assert "aws sso login" in caught.value.action


def test_a_source_reads_with_the_profiles_key(tools: Path) -> None:
    with S3StandIn(3) as cloud:
        lines = f"[family]\naws_access_key_id = {cloud.key}\naws_secret_access_key = {cloud.secret}\n"
        (tools / "credentials").write_text(lines)
        where = {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint, "profile": "family"}
        with closing(S3Source(where, {}, SystemClock())) as source:
            assert [len(page.photos) for page in source.list(None)] == [3]
