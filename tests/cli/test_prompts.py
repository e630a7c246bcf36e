"""What is asked at a terminal, and that what is secret is neither shown nor kept."""

import re

from person import CANARY, Person, Terminal

from holdfast.standins.cloudinary import StandIn


def test_the_secret_is_typed_and_not_shown(person: Person, cloud: StandIn) -> None:
    person.set_up(source=None)
    url = f"cloudinary://{cloud.key}@{cloud.cloud}?upload_prefix={cloud.base}"
    screen = Terminal(person, "source", "add", "cloudinary", "travel", "--url", url)
    screen.await_text(f"API secret of the key {cloud.key}: ")
    screen.type(CANARY)
    ended = screen.finish()
    assert ended.code == 0
    ended.says("travel: the key works")
    person.run("backup").says("All 30 photos are safe.")


def test_everything_is_asked_when_nothing_is_given(person: Person) -> None:
    """Without a place on loopback the account would be asked for over the internet: a wrong name ends it before."""
    person.set_up(source=None)
    screen = Terminal(person, "source", "add", "cloudinary", "travel")
    screen.await_text("Cloud name, or the account's URL: ")
    screen.type("no such cloud!")
    screen.await_text("API key: ")
    screen.type("1234")
    screen.await_text("API secret of the key 1234: ")
    screen.type(CANARY)
    ended = screen.finish()
    assert ended.code == 2
    ended.says("cannot be the name of a Cloudinary cloud")


def test_the_url_is_pasted_where_the_account_is_asked_for(person: Person, cloud: StandIn) -> None:
    person.set_up(source=None)
    screen = Terminal(person, "source", "add", "cloudinary", "travel")
    screen.await_text("Cloud name, or the account's URL: ")
    screen.type(f"cloudinary://{cloud.key}@{cloud.cloud}?upload_prefix={cloud.base}")
    screen.await_text("API secret of the key")
    screen.type(CANARY)
    ended = screen.finish()
    assert ended.code == 0
    ended.says("travel: the key works")


def test_secret_from_the_environment(person: Person, cloud: StandIn) -> None:
    person.set_up(source=None)
    url = f"cloudinary://{cloud.key}@{cloud.cloud}?upload_prefix={cloud.base}"
    env = {"CLOUDINARY_API_SECRET": cloud.secret}
    person.run("source", "add", "cloudinary", "one", "--url", url, env=env).says("one: the key works")
    env = {"CLOUDINARY_URL": cloud.url}
    person.run("source", "add", "cloudinary", "two", "--url", url, env=env).says("two: the key works")
    other = cloud.url.replace(cloud.key, "1")
    ended = person.run("source", "add", "cloudinary", "three", "--url", url, env={"CLOUDINARY_URL": other}, code=2)
    ended.says(f"The API secret of the key {cloud.key} is missing")


def test_a_secret_with_every_kind_of_character(person: Person, cloud: StandIn) -> None:
    person.set_up(source=None)
    cloud.secret = CANARY + "%41@:/?#[]&=+~"
    url = f"cloudinary://{cloud.key}@{cloud.cloud}?upload_prefix={cloud.base}"
    env = {"CLOUDINARY_API_SECRET": cloud.secret}
    person.run("source", "add", "cloudinary", "travel", "--url", url, env=env).says("the key works")


def test_recovery_code_is_typed_back(person: Person) -> None:
    screen = Terminal(person, "init")
    screen.await_text("Where shall the photos lie?")
    screen.type(str(person.library))
    person.until(lambda: len(asked(screen)) == 1)
    screen.type("WRONG")
    screen.await_text(f"That is not group {asked(screen)[0]}.")
    for turn in (2, 3):
        person.until(lambda wanted=turn: len(asked(screen)) == wanted)  # type: ignore[misc]  # a default is no Any
        screen.type(groups(screen)[int(asked(screen)[-1]) - 1].lower())
    ended = screen.finish()
    assert ended.code == 0
    ended.says("That is right.", "Next: `holdfast source add")
    assert person.library.is_dir()


def test_typing_it_back_can_be_put_off(person: Person) -> None:
    screen = Terminal(person, "init", "--library", str(person.library))
    person.until(lambda: len(asked(screen)) == 1)
    screen.type("")
    ended = screen.finish()
    assert ended.code == 0
    ended.says("Keep it somewhere safe", "Next:")


def asked(screen: Terminal) -> list[str]:
    return re.findall(r"type group (\d) \(Enter: later\): ", screen.shown)


def groups(screen: Terminal) -> list[str]:
    found = re.findall(r"[0-9A-Z]{8}(?=[-\s])", screen.shown)
    assert len(found) >= 8
    return found[:8]


def test_recovery_code_opens_the_catalog(person: Person) -> None:
    code = person.run("init", "--library", str(person.library), "--json").json["recovery_code"]
    person.home.key_file.unlink()
    person.run("status", code=5).says(str(person.home.key_file), "not there")
    written = person.folder / "typed.key"
    written.write_text(code)
    written.chmod(0o600)
    person.run("--key-file", str(written), "status").says("nothing to back up")


def test_a_bar_on_a_terminal_and_nothing_left_of_it(person: Person, cloud: StandIn) -> None:
    cloud.faults.plan("drip:0.002", times=3, skip=10)
    person.set_up()
    screen = Terminal(person, "backup")
    screen.await_text("of 30 photos")
    ended = screen.finish()
    assert ended.code == 0
    assert "━" in ended.out
    assert ended.out.rstrip().endswith("All 30 photos are safe.")


def test_names_that_command_a_terminal_are_shown_harmless(person: Person) -> None:
    person.set_up().run("backup")
    screen = Terminal(person, "photos")
    ended = screen.finish()
    assert "\x1b" not in ended.out
    assert "\u202e" not in ended.out
    assert "\\x1b" in ended.out or "\\u202e" in ended.out
