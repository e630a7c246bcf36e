"""H8: an account whose address leads to this computer's own network, as a person may be talked into adding it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person

KEYS: dict[str, str | None] = {"AWS_ACCESS_KEY_ID": "AKIAHOLDFAST0000", "AWS_SECRET_ACCESS_KEY": "canary-of-the-bucket"}
INSIDE = [
    "http://169.254.169.254/latest/meta-data", "http://[::ffff:169.254.169.254]", "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_SET", "http://127.0.0.1@169.254.169.254", "http://2852039166",
]  # fmt: skip


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Person(tmp_path) as somebody:
        yield somebody.set_up(source=None)


@pytest.mark.parametrize("address", INSIDE)
def test_h8_no_bucket_is_added_that_lies_inside(person: Person, address: str) -> None:
    ended = person.run("source", "add", "s3", "x", "--bucket", "photos", "--endpoint-url", address, env=KEYS, code=None)
    assert ended.code in (1, 2), ended
    assert ended.err.count("\n") >= 2, "a sentence and a next step"
    assert person.run("source", "list", "--json").json == []


@pytest.mark.parametrize("address", INSIDE[:4])
def test_h8_no_account_is_added_whose_cloud_lies_inside(person: Person, address: str) -> None:
    url = f"cloudinary://1:canary-of-the-cloud@demo?upload_prefix={address}"
    ended = person.run("source", "add", "cloudinary", "x", env={"CLOUDINARY_URL": url}, code=None)
    assert ended.code in (1, 2), ended
    assert "canary" not in ended.out + ended.err
    assert person.run("source", "list", "--json").json == []
