"""A bucket at the command line: added, backed up, asked what it says, with keys that nobody sees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person, Terminal

from holdfast.standins.s3 import S3StandIn

SECRET = "canary-secret-of-the-stand-in"
PHOTO = b"\xff\xd8\xff\xe0 a photo \xff\xd9"


@pytest.fixture
def bucket() -> Iterator[S3StandIn]:
    with S3StandIn(6, secret=SECRET) as running:
        running.put("2024/small.jpg", PHOTO)
        running.put("2024/parts.jpg", PHOTO * 100, part_size=1000)
        running.put("2024/kms.jpg", PHOTO + b"kms", kms=True)
        running.put("2024/cold.jpg", PHOTO + b"cold")
        running.archive("2024/cold.jpg", "DEEP_ARCHIVE")
        running.put("2024/", b"")
        yield running


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Person(tmp_path) as somebody:
        somebody.set_up()
        yield somebody


def given(bucket: S3StandIn, *more: str) -> tuple[str, ...]:
    return ("source", "add", "s3", "home", "--bucket", bucket.bucket, "--endpoint-url", bucket.endpoint, *more)


def keys(bucket: S3StandIn) -> dict[str, str | None]:
    return {"AWS_ACCESS_KEY_ID": bucket.key, "AWS_SECRET_ACCESS_KEY": bucket.secret}


def test_a_bucket_is_added_backed_up_and_all_is_said_in_plain_words(person: Person, bucket: S3StandIn) -> None:
    added = person.run(*given(bucket), env=keys(bucket))
    added.says("The keys come from AWS_ACCESS_KEY_ID, and are kept.")
    added.says("home: the key works", f"S3 bucket {bucket.bucket}")
    foreseen = person.run("backup", "--dry-run")
    foreseen.says("11 photos listed: 11 new", "Of the listed, 2 are skipped.", "would copy 9 photos")
    ended = person.run("backup")
    ended.says("9 of 10 photos are safe. 1 is archived and not copied.")
    status = person.run("status")
    status.says("1 photo skipped: archived in DEEP_ARCHIVE: ask for it with `holdfast thaw`")
    status.says("1 photo skipped: a marker of a folder, not a photo", "Of the safe photos:", "proven by checksum")
    photos = person.run("photos", "home").out.splitlines()
    assert photos == person.run("photos", "--source", "home").out.splitlines()
    line = {name: next(line for line in photos if name in line) for name in ("small", "parts", "kms", "cold")}
    assert "proven by MD5" in line["small"]
    assert "checksums of its parts" in line["parts"]
    assert "compared by size only" in line["kms"]
    assert "archived in DEEP_ARCHIVE" in line["cold"]


def test_keys_are_asked_for_and_the_secret_is_not_shown(person: Person, bucket: S3StandIn) -> None:
    screen = Terminal(person, *given(bucket, "--prefix", "2024/"))
    screen.await_text("Access key ID: ")
    screen.type(bucket.key)
    screen.await_text(f"Secret of the access key {bucket.key}: ")
    screen.type(bucket.secret)
    ended = screen.finish()
    assert ended.code == 0
    ended.says("home: the key works")
    person.run("backup").says("3 of 4 photos are safe. 1 is archived")


def test_keys_come_from_a_profile_and_are_not_kept(person: Person, bucket: S3StandIn) -> None:
    kept = person.folder / "elsewhere"
    kept.write_text("[mine]\naws_access_key_id = {}\naws_secret_access_key = {}\n".format(bucket.key, "not it"))
    env: dict[str, str | None] = {"AWS_SHARED_CREDENTIALS_FILE": str(kept)}
    person.run(*given(bucket, "--profile", "mine"), env=env, code=3)
    kept.write_text(kept.read_text().replace("not it", bucket.secret))
    person.run(*given(bucket, "--profile", "mine"), env=env).says("the key works")
    person.run("backup", env=env).says("9 of 10 photos are safe. 1 is archived")
    other = ("other" if word == "home" else word for word in given(bucket, "--profile", "nobody"))
    person.run(*other, env=env, code=3).says("nobody")
    kept.unlink()  # what follows looks whether the secret was kept anywhere else


def test_rules_say_what_is_copied(person: Person, bucket: S3StandIn) -> None:
    bucket.put("2024/raw.dng", b"II*\0 raw")
    rules = ("--include", "*.jpg", "--include", "*.dng", "--exclude", "2000/**")
    person.run(*given(bucket, *rules), env=keys(bucket))
    person.run("backup").says("4 of 5 photos are safe. 1 is archived")
    person.run("status").says("6 photos skipped: left out by the rule '2000/**'")


def test_rules_that_leave_out_everything_or_nothing_are_said(person: Person, bucket: S3StandIn) -> None:
    person.run(*given(bucket, "--include", "*.jpgg"), env=keys(bucket))
    person.run("backup").says("Nothing of home is copied.")
    person.run("status", "--check", code=1)
    person.run(*given(bucket, "--include", "", "--exclude", "*.mvo", "--exclude", "2000/**"), env=keys(bucket))
    said = "home: the rule '*.mvo' leaves nothing out. Look whether it is as you mean it."
    person.run("backup").says(said)
    shown = person.run("status")
    shown.says(said)
    assert "rule '2000/**' leaves nothing out" not in shown.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--bucket", "No Such Bucket!"), "cannot be the name of a bucket"),
        (("--endpoint-url", "http://example.com"), "without encryption"),
        (("--region", "the moon"), "cannot be a region"),
        (("--include", "["), "rules know only"),
        (("--include", "*.{jpg,png}"), "rules know only"),
        (("--exclude", "/"), "fits nothing"),
        (("--exclude", "../private/"), "fits nothing"),
        (("--exclude", "!*.jpg"), "is no name"),
    ],
)
def test_what_cannot_be_is_said_before_anyone_is_asked(
    person: Person, bucket: S3StandIn, arguments: tuple[str, ...], said: str
) -> None:
    person.run(*given(bucket, *arguments), env=keys(bucket), code=2).says(said)
    assert bucket.requests == []


def test_without_a_key_nobody_is_asked(person: Person, bucket: S3StandIn) -> None:
    person.run(*given(bucket), code=2).says("AWS_ACCESS_KEY_ID", "--profile")


def test_a_wrong_secret_is_an_error_of_credentials(person: Person, bucket: S3StandIn) -> None:
    env = {**keys(bucket), "AWS_SECRET_ACCESS_KEY": "wrong"}
    person.run(*given(bucket), env=env, code=3)
    assert person.run("source", "list", "--json").json == []


def test_a_cloud_that_is_away_is_said_once_and_promises_nothing(person: Person) -> None:
    with S3StandIn(1, secret=SECRET) as passing:
        person.run(*given(passing), env=keys(passing))
    said = person.run("backup", code=None)
    assert (said.out + said.err).count("no connection to") == 1
    assert "by itself" not in said.out + said.err
    person.run("status").says("The next backup tries again.")
    person.run("source", "remove", "home").says("Nothing of it had been copied.")


def test_a_missing_bucket_is_named(person: Person, bucket: S3StandIn) -> None:
    arguments = ("source", "add", "s3", "home", "--bucket", "no-such-one", "--endpoint-url", bucket.endpoint)
    person.run(*arguments, env=keys(bucket), code=None).says("no-such-one")


def test_an_archive_is_asked_after_a_yes_and_what_comes_is_copied(person: Person, bucket: S3StandIn) -> None:
    person.run(*given(bucket), env=keys(bucket))
    person.run("backup")
    person.run("thaw", "home", code=2).says("The cloud charges for that", "--yes")
    person.run("thaw", "home", "--yes", "--tier", "expedited", code=1).says("out of DEEP_ARCHIVE that fast", "Bulk")
    assert bucket.answers.restores == []
    screen = Terminal(person, "thaw", "home", "--tier", "bulk", "--days", "3")
    screen.await_text("Ask for them? [y/N]")
    screen.type("y")
    ended = screen.finish()
    assert ended.code == 0
    ended.says("Asked for 1 photo.")
    assert bucket.answers.restores == [("2024/cold.jpg", 3, "Bulk")]
    ended.says("It takes hours, from DEEP_ARCHIVE up to two days.")
    person.run("thaw", "home").says("1 photo was asked for before. Nothing more was asked for.")
    again = person.run("thaw", "home", "--json").json
    assert (again["asked"], again["under_way"], again["refused"]) == (0, 1, 0)
    status = person.run("status")
    status.says("home: 1 photo archived: asked for, and not out yet")
    assert "ask for it" not in status.out
    bucket.thaw("2024/cold.jpg", days=3)
    person.run("backup").says("All 10 photos are safe")
