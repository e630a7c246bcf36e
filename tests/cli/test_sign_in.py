"""At the command line: a server's own certificate is compared by the person, and keys are renewed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from certificates import Authority, fingerprint, let_show
from person import Person, Terminal

from holdfast.standins.s3 import S3StandIn

SECRET = "canary-secret-of-the-stand-in"
ASKED = "Is this your server's certificate? [y/N]"


@pytest.fixture
def bucket() -> Iterator[S3StandIn]:
    with S3StandIn(3, secret=SECRET) as running:
        yield running


@pytest.fixture
def named(tmp_path: Path, bucket: S3StandIn) -> str:
    """The fingerprint of the certificate that the bucket's server made for itself."""
    shown = Authority.made(tmp_path).certificate("localhost", by_itself=True)
    let_show(bucket._server, shown)
    return fingerprint(shown)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    (tmp_path / "person").mkdir()
    with Person(tmp_path / "person") as somebody:
        somebody.set_up()
        yield somebody


def given(bucket: S3StandIn, scheme: str, *more: str) -> tuple[str, ...]:
    where = f"{scheme}://localhost:{bucket.port}"
    return ("source", "add", "s3", "nas", "--bucket", bucket.bucket, "--endpoint-url", where, *more)


def keys(bucket: S3StandIn) -> dict[str, str | None]:
    return {"AWS_ACCESS_KEY_ID": bucket.key, "AWS_SECRET_ACCESS_KEY": bucket.secret}


def test_a23_where_nobody_can_be_asked_the_certificate_is_told_and_has_to_be_named(
    person: Person, bucket: S3StandIn, named: str
) -> None:
    refused = person.run(*given(bucket, "https"), env=keys(bucket), code=1)
    refused.says("The certificate of localhost is not good", "Compare the fingerprint", f"--certificate {named}")
    assert bucket.requests == []
    wrong = "sha256:" + "ab" * 32
    person.run(*given(bucket, "https", "--certificate", wrong), env=keys(bucket), code=1).says("localhost changed")
    person.run(*given(bucket, "https", "--certificate", "off"), env=keys(bucket), code=2).says("no SHA-256 fingerprint")
    assert bucket.requests == []
    person.run(*given(bucket, "https", "--certificate", named), env=keys(bucket)).says("nas: the key works")
    person.run("backup").says("All 3 photos are safe")


def test_a23_a_person_at_a_terminal_is_asked_whether_it_is_their_servers(
    person: Person, bucket: S3StandIn, named: str
) -> None:
    spelled = named.removeprefix("sha256:").upper()[:2] + ":"
    for answer, code in (("", 2), ("y", 0)):
        screen = Terminal(person, *given(bucket, "https"), env=keys(bucket))
        screen.await_text(ASKED)
        assert spelled in screen.shown
        assert bucket.requests == []
        screen.type(answer)
        ended = screen.finish()
        assert ended.code == code, ended
        ended.says("nas: the key works" if answer else "no key was sent")
    person.run("backup").says("All 3 photos are safe")


def test_a23_the_providers_that_everybody_knows_have_no_certificate_to_name(person: Person, bucket: S3StandIn) -> None:
    """Whoever could make a person say yes there would stand between them and their photos."""
    certificate = ("--certificate", "sha256:" + "ab" * 32)
    amazon = ("source", "add", "s3", "archive", "--bucket", "my-photos")
    for where in ((), ("--endpoint-url", "https://s3.eu-central-003.backblazeb2.com")):
        refused = person.run(*amazon, *where, *certificate, env=keys(bucket), code=2)
        refused.says("A certificate is named for an endpoint of your own")


def test_new_keys_are_given_by_adding_the_bucket_again(person: Person, bucket: S3StandIn) -> None:
    person.run(*given(bucket, "http"), env=keys(bucket))
    bucket.signatures.secret = bucket.secret = f"{SECRET}-renewed"
    person.run("source", "test", "nas", code=3)
    old = {**keys(bucket), "AWS_SECRET_ACCESS_KEY": SECRET}
    person.run(*given(bucket, "http"), env=old, code=3)
    person.run(*given(bucket, "http"), env=keys(bucket)).says("nas: the key works")
    person.run("backup").says("All 3 photos are safe")
    person.run(*given(bucket, "http", "--prefix", "x/"), env=keys(bucket), code=2).says("another account")
    assert len(person.run("source", "list", "--json").json) == 1
